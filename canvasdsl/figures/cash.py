"""The plan month by month: what comes in and goes out up to the horizon, when money is lowest, when it is paid back.

Each month has the flows that hold in it, from its first day on; what is paid once is paid in the month in which it
begins. Nothing is there at the start, and taxes and terms of payment are left out. Net present values count each month
from its end.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Any

import attrs

from canvasdsl.figures.blocks import decided
from canvasdsl.figures.expression import Expression, Operation, expression_of, total, value_of
from canvasdsl.figures.figure import Found, Kind, Search
from canvasdsl.figures.growing import Moving, Projected
from canvasdsl.figures.inputs import Absent, Input
from canvasdsl.figures.months import label, months_of
from canvasdsl.figures.outlay import fixed_flows, says_costs, variable_flows
from canvasdsl.figures.ranges import Range, range_of
from canvasdsl.figures.sheet import Sheet
from canvasdsl.figures.streams import flows_of_revenue, parts_of, uses_money
from canvasdsl.model.canvas import Canvas

__all__ = ["KINDS", "Month", "Plan", "Projection", "plan_of", "projection"]

_MOST_MONTHS = 600


@attrs.frozen(kw_only=True)
class Month:
    """A month of the plan, with what is likely; `recurring` is a part of `revenue`; `costs` are the variable and the
    fixed ones; `lowest` and `highest` bound what has come together by its end."""

    number: int
    label: str
    revenue: Fraction
    recurring: Fraction
    variable: Fraction
    fixed: Fraction
    costs: Fraction
    result: Fraction
    together: Fraction
    lowest: Fraction
    highest: Fraction


@attrs.frozen(kw_only=True)
class Projection:
    """The plan as a table. `notes` say what was assumed where the model says too little."""

    currency: str
    months: tuple[Month, ...]
    notes: tuple[str, ...]
    rests: bool
    """Whether some customers stay as many as they are only since the model says too little of them."""
    shares: bool
    """Whether customers on plans come and go as all of their segment do."""
    inputs: tuple[Input, ...]

    @property
    def low_month(self) -> int:
        """The month at whose end money is likely lowest; 0 where it never goes below what there was at the start."""
        return _first_lowest([each.together for each in self.months])

    @property
    def even_month(self) -> int | None:
        """The first month that likely makes no loss."""
        return _first_even([each.result for each in self.months])

    @property
    def back_month(self) -> int | None:
        """The month at whose end what was spent is likely back; 0 where nothing ever is missing."""
        return _first_back([each.together for each in self.months])


def projection(canvas: Canvas) -> Projection:
    """The plan of a model; raises `Absent` where something is missing, `Undefined` where it can't be computed."""
    sheet = Sheet(canvas)
    plan = plan_of(sheet)
    if plan is None:
        raise Absent("the model says no prices or no costs, so that there is nothing to project")
    likely = {each.name: each.likely for each in sheet.inputs.values()}
    rows = []
    for number in range(1, plan.months + 1):
        sides = (total(each.in_month(number) for each in side)
                 for side in (plan.comes, plan.recurs, plan.varies, plan.stays))  # fmt: skip
        revenue, recurring, variable, fixed = (side.value(likely) for side in sides)
        together = plan.together(number)
        lowest, highest = plan.sum_ranges[number - 1]
        rows.append(Month(number=number, label=label(canvas, number), revenue=revenue, recurring=recurring,
                          variable=variable, fixed=fixed, costs=variable + fixed, result=revenue - variable - fixed,
                          together=together.value(likely), lowest=lowest, highest=highest))  # fmt: skip
    return Projection(currency=sheet.currency, months=tuple(rows), notes=plan.notes, rests=plan.rests,
                      shares=plan.shares, inputs=tuple(sheet.inputs.values()))  # fmt: skip


