"""What the purchases of customers tell: how many buy, how often, for how much, who has left, and what is to come.

All of it is computed from the summary of the table that `transactions` names (`Canvas.data`). C30 and C42; the models
are those of `buying`.
"""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from canvasdsl.figures.customers import GROUP
from canvasdsl.figures.expression import Expression, Step, expression_of
from canvasdsl.figures.figure import Found, Kind
from canvasdsl.figures.inputs import Absent
from canvasdsl.figures.periods import retention_in
from canvasdsl.figures.sheet import Sheet, plain
from canvasdsl.figures.worth import period, says_staying
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.quantities import Quantity

__all__ = ["KINDS", "churn_in", "currency_of", "purchases_of"]

_YEAR = 365
_OF = ("relationship",)


# ---- The table -------------------------------------------------------------------------


def purchases_of(canvas: Canvas, relationship: Any) -> Any:
    """The summary of a relationship's table (`model.purchase_data.Purchases`); `None` where it names none, or it could
    not be read."""
    table = relationship.transactions
    return None if table is None else canvas.data.get((table.file, table.item.start))


def churn_in(purchases: Any, per: str) -> Fraction:
    """The share of active customers who lapse in a period, as observed.

    A lapse is a window without a purchase after one. Lapses over the days on which customers were active is the rate
    for a day (the person-time rate of epidemiology); a day's share that stays is compounded to the period (C13). Those
    who come back later have lapsed before.
    """
    return 1 - retention_in(1 - Fraction(purchases.lapses, purchases.active_days), "day", per)


def currency_of(canvas: Canvas, relationship: Any) -> str:
    """The currency of the amounts: as the table says, else the model; empty where neither does."""
    table, heading = relationship.transactions, canvas.heading
    return table.currency or (heading.currency if heading is not None else None) or ""


class _Table:
    """The table of one figure: its numbers become inputs of the sheet, at the line that names the file."""

    def __init__(self, sheet: Sheet, relationship: Any) -> None:
        self.sheet, self.relationship = sheet, relationship
        self.block = relationship.transactions
        found = purchases_of(sheet.canvas, relationship)
        if found is None:
            raise Absent("the table of purchases was not read", self.block.here)
        self.purchases: Any = found

    def count(self, name: str, sign: str, value: Any) -> Expression:
        return self.sheet.take(self._quantity(name, value, ""), f"{name} in {self.block.path}", sign)

    def money(self, name: str, sign: str, value: Any) -> Expression:
        unit = self.need_currency()
        return self.sheet.money(self._quantity(name, value, unit), f"{name} in {self.block.path}", sign)

    def need_currency(self) -> str:
        if not self.purchases.has_amounts:
            raise Absent("no column of the table has amounts; say which: `amount \"…\"`", self.block.here)
        unit = currency_of(self.sheet.canvas, self.relationship)
        if not unit:
            raise Absent("nothing says in which currency the amounts are; say it: `currency …`", self.block.here)
        return unit

    def need_window(self) -> None:
        if self.purchases.window is None:
            raise Absent("nothing says how long after a purchase a customer counts as active; write "
                         "`active within 30 days` into the segment", self.block.here)  # fmt: skip

    def _quantity(self, name: str, value: Any, unit: str) -> Quantity:
        size = Decimal(value)

        def make() -> Quantity:
            written = f"{size.normalize():,f} {unit}".replace(",", "_").strip()
            return Quantity(low=size, likely=size, high=size, unit=unit, written=written, span=self.block.here)

        return self.sheet.canvas.index.kept(("table", id(self.block), name, size, unit), make)


def _table(sheet: Sheet, relationship: Any) -> _Table | None:
    table = relationship.transactions
    return None if table is None or table.is_idea else _Table(sheet, relationship)


# ---- What was bought ---------------------------------------------------------------------


def _customers(sheet: Sheet, relationship: Any) -> Expression | None:
    table = _table(sheet, relationship)
    return None if table is None else table.count("customers", "N", table.purchases.customers)


def _per_customer(sheet: Sheet, relationship: Any) -> Expression | None:
    table = _table(sheet, relationship)
    if table is None:
        return None
    found = table.purchases
    return table.count("days with purchases", "n", found.purchases) / table.count("customers", "N", found.customers)


