"""The months of the plan: where `month 6` and a date lie, and for how much of a month an amount holds.

Month 1 begins at the `start` of the canvas. `from month 6` begins with the sixth month, `until month 6` ends with it.
"""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from canvasdsl.figures.inputs import Absent
from canvasdsl.figures.periods import PERIODS_A_YEAR
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.quantities import Date, When, length_of

__all__ = ["begins", "ends", "holds", "holds_now", "label", "months_of", "now"]

_LAST_YEAR = 9_000
_MONTHS = {"month": Fraction(1), "quarter": Fraction(3), "year": Fraction(12)}
_IN_A_YEAR = {"second": 31_536_000, "minute": 525_600, "hour": 8_760}


def begins(canvas: Canvas, amount: Any) -> Fraction | None:
    """After how many months of the plan an amount begins; `None` where it always did."""
    return None if amount.start is None else _place(canvas, amount, amount.start, after=False)


def ends(canvas: Canvas, amount: Any) -> Fraction | None:
    """After how many months of the plan an amount ends; `None` where it never does."""
    return None if amount.end is None else _place(canvas, amount, amount.end, after=True)


def holds(canvas: Canvas, amount: Any, month: int) -> Fraction:
    """For which share of a month an amount holds: of one that begins on the 16th of June, half of June."""
    start, end = begins(canvas, amount), ends(canvas, amount)
    first = Fraction(month - 1) if start is None else max(start, Fraction(month - 1))
    last = Fraction(month) if end is None else min(end, Fraction(month))
    return max(Fraction(0), last - first)


def now(canvas: Canvas) -> int:
    """The month of which figures are that look at one period: that of the model's `date`, from month 1 on."""
    heading = canvas.heading
    if heading is None or heading.date is None or heading.start is None:
        return 1
    return max(1, int(_after(_day(heading.date), _day(heading.start))) + 1)


def holds_now(canvas: Canvas, amount: Any) -> bool:
    """Whether an amount holds in the month of which figures are."""
    return (amount.start is None and amount.end is None) or holds(canvas, amount, now(canvas)) > 0


def months_of(duration: Any) -> Fraction:
    """A length of time in months, as is likely."""
    unit, size = length_of(duration.unit) or "month", Fraction(duration.value)
    if unit in _IN_A_YEAR:
        return size * 12 / _IN_A_YEAR[unit]
    return size * 12 / PERIODS_A_YEAR[unit]


def label(canvas: Canvas, month: int) -> str:
    """When a month begins, such as `2027-06`, with its day where that is not the first; empty without a `start`."""
    heading = canvas.heading
    if heading is None or heading.start is None:
        return ""
    first = _later(_day(heading.start), month - 1)
    return f"{first:%Y-%m}" if first.day == 1 else f"{first:%Y-%m-%d}"


def _place(canvas: Canvas, amount: Any, when: When, *, after: bool) -> Fraction:
    if when.date is None:
        number = when.number if after else when.number - 1
        return number * (_MONTHS.get(when.period) or 12 / PERIODS_A_YEAR[when.period])
    heading = canvas.heading
    if heading is None or heading.start is None:
        raise Absent(f"an amount {'ends' if after else 'begins'} on {when.date}, and `canvas` does not say when month "
                     "1 begins (`start`)", amount.here)  # fmt: skip
    day = _day(when.date)
    if after:
        day = day + timedelta(days=1) if when.date.day else _later(day, 1)
    return _after(day, _day(heading.start))


def _day(said: Date) -> date:
    """A date as a day; a month without a day is its first. Dates end before Python's do, so that months may follow."""
    return date(min(said.year, _LAST_YEAR), said.month, said.day or 1)


def _later(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    following = date(day.year + years + (month == 11), (month + 1) % 12 + 1, 1)
    return date(day.year + years, month + 1, min(day.day, (following - timedelta(days=1)).day))


def _after(day: date, start: date) -> Fraction:
    """How many months after the start a day lies; parts of a month by its days."""
    whole = (day.year - start.year) * 12 + day.month - start.month
    if _later(start, whole) > day:
        whole -= 1
    first, following = _later(start, whole), _later(start, whole + 1)
    return whole + Fraction((day - first).days, (following - first).days)
