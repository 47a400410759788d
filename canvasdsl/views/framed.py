"""A drawing on a sheet of its own: below its title, above its notes, with a margin."""

import attrs

from canvasdsl.views.drawing import SMALL, Board, Drawing
from canvasdsl.views.typeset import SEMIBOLD, measure, wrap

__all__ = ["framed"]

_MARGIN, _TITLE = 20.0, 14.0


def framed(drawing: Drawing) -> Drawing:
    """The drawing with its title and its notes around it."""
    board = Board(drawing.width)
    at_right = drawing.direction == "rtl"
    x, align = (drawing.width, "end") if at_right else (0.0, "start")
    head = board.text(x, 0, drawing.title, width=_even(drawing.title, drawing.width), size=_TITLE,
                      weight=SEMIBOLD, align=align)  # type: ignore[arg-type]
    # A title is ours, also where it begins with a name that runs the other way.
    board.shapes[-1] = attrs.evolve(head, direction=drawing.direction)
    top = head.height + 10
    foot = Board(drawing.width)
    down = 0.0
    for note in drawing.notes:
        down += foot.text(x, down, note, size=SMALL, tone="faint", align=align).height + 2  # type: ignore[arg-type]
    middle = Board(drawing.width)
    middle.add(*drawing.shapes)
    bottom = top + drawing.height + (10 if drawing.notes else 0)
    shapes = (*board.moved(_MARGIN, _MARGIN), *middle.moved(_MARGIN, _MARGIN + top),
              *foot.moved(_MARGIN, _MARGIN + bottom))  # fmt: skip
    return attrs.evolve(drawing, shapes=shapes, width=drawing.width + 2 * _MARGIN,
                        height=bottom + down + 2 * _MARGIN)  # fmt: skip


def _even(title: str, width: float) -> float:
    """The width at which a title has as many lines as at `width`, and none of them is much shorter than the others."""
    lines = len(wrap(title, width, _TITLE, weight=SEMIBOLD))
    # No word is cut that was whole.
    least = max(width / lines, *(min(width, measure(word, _TITLE, weight=SEMIBOLD)) for word in title.split() or [""]))
    while lines > 1 and width - least > 4:
        middle = (least + width) / 2
        if len(wrap(title, middle, _TITLE, weight=SEMIBOLD)) > lines:
            least = middle
        else:
            width = middle
    return width
