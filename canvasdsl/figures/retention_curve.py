"""How retention rises with age: the shifted-beta-geometric model, fitted to how many are left after each period.

Each customer leaves with a chance of their own; those most likely to leave are gone first, so that those who are left
stay ever longer (Fader & Hardie 2007, "How to project customer retention"). Decimals of 34 digits, no logarithm and no
power: the same bytes on every machine.
"""

from collections.abc import Sequence
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from itertools import pairwise
from typing import Any

import attrs

from canvasdsl.figures.fitting import NoFit, rounded
from canvasdsl.figures.lifetime import AFTER_RETENTION, IMMEDIATE

__all__ = ["MOST_PERIODS", "NoFit", "RetentionCurve", "constant_churn", "fit_retention", "slopes_surely"]

MOST_PERIODS = 1_000
"""Further than so many periods nothing is looked ahead."""
_CONTEXT = Context(prec=34)
_SMALLEST, _LARGEST = Decimal(2) ** -30, Decimal(2) ** 20
"""Between these α + β is looked for: with more, retention rises by less than anybody can see."""
_HALVINGS = 80
_CHANCE = Decimal("2.7055")
"""Twice a difference of log-likelihoods above which one in twenty would lie by chance, where the one model is the limit
of the other (Self & Liang 1987)."""


@attrs.frozen
class RetentionCurve:
    """The model fitted to one group: `alpha` and `beta` of the chance to leave, and how many periods were seen."""

    alpha: Fraction
    beta: Fraction
    seen: int

    def retention(self, period: int) -> Fraction:
        """The share of those there at the start of a period, counted from 1, who stay through it: (β+t−1)/(α+β+t−1),
        equation 8 of the authors."""
        return rounded(_decimal((self.beta + period - 1) / (self.alpha + self.beta + period - 1)))

    def survival(self, periods: int, *, after: int = 0) -> Fraction:
        """The share of those left `after` so many periods who are still there so many `periods` later."""
        return rounded(self._survival(periods, after))

    def _survival(self, periods: int, after: int) -> Decimal:
        with localcontext(_CONTEXT):
            alpha, beta = _decimal(self.alpha), _decimal(self.beta)
            left = Decimal(1)
            for period in range(after, after + periods):
                left *= (beta + period) / (alpha + beta + period)
            return left

    def further_life(self, after: int = 0) -> Fraction | None:
        """How many further periods one who is left stays on average: (β+t)/(α−1); `None` for α up to 1, where some stay
        so long that the average has no end."""
        return rounded(_decimal((self.beta + after) / (self.alpha - 1))) if self.alpha > 1 else None

    def half_life(self, after: int = 0) -> int | None:
        """After how many further periods no more than half are there of those left; `None` beyond `MOST_PERIODS`."""
        with localcontext(_CONTEXT):
            alpha, beta = _decimal(self.alpha), _decimal(self.beta)
            left = Decimal(1)
            for further in range(MOST_PERIODS):
                left *= (beta + after + further) / (alpha + beta + after + further)
                if left <= Decimal("0.5"):
                    return further + 1
        return None

    def discounted_life(self, discount: Fraction, growth: Fraction = Fraction(0), *, after: int = 0) -> Fraction | None:
        """Σ S(t+k)/S(t) · ((1+g)/(1+i))^k from k = 0 on: how many periods one who is left is worth, a payment at each
        start; `None` where the sum has no end. It is 2F1(1, β+t; α+β+t; z) (Fader & Hardie 2010, equation 6)."""
        found = self._discounted(discount, growth, after)
        return None if found is None else rounded(found)

    def _discounted(self, discount: Fraction, growth: Fraction, after: int) -> Decimal | None:
        with localcontext(_CONTEXT):
            part = _decimal((1 + growth) / (1 + discount))
            alpha, beta = _decimal(self.alpha), _decimal(self.beta) + after
            if part < 1:
                return _series(beta, alpha + beta, part)
            return 1 + beta / (alpha - 1) if part == 1 and alpha > 1 else None

    def multiple(
        self, discount: Fraction, convention: str, growth: Fraction = Fraction(0), *, after: int = 0
    ) -> Fraction | None:  # fmt: skip
        """By how many margins of the first period a customer is worth, as `lifetime.multiple` has it for a constant
        retention; `None` where the sum has no end. The growth starts with the second margin."""
        found = self._discounted(discount, growth, after)
        if found is None:
            return None
        with localcontext(_CONTEXT):
            if convention == AFTER_RETENTION:
                found = (found - 1) / _decimal(1 + growth)
            elif convention != IMMEDIATE:
                found = found / _decimal(1 + discount)
            return rounded(found)


