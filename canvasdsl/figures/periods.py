"""From one period to another: shares that stay and rates of growth compound, amounts add up (C13)."""

from fractions import Fraction
from functools import cache

from canvasdsl.figures.exact import power

__all__ = ["PERIODS_A_YEAR", "amount_in", "growth_in", "retention_in", "times"]

PERIODS_A_YEAR = {
    "day": Fraction(365), "week": Fraction(365, 7), "month": Fraction(12), "quarter": Fraction(4), "year": Fraction(1),
}  # fmt: skip
"""How often each period goes into a year."""


@cache
def times(period: str, longer: str) -> Fraction:
    """How often `period` goes into `longer`; a fraction of 1 where `longer` is the shorter one."""
    return PERIODS_A_YEAR[period] / PERIODS_A_YEAR[longer]


def amount_in(amount: Fraction, period: str, other: str) -> Fraction:
    """An amount per `period` as an amount per `other` period: amounts add up."""
    return amount if period == other else amount * times(period, other)


def retention_in(retention: Fraction, period: str, other: str) -> Fraction:
    """A share that stays for `period`, as the share that stays for the `other` one: r^n (C13, standard).

    Both are shares of 1; each period keeps its share of those who are still there.
    """
    return power(retention, times(period, other))


def growth_in(rate: Fraction, period: str, other: str) -> Fraction:
    """A rate of growth or discount per `period` as one per `other` period: (1 + i)^n − 1 (C13, standard).

    Both are shares of 1, above −1.
    """
    return power(1 + rate, times(period, other)) - 1
