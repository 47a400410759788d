"""Seeded faults: what people do to a file by accident, four kinds in equal shares."""

import random
from collections.abc import Callable

import attrs

from canvasdsl.syntax.nodes import Value
from canvasdsl.syntax.tables import CLOSE, END, LONG, OPEN, TEXT, WORD
from canvasdsl.syntax.tokens import tokenise

__all__ = ["SHARES", "Fault", "faults_in", "faulty"]

SHARES = ("sign deleted", "stray character", "token", "keyword misspelt")
"""A quote, brace or `;` deleted; a stray character put in; a token deleted, doubled or swapped; a keyword misspelt."""

_STRAY = "!\"$%&'()*+,-./:;<=>?@[]^_`{|}~\\§°•–“’…"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@attrs.frozen
class Fault:
    """Replace the text from `start` to `end` by `text`. `share` is one of `SHARES`, `kind` says more."""

    share: str
    kind: str
    start: int
    end: int
    text: str


def faults_in(text: str, chance: random.Random, shares: list[str]) -> list[Fault]:
    """One fault for each of `shares`, on lines that are no neighbours."""
    values = tokenise(text).values[:-1]
    found: list[Fault] = []
    taken: set[int] = set()
    for share in shares:
        while True:
            fault = _MAKERS[share](text, values, chance)
            line = text.count("\n", 0, fault.start)
            if fault.text != text[fault.start : fault.end] and not taken & {line - 1, line, line + 1}:
                break
        taken |= {line - 1, line, line + 1}
        found.append(fault)
    return sorted(found, key=lambda fault: fault.start)


def faulty(text: str, faults: list[Fault]) -> str:
    """The text with these faults; they do not overlap."""
    parts = []
    at = 0
    for fault in faults:
        parts += [text[at : fault.start], fault.text]
        at = fault.end
    return "".join(parts) + text[at:]


def _sign_deleted(text: str, values: list[Value], chance: random.Random) -> Fault:
    kind = chance.choice(("quote", "brace", "semicolon"))
    if kind == "quote":
        value = chance.choice([value for value in values if value.kind in (TEXT, LONG)])
        at = chance.choice((value.start, value.end - 1))
    elif kind == "brace":
        at = chance.choice([value.start for value in values if value.kind in (OPEN, CLOSE)])
    else:
        at = chance.choice([value.start for value in values if value.text == ";"] or [values[0].start])
        if text[at] != ";":
            return _sign_deleted(text, values, chance)
    return Fault("sign deleted", f"{kind} deleted", at, at + 1, "")


def _stray(text: str, values: list[Value], chance: random.Random) -> Fault:
    """Between two tokens, or inside one that is no text."""
    value = chance.choice([value for value in values if value.kind not in (TEXT, LONG, END)])
    at = chance.randint(value.start, value.end)
    return Fault("stray character", "stray character", at, at, chance.choice(_STRAY))


def _token(text: str, values: list[Value], chance: random.Random) -> Fault:
    place = chance.choice([
        place for place, value in enumerate(values[:-1])
        if value.kind not in (END, OPEN, CLOSE) and "\n" not in value.text
    ])  # fmt: skip
    value, after = values[place], values[place + 1]
    kind = chance.choice(("deleted", "doubled", "swapped"))
    if kind == "deleted":
        return Fault("token", "token deleted", value.start, value.end, "")
    if kind == "doubled":
        return Fault("token", "token doubled", value.end, value.end, f" {value.text}")
    if after.kind in (END, OPEN, CLOSE) or "\n" in after.text:
        return _token(text, values, chance)
    between = text[value.end : after.start]
    return Fault("token", "token swapped", value.start, after.end, after.text + between + value.text)


def _misspelt(text: str, values: list[Value], chance: random.Random) -> Fault:
    names = [
        value for place, value in enumerate(values)
        if value.kind == WORD and (place == 0 or values[place - 1].kind in (END, OPEN, CLOSE))
    ]  # fmt: skip
    value = chance.choice(names)
    word = value.text
    at = chance.randrange(len(word))
    letter = chance.choice(_LETTERS)
    typo = chance.choice((
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
        word[:at] + letter + word[at + 1 :],
        word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :],
    ))  # fmt: skip
    return Fault("keyword misspelt", "keyword misspelt", value.start, value.end, typo or word * 2)


_MAKERS: dict[str, Callable[[str, list[Value], random.Random], Fault]] = dict(
    zip(SHARES, (_sign_deleted, _stray, _token, _misspelt))
)
