"""The five steps of the marketing process as arrows (D30), each with what the model says of it and what is open."""

from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from canvasdsl.figures.blocks import decided
from canvasdsl.model.canvas import Canvas
from canvasdsl.rules.parts import relationships_with
from canvasdsl.views.drawing import HEAT, Datasheet, Drawing
from canvasdsl.views.kit.paper import DASHED, Paper, Said, bold, stack
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.views.told import whole_percent

__all__ = ["STEPS", "VIEW", "Point", "Step", "process_in"]

STEPS = ("understand", "choose", "programme", "relate", "capture")
"""Kotler & Armstrong's five steps."""
_NOTCH = 11.0


@attrs.frozen(kw_only=True)
class Point:
    """Something that a step asks for: of how many things it is said, of how many it could be."""

    key: str
    done: int
    of: int

    @property
    def sign(self) -> str:
        """All, some, or none."""
        return "yes" if self.of and self.done >= self.of else "part" if self.done else "no"


@attrs.frozen(kw_only=True)
class Step:
    """A step and its points; all of them count alike."""

    key: str
    points: tuple[Point, ...]

    @property
    def share(self) -> float:
        """How complete it is, from 0 to 1."""
        return sum(min(1.0, point.done / point.of) if point.of else 0.0 for point in self.points) / len(self.points)


def process_in(subject: Subject) -> tuple[Step, ...]:
    """What a model says of the five steps; ideas do not count."""
    canvas = subject.canvas
    points = {"understand": _understand, "choose": _choose, "programme": _programme, "relate": _relate}
    found = [Step(key=key, points=tuple(make(canvas))) for key, make in points.items()]
    return (*found, Step(key="capture", points=tuple(_capture(subject))))


def _point(key: str, blocks: Iterable[bool]) -> Point:
    said = list(blocks)
    return Point(key=key, done=sum(said), of=len(said))


def _understand(canvas: Canvas) -> Iterator[Point]:
    """Market and needs."""
    segments = decided(canvas.segments)
    yield _point("needs", (bool(each.jobs or each.pains or each.gains or each.needs) for each in segments))
    yield _point("size", (bool(each.size or each.customers or each.population) for each in segments))
    learned = canvas.insights or any(each.evidence for each in (*canvas.assumptions, *segments))
    yield _point("learned", [bool(learned)])


def _choose(canvas: Canvas) -> Iterator[Point]:
    """Whom to serve, and how to stand out."""
    segments = decided(canvas.segments)
    heading = canvas.heading
    ranked = len(segments) == 1 or any(each.primary or each.importance for each in segments)
    yield _point("first", [bool(segments) and ranked])
    yield _point("left_out", [heading is not None and bool(heading.not_serving)])
    rivals = {each.id for each in canvas.competitors}
    yield _point("against", (bool(each.against) and bool(rivals) for each in decided(canvas.propositions)))


def _programme(canvas: Canvas) -> Iterator[Point]:
    """Offer, channel and price."""
    segments = decided(canvas.segments)
    offered = {to.key for each in decided(canvas.propositions) for to in each.segments}
    reached = {to.segment.key for each in decided(canvas.channels) for to in each.reaches}
    yield _point("offered", (each.key in offered for each in segments))
    yield _point("reached", (each.key in reached for each in segments))
    yield _point("priced", (bool(each.price or any(plan.price for plan in each.plans))
                            for each in decided(canvas.revenues)))  # fmt: skip


def _relate(canvas: Canvas) -> Iterator[Point]:
    """The step to which the three before it lead."""
    relationships = decided(canvas.relationships)
    yield _point("related", (any(not one.is_idea for one in relationships_with(canvas, each))
                             for each in decided(canvas.segments)))  # fmt: skip
    yield _point("typed", (bool(each.type_words) for each in relationships))
    yield _point("delivers", (bool(each.propositions) or _carries(canvas, each) for each in relationships))


def _carries(canvas: Canvas, relationship: Any) -> bool:
    """Whether a channel that the relationship runs through carries a proposition."""
    keys = {each.key for each in relationship.via}
    return any(each.key in keys and each.carries for each in canvas.channels)


