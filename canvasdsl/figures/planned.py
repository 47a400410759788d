"""What the plan gives for a figure in a month, and where a point of time lies in it."""

from typing import Any

from canvasdsl.figures.cash import plan_of
from canvasdsl.figures.crowds import crowds_of_segment
from canvasdsl.figures.expression import Expression, total
from canvasdsl.figures.growing import moving
from canvasdsl.figures.sheet import Sheet
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.quantities import When

__all__ = ["COLUMNS", "MONTHS", "month_at", "period_told", "planned"]

COLUMNS = {
    "revenue": "revenue", "sales": "revenue", "turnover": "revenue", "costs": "costs", "total-costs": "costs",
    "profit": "result", "cumulative-profit": "together", "monthly-recurring-revenue": "recurring", "mrr": "recurring",
}  # fmt: skip
"""The figures of the whole model that the plan shows month by month."""
MONTHS = {"month": 1, "quarter": 3, "year": 12}


def month_at(canvas: Canvas, when: When) -> int | None:
    """The month of the plan that ends at or holds a time; the month itself counts."""
    if when.date is None:
        return when.number * MONTHS[when.period] if when.period in MONTHS else None
    start = canvas.heading.start if canvas.heading is not None else None
    if start is None:
        return None
    whole = (when.date.year - start.year) * 12 + when.date.month - start.month
    return whole + (0 if when.date.day and when.date.day < (start.day or 1) else 1)


def planned(sheet: Sheet, figure: str, block: Any, month: int, period: str) -> Expression | None:
    """What a figure comes to in a month, or in the months of a longer period that end with it; `None` where the plan
    does not tell it. Raises `Absent` where the plan itself can't be made."""
    if block is not None:
        if figure != "customers" or block.word != "segment":
            return None
        crowds = crowds_of_segment(sheet.canvas, block)
        return total(moving(sheet, crowd).month(month) for crowd in crowds)
    column, length = COLUMNS.get(figure), MONTHS.get(period_told(figure, period) or "")
    plan = None if column is None or length is None else plan_of(sheet)
    if plan is None or length is None or month > plan.months or length > month:
        return None
    if column == "together":
        return plan.together(month)
    sides = {"revenue": (plan.comes,), "recurring": (plan.recurs,), "costs": (plan.goes,),
             "result": (plan.comes, plan.goes)}[column or ""]  # fmt: skip
    months = range(month - length + 1, month + 1)
    sums = [total(each.in_month(number) for number in months for each in side) for side in sides]
    return sums[0] if len(sums) == 1 else sums[0] - sums[1]


def period_told(figure: str, said: str | None) -> str | None:
    """The period of what the plan tells for a figure of which the author says this period: a figure of one month stays
    one of a month."""
    return "month" if COLUMNS.get(figure) == "recurring" else said
