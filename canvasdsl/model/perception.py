"""What customers perceive: value, expectation and performance, effort, loyalty, engagement (theory part 9)."""

from canvasdsl.model.common import MEASURE, SCOPE, Block
from canvasdsl.model.entities import Entity, Reference
from canvasdsl.model.quantities import Quantity
from canvasdsl.model.types import FLAG, SAY_WHICH, TEXT_VALUE, Choice, Number, Ref, count, number, score, share
from canvasdsl.model.vocabulary import attribute, block, children, phrase, prop, slot

__all__ = ["CustomerCost", "Effort", "Engagement", "Expectation", "Loyalty", "Mark", "Perceived", "ValueBenefit"]


@block("benefit", theory=("T-VAL-1", "T-VAL-6"))
class ValueBenefit(Block):
    """A part of what the customer gets from a proposition, in money or points: `benefit product 60`."""

    component: str = slot(
        Choice(
            "component of benefit",
            ("product", "What it does.", "T-VAL-6"),
            ("service", "The help around it.", "T-VAL-6", "services"),
            ("personnel", "The people.", "T-VAL-6"),
            ("image", "The name.", "T-VAL-6"),
            ("other", SAY_WHICH, "T-VAL-1"),
        ),
        "Product, service, personnel, image or other.",
        required=True,
    )
    amount: Quantity | None = slot(number("60", least=None), "How much it is worth to the customer.")
    text: str | None = slot(TEXT_VALUE, "What it is.")
    type: str | None = prop(
        "type",
        Choice("kind of benefit", ("tangible", "It can be counted.", "T-VAL-1"),
               ("intangible", "It is felt.", "T-VAL-1")),
        "Tangible or intangible.", theory=("T-VAL-1",),
    )  # fmt: skip
    basis: str | None = prop(
        "basis",
        Choice("basis", ("perceived", "Customers say so.", "T-VAL-4"), ("measured", "Engineers measured it.",
               "T-VAL-4")),
        "Whether customers perceive it or engineers measured it.", theory=("T-VAL-4",),
    )  # fmt: skip
    measured: Quantity | None = prop("measured", number("55", least=None), "What was measured, where it differs from "
                                     "what is perceived.", theory=("T-VAL-4",))
    segment: Reference | None = prop("for", Ref(("segment",)), "The segment for which it holds; without it, all.",
                                     theory=("T-VAL-3",))


@block("customer-cost", theory=("T-VAL-1", "T-VAL-6"))
class CustomerCost(Block):
    """A part of what a proposition costs the customer, in money or points: `customer-cost time 8`."""

    component: str = slot(
        Choice(
            "component of cost",
            ("money", "What they pay.", "T-VAL-6"),
            ("time", "How long it takes.", "T-VAL-6"),
            ("energy", "What trouble it is.", "T-VAL-6"),
            ("psychological", "What worry it is.", "T-VAL-6"),
            ("other", SAY_WHICH, "T-VAL-1"),
        ),
        "Money, time, energy, psychological or other.",
        required=True,
    )
    amount: Quantity | None = slot(number("8", least=None), "How much it costs the customer.")
    text: str | None = slot(TEXT_VALUE, "What it is.")
    segment: Reference | None = prop("for", Ref(("segment",)), "The segment for which it holds; without it, all.",
                                     theory=("T-VAL-3",))


@phrase("expected", theory=("T-SAT-1",), singular=True)
class Mark(Entity):
    """A mark on a scale: `expected 5 of 7`."""

    value: Quantity = slot(Number("score", "never", 0, 100, "5"), "The mark.", required=True)
    most: Quantity | None = attribute("of", Number("score", "never", 2, 100, "7"), "The best mark of the scale.")


@phrase("perceived", theory=("T-SAT-1",), singular=True)
class Perceived(Mark):
    """How well it was done, as customers say: `perceived 6.2 of 7`."""


