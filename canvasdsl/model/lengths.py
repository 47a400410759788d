"""How people write lengths of time elsewhere, and how each is written here; imported when one can't be read."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NoReturn

from canvasdsl.model.quantities import length_of, meant_length
from canvasdsl.model.reading import Misread, Reader
from canvasdsl.syntax.nodes import Value
from canvasdsl.syntax.tables import NUMBER, WORD
from canvasdsl.syntax.written import canonical_number

__all__ = ["added", "length_in_words", "spelt_out", "wrong_length"]

_UNITS = "`minutes`, `hours`, `days`, `weeks`, `months`, `quarters` or `years`"
_IN = {
    "minute": ("second", 60), "hour": ("minute", 60), "day": ("hour", 24), "week": ("day", 7),
    "quarter": ("month", 3), "year": ("month", 12),
}  # fmt: skip
"""How many of a smaller one each length of time holds."""


def wrong_length(reader: Reader, unit: str, sizes: Sequence[Decimal], start: int) -> NoReturn:
    """A length of time whose unit is none, or that has no unit."""
    end = reader.end
    plain = " .. ".join(canonical_number(format(size, "f")) for size in sizes)
    word = next((value for value in reader.values if start <= value.start < end and value.text == unit), None)
    alone = list(sizes) == [1]
    if unit == "m" and word is not None:
        raise Misread("TYP104", "`m` may mean minutes or months", start, end,
                      help=f"write `{plain} minutes` or `{plain} months`")  # fmt: skip
    meant = meant_length(unit) if unit else None
    if meant is not None and word is not None:
        several = spelt_out("", meant, alone=alone)
        raise Misread("TYP104", f"`{unit}` is no unit of time", start, end, help=f"write `{plain} {several}`",
                      fix=reader.replace(f"write `{several}`", word.start, word.end, several))  # fmt: skip
    raise Misread("TYP104", f"`{unit}` is no unit of time" if unit else "this length of time has no unit", start, end,
                  help=f"write it in {_UNITS}, such as `{plain} {spelt_out('', 'day', alone=alone)}`")  # fmt: skip


def added(reader: Reader, start: int) -> None:
    """Ends the reading of a length in two units: `1 hour 30 minutes`, `1 year and 6 months`."""
    values = [value for value in reader.values if value.start >= start and value.text != "and"]
    if len(values) != 4 or [value.kind for value in values] != [NUMBER, WORD, NUMBER, WORD]:
        return
    large, small = length_of(values[1].text), length_of(values[3].text)
    if large is None or small is None or not all(each.text.isdigit() and len(each.text) < 7 for each in values[::2]):
        return
    size, unit = Decimal(values[0].text), large
    while unit != small:
        if unit not in _IN:
            return
        unit, times = _IN[unit]
        size *= times
    text = f"{canonical_number(format(size + Decimal(values[2].text), 'f'))} {small}s"
    reader.should_be("TYP111", "a length of time has one unit, and this one has two", start, values[3].end, text)


def length_in_words(reader: Reader, value: Value) -> None:
    """Ends the reading of `an hour`, `half a day`."""
    half = value.text.lower() == "half"
    values = reader.values[reader.at + half :]
    if len(values) < 2 or values[0].text.lower() not in ("a", "an"):
        return
    length = meant_length(values[1].text)
    if length is not None:
        text = f"0.5 {length}s" if half else f"1 {length}"
        reader.should_be("TYP103", "a length of time begins with a number", value.start, values[1].end, text)


def spelt_out(digits: str, length: str, *, alone: bool) -> str:
    """A number with its unit of time in full: `1 hour`, `4 hours`."""
    return f"{digits} {length if alone else f'{length}s'}".lstrip()
