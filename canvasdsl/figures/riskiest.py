"""What to find out first: what moves a result most and is known least.

That assumptions are ranked by how much they matter times how little shows them is from Bland & Osterwalder, Testing
Business Ideas, 2020; the numbers are this program's own.

An input moves a result as far as the result goes while the input goes through its range, all others likely. A single
number goes a tenth up and down, a share a tenth of what is smaller, it or the rest of it. The input that moves a result
furthest has influence 1, the others their part of that; of several results the greatest counts.

An assumption stands for the inputs in the blocks that it is `about`, with all inside them, and for the inputs of the
figures that its texts name in braces. Its influence is that of all these together, at most 1, or its `importance` of 5
where that is more. An input for which no assumption stands is ranked by itself, with the evidence, `status` and
`source` of the blocks around it. What is an idea, what was given up (`decision drop`), and what stands in `canvas`,
such as the discount, which is a choice, is left out.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

import attrs

from canvasdsl.figures.asked import PLACE
from canvasdsl.figures.compute import figures_of, kind_called
from canvasdsl.figures.evidence import Weakness, weakness_of
from canvasdsl.figures.expression import Undefined
from canvasdsl.figures.figure import Figure, Kind
from canvasdsl.figures.inputs import Input
from canvasdsl.model.beliefs import Assumption
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.entities import Entity
from canvasdsl.model.quantities import Date
from canvasdsl.model.walking import entities_in
from canvasdsl.source import Span

__all__ = ["Moved", "Risk", "Riskiest", "ends_of", "moves_of", "riskiest", "telling"]

_TENTH = Fraction(1, 10)
_MOST_IMPORTANT = 5


@attrs.frozen(kw_only=True)
class Moved:
    """How far an input moves a result: from `low` to `high`, in the units of the figure; `None` where the result has no
    value somewhere on the way. `influence` is 1 for the input that moves it furthest."""

    given: Input
    figure: Figure
    low: Fraction | None
    high: Fraction | None
    influence: float


@attrs.frozen(kw_only=True)
class Risk:
    """Something to find out: an assumption, or an input for which none stands."""

    assumption: Assumption | None
    holder: Any
    """The nearest block with a name around an input; that of an assumption is itself."""
    place: Span
    moves: tuple[Moved, ...]
    """The inputs that it stands for, each with the result that it moves most, the furthest first."""
    influence: float
    weakness: Weakness

    @property
    def size(self) -> float:
        """Influence times weakness, from 0 to 1."""
        return self.influence * self.weakness.size

    @property
    def by_importance(self) -> bool:
        """Whether the influence is what the author says, and more than the numbers show."""
        return self.influence > min(1.0, sum(each.influence for each in self.moves))


@attrs.frozen(kw_only=True)
class Riskiest:
    """The risks, the greatest first, and what they were ranked by."""

    results: tuple[Figure, ...]
    missing: tuple[Figure, ...]
    """Results that are absent, even in the likely case."""
    date: Date | None
    risks: tuple[Risk, ...]
    given_up: tuple[Assumption, ...]


def riskiest(canvas: Canvas, kinds: Sequence[Kind] = (), *, of: str = "") -> Riskiest:
    """What to find out first, for all figures of some kinds (`of` one block), else for the most telling figures."""
    wanted = [each for each in (figures_of(canvas, kinds) if kinds else telling(canvas)) if not of or each.of == of]
    results = [each.attempt() or each if each.absent and each.attempt is not None else each for each in wanted]
    known = [each for each in results if each.expression is not None or each.search is not None]
    today = canvas.heading.date if canvas.heading is not None else None
    moved = _furthest(known)
    around = _blocks_around(canvas, (each.given.span for each in moved))
    assumptions = [each for each in canvas.assumptions if not each.is_idea]
    given_up = tuple(each for each in assumptions if each.decision == "drop")
    risks, covered = [], set()
    for each in assumptions:
        if each.decision == "drop":
            continue
        meant = _meant(canvas, each)
        stands_for = tuple(one for one in moved if one.given.span in meant
                           or any(reference.key == block.key for reference in each.about
                                  for block in around[one.given.span]))  # fmt: skip
        covered |= {one.given.span for one in stands_for}
        risks.append(_of_assumption(each, stands_for, today))
    for one in moved:
        blocks = around[one.given.span]
        if one.given.span not in covered and one.influence and blocks and blocks[0].word != "canvas":
            holder = next((block for block in blocks if getattr(block, "name", "")), blocks[0])
            risks.append(Risk(assumption=None, holder=holder, place=one.given.span, moves=(one,),
                              influence=one.influence, weakness=weakness_of(blocks, today)))  # fmt: skip
    return Riskiest(
        results=tuple(known), missing=tuple(each for each in results if each not in known), date=today,
        risks=tuple(sorted(risks, key=lambda risk: (-risk.size, -risk.influence))),
        given_up=given_up,
    )  # fmt: skip


def telling(canvas: Canvas) -> tuple[Figure, ...]:
    """The most telling figures: the lifetime values, else the profit of the whole model."""
    for name in ("lifetime-value", "profit"):
        kind = kind_called(name)
        found = figures_of(canvas, (kind,)) if kind is not None else ()
        found = tuple(each for each in found if name == "lifetime-value" or not each.of)
        if any(not each.absent or (each.attempt is not None and _has_value(each.attempt())) for each in found):
            return found
    return ()


def _has_value(figure: Figure | None) -> bool:
    return figure is not None and figure.value is not None


def _of_assumption(assumption: Assumption, moves: tuple[Moved, ...], today: Date | None) -> Risk:
    told = assumption.importance
    said = float(told.value) / _MOST_IMPORTANT if told is not None else 0.0
    influence = max(min(1.0, sum(each.influence for each in moves)), said)
    return Risk(assumption=assumption, holder=assumption, place=assumption.here, moves=moves, influence=influence,
                weakness=weakness_of((assumption,), today))  # fmt: skip


# ---- Which inputs -------------------------------------------------------------------


def _blocks_around(canvas: Canvas, spans: Iterable[Span]) -> dict[Span, tuple[Any, ...]]:
    """The blocks with a status or an id in which some places stand, the nearest first."""
    found: dict[Span, list[Entity]] = {span: [] for span in spans}
    for entity, _ in entities_in(canvas):
        item = getattr(entity, "item", None)
        if item is None or not hasattr(entity, "status"):
            continue
        for span, blocks in found.items():
            if entity.file == span.source and item.start <= span.start < item.end:
                blocks.insert(0, entity)
    return {span: tuple(blocks) for span, blocks in found.items()}


def _meant(canvas: Canvas, assumption: Assumption) -> set[Span]:
    """The inputs of the figures that the texts of an assumption name in braces."""
    texts = (assumption.title, assumption.test, *assumption.notes, *(each.text for each in assumption.evidence))
    found: set[Span] = set()
    for name, id in (pair for text in texts if text and "{" in text for pair in PLACE.findall(text)):
        kind = kind_called(name)
        for figure in figures_of(canvas, (kind,)) if kind is not None else ():
            if figure.of == id:
                found |= {each.span for each in figure.inputs}
    return found


# ---- How far they move --------------------------------------------------------------


def _furthest(figures: Iterable[Figure]) -> list[Moved]:
    """Each input with the figure that it moves most, the furthest first."""
    found: dict[Span, Moved] = {}
    for each in (moved for figure in figures for moved in moves_of(figure)):
        known = found.get(each.given.span)
        if known is None or each.influence > known.influence:
            found[each.given.span] = each
    return sorted(found.values(), key=lambda moved: -moved.influence)


def moves_of(figure: Figure) -> tuple[Moved, ...]:
    """How far each input moves a figure; raises nothing where a figure has no formula: then nothing moves it."""
    likely = {each.name: each.likely for each in figure.inputs}
    middle = _result(figure, likely)
    if middle is None:
        return ()
    ends = []
    for given in figure.inputs:
        values = [_result(figure, {**likely, given.name: end}) for end in ends_of(given)]
        told = [each for each in (*values, middle) if each is not None]
        swing = max(told) - min(told) if len(told) == len(values) + 1 else max(abs(middle), max(told) - min(told))
        ends.append((given, values, swing))
    furthest = max((swing for _, _, swing in ends), default=Fraction(0))
    return tuple(
        Moved(given=given, figure=figure, low=values[0], high=values[-1],
              influence=float(swing / furthest) if furthest else 0.0)
        for given, values, swing in ends
    )  # fmt: skip


def ends_of(given: Input) -> tuple[Fraction, Fraction]:
    """The range of an input, or a tenth up and down."""
    if given.is_range:
        return given.low, given.high
    size = abs(given.likely)
    if "%" in given.written and size < 1:
        size = min(size, 1 - size)
    return given.likely - size * _TENTH, given.likely + size * _TENTH


def _result(figure: Figure, values: dict[str, Fraction]) -> Fraction | None:
    try:
        if any(each.value(values) < 0 for each in figure.conditions):
            return None
        if figure.expression is not None:
            return figure.expression.value(values)
        if figure.search is not None:
            found = figure.search.find([each.value(values) for each in figure.search.over])
            return None if found is None else Fraction(found)
    except Undefined:
        return None
    return None
