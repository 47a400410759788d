"""Cuts a text into tokens with one compiled expression that never fails: mistakes are tokens too (see `tables`).

A line break is no token of its own before `{` and after `,` or `{`; several separators in a row are one. The last
token is the end of the text, of kind 0.
"""

import re
from functools import cache

from canvasdsl.syntax.nodes import Comment, Value
from canvasdsl.syntax.tables import CLOSE, COMMA, COMMENT, END, OPEN, OPENLONG, OPENTEXT, PATTERN

__all__ = ["Tokens", "tokenise"]


class Tokens:
    """The tokens of a text in order, the comments beside them, and how its braces stand."""

    __slots__ = ("comments", "deepest", "least", "open", "unclosed", "values")

    def __init__(self) -> None:
        self.values: list[Value] = []
        self.comments: list[Comment] = []
        self.open = 0
        """How many braces are open at the end."""
        self.least = 0
        """The least number of open braces anywhere; below 0 there is a `}` too many."""
        self.deepest = 0
        """The greatest number of open braces anywhere."""
        self.unclosed = False
        """Whether a text lacks its closing quote."""


@cache
def _expression() -> re.Pattern[str]:
    return re.compile(PATTERN)


def tokenise(text: str, start: int = 0, *, stop: frozenset[int] = frozenset(), end: int | None = None) -> Tokens:
    """The tokens of `text` from `start` to `end`, up to the first of a kind in `stop`."""
    tokens = Tokens()
    values = tokens.values
    add = values.append
    new = tuple.__new__  # what `Value(…)` does, without its own call
    depth = least = deepest = 0
    last = 0 if start else END
    for match in _expression().finditer(text, start, len(text) if end is None else end):
        kind: int = match.lastindex  # type: ignore[assignment]
        if kind == END:
            if last == END or last == OPEN or (last == COMMA and match[END] == "\n"):  # noqa: SIM109 - measured
                if last == END and values and match[END] == ";":
                    values[-1] = Value(END, ";", values[-1].start)
                continue
        elif kind == OPEN:
            if last == END and values and values[-1].text == "\n":
                values.pop()
            depth += 1
            if depth > deepest:
                deepest = depth
        elif kind == CLOSE:
            depth -= 1
            if depth < least:
                least = depth
        elif kind == COMMENT:
            tokens.comments.append(Comment(match[COMMENT], match.start(COMMENT)))
            continue
        elif kind == OPENTEXT or kind == OPENLONG:  # noqa: SIM109 - measured
            tokens.unclosed = True
        last = kind
        add(new(Value, (kind, match[kind], match.start(kind))))
        if kind in stop:
            break
    add(Value(0, "", len(text)))
    tokens.open, tokens.least, tokens.deepest = depth, least, deepest
    return tokens
