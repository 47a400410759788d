"""How long figures take: what a simulation costs, with its chances."""

import gc
import time

from canvasdsl import resources
from canvasdsl.figures.chances import chances
from canvasdsl.figures.compute import figures_of
from canvasdsl.figures.simulation import Draws, simulated_with
from canvasdsl.load import load
from canvasdsl.source import Source

__all__ = ["report", "simulation"]

_RUNS = 20_000
_MODELS = ("coffee", "renewals", "loyalty")
"""Examples with ranges; the plan of `renewals` has 60 months."""


def report() -> str:
    """All measurements of figures."""
    return simulation()


def simulation() -> str:
    """Seconds for all figures of an example, simulated, and for its chances: the best of three, plain Python."""
    lines = []
    for name in _MODELS:
        canvas = load(Source(f"{name}.bmc", resources.read_text(f"examples/{name}.bmc")), rules=()).canvas
        figures = figures_of(canvas)
        spent = []
        for _ in range(3):
            gc.collect()
            start = time.perf_counter()
            drawn = Draws(_RUNS, 7)
            for figure in figures:
                simulated_with(figure, drawn)
            middle = time.perf_counter()
            told = chances(canvas, drawn)
            spent.append((middle - start, time.perf_counter() - middle))
        drawing, telling = min(spent)
        lines.append(f"  {name:10} {len(figures):3} figures, {_RUNS:,} runs: {drawing:.2f} s, and {len(told)} chances "
                     f"{telling:.2f} s" + (" (together at most 1 s)" if name == "coffee" else ""))  # fmt: skip
    return "\n".join(lines)
