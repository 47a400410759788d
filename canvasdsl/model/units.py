"""How people write units, rates and sizes elsewhere, and how each is written here; imported when one can't be read.

A mend is offered only where nothing else could be meant.
"""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import NoReturn

from canvasdsl.model.lengths import spelt_out, wrong_length
from canvasdsl.model.quantities import CURRENCIES, meant_length, meant_period
from canvasdsl.model.reading import Misread, Reader, closest
from canvasdsl.syntax.nodes import Value
from canvasdsl.syntax.tables import NUMBER, WORD
from canvasdsl.syntax.written import CURRENCY_SIGNS, canonical_number

__all__ = ["behind_number", "behind_per", "meant_currency", "multiplied", "stuck_letters", "wrong_unit"]

_TIMES = {
    "hundred": 2, "k": 3, "thousand": 3, "thousands": 3, "tsd": 3, "tausend": 3, "mille": 3, "lakh": 5, "lakhs": 5,
    "m": 6, "mm": 6, "mio": 6, "mln": 6, "mn": 6, "million": 6, "millions": 6, "millionen": 6, "crore": 7, "crores": 7,
    "billion": 9, "billions": 9, "bn": 9, "mrd": 9, "milliarde": 9, "milliarden": 9,
}  # fmt: skip
_ADVERBS = {
    "daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter", "yearly": "year", "annually": "year",
    "annual": "year", "pa": "year", "pm": "month", "pcm": "month",
}  # fmt: skip
_TO = ("to", "till", "bis")
_PER_CENT = ("percent", "pct", "prozent", "procent")
_MONEY = {
    "euro": "EUR", "euros": "EUR", "dollar": "USD", "dollars": "USD", "bucks": "USD", "pound": "GBP", "pounds": "GBP",
    "quid": "GBP", "franc": "CHF", "francs": "CHF", "franken": "CHF", "sfr": "CHF", "yen": "JPY", "yuan": "CNY",
    "rmb": "CNY", "rupee": "INR", "rupees": "INR", "rs": "INR", "real": "BRL", "reais": "BRL", "won": "KRW",
}  # fmt: skip
_ENGLISH = ("ALL", "BAM", "BOB", "COP", "CUP", "GEL", "MAD", "MOP", "PEN", "RON", "SOS", "TOP", "TRY")
"""Currencies whose letters are a word in small print: `cup` is a cup."""


def stuck_letters(reader: Reader, value: Value, digits: str, suffix: str) -> NoReturn:
    """A number with letters behind it."""
    raw = value.text
    if suffix == "m":
        raise Misread(
            "TYP105", f"`{raw}` may mean millions or months", value.start, value.end,
            help=f"write `{digits}M` for millions or `{digits} months`",
        )  # fmt: skip
    if suffix == "x":
        reader.should_be("TYP105", f"letters stick to the number in `{raw}`", value.start, value.end, digits)
    currency = meant_currency(reader, suffix)
    cut = value.end - len(suffix)
    length = meant_length(suffix)
    if currency is None and length is not None:
        reader.should_be("TYP105", f"letters stick to the number in `{raw}`", value.start, value.end,
                         spelt_out(digits, length, alone=digits == "1"))  # fmt: skip
    if currency is not None:
        raise Misread(
            "TYP104", f"`{suffix}` is no currency", cut, value.end, help=f"write `{digits} {currency}`",
            fix=reader.replace(f"write `{currency}`", cut, value.end, f" {currency}"),
        )  # fmt: skip
    if suffix != "mm" and (fixed := multiplied(digits, suffix)):
        reader.should_be("TYP105", f"letters stick to the number in `{raw}`", value.start, value.end, fixed)
    raise Misread(
        "TYP105", f"letters stick to the number in `{raw}`", value.start, value.end,
        help="put a space before the unit; a name or a title that begins with a digit stands in quotes",
        fix=reader.replace("insert a space", cut, cut, " ") if suffix[0].isalpha() else None,
    )  # fmt: skip


def behind_number(reader: Reader, of: str, *, after: Value) -> None:
    """The word at the reader, behind the number `after`: `million`, `percent`, `monthly`, `a month`, `to 20`.

    `of` is the measure of the number.
    """
    word = reader.token
    if word is None:
        return
    text = word.text.lower()
    before = reader.values[reader.at - 1]
    follows = reader.following
    if before is after:
        if word.text == "m" and of != "duration":
            raise Misread("TYP105", f"`{after.text} m` may mean millions, months or metres", after.start, word.end,
                          help=f"write `{after.text}M`, `{after.text} months` or `{after.text} metres`")  # fmt: skip
        fixed = multiplied(after.text, word.text)
        if fixed:
            reader.should_be("TYP105", f"`{word.text}` is no unit", after.start, word.end, fixed)
    if text in _PER_CENT and before is after:
        reader.should_be("TYP104", f"`{word.text}` is no unit", before.end, word.end, "%")
    if text in _ADVERBS:
        reader.should_be("TYP104", "a rate is written with `per`", word.start, word.end, f"per {_ADVERBS[text]}")
    if follows is not None and follows.kind == WORD and text not in _TO:
        period = meant_period(follows.text)
        if period is not None:
            reader.should_be("TYP104", "a rate is written with `per`", word.start, follows.end, f"per {period}")
    if text in _TO and follows is not None and (follows.kind == NUMBER or follows.text in CURRENCY_SIGNS):
        reader.should_be("TYP107", "a range is written with two dots", word.start, word.end, "..")


