"""A number of the model beside one that an author wrote: one unit, one period, the digits written.

A number is as precise as it is written: half a unit of its last digit. Zeros at the end of a whole number may be
rounded, but two digits always count: `62_900` stands for 62,850 to 62,950, `1_000` for 950 to 1,050.
"""

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs

from canvasdsl.figures.periods import PERIODS_A_YEAR, amount_in, retention_in
from canvasdsl.model.quantities import CURRENCIES, PERIODS, Exchanged, Quantity, period_of
from canvasdsl.source import Span

if TYPE_CHECKING:
    from canvasdsl.figures.figure import Figure

__all__ = [
    "Known", "float_test_of", "holds", "known_of_figure", "known_of_quantity", "meets", "rounding_of", "test_of",
    "written_as",
]  # fmt: skip

_STAYS = ("retention", "next-retention")
_LEAVES = ("churn", "constant-churn")
_ONE = Fraction(1)


@attrs.frozen(eq=False)
class Known:
    """What the model gives: a number with its range, `unit` and `period`, or why there is none."""

    name: str
    value: Fraction = Fraction(0)
    low: Fraction = Fraction(0)
    high: Fraction = Fraction(0)
    unit: str = ""
    period: str | None = None
    lines: tuple[tuple[str, Span], ...] = ()
    absent: str = ""
    missing: Span | None = None


def known_of_figure(name: str, figure: "Figure") -> Known:
    """A figure as what the model gives for it."""
    unit, *per = figure.unit.split(" per ")
    period = next((each for each in per if each in PERIODS), None)
    lines = tuple((f"{each.name}: {each.written}", each.span) for each in figure.inputs)
    if figure.value is None or figure.low is None or figure.high is None:
        return Known(name, lines=lines, absent=figure.absent or "it has no number", missing=figure.missing)
    return Known(name, figure.value, figure.low, figure.high, unit, period, lines)


def known_of_quantity(name: str, quantity: Quantity) -> Known:
    """A number that the model says as what it gives for it."""
    scale = Fraction(1, 100) if quantity.unit == "%" else _ONE
    low, value, high = (Fraction(each) * scale for each in (quantity.low, quantity.value, quantity.high))
    lines = ((f"{name}: {quantity.written}", quantity.span),)
    return Known(name, value, low, high, quantity.unit, quantity.period, lines)


# ---- Comparing ------------------------------------------------------------------------


def _bounds(number: Decimal) -> tuple[Fraction, Fraction]:
    half = Fraction(_last_digit(number)) / 2
    return Fraction(number) - half, Fraction(number) + half


def rounding_of(quantity: Quantity) -> tuple[Fraction, Fraction]:
    """The least and the most that a number may stand for: to the last digit that is written in its own currency."""
    low, high = _bounds(quantity.typed.low)[0], _bounds(quantity.typed.high)[1]
    if quantity.exchanged is None:
        return low, high
    least, most = _rates_of_exchange(quantity.exchanged)
    return min(low * least, low * most), max(high * least, high * most)


def _rates_of_exchange(exchanged: Exchanged) -> tuple[Fraction, Fraction]:
    """What one unit of the currency that is written is worth in that of the model, at least and at most."""
    least = most = _ONE
    for used in exchanged.rates:
        low, high = Fraction(used.rate.low), Fraction(used.rate.high)
        least, most = (least / high, most / low) if used.backwards else (least * low, most * high)
    return least, most


def _last_digit(number: Decimal) -> Decimal:
    """One unit of the last digit that counts."""
    written = int(number.as_tuple().exponent)
    if written < 0:
        return Decimal(1).scaleb(written)
    digits = number.normalize()
    return Decimal(1).scaleb(max(0, min(int(digits.as_tuple().exponent), number.adjusted() - 1)))


def meets(known: Known, quantity: Quantity) -> bool | None:
    """Whether a number says what the model gives, as precisely as it is written; `None` where the units differ."""
    low, high = (_in_unit(known, quantity, each) for each in rounding_of(quantity))
    if low is None or high is None:
        return None
    return min(low, high) <= known.high and known.low <= max(low, high)


def holds(known: Known, comparison: Any) -> tuple[bool, bool] | None:
    """Whether a comparison likely holds, and whether it surely does over the ranges; `None` where the units differ."""
    if comparison.operator == "=":
        met = meets(known, comparison.quantity)
        return None if met is None else (met, met)
    is_so = test_of(known, comparison)
    return None if is_so is None else (is_so(known.value), all(map(is_so, (known.value, known.low, known.high))))


def test_of(known: Known, comparison: Any) -> Callable[[Any], bool] | None:
    """What tells of a single number, in the unit of what the model gives, whether a comparison holds; `None` where the
    units differ. A `=` holds for all that is rounded to what is written."""
    ends = _ends_of(known, comparison)
    return None if ends is None else _test(comparison.operator, *ends)


