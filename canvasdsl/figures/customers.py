"""What a customer costs, brings and is worth: retention, acquisition cost, lifetime value and what follows."""

from fractions import Fraction
from typing import Any

from canvasdsl.figures import lifetime
from canvasdsl.figures.expression import Expression, expression_of, total
from canvasdsl.figures.figure import Absent, Kind
from canvasdsl.figures.sheet import Sheet
from canvasdsl.model.quantities import Quantity

__all__ = ["KINDS"]

_GROUP = "What a customer is worth"
_PERIODS = {"day": "days", "week": "weeks", "month": "months", "quarter": "quarters", "year": "years"}
_OF = ("relationship",)


def _any(expression: Expression) -> Any:
    """An expression where a formula on fractions is asked for: it takes both."""
    return expression


# ---- What several figures take --------------------------------------------------


def _period(sheet: Sheet, relationship: Any) -> str:
    """The period in which customers stay or leave: that of the retention."""
    said: Quantity | None = relationship.retention or relationship.churn
    rate: Quantity = sheet.need(said, relationship, "retention")
    if rate.period is None:
        raise Absent("the retention does not say in which period", rate.span)
    return rate.period


def _retention(sheet: Sheet, relationship: Any, per: str) -> Expression:
    if relationship.retention is not None:
        return sheet.staying(relationship.retention, "retention", "r", per=per)
    churn: Quantity = sheet.need(relationship.churn, relationship, "retention")
    stays = 1 - sheet.share(churn, "churn", "c")
    if churn.period is None:
        raise Absent("the churn does not say in which period", churn.span)
    from canvasdsl.figures.periods import retention_in

    return stays if churn.period == per else expression_of(retention_in(_any(stays), churn.period, per))


def _discount(sheet: Sheet, per: str) -> Expression:
    heading = sheet.canvas.heading
    if heading is None or heading.discount is None:
        return sheet.number(0)
    return sheet.growing(heading.discount, "discount", "i", per=per)


def _margin(sheet: Sheet, relationship: Any, per: str) -> Expression:
    """What one customer leaves in a period, after keeping."""
    margin = sheet.money(sheet.need(relationship.margin, relationship, "margin"), "margin", "m", per=per)
    if relationship.retention_cost is None:
        return margin
    return margin - sheet.money(relationship.retention_cost, "retention-cost", "k", per=per)


def _acquisition_cost(sheet: Sheet, relationship: Any) -> Expression:
    if relationship.acquisition_cost is not None:
        return sheet.money(relationship.acquisition_cost, "acquisition-cost", "AC")
    spent = relationship.acquisition
    if spent is None or spent.is_idea:
        raise Absent(f"`{relationship.id or relationship.name}` says nothing of `acquisition-cost`", relationship.here)
    new = sheet.need(spent.new_customers, relationship, "new-customers")
    words = [("advertising", "A"), ("sales", "S"), ("incentive", "I"), ("setup", "U")]
    said = [(word, sign, getattr(spent, word)) for word, sign in words if getattr(spent, word) is not None]
    if not said:
        raise Absent("the acquisition says nothing of what is spent", spent.here)
    amounts = [sheet.money(amount, word, sign, per=new.period) for word, sign, amount in said]
    return total(amounts) / sheet.count(new, "new-customers", "n")


def _convention(relationship: Any) -> str:
    return relationship.convention or lifetime.AFTER_RETENTION


def _gross_value(sheet: Sheet, relationship: Any) -> Expression:
    per = _period(sheet, relationship)
    growth = sheet.number(0)
    if relationship.margin_growth is not None:
        growth = sheet.growing(relationship.margin_growth, "margin-growth", "g", per=per)
    retention, discount = _retention(sheet, relationship, per), _discount(sheet, per)
    margin = _margin(sheet, relationship, per)
    if _least(sheet, 1 + discount - retention * (1 + growth)) <= 0:
        raise Absent("customers stay so surely, or margins grow so fast, that the value has no end: 1 + i − r·(1 + g) "
                     "is not above 0", relationship.place("retention"))  # fmt: skip
    return expression_of(
        lifetime.lifetime_value(_any(margin), _any(retention), _any(discount), _convention(relationship),
                                growth=_any(growth))
    )  # fmt: skip


