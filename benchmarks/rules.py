"""How long all rules take on a model, against the time of parsing it, and how that grows with the model."""

import gc
import statistics
import time
from collections.abc import Callable
from math import log
from typing import Any

from benchmarks.models import grown, sources
from canvasdsl.load import load
from canvasdsl.model.canvas import Canvas
from canvasdsl.rules import RULES, judge
from canvasdsl.source import Source
from canvasdsl.syntax.parser import parse

__all__ = ["report"]

_SMALL, _LARGE = 1_000, 50_000
_CODES = frozenset(rule.code for rule in RULES)


def report() -> str:
    """The ratio of rules to parsing at 1,000 lines for each model, the growth of the rules, the slowest of them."""
    lines = []
    for name, text in sources().items():
        parsing, judging = _times(grown(text, _SMALL), rounds=9)
        lines.append(f"  {name:18} {_SMALL:,} lines: all {len(RULES)} rules take {judging / parsing:4.2f} times the "
                     "parsing (at most 3)")  # fmt: skip
    longest = max(sources().items(), key=lambda pair: len(pair[1]))
    name, text = longest
    small, large = grown(text, _SMALL), grown(text, _LARGE)
    grew = log(_times(large, rounds=3)[1] / _times(small, rounds=9)[1]) / log(large.count("\n") / small.count("\n"))
    lines.append(f"  growth exponent of the rules on {name}, {_SMALL:,} to {_LARGE:,} lines: {grew:.3f}")
    canvas = load(Source("large", large), rules=()).canvas
    slowest = sorted(((_time(lambda rule=rule: list(rule.check(canvas))), rule) for rule in RULES), key=_first)[-5:]
    whole = sum(_time(lambda rule=rule: list(rule.check(canvas))) for rule in RULES)
    named = ", ".join(f"{rule.code} {spent / whole:.0%}" for spent, rule in reversed(slowest))
    lines.append(f"  the slowest of them there: {named}")
    return "\n".join(lines)


def _first(pair: tuple[float, Any]) -> float:
    return pair[0]


def _times(text: str, *, rounds: int) -> tuple[float, float]:
    """The median time to parse a text, and to run all rules over its Canvas with a fresh index; without the cyclic
    collector, as `load` does both."""
    canvas = load(Source("model", text), rules=()).canvas
    parsing, judging = [], []
    for _ in range(rounds):
        parsing.append(_time(lambda: parse(Source("model", text))))
        fresh = _without_index(canvas)
        judging.append(_time(lambda fresh=fresh: judge(fresh, RULES, _CODES)))
    return statistics.median(parsing), statistics.median(judging)


def _without_index(canvas: Canvas) -> Canvas:
    """The same Canvas before anybody asked for its index."""
    return Canvas(**{name: value for name, value in vars(canvas).items() if name != "index"})


def _time(step: Callable[[], Any]) -> float:
    gc.collect()
    gc.disable()
    start = time.perf_counter()
    kept = step()
    spent = time.perf_counter() - start
    gc.enable()
    del kept
    return spent
