"""What to do with a token that nobody expected: one message for each broken item, and on with the next.

Nothing is dropped in silence: an item that had a mistake is marked as broken, so that nobody takes its phrases for
what the author meant. Its name and its body hold.
"""

from typing import Any

from canvasdsl.diagnostics import Diagnostic, Edit, Fix, Related, Severity
from canvasdsl.limits import MISTAKES
from canvasdsl.source import Source, Span
from canvasdsl.syntax import messages
from canvasdsl.syntax.nodes import Value
from canvasdsl.syntax.tables import CLOSE, COLON, COMMA, END, NUMBER, OPEN, STRAY, TEXT, WORD

__all__ = ["Recovery"]


_BULLETS = frozenset("-*•–—·+")
_MOST_LOOKED_AT = 1_000
"""Behind so many messages nothing is looked up for the next one: each takes a while."""


class Recovery:
    """Gathers what is wrong while one text is parsed."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.diagnostics: list[Diagnostic] = []
        self.more = 0
        """How many mistakes there are beyond the limit."""
        self.broken: set[int] = set()
        """Where the names of broken items start."""

    def report(
        self, message: messages.Message, start: int, end: int, *, fix: Fix | None = None,
        related: tuple[Related, ...] = (),
    ) -> None:  # fmt: skip
        """One more diagnostic."""
        if len(self.diagnostics) >= MISTAKES:
            self.more += 1
            return
        span = Span(self.source.name, start, end)
        self.diagnostics.append(
            Diagnostic(
                message.code, Severity.ERROR, message.text, span, message.help, message.why, message.label,
                related=related, fix=fix,
            )
        )  # fmt: skip

    def report_in(self, item: int, message: messages.Message, start: int, end: int, *, fix: Fix | None = None) -> None:
        """One diagnostic for the item whose name starts at `item`, which is broken from now on; no second one."""
        if item not in self.broken:
            self.broken.add(item)
            self.report(message, start, end, fix=fix)

    def insertion(self, title: str, at: int, text: str) -> Fix:
        """The mend that puts `text` in."""
        return Fix(title, (Edit(Span(self.source.name, at, at), text),))

    def mend(self, token: Value, last: Value, coming: list[Value], expected: dict[int, int], made: list[Any]) -> Value:
        """The token to go on with in place of `token`, which none of `expected` allows; more may be put on `coming`.

        `last` is the token before it and `made` the parser's symbols (see `parser`).
        """
        if TEXT in expected:
            name = next(part for part in reversed(made) if type(part) is Value and part.kind == WORD)
            if token.kind in (END, CLOSE, OPEN, 0):  # only behind a comma
                self.report_in(name.start, messages.nothing_after_comma(), last.start, last.start + 1)
                coming.append(token)
                return Value(WORD, "", last.end)
            if self._from_elsewhere(name, token, coming):
                return coming.pop()
            fix = self._thousands(token, last, coming)
            message = messages.unexpected(token, last) if fix is None else messages.thousands(token)
            self.report_in(name.start, message, token.start, token.end, fix=fix)
            return self._pass(token, coming)
        if WORD in expected:
            return self._no_name(token, last, coming, made)
        if token.kind == 0:
            coming.append(token)
            return Value(CLOSE, "", token.start)
        if token.kind == CLOSE:  # one too many, at the top
            return coming.pop()
        if token.kind == COMMA:
            span = Span(self.source.name, token.start, token.end)
            fix = Fix("take it out", (Edit(span, ""),))
            self.report(messages.comma_behind(), token.start, token.end, fix=fix)
            return coming.pop() if coming[-1].kind in (END, CLOSE, 0) else Value(END, "\n", token.start)
        if token.kind == WORD:  # what is no word is reported as the beginning of an item
            self.report(
                messages.missing_separator(token), token.start, token.end,
                fix=self.insertion("insert a line break", last.end, "\n"),
            )  # fmt: skip
        coming.append(token)
        return Value(END, "\n", token.start)

    def _thousands(self, token: Value, last: Value, coming: list[Value]) -> Fix | None:
        """The mend of `1'200'000`: `_` stands between thousands."""
        edits = []
        rest = reversed(coming)
        while token.text in "'’" and last.kind == NUMBER and last.end == token.start:
            last = next(rest, token)
            if last.kind != NUMBER or last.start != token.end:
                break
            edits.append(Edit(Span(self.source.name, token.start, token.end), "_"))
            token = next(rest, last)
        return Fix("write `_`", tuple(edits)) if edits else None

    def _from_elsewhere(self, name: Value, token: Value, coming: list[Value]) -> bool:
        """Whether a colon or bracket is of a heading or a list in brackets; then it is reported."""
        if name.start in self.broken or (token.kind != COLON and token.text != "["):
            return False
        from canvasdsl.syntax import pasted

        line = _line(coming)
        if token.kind == COLON:
            opens = coming[-1 - len(line)].kind == OPEN
            found = pasted.heading(self.source, name.start, token, line, opens=opens)
            if found is not None:
                self.report_in(name.start, found[0], token.start if line else name.start, token.end, fix=found[1])
            return found is not None
        listed = pasted.in_brackets(self.source, name.text, token, line)
        if listed is not None and len(line) > 1:
            message, fix, closing = listed
            self.report(message, token.start, closing.end, fix=fix)
            del coming[len(coming) - 1 - line.index(closing)]
        return listed is not None and len(line) > 1

    def _no_name(self, token: Value, last: Value, coming: list[Value], made: list[Any]) -> Value:
        """An item begins with something that is no word: it is named nothing, and only its body is kept."""
        if token.kind in (END, CLOSE, 0):
            if token.kind != 0 or last.kind == 0:
                return coming.pop()
            coming.append(token)
            return Value(CLOSE, "", token.start)
        line = _line(coming)
        following = coming[-1]
        message, fix = self._nameless(token, line, made)
        is_pair = token.text in _BULLETS and len(line) > 1 and line[1].kind == COLON  # `- id: owners`
        if token.kind in (STRAY, COMMA, COLON) and following.kind == WORD and not is_pair:
            # What slipped in stands before the name.
            self.report_in(following.start, message, token.start, token.end, fix=fix)
            return coming.pop()
        self.report_in(token.start, message, token.start, token.end, fix=fix)
        if token.kind == OPEN:
            coming.append(token)
            return Value(WORD, "", token.start)
        del coming[len(coming) - len(line) :]
        if is_pair:
            self._pass_deeper(token, coming)
        return Value(WORD, "", token.start)

    def _pass_deeper(self, bullet: Value, coming: list[Value]) -> None:
        """Past the deeper lines below `- name: …`: in YAML they are the rest of the same thing, which is reported."""
        column = self._column(bullet)
        while coming[-1].kind == END and len(coming) > 1 and coming[-2].kind in (WORD, TEXT, NUMBER):
            if self._column(coming[-2]) <= column:
                break
            coming.pop()
            while coming[-1].kind not in (END, OPEN, CLOSE, 0):
                coming.pop()

    def _column(self, value: Value) -> int:
        return value.start - self.source.text.rfind("\n", 0, value.start)

    def _nameless(self, token: Value, line: list[Value], made: list[Any]) -> tuple[messages.Message, Fix | None]:
        """What to say of an item that begins with no word."""
        enclosing = _enclosing(made)
        first = not self.source.text[self.source.text.rfind("\n", 0, token.start) + 1 : token.start].strip()
        behind = line[0].text if line and line[0].start == token.end else ""
        numbered = token.kind == NUMBER and behind in (".", ")")
        near = len(self.diagnostics) < _MOST_LOOKED_AT
        if first and near and (numbered or (token.text in _BULLETS and behind != token.text)):
            from canvasdsl.syntax import pasted

            return pasted.bullet(self.source, token, line, enclosing)
        if first and near and token.text[:1] in ("<", "=", ">"):
            from canvasdsl.syntax.conflicts import left_over

            mark = left_over(self.source, token.start)
            if mark is not None:
                return mark
        return messages.no_name(token, first=first, inside=bool(enclosing)), None

    def _pass(self, token: Value, coming: list[Value]) -> Value:
        """Past a token, and past a comma that stood behind it and before nothing."""
        following = coming.pop()
        if following.kind == COMMA and token.kind == COMMA:
            return self._pass(following, coming)
        return following


def _line(coming: list[Value]) -> list[Value]:
    """What is still to come of the line: up to its end or a brace."""
    line = []
    for value in reversed(coming):
        if value.kind in (END, OPEN, CLOSE, 0):
            break
        line.append(value)
    return line


def _enclosing(made: list[Any]) -> str:
    """The name of the innermost block that is open, or nothing."""
    inside = False
    for part in reversed(made):
        if type(part) is Value:
            if inside and part.kind == WORD:
                return part.text
            inside = inside or part.kind == OPEN
    return ""
