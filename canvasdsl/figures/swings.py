"""By how much a figure moves when each of its numbers alone goes to its ends, and what moves it most (T-ECO-10).

A number goes to the ends of its range. One without a range goes a tenth up and down; a share above a half a tenth of
what is missing to the whole, so that 92% goes from 91.2% to 92.8%.
"""

from fractions import Fraction
from typing import Any

import attrs

from canvasdsl.figures.blocks import holders_of
from canvasdsl.figures.expression import Expression, Undefined
from canvasdsl.figures.figure import Absent, Input, Kind
from canvasdsl.figures.sheet import Sheet
from canvasdsl.model.canvas import Canvas

__all__ = ["PART", "Swing", "Swings", "swings_of"]

PART = Fraction(1, 10)
"""So far a number goes that has no range: [D]."""


@attrs.frozen
class Swing:
    """A number and what the figure comes to at its two ends; `None` where it has no value there."""

    input: Input
    low: Fraction
    high: Fraction
    at_low: Fraction | None
    at_high: Fraction | None

    @property
    def assumed(self) -> bool:
        """Whether its ends are ours, since the author wrote no range."""
        return not self.input.is_range

    def size(self, value: Fraction) -> Fraction:
        """How far the figure moves between its ends; `value` stands for an end without one."""
        ends = [value if each is None else each for each in (self.at_low, self.at_high)]
        return max(*ends, value) - min(*ends, value)


@attrs.frozen
class Swings:
    """The likely value of a figure and its swings, the widest first; those that move nothing are left out."""

    value: Fraction
    unit: str
    swings: tuple[Swing, ...]


def swings_of(canvas: Canvas, kind: Kind, block: Any) -> Swings | None:
    """The swings of a figure; `None` where it has no formula or no likely value."""
    sheet = Sheet(canvas, () if block is None else holders_of(canvas, block))
    sheet.conditions = []
    try:
        made = kind.make(sheet, block)
        if not isinstance(made, Expression):
            return None
        likely = {name: each.likely for name, each in sheet.inputs.items()}
        value = _value(made, sheet.conditions, likely)
    except (Absent, Undefined):
        return None
    if value is None:
        return None
    found = []
    for name, given in sheet.inputs.items():
        if name in made.names:
            low, high = _ends(given)
            ends = [_value(made, sheet.conditions, {**likely, name: end}) for end in (low, high)]
            swing = Swing(given, low, high, ends[0], ends[1])
            if swing.size(value) or None in ends:
                found.append(swing)
    found.sort(key=lambda swing: -swing.size(value))
    unit = sheet.unit or {"money": sheet.currency, "share": "%"}.get(kind.unit, "")
    return Swings(value, unit, tuple(found))


def _ends(given: Input) -> tuple[Fraction, Fraction]:
    if given.is_range:
        return given.low, given.high
    likely = given.likely
    is_share = "%" in given.written and Fraction(1, 2) < likely < 1
    step = abs(1 - likely if is_share else likely) * PART
    return likely - step, likely + step


def _value(made: Expression, conditions: list[Expression], values: dict[str, Fraction]) -> Fraction | None:
    try:
        return None if any(each.value(values) < 0 for each in conditions) else made.value(values)
    except Undefined:
        return None
