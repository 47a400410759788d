"""What several relationships or channels are together for one segment: a rule asks for the whole, not for one block."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from canvasdsl.model.canvas import Canvas
from canvasdsl.model.entities import Reference
from canvasdsl.model.journeys import Journey, Touchpoint
from canvasdsl.model.reach import Channel
from canvasdsl.model.relationships import Relationship
from canvasdsl.rules.parts import once

__all__ = [
    "STEPS", "Key", "at_touchpoints", "channels_by_segment", "channels_of", "details_used", "is_detailed",
    "journeys_by_segment", "keys", "named", "pooled", "segment_keys", "segments_of", "steps_of", "steps_used",
    "touchpoints_by_segment", "touchpoints_in",
]  # fmt: skip

Key = tuple[str, str]
STEPS = ("identify", "differentiate", "interact", "customize")
"""The four steps of IDIC in their order."""
_DETAILS = (
    "personal_assistance", "dedicated", "self_service", "automated", "community", "co_creation", "bonds", "practices",
    "promises", *STEPS, "personalize", "predict", "support", "feedback",
)  # fmt: skip


def keys(references: Iterable[Any]) -> list[Key]:
    """The keys of the references among some values, without those that nobody could resolve."""
    return [each.key for each in references if isinstance(each, Reference) and each.kind]


def named(canvas: Canvas, references: Iterable[Any]) -> Iterator[Any]:
    """The blocks that some values name."""
    blocks = canvas.index.blocks
    return (blocks[key] for key in keys(references) if key in blocks)


def segment_keys(relationship: Relationship) -> list[Key]:
    """The segments with which a relationship is."""
    return keys(each.segment for each in relationship.segments)


def segments_of(canvas: Canvas, relationship: Relationship) -> Iterator[Any]:
    """The segments with which a relationship is, as blocks."""
    return named(canvas, (each.segment for each in relationship.segments))


def pooled(
    canvas: Canvas, own: Callable[[Relationship], Iterable[Any]]
) -> Callable[[Relationship], frozenset[Any]]:
    """What a relationship has of its own, and what all others with the same segments have; ideas count as intended."""
    pool: dict[Key, set[Any]] = {}
    for relationship in canvas.relationships:
        found = list(own(relationship))
        for key in segment_keys(relationship):
            pool.setdefault(key, set()).update(found)

    found_of: dict[int, frozenset[Any]] = {}

    def whole(relationship: Relationship) -> frozenset[Any]:
        found = found_of.get(id(relationship))
        if found is None:
            found = frozenset(own(relationship)).union(*(pool.get(key, ()) for key in segment_keys(relationship)))
            found_of[id(relationship)] = found
        return found

    return whole


def steps_of(relationship: Relationship) -> list[str]:
    """The steps of IDIC that a relationship takes itself."""
    return [step for step in STEPS if getattr(relationship, step)]


@once
def steps_used(canvas: Canvas) -> bool:
    """Whether the model uses the layer of IDIC at all."""
    return any(steps_of(relationship) for relationship in canvas.relationships)


@once
def details_used(canvas: Canvas) -> bool:
    """Whether the model says more of any relationship than with whom, of which type and through what."""
    return any(map(is_detailed, canvas.relationships))


def is_detailed(relationship: Relationship) -> bool:
    """Whether a relationship says how it is done: its practices, bonds, steps, help or feedback."""
    return any(getattr(relationship, name) for name in _DETAILS)


def channels_of(canvas: Canvas, relationship: Relationship) -> dict[Key, Channel]:
    """The channels that a relationship says that it runs through, each once."""
    used = [*relationship.via]
    for contact in (*relationship.interact, relationship.support, relationship.personal_assistance):
        used += getattr(contact, "via", ()) or getattr(contact, "channels", ())
    blocks = canvas.index.blocks
    return {key: blocks[key] for key in keys(used) if key in blocks}


@once
def channels_by_segment(canvas: Canvas) -> Mapping[Key, Mapping[Key, Channel]]:
    """The channels that reach each segment, and those through which a relationship with it runs."""
    found: dict[Key, dict[Key, Channel]] = {}
    for channel in canvas.channels:
        for key in keys(each.segment for each in channel.reaches):
            if channel.key is not None:
                found.setdefault(key, {})[channel.key] = channel
    for relationship in canvas.relationships:
        for key in segment_keys(relationship):
            found.setdefault(key, {}).update(channels_of(canvas, relationship))
    return found


@once
def journeys_by_segment(canvas: Canvas) -> Mapping[Key, Sequence[Journey]]:
    """The journeys of each segment, and of the persons who stand for it."""
    people = {person.key: segment.key for segment in canvas.segments for person in segment.personas if segment.key}
    found: dict[Key, list[Journey]] = {}
    for journey in canvas.journeys:
        for key in dict.fromkeys(people.get(key, key) for key in keys(journey.segments)):
            if key is not None:
                found.setdefault(key, []).append(journey)
    return found


def touchpoints_in(journey: Journey) -> Iterator[Touchpoint]:
    """The touchpoints of a journey, stage by stage."""
    return (point for stage in journey.stages for point in stage.touchpoints)


@once
def touchpoints_by_segment(canvas: Canvas) -> Mapping[Key, Sequence[Touchpoint]]:
    """The touchpoints in the journeys of each segment."""
    return {
        key: [point for journey in journeys for point in touchpoints_in(journey)]
        for key, journeys in journeys_by_segment(canvas).items()
    }


def at_touchpoints(
    canvas: Canvas, own: Callable[[Touchpoint], Iterable[Any]]
) -> Callable[[Relationship], frozenset[Any]]:
    """What the touchpoints of a relationship are like: its own, and those in the journeys of its segments."""
    ways = {
        id(journey): frozenset(each for point in touchpoints_in(journey) for each in own(point))
        for journey in canvas.journeys
    }
    by_segment = {
        key: frozenset[Any]().union(*(ways[id(journey)] for journey in journeys))
        for key, journeys in journeys_by_segment(canvas).items()
    }

    def whole(relationship: Relationship) -> frozenset[Any]:
        mine = frozenset(each for point in relationship.touchpoints for each in own(point))
        return mine.union(*(by_segment.get(key, ()) for key in segment_keys(relationship)))

    return whole

