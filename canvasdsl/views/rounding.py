"""Numbers with as many digits as readers want of them."""

from decimal import Decimal
from fractions import Fraction

from canvasdsl.model.quantities import CURRENCIES, Quantity
from canvasdsl.source import Span

__all__ = ["readable", "rounded"]

_NOWHERE = Span("", 0, 0)


def rounded(value: Fraction, unit: str = "") -> Decimal:
    """A number with three digits at least; above a hundred without decimals, and money below it to the cent."""
    number = Decimal(value.numerator) / Decimal(value.denominator)
    digit = Decimal(1).scaleb(max(-6, min(0, number.adjusted() - 2))) if number else Decimal(1)
    if unit in CURRENCIES and number.adjusted() == 1:
        digit = Decimal("0.01")
    found = (number / digit).to_integral_value() * digit
    if found == found.to_integral_value():
        return Decimal(int(found))
    if unit in CURRENCIES and abs(found) >= Decimal("0.1"):
        return found.quantize(Decimal("0.01"))
    return found if unit in CURRENCIES else found.normalize()


def readable(
    value: Fraction | float, unit: str = "", *per: str, low: Fraction | None = None, high: Fraction | None = None
) -> Quantity:
    """A computed number with its unit, rounded for reading; shares of 1 whose unit is `%` as per cent."""
    scale = 100 if unit == "%" else 1
    value = Fraction(f"{value:.12g}") if isinstance(value, float) else value
    ends = [rounded((value if end is None else end) * scale, unit) for end in (low, high)]
    return Quantity(low=ends[0], likely=rounded(value * scale, unit), high=ends[1], unit=unit, per=per, span=_NOWHERE)
