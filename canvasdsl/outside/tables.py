"""The tables beside a model and its logo, read as `model.purchase_data.Tables` asks.

What reads them is imported when it is needed.
"""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from canvasdsl.diagnostics import Diagnostic
from canvasdsl.outside.resolver import Resolver
from canvasdsl.source import Span

if TYPE_CHECKING:
    from canvasdsl.model.look import Logo
    from canvasdsl.model.purchase_data import PurchaseRequest, Purchases

__all__ = ["FileTables"]


class FileTables:
    """The tables that the model of one resolver names. What was read once is not read again."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._known: dict[tuple[Any, ...], Purchases] = {}

    def resolving(self, resolver: Resolver) -> "FileTables":
        """The same for another text of the model; what was read stays known."""
        made = FileTables(resolver)
        made._known = self._known
        return made

    def purchases(self, request: "PurchaseRequest") -> "Purchases | tuple[Diagnostic, ...]":
        """What the table says; or all that keeps it from being read."""
        from canvasdsl.outside.transactions import read_purchases

        table = self._resolver.table(request.path, request.span)
        if isinstance(table, Diagnostic):
            return (table,)
        said = tuple(sorted(request.columns.items()))
        asked = (table, said, request.dates, request.decimal, request.until, request.window)
        found = self._known.get(asked) or read_purchases(table, request)
        if not isinstance(found, tuple):
            self._known[asked] = found
        return found

    def survivors(self, path: str, span: Span) -> tuple[Decimal, ...] | tuple[Diagnostic, ...]:
        """How many are left, from the start on, as a small CSV file says."""
        from canvasdsl.outside.survivor_counts import read_counts

        data = self._resolver.read_bytes(path, span)
        return (data,) if isinstance(data, Diagnostic) else read_counts(path, data, span)

    def logo(self, path: str, span: Span) -> "Logo | Diagnostic":
        """The logo, looked through."""
        from canvasdsl.outside.logos import read_logo

        data = self._resolver.read_bytes(path, span)
        return data if isinstance(data, Diagnostic) else read_logo(data, span)
