"""How close a relationship is and should be: depth, bonds, trust, the level and the group that fit (C37, C38, C40)."""

from decimal import Decimal
from fractions import Fraction
from statistics import median
from typing import Any

from canvasdsl.figures.blocks import decided, named
from canvasdsl.figures.expression import Expression
from canvasdsl.figures.figure import Kind
from canvasdsl.figures.inputs import Absent
from canvasdsl.figures.levels import margin_class, recommended_levels
from canvasdsl.figures.months import months_of
from canvasdsl.figures.periods import amount_in
from canvasdsl.figures.sheet import Sheet
from canvasdsl.model.quantities import Quantity

__all__ = ["BONDS", "DEPTHS", "KINDS", "profit_a_year", "standing_of"]

_GROUP = "How sound the model is"

# ---- C40 --------------------------------------------------------------------------

DEPTHS = {
    "transactional": (Fraction(0), "depth"), "long-term": (Fraction(1, 4), "depth"),
    "self-service": (Fraction(0), "delivery"), "automated": (Fraction(1, 8), "delivery"),
    "personal-assistance": (Fraction(1, 4), "delivery"), "dedicated": (Fraction(1, 2), "delivery"),
    "community": (Fraction(1, 2), "social"), "co-creation": (Fraction(3, 8), "social"),
}  # fmt: skip
"""What each type adds, and on which axis; of the types of one axis the deepest counts. A proposal: no literature fixes
the weights, only the order from transactional to a representative of one's own together with a community."""
BONDS = {"financial": 1, "social": 2, "customization": 3, "structural": 4}
"""The bonds by their level: the higher, the harder to copy (Berry & Parasuraman 1991, with customization)."""
SIGNS = (
    ("termination_costs", "commitment", 1), ("benefits", "commitment", 1), ("shared_values", "commitment", 1),
    ("shared_values", "trust", 1), ("communication", "trust", 1), ("opportunism", "trust", -1),
    ("trust", "commitment", 1),
)  # fmt: skip
"""The links of commitment-trust theory with their signs (Morgan & Hunt 1994)."""
SCALE_MIDDLE = 4
"""The middle of marks from 1 to 7."""


def _depth(sheet: Sheet, relationship: Any) -> Expression | None:
    axes: dict[str, Fraction] = {}
    for word in relationship.type_words:
        if word in DEPTHS:
            weight, axis = DEPTHS[word]
            axes[axis] = max(axes.get(axis, Fraction(0)), weight)
    if not axes:
        return None
    together = axes.get("delivery", Fraction(0)) + axes.get("social", Fraction(0))
    return sheet.number(min(Fraction(1), max(together, axes.get("depth", Fraction(0)))))


def _bond_level(sheet: Sheet, relationship: Any) -> Expression | None:
    """The highest bond that says how it is made."""
    bonds = decided(relationship.bonds)
    if not bonds:
        return None
    levels = [BONDS[bond.type] for bond in bonds if bond.text or bond.staff]
    if not levels:
        raise Absent("no bond says how it is made", bonds[0].here)
    return sheet.number(max(levels))


def _signs(sheet: Sheet, relationship: Any) -> Expression | None:
    """The share of the links between marks above or below the middle whose direction is that of the theory."""
    marks = relationship.commitment_trust
    if marks is None or marks.is_idea:
        return None
    held = []
    for cause, effect, sign in SIGNS:
        one, other = getattr(marks, cause), getattr(marks, effect)
        if one is not None and other is not None and SCALE_MIDDLE not in (one.value, other.value):
            held.append(((one.value > SCALE_MIDDLE) == (other.value > SCALE_MIDDLE)) == (sign > 0))
    if not held:
        raise Absent("no cause and effect both have a mark above or below the middle", marks.here)
    return sheet.number(sum(held)) / sheet.number(len(held))


# ---- C38 --------------------------------------------------------------------------


def _fitting_level(sheet: Sheet, relationship: Any) -> str | None:
    """The level that the grid suggests for the first segment of which number and margin of customers are known."""
    found = standing_of(sheet, relationship)
    if found is None:
        return None
    _, customers, margin = found
    canvas = sheet.canvas
    levels = recommended_levels(customers.value, margin, few=canvas.threshold("few-customers"),
                                many=canvas.threshold("many-customers"))  # fmt: skip
    sheet.take(customers, "customers", "N")
    return " or ".join(levels)


def standing_of(sheet: Sheet, relationship: Any) -> tuple[Any, Quantity, str] | None:
    """The first segment of a relationship of which both are known: how many customers it has, or the plan that is
    meant, and the class of the margin."""
    canvas = sheet.canvas
    for each in relationship.segments:
        plan, segment = (next(iter(named(canvas, (reference,))), None) for reference in (each.plan, each.segment))
        customers = getattr(segment if plan is None else plan, "customers", None)
        margin = _margin(sheet, relationship, segment) if segment is not None else None
        if customers is not None and margin is not None:
            return segment, customers, margin
    return None


