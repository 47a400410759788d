"""How likely purchases without a contract are by the BG/NBD model, with the slopes that lead to the likeliest one."""

import math
from collections.abc import Iterator, Sequence

from canvasdsl.figures.fitting import Slopes

__all__ = ["Row", "likelihood"]

Row = tuple[int, float, float, int]
"""Purchases after the first, time of the last one, time since the first, customers alike."""


def likelihood(rows: Sequence[Row], sizes: Sequence[float]) -> Slopes:
    """The log-likelihood with its first and second derivatives by r, α, a, b.

    Of a customer: ln(Γ(r+x)/Γ(r)) + r·ln α + ln(B(a, b+x)/B(a, b)) + ln(e^u + e^w), u = −(r+x)·ln(α+T) for one who is
    still there, and for x above 0 w = ln(a/(b+x−1)) − (r+x)·ln(α+t) for one who has left (equation 6, in the form of
    Fader & Hardie 2013 that no large number breaks). Purchases are whole, so that each ratio of Γ is a product.
    """
    r, alpha, a, b = sizes
    customers = sum(row[3] for row in rows)
    log_alpha = math.log(alpha)
    value = customers * r * log_alpha
    by_r, by_alpha, by_a, by_b = customers * log_alpha, customers * r / alpha, 0.0, 0.0
    rr, ra, rb, aa, ab, bb = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
    r_alpha, alphas, alpha_a, alpha_b = customers / alpha, -customers * r / alpha**2, 0.0, 0.0
    for number, more in enumerate(_more_than(rows)):
        buys, stays, whole = r + number, b + number, a + b + number
        value += more * (math.log(buys) + math.log(stays) - math.log(whole))
        by_r += more / buys
        rr -= more / buys**2
        by_a -= more / whole
        by_b += more / stays - more / whole
        aa += more / whole**2
        ab += more / whole**2
        bb += more / whole**2 - more / stays**2
    log = math.log
    for purchases, last, age, count in rows:
        times, there = r + purchases, alpha + age
        log_there = log(there)
        if not purchases:
            value -= count * r * log_there
            by_r -= count * log_there
            by_alpha -= count * r / there
            r_alpha -= count / there
            alphas += count * r / there**2
            continue
        then, left = alpha + last, b + purchases - 1
        log_then = log(then)
        odds = a / left * math.exp(min(times * (log_there - log_then), 700.0))
        stay = 1 / (1 + odds)
        go = 1 - stay
        value += count * (math.log1p(odds) - times * log_there)
        slope_there, slope_then = times / there, times / then
        more_r, more_alpha, more_a, more_b = log_there - log_then, slope_there - slope_then, 1 / a, -1 / left
        by_r += count * (go * more_r - log_there)
        by_alpha += count * (go * more_alpha - slope_there)
        by_a += count * go * more_a
        by_b += count * go * more_b
        both = stay * go
        rr += count * both * more_r**2
        r_alpha += count * (both * more_r * more_alpha - stay / there - go / then)
        alphas += count * (both * more_alpha**2 + stay * slope_there / there + go * slope_then / then)
        ra += count * both * more_r * more_a
        rb += count * both * more_r * more_b
        alpha_a += count * both * more_alpha * more_a
        alpha_b += count * both * more_alpha * more_b
        aa -= count * (go * more_a) ** 2
        ab += count * both * more_a * more_b
        bb += count * (both + go) * more_b**2
    curvature = [[rr, r_alpha, ra, rb], [r_alpha, alphas, alpha_a, alpha_b],
                 [ra, alpha_a, aa, ab], [rb, alpha_b, ab, bb]]  # fmt: skip
    return value, [by_r, by_alpha, by_a, by_b], curvature


def _more_than(rows: Sequence[Row]) -> Iterator[int]:
    """How many customers made more than 0, 1, 2 … purchases."""
    counts: dict[int, int] = {}
    for purchases, _, _, count in rows:
        counts[purchases] = counts.get(purchases, 0) + count
    left = sum(counts.values())
    for number in range(max(counts)):
        left -= counts.get(number, 0)
        yield left
