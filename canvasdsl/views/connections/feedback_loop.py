"""The loop of feedback (D22): what is collected, analysed, acted upon and told to customers, and where it is broken.

The only feedback of a model is a ring; several are rows with a way back, in the order of the file.
"""

from math import cos, pi, sin
from typing import Any

import attrs

from canvasdsl.model.canvas import Canvas
from canvasdsl.views.drawing import SMALL, Datasheet, Drawing
from canvasdsl.views.graph import Edge, Graph, Node
from canvasdsl.views.kit.paper import DASHED, Paper, Said, bold, capital, field_of, stack
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.views.typeset import REGULAR, SEMIBOLD

__all__ = ["STEPS", "VIEW", "Loop", "loops"]

STEPS = ("collect", "analyse", "act", "inform")
"""The steps of the loop, clockwise from the top."""
_RADIUS, _CARD, _MOST = 46.0, 148.0, 12
_BETWEEN, _DOWN = 22.0, 11.0
"""In a row so much stands between two steps, and so far below them the way back."""


@attrs.frozen(kw_only=True)
class Loop:
    """A feedback with the relationship that it belongs to and what is said of each step; a step of which nothing is
    said breaks the loop."""

    relationship: Any
    feedback: Any
    steps: dict[str, tuple[str, ...]]

    @property
    def broken(self) -> tuple[str, ...]:
        """The steps of which nothing is said."""
        return tuple(step for step in STEPS if not self.steps[step])


def loops(canvas: Canvas) -> tuple[Loop, ...]:
    """The feedback of all relationships."""
    found = []
    for relationship in canvas.relationships:
        for feedback in relationship.feedback:
            told = tuple(each.text for each in feedback.responses if each.text)
            informed = tuple(each.text or "" for each in feedback.responses if each.informed_on is not None)
            steps = {
                "collect": tuple(filter(None, (feedback.text, feedback.collects))) or feedback.types,
                "analyse": tuple(filter(None, (feedback.analyses,))),
                "act": tuple(filter(None, (feedback.acts, *told))),
                "inform": tuple(filter(None, (feedback.answers,))) or informed,
            }
            found.append(Loop(relationship=relationship, feedback=feedback, steps=steps))
    return tuple(found)


def _make(subject: Subject) -> Drawing:
    found = loops(subject.canvas)
    if not found:
        raise Undrawn(subject.words("feedback-loop.needs"))
    paper = Paper()
    y = 0.0
    for loop in found[:_MOST]:
        drawn = (_ring if len(found) == 1 else _row)(subject, loop)
        if y:
            y += 14
            paper.line((0, y), (paper.width, y), tone="line", width=0.7)
            y += 10
        paper.put(drawn, 0, y)
        y += drawn.height
    if len(found) > _MOST:
        y += 12
        y += paper.text(0, y, subject.counted("feedback-loop.more", len(found) - _MOST), size=SMALL, tone="soft").height
    return subject.drawing(
        "feedback-loop", paper, title=_title(subject, found), table=_table(subject, found), height=y + 1,
        description=_description(subject, found), texts=paper.authors, graph=_graph(subject, found),
    )  # fmt: skip


def _ring(subject: Subject, loop: Loop) -> Paper:
    """One loop: its steps at the four ends of a ring, what holds for all of it in the middle."""
    paper = Paper()
    middle = paper.width / 2
    cards = {step: _step(subject, loop, step) for step in STEPS}
    head = Paper(middle - _CARD / 2 - 14)
    stack(head, 0, 0, head.width, (bold(loop.relationship.name, field_of(loop.relationship)), *_facts(subject, loop)))
    half = max(_RADIUS, cards["analyse"].height / 2, cards["inform"].height / 2)
    centre = max(cards["collect"].height + 9 + half, head.height + 9 + cards["inform"].height / 2)
    # Above and below the ring stand the first and the third step, beside it the second and the fourth.
    paper.put(head, 0, 0)
    paper.put(cards["collect"], middle - _CARD / 2, centre - half - 9 - cards["collect"].height)
    paper.put(cards["analyse"], middle + _RADIUS + 11, centre - cards["analyse"].height / 2)
    paper.put(cards["inform"], middle - _RADIUS - 11 - _CARD, centre - cards["inform"].height / 2)
    paper.put(cards["act"], middle - _CARD / 2, centre + half + 9)
    _arcs(paper, loop, (middle, centre))
    _often(subject, paper, loop, (middle, centre), _RADIUS * 1.5)
    return paper


