"""The summary of a table of purchases in SQL: one walk over the file, then over its customers alone.

The rows are brought together by a hash of the customer and put in order of their days; from one row to the next come
days on which somebody bought, gaps and lapses. Where two customers have the same hash the walk is made once more, with
the customers themselves. Sums are decimals and ties share a score, so that the order of rows changes nothing.
"""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from canvasdsl.model.purchase_data import PurchaseRequest, Purchases
from canvasdsl.outside.csv_form import Form

__all__ = ["MOST_CELLS", "NO_PURCHASE", "Wrong", "customers", "literal", "summary", "table"]

MOST_CELLS = 5_000
"""Customers alike are put together until there are no more cells than this: models are fitted to each of them."""
NO_PURCHASE = "no row is a purchase"
_EPOCH = date(1970, 1, 1).toordinal()
_HASHED = "hash(c)"
_THEMSELVES = "c"


class Wrong(Exception):
    """A row is wrong; which one, only a walk over the file can tell."""


def summary(
    connection: Any, path: str, form: Form, request: PurchaseRequest, *, earliest: int, latest: int
) -> Purchases:
    """What the table at `path` says. Days count from 1970 in the database, and as Python counts them in the result.

    Raises `Wrong`, or an error of duckdb, where a row can't be read.
    """
    window = request.window
    customers(connection, path, form, window, key=_HASHED)
    if _one(connection, "SELECT coalesce(bool_or(several), false) FROM customer")[0]:
        customers(connection, path, form, window, key=_THEMSELVES)
    (rows, refunds, refunded, known, again, purchases, first, last, total, nameless, lapses, active_days) = _one(
        connection,
        "SELECT sum(n), sum(n - bought), -sum(back), count(first), count(*) FILTER (again > 0), sum(again) + "
        "count(first), min(first), max(last), sum(paid), count(*) FILTER (key IS NULL OR trim(name) = ''), sum(lapses),"
        " sum(active) FROM customer",
    )
    if not rows or nameless:
        raise Wrong("no row can be read" if not rows else "a row lacks its customer, day or amount")
    if first is None:
        raise Wrong(NO_PURCHASE)
    if first + _EPOCH < earliest or last + _EPOCH > latest:
        raise Wrong("a day lies out of bounds")
    end = (request.until or last + _EPOCH) - _EPOCH
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE buyer AS SELECT first, last, again, {end} - first AS age, {end} - last AS since,"
        " paid, paid - back AS bought FROM customer WHERE first IS NOT NULL"
    )
    active, waited = 0, 0
    if window is not None:
        active, waited = _one(connection, f"SELECT count(*) FILTER (since <= {window}), sum(least(since, {window})) "
                              "FROM buyer")  # fmt: skip
    cells, paid = _cells(connection)
    interval = _one(connection, "SELECT quantile_disc((last - first)::DOUBLE / again, 0.5) FROM buyer WHERE again > 0")
    return Purchases(
        rows=rows, refunds=refunds, refunded=refunded, customers=known, repeaters=again, purchases=purchases,
        first=first + _EPOCH, last=last + _EPOCH, end=end + _EPOCH, has_amounts=form.amount is not None, total=total,
        interval=None if interval[0] is None else Decimal(repr(round(interval[0], 6))),
        window=window, active=active, lapses=(lapses + known - active) if window is not None else 0,
        active_days=(active_days + waited) if window is not None else 0,
        cells=cells, paid_in_cells=paid if form.amount is not None else (),
        spent=_spent(connection) if form.amount is not None else (),
        scores=_scores(connection, known) if form.amount is not None else (),
        deciles=_deciles(connection, known) if form.amount is not None else (),
    )  # fmt: skip


def _one(connection: Any, query: str) -> tuple[Any, ...]:
    row: tuple[Any, ...] = connection.execute(query).fetchone()
    return row


# ---- The walk over the file ----------------------------------------------------------


