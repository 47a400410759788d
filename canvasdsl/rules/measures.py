"""Durations, amounts and rates brought to one measure, in exact decimals, with the slack that their writing leaves.

A month has 28 to 31 days, and `97%` may be anything from 96.5 % to 97.5 %: two facts contradict only where they can't
both be true.
"""

from decimal import Decimal

from canvasdsl.model.quantities import PERIODS, Quantity, length_of

__all__ = ["alike", "compounded", "counted", "days", "rounded", "spread", "whole_times"]

_DAYS = {"day": (1, 1), "week": (7, 7), "month": (28, 31), "quarter": (90, 92), "year": (365, 366)}
_IN_A_DAY = {"second": 86_400, "minute": 1_440, "hour": 24}
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


def days(duration: Quantity) -> tuple[Decimal, Decimal]:
    """The fewest and the most days that a length of time may have."""
    length = length_of(duration.unit) or "day"
    if length in _IN_A_DAY:
        return duration.low / _IN_A_DAY[length], duration.high / _IN_A_DAY[length]
    fewest, most = _DAYS[length]
    return duration.low * fewest, duration.high * most


def alike(one: Quantity, other: Quantity) -> tuple[Decimal, Decimal] | None:
    """Two amounts in the same unit and period; `None` where they can't be compared."""
    if one.unit != other.unit or _nouns(one) != _nouns(other):
        return None
    if one.period == other.period:
        return one.value, other.value
    if one.period in _MONTHS and other.period in _MONTHS:
        return one.value / _MONTHS[one.period or ""], other.value / _MONTHS[other.period or ""]
    return None


def _nouns(quantity: Quantity) -> list[str]:
    return sorted(per for per in quantity.per if per not in PERIODS)


def spread(rate: Quantity) -> tuple[Decimal, Decimal]:
    """The least and the greatest share that a written percentage may stand for, between 0 and 1."""
    return (
        max(Decimal(0), rate.low - _half_unit(rate.low)) / 100,
        min(Decimal(100), rate.high + _half_unit(rate.high)) / 100,
    )


def _half_unit(size: Decimal) -> Decimal:
    exponent = size.as_tuple().exponent
    return Decimal(5).scaleb(min(int(exponent), 0) - 1)


def _times(short: str, long: str) -> tuple[Decimal, Decimal]:
    """How often the shorter period goes into the longer one, at least and at most."""
    if short in _MONTHS and long in _MONTHS:
        exact = Decimal(_MONTHS[long]) / _MONTHS[short]
        return exact, exact
    return Decimal(_DAYS[long][0]) / _DAYS[short][1], Decimal(_DAYS[long][1]) / _DAYS[short][0]


def whole_times(short: str, long: str) -> int:
    """How often the shorter period goes into the longer one, as people say it: 12 months, 52 weeks."""
    fewest, most = _times(short, long)
    if (short, long) == ("day", "year"):
        return 365
    return int((fewest + most) / 2 + Decimal("0.5"))


def compounded(stay: tuple[Decimal, Decimal], short: str, long: str) -> tuple[Decimal, Decimal]:
    """Shares that stay for a period, compounded to a longer one."""
    fewest, most = _times(short, long)
    return stay[0] ** most, stay[1] ** fewest


def counted(number: Decimal) -> str:
    """A count in the language's own spelling: `1_400`."""
    return f"{number.normalize():,f}".replace(",", "_")


def rounded(share: Decimal) -> str:
    """A share as a percentage with one decimal: `69.4%`."""
    return f"{(share * 100).quantize(Decimal('0.1')).normalize():f}%"
