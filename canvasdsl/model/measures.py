"""What is to be reached and how one sees it: goals, metrics, what drives what, forces of change (theory part 11)."""

from canvasdsl.model.common import CADENCE, MEASURE, SCOPE, Block, NamedBlock
from canvasdsl.model.entities import Entity, Reference
from canvasdsl.model.quantities import Date, Quantity, When
from canvasdsl.model.types import (
    DATE_VALUE,
    TEXT_VALUE,
    WHEN,
    Choice,
    Number,
    Ref,
    RefOr,
    count,
    duration,
    number,
)
from canvasdsl.model.vocabulary import attribute, block, children, phrase, prop, slot

__all__ = ["METRICS", "Aim", "CustomerCentricity", "Drives", "Force", "Goal", "Impact", "Metric", "WinWin"]

METRICS = Choice(
    "metric type",
    ("acquisition-cost", "What winning a customer costs.", "T-MEA-2", "cac", "customer-acquisition-cost"),
    ("conversion", "The share who buy.", "T-MEA-2"),
    ("retention", "The share who stay.", "T-MEA-2"),
    ("churn", "The share who leave.", "T-MEA-2"),
    ("renewal", "The share of contracts renewed.", "T-MEA-2", "renewals"),
    ("csat", "The share of satisfied answers.", "T-MEA-4", "satisfaction", "customer-satisfaction"),
    ("ces", "How easy it was.", "T-MEA-4", "effort-score", "customer-effort-score"),
    ("nps", "Who would recommend it, less who would not.", "T-MEA-4", "net-promoter-score"),
    ("referral", "The share who came through others.", "T-MEA-2", "referrals"),
    ("revenue-per-customer", "What a customer pays in a period.", "T-MEA-2", "arpu"),
    ("lifetime-value", "What a customer is worth.", "T-MEA-2", "clv", "ltv", "customer-lifetime-value"),
    ("share-of-wallet", "Your share of what they spend on such things.", "T-MEA-2", "share-of-customer"),
    ("response-time", "How long an answer takes.", "T-MEA-2"),
    ("resolution-rate", "The share of cases solved.", "T-MEA-2", "resolution"),
    ("engagement", "What customers do beyond buying.", "T-MEA-2"),
    ("revenue", "What comes in.", "T-MEA-2"),
    ("profit", "What is left.", "T-MEA-2"),
    ("reach", "How many saw it: followers, views, likes.", "T-MEA-2", "followers", "views", "likes"),
    ("other", "Another one.", "T-MEA-2"),
)


@phrase("aim", theory=("T-MEA-1",), singular=True)
class Aim(Entity):
    """What the metric is to show, and by when: `aim 90% by month 12`."""

    value: Quantity = slot(number("90%"), "What it is to show.", required=True)
    by: When | None = attribute("by", WHEN, "By when.")


@block("drives", theory=("T-CX-2",))
class Drives(Block):
    """A metric that moves with this one: `drives renewals up { lag 3 months; shown-by "…" }`."""

    metric: Reference = slot(Ref(("metric",), "metric"), "The metric that it moves.", required=True)
    direction: str | None = slot(
        Choice("direction", ("up", "When this one rises, the other rises.", "T-CX-2"),
               ("down", "When this one rises, the other falls.", "T-CX-2")),
        "Up or down.", theory=("T-CX-2",),
    )  # fmt: skip
    lag: Quantity | None = prop("lag", duration("3 months"), "How much later.", theory=("T-CX-2",))
    shown_by: str | None = prop("shown-by", TEXT_VALUE, "The evidence.", theory=("T-CX-2",))


