"""The value of a figure in the reader's words: `1,858 EUR`, `92% per month`, `month 9`, `302 customers`."""

from fractions import Fraction

from canvasdsl.figures.figure import Figure
from canvasdsl.views.phrasing import Phrasing, counted_as

__all__ = ["figure_number", "figure_range", "figure_value"]

_CUSTOMERS = "customers"


def figure_value(figure: Figure, say: Phrasing) -> str:
    """The value of a figure that has one."""
    assert figure.value is not None
    return figure_number(figure.value, figure.unit, say)


def figure_range(figure: Figure, say: Phrasing) -> str:
    """Its least and greatest value; empty where both are the same."""
    if figure.low is None or figure.high is None or figure.low >= figure.high:
        return ""
    unit, of = figure.unit.partition(" per ")[0], figure.unit
    if unit == "month":
        high = figure_number(figure.high, of, say)
        return say.wording("view.number.range", low=say.whole(int(figure.low)), high=high)
    return say.wording("view.number.range", low=figure_number(figure.low, unit, say),
                       high=figure_number(figure.high, unit, say))  # fmt: skip


def figure_number(value: Fraction | float, unit: str, say: Phrasing) -> str:
    """A number in the unit of a figure."""
    if unit == "month":
        return say.wording("view.number.month", number=say.whole(int(value)))
    first, per, rest = unit.partition(" per ")
    if first == _CUSTOMERS:
        plain = say.amount(value)
        said = say.wording.count("view.number.customers", counted_as(value, value), value=plain)
        return say.wording("brief.number.per", amount=said, unit=say.period(rest)) if per else said
    return say.amount(value, unit)
