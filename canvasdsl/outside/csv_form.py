"""The form of a table of purchases: its columns, separators, dates and numbers, read off its first bytes.

Nothing is guessed where two readings are possible: then the author is asked. Pure functions.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Sequence

import attrs

from canvasdsl.model.purchase_data import PurchaseRequest
from canvasdsl.model.reading import closest
from canvasdsl.outside import unreadable_tables as unreadable
from canvasdsl.outside.unreadable import Unreadable

__all__ = ["DELIMITERS", "Form", "Unclear", "form_of", "plain_number"]

DELIMITERS = (",", ";", "\t", "|")
_NAMES = {
    "customer": "customer_id customer customerid customer_no customer_number client_id client user_id user member_id "
    "member buyer_id buyer account_id account customer_email email",
    "date": "date order_date purchase_date transaction_date invoice_date sale_date paid_at created_at ordered_at day "
    "timestamp datetime created",
    "amount": "amount total order_total grand_total total_price net_total price_total revenue sales value paid sum",
}
"""The names of columns that are obvious, in lower case, with `_` for blanks and hyphens."""
_DATE = re.compile(r"(\d{4})([-/.])\d{1,2}\2\d{1,2}|\d{8}|(\d{1,2})([-/.])(\d{1,2})\4\d{4}")
_TIME = re.compile(r"[T ]+\d{1,2}:\d{2}.*")
_PARTS = {"YYYY": r"(?P<y>\d{4})", "YY": r"(?P<y>\d{2})", "MM": r"(?P<m>\d{1,2})", "DD": r"(?P<d>\d{1,2})"}
_CODES = {"YYYY": "%Y", "YY": "%y", "MM": "%m", "DD": "%d"}
_WRITTEN = re.compile(r"YYYY|YY|MM|DD")
_ONE_NUMBER = {
    False: re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)?(\.\d+)?"),
    True: re.compile(r"[+-]?(\d+|\d{1,3}(\.\d{3})+)?(,\d+)?"),
}


@attrs.frozen
class Unclear(Exception):
    """The form can't be told: what is wrong, how to mend it, and the property of `transactions` that it is about."""

    about: Unreadable
    message: str
    help: str
    word: str = ""


@attrs.frozen(kw_only=True)
class Form:
    """How a table is written. Columns count from 0; `amount` is absent where no column has amounts."""

    header: tuple[str, ...]
    delimiter: str
    customer: int
    day: int
    amount: int | None
    dates: str
    """As `YYYY-MM-DD`."""
    has_time: bool
    """Whether a time stands behind the day."""
    comma: bool
    """Whether cents stand behind a comma; then points group thousands, else commas do."""
    groups: bool
    """Whether thousands are grouped."""

    @property
    def codes(self) -> str:
        """The dates as `strptime` writes them."""
        return _WRITTEN.sub(lambda found: _CODES[found[0]], self.dates)

    @property
    def day_pattern(self) -> re.Pattern[str]:
        """Matches a day, in groups `y`, `m`, `d`; a time may follow where one does so elsewhere."""
        parts = _WRITTEN.split(self.dates)
        words = _WRITTEN.findall(self.dates)
        text = "".join(re.escape(part) + _PARTS.get(word, "") for part, word in zip(parts, [*words, ""]))
        if "YYYYMMDD" in self.dates:
            text = r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})"
        return re.compile(text + (r"(?:[T ].*)?" if self.has_time else ""))


def plain_number(text: str, *, comma: bool) -> bool:
    """Whether a text is a number, and nothing but that."""
    return any(map(str.isdigit, text)) and _ONE_NUMBER[comma].fullmatch(text) is not None


