"""The marks for the seven questions of design (D32): a radar with the value at each corner, and the reasons below it;
with one or two marks, rows.

The questions are those of Osterwalder (2011): beyond whether a business model works, how well it is built.
"""

from math import cos, pi, sin
from typing import Any

import attrs

from canvasdsl.figures.structure import QUESTIONS
from canvasdsl.model.canvas import Canvas
from canvasdsl.views.drawing import BODY, Align, Datasheet, Drawing
from canvasdsl.views.kit.bar_rows import Bar, BarRow, bar_rows
from canvasdsl.views.kit.paper import Paper, Said, bold, capital, stack
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.views.typeset import SEMIBOLD

__all__ = ["VIEW", "Question", "questions_of"]

_MOST, _RADIUS, _SIDE = 10, 104.0, 112.0
_RINGS = (2, 4, 6, 8, 10)
_FEWEST, _NAMES = 3, 190.0
"""With fewer marks there is no web: it would be empty."""


@attrs.frozen(kw_only=True)
class Question:
    """A question of design with its mark from 0 to 10, if one is given, and the reason for it."""

    word: str
    mark: float | None
    because: str
    quantity: Any


def questions_of(canvas: Canvas) -> tuple[Question, ...]:
    """The seven questions in their order; of a question that is marked twice the first mark."""
    said: dict[str, Any] = {}
    for each in canvas.assessments:
        said.setdefault(each.question, each)
    return tuple(
        Question(word=word, mark=None if each is None else float(each.mark.value), quantity=each and each.mark,
                 because="" if each is None else each.because or "")
        for word in QUESTIONS for each in (said.get(word),)
    )  # fmt: skip


# ---- Drawing ------------------------------------------------------------------------


def _make(subject: Subject) -> Drawing:
    found = questions_of(subject.canvas)
    if all(each.mark is None for each in found):
        raise Undrawn(subject.words("design.needs"))
    paper = Paper()
    if sum(each.mark is not None for each in found) < _FEWEST:
        bar_rows(paper, 0, [_row(subject, each) for each in found], names=_NAMES, most=_MOST)
    else:
        _web_of(paper, subject, found)
    return subject.drawing(
        "design", paper, title=_title(subject, found), description=_description(subject, found),
        table=_table(subject, found), notes=_notes(subject, found), texts=paper.authors,
    )  # fmt: skip


def _row(subject: Subject, question: Question) -> BarRow:
    """A question as a row: its mark as a bar, or that it has none."""
    parts = (Said(capital(_name(subject, question)), size=BODY), Said(question.because, "assess", tone="soft"))
    if question.mark is None:
        return BarRow(parts=parts, instead=subject.words("design.unmarked"))
    return BarRow(parts=parts, bars=(Bar(end=question.mark, said=_mark(subject, question), strong=True),))


def _web_of(paper: Paper, subject: Subject, found: tuple[Question, ...]) -> None:
    """The marks on a web with a corner for each question, and why they are given below it."""
    middle = (paper.width / 2, _RADIUS + 40)
    _web(paper, middle, len(found))
    _shape(paper, found, middle)
    bottom = max(_corner(paper, subject, each, number, len(found), middle) for number, each in enumerate(found))
    _reasons(paper, subject, bottom + 14, found)


def _at(middle: tuple[float, float], number: int, of: int, radius: float) -> tuple[float, float]:
    """A place on a spoke; the first points up, the others follow clockwise."""
    angle = 2 * pi * number / of
    return middle[0] + radius * sin(angle), middle[1] - radius * cos(angle)


def _web(paper: Paper, middle: tuple[float, float], of: int) -> None:
    for ring in _RINGS:
        places = [_at(middle, number, of, _RADIUS * ring / _MOST) for number in range(of)]
        paper.line(*places, places[0], tone="line", width=0.8 if ring == _MOST else 0.5)
    for number in range(of):
        paper.line(middle, _at(middle, number, of, _RADIUS), tone="line", width=0.5)


def _shape(paper: Paper, found: tuple[Question, ...], middle: tuple[float, float]) -> None:
    """The marks; neighbours are joined, and where all are given the ground between them is filled."""
    of = len(found)
    places = [None if each.mark is None else _at(middle, number, of, _RADIUS * each.mark / _MOST)
              for number, each in enumerate(found)]  # fmt: skip
    whole = [place for place in places if place is not None]
    if len(whole) == of:
        paper.area(whole, "heat3", opacity=0.45)
    for number, place in enumerate(places):
        following = places[(number + 1) % of]
        if place is not None and following is not None:
            paper.line(place, following, tone="ink", width=1.4)
    for place in whole:
        paper.disc(*place, 3, fill="ink")


