"""What customers really bought: the table of their purchases beside the model (T-CUS-8, T-IDIC-2)."""

from canvasdsl.model.common import Block
from canvasdsl.model.quantities import Date
from canvasdsl.model.types import CURRENCY, DATE_VALUE, TEXT_VALUE, Choice
from canvasdsl.model.vocabulary import block, prop, slot

__all__ = ["Transactions"]


@block("transactions", theory=("T-CUS-8", "T-ECO-6"), singular=True)
class Transactions(Block):
    """The table of the customers' purchases: a CSV file with a row for each, `transactions "sales.csv"`."""

    path: str = slot(TEXT_VALUE, "The CSV file, from this one's folder.", required=True)
    customer: str | None = prop("customer", TEXT_VALUE, "The column that tells customers apart.")
    day: str | None = prop("date", TEXT_VALUE, "The column with the day of the purchase.")
    amount: str | None = prop("amount", TEXT_VALUE, "The column with what was paid.")
    dates: str | None = prop("dates", TEXT_VALUE, 'How dates are written there, such as `"DD.MM.YYYY"`.')
    decimal: str | None = prop(
        "decimal",
        Choice("decimal sign", ("point", "12.50 is twelve and a half."), ("comma", "12,50 is twelve and a half.")),
        "Which sign stands before the cents.",
    )  # fmt: skip
    currency: str | None = prop("currency", CURRENCY, "The currency of the amounts; that of the model where nothing is "
                                "said.")
    until: Date | None = prop("until", DATE_VALUE, "The day on which the table ends; that of the last purchase where "
                              "nothing is said.")