def form_of(head: bytes, request: PurchaseRequest, *, whole: bool) -> Form:
    """The form of a table that begins with `head`; `whole` tells that it is all of it. Raises `Unclear`."""
    _is_a_table(head)
    text = head.decode("utf-8", "ignore").removeprefix("\ufeff")
    if not text.strip():
        raise Unclear(unreadable.EMPTY_TABLE, "the file is empty", "")
    delimiter, rows = _divided(text, whole=whole)
    if len(rows) < 2:
        raise Unclear(unreadable.EMPTY_TABLE, "the file has a header and no rows", "")
    header = tuple(name.strip() for name in rows[0])
    if any(_DATE.match(name) or (name and plain_number(name, comma=False)) for name in header):
        raise Unclear(unreadable.TABLE_COLUMNS, "the first row has values and no names of columns",
                      "add a first row with names, such as `customer_id,date,total`")  # fmt: skip
    places = {word: _column(word, header, request) for word in _NAMES}
    customer, day = places["customer"], places["date"]
    if customer is None or day is None:
        word = "customer" if customer is None else "date"
        raise Unclear(unreadable.TABLE_COLUMNS, f"no column is named as {_MEANT[word]}",
                      f'say which it is: `{word} "…"`; there are {_listed(header)}')  # fmt: skip
    body = [row for row in rows[1:] if len(row) == len(header)]
    dates, has_time = _dates(request.dates, [row[day].strip() for row in body])
    amounts = [] if places["amount"] is None else [row[places["amount"]].strip() for row in body]
    comma, groups = _decimals(request.decimal, amounts)
    return Form(header=header, delimiter=delimiter, customer=customer, day=day, amount=places["amount"], dates=dates,
                has_time=has_time, comma=comma, groups=groups)  # fmt: skip


_MEANT = {"customer": "the customer", "date": "the day"}


_AGAIN = "open it in a spreadsheet and save it as CSV, UTF-8"


