"""What may have come together by the end of each month of the plan: percentiles over simulated runs, by month."""

import attrs

from canvasdsl.figures.cash import plan_of
from canvasdsl.figures.compiling import compiled
from canvasdsl.figures.expression import Undefined
from canvasdsl.figures.inputs import Absent
from canvasdsl.figures.sheet import Sheet
from canvasdsl.figures.simulation import Draws
from canvasdsl.model.canvas import Canvas

__all__ = ["SHARES", "Fan", "fan_of"]

SHARES = (5, 25, 50, 75, 95)
"""Below so many per cent of all runs each percentile lies."""


@attrs.frozen(kw_only=True)
class Fan:
    """For each month the percentiles of `SHARES`, in order; `below` is in how many of all runs money was ever missing,
    `ahead` in how many there is something left in the end."""

    currency: str
    runs: int
    months: tuple[tuple[float, ...], ...]
    below: int
    ahead: int


def fan_of(canvas: Canvas, drawn: Draws) -> Fan | None:
    """The fan of a plan; `None` where there is no plan, or nothing in it varies, or some run has no value."""
    sheet = Sheet(canvas)
    try:
        plan = plan_of(sheet)
        if plan is None:
            return None
        months = [plan.together(month) for month in range(1, plan.months + 1)]
        varying = [each for each in sheet.inputs.values() if each.is_range]
        if not varying:
            return None
        fixed = {each.name: each.likely for each in sheet.inputs.values() if not each.is_range}
        compute = compiled(months, [each.name for each in varying], fixed)
        runs = [compute(*values) for values in zip(*drawn.together(varying), strict=True)]
    except (Absent, Undefined, ArithmeticError, ValueError):
        return None
    found = []
    for values in zip(*runs, strict=True):
        ordered = sorted(values)
        found.append(tuple(ordered[min(len(ordered) * share // 100, len(ordered) - 1)] for share in SHARES))
    return Fan(
        currency=sheet.currency, runs=len(runs), months=tuple(found),
        below=sum(min(run) < 0 for run in runs), ahead=sum(run[-1] >= 0 for run in runs),
    )  # fmt: skip
