"""Fitting a model to counts: the top of a likelihood, and results that are the same bytes on every machine."""

import math
from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction

import attrs

__all__ = ["NoFit", "Slopes", "rounded", "top"]

Slopes = tuple[float, list[float], list[list[float]]]
"""A value, its slopes by each parameter, and how each slope changes with each parameter."""

_DIGITS = 10
_STEPS = 300
_LONGEST_STEP = 1.5
_ALMOST_THERE = 1e-5
"""From a step of this length on each further one doubles the digits that are right."""
_LAST_STEPS = 3


@attrs.frozen
class NoFit(Exception):
    """No parameters fit these numbers best: `reason` stands behind "absent: "."""

    reason: str


def rounded(number: float | Decimal) -> Fraction:
    """A number to 10 significant digits: what the last bits of a machine's logarithm may change is gone."""
    return Fraction(format(number, f".{_DIGITS - 1}e"))


def top(slopes: Callable[[Sequence[float]], Slopes], start: Sequence[float], *, farthest: float) -> list[float]:
    """Where a function is highest, from `start` on: Newton's steps, damped until they lead up.

    Parameters are positive; the search is one of their logarithms, so `slopes` takes and derives by parameters as they
    are. It ends where a logarithm is beyond ±`farthest`, and gives the place: there the top has run away.
    """
    logs = [math.log(each) for each in start]
    value, gradient, curvature = _by_logs(slopes, logs)
    damping, close = 1e-3, 0
    for _ in range(_STEPS):
        step = _step(gradient, curvature, damping)
        longest = max(map(abs, step)) if step is not None else math.inf
        if step is None or longest > _LONGEST_STEP:
            damping = damping * 4 + 1e-9
            continue
        tried = [each + change for each, change in zip(logs, step, strict=True)]
        if max(map(abs, tried)) > farthest:
            return [math.exp(each) for each in tried]
        found = _by_logs(slopes, tried)
        if found[0] < value and longest > _ALMOST_THERE:
            damping = damping * 4 + 1e-9
            continue
        logs, (value, gradient, curvature) = tried, found
        damping = damping / 10 if longest > _ALMOST_THERE else 0.0
        close += longest <= _ALMOST_THERE
        if close > _LAST_STEPS:
            break
    return [math.exp(each) for each in logs]


def _by_logs(slopes: Callable[[Sequence[float]], Slopes], logs: Sequence[float]) -> Slopes:
    """The slopes by the logarithms of the parameters."""
    sizes = [math.exp(each) for each in logs]
    value, gradient, curvature = slopes(sizes)
    by_logs = [size * slope for size, slope in zip(sizes, gradient, strict=True)]
    curved = [[sizes[row] * sizes[column] * curvature[row][column] + (by_logs[row] if row == column else 0.0)
               for column in range(len(sizes))] for row in range(len(sizes))]  # fmt: skip
    return value, by_logs, curved


def _step(gradient: Sequence[float], curvature: Sequence[Sequence[float]], damping: float) -> list[float] | None:
    """Newton's step to the top; `None` where the function does not bend down, and takes more damping (Cholesky)."""
    size = len(gradient)
    steepest = max(abs(curvature[row][row]) for row in range(size))
    bent = [[-curvature[row][column] + (damping * (abs(curvature[row][row]) + 1e-3 * steepest) if row == column else 0)
             for column in range(size)] for row in range(size)]  # fmt: skip
    root = [[0.0] * size for _ in range(size)]
    for row in range(size):
        for column in range(row + 1):
            rest = bent[row][column] - sum(root[row][each] * root[column][each] for each in range(column))
            if row > column:
                root[row][column] = rest / root[column][column]
            elif rest > 1e-14 * abs(bent[row][row]):
                root[row][row] = math.sqrt(rest)
            else:
                return None
    half: list[float] = []
    for row in range(size):
        half.append((gradient[row] - sum(root[row][each] * half[each] for each in range(row))) / root[row][row])
    step = [0.0] * size
    for row in reversed(range(size)):
        step[row] = (half[row] - sum(root[each][row] * step[each] for each in range(row + 1, size))) / root[row][row]
    return step
