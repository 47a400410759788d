"""Until when a customer counts as active: the window that is declared for a segment, its offers or the whole (C30)."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from canvasdsl.figures.blocks import named
from canvasdsl.figures.periods import PERIODS_A_YEAR
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.quantities import Quantity, length_of

__all__ = ["active_days", "days_in", "windows_of"]

_LONGEST = 10_000_000
"""Days in which nobody lapses, whatever is written."""
_IN_A_DAY = {"second": 86_400, "minute": 1_440, "hour": 24}


def windows_of(canvas: Canvas, segment: Any) -> list[Quantity]:
    """The windows that hold for a segment: its own, its contract's, that of its offers, that of the whole model."""
    if segment.active is not None:
        return [segment.active.within]
    if segment.grace is not None:
        return [segment.grace]
    offers = canvas.index.naming(segment.key, "proposition", "for") if segment.key else ()
    found = [each.active.within for each in offers if each.active is not None]
    if found:
        return found
    heading = canvas.heading
    return [heading.active.within] if heading is not None and heading.active is not None else []


def active_days(canvas: Canvas, relationship: Any) -> int | None:
    """How many whole days after a purchase a customer of a relationship counts as active; `None` where nothing says so.

    A grace is added to the window, or where none is said to the contract: 12 months and 60 days are 425 days
    (T-CUS-8). Of several windows the widest counts, so that nobody counts as lost whom one of them still counts.
    """
    found = [days for segment in named(canvas, (each.segment for each in relationship.segments))
             for days in _days_of(canvas, segment)]  # fmt: skip
    return min(int(max(found)), _LONGEST) if found else None


def _days_of(canvas: Canvas, segment: Any) -> Iterator[Fraction]:
    if segment.grace is None:
        yield from (days_in(each) for each in windows_of(canvas, segment))
        return
    contract = segment.active.within if segment.active is not None else segment.contract_term or segment.buys_every
    if contract is not None:
        yield days_in(contract) + days_in(segment.grace)


def days_in(duration: Quantity) -> Fraction:
    """A length of time in days; a month is a twelfth of 365."""
    length = length_of(duration.unit) or "day"
    if length in _IN_A_DAY:
        return Fraction(duration.value) / _IN_A_DAY[length]
    return Fraction(duration.value) * 365 / PERIODS_A_YEAR[length]
