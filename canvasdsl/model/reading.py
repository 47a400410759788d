"""Reads the values of one phrase, one after another; a value that does not fit ends the reading with one message."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NoReturn, Protocol

from canvasdsl.diagnostics import Edit, Fix, Related
from canvasdsl.model.entities import Reference
from canvasdsl.model.quantities import Quantity
from canvasdsl.source import Span
from canvasdsl.syntax.nodes import Value, plain_word
from canvasdsl.syntax.tables import DATE, NUMBER, OPERATOR, TEXT, WORD

__all__ = ["Bringing", "Misread", "Reader", "Resolving", "article", "as_written", "closest", "is_faint",
           "kinds_in_words", "shortened", "shown"]  # fmt: skip


class Resolving(Protocol):
    """Who knows the names of a model."""

    def is_declared(self, value: Value) -> bool: ...
    def knows(self, value: Value, kinds: tuple[str, ...], reader: "Reader") -> bool: ...
    def declared_at(self, reference: Reference) -> Span: ...
    def resolve(self, value: Value, kinds: tuple[str, ...], reader: "Reader") -> Reference: ...


class Bringing(Protocol):
    """Who brings amounts into the currency of a model."""

    def of(self, amount: Quantity) -> Quantity: ...


class Misread(Exception):
    """One value that does not fit, with all that the message says; caught where the item is lowered."""

    def __init__(
        self, code: str, message: str, start: int, end: int, *, help: str = "", fix: Fix | None = None,
        related: Sequence[Related] = (), file: str | None = None, follows: Value | None = None, named: str = "",
    ) -> None:  # fmt: skip
        """`file` is where it stands if not in the file that is being read; `related` may grow until it is told.

        `follows` is the value with which a property of its own begins, where only the `;` before it is missing; `named`
        is the kind of the block that was named, where it is one of another kind.
        """
        super().__init__(message)
        self.code, self.message, self.start, self.end = code, message, start, end
        self.help, self.fix, self.related = help, fix, related
        self.file, self.follows, self.named = file, follows, named


class Reader:
    """A place in a phrase. `words` are the attributes that may follow; `unit` gives the item's last unit."""

    __slots__ = (
        "at", "behind", "currency", "exchanging", "file", "names", "outer", "respelled", "scope", "values", "words",
    )  # fmt: skip

    def __init__(self, file: str, names: Resolving, respelled: dict[int, str], currency: str) -> None:
        self.file = file
        self.names = names
        self.respelled = respelled
        self.currency = currency
        self.exchanging: Bringing | None = None
        """Who brings amounts into the model's currency, where it declares rates of exchange."""
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

    @property
    def following(self) -> Value | None:
        """The value behind the next, if there is one."""
        return self.values[self.at + 1] if self.at + 1 < len(self.values) else None

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

    def should_be(self, code: str, message: str, start: int, end: int, text: str) -> NoReturn:
        """Ends the reading: `text` is what belongs there, and this is a mend."""
        help = f"write `{text}`"
        raise Misread(code, message, start, end, help=help, fix=self.replace(help, start, end, text))

    def expected(self, code: str, what: str, *, example: str = "", help: str = "") -> NoReturn:
        """Ends the reading: `what` was expected at this place."""
        value = self.token
        help = f"write it so: `{example}`" if example else help
        if value is None:
            end = self.end
            raise Misread(code, f"{what} is missing here", max(end - 1, 0), end, help=help)
        raise Misread(code, f"I was expecting {what}, and found {shown(value)}", value.start, value.end, help=help)


def kinds_in_words(kinds: tuple[str, ...]) -> str:
    """`segment or party`; of no kinds in particular, `block`."""
    if len(kinds) < 2:
        return "".join(kinds) or "block"
    return ", ".join(kinds[:-1]) + " or " + kinds[-1]


def article(noun: str) -> str:
    """`a` or `an`."""
    return "an" if noun[0] in "aeiou" else "a"


def shown(value: Value) -> str:
    """A value as a message names it."""
    text = value.text if len(value.text) <= 40 else value.text[:39] + "…"
    kinds = {NUMBER: "the number ", DATE: "the date ", TEXT: "the text ", WORD: "the word ", OPERATOR: ""}
    return f"{kinds.get(value.kind, '')}`{text}`"


def as_written(values: Sequence[Value]) -> str:
    """Values as they stand in the text: with a blank between them where there is one."""
    parts = [value.text for value in values[:1]]
    for before, value in pairwise(values):
        parts += [" "] * (before.end < value.start) + [value.text]
    return "".join(parts)


def shortened(message: str) -> str:
    """A message whose quoted words are not longer than a line has room for."""
    return _LONG_WORD.sub(r"`\1…`", message) if len(message) > _LONG_MESSAGE else message


_LONG_MESSAGE = 160
_LONG_WORD = re.compile(r"`([^`]{60})[^`]{10,}`")


def closest(word: str, known: Sequence[str]) -> str | None:
    """The word among `known` that was most likely meant, if one is near: a slip of the keys, or an abbreviation."""
    word = plain_word(word)
    if word in known:
        return word
    size = len(word)
    if not 3 <= size <= 40:
        return None
    most = 1 if size < 6 else 2 if size < 10 else 3
    letters = set(word)
    best = None
    for other in known:
        if -most <= len(other) - size <= most and len(letters.difference(other)) <= most and other:
            slips = _slips(word, other, most)
            if slips <= most and word.count("-") == other.count("-") > 0 and not _alike_in_parts(word, other):
                continue  # `customer-jobs` and `customer-cost` share the first word alone
            if slips < most or (slips == most and best is None):
                if size == 3 == len(other) and sorted(word) != sorted(other):
                    continue  # one letter of three is another word
                best = other
                most = slips
    if best is None and size > 3:
        longer = [other for other in known if other.startswith(word)]
        best = longer[0] if len(longer) == 1 else None
    return best


def _alike_in_parts(word: str, other: str) -> bool:
    """Whether each part between hyphens is near the part that stands there in the other."""
    return all(_slips(one, two, 2) <= (1 if len(one) < 6 else 2) for one, two in zip(word.split("-"), other.split("-")))


def is_faint(word: str, near: str) -> bool:
    """Whether a likeness is too weak to mend by it: one letter of four is another, as in `team` and `term`."""
    word = word.lower()
    return len(word) <= 4 and len(near) <= len(word) and sorted(word) != sorted(near)


def _slips(word: str, other: str, most: int) -> int:
    """How many letters are left out, put in, replaced or swapped with their neighbour; more than `most` is inexact."""
    while word and other and word[0] == other[0]:
        word, other = word[1:], other[1:]
    while word and other and word[-1] == other[-1]:
        word, other = word[:-1], other[:-1]
    if not word or not other:
        return len(word) + len(other)
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(word, 1):
        earlier, before = before, row
        row = [i]
        for j, sign in enumerate(other, 1):
            slips = min(before[j] + 1, row[-1] + 1, before[j - 1] + (letter != sign))
            if i > 1 and j > 1 and letter == other[j - 2] and word[i - 2] == sign:
                slips = min(slips, earlier[j - 2] + 1)
            row.append(slips)
        if min(row) > most:
            return most + 1
    return row[-1]
