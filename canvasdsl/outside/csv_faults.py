"""Where a table goes wrong: the first row that can't be read and how many more, found by walking over it once more.

Only a table that could not be summarised is walked over, in little memory, however large it is. Rows are counted as
spreadsheets do: the header is row 1.
"""

import codecs
import csv
from collections.abc import Iterator
from datetime import date

import attrs

from canvasdsl.outside.csv_form import Form, plain_number

__all__ = ["Fault", "first_fault"]

_BEYOND = 10_000_000
"""So many rows behind the first fault are searched for more."""
_CHUNK = 1 << 20
_KNOWN = 100_000


@attrs.frozen
class Fault:
    """What is wrong in `row`: the `column` (empty where it is the row), the `value`, what it is, and in how many rows;
    `least` where there may be more."""

    kind: str
    row: int
    column: str = ""
    value: str = ""
    count: int = 1
    least: bool = False


def first_fault(path: str, form: Form, *, earliest: int, latest: int) -> Fault | None:
    """The first fault of the table at `path`; days are numbers of `date.toordinal`. `kind` is one of `utf-8`, `quote`,
    `ragged`, `customer`, `date`, `early`, `late`, `amount`."""
    line = _first_bad_line(path)
    if line:
        return Fault("utf-8", line)
    found: Fault | None = None
    count = 0
    for fault in _faults(path, form, earliest, latest):
        if found is None:
            found = fault
        elif fault.row > found.row + _BEYOND:
            return attrs.evolve(found, count=count, least=True)
        count += fault.kind == found.kind
    return found and attrs.evolve(found, count=count)


def _first_bad_line(path: str) -> int:
    """The line with the first byte that is not UTF-8, from 1; 0 where there is none."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    lines = 1
    with open(path, "rb") as file:
        while True:
            chunk = file.read(_CHUNK)
            try:
                decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                return lines + error.object[: error.start].count(b"\n")
            if not chunk:
                return 0
            lines += chunk.count(b"\n")


def _faults(path: str, form: Form, earliest: int, latest: int) -> Iterator[Fault]:
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file, delimiter=form.delimiter, strict=True)
        number, days = 0, _Days(form, earliest, latest)
        try:
            for number, row in enumerate(rows, 1):
                if number > 1 and row:
                    fault = _fault(number, row, form, days)
                    if fault is not None:
                        yield fault
        except csv.Error:
            yield Fault("quote", number + 1)


class _Days:
    """Tells what is wrong with a day; the same days come again and again."""

    def __init__(self, form: Form, earliest: int, latest: int) -> None:
        self.pattern, self.short = form.day_pattern, "YYYY" not in form.dates
        self.earliest, self.latest = earliest, latest
        self.known: dict[str, str] = {}

    def wrong(self, text: str) -> str:
        """The kind of fault; empty where it is a day within the bounds."""
        kind = self.known.get(text)
        if kind is None:
            kind = self._wrong(text)
            if len(self.known) < _KNOWN:
                self.known[text] = kind
        return kind

    def _wrong(self, text: str) -> str:
        found = self.pattern.fullmatch(text.strip())
        if found is None:
            return "date"
        year = int(found["y"])
        if self.short:
            year += 2000 if year < 69 else 1900
        try:
            day = date(year, int(found["m"]), int(found["d"])).toordinal()
        except ValueError:
            return "date"
        return "early" if day < self.earliest else "late" if day > self.latest else ""


def _fault(number: int, row: list[str], form: Form, days: _Days) -> Fault | None:
    if len(row) != len(form.header):
        return Fault("ragged", number, value=str(len(row)))
    if not row[form.customer].strip():
        return Fault("customer", number, form.header[form.customer])
    wrong = days.wrong(row[form.day])
    if wrong and not (wrong in ("early", "late") and _is_refund(row, form)):
        return Fault(wrong, number, form.header[form.day], row[form.day])
    if form.amount is not None and not _is_amount(row[form.amount].strip(), form):
        return Fault("amount", number, form.header[form.amount], row[form.amount])
    return None


def _is_refund(row: list[str], form: Form) -> bool:
    return form.amount is not None and row[form.amount].strip().startswith("-")


_MOST_DIGITS = 14
"""Before the cents: what fits into the exact sums."""


def _is_amount(text: str, form: Form) -> bool:
    if not plain_number(text, comma=form.comma):
        return False
    whole = text.partition("," if form.comma else ".")[0]
    return sum(map(str.isdigit, whole)) <= _MOST_DIGITS and (form.groups or ("." if form.comma else ",") not in whole)