def _is_a_table(head: bytes) -> None:
    """Raises `Unclear` where a file begins as no text in UTF-8 does."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unclear(unreadable.BROKEN_TABLE, "the text is UTF-16, not UTF-8", _AGAIN)
    if head.startswith(b"PK\x03\x04"):
        raise Unclear(unreadable.BROKEN_TABLE, "this is a workbook or an archive, and no CSV file", _AGAIN)
    if b"\0" in head:
        raise Unclear(unreadable.BROKEN_TABLE, "this is no text, and no CSV file", _AGAIN)
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head.partition(b"\n")[0])
    except UnicodeDecodeError:
        raise Unclear(unreadable.BROKEN_TABLE, "the first row is not UTF-8", _AGAIN) from None


def _divided(text: str, *, whole: bool) -> tuple[str, list[list[str]]]:
    """The separator that divides the rows into most columns, the same number in nearly all, and the rows."""
    best: tuple[int, str, list[list[str]]] = (0, ",", [])
    for delimiter in DELIMITERS:
        try:
            rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if row]
        except csv.Error:
            continue
        if not whole and len(rows) > 2:
            rows.pop()  # it may be cut off
        alike = sum(len(row) == len(rows[0]) for row in rows)
        if alike * 2 > len(rows) and len(rows[0]) > best[0]:
            best = (len(rows[0]), delimiter, rows)
    if not best[2]:
        raise Unclear(unreadable.BROKEN_TABLE, "the rows can't be told apart", "open it in a spreadsheet and save it "
                      "as CSV again")  # fmt: skip
    return best[1], best[2]


def _column(word: str, header: Sequence[str], request: PurchaseRequest) -> int | None:
    """Where a column stands: the one that is said, else the one whose name is obvious."""
    said = request.columns.get(word)
    if said is None:
        known = _NAMES[word].split()
        found = [place for place, name in enumerate(header) if re.sub(r"[\s-]+", "_", name.lower()) in known]
        if len(found) > 1:
            names = _listed([header[place] for place in found], "or")
            raise Unclear(unreadable.TABLE_COLUMNS, f"the columns {names} may be the `{word}`",
                          f'say which it is: `{word} "{header[found[0]]}"`')  # fmt: skip
        return found[0] if found else None
    count = header.count(said)
    if count == 1:
        return header.index(said)
    if count > 1:
        raise Unclear(unreadable.TABLE_COLUMNS, f"{count} columns are named `{said}`",
                      "give each column a name of its own in the first row of the file", word)  # fmt: skip
    near = closest(said, header)
    raise Unclear(unreadable.TABLE_COLUMNS, f"no column is named `{said}`",
                  (f"did you mean `{near}`? " if near else "") + f"there are {_listed(header)}", word)  # fmt: skip


_SHOWN = 12


def _listed(names: Sequence[str], last: str = "and") -> str:
    shown = [f"`{name[:40]}`" for name in names[:_SHOWN] if name]
    if len(names) > _SHOWN:
        return ", ".join(shown) + f" and {len(names) - _SHOWN} more"
    return f" {last} ".join(filter(None, [", ".join(shown[:-1]), *shown[-1:]]))


# ---- Dates -----------------------------------------------------------------------


def _dates(said: str | None, values: Iterable[str]) -> tuple[str, bool]:
    """How dates are written, and whether times stand behind them: most of the rows decide."""
    values = [value for value in values if value]
    has_time = any(_TIME.search(value) for value in values)
    if said is not None:
        words = sorted(_WRITTEN.findall(said))
        if words not in (["DD", "MM", "YYYY"], ["DD", "MM", "YY"]):
            raise Unclear(unreadable.UNCLEAR_DATES, f'`"{said}"` does not say how dates are written',
                          'write it with DD, MM and YYYY, such as `dates "DD.MM.YYYY"`', "dates")  # fmt: skip
        return said, has_time
    shapes: dict[str, int] = {}
    first_over = second_over = False
    for value in values:
        found = _DATE.match(value)
        if found is None:
            continue
        if found[1]:
            shape = f"YYYY{found[2]}MM{found[2]}DD"
        elif found[3]:
            shape = f"?{found[4]}"
            first_over |= int(found[3]) > 12
            second_over |= int(found[5]) > 12
        else:
            shape = "YYYYMMDD"
        shapes[shape] = shapes.get(shape, 0) + 1
    if not shapes:
        raise Unclear(unreadable.UNCLEAR_DATES, "the days are written in a way that is not known here" +
                      (f", such as `{values[0][:40]}`" if values else ""), 'say how: `dates "DD.MM.YYYY"`', "date")
    shape = max(shapes, key=lambda each: shapes[each])
    if not shape.startswith("?"):
        return shape, has_time
    sign = shape[1]
    day_first, month_first = f"DD{sign}MM{sign}YYYY", f"MM{sign}DD{sign}YYYY"
    if (first_over and not second_over) or sign == ".":
        return day_first, has_time
    if second_over and not first_over:
        return month_first, has_time
    example = next(value for value in values if _DATE.match(value))
    raise Unclear(unreadable.UNCLEAR_DATES, f"the day or the month may come first in `{example[:40]}`",
                  f'say which: `dates "{day_first}"` or `dates "{month_first}"`', "date")  # fmt: skip


# ---- Numbers -----------------------------------------------------------------------


def _decimals(said: str | None, values: Iterable[str]) -> tuple[bool, bool]:
    """Whether cents stand behind a comma, and whether thousands are grouped."""
    values = list(values)
    fits = {comma: sum(plain_number(value, comma=comma) for value in values) for comma in (False, True)}
    if said is not None:
        comma = said == "comma"
    elif fits[True] == fits[False] and any("," in value or "." in value for value in values):
        example = next(value for value in values if "," in value or "." in value)
        if not (plain_number(example, comma=True) and plain_number(example, comma=False)):
            return False, False  # what is wrong with the values is told by their rows
        raise Unclear(unreadable.TABLE_VALUE, f"`{example[:40]}` may be thousands or less than one more",
                      "say which sign stands before the cents: `decimal point` or `decimal comma`", "amount")
    else:
        comma = fits[True] > fits[False]
    sign = "." if comma else ","
    return comma, any(sign in value for value in values if plain_number(value, comma=comma))
