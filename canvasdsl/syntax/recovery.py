"""What to do with a token that nobody expected: one message for each broken item, and on with the next.

Nothing is dropped in silence: an item that had a mistake is marked as broken, so that nobody takes its phrases for
what the author meant. Its name and its body hold.
"""

from typing import Any

from canvasdsl.diagnostics import Diagnostic, Edit, Fix, Severity
from canvasdsl.source import Source, Span
from canvasdsl.syntax import messages
from canvasdsl.syntax.nodes import Value
from canvasdsl.syntax.tables import CLOSE, COLON, COMMA, END, OPEN, STRAY, TEXT, WORD

__all__ = ["Recovery"]


class Recovery:
    """Gathers what is wrong while one text is parsed."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.diagnostics: list[Diagnostic] = []
        self.broken: set[int] = set()
        """Where the names of broken items start."""

    def report(self, message: messages.Message, start: int, end: int, *, fix: Fix | None = None) -> None:
        """One more diagnostic."""
        span = Span(self.source.name, start, end)
        self.diagnostics.append(
            Diagnostic(
                message.code, Severity.ERROR, message.text, span, message.help, message.why, message.label, fix=fix
            )
        )

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
            message = messages.unexpected(token, last, self._before(token.start))
            self.report_in(name.start, message, token.start, token.end)
            return self._pass(token, coming)
        if WORD in expected:
            return self._no_name(token, last, coming)
        if token.kind == 0:
            coming.append(token)
            return Value(CLOSE, "", token.start)
        if token.kind == CLOSE:  # one too many, at the top
            return coming.pop()
        self.report(
            messages.missing_separator(token), token.start, token.end,
            fix=self.insertion("insert a line break", last.end, "\n"),
        )  # fmt: skip
        coming.append(token)
        return Value(END, "\n", token.start)

    def _no_name(self, token: Value, last: Value, coming: list[Value]) -> Value:
        """An item begins with something that is no word: it is named nothing, and only its body is kept."""
        if token.kind in (END, CLOSE, 0):
            if token.kind != 0 or last.kind == 0:
                return coming.pop()
            coming.append(token)
            return Value(CLOSE, "", token.start)
        line = []
        for value in reversed(coming):
            if value.kind in (END, OPEN, CLOSE, 0):
                break
            line.append(value)
        following = coming[-1]
        if token.kind in (STRAY, COMMA, COLON) and following.kind == WORD:  # the name stands behind what slipped in
            self.report_in(following.start, messages.no_name(token, line), token.start, token.end)
            return coming.pop()
        self.report_in(token.start, messages.no_name(token, line), token.start, token.end)
        if token.kind == OPEN:
            coming.append(token)
        else:
            del coming[len(coming) - len(line) :]
        return Value(WORD, "", token.start)

    def _pass(self, token: Value, coming: list[Value]) -> Value:
        """Past a token, and past a comma that stood behind it and before nothing."""
        following = coming.pop()
        if following.kind == COMMA and token.kind == COMMA:
            return self._pass(following, coming)
        return following

    def _before(self, offset: int) -> str:
        start = self.source.text.rfind("\n", 0, offset) + 1
        return self.source.text[start:offset]
