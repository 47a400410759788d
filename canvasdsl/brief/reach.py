"""How a segment is reached, related to, treated one by one, charged, and what its journey is."""

from collections.abc import Iterator
from typing import Any

from canvasdsl.brief.brief import Cell, Items, Part, Passage, Piece, Row, Table
from canvasdsl.brief.facts import facts_of, item_of, notes_of, tags_of
from canvasdsl.brief.references import aside, pointing
from canvasdsl.brief.tables import listed_with_tables, table_of_blocks
from canvasdsl.figures.asked import figure_once
from canvasdsl.figures.compute import kind_called
from canvasdsl.model.customers import Segment
from canvasdsl.model.entities import Entity, Reference
from canvasdsl.model.money import Revenue
from canvasdsl.model.reach import PHASES
from canvasdsl.model.relationships import Relationship
from canvasdsl.views.crm.idic_ring import lacks
from canvasdsl.views.phrasing import Phrasing

__all__ = ["journey_part", "pays_part", "reach_part", "relationship_parts"]

_IDIC = ("identify", "differentiate", "interact", "customize")


def reach_part(segment: Segment, say: Phrasing) -> Part:
    """The channels: which phase each serves, and what else is known about it."""
    channels = [one for one in say.canvas.index.named_by(segment, "channel")
                if any(_is(segment, with_.segment) for with_ in one.reaches)]  # fmt: skip
    pieces: list[Piece] = []
    phased = [channel for channel in channels if channel.phases]
    if phased:
        pieces.append(_phases(phased, say))
        pieces.append(aside(pointing("channels", say, "channels")))

    def shown(channel: Any) -> list[str]:
        return ["phases"] + (["reaches"] if _whole(segment, channel.reaches) else [])

    more = [channel for channel in channels if not channel.phases or _says_more(channel, shown(channel), say)]
    pieces += listed_with_tables(more, say, skip=shown, tags=("type",))
    return Part(title=say.wording("brief.segment.reach"), pieces=tuple(pieces) or _open("no_channel", say))


def _says_more(channel: Any, skip: list[str], say: Phrasing) -> bool:
    item = item_of(channel, say, skip=skip, tags=("type",))
    return bool(item.facts or item.notes or item.items)


def _phases(channels: list[Any], say: Phrasing) -> Table:
    phases = [option.word for option in PHASES.options]
    yes, no = say.wording("brief.phases.yes"), say.wording("brief.phases.no")
    rows = tuple(
        Row(head=channel.name, idea=channel.is_idea, tags=tags_of(channel, say),
            cells=tuple(Cell(lines=(yes,), mark="yes") if phase in channel.phases else Cell(lines=(no,), mark="no")
                        for phase in phases))
        for channel in channels
    )  # fmt: skip
    columns = (say.wording("brief.phases.channel"), *(say.choice("channel phase", phase) for phase in phases))
    return Table(caption=say.wording("brief.phases.caption"), columns=columns, rows=rows, marks=True)


def relationship_parts(segment: Segment, say: Phrasing) -> Iterator[Part]:
    """How the relationship is built, and the four steps of IDIC."""
    title = say.wording("brief.segment.relate")
    relationships = [one for one in say.canvas.index.named_by(segment, "relationship")
                     if any(_is(segment, with_.segment) for with_ in one.segments)]  # fmt: skip
    if not relationships:
        yield Part(title=title, pieces=_open("no_relationship", say))
        return
    pieces = listed_with_tables(
        relationships, say,
        skip=lambda one: [*_IDIC, *(["with"] if _whole(segment, one.segments) else [])],
    )  # fmt: skip
    shown = [pointing("commitment", say, "commitment", of=one, name=say.name(one.name)) for one in relationships]
    shown.insert(0, pointing("relationships", say, "relationships"))
    yield Part(title=title, pieces=(*pieces, aside(*shown)))
    used = any(getattr(relationship, step) for relationship in relationships for step in _IDIC)
    rings = tuple(pointing("idic", say, "idic", of=one, name=say.name(one.name)) for one in relationships)
    pieces = (_idic(relationships, say), aside(*rings)) if used else _open("no_idic", say)
    yield Part(title=say.wording("brief.segment.idic"), pieces=pieces)


