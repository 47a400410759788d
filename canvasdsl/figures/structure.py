"""How sound the canvas is: what is filled and linked, what hangs together, how segments differ, marks of its design."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import combinations, islice
from math import comb
from typing import Any

import attrs

from canvasdsl.figures.blocks import decided
from canvasdsl.figures.expression import Expression, Operation, total
from canvasdsl.figures.figure import Kind
from canvasdsl.figures.sheet import Sheet
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.common import BLOCKS
from canvasdsl.model.entities import Entity, Reference
from canvasdsl.model.vocabulary import table_of

__all__ = ["GROUP", "KINDS", "QUESTIONS", "Got", "got_by"]

GROUP = "How sound the model is"
_MOST_PAIRS = 500
QUESTIONS = (
    "switching-costs", "recurring-revenue", "earning-before-spending", "cost-structure", "work-by-others",
    "scalability", "protection",
)  # fmt: skip


def _items(canvas: Canvas) -> list[Any]:
    return [block for word in BLOCKS for block in decided(canvas.blocks(word))]


# ---- What is filled and linked ------------------------------------------------------


def _completeness(sheet: Sheet, _: Any) -> Expression | None:
    filled = sum(bool(decided(sheet.canvas.blocks(word))) for word in BLOCKS)
    return None if not filled else sheet.number(filled) / sheet.number(len(BLOCKS))


def _linked(sheet: Sheet, _: Any) -> Expression | None:
    """An item is linked if it names another one of the nine blocks, or is named by one."""
    items = _items(sheet.canvas)
    if not items:
        return None
    owners = {(block.word, block.id): at for at, block in enumerate(items) if block.id}
    by_id = {block.id: at for at, block in enumerate(items) if block.id}
    linked: set[int] = set()
    for at, block in enumerate(items):
        for reference in _references(block):
            other = owners.get(reference.key)
            if other is None and "." in reference.id:
                other = by_id.get(reference.id.split(".")[0])
            if other is not None and other != at:
                linked |= {at, other}
    return sheet.number(len(linked)) / sheet.number(len(items))


def _references(entity: Entity) -> Iterator[Reference]:
    by_attribute = table_of(type(entity)).by_attribute
    for attribute, value in vars(entity).items():
        for part in (value if type(value) is tuple else (value,)) if attribute in by_attribute else ():
            if isinstance(part, Reference):
                yield part
            elif isinstance(part, Entity):
                yield from _references(part)


# ---- What hangs together ------------------------------------------------------------

_AHEAD: dict[str, Callable[[Any], Iterable[Any]]] = {
    "cost": lambda block: (each.cause for each in block.causes),
    "resource": lambda block: block.supports,
    "activity": lambda block: block.supports,
    "partner": lambda block: block.provides,
    "channel": lambda block: (*block.carries, *(each.segment for each in block.reaches)),
    "relationship": lambda block: (*block.via, *block.propositions, *(each.segment for each in block.segments)),
    "proposition": lambda block: block.segments,
}
"""Where the way from costs to revenue leads from a block; who pays and what is paid for lead to the revenue."""


def _closure(sheet: Sheet, _: Any) -> Expression | None:
    """The share of items that a way from a cost leads to, and from which a way leads to a revenue."""
    items = _items(sheet.canvas)
    places = {block.key: at for at, block in enumerate(items) if block.key is not None}
    ahead: list[list[int]] = [[] for _ in items]
    behind: list[list[int]] = [[] for _ in items]
    for at, block in enumerate(items):
        ways: list[tuple[int | None, int | None]]
        if block.word == "revenue":
            ways = [(places.get(each.key), at) for each in (*block.segments, *block.propositions)]
        else:
            onward = _AHEAD.get(block.word)
            ways = [(at, places.get(each.key)) for each in (onward(block) if onward is not None else ())]
        for start, end in ways:
            if start is not None and end is not None:
                ahead[start].append(end)
                behind[end].append(start)
    costs = [at for at, block in enumerate(items) if block.word == "cost"]
    revenues = [at for at, block in enumerate(items) if block.word == "revenue"]
    if not costs or not revenues:
        return None
    return sheet.number(len(_reached(costs, ahead) & _reached(revenues, behind))) / sheet.number(len(items))


def _reached(starts: list[int], ways: list[list[int]]) -> set[int]:
    found, queue = set(starts), deque(starts)
    while queue:
        for each in ways[queue.popleft()]:
            if each not in found:
                found.add(each)
                queue.append(each)
    return found


# ---- How segments differ ------------------------------------------------------------


@attrs.frozen
class Got:
    """What the five tests look at: offers, channels, relationships, worth, what is paid for."""

    offers: frozenset[Any]
    channels: frozenset[Any]
    relationships: frozenset[Any]
    worth: tuple[Any, ...]
    pays: frozenset[Any]

    def differences(self, other: "Got") -> int:
        """In how many of the five tests two segments differ; what neither says does not differ."""
        return sum(one != two for one, two in zip(attrs.astuple(self, recurse=False),
                                                  attrs.astuple(other, recurse=False), strict=True))  # fmt: skip


def _pairs(canvas: Canvas) -> Iterable[tuple[Any, Any]]:
    """The pairs of segments, up to a number that anybody could look at."""
    return islice(combinations(decided(canvas.segments), 2), _MOST_PAIRS)


def _difference(sheet: Sheet, pair: tuple[Any, Any]) -> Expression:
    canvas = sheet.canvas
    one, other = (canvas.index.kept(("got", id(each)), partial(got_by, canvas, each)) for each in pair)
    segments = decided(canvas.segments)
    pairs = comb(len(segments), 2)
    if pairs > _MOST_PAIRS and pair[0] is segments[0] and pair[1] is segments[1]:
        sheet.note = f"of the {pairs:_} pairs of segments only the first {_MOST_PAIRS} are compared"
    return sheet.number(one.differences(other))


def got_by(canvas: Canvas, segment: Any) -> Got:
    """What a segment gets, is worth and pays for."""
    key = segment.key
    numbers = (segment.cost_to_serve, segment.profit, segment.spend, segment.deal_size)
    weights = {(each.attribute, each.value.value) for each in segment.weighs}
    return Got(
        offers=frozenset(each.key for each in canvas.propositions if any(to.key == key for to in each.segments)),
        channels=frozenset(
            (each.key, to.plan.key if to.plan else None)
            for each in canvas.channels for to in each.reaches if to.segment.key == key
        ),
        relationships=frozenset(
            (each.key, to.plan.key if to.plan else None)
            for each in canvas.relationships for to in each.segments if to.segment.key == key
        ),
        worth=(segment.value_tier, segment.margin_class, segment.loyalty_group,
               *(None if each is None else (each.value, each.unit, each.per) for each in numbers)),
        pays=frozenset({each.key for each in canvas.revenues if any(by.key == key for by in each.segments)} | weights),
    )  # fmt: skip


# ---- Marks for the design -----------------------------------------------------------


def _marks(sheet: Sheet) -> list[Expression]:
    """The marks that are given, of seven; where some are not, the figure says so."""
    said: dict[str, Any] = {}
    for mark in sheet.canvas.assessments:
        said.setdefault(mark.question, mark.mark)
    missing = [question for question in QUESTIONS if question not in said]
    if said and missing:
        sheet.note = (f"of {len(said)} of the {len(QUESTIONS)} marks: none is given for "
                      + ", ".join(f"`{each}`" for each in missing))  # fmt: skip
    return [sheet.take(said[question], f"mark of {question}", "a") for question in QUESTIONS if question in said]


def _mean(sheet: Sheet, _: Any) -> Expression | None:
    marks = _marks(sheet)
    return total(marks) / len(marks) if marks else None


def _weakest(sheet: Sheet, _: Any) -> Expression | None:
    marks = _marks(sheet)
    return marks[0] if len(marks) == 1 else Operation("min", tuple(marks)) if marks else None


KINDS = (
    Kind(name="completeness", title="How many of the nine blocks are filled", group=GROUP, register=("C01",),
         theory=("T-BMC-0",), of=(), unit="share", make=_completeness),
    Kind(name="link-coverage", title="How many items are linked with others", group=GROUP, register=("C01",),
         theory=("T-BMC-0",), of=(), unit="share", make=_linked),
    Kind(name="trace-closure", title="How many items stand on a way from a cost to a revenue", group=GROUP,
         register=("C02",), theory=("T-BMC-10",), of=(), unit="share", make=_closure),
    Kind(name="segment-difference", title="In how many of five tests two segments differ", group=GROUP,
         register=("C03",), theory=("T-SEG-3",), of=("segment",), unit="points", make=_difference, pairs=_pairs),
    Kind(name="design-score", title="The mean of the marks for the design, of seven", group=GROUP, register=("C41",),
         theory=("T-BMC-11",), of=(), unit="points", make=_mean),
    Kind(name="weakest-design-mark", title="The lowest of the marks for the design, of seven", group=GROUP,
         register=("C41",), theory=("T-BMC-11",), of=(), unit="points", make=_weakest),
)  # fmt: skip
