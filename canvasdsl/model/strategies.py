"""What is done to win, keep and grow customers, and what is expected of it (theory parts 3 and 8)."""

from canvasdsl.model.common import MEASURE, Amount, Block, Evidence, NamedBlock, amount
from canvasdsl.model.customers import BASES
from canvasdsl.model.entities import Reference
from canvasdsl.model.quantities import Quantity
from canvasdsl.model.types import LABEL, TEXT_VALUE, Choice, Ref, count, money, number, share
from canvasdsl.model.typology import TREATMENTS
from canvasdsl.model.vocabulary import block, children, prop, slot

__all__ = ["OBJECTIVES", "ExpectedBenefit", "Insight", "Strategy", "Tactic"]

OBJECTIVES = Choice(
    "objective",
    ("acquire", "To win new customers.", "T-CRM-2", "acquisition", "win"),
    ("keep", "To keep those you have.", "T-CRM-2", "retain", "retention"),
    ("grow", "To do more with those you have.", "T-CRM-2", "upsell", "develop"),
    ("win-back", "To win those back who left.", "T-CUS-11"),
)


@block("expects", theory=("T-SEG-7", "T-STR-6"))
class ExpectedBenefit(Block):
    """A benefit that is expected of a strategy: `expects retention { baseline 80%; aim 90%; measure renewals }`."""

    benefit: str = slot(
        Choice(
            "benefit",
            ("retention", "Customers stay.", "T-BEN-1"),
            ("word-of-mouth", "Customers tell others.", "T-BEN-2"),
            ("lower-cost", "It costs less.", "T-BEN-3", "cost"),
            ("insight", "One learns what they need.", "T-BEN-4"),
            ("profit", "More is left.", "T-BEN-5"),
            ("longevity", "The firm lasts.", "T-BEN-5"),
            ("stability", "Income is steady.", "T-BEN-5"),
            ("growth", "The firm grows.", "T-BEN-5"),
            ("targeting", "The right ones are addressed.", "T-SEG-7"),
            ("loyalty", "Customers prefer you.", "T-SEG-7"),
            ("satisfaction", "Customers are satisfied.", "T-SEG-7"),
            ("convenience", "It is easier for customers.", "T-SEG-7"),
        ),
        "Which benefit.",
        required=True,
    )
    text: str | None = slot(TEXT_VALUE, "In words.")
    baseline: Quantity | None = prop("baseline", number("80%"), "What the measure shows today.", theory=("T-BEN-1",))
    aim: Quantity | None = prop("aim", number("90%"), "What it is to show.", theory=("T-BEN-1",))
    measure: Reference | str | None = prop("measure", MEASURE, "The metric that will show it.", theory=("T-SEG-7",))
    invites: str | None = prop("invites", TEXT_VALUE, "Of word of mouth: what asks customers to tell others.",
                               theory=("T-BEN-2",))
    because: str | None = prop("because", TEXT_VALUE, "Why the strategy should bring this benefit.",
                               theory=("T-STR-6",))


@block("strategy", theory=("T-STR-0",))
class Strategy(NamedBlock):
    """A way to attract and keep customers, for whom, what is expected of it and what it costs."""

    type: str | None = prop(
        "type",
        Choice(
            "strategy type",
            ("segmentation", "Knowing groups apart and addressing each.", "T-STR-1"),
            ("personalization", "Making it fit each customer.", "T-STR-2", "personalisation"),
            ("feedback", "Asking regularly, and acting on it.", "T-STR-3", "feedback-system"),
            ("multichannel", "Several ways to reach you.", "T-STR-4", "multi-channel"),
            ("loyalty-programme", "Rewards for regulars.", "T-STR-5", "loyalty-program"),
            ("other", "Another one; the list is open.", "T-STR-0"),
        ),
        "Which of the common strategies, or another.",
        theory=("T-STR-0",),
    )
    objectives: tuple[str, ...] = prop("objective", OBJECTIVES, "To acquire, keep, grow or win back.",
                                       theory=("T-CUS-11", "T-CRM-2"), many=True)
    targets: tuple[Reference, ...] = prop("for", Ref(("segment", "relationship")), "For whom.", theory=("T-STR-0",),
                                          many=True)
    bases: tuple[str, ...] = prop("bases", BASES, "Of segmentation: by what customers are told apart.",
                                  theory=("T-STR-1",), many=True)
    expects: tuple[ExpectedBenefit, ...] = children(ExpectedBenefit)
    measure: Reference | str | None = prop("measure", MEASURE, "The metric that shows whether it works.",
                                           theory=("T-STR-0",))
    cost: Amount | None = children(amount("cost", "What it costs.", ("T-STR-0",)))
    evidence: tuple[Evidence, ...] = children(Evidence)


@block("tactic", theory=("T-CUS-11", "T-SEG-5"))
class Tactic(NamedBlock):
    """A single measure: for whom, through which medium, with which message, what it may cost and bring."""

    type: str | None = prop("type", TREATMENTS, "What sort of measure it is.", theory=("T-TYP-1",))
    objectives: tuple[str, ...] = prop("objective", OBJECTIVES, "To acquire, keep, grow or win back.",
                                       theory=("T-CUS-11", "T-CRM-2"), many=True)
    targets: tuple[Reference, ...] = prop("for", Ref(("segment", "relationship")), "For whom.", theory=("T-SEG-5",),
                                          many=True)
    rests_on: tuple[Reference, ...] = prop("rests-on", Ref(("insight",)), "The insight behind it.", theory=("T-SEG-5",),
                                           many=True)
    lookalike_of: Reference | None = prop("lookalike-of", Ref(("segment",)), "The customers whose like are sought.",
                                          theory=("T-SEG-5",))
    via: tuple[Reference, ...] = prop("via", Ref(("channel",)), "Through which medium.", theory=("T-SEG-5",), many=True)
    message: str | None = prop("message", TEXT_VALUE, "What is said.", theory=("T-SEG-5",))
    offer: str | None = prop("offer", TEXT_VALUE, "What is offered.", theory=("T-SEG-5",))
    incentive: str | None = prop("incentive", TEXT_VALUE, "What makes them act now.", theory=("T-SEG-5",))
    reaches: Quantity | None = prop("reaches", count("4_000 people", per="may"), "How many it reaches.",
                                    theory=("T-SEG-5",))
    response: Quantity | None = prop("response", share("2%"), "The share of them who will respond.",
                                     theory=("T-SEG-5",))
    budget: Quantity | None = prop("budget", money("500 EUR per month", least=0), "What it may cost.",
                                   theory=("T-CUS-11", "T-MEA-3"))
    measure: Reference | str | None = prop("measure", MEASURE, "The metric that shows whether it works.",
                                           theory=("T-MEA-1",))
    evidence: tuple[Evidence, ...] = children(Evidence)


@block("insight", theory=("T-SEG-5", "T-BEN-4"))
class Insight(NamedBlock):
    """Something learned about customers, from which data, and what was decided because of it."""

    about: tuple[Reference, ...] = prop("about", Ref(("segment", "relationship", "proposition", "channel")), "About "
                                        "whom or what.", theory=("T-SEG-5",), many=True)
    data: tuple[str, ...] = prop("data", LABEL, "From which data.", theory=("T-SEG-5",), many=True)
    decision: str | None = prop("decision", TEXT_VALUE, "What was decided.", theory=("T-BEN-4",))
    changes: tuple[Reference, ...] = prop("changes", Ref(()), "What was changed because of it.", theory=("T-BEN-4",),
                                          many=True)