def float_test_of(known: Known, comparison: Any) -> Callable[[Any], bool] | None:
    """The same for floats, which miss the bound itself by a hair: what lies so near to it counts as equal."""
    ends = _ends_of(known, comparison)
    if ends is None:
        return None
    least, most = map(float, ends)
    return _test(comparison.operator, least - _HAIR * abs(least), most + _HAIR * abs(most))


_HAIR = 1e-12


def _ends_of(known: Known, comparison: Any) -> tuple[Fraction, Fraction] | None:
    """The least and the most that a comparison compares with: one number but for `=`."""
    quantity = comparison.quantity
    said = rounding_of(quantity) if comparison.operator == "=" else (Fraction(quantity.value),) * 2
    low, high = (_in_unit(known, quantity, each) for each in said)
    return None if low is None or high is None else (min(low, high), max(low, high))


def _test(operator: str, least: Any, most: Any) -> Callable[[Any], bool]:
    return {
        "=": lambda number: least <= number <= most,
        ">=": lambda number: number >= least, ">": lambda number: number > most,
        "<=": lambda number: number <= most, "<": lambda number: number < least,
    }[operator]  # fmt: skip


def _in_unit(known: Known, quantity: Quantity, size: Fraction) -> Fraction | None:
    """A size that an author wrote, in the unit and period of what the model gives."""
    if known.unit == "%":
        return _share(known, quantity, size / 100) if quantity.unit == "%" else None
    if known.unit in CURRENCIES or quantity.unit in CURRENCIES:
        return _amount(known, quantity, size) if known.unit == quantity.unit else None
    if quantity.unit == "%":
        return None
    length, own = period_of(known.unit), period_of(quantity.unit)
    if length is not None and own is not None:
        return size * PERIODS_A_YEAR[length] / PERIODS_A_YEAR[own]
    return _amount(known, quantity, size)


def _amount(known: Known, quantity: Quantity, size: Fraction) -> Fraction:
    both = quantity.period is not None and known.period is not None
    return amount_in(size, quantity.period or "", known.period or "") if both else size


def _share(known: Known, quantity: Quantity, size: Fraction) -> Fraction:
    """Shares that stay compound, those that leave are the rest of them; others do not depend on a period."""
    if quantity.period in (None, known.period) or known.period is None or not 0 <= size <= 1:
        return size
    if known.name in _STAYS:
        return retention_in(size, quantity.period, known.period)
    if known.name in _LEAVES:
        return 1 - retention_in(1 - size, quantity.period, known.period)
    return size


_MOST_DIGITS = 27
"""A number with more than these is not rounded: it has no room for the digit."""


# ---- Saying ---------------------------------------------------------------------------


def written_as(known: Known, quantity: Quantity) -> str:
    """What the model gives, written as the author writes it: in that period, to that digit but with three digits at
    least; a range as a range."""
    if quantity.exchanged is not None:
        return written_as(_as_typed(known, quantity.exchanged), quantity.typed)
    parts = [known.value] if known.low == known.high else [known.low, known.value, known.high]
    digit = _last_digit(quantity.value)
    numbers = [_number(_as_said(known, quantity, each), digit) for each in dict.fromkeys(parts)]
    unit = quantity.unit if meets(known, quantity) is not None else known.unit
    per = quantity.per or ((known.period,) if known.period else ())
    behind = "%" if unit == "%" else f" {unit}" if unit else ""
    return " .. ".join(dict.fromkeys(numbers)) + behind + "".join(f" per {each}" for each in per)


def _as_typed(known: Known, exchanged: Exchanged) -> Known:
    """What the model gives, in the currency that an author wrote; by the likely rate."""
    if known.unit not in CURRENCIES:
        return known
    worth = _ONE
    for used in exchanged.rates:
        worth = worth / Fraction(used.rate.value) if used.backwards else worth * Fraction(used.rate.value)
    return attrs.evolve(known, value=known.value / worth, low=known.low / worth, high=known.high / worth,
                        unit=exchanged.amount.unit)  # fmt: skip


def _as_said(known: Known, quantity: Quantity, value: Fraction) -> Fraction:
    """A value of the model in the unit and period of the author."""
    turned = Known(known.name, unit=quantity.unit, period=quantity.period or known.period)
    own = attrs.evolve(quantity, unit=known.unit, per=(known.period,) if known.period else ())
    scale = Fraction(100) if known.unit == "%" else _ONE
    found = _in_unit(turned, own, value * scale)
    return (value if found is None else found) * scale


def _number(value: Fraction, digit: Decimal) -> str:
    """Rounded to the digit, or to three digits where that is finer."""
    number = Decimal(value.numerator) / Decimal(value.denominator)
    if number:
        digit = min(digit, Decimal(1).scaleb(max(number.adjusted() - 2, -6)))
    rounded = number
    if number.adjusted() - digit.adjusted() < _MOST_DIGITS:
        rounded = (number / digit).to_integral_value(ROUND_HALF_UP) * digit
    text = f"{rounded:,f}".replace(",", "_")
    return text.rstrip("0").rstrip(".") if "." in text and digit < 1 and set(text.split(".")[1]) == {"0"} else text