@block("metric", theory=("T-MEA-1", "T-MEA-2"))
class Metric(NamedBlock):
    """A number that shows whether a goal is reached: where it comes from, what it is now, what it is to be."""

    type: str | None = prop("type", METRICS, "Of which kind it is.", theory=("T-MEA-2",))
    of: tuple[Reference, ...] = prop("of", Ref(("segment", "relationship", "channel", "service", "journey")), "Of whom "
                                     "or what.", theory=("T-MEA-1",), many=True)
    formula: str | None = prop("formula", TEXT_VALUE, "How it is computed.", theory=("T-MEA-1",))
    baseline: Quantity | None = prop("baseline", number("82%"), "What it shows now.", theory=("T-MEA-1", "T-SAT-3"))
    aim: Aim | None = children(Aim)
    cadence: str | None = prop("cadence", CADENCE, "How often it is measured.", theory=("T-MEA-1",))
    if_missed: str | None = prop("if-missed", TEXT_VALUE, "What is done if the aim is missed.", theory=("T-MEA-1",))
    version: Quantity | None = prop("version", Number("score", "never", 1, 2, "2"), "Of CES: 1 (effort, low is good) "
                                    "or 2 (ease, high is good).", theory=("T-MEA-4",))
    answers: Quantity | None = prop("answers", count("200"), "How many answered.", theory=("T-MEA-4",))
    top: Quantity | None = prop("top-answers", count("160"), "Of CSAT: how many chose the best marks.",
                                theory=("T-MEA-4",))
    promoters: Quantity | None = prop("promoters", count("50"), "Of NPS: marks of 9 and 10.", theory=("T-MEA-4",))
    passives: Quantity | None = prop("passives", count("30"), "Of NPS: marks of 7 and 8.", theory=("T-MEA-4",))
    detractors: Quantity | None = prop("detractors", count("20"), "Of NPS: marks from 0 to 6.", theory=("T-MEA-4",))
    mean: Quantity | None = prop("mean", Number("score", "never", 0, 10, "5.4"), "The mean of the answers.",
                                 theory=("T-MEA-4",))
    scope: str | None = prop("scope", SCOPE, "One transaction, or all that was.", theory=("T-SAT-2",))
    at: tuple[Reference, ...] = prop("at", Ref(("touchpoint", "channel")), "Where it is measured.", theory=("T-SAT-2",),
                                     many=True)
    drives: tuple[Drives, ...] = children(Drives)


@block("goal", theory=("T-MEA-1", "T-CX-1"))
class Goal(NamedBlock):
    """What the business wants to reach, why, and the metrics that show it."""

    type: str | None = prop(
        "type",
        Choice(
            "goal type",
            ("acquisition", "More new customers.", "T-MEA-1"),
            ("retention", "Customers stay.", "T-MEA-1"),
            ("satisfaction", "Customers are satisfied.", "T-SAT-3"),
            ("loyalty", "Customers prefer you.", "T-LOY-3"),
            ("growth", "More of everything.", "T-SAT-4"),
            ("profit", "More is left.", "T-MEA-1"),
            ("experience", "A better experience.", "T-CX-1"),
            ("other", "Another one.", "T-MEA-1"),
        ),
        "What sort of goal it is.",
        theory=("T-MEA-1",),
    )
    targets: tuple[Reference, ...] = prop("for", Ref(("segment", "relationship")), "For whom.", theory=("T-MEA-1",),
                                          many=True)
    direction: str | None = prop(
        "direction",
        Choice("direction", ("up", "The metrics are to rise.", "T-MEA-1"), ("down", "They are to fall.", "T-MEA-1")),
        "Whether its metrics are to rise or to fall.", theory=("T-MEA-1",),
    )  # fmt: skip
    because: str | None = prop("because", TEXT_VALUE, "Why.", theory=("T-MEA-1",))
    measures: tuple[Reference | str, ...] = prop("measure", MEASURE, "The metrics that show whether it is reached.",
                                                 theory=("T-MEA-1",), many=True)
    customer_value: str | None = prop("customer-value", TEXT_VALUE, "What customers get out of it.", theory=("T-CX-1",))
    business_value: str | None = prop("business-value", TEXT_VALUE, "What the business gets out of it.",
                                      theory=("T-CX-1",))