def _least(sheet: Sheet, expression: Expression) -> Fraction:
    from canvasdsl.figures.ranges import range_of

    return range_of(expression, {name: (each.low, each.high) for name, each in sheet.inputs.items()})[0]


# ---- The figures ------------------------------------------------------------------


def _retention_figure(sheet: Sheet, relationship: Any) -> Expression | None:
    if relationship.retention is None and relationship.churn is None:
        return None
    per = _period(sheet, relationship)
    sheet.unit = f"% per {per}"
    return _retention(sheet, relationship, per)


def _churn_figure(sheet: Sheet, relationship: Any) -> Expression | None:
    stays = _retention_figure(sheet, relationship)
    return None if stays is None else 1 - stays


def _yearly_churn(sheet: Sheet, relationship: Any) -> Expression | None:
    if relationship.retention is None and relationship.churn is None:
        return None
    sheet.unit = "% per year"
    return 1 - _retention(sheet, relationship, "year")


def _life(sheet: Sheet, relationship: Any) -> Expression | None:
    if relationship.retention is None and relationship.churn is None:
        return None
    per = _period(sheet, relationship)
    sheet.unit = _PERIODS[per]
    return expression_of(lifetime.mean_life(_any(_retention(sheet, relationship, per))))


def _value(sheet: Sheet, relationship: Any) -> Expression | None:
    if relationship.margin is None:
        return None
    gross = _gross_value(sheet, relationship)
    if relationship.acquisition_cost is None and relationship.acquisition is None:
        return gross
    return gross - _acquisition_cost(sheet, relationship)


def _cost(sheet: Sheet, relationship: Any) -> Expression | None:
    if relationship.acquisition_cost is None and relationship.acquisition is None:
        return None
    return _acquisition_cost(sheet, relationship)


def _value_to_cost(sheet: Sheet, relationship: Any) -> Expression | None:
    if relationship.margin is None and relationship.acquisition_cost is None:
        return None
    return _gross_value(sheet, relationship) / _acquisition_cost(sheet, relationship)


def _payback(sheet: Sheet, relationship: Any) -> Expression | None:
    if relationship.margin is None or (relationship.acquisition_cost is None and relationship.acquisition is None):
        return None
    sheet.unit = "months"
    return _acquisition_cost(sheet, relationship) / _margin(sheet, relationship, "month")


KINDS = (
    Kind(name="retention", title="Customers who stay", group=_GROUP, register=("C12",), theory=("T-ECO-6",), of=_OF,
         unit="share", make=_retention_figure),
    Kind(name="churn", title="Customers who leave", group=_GROUP, register=("C12",), theory=("T-ECO-6",), of=_OF,
         unit="share", make=_churn_figure),
    Kind(name="yearly-churn", title="Customers who leave in a year", group=_GROUP, register=("C13",),
         theory=("T-ECO-6",), of=_OF, unit="share", make=_yearly_churn),
    Kind(name="mean-life", title="How long a customer stays on average", group=_GROUP, register=("C14",),
         theory=("T-ECO-6",), of=_OF, unit="periods", make=_life),
    Kind(name="acquisition-cost", synonyms=("cac",), title="What winning a customer costs", group=_GROUP,
         register=("C15",), theory=("T-ECO-7",), of=_OF, unit="money", make=_cost),
    Kind(name="lifetime-value", synonyms=("clv", "ltv"), title="What a customer is worth over a lifetime", group=_GROUP,
         register=("C16", "C17"), theory=("T-ECO-3", "T-ECO-4"), of=_OF, unit="money", make=_value),
    Kind(name="ltv-to-cac", title="How many times a customer is worth what winning one costs", group=_GROUP,
         register=("C19",), theory=("T-ECO-7",), of=_OF, unit="ratio", make=_value_to_cost),
    Kind(name="payback", title="After how long winning a customer is paid back", group=_GROUP, register=("C19",),
         theory=("T-ECO-7",), of=_OF, unit="periods", make=_payback),
)  # fmt: skip

