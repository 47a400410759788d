"""The one canonical spelling of values: the formatter writes it, and Documents are compared by it."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from textwrap import dedent

from canvasdsl.syntax.nodes import Item, Value
from canvasdsl.syntax.tables import LONG, NUMBER, OPERATOR, SYMBOL, TEXT, WORD

__all__ = ["CURRENCY_SIGNS", "canonical_item", "canonical_number", "canonical_phrase", "decode", "encode"]

CURRENCY_SIGNS = {
    "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW", "₪": "ILS", "₫": "VND",
    "₱": "PHP", "₴": "UAH", "₺": "TRY", "₽": "RUB", "฿": "THB",
}  # fmt: skip
"""Signs that people type, with the ISO 4217 codes that the formatter writes."""

_OPERATORS = {"≥": ">=", "≤": "<=", "==": "="}
_RANGES = ("-", "–", "—", "..")


def decode(value: Value) -> str:
    """The text that a TEXT or LONG value stands for: escapes undone, a long text dedented."""
    raw = value.text
    if value.kind == LONG:
        return _long_text(raw)
    inner = raw[1:-1] if len(raw) > 1 else ""
    if "\\" not in inner:
        return inner
    parts = []
    at = 0
    while True:
        back = inner.find("\\", at)
        if back < 0 or back + 1 >= len(inner):
            return "".join(parts) + inner[at:]
        parts.append(inner[at:back])
        follows = inner[back + 1]
        at = back + 2
        if follows in '"\\':
            parts.append(follows)
        elif follows == "n":
            parts.append("\n")
        elif follows == "u" and (found := _code_point(inner, at)):
            parts.append(found[0])
            at = found[1]
        else:
            parts.append("\\" + follows)


def encode(text: str) -> str:
    """`text` as a one-line text in double quotes; `decode` gives it back."""
    parts = ['"']
    for at, character in enumerate(text):
        if character == '"':
            parts.append('\\"')
        elif character == "\n":
            parts.append("\\n")
        elif character == "\\" and (at + 1 == len(text) or text[at + 1] in '"\\nu\n'):
            parts.append("\\\\")
        else:
            parts.append(character)
    return "".join(parts) + '"'


def canonical_number(raw: str) -> str:
    """A number in its one form: `12,000` and `12000` are `12_000`, `10K` is `10k`, `.5` is `0.5`; its digits stay."""
    text = raw.replace(",", "").replace("_", "").replace("\u2212", "-").removeprefix("+")
    sign = "-" if text.startswith("-") else ""
    text = text.removeprefix("-")
    at = 0
    while at < len(text) and (text[at].isdigit() or text[at] == "."):
        at += 1
    digits, suffix = text[:at], text[at:]
    whole, point, fraction = digits.partition(".")
    grouped = f"{int(whole):_}" if len(whole) > 4 and len(whole) < 400 and whole[0] != "0" else whole or "0"
    if len(whole) == 4 and ("_" in raw or "," in raw) and whole[0] != "0":
        grouped = f"{whole[0]}_{whole[1:]}"
    return sign + grouped + point + fraction + {"K": "k"}.get(suffix, suffix)


def canonical_phrase(phrase: Sequence[Value], respelled: Mapping[int, str] | None = None) -> str:
    """A phrase in its one spelling. `respelled` gives words by offset that the vocabulary spells in another way."""
    written: list[str] = []
    glue = False
    sign = ""
    for at, value in enumerate(phrase):
        kind, raw = value.kind, value.text
        text = raw
        attach = glue
        glue = False
        if kind == WORD:
            text = unicodedata.normalize("NFC", raw) if not raw.isascii() else raw
            if respelled:
                text = respelled.get(value.start, text)
        elif kind == TEXT:
            text = encode(decode(value))
        elif kind == NUMBER:
            text = canonical_number(raw)
            if sign:
                text = f"{text} {sign}"
                sign = ""
        elif kind == OPERATOR:
            text = _OPERATORS.get(raw, raw)
        elif kind == SYMBOL:
            if raw in _RANGES:
                text = ".."
            elif raw == "%":
                attach = at > 0 and phrase[at - 1].kind == NUMBER
            elif raw == "/":
                text = "per"
            elif at + 1 < len(phrase) and phrase[at + 1].kind == NUMBER and not (
                at > 0 and phrase[at - 1].kind == NUMBER
            ):
                sign = CURRENCY_SIGNS[raw]
                glue = attach
                continue
            else:
                text = CURRENCY_SIGNS[raw]
        if attach and written:
            written[-1] += text
        else:
            written.append(text)
    return " ".join(written)


def canonical_item(item: Item) -> tuple[object, ...]:
    """What an item says, without positions: the ground on which Documents are equal."""
    return (
        item.name,
        tuple(_meaning(phrase) for phrase in item.phrases),
        None if item.items is None else tuple(canonical_item(child) for child in item.items),
        item.broken,
    )


def _meaning(phrase: Iterable[Value]) -> str:
    return canonical_phrase([
        value._replace(kind=TEXT, text=encode(decode(value))) if value.kind == LONG else value for value in phrase
    ])


def _long_text(raw: str) -> str:
    inner = raw[3:-3] if raw.endswith('"""') and len(raw) >= 6 else raw[3:]
    first, line_break, rest = inner.partition("\n")
    if not line_break:
        return inner.strip()
    if not first.strip():
        return dedent(rest).rstrip()
    return (first.strip() + "\n" + dedent(rest)).rstrip()


def _code_point(text: str, at: int) -> tuple[str, int] | None:
    close = text.find("}", at)
    if text[at : at + 1] != "{" or close < 0 or close - at > 9:
        return None
    try:
        number = int(text[at + 1 : close], 16)
    except ValueError:
        return None
    if number > 0x10FFFF or 0xD800 <= number <= 0xDFFF or number < 32 and number not in (9, 10) or 127 <= number < 160:
        return None
    return chr(number), close + 1