def customers(connection: Any, path: str, form: Form, window: int | None, *, key: str) -> None:
    """Makes the table `customer`: a row for each, with the first and last day, how many days with purchases after the
    first (`again`), rows, what was paid and paid back, gaps beyond the window and days within it.

    A row that lacks something has no key. `several` tells that two customers share one.
    """
    within = "0" if window is None else f"coalesce(sum(CASE WHEN gap > {window} THEN {window} ELSE gap END), 0)"
    beyond = "0" if window is None else f"count(*) FILTER (gap > {window})"
    day, amount = _day(form), "0::DECIMAL(18, 4)" if form.amount is None else f"c{form.amount}"
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE customer AS
        SELECT key, any_value(c) AS name, bool_or(following <> c) AS several, count(*) AS n, count(d) AS bought,
            min(d) AS first, max(d) AS last, count(*) FILTER (gap > 0) AS again, sum(a) AS paid,
            coalesce(sum(a) FILTER (a < 0), 0) AS back, {beyond} AS lapses, {within} AS active
        FROM (
            SELECT key, c, d, a, lead(d) OVER ordered - d AS gap, lead(c) OVER ordered AS following
            FROM (
                SELECT c, CASE WHEN a >= 0 THEN d END AS d, a,
                    CASE WHEN d IS NOT NULL AND a IS NOT NULL AND c IS NOT NULL THEN {key} END AS key
                FROM (SELECT c{form.customer} AS c, {day} AS d, {amount} AS a FROM {table(form)})
            )
            WINDOW ordered AS (PARTITION BY key ORDER BY d)
        )
        GROUP BY key""",
        [literal(path)],
    )


def table(form: Form) -> str:
    """The file as DuckDB reads it, its path being a parameter: all is said, nothing is guessed from its contents."""
    types = {form.customer: "VARCHAR", form.day: "VARCHAR" if form.has_time else "DATE"}
    if form.amount is not None:
        types[form.amount] = "DECIMAL(18, 4)"
    columns = ", ".join(f"'c{place}': '{types.get(place, 'VARCHAR')}'" for place in range(len(form.header)))
    groups = f", thousands = '{'.' if form.comma else ','}'" if form.groups else ""
    delimiter = form.delimiter.replace("\t", "\\t")
    return (
        f"read_csv(?, auto_detect = false, header = true, delim = '{delimiter}', quote = '\"', escape = '\"', "
        f"compression = 'none', dateformat = '{form.codes}', decimal_separator = '{',' if form.comma else '.'}'{groups}"
        f", ignore_errors = false, null_padding = false, columns = {{{columns}}})"
    )


def literal(path: str) -> str:
    """A path as DuckDB takes it for that one file, whatever signs of a pattern are in it."""
    return re.sub(r"[*?\[]", r"[\g<0>]", path)


def _day(form: Form) -> str:
    column = f"c{form.day}"
    if form.has_time:
        column = f"try_strptime(split_part(replace(trim({column}), 'T', ' '), ' ', 1), '{form.codes}')::DATE"
    return f"({column} - DATE '1970-01-01')::INTEGER"


# ---- Over the customers ----------------------------------------------------------------


def _cells(connection: Any) -> tuple[tuple[tuple[int, float, float, int], ...], tuple[float, ...]]:
    """Purchases after the first, days to the last one, days to the end, how many: with times put together in wider and
    wider steps, each cell with its own averages; and what those in it paid, refunds aside. Who came on the last day
    tells nothing yet."""
    width = 1
    while True:
        group = f"again, (last - first) // {width}, age // {width}"
        alike = ("SELECT again, sum(last - first), sum(age), count(*), sum(bought) FROM buyer WHERE age > 0 "
                 f"GROUP BY {group}")  # fmt: skip
        many = _one(connection, f"SELECT count(*) FROM ({alike})")[0]
        if many <= MOST_CELLS or width > 100_000:
            found = connection.execute(f"{alike} ORDER BY ALL").fetchall()
            cells = tuple((again, last / count, age / count, count) for again, last, age, count, _ in found)
            return cells, tuple(float(paid) for *_, paid in found)
        width *= 2


def _spent(connection: Any) -> tuple[tuple[int, float, int], ...]:
    """Purchases, what one came to on average, how many customers: of those who came back, refunds aside; amounts are
    put together in steps that grow tenfold."""
    step = Decimal("0.01")
    while True:
        alike = (f"SELECT again + 1 AS times, sum(bought) AS whole, count(*) AS many FROM buyer WHERE again > 0 AND "
                 f"bought > 0 GROUP BY again, floor((bought / (again + 1)) / {step})")  # fmt: skip
        many = _one(connection, f"SELECT count(*) FROM ({alike})")[0]
        if many <= MOST_CELLS or step > Decimal(10) ** 12:
            found = connection.execute(f"{alike} ORDER BY ALL").fetchall()
            return tuple((times, float(whole) / (times * many), many) for times, whole, many in found)
        step *= 10


def _scores(connection: Any, known: int) -> tuple[tuple[int, int, Decimal], ...]:
    fifth = "1 + (5 * (rank() OVER (ORDER BY {}) - 1)) // " + str(known)
    scores = " + ".join(fifth.format(column) for column in ("last", "again", "paid"))
    found = connection.execute(
        f"SELECT score, count(*), sum(paid) FROM (SELECT {scores} AS score, paid FROM buyer) GROUP BY score ORDER BY 1"
    ).fetchall()
    return tuple((int(score), many, paid) for score, many, paid in found)


def _deciles(connection: Any, known: int) -> tuple[Decimal, ...]:
    found = connection.execute(
        "SELECT tenth, sum(paid) FROM (SELECT (10 * (row_number() OVER (ORDER BY paid DESC) - 1)) // "
        f"{known} AS tenth, paid FROM buyer) GROUP BY tenth ORDER BY tenth"
    ).fetchall()
    return tuple(paid for _, paid in found)
