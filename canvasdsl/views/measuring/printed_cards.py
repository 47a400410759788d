"""Cards to cut out (D36): the people behind the segments, the words that the model uses, questions with their answers.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import attrs

from canvasdsl.model.canvas import Canvas
from canvasdsl.model.types import Choice
from canvasdsl.model.typology import Criterion
from canvasdsl.model.vocabulary import table_of
from canvasdsl.views.drawing import BODY, Datasheet, Drawing
from canvasdsl.views.kit.paper import DASHED, Paper, Said, badge_of, bold, field_of, stack, tiles
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.views.told import told
from canvasdsl.views.typeset import SEMIBOLD

__all__ = ["VIEW", "Card", "cards_in", "lights_of"]

_CHOICE = next(field.type for field in table_of(Criterion).slots if field.attribute == "criterion")
assert isinstance(_CHOICE, Choice)
_CRITERIA = tuple(option.word for option in _CHOICE.options)
_WANTS = ("job", "pain", "gain")


@attrs.frozen(kw_only=True)
class Card:
    """A card of a `persona`, a `segment` without one, a `term` or a `quiz`; the first two have their segment."""

    kind: str
    block: Any
    segment: Any = None


def cards_in(canvas: Canvas) -> tuple[Card, ...]:
    """The cards of a model: people first, then words, then questions that have an answer."""
    found: list[Card] = []
    for segment in canvas.segments:
        found += [Card(kind="persona", block=each, segment=segment) for each in segment.personas]
        if not segment.personas:
            found.append(Card(kind="segment", block=segment, segment=segment))
    found += [Card(kind="term", block=term) for term in canvas.terms if term.means]
    found += [Card(kind="quiz", block=quiz) for quiz in canvas.quizzes if quiz.answer]
    return tuple(found)


def lights_of(canvas: Canvas, segment: Any) -> tuple[tuple[str, bool], ...]:
    """The five criteria of a usable segment (Kotler & Keller), and whether the model shows that each is met: in words,
    by a number of people, or by a channel that reaches them."""
    said = {each.criterion for each in segment.criteria}
    if segment.size or segment.customers or segment.population:
        said.add("measurable")
    if any(to.segment.key == segment.key for each in canvas.channels for to in each.reaches):
        said.add("accessible")
    return tuple((word, word in said) for word in _CRITERIA)


# ---- Drawing ------------------------------------------------------------------------


def _make(subject: Subject) -> Drawing:
    cards = cards_in(subject.canvas)
    if not any(card.kind != "segment" or _says(card.block) for card in cards):
        raise Undrawn(subject.words("cards.needs"))
    paper = Paper()
    y = 0.0
    for kinds in (("persona", "segment"), ("term", "quiz")):
        makers: list[Callable[[Paper, float], float]] = [partial(_card, subject, card) for card in cards
                                                         if card.kind in kinds]  # fmt: skip
        y = tiles(paper, y, makers, line="faint", dash=DASHED) + (12 if makers else 0)
    counts = [subject.counted(f"cards.count_{kind}", number) for kind, number in _numbers(cards) if number]
    columns = tuple(subject.words(f"cards.{key}") for key in ("kind", "front", "back"))
    rows = tuple((subject.words(f"cards.kind_{card.kind}"), *_sides(subject, card)) for card in cards)
    return subject.drawing(
        "cards", paper, title=subject.words("cards.title", counts=subject.say.join(counts)),
        description=subject.words("cards.description", counts=subject.say.join(counts)),
        table=Datasheet(columns=columns, rows=rows), texts=paper.authors,
    )  # fmt: skip


def _says(segment: Any) -> bool:
    return bool(segment.jobs or segment.pains or segment.gains or segment.criteria)


def _numbers(cards: tuple[Card, ...]) -> Iterator[tuple[str, int]]:
    people = sum(card.kind in ("persona", "segment") for card in cards)
    yield "people", people
    yield from ((kind, sum(card.kind == kind for card in cards)) for kind in ("term", "quiz"))


def _card(subject: Subject, card: Card, paper: Paper, y: float) -> float:
    if card.kind in ("term", "quiz"):
        front, back = _sides(subject, card)
        field = field_of(card.block)
        head = [Said(subject.words(f"cards.kind_{card.kind}"), tone="faint"),
                Said(front, field, size=BODY + 1, weight=SEMIBOLD, above=2)]  # fmt: skip
        y = stack(paper, 0, y, paper.width, head) + 5
        paper.line((0, y), (paper.width, y), tone="line", width=0.6)
        return stack(paper, 0, y + 4, paper.width, [Said(back, field, size=BODY)])
    return _person(subject, card, paper, y)


def _person(subject: Subject, card: Card, paper: Paper, y: float) -> float:
    """Who it is, in which situation they choose, what they want, and whether one can work with the segment."""
    say, segment = subject.say, card.segment
    number = next((at for at, each in enumerate(subject.canvas.segments) if each is segment), 0)
    head = [Said(card.block.name, field_of(card.block), size=BODY + 2, weight=SEMIBOLD, badges=(badge_of(number),))]
    if card.kind == "persona":
        head.append(Said(segment.name, field_of(segment), tone="soft"))
        head += told(say, card.block)
    elif segment.needs:
        head += [Said(text, field_of(segment), tone="soft") for text in segment.needs]
    y = stack(paper, 0, y, paper.width, head)
    for word in _WANTS:
        wanted = getattr(segment, f"{word}s")
        if wanted:
            label = bold(say.label("segment", word, len(wanted)), above=5)
            y = stack(paper, 0, y, paper.width, [label, *(_want(subject, each) for each in wanted)])
    y += 5
    paper.line((0, y), (paper.width, y), tone="line", width=0.6)
    lights = [Said(say.choice(_CHOICE.name, word), sign="yes" if there else "no", tone="ink" if there else "faint")
              for word, there in lights_of(subject.canvas, segment)]  # fmt: skip
    return stack(paper, 0, y + 4, paper.width, lights)


def _want(subject: Subject, block: Any) -> Said:
    """A job, a pain or a gain, with its weight where one is said."""
    weight = getattr(block, "severity", None) or block.importance
    text = block.name
    if weight is not None:
        key = "severity" if getattr(block, "severity", None) else "importance"
        score = subject.wording(f"brief.needs.{key}", score=subject.say.number(weight.value))
        text = subject.wording("brief.list.sized", name=text, size=score)
    return Said(text, field_of(block), tone="soft" if block.is_idea else "ink")


def _sides(subject: Subject, card: Card) -> tuple[str, str]:
    """The front and the back of a card."""
    if card.kind == "term":
        return card.block.name, card.block.means
    if card.kind == "quiz":
        return card.block.question, card.block.answer
    inside = subject.wording("brief.list.inside")
    wants = [each.name for word in _WANTS for each in getattr(card.segment, f"{word}s")]
    return card.block.name, inside.join(wants)


VIEW = View(name="cards", register=("D36",), theory=("T-SEG-4",),
            title="Cards of people, words and questions to cut out", needs=("segment",), make=_make)  # fmt: skip
