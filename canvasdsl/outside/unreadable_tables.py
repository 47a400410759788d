"""What may stop a table beside a model from being read: the codes SYN014 to SYN021, for messages and for `explain`."""

from canvasdsl.outside.unreadable import Unreadable

__all__ = [
    "BROKEN_TABLE", "EMPTY_TABLE", "LARGE_TABLE", "NO_DUCKDB", "READING_TABLES", "TABLE_COLUMNS", "TABLE_VALUE",
    "UNCLEAR_DATES", "UNREAD_TABLE",
]  # fmt: skip

EMPTY_TABLE = Unreadable(
    "SYN014", "empty-table", "A table beside the model holds no rows",
    "Without rows there is nothing to compute from.",
    "Export it again, with a first row of names and a row for each purchase.",
)
TABLE_COLUMNS = Unreadable(
    "SYN015", "unclear-columns", "It can't be told which column of a table is which",
    "A number from the wrong column would be believed like any other.",
    "Say which column it is, with its name in the first row of the file.",
)
TABLE_VALUE = Unreadable(
    "SYN016", "wrong-value-in-a-table", "A value in a table can't be what its column says",
    "A row that is left out silently would make every figure wrong.",
    "Correct the row, or take it out, and read the table again.",
)
UNCLEAR_DATES = Unreadable(
    "SYN017", "unclear-dates", "It can't be told how the dates of a table are written",
    "In 03/04/2026 the day or the month may come first: whoever guesses is wrong half of the time.",
    'Say how dates are written, such as `dates "DD/MM/YYYY"`.',
)
BROKEN_TABLE = Unreadable(
    "SYN018", "broken-table", "A table is no CSV file that can be read",
    "Where rows and columns can't be told apart, values slip into other columns.",
    "Export it again as CSV, UTF-8.",
)
LARGE_TABLE = Unreadable(
    "SYN019", "large-table", "A table has more than 4,000,000,000 bytes",
    "A limit keeps every run within the time and the disk that a laptop has.",
    "Export fewer years, or only the columns with the customer, the day and the amount.",
)
UNREAD_TABLE = Unreadable(
    "SYN020", "unread-table", "A table can't be summarised on this computer",
    "Figures that come from the table are absent without it.",
    "Close other programs or export fewer rows, and try again.",
)
NO_DUCKDB = Unreadable(
    "SYN021", "table-needs-duckdb", "Reading tables of purchases takes the package duckdb",
    "Millions of rows are summarised by a database engine, which not everybody needs.",
    'Install it with `pip install "canvasdsl[data]"`.',
)

READING_TABLES = (
    EMPTY_TABLE, TABLE_COLUMNS, TABLE_VALUE, UNCLEAR_DATES, BROKEN_TABLE, LARGE_TABLE, UNREAD_TABLE, NO_DUCKDB,
)
"""All of them, in the order of their codes."""
