"""The one canonical spelling of values: the formatter writes it, and Documents are compared by it."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from canvasdsl.syntax.nodes import Item, Value
from canvasdsl.syntax.tables import LONG, NUMBER, OPERATOR, SYMBOL, TEXT, WORD

__all__ = [
    "CURRENCY_SIGNS", "canonical_item", "canonical_name", "canonical_number", "canonical_phrase", "decode", "encode",
    "joined",
]  # fmt: skip

CURRENCY_SIGNS = {
    "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW", "₪": "ILS", "₫": "VND",
    "₱": "PHP", "₴": "UAH", "₺": "TRY", "₽": "RUB", "฿": "THB",
}  # fmt: skip
"""Signs that people type, with the ISO 4217 codes that the formatter writes."""

_CLOSERS = {'"': '"', "“": "”", "„": "“”", "«": "»", "»": "«"}
_OPERATORS = {"≥": ">=", "≤": "<=", "==": "="}
_RANGES = ("-", "–", "—", "..")
_MINUS = "\u2212"
_NUMBER = re.compile(r"(-?)([0-9_,]*)(?:\.([0-9_]+))?(?:[eE]([-+]?[0-9]+))?(.*)", re.DOTALL)
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9_]*")
_TO_ESCAPE = re.compile(r'"|\\(?=["\\nu\n\u202a-\u202e\u2066-\u2069]|\Z)|\n|[\u202a-\u202e\u2066-\u2069]')
_MAY_END_NUMBER = re.compile(r"(?:[0-9][kKM]?|%)\Z")
_BLANK_LINES = re.compile(r"(?:[ \t]*\n)+")


def decode(value: Value) -> str:
    """The text that a TEXT or LONG value stands for: escapes undone, a long text dedented."""
    if value.kind == LONG:
        return _long_text(value.text)
    inner = _between_quotes(value.text)
    return "".join(text for text, _ in _pieces(inner)) if "\\" in inner else inner


def encode(text: str) -> str:
    """`text` as a one-line text in double quotes; `decode` gives it back. What no file may hold is escaped."""
    return f'"{_TO_ESCAPE.sub(_escape, text)}"'


def canonical_number(raw: str) -> str:
    """A number in its one form: `12,000` and `12000` are `12_000`, `10K` is `10k`, `.5` is `0.5`; its digits stay.

    Commas that do not stand between thousands are a mistake, so they stay too: `3,80` must not become `380`.
    """
    text = raw.replace(_MINUS, "-").removeprefix("+")
    found = _NUMBER.fullmatch(text)
    assert found
    sign, whole, fraction, exponent, suffix = found.groups()
    if not _THOUSANDS.fullmatch(whole):
        return text
    digits = whole.replace(",", "").replace("_", "") or "0"
    if digits[0] != "0" and (len(digits) > 4 or (len(digits) == 4 and len(whole) > 4)):
        digits = _grouped(digits)
    if fraction:
        digits += "." + fraction.replace("_", "")
    if exponent:
        digits += "e" + exponent.removeprefix("+")
    return sign + digits + ("k" if suffix == "K" else suffix)


def canonical_name(item: Item, respelled: Mapping[int, str] | None = None) -> str:
    """The name of an item in its one spelling."""
    if respelled and item.start in respelled:
        return respelled[item.start]
    return item.name if item.name.isascii() else unicodedata.normalize("NFC", item.name)


def canonical_phrase(
    phrase: Sequence[Value], respelled: Mapping[int, str] | None = None, indent: str | None = None
) -> str:
    """A phrase in its one spelling. `respelled` gives words, and numbers with a unit, by offset that the vocabulary
    spells in another way.

    `indent` is the indentation of the item: a long text of several lines ends there, and its lines stand one level
    deeper. Without it long texts are written as texts of one line.
    """
    written = ""
    sign = ""
    sign_at = -1
    previous = 0
    for at, value in enumerate(phrase):
        kind, text = value.kind, value.text
        attached = False
        if kind == WORD:
            if not text.isascii():
                text = unicodedata.normalize("NFC", text)
            if respelled:
                text = respelled.get(value.start, text)
        elif kind == TEXT:
            text = _one_line(text)
        elif kind == NUMBER:
            text = respelled[value.start] if respelled and value.start in respelled else canonical_number(text)
            if at == sign_at:
                text = f"{text} {sign}"
        elif kind == LONG:
            text = encode(decode(value)) if indent is None else _several_lines(value, indent)
        elif kind == OPERATOR:
            text = _OPERATORS.get(text, text)
        elif kind == SYMBOL:
            if text in _RANGES:
                text = ".."
            elif text == "%":
                attached = previous == NUMBER and at - 1 != sign_at
            elif text == "/":
                text = "per"
            elif previous != NUMBER and at + 1 < len(phrase) and phrase[at + 1].kind == NUMBER:
                sign = CURRENCY_SIGNS[text]
                sign_at = _last_of_range(phrase, at + 1)
                previous = kind
                continue
            else:
                text = CURRENCY_SIGNS[text]
        written = written + text if attached or not written else joined(written, " ", text)
        previous = kind
    return written


def joined(before: str, gap: str, text: str) -> str:
    """`before`, `gap` and `text` in one line, so that the minus of a number is not read as the sign of a range."""
    if text[:1] == "-" and gap == " " and _MAY_END_NUMBER.search(before[-2:]):
        text = _MINUS + text[1:]
    return before + gap + text


def canonical_item(item: Item, respelled: Mapping[int, str] | None = None) -> tuple[object, ...]:
    """What an item says, without positions: the ground on which Documents are equal."""
    return (
        canonical_name(item, respelled),
        tuple(canonical_phrase(_plain(phrase), respelled) for phrase in item.phrases),
        None if item.items is None else tuple(canonical_item(child, respelled) for child in item.items),
        item.broken,
    )


def _plain(phrase: Sequence[Value]) -> Sequence[Value]:
    """The phrase with its escapes undone: two texts that say the same are the same."""
    if any(value.kind == TEXT and "\\" in value.text for value in phrase):
        return [value._replace(text=encode(decode(value))) if value.kind == TEXT else value for value in phrase]
    return phrase


def _grouped(digits: str) -> str:
    first = len(digits) % 3
    groups = [digits[:first]] * bool(first) + [digits[at : at + 3] for at in range(first, len(digits), 3)]
    return "_".join(groups)


def _last_of_range(phrase: Sequence[Value], at: int) -> int:
    """Behind which number the currency goes that stood before the number at `at`: the last of its range, unless that
    one has a unit of its own."""
    last = at
    while last + 2 < len(phrase) and phrase[last + 1].text in _RANGES and phrase[last + 2].kind == NUMBER:
        last += 2
    if last == at or last + 1 == len(phrase) or phrase[last + 1].text in ("per", "/"):
        return last
    return at


def _one_line(raw: str) -> str:
    """A text in straight quotes. An escape `\\u{…}` stays one: who writes it wants to see what cannot be seen."""
    inner = _between_quotes(raw)
    if "\\" not in inner:
        return '"' + inner.replace('"', '\\"') + '"'
    return '"' + "".join(escape or _TO_ESCAPE.sub(_escape, text) for text, escape in _pieces(inner)) + '"'


def _between_quotes(raw: str) -> str:
    """What stands between the quotes; a text that was never closed (a mistake, already told) lacks the second one."""
    return raw[1:-1] if len(raw) > 1 and raw[-1] in _CLOSERS[raw[0]] else raw[1:]


def _several_lines(value: Value, indent: str) -> str:
    """A long text, which stays in one line if it was written so."""
    text = decode(value)
    if not text:
        return '""""""'
    if "\n" not in value.text:
        return f'"""{text} """' if text[-1] == '"' else f'"""{text}"""'
    lines = [f"{indent}  {line}" if line else "" for line in text.split("\n")]
    return "\n".join(['"""', *lines, indent + '"""'])


def _pieces(inner: str) -> Iterator[tuple[str, str]]:
    """The text between the quotes, piece by piece: what it stands for, and how it is escaped if by code point."""
    plain: list[str] = []
    at = 0
    while 0 <= (back := inner.find("\\", at)) < len(inner) - 1:
        plain.append(inner[at:back])
        follows = inner[back + 1]
        at = back + 2
        if follows in '"\\':
            plain.append(follows)
        elif follows == "n":
            plain.append("\n")
        elif follows == "u" and (found := _code_point(inner, at)):
            yield "".join(plain), ""
            plain.clear()
            yield found[0], f"\\u{{{ord(found[0]):X}}}"
            at = found[1]
        else:
            plain.append("\\" + follows)
    yield "".join(plain) + inner[at:], ""


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    if character == "\n":
        return "\\n"
    return "\\" + character if character in '"\\' else f"\\u{{{ord(character):X}}}"


def _long_text(raw: str) -> str:
    inner = raw[3:-3] if raw.endswith('"""') and len(raw) >= 6 else raw[3:]
    first, line_break, rest = inner.partition("\n")
    if not line_break:
        return inner.strip()
    rest = _dedented(rest.rstrip())
    if first.strip():
        return f"{first.lstrip()}\n{rest}".rstrip()
    blank = _BLANK_LINES.match(rest)
    return rest[blank.end() :] if blank else rest


def _dedented(text: str) -> str:
    """Without the blanks that all lines begin with; lines of blanks alone are empty."""
    lines = [line if line.strip(" \t") else "" for line in text.split("\n")]
    margins = [line[: len(line) - len(line.lstrip(" \t"))] for line in lines if line]
    if not margins:
        return "\n".join(lines)
    least, most = min(margins), max(margins)
    same = next((at for at, (one, other) in enumerate(zip(least, most)) if one != other), len(least))
    return "\n".join(line[same:] for line in lines)


def _code_point(text: str, at: int) -> tuple[str, int] | None:
    close = text.find("}", at)
    if text[at : at + 1] != "{" or close < 0 or close - at > 9:
        return None
    try:
        number = int(text[at + 1 : close], 16)
    except ValueError:
        return None
    control = (number < 32 and number not in (9, 10)) or 127 <= number < 160
    if number > 0x10FFFF or 0xD800 <= number <= 0xDFFF or control:
        return None
    return chr(number), close + 1
