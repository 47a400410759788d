"""Numbers and dates of a model as the text of the language that means them: `12_000 people`, `3.80 .. 4.20 EUR`."""

import re
from decimal import Decimal

from canvasdsl.limits import DIGITS, EXPONENT
from canvasdsl.model.quantities import Comparison, Quantity, When
from canvasdsl.syntax.written import canonical_number

__all__ = ["written_comparison", "written_quantity", "written_size", "written_when"]

_LIKE_THOUSANDS = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{3}\Z")
"""What would be taken for thousands with a dot between them."""


def written_quantity(quantity: Quantity) -> str:
    """The number or range with its unit, said in full; an amount in the currency in which it was typed."""
    typed = quantity.typed
    sizes = [typed.low, typed.high]
    if typed.likely is not None:
        sizes = [typed.low] if typed.low == typed.high else [typed.low, typed.likely, typed.high]
    text = " .. ".join(written_size(size, plain=typed.unit == "%") for size in sizes)
    if typed.unit:
        text += "%" if typed.unit == "%" else f" {typed.unit}"
    return text + "".join(f" per {each}" for each in typed.per)


def written_size(size: Decimal, *, plain: bool = False) -> str:
    """A number with all its digits, in groups of three; one that would have more than may be written, with an exponent.

    Unless `plain`, three decimals get a fourth one: `1.500` may be taken for thousands.
    """
    text = f"{size:,f}".replace(",", "_")
    if len(text.replace("_", "").replace(".", "").replace("-", "")) > DIGITS:
        exponent = size.as_tuple().exponent
        shift = max(-EXPONENT, min(EXPONENT, exponent if isinstance(exponent, int) else 0))
        return f"{size.scaleb(-shift):f}e{shift}"
    if not plain and _LIKE_THOUSANDS.match(text):
        text += "0"
    return canonical_number(text)


def written_comparison(comparison: Comparison) -> str:
    """The operator and the number: `>= 3`."""
    return f"{comparison.operator} {written_quantity(comparison.quantity)}"


def written_when(when: When) -> str:
    """The date, or the period counted from the start: `month 6`."""
    return str(when.date) if when.date is not None else f"{when.period} {when.number}"