@block("expectation", theory=("T-SAT-1", "T-DYN-1"))
class Expectation(Block):
    """What customers expect, and how well it is met: `expectation timely { expected 5 of 7; perceived 6.2 of 7 }`."""

    attribute: str = slot(
        Choice(
            "expectation",
            ("timely", "It comes in time.", "T-DYN-1"),
            ("personal", "It is meant for them.", "T-DYN-1"),
            ("quality", "It is well made and well done.", "T-DYN-1"),
            ("price", "It costs what it should.", "T-DYN-1"),
            ("easy", "It takes no trouble.", "T-SAT-6"),
            ("other", SAY_WHICH, "T-DYN-1"),
        ),
        "What they expect.",
        required=True,
    )
    text: str | None = slot(TEXT_VALUE, "In words.")
    expected: Mark | None = children(Mark)
    perceived: Perceived | None = children(Perceived)
    tolerance: Quantity | None = prop("tolerance", Number("score", "never", 0, 50, "0.5"), "The difference that nobody "
                                      "minds.", theory=("T-SAT-1",))
    scope: str | None = prop("scope", SCOPE, "One transaction, or all that was.", theory=("T-SAT-2",))
    at: tuple[Reference, ...] = prop("at", Ref(("touchpoint",)), "The touchpoints where it was asked.",
                                     theory=("T-SAT-2",), many=True)
    trend: str | None = prop(
        "trend",
        Choice("trend", ("rising", "They expect more and more.", "T-DYN-1"), ("steady", "They expect the same.",
               "T-DYN-1"), ("falling", "They expect less.", "T-DYN-1")),
        "Rising, steady or falling.", theory=("T-DYN-1",),
    )  # fmt: skip
    standard: str | None = prop("standard", TEXT_VALUE, "The standard that you hold against it.", theory=("T-DYN-1",))
    measure: Reference | str | None = prop("measure", MEASURE, "How you see whether it is met.", theory=("T-SAT-1",))


@block("loyalty", theory=("T-LOY-1",), singular=True)
class Loyalty(Block):
    """How loyal the customers are, in what they think and in what they do, and why."""

    attitude: Quantity | None = prop("attitude", score(1, 7), "How they think of you beside others, from 1 to 7.",
                                     theory=("T-LOY-2",))
    repeat: Quantity | None = prop("repeat", share("60%"), "The share of them who buy again.", theory=("T-LOY-2",))
    because: tuple[str, ...] = prop(
        "because",
        Choice(
            "reason for loyalty",
            ("satisfaction", "They are satisfied.", "T-SAT-5"),
            ("attitude", "They like you better than others.", "T-LOY-1"),
            ("value", "They get more for what they give.", "T-VAL-3"),
            ("habit", "They always did.", "T-LOY-2"),
            ("ties", "They know your people.", "T-RM-4"),
            ("lock-in", "Leaving would cost too much.", "T-LOY-2"),
            ("no-alternative", "There is nobody else.", "T-SAT-5"),
        ),
        "Why they stay.", theory=("T-SAT-5", "T-LOY-1"), many=True,
    )  # fmt: skip
    obstacles: str | None = prop("obstacles", TEXT_VALUE, "What keeps those who like you from buying.",
                                 theory=("T-LOY-2",))


@block("engagement", theory=("T-ENG-1",), singular=True)
class Engagement(Block):
    """How much customers do with the brand beyond buying, from 0 to 100 each."""

    purchase: Quantity | None = prop("purchase", score(0, 100), "They buy.", theory=("T-ENG-1",))
    referral: Quantity | None = prop("referral", score(0, 100), "They recommend.", theory=("T-ENG-1",))
    influence: Quantity | None = prop("influence", score(0, 100), "They talk about it.", theory=("T-ENG-1",))
    feedback: Quantity | None = prop("feedback", score(0, 100), "They tell you what they know.", theory=("T-ENG-1",),
                                     synonyms=("knowledge",))
    clicks: Quantity | None = prop("clicks", count("5_000 per month", per="may"), "They click and look.",
                                   theory=("T-ENG-1",))


@block("effort", theory=("T-SAT-6",))
class Effort(Block):
    """What trouble the customer has until it is done: `effort { steps 12; minutes 30 }`."""

    wanted: bool | None = prop("wanted", FLAG, "It is the aim, not what is now.", theory=("T-SAT-6",))
    steps: Quantity | None = prop("steps", count("12"), "How many steps it takes.", theory=("T-SAT-6",))
    minutes: Quantity | None = prop("minutes", count("30"), "How many minutes it takes.", theory=("T-SAT-6",))
    repeats: Quantity | None = prop("repeats", count("2"), "How often something must be said or done again.",
                                    theory=("T-SAT-6",))
