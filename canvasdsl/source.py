"""Text and positions: a `Source` is a name and its text, a `Span` a stretch of it.

Offsets count characters from 0; lines and columns, as people see them, count from 1.
"""

from bisect import bisect_right
from functools import cached_property
from typing import NamedTuple

import attrs

__all__ = ["Position", "Source", "Span"]


class Span(NamedTuple):
    """A stretch of the source called `source`, from `start` up to but not including `end`."""

    source: str
    start: int
    end: int


class Position(NamedTuple):
    """A place as people count: line and column from 1, columns in characters."""

    line: int
    column: int


@attrs.frozen(eq=False, repr=False)
class Source:
    """A name and its text. The text has no byte-order mark and `\\n` line ends (see `outside.files`)."""

    name: str
    text: str

    @cached_property
    def line_starts(self) -> list[int]:
        """The offset of the first character of each line."""
        starts = [0]
        find = self.text.find
        at = find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = find("\n", at + 1)
        return starts

    def position(self, offset: int) -> Position:
        """The line and column of `offset`."""
        line = bisect_right(self.line_starts, offset)
        return Position(line, offset - self.line_starts[line - 1] + 1)

    def line(self, number: int) -> str:
        """The text of line `number` (from 1) without its line end."""
        start = self.line_starts[number - 1]
        end = self.text.find("\n", start)
        return self.text[start:] if end < 0 else self.text[start:end]

    def __repr__(self) -> str:
        return f"Source({self.name!r}, {len(self.text)} characters)"
