"""Where help and moments stand: services with the relationships that they feed, touchpoints with their journeys."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from canvasdsl.model.canvas import Canvas
from canvasdsl.model.entities import Reference
from canvasdsl.model.journeys import Journey, Stage, Touchpoint
from canvasdsl.model.reach import Channel
from canvasdsl.model.relationships import Relationship
from canvasdsl.model.service import Service
from canvasdsl.rules.parts import decided, once
from canvasdsl.rules.together import Key, named

__all__ = [
    "WITH_PEOPLE", "Moment", "answer_is_timed", "channels_at", "journey_segments", "moments",
    "relationships_by_segment", "served",
]  # fmt: skip

WITH_PEOPLE = frozenset(("own-store", "sales-force", "phone", "chat"))
"""The types of channel in which somebody of the firm answers."""


@once
def served(canvas: Canvas) -> Sequence[tuple[Service, Sequence[Relationship]]]:
    """Each service that is more than an idea, with the relationships that hold it, name it, or are named by it."""
    feeding: dict[Key, list[Relationship]] = {}
    for relationship in canvas.relationships:
        links = canvas.index.links_from.get(relationship.key, ()) if relationship.key else ()
        for key in {link.reference.key for link in links if link.reference.kind == "service"}:
            feeding.setdefault(key, []).append(relationship)
    found = []
    for service in decided(canvas.services):
        naming = feeding.get(service.key, []) if service.key else []
        known = {id(each) for each in naming}
        fed = [each for each in named(canvas, service.feeds) if id(each) not in known]
        found.append((service, [*fed, *naming]))
    for relationship in decided(canvas.relationships):
        for service in decided(relationship.services):
            others = [each for each in named(canvas, service.feeds) if each is not relationship]
            found.append((service, [relationship, *others]))
    return found


def channels_at(canvas: Canvas, at: Iterable[Reference]) -> list[Channel]:
    """The channels among touchpoints and channels that are named, and those of the touchpoints."""
    found: dict[Key, Channel] = {}
    for block in named(canvas, at):
        for channel in named(canvas, block.at) if block.word == "touchpoint" else (block,):
            found[channel.key] = channel
    return list(found.values())


def answer_is_timed(canvas: Canvas, service: Service, relationships: Iterable[Relationship]) -> bool:
    """Whether anything says how fast answers come: a task, a habit, the support of a relationship, a channel."""
    return (
        any(task.within for task in service.tasks)
        or any(habit.within for habit in service.habits)
        or any(each.support is not None and each.support.answer_within for each in relationships)
        or any(channel.answer_within for channel in channels_at(canvas, service.at))
    )


class Moment(NamedTuple):
    """A touchpoint and where it stands: in a stage of a journey, or in a relationship."""

    touchpoint: Touchpoint
    stage: Stage | None = None
    journey: Journey | None = None
    relationship: Relationship | None = None

    @property
    def around(self) -> tuple[Any, ...]:
        """The blocks in which it stands, the nearest first."""
        return tuple(each for each in (self.stage, self.journey, self.relationship) if each is not None)


@once
def moments(canvas: Canvas) -> Sequence[Moment]:
    """Each touchpoint that is more than an idea."""
    found = []
    for journey in decided(canvas.journeys):
        for stage in decided(journey.stages):
            for touchpoint in decided(stage.touchpoints):
                found.append(Moment(touchpoint, stage, journey))
    for relationship in decided(canvas.relationships):
        for touchpoint in decided(relationship.touchpoints):
            found.append(Moment(touchpoint, relationship=relationship))
    return found


def journey_segments(journey: Journey) -> list[Key]:
    """The segments whose journey it is; that of a persona is the journey of its segment."""
    found: dict[Key, None] = {}
    for each in journey.segments:
        if each.kind == "persona":
            found["segment", each.id.rpartition(".")[0]] = None
        elif each.kind:
            found[each.key] = None
    return list(found)


@once
def relationships_by_segment(canvas: Canvas) -> Mapping[Key, Sequence[Relationship]]:
    """The relationships with each segment, ideas included: they count as intended."""
    found: dict[Key, list[Relationship]] = {}
    for relationship in canvas.relationships:
        for each in relationship.segments:
            if each.segment.kind:
                found.setdefault(each.segment.key, []).append(relationship)
    return found