def _corner(
    paper: Paper, subject: Subject, question: Question, number: int, of: int, middle: tuple[float, float]
) -> float:
    """The name of a question and its mark beside its corner; returns how far down they reach."""
    x, y = _at(middle, number, of, _RADIUS + 9)
    side = 0 if abs(x - middle[0]) < 2 else 1 if x > middle[0] else -1
    align: Align = "middle" if side == 0 else "start" if side > 0 else "end"
    mark = subject.words("design.unmarked") if question.mark is None else _mark(subject, question)
    parts = [Said(capital(_name(subject, question)), size=BODY, weight=SEMIBOLD),
             Said(mark, tone="faint" if question.mark is None else "ink")]  # fmt: skip
    width = 2 * _SIDE if side == 0 else min(_SIDE, paper.width - x if side > 0 else x)
    height = stack(Paper(), 0, 0, width, parts)
    top = y - height if side == 0 and y < middle[1] else y - height / 2
    left = x - width / 2 if side == 0 else x if side > 0 else x - width
    return stack(paper, left, max(0.0, top), width, parts, align=align)


def _reasons(paper: Paper, subject: Subject, y: float, found: tuple[Question, ...]) -> None:
    """Why each mark is given, in two columns."""
    told = [each for each in found if each.because]
    gap = 18.0
    width = (paper.width - gap) / 2
    for first in range(0, len(told), 2):
        ends = []
        for column, each in enumerate(told[first : first + 2]):
            head = subject.words("design.reason", name=capital(_name(subject, each)),
                                 mark=subject.say.quantity(each.quantity))  # fmt: skip
            parts = [bold(head, tone="soft"), Said(each.because, "assess")]
            ends.append(stack(paper, column * (width + gap), y, width, parts))
        y = max(ends) + 7


def _name(subject: Subject, question: Question) -> str:
    return subject.say.choice("design question", question.word)


def _mark(subject: Subject, question: Question) -> str:
    return subject.wording("brief.number.score", value=subject.say.quantity(question.quantity), most=_MOST)


def _title(subject: Subject, found: tuple[Question, ...]) -> str:
    """Where the design is strongest and where it is weakest."""
    marked = [each for each in found if each.mark is not None]
    strongest = max(marked, key=lambda each: each.mark or 0.0)
    weakest = min(marked, key=lambda each: each.mark or 0.0)
    words = subject.words
    if strongest.mark == weakest.mark:
        key = "title_one" if len(marked) == 1 else "title_even"
        return words(f"design.{key}", name=capital(_name(subject, strongest)), mark=_mark(subject, strongest))
    return words("design.title", strong=_name(subject, strongest), high=_mark(subject, strongest),
                 weak=_name(subject, weakest), low=_mark(subject, weakest))  # fmt: skip


def _description(subject: Subject, found: tuple[Question, ...]) -> str:
    marked = [each for each in found if each.mark is not None]
    said = [subject.words("design.one", name=_name(subject, each), mark=_mark(subject, each)) for each in marked]
    parts = [subject.words("design.description", list=subject.say.join(said))]
    mean = subject.figure("design-score")
    if mean is not None and mean.value is not None and len(marked) > 1:
        parts.append(subject.words("design.mean", mean=subject.say.amount(mean.value)))
    return " ".join(parts)


def _notes(subject: Subject, found: tuple[Question, ...]) -> tuple[str, ...]:
    """What the model says itself of revenue that comes again, beside the mark for it."""
    recurring = next(each for each in found if each.word == "recurring-revenue")
    share = subject.figure("recurring-share") if recurring.mark is not None else None
    if share is None or share.value is None:
        return ()
    return (subject.words("design.recurring", share=subject.say.amount(share.value, "%")),)


def _table(subject: Subject, found: tuple[Question, ...]) -> Datasheet:
    columns = tuple(subject.words(f"design.column.{key}") for key in ("question", "mark", "because"))
    rows = tuple((_name(subject, each), "" if each.mark is None else _mark(subject, each), each.because)
                 for each in found)  # fmt: skip
    return Datasheet(columns=columns, rows=rows)


VIEW = View(name="design", register=("D32",), title="Marks for the seven questions of design", needs=("assess",),
            make=_make)  # fmt: skip
