"""How weak the evidence behind something is, from 0 (known) to 1 (nothing shows it).

Each piece of evidence takes away a share of the doubt that is left: its strength, times how far such evidence can be
trusted, halved again and again with its age; a small sample is never strong. That what people do counts for more than
what they say, and that evidence is weighed at all, is from Bland & Osterwalder, Testing Business Ideas, 2020; the
numbers here are this program's own.
"""

from collections.abc import Sequence
from typing import Any

import attrs

from canvasdsl.model.common import Evidence
from canvasdsl.model.quantities import Date

__all__ = [
    "FEW", "HALF_LIVES", "SOME", "Weakness", "Weighed", "months_between", "strength_of", "weakness_of",
]  # fmt: skip

FEW, SOME = 5, 30
"""Evidence from fewer than so many counts as weak at most, or as medium; thirty is the usual floor for averages."""
_STRENGTHS = {"weak": 0.3, "medium": 0.6, "strong": 0.9}
_SAID, _SEEN, _DONE = 0.5, 0.75, 1.0
_TRUST = {
    "interview": _SAID, "survey": _SAID, "expert": _SAID, "desk-research": _SAID, "observation": _SEEN,
    "experiment": _DONE, "sales": _DONE, "data": _DONE,
}  # fmt: skip
HALF_LIVES = {
    "interview": 12, "survey": 12, "expert": 18, "desk-research": 24, "observation": 18, "experiment": 24, "sales": 18,
    "data": 18,
}  # fmt: skip
"""After so many months evidence of a kind counts half: what people say changes sooner than what they do."""
_STATUS = {"validated": 0.5, "tested": 0.7}
"""What is left of the doubt where an author says so and writes no evidence."""
_SOURCE = 0.7
"""The same where the author says where a fact comes from."""


@attrs.frozen
class Weighed:
    """A piece of evidence with its age in months (`None` where the model has no date) and its weight from 0 to 1."""

    evidence: Evidence
    age: float | None
    weight: float


@attrs.frozen
class Weakness:
    """From 0 to 1, with what it comes from: the evidence, else a `status` that nothing shows, and a `source`."""

    size: float
    pieces: tuple[Weighed, ...] = ()
    status: str = ""
    source: str = ""


def weakness_of(blocks: Sequence[Any], today: Date | None) -> Weakness:
    """The weakness of what stands in some blocks, the nearest first: all their evidence counts, and the nearest
    `status` and `source` where there is none. `today` is the date of the model; without one nothing ages."""
    found = [_weighed(each, today) for block in blocks for each in getattr(block, "evidence", ())]
    size = 1.0
    for each in found:
        size *= 1 - each.weight
    if found:
        return Weakness(size, tuple(found))
    status = next((block.status for block in blocks if getattr(block, "status", None)), "")
    source = next((block.source for block in blocks if getattr(block, "source", None)), "")
    return Weakness(_STATUS.get(status, 1.0) * (_SOURCE if source else 1.0), status=status, source=source)


def _weighed(evidence: Evidence, today: Date | None) -> Weighed:
    age = None if today is None else max(0.0, months_between(evidence.date, today))
    weight = _STRENGTHS[strength_of(evidence)] * _TRUST[evidence.type]
    return Weighed(evidence, age, weight * 0.5 ** ((age or 0.0) / HALF_LIVES[evidence.type]))


def strength_of(evidence: Evidence) -> str:
    """How much a piece of evidence proves: what its author says, and no more than its sample allows."""
    size = None if evidence.sample is None else evidence.sample.high
    if size is not None and size < FEW:
        return "weak"
    if size is not None and size < SOME and evidence.strength == "strong":
        return "medium"
    return evidence.strength


def months_between(first: Date, last: Date) -> float:
    """How many months lie between two dates; a month without a day begins on its first."""
    whole = (last.year - first.year) * 12 + last.month - first.month
    return whole + ((last.day or 1) - (first.day or 1)) / 31
