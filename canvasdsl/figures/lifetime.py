"""What a customer is worth over a lifetime, and how that moves with retention (C14, C16 to C18, C20 to C23).

Margins are amounts of one customer in one period; retention, discount and growth are shares of 1 in that same period.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from canvasdsl.figures.exact import power

__all__ = [
    "AFTER_RETENTION", "ASSUMED", "CONVENTIONS", "END_OF_FIRST", "IMMEDIATE", "annuity", "break_even_retention",
    "cohort_value", "customer_equity", "elasticity", "first_margin", "has_value", "lifetime_value", "mean_life",
    "multiple", "multiple_within", "retention_for", "retention_uplift",
]  # fmt: skip

AFTER_RETENTION = "after-retention"
IMMEDIATE = "immediate"
END_OF_FIRST = "end-of-first"
CONVENTIONS = (AFTER_RETENTION, IMMEDIATE, END_OF_FIRST)
"""When the first margin falls: after the first retention, at once, or surely at the end of the first period."""
ASSUMED = AFTER_RETENTION
"""What counts where a relationship states no convention, for figures and rules alike."""

_NONE = Fraction(0)


def mean_life(retention: Fraction) -> Fraction:
    """How many periods a customer stays on average: 1 / (1 − r), for r below 1 (C14, standard)."""
    return 1 / (1 - retention)


def has_value(retention: Fraction, discount: Fraction, growth: Fraction = _NONE) -> bool:
    """Whether the sum of all margins is finite: 1 + i − r(1 + g) > 0 (R07)."""
    return 1 + discount - retention * (1 + growth) > 0


def multiple(retention: Fraction, discount: Fraction, convention: str, growth: Fraction = _NONE) -> Fraction:
    """By how many margins of the first period a customer is worth: a number without unit (C16, C17).

    After retention r / (1 + i − r(1 + g)), immediate (1 + i) / (…), end of the first period 1 / (…). The growth starts
    with the second margin. Gupta & Lehmann 2003, 2005 (after retention); Farris et al. (immediate). It takes
    `has_value`.
    """
    first = {AFTER_RETENTION: retention, IMMEDIATE: 1 + discount, END_OF_FIRST: Fraction(1)}[convention]
    return first / (1 + discount - retention * (1 + growth))


def multiple_within(
    retention: Fraction, discount: Fraction, convention: str, periods: Fraction, growth: Fraction = _NONE
) -> Fraction:
    """The multiple of so many periods alone: first · (1 − q^n) / (1 − q), with q = r(1 + g) / (1 + i) other than 1.

    The first margin is worth q / (1 + g) after retention, 1 at once, 1 / (1 + i) at the end of the first period; the
    sum of a geometric series (standard). It has a value where `multiple` has none.
    """
    each = retention * (1 + growth) / (1 + discount)
    return first_margin(retention, discount, convention) * (1 - power(each, periods)) / (1 - each)


def first_margin(retention: Fraction, discount: Fraction, convention: str) -> Fraction:
    """What the first margin is worth today, as a share of it."""
    return {AFTER_RETENTION: retention / (1 + discount), IMMEDIATE: Fraction(1),
            END_OF_FIRST: 1 / (1 + discount)}[convention]  # fmt: skip


def lifetime_value(
    margin: Fraction, retention: Fraction, discount: Fraction, convention: str,
    *, growth: Fraction = _NONE, acquisition_cost: Fraction = _NONE,
) -> Fraction:  # fmt: skip
    """The present value of all margins of a customer, less the cost of winning one: money (C16, C17)."""
    return margin * multiple(retention, discount, convention, growth) - acquisition_cost


def annuity(payment: Fraction, discount: Fraction, periods: int) -> Fraction:
    """The present value of a payment at the end of each of so many periods: money (standard)."""
    return sum((payment / (1 + discount) ** period for period in range(1, periods + 1)), _NONE)


def cohort_value(
    survivors: Sequence[Fraction], margins: Sequence[Fraction], discount: Fraction,
    *, acquisition_cost: Fraction = _NONE,
) -> Fraction:  # fmt: skip
    """The present value of a group, period by period, less what winning it cost: money of all (C18).

    `survivors` begins with those at the start, whom `acquisition_cost` was paid for; `margins` with the first period,
    so that it is one shorter. Σ n_t · m_t / (1 + i)^t − n_0 · AC. Kotler & Keller.
    """
    present = sum(
        (left * margin / (1 + discount) ** period
         for period, (left, margin) in enumerate(zip(survivors[1:], margins, strict=True), 1)), _NONE,
    )  # fmt: skip
    return present - survivors[0] * acquisition_cost


def customer_equity(groups: Iterable[tuple[Fraction, Fraction]]) -> Fraction:
    """The sum of all lifetime values, from the number of customers and the value of one: money (C20).

    Blattberg & Deighton 1996; Rust, Lemon & Zeithaml 2004.
    """
    return sum((customers * value for customers, value in groups), _NONE)


def retention_uplift(
    retention: Fraction, higher: Fraction, discount: Fraction, convention: str,
    *, growth: Fraction = _NONE, margin: Fraction = Fraction(1), acquisition_cost: Fraction = _NONE,
) -> Fraction | None:  # fmt: skip
    """By which share of itself the lifetime value rises from one retention to another: CLV(r + Δ) / CLV(r) − 1 (C21).

    `None` where the value to begin with is not above 0. Without acquisition cost the margin does not matter.
    """
    before, after = (
        lifetime_value(margin, share, discount, convention, growth=growth, acquisition_cost=acquisition_cost)
        for share in (retention, higher)
    )
    return after / before - 1 if before > 0 else None


def break_even_retention(
    margin: Fraction, new_margin: Fraction, retention: Fraction, discount: Fraction, convention: str,
    growth: Fraction = _NONE,
) -> Fraction | None:  # fmt: skip
    """The retention at which a customer who leaves `new_margin` is worth as much as before: a share of 1 (C22).

    After retention K(1 + i) / (m' + K(1 + g)) with the old value K; the others ((1 + i) − (m'/m)(1 + i − r(1 + g))) /
    (1 + g). Acquisition cost counts on both sides and does not matter. `None` where no retention brings it back.
    """
    if new_margin <= 0 or (convention != AFTER_RETENTION and margin <= 0):
        return None
    value = margin * multiple(retention, discount, convention, growth)
    if convention == AFTER_RETENTION and new_margin + value * (1 + growth) <= 0:
        return None
    return retention_for(margin, new_margin, retention, discount, convention, growth)


def retention_for(
    margin: Fraction, new_margin: Fraction, retention: Fraction, discount: Fraction, convention: str,
    growth: Fraction = _NONE,
) -> Fraction:  # fmt: skip
    """The formula of `break_even_retention`, for margins above 0."""
    if convention == AFTER_RETENTION:
        value = margin * multiple(retention, discount, convention, growth)
        return value * (1 + discount) / (new_margin + value * (1 + growth))
    ratio = new_margin / margin
    return ((1 + discount) - ratio * (1 + discount - retention * (1 + growth))) / (1 + growth)


def elasticity(retention: Fraction, discount: Fraction, convention: str, growth: Fraction = _NONE) -> Fraction:
    """By how many per cent the multiple rises when retention rises by one per cent (C23).

    After retention (1 + i) / (1 + i − r(1 + g)), the others r(1 + g) / (…); gross of acquisition cost. A study of firms
    found about 5 (Gupta, Lehmann & Stuart 2004).
    """
    stays = retention * (1 + growth)
    return (1 + discount if convention == AFTER_RETENTION else stays) / (1 + discount - stays)
