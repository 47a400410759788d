"""A text cut into pieces: each item of a body with its comments and blank lines, so that nothing is left out."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property

import attrs

from canvasdsl.syntax.document import Document
from canvasdsl.syntax.nodes import Comment, Item
from canvasdsl.syntax.written import canonical_item

__all__ = ["Body", "Cutting", "Piece", "comment_in"]

_BLANKS = " \t"


@attrs.frozen(eq=False)
class Piece:
    """An item with what belongs to it; without an item, a comment that stands alone."""

    cutting: "Cutting" = attrs.field(repr=False)
    item: Item | None
    before: int = 0
    """How many blank lines stand above."""
    remarks: tuple[str, ...] = ()
    """The lines of the comments right above, or of the one that stands alone."""
    core: str = ""
    """The item as it was written."""
    behind: str = ""
    """What stands behind it in its line: blanks and a comment, or `;`."""
    indent: str = ""
    index: int = 0
    """Which one it is in its body."""
    gap: str | None = None
    """What parts it from the piece before in the same line; `None` at the beginning of a line."""

    @cached_property
    def said(self) -> object:
        """What it says, comments included, wherever that stands and however it is spaced."""
        inside = self.cutting.comments(self.item.start, self.item.end) if self.item is not None else []
        item = canonical_item(self.item) if self.item is not None else None
        above = tuple(remark.strip() for remark in self.remarks)
        return (item, above, comment_in(self.behind), tuple(comment.text.rstrip() for comment in inside))

    @cached_property
    def words(self) -> object:
        """What it says without comments."""
        return canonical_item(self.item) if self.item is not None else self.said

    @property
    def layout(self) -> tuple[object, ...]:
        """How it is written, blank lines included."""
        return (self.before, self.remarks, self.core, self.behind)

    @property
    def head(self) -> str:
        """The head of a block as it was written."""
        assert self.item is not None
        return self.core[: self.item.head_end - self.item.start]

    @cached_property
    def body(self) -> "Body":
        """What stands between its braces."""
        return self.cutting.body(self.item) if self.item is not None else Body()


@attrs.frozen
class Body:
    """The pieces of a body, or of a whole text."""

    pieces: tuple[Piece, ...] = ()
    opening: tuple[str, ...] = ()
    """What stands behind the brace that opens it, and further comments there."""
    after: int = 0
    """How many blank lines stand below the last piece."""
    is_short: bool = False
    """Whether it stands in one line."""


class Cutting:
    """One Document and its pieces; `name` tells it from the other versions."""

    def __init__(self, document: Document, name: str) -> None:
        self.document = document
        self.text = document.source.text
        self.name = name
        self._starts = [comment.start for comment in document.comments]

    def comments(self, start: int, end: int) -> list[Comment]:
        """The comments that begin between two places."""
        return list(self.document.comments[bisect_left(self._starts, start) : bisect_left(self._starts, end)])

    @cached_property
    def whole(self) -> Body:
        """The pieces of the whole text."""
        return self._cut(self.document.items, 0, len(self.text), at_line_start=True)

    def body(self, item: Item) -> Body:
        """The pieces of an item's body; none where it has no braces."""
        if item.items is None:
            return Body()
        brace = self._brace(item)
        between = [f"  {comment.text.rstrip()}" for comment in self.comments(item.head_end, brace)]
        body = self._cut(item.items, brace + 1, item.end - 1, at_line_start=False)
        is_short = "\n" not in self.text[item.head_end : item.end]
        return attrs.evolve(body, opening=(*between, *body.opening), is_short=is_short)

    def _cut(self, items: Iterable[Item], start: int, end: int, *, at_line_start: bool) -> Body:
        pieces: list[Piece] = []
        opening: tuple[str, ...] = ()
        at = start
        for item in items:
            behind, blank, groups = self._between(at, item.start, at_line_start=at_line_start and at == start)
            if behind and pieces:
                pieces[-1] = attrs.evolve(pieces[-1], behind=behind)
            elif behind:
                opening = (behind,)
            alone, above = (groups, ()) if blank or not groups else (groups[:-1], groups[-1:])
            pieces += self._alone(alone, self._indent(item.start), len(pieces))
            first = self.text.rfind("\n", 0, item.start) + 1
            pieces.append(Piece(
                self, item, above[0][0] if above else blank, above[0][1] if above else (),
                self.text[item.start : item.end], indent=self._indent(item.start), index=len(pieces),
                gap=self.text[at : item.start] if at >= first and pieces else None,
            ))  # fmt: skip
            at = item.end
        behind, after, groups = self._between(at, end, at_line_start=at_line_start and at == start)
        if behind and pieces:
            pieces[-1] = attrs.evolve(pieces[-1], behind=behind)
        elif behind:
            opening = (behind,)
        comment = groups[0][1][0] if groups and not at_line_start else ""
        indent = pieces[-1].indent if pieces else comment[: len(comment) - len(comment.lstrip(_BLANKS))]
        pieces += self._alone(groups, indent, len(pieces))
        return Body(tuple(pieces), opening, after)

    def _alone(self, groups: Iterable[tuple[int, tuple[str, ...]]], indent: str, index: int) -> Iterator[Piece]:
        """The lines of comments that stand alone, each a piece, so that each may change for itself."""
        lines = [(0 if at else blank, line) for blank, lines in groups for at, line in enumerate(lines)]
        for number, (blank, line) in enumerate(lines, index):
            yield Piece(self, None, blank, (line,), indent=indent, index=number)

    def _between(
        self, start: int, end: int, *, at_line_start: bool
    ) -> tuple[str, int, list[tuple[int, tuple[str, ...]]]]:
        """What stands behind what comes before, the number of blank lines above what follows, and the comments
        between, in groups with the number of blank lines above each."""
        behind = ""
        groups: list[tuple[int, list[str]]] = []
        lines = self.text[start:end].split("\n")
        blank = 0
        for number, line in enumerate(lines):
            is_first = number == 0 and not at_line_start
            if "#" in line:
                text = line.rstrip()
                if is_first:
                    behind = text
                elif groups and not blank:
                    groups[-1][1].append(text)
                else:
                    groups.append((blank, [text]))
                blank = 0
            elif is_first and len(lines) > 1 and line.strip():
                behind = line.rstrip()
            elif not is_first and number < len(lines) - 1 and not line.strip():
                blank += 1
        return behind, blank, [(number, tuple(texts)) for number, texts in groups]

    def _brace(self, item: Item) -> int:
        """Where the body of an item opens; a comment before it may hold a brace too."""
        at = item.head_end
        for comment in self.comments(at, item.end):
            brace = self.text.find("{", at, comment.start)
            if brace >= 0:
                return brace
            at = comment.start + len(comment.text)
        return self.text.find("{", at)

    def _indent(self, at: int) -> str:
        first = self.text.rfind("\n", 0, at) + 1
        line = self.text[first:at]
        return line[: len(line) - len(line.lstrip(_BLANKS))]


def comment_in(behind: str) -> str:
    """The comment in what stands behind an item."""
    return "#" + behind.partition("#")[2] if "#" in behind else ""
