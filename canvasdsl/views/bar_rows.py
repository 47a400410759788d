"""Bars in rows: a name at the left, one or more bars on a scale that all rows share, and what each comes to behind it.

Upright lines through all rows say where something begins to be enough. Whatever is longer than its column wraps, and
the row grows taller.
"""

from collections.abc import Sequence

import attrs

from canvasdsl.views.charts import Scale
from canvasdsl.views.drawing import SMALL
from canvasdsl.views.paper import DASHED, Paper, Said, stack
from canvasdsl.views.typeset import REGULAR, SEMIBOLD, measure

__all__ = ["NAMES", "Bar", "BarRow", "Mark", "bar_rows"]

NAMES = 160.0
"""The width of the names."""
_GAP, _BAR, _STEP = 12.0, 10.0, 14.0
_ROOM, _LEAST_ROOM = 128.0, 40.0


@attrs.frozen(kw_only=True)
class Bar:
    """A bar from one value to another with the words behind it. `whole` is an outline from zero as long as that; `low`
    and `high` are the ends of a range, drawn as a thin line. One that is only an idea is an outline of dashes."""

    start: float = 0.0
    end: float
    said: str
    tone: str = "soft"
    opacity: float = 1.0
    strong: bool = False
    whole: float = 0.0
    low: float | None = None
    high: float | None = None
    is_idea: bool = False

    @property
    def reach(self) -> tuple[float, float]:
        """The least and the greatest value that it covers."""
        ends = [self.start, self.end, self.whole, self.low, self.high]
        known = [each for each in ends if each is not None]
        return min(known), max(known)


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
        y = max(stack(paper, 0, y, names, row.parts), _drawn(paper, y, row, across, behind=bool(marks))) + 7
    uprights = Paper(paper.width)
    if bars:
        uprights.line((across(0), head), (across(0), y - 4), tone="soft", width=0.7)
    for mark in marks:
        x = across(mark.value)
        uprights.line((x, head), (x, y - 4), tone=mark.tone, width=0.9, dash=(3, 2))
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


def _drawn(paper: Paper, y: float, row: BarRow, across: Scale, *, behind: bool) -> float:
    """The bars of a row; returns how far down they and their words reach."""
    if row.instead:
        label = paper.text(across.start, y, row.instead, size=SMALL, tone="soft", width=paper.width - across.start)
        return label.y + label.height
    for bar in row.bars:
        top = y + 1.5
        if bar.whole:
            paper.box(across(0), top, across(bar.whole) - across(0), _BAR, fill="wash", line="line")
        left, wide = across(bar.start), across(bar.end) - across(bar.start)
        # What is too short to be seen is a hair wide.
        wide = wide if abs(wide) >= 0.8 else 0.8
        if bar.is_idea:
            paper.box(left, top, wide, _BAR, line=bar.tone, dash=DASHED)
        else:
            paper.box(left, top, wide, _BAR, fill=bar.tone, opacity=bar.opacity)
        if bar.low is not None and bar.high is not None and bar.high > bar.low:
            middle = top + _BAR / 2
            paper.line((across(bar.low), middle), (across(bar.high), middle), tone="ink", width=0.9)
            for value in (bar.low, bar.high):
                paper.line((across(value), middle - 3), (across(value), middle + 3), tone="ink", width=0.9)
        x = across(max(bar.reach[1], 0.0)) + 6
        weight = SEMIBOLD if bar.strong else REGULAR
        label = Paper().text(x, y, bar.said, size=SMALL, weight=weight, width=paper.width - x)
        if behind:
            paper.box(x - 3, label.y, label.width + 5, label.height, fill="paper")
        paper.add(label)
        y = max(y + _STEP, label.y + label.height + 1)
    return y
