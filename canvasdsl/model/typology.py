"""Which types of customers there are and how they differ: visitors, the ladder, personas, criteria (parts 1 to 3)."""

from canvasdsl.model.common import Block, NamedBlock
from canvasdsl.model.entities import Entity, Reference
from canvasdsl.model.quantities import Quantity
from canvasdsl.model.types import LABEL, TEXT_VALUE, Choice, Ref, RefOr, count, money, number, share
from canvasdsl.model.vocabulary import block, phrase, prop, slot

__all__ = [
    "TREATMENTS", "Range", "Criterion", "Narrowing", "Negotiation", "Persona", "Rung", "Visitors",
]  # fmt: skip

TREATMENTS = Choice(
    "tactic",
    ("discount", "A lower price.", "T-TYP-1", "sale"),
    ("inspiration", "Something to look at and dream of.", "T-TYP-1"),
    ("visible-offer", "An offer that is easy to see, with its end.", "T-TYP-1"),
    ("shortest-path", "The fewest steps to the purchase.", "T-TYP-1"),
    ("comparison", "Comparison and proof.", "T-TYP-1", "proof"),
    ("onboarding", "Help with the first steps.", "T-TYP-1"),
    ("redress", "Easy contact and a remedy.", "T-TYP-1", "recovery"),
    ("recognition", "They are known and thanked.", "T-TYP-1"),
    ("early-access", "They get it before others.", "T-TYP-1"),
    ("referral", "They are asked to tell others.", "T-TYP-1"),
    ("cross-sell", "They are shown what goes with it.", "T-TYP-4"),
)


@block("visitors", theory=("T-TYP-1",))
class Visitors(Block):
    """A type of the visitors of a shop or site, with its share: `visitors looker 35% { need …; tactic … }`."""

    type: str = slot(
        Choice(
            "visitor type",
            ("looker", "Looks around, without an aim.", "T-TYP-1", "lookers", "window-shopper"),
            ("bargain-hunter", "Came for a sale.", "T-TYP-1", "bargain-hunters"),
            ("buyer", "Knows what to buy.", "T-TYP-1", "buyers"),
            ("researcher", "Collects information.", "T-TYP-1", "researchers"),
            ("new-customer", "Has just bought and learns the product.", "T-TYP-1", "new-customers"),
            ("dissatisfied", "Needs a remedy.", "T-TYP-1"),
            ("loyal", "Comes back and recommends.", "T-TYP-1"),
        ),
        "Which type.",
        required=True,
    )
    portion: Quantity | None = slot(share("35%"), "Their share of all visitors.")
    need: str | None = prop("need", TEXT_VALUE, "What they need.")
    tactics: tuple[Reference | str, ...] = prop("tactic", RefOr(Ref(("tactic", "service")), TREATMENTS), "What is done "
                                                "for them: a tactic, or its type.", many=True)
    path: str | None = prop("path", TEXT_VALUE, "The way that they take.")
    conversion: Quantity | None = prop("conversion", share("2%"), "The share of them who buy.")


@block("rung", theory=("T-CUS-12",))
class Rung(Block):
    """A rung of the loyalty ladder: how many stand on it, and which part of them climbs to the next."""

    type: str = slot(
        Choice(
            "rung",
            ("suspect", "Might have a need.", "T-CUS-12"),
            ("prospect", "Has a need and knows you.", "T-CUS-12", "lead"),
            ("purchaser", "Has bought once.", "T-CUS-12", "customer"),
            ("client", "Buys again.", "T-CUS-12"),
            ("supporter", "Likes you.", "T-CUS-12"),
            ("advocate", "Tells others.", "T-CUS-12"),
            ("partner", "Works with you.", "T-CUS-12"),
            ("lapsed", "Has gone.", "T-CUS-12"),
        ),
        "Which rung.",
        required=True,
    )
    text: str | None = slot(TEXT_VALUE, "Who stands on it.")
    number: Quantity | None = prop("count", count("1_000 people"), "How many stand on it.")
    conversion: Quantity | None = prop("conversion", share("40%", least=None, most=None), "The share of them who climb "
                                       "to the next rung.")
    inflow: Quantity | None = prop("inflow", count("50 people"), "How many come to it from elsewhere.")
    tactics: tuple[Reference | str, ...] = prop("tactic", RefOr(Ref(("tactic", "strategy")), TEXT_VALUE), "What helps "
                                                "them to climb.", many=True)
    invites: str | None = prop("invites", TEXT_VALUE, "Of advocates: what asks them to tell others.",
                               theory=("T-BEN-2",))


@block("negotiation", theory=("T-TYP-2", "T-BMC-5b"), singular=True)
class Negotiation(Block):
    """How far you go when a customer bargains: what you give, what you get for it, and where you stop."""

    give: tuple[str, ...] = prop("give", TEXT_VALUE, "What you can give.", many=True)
    get: tuple[str, ...] = prop("get", TEXT_VALUE, "What you ask for it.", many=True)
    floor: Quantity | None = prop("floor-price", money("80 EUR", least=0), "The lowest price.")
    walk_away: str | None = prop("walk-away", TEXT_VALUE, "When you leave the table.")


@block("persona", theory=("T-SEG-4",))
class Persona(NamedBlock):
    """One made-up person who stands for a segment, with the situation in which they choose."""

    traits: tuple[str, ...] = prop("traits", TEXT_VALUE, "Who they are.", theory=("T-SEG-4",), many=True,
                                   synonyms=("trait",))
    environment: str | None = prop("environment", TEXT_VALUE, "What surrounds them.", theory=("T-SEG-4",))
    experience: str | None = prop("experience", TEXT_VALUE, "What they have been through with such offers.",
                                  theory=("T-SEG-4",))
    context: str | None = prop("context", TEXT_VALUE, "The situation in which they choose.", theory=("T-SEG-4",))
    influences: tuple[str, ...] = prop("influences", TEXT_VALUE, "Who and what sways them.", theory=("T-SEG-4",),
                                       many=True)  # fmt: skip


@phrase("criterion", theory=("T-SEG-2",))
class Criterion(Entity):
    """Why the segment is one that can be worked with: `criterion measurable "the census counts them"`."""

    criterion: str = slot(
        Choice(
            "criterion of a usable segment",
            ("measurable", "One can count them.", "T-SEG-2"),
            ("substantial", "They are enough to be worth it.", "T-SEG-2"),
            ("accessible", "One can reach them.", "T-SEG-2"),
            ("differentiable", "They respond differently from others.", "T-SEG-2"),
            ("actionable", "One can do something for them.", "T-SEG-2"),
        ),
        "Which of the five.",
        required=True,
    )
    text: str = slot(TEXT_VALUE, "The evidence.", required=True)


@phrase("range", theory=("T-SEG-1",))
class Range(Entity):
    """A measure that delimits the segment, such as `range age 18-30`."""

    measure: str = slot(LABEL, "What is measured, such as `age`.", required=True)
    value: Quantity = slot(number("18-30"), "From where to where.", required=True)


@phrase("narrowed-by", theory=("T-SEG-1",))
class Narrowing(Entity):
    """A share by which the population narrows down to the segment: `narrowed-by age 30%, income 20%`."""

    measure: str = slot(LABEL, "By what, such as `age`.", required=True)
    portion: Quantity = slot(share("30%"), "The share that remains.", required=True)


