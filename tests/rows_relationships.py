"""What breaks levels of relationship, their aspects, trust, promises and bonds in the shipped examples."""

from mutations import Mutation, in_all, in_first, plus, then, where, without, without_blocks

__all__ = ["ROWS"]

TYPES = ("type", "personal-assistance", "dedicated", "self-service", "automated", "community", "co-creation")
"""All that gives a relationship a type."""
CONTACTS = (
    "feedback", "interact", "contacts", "practice", "tool", "mechanism", "support", "service", "programme",
    "touchpoint", "discloses",
)  # fmt: skip
TIES = ("bond", "promise", "benefit", "commitment-trust", "claims-trust")
FITTED = ("identify", "differentiate", "customize", "personalize", "predict")
MANY = in_all("segment", "margin-class low; customers 5_000", "margin-class", "customers")
ALONE = then(
    without_blocks("journey"), without_blocks("service"), without("segment", "buys-every", "contacts"),
    in_all("relationship", "type personal-assistance", *TYPES, *CONTACTS),
)  # fmt: skip
"""Nothing says that contact goes on; the last of the mutations applies to each model with a relationship."""


def reaches_somebody(found):
    return any(channel.reaches for channel in found.canvas.channels)


def has_channels(found):
    return bool(found.canvas.channels)


def follows_its_customers(found):
    """A journey of customers with whom there is a relationship."""
    canvas = found.canvas
    ours = {each.segment.key for relationship in canvas.relationships for each in relationship.segments}
    return any(each.key in ours for journey in canvas.journeys for each in journey.segments)


ROWS: tuple[tuple[str, Mutation], ...] = (
    # R16, T-REL-4, T-REL-14, T-REL-15
    ("REL501", then(MANY, in_all("relationship", "level partnership", "level"))),
    ("REL501", then(in_all("segment", "margin-class high; customers 9", "margin-class", "customers"),
                    in_all("relationship", "level basic", "level"))),
    ("REL502", then(MANY, in_all("relationship", "type dedicated", *TYPES, "level"))),
    ("REL503", without("dedicated", "plan")),
    ("REL504", then(in_all("segment", "market b2b", "market"),
                    in_all("relationship", 'dedicated { accounts-per-rep 400; plan "x" }', *TYPES))),
    ("REL511", where(has_channels, then(
        without_blocks("journey"), without_blocks("service"), in_all("channel", "type kiosk", "type"),
        in_all("relationship", "level reactive; type long-term", "level", *TYPES, *CONTACTS)))),
    ("REL512", then(without("segment", "contacts"),
                    in_all("relationship", "level proactive", "level", *TYPES, *CONTACTS))),
    ("REL512", then(without_blocks("journey"), in_all("relationship", "level partnership; contacts 2 per month",
                                                      "level", "bond", *TYPES, *CONTACTS))),
    ("REL521", in_all("relationship", "level proactive; tool web", "level", *TYPES, *CONTACTS, *FITTED)),
    # R04, T-REL-0, T-REL-11, T-REL-12
    ("REL601", then(ALONE, in_first("relationship", 'touchpoint only "Only"'))),
    ("REL602", where(reaches_somebody, then(
        without("channel", "phases"),
        plus('segment extra "Extra"\nrelationship extra-tie "Tie" { with extra; type personal-assistance }')))),
    ("REL611", in_all("relationship", 'mechanism loyalty "x"; type personal-assistance', *TYPES, *CONTACTS)),
    ("REL612", in_all("relationship", 'type long-term; bond social "x"; practice consistency "y"', *TYPES, *CONTACTS)),
    ("REL621", in_all("relationship", 'type personal-assistance; mechanism feedback "x" scope service', *TYPES,
                      *CONTACTS, *TIES, *FITTED)),
    # T-REL-9, T-REL-16 to T-REL-18
    ("REL631", in_first("relationship", 'type custom "x"')),
    ("REL632", in_all("relationship", "type switching-cost", *TYPES)),
    ("REL641", in_all("relationship", "type transactional; strategy relational", *TYPES, "strategy")),
    ("REL651", then(in_all("segment", "loyalty-group stranger", "loyalty-group", "stops-when"),
                    in_all("relationship", "type personal-assistance", *TYPES, "ends-when", "phase"))),
    ("REL652", in_all("relationship", "phase awareness; purpose upsell", "phase", "purpose")),
    ("REL661", where(follows_its_customers, then(
        without("touchpoint", "recognition"), without_blocks("tactic"),
        in_all("relationship", "type long-term", *TYPES, *CONTACTS, *TIES)))),
    # R34, T-REL-13, T-RM-1 to T-RM-3
    ("RMK101", in_first("relationship", "claims-trust", *CONTACTS, *TIES)),
    ("RMK101", in_first("relationship", "commitment-trust { trust 6; shared-values 5; communication 1 }", *TIES)),
    ("RMK102", in_first("relationship", "commitment-trust { trust 6; opportunism 3 }", *TIES)),
    ("RMK103", in_first("revenue", 'fee "x" { told never }', "fee")),
    ("RMK104", in_first("relationship", "commitment-trust { termination-costs 6 }", *TIES)),
    ("RMK111", without("promise", "kept-by")),
    ("RMK111", without("promise", "measure", "kept")),
    ("RMK112", in_first("relationship", 'benefit firm "x"', "benefit", "programme", "community", "co-creation")),
    ("RMK113", in_first("relationship", 'benefit customer "x"', "benefit")),
    ("RMK114", then(in_all("segment", "buys-every 2 years", "buys-every", "contract-term"),
                    in_all("relationship", "horizon 1 year; type long-term", "horizon", *TYPES))),
    ("RMK121", then(in_all("relationship", "strategy relational", "strategy"),
                    plus('tactic cut "Cut" { type discount; for {segments} }'))),
    # R25, T-RM-4
    ("RMK204", then(without("touchpoint", "recognition"),
                    in_all("relationship", 'type long-term; bond financial "x"', *TYPES, *CONTACTS, *TIES, *FITTED))),
    ("RMK205", in_first("relationship", 'bond structural "x" { cost 4 EUR }')),
    ("RMK206", then(without("resource", "supports"), without("activity", "supports"),
                    plus('party somebody "Somebody" { role employee }'),
                    in_all("relationship", 'bond social "x"', "bond", "owner", *TYPES))),
)  # fmt: skip
