"""Scorecards of relationships and service (D29): pillars, principles, habits, four aspects, four long-term strategies.

A card shows for each of its points of how many relationships or services it is said, and of how many it is measured;
and what the first of them say. Below stands what is service, what is relationship, and what is both.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Any

import attrs

from canvasdsl.figures.blocks import decided
from canvasdsl.model.canvas import Canvas
from canvasdsl.rules.places import served
from canvasdsl.views.drawing import SMALL, Datasheet, Drawing
from canvasdsl.views.kit.paper import Paper, Said, bold, capital, field_of, stack, tiles
from canvasdsl.views.subject import Subject, Undrawn, View

__all__ = ["CARDS", "VIEW", "Point", "Scorecard", "scorecards_in"]

CARDS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "aspects": ("mechanisms", "aspect", ("loyalty", "communication", "personalization", "feedback")),
    "long_term": ("practices", "practice", ("personal-engagement", "consistency", "transparency", "response")),
    "pillars": ("pillars", "pillar", ("trust", "competence")),
    "principles": ("principles", "principle", ("in-context-help", "fast-answers", "consistency-compassion",
                                               "closed-loop")),
    "habits": ("habits", "habit", ("responsive", "communicates", "exceeds", "listens", "honest")),
}  # fmt: skip
"""For each card the attribute of a relationship or a service, the name of its choice, and the points that the theory
names (T-REL-11, T-LT-0, T-SVC-5, T-SVC-6, T-SVC-9); what authors add comes behind."""
_OF_RELATIONSHIPS = ("aspects", "long_term")
_BAR = 58.0


@attrs.frozen(kw_only=True)
class Point:
    """A point of a card: the blocks that say it, each with what holds it; `own` is one that the author added."""

    word: str
    said: tuple[tuple[Any, Any], ...]
    own: str = ""

    @property
    def measured(self) -> int:
        """How many of them say how one sees it."""
        return sum(bool(getattr(part, "measure", None)) for _, part in self.said)


@attrs.frozen(kw_only=True)
class Scorecard:
    """A card: its points, and of how many relationships or services each could be said."""

    key: str
    points: tuple[Point, ...]
    of: int

    @property
    def missing(self) -> tuple[Point, ...]:
        """The points that the theory names and nobody says."""
        return tuple(point for point in self.points if not point.said)


def scorecards_in(canvas: Canvas) -> tuple[Scorecard, ...]:
    """The cards on which anything stands; ideas do not count."""
    services = [service for service, _ in served(canvas) if not service.is_idea]
    found = []
    for key, (attribute, _, words) in CARDS.items():
        blocks = decided(canvas.relationships) if key in _OF_RELATIONSHIPS else services
        pairs = [(block, part) for block in blocks for part in getattr(block, attribute)
                 if not getattr(part, "is_idea", False)]  # fmt: skip
        if pairs:
            found.append(Scorecard(key=key, points=tuple(_points(pairs, words)), of=len(blocks)))
    return tuple(found)


def _points(pairs: Sequence[tuple[Any, Any]], words: tuple[str, ...]) -> Iterator[Point]:
    """The points of the theory in their order, then the others: what the author calls them, or of which choice."""
    for word in words:
        yield Point(word=word, said=tuple(pair for pair in pairs if _word(pair[1]) == word))
    others = [pair for pair in pairs if _word(pair[1]) not in words]
    for name in dict.fromkeys((_word(part), part.text if _word(part) in ("custom", "other") else "")
                              for _, part in others):  # fmt: skip
        same = tuple(pair for pair in others if _word(pair[1]) == name[0] and (not name[1] or pair[1].text == name[1]))
        yield Point(word=name[0], said=same, own=name[1] or "")


def _word(part: Any) -> str:
    return str(part.aspect if part.word == "mechanism" else part.type)


# ---- Drawing ------------------------------------------------------------------------


def _make(subject: Subject) -> Drawing:
    cards = scorecards_in(subject.canvas)
    if not cards:
        raise Undrawn(subject.words("scorecards.needs"))
    paper = Paper()
    makers: list[Callable[[Paper, float], float]] = [partial(_card, subject, card) for card in cards]
    y = tiles(paper, 0, makers, columns=min(2, len(makers)))
    _overlap(paper, subject, y + 16)
    missing = [(card, point) for card in cards for point in card.missing]
    columns = tuple(subject.words(f"scorecards.{key}") for key in ("card", "point", "count", "measured"))
    rows = tuple((_title_of(subject, card), _name(subject, card, point),
                  subject.words("scorecards.of", count=subject.say.whole(_said_by(point)),
                                total=subject.say.whole(card.of)),
                  subject.say.whole(point.measured)) for card in cards for point in card.points)  # fmt: skip
    return subject.drawing("scorecards", paper, title=_title(subject, cards, missing), texts=paper.authors,
                           description=_description(subject, cards, missing),
                           notes=(subject.words("scorecards.note"),),
                           table=Datasheet(columns=columns, rows=rows))  # fmt: skip


def _said_by(point: Point) -> int:
    return len({id(block) for block, _ in point.said})


def _card(subject: Subject, card: Scorecard, paper: Paper, y: float) -> float:
    """A title, then for each point its name, of how many it is said, a bar, and what the first of them say."""
    y = stack(paper, 0, y, paper.width, [bold(_title_of(subject, card))]) + 3
    say = subject.say
    for point in card.points:
        field = field_of(point.said[0][0]) if point.own else ""
        count = subject.words("scorecards.of", count=say.whole(_said_by(point)), total=say.whole(card.of))
        right = paper.width - _BAR - 5
        label = paper.text(right, y, count, size=SMALL, tone="soft", align="end")
        end = stack(paper, 0, y, right - label.width - 6, [Said(_name(subject, card, point), field)])
        _bar(paper, card, point, paper.width - _BAR, y + 2)
        y = stack(paper, 0, end, paper.width, _evidence(subject, point)) + 4
    return _pay_offs(paper, subject, y) if card.key == "habits" else y - 4


def _bar(paper: Paper, card: Scorecard, point: Point, x: float, y: float) -> None:
    """How many say it, of all; the dark part is measured."""
    paper.box(x, y, _BAR, 6.5, line="faint", stroke=0.6)
    said = _said_by(point) / card.of
    if said:
        paper.box(x, y, _BAR * said, 6.5, fill="heat3")
        measured = len({id(block) for block, part in point.said if getattr(part, "measure", None)}) / card.of
        if measured:
            paper.box(x, y, _BAR * measured, 6.5, fill="ink")


def _evidence(subject: Subject, point: Point) -> Iterator[Said]:
    """What the first that has words for it says."""
    if not point.said:
        yield Said(subject.words("scorecards.nobody"), tone="alarm", sign="gap")
    texts = ((part.text, field_of(block)) for block, part in point.said if part.text and part.text != point.own)
    yield from (Said(text, field, tone="faint") for text, field in islice(texts, 1))


def _pay_offs(paper: Paper, subject: Subject, y: float) -> float:
    """What pleasing customers pays off in, each behind an arrow."""
    paid = dict.fromkeys(word for service, _ in served(subject.canvas) for word in service.pays_off)
    for word in paid:
        paper.line((0, y + SMALL * 0.66), (12, y + SMALL * 0.66), tone="good", width=1.2, head=5)
        y = stack(paper, 18, y, paper.width - 18, [Said(subject.say.choice("pay-off", word))])
    return y


def _overlap(paper: Paper, subject: Subject, y: float) -> float:
    """Two fields that overlap: service, relationship, and in the middle the service that feeds one (T-SVC-1)."""
    canvas = subject.canvas
    services = served(canvas)
    if not services:
        return y
    alone = [service for service, fed in services if not fed]
    both = [service for service, fed in services if fed]
    beyond = [(part, each) for each in canvas.relationships for part in each.mechanisms if part.scope == "relationship"]
    third = paper.width / 3
    columns: tuple[list[Said], ...] = (
        [bold(subject.words("scorecards.service")), *(_service(subject, each) for each in alone)],
        [bold(subject.words("scorecards.both")), *(_service(subject, each) for each in both)],
        [bold(subject.words("scorecards.relationship")),
         *(Said(part.text or subject.say.choice("aspect", part.aspect), field_of(each) if part.text else "", above=2)
           for part, each in beyond)],
    )  # fmt: skip
    if len(columns[2]) == 1:
        columns[2].extend(Said(each.name, field_of(each), above=2) for each in canvas.relationships)
    made = []
    for parts in columns:
        column = Paper(third - 24)
        if len(parts) == 1:
            parts.append(Said(subject.words("scorecards.empty"), tone="soft", above=2))
        stack(column, 0, 0, column.width, parts)
        made.append(column)
    height = max(column.height for column in made) + 20
    paper.box(1, y, 2 * third - 1, height, fill="heat1", radius=12, opacity=0.6)
    paper.box(third, y, 2 * third - 1, height, fill="heat2", radius=12, opacity=0.6)
    for number, column in enumerate(made):
        paper.put(column, number * third + 12, y + 10)
    return y + height


def _service(subject: Subject, service: Any) -> Said:
    """A service, with the word for the narrower support (T-SVC-3)."""
    if service.type != "support":
        return Said(service.name, field_of(service), above=2)
    kind = subject.say.choice("kind of service", "support")
    return Said(subject.wording("brief.list.sized", name=service.name, size=kind), field_of(service), above=2)


def _title_of(subject: Subject, card: Scorecard) -> str:
    return subject.words(f"scorecards.card_{card.key}")


def _name(subject: Subject, card: Scorecard, point: Point) -> str:
    return point.own or capital(subject.say.choice(CARDS[card.key][1], point.word))


def _title(subject: Subject, cards: tuple[Scorecard, ...], missing: list[tuple[Scorecard, Point]]) -> str:
    if missing:
        card, point = missing[0]
        return subject.counted("scorecards.title_missing", len(missing), card=_title_of(subject, card),
                               point=_name(subject, card, point))  # fmt: skip
    points = [point for card in cards if card.key != "aspects" for point in card.points]
    unmeasured = sum(not point.measured for point in points)
    if unmeasured:
        return subject.counted("scorecards.title_unmeasured", unmeasured, total=subject.say.whole(len(points)))
    return subject.words("scorecards.title" if points else "scorecards.title_said")


def _description(subject: Subject, cards: tuple[Scorecard, ...], missing: list[tuple[Scorecard, Point]]) -> str:
    say = subject.say
    names = say.join([_title_of(subject, card) for card in cards])
    parts = [subject.words("scorecards.description", cards=names)]
    if missing:
        points = [_name(subject, card, point) for card, point in missing]
        parts.append(subject.words("scorecards.missing", list=say.join(say.shortened(points))))
    return " ".join(parts)


VIEW = View(name="scorecards", register=("D29",), theory=("T-SVC-1",),
            title="Scorecards of relationships and of service", needs=("relationship", "service"),
            make=_make)  # fmt: skip
