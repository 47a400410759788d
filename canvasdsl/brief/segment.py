"""The page of a segment: who they are, what they need, what they are offered and how that compares."""

from collections.abc import Iterator
from typing import Any

from canvasdsl.brief.brief import Cell, Item, Items, Part, Passage, Piece, Row, Section, SegmentMark, Table
from canvasdsl.brief.facts import facts_of, item_of, tags_of
from canvasdsl.brief.pictures import pictures_of
from canvasdsl.brief.reach import journey_part, pays_part, reach_part, relationship_parts
from canvasdsl.brief.references import aside, pointing
from canvasdsl.brief.tables import pieces_of
from canvasdsl.model.customers import Segment
from canvasdsl.model.vocabulary import table_of
from canvasdsl.views.phrasing import Phrasing
from canvasdsl.views.poster.poster import segment_accent, segment_letter, segment_mark

__all__ = ["segment_section"]

_NEEDS = ("job", "pain", "gain")
_FEWEST_DRAWN = 5
"""From so many needs on they are drawn beside what takes them up."""


def segment_section(segment: Segment, number: int, say: Phrasing) -> Section:
    """The section of the segment at `number` (from 0): nothing in it is empty, what is missing is one sentence."""
    count = len(say.canvas.segments)
    kicker = "kicker_of" if count > 1 else "kicker"
    parts = (
        _who(segment, say), *_needs(segment, say), _offered(segment, say), reach_part(segment, say),
        *relationship_parts(segment, say), pays_part(segment, say), *journey_part(segment, say),
    )  # fmt: skip
    return Section(
        id=f"segment-{number + 1}", title=segment.name, idea=segment.is_idea, tags=tags_of(segment, say),
        kicker=say.wording(f"brief.segment.{kicker}", number=number + 1, count=count),
        segment=SegmentMark(accent=segment_accent(number), mark=segment_mark(number), letter=segment_letter(number)),
        parts=parts,
    )  # fmt: skip


def _who(segment: Segment, say: Phrasing) -> Part:
    compared = _has_comparison(segment, say)
    pieces = pieces_of(segment, say, skip=(*_NEEDS, *(["weighs"] if compared else [])))
    if segment.rungs:
        pieces += (aside(pointing("ladder", say, "ladder", of=segment)),)
    nothing = Passage(sentences=(say.sentence("segment.nothing_known"),))
    return Part(title=say.wording("brief.segment.who"), pieces=pieces or (nothing,))


def _needs(segment: Segment, say: Phrasing) -> Iterator[Part]:
    """Jobs, pains and gains, each with what answers it; the heaviest first."""
    needs: list[Any] = [*segment.jobs, *segment.pains, *segment.gains]
    if not needs:
        return
    rows = tuple(_need(need, [*_answers(need, say)], say) for need in sorted(needs, key=_order))
    columns = tuple(say.wording(f"brief.needs.{key}") for key in ("need", "kind", "weight", "answer"))
    pieces: list[Piece] = [Table(caption=say.wording("brief.needs.caption"), columns=columns, rows=rows)]
    skip = ("type", "severity", "importance", "status")
    more = tuple(item_of(need, say, skip=skip) for need in needs if facts_of(need, say, skip=skip) or need.notes)
    if more:
        pieces.append(Items(items=more))
    if len(needs) >= _FEWEST_DRAWN and any([*_answers(need, say)] for need in needs):
        pieces += pictures_of(say, "fit", block=segment)
    yield Part(title=say.wording("brief.segment.needs"), pieces=tuple(pieces))


def _order(need: Any) -> tuple[int, float]:
    weight = (need.severity if need.word == "pain" else None) or need.importance
    return _NEEDS.index(need.word), -float(weight.value) if weight is not None else 0.0


def _need(need: Any, answers: tuple[str, ...] | list[str], say: Phrasing) -> Row:
    weights = [("severity", getattr(need, "severity", None)), ("importance", need.importance)]
    fields = {field.name: field for field in table_of(type(need)).fields}
    said = tuple(
        say.wording(f"brief.needs.{name}", score=say.value(weight, fields[name]))
        for name, weight in weights if weight is not None
    )  # fmt: skip
    kind = (say.wording(f"brief.needs.{need.word}"),)
    none = Cell(lines=(say.wording("brief.needs.nothing"),), mark="no")
    return Row(
        head=need.name, tags=tags_of(need, say, ("type",)), idea=need.is_idea,
        cells=(Cell(lines=kind), Cell(lines=said), Cell(lines=tuple(answers)) if answers else none),
    )  # fmt: skip


