"""What more retention would bring, and what a `what-if` would change (C21 to C23); a table over retention and discount.

Elasticity and uplift need no margin: they are gross of acquisition cost where nothing else is said.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import attrs

from canvasdsl.figures import lifetime
from canvasdsl.figures.customers import GROUP
from canvasdsl.figures.expression import Expression, Step, Undefined, expression_of
from canvasdsl.figures.figure import Kind
from canvasdsl.figures.inputs import Absent
from canvasdsl.figures.periods import growth_in, retention_in
from canvasdsl.figures.sheet import Sheet, plain
from canvasdsl.figures.worth import (
    acquisition_cost,
    convention,
    discount,
    gross_value,
    growth,
    least,
    margin,
    period,
    retention,
    says_cost,
    says_staying,
)
from canvasdsl.model.canvas import Canvas

__all__ = ["KINDS", "Sensitivity", "case_difference", "sensitivity", "sensitivity_of", "value_table"]

_OF = ("relationship",)
_CASE = ("what-if",)


# ---- More retention ---------------------------------------------------------------


def _rates(sheet: Sheet, relationship: Any) -> tuple[Expression, Expression, Expression]:
    per = period(sheet, relationship)
    return retention(sheet, relationship, per), discount(sheet, per), growth(sheet, relationship, per)


def _more(sheet: Sheet, relationship: Any) -> Expression:
    """The retention in its own period where it is some points a year higher: monthly rates leave no room for them."""
    points = Fraction(sheet.canvas.threshold("retention-points")) / 100
    _, rate, grows = _rates(sheet, relationship)
    per = period(sheet, relationship)
    a_year = retention(sheet, relationship, "year") + points
    if least(sheet, 1 - a_year) < 0:
        raise Absent(f"{float(points * 100):g} points more a year would be a retention above 100%",
                     _staying(relationship))  # fmt: skip
    higher: Expression = a_year
    if per != "year":
        higher = Step("r⁺", f"retention with more per {per}", expression_of(retention_in(plain(a_year), "year", per)))
    if least(sheet, 1 + rate - higher * (1 + grows)) <= 0:
        raise Absent("with more retention the value has no end", _staying(relationship))
    return higher


def _staying(relationship: Any) -> Any:
    return (relationship.retention or relationship.churn).span


def _uplift(sheet: Sheet, relationship: Any) -> Expression | None:
    if not says_staying(relationship):
        return None
    higher = _more(sheet, relationship)
    stays, rate, grows = _rates(sheet, relationship)
    if least(sheet, stays) <= 0:
        raise Absent("nobody may stay, so that there is nothing that could rise", _staying(relationship))
    when = convention(relationship)
    before = lifetime.multiple(plain(stays), plain(rate), when, plain(grows))
    return expression_of(lifetime.multiple(plain(higher), plain(rate), when, plain(grows)) / before - 1)


def _net_uplift(sheet: Sheet, relationship: Any) -> Expression | None:
    if not says_staying(relationship) or relationship.margin is None or not says_cost(relationship):
        return None
    before = gross_value(sheet, relationship) - acquisition_cost(sheet, relationship)
    higher = _more(sheet, relationship)
    _, rate, grows = _rates(sheet, relationship)
    leaves = margin(sheet, relationship, period(sheet, relationship))
    after = lifetime.lifetime_value(plain(leaves), plain(higher), plain(rate), convention(relationship),
                                    growth=plain(grows))  # fmt: skip
    if least(sheet, before) <= 0:
        raise Absent("a customer may be worth no more than winning one costs, so that no share of it can be told",
                     relationship.margin.span)  # fmt: skip
    return (expression_of(after) - acquisition_cost(sheet, relationship)) / before - 1


def _elasticity(sheet: Sheet, relationship: Any) -> Expression | None:
    if not says_staying(relationship):
        return None
    stays, rate, grows = _rates(sheet, relationship)
    if least(sheet, 1 + rate - stays * (1 + grows)) <= 0:
        raise Absent("the value has no end, so that it has no share that could rise", _staying(relationship))
    return expression_of(lifetime.elasticity(plain(stays), plain(rate), convention(relationship), plain(grows)))


def _net_elasticity(sheet: Sheet, relationship: Any) -> Expression | None:
    """Elasticity of the value after acquisition cost: times gross value over net value."""
    if not says_staying(relationship) or relationship.margin is None or not says_cost(relationship):
        return None
    gross = gross_value(sheet, relationship)
    net = gross - acquisition_cost(sheet, relationship)
    if least(sheet, net) <= 0:
        raise Absent("a customer may be worth no more than winning one costs", relationship.margin.span)
    stays, rate, grows = _rates(sheet, relationship)
    moved = lifetime.elasticity(plain(stays), plain(rate), convention(relationship), plain(grows))
    return expression_of(moved) * gross / net


# ---- What-ifs -----------------------------------------------------------------------


def _relationship(sheet: Sheet) -> Any:
    """The relationship whose other case it is."""
    return sheet.holders[-1]


def _case_value(sheet: Sheet, case: Any) -> Expression:
    relationship = _relationship(sheet)
    gross = gross_value(sheet, relationship, case)
    if not says_cost(relationship) and case.acquisition_cost is None:
        return gross
    return gross - acquisition_cost(sheet, relationship, case)


def case_difference(sheet: Sheet, case: Any) -> Expression:
    """How much more a customer would be worth in a what-if, after what winning one costs in each case."""
    relationship = _relationship(sheet)
    now = gross_value(sheet, relationship)
    if says_cost(relationship):
        now = now - acquisition_cost(sheet, relationship)
    elif case.acquisition_cost is not None:
        sheet.need(None, relationship, "acquisition-cost")
    return _case_value(sheet, case) - now


def _case_break_even(sheet: Sheet, case: Any) -> Expression | None:
    """The retention at which the margin of the case is worth as much as that of today (C22)."""
    relationship = _relationship(sheet)
    if case.margin is None and case.retention_cost is None:
        return None
    gross_value(sheet, relationship)
    per = period(sheet, relationship)
    stays, rate, grows = _rates(sheet, relationship)
    now, then = margin(sheet, relationship, per), margin(sheet, relationship, per, case)
    if least(sheet, now) <= 0 or least(sheet, then) <= 0:
        raise Absent("a customer may leave nothing, so that no retention makes up for it", case.here)
    sheet.unit = f"% per {per}"
    found = expression_of(
        lifetime.retention_for(plain(now), plain(then), plain(stays), plain(rate), convention(relationship),
                               plain(grows))
    )  # fmt: skip
    if least(sheet, 1 - found) < 0:
        raise Absent("it may be that no retention makes up for it, not even that of all customers", case.here)
    if least(sheet, found) < 0:
        raise Absent("the other case may be worth it even if nobody stayed", case.here)
    return found


# ---- A table over retention and discount ----------------------------------------------


@attrs.frozen
class Sensitivity:
    """Lifetime values before acquisition cost, a row for each retention, a column for each discount; `None` where the
    value has no end. Rates are shares of 1, retentions in `period`, discounts in `discount_period`; `row` and `column`
    are those of the present case."""

    retentions: tuple[Fraction, ...]
    discounts: tuple[Fraction, ...]
    values: tuple[tuple[Fraction | None, ...], ...]
    period: str = "year"
    discount_period: str = "year"
    currency: str = ""
    row: int = 0
    column: int = 0


def value_table(
    margin: Fraction, retentions: Sequence[Fraction], discounts: Sequence[Fraction], convention: str,
    *, growth: Fraction = Fraction(0),
) -> tuple[tuple[Fraction | None, ...], ...]:  # fmt: skip
    """The lifetime value for each retention (rows) and discount (columns), all in one period."""
    return tuple(
        tuple(
            lifetime.lifetime_value(margin, stays, rate, convention, growth=growth)
            if lifetime.has_value(stays, rate, growth)
            else None
            for rate in discounts
        )
        for stays in retentions
    )


_AROUND = (-2, -1, 0, 1, 2)
_RETENTION_STEPS = tuple(Fraction(size, 1_000) for size in (50, 20, 10, 5, 2, 1))
_DISCOUNT_STEPS = tuple(Fraction(size, 1_000) for size in (20, 10, 5, 2, 1))


def sensitivity_of(canvas: Canvas, relationship: Any) -> Sensitivity | None:
    """The table around what a relationship says; `None` where it has no lifetime value."""
    if not says_staying(relationship) or relationship.margin is None:
        return None
    try:
        return sensitivity(canvas, relationship)
    except (Absent, Undefined):
        return None


def sensitivity(canvas: Canvas, relationship: Any) -> Sensitivity:
    """Two steps each way, five points wide in retention and two in discount, or narrower where there is no room for
    them below 100% and above 0%. Raises `Absent` or `Undefined` where there is no lifetime value."""
    sheet = Sheet(canvas)
    per = period(sheet, relationship)
    rates = _rates(sheet, relationship)
    leaves = margin(sheet, relationship, per)
    likely = {name: each.likely for name, each in sheet.inputs.items()}
    stays, _, grows = (rate.value(likely) for rate in rates)
    said = canvas.heading.discount if canvas.heading is not None else None
    discount_period = (said.period if said is not None else None) or "year"
    rate = Fraction(said.value) / 100 if said is not None else Fraction(0)
    step = next((each for each in _RETENTION_STEPS if stays + 2 * each < 1), _RETENTION_STEPS[-1])
    retentions = tuple(found for at in _AROUND if 0 < (found := stays + at * step) < 1 or not at)
    step = next((each for each in _DISCOUNT_STEPS if rate - 2 * each >= 0), _DISCOUNT_STEPS[0])
    discounts = tuple(found for at in _AROUND if (found := rate + at * step) >= 0 or not at)
    values = value_table(
        leaves.value(likely), retentions, [growth_in(each, discount_period, per) for each in discounts],
        convention(relationship), growth=grows,
    )  # fmt: skip
    return Sensitivity(retentions, discounts, values, per, discount_period, sheet.currency,
                       row=retentions.index(stays), column=discounts.index(rate))  # fmt: skip


KINDS = (
    Kind(name="retention-uplift", title="How much more a customer is worth with a few points more retention a year",
         group=GROUP, register=("C21",), theory=("T-ECO-2", "T-BEN-5", "T-CUS-11"), of=_OF, unit="share", make=_uplift),
    Kind(name="net-retention-uplift", title="The same after what winning a customer costs", group=GROUP,
         register=("C21",), theory=("T-ECO-2",), of=_OF, unit="share", make=_net_uplift),
    Kind(name="retention-elasticity", title="By how many per cent the value rises with one per cent more retention",
         group=GROUP, register=("C23",), theory=("T-ECO-10",), of=_OF, unit="ratio", make=_elasticity),
    Kind(name="net-retention-elasticity", title="The same after what winning a customer costs", group=GROUP,
         register=("C23",), theory=("T-ECO-10",), of=_OF, unit="ratio", make=_net_elasticity),
    Kind(name="what-if-value", title="What a customer would be worth in the other case", group=GROUP,
         register=("C22",), theory=("T-ECO-9", "T-ECO-10"), of=_CASE, unit="money", make=_case_value),
    Kind(name="what-if-difference", title="How much more a customer would be worth in the other case", group=GROUP,
         register=("C22",), theory=("T-ECO-9",), of=_CASE, unit="money", make=case_difference),
    Kind(name="break-even-retention", title="The retention from which the other case is worth it", group=GROUP,
         register=("C22",), theory=("T-ECO-9",), of=_CASE, unit="share", make=_case_break_even),
)  # fmt: skip
