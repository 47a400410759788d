"""Strangers, butterflies, true friends and barnacles: who is what, and what numbers make impossible (R27, T-TYP-4)."""

from collections.abc import Iterator
from fractions import Fraction
from statistics import median

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.figures.periods import amount_in
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.customers import Segment
from canvasdsl.model.quantities import Quantity
from canvasdsl.rules.measures import days
from canvasdsl.rules.parts import decided
from canvasdsl.rules.rule import Finding, Rule

__all__ = ["RULES", "a_year", "of_group", "said"]

_PROFITABLE = frozenset(("butterfly", "true-friend"))
_LONG = frozenset(("true-friend", "barnacle"))
_IN_WORDS = {
    "stranger": "strangers", "butterfly": "butterflies", "true-friend": "true friends", "barnacle": "barnacles",
}  # fmt: skip


def of_group(canvas: Canvas, group: str) -> Iterator[Segment]:
    """The segments of a group: declared, or of `auto` told by the medians of profit and of stay."""
    profits = [profit for each in canvas.segments if (profit := a_year(each.profit)) is not None]
    stays = [_stay(each.stays) for each in canvas.segments if each.stays is not None]
    for segment in decided(canvas.segments):
        found = segment.loyalty_group
        if found == "auto":
            found = _told_by_numbers(segment, profits, stays)
        if found == group:
            yield segment


def _told_by_numbers(segment: Segment, profits: list[Fraction], stays: list[Fraction]) -> str | None:
    """The group of a segment, by whether it lies at or above the medians; `None` where there is no second one."""
    profit = a_year(segment.profit)
    if profit is None or segment.stays is None or len(profits) < 2 or len(stays) < 2:
        return None
    profitable = profit > 0 and profit >= median(profits)
    if _stay(segment.stays) >= median(stays):
        return "true-friend" if profitable else "barnacle"
    return "butterfly" if profitable else "stranger"


def a_year(amount: Quantity | None) -> Fraction | None:
    """An amount or count per year; `None` without a period."""
    return _per_year(amount, Fraction(amount.value)) if amount is not None else None


def _per_year(amount: Quantity, number: Fraction) -> Fraction | None:
    return amount_in(number, amount.period, "year") if amount.period is not None else None


def _stay(duration: Quantity) -> Fraction:
    fewest, most = days(duration)
    return (Fraction(fewest) + Fraction(most)) / 2


def said(segment: Segment) -> Related:
    """Where a segment's group stands."""
    return Related(segment.place("loyalty-group"), "the group")


# ---- SEG417 ---------------------------------------------------------------------


def _denied(canvas: Canvas) -> Iterator[Finding]:
    """Speaks where no line between long and short, or between much and little profit, could make the groups true.

    Each segment is held against the extreme one of the other side: linear.
    """
    grouped = [each for each in decided(canvas.segments) if each.loyalty_group not in (None, "auto")]
    longest = _longest([each for each in grouped if each.loyalty_group not in _LONG])
    richest = _richest([each for each in grouped if each.loyalty_group not in _PROFITABLE])
    for segment in grouped:
        profit, stays = segment.profit, segment.stays
        if profit is not None and segment.loyalty_group in _PROFITABLE:
            if profit.high <= 0:
                yield _contradiction(segment, profit, "bring profit", None)
            elif richest is not None and _brings_less(segment, profit, richest):
                yield _contradiction(segment, profit, "bring more", richest.profit)
        longer = longest.stays if longest is not None and segment.loyalty_group in _LONG else None
        if stays is not None and longer is not None and days(stays)[1] < days(longer)[0]:
            yield _contradiction(segment, stays, "stay long", longer)


def _longest(short: list[Segment]) -> Segment | None:
    """Of those who are said to stay briefly the one who stays longest."""
    return max((each for each in short if each.stays is not None),
               key=lambda each: days(each.stays)[0] if each.stays is not None else 0, default=None)  # fmt: skip


def _richest(poor: list[Segment]) -> Segment | None:
    """Of those who are said to bring little the one who brings most; `None` where the currencies differ."""
    told = [each for each in poor if a_year(each.profit) is not None]
    if len({each.profit.unit for each in told if each.profit is not None}) != 1:
        return None
    return max(told, key=lambda each: a_year(each.profit) or Fraction(0))


def _brings_less(segment: Segment, profit: Quantity, other: Segment) -> bool:
    """Whether a segment brings less than another, all together and, where customers are counted, each of them."""
    theirs = other.profit
    if theirs is None or theirs.unit != profit.unit:
        return False
    most, least = _per_year(profit, Fraction(profit.high)), _per_year(theirs, Fraction(theirs.low))
    if most is None or least is None or most >= least:
        return False
    here, there = segment.customers, other.customers
    if here is None or there is None or not here.low or not there.low:
        return True
    return most / Fraction(here.low) < least / Fraction(there.high)


def _contradiction(segment: Segment, number: Quantity, claim: str, other: Quantity | None) -> Finding:
    beside = f", less than the {other.written} of others who do not" if other is not None else ""
    return Finding(
        about=segment,
        message=f"`{segment.name}` are said to be {_IN_WORDS[segment.loyalty_group or '']}, who {claim}, and theirs is "
        f"{number.written}{beside}",
        help="correct the number or the group, or write `loyalty-group auto`: then the numbers decide",
        span=number.span,
        related=(said(segment), *((Related(other.span, "of those who do not"),) if other is not None else ())),
    )


RULES = (
    Rule(
        code="SEG417",
        name="group-against-numbers",
        severity=Severity.ERROR,
        summary="A loyalty group is declared, and the numbers contradict it",
        why="The group follows from how long customers stay and what profit they bring; wherever you draw the "
        "lines, these numbers give another one.",
        theory=("T-TYP-4",),
        register=("R27",),
        check=_denied,
    ),
)
