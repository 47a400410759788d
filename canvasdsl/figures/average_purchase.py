"""For how much customers buy on average: the gamma-gamma model, fitted to what each of them spent on average.

Each purchase varies around an average of the customer's own, and these averages vary between customers (Fader & Hardie
2013, "The gamma-gamma model of monetary value"). Who bought little tells little: their average is drawn to everybody's.
"""

import math
from collections.abc import Iterable, Sequence
from fractions import Fraction

import attrs

from canvasdsl.figures.fitting import NoFit, Slopes, rounded, top

__all__ = ["FEWEST_CUSTOMERS", "Spending", "Spent", "fit_spending"]

FEWEST_CUSTOMERS = 30
"""Of fewer customers chance says more than any model does."""
_FARTHEST = 10.0


@attrs.frozen
class Spent:
    """Customers alike: over how many purchases the average goes, the average amount, how many customers."""

    purchases: int
    average: float
    customers: int = 1


@attrs.frozen
class Spending:
    """The gamma-gamma model of a group of customers: p, q and v (γ) of the authors. `scale` is an amount of money."""

    within: Fraction
    between: Fraction
    scale: Fraction

    def average(self) -> Fraction:
        """The average purchase of a customer of whom nothing is known: p·v / (q − 1); raises `NoFit` for q up to 1."""
        return self.expected_average(0, 0)

    def expected_average(self, purchases: int, average: float) -> Fraction:
        """The average purchase of a customer in the long run, from those seen: p·(v + x·m) / (p·x + q − 1), equation 5
        of the authors. It lies between the customer's own average and everybody's."""
        p, q, v = float(self.within), float(self.between), float(self.scale)
        if p * purchases + q <= 1:
            raise NoFit("a few customers spend so much more than others that the average has no end")
        return rounded(p * (v + purchases * average) / (p * purchases + q - 1))

    def log_likelihood(self, spent: Iterable[Spent]) -> Fraction:
        """The logarithm of how likely these averages are by the model."""
        sizes = (float(self.within), float(self.between), float(self.scale))
        return rounded(_slopes(_rows(spent), sizes)[0])


def fit_spending(spent: Iterable[Spent]) -> Spending:
    """The gamma-gamma model under which these averages are likeliest; raises `NoFit` where there is none."""
    known = tuple(spent)
    for each in known:
        if each.purchases != int(each.purchases) or each.purchases < 1 or each.customers < 1:
            raise NoFit("purchases and customers are counted in whole numbers, from 1 on")
        if not 0 < each.average < math.inf:
            raise NoFit("an average purchase is an amount above 0")
    customers = sum(each.customers for each in known)
    if customers < FEWEST_CUSTOMERS:
        raise NoFit(f"{customers} customers are too few: it takes at least {FEWEST_CUSTOMERS}")
    if max(each.purchases for each in known) == 1:
        raise NoFit("nobody bought more than once, so that nothing shows how far purchases of one customer differ")
    rows = _rows(known)
    whole = math.fsum(row[1] * row[2] for row in rows) / customers
    scaled = [(purchases, average / whole, count) for purchases, average, count in rows]
    found = [top(lambda sizes: _slopes(scaled, sizes), start, farthest=_FARTHEST) for start in _STARTS]
    inside = [each for each in found if max(abs(math.log(size)) for size in each) < _FARTHEST]
    if not inside:
        raise NoFit(_runaway(max(found, key=lambda sizes: _slopes(scaled, sizes)[0])))
    p, q, v = max(inside, key=lambda sizes: _slopes(scaled, sizes)[0])
    return Spending(rounded(p), rounded(q), rounded(v * whole))


def _runaway(sizes: Sequence[float]) -> str:
    """Why no place is the likeliest: with `q` the spread between customers vanishes, with `p` that of one customer."""
    p, q, _ = sizes
    if p > q:
        return ("customers with many purchases differ as much in what they spend on average as those with few, so that "
                "the spread of single purchases cannot be told")  # fmt: skip
    return "all customers spend about the same, so that the spread between them cannot be told"


_STARTS = ((2.0, 3.0, 1.0), (8.0, 8.0, 1.0))


def _rows(spent: Iterable[Spent]) -> list[tuple[int, float, int]]:
    """Averages alike as one, in order, so that sums do not depend on the order in which they came."""
    together: dict[tuple[int, float], int] = {}
    for each in spent:
        key = each.purchases, float(each.average)
        together[key] = together.get(key, 0) + each.customers
    return [(*key, count) for key, count in sorted(together.items())]


# ---- The likelihood ---------------------------------------------------------------------


def _slopes(rows: Sequence[tuple[int, float, int]], sizes: Sequence[float]) -> Slopes:
    """The log-likelihood with its first and second derivatives by p, q, v.

    Of a customer with x purchases and the sum s of them: lnΓ(px+q) − lnΓ(px) − lnΓ(q) + q·ln v + px·ln s −
    (px+q)·ln(v+s) − ln(s/x), equation 1a of the authors.
    """
    p, q, v = sizes
    log_v, log = math.log(v), math.log
    customers = sum(row[2] for row in rows)
    value = customers * (q * log_v - math.lgamma(q))
    by_p, by_q, by_v = 0.0, customers * (log_v - _digamma(q)), customers * q / v
    pp, pq, pv, qq, qv, vv = 0.0, 0.0, 0.0, -customers * _trigamma(q), customers / v, -customers * q / v**2
    last, of_all, of_own = 0, (0.0, 0.0, 0.0), (0.0, 0.0, 0.0)
    for purchases, average, count in rows:
        if purchases != last:
            last = purchases
            of_all, of_own = _gammas(p * purchases + q), _gammas(p * purchases)
        whole, spent = p * purchases + q, purchases * average
        both = v + spent
        log_spent, log_both = log(spent), log(both)
        value += count * (of_all[0] - of_own[0] + p * purchases * log_spent - whole * log_both - log(average))
        by_p += count * purchases * (of_all[1] - of_own[1] + log_spent - log_both)
        by_q += count * (of_all[1] - log_both)
        by_v -= count * whole / both
        pp += count * purchases**2 * (of_all[2] - of_own[2])
        pq += count * purchases * of_all[2]
        pv -= count * purchases / both
        qq += count * of_all[2]
        qv -= count / both
        vv += count * whole / both**2
    return value, [by_p, by_q, by_v], [[pp, pq, pv], [pq, qq, qv], [pv, qv, vv]]


def _gammas(number: float) -> tuple[float, float, float]:
    return math.lgamma(number), _digamma(number), _trigamma(number)


def _digamma(number: float) -> float:
    """The slope of lnΓ: by ψ(z) = ψ(z+1) − 1/z up to 12, then the series of Stirling (standard)."""
    below = 0.0
    while number < 12:
        below += 1 / number
        number += 1
    square = 1 / number**2
    rest = square * (1 / 12 - square * (1 / 120 - square * (1 / 252 - square * (1 / 240 - square / 132))))
    return math.log(number) - 0.5 / number - rest - below


def _trigamma(number: float) -> float:
    """The slope of `_digamma`."""
    below = 0.0
    while number < 12:
        below += 1 / number**2
        number += 1
    square = 1 / number**2
    rest = square * (1 / 6 - square * (1 / 30 - square * (1 / 42 - square * (1 / 30 - square * 5 / 66))))
    return (1 + rest) / number + square / 2 + below
