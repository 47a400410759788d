"""What figures may come to when their inputs vary within their ranges: drawn at random, the same for the same seed.

Each input has a stream of random numbers of its own, so that one more input does not shift the others. A range of three
numbers is drawn from a triangle, a range of two evenly. Floats are exact enough for this, and for nothing else. A run
in which a figure has no value is counted, never left out silently.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from hashlib import sha256
from math import isfinite
from operator import mul
from random import Random
from re import fullmatch
from typing import Any

import attrs

from canvasdsl.figures.compiling import compiled
from canvasdsl.figures.expression import Expression, Undefined
from canvasdsl.figures.figure import Figure
from canvasdsl.figures.inputs import Input

__all__ = ["Draws", "Simulated", "draws", "influence", "results_of", "simulate", "simulated_with"]

_PERCENTILES = (5, 25, 50, 75, 95)


@attrs.frozen
class Simulated:
    """The results of one figure, sorted, and how much of their spread each input explains (shares of 1, greatest
    first). Where nothing varies there is one result for all `runs`."""

    figure: Figure = attrs.field(eq=False, repr=False)
    """The figure as it was simulated: of one that is absent over its ranges, the likely one."""
    runs: int
    results: tuple[float, ...]
    without: int
    """In how many runs it has no value."""
    ranking: tuple[tuple[Input, float], ...]

    @property
    def varies(self) -> bool:
        """Whether it depends on anything that was drawn."""
        return any(each.is_range for each, _ in self.ranking)

    def percentile(self, share: float) -> float:
        """The result below which `share` per cent of all lie; of the runs that have one."""
        return self.results[min(int(len(self.results) * share / 100), len(self.results) - 1)]

    @property
    def percentiles(self) -> dict[int, float]:
        """The results at 5, 25, 50, 75 and 95 per cent; none where no run has one."""
        return {share: self.percentile(share) for share in _PERCENTILES} if self.results else {}


class Draws:
    """The random numbers of one simulation of one model: those of an input are drawn once, for whichever figure asks,
    and a figure is simulated once."""

    def __init__(self, runs: int, seed: int) -> None:
        self.runs = runs
        self.seed = seed
        self._streams: dict[Any, list[float]] = {}
        self._spreads: dict[int, tuple[list[float], float]] = {}
        self.simulated: dict[Any, Simulated | None] = {}

    def of(self, given: Input, again: int = 0) -> list[float]:
        """The values of an input; `again` counts inputs of one name that are written alike."""
        key = (_plain(given.name), given.written, given.low, given.likely, given.high, again)
        found = self._streams.get(key)
        if found is None:
            found = self._streams[key] = draws(given, self.runs, self.seed, again=again)
        return found

    def together(self, inputs: Sequence[Input]) -> list[list[float]]:
        """The streams of several inputs, independent of each other."""
        seen: dict[Any, int] = {}
        found = []
        for each in inputs:
            same = (_plain(each.name), each.written)
            found.append(self.of(each, seen.get(same, 0)))
            seen[same] = seen.get(same, 0) + 1
        return found

    def spread(self, stream: list[float]) -> tuple[list[float], float]:
        """How far each value of a stream lies from their mean, and the sum of squares of that."""
        found = self._spreads.get(id(stream))
        if found is None:
            found = self._spreads[id(stream)] = _spread(stream)
        return found


def simulate(figure: Figure, runs: int, seed: int) -> Simulated | None:
    """The figure computed `runs` times; `None` where nothing is there to compute. One that is absent since its ranges
    reach too far is computed where it has a value."""
    return simulated_with(figure, Draws(runs, seed))


def simulated_with(figure: Figure, drawn: Draws) -> Simulated | None:
    """The same with random numbers that other figures share."""
    key = (figure.kind.name, figure.of, figure.place)
    if key not in drawn.simulated:
        drawn.simulated[key] = _simulated(figure, drawn)
    return drawn.simulated[key]


def _simulated(figure: Figure, drawn: Draws) -> Simulated | None:
    if figure.absent and figure.attempt is not None and any(each.is_range for each in figure.inputs):
        figure = figure.attempt() or figure
    if figure.value is None or (figure.expression is None and figure.search is None):
        return None
    varying = [each for each in figure.inputs if each.is_range]
    if not varying:
        steady = () if figure.search is not None and figure.value < 0 else _floats(figure.value)
        return Simulated(figure, drawn.runs, steady, drawn.runs * (not steady),
                         tuple((each, 0.0) for each in figure.inputs))  # fmt: skip
    streams = drawn.together(varying)
    results = _results(figure, varying, streams)
    if results is None:
        return None
    told = [each for each in results if each is not None]
    without = len(results) - len(told)
    shares = influence(varying, streams, results, drawn=drawn)
    ranking = (*shares, *((each, 0.0) for each in figure.inputs if not each.is_range))
    return Simulated(figure, drawn.runs, tuple(sorted(told)), without, ranking)


def _floats(value: Fraction) -> tuple[float, ...]:
    """The value as a float, where it is none too large for one."""
    try:
        return (float(value),)
    except OverflowError:
        return ()


def draws(given: Input, runs: int, seed: int, *, again: int = 0) -> list[float]:
    """So many values of one input; they depend on the seed, on what the input is called and how it is written, and on
    nothing else, such as the folder of the file. Another of the same name that is written alike (`again`) has values of
    its own."""
    low, likely, high = float(given.low), float(given.likely), float(given.high)
    if low == high:
        return [low] * runs
    said = (seed, _plain(given.name), given.written)
    key = "\x00".join(map(str, (*said, again) if again else said))
    random = Random(int.from_bytes(sha256(key.encode("utf-8")).digest()[:8], "big"))
    if given.written.count("..") == 2:
        return [random.triangular(low, high, likely) for _ in range(runs)]
    return [random.uniform(low, high) for _ in range(runs)]


def _plain(name: str) -> str:
    """The name of an input without the number that tells it from others of that name: it counts what stands before."""
    numbered = fullmatch(r"(.*) \(\d+\)", name)
    return numbered[1] if numbered else name


# ---- Computing ----------------------------------------------------------------------


def _results(figure: Figure, varying: list[Input], streams: list[list[float]]) -> list[float | None] | None:
    """The result of each run, `None` where it has none; `None` for all where what does not vary has no value."""
    search = figure.search
    over = (figure.expression,) if figure.expression is not None else () if search is None else search.over
    find = None if search is None else search.find
    if figure.conditions:
        find = _held(find or _first, len(over))
    return results_of((*over, *figure.conditions), figure.inputs, varying, streams, find)


def _first(values: Sequence[Any]) -> Any:
    return values[0]


def _held(find: Callable[[Sequence[Any]], Any], count: int) -> Callable[[Sequence[Any]], Any]:
    """What is found among the first values where none of those that follow is below zero."""
    return lambda values: None if min(values[count:]) < 0 else find(values[:count])


def results_of(
    expressions: Sequence[Expression], inputs: Sequence[Input], varying: Sequence[Input],
    streams: Sequence[list[float]], find: Callable[[Sequence[Any]], Any] | None = None,
) -> list[float | None] | None:  # fmt: skip
    """What is found among the values of some expressions in each run, else the first of them; `None` in its place where
    a value is missing, and for all runs where what does not vary has no value."""
    fixed: dict[str, Fraction] = {each.name: each.likely for each in inputs if not each.is_range}
    try:
        compute = compiled(expressions, [each.name for each in varying], fixed)
    except (Undefined, OverflowError):
        return None
    runs = zip(*streams, strict=True)
    results: list[Any]
    try:
        if find is None:
            results = [compute(*values)[0] for values in runs]
        else:
            results = [find(compute(*values)) for values in runs]
        if isfinite(sum(each for each in results if each is not None)):
            return results
    except (ArithmeticError, ValueError, TypeError):
        pass  # some run has no value: each is tried by itself
    return [_tried(compute, find or _first, values) for values in zip(*streams, strict=True)]


def _tried(compute: Callable[..., tuple[float, ...]], find: Callable[[Sequence[Any]], Any], values: Any) -> Any:
    try:
        result = find(compute(*values))
    except (ArithmeticError, ValueError, TypeError):
        return None
    return result if isinstance(result, int | float) and isfinite(result) else None


# ---- Influence ----------------------------------------------------------------------


def influence(
    inputs: Sequence[Input], streams: list[list[float]], results: Sequence[float | None], *, drawn: Draws | None = None
) -> tuple[tuple[Input, float], ...]:
    """How much of the spread of the results each input explains: its squared correlation with them, as a share of
    all. Runs without a result do not count."""
    kept = [number for number, each in enumerate(results) if each is not None]
    told = [each for each in results if each is not None]
    if len(kept) < len(results):
        streams = [[stream[number] for number in kept] for stream in streams]
        drawn = None
    spread = _spread if drawn is None else drawn.spread
    outcome = _spread(told)
    found = [(given, _correlation(spread(stream), outcome) ** 2 if given.is_range else 0.0)
             for given, stream in zip(inputs, streams, strict=True)]  # fmt: skip
    whole = sum(share for _, share in found) or 1.0
    return tuple(sorted(((given, share / whole) for given, share in found), key=lambda pair: -pair[1]))


def _spread(values: Sequence[float]) -> tuple[list[float], float]:
    mean = sum(values) / len(values) if values else 0.0
    away = [value - mean for value in values]
    return away, sum(map(mul, away, away))


def _correlation(one: tuple[list[float], float], other: tuple[list[float], float]) -> float:
    spread = one[1] * other[1]
    if not 0 < spread < float("inf"):
        return 0.0
    return float(sum(map(mul, one[0], other[0])) / spread**0.5)
