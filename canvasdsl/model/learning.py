"""The four steps of IDIC, by which a firm learns to treat customers differently, and what follows (theory part 7)."""

from canvasdsl.model.common import Block
from canvasdsl.model.entities import Reference
from canvasdsl.model.quantities import Date, Quantity
from canvasdsl.model.types import (
    DATE_VALUE,
    FLAG,
    LABEL,
    TEXT_VALUE,
    YES_NO,
    Choice,
    Ref,
    RefOr,
    count,
    duration,
    money,
    share,
)
from canvasdsl.model.vocabulary import block, prop, slot

__all__ = ["Customize", "Differentiate", "Identify", "Interact", "Personalization", "Prediction"]

_CHANNELS = Ref(("channel",))
_RESOURCE_OR_TEXT = RefOr(Ref(("resource", "activity")), TEXT_VALUE)


@block("identify", theory=("T-IDIC-1",), singular=True)
class Identify(Block):
    """The first step of IDIC: how each customer is known as the same person everywhere."""

    text: str | None = slot(TEXT_VALUE, "By what a customer is known.")
    by: tuple[str, ...] = prop("by", LABEL, "The key: a number, an address, a card.", many=True, synonyms=("key",))
    data: tuple[str, ...] = prop("data", LABEL, "What is kept about the customer.", many=True)
    data_types: tuple[str, ...] = prop(
        "data-type",
        Choice(
            "type of data",
            ("address", "How to reach them.", "T-IDIC-1"),
            ("demographic", "Age, income, household.", "T-IDIC-1"),
            ("history", "What they bought and did.", "T-IDIC-1"),
            ("preferences", "What they like.", "T-IDIC-1"),
            ("complaints", "What went wrong for them.", "T-IDIC-1"),
        ),
        "Of which types the data are.",
        many=True,
    )
    sources: tuple[str, ...] = prop("from", LABEL, "Where it comes from.", many=True)
    consent: str | None = prop("consent", YES_NO, "Whether customers have agreed.")
    known: Quantity | None = prop("known", count("900 people"), "How many customers are known by it.")
    refresh: Quantity | None = prop("refresh", duration("6 months"), "How often it is checked.")
    date: Date | None = prop("since", DATE_VALUE, "When this step was taken.")


@block("differentiate", theory=("T-IDIC-2",))
class Differentiate(Block):
    """The second step of IDIC: by what customers are told apart, by value and by needs."""

    by: str = slot(
        Choice("difference", ("by-value", "By what they are worth to the firm.", "T-IDIC-2", "value"),
               ("by-needs", "By what they need from it.", "T-IDIC-2", "needs")),
        "By value or by needs.", required=True,
    )  # fmt: skip
    text: str | None = slot(TEXT_VALUE, "By which measure.")
    groups: tuple[str, ...] = prop("groups", LABEL, "The groups that result.", many=True, synonyms=("tiers",))
    date: Date | None = prop("since", DATE_VALUE, "When this step was taken.")


@block("interact", theory=("T-IDIC-3",))
class Interact(Block):
    """The third step of IDIC: the dialogue, where it is held and what is remembered of it."""

    text: str | None = slot(TEXT_VALUE, "What is asked and answered.")
    via: tuple[Reference, ...] = prop("via", _CHANNELS, "Through which channels.", many=True)
    two_way: bool | None = prop("two-way", FLAG, "Both sides speak.")
    memory: Reference | str | None = prop("memory", _RESOURCE_OR_TEXT, "Where the answers are kept, so that the next "
                                          "contact goes on from there: the way back to identify.")
    cost: Quantity | None = prop("cost-per-contact", money("0.40 EUR", least=0), "What one exchange costs.")
    date: Date | None = prop("since", DATE_VALUE, "When this step was taken.")


@block("customize", theory=("T-IDIC-4",), synonyms=("customise",))
class Customize(Block):
    """The fourth step of IDIC: what is done differently for different customers."""

    what: str = slot(
        Choice(
            "thing to customize",
            ("product", "What they get.", "T-IDIC-4"),
            ("service", "How they are served.", "T-IDIC-4"),
            ("communication", "What they are told.", "T-IDIC-4"),
            ("price", "What they pay.", "T-IDIC-4", "terms"),
        ),
        "Product, service, communication or price.",
        required=True,
    )
    text: str | None = slot(TEXT_VALUE, "How.")
    for_: tuple[Reference | str, ...] = prop("for", RefOr(Ref(("proposition", "segment")), TEXT_VALUE),
                                             "For which proposition or group.", many=True)
    rule: str | None = prop("rule", TEXT_VALUE, "When it is done.")
    reason: str | None = prop("because", TEXT_VALUE, "Why it is fair.", theory=("T-SAT-7",))
    cost: Quantity | None = prop("cost", money("2 EUR per month per customer", least=0), "What it costs.")
    extra_margin: Quantity | None = prop("extra-margin", money("3 EUR per month per customer", least=0), "What it "
                                         "brings on top.")
    date: Date | None = prop("since", DATE_VALUE, "When this step was taken.")


@block("personalize", theory=("T-STR-2",), synonyms=("personalise",))
class Personalization(Block):
    """Something that is made to fit each customer or group, and the data that it takes."""

    what: str | None = slot(TEXT_VALUE, "What is made to fit.")
    granularity: str | None = prop(
        "granularity",
        Choice("granularity", ("mass", "The same for all.", "T-STR-2"), ("segment", "By group.", "T-STR-2"),
               ("individual", "For each customer.", "T-STR-2")),
        "For all, by group, or for each.",
    )  # fmt: skip
    data: tuple[str, ...] = prop("data", LABEL, "What it takes to know.", many=True)
    consent: str | None = prop("consent", YES_NO, "Whether customers have agreed.")
    price: bool | None = prop("changes-price", FLAG, "It changes what they pay.")
    reason: str | None = prop("because", TEXT_VALUE, "Why that is fair.", theory=("T-SAT-7",))


@block("predict", theory=("T-CRM-6",), synonyms=("prediction",))
class Prediction(Block):
    """A forecast of what a customer will do or need, and what is done about it."""

    target: str | None = slot(
        Choice("target", ("churn", "Who will leave.", "T-CRM-6"), ("next-purchase", "What they buy next.", "T-CRM-6"),
               ("need", "What they will need.", "T-CRM-6")),
        "What is forecast.",
    )  # fmt: skip
    text: str | None = slot(TEXT_VALUE, "How.")
    data: tuple[str, ...] = prop("data", LABEL, "From what.", many=True)
    action: str | None = prop("action", TEXT_VALUE, "What is done then.")
    consent: str | None = prop("consent", YES_NO, "Whether customers have agreed.")
    review: str | None = prop("human-review", YES_NO, "Whether a person looks at it first.")
    uplift: Quantity | None = prop("uplift", share("2%", most=None), "What it is expected to add.",
                                   theory=("T-CRM-6",))
    reaches: Quantity | None = prop("reaches", count("4_000"), "How many customers it is used for.",
                                    theory=("T-CRM-6",))
    cost: Quantity | None = prop("cost", money("200 EUR per month", least=0), "What it costs.", theory=("T-CRM-6",))
    price: bool | None = prop("changes-price", FLAG, "It changes what they pay.")
    reason: str | None = prop("because", TEXT_VALUE, "Why that is fair.", theory=("T-SAT-7",))
