"""What comes in and goes out in a period: revenue, its mix, costs, what is left, and where it breaks even.

Figures are of the period of the canvas, a month where it says none, and of the month in which the model's date lies:
what begins later or has ended is not in them.
"""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from canvasdsl.figures import unit
from canvasdsl.figures.blocks import called, decided
from canvasdsl.figures.crowds import crowds_of_stream, once, payers
from canvasdsl.figures.expression import Constant, Expression, Step, Symbol, expression_of, total
from canvasdsl.figures.figure import Kind
from canvasdsl.figures.inputs import Absent
from canvasdsl.figures.months import holds_now
from canvasdsl.figures.outlay import fixed_flows, says_costs, variable_flows
from canvasdsl.figures.sheet import BELOW, Sheet, plain
from canvasdsl.figures.streams import Flow, Part, flows_of_revenue, parts_of, summed, uses_money
from canvasdsl.model.common import Amount

__all__ = [
    "GROUP", "KINDS", "contribution", "fixed_costs", "has_both", "per_period", "revenue_of", "variable_costs",
    "whole_revenue",
]  # fmt: skip

GROUP = "What comes in and goes out"
_Flows = Callable[[Sheet, Any, str], list[Flow]]


def per_period(sheet: Sheet) -> str:
    """The period in which figures are shown."""
    heading = sheet.canvas.heading
    return (heading.period if heading is not None else None) or "month"


# ---- Revenue ----------------------------------------------------------------------


def revenue_of(sheet: Sheet, parts: Iterable[Part], per: str) -> Expression:
    """What streams and plans bring in a period; its unit becomes that of the sheet."""
    asked = tuple(parts)
    found = sheet.shared(("revenue", per, *(id(part.block) for part in asked)), partial(_revenue_of, asked, per))
    sheet.unit = f"{sheet.currency} per {per}"
    return found


def _revenue_of(parts: tuple[Part, ...], per: str, sheet: Sheet) -> Expression:
    sold = [part for part in parts if _is_sold(sheet, part)]
    if len(parts) == 1:
        return total(summed(sheet, flows_of_revenue(sheet, part, per)) for part in sold)
    return total(sheet.shared(("revenue", per, id(part.block)), partial(_revenue_of, (part,), per)) for part in sold)


def _is_sold(sheet: Sheet, part: Part) -> bool:
    """Whether a price holds now; one that is missing is found missing by whoever asks for it."""
    return part.price is None or holds_now(sheet.canvas, part.price)


def _parts(sheet: Sheet, block: Any) -> list[Part] | None:
    """The priced parts of a stream, a plan or the whole model; `None` where the model says no price."""
    if not uses_money(sheet.canvas):
        return None
    if block is None:
        return [part for stream in decided(sheet.canvas.revenues) for part in parts_of(stream)]
    found = [Part(sheet.holders[-1], block)] if block.word == "plan" else parts_of(block)
    if not any(_is_sold(sheet, part) for part in found):
        raise Absent(f"`{called(block, sheet.holders)}` is not sold in the month of which figures are", block.here)
    return found


def _revenue(sheet: Sheet, block: Any) -> Expression | None:
    parts = _parts(sheet, block)
    return None if parts is None else revenue_of(sheet, parts, per_period(sheet))


def _recurring(sheet: Sheet, block: Any, per: str) -> Expression | None:
    parts = [part for part in _parts(sheet, block) or () if part.stream.recurs]
    return revenue_of(sheet, parts, per) if parts else None


def _monthly_recurring(sheet: Sheet, block: Any) -> Expression | None:
    return _recurring(sheet, block, "month")


def _annual_recurring(sheet: Sheet, block: Any) -> Expression | None:
    return _recurring(sheet, block, "year")


def _recurring_share(sheet: Sheet, _: Any) -> Expression | None:
    parts, per = _parts(sheet, None), per_period(sheet)
    if parts is None:
        return None
    recurring = [part for part in parts if part.stream.recurs]
    share = _step("R₁", "recurring revenue", revenue_of(sheet, recurring, per)) / whole_revenue(sheet, per)
    sheet.unit = "%"
    return share


def whole_revenue(sheet: Sheet, per: str) -> Expression:
    """What all streams bring in a period."""
    return _step("R", "revenue", revenue_of(sheet, _parts(sheet, None) or (), per))


def _step(sign: str, name: str, made_of: Expression) -> Expression:
    """A part of a formula with a sign of its own, where it is more than one number."""
    return made_of if isinstance(made_of, Symbol | Constant) else Step(sign, name, made_of)


