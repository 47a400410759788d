"""Reads tables of purchases: they are summarised by DuckDB in bounded memory.

DuckDB is imported only here and only when a model names purchases. It sees the one file that the resolver has found,
is told how the file is written, and can open, fetch, load and set nothing else.
"""

import os
import tempfile
from datetime import date
from typing import Any

from canvasdsl.diagnostics import Diagnostic, Severity
from canvasdsl.model.purchase_data import PurchaseRequest, Purchases
from canvasdsl.outside import unreadable_tables as unreadable
from canvasdsl.outside.csv_faults import Fault, first_fault
from canvasdsl.outside.csv_form import Form, Unclear, form_of, plain_number
from canvasdsl.outside.purchase_summary import NO_PURCHASE, Wrong, literal, summary
from canvasdsl.outside.resolver import Table
from canvasdsl.outside.unreadable import Unreadable, refuse
from canvasdsl.source import Span

__all__ = ["connected", "read_purchases"]

EARLIEST, LATEST = date(1970, 1, 1).toordinal(), date(2199, 12, 31).toordinal()
"""Days outside are slips, such as the 1900-01-00 of a spreadsheet."""
_MEMORY = "1GB"
_DISK = "20GB"
_THREADS = 4


def read_purchases(table: Table, request: PurchaseRequest) -> Purchases | tuple[Diagnostic, ...]:
    """What a table says; or what keeps it from being read, with the row."""
    try:
        form = form_of(table.head, request, whole=len(table.head) == table.size)
    except Unclear as unclear:
        return (_unclear(unclear, table.name, request.places.get(unclear.word, request.span)),)
    try:
        import duckdb
    except ImportError:
        return (refuse(unreadable.NO_DUCKDB, f"reading `{table.name}` takes the package duckdb", request.span),)
    latest = request.until or LATEST
    with tempfile.TemporaryDirectory(prefix="canvasdsl-", ignore_cleanup_errors=True) as spill:
        try:
            connection = connected(duckdb, table.path, spill)
            try:
                return summary(connection, table.path, form, request, earliest=EARLIEST, latest=latest)
            finally:
                connection.close()
        except (duckdb.Error, Wrong) as error:
            said = str(error).partition("\n")[0][:200]
    try:
        fault = first_fault(table.path, form, earliest=EARLIEST, latest=latest)
    except OSError as error:
        fault, said = None, error.strerror or "it can't be read"
    if fault is None and said == NO_PURCHASE:
        return (refuse(unreadable.EMPTY_TABLE, f"{table.name}: {said}: all amounts are below 0", request.span,
                       help="an amount below 0 is paid back: export what customers paid, too, as amounts above 0"),)
    if fault is None:
        return (refuse(unreadable.UNREAD_TABLE, f"{table.name} can't be summarised: {said}", request.span),)
    return (_faulty(fault, form, table.name, request),)


def _unclear(unclear: Unclear, name: str, span: Span) -> Diagnostic:
    return refuse(unclear.about, f"{name}: {unclear.message}", span, help=unclear.help)


def connected(duckdb: Any, path: str, spill: str) -> Any:
    """A connection that can read the file at `path`, write below `spill`, and nothing else; its settings are locked."""
    connection = duckdb.connect(":memory:", config={
        "memory_limit": _MEMORY, "threads": min(_THREADS, os.cpu_count() or 1), "temp_directory": spill,
        "max_temp_directory_size": _DISK, "preserve_insertion_order": False,
        "autoinstall_known_extensions": False, "autoload_known_extensions": False,
        "allow_community_extensions": False, "python_enable_replacements": False,
    })  # fmt: skip
    allowed = ", ".join("'" + each.replace("'", "''") + "'" for each in (path, literal(path)))
    connection.execute(f"SET allowed_paths = [{allowed}]")
    connection.execute("SET enable_progress_bar = false")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


_FAULTS: dict[str, tuple[Unreadable, str, str]] = {
    "utf-8": (unreadable.BROKEN_TABLE, "the text is not UTF-8", "export it again as CSV, UTF-8"),
    "quote": (unreadable.BROKEN_TABLE, "a quote is opened and not closed, or stands within a value",
              'close it, or write `""` for a quote within a value'),
    "ragged": (unreadable.BROKEN_TABLE, "", "put values that hold the separator in quotes, and export it again"),
    "customer": (unreadable.TABLE_VALUE, "no customer is named",
                 "give each purchase its customer, or take the row out"),
    "date": (unreadable.TABLE_VALUE, "", ""),
    "early": (unreadable.TABLE_VALUE, "", "correct the day, or take the row out"),
    "late": (unreadable.TABLE_VALUE, "", ""),
    "amount": (unreadable.TABLE_VALUE, "",
               "amounts are plain numbers in one currency: take out what else stands there"),
}


def _faulty(fault: Fault, form: Form, name: str, request: PurchaseRequest) -> Diagnostic:
    about, message, help = _FAULTS[fault.kind]
    value = fault.value.strip()[:40]
    if fault.kind == "ragged":
        message = f"{fault.value} values stand there, and there are {len(form.header)} columns"
    elif fault.kind == "date":
        message = f"`{value}` is no day as {form.dates}" if value else "no day is given"
        help = f'write it as {form.dates}, or say how dates are written: `dates "…"`'
    elif fault.kind == "early":
        message = f"`{value}` lies before 1970"
    elif fault.kind == "late":
        message = f"`{value}` lies after the end of the table" if request.until else f"`{value}` lies far ahead"
        help = "take out the rows behind it, or write a later `until`" if request.until else "correct the day"
    elif fault.kind == "amount":
        message = f"`{value}` is no amount" if value else "no amount is given"
        if plain_number(value, comma=form.comma):
            message, help = f"`{value}` is larger than any amount that is read", "correct the amount"
    where = f"row {fault.row:,}" + (f", column `{fault.column[:40]}`" if fault.column else "")
    more = ""
    if fault.count > 1:
        more = f" ({'at least ' if fault.least else ''}{fault.count:,} rows are like this)"
    said = request.places.get({"early": "date", "late": "until"}.get(fault.kind, fault.kind), request.span)
    return Diagnostic(about.code, Severity.ERROR, f"{name}, {where}: {message}{more}", said, help, about.why)
