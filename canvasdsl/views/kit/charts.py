"""What charts are made of: scales with round steps, axes with their numbers, labels that keep clear of each other."""

from collections.abc import Callable, Sequence
from math import ceil, floor, log10

import attrs

from canvasdsl.views.drawing import SMALL, Board
from canvasdsl.views.typeset import measure

__all__ = ["Plot", "Scale", "apart", "every_so_often", "round_steps"]

_ROUND = (1.0, 2.0, 2.5, 5.0, 10.0)


@attrs.frozen
class Scale:
    """From values to points: `low` stands at `start`, `high` at `end`."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Where a value stands."""
        span = (self.high - self.low) or 1.0
        return self.start + (value - self.low) / span * (self.end - self.start)


def round_steps(low: float, high: float, *, about: int = 5) -> list[float]:
    """Round numbers at even steps that reach from `low` to `high` and a little beyond."""
    if not high > low:
        low, high = (min(0.0, low), max(0.0, high)) if low or high else (0.0, 1.0)
    rough = (high - low) / about
    unit = 10.0 ** floor(log10(rough))
    step = next(unit * each for each in _ROUND if unit * each >= rough * 0.999)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return [round(step * number, 12) for number in range(first, last + 1)]


_STEPS = {"day": (1, 7, 14, 28, 91, 182), "week": (1, 2, 4, 13, 26, 52), "month": (1, 2, 3, 6, 12, 24, 60, 120),
          "quarter": (1, 2, 4, 8, 20, 40)}  # fmt: skip


def every_so_often(periods: int, per: str, *, about: int = 8) -> list[int]:
    """Numbers of periods from 0 on at which readers look: months by the half year or year, others by round numbers."""
    found = next((step for step in _STEPS.get(per, (1, 2, 5, 10, 20, 50)) if periods / step <= about), None)
    if found is None:
        found = int(round_steps(0, periods, about=about)[1])
    return list(range(0, periods + 1, max(1, found)))


@attrs.frozen(kw_only=True)
class Plot:
    """The field of a chart: its scales and edges."""

    across: Scale
    up: Scale
    left: float
    right: float
    top: float
    bottom: float

    @classmethod
    def on(
        cls, board: Board, *, across: tuple[float, float], up: Sequence[float], height: float,
        say: Callable[[float], str], left: float = 0.0, right: float = 0.0, top: float = 12.0, title: str = "",
    ) -> "Plot":  # fmt: skip
        """A field on the board with lines at the steps `up` and their numbers in words at the left; `title` says
        above them what they are. `right` is kept free for labels, and at least `left` for the numbers."""
        if title:
            top += board.text(0, top - 12, title, size=SMALL, tone="faint").height
        words = [say(step) for step in up]
        left = max(left, max(measure(word, SMALL) for word in words) + 6)
        plot = cls(
            across=Scale(*across, left, board.width - right), up=Scale(up[0], up[-1], top + height, top),
            left=left, right=board.width - right, top=top, bottom=top + height,
        )  # fmt: skip
        for step, word in zip(up, words, strict=True):
            y = plot.up(step)
            zero = step == 0
            board.line((left, y), (plot.right, y), tone="faint" if zero else "line", width=0.9 if zero else 0.6)
            board.text(left - 6, y, word, size=SMALL, tone="soft", align="end", middle=True)
        return plot

    def name_across(self, board: Board, steps: Sequence[tuple[float, str]], *, title: str = "") -> float:
        """The words below the field, those left out that would touch their neighbour, and what they are; returns how
        far down they reach."""
        end, down = -1e9, self.bottom
        for value, word in steps:
            half = measure(word, SMALL) / 2
            middle = min(max(self.across(value), half), board.width - half)
            if middle - half < end + 6:
                continue
            down = self.bottom + 6 + board.text(middle, self.bottom + 6, word, size=SMALL, tone="soft",
                                                align="middle").height  # fmt: skip
            end = middle + half
        if title:
            down += board.text((self.left + self.right) / 2, down, title, size=SMALL, tone="faint",
                               align="middle").height  # fmt: skip
        return down


def apart(wanted: Sequence[float], heights: Sequence[float], top: float, bottom: float) -> list[float]:
    """Middles for labels near where they are wanted, none above another, all between `top` and `bottom` if they fit."""
    order = sorted(range(len(wanted)), key=lambda number: wanted[number])
    placed = [0.0] * len(wanted)
    edge = top
    for number in order:
        placed[number] = max(wanted[number], edge + heights[number] / 2)
        edge = placed[number] + heights[number] / 2
    edge = bottom
    for number in reversed(order):
        placed[number] = min(placed[number], edge - heights[number] / 2)
        edge = placed[number] - heights[number] / 2
    return placed
