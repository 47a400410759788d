"""What customers perceive and what it takes: value, value beside rivals, quality, satisfaction, share of a customer,
and what a lower price costs (computations C04 to C10, C28, C29, T-VAL-8).

Sums are exact decimals and quotients exact fractions; amounts of one call are in one unit.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

import attrs

__all__ = [
    "PriceChange", "advantage", "customer_value", "disconfirmation", "effort_saved", "market_perceived_quality",
    "price_change", "promoter_score", "satisfaction_level", "share_of", "share_of_customer", "value_ratio",
    "weighted_mark",
]  # fmt: skip


def customer_value(benefits: Iterable[Decimal], costs: Iterable[Decimal]) -> Decimal:
    """C04, in money or points: all benefits less all costs (Kotler & Keller, customer-perceived value)."""
    return sum(benefits, Decimal(0)) - sum(costs, Decimal(0))


def advantage(own: Decimal, rivals: Iterable[Decimal]) -> Decimal | None:
    """C04: the own value less that of the best rival, in their unit; `None` without rivals."""
    best = max(rivals, default=None)
    return None if best is None else own - best


def value_ratio(benefits: Iterable[Decimal], costs: Iterable[Decimal]) -> Fraction | None:
    """C05, a number without unit: all benefits for one unit of cost; `None` where nothing is paid."""
    paid = sum(costs, Decimal(0))
    return None if paid == 0 else Fraction(sum(benefits, Decimal(0))) / Fraction(paid)


def weighted_mark(weights: Mapping[str, Decimal], marks: Mapping[str, Decimal]) -> Fraction | None:
    """The mean of marks, each counted by its weight, on the scale of the marks; `None` where one is missing."""
    whole = sum(weights.values(), Decimal(0))
    if whole == 0 or not weights.keys() <= marks.keys():
        return None
    return sum((Fraction(weight) * Fraction(marks[name]) for name, weight in weights.items()), Fraction(0)) / Fraction(
        whole
    )


def market_perceived_quality(
    weights: Mapping[str, Decimal], own: Mapping[str, Decimal], rival: Mapping[str, Decimal]
) -> Fraction | None:
    """C06, a number without unit, above 1 where the own quality is held to be better (Gale 1994).

    Each weight times the own mark over the rival's; weights are shares that sum to 1. `None` where a mark is missing,
    or the rival's is zero.
    """
    if not weights.keys() <= own.keys() or any(not rival.get(name) for name in weights):
        return None
    return sum(
        (Fraction(weight) * Fraction(own[name]) / Fraction(rival[name]) for name, weight in weights.items()),
        Fraction(0),
    )


def disconfirmation(expected: Decimal, perceived: Decimal) -> Decimal:
    """C07, in points of the scale: what was received less what was expected (Oliver 1980)."""
    return perceived - expected


def satisfaction_level(gap: Decimal, tolerance: Decimal) -> str:
    """C07: `dissatisfied`, `satisfied` or `delighted`; a gap up to the tolerance leaves people satisfied."""
    if abs(gap) <= tolerance:
        return "satisfied"
    return "delighted" if gap > 0 else "dissatisfied"


def share_of_customer(spend: Decimal, category_spend: Decimal) -> Fraction | None:
    """C28, a share from 0 to 1: what a customer spends with the firm of what they spend in the category, both in one
    unit and period (Peppers & Rogers 1993); `None` where they spend nothing."""
    return None if category_spend == 0 else Fraction(spend) / Fraction(category_spend)


def promoter_score(promoters: Fraction, passives: Fraction, detractors: Fraction) -> Fraction:
    """C10, from −100 to 100: promoters less detractors for each hundred answers (Reichheld 2003)."""
    return 100 * (promoters - detractors) / (promoters + passives + detractors)


def share_of(part: Fraction, whole: Fraction) -> Fraction:
    """A part of a whole, both counted: satisfied answers of all (C09), renewed contracts of those due (C29)."""
    return part / whole


def effort_saved(before: Fraction, after: Fraction) -> Fraction:
    """C29: by which share effort fell."""
    return (before - after) / before


@attrs.frozen
class PriceChange:
    """What a change of price and service does to one sale: the margin before and after, in money, and how much more
    must be sold so that as much is left, as a share; `None` where no volume makes up for it."""

    before: Decimal
    after: Decimal
    volume_needed: Fraction | None


def price_change(
    price: Decimal, new_price: Decimal, unit_cost: Decimal, extra_cost: Decimal = Decimal(0)
) -> PriceChange:
    """The price/service trap (T-VAL-8; Kotler & Keller): the margin is price less unit cost, and the volume must grow
    by the old margin over the new one, less one."""
    before = price - unit_cost
    after = new_price - unit_cost - extra_cost
    return PriceChange(before, after, Fraction(before) / Fraction(after) - 1 if after > 0 else None)