def _answers(need: Any, say: Phrasing) -> Iterator[str]:
    """The propositions that answer a need, and how."""
    for link in say.canvas.index.links_to.get(need.key, ()) if need.key else ():
        if link.word in ("relieves", "creates", "solves", "pain", "gain") and link.holder.word == "proposition":
            how = getattr(link.entity, "text", None)
            name = link.holder.name
            yield say.wording("brief.list.detail", head=name, detail=how) if how else name


def _offered(segment: Segment, say: Phrasing) -> Part:
    offers = _offers(segment, say)
    title = say.wording("brief.segment.offer")
    if not offers:
        return Part(title=title, pieces=(Passage(sentences=(say.sentence("segment.no_offer"),)),))
    pieces: list[Piece] = [Items(items=tuple(_offer(offer, segment, say) for offer in offers))]
    if _has_comparison(segment, say):
        pieces.append(_comparison(segment, say))
    shown = [pointing("offer", say, "perceived-value", of=offer, name=say.name(offer.name)) for offer in offers]
    pieces.append(aside(*shown, pointing("positioning", say, "positioning", of=segment)))
    return Part(title=title, pieces=tuple(pieces))


def _offer(offer: Any, segment: Segment, say: Phrasing) -> Item:
    """The offer, without what the tables beside it show; the segments that it is for only where there are others."""
    skip = ["relieves", "creates", *(["scores"] if _has_comparison(segment, say) else [])]
    if not any(isinstance(solved, str) for solved in offer.solves):
        skip.append("solves")
    if all(_is(segment, reference) for reference in offer.segments):
        skip.append("for")
    return item_of(offer, say, skip=skip)


def _has_comparison(segment: Segment, say: Phrasing) -> bool:
    """Whether marks are set side by side: those of rivals alone compare nothing, unless it is said what counts."""
    return bool(_compared(segment, say)) and bool(
        segment.weighs or any(offer.scores for offer in _offers(segment, say))
    )


def _compared(segment: Segment, say: Phrasing) -> list[Any]:
    """The offers for the segment that have marks, and the competitors that it could choose."""
    offers = _offers(segment, say)
    against = [say.canvas[reference] for offer in offers for reference in offer.against if reference.kind]
    named = say.canvas.index.named_by(segment, "competitor")
    rivals = sorted({id(rival): rival for rival in (*against, *named)}.values(), key=lambda rival: rival.item.start)
    return [one for one in (*offers, *rivals) if one.scores]


def _comparison(segment: Segment, say: Phrasing) -> Table:
    """What counts for the segment, and how each does on it."""
    compared = _compared(segment, say)
    weights = {weight.attribute: weight.value for weight in segment.weighs}
    marks = [{score.attribute: score.value for score in one.scores} for one in compared]
    columns = [say.wording("brief.compare.attribute")] + ([say.wording("brief.compare.weight")] if weights else [])
    rows = []
    own = (score.attribute for offer in _offers(segment, say) for score in offer.scores)
    # What only a rival is marked on counts for another segment.
    for attribute in dict.fromkeys([*weights, *own]) or dict.fromkeys(name for one in marks for name in one):
        values = ([weights.get(attribute)] if weights else []) + [one.get(attribute) for one in marks]
        cells = tuple(Cell(lines=(say.quantity(value),) if value is not None else ()) for value in values)
        rows.append(Row(head=attribute, cells=cells))
    return Table(caption=say.wording("brief.compare.caption"), columns=(*columns, *(one.name for one in compared)),
                 rows=tuple(rows))  # fmt: skip


def _offers(segment: Segment, say: Phrasing) -> list[Any]:
    return list(say.canvas.index.named_by(segment, "proposition"))


def _is(segment: Segment, reference: Any) -> bool:
    return bool(reference.key == segment.key)
