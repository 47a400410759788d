"""Who still buys, how often, and for how much: two models of purchases without a contract, fitted to counts.

BG/NBD (Fader, Hardie & Lee 2005, "Counting your customers the easy way"): each customer buys at random at a rate of
their own, and after each purchase may leave for good. Gamma-gamma (Fader & Hardie 2013, "The gamma-gamma model of
monetary value"): each purchase varies around an average of the customer's own. Both take how often people came *back*:
a first purchase counts as none. Durations are in any one unit; what comes out is in the same. The gamma-gamma model
itself stands in `average_purchase`.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import groupby, pairwise

import attrs

from canvasdsl.figures.average_purchase import FEWEST_CUSTOMERS, Spending, Spent, fit_spending
from canvasdsl.figures.buying_likelihood import Row, likelihood
from canvasdsl.figures.fitting import NoFit, Slopes, rounded, top

__all__ = [
    "FEWEST_CUSTOMERS", "MOST_CELLS", "MOST_PURCHASES", "STAYING_ALIKE", "Buying", "Cell", "NoFit", "Spending", "Spent",
    "fit_buying", "fit_spending", "thinned",
]  # fmt: skip

MOST_CELLS = 20_000
"""What is fitted at most; customers alike are put together first (`thinned`)."""
STAYING_ALIKE = 1_000.0
"""b where the chance to leave is about the same for all: it spreads by a thirtieth of itself or less."""
MOST_PURCHASES = 1_000_000
"""More than anybody makes on distinct days."""
_FARTHEST = 10.0
_TERMS = 2_000_000
_LARGE = 1e200
_TOO_LONG = "the time ahead is too long beside the time that the purchases cover"


@attrs.frozen
class Cell:
    """Customers alike: how often they came back, when they did so last, how long ago they first came, how many."""

    purchases: int
    """Purchases after the first."""
    last: float
    """From the first purchase to the last one; 0 without a further one."""
    age: float
    """From the first purchase to the end of the data."""
    customers: int = 1


@attrs.frozen
class Buying:
    """The BG/NBD model of a group of customers: `rate` and `scale` are r and α of how often they buy, `leaving` and
    `staying` a and b of the chance to leave after a purchase. `scale` is a duration."""

    rate: Fraction
    scale: Fraction
    leaving: Fraction
    staying: Fraction

    def alive(self, purchases: int, last: float, age: float) -> Fraction:
        """The chance that a customer has not left; one who never came back counts as there, as the model has it (Fader,
        Hardie & Lee 2005; the form of Fader & Hardie 2008)."""
        return rounded(self._alive(purchases, last, age))

    def _alive(self, purchases: int, last: float, age: float) -> float:
        if purchases == 0:
            return 1.0
        r, alpha, a, b = self._sizes()
        gone = math.log(a / (b + purchases - 1)) + (r + purchases) * math.log((alpha + age) / (alpha + last))
        return 1 / (1 + math.exp(gone)) if gone < 700 else 0.0

    def expected_purchases(self, duration: float, purchases: int = 0, last: float = 0, age: float = 0) -> Fraction:
        """How many purchases a customer will make in the next `duration`; without more said, one who just began.

        Fader, Hardie & Lee 2005, equation 10.
        """
        return rounded(self._expected(duration, purchases, last, age))

    def _expected(self, duration: float, purchases: int, last: float, age: float) -> float:
        return self._if_alive(duration, purchases, age) * self._alive(purchases, last, age)

    def _if_alive(self, duration: float, purchases: int, age: float) -> float:
        """Near a = 1 the direct form loses its digits, and far from it the other one."""
        form = self._by_transformation if self.leaving < Fraction(21, 20) else self._directly
        return form(duration, purchases, age)

    def _directly(self, duration: float, purchases: int, age: float) -> float:
        """(c / (a−1)) · (1 − (1−z)^(r+x) · 2F1(r+x, b+x; c; z)), with c = a+b+x−1 and z = t / (α+T+t). All terms are
        above zero, and the power makes a share of their sum: it is taken along, so that neither leaves the floats."""
        if duration <= 0:
            return 0.0
        r, alpha, a, b = self._sizes()
        c, part = a + b + purchases - 1, duration / (alpha + age + duration)
        log_power = (r + purchases) * math.log1p(-part)
        term = total = 1.0
        for number in range(_TERMS):
            following = (r + purchases + number) * (b + purchases + number) / ((c + number) * (number + 1)) * part
            if following < 1 and term <= 1e-17 * total * (1 - following):
                return c / (a - 1) * -math.expm1(min(0.0, math.log(total) + log_power))
            term *= following
            total += term
            if total > _LARGE:
                term, total, log_power = term / _LARGE, total / _LARGE, log_power + math.log(_LARGE)
        raise NoFit(_TOO_LONG)

    def _by_transformation(self, duration: float, purchases: int, age: float) -> float:
        """(c / (a−1)) · (1 − (1−z)^(a−1) · 2F1(a+b−1−r, a−1; c; z)), by Euler's transformation, with c = a+b+x−1 and
        z = t / (α+T+t). Power and series both begin with 1 and go on with (a−1) · …, so that (a−1) is divided out by
        hand: nothing is lost near a = 1, nor near c = 0."""
        if duration <= 0:
            return 0.0
        r, alpha, a, b = self._sizes()
        c, part = a + b + purchases - 1, duration / (alpha + age + duration)
        log_rest = math.log1p(-part)
        power = math.expm1((a - 1) * log_rest) / (a - 1) if abs(a - 1) > 1e-12 else log_rest
        series = _series(a + b - 1 - r, a, c, part)
        return -(c * power + series + (a - 1) * power * series)

    def alive_among(self, cells: Iterable[Cell]) -> Fraction:
        """How many of these customers have not left."""
        return rounded(math.fsum(each.customers * self._alive(each.purchases, each.last, each.age) for each in cells))

    def expected_among(self, cells: Iterable[Cell], duration: float) -> Fraction:
        """How many purchases these customers will make together in the next `duration`. Cells that share purchases and
        age share the series."""
        known: dict[tuple[int, float], float] = {}
        parts = []
        for each in cells:
            key = each.purchases, each.age
            if key not in known:
                known[key] = self._if_alive(duration, *key)
            parts.append(each.customers * known[key] * self._alive(each.purchases, each.last, each.age))
        return rounded(math.fsum(parts))

    def log_likelihood(self, cells: Iterable[Cell]) -> Fraction:
        """The logarithm of how likely these purchases are by the model, without the constant x! of their order."""
        return rounded(likelihood(_rows(cells), self._sizes())[0])

    def _sizes(self) -> tuple[float, float, float, float]:
        return float(self.rate), float(self.scale), float(self.leaving), float(self.staying)


def _series(first: float, second: float, third: float, part: float) -> float:
    """Σ (A)_n · (a)_(n−1) / (c+1)_(n−1) · z^n / n! from n = 1 on: the rest of 2F1(A, a−1; c; z) times c / (a−1)."""
    term, total = first * part, 0.0
    for number in range(1, _TERMS):
        total += term
        following = (first + number) * (second + number - 1) / ((third + number) * (number + 1)) * part
        if abs(term) <= 1e-17 * abs(total) * (1 - part) and abs(following) < 1:
            return total
        term *= following
    raise NoFit(_TOO_LONG)


# ---- Fitting --------------------------------------------------------------------------


def fit_buying(cells: Iterable[Cell]) -> Buying:
    """The BG/NBD model under which these purchases are likeliest; raises `NoFit` where there is none, and says why."""
    known = tuple(cells)
    _check(known)
    customers = sum(each.customers for each in known)
    if customers < FEWEST_CUSTOMERS:
        raise NoFit(f"{customers} customers are too few: it takes at least {FEWEST_CUSTOMERS}")
    if not any(each.purchases for each in known):
        raise NoFit("nobody bought a second time, so that nothing shows how often people come back")
    rows = _rows(known)
    whole = sum(row[2] * row[3] for row in rows) / customers
    scaled = [(purchases, last / whole, age / whole, count) for purchases, last, age, count in rows]
    found = [top(lambda sizes: likelihood(scaled, sizes), start, farthest=_FARTHEST) for start in _STARTS]
    found = [each for each in found if _is_inside(each)] or [_alike(scaled)]
    r, alpha, a, b = max(found, key=lambda sizes: likelihood(scaled, sizes)[0])
    return Buying(rounded(r), rounded(alpha * whole), rounded(a), rounded(b))


_STARTS = ((1.0, 1.0, 1.0, 2.0), (0.3, 0.1, 0.3, 3.0))


def _is_inside(sizes: Sequence[float]) -> bool:
    return max(abs(math.log(size)) for size in sizes) < _FARTHEST


def _alike(rows: Sequence[Row]) -> list[float]:
    """The likeliest model in which the chance to leave is about the same for all, where the one that lets it vary runs
    away; raises `NoFit` where this one does so too."""

    def slopes(sizes: Sequence[float]) -> Slopes:
        value, gradient, curvature = likelihood(rows, (*sizes, STAYING_ALIKE))
        return value, gradient[:-1], [row[:-1] for row in curvature[:-1]]

    found = top(slopes, (1.0, 1.0, STAYING_ALIKE / 4), farthest=_FARTHEST)
    if not _is_inside(found):
        raise NoFit(_ran_away(found))
    return [*found, STAYING_ALIKE]


def _check(cells: Sequence[Cell]) -> None:
    for each in cells:
        if each.purchases != int(each.purchases) or each.purchases < 0 or each.customers < 1:
            raise NoFit("purchases and customers are counted in whole numbers")
        if each.purchases > MOST_PURCHASES:
            raise NoFit(f"{each.purchases} purchases are more than one customer can make")
        if not (0 <= each.last <= each.age < math.inf) or each.age <= 0:
            raise NoFit(f"a last purchase after {each.last:g} does not lie in the {each.age:g} since the first")
        if (each.purchases == 0) != (each.last == 0):
            raise NoFit("a customer who came back did so some time after the first purchase, and nobody else did")


def _ran_away(sizes: Sequence[float]) -> str:
    rate, _, leaving = (math.log(each) for each in sizes)
    if rate > _FARTHEST / 2:
        return "all customers buy about equally often, so that the spread between them cannot be told"
    if leaving < -_FARTHEST / 2:
        return "nobody seems to have left for good, so that the chance to leave cannot be told"
    return "too many different habits fit these purchases equally well"


def _rows(cells: Iterable[Cell]) -> list[Row]:
    """Cells alike as one, in order, so that sums do not depend on the order in which they came."""
    together: dict[tuple[int, float, float], int] = {}
    for each in cells:
        key = each.purchases, float(each.last), float(each.age)
        together[key] = together.get(key, 0) + each.customers
    return thinned([(*key, count) for key, count in sorted(together.items())])


def thinned(rows: list[Row], most: int = MOST_CELLS) -> list[Row]:
    """At most about `most` rows: neighbours with the same number of purchases become one with the mean of their times.

    Nobody is left out, and nothing is left to chance. Each number of purchases keeps its part of the rows and at
    least one. Its rows are cut into strips by age and each strip by the last purchase, about as often both ways.
    """
    if len(rows) <= most:
        return rows
    found = []
    for _, group in groupby(rows, key=lambda row: row[0]):
        alike = [*group]
        parts = max(1, len(alike) * most // len(rows))
        across = math.isqrt(parts)
        for strip in _cut(sorted(alike, key=lambda row: (row[2], row[1])), across):
            found += [_mean(each) for each in _cut(sorted(strip, key=lambda row: (row[1], row[2])), parts // across)]
    return found


def _cut(rows: list[Row], parts: int) -> Iterator[list[Row]]:
    """Rows in as many parts of about the same length, none of them empty."""
    edges = [len(rows) * number // parts for number in range(parts + 1)]
    return (rows[begin:end] for begin, end in pairwise(edges) if begin < end)


def _mean(rows: list[Row]) -> Row:
    customers = sum(row[3] for row in rows)
    last, age = (math.fsum(row[place] * row[3] for row in rows) / customers for place in (1, 2))
    return rows[0][0], min(last, age), age, customers
