"""How long a model takes, against the floor: to read it and find all its tokens with one compiled expression."""

import gc
import re
import statistics
import time
import tracemalloc
from collections.abc import Callable
from math import log
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.models import grown, sources
from canvasdsl.load import load
from canvasdsl.source import Source
from canvasdsl.syntax.parser import parse
from canvasdsl.syntax.tables import PATTERN

__all__ = ["report"]

LINES = (1_000, 10_000, 100_000)
_ROUNDS = {1_000: 25, 10_000: 7, 100_000: 3}


def report() -> str:
    """Ratio to the floor at 10,000 lines, growth from 1,000 to 100,000, memory a line."""
    text = "\n".join(sources()["language_school"].splitlines())
    loads = {}
    lines = []
    with TemporaryDirectory() as folder:
        for number in LINES:
            path = Path(folder) / f"{number}.bmc"
            path.write_text(grown(text, number), encoding="utf-8")
            floor, parsed, loaded = _medians(_ROUNDS[number], *_steps(path))
            count = path.read_text(encoding="utf-8").count("\n")
            loads[number] = loaded / count
            lines.append(f"  {count:>7} lines: floor {floor * 1e3:7.1f} ms, parse {parsed / floor:5.1f}, "
                         f"parse + model + rules {loaded / floor:5.1f} floors")  # fmt: skip
            if number == 10_000:
                lines[-1] += " (at most 25)"
                memory = _memory(path) / count
    growth = 1 + log(loads[LINES[-1]] / loads[LINES[0]]) / log(LINES[-1] / LINES[0])
    lines.append(f"  growth exponent from {LINES[0]:,} to {LINES[-1]:,} lines: {growth:.3f} (at most 1.05)")
    lines.append(f"  memory: {memory / 1e3:.2f} kB a line at its peak (at most 4)")
    return "\n".join(lines)


def _steps(path: Path) -> tuple[Callable[[], Any], Callable[[], Any], Callable[[], Any]]:
    find = re.compile(PATTERN).finditer

    def floor() -> None:
        for _ in find(path.read_text(encoding="utf-8")):
            pass

    def parsed() -> Any:
        return parse(Source(path.name, path.read_text(encoding="utf-8")))

    def loaded() -> Any:
        return load(Source(path.name, path.read_text(encoding="utf-8")))

    return floor, parsed, loaded


def _medians(rounds: int, *steps: Callable[[], Any]) -> list[float]:
    """The median time of each step, the steps by turns so that all meet the same weather."""
    times: list[list[float]] = [[] for _ in steps]
    for _ in range(rounds):
        for step, found in zip(steps, times):
            gc.collect()
            start = time.perf_counter()
            kept = step()
            found.append(time.perf_counter() - start)
            del kept
    return [statistics.median(found) for found in times]


def _memory(path: Path) -> int:
    source = Source(path.name, path.read_text(encoding="utf-8"))
    tracemalloc.start()
    try:
        load(source)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
