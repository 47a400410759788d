"""Reads the values of one phrase, one after another; a value that does not fit ends the reading with one message."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NoReturn

from canvasdsl.diagnostics import Edit, Fix, Related
from canvasdsl.source import Span
from canvasdsl.syntax.nodes import Value
from canvasdsl.syntax.tables import DATE, NUMBER, OPERATOR, TEXT, WORD

if TYPE_CHECKING:
    from canvasdsl.model.names import Names

__all__ = ["Misread", "Reader", "closest", "shown"]


class Misread(Exception):
    """One value that does not fit, with all that the message says; caught where the item is lowered."""

    def __init__(
        self, code: str, message: str, start: int, end: int, *, help: str = "", fix: Fix | None = None,
        related: tuple[Related, ...] = (), recoverable: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(message)
        self.code, self.message, self.start, self.end = code, message, start, end
        self.help, self.fix, self.related = help, fix, related


class Reader:
    """A place in a phrase. `words` are the attributes that may follow; `unit` gives the item's last unit."""

    __slots__ = ("at", "behind", "currency", "file", "names", "outer", "respelled", "scope", "values", "words")

    def __init__(self, file: str, names: "Names", respelled: dict[int, str], currency: str) -> None:
        self.file = file
        self.names = names
        self.respelled = respelled
        self.currency = currency
        self.values: Sequence[Value] = ()
        self.at = 0
        self.words: Mapping[str, object] = {}
        self.outer: Mapping[str, object] = {}
        self.behind: Sequence[Value] = ()
        self.scope: tuple[str, ...] = ()

    def begin(self, values: Sequence[Value], behind: Sequence[Value]) -> None:
        """Starts a phrase; `behind` is the last phrase of the item, whose unit holds for bare numbers."""
        self.values = values
        self.behind = behind
        self.at = 0

    @property
    def token(self) -> Value | None:
        """The next value, if there is one."""
        return self.values[self.at] if self.at < len(self.values) else None

    def take(self, kind: int) -> Value | None:
        """The next value if it is of `kind`; then the reader stands behind it."""
        if self.at < len(self.values):
            value = self.values[self.at]
            if value.kind == kind:
                self.at += 1
                return value
        return None

    def take_word(self, *words: str) -> Value | None:
        """The next value if it is one of `words`."""
        if self.at < len(self.values):
            value = self.values[self.at]
            if value.kind == WORD and value.text in words:
                self.at += 1
                return value
        return None

    @property
    def end(self) -> int:
        """The offset behind the last value that was read."""
        return self.values[self.at - 1].end if self.at else (self.values[0].start if self.values else 0)

    def span(self, start: int, end: int) -> Span:
        """A span of this file."""
        return Span(self.file, start, end)

    def replace(self, title: str, start: int, end: int, text: str) -> Fix:
        """The mend that writes `text` there."""
        return Fix(title, (Edit(self.span(start, end), text),))

    def expected(self, code: str, what: str, *, example: str = "") -> NoReturn:
        """Ends the reading: `what` was expected at this place."""
        value = self.token
        help = f"write it so: `{example}`" if example else ""
        if value is None:
            end = self.end
            raise Misread(code, f"{what} is missing here", max(end - 1, 0), end, help=help)
        raise Misread(code, f"I was expecting {what}, and found {shown(value)}", value.start, value.end, help=help)


def shown(value: Value) -> str:
    """A value as a message names it."""
    text = value.text if len(value.text) <= 40 else value.text[:39] + "…"
    kinds = {NUMBER: "the number ", DATE: "the date ", TEXT: "the text ", WORD: "the word ", OPERATOR: ""}
    return f"{kinds.get(value.kind, '')}`{text}`"


def closest(word: str, known: Sequence[str]) -> str | None:
    """The word among `known` that was most likely meant, if one is near enough."""
    word = word.lower().replace("_", "-")
    if word in known:
        return word
    if len(word) < 3 or len(word) > 40:
        return None
    from difflib import get_close_matches

    found = get_close_matches(word, known, n=1, cutoff=0.72)
    return found[0] if found else None
