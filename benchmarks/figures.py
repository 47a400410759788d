"""How long all figures take on a model, against the time of parsing it, and how that grows with the model."""

import statistics
from math import log

from benchmarks.models import grown, sources
from benchmarks.timing import seconds_of
from canvasdsl.figures.compute import figures_of
from canvasdsl.load import load
from canvasdsl.model.canvas import Canvas
from canvasdsl.source import Source
from canvasdsl.syntax.parser import parse

__all__ = ["report"]

_MODEL, _LARGE = 1_000, 10_000


def report() -> str:
    """For each model at 1,000 lines the time of its figures over that of parsing, and of reading it without rules; the
    growth of each from there to 10,000 lines."""
    lines = []
    for name, text in sources().items():
        small, large = grown(text, _MODEL), grown(text, _LARGE)
        parsing, reading, computing, number = _times(small, rounds=5)
        grew = log(_times(large, rounds=1)[2] / computing) / log(large.count("\n") / small.count("\n"))
        lines.append(f"  {name:18} {small.count(chr(10)):>5} lines: {number:>4} figures take {computing / parsing:5.2f}"
                     f" times the parsing, {computing / reading:5.2f} times parsing and model (wanted: 1); growth "
                     f"exponent {grew:.2f}")  # fmt: skip
    return "\n".join(lines)


def _times(text: str, *, rounds: int) -> tuple[float, float, float, int]:
    """The median times to parse a text, to read it as a model, and to compute all figures of that with a fresh index;
    how many figures these are. Values and ranges are computed, formulas are not printed."""
    canvas = load(Source("model", text), rules=()).canvas
    times: list[list[float]] = [[], [], []]
    for _ in range(rounds):
        fresh = Canvas(**{name: value for name, value in vars(canvas).items() if name != "index"})
        steps = (lambda: parse(Source("model", text)), lambda: load(Source("model", text), rules=()),
                 lambda fresh=fresh: figures_of(fresh))  # fmt: skip
        for step, found in zip(steps, times, strict=True):
            found.append(seconds_of(step))
    parsing, reading, computing = map(statistics.median, times)
    return parsing, reading, computing, len(figures_of(canvas))