def _per_customer(sheet: Sheet, block: Any) -> Expression | None:
    """Of the whole the streams that segments pay, for each customer of these segments."""
    if _parts(sheet, block) is None:
        return None
    canvas = sheet.canvas
    streams = [each for each in (decided(canvas.revenues) if block is None else [block]) if payers(canvas, each)]
    if not streams:
        return None
    brought = revenue_of(sheet, (part for stream in streams for part in parts_of(stream)), per_period(sheet))
    crowds = once(crowd for stream in streams for crowd in crowds_of_stream(canvas, stream))
    customers = total(crowd.count(sheet) for crowd in crowds)
    sheet.unit += " per customer"
    return brought / customers


# ---- The mix ----------------------------------------------------------------------


def _share(sheet: Sheet, block: Any) -> Expression | None:
    """Of a stream its share of all revenue, of a plan its share of the stream."""
    parts, per = _parts(sheet, block), per_period(sheet)
    if parts is None:
        return None
    own = revenue_of(sheet, parts, per)
    if block.word == "plan":
        whole: Expression = _step("R", "revenue of the stream", revenue_of(sheet, parts_of(sheet.holders[-1]), per))
    else:
        whole = whole_revenue(sheet, per)
    sheet.unit = "%"
    return own / whole


def _concentration(sheet: Sheet, _: Any) -> Expression | None:
    parts, per = _parts(sheet, None), per_period(sheet)
    if parts is None:
        return None
    whole = whole_revenue(sheet, per)
    shares = [
        Step(f"s{str(number).translate(BELOW)}", f"share of {called(stream)}",
             revenue_of(sheet, parts_of(stream), per) / whole)
        for number, stream in enumerate(decided(sheet.canvas.revenues), 1)
    ]  # fmt: skip
    sheet.unit = ""
    return expression_of(unit.concentration(plain(shares)))


def _streams_as_equals(sheet: Sheet, _: Any) -> Expression | None:
    concentration = _concentration(sheet, None)
    sheet.unit = ""
    return None if concentration is None else 1 / concentration


# ---- Costs ------------------------------------------------------------------------


def fixed_costs(sheet: Sheet, costs: Iterable[Any], per: str) -> Expression:
    """The fixed costs of a period; what is paid once is in none."""
    found = _spent(sheet, tuple(costs), per, fixed_flows)
    sheet.unit = f"{sheet.currency} per {per}"
    return _step("F", "fixed costs", found)


def variable_costs(sheet: Sheet, costs: Iterable[Any], per: str) -> Expression:
    """The variable costs of a period, with what is sold and the customers that there are."""
    found = _spent(sheet, tuple(costs), per, variable_flows)
    sheet.unit = f"{sheet.currency} per {per}"
    return _step("V", "variable costs", found)


def _spent(sheet: Sheet, costs: tuple[Any, ...], per: str, flows: _Flows) -> Expression:
    def make(sheet: Sheet) -> Expression:
        return total(summed(sheet, flows(sheet, cost, per)) for cost in costs)

    return sheet.shared((flows, per, *map(id, costs)), make)


def _costs(sheet: Sheet, block: Any) -> list[Any] | None:
    """The costs that figures are of; `None` where the model says no amount, and for the cost of a bond or programme."""
    if not says_costs(sheet.canvas) or isinstance(block, Amount):
        return None
    return decided(sheet.canvas.costs) if block is None else [block]


def _amounts_now(sheet: Sheet, block: Any) -> None:
    """Raises `Absent` where a cost has no amount in the month of which figures are."""
    amounts = (*block.fixed, *block.variable)
    sheet.need(amounts, block, "fixed` or `variable")
    regular = [each for each in amounts if each.value.period is not None or each.word == "variable"]
    if not regular:
        raise Absent(f"`{called(block)}` is paid once, and is no cost of a period", block.here)
    if not any(holds_now(sheet.canvas, each) for each in regular):
        raise Absent(f"`{called(block)}` costs nothing in the month of which figures are", block.here)


def _all_costs(sheet: Sheet, block: Any) -> Expression | None:
    costs, per = _costs(sheet, block), per_period(sheet)
    if costs is None:
        return None
    if block is not None:
        _amounts_now(sheet, block)
    fixed, variable = fixed_costs(sheet, costs, per), variable_costs(sheet, costs, per)
    return fixed + variable if block is None else _told(fixed) + _told(variable)


def _told(expression: Expression) -> Expression:
    """What a step is made of: a figure that is the step itself tells it at once."""
    return expression.made_of if isinstance(expression, Step) else expression


def _fixed(sheet: Sheet, _: Any) -> Expression | None:
    costs = _costs(sheet, None)
    if costs is None or not any(cost.fixed for cost in costs):
        return None
    return _told(fixed_costs(sheet, costs, per_period(sheet)))


def _variable(sheet: Sheet, _: Any) -> Expression | None:
    costs = _costs(sheet, None)
    if costs is None or not any(cost.variable for cost in costs):
        return None
    return _told(variable_costs(sheet, costs, per_period(sheet)))


# ---- What is left -----------------------------------------------------------------