@block("win-win", theory=("T-CEN-2",))
class WinWin(NamedBlock):
    """A measure from which both sides win: a metric of the customer's, one of the business, and less effort."""

    customer: Reference | str | None = prop("customer", MEASURE, "What customers win.", theory=("T-CEN-2",))
    business: Reference | str | None = prop("business", MEASURE, "What the business wins.", theory=("T-CEN-2",))
    renewed: Quantity | None = prop("renewed", count("170"), "How many contracts were renewed.", theory=("T-CEN-2",))
    due: Quantity | None = prop("due", count("200"), "How many were due.", theory=("T-CEN-2",))
    steps_before: Quantity | None = prop("steps-before", count("12"), "How many steps it took.", theory=("T-CEN-2",))
    steps_after: Quantity | None = prop("steps-after", count("5"), "How many it takes now.", theory=("T-CEN-2",))


@block("customer-centricity", theory=("T-CEN-1",), synonyms=("customer-centric",), singular=True)
class CustomerCentricity(Block):
    """What shows that the customer comes first: after the sale, in what is measured, in what staff are rewarded for."""

    policy: str | None = prop("policy", TEXT_VALUE, "The rule that says so.", theory=("T-CEN-1",))
    after_sale: tuple[Reference | str, ...] = prop(
        "after-sale", RefOr(Ref(("touchpoint", "service")), TEXT_VALUE), "What happens after the sale.",
        theory=("T-CEN-1",), many=True,
    )  # fmt: skip
    measures: tuple[Reference | str, ...] = prop("measure", MEASURE, "The metric that shows it.", theory=("T-CEN-1",),
                                                 many=True)
    incentive: str | None = prop("incentive", TEXT_VALUE, "What staff are rewarded for.", theory=("T-CEN-1",))


@block("impact", theory=("T-DYN-5",))
class Impact(Block):
    """What a force changes, and the metric in which you see it: `impact "faster answers" { measure response }`."""

    text: str | None = slot(TEXT_VALUE, "What changes.")
    measure: Reference | str | None = prop("measure", MEASURE, "The metric in which you see it.", theory=("T-DYN-5",))


@block("force", theory=("T-DYN-0",))
class Force(NamedBlock):
    """Something that changes the relationship with customers, and how you respond to it."""

    type: str | None = prop(
        "type",
        Choice(
            "force",
            ("expectation", "What customers expect.", "T-DYN-1", "expectations"),
            ("preference", "How they like to communicate.", "T-DYN-2", "preferences"),
            ("technology", "New platforms and tools.", "T-DYN-3"),
            ("feedback", "What they say.", "T-DYN-4"),
            ("market-trend", "Where the market goes.", "T-DYN-6", "trend"),
            ("other", "Another one; the list is open.", "T-DYN-0", "custom"),
        ),
        "What sort of force it is.",
        theory=("T-DYN-0",),
    )
    trend: str | None = prop(
        "trend",
        Choice("trend", ("rising", "It gets stronger.", "T-DYN-0"), ("steady", "It stays.", "T-DYN-0"),
               ("falling", "It gets weaker.", "T-DYN-0")),
        "Rising, steady or falling.", theory=("T-DYN-0",),
    )  # fmt: skip
    affects: tuple[Reference, ...] = prop("affects", Ref(()), "What in the model it acts upon.", theory=("T-DYN-0",),
                                          many=True)
    impacts: tuple[Impact, ...] = children(Impact)
    response: str | None = prop("response", TEXT_VALUE, "What you do about it.", theory=("T-DYN-0",))
    review: Date | None = prop("review", DATE_VALUE, "When you look at it again.", theory=("T-DYN-0",))
    horizon: Quantity | None = prop("horizon", duration("3 years"), "How far ahead it is seen.", theory=("T-DYN-6",))
    tool: Reference | None = prop("tool", Ref(("tool",)), "Of a technology: the tool.", theory=("T-DYN-3",))
    effect: str | None = prop("effect", TEXT_VALUE, "Of a technology: what it changes in the contact with customers.",
                              theory=("T-DYN-3",))
    replaces: tuple[Reference, ...] = prop("replaces", Ref(("channel",)), "The channels that it takes the place of.",
                                           theory=("T-DYN-3",), many=True)
    before: Quantity | None = prop("before", count("6 contacts per hour", per="may"), "Contacts handled before.",
                                   theory=("T-DYN-3",))
    after: Quantity | None = prop("after", count("9 contacts per hour", per="may"), "Contacts handled now.",
                                  theory=("T-DYN-3",))
