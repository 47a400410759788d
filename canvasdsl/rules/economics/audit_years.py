"""What a year or quarter comes to where amounts begin or end within it: month by month, not twelve times one."""

from collections.abc import Iterator
from fractions import Fraction

import attrs

from canvasdsl.figures.comparing import Known
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.entities import with_said
from canvasdsl.model.quantities import CURRENCIES, Date
from canvasdsl.rules.economics.audited import Said, known_of
from canvasdsl.rules.parts import once

__all__ = ["years_of"]

_LENGTHS = {"quarter": 3, "year": 12}
_YEARS = 3
"""So many years of the plan are tried: a claim does not say of which it is."""


def years_of(canvas: Canvas, said: Said) -> list[Known]:
    """What an amount per year or quarter comes to in the first years of the plan, and of the calendar, the first first;
    none where the claim is of another period, or the figure no amount of a month."""
    length = _LENGTHS.get(said.quantity.period or "")
    if length is None or said.quantity.unit not in CURRENCIES or canvas.heading is None:
        return []
    months = list(_by_month(canvas, said))
    shown = next((each for each in months if each.period == "month" and each.unit in CURRENCIES), None)
    if shown is None:
        return []
    start = canvas.heading.start
    first = (1 - start.month) % length if start is not None else 0
    ends = dict.fromkeys((*range(length, len(months) + 1, length), *range(first or length, len(months) + 1, length)))
    found = []
    for end in ends:
        some = months[max(0, end - length) : end]
        low, value, high = (
            sum((getattr(each, word) for each in some), Fraction(0)) for word in ("low", "value", "high")
        )
        found.append(attrs.evolve(shown, low=low, value=value, high=high, period=said.quantity.period))
    return found


def _by_month(canvas: Canvas, said: Said) -> Iterator[Known]:
    """The figure in each of the first months of the plan; nothing where an amount can't be placed."""
    for moved in _moved(canvas):
        given = known_of(moved, said)
        yield given[0] if given and not given[0].absent else Known(said.figure)


@once
def _moved(canvas: Canvas) -> tuple[Canvas, ...]:
    """The same model, looked at in each of the first months; made once for all claims."""
    heading = canvas.heading
    start = heading.start if heading is not None and heading.start is not None else Date(2001, 1, 1)
    found = []
    for number in range(_YEARS * 12):
        years, month = divmod(start.month - 1 + number, 12)
        date = Date(start.year + years, month + 1, min(start.day or 1, 28))
        moved = with_said(canvas, {"heading": with_said(heading, {"start": start, "date": date})})
        vars(moved)["index"] = canvas.index.anew()  # no block that refers to others has changed
        found.append(moved)
    return tuple(found)
