"""What figures may come to when their inputs vary within their ranges: drawn at random, the same for the same seed.

Each input has a stream of random numbers of its own, so that one more input does not shift the others. A range of three
numbers is drawn from a triangle, a range of two evenly. Floats are exact enough for this, and for nothing else.
"""

from collections.abc import Sequence
from hashlib import sha256
from random import Random

import attrs

from canvasdsl.figures.expression import Expression
from canvasdsl.figures.figure import Figure, Input
from canvasdsl.figures.printing import compiled

__all__ = ["Simulated", "draws", "influence", "simulate"]

_PERCENTILES = (5, 25, 50, 75, 95)


@attrs.frozen
class Simulated:
    """The results of one figure, sorted, and how much of their spread each input explains (shares of 1, greatest
    first)."""

    results: tuple[float, ...]
    ranking: tuple[tuple[Input, float], ...]

    def percentile(self, share: float) -> float:
        """The result below which `share` per cent of all lie."""
        return self.results[min(int(len(self.results) * share / 100), len(self.results) - 1)]

    @property
    def percentiles(self) -> dict[int, float]:
        """The results at 5, 25, 50, 75 and 95 per cent."""
        return {share: self.percentile(share) for share in _PERCENTILES}


def simulate(figure: Figure, runs: int, seed: int) -> Simulated | None:
    """The figure computed `runs` times; `None` where it has no formula."""
    if figure.expression is None or figure.value is None:
        return None
    inputs = figure.inputs
    streams = [draws(each, runs, seed) for each in inputs]
    results = _results(figure.expression, [each.name for each in inputs], streams)
    return Simulated(tuple(sorted(results)), influence(inputs, streams, results))


def draws(given: Input, runs: int, seed: int) -> list[float]:
    """So many values of one input; they depend on the seed and on where the input stands, and on nothing else."""
    low, likely, high = float(given.low), float(given.likely), float(given.high)
    if low == high:
        return [low] * runs
    key = f"{seed}\x00{given.span.source}\x00{given.name}\x00{given.written}"
    random = Random(int.from_bytes(sha256(key.encode("utf-8")).digest()[:8], "big"))
    if given.written.count("..") == 2:
        return [random.triangular(low, high, likely) for _ in range(runs)]
    return [random.uniform(low, high) for _ in range(runs)]


def _results(expression: Expression, names: Sequence[str], streams: list[list[float]]) -> list[float]:
    compute = compiled(expression, names)
    return [compute(*values) for values in zip(*streams, strict=True)] if names else [compute()] * 1


def influence(
    inputs: Sequence[Input], streams: list[list[float]], results: list[float]
) -> tuple[tuple[Input, float], ...]:
    """How much of the spread of the results each input explains: its squared correlation with them, as a share of
    all."""
    found = []
    for given, stream in zip(inputs, streams, strict=True):
        found.append((given, _correlation(stream, results) ** 2 if given.is_range else 0.0))
    whole = sum(share for _, share in found) or 1.0
    return tuple(sorted(((given, share / whole) for given, share in found), key=lambda pair: -pair[1]))


def _correlation(one: list[float], other: list[float]) -> float:
    count = len(one)
    mean, others = sum(one) / count, sum(other) / count
    spread = sum((value - mean) ** 2 for value in one) * sum((value - others) ** 2 for value in other)
    if spread <= 0:
        return 0.0
    together = sum((value - mean) * (result - others) for value, result in zip(one, other, strict=True))
    return float(together / spread**0.5)
