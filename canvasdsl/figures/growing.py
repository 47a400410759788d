"""How a number of customers moves from month to month, and what a flow comes to up to a month.

Month 1 has the customers that are said. They move where it is said how many stay and how many come, or else how fast
their segment grows; where only one of the two is said they stay as many as they are, since a business that loses
customers wins others, and nothing says how many. Those on a plan of which nothing is said for itself move as their
segment does: the same share of them stays, and of those who come the plan has the share that it has today.
"""

from collections.abc import Iterable
from fractions import Fraction
from functools import cached_property
from itertools import accumulate
from math import log10
from typing import Any

import attrs

from canvasdsl.figures.blocks import called, decided
from canvasdsl.figures.crowds import Crowd, crowds_of_segment
from canvasdsl.figures.expression import Expression, Step, Symbol, expression_of, total
from canvasdsl.figures.inputs import Absent
from canvasdsl.figures.months import begins, holds, months_of
from canvasdsl.figures.periods import growth_in, retention_in
from canvasdsl.figures.sheet import Sheet, plain
from canvasdsl.figures.streams import Flow
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.quantities import Quantity

__all__ = ["Moving", "Projected", "moving"]

_MOST_DIGITS = 30


@attrs.frozen(eq=False)
class Moving:
    """Customers month by month: `number` in month 1, of whom the share `factor` is there a month later, and `new`."""

    number: Expression
    factor: Expression | None = None
    new: Expression | None = None
    may_rest: bool = False
    """Whether the factor may be 1, so that nothing can be divided by what is missing of it."""
    note: str = ""
    """What is assumed where too little is said."""
    rests: bool = False
    """Whether they stay as many as they are only since too little is said."""
    among: "Moving | None" = None
    """The customers of whom these are a share that stays the same."""

    def month(self, month: int) -> Expression:
        """So many there are in a month."""
        if self.factor is None or month == 1:
            return self.number
        if self.among is not None:
            return self.number * self.among.month(month) / self.among.number
        if self.new is None:
            return self.number * self.factor ** (month - 1)
        level = self._level(self.factor, self.new)
        return (self.number - level) * self.factor ** (month - 1) + level

    def months(self, first: int, last: int) -> Expression:
        """The sum of the customers of some months."""
        if last < first:
            return expression_of(0)
        if self.factor is None:
            return self.number * (last - first + 1)
        if self.among is not None:
            return self.number * self.among.months(first, last) / self.among.number
        if self.may_rest:
            return self.number * total(self.factor ** (month - 1) for month in range(first, last + 1))
        before = self.factor ** (first - 1) if first > 1 else expression_of(1)
        powers = (before - self.factor**last) / (1 - self.factor)
        if self.new is None:
            return self.number * powers
        level = self._level(self.factor, self.new)
        return (self.number - level) * powers + level * (last - first + 1)

    def _level(self, factor: Expression, new: Expression) -> Expression:
        """The number at which as many leave as come."""
        counted = self.number if isinstance(self.number, Symbol) else None
        sign = "N" if counted is None else counted.sign
        return Step(f"{sign}*", "customers in the end", new / (1 - factor), about=counted)


def moving(sheet: Sheet, crowd: Crowd) -> Moving:
    """How the customers of a segment or plan move."""
    number = crowd.count(sheet)
    told = _told(sheet, crowd)
    if crowd.plan is not None and not told and len(crowd.segments) == 1:
        return _on_a_plan(sheet, crowd, number)
    where = crowd.name.removeprefix("customers of ")
    return _as_told(sheet, number, told, crowd.segments if crowd.plan is None else (), where)


def _told(sheet: Sheet, crowd: Crowd) -> list[Any]:
    return [each for each in decided(sheet.canvas.relationships) if _is_with(each, crowd)]


def _as_told(sheet: Sheet, number: Expression, told: list[Any], segments: tuple[Any, ...], where: str) -> Moving:
    """How customers move by the relationships with them, or else by how fast their segments grow."""
    staying = next((each for each in told if each.retention is not None or each.churn is not None), None)
    coming = next((each for each in told if _new_of(each) is not None), None)
    if staying is not None and coming is not None:
        return _with_new(sheet, number, staying, coming, where)
    growth = next((segment.growth for segment in segments if segment.growth is not None), None)
    if growth is not None and (growth.low or growth.high):
        rate = sheet.growing(growth, f"growth of {where}", "g", per="month")
        _is_within_reason(sheet.canvas, growth, where)
        return Moving(number, 1 + rate, may_rest=growth.low <= 0 <= growth.high)
    if staying is not None:
        return Moving(number, rests=True, note=f"the customers of `{where}` stay as many as they are, since nothing "
                      "says how many come (`new-customers`)")  # fmt: skip
    if coming is not None:
        return Moving(number, rests=True, note=f"the customers of `{where}` stay as many as they are, since nothing "
                      "says how many of them stay (`retention`)")  # fmt: skip
    return Moving(number)


def _is_within_reason(canvas: Canvas, growth: Quantity, where: str) -> None:
    """Raises `Absent` where nobody could read the number that a segment grows to by the end of the plan."""
    if canvas.heading is None or canvas.heading.horizon is None:
        return
    a_month = growth_in(Fraction(growth.high) / 100, str(growth.period), "month")
    if log10(1 + a_month) * float(months_of(canvas.heading.horizon)) > _MOST_DIGITS:
        raise Absent(f"`{where}` would grow to more than 10^{_MOST_DIGITS} times what it is within the plan",
                     growth.span)  # fmt: skip


