"""Reads numbers as people type them: `12,000`, `€3.80`, `5 %`, `10k`, `3.50 .. 4.20 EUR per cup`, dates, `month 6`."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import attrs

from canvasdsl.limits import DIGITS, EXPONENT
from canvasdsl.model.quantities import CURRENCIES, Comparison, Date, Quantity, When, length_of, period_of
from canvasdsl.model.reading import Misread, Reader
from canvasdsl.syntax.nodes import Value
from canvasdsl.syntax.tables import DATE, NUMBER, OPERATOR, SYMBOL, WORD
from canvasdsl.syntax.written import CURRENCY_SIGNS, canonical_number

__all__ = ["Number", "read_comparison", "read_date", "read_quantity", "read_when"]

_RANGE = ("..", "-", "–", "—")
_THOUSANDS = re.compile(r"[-+\u2212]?[0-9]{1,3}(?:,[0-9]{3})+(?![0-9_,])")
_DOTTED = re.compile(r"[-+\u2212]?[1-9][0-9]{0,2}\.[0-9]{3}(?![0-9_kKM]|[eE][-+0-9])")
"""What people write for thousands where a dot stands between them."""
_THREE_DECIMALS = ("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND")
"""Currencies of a thousand parts: in these three decimals are nothing special."""
_SAID_OTHERWISE = frozenset((
    "hundred", "k", "thousand", "thousands", "tsd", "tausend", "mille", "lakh", "lakhs", "m", "mm", "mio", "mln", "mn",
    "million", "millions", "millionen", "crore", "crores", "billion", "billions", "bn", "mrd", "milliarde",
    "milliarden", "daily", "weekly", "monthly", "quarterly", "yearly", "annually", "annual", "pa", "pm", "pcm", "to",
    "till", "bis", "percent", "pct", "prozent", "procent", "a", "an", "each", "every", "pro", "je", "par", "por", "al",
))  # fmt: skip
"""Words that people write behind a number and that are no unit: `spellings` knows what each means."""
_CALLED = {"money": "an amount", "share": "a percentage", "duration": "a length of time"}
"""What a number of a measure is called."""
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@attrs.frozen
class Number:
    """A number or range. `of` is its measure (`money`, `share`, `count`, `duration`, `score` or `any`).

    `per` says whether it takes `per …`: `never`, `may`, or `period` where a period belongs to it. `least` and `most`
    bound it.
    """

    of: str
    per: str = "never"
    least: float | None = None
    most: float | None = None
    example: str = ""

    @property
    def shows(self) -> str:
        """How it is written."""
        if self.of == "score":
            return f"a number from {self.least} to {self.most} such as `{self.example}`"
        return f"{_CALLED.get(self.of, 'a number')} such as `{self.example}`"

    def fits(self, value: Value) -> bool:
        return value.kind == NUMBER or value.kind == SYMBOL

    def read(self, reader: Reader) -> Any:
        return read_quantity(reader, self)


def read_quantity(reader: Reader, number: Number) -> Quantity:
    """A number or range with its unit. A bare one takes the unit written last in the item, or the currency."""
    first = reader.token
    if first is None:
        reader.expected("TYP103", number.shows)
    start = first.start
    sizes, unit, per, end = _range(reader, number)
    if number.of == "duration" and reader.token is not None:
        from canvasdsl.model import lengths

        lengths.added(reader, start)
    if not unit and not per and reader.behind is not reader.values:
        unit, per = _unit_behind(reader, number)
    if not unit and number.of == "money" and reader.currency:
        unit = reader.currency
    if len(sizes) > 3:
        raise Misread("TYP107", "a range has two or three numbers", start, end, help="write `low .. likely .. high`")
    if len(sizes) > 1 and sizes != sorted(sizes):
        written = " .. ".join(str(size) for size in sorted(sizes))
        raise Misread("TYP107", "this range does not go up", start, end, help=f"write `{written}`")
    low, high = sizes[0], sizes[-1]
    likely = None if len(sizes) == 2 else sizes[len(sizes) // 2]
    _check_unit(reader, number, unit, per, sizes, start)
    _check_bounds(number, low, high, unit, start, end)
    written = " ".join(value.text for value in reader.values if start <= value.start < reader.end).replace(" %", "%")
    quantity = Quantity(low=low, likely=likely, high=high, unit=unit, per=per, written=written,
                        span=reader.span(start, reader.end))  # fmt: skip
    return quantity if reader.exchanging is None else reader.exchanging.of(quantity)


def read_comparison(reader: Reader, number: Number) -> Comparison:
    """An operator and a number: `>= 3`."""
    operator = reader.take(OPERATOR)
    if operator is None:
        from canvasdsl.model import spellings

        spellings.in_place_of_comparison(reader)
        reader.expected("TYP103", "a comparison such as `>= 3`")
    text = {"≥": ">=", "≤": "<=", "==": "="}.get(operator.text, operator.text)
    return Comparison(text, read_quantity(reader, number))


def read_date(reader: Reader) -> Date:
    """A day `2027-01-31`, or a month `2027-01`."""
    value = reader.take(DATE)
    if value is None:
        from canvasdsl.model.dates import in_place_of_date

        in_place_of_date(reader)
        reader.expected("TYP112", "a date such as `2027-01-31`")
    year, month, *rest = (int(part) for part in value.text.split("-"))
    day = rest[0] if rest else 0
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    most = 0 if not 1 <= month <= 12 else 28 if month == 2 and not leap else _DAYS[month - 1]
    if not most or (rest and not 1 <= day <= most) or year == 0:
        raise Misread("TYP112", f"there is no day `{value.text}`", value.start, value.end,
                      help="dates are written year-month-day, such as `2027-01-31`")  # fmt: skip
    return Date(year, month, day)


def read_when(reader: Reader) -> When:
    """A date, or a period counted from the start, inclusively: `month 6`."""
    value = reader.token
    if value is not None and value.kind == DATE:
        return When(date=read_date(reader))
    if value is None or value.kind != WORD or period_of(value.text) is None:
        from canvasdsl.model.dates import in_place_of_date

        in_place_of_date(reader)
        reader.expected("TYP112", "a date or a period such as `month 6`")
    reader.at += 1
    counted = reader.take(NUMBER)
    if counted is None or not counted.text.isdigit() or not 0 < int(counted.text[:6]) < 10_000:
        reader.at -= counted is not None
        reader.expected("TYP112", f"a number behind `{value.text}`, such as `{value.text} 6`")
    return When(period=period_of(value.text) or "", number=int(counted.text))


def _range(reader: Reader, number: Number) -> tuple[list[Decimal], str, tuple[str, ...], int]:
    """The numbers of a range, or one; their unit and what they are `per`; where the last of them ends."""
    size, unit, value = _part(reader, number)
    sizes = [size]
    per = _per(reader, number.of, value)
    while (sign := reader.token) is not None and sign.kind == SYMBOL and sign.text in _RANGE:
        reader.at += 1
        first = value
        size, other, value = _part(reader, number)
        sizes.append(size)
        if other and unit and other != unit:
            raise Misread("TYP104", f"one number has two units, `{unit}` and `{other}`", first.start, value.end,
                          help="write both ends of a range in one unit")  # fmt: skip
        unit = unit or other
        further = _per(reader, number.of, value)
        if per and further and per != further:
            raise Misread("TYP104", f"one number is `per {' per '.join(per)}` and `per {' per '.join(further)}`",
                          first.start, value.end, help="write both ends of a range in one unit")  # fmt: skip
        per = per or further
    return sizes, unit, per, value.end


def _part(reader: Reader, number: Number) -> tuple[Decimal, str, Value]:
    """One number with a unit of its own: its size, its unit, and its value."""
    unit = ""
    first = reader.token
    if first is None:
        reader.expected("TYP103", number.shows)
    if first.kind == SYMBOL and first.text in CURRENCY_SIGNS:
        unit = CURRENCY_SIGNS[first.text]
        reader.at += 1
    value = reader.take(NUMBER)
    if value is None:
        from canvasdsl.model import spellings

        scale = f"{number.shows}: {number.most} is the most" if number.of == "score" else ""
        spellings.in_place_of_number(reader, number.example, scale=scale)
        reader.expected("TYP103", number.shows)
    size, further = _size(reader, value)
    follows = reader.token
    if follows is not None and not further:
        kind, text = follows.kind, follows.text
        if kind == SYMBOL:
            further = "%" if text == "%" else CURRENCY_SIGNS.get(text, "")
            reader.at += further != ""
        elif kind == NUMBER:
            from canvasdsl.model import spellings

            spellings.several_parts(reader, follows, value, alone=number.of != "money")
        elif kind == WORD and text != "per" and text not in reader.words:
            if text.lower() in _SAID_OTHERWISE:
                from canvasdsl.model import units

                units.behind_number(reader, number.of, after=value)
            if text in CURRENCIES or (not unit and _may_be_unit(number, text, reader)):
                reader.at += 1
                further = text
    if unit and further:
        raise Misread("TYP104", f"one number has two units, `{unit}` and `{further}`", first.start, reader.end,
                      help="keep one of them")  # fmt: skip
    unit = unit or further
    if (
        "." in value.text and _DOTTED.match(value.text)
        and unit != "%" and unit not in _THREE_DECIMALS and number.of not in ("share", "score")
    ):  # fmt: skip
        from canvasdsl.model import spellings

        spellings.ambiguous_thousands(reader, value, whole=number.of == "count" and number.per == "never")
    return size, unit, value


def _counts_here(number: Number, word: str, reader: Reader) -> bool:
    """Whether a word that is a property too stands for what is counted: `900 visits per day`, `within 4 hours`."""
    behind = reader.following
    if number.of == "duration":
        return behind is None and length_of(word) is not None
    return number.of in ("count", "any") and behind is not None and behind.text == "per"


def _may_be_unit(number: Number, word: str, reader: Reader) -> bool:
    if number.of == "score" or (word in reader.outer and not _counts_here(number, word, reader)):
        return False
    if number.of in ("count", "any", "duration"):
        return True
    return number.of in ("money", "share") and len(word) > 1


def _per(reader: Reader, of: str, number: Value) -> tuple[str, ...]:
    """`per month per customer`, `/month`, behind a number."""
    per: list[str] = []
    while (value := reader.token) is not None:
        if value.kind == WORD and value.text != "per" and value.text.lower() in _SAID_OTHERWISE:
            from canvasdsl.model import units

            units.behind_number(reader, of, after=number)
        if not ((value.kind == WORD and value.text == "per") or (value.kind == SYMBOL and value.text == "/")):
            break
        reader.at += 1
        word = reader.token
        period = None if word is None or word.kind != WORD else period_of(word.text)
        if period is None:
            from canvasdsl.model import units

            units.behind_per(reader, value, of)
        if word is None or word.kind != WORD:
            reader.expected("TYP104", "a period or a noun behind `per`", example="per month")
        if (period or word.text) in per:
            fix = reader.replace("take it out", reader.values[reader.at - 2].end, word.end, "")
            raise Misread("TYP108", f"`per {word.text}` is said twice", value.start, word.end, help="keep one of them",
                          fix=fix)  # fmt: skip
        reader.at += 1
        per.append(period or word.text)
    return tuple(per)


def _unit_behind(reader: Reader, number: Number) -> tuple[str, tuple[str, ...]]:
    """The unit of the last number of the item, which holds for bare numbers before it."""
    values: Sequence[Value] = reader.behind
    place = _last_number(values)
    if place < 0:
        return "", ()
    here, at = reader.values, reader.at
    reader.values, reader.at = values, place
    try:
        _, unit, per, _ = _range(reader, number)
    except Misread:  # it is told where that number is read
        return "", ()
    finally:
        reader.values, reader.at = here, at
    return unit, per


def _last_number(values: Sequence[Value]) -> int:
    """Where the last number or range begins, its sign included; a number behind a period (`month 6`) is none."""
    place = -1
    for at, value in enumerate(values):
        if value.kind != NUMBER:
            continue
        first = at
        if at and values[at - 1].kind == SYMBOL and values[at - 1].text in CURRENCY_SIGNS:
            first -= 1
        before = values[first - 1] if first else None
        if before is None or not (
            (before.kind == SYMBOL and before.text in _RANGE)
            or (before.kind == WORD and first == at and period_of(before.text) is not None)
        ):
            place = first
    return place


def _size(reader: Reader, value: Value) -> tuple[Decimal, str]:
    """The size of a number, and the currency that sticks to it (`10EUR`)."""
    raw = value.text
    if "," in raw and not _THOUSANDS.match(raw):
        from canvasdsl.model import spellings

        spellings.malformed_commas(reader, value)
    text = canonical_number(raw).replace("_", "")
    at = next((place for place, sign in enumerate(text) if sign not in "-.0123456789"), len(text))
    digits, suffix = text[:at], text[at:]
    exponent = 0
    if suffix[:1] in ("e", "E") and suffix[1:].lstrip("+-")[:1].isdigit():
        power = suffix[1:]
        cut = next((place for place, sign in enumerate(power) if sign not in "+-0123456789"), len(power))
        exponent, suffix = int(power[:cut]) if len(power[:cut]) < 9 else EXPONENT + 1, power[cut:]
    if len(digits.replace(".", "").replace("-", "")) > DIGITS:
        raise Misread("TYP106", f"this number has more than {DIGITS} digits", value.start, value.end,
                      help="round it; nobody knows so exactly")  # fmt: skip
    if abs(exponent) > EXPONENT:
        raise Misread("TYP106", f"this number has an exponent beyond {EXPONENT}", value.start, value.end,
                      help="write it with fewer zeros")  # fmt: skip
    size = Decimal(digits)
    if exponent:
        size = size.scaleb(exponent)
    if not suffix:
        return size, ""
    if suffix == "k":
        return size.scaleb(3), ""
    if suffix == "M":
        return size.scaleb(6), ""
    if suffix not in CURRENCIES:
        from canvasdsl.model import units

        units.stuck_letters(reader, value, raw[: len(raw) - len(suffix)], suffix)
    reader.respelled[value.start] = f"{canonical_number(raw[: len(raw) - len(suffix)])} {suffix}"
    return size, suffix


def _check_unit(
    reader: Reader, number: Number, unit: str, per: tuple[str, ...], sizes: Sequence[Decimal], start: int
) -> None:
    of = number.of
    if (
        (of == "money" and unit not in CURRENCIES)
        or (of == "share" and unit != "%")
        or (of == "duration" and length_of(unit) is None)
        or (of == "count" and (unit == "%" or unit in CURRENCIES))
        or (of == "score" and unit)
    ):
        from canvasdsl.model import units

        units.wrong_unit(reader, of, unit, per, sizes, start, number.example)
    if per and number.per == "never":
        raise Misread("TYP108", "this number is not `per` anything", start, reader.end,
                      help=f"write it so: `{number.example}`")  # fmt: skip


def _check_bounds(number: Number, low: Decimal, high: Decimal, unit: str, start: int, end: int) -> None:
    least, most = number.least, number.most
    if (least is not None and low < least) or (most is not None and high > most):
        sign = "%" if unit == "%" else ""
        if most is None:
            domain = "0 or more" if least == 0 else f"{least}{sign} or more"
        else:
            domain = f"between {least if least is not None else 'any'}{sign} and {most}{sign}"
        raise Misread("TYP109", "this number is outside its domain", start, end, help=f"it is {domain}")