def behind_per(reader: Reader, per: Value, of: str) -> None:
    """What stands behind `per`, at the reader: `mo`, `Month`, `cent`, `1000 views`."""
    value = reader.token
    if value is None:
        return
    if value.kind == NUMBER:
        end = reader.values[reader.at - 2].end
        if per.text == "/" and "of" in reader.words:
            reader.should_be("TYP108", "the scale of a mark stands behind `of`", end, value.start, " of ")
        if per.text == "/" and of == "score":
            raise Misread("TYP108", "a mark stands without its scale", per.start, value.end, help="take the scale out",
                          fix=reader.replace("take the scale out", end, value.end, ""))  # fmt: skip
        thing = reader.following
        noun = thing.text.removesuffix("s") if thing is not None and thing.kind == WORD else "piece"
        raise Misread("TYP104", "a number is `per` one of something", value.start, value.end,
                      help=f"divide it by {value.text} and write `per {noun}`")  # fmt: skip
    if value.kind != WORD:
        return
    if value.text.lower() == "cent" and per.text == "per":
        before = reader.values[reader.at - 2]
        reader.should_be("TYP104", "a percentage has the sign `%`", before.end, value.end, "%")
    period = meant_period(value.text)
    if period is not None:
        fix = reader.replace(f"write `{period}`", value.start, value.end, period) if len(value.text) > 1 else None
        help = f"did you mean `{period}`?" if fix else f"write it out, such as `{period}`"
        raise Misread("TYP104", f"`{value.text}` is no period", value.start, value.end, help=help, fix=fix)


def wrong_unit(
    reader: Reader, of: str, unit: str, per: tuple[str, ...], sizes: Sequence[Decimal], start: int, example: str
) -> NoReturn:
    """A number whose unit is not one of its measure `of`, or that has none."""
    end = reader.end
    rate = "".join(f" per {each}" for each in per)
    values = [value for value in reader.values if start <= value.start < end]
    word = next((value for value in values if value.text == unit), None)
    plain = " .. ".join(canonical_number(format(size, "f")) for size in sizes)
    number = next((value for value in reversed(values) if value.kind == NUMBER), None)
    if of == "money":
        if not unit:
            like = reader.currency or "EUR"
            raise Misread("TYP104", "this amount has no currency", start, end,
                          help=f"write it with its currency, such as `{plain} {like}{rate}`, or declare "
                          f"`currency {like}` in `canvas`")  # fmt: skip
        if unit == "%":
            raise Misread("TYP104", "an amount of money is no percentage", start, end,
                          help="write what it comes to for one of them, such as "
                          f"`6.80 {reader.currency or 'EUR'} per order`, and the percentage in a `note`")  # fmt: skip
        meant = meant_currency(reader, unit) or closest(unit, ("EUR", "USD", "GBP", "CHF", "JPY"))
        if meant is not None and word is not None:
            raise Misread("TYP104", f"`{unit}` is no currency", start, end, help=f"write `{plain} {meant}{rate}`",
                          fix=reader.replace(f"write `{meant}`", word.start, word.end, meant))  # fmt: skip
        raise Misread("TYP104", f"`{unit}` is no currency", start, end,
                      help=f"write it so: `{plain} {reader.currency or 'EUR'}{rate}`")  # fmt: skip
    if of == "share":
        found = f"`{unit}`" if unit else "no unit"
        help = f"write it so: `{example}`"
        fix = None
        if not unit and number is not None and not number.text[-1].isalpha():
            period = " per ".join(["", *(per or example.split()[2:])])
            if all(0 < size <= 1 for size in sizes):
                shares = " .. ".join(canonical_number(format((size * 100).normalize(), "f")) for size in sizes)
                help = f"if it is a share of 1, write `{shares}%{period}`"
            else:
                help = f"write `{plain}%{period}`"
                fix = reader.replace("write `%`", number.end, number.end, "%")
        raise Misread("TYP104", f"a share is a percentage, and this number has {found}", start, end, help=help, fix=fix)
    if of == "duration":
        wrong_length(reader, unit, sizes, start)
    what = "a count of things has no unit `{}`" if of == "count" else "a mark has no unit, and this one has `{}`"
    raise Misread("TYP104", what.format(unit), start, end, help=f"write it so: `{example}`")


def meant_currency(reader: Reader, word: str) -> str | None:
    """The currency that a word means: `eur`, `euros`, `dollars`."""
    if (code := word.upper()) in CURRENCIES and code not in _ENGLISH:
        return code
    meant = _MONEY.get(word.lower())
    if meant == "USD" and reader.currency.endswith("D"):
        return reader.currency  # whose dollars they are is said in `canvas`
    return meant


def multiplied(raw: str, word: str) -> str:
    """A number times a word, as it is written here: `4M` for `4 million`; empty if the word is no such number."""
    times = _TIMES.get(word.lower())
    plain = canonical_number(raw).replace("_", "")
    if times is None or word == "m" or not plain[-1:].isdigit() or "e" in plain:
        return ""
    if times == 3 or times == 6:
        return plain + ("k" if times == 3 else "M")
    try:
        return canonical_number(format(Decimal(plain).scaleb(times), "f"))
    except InvalidOperation:
        return ""
