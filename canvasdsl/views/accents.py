"""In which accent a chart of one block is drawn: that of the only segment that the block serves, else none."""

from typing import Any

import attrs

from canvasdsl.model.canvas import Canvas
from canvasdsl.views.drawing import SMALL, Board
from canvasdsl.views.poster.canvas_poster import threads
from canvasdsl.views.poster.poster import segment_accent, segment_letter, segment_mark
from canvasdsl.views.typeset import SEMIBOLD

__all__ = ["NOBODYS", "Accent", "accent_of"]


@attrs.frozen
class Accent:
    """The tone of lines and areas, and the mark beside them, with a letter beyond the eighth segment; without a segment
    they are of no one."""

    tone: str = "soft"
    accent: int | None = None
    mark: str = ""
    letter: str = ""

    def put(self, board: Board, x: float, y: float, *, radius: float = 3.2) -> float:
        """Draws the mark with its middle at a place; returns how much room it takes to the right of `x`, none where
        there is no mark."""
        if not self.mark:
            return 0.0
        board.mark(x + radius, y, radius, self.accent, self.mark)
        if not self.letter:
            return 2 * radius + 4
        label = board.text(x + 2 * radius + 2, y, self.letter, size=SMALL, weight=SEMIBOLD, middle=True)
        return 2 * radius + label.width + 6


NOBODYS = Accent()
"""Of what serves no segment, or several."""


def accent_of(canvas: Canvas, block: Any) -> Accent:
    """The accent of the segment that a block serves alone."""
    served = canvas.index.kept("threads of blocks", lambda: threads(canvas)).get(id(block), ())
    if len(served) != 1:
        return NOBODYS
    (number,) = served
    return Accent(f"a{segment_accent(number)}", segment_accent(number), segment_mark(number), segment_letter(number))
