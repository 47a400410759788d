"""What serving customers costs, what they leave after it, and what is lost when the unhappy leave (C25, C26, C36)."""

from collections.abc import Iterable
from typing import Any

from canvasdsl.figures import unit
from canvasdsl.figures.blocks import called, decided, named
from canvasdsl.figures.crowds import crowds_of_segment
from canvasdsl.figures.expression import Constant, Expression, expression_of, total
from canvasdsl.figures.figure import Kind
from canvasdsl.figures.inputs import Absent
from canvasdsl.figures.money import per_period
from canvasdsl.figures.periods import PERIODS_A_YEAR
from canvasdsl.figures.sheet import Sheet, plain
from canvasdsl.figures.worth import margin, serving

__all__ = ["KINDS"]

_WORTH = "What a customer is worth"
_MONEY = "What comes in and goes out"


# ---- One customer -----------------------------------------------------------------


def _cost_of_one(sheet: Sheet, block: Any, per: str) -> Expression | None:
    """Of a relationship what serving a customer costs; of a segment as it says, else as its own relationship does."""
    if block.word == "relationship":
        serves = serving(sheet, block, per)
        return None if isinstance(serves, Constant) else serves
    if block.cost_to_serve is not None:
        return sheet.money(block.cost_to_serve, f"cost-to-serve of {called(block)}", "s", per=per)
    for relationship in _relationships(sheet, block):
        found = _cost_of_one(sheet, relationship, per)
        if found is not None:
            return found
    return None


def _relationships(sheet: Sheet, segment: Any) -> Iterable[Any]:
    """The relationships with a segment alone, so that their numbers are those of its customers."""
    for relationship in decided(sheet.canvas.relationships):
        met = named(sheet.canvas, (each.segment for each in relationship.segments))
        if len(met) == 1 and met[0] is segment and all(each.plan is None for each in relationship.segments):
            yield relationship


def _cost_to_serve(sheet: Sheet, block: Any) -> Expression | None:
    per = per_period(sheet)
    found = _cost_of_one(sheet, block, per)
    sheet.unit = f"{sheet.currency} per {per} per customer"
    return found


def _profit_of_one(sheet: Sheet, relationship: Any) -> Expression | None:
    if relationship.margin is None:
        return None
    per = per_period(sheet)
    found = margin(sheet, relationship, per)
    sheet.unit = f"{sheet.currency} per {per} per customer"
    return found


# ---- All customers, and the budget --------------------------------------------------


def _of_all(sheet: Sheet, segment: Any, per: str) -> Expression | None:
    one = _cost_of_one(sheet, segment, per)
    if one is None:
        return None
    return total(crowd.count(sheet) for crowd in crowds_of_segment(sheet.canvas, segment)) * one


def _in_turn(sheet: Sheet) -> list[Any]:
    """The segments in the order in which a budget serves them: the primary ones first."""
    return sorted(decided(sheet.canvas.segments), key=lambda segment: not segment.primary)


def _serving_cost(sheet: Sheet, block: Any) -> Expression | None:
    """Of all segments only where each of them says what serving its customers costs."""
    per = per_period(sheet)
    if block is not None:
        found = _of_all(sheet, block, per)
        sheet.unit = f"{sheet.currency} per {per}"
        return found
    costs = [(segment, _of_all(sheet, segment, per)) for segment in _in_turn(sheet)]
    known = [cost for _, cost in costs if cost is not None]
    if not known:
        return None
    for segment, cost in costs:
        if cost is None:
            raise Absent(f"`{called(segment)}` says nothing of `cost-to-serve`", segment.here)
    sheet.unit = f"{sheet.currency} per {per}"
    return total(known)


def _budget(sheet: Sheet) -> Any:
    return sheet.canvas.heading.budget if sheet.canvas.heading is not None else None


def _budget_left(sheet: Sheet, _: Any) -> Expression | None:
    budget = _budget(sheet)
    if budget is None:
        return None
    per = per_period(sheet)
    cost = _serving_cost(sheet, None)
    if cost is None:
        raise Absent("no segment says what serving its customers costs (`cost-to-serve`)", budget.span)
    return sheet.money(budget, "budget", "B", per=per) - cost


def _cut_off(sheet: Sheet, _: Any) -> str | None:
    """How far the budget reaches, with what is likely: the primary segments first, then in the order of the file."""
    budget = _budget(sheet)
    if budget is None:
        return None
    per = per_period(sheet)
    left = sheet.money(budget, "budget", "B", per=per)
    costs = [(segment, _of_all(sheet, segment, per)) for segment in _in_turn(sheet)]
    likely = {each.name: each.likely for each in sheet.inputs.values()}
    for segment, cost in costs:
        if cost is None:
            raise Absent(f"`{called(segment)}` says nothing of `cost-to-serve`", segment.here)
        left = left - cost
        if left.value(likely) < 0:
            return f"it ends at {called(segment)}"
    return "enough for all"


