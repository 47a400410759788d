"""Customers over time: conversions of rates, groups that began together, the base, and what all customers are worth.

C13, C18, C20 and the growth of the base (T-CRM-2).
"""

from fractions import Fraction
from typing import Any

from canvasdsl.figures import lifetime
from canvasdsl.figures.blocks import decided, named
from canvasdsl.figures.customers import GROUP
from canvasdsl.figures.expression import Expression, Step, Symbol, expression_of, total
from canvasdsl.figures.figure import Kind
from canvasdsl.figures.inputs import Absent
from canvasdsl.figures.periods import PERIODS_A_YEAR, retention_in, times
from canvasdsl.figures.ranges import range_of
from canvasdsl.figures.sheet import Sheet, plain
from canvasdsl.figures.worth import (
    acquisition_cost,
    convention,
    discount,
    gross_value,
    growth,
    margin,
    period,
    retention,
    says_cost,
    says_staying,
)
from canvasdsl.model.quantities import length_of

__all__ = ["KINDS", "cohort_parts", "discount_each"]

_OF = ("relationship",)
_MOST_TERMS = 600


# ---- From one period to another -------------------------------------------------------


def _yearly(sheet: Sheet, relationship: Any) -> Expression | None:
    return _converted(sheet, relationship, "year")


def _monthly(sheet: Sheet, relationship: Any) -> Expression | None:
    return _converted(sheet, relationship, "month")


def _converted(sheet: Sheet, relationship: Any, per: str) -> Expression | None:
    if not says_staying(relationship) or period(sheet, relationship) == per:
        return None
    sheet.unit = f"% per {per}"
    own = period(sheet, relationship)
    return expression_of(retention_in(plain(retention(sheet, relationship, own)), own, per))


# ---- A group that began together --------------------------------------------------------


def _cohort_value(sheet: Sheet, cohort: Any) -> Expression:
    """The present value of all, less what winning them cost (C18)."""
    left, margins, rate, paid = cohort_parts(sheet, cohort)
    return expression_of(lifetime.cohort_value(plain(left), plain(margins), plain(rate), acquisition_cost=plain(paid)))


def cohort_parts(
    sheet: Sheet, cohort: Any
) -> tuple[list[Expression], list[Expression], Expression, Expression]:  # fmt: skip
    """How many are left, from the start on; what one leaves, from the first period on; the discount for a period; and
    what winning one cost, 0 where nothing is said."""
    relationship = sheet.holders[-1]
    survivors = sheet.need(cohort.survivors, cohort, "survivors")
    revenue, cost = sheet.need(cohort.revenue, cohort, "revenue"), cohort.cost
    if len(revenue) != len(survivors) - 1 or (cost and len(cost) != len(revenue)):
        raise Absent("its rows do not cover the same periods: `survivors` begins with those at the start, `revenue` "
                     "and `cost` with the first period", cohort.place("survivors"))  # fmt: skip
    left = [sheet.count(each, f"survivors {number}", f"n{_below(number)}") for number, each in enumerate(survivors)]
    margins: list[Expression] = [sheet.money(each, f"revenue {number}", f"p{_below(number)}")
                                 for number, each in enumerate(revenue, 1)]  # fmt: skip
    for number, each in enumerate(cost, 1):
        margins[number - 1] -= sheet.money(each, f"cost {number}", f"v{_below(number)}")
    said = cohort.acquisition_cost or relationship.acquisition_cost
    paid = sheet.number(0) if said is None else sheet.money(said, "acquisition-cost", "AC")
    return [*left], margins, discount_each(sheet, cohort), paid


