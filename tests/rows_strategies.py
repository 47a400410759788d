"""Rows of `test_rules_mutation` for CRM, the value chain, strategies, programmes, feedback, practices and benefits."""

from mutations import Mutation, in_all, in_first, plus, then, where, without, without_blocks

__all__ = ["ROWS"]

STEPS = ("identify", "differentiate", "interact", "customize")
NEW = 'segment extra "Extra" {{ {} }}\nrelationship extra-tie "Extra" {{ with extra; {} }}'
CHAIN = 'channel extra "Extra"\nvalue-chain {{ {} }}'
PROGRAMME = 'programme extra-card "Card" {{ reward points; margin 35%; {} }}'
EXPECTING = 'segment extra "Extra"\nstrategy extra "Extra" {{ type {}; for extra; expects {} }}'


def new(tie: str, segment: str = "") -> Mutation:
    """A further segment with a relationship."""
    return plus(NEW.format(segment, tie))


def chain(parts: str) -> Mutation:
    """Another value chain in place of the one that there may be."""
    return then(without_blocks("value-chain"), plus(CHAIN.format(parts)))


def crm(lines: str) -> Mutation:
    """Another `crm` in place of the one that there may be, and of all tools."""
    return then(without_blocks("crm", "tool", "metric", "goal"), plus(lines))


def expecting(type: str, benefit: str) -> Mutation:
    return plus(EXPECTING.format(type, benefit))


def is_detailed(found):
    return any(each.purposes and (each.bonds or each.feedback) for each in found.canvas.relationships)