def _often(subject: Subject, paper: Paper, loop: Loop, middle: tuple[float, float], width: float) -> None:
    """How often it goes round, on a ground of paper."""
    cadence = loop.feedback.cadence
    words = capital(subject.say.choice("cadence", cadence)) if cadence else subject.words("feedback-loop.no_cadence")
    made = Paper(width).text(0, 0, words, width=width, size=SMALL, weight=SEMIBOLD if cadence else REGULAR)
    paper.box(middle[0] - made.width / 2 - 5, middle[1] - made.height / 2, made.width + 10, made.height, fill="paper")
    paper.text(*middle, words, width=width, size=SMALL, weight=made.weight, tone="ink" if cadence else "alarm",
               align="middle", middle=True)  # fmt: skip


def _row(subject: Subject, loop: Loop) -> Paper:
    """One loop as a row: its steps side by side, and below them the way back to the first."""
    paper = Paper()
    facts = [part.text for part in _facts(subject, loop)]
    head = [bold(loop.relationship.name, field_of(loop.relationship)),
            Said(subject.words("feedback-loop.facts").join(facts), tone="soft")]  # fmt: skip
    y = stack(paper, 0, 0, paper.width, head) + 5
    wide = (paper.width - 3 * _BETWEEN) / 4
    tall = max(_step(subject, loop, step, wide).height for step in STEPS)
    for number, step in enumerate(STEPS):
        x = number * (wide + _BETWEEN)
        paper.put(_step(subject, loop, step, wide, tall), x, y)
        if number:
            _way(paper, loop, STEPS[number - 1], step, [(x - _BETWEEN + 3, y + 14), (x - 3, y + 14)],
                 (x - _BETWEEN / 2 - 2, y + 14))  # fmt: skip
    start, end, below = paper.width - wide / 2, wide / 2, y + tall + _DOWN
    _way(paper, loop, "inform", "collect", [(start, y + tall + 2), (start, below), (end, below), (end, y + tall + 2)],
         ((3 * end + start) / 4, below))  # fmt: skip
    _often(subject, paper, loop, (paper.width / 2, below), wide)
    return paper


def _way(
    paper: Paper, loop: Loop, start: str, end: str, points: list[tuple[float, float]], cross: tuple[float, float]
) -> None:
    """From one step to the next in a row; crossed out where nothing is said of one of them."""
    if loop.steps[start] and loop.steps[end]:
        paper.line(*points, tone="ink", width=1.2, head=6, dash=DASHED if loop.feedback.is_idea else ())
        return
    paper.line(*points, tone="alarm", width=1.2, head=6, dash=DASHED)
    _cross(paper, *cross)


def _cross(paper: Paper, x: float, y: float) -> None:
    for rise in (3.5, -3.5):
        paper.line((x - 3.5, y - rise), (x + 3.5, y + rise), tone="alarm", width=1.6)


def _step(subject: Subject, loop: Loop, step: str, width: float = _CARD, height: float = 0.0) -> Paper:
    """A step: its name and number, and what the model says of it, or that it says nothing."""
    card = Paper(width)
    inside = Paper(width - 12)
    said = loop.steps[step]
    field = f"feedback of {loop.relationship.name}"
    if step == "collect" and said == loop.feedback.types and not loop.feedback.collects:
        said = (capital(subject.say.join([subject.say.choice("source of feedback", each) for each in said])),)
        field = ""
    words = [Said(text, field) for text in said] or [Said(subject.words("feedback-loop.missing"), tone="alarm")]
    head = subject.words("feedback-loop.numbered", number=STEPS.index(step) + 1,
                         step=subject.words(f"feedback-loop.step.{step}"))  # fmt: skip
    end = stack(inside, 0, 0, inside.width, (bold(head), *words))
    broken = not loop.steps[step]
    card.box(0, 0, width, max(end + 9, height), fill="paper" if broken or loop.feedback.is_idea else "wash",
             line="alarm" if broken else "grey" if loop.feedback.is_idea else "", radius=3,
             dash=DASHED if broken or loop.feedback.is_idea else ())  # fmt: skip
    card.put(inside, 6, 4.5)
    return card


