"""Text and positions: a `Source` is a name and its text, a `Span` a stretch of it.

Offsets count characters from 0; lines and columns, as people see them, count from 1. A `Woven` source is made of pieces
of others and knows where each character was written.
"""

from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property
from itertools import accumulate, pairwise
from typing import NamedTuple

import attrs

__all__ = ["Piece", "Position", "Source", "Span", "Stretch", "Woven", "woven"]


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

    def origin(self, offset: int) -> "tuple[Source, int]":
        """The source in which the character at `offset` was written, and its offset there."""
        return self, offset

    def written(self, span: Span) -> Span:
        """Where the text of a span of this source was written."""
        return span

    def file(self, offset: int) -> str:
        """The name of the file in which the character at `offset` was written."""
        return self.origin(offset)[0].name

    def __repr__(self) -> str:
        return f"Source({self.name!r}, {len(self.text)} characters)"


class Piece(NamedTuple):
    """A stretch of a source. With `instead`, other words that stand for what was written there."""

    source: Source
    start: int
    end: int
    instead: str | None = None

    @property
    def text(self) -> str:
        """What the piece says."""
        return self.source.text[self.start : self.end] if self.instead is None else self.instead


class Stretch(NamedTuple):
    """A part of a woven text, from `here` on: where in which file it was written."""

    here: int
    file: str
    start: int
    end: int


@attrs.frozen(eq=False, repr=False)
class Woven(Source):
    """A text made of `pieces`; a position in it is the one where the words were written."""

    pieces: tuple[Piece, ...]
    starts: tuple[int, ...]
    """Where each of the pieces begins."""

    def origin(self, offset: int) -> tuple[Source, int]:
        if not self.pieces:
            return self, offset
        at = self._piece_at(offset)
        piece = self.pieces[at]
        inside = 0 if piece.instead is not None else min(offset - self.starts[at], piece.end - piece.start)
        return piece.source.origin(piece.start + inside)

    def written(self, span: Span) -> Span:
        """Where the text of a span was written; of several pieces, where the longest of them was."""
        if not self.pieces:
            return span
        first, last = self._piece_at(span.start), self._piece_at(max(span.end - 1, span.start))
        bounds = (span.start, *self.starts[first + 1 : last + 1], span.end)
        parts = [part for part in enumerate(pairwise(bounds), first) if self.pieces[part[0]].instead is None]
        if not parts:
            source, at = self.origin(span.start)
            return Span(source.name, at, at)
        number, (start, end) = max(parts, key=lambda part: part[1][1] - part[1][0])
        piece = self.pieces[number]
        moved = piece.start - self.starts[number]
        return piece.source.written(Span(piece.source.name, start + moved, end + moved))

    @cached_property
    def stretches(self) -> "tuple[Stretch, ...]":
        """The parts of the text that were written somewhere, in their order."""
        found: list[Stretch] = []
        for here, piece in zip(self.starts, self.pieces):
            if piece.instead is not None:
                continue
            source, moved = piece.source, here - piece.start
            if not isinstance(source, Woven):
                found.append(Stretch(here, source.name, piece.start, piece.end))
                continue
            below = source.stretches
            first = max(bisect_right(below, piece.start, key=lambda one: one.here) - 1, 0)
            for one in below[first:]:
                if one.here >= piece.end:
                    break
                cut = max(piece.start - one.here, 0)
                end = min(one.end, one.start + piece.end - one.here)
                if one.start + cut < end:
                    found.append(Stretch(one.here + cut + moved, one.file, one.start + cut, end))
        return tuple(found)

    def _piece_at(self, offset: int) -> int:
        return max(bisect_right(self.starts, offset) - 1, 0)

    def position(self, offset: int) -> Position:
        source, at = self.origin(offset)
        return source.position(at) if source is not self else Source(self.name, self.text).position(offset)


def woven(name: str, pieces: Iterable[Piece]) -> Woven:
    """The text that the pieces make, those without words left out."""
    kept = tuple(piece for piece in pieces if piece.text)
    texts = [piece.text for piece in kept]
    return Woven(name, "".join(texts), kept, tuple(accumulate(map(len, texts[:-1]), initial=0)) if texts else ())