ROWS: tuple[tuple[str, Mutation], ...] = (
    # R31, T-CRM
    ("IDI201", then(without_blocks("relationship", "journey", "activity", "service", "strategy", "customer-strategy",
                                   "tactic", "crm"), plus('tool extra "Extra" { type crm }'))),
    ("IDI201", then(without_blocks("journey", "crm", "tool"), without("relationship", "touchpoint", "interact"),
                    plus('tool extra "Extra" { type crm }\ncrm { tool extra; practice "a"; people "b" }'))),
    ("IDI202", crm("crm { goal relationships, retention, growth }")),
    ("IDI203", then(without_blocks("crm", "tactic", "strategy"), plus("crm { lifecycle win-back }"))),
    ("IDI204", crm("crm { type operational }")),
    ("IDI211", plus('tool extra "Extra" { type crm; function prospecting; records customer }')),
    ("IDI211", plus('tool extra "Extra" { type crm; records customer }\ntactic more "More" { objective acquire }')),
    ("IDI212", plus('tool extra "Extra" { type crm; records customer }')),
    ("IDI213", then(without("relationship", "identify"), without("support", "identity-key"), plus(
        'channel extra-1 "1"\nchannel extra-2 "2"\ntool extra "Extra" { type crm; integrates extra-1, extra-2 }'))),
    ("IDI214", plus('tool extra "Extra" { type survey }')),
    ("IDI215", plus('tool extra "Extra" { type email; consent no }')),
    ("IDI216", where(lambda m: any(each.behavioural for each in m.canvas.segments),
                     crm('tool extra "Extra" { type crm; function service }'))),
    ("IDI216", crm('tool extra "Extra" { type crm }\nstrategy extra "Extra" { bases behavioural }')),
    # R35, T-CRM-9 to T-CRM-11
    ("IDI221", new('bond social "a"')),
    ("IDI221", where(is_detailed, without_blocks("proposition"))),
    ("IDI222", where(is_detailed, then(
        without("relationship", "margin", "cohort"), without("segment", "spend", "profit", "gives"),
        without("party", "gives"), without_blocks("revenue")))),
    ("IDI231", then(
        without_blocks("value-chain", "crm", "tool"),
        without("relationship", *STEPS, "bond", "promise", "practice", "benefit", "commitment-trust", "claims-trust"),
        plus('strategy extra "Extra" { for {segment} }'))),
    ("IDI241", plus('customer-strategy extra "Extra" { objective "a" }')),
    ("IDI242", where(lambda m: len(m.canvas.segments) > 1, plus('customer-strategy extra "Extra" { at {channel} }'))),
    ("IDI243", plus('customer-strategy extra "Extra" { for {segment} }')),
    # R33, T-VC
    ("IDI301", chain('primary-stage network "a"')),
    ("IDI301", chain('core-process develop-offer "a"')),
    ("IDI302", chain('primary-stage intimacy "a" { score 1 }; primary-stage proposition "b" { score 5 }')),
    ("IDI303", chain('primary-stage intimacy "a"; enabler people "b"')),
    ("IDI303", chain('edition updated; condition people "b"')),
    ("IDI311", then(without_blocks("value-chain"), plus(
        'segment extra "Extra"\nvalue-chain { primary-stage portfolio-analysis "a" { uses extra } }'))),
    ("IDI312", chain('primary-stage intimacy "a" { uses extra }')),
    ("IDI313", chain('primary-stage network "a" { uses extra }')),
    ("IDI314", where(lambda m: any(each.segments for each in m.canvas.propositions), then(
        without_blocks("value-chain"), plus(
            'segment extra "Extra"\n'
            'value-chain { primary-stage portfolio-analysis "a" { uses extra }; primary-stage proposition "b" }')))),
    ("IDI315", chain('primary-stage lifecycle "a"')),
    ("IDI321", chain('condition data-it "a" { score 5 }; condition people "b" { score 1 }')),
    # T-STR-0, T-STR-1
    ("RMK301", plus('strategy extra "Extra" { for {segment} }')),
    ("RMK301", plus('strategy extra "Extra" { measure "a" }')),
    ("RMK302", plus('segment extra "Extra"\nrelationship extra-tie "Extra" { with extra; type long-term }\n'
                    'strategy extra "Extra" { for {segment}; measure "a" }')),
    ("RMK303", plus('segment extra "Extra"\nstrategy extra "Extra" { for extra; bases geographic; measure "a" }')),
    # R26, T-STR-5
    ("RMK401", in_first("relationship", PROGRAMME.format(
        "earns 1; point-value 0.01 EUR; redemption 70%; uplift 2%"))),
    ("RMK402", new(PROGRAMME.format("for extra"), "loyalty-group barnacle")),
    ("RMK403", new(PROGRAMME.format('tier gold "Gold" { spend 500 EUR per year }'), "spend 10 EUR per month")),
    ("RMK404", in_first("relationship", PROGRAMME.format("uplift 30%"))),
    # R09, T-STR-3
    ("SAT301", in_first("relationship", "feedback { cadence weekly }")),
    ("SAT301", where(lambda m: any(each.feedback for each in m.canvas.relationships), without("feedback", "acts"))),
    ("SAT301", where(lambda m: any(each.feedback for each in m.canvas.relationships), without("feedback", "answers"))),
    ("SAT301", where(lambda m: any(each.feedback and not each.owner for each in m.canvas.relationships),
                     without("feedback", "owner"))),
    ("SAT302", in_first("relationship", 'feedback "a" { response "b" }')),
    ("SAT311", new('feedback "a" { type survey; acts "b"; answers "c" }')),
    ("SAT312", new('feedback "a" { cadence yearly }', "buys-every 7 days")),
    ("SAT312", where(lambda m: any(each.buys_every and any(tie.feedback for tie in m.canvas.relationships
                                                           if any(w.segment.key == each.key for w in tie.segments))
                                   for each in m.canvas.segments),
                     then(without("feedback", "cadence"), in_all("relationship", 'feedback "a" { cadence yearly }')))),
    # T-LT
    ("RMK501", new('type long-term; practice other "a"')),
    ("RMK502", new('practice transparency "a" { measure "b" }; practice response "c"')),
    ("RMK511", new('practice personal-engagement "a"')),
    ("RMK512", in_first("relationship", "practice consistency")),
    ("RMK513", in_first("relationship", 'practice consistency "a" { standard "b" }')),
    ("RMK514", then(new('discloses delay "a" after'), plus('revenue extra-fee "Extra" { from extra }'))),
    ("RMK514", new('discloses price "a" after')),
    # T-STR-6, T-BEN
    ("RMK601", expecting("loyalty-programme", "loyalty")),
    ("RMK611", expecting("feedback", "retention")),
    ("RMK612", where(lambda m: not m.canvas.tactics and not any(s.rungs for s in m.canvas.segments),
                     expecting("personalization", "word-of-mouth"))),
    ("RMK613", expecting("segmentation", "lower-cost")),
    ("RMK614", expecting("feedback", "profit")),
    ("RMK621", plus('insight extra "Extra" { about {segment} }')),
)  # fmt: skip
