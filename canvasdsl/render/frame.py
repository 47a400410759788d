"""One line of source with what is to be seen in it: the line, cut to a window when it is long, and marks below.

All arithmetic is in terminal cells: tabs take four, wide characters two, what was made visible as many as its spelling.
"""

from typing import NamedTuple

from canvasdsl.render.cells import cells, character_cells, wrap
from canvasdsl.render.escape_terminal import terminal_text

__all__ = ["Mark", "Row", "draw_line"]

_TAB = 4


class Mark(NamedTuple):
    """Underline the characters from `start` up to `end` of a line with `sign`, and say `label` about them."""

    start: int
    end: int
    sign: str
    label: str


class Row(NamedTuple):
    """One row below or of the source: its text, and the mark that it belongs to (`None` for the source itself)."""

    text: str
    mark: Mark | None


def draw_line(line: str, marks: list[Mark], *, width: int, encoding: str, ellipsis: str) -> list[Row]:
    """The source line followed by the rows of its marks, none wider than `width`.

    When the marks lie too far apart for one window, the line is drawn again for each.
    """
    marks = [_clamped(mark, len(line)) for mark in marks]
    together = _Window(line, min(m.start for m in marks), max(m.end for m in marks), width, encoding, ellipsis)
    if together.shows_all or len(marks) == 1:
        below = [row for mark in marks for row in _underline(mark, together, width, encoding)]
        return [Row(together.text, None), *below]
    rows = []
    for mark in marks:
        window = _Window(line, mark.start, mark.end, width, encoding, ellipsis)
        rows += [Row(window.text, None), *_underline(mark, window, width, encoding)]
    return rows


def _clamped(mark: Mark, length: int) -> Mark:
    """The mark inside its line, at least one character wide (one past the line's end at most)."""
    start = min(max(mark.start, 0), length)
    return mark._replace(start=start, end=max(min(mark.end, length), start + 1))


class _Window:
    """The part of a line that is shown: `text`, and where each of its characters stands in it."""

    def __init__(self, line: str, start: int, end: int, width: int, encoding: str, ellipsis: str) -> None:
        reach = end if end - start < width else start + width
        low, high = max(0, start - width), min(len(line), reach + width)
        pieces = _pieces(line[low:high], encoding)
        sizes = [size for _, size in pieces]
        first, last = 0, len(pieces)
        self.shows_all = reach == end
        if low > 0 or high < len(line) or sum(sizes) > width - 1:
            room = width - 2 * len(ellipsis) - 1
            first, last = _choose(sizes, start - low, reach - low, room)
            self.shows_all = self.shows_all and last >= min(end, len(line)) - low
        head = ellipsis if low + first > 0 else ""
        tail = ellipsis if low + last < len(line) else ""
        self.text = head + "".join(text for text, _ in pieces[first:last]) + tail
        self._low = low + first
        self._edges = [len(head)]
        for size in sizes[first:last]:
            self._edges.append(self._edges[-1] + size)

    def columns(self, start: int, end: int) -> tuple[int, int]:
        """The cells that the characters from `start` up to `end` take, at least one."""
        edges = self._edges
        left = edges[min(max(start - self._low, 0), len(edges) - 1)]
        right = edges[min(max(end - self._low, 0), len(edges) - 1)]
        return left, max(right, left + 1)


def _choose(sizes: list[int], start: int, end: int, room: int) -> tuple[int, int]:
    """Which pieces to show in `room` cells: the marked ones from their start, then what stands around them."""
    first = last = min(start, len(sizes))
    taken = 0
    while last < min(end, len(sizes)) and taken + sizes[last] <= room:
        taken += sizes[last]
        last += 1
    before = min(20, (room - taken) // 2)
    while first > 0 and sizes[first - 1] <= before:
        first -= 1
        before -= sizes[first]
        taken += sizes[first]
    while last < len(sizes) and taken + sizes[last] <= room:
        taken += sizes[last]
        last += 1
    while first > 0 and taken + sizes[first - 1] <= room:
        first -= 1
        taken += sizes[first]
    return first, last


def _pieces(text: str, encoding: str) -> list[tuple[str, int]]:
    """Each character as it is shown, with its cells."""
    if text.isascii() and text.isprintable():
        return [(character, 1) for character in text]
    pieces = []
    for character, size in zip(text, character_cells(text), strict=True):
        if character == "\t":
            pieces.append((" " * _TAB, _TAB))
        else:
            shown = terminal_text(character, encoding=encoding)
            pieces.append((shown, size if shown == character else len(shown)))
    return pieces


def _underline(mark: Mark, window: _Window, width: int, encoding: str) -> list[Row]:
    """The mark's row with its label beside it, or below it where the row is too short."""
    left, right = window.columns(mark.start, mark.end)
    signs = " " * left + mark.sign * (min(right, max(width, left + 1)) - left)
    label = terminal_text(mark.label, encoding=encoding)
    if not label:
        return [Row(signs, mark)]
    size = cells(label)
    if right + 1 + size <= width:
        return [Row(f"{signs} {label}", mark)]
    indent = max(0, min(left, width - size))
    return [Row(signs, mark), *(Row(" " * indent + part, mark) for part in wrap(label, width - indent))]
