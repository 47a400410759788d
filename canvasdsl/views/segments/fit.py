"""What a segment wants, and what takes it up: jobs, pains and gains face what does, relieves and creates them.

Two columns of our own with lines between them; the drawing of the Value Proposition Canvas is Strategyzer's and is not
redrawn here. The heaviest needs stand first among their kind.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

import attrs

from canvasdsl.model.canvas import Canvas
from canvasdsl.views.accents import accent_of
from canvasdsl.views.drawing import SMALL, Datasheet, Drawing
from canvasdsl.views.kit.graph_cards import Card, card_height, put_card, put_way
from canvasdsl.views.kit.paper import Paper, Said, field_of
from canvasdsl.views.layered import settled
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.views.told import whole_percent
from canvasdsl.views.typeset import SEMIBOLD

__all__ = ["VIEW", "Answer", "Fit", "fit_of"]

_KINDS = (("job", "jobs"), ("pain", "pains"), ("gain", "gains"))
_WAYS = {"solves": "solves", "relieves": "relieves", "pain": "relieves", "creates": "creates", "gain": "creates"}
_OFFER, _NEED, _BETWEEN, _DOT = 196.0, 210.0, 6.0, 2.4
_MOST = 5


@attrs.frozen(kw_only=True)
class Answer:
    """One way in which an offer takes needs up: the offer, whether it does, relieves or creates, in which words, and
    the numbers of the needs."""

    offer: Any
    way: str
    text: str
    needs: tuple[int, ...]

    @property
    def is_idea(self) -> bool:
        """Whether the offer is only an idea."""
        return bool(self.offer.is_idea)


@attrs.frozen(kw_only=True)
class Fit:
    """The needs of a segment, kind by kind, the heaviest first; what answers them; offers that answer none of them."""

    needs: tuple[Any, ...]
    answers: tuple[Answer, ...]
    beside: tuple[Any, ...]

    @property
    def open(self) -> tuple[Any, ...]:
        """The needs that nothing decided takes up, the heaviest first; ideas are not needs yet."""
        met = {number for answer in self.answers if not answer.is_idea for number in answer.needs}
        lacking = [need for number, need in enumerate(self.needs) if number not in met and not need.is_idea]
        return tuple(sorted(lacking, key=lambda need: -_weight(need)))


def fit_of(canvas: Canvas, segment: Any) -> Fit:
    """What a segment wants, and what the offers say of it."""
    needs = tuple(need for _, words in _KINDS
                  for need in sorted(getattr(segment, words), key=lambda one: -_weight(one)))  # fmt: skip
    found: dict[tuple[Any, ...], tuple[Any, list[int]]] = {}
    for number, need in enumerate(needs):
        for link in canvas.index.links_to.get(need.key, ()) if need.key else ():
            if link.word in _WAYS and link.holder is not None and link.holder.word == "proposition":
                way, text = _WAYS[link.word], getattr(link.entity, "text", None) or ""
                found.setdefault((link.holder.key, way, text), (link.holder, []))[1].append(number)
    answers = tuple(Answer(offer=offer, way=key[1], text=key[2], needs=tuple(dict.fromkeys(numbers)))
                    for key, (offer, numbers) in found.items())  # fmt: skip
    answering = {id(answer.offer) for answer in answers}
    offered = canvas.index.naming(segment.key, "proposition", "for") if segment.key else ()
    return Fit(needs=needs, answers=answers, beside=tuple(each for each in offered if id(each) not in answering))


def _weight(need: Any) -> float:
    quantity = _marked(need)
    return float(quantity.value) if quantity is not None else 0.0


def _marked(need: Any) -> Any:
    """How heavy a need is: a pain by its severity, others by their importance."""
    return getattr(need, "severity", None) or need.importance


# ---- Drawing ------------------------------------------------------------------------


def _make(subject: Subject) -> Drawing:
    segment, words = subject.block, subject.words
    found = fit_of(subject.canvas, segment)
    if not found.needs:
        raise Undrawn(words("fit.needs"))
    paper = Paper()
    left = paper.width - _NEED
    top = paper.text(0, 0, words("fit.offered"), width=_OFFER, size=SMALL, weight=SEMIBOLD, tone="soft").height
    accent = accent_of(subject.canvas, segment)
    room = accent.put(paper, left, 6)
    head = paper.text(left + room, 0, words("fit.wanted", name=segment.name), width=_NEED - room, size=SMALL,
                      weight=SEMIBOLD, tone="soft")  # fmt: skip
    paper.texts.append((field_of(segment), segment.name))
    top = max(top, head.height) + 4
    paper.line((0, top), (paper.width, top), tone="line", width=0.7)
    several = len({id(answer.offer) for answer in found.answers}) > 1
    cards = [_card(subject, answer, named=several) for answer in found.answers]
    middles = _needs(subject, paper, found, cards, left, top + 6)
    bottom = _answers(paper, found, cards, left, top + 6, middles)
    if found.beside and not found.answers:
        _unlinked(subject, paper, found.beside, top + 6)
    elif found.beside:
        names = subject.say.join(subject.say.shortened([each.name for each in found.beside]))
        paper.texts += [(field_of(each), each.name) for each in found.beside]
        paper.text(0, bottom + 8, subject.counted("fit.beside", len(found.beside), names=names), size=SMALL,
                   tone="soft")  # fmt: skip
    return subject.drawing("fit", paper, title=_title(subject, found), description=_description(subject, found),
                           table=_table(subject, found), texts=paper.authors)  # fmt: skip


def _needs(
    subject: Subject, paper: Paper, found: Fit, cards: Sequence[Card], left: float, y: float
) -> list[float]:  # fmt: skip
    """The needs below the names of their kinds, each with room for what takes up it alone to stand level beside it;
    returns their middles."""
    middles: list[float] = []
    alone = [sum(card_height(card, _OFFER) + _BETWEEN for card, answer in zip(cards, found.answers, strict=True)
                 if answer.needs == (number,)) for number in range(len(found.needs))]  # fmt: skip
    beside, before = y, ""
    width = _NEED - 2 * _DOT * (_MOST + 2)
    for number, need in enumerate(found.needs):
        parts = [Said(need.name, field_of(need))]
        if all(number not in answer.needs for answer in found.answers):
            parts.append(Said(subject.words("fit.open"), tone="soft", sign="gap"))
        card = Card(parts=tuple(parts), idea=need.is_idea, line="" if need.is_idea else "grey", fill="paper")
        height = card_height(card, width)
        head = Paper(_NEED)
        if need.word != before:
            head.text(0, 0, subject.words(f"fit.kind.{dict(_KINDS)[need.word]}"), width=_NEED, size=SMALL, tone="faint")
        before, room = need.word, head.height + 1 if head.shapes else 0.0
        middle = y + room + height / 2
        if alone[number]:
            middle = max(middle, beside + (alone[number] - _BETWEEN) / 2)
            beside = middle + (alone[number] + _BETWEEN) / 2
        paper.put(head, left, middle - height / 2 - room)
        put_card(paper, card, (left + width / 2, middle), width)
        _dots(paper, need, left + width + 5, middle)
        middles.append(middle)
        y = middle + height / 2 + _BETWEEN
    return middles


def _unlinked(subject: Subject, paper: Paper, offers: Sequence[Any], y: float) -> None:
    """What is offered, where none of it says what it does about any need."""
    for offer in offers:
        card = Card(parts=(Said(offer.name, field_of(offer)), Said(subject.words("fit.unlinked"), tone="soft",
                                                                  sign="gap")), idea=offer.is_idea)  # fmt: skip
        height = card_height(card, _OFFER)
        put_card(paper, card, (_OFFER / 2, y + height / 2), _OFFER)
        y += height + _BETWEEN


def _dots(paper: Paper, need: Any, x: float, y: float) -> None:
    """The weight of a need as so many dark dots of five."""
    weight = _marked(need)
    for number in range(_MOST) if weight is not None else ():
        paper.disc(x + _DOT + number * 2 * _DOT * 0.94, y, _DOT * 0.8,
                   fill="ink" if number < round(float(weight.value)) else "line")  # fmt: skip


def _answers(
    paper: Paper, found: Fit, cards: Sequence[Card], left: float, top: float, middles: Sequence[float]
) -> float:  # fmt: skip
    """What takes needs up, each near what it takes up; returns how far down both columns reach."""
    heights = [card_height(card, _OFFER) for card in cards]
    wanted = [sum(middles[number] for number in answer.needs) / len(answer.needs) for answer in found.answers]
    order = sorted(range(len(cards)), key=lambda at: (wanted[at], at))
    places = dict(zip(order, settled([wanted[at] for at in order], [heights[at] for at in order], _BETWEEN),
                      strict=True))  # fmt: skip
    first = min((places[at] - heights[at] / 2 for at in order), default=top)
    down = max(0.0, top - first)
    for at, answer in enumerate(found.answers):
        middle = places[at] + down
        put_card(paper, cards[at], (_OFFER / 2, middle), _OFFER)
        for place, number in enumerate(answer.needs):
            spread = (place - (len(answer.needs) - 1) / 2) * 4
            put_way(paper, [(_OFFER, middle + spread), (left, middles[number])],
                    dashed=answer.is_idea or found.needs[number].is_idea)  # fmt: skip
    return paper.height


def _card(subject: Subject, answer: Answer, *, named: bool) -> Card:
    """What is done about a need; without words for it, the name of the offer."""
    field = field_of(answer.offer)
    head = Said(subject.words(f"fit.way.{answer.way}"), tone="faint")
    parts = [head, Said(answer.text or answer.offer.name, field)]
    if named and answer.text:
        parts.append(Said(answer.offer.name, field, tone="soft"))
    return Card(parts=tuple(parts), idea=answer.is_idea)


# ---- Words --------------------------------------------------------------------------


def _title(subject: Subject, found: Fit) -> str:
    decided = [need for need in found.needs if not need.is_idea]
    name = subject.block.name
    if not found.open:
        return subject.words("fit.title", name=name)
    if len(found.open) == len(decided):
        return subject.words("fit.title_none", name=name)
    return subject.counted("fit.title_open", len(found.open), total=subject.say.whole(len(decided)), name=name,
                           need=found.open[0].name)  # fmt: skip


def _description(subject: Subject, found: Fit) -> str:
    say, words = subject.say, subject.words
    parts = [words("fit.description", name=subject.block.name)]
    figure = subject.figure("fit", subject.block)
    if figure is not None and figure.value is not None:
        parts.append(words("fit.share", share=whole_percent(say, Fraction(figure.value))))
    if found.open:
        parts.append(words("fit.lacking", list=say.join(say.shortened([need.name for need in found.open]))))
    return " ".join(parts)


def _table(subject: Subject, found: Fit) -> Datasheet:
    columns = tuple(subject.words(f"fit.column.{key}") for key in ("kind", "need", "weight", "answer"))
    rows = tuple(
        (subject.words(f"fit.one.{need.word}"), need.name, _said_weight(subject, need),
         subject.say.join([*_answered(subject, found, number)]) or subject.words("fit.nothing"))
        for number, need in enumerate(found.needs)
    )  # fmt: skip
    return Datasheet(columns=columns, rows=rows)


def _said_weight(subject: Subject, need: Any) -> str:
    weight = _marked(need)
    if weight is None:
        return ""
    return subject.wording("brief.number.score", value=subject.say.quantity(weight), most=_MOST)


def _answered(subject: Subject, found: Fit, number: int) -> Iterator[str]:
    for answer in found.answers:
        if number in answer.needs:
            name = answer.offer.name
            yield subject.wording("brief.list.detail", head=name, detail=answer.text) if answer.text else name


VIEW = View(name="fit", register=(), theory=("T-BMC-2b",), title="What a segment wants, and what takes it up",
            needs=("segment", "job", "pain", "gain"), make=_make, of=("segment",))  # fmt: skip
