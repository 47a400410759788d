"""What a merge comes to, before it is text: rows taken from one version, opened, or left in all versions."""

from collections.abc import Callable, Iterable
from typing import TypeAlias

import attrs

from canvasdsl.change.merging.pieces import Piece
from canvasdsl.syntax.layout import WIDTH

__all__ = ["Clash", "Marks", "Opened", "Row", "Taken", "written"]

_STEP = "  "


@attrs.frozen(eq=False)
class Taken:
    """A piece of one version; `is_whole` as it stands there, with all that is in it."""

    piece: Piece
    is_whole: bool = True


@attrs.frozen(eq=False)
class Clash:
    """A piece in all its versions, between which somebody has to decide; `None` where a version has none. Only the
    heads of blocks differ where it stands before the rows of one that is opened."""

    ours: Piece | None
    base: Piece | None
    theirs: Piece | None


@attrs.frozen(eq=False)
class Opened:
    """A block whose head and body are made of several versions. `piece` gives it comments and place."""

    piece: Piece
    head: str | Clash
    opening: tuple[str, ...]
    rows: tuple["Row", ...]
    is_short: bool
    after: int = 0


Row: TypeAlias = "Taken | Clash | Opened"


@attrs.frozen
class Marks:
    """How conflicts are marked: the length of the marks, what stands behind them, and whether the base is shown."""

    size: int = 7
    ours: str = "ours"
    base: str = "base"
    theirs: str = "theirs"
    shows_base: bool = False


def written(rows: Iterable[Row], marks: Marks | None, *, side: str = "ours") -> list[str]:
    """The lines of a whole text; without `marks`, each conflict is decided for `side`."""
    return _Writing(marks, side).rows(tuple(rows), "")


class _Writing:
    """Writes rows at some depth."""

    def __init__(self, marks: Marks | None, side: str) -> None:
        self.marks = marks
        self.side = side

    def rows(self, rows: tuple[Row, ...], indent: str) -> list[str]:
        lines: list[str] = []
        last: Piece | None = None
        for row in rows:
            piece = row.piece if isinstance(row, Taken) and row.is_whole else None
            if piece is not None and last is not None and piece.gap is not None and _follows(piece, last) and lines:
                first, *more = _moved(piece.core, piece.indent, indent)
                lines[-1] += piece.gap + first
                lines += more
                lines[-1] += piece.behind
            else:
                lines += self.row(row, indent)
            last = piece
        return lines

    def row(self, row: Row, indent: str) -> list[str]:
        if isinstance(row, Clash):
            return self.clash(row, indent)
        piece = row.piece
        lines = [""] * piece.before + _remarks(piece, indent)
        if isinstance(row, Taken):
            return lines + _core(piece, indent)
        short = self._in_one_line(row)
        if short is not None and len(indent + short) <= WIDTH:
            return [*lines, indent + short + piece.behind]
        inner = self._inner(row, indent)
        body = [inner + line.strip() for line in row.opening[1:]] + self.rows(row.rows, inner) + [""] * row.after
        if isinstance(row.head, Clash):
            lines += self._versions(row.head, lambda each: [f"{indent}{each.head} {{{_first(row.opening)}"])
        elif not body and not row.opening:
            return [*lines, indent + row.head + piece.behind]
        else:
            first, *more = _moved(row.head, piece.indent, indent)
            lines += [indent + first, *more]
            lines[-1] += f" {{{_first(row.opening)}"
        return [*lines, *body, f"{indent}}}{piece.behind}"]

    def clash(self, clash: Clash, indent: str) -> list[str]:
        """Each version with the comments above it."""
        pieces = [each for each in (clash.ours, clash.theirs) if each is not None]
        return [""] * max(piece.before for piece in pieces) + self._versions(
            clash, lambda piece: _remarks(piece, indent) + _core(piece, indent)
        )

    def _versions(self, clash: Clash, lines_of: Callable[[Piece], list[str]]) -> list[str]:
        ours, base, theirs = ([] if each is None else lines_of(each) for each in (clash.ours, clash.base, clash.theirs))
        if self.marks is None:
            return ours if self.side == "ours" else theirs
        size = self.marks.size
        middle = [f"{'|' * size} {self.marks.base}", *base] if self.marks.shows_base else []
        return [
            f"{'<' * size} {self.marks.ours}", *ours, *middle, "=" * size, *theirs, f"{'>' * size} {self.marks.theirs}",
        ]  # fmt: skip

    def _in_one_line(self, row: Opened) -> str | None:
        """The block in one line, if it stood so and all that is in it may."""
        if not row.is_short or row.opening or isinstance(row.head, Clash) or "\n" in row.head:
            return None
        parts = []
        for inner in row.rows:
            if isinstance(inner, Clash) or inner.piece.remarks or inner.piece.behind:
                return None
            text = inner.piece.core if isinstance(inner, Taken) else self._in_one_line(inner)
            if text is None or "\n" in text:
                return None
            parts.append(text)
        return f"{row.head} {{ {'; '.join(parts)} }}" if parts else row.head

    def _inner(self, row: Opened, indent: str) -> str:
        """The depth of what stands in a block, as its own version has it."""
        if not row.piece.body.is_short:
            for piece in row.piece.body.pieces:
                if piece.gap is None and piece.indent.startswith(row.piece.indent) and piece.indent != row.piece.indent:
                    return indent + piece.indent[len(row.piece.indent) :]
        return indent + _STEP


def _core(piece: Piece, indent: str) -> list[str]:
    if piece.item is None:
        return []
    first, *more = _moved(piece.core, piece.indent, indent)
    lines = [indent + first, *more]
    lines[-1] += piece.behind
    return lines


def _remarks(piece: Piece, indent: str) -> list[str]:
    return [indent + line[len(piece.indent) :] if line.startswith(piece.indent) else indent + line.lstrip()
            for line in piece.remarks]  # fmt: skip


def _first(opening: tuple[str, ...]) -> str:
    return opening[0] if opening else ""


def _moved(text: str, old: str, new: str) -> list[str]:
    """The lines of a text at another depth; a line that stands less deep stays where it is."""
    first, *more = text.split("\n")
    if old == new:
        return [first, *more]
    return [first, *(new + line[len(old) :] if line.startswith(old) and line.strip() else line for line in more)]


def _follows(piece: Piece, last: Piece) -> bool:
    """Whether a piece stands right behind another one in its own version."""
    return piece.cutting is last.cutting and piece.index == last.index + 1