def _series(second: Decimal, third: Decimal, part: Decimal) -> Decimal:
    """2F1(1, b; c; z) for z from 0 to below 1, by Gauss's continued fraction: it needs few terms even near 1."""
    before = Decimal(0)
    terms = 32
    while True:
        found = Decimal(1)
        for number in range(terms, 0, -1):
            half, is_odd = divmod(number, 2)
            bottom = (third + number - 2) * (third + number - 1)
            if is_odd:
                top = (second + half) * (third - 1 + half)
            else:
                top = half * (third - 1 + half - second)
            found = 1 - top * part / (bottom * found) if bottom else found
        found = 1 / found
        if abs(found - before) <= abs(found) * Decimal("1e-20") or terms > 100_000:
            return found
        before, terms = found, 2 * terms


def _decimal(number: Fraction) -> Decimal:
    return _CONTEXT.divide(Decimal(number.numerator), Decimal(number.denominator))


# ---- Fitting --------------------------------------------------------------------------


def constant_churn(left: Sequence[Any]) -> Any:
    """The share who leave in each period, were it always the same: all who left over all who could have (C12 over
    several periods; the likeliest share). `left` begins with those at the start."""
    could: Any = sum(left[1:-1], left[0])
    return (left[0] - left[-1]) / could


def fit_retention(left: Sequence[Fraction | int]) -> RetentionCurve:
    """The curve under which these counts are likeliest; raises `NoFit` where there is none, and says why.

    Of all who are there at the start of period t, n_t stay with the chance (β+t−1)/(α+β+t−1). So the slopes of the
    log-likelihood need no gamma function, and for each s = α+β the best α is known: all who left over the sum of
    n_(t−1)/(s+t−1). What remains is the root of one function of s.
    """
    _check(left)
    with localcontext(_CONTEXT):
        counts = [Decimal(int(each)) for each in left]
        low = _SMALLEST
        while low < _LARGEST and _slope(counts, 2 * low) > 0:
            low *= 2
        if low >= _LARGEST:
            raise NoFit("the share who leave does not fall as time goes on, so that a constant churn fits as well")
        high = 2 * low
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            if _slope(counts, middle) > 0:
                low = middle
            else:
                high = middle
        alpha = _alpha(counts, low)
        return RetentionCurve(rounded(alpha), rounded(low - alpha), len(left) - 1)


def slopes_surely(left: Sequence[Fraction | int], curve: RetentionCurve) -> bool:
    """Whether chance alone would hardly make churn fall so much as it does in these counts: in fewer than one case in
    twenty (likelihood ratio of the curve and a constant churn)."""
    with localcontext(_CONTEXT):
        churn = _decimal(Fraction(constant_churn([Fraction(each) for each in left])))
        alpha, whole = _decimal(curve.alpha), _decimal(curve.alpha + curve.beta)
        difference = Decimal(0)
        for period, (before, after) in enumerate(pairwise(left)):
            gone = alpha / (whole + period)
            difference += _weighted(int(before - after), gone, churn) + _weighted(int(after), 1 - gone, 1 - churn)
        return 2 * difference > _CHANCE


def _weighted(count: int, chance: Decimal, other: Decimal) -> Decimal:
    return count * (chance / other).ln() if count else Decimal(0)


def _alpha(counts: Sequence[Decimal], whole: Decimal) -> Decimal:
    return (counts[0] - counts[-1]) / sum(before / (whole + period) for period, before in enumerate(counts[:-1]))


def _slope(counts: Sequence[Decimal], whole: Decimal) -> Decimal:
    """The slope of the log-likelihood by β, at the best α for this α+β."""
    alpha = _alpha(counts, whole)
    stay = sum(after / (whole - alpha + period) for period, after in enumerate(counts[1:]))
    return stay - (counts[0] - counts[-1]) / alpha


def _check(left: Sequence[Fraction | int]) -> None:
    if len(left) < 3:
        raise NoFit(f"a curve takes at least three counts, and there {'is' if len(left) == 1 else 'are'} {len(left)}")
    if any(each != int(each) or each < 0 for each in left):
        raise NoFit("customers are counted in whole numbers")
    if left[0] == 0:
        raise NoFit("nobody began")
    rise = next((pair for pair in pairwise(left) if pair[1] > pair[0]), None)
    if rise is not None:
        raise NoFit(f"{rise[0]} are left and then {rise[1]}: who joined later is of another group")
    if left[-1] == left[0]:
        raise NoFit("nobody left, so that nothing shows how fast customers leave")
    if left[1] == 0:
        raise NoFit("everybody left in the first period")
    if left[1] == left[-1]:
        raise NoFit("nobody left after the first period, so that nothing shows how fast those leave who stay on")