def _arcs(paper: Paper, loop: Loop, centre: tuple[float, float]) -> None:
    """From step to step round the ring; a way to or from a step of which nothing is said is broken off."""
    for number, step in enumerate(STEPS):
        following = STEPS[(number + 1) % len(STEPS)]
        broken = not loop.steps[step] or not loop.steps[following]
        first, last = -pi / 2 + number * pi / 2 + 0.2, -pi / 2 + (number + 1) * pi / 2 - 0.2
        points = [(centre[0] + _RADIUS * cos(first + (last - first) * at / 14),
                   centre[1] + _RADIUS * sin(first + (last - first) * at / 14)) for at in range(15)]  # fmt: skip
        if not broken:
            dash = DASHED if loop.feedback.is_idea else ()
            paper.line(*points, tone="ink", width=1.6, dash=dash, head=8)
            continue
        paper.line(*points[:6], tone="alarm", width=1.6, dash=DASHED)
        paper.line(*points[9:], tone="alarm", width=1.6, dash=DASHED, head=8)
        _cross(paper, *points[7])


def _facts(subject: Subject, loop: Loop) -> tuple[Said, ...]:
    """How fast it goes round, and how many it reaches."""
    say, feedback = subject.say, loop.feedback
    said = []
    if feedback.acts_within is not None:
        said.append(Said(subject.words("feedback-loop.within", time=say.quantity(feedback.acts_within)), tone="soft"))
    if feedback.asked is not None and feedback.answered is not None:
        said.append(Said(subject.words("feedback-loop.rate", answered=say.quantity(feedback.answered),
                                       asked=say.quantity(feedback.asked)), tone="soft"))  # fmt: skip
    if feedback.closed is not None:
        said.append(Said(subject.words("feedback-loop.closed", closed=say.quantity(feedback.closed)), tone="soft"))
    return tuple(said)


def _title(subject: Subject, found: tuple[Loop, ...]) -> str:
    decided = [loop for loop in found if not loop.feedback.is_idea and not loop.relationship.is_idea]
    broken = [loop for loop in decided if loop.broken]
    if not decided:
        return subject.words("feedback-loop.title_ideas")
    if not broken:
        return subject.counted("feedback-loop.title", len(decided))
    step = subject.words(f"feedback-loop.lacking.{broken[0].broken[0]}")
    if len(decided) == 1:
        return subject.words("feedback-loop.title_one", name=broken[0].relationship.name, step=step)
    return subject.counted("feedback-loop.title_broken", len(broken), total=subject.say.whole(len(decided)),
                           name=broken[0].relationship.name, step=step)  # fmt: skip


def _description(subject: Subject, found: tuple[Loop, ...]) -> str:
    told = [subject.words("feedback-loop.description")]
    for loop in found[:3]:
        steps = subject.say.join([subject.words(f"feedback-loop.lacking.{step}") for step in loop.broken])
        key = "broken" if loop.broken else "whole"
        told.append(subject.words(f"feedback-loop.{key}", name=loop.relationship.name, steps=steps))
    return subject.words("graph.join").join(told)


def _table(subject: Subject, found: tuple[Loop, ...]) -> Datasheet:
    say = subject.say
    rows = []
    for loop in found:
        collected = loop.steps["collect"]
        if collected == loop.feedback.types and not loop.feedback.collects:
            collected = tuple(say.choice("source of feedback", each) for each in collected)
        cells = [say.join(collected if step == "collect" else loop.steps[step]) or subject.words("graph.none")
                 for step in STEPS]  # fmt: skip
        often = capital(say.choice("cadence", loop.feedback.cadence)) if loop.feedback.cadence else ""
        within = say.quantity(loop.feedback.acts_within) if loop.feedback.acts_within is not None else ""
        rows.append((loop.relationship.name, *cells, often, within))
    heads = (say.label("canvas", "relationship"), *(subject.words(f"feedback-loop.step.{step}") for step in STEPS),
             say.label("feedback", "cadence"), say.label("feedback", "acts-within"))  # fmt: skip
    return Datasheet(columns=heads, rows=tuple(rows))


def _graph(subject: Subject, found: tuple[Loop, ...]) -> Graph:
    nodes, edges = [], []
    for number, loop in enumerate(found[:_MOST]):
        for at, step in enumerate(STEPS):
            label = "\n".join((subject.words(f"feedback-loop.step.{step}"), *loop.steps[step]))
            nodes.append(Node(name=f"l{number}s{at}", width=100, height=30, label=label,
                              dashed=not loop.steps[step] or loop.feedback.is_idea))  # fmt: skip
            following = STEPS[(at + 1) % len(STEPS)]
            edges.append(Edge(start=f"l{number}s{at}", end=f"l{number}s{(at + 1) % len(STEPS)}",
                              dashed=not loop.steps[step] or not loop.steps[following]))  # fmt: skip
    return Graph(nodes=tuple(nodes), edges=tuple(edges), width=476)


VIEW = View(name="feedback-loop", register=("D22",), title="What becomes of what customers say", make=_make,
            needs=("relationship", "feedback"))  # fmt: skip
