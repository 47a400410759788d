"""What must be found when examples lose or gain something that parts 1 and 2 of the register look at."""

from mutations import Mutation, in_all, in_first, plus, then, where, without, without_blocks

__all__ = ["ROWS"]

_DECIDE = {"decider", "influencer", "gatekeeper"}
_EFFORTS = without_blocks("tactic", "strategy", "crm")


def _has_payers(found):
    return any(payer.kind == "segment" for revenue in found.canvas.revenues for payer in revenue.segments)


def _nobody_decides(found):
    return not any(_DECIDE.intersection(party.roles) for party in found.canvas.parties)


def _nobody_contributes(found):
    everybody = (*found.canvas.segments, *found.canvas.parties)
    return not any(each.co_creation for each in found.canvas.relationships) and not any(
        each.gives or {"contributor", "partner"}.intersection(each.roles) for each in everybody
    )


ROWS: tuple[tuple[str, Mutation], ...] = (
    # T-CUS-1
    ("SEG201", where(_has_payers, in_all("segment", "role user", "role"))),
    ("SEG201", where(_has_payers, then(in_all("segment", "role user", "role"),
                                       plus('party extra "E" { role payer }')))),
    ("SEG202", where(lambda m: m.canvas.propositions,
                     plus('party extra-1 "1" { role user }\nparty extra-2 "2" { role payer }'))),
    # T-CUS-3, T-CUS-4
    ("SEG211", where(lambda m: m.canvas.activities, plus('party extra "E" { role internal-customer }'))),
    ("SEG212", plus('party extra "E" { role internal-customer }\nrevenue more "M" { from extra }')),
    ("SEG221", in_first("segment", "position intermediate", "position", "resells-to")),
    ("SEG222", plus('segment extra "E" { position intermediate; resells-to {segment} }\n'
                    'proposition more "M" { for extra, {segment} }')),
    ("SEG222", plus('party extra "E" { role distributor }\nchannel more "M" { partner extra; reaches {segment} }')),
    # T-CUS-5, T-CUS-6, T-CUS-10
    ("SEG231", where(_nobody_decides, plus('segment extra "E" { market b2b; deal-size 900 EUR }'))),
    ("SEG232", plus('segment extra "E" { market b2b; deal-size 900 EUR }')),
    ("SEG233", where(lambda m: m.canvas.channels, in_first("segment", 'buying-centre influencer "E"'))),
    ("SEG233", plus('segment extra "E" { role influencer }\nchannel more "M" { reaches {segment} }')),
    ("SEG234", in_first("segment", "market b2b; type mass", "market", "type", "consists-of", "size")),
    ("SEG235", in_first("segment", 'market b2b; demographic "E"', "market", "demographic", "consists-of",
                        "size")),
    ("SEG241", plus('party extra "E" { role employee }\n'
                    'relationship more "M" { with {segment}; personal-assistance { staff extra; hours "all day" } }')),
    # T-CUS-7, T-CUS-9 (R42)
    ("SEG251", plus('party extra "E"\nrevenue more "M" { from extra; type patronage }')),
    ("SEG251", where(_has_payers, then(in_all("segment", "role buyer", "role"),
                                       in_all("revenue", "type patronage", "type")))),
    ("SEG252", plus('party extra "E" { role patron; gives money }')),
    ("SEG253", plus('party extra "E" { role patron }\nrevenue more "M" { from extra; type asset-sale }')),
    ("SEG261", where(_nobody_contributes, in_first("segment", "market c2b", "market", "consists-of"))),
    ("SEG262", plus('party extra "E" { gives content }')),
    ("SEG262", where(_nobody_contributes, in_first(
        "segment", "role contributor; gives idea; in-return nothing", "role", "gives", "in-return"))),
    ("SEG263", plus('party extra "E" { gives data; in-return access }')),
    # T-CUS-8 (R28)
    ("SEG104", then(in_first("canvas", "thresholds { purchase-intervals 1 }", "thresholds"),
                    in_all("segment", "active within 50 days; buys-every 40 days", "active", "buys-every", "grace"))),
    # T-CUS-11, T-CRM-2 (R36)
    ("SEG301", then(_EFFORTS, without("relationship", "purpose"),
                    in_first("segment", "customers 900", "customers", "state"),
                    plus('tactic extra "E" { objective acquire; for {segment} }'))),
    ("SEG301", then(_EFFORTS, without("relationship", "cost", "retention-cost"), without_blocks("cost"),
                    in_first("segment", "customers 900", "customers", "state"),
                    plus('tactic extra-1 "1" { objective acquire; for {segment}; budget 90 EUR per month }\n'
                         'tactic extra-2 "2" { objective keep; for {segment} }'))),
    ("SEG302", then(_EFFORTS, plus('tactic extra-1 "1" { objective acquire; budget 90 EUR per month }\n'
                                   'tactic extra-2 "2" { objective keep; budget 120 EUR per year }\n'
                                   'crm { profit-from-existing 80% }'))),
    ("SEG303", then(_EFFORTS, without("relationship", "purpose"),
                    in_first("segment", "customers 900; spend 9 EUR per month", "customers", "state", "spend"),
                    plus('tactic extra "E" { objective acquire, keep; for {segment} }'))),
    # T-CUS-12
    ("SEG311", in_first("segment", "rung purchaser { conversion 130% }", "rung")),
    ("SEG312", in_first("segment", "rung purchaser { count 10 }; rung client { count 20 }", "rung")),
    ("SEG313", then(_EFFORTS, without("relationship", "programme", "bond"),
                    in_first("segment", 'rung prospect { tactic "E" }', "rung"))),
    ("SEG314", then(_EFFORTS, in_first("segment", "rung advocate { count 8 }", "rung"))),
    # T-TYP-1
    ("SEG321", in_first("channel", "visitors looker 80%; visitors buyer 40%", "visitors")),
    ("SEG322", in_first("channel", "visitors looker 80%", "visitors")),
    ("SEG323", then(_EFFORTS, plus('segment extra "E"\nchannel more "M" { reaches extra; visitors dissatisfied 5% }'))),
    ("SEG324", in_first("channel", "visitors looker 80% { tactic discount }", "visitors")),
    # T-TYP-2, T-VAL-5 (R24)
    ("SEG401", plus('segment extra "E" { buyer price }\nrelationship more "M" { with extra; type dedicated }')),
    ("SEG401", plus('segment extra "E" { buyer price }\nproposition more "M" { for extra; offers customization }')),
    ("SEG401", plus('segment extra "E" { buyer price }\nrelationship more "M" { with extra; customize service "E" }')),
    ("SEG402", where(_has_payers, then(in_all("segment", "buyer relationship", "buyer", "contract-term"),
                                       in_all("revenue", "pricing auction", "pricing")))),
    ("SEG402", where(_has_payers, then(
        in_all("segment", "buyer relationship", "buyer", "contract-term"),
        in_all("revenue", "pricing negotiation; recurrence one-off", "pricing", "recurrence", "type")))),
    ("SEG403", plus('segment extra "E" { buyer value }\nproposition more-1 "1" { for extra }\n'
                    'revenue more-2 "2" { from extra; for more-1; pricing list }')),
    ("SEG404", in_first("segment", "buyer poker", "buyer", "negotiation")),
    ("SEG405", plus('segment extra "E" { buyer poker }')),
    ("SEG406", in_first("segment", "market b2c; buyer poker", "market", "buyer", "negotiation", "consists-of")),
    ("SEG421", plus('segment extra "E" { value-meaning wants }\n'
                    'proposition more "M" { for extra; message low-price }')),
    ("SEG422", plus('segment extra "E" { value-meaning low-price }\n'
                    'proposition more "M" { for extra; message premium }')),
    # T-TYP-4 (R27), T-TYP-5
    ("SEG411", in_first("segment", "loyalty-group stranger; invest 9 EUR per month", "loyalty-group", "invest")),
    ("SEG412", plus('segment extra "E" { loyalty-group butterfly }\nrelationship more "M" { with extra; tool club }')),
    ("SEG413", plus('segment extra "E" { loyalty-group butterfly }')),
    ("SEG414", in_first("segment", "loyalty-group barnacle; service-level rising", "loyalty-group", "service-level",
                        "category-spend")),
    ("SEG415", plus('segment extra "E" { loyalty-group true-friend }\ntactic more "M" { type discount; for extra }')),
    ("SEG416", in_first("segment", "loyalty-group true-friend; contacts 9 per month; contact-limit 4 per month",
                        "loyalty-group", "contacts", "contact-limit")),
    ("SEG417", in_first("segment", "loyalty-group butterfly; profit -9 EUR per month", "loyalty-group", "profit")),
    ("SEG418", plus('segment extra-1 "1" { significance benchmark }\nsegment extra-2 "2"\n'
                    'relationship more "M" { with extra-1, extra-2; type dedicated }')),
)  # fmt: skip