def _average(sheet: Sheet, relationship: Any) -> Expression | None:
    table = _table(sheet, relationship)
    if table is None:
        return None
    found = table.purchases
    paid = table.money("paid, less what was paid back,", "S", found.total)
    return paid / table.count("days with purchases", "n", found.purchases)


def _interval(sheet: Sheet, relationship: Any) -> Expression | None:
    table = _table(sheet, relationship)
    if table is None:
        return None
    if table.purchases.interval is None:
        raise Absent("nobody bought a second time", table.block.here)
    sheet.unit = "days"
    return table.count("usual days between purchases", "g", table.purchases.interval)


def _active(sheet: Sheet, relationship: Any) -> Expression | None:
    return _state(sheet, relationship, "active")


def _lapsed(sheet: Sheet, relationship: Any) -> Expression | None:
    return _state(sheet, relationship, "lapsed")


def _state(sheet: Sheet, relationship: Any, word: str) -> Expression | None:
    """A customer is active whose last purchase is at most the window before the end of the table (C30)."""
    table = _table(sheet, relationship)
    if table is None:
        return None
    table.need_window()
    active = table.count("active customers", "A", table.purchases.active)
    if word == "active":
        return active
    return table.count("customers", "N", table.purchases.customers) - active


def _churn(sheet: Sheet, relationship: Any) -> Expression | None:
    table = _table(sheet, relationship)
    if table is None:
        return None
    table.need_window()
    if not table.purchases.active_days:
        raise Absent("the table ends on the day of the first purchases", table.block.here)
    per = period(sheet, relationship) if says_staying(relationship) else "year"
    sheet.unit = f"% per {per}"
    lapses = table.count("lapses", "l", table.purchases.lapses)
    daily = Step("h", "lapses of an active customer per day",
                 lapses / table.count("days of active customers", "D", table.purchases.active_days))  # fmt: skip
    return 1 - expression_of(retention_in(plain(1 - daily), "day", per))


# ---- Who is worth how much ------------------------------------------------------------------


_BEST, _LOWEST = 12, 6
"""From and up to these sums of the three scores, which lie between 3 and 15 (the cut is ours)."""


def _best(sheet: Sheet, relationship: Any) -> Expression | None:
    return _scored(sheet, relationship, f"customers who score {_BEST} to 15", _BEST, 15)


def _lowest(sheet: Sheet, relationship: Any) -> Expression | None:
    return _scored(sheet, relationship, f"customers who score 3 to {_LOWEST}", 3, _LOWEST)


def _scored(sheet: Sheet, relationship: Any, name: str, least: int, most: int) -> Expression | None:
    table = _table(sheet, relationship)
    if table is None:
        return None
    if not table.purchases.has_amounts:
        table.need_currency()
    return table.count(name, "N", sum(many for score, many, _ in table.purchases.scores if least <= score <= most))


def _top_tenth(sheet: Sheet, relationship: Any) -> Expression | None:
    """What the best tenth paid, of all that customers paid."""
    table = _table(sheet, relationship)
    if table is None:
        return None
    table.need_currency()
    paid = sum(table.purchases.deciles)
    if paid <= 0:
        raise Absent("as much was paid back as was paid", table.block.here)
    best = table.money("paid by the best tenth", "S₁", table.purchases.deciles[0])
    return best / table.money("paid by all customers", "S", paid)


# ---- What is to come -------------------------------------------------------------------------


def _model(table: _Table) -> Any:
    """The BG/NBD model of the table, fitted once for a model of a business."""
    from canvasdsl.figures.buying import Cell, NoFit, fit_buying

    def fit() -> Any:
        try:
            return fit_buying(Cell(*cell) for cell in table.purchases.cells)
        except NoFit as none:
            return none

    return _fitted(table, "buying", fit)


def _spending(table: _Table) -> Any:
    from canvasdsl.figures.buying import NoFit, Spent, fit_spending

    def fit() -> Any:
        try:
            return fit_spending(Spent(*each) for each in table.purchases.spent)
        except NoFit as none:
            return none

    return _fitted(table, "spending", fit)


def _fitted(table: _Table, what: str, fit: Any) -> Any:
    from canvasdsl.figures.buying import NoFit

    found = table.sheet.canvas.index.kept((what, id(table.block)), fit)
    if isinstance(found, NoFit):
        raise Absent(found.reason, table.block.here)
    _note(table)
    return found


