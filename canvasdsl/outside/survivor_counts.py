"""The survivors of a cohort in a small CSV file: a row for each period, from the start on. Pure functions."""

import csv
import io
from decimal import Decimal

from canvasdsl.diagnostics import Diagnostic
from canvasdsl.outside import unreadable_tables as unreadable
from canvasdsl.outside.csv_form import DELIMITERS, Unclear
from canvasdsl.outside.decoding import decode
from canvasdsl.outside.unreadable import refuse
from canvasdsl.source import Span

__all__ = ["counts_in", "read_counts"]

_NAMES = ("survivors", "customers", "left", "count")
_MOST = 1_000


def read_counts(name: str, data: bytes, span: Span) -> tuple[Decimal, ...] | tuple[Diagnostic, ...]:
    """The counts in the file called `name` that holds `data`; or what is wrong with it, placed at `span`."""
    reading = decode(name, data)
    if reading.diagnostics:
        return (refuse(unreadable.BROKEN_TABLE, f"{name}: {reading.diagnostics[0].message}", span),)
    try:
        return counts_in(reading.source.text)
    except Unclear as unclear:
        return (refuse(unclear.about, f"{name}: {unclear.message}", span, help=unclear.help),)


def counts_in(text: str) -> tuple[Decimal, ...]:
    """The counts of the column `survivors` (or `customers`, `left`, `count`), else of the last one; a first row of
    names may be missing. Raises `Unclear`, with the row."""
    delimiter = max(DELIMITERS, key=text.partition("\n")[0].count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        raise Unclear(unreadable.BROKEN_TABLE, "a quote is opened and not closed", "close it") from None
    numbered = [(number, row) for number, row in enumerate(rows, 1) if any(map(str.strip, row))]
    if not numbered:
        raise Unclear(unreadable.EMPTY_TABLE, "the file is empty", "write a row for each period")
    header = [name.strip().lower() for name in numbered[0][1]]
    place = next((header.index(name) for name in _NAMES if name in header), len(header) - 1)
    body = numbered if _is_count(header[place]) else numbered[1:]
    if not body:
        raise Unclear(unreadable.EMPTY_TABLE, "the file has a header and no rows", "write a row for each period")
    if len(body) > _MOST:
        raise Unclear(unreadable.BROKEN_TABLE, f"a cohort has at most {_MOST:,} periods, and there are {len(body):,} "
                      "rows", "name the file with a row for each period")  # fmt: skip
    for number, row in body:
        if len(row) <= place or not _is_count(row[place].strip()):
            value = row[place].strip()[:40] if len(row) > place else ""
            raise Unclear(unreadable.TABLE_VALUE, f"row {number}: `{value}` is no number of customers",
                          "write how many are left as a whole number")  # fmt: skip
    return tuple(Decimal(row[place].strip()) for _, row in body)


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 15
