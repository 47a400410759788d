"""What a customer costs, brings and is worth: retention, acquisition cost, lifetime value and what follows."""

from typing import Any

from canvasdsl.figures import lifetime
from canvasdsl.figures.expression import Expression, expression_of
from canvasdsl.figures.figure import Kind
from canvasdsl.figures.inputs import Absent
from canvasdsl.figures.sheet import Sheet, plain
from canvasdsl.figures.worth import (
    IN_PERIODS,
    acquisition_cost,
    gross_value,
    least,
    margin,
    period,
    retention,
    says_cost,
    says_staying,
)

__all__ = ["GROUP", "KINDS"]

GROUP = "What a customer is worth"
_OF = ("relationship",)


# ---- The figures ------------------------------------------------------------------


def _retention_figure(sheet: Sheet, relationship: Any) -> Expression | None:
    if not says_staying(relationship):
        return None
    per = period(sheet, relationship)
    sheet.unit = f"% per {per}"
    return retention(sheet, relationship, per)


def _churn_figure(sheet: Sheet, relationship: Any) -> Expression | None:
    stays = _retention_figure(sheet, relationship)
    return None if stays is None else 1 - stays


def _yearly_churn(sheet: Sheet, relationship: Any) -> Expression | None:
    if not says_staying(relationship):
        return None
    sheet.unit = "% per year"
    return 1 - retention(sheet, relationship, "year")


def _life(sheet: Sheet, relationship: Any) -> Expression | None:
    if not says_staying(relationship):
        return None
    per = period(sheet, relationship)
    sheet.unit = IN_PERIODS[per]
    stays = retention(sheet, relationship, per)
    if least(sheet, 1 - stays) <= 0:
        said = relationship.retention or relationship.churn
        raise Absent("it may be that nobody leaves, so that the time has no end", said.span)
    return expression_of(lifetime.mean_life(plain(stays)))


def _value(sheet: Sheet, relationship: Any) -> Expression | None:
    if relationship.margin is None:
        return None
    gross = gross_value(sheet, relationship)
    if not says_cost(relationship):
        return gross
    return gross - acquisition_cost(sheet, relationship)


def _cost(sheet: Sheet, relationship: Any) -> Expression | None:
    if not says_cost(relationship):
        return None
    return acquisition_cost(sheet, relationship)


def _value_to_cost(sheet: Sheet, relationship: Any) -> Expression | None:
    if relationship.margin is None and relationship.acquisition_cost is None:
        return None
    return gross_value(sheet, relationship) / acquisition_cost(sheet, relationship)


def _payback(sheet: Sheet, relationship: Any) -> Expression | None:
    if relationship.margin is None or not says_cost(relationship):
        return None
    sheet.unit = "months"
    leaves = margin(sheet, relationship, "month")
    if least(sheet, leaves) <= 0:
        raise Absent("a customer may leave nothing, so that it is never paid back", relationship.margin.span)
    return acquisition_cost(sheet, relationship) / leaves


KINDS = (
    Kind(name="retention", title="Customers who stay", group=GROUP, register=("C12",), theory=("T-ECO-6",), of=_OF,
         unit="share", make=_retention_figure),
    Kind(name="churn", title="Customers who leave", group=GROUP, register=("C12",), theory=("T-ECO-6",), of=_OF,
         unit="share", make=_churn_figure),
    Kind(name="yearly-churn", title="Customers who leave in a year", group=GROUP, register=("C13",),
         theory=("T-ECO-6",), of=_OF, unit="share", make=_yearly_churn),
    Kind(name="mean-life", title="How long a customer stays on average", group=GROUP, register=("C14",),
         theory=("T-ECO-6",), of=_OF, unit="periods", make=_life),
    Kind(name="acquisition-cost", synonyms=("cac",), title="What winning a customer costs", group=GROUP,
         register=("C15",), theory=("T-ECO-7",), of=_OF, unit="money", make=_cost),
    Kind(name="lifetime-value", synonyms=("clv", "ltv"), title="What a customer is worth over a lifetime", group=GROUP,
         register=("C16", "C17"), theory=("T-ECO-3", "T-ECO-4"), of=_OF, unit="money", make=_value),
    Kind(name="ltv-to-cac", title="How many times a customer is worth what winning one costs", group=GROUP,
         register=("C19",), theory=("T-ECO-7",), of=_OF, unit="ratio", make=_value_to_cost),
    Kind(name="payback", title="After how long winning a customer is paid back", group=GROUP, register=("C19",),
         theory=("T-ECO-7",), of=_OF, unit="periods", make=_payback),
)  # fmt: skip
