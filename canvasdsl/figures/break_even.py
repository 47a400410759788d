"""Where revenue just covers the costs, unit by unit, and how profit moves with sales."""

from collections.abc import Iterator
from typing import Any

from canvasdsl.figures import unit
from canvasdsl.figures.blocks import decided
from canvasdsl.figures.expression import Expression, expression_of
from canvasdsl.figures.figure import Kind
from canvasdsl.figures.inputs import Absent
from canvasdsl.figures.money import (
    GROUP,
    contribution,
    fixed_costs,
    has_both,
    per_period,
    variable_costs,
    whole_revenue,
)
from canvasdsl.figures.months import holds_now
from canvasdsl.figures.outlay import costs_of_one
from canvasdsl.figures.sheet import Sheet, plain
from canvasdsl.figures.streams import Part, parts_of, price_of, sold_in, summed, unit_of
from canvasdsl.figures.worth import least

__all__ = ["KINDS"]


def _part(sheet: Sheet, block: Any) -> Part | None:
    """What is priced in a block; `None` for a stream whose plans have prices of their own, and where nothing has."""
    if not has_both(sheet):
        return None
    if block.word == "plan":
        return Part(sheet.holders[-1], block)
    return None if decided(block.plans) else Part(block)


def _sold_now(sheet: Sheet) -> Iterator[Part]:
    for stream in decided(sheet.canvas.revenues):
        for part in parts_of(stream):
            if part.price is None or holds_now(sheet.canvas, part.price):
                yield part


# ---- One unit ---------------------------------------------------------------------


def _of_one(sheet: Sheet, block: Any) -> Expression | None:
    part = _part(sheet, block)
    if part is None:
        return None
    per = per_period(sheet)
    price = price_of(sheet, part, per)
    cost, _ = costs_of_one(sheet, part, decided(sheet.canvas.costs), per)
    nouns, for_a_period = unit_of(part)
    thing = nouns[0] if nouns else "customer"
    sheet.unit = f"{sheet.currency} per {thing}{f' per {per}' if for_a_period else ''}"
    return expression_of(unit.contribution(plain(price), plain(cost)))


# ---- Break-even -------------------------------------------------------------------


def _volume(sheet: Sheet, block: Any) -> Expression | None:
    """Of the only stream F / (p − v); of one among several its part of the mix: what it sells, times F over what all
    leave."""
    part = _part(sheet, block)
    if part is None:
        return None
    per, costs = per_period(sheet), decided(sheet.canvas.costs)
    price = price_of(sheet, part, per)
    one, all_of_it = costs_of_one(sheet, part, costs, per)
    alone = all_of_it and all(each.block is part.block for each in _sold_now(sheet))
    if alone:
        _above_zero(sheet, price - one, part)
        fixed = fixed_costs(sheet, costs, per)
        found = unit.break_even_volume(plain(fixed), plain(price), plain(one))
    else:
        sold = summed(sheet, sold_in(sheet, part, per))
        left = contribution(sheet, per)
        _all_above_zero(sheet, left, part, per)
        found = plain(sold * fixed_costs(sheet, costs, per) / left)
    nouns, _ = unit_of(part)
    volume = part.volume
    thing = volume.unit if volume is not None and volume.unit else nouns[0] if nouns else "customers"
    sheet.unit = f"{thing} per {per}" if nouns or volume is not None else thing
    return expression_of(found)


def _above_zero(sheet: Sheet, left: Expression, part: Part) -> None:
    if least(sheet, left) <= 0:
        raise _nothing_left(part)


def _nothing_left(part: Part) -> Absent:
    return Absent("sales may leave nothing towards the fixed costs, so that no volume covers them", part.block.here)


def _all_above_zero(sheet: Sheet, left: Expression, part: Part, per: str) -> None:
    """The same of what all sales leave, which is looked at once for all that is sold."""
    if sheet.conditions is not None:
        _above_zero(sheet, left, part)
        return
    if sheet.canvas.index.kept(("least left", per), lambda: least(sheet, left)) <= 0:
        raise _nothing_left(part)


def _revenue_needed(sheet: Sheet, _: Any) -> Expression | None:
    if not has_both(sheet):
        return None
    per = per_period(sheet)
    costs = decided(sheet.canvas.costs)
    for part in list(_sold_now(sheet))[:1]:
        _above_zero(sheet, contribution(sheet, per), part)
    fixed, varies = fixed_costs(sheet, costs, per), variable_costs(sheet, costs, per)
    revenue = whole_revenue(sheet, per)
    return fixed / (1 - varies / revenue)


def _reached(sheet: Sheet, _: Any) -> Expression | None:
    """How far sales lie above break-even, as a share of them: what is left of the contribution, 1 − F / (R − V)."""
    if not has_both(sheet):
        return None
    per = per_period(sheet)
    left = contribution(sheet, per)
    for part in list(_sold_now(sheet))[:1]:
        _above_zero(sheet, left, part)
    share = 1 - fixed_costs(sheet, decided(sheet.canvas.costs), per) / left
    sheet.unit = "%"
    return share


def _leverage(sheet: Sheet, _: Any) -> Expression | None:
    if not has_both(sheet):
        return None
    per = per_period(sheet)
    left, fixed = contribution(sheet, per), fixed_costs(sheet, decided(sheet.canvas.costs), per)
    if least(sheet, left - fixed) <= 0:
        raise Absent("there may be no profit, so that nothing says by how much it moves")
    sheet.unit = ""
    return expression_of(unit.operating_leverage(plain(left), plain(fixed)))


_THEORY = ("T-ECO-14",)
_PARTS = ("revenue", "plan")
KINDS = (
    Kind(name="contribution-per-unit", synonyms=("unit-contribution", "unit-margin"), group=GROUP, register=("C34",),
         title="What one unit leaves towards the fixed costs", theory=_THEORY, of=_PARTS, unit="money", make=_of_one),
    Kind(name="break-even-volume", synonyms=("break-even",), title="How much must be sold to cover all costs",
         group=GROUP, register=("C34",), theory=_THEORY, of=_PARTS, unit="count", make=_volume),
    Kind(name="break-even-revenue", title="How much must be paid to cover all costs", group=GROUP, register=("C34",),
         theory=_THEORY, of=(), unit="money", make=_revenue_needed),
    Kind(name="margin-of-safety", title="How much of the sales could be lost before there is a loss", group=GROUP,
         register=("C34",), theory=_THEORY, of=(), unit="share", make=_reached),
    Kind(name="operating-leverage", title="By how many per cent profit moves when sales move by one", group=GROUP,
         register=("C35",), theory=("T-BMC-9", "T-ECO-14"), of=(), unit="ratio", make=_leverage),
)  # fmt: skip
