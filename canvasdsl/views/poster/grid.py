"""The grid of the canvas, in tenths of the width, with rows that give way to their contents, and the size of the notes.

Rows move before any text shrinks. Then notes shrink step by step, all together as long as that reads well, then block
by block, where it is tightest, down to the paper's floor.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

import attrs

from canvasdsl.views.poster.placed import Paper
from canvasdsl.views.poster.poster import BLOCKS, BlockKey

__all__ = ["A3", "A4", "PAPERS", "Cell", "Rows", "block_width", "cell", "choose_sizes", "fitting_rows", "needed_height",
           "squeezed_rows"]

A4 = Paper(name="a4", width=841.89, height=595.28, margin=28.0, scale=1.0, floor=6.0, comfort=7.5,
           sizes=(10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0))
A3 = Paper(name="a3", width=1190.55, height=841.89, margin=38.0, scale=1.38, floor=7.0, comfort=9.5,
           sizes=(14.5, 14.0, 13.5, 13.0, 12.5, 12.0, 11.5, 11.0, 10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0))
PAPERS = {"a4": A4, "a3": A3}

_COLUMNS: Mapping[BlockKey, tuple[int, int]] = {
    "partner": (0, 2), "activity": (2, 4), "resource": (2, 4), "proposition": (4, 6), "relationship": (6, 8),
    "channel": (6, 8), "segment": (8, 10), "cost": (0, 5), "revenue": (5, 10),
}
"""The left and right edge of each block in tenths of the width (T-BMC-0)."""
_UPPER: tuple[tuple[BlockKey, ...], ...] = (
    ("partner",), ("activity", "resource"), ("proposition",), ("relationship", "channel"), ("segment",)
)
_LOWER: tuple[tuple[BlockKey, ...], ...] = (("cost",), ("revenue",))
_LOWER_SHARE = 0.26

Heights = Mapping[BlockKey, float]
Sizes = Mapping[BlockKey, float]


@attrs.frozen(kw_only=True)
class Rows:
    """The heights of the upper and the lower band, and where the two divided columns are divided."""

    upper: float
    lower: float
    divisions: tuple[float, float]


@attrs.frozen(kw_only=True)
class Cell:
    """A block's place on a page."""

    x: float
    y: float
    width: float
    height: float


def choose_sizes(
    paper: Paper, room: float, heights_at: Callable[[Sizes], Heights], *, least: float
) -> tuple[Sizes, bool]:
    """A size of notes for each block, none below `least`, and whether everything fits into `room` with it."""
    sizes = dict.fromkeys(BLOCKS, paper.comfort)
    for size in paper.sizes:
        sizes = dict.fromkeys(BLOCKS, size)
        if size <= paper.comfort or needed_height(heights_at(sizes)) <= room:
            break
    smaller = [size for size in paper.sizes if least <= size < paper.comfort]
    while True:
        heights = heights_at(sizes)
        if needed_height(heights) <= room:
            return sizes, True
        tightest = [key for band in (_UPPER, _LOWER) for key in max(band, key=lambda keys: _sum(keys, heights))]
        candidates = [key for key in tightest if smaller and sizes[key] > smaller[-1]]
        if not candidates:
            return sizes, False
        key = max(candidates, key=lambda key: (sizes[key], heights[key]))
        sizes[key] = max(size for size in smaller if size < sizes[key])


def needed_height(heights: Heights) -> float:
    """The height of the canvas in which every block has the height that it needs."""
    return _need(_UPPER, heights) + _need(_LOWER, heights)


def fitting_rows(heights: Heights, room: float) -> Rows:
    """The rows when everything fits: the lower band about a quarter, the divided columns halved, as far as may be."""
    lower = max(_need(_LOWER, heights), min(_LOWER_SHARE * room, room - _need(_UPPER, heights)))
    upper = room - lower
    top = max(heights["activity"], heights["relationship"])
    bottom = max(heights["resource"], heights["channel"])
    if top + bottom <= upper:
        middle = min(max(upper / 2, top), upper - bottom)
        return Rows(upper=upper, lower=lower, divisions=(middle, middle))
    left, right = (min(max(upper / 2, heights[above]), upper - heights[under]) for above, under in _divided())
    return Rows(upper=upper, lower=lower, divisions=(left, right))


def squeezed_rows(heights: Heights, room: float) -> Rows:
    """The rows when not everything fits: who needs little gets it, the others share."""
    lower = min(_need(_LOWER, heights), max(0.34 * room, room - _need(_UPPER, heights)))
    lower = max(lower, 0.16 * room)
    upper = room - lower
    left, right = (_division(heights[above], heights[under], upper) for above, under in _divided())
    return Rows(upper=upper, lower=lower, divisions=(left, right))


def cell(key: BlockKey, paper: Paper, top: float, rows: Rows) -> Cell:
    """The place of the block called `key` on a canvas that begins at `top`."""
    left, _ = _COLUMNS[key]
    x, width = paper.margin + left * (paper.width - 2 * paper.margin) / 10, block_width(key, paper)
    if (key,) in _LOWER:
        return Cell(x=x, y=top + rows.upper, width=width, height=rows.lower)
    for (above, under), division in zip(_divided(), rows.divisions, strict=True):
        if key == above:
            return Cell(x=x, y=top, width=width, height=division)
        if key == under:
            return Cell(x=x, y=top + division, width=width, height=rows.upper - division)
    return Cell(x=x, y=top, width=width, height=rows.upper)


def block_width(key: BlockKey, paper: Paper) -> float:
    """The width of a block on the paper."""
    left, right = _COLUMNS[key]
    return (right - left) * (paper.width - 2 * paper.margin) / 10


def _division(above: float, under: float, room: float) -> float:
    if above + under <= room:
        return min(max(room / 2, above), room - under)
    return above if above <= room / 2 else max(room / 2, room - under)


def _divided() -> Iterator[tuple[BlockKey, BlockKey]]:
    return ((keys[0], keys[1]) for keys in _UPPER if len(keys) == 2)


def _need(band: Sequence[tuple[BlockKey, ...]], heights: Heights) -> float:
    return max(_sum(keys, heights) for keys in band)


def _sum(keys: tuple[BlockKey, ...], heights: Heights) -> float:
    return sum(heights[key] for key in keys)
