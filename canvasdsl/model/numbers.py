"""Reads numbers as people type them: `12,000`, `€3.80`, `5 %`, `10k`, `3.50 .. 4.20 EUR per cup`, dates, `month 6`."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import attrs

from canvasdsl.limits import DIGITS, EXPONENT
from canvasdsl.model.quantities import CURRENCIES, Comparison, Date, Quantity, When, period_of
from canvasdsl.model.reading import Misread, Reader, closest
from canvasdsl.syntax.nodes import Value
from canvasdsl.syntax.tables import DATE, NUMBER, OPERATOR, SYMBOL, WORD
from canvasdsl.syntax.written import CURRENCY_SIGNS, canonical_number

__all__ = ["Number", "read_comparison", "read_date", "read_quantity", "read_when"]

_RANGE = ("..", "-", "–", "—")
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
        return f"a number such as `{self.example}`"

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
    parts = [_part(reader, number)]
    while (sign := reader.token) is not None and sign.kind == SYMBOL and sign.text in _RANGE:
        reader.at += 1
        parts.append(_part(reader, number))
    unit = next((part[1] for part in parts if part[1]), "")
    for _, other, part_start, part_end in parts:
        if other and other != unit:
            raise Misread("TYP104", f"one number has two units, `{unit}` and `{other}`", part_start, part_end,
                          help="write both ends of a range in one unit")  # fmt: skip
    end = reader.end
    per = _per(reader)
    if not unit and not per and reader.behind is not reader.values:
        unit, per = _unit_behind(reader)
    if not unit and number.of == "money" and reader.currency:
        unit = reader.currency
    if len(parts) > 3:
        raise Misread("TYP107", "a range has two or three numbers", start, end, help="write `low .. likely .. high`")
    sizes = [part[0] for part in parts]
    if sizes != sorted(sizes):
        written = " .. ".join(str(size) for size in sorted(sizes))
        raise Misread("TYP107", "this range does not go up", start, end, help=f"write `{written}`")
    low, high = sizes[0], sizes[-1]
    likely = None if len(sizes) == 2 else sizes[len(sizes) // 2]
    _check_unit(reader, number, unit, per, start, reader.end)
    _check_bounds(number, low, high, unit, start, end)
    written = " ".join(value.text for value in reader.values if start <= value.start < reader.end).replace(" %", "%")
    return Quantity(low=low, likely=likely, high=high, unit=unit, per=per, written=written,
                    span=reader.span(start, reader.end))  # fmt: skip


def read_comparison(reader: Reader, number: Number) -> Comparison:
    """An operator and a number: `>= 3`."""
    operator = reader.take(OPERATOR)
    if operator is None:
        reader.expected("TYP103", "a comparison such as `>= 3`")
    text = {"≥": ">=", "≤": "<=", "==": "="}.get(operator.text, operator.text)
    return Comparison(text, read_quantity(reader, number))


def read_date(reader: Reader) -> Date:
    """A day `2027-01-31`, or a month `2027-01`."""
    value = reader.take(DATE)
    if value is None:
        _other_date(reader)
        reader.expected("TYP112", "a date such as `2027-01-31`")
    year, month, *rest = (int(part) for part in value.text.split("-"))
    day = rest[0] if rest else 0
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    most = 0 if not 1 <= month <= 12 else 28 if month == 2 and not leap else _DAYS[month - 1]
    if not most or (rest and not 1 <= day <= most) or year == 0:
        raise Misread("TYP112", f"there is no day `{value.text}`", value.start, value.end,
                      help="dates are written year-month-day, such as `2027-01-31`")  # fmt: skip
    return Date(year, month, day)


def _other_date(reader: Reader) -> None:
    """Ends the reading of `31.12.2026` or `12/31/2026`; where the month may be either, nothing is guessed."""
    values = reader.values[reader.at : reader.at + 5]
    parts = "".join(value.text for value in values).replace("/", ".").split(".")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts) or len(parts[2]) != 4:
        return
    day, month = sorted(parts[:2], key=int, reverse=True)
    help = "dates are written year-month-day, such as `2027-01-31`"
    fix = None
    if int(day) > 12 and int(month) <= 12:
        date = f"{parts[2]}-{int(month):02}-{int(day):02}"
        help = f"write `{date}`: year, month, day"
        fix = reader.replace(f"write `{date}`", values[0].start, values[-1].end, date)
    raise Misread("TYP112", "a date is written year-month-day", values[0].start, values[-1].end, help=help, fix=fix)


def read_when(reader: Reader) -> When:
    """A date, or a period counted from the start, inclusively: `month 6`."""
    value = reader.token
    if value is not None and value.kind == DATE:
        return When(date=read_date(reader))
    if value is None or value.kind != WORD or period_of(value.text) is None:
        reader.expected("TYP112", "a date or a period such as `month 6`")
    reader.at += 1
    counted = reader.take(NUMBER)
    if counted is None or not counted.text.isdigit() or not 0 < int(counted.text[:6]) < 10_000:
        reader.at -= counted is not None
        reader.expected("TYP112", f"a number behind `{value.text}`, such as `{value.text} 6`")
    return When(period=period_of(value.text) or "", number=int(counted.text))


def _part(reader: Reader, number: Number) -> tuple[Decimal, str, int, int]:
    """One number with a unit of its own: its size, its unit, where it stands."""
    unit = ""
    first = reader.token
    if first is None:
        reader.expected("TYP103", number.shows)
    if first.kind == SYMBOL and first.text in CURRENCY_SIGNS:
        unit = CURRENCY_SIGNS[first.text]
        reader.at += 1
    value = reader.take(NUMBER)
    if value is None:
        reader.expected("TYP103", number.shows)
    size, stuck = _size(reader, value)
    follows = reader.token
    if stuck:
        unit = stuck
    elif follows is not None and follows.kind == SYMBOL and (follows.text == "%" or follows.text in CURRENCY_SIGNS):
        reader.at += 1
        unit = "%" if follows.text == "%" else CURRENCY_SIGNS[follows.text]
    elif (
        not unit and follows is not None and follows.kind == WORD and follows.text != "per"
        and follows.text not in reader.words
        and (follows.text in CURRENCIES or _may_be_unit(number, follows.text, reader))
    ):  # fmt: skip
        reader.at += 1
        unit = follows.text
    return size, unit, value.start, value.end


def _may_be_unit(number: Number, word: str, reader: Reader) -> bool:
    if number.of == "score" or word in reader.outer:
        return False
    if number.of in ("count", "any", "duration"):
        return True
    return number.of in ("money", "share") and len(word) > 1


def _per(reader: Reader) -> tuple[str, ...]:
    """`per month per customer`, `/month`."""
    per: list[str] = []
    while (value := reader.token) is not None:
        if not ((value.kind == WORD and value.text == "per") or (value.kind == SYMBOL and value.text == "/")):
            break
        reader.at += 1
        word = reader.take(WORD)
        if word is None:
            reader.expected("TYP104", "a period or a noun behind `per`", example="per month")
        per.append(period_of(word.text) or word.text)
    return tuple(per)


def _unit_behind(reader: Reader) -> tuple[str, tuple[str, ...]]:
    """The unit of the last number of the item, which holds for bare numbers before it."""
    values: Sequence[Value] = reader.behind
    place = max((at for at, value in enumerate(values) if value.kind == NUMBER), default=-1)
    if place < 0:
        return "", ()
    here, at = reader.values, reader.at
    reader.values, reader.at = values, place + 1
    try:
        follows = reader.token
        unit = ""
        if follows is not None and (follows.kind == SYMBOL or (follows.kind == WORD and follows.text in CURRENCIES)):
            unit = "%" if follows.text == "%" else CURRENCY_SIGNS.get(follows.text, follows.text)
            reader.at += 1
        elif follows is not None and follows.kind == WORD and follows.text not in ("per", *reader.words):
            unit = follows.text
            reader.at += 1
        return (unit, _per(reader)) if unit != "/" else ("", ())
    finally:
        reader.values, reader.at = here, at


def _size(reader: Reader, value: Value) -> tuple[Decimal, str]:
    """The size of a number, and the currency that sticks to it (`10EUR`)."""
    raw = value.text
    if "," in raw:
        whole = raw.partition(".")[0].lstrip("+-\u2212")
        groups = whole.rstrip("kKM").split(",")
        if not (groups[0].isdigit() and len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])):
            fixed = raw.replace(",", ".") if raw.count(",") == 1 and "." not in raw else raw.replace(",", "")
            raise Misread(
                "TYP105", f"`{raw}` is no number: a comma stands between thousands only", value.start, value.end,
                help=f"write `{fixed}`; to separate two numbers put a space behind the comma",
                fix=reader.replace(f"write `{fixed}`", value.start, value.end, fixed),
            )  # fmt: skip
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
    if suffix == "k":
        return size.scaleb(3), ""
    if suffix == "M":
        return size.scaleb(6), ""
    if not suffix or suffix.upper() in CURRENCIES:
        return size, suffix.upper()
    if suffix == "m":
        raise Misread(
            "TYP105", f"`{raw}` may mean millions or months", value.start, value.end,
            help=f"write `{digits}M` for millions or `{digits} months`",
        )  # fmt: skip
    raise Misread(
        "TYP105", f"letters stick to the number in `{raw}`", value.start, value.end,
        help="put a space before the unit; a name or a title that begins with a digit stands in quotes",
        fix=reader.replace("insert a space", value.end - len(suffix), value.end - len(suffix), " "),
    )  # fmt: skip


def _check_unit(reader: Reader, number: Number, unit: str, per: tuple[str, ...], start: int, end: int) -> None:
    of = number.of
    if of == "money":
        if unit not in CURRENCIES:
            meant = unit.upper() if unit.upper() in CURRENCIES else closest(unit, ("EUR", "USD", "GBP", "CHF", "JPY"))
            meant = meant or {"euro": "EUR", "euros": "EUR", "dollar": "USD", "dollars": "USD", "pounds": "GBP"}.get(
                unit.lower()
            )
            if not unit:
                raise Misread("TYP104", "this amount has no currency", start, end, help="write it with its currency, "
                              f"such as `{number.example}`, or declare `currency EUR` in `canvas`")  # fmt: skip
            raise Misread("TYP104", f"`{unit}` is no currency", start, end,
                          help=(f"did you mean `{meant}`? " if meant else "") + f"write it so: `{number.example}`")
    elif of == "share":
        if unit != "%":
            found = f"`{unit}`" if unit else "no unit"
            raise Misread("TYP104", f"a share is a percentage, and this number has {found}", start, end,
                          help=f"write it so: `{number.example}`")  # fmt: skip
    elif of == "duration":
        if period_of(unit) is None:
            raise Misread("TYP104", f"`{unit}` is no period" if unit else "this length of time has no unit", start, end,
                          help=f"write it so: `{number.example}`")  # fmt: skip
    elif of == "count" and (unit == "%" or unit in CURRENCIES):
        raise Misread("TYP104", f"a count of things has no unit `{unit}`", start, end,
                      help=f"write it so: `{number.example}`")  # fmt: skip
    elif of == "score" and unit:
        raise Misread("TYP104", f"a mark has no unit, and this one has `{unit}`", start, end,
                      help=f"write it so: `{number.example}`")  # fmt: skip
    if per and number.per == "never":
        raise Misread("TYP108", "this number is not `per` anything", start, end,
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
