"""What comes in and what goes out: revenue with its plans, and costs (theory T-BMC-5 and T-BMC-9)."""

from canvasdsl.model.common import Amount, NamedBlock, amount
from canvasdsl.model.economics import Change, Fee
from canvasdsl.model.entities import Entity, Reference
from canvasdsl.model.quantities import Quantity
from canvasdsl.model.types import FLAG, LABEL, TEXT_VALUE, Choice, Ref, count, share
from canvasdsl.model.vocabulary import attribute, block, children, phrase, prop, slot

__all__ = ["Cost", "CostFor", "Fence", "Plan", "Revenue"]

_PRICING = Choice(
    "pricing",
    ("list", "One price for all.", "T-BMC-5b"),
    ("feature", "By what is in it.", "T-BMC-5b"),
    ("segment", "By who buys.", "T-BMC-5b"),
    ("volume", "By how much is bought.", "T-BMC-5b"),
    ("negotiation", "By bargaining.", "T-BMC-5b"),
    ("yield", "By what is left and when.", "T-BMC-5b", "yield-management"),
    ("real-time", "By supply and demand at the moment.", "T-BMC-5b"),
    ("auction", "By bidding.", "T-BMC-5b"),
)


@phrase("fence", theory=("T-BMC-5b",))
class Fence(Entity):
    """Why one group pays another price: a reason that customers could accept."""

    text: str = slot(TEXT_VALUE, "The reason.", required=True)


@block("plan", theory=("T-BMC-5b",), synonyms=("tier",))
class Plan(NamedBlock):
    """A plan or tier of a revenue stream; what it does not say it takes from the stream."""

    price: Amount | None = children(amount("price", "What it costs.", ("T-BMC-5",)))
    customers: Quantity | None = prop("customers", count("300"), "How many customers are on it.")
    volume: Quantity | None = prop("volume", count("18 cups per month per customer", per="may"), "How much is sold.")
    share: Quantity | None = prop("share", share("30%"), "Its share of the stream.")
    includes: tuple[str, ...] = prop("includes", LABEL, "What is in it.", many=True)


@block("revenue", theory=("T-BMC-5",), synonyms=("revenue-stream",))
class Revenue(NamedBlock):
    """Money that a segment pays for something of value to it."""

    segments: tuple[Reference, ...] = prop("from", Ref(("segment", "party", "partner")), "Who pays.",
                                           theory=("T-BMC-5",), many=True)
    propositions: tuple[Reference, ...] = prop("for", Ref(("proposition",)), "What is paid for.", theory=("T-BMC-5",),
                                               many=True)
    type: str | None = prop(
        "type",
        Choice(
            "revenue type",
            ("asset-sale", "Something is sold and owned.", "T-BMC-5a", "sale"),
            ("usage-fee", "Use is paid for.", "T-BMC-5a"),
            ("subscription", "Access is paid for, period by period.", "T-BMC-5a", "subscription-fee"),
            ("rental", "Something is lent for a time.", "T-BMC-5a", "lending", "leasing", "lease", "rent"),
            ("licensing", "Protected work may be used.", "T-BMC-5a", "license", "licence"),
            ("brokerage", "Two sides are brought together.", "T-BMC-5a", "brokerage-fee", "commission"),
            ("advertising", "Somebody pays to be seen.", "T-BMC-5a"),
            ("patronage", "Somebody pays for the good of others.", "T-CUS-7", "donation", "donations", "grant"),
        ),
        "What sort of stream it is.",
        theory=("T-BMC-5a",),
    )
    pricing: str | None = prop("pricing", _PRICING, "How the price is found.", theory=("T-BMC-5b",))
    recurrence: str | None = prop(
        "recurrence",
        Choice("recurrence", ("one-off", "Paid once.", "T-BMC-5", "transaction"),
               ("recurring", "Paid again and again.", "T-BMC-5")),
        "Paid once, or again and again.", theory=("T-BMC-5",),
    )  # fmt: skip
    price: Amount | None = children(amount("price", "What the customer pays.", ("T-BMC-5",)))
    floor: Amount | None = children(amount("floor", "The lowest price that you accept.", ("T-BMC-5b",)))
    volume: Quantity | None = prop("volume", count("18 cups per month per customer", per="may"), "How much is sold.",
                                   theory=("T-BMC-5",))
    capacity: Quantity | None = prop("capacity", count("40 rooms per day", per="may"), "How much there is to sell.",
                                     theory=("T-BMC-5b",))
    perishable: bool | None = prop("perishable", FLAG, "What is not sold in time is lost, as a room for a night.",
                                   theory=("T-BMC-5b",))
    share: Quantity | None = prop("share", share("30%"), "Its share of all revenue.", theory=("T-BMC-5",))
    fees: tuple[Fee, ...] = children(Fee)
    changes: tuple[Change, ...] = children(Change)
    fences: tuple[Fence, ...] = children(Fence)
    payment: tuple[str, ...] = prop("payment", LABEL, "How the customer likes to pay.", theory=("T-BMC-5",), many=True)
    plans: tuple[Plan, ...] = children(Plan)

    @property
    def recurs(self) -> bool:
        """Whether it is paid again and again: said so, or a subscription."""
        return self.recurrence == "recurring" or (self.recurrence is None and self.type in ("subscription", "rental"))


@phrase("for", theory=("T-BMC-9",))
class CostFor(Entity):
    """What causes the cost, or with `on` for one plan only."""

    cause: Reference = slot(
        Ref(("resource", "activity", "relationship", "partner", "channel", "proposition", "segment", "revenue")),
        "The cause.",
        required=True,
    )
    plan: Reference | None = attribute("on", Ref(("plan",)), "Only for the customers on this plan.")


@block("cost", theory=("T-BMC-9",), synonyms=("cost-item",))
class Cost(NamedBlock):
    """Something that costs money, and what causes it."""

    causes: tuple[CostFor, ...] = children(CostFor)
    fixed: tuple[Amount, ...] = children(
        phrase("fixed", theory=("T-BMC-9",))(
            type("fixed", (Amount,), {"__doc__": "A cost that stays whatever is sold.", "__slots__": ()})
        )
    )
    variable: tuple[Amount, ...] = children(
        phrase("variable", theory=("T-BMC-9",))(
            type("variable", (Amount,), {"__doc__": "A cost that grows with what is sold.", "__slots__": ()})
        )
    )
    economies: tuple[str, ...] = prop(
        "economies",
        Choice("economy", ("scale", "The more, the cheaper each.", "T-BMC-9"),
               ("scope", "The one helps to make the other.", "T-BMC-9")),
        "Whether growth makes it cheaper.", theory=("T-BMC-9",), many=True,
    )  # fmt: skip
