"""From a Canvas to its poster: what each note says, and which segments it is threaded to.

A note serves a segment when a chain of the author's own links leads there: a proposition is for it, a channel reaches
it, a relationship is with it, revenue comes from it; a resource or activity supports one of these, a partner provides
one, a cost is for one. Where no chain leads to any segment, the note is an orphan and drawn grey.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from canvasdsl.model.canvas import Canvas
from canvasdsl.model.common import Amount, NamedBlock
from canvasdsl.model.entities import Entity, Reference
from canvasdsl.model.relationships import RelationshipType
from canvasdsl.model.vocabulary import Field, table_of
from canvasdsl.views.poster.poster import (
    BLOCKS,
    BlockKey,
    Poster,
    PosterBlock,
    PosterNote,
    PosterSegment,
    segment_accent,
    segment_letter,
    segment_mark,
)
from canvasdsl.views.poster.text import poster_words
from canvasdsl.views.subject import Subject, View
from canvasdsl.wording import Wording

__all__ = ["VIEW", "ValueInWords", "build", "served_by", "threads"]

ValueInWords = Callable[[Any, Field], str]
"""Says a value of a field in the reader's language."""

_DETAILS: dict[BlockKey, tuple[str, ...]] = {
    "segment": ("type", "size"), "proposition": ("offers",), "channel": ("phases",), "relationship": ("types",),
    "revenue": ("price",), "resource": ("type",), "activity": ("type",), "partner": ("type",),
    "cost": ("fixed", "variable"),
}
"""The attributes of a block that stand below its name; a canvas is a sketch, so it stays at the most telling."""


def build(canvas: Canvas, wording: Wording, *, value: ValueInWords | None = None, banner: str = "") -> Poster:
    """The poster of a canvas. Without `value` the notes bear names only; `banner` warns of errors in the model."""
    heading, segments = canvas.heading, canvas.blocks("segment")
    served = threads(canvas)

    def date() -> str:
        if heading is None or heading.date is None:
            return ""
        return value(heading.date, _field(heading, "date")) if value else str(heading.date)

    return Poster(
        title=canvas.title or wording("poster.untitled"), purpose=(heading.purpose if heading else None) or "",
        date=date(), banner=banner, attribution=wording("poster.attribution"), words=poster_words(wording),
        language=wording.language, direction=wording.direction,
        segments=tuple(
            PosterSegment(name=_name(segment, "segment", "", wording), accent=segment_accent(index),
                          mark=segment_mark(index), letter=segment_letter(index))
            for index, segment in enumerate(segments)
        ),
        blocks=tuple(
            PosterBlock(
                key=key, title=wording(f"poster.block.{key}"),
                questions=tuple(map(wording, wording.keys(f"poster.questions.{key}"))),
                notes=tuple(_note(block, key, served.get(id(block), ()), wording, value)
                            for block in canvas.blocks(key)),
            )
            for key in BLOCKS
        ),
    )  # fmt: skip


def threads(canvas: Canvas) -> dict[int, tuple[int, ...]]:
    """For each block of the nine kinds (by `id`) the indexes of the segments that it serves, through others too."""
    users: dict[int, list[int]] = {}
    for key in BLOCKS:
        for block in canvas.blocks(key):
            for served in served_by(block, key, canvas):
                users.setdefault(id(served), []).append(id(block))
    found: dict[int, list[int]] = {}
    for index, segment in enumerate(canvas.blocks("segment")):
        seen, queue = {id(segment)}, [id(segment)]
        while queue:
            place = queue.pop()
            found.setdefault(place, []).append(index)
            fresh = [user for user in users.get(place, ()) if user not in seen]
            seen.update(fresh)
            queue.extend(dict.fromkeys(fresh))
    return {place: tuple(indexes) for place, indexes in found.items()}


def served_by(block: Any, key: BlockKey, canvas: Canvas) -> Iterator[Entity]:
    """The blocks that a block serves directly. What says its segments itself serves those and no others."""
    match key:
        case "proposition":
            references: Iterable[Reference] = block.segments
        case "channel":
            references = [each.segment for each in block.reaches] or block.carries
        case "relationship":
            references = [each.segment for each in block.segments]
        case "revenue":
            references = [each for each in block.segments if each.kind == "segment"] or block.propositions
        case "resource" | "activity":
            references = block.supports
        case "partner":
            references = block.provides
            yield from (channel for channel in canvas.blocks("channel")
                        if channel.partner and canvas.index.blocks.get(channel.partner.key) is block)
        case "cost":
            references = [each.cause for each in block.causes]
        case _:
            return
    for reference in references:
        served = canvas.index.blocks.get(reference.key)
        if served is not None:
            yield served


def _note(
    block: Any, key: BlockKey, segments: tuple[int, ...], wording: Wording, value: ValueInWords | None
) -> PosterNote:
    detail = wording("poster.detail_separator").join(_details(block, key, wording, value)) if value else ""
    detail = detail[:1].upper() + detail[1:]
    title = _name(block, key, detail, wording)
    return PosterNote(
        title=title, detail="" if title == detail else detail, segments=segments, idea=block.is_idea,
        orphan=not segments, field=f"{key} {block.id or block.title or ''}".strip(),
        status=wording(f"poster.status.{block.status}") if block.status and not block.is_idea else "",
    )


def _name(block: NamedBlock, key: BlockKey, detail: str, wording: Wording) -> str:
    """What the note is called: its title, its id, else what is known of it, else its kind."""
    return block.title or block.id or detail or wording(f"poster.one.{key}")


def _details(block: Any, key: BlockKey, wording: Wording, value: ValueInWords) -> Iterator[str]:
    for attribute in _DETAILS[key]:
        field, said = _field(block, attribute), getattr(block, attribute)
        parts = said if isinstance(said, tuple) else () if said is None else (said,)
        words = [_in_words(part, field, value) for part in parts]
        if words:
            timed = any(isinstance(part, Amount) and (part.start or part.end) for part in parts)
            yield wording(f"poster.{'detail' if timed else 'list'}_separator").join(dict.fromkeys(words))


def _in_words(part: Any, field: Field, value: ValueInWords) -> str:
    """A value; of an amount its quantity and when it holds, of a type of the author's own its text, of another phrase
    its first word."""
    if isinstance(part, RelationshipType) and part.type == "custom" and part.text:
        return part.text
    if isinstance(part, Amount):
        if part.start is not None or part.end is not None:
            return value(part, field)
        return value(part.value, _field(part, "value"))
    if isinstance(part, Entity):
        slot = table_of(type(part)).slots[0]
        return value(getattr(part, slot.attribute), slot)
    return value(part, field)


def _field(entity: Entity, attribute: str) -> Field:
    return next(field for field in table_of(type(entity)).fields if field.attribute == attribute)


def _make(subject: Subject) -> Poster:
    return build(subject.canvas, subject.wording, value=subject.say.value)


VIEW = View(name="canvas", register=("D01",), title="The nine-block poster", needs=("segment",), make=_make)