# ---- Those who leave ----------------------------------------------------------------


def _lost(sheet: Sheet, segment: Any, *, profit: bool) -> Expression | None:
    """What the unhappy who leave would have paid, or left, in a year."""
    if segment.unhappy is None:
        return None
    name = called(segment)
    leave = sheet.need(segment.unhappy_leave, segment, "unhappy-leave")
    spend = sheet.need(segment.spend, segment, "spend")
    if spend.period is None:
        raise Absent(f"the spend of `{name}` does not say in which period", spend.span)
    share = _margin_share(sheet, segment) if profit else sheet.number(1)
    if share is None:
        return None
    customers = total(crowd.count(sheet) for crowd in crowds_of_segment(sheet.canvas, segment))
    found = unit.loss_from_dissatisfaction(
        plain(customers), plain(sheet.share(segment.unhappy, f"unhappy of {name}", "u")),
        plain(sheet.share(leave, f"unhappy-leave of {name}", "l")),
        plain(sheet.money(spend, f"spend of {name}", "S")),
        plain(sheet.number(PERIODS_A_YEAR[spend.period])), plain(share),
    )  # fmt: skip
    sheet.unit = f"{sheet.currency} per year"
    return expression_of(found)


def _margin_share(sheet: Sheet, segment: Any) -> Expression | None:
    """What a sale to a segment leaves, as a share: as a programme says, else the margin over what one spends."""
    for relationship in _relationships(sheet, segment):
        programme = next((each for each in decided(relationship.programmes) if each.margin is not None), None)
        if programme is not None:
            return sheet.share(programme.margin, f"margin of {called(programme)}", "m")
        if relationship.margin is not None:
            per = segment.spend.period
            left = sheet.money(relationship.margin, f"margin of {called(relationship)}", "m", per=per)
            return left / sheet.money(segment.spend, f"spend of {called(segment)}", "S")
    return None


def _sales_lost(sheet: Sheet, block: Any) -> Expression | None:
    return _summed(sheet, block, profit=False)


def _profit_lost(sheet: Sheet, block: Any) -> Expression | None:
    return _summed(sheet, block, profit=True)


def _summed(sheet: Sheet, block: Any, *, profit: bool) -> Expression | None:
    """Of the whole model the sum over the segments of which it is said how many are unhappy."""
    if block is not None:
        return _lost(sheet, block, profit=profit)
    lost = [each for each in decided(sheet.canvas.segments) if each.unhappy is not None]
    found = [_lost(sheet, segment, profit=profit) for segment in lost]
    known = [each for each in found if each is not None]
    return total(known) if known and len(known) == len(found) else None


KINDS = (
    Kind(name="cost-to-serve", title="What serving one customer costs", group=_WORTH, register=("C25",),
         theory=("T-ECO-12", "T-REL-4"), of=("segment", "relationship"), unit="money", make=_cost_to_serve),
    Kind(name="profit-per-customer", title="What one customer leaves after keeping and serving", group=_WORTH,
         register=("C25",), theory=("T-ECO-12", "T-REL-3"), of=("relationship",), unit="money", make=_profit_of_one),
    Kind(name="serving-cost", title="What serving all customers costs", group=_MONEY, register=("C36",),
         theory=("T-SEG-6",), of=("", "segment"), unit="money", make=_serving_cost),
    Kind(name="serving-budget-left", title="What is left of the budget when all are served", group=_MONEY,
         register=("C36",), theory=("T-SEG-6",), of=(), unit="money", make=_budget_left),
    Kind(name="serving-cut-off", title="How far the budget reaches", group=_MONEY, register=("C36",),
         theory=("T-SEG-6",), of=(), unit="", make=_cut_off),
    Kind(name="loss-from-dissatisfaction", title="The sales of a year that leave with the unhappy", group=_MONEY,
         register=("C26",), theory=("T-SAT-4", "T-ECO-13"), of=("", "segment"), unit="money", make=_sales_lost),
    Kind(name="profit-at-risk", title="The profit of a year that leaves with the unhappy", group=_MONEY,
         register=("C26",), theory=("T-SAT-4", "T-ECO-13"), of=("", "segment"), unit="money", make=_profit_lost),
)  # fmt: skip
