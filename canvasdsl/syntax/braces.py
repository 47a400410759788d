"""Finds the missing and the surplus braces of a text whose braces do not pair, by its indentation.

Runs when the braces do not pair (or nest too deep). Where the indentation cannot be trusted, surplus `}` are passed
over and missing ones stand at the end.
"""

from itertools import pairwise

import attrs

from canvasdsl.diagnostics import Fix
from canvasdsl.limits import NESTING
from canvasdsl.source import Source
from canvasdsl.syntax import messages
from canvasdsl.syntax.nodes import Value
from canvasdsl.syntax.recovery import Recovery
from canvasdsl.syntax.tables import CLOSE, COLON, COMMA, END, OPEN, STRAY, TEXT, WORD
from canvasdsl.syntax.tokens import Tokens

__all__ = ["follow_indentation", "repair_braces"]


@attrs.define
class _Line:
    """One line that holds tokens: its number, its indentation, its tokens without the line break."""

    number: int
    indent: int
    values: list[Value]
    end: Value | None


@attrs.frozen
class _Open:
    """A brace that is open: the indentation of its line, that line, and its block's word and name.

    `told` is the place of the message that says that the brace was put in, or -1.
    """

    indent: int
    line: int
    name: str
    told: int = -1


def repair_braces(source: Source, tokens: Tokens, recovery: Recovery) -> Tokens:
    """Tokens whose braces pair and nest within the limit, with one message for each brace put in or taken out."""
    repaired = Tokens()
    repaired.comments = tokens.comments
    if tokens.open or tokens.least < 0:
        lines = _lines(source, tokens)
        if _indented(lines):
            repaired.values = _Repair(source, recovery).by_indentation(lines)
        else:
            repaired.values = _by_counting(source, tokens, recovery)
    else:
        repaired.values = tokens.values
    if tokens.deepest > NESTING:
        repaired.values = _shallow(repaired.values, recovery)
    return repaired


def follow_indentation(source: Source, tokens: Tokens, recovery: Recovery) -> Tokens:
    """Tokens whose braces pair as before, but where the indentation says; the same ones where that can't be trusted."""
    lines = _lines(source, tokens)
    if not _indented(lines):
        return tokens
    repaired = Tokens()
    repaired.comments = tokens.comments
    repaired.values = _Repair(source, recovery).by_indentation(lines)
    return repaired


def _lines(source: Source, tokens: Tokens) -> list[_Line]:
    lines: list[_Line] = []
    starts = source.line_starts
    number = 0
    following = -1
    for value in tokens.values[:-1]:
        if value.start >= following:
            if value.kind == END and value.text == "\n":
                if lines:
                    lines[-1].end = value
                continue
            while number < len(starts) and starts[number] <= value.start:
                number += 1
            following = starts[number] if number < len(starts) else len(source.text) + 1
            text = source.text[starts[number - 1] : following]
            lines.append(_Line(number, len(text) - len(text.lstrip()), [], None))
        if value.kind == END and value.text == "\n":
            lines[-1].end = value
        else:
            lines[-1].values.append(value)
    return lines


def _indented(lines: list[_Line]) -> bool:
    """Whether lines behind an opening brace nearly always stand deeper; without any, nothing speaks against it."""
    opened = [(line, following) for line, following in pairwise(lines) if line.values[-1].kind == OPEN]
    deeper = sum(following.indent > line.indent for line, following in opened)
    return deeper >= 0.7 * len(opened)


