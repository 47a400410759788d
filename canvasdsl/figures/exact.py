"""Exact numbers: fractions where a formula is rational, decimals of 34 digits where it is not; no binary floats."""

from decimal import Context, Decimal, Overflow
from fractions import Fraction
from functools import lru_cache

import attrs

__all__ = ["Undefined", "exponential", "logarithm", "power"]

_DIGITS = Context(prec=34, Emax=999_999, Emin=-999_999)


@attrs.frozen
class Undefined(Exception):
    """A formula has no value for these numbers: why, in words that stand behind "absent, since …"."""

    reason: str


def power(base: Fraction, exponent: Fraction) -> Fraction:
    """`base` to the power of `exponent`, to 34 digits; `base` is not negative. Of expressions, the expression."""
    if exponent == 1 or base == 1:
        return base
    if not isinstance(base, Fraction | int) or not isinstance(exponent, Fraction | int):
        return base**exponent
    return _power(base, exponent)


@lru_cache(maxsize=10_000)
def _power(base: Fraction, exponent: Fraction) -> Fraction:
    """Kept, since the figures of a customer ask for the root of the same rate again and again."""
    try:
        return Fraction(_DIGITS.power(_decimal(base), _decimal(exponent)))
    except Overflow as error:
        raise Undefined("it would be larger than anybody can count") from error


def exponential(exponent: Fraction) -> Fraction:
    """e to the power of `exponent`, to 34 digits. Of an expression, the expression."""
    if not isinstance(exponent, Fraction | int):
        return exponent.exp()
    try:
        return Fraction(_DIGITS.exp(_decimal(exponent)))
    except Overflow as error:
        raise Undefined("it would be larger than anybody can count") from error


def logarithm(number: Fraction) -> Fraction:
    """The natural logarithm of a number above 0, to 34 digits. Of an expression, the expression."""
    if not isinstance(number, Fraction | int):
        return number.log()
    return Fraction(_DIGITS.ln(_decimal(number)))


def _decimal(number: Fraction) -> Decimal:
    return _DIGITS.divide(Decimal(number.numerator), Decimal(number.denominator))
