"""Rows of `test_rules_mutation` for segments and the canvas (parts 3 and 4): what is broken, and what is found then."""

from mutations import Mutation, in_all, in_first, plus, then, where, without, without_blocks

__all__ = ["ROWS"]

TYPES = ("type", "personal-assistance", "dedicated", "self-service", "automated", "community", "co-creation")
"""All that gives a relationship a type."""
WHY = (
    "psychographic", "behavioural", "needs", "worth", "firmographic", "job", "pain", "gain", "weighs", "buyer",
    "value-meaning", "buys-every", "expectation",
)  # fmt: skip
SERVED_ALIKE = (
    'proposition extra-p "P" { for extra-1, extra-2 }\n'
    'channel extra-c "C" { reaches extra-1, extra-2 }\n'
    'relationship extra-r "R" { with extra-1, extra-2 }\n'
)
NINE_COSTS = "\n".join(f'cost extra-{number} "{number}" {{ for {{proposition}} }}' for number in range(9))


def reaches_all(found):
    channels = found.canvas.channels
    return channels and all(channel.reaches for channel in channels)


def has_purposes_only(found):
    """Nothing but the purposes of relationships says whom the model wants to win and to keep."""
    canvas = found.canvas
    return canvas.relationships and not (canvas.tactics or canvas.strategies or canvas.crm)


def is_mostly_there(found):
    return found.canvas.segments and found.canvas.partners


ROWS: tuple[tuple[str, Mutation], ...] = (
    # T-SEG-1, T-SEG-2
    ("SEG501", in_first("segment", 'geographic "a"', *WHY)),
    ("SEG502", plus('segment extra-1 "1" { needs "a" }\nsegment extra-2 "2" { needs "a" }')),
    ("SEG503", plus('segment extra-1 "1" { range age 18-30; exclusive }\nsegment extra-2 "2" { range age 25-40 }')),
    ("SEG511", without("segment", "size", "customers", "population", "criterion")),
    ("SEG511", plus('segment extra-1 "1" { size 5 people }\nsegment extra-2 "2"')),
    ("SEG512", where(reaches_all, then(without("channel", "phases"), plus('segment extra "Extra"')))),
    ("SEG513", plus('segment extra-1 "1"\nsegment extra-2 "2" { value-tier below-zero }\n' + SERVED_ALIKE)),
    # T-SEG-3, T-SEG-4
    ("SEG521", plus('segment extra-1 "1"\nsegment extra-2 "2"\n' + SERVED_ALIKE
                    + 'revenue extra-v "V" { from extra-1, extra-2; for extra-p }')),
    ("SEG522", in_all("segment", "expects transactional, long-term", "expects")),
    ("SEG522", plus('revenue extra-1 "1" { from {segment}; for {proposition}; type asset-sale; price 1 EUR per cup }\n'
                    'revenue extra-2 "2" { from {segment}; for {proposition}; type asset-sale; price 9 EUR per cup }')),
    ("SEG531", in_first("segment", 'persona extra "Ann" { traits "impatient" }')),
    # T-SEG-5, T-SEG-7
    ("SEG541", plus('tactic extra "Extra" { objective acquire; for {segment} }')),
    ("SEG542", then(in_first("segment", "loyalty-group barnacle", "loyalty-group"),
                    plus('tactic extra "Extra" { lookalike-of {segment}; via {channel}; message "come" }'))),
    ("SEG551", plus('strategy extra "Extra" { for {segment}; measure "sales" }')),
    ("SEG551", plus('strategy extra "Extra" { expects loyalty { measure "a" }; expects insight }')),
    # T-BMC-1
    ("SEG561", plus('segment extra-1 "1" { importance 3 }\nsegment extra-2 "2"')),
    ("BMC702", without_blocks("segment")),
    # T-BMC-2b
    ("BMC201", in_first("segment", 'pain extra "Extra" { severity 5 }')),
    ("BMC202", plus('segment extra "Extra" { pain extra-pain "P" }\n'
                    'proposition extra "Extra" { for {segment}; relieves extra-pain }')),
    ("BMC203", in_first("segment", 'job extra-1 "1" { type functional }; job extra-2 "2" { type functional }', "job")),
    ("BMC204", then(in_first("segment", 'pain extra-pain "P"'), plus(
        'segment extra "Extra"\nproposition extra "Extra" { for {segment}, extra; relieves extra-pain }'))),
    ("BMC204", plus('segment extra-1 "1" { job a "A"; pain b "B" }\nsegment extra-2 "2" { job a "A"; pain b "B" }')),
    # T-BMC-3, T-BMC-3a
    ("CHN301", plus('channel extra "Extra"')),
    ("CHN302", plus('channel extra "Extra" { owner partner; reaches {segment} }')),
    ("CHN303", in_all("channel", "owner partner", "owner")),
    ("CHN304", then(plus('channel extra "Extra" { reaches {segment} }'), in_all("channel", "owner own", "owner"))),
    # T-BMC-4
    ("BMC731", where(has_purposes_only, then(
        without("revenue", "recurrence"), in_all("segment", "customers 10", "customers", "state"),
        in_all("relationship", "type personal-assistance; purpose acquire", *TYPES, "purpose")))),
    # T-BMC-5a, T-BMC-5b, R41
    ("BMC401", then(in_all("resource", "type physical", "type", "asset"),
                    in_first("revenue", "type usage-fee", "type", "price"))),
    ("BMC402", then(without("channel", "capacity"),
                    in_first("revenue", "pricing yield", "pricing", "capacity", "perishable"))),
    ("BMC403", in_first("revenue", "from {segment}; pricing auction", "from", "pricing")),
    ("BMC404", in_first("revenue", "pricing segment", "pricing", "fence")),
    ("BMC404", where(lambda m: m.canvas.heading.type != "multi-sided", plus(
        'segment extra "Extra"\n'
        'revenue extra-1 "1" { from extra; for {proposition}; type rental; price 1 EUR per cup }\n'
        'revenue extra-2 "2" { from {segment}; for {proposition}; type rental; price 9 EUR per cup }'))),
    ("BMC405", in_first("revenue", "pricing negotiation", "pricing", "floor")),
    # T-BMC-0
    ("BMC701", without_blocks("cost")),
    ("BMC703", plus(NINE_COSTS)),
    ("BMC704", plus(f'segment extra "{"so long a name " * 5}"')),
    ("BMC705", then(without_blocks("assumption"), without("segment", "evidence"),
                    in_first("segment", "status hypothesis", "status"))),
    # T-BMC-11, T-BMC-12
    ("BMC711", then(in_all("revenue", "recurrence one-off", "recurrence", "share"),
                    plus('assess recurring-revenue 8 because "{segment}"'))),
    ("BMC712", then(without_blocks("assess"), plus('assess switching-costs 8 because "so"'), in_all(
        "relationship", 'type switching-cost; failure extra "F" { type pricing }', *TYPES, "bond", "practice"))),
    ("BMC713", plus("assess protection 3")),
    ("BMC721", where(is_mostly_there, then(without("partner", "provides"),
                                           in_first("canvas", "pattern unbundled", "pattern")))),
    # T-BMC-13
    ("EVI101", plus('assumption extra "Extra" { importance 5 }')),
    ("EVI102", plus('assumption extra "Extra" { status validated }')),
    ("EVI103", plus('assumption extra "Extra" { evidence 2026-05-11 interview strong "So" { sample 4 } }')),
)  # fmt: skip