def _on_a_plan(sheet: Sheet, crowd: Crowd, number: Expression) -> Moving:
    """How the customers on a plan move by what is said of their whole segment."""
    segment = crowd.segments[0]
    name = called(segment)
    told = _told(sheet, Crowd((segment,), None, crowd.number))
    everybody = _everybody(sheet, segment)
    if everybody is None and any(_new_of(each) is not None for each in told):
        return Moving(number, rests=True, note=f"the customers of `{called(crowd.plan)}` stay as many as they are, "
                      f"since nothing says how many of those who come to `{name}` take it")  # fmt: skip
    own = _as_told(sheet, number, told, (segment,), name)
    if own.factor is None:
        return own
    note = f"the customers on each plan come and go as all of `{name}` do, so that its share stays what it is"
    if own.new is None or everybody is None:
        return attrs.evolve(own, note=note)
    counted = total(each.count(sheet) for each in everybody)
    return attrs.evolve(own, note=note, among=attrs.evolve(own, number=counted))


def _everybody(sheet: Sheet, segment: Any) -> list[Crowd] | None:
    """All customers of a segment, where they can be counted and there are some."""
    try:
        crowds = crowds_of_segment(sheet.canvas, segment)
    except Absent:
        return None
    return crowds if sum(each.number.low for each in crowds) > 0 else None


def _with_new(sheet: Sheet, number: Expression, staying: Any, coming: Any, where: str) -> Moving:
    new = _new_of(coming)
    rate = staying.retention or staying.churn
    if rate.period is None:
        raise Absent("the retention does not say in which period", rate.span)
    if staying.retention is not None:
        stays = sheet.staying(rate, f"retention of {where}", "r", per="month")
        whole = rate.high >= 100
    else:
        kept = 1 - sheet.share(rate, f"churn of {where}", "c")
        stays = expression_of(retention_in(plain(kept), rate.period, "month"))
        whole = rate.low <= 0
    if whole:
        raise Absent(f"all customers of `{where}` may stay, so that they never become a steady number", rate.span)
    return Moving(number, stays, sheet.count(new, f"new-customers of {where}", "n", per="month"))


def _is_with(relationship: Any, crowd: Crowd) -> bool:
    """Whether a relationship is with these customers and no others, so that its numbers are theirs."""
    if len(relationship.segments) != 1:
        return False
    only = relationship.segments[0]
    if crowd.plan is not None:
        return only.plan is not None and bool(only.plan.key == crowd.plan.key)
    return only.plan is None and any(only.segment.key == segment.key for segment in crowd.segments)


def _new_of(relationship: Any) -> Any:
    spent = relationship.acquisition
    return spent.new_customers if spent is not None and not spent.is_idea else None


@attrs.frozen(eq=False)
class Projected:
    """A flow over the months of a plan: for which share of each it holds, and how its customers move."""

    flow: Flow
    shares: tuple[Fraction, ...]
    customers: Moving | None
    held: tuple[Fraction, ...]
    """For how many months together it holds up to each month."""

    @classmethod
    def of(cls, sheet: Sheet, flow: Flow, months: int, known: dict[Any, Moving]) -> "Projected":
        """The flow in so many months; `known` are the customers whose moves are known already."""
        customers = None
        if flow.crowd is not None:
            span = flow.crowd.number.span
            customers = known.get(span) or moving(sheet, flow.crowd)
            known[span] = customers
        shares = _shares(sheet, flow, months)
        return cls(flow, shares, customers, tuple(accumulate(shares)))

    def in_month(self, month: int) -> Expression:
        """What it comes to in a month."""
        share = self.shares[month - 1]
        if not share:
            return expression_of(0)
        if self.customers is None or self.customers.factor is None:
            amount = self.steady
        else:
            amount = self.flow.rate * self.customers.month(month)
        return amount if share == 1 else amount * share

    @cached_property
    def steady(self) -> Expression:
        """What it comes to in a whole month with the customers of month 1."""
        return self.flow.rate if self.customers is None else self.flow.rate * self.customers.number

    def up_to(self, month: int) -> Expression:
        """What it comes to from month 1 to a month."""
        if self.customers is None or self.customers.factor is None:
            held = self.held[month - 1]
            return expression_of(0) if not held else self.steady * held
        shares = self.shares[:month]
        whole = [number for number, share in enumerate(shares, 1) if share == 1]
        found = self.flow.rate * self.customers.months(whole[0], whole[-1]) if whole else expression_of(0)
        return found + total(self.in_month(number) for number, share in enumerate(shares, 1) if 0 < share < 1)


def _shares(sheet: Sheet, flow: Flow, months: int) -> tuple[Fraction, ...]:
    if not flow.once and all(amount.start is None and amount.end is None for amount in flow.during):
        return (Fraction(1),) * months
    if flow.once:
        starts: Iterable[Fraction] = (begins(sheet.canvas, amount) or Fraction(0) for amount in flow.during)
        at = max(0, int(max(starts, default=Fraction(0))))
        return tuple(Fraction(month == at) for month in range(months))
    found = []
    for month in range(1, months + 1):
        share = Fraction(1)
        for amount in flow.during:
            share = min(share, holds(sheet.canvas, amount, month))
        found.append(share)
    return tuple(found)