def _capture(subject: Subject) -> Iterator[Point]:
    """What comes back."""
    canvas = subject.canvas
    yield _point("paid", [bool(decided(canvas.revenues))])
    worth = (subject.figure("lifetime-value", each) is not None for each in decided(canvas.relationships))
    yield _point("worth", [any(worth)])
    yield _point("aimed", [bool(canvas.targets or canvas.goals)])


# ---- Drawing ------------------------------------------------------------------------


def _make(subject: Subject) -> Drawing:
    steps = process_in(subject)
    if not any(point.done for step in steps for point in step.points):
        raise Undrawn(subject.words("marketing-process.needs"))
    paper = Paper()
    wide = (paper.width - _NOTCH) / len(steps)
    heads = [_head(subject, step, number, wide - 2 * _NOTCH - 4) for number, step in enumerate(steps, 1)]
    height = max(each.height for each in heads) + 12
    for number, (step, head) in enumerate(zip(steps, heads, strict=True)):
        x = number * wide
        _arrow(paper, x, wide, height, step)
        paper.put(head, x + (_NOTCH + 4 if number else 6), (height - head.height) / 2)
        points = [Said(_said(subject, point), sign=point.sign, tone="ink" if point.done else "soft", above=3)
                  for point in step.points]  # fmt: skip
        stack(paper, x + 2, height + 8, wide - 8, points)
    least = min(steps, key=lambda step: step.share)
    say = subject.say
    title = (subject.words("marketing-process.title_whole") if least.share >= 1 else
             subject.words("marketing-process.title", step=_name(subject, least),
                           share=whole_percent(say, least.share)))  # fmt: skip
    parts = [subject.words("marketing-process.says", step=_name(subject, step), share=whole_percent(say, step.share))
             for step in steps]  # fmt: skip
    columns = tuple(subject.words(f"marketing-process.{key}") for key in ("step", "point", "count"))
    rows = tuple((_name(subject, step), subject.words(f"marketing-process.point_{point.key}"),
                  subject.words("marketing-process.of", done=say.whole(point.done), of=say.whole(point.of)))
                 for step in steps for point in step.points)  # fmt: skip
    return subject.drawing(
        "marketing-process", paper, title=title, table=Datasheet(columns=columns, rows=rows), texts=paper.authors,
        description=" ".join((subject.words("marketing-process.description"), say.join(parts))),
    )  # fmt: skip


def _head(subject: Subject, step: Step, number: int, width: float) -> Paper:
    head = Paper(width)
    name = subject.words("marketing-process.numbered", number=subject.say.whole(number), step=_name(subject, step))
    stack(head, 0, 0, width, [bold(name), Said(whole_percent(subject.say, step.share))])
    return head


def _arrow(paper: Paper, x: float, wide: float, height: float, step: Step) -> None:
    """An arrow's body with a notch where the one before points; the fuller, the darker, and dashed where empty."""
    start = 0.0 if x == 0 else _NOTCH
    corners = [(x + 1, 0.0), (x + wide - 1, 0.0), (x + wide + _NOTCH - 1, height / 2), (x + wide - 1, height),
               (x + 1, height), (x + 1 + start, height / 2)]  # fmt: skip
    if step.share:
        paper.area(corners, HEAT[min(len(HEAT) - 1, int(step.share * (len(HEAT) - 1)))])
    else:
        paper.line(*corners, corners[0], tone="soft", width=0.8, dash=DASHED)


def _name(subject: Subject, step: Step) -> str:
    return subject.words(f"marketing-process.step_{step.key}")


def _said(subject: Subject, point: Point) -> str:
    words = subject.words(f"marketing-process.point_{point.key}")
    if point.of < 2 or point.sign != "part":
        return words
    return subject.words("marketing-process.counted", point=words, done=subject.say.whole(point.done),
                         of=subject.say.whole(point.of))  # fmt: skip


VIEW = View(name="marketing-process", register=("D30",), title="The five steps of marketing, and how complete they are",
            needs=("segment",), make=_make)  # fmt: skip