def _idic(relationships: list[Relationship], say: Phrasing) -> Table:
    """What is there of each step, in all relationships with the segment, and what is missing."""
    rows = []
    for step in _IDIC:
        found = [one for relationship in relationships for one in _listed(getattr(relationship, step))]
        lines = tuple(line for one in found for line in _lines(one, say))
        notes = tuple(note for one in found for note in notes_of(one, say))
        missing = tuple(say.wording(f"brief.idic.lacks.{key}") for key in lacks(step, found))
        rows.append(
            Row(
                head=say.wording(f"brief.idic.{step}"), idea=bool(found) and all(one.is_idea for one in found),
                cells=(
                    Cell(lines=lines, notes=notes) if found else Cell(
                        lines=(say.wording("brief.idic.nothing"),), mark="no"),
                    Cell(lines=missing or (say.wording("brief.idic.complete"),), mark="" if missing else "yes"),
                ),
            )
        )  # fmt: skip
    columns = tuple(say.wording(f"brief.idic.{key}") for key in ("step", "there", "missing"))
    return Table(caption=say.wording("brief.idic.caption"), columns=columns, rows=tuple(rows))


def _lines(step: Any, say: Phrasing) -> Iterator[str]:
    """What is said about one step, a line each."""
    line, tags = say.phrase(step), ", ".join(tags_of(step, say))
    if line or tags:
        yield say.wording("brief.list.sized", name=line, size=tags) if line and tags else line or tags
    for fact in facts_of(step, say):
        yield say.wording("brief.list.detail", head=fact.label, detail=say.wording("brief.list.separator").join(
            fact.values))


def pays_part(segment: Segment, say: Phrasing) -> Part:
    """What the segment pays, and the plans among which it chooses."""
    revenues = [one for one in say.canvas.index.named_by(segment, "revenue")
                if any(_is(segment, reference) for reference in one.segments)]  # fmt: skip
    pieces: list[Piece] = []
    if revenues:
        items = []
        for revenue in revenues:
            skip = ["plan"] + (["from"] if all(_is(segment, payer) for payer in revenue.segments) else [])
            items.append(item_of(revenue, say, skip=skip, tags=("type",)))
        pieces.append(Items(items=tuple(items)))
        pieces += [_plans(revenue, say) for revenue in revenues if revenue.plans]
        if any(_is_computed(one, say) for one in say.canvas.index.named_by(segment, "relationship")):
            pieces.append(aside(pointing("worth", say, section="economics")))
    return Part(title=say.wording("brief.segment.pays"), pieces=tuple(pieces) or _open("no_revenue", say))


def _is_computed(relationship: Relationship, say: Phrasing) -> bool:
    """Whether it can be told what a customer is worth."""
    kind = kind_called("lifetime-value")
    found = figure_once(say.canvas, kind, relationship)
    return found is not None and found.value is not None


def _plans(revenue: Revenue, say: Phrasing) -> Table:
    """A row for each plan, a column for each property that any of them has."""
    return table_of_blocks(revenue.plans, say, caption=say.wording("brief.plans.caption", revenue=revenue.name),
                           head=say.wording("brief.plans.plan"))  # fmt: skip


def journey_part(segment: Segment, say: Phrasing) -> Iterator[Part]:
    """The journeys of the segment, stage by stage; without any, nothing."""
    journeys = [one for one in say.canvas.index.named_by(segment, "journey")
                if any(_is(segment, reference) for reference in one.segments)]  # fmt: skip
    if journeys:
        items = tuple(item_of(journey, say, skip=["for"] if len(journey.segments) == 1 else []) for journey in journeys)
        maps = tuple(pointing("journey", say, "journey", of=one, name=say.name(one.name)) for one in journeys)
        yield Part(title=say.wording("brief.segment.journey"), pieces=(Items(items=items), aside(*maps)))


def _listed(value: Any) -> tuple[Any, ...]:
    return value if type(value) is tuple else (value,) if value is not None else ()


def _whole(segment: Segment, withs: tuple[Any, ...]) -> bool:
    """Whether they name this segment as a whole; others have pages of their own."""
    return all(one.plan is None for one in withs if _is(segment, one.segment))


def _is(segment: Entity, reference: Reference) -> bool:
    return reference.key == segment.key


def _open(key: str, say: Phrasing) -> tuple[Piece, ...]:
    return (Passage(sentences=(say.sentence(f"segment.{key}"),)),)