def contribution(sheet: Sheet, per: str) -> Expression:
    """What all that is sold leaves towards the fixed costs in a period: revenue less variable costs."""
    found = sheet.shared(("contribution", per), partial(_left, per))
    sheet.unit = f"{sheet.currency} per {per}"
    return found


def _left(per: str, sheet: Sheet) -> Expression:
    return whole_revenue(sheet, per) - variable_costs(sheet, decided(sheet.canvas.costs), per)


def has_both(sheet: Sheet) -> bool:
    """Whether the model says something of its revenue and of its costs."""
    return uses_money(sheet.canvas) and says_costs(sheet.canvas)


def _contribution(sheet: Sheet, _: Any) -> Expression | None:
    return contribution(sheet, per_period(sheet)) if has_both(sheet) else None


def _contribution_margin(sheet: Sheet, _: Any) -> Expression | None:
    if not has_both(sheet):
        return None
    per = per_period(sheet)
    margin = 1 - variable_costs(sheet, decided(sheet.canvas.costs), per) / whole_revenue(sheet, per)
    sheet.unit = "%"
    return margin


def _profit(sheet: Sheet, _: Any) -> Expression | None:
    if not has_both(sheet):
        return None
    per = per_period(sheet)
    return contribution(sheet, per) - fixed_costs(sheet, decided(sheet.canvas.costs), per)


def _profit_margin(sheet: Sheet, _: Any) -> Expression | None:
    if not has_both(sheet):
        return None
    per, costs = per_period(sheet), decided(sheet.canvas.costs)
    spent = variable_costs(sheet, costs, per) + fixed_costs(sheet, costs, per)
    margin = 1 - spent / whole_revenue(sheet, per)
    sheet.unit = "%"
    return margin


def _kind(name: str, title: str, make: Any, *, register: tuple[str, ...], theory: tuple[str, ...],
          of: tuple[str, ...] = (), unit: str = "money", synonyms: tuple[str, ...] = ()) -> Kind:  # fmt: skip
    return Kind(name=name, title=title, make=make, register=register, theory=theory, of=of, unit=unit,
                synonyms=synonyms, group=GROUP)  # fmt: skip


_PARTS = ("", "revenue", "plan")
KINDS = (
    _kind("revenue", "What is paid in a period", _revenue, register=("C33",), theory=("T-BMC-5",), of=_PARTS,
          synonyms=("sales", "turnover")),
    _kind("monthly-recurring-revenue", "What is paid again each month", _monthly_recurring, register=("C33",),
          theory=("T-BMC-5",), of=_PARTS, synonyms=("mrr",)),
    _kind("annual-recurring-revenue", "What is paid again each year", _annual_recurring, register=("C33",),
          theory=("T-BMC-5",), of=_PARTS, synonyms=("arr",)),
    _kind("revenue-per-customer", "What one customer pays in a period", _per_customer, register=("C33",),
          theory=("T-BMC-5",), of=("", "revenue"), synonyms=("arpu", "arpa")),
    _kind("revenue-share", "Its share of the whole", _share, register=("C33",), theory=("T-BMC-5", "T-ECO-14"),
          of=("revenue", "plan"), unit="share", synonyms=("share",)),
    _kind("recurring-share", "How much of the revenue is paid again and again", _recurring_share, register=("C33",),
          theory=("T-BMC-5",), unit="share"),
    _kind("concentration", "How far revenue rests on few streams, up to 1", _concentration, register=("C33",),
          theory=("T-BMC-5", "T-ECO-14"), unit="ratio", synonyms=("hhi",)),
    _kind("effective-streams", "As how many equal streams the revenue is", _streams_as_equals, register=("C33",),
          theory=("T-BMC-5", "T-ECO-14"), unit="count"),
    _kind("costs", "What is spent in a period", _all_costs, register=("C34",), theory=("T-BMC-9", "T-ECO-14"),
          of=("", "cost"), synonyms=("total-costs",)),
    _kind("fixed-costs", "What is spent whatever is sold", _fixed, register=("C34",), theory=("T-BMC-9",)),
    _kind("variable-costs", "What is spent with what is sold", _variable, register=("C34",), theory=("T-BMC-9",)),
    _kind("contribution", "What sales leave towards the fixed costs", _contribution, register=("C34",),
          theory=("T-ECO-14",), synonyms=("gross-profit",)),
    _kind("contribution-margin", "How much of each sale is left towards the fixed costs", _contribution_margin,
          register=("C34",), theory=("T-ECO-14",), unit="share", synonyms=("gross-margin",)),
    _kind("profit", "What is left in a period", _profit, register=("C34",), theory=("T-ECO-14",)),
    _kind("profit-margin", "How much of each sale is left", _profit_margin, register=("C34",), theory=("T-ECO-14",),
          unit="share"),
)  # fmt: skip
