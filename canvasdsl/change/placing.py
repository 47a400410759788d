"""Where a change goes in a text: edits that leave all other lines, their comments and their layout as they are."""

import re
from bisect import bisect_left

from canvasdsl.change.written_values import indented
from canvasdsl.diagnostics import Edit
from canvasdsl.source import Span
from canvasdsl.syntax.document import Document
from canvasdsl.syntax.edits import apply_edits
from canvasdsl.syntax.layout import WIDTH
from canvasdsl.syntax.nodes import Comment, Item

__all__ = ["Placing"]

_STEP = "  "
_BLANKS = " \t"
_COMMENT_ALONE = re.compile(r"[ \t]*(#[^\n]*)?\Z")


class Placing:
    """The edits of one Document, gathered and then made all at once."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.source.text
        self._cuts: list[tuple[int, int]] = []
        self._edits: list[tuple[int, int, str]] = []
        self._added: list[tuple[int, int, str]] = []
        """What stands behind something: also behind a body that it gets."""
        self._small: list[tuple[int, int, str]] = []
        self._gone: set[int] = set()
        """Where the items begin that are taken out."""

    def result(self) -> str:
        """The text with all edits; raises `ValueError` where two of them touch the same place."""
        edits = [*self._joined_cuts(), *self._edits, *self._added]
        ranges = sorted((start, end) for start, end, _ in edits if end > start)
        for start, end, text in self._small:  # names inside what is written anew are written there
            at = bisect_left(ranges, (start + 1, start + 1)) - 1
            if at < 0 or ranges[at][1] <= start:
                edits.append((start, end, text))
        name = self.document.source.name
        return apply_edits(self.text, [Edit(Span(name, start, end), text) for start, end, text in edits])

    def is_gone(self, item: Item) -> bool:
        """Whether an item is taken out."""
        return item.start in self._gone

    def replace(self, start: int, end: int, text: str) -> None:
        """Writes `text` there; comments that stood there come before it, each on a line of its own."""
        self._edits.append((start, end, text))
        first = self._line_start(start)
        for comment in self._comments(start, end):
            self._edits.append((first, first, f"{self._indent(start)}{comment.text.rstrip()}\n"))

    def indented_after(self, item: Item, text: str) -> str:
        """A text whose further lines stand as deep as an item."""
        first, *rest = text.split("\n")
        return "\n".join([first, *indented(rest, self._indent(item.start))])

    def replace_name(self, start: int, end: int, text: str) -> None:
        """Writes a name there, unless all around it is written anew."""
        self._small.append((start, end, text))

    def take_out(self, item: Item) -> None:
        """Takes an item out: its whole lines where nothing else stands there, else with the sign that parts it from
        others. A comment behind it stays."""
        text, start, end = self.text, item.start, item.end
        self._gone.add(start)
        first, last = self._line_start(start), self._line_end(end)
        before, behind = text[first:start], text[end:last]
        if not before.strip() and not behind.strip():
            start, end = first, min(last + 1, len(text))
            if self._is_blank_line(end) and (first == 0 or self._is_blank_line(self._line_start(first - 1))):
                end = min(self._line_end(end) + 1, len(text))
        elif behind.lstrip().startswith(";"):
            end += len(behind) - len(behind.lstrip()) + 1
            end += len(text[end:last]) - len(text[end:last].lstrip(_BLANKS))
        elif before.rstrip().endswith(";"):
            start = first + len(before.rstrip()) - 1
        elif not before.strip():
            end += len(behind) - len(behind.lstrip(_BLANKS))
        self._cuts.append((start, end))

    def add_to_body(self, item: Item, additions: list[tuple[Item | None, list[str]]]) -> None:
        """Adds lines to the body of an item, each group behind the item in it that is named, or at its beginning. A
        body in one line stays so where it fits; where there is none, one is made."""
        indent = self._indent(item.start)
        if item.items is None:
            lines = indented((line for _, group in additions for line in group), indent + _STEP)
            self._edits.append((item.head_end, item.head_end, " {\n" + "\n".join(lines) + f"\n{indent}}}"))
            return
        brace = self._brace(item)
        close = item.end - 1
        if "\n" in self.text[brace : item.end]:
            for anchor, group in additions:
                self._add_behind(anchor.end if anchor else brace + 1, indented(group, self._inner(item, indent)))
            return
        lines = [line for _, group in additions for line in group]
        start = brace + 1 + len(self.text[brace + 1 : close].rstrip())
        short = "; ".join(" ".join(line.split(None, 1)) for line in lines)
        gap = "; " if any(not self.is_gone(each) for each in item.items) else " "
        simple = not any("{" in line or '"""' in line for line in lines) and len(lines) < 3
        if simple and len(self.text[self._line_start(item.start) : close]) + len(short) + 4 <= WIDTH:
            self._edits.append((start, close, f"{gap}{short} "))
        else:
            whole = "\n".join(indented(lines, indent + _STEP))
            self._edits.append((start, close, f"\n{whole}\n{indent}"))

    def add_at_top(self, anchor: Item | None, lines: list[str]) -> None:
        """Adds a block behind the item at the top of the file that is named, with a blank line between what is longer;
        without one, as the first."""
        text = "\n".join(lines)
        if anchor is not None:
            long = len(lines) > 1 or "\n" in self.text[anchor.start : anchor.end]
            self._add_behind(anchor.end, ["", *lines] if long else lines)
        elif self.document.items:
            start = self._line_start(self.document.items[0].start)
            self._edits.append((start, start, f"{text}\n\n"))
        else:
            gap = "" if not self.text or self.text.endswith("\n") else "\n"
            self._edits.append((len(self.text), len(self.text), f"{gap}{text}\n"))

    def _add_behind(self, at: int, lines: list[str]) -> None:
        """Lines behind the line in which `at` is; where something else follows in it, between the two."""
        end = self._line_end(at)
        if _COMMENT_ALONE.match(self.text, at, end):
            self._added.append((end, end, "".join(f"\n{line}" for line in lines)))
        else:
            self._added.append((at, at, "".join(f"\n{line}" for line in lines) + "\n" + self._indent(at)))

    def _inner(self, item: Item, indent: str) -> str:
        """The indentation in a body of several lines."""
        for each in item.items or ():
            if not self.text[self._line_start(each.start) : each.start].strip():
                return self._indent(each.start)
        return indent + _STEP

    def _brace(self, item: Item) -> int:
        """Where the body of an item opens; a comment between may hold a brace too."""
        at = item.head_end
        for comment in self._comments(at, item.end):
            brace = self.text.find("{", at, comment.start)
            if brace >= 0:
                return brace
            at = comment.start + len(comment.text)
        return self.text.find("{", at)

    def _comments(self, start: int, end: int) -> list[Comment]:
        comments = self.document.comments
        first = bisect_left(comments, start, key=lambda comment: comment.start)
        last = bisect_left(comments, end, key=lambda comment: comment.start)
        return list(comments[first:last])

    def _joined_cuts(self) -> list[tuple[int, int, str]]:
        """What is taken out; neighbours in one line may share the sign between them."""
        joined: list[tuple[int, int, str]] = []
        for start, end in sorted(self._cuts):
            if joined and start < joined[-1][1]:
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]), "")
            else:
                joined.append((start, end, ""))
        return joined

    def _indent(self, at: int) -> str:
        first = self._line_start(at)
        line = self.text[first : self._line_end(first)]
        return line[: len(line) - len(line.lstrip(_BLANKS))]

    def _is_blank_line(self, at: int) -> bool:
        return not self.text[at : self._line_end(at)].strip() and at < len(self.text)

    def _line_start(self, at: int) -> int:
        return self.text.rfind("\n", 0, at) + 1

    def _line_end(self, at: int) -> int:
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end