class _Repair:
    """One walk over the lines with a stack of open braces."""

    def __init__(self, source: Source, recovery: Recovery) -> None:
        self.source = source
        self.recovery = recovery
        self.stack: list[_Open] = []
        self.values: list[Value] = []

    def by_indentation(self, lines: list[_Line]) -> list[Value]:
        """The tokens with braces put in and taken out where the indentation says."""
        previous: _Line | None = None
        for place, line in enumerate(lines):
            following = lines[place + 1] if place + 1 < len(lines) else None
            closes = line.values[0].kind == CLOSE
            while self.stack and previous and self._is_over(line, closes):
                self._close(previous, line.values[0].start)
            top = self.stack[-1].indent if self.stack else -1
            deeper = previous is not None and not closes and line.indent > previous.indent
            if previous and deeper and self._lacks_opening(previous, line, top):
                self._open(previous)
            self._line(line, following)
            if line.end:
                self.values.append(line.end)
            previous = line
        while self.stack and previous:
            self._close(previous, len(self.source.text))
        self.values.append(Value(0, "", len(self.source.text)))
        return self.values

    def _is_over(self, line: _Line, closes: bool) -> bool:
        """Whether the innermost block must have ended before `line`."""
        indent = self.stack[-1].indent
        if closes:  # a `}` that stands a little to the left, where no other block could end
            return line.indent < indent and len(self.stack) > 1 and line.indent <= self.stack[-2].indent
        return line.indent <= indent

    def _lacks_opening(self, previous: _Line, line: _Line, top: int) -> bool:
        last = previous.values[-1].kind
        if last == COLON and line.values[0].kind == STRAY:  # a heading above a list with bullets
            return False
        return previous.indent > top and last not in (OPEN, CLOSE, COMMA) and previous.values[0].kind == WORD

    def _close(self, previous: _Line, following: int) -> None:
        """Closes the innermost block behind `previous`, and before the offset `following`."""
        opened = self.stack.pop()
        last = previous.values[-1] if opened.line == previous.number else None
        # A `;` that was folded with line breaks stands where the first of them stood.
        at = next((value.end for value in reversed(previous.values) if value.kind != END), previous.values[0].start)
        if not last:  # on a line of its own, below the last one
            line_break = self.source.text.find("\n", at)
            at = line_break + 1 if 0 <= line_break < following else at
        fix = self.recovery.insertion("insert `}`", at, "}" if last else "}\n")
        if opened.told >= 0:  # neither brace was written: one message with both
            told = self.recovery.diagnostics[opened.told]
            edits = (*(told.fix.edits if told.fix else ()), *fix.edits)
            self.recovery.diagnostics[opened.told] = attrs.evolve(told, fix=Fix("put braces around them", edits))
        else:
            self.recovery.report(messages.unclosed_block(opened.name, opened.line), at, at, fix=fix)
        end = self.values.pop() if self.values and self.values[-1].kind == END else None
        if end and self.values[-1].kind != OPEN:
            self.values.append(Value(END, "\n", end.start))
        self.values.append(Value(CLOSE, "", at))
        if end:
            self.values.append(end)

    def _open(self, previous: _Line) -> None:
        at = previous.values[-1].end
        name = previous.values[0]
        fix = self.recovery.insertion("insert `{`", at, " {")
        before = len(self.recovery.diagnostics)
        shown = _named(previous.values, len(previous.values))
        self.recovery.report_in(name.start, messages.unopened_block(shown), name.start, at, fix=fix)
        told = before if len(self.recovery.diagnostics) > before else -1
        while self.values[-1].kind == END:
            self.values.pop()
        self.values.append(Value(OPEN, "", at))
        self.stack.append(_Open(previous.indent, previous.number, shown, told))

    def _line(self, line: _Line, following: _Line | None) -> None:
        begin = len(self.values)
        for place, value in enumerate(line.values):
            if value.kind == OPEN:
                if self.values and self.values[-1].kind == OPEN:
                    self._surplus(value)
                    continue
                self.stack.append(_Open(line.indent, line.number, _named(line.values, place)))
            elif value.kind == CLOSE:
                if not self.stack or self._closes_nothing(line, place, following):
                    if not self._opens_behind_name(line, place, begin):
                        self._surplus(value)
                        continue
                else:
                    self.stack.pop()
            self.values.append(value)

    def _closes_nothing(self, line: _Line, place: int, following: _Line | None) -> bool:
        """Whether a `}` would end a block that goes on below, or that stands deeper than its own line."""
        top = self.stack[-1]
        deeper = following is not None and following.indent > top.indent
        if top.line == line.number:  # `{ … }` in one line, and the lines below go on as its body
            return deeper and place == len(line.values) - 1
        if place == 0:
            return line.indent > top.indent and deeper
        if following is None:
            return False
        return following.indent > top.indent or (following.indent == top.indent and following.values[0].kind == CLOSE)

    def _opens_behind_name(self, line: _Line, place: int, begin: int) -> bool:
        """Puts in the `{` that a one-line block lacks, behind its id and title, where a `}` ends the line."""
        values = line.values
        name = values[0]
        head = 1
        head += head < place and values[head].kind == WORD
        head += head < place and values[head].kind == TEXT
        if name.kind != WORD or not 1 < head < place or values[head].kind != WORD:
            return False
        at = values[head - 1].end
        fix = self.recovery.insertion("insert `{`", at, " {")
        self.recovery.report_in(name.start, messages.unopened_line(name.text), at, at, fix=fix)
        self.values.insert(begin + head, Value(OPEN, "", at))
        return True

    def _surplus(self, value: Value) -> None:
        self.recovery.report(messages.brace_too_many(value.text), value.start, value.end)


def _named(values: list[Value], end: int) -> str:
    """The word and the id (else the title) of the item whose head ends before `end`: `segment families`."""
    start = end
    while start > 0 and values[start - 1].kind not in (END, OPEN, CLOSE):
        start -= 1
    head = [value.text for value in values[start : min(end, start + _HEAD)] if value.kind in (WORD, TEXT)]
    return " ".join(head[:2]) if head else values[start].text if start < end else ""


_HEAD = 3


def _by_counting(source: Source, tokens: Tokens, recovery: Recovery) -> list[Value]:
    """Without indentation to go by: every `}` closes the innermost block, and the end closes what is left."""
    values: list[Value] = []
    opened: list[int] = []
    names: list[str] = []
    for value in tokens.values[:-1]:
        if value.kind == CLOSE:
            if not opened:
                recovery.report(messages.brace_too_many("}"), value.start, value.end)
                continue
            opened.pop()
            names.pop()
        elif value.kind == OPEN:
            opened.append(value.start)
            names.append(_named(values, len(values)))
        values.append(value)
    end = len(source.text)
    for start, name in list(zip(opened, names))[:NESTING]:
        fix = recovery.insertion("insert `}`", end, "}\n")
        recovery.report(messages.unclosed_block(name, source.position(start).line), start, start + 1, fix=fix)
    values += [Value(CLOSE, "", end)] * len(opened)
    values.append(tokens.values[-1])
    return values


def _shallow(values: list[Value], recovery: Recovery) -> list[Value]:
    """Without the blocks beyond the limit; the first of each is reported."""
    kept: list[Value] = []
    depth = 0
    for value in values:
        if value.kind == OPEN:
            depth += 1
            if depth == NESTING + 1:
                recovery.report(messages.nested_too_deep(NESTING), value.start, value.end)
        if depth <= NESTING:
            kept.append(value)
        if value.kind == CLOSE:
            depth -= 1
    return kept