def _margin(sheet: Sheet, relationship: Any, segment: Any) -> str | None:
    """The class of the margin: as the segment says, else as a programme, else the margin over what one spends."""
    if segment.margin_class is not None:
        return str(segment.margin_class)
    low, high = sheet.canvas.threshold("low-margin"), sheet.canvas.threshold("high-margin")
    share = next((each.margin for each in decided(relationship.programmes) if each.margin is not None), None)
    if share is not None:
        return margin_class(share.value, Decimal(100), low=low, high=high)
    margin, spend = relationship.margin, segment.spend
    if margin is None or spend is None or margin.unit != spend.unit or None in (margin.period, spend.period):
        return None
    left, paid = (amount_in(Fraction(each.value), each.period, "year") for each in (margin, spend))
    return margin_class(_decimal(left), _decimal(paid), low=low, high=high)


def _decimal(number: Fraction) -> Decimal:
    return Decimal(number.numerator) / Decimal(number.denominator)


# ---- C37 --------------------------------------------------------------------------


def _loyalty_group(sheet: Sheet, segment: Any) -> str | None:
    """By the medians of profit and stay over the segments that say both; who brings no profit is not profitable."""
    if segment.profit is None or segment.stays is None:
        return None
    told = [each for each in decided(sheet.canvas.segments) if each.profit is not None and each.stays is not None]
    if len(told) < 2:
        raise Absent("one segment alone has no median to be above or below: no other says `profit` and `stays`",
                     segment.profit.span)  # fmt: skip
    for each in told:
        if each.profit.period is None or each.profit.unit != segment.profit.unit:
            raise Absent("profits differ in currency, or do not say in which period", each.profit.span)
    sheet.take(segment.profit, "profit", "π")
    sheet.take(segment.stays, "stays", "t")
    own, stay = profit_a_year(segment.profit), months_of(segment.stays)
    profitable = own > 0 and own >= median(profit_a_year(each.profit) for each in told)
    if stay >= median(months_of(each.stays) for each in told):
        return "true-friend" if profitable else "barnacle"
    return "butterfly" if profitable else "stranger"


def profit_a_year(amount: Quantity) -> Fraction:
    """An amount of a period as that of a year; one without a period as it is."""
    return amount_in(Fraction(amount.value), amount.period or "year", "year")


def _loyalty_state(sheet: Sheet, segment: Any) -> str | None:
    """Attitude by repeat purchase: true, latent, spurious or no loyalty (Dick & Basu 1994)."""
    loyalty = segment.loyalty
    if loyalty is None or loyalty.is_idea or (loyalty.attitude is None and loyalty.repeat is None):
        return None
    attitude = sheet.take(sheet.need(loyalty.attitude, loyalty, "attitude"), "attitude", "a")
    repeat = sheet.take(sheet.need(loyalty.repeat, loyalty, "repeat"), "repeat", "b")
    liked = sheet.inputs[attitude.name].likely >= Fraction(sheet.canvas.threshold("high-attitude"))
    if sheet.inputs[repeat.name].likely >= Fraction(sheet.canvas.threshold("high-repeat")):
        return "true loyalty" if liked else "spurious loyalty"
    return "latent loyalty" if liked else "no loyalty"


KINDS = (
    Kind(name="relationship-depth", title="How deep a relationship is, from 0 to 1", group=_GROUP, register=("C40",),
         theory=("T-REL-10",), of=("relationship",), unit="ratio", make=_depth),
    Kind(name="bond-level", title="The highest bond that says how it is made, from 1 to 4", group=_GROUP,
         register=("C40",), theory=("T-RM-4",), of=("relationship",), unit="points", make=_bond_level),
    Kind(name="trust-as-expected", title="How many causes and effects of trust point where theory says", group=_GROUP,
         register=("C40",), theory=("T-RM-3",), of=("relationship",), unit="share", make=_signs),
    Kind(name="fitting-level", title="The level that number and margin of customers suggest", group=_GROUP,
         register=("C38",), theory=("T-REL-14",), of=("relationship",), unit="", make=_fitting_level),
    Kind(name="loyalty-group", title="Strangers, butterflies, true friends or barnacles, by the numbers", group=_GROUP,
         register=("C37",), theory=("T-TYP-4",), of=("segment",), unit="", make=_loyalty_group),
    Kind(name="loyalty-state", title="True, latent, spurious or no loyalty", group="What customers think",
         register=("C37",), theory=("T-LOY-2",), of=("segment",), unit="", make=_loyalty_state),
)  # fmt: skip
