"""Lays a Document out in its one canonical form: a walk over the items, with the comments taken along as they come.

No line's layout depends on another line. What stood in one line between braces stays in one line where it fits.
"""

import re
from collections.abc import Mapping

from canvasdsl.syntax.document import Document
from canvasdsl.syntax.nodes import Item
from canvasdsl.syntax.written import canonical_name, canonical_phrase, joined

__all__ = ["COLUMN", "WIDTH", "Layout"]

WIDTH = 100
"""The longest line, without its comment, in which a body stays that was written in one line."""
COLUMN = 12
"""Where the values of properties begin, counted from the indentation."""

_STEP = "  "
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")


class Layout:
    """One walk over one Document. `blocks` says, by the word of a parent, which words in it declare blocks."""

    def __init__(
        self, document: Document, blocks: Mapping[str, frozenset[str]], respelled: Mapping[int, str]
    ) -> None:
        self.text = document.source.text
        self.items = document.items
        self.comments = list(reversed(document.comments))
        self.blocks = blocks
        self.all_blocks: frozenset[str] = frozenset().union(*blocks.values())
        """What counts as a block inside a block that nobody knows."""
        self.respelled = respelled
        self.lines: list[str] = []

    def write(self) -> str:
        """The whole text."""
        self._body(self.items, None, "", 0, len(self.text))
        return "\n".join(self.lines) + "\n" if self.lines else ""

    def _body(self, items: tuple[Item, ...], words: frozenset[str] | None, indent: str, start: int, end: int) -> None:
        """The items between `start` and `end`, with the comments and single blank lines among them."""
        first = len(self.lines)
        at = start
        for item in items:
            at = self._remarks(at, item.start, indent, first)
            self._blank_line(at, item.start, first)
            self._item(item, words, indent)
            at = item.end
        self._remarks(at, end, indent, first)

    def _remarks(self, at: int, until: int, indent: str, first: int) -> int:
        """The comments from `at` until `until`: behind what stands before them in their line, or on their own."""
        while self.comments and self.comments[-1].start < until:
            self._blank_line(at, self.comments[-1].start, first)
            at = self._remark(at, indent)
        return at

    def _remark(self, at: int, indent: str) -> int:
        """The next comment, where what stands before it ends at `at`; where the comment ends."""
        comment = self.comments.pop()
        text = comment.text.rstrip()
        if self.lines and "\n" not in self.text[at : comment.start]:
            self.lines[-1] += f"  {text}"
        else:
            self.lines.append(indent + text)
        return comment.start + len(comment.text)

    def _blank_line(self, at: int, until: int, first: int) -> None:
        if len(self.lines) > first and until - at > 1 and _BLANK_LINE.search(self.text, at, until):
            self.lines.append("")

    def _item(self, item: Item, words: frozenset[str] | None, indent: str) -> None:
        name = canonical_name(item, self.respelled)
        line = self._head(item, name, words, indent)
        if item.items is None:
            self.lines.append(line)
            return
        brace = self.text.find("{", item.head_end)
        start = brace + 1
        remark = self.comments[-1].start if self.comments else item.end
        if remark < brace:  # which may even be one of the comment's own
            start = item.head_end
        elif remark >= item.end and (not item.items or self.text.find("\n", brace, item.end) < 0):
            short = f"{line} {self._in_braces(item.items, indent)}"
            if not item.items or len(short) - short.rfind("\n") - 1 <= WIDTH:
                self.lines.append(short)
                return
        self.lines.append(f"{line} {{")
        self._body(item.items, self.blocks.get(name, self.all_blocks), indent + _STEP, start, item.end - 1)
        self.lines.append(f"{indent}}}")

    def _head(self, item: Item, name: str, words: frozenset[str] | None, indent: str) -> str:
        """The last line of the head, without its brace; lines before it are written."""
        line = indent + name
        if not item.phrases:
            return line
        gap = " "
        if words is not None and name not in words:
            gap = " " * (COLUMN - len(name)) if len(name) < COLUMN else "  "
        column = " " * (len(line) + len(gap))
        phrase = item.phrases[0]
        line = joined(line, gap, canonical_phrase(phrase, self.respelled, indent))
        for following in item.phrases[1:]:
            text = canonical_phrase(following, self.respelled, indent)
            at, phrase = phrase[-1].end, following
            if self.comments and self.comments[-1].start < phrase[0].start:
                self.lines.append(f"{line},")
                while self.comments and self.comments[-1].start < phrase[0].start:
                    at = self._remark(at, column)
                line = column + text
            else:
                line = f"{line}, {text}"
        return line

    def _in_braces(self, items: tuple[Item, ...], indent: str) -> str:
        """A body in one line."""
        return "{ " + "; ".join(self._in_line(item, indent) for item in items) + " }" if items else "{ }"

    def _in_line(self, item: Item, indent: str) -> str:
        line = canonical_name(item, self.respelled)
        if item.phrases:
            phrases = [canonical_phrase(phrase, self.respelled, indent) for phrase in item.phrases]
            line = joined(line, " ", ", ".join(phrases))
        return line if item.items is None else f"{line} {self._in_braces(item.items, indent)}"
