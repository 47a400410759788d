"""How long all rules take on a model, against the time of parsing it, and how that grows with the model."""

import statistics
import time
from math import log

from benchmarks.models import grown, sources
from benchmarks.timing import seconds_of
from canvasdsl.load import load
from canvasdsl.model.canvas import Canvas
from canvasdsl.rules import RULES, judge
from canvasdsl.source import Source
from canvasdsl.syntax.parser import parse

__all__ = ["report"]

_SMALL, _LARGE = 1_600, 30_000
_MODEL = 1_000
_CODES = frozenset(rule.code for rule in RULES)


def report() -> str:
    """The ratio of rules to parsing at 1,000 lines for each model, the growth of the rules, the slowest of them."""
    lines = []
    for name, text in sources().items():
        parsing, judging = _times(grown(text, _MODEL), rounds=9)
        lines.append(f"  {name:18} {_MODEL:,} lines: all {len(RULES)} rules take {judging / parsing:4.2f} times the "
                     "parsing (at most 3)")  # fmt: skip
    longest = max(sources().items(), key=lambda pair: len(pair[1]))
    name, text = longest
    small, large = grown(text, _SMALL), grown(text, _LARGE)
    grew = log(_times(large, rounds=3)[1] / _times(small, rounds=9)[1]) / log(large.count("\n") / small.count("\n"))
    lines.append(f"  growth exponent of the rules on {name}, {_SMALL:,} to {_LARGE:,} lines: {grew:.3f}")
    canvas = load(Source("large", large), rules=()).canvas
    spent = []
    for rule in RULES:
        start = time.perf_counter()
        found = list(rule.check(canvas))
        spent.append((time.perf_counter() - start, rule.code))
        del found
    whole = sum(each for each, _ in spent)
    named = ", ".join(f"{code} {each / whole:.0%}" for each, code in sorted(spent, reverse=True)[:5])
    lines.append(f"  the slowest of them there, with what they look up for others: {named}")
    return "\n".join(lines)


def _times(text: str, *, rounds: int) -> tuple[float, float]:
    """The median time to parse a text, and to run all rules over its Canvas with a fresh index; without the cyclic
    collector, as `load` does both."""
    canvas = load(Source("model", text), rules=()).canvas
    parsing, judging = [], []
    for _ in range(rounds):
        parsing.append(seconds_of(lambda: parse(Source("model", text))))
        fresh = _without_index(canvas)
        judging.append(seconds_of(lambda fresh=fresh: judge(fresh, RULES, _CODES)))
    return statistics.median(parsing), statistics.median(judging)


def _without_index(canvas: Canvas) -> Canvas:
    """The same Canvas before anybody asked for its index."""
    return Canvas(**{name: value for name, value in vars(canvas).items() if name != "index"})