@attrs.frozen(eq=False)
class Plan:
    """The flows of all months: what comes in, the costs that vary with what is sold, and those that do not."""

    months: int
    comes: tuple[Projected, ...]
    recurs: tuple[Projected, ...]
    """Of what comes in, what is paid again and again."""
    varies: tuple[Projected, ...]
    stays: tuple[Projected, ...]
    notes: tuple[str, ...]
    rests: bool
    shares: bool
    given: Mapping[str, Input]
    """The numbers that they are made of."""

    @property
    def goes(self) -> tuple[Projected, ...]:
        """All costs."""
        return (*self.stays, *self.varies)

    def in_month(self, month: int) -> Expression:
        """What is left of a month."""
        return self.results[month - 1]

    def together(self, month: int) -> Expression:
        """What has come together by the end of a month."""
        return self.sums[month - 1]

    @cached_property
    def results(self) -> tuple[Expression, ...]:
        """What is left of each month."""
        return tuple(
            total(each.in_month(month) for each in self.comes) - total(each.in_month(month) for each in self.goes)
            for month in range(1, self.months + 1)
        )

    @cached_property
    def sums(self) -> tuple[Expression, ...]:
        """What has come together by the end of each month."""
        return tuple(
            total(each.up_to(month) for each in self.comes) - total(each.up_to(month) for each in self.goes)
            for month in range(1, self.months + 1)
        )

    @cached_property
    def sum_ranges(self) -> tuple[Range, ...]:
        """The least and the most that may have come together by the end of each month."""
        return tuple(_range(self.given, each) for each in self.sums)


def plan_of(sheet: Sheet) -> Plan | None:
    """The flows of all months; `None` where the model has no prices or no costs."""
    return sheet.begun("plan", _plan)


def _plan(sheet: Sheet) -> Plan | None:
    canvas = sheet.canvas
    if not uses_money(canvas) or not says_costs(canvas):
        return None
    months = _months(canvas)
    known: dict[Any, Moving] = {}
    streams = [(stream, Projected.of(sheet, flow, months, known)) for stream in decided(canvas.revenues)
               for part in parts_of(stream) for flow in flows_of_revenue(sheet, part, "month")]  # fmt: skip
    comes, recurs = [each for _, each in streams], [each for stream, each in streams if stream.recurs]
    stays, varies = ([Projected.of(sheet, flow, months, known) for cost in decided(canvas.costs)
                      for flow in flows(sheet, cost, "month")] for flows in (fixed_flows, variable_flows))  # fmt: skip
    notes = dict.fromkeys(each.note for each in known.values() if each.note)
    return Plan(months, tuple(comes), tuple(recurs), tuple(varies), tuple(stays), tuple(notes),
                any(each.rests for each in known.values()), any(each.among is not None for each in known.values()),
                dict(sheet.inputs))  # fmt: skip