def _note(table: _Table) -> None:
    first, end = (date.fromordinal(day).isoformat() for day in (table.purchases.first, table.purchases.end))
    table.count(f"customers from {first} to {end}", "N", table.purchases.customers)


def _cells(table: _Table) -> list[Any]:
    from canvasdsl.figures.buying import Cell

    return [Cell(*cell) for cell in table.purchases.cells]


def _found(value: Fraction) -> Found:
    return Found(value, value, value)


def _still_there(sheet: Sheet, relationship: Any) -> Found | None:
    table = _table(sheet, relationship)
    return None if table is None else _found(_model(table).alive_among(_cells(table)))


def _to_come(sheet: Sheet, relationship: Any) -> Found | None:
    table = _table(sheet, relationship)
    return None if table is None else _found(_model(table).expected_among(_cells(table), _YEAR))


def _average_to_come(sheet: Sheet, relationship: Any) -> Found | None:
    table = _table(sheet, relationship)
    if table is None:
        return None
    sheet.unit = table.need_currency()
    return _found(_sales_expected(table) / _purchases_expected(table))


def _purchases_expected(table: _Table) -> Fraction:
    found: Fraction = _model(table).expected_among(_cells(table), _YEAR)
    if not found:
        raise Absent("no purchase is to be expected", table.block.here)
    return found


def _sales_expected(table: _Table) -> Fraction:
    """Each customer's purchases to come times their own expected average: who comes often may spend less at a time. The
    expected average of customers with as many purchases is that of their mean (Fader & Hardie 2013, equation 5)."""
    buying, spending = _model(table), _spending(table)
    sales = Fraction(0)
    for cell, paid in zip(_cells(table), table.purchases.paid_in_cells, strict=True):
        times = cell.purchases + 1
        average = spending.expected_average(times, paid / (times * cell.customers))
        sales += buying.expected_among((cell,), _YEAR) * average
    return sales


def _sales_to_come(sheet: Sheet, relationship: Any) -> Found | None:
    """What one customer of the table is expected to pay within a year of its end."""
    table = _table(sheet, relationship)
    if table is None:
        return None
    sheet.unit = f"{table.need_currency()} per customer"
    return _found(_sales_expected(table) / table.purchases.customers)


def _kind(name: str, title: str, unit: str, make: Any, *, register: tuple[str, ...] = (),
          theory: tuple[str, ...] = ("T-CUS-8",)) -> Kind:  # fmt: skip
    return Kind(name=name, title=title, group=GROUP, register=register, theory=theory, of=_OF, unit=unit, make=make)


KINDS = (
    _kind("buyers", "Customers who bought", "count", _customers),
    _kind("purchases-per-buyer", "On how many days a customer bought", "count", _per_customer),
    _kind("average-purchase", "What a customer paid on one of these days", "money", _average),
    _kind("purchase-interval", "Usual days between two purchases", "periods", _interval),
    _kind("active-buyers", "Customers who are active by their purchases", "count", _active, register=("C30",)),
    _kind("lapsed-buyers", "Customers who have lapsed by their purchases", "count", _lapsed, register=("C30",)),
    _kind("observed-churn", "Customers who leave by their purchases", "share", _churn, register=("C30",),
          theory=("T-CUS-8", "T-ECO-6")),
    _kind("best-buyers", f"Customers with {_BEST} to 15 points for recency, frequency and money", "count", _best,
          register=("C42",), theory=("T-IDIC-2",)),
    _kind("lowest-buyers", f"Customers with 3 to {_LOWEST} points for recency, frequency and money", "count", _lowest,
          register=("C42",), theory=("T-IDIC-2",)),
    _kind("share-of-best-tenth", "What the best tenth of the customers paid, of all", "share", _top_tenth,
          theory=("T-IDIC-2",)),
    _kind("buyers-still-there", "Customers who are likely still there (BG/NBD)", "count", _still_there),
    _kind("purchases-to-come", "Purchases to be expected in the next year (BG/NBD)", "count", _to_come),
    _kind("average-purchase-to-come", "What they will pay for one on average (gamma-gamma)", "money",
          _average_to_come),
    _kind("sales-to-come", "What a customer is expected to pay in the next year", "money", _sales_to_come,
          theory=("T-CUS-8", "T-IDIC-2")),
)  # fmt: skip
