"""How long it takes to say what moved, against loading both models, in one run, so that the machine cancels out; and
over many commits."""

import re
import statistics
import time
from collections.abc import Callable
from functools import partial
from math import log
from typing import Any

from benchmarks import history
from benchmarks.models import grown, sources
from canvasdsl.change.difference import changes_between
from canvasdsl.change.patching import patched
from canvasdsl.change.story import story_between
from canvasdsl.load import load
from canvasdsl.source import Source

__all__ = ["report"]

_ROUNDS = 9
_ALIKE = (1_000, 8_000)
_NUMBER = re.compile(r"\b([1-8])0\b(?![-\d])")


def report() -> str:
    """Ratios for two models of 1,000 lines; how the time grows with blocks that are nearly alike."""
    text = grown("\n".join(sources()["language_school"].splitlines()), 1_000)
    other = _NUMBER.sub(r"\g<1>1", text)
    old, new = (load(Source("model.bmc", each)) for each in (text, other))
    assert not old.has_errors
    assert not new.has_errors
    changes = changes_between(old.canvas, new.canvas)
    both = _median(lambda: (load(Source("model.bmc", text)), load(Source("model.bmc", other))))
    compared = _median(lambda: changes_between(old.canvas, new.canvas))
    told = _median(lambda: story_between(old, new))
    made = _median(lambda: patched(old, changes))
    times = [_best(partial(changes_between, *_alike(count))) for count in _ALIKE]
    growth = log(times[1] / times[0]) / log(_ALIKE[1] / _ALIKE[0])
    return "\n".join([
        f"  {text.count(chr(10)):,} lines, {len(changes)} changes; loading both takes {both * 1e3:.1f} ms",
        f"  the changes: {compared / both:.2f} of that; with what follows: {told / both:.2f} (at most 1.50)",
        f"  making them in the text, with the proof: {made / both:.2f}",
        f"  growth exponent from {_ALIKE[0]:,} to {_ALIKE[1]:,} blocks nearly alike: {growth:.2f} (at most 1.20)",
        history.report(),
    ])  # fmt: skip


def _alike(count: int) -> tuple[Any, Any]:
    """Two models of so many pieces of evidence of one day, every tenth of which is another one."""
    return _evidence(count, ""), _evidence(count, " again")


def _evidence(count: int, more: str) -> Any:
    lines = [f'  evidence 2026-01-31 interview weak "{number}{more if number % 10 == 0 else ""}"' for number in
             range(count)]  # fmt: skip
    return load(Source("model.bmc", "assumption a {\n" + "\n".join(lines) + "\n}\n"), rules=()).canvas


def _median(work: Callable[[], Any]) -> float:
    return statistics.median(_times(work)[1:])


def _best(work: Callable[[], Any]) -> float:
    return min(_times(work))


def _times(work: Callable[[], Any]) -> list[float]:
    times = []
    for _ in range(_ROUNDS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return times


if __name__ == "__main__":
    print(report())
