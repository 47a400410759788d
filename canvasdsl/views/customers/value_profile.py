"""The marks of offers, attribute by attribute: a curve for each (after the strategy canvas of Kim & Mauborgne 2005)."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from canvasdsl.views.drawing import SMALL
from canvasdsl.views.kit.charts import Scale
from canvasdsl.views.kit.label_places import spread
from canvasdsl.views.kit.paper import Paper, Said, bold, stack
from canvasdsl.views.kit.quadrants import lettered
from canvasdsl.views.subject import Subject

__all__ = ["profile"]

_NAMES, _ROW, _RADIUS = 132.0, 19.0, 6.5
_MOST = 12
"""So many attributes are drawn; the table has the others."""


def profile(
    paper: Paper, subject: Subject, y: float, *, weights: Sequence[tuple[str, Fraction]],
    offers: Sequence[tuple[str, Any, bool, Mapping[str, Decimal]]], most: int,
) -> float:  # fmt: skip
    """A row for each attribute that counts, or for which two offers are marked, the weightiest first. An offer is its
    letter, its block, whether it is one's own, and its marks. Returns how far down it reaches."""
    names = [name for name, _ in sorted(weights, key=lambda each: -each[1])]
    marked = [name for *_, marks in offers for name in marks]
    names = list(dict.fromkeys([*names, *(name for name in marked if marked.count(name) > 1)]))
    counts = dict(weights)
    whole = sum(counts.values(), Fraction(0)) or Fraction(1)
    y += stack(paper, 0, y, paper.width, [bold(subject.words("positioning.profile"), tone="soft")]) - y + 4
    scale = Scale(1, most, _NAMES + 24, paper.width - 24)
    for mark in range(1, most + 1):
        paper.text(scale(mark), y, subject.say.whole(mark), size=SMALL, tone="soft", align="middle")
    y = top = y + SMALL * 1.32 + 3
    background = len(paper.shapes)
    curves: dict[str, list[tuple[float, float]]] = {letter: [] for letter, *_ in offers}
    discs: list[tuple[float, float, str, bool]] = []
    for name in names[:_MOST]:
        made = Paper(_NAMES)
        parts = [Said(name, "weighs")]
        if name in counts:
            weight = subject.say.amount(counts[name] / whole, "%")
            parts.append(Said(subject.words("positioning.weight", weight=weight), tone="soft"))
        tall = stack(made, 0, 0, _NAMES, parts)
        height = max(_ROW + 4, tall + 8)
        paper.put(made, 0, y + (height - tall) / 2)
        middle = y + height / 2
        told = [(letter, is_own, float(marks[name])) for letter, _, is_own, marks in offers if name in marks]
        wanted = [scale(max(1.0, mark)) for *_, mark in told]
        for (letter, is_own, _), x in zip(told, _side_by_side(wanted, paper.width), strict=True):
            curves[letter].append((x, middle))
            discs.append((x, middle, letter, is_own))
        y += height
        paper.line((0, y), (paper.width, y), tone="line", width=0.6)
    lines = Paper()
    for mark in range(1, most + 1):
        lines.line((scale(mark), top), (scale(mark), y), tone="line", width=0.5)
    lines.line((0, top), (paper.width, top), tone="line", width=0.6)
    for letter, _, is_own, _ in offers:
        if len(curves[letter]) > 1:
            lines.line(*curves[letter], tone="ink" if is_own else "faint", width=1.6 if is_own else 0.9,
                       dash=() if is_own else (3, 2))  # fmt: skip
    paper.shapes[background:background] = lines.shapes
    for x, middle, letter, is_own in discs:
        lettered(paper, x, middle, letter, is_own=is_own)
    return y


def _side_by_side(wanted: Sequence[float], width: float) -> list[float]:
    """Places of discs in one row, those with the same mark beside each other."""
    found = spread([(x, 0.0, _RADIUS) for x in _unlike(wanted)], (_NAMES, -_RADIUS, width, _RADIUS), gap=1.0)
    return [x for x, _ in found]


def _unlike(wanted: Sequence[float]) -> list[float]:
    """The same places, those that are the same a little apart, so that they part to the sides."""
    return [x + 0.1 * number for number, x in enumerate(wanted)]
