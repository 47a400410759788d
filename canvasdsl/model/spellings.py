"""How people write numbers elsewhere, and how each is written here: told where one can't be read.

Each function ends the reading with one message if it knows what was meant, and returns if it does not. A mend is
offered only where nothing else could be meant. Imported when something is wrong, never for a model without mistakes.
"""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from string import ascii_uppercase
from typing import NoReturn

from canvasdsl.diagnostics import Edit, Fix
from canvasdsl.model.lengths import length_in_words
from canvasdsl.model.quantities import CURRENCIES, length_of
from canvasdsl.model.reading import Misread, Reader, as_written
from canvasdsl.model.units import meant_currency, multiplied
from canvasdsl.syntax.nodes import Value
from canvasdsl.syntax.tables import NUMBER, SYMBOL, TEXT, WORD
from canvasdsl.syntax.written import canonical_number, decode

__all__ = [
    "ambiguous_thousands", "in_place_of_comparison", "in_place_of_number", "joined_numbers", "malformed_commas",
    "several_parts",
]  # fmt: skip

_NOTHING = ("free", "none", "nothing", "gratis", "kostenlos", "gratuit")
_DIGITS = {
    word: str(number) for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
        " seventeen eighteen nineteen twenty".split())
} | {"thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "seventy": "70", "eighty": "80", "ninety": "90"}
_ABOUT = ("about", "around", "approx", "approximately", "ca", "circa", "roughly", "nearly", "almost", "some")
_COMPARISONS = {
    "under": "<", "below": "<", "over": ">", "above": ">", "less than": "<", "fewer than": "<", "more than": ">",
    "at least": ">=", "at most": "<=", "up to": "<=", "minimum": ">=", "min": ">=", "maximum": "<=", "max": "<=",
}  # fmt: skip


# ---- Numbers -------------------------------------------------------------------


def malformed_commas(reader: Reader, value: Value) -> NoReturn:
    """A number with a comma that does not stand between thousands."""
    raw = value.text
    at = next((at for at, sign in enumerate(raw) if sign.isalpha()), len(raw))
    digits, suffix = raw[:at], raw[at:]
    whole, _, rest = digits.rpartition(",")
    fixed = digits.replace(",", "")
    if digits.count(",") == 1 and "." not in digits:
        fixed = f"{whole}.{rest}"
    elif "." not in digits and len(rest) != 3 and all(len(group) == 3 for group in whole.split(",")[1:]):
        fixed = f"{whole.replace(',', '_')}.{rest}"  # 1,200,50
    fixed = _with_suffix(fixed, suffix)
    end = value.end
    follows = reader.token
    if follows is not None and (larger := multiplied(fixed, follows.text)):
        fixed, end = larger, follows.end
    raise Misread(
        "TYP105", f"`{raw}` is no number: a comma stands between thousands only", value.start, end,
        help=f"write `{fixed}`; to separate two numbers put a space behind the comma",
        fix=reader.replace(f"write `{fixed}`", value.start, end, fixed),
    )  # fmt: skip


def ambiguous_thousands(reader: Reader, value: Value, *, whole: bool) -> None:
    """Ends the reading of `12.000`, of `12.000.000`, and of `1.200,50`; `whole` if it counts things that are whole."""
    if _dotted(value.text) is None:
        return
    values = reader.values
    at = values.index(value) + 1
    parts = [value]
    while at < len(values) and _goes_on(values[at], parts[-1]):
        parts.append(values[at])
        at += 1
    behind = reader.behind
    if at == len(values) and behind and behind is not values:
        joined_numbers(reader, (tuple(parts), behind))
    if len(parts) > 1:
        _several_dots(reader, parts)
    digits = value.text.rstrip(ascii_uppercase)
    thousands = digits.replace(".", "_")
    plain = _without_zeros(digits)
    fix = None
    if whole:  # at both ends of a range
        numbers = [each for each in values[values.index(value) :] if each.kind == NUMBER and _dotted(each.text)]
        edits = (Edit(reader.span(each.start, each.end), each.text.replace(".", "_")) for each in numbers)
        fix = Fix(f"write `{thousands}`", tuple(edits))
    raise Misread("TYP105", f"`{digits}` may be {thousands} or {plain}", value.start, value.end,
                  help=f"write `{thousands}` or `{plain}`: a dot stands before decimals only", fix=fix)  # fmt: skip


def joined_numbers(reader: Reader, phrases: Sequence[Sequence[Value]]) -> None:
    """Ends the reading of `1.200,50`, which a comma has made two phrases."""
    for one, other in pairwise(phrases):
        last, first = one[-1], other[0]
        if last.kind != NUMBER or first.kind != NUMBER or last.end + 1 != first.start:
            continue
        parts = [last]
        for value in reversed(one[:-1]):
            if not _goes_on(parts[0], value):
                break
            parts.insert(0, value)
        text = _dotted("".join(part.text for part in parts))
        at = next((at for at, sign in enumerate(first.text) if not sign.isdigit()), len(first.text))
        if text is None or not at or "." in first.text:
            continue
        start = parts[0].start
        written = f"{''.join(part.text for part in parts)},{first.text}"
        fixed = _with_suffix(f"{text}.{first.text[:at]}", first.text[at:])
        message = f"`{written}` is no number: a dot stands before decimals only"
        reader.should_be("TYP105", message, start, first.end, fixed)


def several_parts(reader: Reader, value: Value, before: Value, *, alone: bool) -> None:
    """Ends the reading of `20 000` and `12.000.000`; `alone` where no second number could be meant."""
    if value.kind != NUMBER or before.kind != NUMBER:
        return
    if _goes_on(value, before):
        ambiguous_thousands(reader, before, whole=False)
        _several_dots(reader, [before, value])
    at = next((at for at, sign in enumerate(value.text) if not sign.isdigit()), len(value.text))
    if at == 3 and 0 < len(before.text.lstrip("+-\u2212")) <= 3 and before.text.lstrip("+-\u2212").isdigit():
        start = before.start
        text = f"{before.text}_{value.text[:3]}"
        values = reader.values
        end = value.end
        for following in values[reader.at + 1 :]:
            if following.kind != NUMBER or following.text[:3] != following.text or not following.text.isdigit():
                break
            text += "_" + following.text
            end = following.end
        sure = alone or value.text[:3] == "000"
        raise Misread(
            "TYP105", "a number has no blanks inside", start, end, help=f"write `{text}`",
            fix=reader.replace(f"write `{text}`", start, end, text) if sure and at == len(value.text) else None,
        )  # fmt: skip


def in_place_of_number(reader: Reader, example: str, *, scale: str) -> None:
    """What stands where a number belongs: `EUR 20`, `free`, `about 20`, `"8.50"`."""
    value = reader.token
    if value is None:
        return
    follows = reader.following
    text = value.text.lower()
    if value.kind == TEXT:
        _number_in_quotes(reader, value)
    if value.kind != WORD:
        return
    currency = value.text if value.text in CURRENCIES else meant_currency(reader, value.text)
    if currency is not None and follows is not None and follows.kind == NUMBER:
        fixed = f"{follows.text} {currency}"
        reader.should_be("TYP103", "a currency stands behind its number", value.start, follows.end, fixed)
    if text in _NOTHING:
        unit = next((unit for unit in example.split() if unit in CURRENCIES), "")
        zero = f"0 {reader.currency or unit}".strip()
        fix = None
        if len(reader.values) == reader.at + 1 and (reader.currency or not unit):
            fix = reader.replace(f"write `{zero}`", value.start, value.end, zero)
        raise Misread("TYP103", f"`{value.text}` is no number", value.start, value.end, help=f"write `{zero}`", fix=fix)
    length_in_words(reader, value)
    if text in _DIGITS or text == "dozen":
        _number_in_words(reader, value, follows)
    if text in _ABOUT and follows is not None:
        raise Misread("TYP103", f"`{value.text}` is no part of a number", value.start, value.end,
                      help=f"write how sure you are as a range: `{_around(follows)}`")  # fmt: skip
    if text == "between" and follows is not None and follows.kind == NUMBER:
        values = reader.values[reader.at + 1 :]
        at = next((at for at, each in enumerate(values) if each.text in ("and", "to")), 0)
        if at and at + 1 < len(values) and values[at + 1].kind == NUMBER:
            fixed = f"{as_written(values[:at])} .. {values[at + 1].text}"
            end = values[at + 1].end
            reader.should_be("TYP107", "a range is written with two dots", value.start, end, fixed)
    if scale:
        raise Misread("TYP103", f"`{value.text}` is no number", value.start, value.end, help=f"write {scale}")


def in_place_of_comparison(reader: Reader) -> None:
    """`500` or `under 3%` in the place of `< 3%`."""
    values = reader.values[reader.at : reader.at + 3]
    if not values:
        return
    first = values[0]
    if first.kind == NUMBER or (first.kind == SYMBOL and len(values) > 1):
        text = as_written(values[:2]) if len(values) > 1 and values[1].kind == SYMBOL else first.text
        raise Misread("TYP103", "a number stands alone, and a comparison belongs here", first.start, first.end,
                      help=f"write `>= {text}` or `<= {text}`")  # fmt: skip
    for words in (2, 1):
        said = " ".join(value.text.lower() for value in values[:words])
        operator = _COMPARISONS.get(said)
        if operator is not None and len(values) >= words:
            end = values[words - 1].end
            reader.should_be("TYP103", f"`{said}` is written as a sign here", first.start, end, operator)


# ---- Parts ------------------------------------------------------------------------


def _goes_on(value: Value, before: Value) -> bool:
    """Whether two values are parts of one number: `12.000` and `.000`."""
    return value.kind == NUMBER == before.kind and value.text[0] == "." and value.start == before.end


def _dotted(text: str) -> str | None:
    """A number whose dots stand between thousands, with `_` in their place."""
    first, *rest = text.lstrip("+-\u2212").rstrip(ascii_uppercase).split(".")
    grouped = rest and all(len(group) == 3 and group.isdigit() for group in rest)
    return text.replace(".", "_") if grouped and first.isdigit() and len(first) <= 3 and first[0] != "0" else None


def _several_dots(reader: Reader, parts: Sequence[Value]) -> NoReturn:
    raw = "".join(part.text for part in parts)
    text = raw.replace(".", "_")
    start, end = parts[0].start, parts[-1].end
    raise Misread(
        "TYP105", f"`{raw}` is no number: a dot stands before decimals only", start, end,
        help=f"write thousands so: `{text}`", fix=reader.replace(f"write `{text}`", start, end, text),
    )  # fmt: skip


def _without_zeros(text: str) -> str:
    """Another spelling of a number with three decimals, which nobody takes for thousands."""
    short = text.rstrip("0").rstrip(".")
    return short if short != text else text + "0"


def _with_suffix(digits: str, suffix: str) -> str:
    return f"{digits} {suffix}" if suffix in CURRENCIES else digits + suffix


def _around(value: Value) -> str:
    """A range of a tenth to both sides."""
    plain = canonical_number(value.text).replace("_", "")
    try:
        size = Decimal("" if "e" in plain else plain)
    except InvalidOperation:
        return "low .. high"
    low, high = (format((size * part / 10).normalize(), "f") for part in (9, 11))
    return f"{canonical_number(low)} .. {canonical_number(high)}"


def _number_in_words(reader: Reader, value: Value, follows: Value | None) -> NoReturn:
    digits, end = _DIGITS.get(value.text.lower(), "12"), value.end
    next_word = follows.text.lower() if follows is not None and follows.kind == WORD else ""
    if follows is not None and (larger := multiplied(digits, next_word)):
        digits, end = larger, follows.end
    elif next_word in _DIGITS or next_word in ("and", "dozen"):
        raise Misread("TYP103", "a number is written in digits", value.start, value.end, help="such as `25`")
    reader.should_be("TYP103", "a number is written in digits", value.start, end, digits)


def _number_in_quotes(reader: Reader, value: Value) -> None:
    text = decode(value).strip()
    number, _, unit = text.lstrip("$€£").partition(" ")
    plain = number.rstrip("%€$£").replace(".", "", 1).replace(",", "").replace("_", "")
    if plain.isascii() and plain.isdigit() and (not unit or unit in CURRENCIES or length_of(unit) or unit in "%€$£"):
        reader.should_be("TYP103", "a number stands without quotes", value.start, value.end, text)
