"""One document with another text laid over it: edits that are gathered, then made all at once.

What comes of it is a text of pieces, each of which knows the file in which its words stand.
"""

import re
from collections.abc import Iterable

from canvasdsl.source import Piece, Woven, woven
from canvasdsl.syntax.document import Document
from canvasdsl.syntax.nodes import Item

__all__ = ["Loom", "glue"]

_REST_OF_LINE = re.compile(r"[ \t]*(#[^\n]*)?\Z")


def glue(piece: Piece, text: str) -> Piece:
    """Signs of ours that stand for nothing written; a place in them is the beginning of a piece."""
    return Piece(piece.source, piece.start, piece.start, text)


class Loom:
    """The edits of one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.source.text
        self.gone: set[int] = set()
        """Where the items begin that are taken out."""
        self._edits: list[tuple[int, int, tuple[Piece, ...]]] = []

    @property
    def is_changed(self) -> bool:
        """Whether anything was laid over the document."""
        return bool(self._edits)

    def replace(self, start: int, end: int, pieces: Iterable[Piece]) -> None:
        """Puts pieces in the place of what stands there."""
        self._edits.append((start, end, tuple(pieces)))

    def take_out(self, item: Item) -> None:
        """Takes an item out, with its lines where nothing else stands in them."""
        text, start, end = self.text, item.start, item.end
        self.gone.add(start)
        first, last = text.rfind("\n", 0, start) + 1, self._line_end(end)
        if not text[first:start].strip() and not text[end:last].strip():
            start, end = first, min(last + 1, len(text))
        self._edits.append((start, end, ()))

    def add_behind(self, item: Item, piece: Piece) -> None:
        """Adds a line behind an item, and behind the remark in its line."""
        end = self._line_end(item.end)
        at = end if _REST_OF_LINE.match(self.text, item.end, end) else item.end
        self._edits.append((at, at, (glue(piece, "\n"), piece)))

    def add_inside(self, item: Item, pieces: list[Piece]) -> None:
        """Adds lines at the end of the body of an item, which gets braces if it has none."""
        lines = [part for piece in pieces for part in (glue(piece, "\n"), piece)]
        if item.items is None:
            lines = [glue(pieces[0], " {"), *lines, glue(pieces[0], "\n}")]
            self._edits.append((item.head_end, item.head_end, tuple(lines)))
        else:
            start = item.end - 1
            line = self.text.rfind("\n", 0, start) + 1
            if not self.text[line:start].strip():  # the brace has a line of its own
                lines = lines[1:]
            self._edits.append((start, start, (*lines, glue(pieces[0], "\n"))))

    def add_at_end(self, piece: Piece) -> None:
        """Adds a line at the end of the text."""
        end = len(self.text)
        self._edits.append((end, end, (glue(piece, "\n"), piece, glue(piece, "\n"))))

    def woven(self, name: str) -> Woven:
        """The text with all edits; what was to be changed inside something that is taken out goes with it."""
        source = self.document.source
        pieces: list[Piece] = []
        at = 0
        for start, end, parts in sorted(self._edits, key=lambda edit: (edit[0], edit[1] > edit[0], -edit[1])):
            if start < at:
                continue
            pieces += (Piece(source, at, start), *parts)
            at = end
        return woven(name, (*pieces, Piece(source, at, len(self.text))))

    def _line_end(self, at: int) -> int:
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end
