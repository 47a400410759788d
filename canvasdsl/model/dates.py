"""How people write dates elsewhere, and how each is written here; imported when one can't be read."""

from collections.abc import Sequence

from canvasdsl.model.reading import Misread, Reader
from canvasdsl.syntax.nodes import Value

__all__ = ["in_place_of_date"]

_MONTHS = (
    "january jan januar janvier enero", "february feb februar février febrero", "march mar märz mars marzo",
    "april apr avril abril", "may mai mayo", "june jun juni juin junio", "july jul juli juillet julio",
    "august aug août agosto", "september sep sept septembre septiembre", "october oct oktober octobre octubre",
    "november nov novembre noviembre", "december dec dezember décembre diciembre",
)  # fmt: skip
_MONTH = {word: number for number, words in enumerate(_MONTHS, 1) for word in words.split()}


def in_place_of_date(reader: Reader) -> None:
    """Ends the reading of `31.12.2026`, `2027-1-1`, `January 2027`; returns where none of them stands."""
    values = reader.values[reader.at :]
    run = list(values[:1])
    for value in values[1:6]:
        if value.start != run[-1].end:
            break
        run.append(value)
    text = "".join(value.text for value in run)
    for sign in "/-\u2013\u2212":
        text = text.replace(sign, ".")
    parts = text.split(".")
    if text.isascii() and all(part.isdigit() and len(part) <= 4 for part in parts):
        _numbers(reader, parts, run[0].start, run[-1].end)
    _words(reader, values[:3])


def _numbers(reader: Reader, parts: list[str], start: int, end: int) -> None:
    first, last = parts[0], parts[-1]
    dates: list[str] = []
    if len(first) == 4 and len(parts) == 1 and len(reader.values) == reader.at + 1:
        raise Misread("TYP112", "a year alone is no date", start, end, help=f"write its month, such as `{first}-01`")
    if len(first) == 4 and 2 <= len(parts) <= 3:
        dates = _dates(first, *parts[1:])
    elif len(last) == 4 and len(parts) == 2:
        dates = _dates(last, first)
    elif len(last) == 4 and len(parts) == 3:
        dates = list(dict.fromkeys((*_dates(last, parts[1], first), *_dates(last, first, parts[1]))))
    if len(dates) > 1:  # both can be the month
        raise Misread("TYP112", "a date is written year-month-day", start, end,
                      help=f"write `{dates[0]}` or `{dates[1]}`")  # fmt: skip
    if dates:
        reader.should_be("TYP112", "a date is written year-month-day", start, end, dates[0])


def _words(reader: Reader, values: Sequence[Value]) -> None:
    month = next((at for at, value in enumerate(values[:2]) if value.text.lower() in _MONTH), -1)
    year = next((at for at, value in enumerate(values) if _is_number(value.text) and len(value.text) == 4), -1)
    if month < 0 or year < month:
        return
    days = [value.text for value in values[:year] if _is_number(value.text)]
    dates = _dates(values[year].text, str(_MONTH[values[month].text.lower()]), *days) if len(days) == year - 1 else []
    if dates:
        reader.should_be("TYP112", "a date is written year-month-day", values[0].start, values[year].end, dates[0])


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 4


def _dates(year: str, month: str, *day: str) -> list[str]:
    """The date as it is written here, if there is such a month and such a day."""
    if not 1 <= int(month) <= 12 or not all(1 <= int(each) <= 31 for each in day):
        return []
    return ["-".join((year, f"{int(month):02}", *(f"{int(each):02}" for each in day)))]
