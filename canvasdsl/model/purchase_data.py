"""What is asked of a table of purchases, and the summary that comes back. Only models with such a table import it.

Days are counted as Python counts them (`date.toordinal`). Sums are exact, of four decimals.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Protocol

import attrs

from canvasdsl.diagnostics import Diagnostic
from canvasdsl.model.look import Logo
from canvasdsl.source import Span

__all__ = ["PurchaseRequest", "Purchases", "Tables"]


@attrs.frozen(kw_only=True)
class PurchaseRequest:
    """A table that a model names: its path as written and where, what is said of its columns, and which day ends it.

    `window` is how many days after a purchase a customer counts as active. `places` are the spans of what is said, by
    the word of the property.
    """

    path: str
    span: Span
    columns: Mapping[str, str]
    dates: str | None = None
    decimal: str | None = None
    until: int | None = None
    window: int | None = None
    places: Mapping[str, Span] = attrs.field(factory=dict, eq=False)


@attrs.frozen(kw_only=True)
class Purchases:
    """What a table of purchases says. A purchase is a day on which a customer bought, however many rows it has.

    A row with a negative amount is a refund: it lowers what its customer paid, and is no purchase.
    """

    rows: int
    refunds: int
    refunded: Decimal
    """How much was paid back, as an amount above 0."""
    customers: int
    """Those with a purchase at least."""
    repeaters: int
    """Those with more than one."""
    purchases: int
    first: int
    last: int
    end: int
    """The day on which the table ends."""
    has_amounts: bool
    total: Decimal
    """What was paid, less what was paid back."""
    interval: Decimal | None
    """The usual number of days between two purchases: of those who came back, the median of their own averages."""
    window: int | None
    active: int
    """Those whose last purchase is at most the window before the end (C30); 0 without a window."""
    lapses: int
    """How often somebody did not buy within the window after a purchase, those who came back later included."""
    active_days: int
    """For how many days customers were active, all together: the days at risk of a lapse."""
    cells: tuple[tuple[int, float, float, int], ...]
    """Customers alike: purchases after the first, days from the first to the last, days from the first to the end, how
    many."""
    paid_in_cells: tuple[float, ...]
    """What the customers of each cell paid for all purchases, refunds aside; none where the table has no amounts."""
    spent: tuple[tuple[int, float, int], ...]
    """Those who came back: how many purchases in all, what one of them came to on average, how many customers."""
    scores: tuple[tuple[int, int, Decimal], ...]
    """RFM (C42): for each sum of the three scores, 3 to 15, how many customers have it and what they paid. Each score
    is 1 to 5: the fifth of the customers, by recency, frequency or money; who has the same has the same score."""
    deciles: tuple[Decimal, ...]
    """What the tenths of the customers paid, the best first."""

    @property
    def lapsed(self) -> int:
        """Those who bought once and are active no more."""
        return self.customers - self.active


class Tables(Protocol):
    """Reads tables and the logo that a model names: the port that `outside` implements.

    What is wrong comes as diagnostics.
    """

    def purchases(self, request: PurchaseRequest) -> Purchases | tuple[Diagnostic, ...]: ...

    def survivors(self, path: str, span: Span) -> tuple[Decimal, ...] | tuple[Diagnostic, ...]: ...

    def logo(self, path: str, span: Span) -> Logo | Diagnostic: ...
