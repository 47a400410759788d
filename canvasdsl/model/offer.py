"""What the business offers: propositions, how they fit jobs, pains and gains, and who competes (theory T-BMC-2)."""

from canvasdsl.model.common import Amount, NamedBlock, Score, amount
from canvasdsl.model.customers import Window
from canvasdsl.model.entities import Entity, Reference
from canvasdsl.model.perception import CustomerCost, Effort, ValueBenefit
from canvasdsl.model.quantities import Quantity
from canvasdsl.model.types import FLAG, TEXT_VALUE, Choice, Ref, RefOr, number
from canvasdsl.model.vocabulary import attribute, block, children, phrase, prop, slot

__all__ = ["Competitor", "Creation", "Element", "Proposition", "Relief"]


@phrase("offers", theory=("T-BMC-2a",))
class Element(Entity):
    """An element of value that the proposition has, with words or a number that say how much."""

    element: str = slot(
        Choice(
            "element of value",
            ("newness", "It meets a need that nobody knew.", "T-BMC-2a"),
            ("performance", "It does more, or better.", "T-BMC-2a"),
            ("customization", "It is made to the customer's own needs.", "T-BMC-2a", "customisation"),
            ("job-done", "It takes a job off the customer's hands.", "T-BMC-2a", "getting-the-job-done"),
            ("design", "It is well designed.", "T-BMC-2a"),
            ("brand-status", "It shows who one is.", "T-BMC-2a", "brand", "status"),
            ("price", "It costs less.", "T-BMC-2a"),
            ("cost-reduction", "It saves the customer money.", "T-BMC-2a"),
            ("risk-reduction", "It takes away a risk.", "T-BMC-2a"),
            ("accessibility", "It reaches those who could not have it.", "T-BMC-2a"),
            ("convenience", "It is easier to use.", "T-BMC-2a", "usability"),
        ),
        "Which element.",
        required=True,
    )
    amount: Quantity | None = slot(number("30%"), "How much, as a number.")
    text: str | None = slot(TEXT_VALUE, "How much, in words.")
    because: str | None = attribute("because", TEXT_VALUE, "What makes it possible at this cost.", theory=("T-BMC-9",))


@phrase("relieves", theory=("T-BMC-2b",))
class Relief(Entity):
    """A pain that the proposition relieves, and how."""

    pain: Reference = slot(Ref(("pain",)), "The pain.", required=True)
    text: str | None = slot(TEXT_VALUE, "How.")


@phrase("creates", theory=("T-BMC-2b",))
class Creation(Entity):
    """A gain that the proposition creates, and how."""

    gain: Reference = slot(Ref(("gain",)), "The gain.", required=True)
    text: str | None = slot(TEXT_VALUE, "How.")


@block("proposition", theory=("T-BMC-2",), synonyms=("value-proposition",))
class Proposition(NamedBlock):
    """The bundle of products and services that gives a segment a reason to choose you."""

    segments: tuple[Reference, ...] = prop("for", Ref(("segment", "party")), "The segments that it is for.",
                                           theory=("T-BMC-2",), many=True)
    products: tuple[str, ...] = prop("product", TEXT_VALUE, "A product of the bundle.", theory=("T-BMC-2",), many=True,
                                     synonyms=("products",))
    services: tuple[str, ...] = prop("service", TEXT_VALUE, "A service of the bundle.", theory=("T-BMC-2",), many=True,
                                     synonyms=("services",))
    solves: tuple[Reference | str, ...] = prop("solves", RefOr(Ref(("job", "pain")), TEXT_VALUE), "The job that it "
                                               "gets done, or the problem that it solves.", theory=("T-BMC-2",),
                                               many=True)  # fmt: skip
    active: Window | None = children(Window)
    offers: tuple[Element, ...] = children(Element)
    relieves: tuple[Relief, ...] = children(Relief)
    creates: tuple[Creation, ...] = children(Creation)
    messages: tuple[str, ...] = prop(
        "message",
        Choice("message", ("low-price", "It is cheap.", "T-VAL-5"), ("premium", "It is the finest.", "T-VAL-5"),
               ("best-value", "It is the most for the money.", "T-VAL-2"),
               ("fits-you", "It is made for you.", "T-VAL-5")),
        "What customers are told about it.", theory=("T-VAL-2", "T-VAL-5"), many=True,
    )  # fmt: skip
    beats_expectations: bool | None = prop("beats-expectations", FLAG, "It promises more than customers expect.",
                                           theory=("T-SVC-8",))
    benefits: tuple[ValueBenefit, ...] = children(ValueBenefit)
    customer_costs: tuple[CustomerCost, ...] = children(CustomerCost)
    scores: tuple[Score, ...] = children(Score)
    against: tuple[Reference, ...] = prop("against", Ref(("competitor",)), "The competitors that it is held against.",
                                          theory=("T-VAL-3",), many=True, synonyms=("vs",))


@block("competitor", theory=("T-VAL-3",))
class Competitor(NamedBlock):
    """Somebody else whom a segment could choose."""

    segments: tuple[Reference, ...] = prop("for", Ref(("segment", "party")), "Who could choose it.",
                                           theory=("T-VAL-3",), many=True)
    scores: tuple[Score, ...] = children(Score)
    price: Amount | None = children(amount("price", "What it costs there.", ("T-VAL-2",)))
    benefits: tuple[ValueBenefit, ...] = children(ValueBenefit)
    customer_costs: tuple[CustomerCost, ...] = children(CustomerCost)
    efforts: tuple[Effort, ...] = children(Effort)