def _below(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"))


def discount_each(sheet: Sheet, cohort: Any) -> Expression:
    """The discount for one period of a cohort, which is a year where nothing is said."""
    every = cohort.every
    if every is None:
        return discount(sheet, "year")
    length = length_of(every.unit)
    if length not in PERIODS_A_YEAR or every.low != every.high or every.value <= 0:
        raise Absent("`every` is no length of time that a rate can be converted to", every.span)
    rate = discount(sheet, length)
    if every.value == 1:
        return rate
    return Step("d", f"discount per {every.written}", (1 + rate) ** Fraction(every.value) - 1)


def _cohort_each(sheet: Sheet, cohort: Any) -> Expression:
    return _cohort_value(sheet, cohort) / sheet.count(cohort.survivors[0], "survivors 0", "n₀")


# ---- As long as it is meant to last -----------------------------------------------------


def _within_horizon(sheet: Sheet, relationship: Any) -> Expression | None:
    """The lifetime value of the periods of the horizon alone, so that it has an end whatever the rates are."""
    horizon = relationship.horizon
    if horizon is None or relationship.margin is None or not says_staying(relationship):
        return None
    per, length = period(sheet, relationship), length_of(horizon.unit)
    if length not in PERIODS_A_YEAR:
        raise Absent("the horizon is too short for a period of the retention", horizon.span)
    stays, rate, grows = retention(sheet, relationship, per), discount(sheet, per), growth(sheet, relationship, per)
    leaves = margin(sheet, relationship, per)
    periods = sheet.take(horizon, "horizon", "h", scale=times(per, length))
    each = expression_of(stays * (1 + grows) / (1 + rate))
    low, high = range_of(each, {name: (each.low, each.high) for name, each in sheet.inputs.items()})
    if low <= 1 <= high:
        found = leaves * _margins_one_by_one(sheet, relationship, each, stays, rate, periods, surely=low == high)
    else:
        found = leaves * lifetime.multiple_within(
            plain(stays), plain(rate), convention(relationship), plain(periods), plain(grows)
        )  # fmt: skip
    return found - acquisition_cost(sheet, relationship) if says_cost(relationship) else expression_of(found)


def _margins_one_by_one(
    sheet: Sheet, relationship: Any, each: Expression, stays: Expression, rate: Expression, periods: Symbol,
    *, surely: bool,
) -> Expression:  # fmt: skip
    """The multiple where each margin may be worth as much as the one before it, or `surely` is, so that the short sum
    would divide by zero."""
    said = sheet.inputs[periods.name]
    first: Any = lifetime.first_margin(plain(stays), plain(rate), convention(relationship))
    if surely:
        return expression_of(first) * periods
    if said.is_range or said.likely.denominator != 1 or said.likely > _MOST_TERMS:
        raise Absent("a margin may be worth as much as the one before it, and then the horizon has to be a whole "
                     f"number of periods, {_MOST_TERMS} at most", said.span)  # fmt: skip
    return expression_of(first) * total(each**number for number in range(int(said.likely)))


# ---- All customers ------------------------------------------------------------------------


def _equity(sheet: Sheet, _: Any) -> Expression | None:
    """What all customers are worth who are there; what winning them cost is spent, and does not count (C20)."""
    parts = [part for segment in decided(sheet.canvas.segments) if (part := _part(sheet, segment)) is not None]
    return total(parts) if parts else None


def _segment_equity(sheet: Sheet, segment: Any) -> Expression | None:
    return _part(sheet, segment)


def _part(sheet: Sheet, segment: Any) -> Expression | None:
    """Customers × lifetime value; `None` where no relationship of the model has a value, or nobody is counted."""
    valued = [each for each in decided(sheet.canvas.relationships) if each.margin is not None and says_staying(each)]
    if not valued or segment.customers is None:
        return None
    with_it = [each for each in valued if segment in named(sheet.canvas, (one.segment for one in each.segments))]
    if not with_it:
        raise Absent(f"`{segment.id or segment.name}` has customers, and no relationship with it says `margin` and "
                     "`retention`", segment.place("customers"))  # fmt: skip
    if len(with_it) > 1:
        raise Absent(f"`{segment.id or segment.name}` has several relationships with a margin, so that its customers "
                     "would count twice", with_it[1].place("margin"))  # fmt: skip
    with sheet.inside(segment):
        customers = sheet.count(segment.customers, "customers", "N")
    with sheet.inside(with_it[0]):
        return customers * gross_value(sheet, with_it[0])


def _next_base(sheet: Sheet, relationship: Any) -> Expression | None:
    """The base after one period: those who stay and those who are won (T-CRM-2)."""
    spent = relationship.acquisition
    if not says_staying(relationship) or spent is None or spent.is_idea or spent.new_customers is None:
        return None
    per = period(sheet, relationship)
    segments = named(sheet.canvas, (each.segment for each in relationship.segments))
    counted = [each for each in segments if each.customers is not None]
    if not counted or len(counted) < len(segments):
        missing = next((each for each in segments if each.customers is None), relationship)
        sheet.need(None, missing, "customers")
    base = total(sheet.count(each.customers, f"customers of {each.id or each.name}", "N") for each in counted)
    won = sheet.count(spent.new_customers, "new-customers", "n", per=per)
    sheet.unit = f"customers after a {per}"
    return base * retention(sheet, relationship, per) + won


KINDS = (
    Kind(name="yearly-retention", title="Customers who stay for a year", group=GROUP, register=("C13",),
         theory=("T-ECO-6",), of=_OF, unit="share", make=_yearly),
    Kind(name="monthly-retention", title="Customers who stay for a month", group=GROUP, register=("C13",),
         theory=("T-ECO-6",), of=_OF, unit="share", make=_monthly),
    Kind(name="value-within-horizon", title="What a customer is worth as long as it is meant to last", group=GROUP,
         register=("C16", "C17"), theory=("T-ECO-3",), of=_OF, unit="money", make=_within_horizon),
    Kind(name="cohort-value", title="What a group that began together is worth", group=GROUP, register=("C18",),
         theory=("T-ECO-5",), of=("cohort",), unit="money", make=_cohort_value),
    Kind(name="cohort-value-per-customer", title="What one who began is worth", group=GROUP, register=("C18",),
         theory=("T-ECO-5",), of=("cohort",), unit="money", make=_cohort_each),
    Kind(name="customer-equity", title="What all customers are worth", group=GROUP, register=("C20",),
         theory=("T-ECO-8", "T-CRM-11", "T-VC-P1"), of=(), unit="money", make=_equity),
    Kind(name="segment-equity", title="What the customers of a segment are worth", group=GROUP, register=("C20",),
         theory=("T-ECO-8", "T-VC-P1"), of=("segment",), unit="money", make=_segment_equity),
    Kind(name="next-base", title="How many customers there are a period later", group=GROUP, register=(),
         theory=("T-CRM-2",), of=_OF, unit="count", make=_next_base),
)  # fmt: skip