def _months(canvas: Canvas) -> int:
    """How many months the plan has; a part of a month is one."""
    heading = canvas.heading
    if heading is None or heading.horizon is None:
        raise Absent("`canvas` does not say how far the plan looks (`horizon`)",
                     None if heading is None else heading.here)  # fmt: skip
    months = -int(-months_of(heading.horizon) // 1)
    if not 1 <= months <= _MOST_MONTHS:
        raise Absent(f"the plan has {months} months, and what is computed is 1 to {_MOST_MONTHS}", heading.horizon.span)
    return months


def _range(given: Mapping[str, Input], expression: Expression) -> Range:
    return range_of(expression, {name: (each.low, each.high) for name, each in given.items()})


# ---- The figures ------------------------------------------------------------------


def _end(sheet: Sheet, _: Any) -> Expression | None:
    plan = plan_of(sheet)
    return None if plan is None else plan.together(plan.months)


def _lowest(sheet: Sheet, _: Any) -> Expression | None:
    """The least that has come together at the end of any month, and no more than the nothing of the start."""
    plan = plan_of(sheet)
    if plan is None:
        return None
    return Operation("min", (expression_of(0), *plan.sums))


def _lowest_month(sheet: Sheet, _: Any) -> Found | None:
    plan = plan_of(sheet)
    if plan is None:
        return None
    found = _found(sheet, plan.sums, _first_lowest)
    if sheet.conditions is not None:
        return found
    if not found.value:
        raise Absent("it never goes below what there was at the start")
    surely = min(high for _, high in plan.sum_ranges)
    possible = [number for number, (low, _) in enumerate(plan.sum_ranges, 1) if low <= surely]
    return attrs.evolve(found, low=Fraction(possible[0]), high=Fraction(possible[-1]))


def _paid_back(sheet: Sheet, _: Any) -> Found | None:
    """The first month at whose end nothing is missing any more, after something was."""
    plan = plan_of(sheet)
    if plan is None:
        return None
    found = _found(sheet, plan.sums, _first_back)
    if sheet.conditions is not None:
        return found
    if found.value == 0:
        raise Absent("there is nothing to pay back: it never goes below what there was at the start")
    if found.value < 0:
        raise Absent(f"what was spent is not back within {plan.months} months")
    soonest, latest = (_first_back([each[end] for each in plan.sum_ranges]) for end in (1, 0))
    if soonest is None or latest is None:
        raise Absent(f"what was spent may not be back within {plan.months} months; likely in month {found.value}")
    return attrs.evolve(found, low=Fraction(max(1, soonest)), high=Fraction(latest))


def _breaks_even(sheet: Sheet, _: Any) -> Found | None:
    """The first month in which no less comes in than goes out, whatever follows."""
    plan = plan_of(sheet)
    if plan is None:
        return None
    found = _found(sheet, plan.results, _first_even)
    if sheet.conditions is not None:
        return found
    if found.value < 0:
        raise Absent(f"no month brings in as much as goes out within {plan.months} months")
    soonest = 0
    for number, month in enumerate(plan.results, 1):
        low, high = _range(plan.given, month)
        soonest = soonest or (number if high >= 0 else 0)
        if low >= 0:
            return attrs.evolve(found, low=Fraction(soonest), high=Fraction(number))
    raise Absent(f"no month may bring in as much as goes out within {plan.months} months; likely month {found.value} "
                 "does")  # fmt: skip


def _found(sheet: Sheet, months: tuple[Expression, ...], find: Callable[[Sequence[Any]], int | None]) -> Found:
    """The likely month, -1 where there is none, with the search that found it."""
    likely = {each.name: each.likely for each in sheet.inputs.values()}
    number = find([value_of(month, likely, sheet.known) for month in months])
    value = Fraction(-1 if number is None else number)
    sheet.unit = "month"
    return Found(value, value, value, Search(months, find))


def _first_lowest(values: Sequence[Any]) -> int:
    """The first month in which there is least; 0 where that is never below nothing."""
    lowest = min(values)
    return values.index(lowest) + 1 if lowest < 0 else 0


def _first_even(values: Sequence[Any]) -> int | None:
    """The first month that makes no loss."""
    for number, value in enumerate(values, 1):
        if value >= 0:
            return number
    return None


def _first_back(values: Sequence[Any]) -> int | None:
    """The month from which on nothing is missing; 0 where nothing ever was, `None` where it never comes."""
    if min(values) >= 0:
        return 0
    missing = False
    for number, value in enumerate(values, 1):
        if value < 0:
            missing = True
        elif missing:
            return number
    return None


def _present_value(sheet: Sheet, _: Any) -> Expression | None:
    plan = plan_of(sheet)
    if plan is None:
        return None
    heading = sheet.canvas.heading
    if heading is None or heading.discount is None:
        raise Absent("`canvas` does not say at which rate later money counts less (`discount`)",
                     None if heading is None else heading.here)  # fmt: skip
    if heading.discount.low <= -100:
        raise Absent("money that counts nothing or less after a period has no value today", heading.discount.span)
    rate = sheet.growing(heading.discount, "discount", "i", per="month")
    return total(result / (1 + rate) ** month for month, result in enumerate(plan.results, 1))


_GROUP = "How the plan comes out"
_THEORY = ("T-ECO-14",)


def _kind(name: str, title: str, make: Any, *, unit: str = "money", synonyms: tuple[str, ...] = ()) -> Kind:
    return Kind(name=name, title=title, make=make, unit=unit, synonyms=synonyms, group=_GROUP, register=("C34",),
                theory=_THEORY, of=())  # fmt: skip


KINDS = (
    _kind("cumulative-profit", "What has come together at the horizon", _end),
    _kind("cash-low-point", "The least that comes together on the way: so much money is needed", _lowest,
          synonyms=("lowest-cash",)),
    _kind("cash-low-month", "The month at whose end money is lowest", _lowest_month, unit="month"),
    _kind("break-even-month", "The first month that makes no loss", _breaks_even, unit="month"),
    _kind("payback-month", "The month at whose end what was spent is back", _paid_back, unit="month"),
    _kind("net-present-value", "What the plan is worth today", _present_value, synonyms=("npv",)),
)  # fmt: skip
