"""Amounts of one cost that follow each other: what a later one replaces has an end (C34)."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.quantities import When
from canvasdsl.rules.parts import decided
from canvasdsl.rules.rule import Finding, Rule

__all__ = ["RULES"]


def _both_paid(canvas: Canvas) -> Iterator[Finding]:
    """Asked where the later amount is as large as the first: a smaller one is likely meant to come on top."""
    for cost in decided(canvas.costs):
        for word in ("fixed", "variable"):
            for first, later in pairwise(getattr(cost, word)):
                if _reads_as_replaced(first, later):
                    yield _finding(cost, word, first, later)


def _reads_as_replaced(first: Any, later: Any) -> bool:
    said, then = first.value, later.value
    return (
        first.end is None and later.start is not None and first.start != later.start
        and said.period is not None and (said.unit, said.per) == (then.unit, then.per) and then.value >= said.value
    )  # fmt: skip


def _finding(cost: Any, word: str, first: Any, later: Any) -> Finding:
    said, end = first.value.typed.written, _before(later.start)
    mend = f"end that: `{word} {said} until {end}`" if end else "take the first out"
    return Finding(
        about=cost,
        message=f"`{cost.name}` costs `{said}` without an end, and from {_said(later.start)} on "
        f"`{later.value.typed.written}` as well",
        help=f"if the later amount takes the place of the first, {mend}; if both are paid, give each a `cost` of its "
        "own",
        span=later.value.span,
        related=(Related(first.value.span, "goes on, since no `until` ends it"),),
    )


def _said(when: When) -> str:
    return str(when.date) if when.date is not None else f"{when.period} {when.number}"


def _before(when: When) -> str:
    """The last point of time before another one, as an author writes it; empty before the first period."""
    if when.date is None:
        return f"{when.period} {when.number - 1}" if when.number > 1 else ""
    eve = date(when.date.year, when.date.month, when.date.day or 1) - timedelta(days=1)
    return f"{eve:%Y-%m-%d}" if when.date.day else f"{eve:%Y-%m}"


RULES = (
    Rule(
        code="ECO614",
        name="amounts-that-both-go-on",
        severity=Severity.WARNING,
        summary="A later amount of a cost comes on top of an earlier one that has no end",
        why="All amounts of a cost that hold in a month are added. Where one was meant to take the place of another, "
        "the plan counts both in every month that follows.",
        theory=("T-BMC-9", "T-ECO-14"),
        register=(),
        check=_both_paid,
    ),
)
