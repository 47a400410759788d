"""Bars in rows: a name at the left, one or more bars on a scale that all rows share, and what each comes to behind it.

Upright lines through all rows say where something begins to be enough. Whatever is longer than its column wraps, and
the row grows taller.
"""

from collections.abc import Sequence

import attrs

from canvasdsl.views.drawing import SMALL
from canvasdsl.views.kit.charts import Scale
from canvasdsl.views.kit.paper import Paper, Said, stack
from canvasdsl.views.typeset import REGULAR, SEMIBOLD, measure

__all__ = ["NAMES", "Bar", "BarRow", "Mark", "bar_rows"]

NAMES = 160.0
"""The width of the names."""
_GAP, _BAR, _STEP = 12.0, 10.0, 14.0
_ROOM, _LEAST_ROOM = 128.0, 40.0


@attrs.frozen(kw_only=True)
class Bar:
    """A bar from one value to another with the words behind it; `before` is the tone of what lies between zero and its
    start. `whole` is an outline from zero as long as that."""

    start: float = 0.0
    end: float
    said: str
    tone: str = "soft"
    strong: bool = False
    before: str = ""
    whole: float = 0.0

    @property
    def reach(self) -> tuple[float, float]:
        """The least and the greatest value that it covers."""
        ends = (self.start, self.end, self.whole)
        return min(ends), max(ends)


@attrs.frozen(kw_only=True)
class BarRow:
    """A name with its bars, one below the other; without a bar only words stand in their place."""

    parts: tuple[Said, ...]
    bars: tuple[Bar, ...] = ()
    instead: str = ""
    strong: bool = False
    """A line stands above it."""


@attrs.frozen(kw_only=True)
class Mark:
    """An upright line through all rows at a value, with its words above."""

    value: float
    said: str
    tone: str = "ink"


def bar_rows(
    paper: Paper, y: float, rows: Sequence[BarRow], *, marks: Sequence[Mark] = (), names: float = NAMES,
    most: float = 0.0,
) -> float:  # fmt: skip
    """Rows from a height down; returns how far they reach. The scale begins at zero, or below where a bar does, and
    ends at the longest bar, a mark, or `most`."""
    bars = [bar for row in rows for bar in row.bars]
    said = [measure(bar.said, SMALL, weight=SEMIBOLD if bar.strong else REGULAR) for bar in bars]
    room = min(_ROOM, max([_LEAST_ROOM, *said]) + 8)
    low = min([0.0, *(bar.reach[0] for bar in bars)])
    high = max([most, *(bar.reach[1] for bar in bars), *(mark.value for mark in marks)])
    across = Scale(low, high if high > low else low + 1.0, names + _GAP, paper.width - room)
    top = _named(paper, y, marks, across)
    lines, head = len(paper.shapes), max(y, top - 2)
    y = top
    for row in rows:
        if row.strong:
            paper.line((0, y), (paper.width, y), tone="line", width=0.8)
            y += 4
        y = max(stack(paper, 0, y, names, row.parts), _drawn(paper, y, row, across, marks)) + 7
    uprights = Paper(paper.width)
    if any(not bar.whole for bar in bars):
        uprights.line((across(0), head), (across(0), y - 6), tone="soft", width=0.7)
    for mark in marks:
        x = across(mark.value)
        uprights.line((x, head), (x, y - 6), tone=mark.tone, width=0.9, dash=(3, 2))
    # Bars and words stand above the lines.
    paper.shapes[lines:lines] = uprights.shapes
    return y - 4 if rows else y


def _named(paper: Paper, y: float, marks: Sequence[Mark], across: Scale) -> float:
    """The words of the lines above them, a line lower where they would touch the ones before."""
    end, bottom = -1e9, y
    down = y
    for mark in sorted((each for each in marks if each.said), key=lambda each: each.value):
        width = min(measure(mark.said, SMALL), paper.width - NAMES)
        middle = min(max(across(mark.value), across.start + width / 2 - _GAP), paper.width - width / 2 - 0.5)
        if middle - width / 2 < end + 8:
            down = bottom
        bottom = down + paper.text(middle, down, mark.said, size=SMALL, tone="soft", align="middle",
                                   width=paper.width - NAMES).height  # fmt: skip
        end = middle + width / 2
    return bottom + (4 if bottom > y else 2 if marks else 0)


def _drawn(paper: Paper, y: float, row: BarRow, across: Scale, marks: Sequence[Mark]) -> float:
    """The bars of a row; returns how far down they and their words reach."""
    if row.instead:
        left = across(0) + 6
        label = paper.text(left, y, row.instead, size=SMALL, tone="soft", width=paper.width - left)
        return label.y + label.height
    for bar in row.bars:
        top = y + 1.5
        if bar.whole:
            paper.box(across(0), top, across(bar.whole) - across(0), _BAR, fill="wash", line="line")
        left, wide = across(bar.start), across(bar.end) - across(bar.start)
        if bar.before:
            paper.box(across(0), top, left - across(0), _BAR, fill=bar.before)
        # What is too short to be seen is a hair wide.
        paper.box(left, top, wide if abs(wide) >= 0.8 else 0.8, _BAR, fill=bar.tone)
        for mark in marks:
            if min(bar.start, bar.end) < mark.value < max(bar.start, bar.end):
                # What lies above a line shows where it passes.
                x = across(mark.value)
                paper.line((x, top), (x, top + _BAR), tone="paper", width=0.9)
        weight = SEMIBOLD if bar.strong else REGULAR
        x = _beside(across(max(bar.reach[1], 0.0)) + 6, measure(bar.said, SMALL, weight=weight), paper.width,
                    [across(mark.value) for mark in marks])  # fmt: skip
        label = paper.text(x, y, bar.said, size=SMALL, weight=weight, width=paper.width - x)
        y = max(y + _STEP, label.y + label.height + 1)
    return y


def _beside(x: float, width: float, right: float, lines: Sequence[float]) -> float:
    """Where words begin that would begin at `x`: behind the upright lines that they would cross, if they fit there."""
    for line in sorted(lines):
        if x - 3 < line < x + width + 3 and line + 6 + width <= right:
            x = line + 6
    return x
