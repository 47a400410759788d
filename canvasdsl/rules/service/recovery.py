"""What goes wrong for customers and whether it is put right, and fairly (R23, T-SVC-10, T-SAT-7)."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.customers import Segment
from canvasdsl.model.journeys import Failure, Recovery
from canvasdsl.model.relationships import Relationship
from canvasdsl.rules.parts import decided, declared, listed
from canvasdsl.rules.places import journey_segments, relationships_by_segment, served
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.together import Key, keys, segment_keys

__all__ = ["RULES", "segments_with_redress"]

_BEYOND = frozenset(("competition", "involuntary"))
"""Reasons to leave that nothing done for the customer puts right."""
_REDRESS = frozenset(("complaint", "refund", "return", "exchange"))
_FAIRNESS = {
    "outcome": "what customers get", "process": "how fast and simply they get it",
    "treatment": "how they are treated meanwhile",
}  # fmt: skip


# ---- Where failures and recoveries stand ----------------------------------------


class _Scene(NamedTuple):
    """Where failures happen: the relationships that they hurt, and the recoveries that hold for all of them there."""

    relationships: tuple[Relationship, ...]
    recoveries: tuple[Recovery, ...]
    keeping: Relationship | None
    """One of the relationships that is meant to keep customers."""


def _failures(canvas: Canvas) -> Iterator[tuple[Failure, _Scene]]:
    """Each failure and its scene; journeys of the same segments share one, so that the whole stays linear."""
    around = _recoveries_around(canvas)

    def scene(relationships: Iterable[Relationship], *own: Recovery | None) -> _Scene:
        hurt = tuple(relationships)
        wider = [recovery for each in hurt for recovery in around.get(id(each), ())]
        keeping = next((each for each in hurt if "retain" in each.purposes), None)
        return _Scene(hurt, (*(each for each in own if each), *wider), keeping)

    for service, relationships in served(canvas):
        if service.failures:
            here = scene(relationships, service.recovery)
            yield from ((failure, here) for failure in decided(service.failures))
    for relationship in decided(canvas.relationships):
        if relationship.failures:
            here = scene([relationship])
            yield from ((failure, here) for failure in decided(relationship.failures))
    with_segment = relationships_by_segment(canvas)
    scenes: dict[tuple[Key, ...], _Scene] = {}
    for journey in decided(canvas.journeys):
        segments = tuple(journey_segments(journey))
        if segments not in scenes:
            hurt = [each for key in segments for each in with_segment.get(key, ())]
            scenes[segments] = scene(hurt if segments else canvas.relationships)
        for stage in decided(journey.stages):
            yield from ((failure, scenes[segments]) for failure in decided(stage.failures))


def _recoveries_around(canvas: Canvas) -> dict[int, list[Recovery]]:
    """The recoveries of each relationship and of the services that feed it; ideas count as intended."""
    found: dict[int, list[Recovery]] = {
        id(each): [each.recovery] for each in canvas.relationships if each.recovery is not None
    }  # fmt: skip
    for service, relationships in served(canvas):
        if service.recovery is not None:
            for relationship in relationships:
                found.setdefault(id(relationship), []).append(service.recovery)
    return found


# ---- SVC301: known, and not put right -------------------------------------------------


def _not_put_right(canvas: Canvas) -> Iterator[Finding]:
    """Quiet of reasons to leave that are not the firm's: competition, and customers who move or close."""
    goal = next((goal for goal in decided(canvas.goals) if goal.type in ("retention", "loyalty")), None)
    for failure, scene in _failures(canvas):
        if failure.recovery is not None or scene.recoveries or failure.type in _BEYOND:
            continue
        related: tuple[Related, ...] = ()
        if scene.keeping is not None:
            related = (Related(scene.keeping.place("purpose"), "these customers are to stay"),)
        elif goal is not None:
            related = (declared(goal, "customers are to stay"),)
        yield Finding(
            about=failure,
            message=f"nothing puts the failure `{failure.name}` right"
            + (", and its customers are to stay" if related else ""),
            help='say what they get, how, and how they are treated: `recovery { outcome "…"; process "…"; treatment '
            '"…" }`',
            related=related,
            absent=("recovery",),
        )  # fmt: skip


# ---- SVC302: dissatisfied, and no way back ----------------------------------------------


def _no_way_back(canvas: Canvas) -> Iterator[Finding]:
    unhappy = [each for each in decided(canvas.segments) if _is_unhappy(each)]
    if not unhappy:
        return
    helped = segments_with_redress(canvas)
    for segment in unhappy:
        if segment.key in helped or None in helped:
            continue
        word = "unhappy" if segment.unhappy is not None else "satisfaction"
        yield Finding(
            about=segment,
            message=f"some of `{segment.name}` are dissatisfied, and nothing is done to put it right",
            help='say in their relationship what is done: `recovery { outcome "…"; process "…"; treatment "…" }`',
            span=segment.place(word),
            absent=("recovery", "failure", "task", "tactic", "service", "relationship"),
        )


def _is_unhappy(segment: Segment) -> bool:
    return segment.satisfaction == "dissatisfied" or (segment.unhappy is not None and segment.unhappy.value > 0)


def segments_with_redress(canvas: Canvas) -> set[Key | None]:
    """The segments for which something puts things right; `None` among them stands for all."""
    scenes = {id(scene): scene for failure, scene in _failures(canvas) if failure.recovery or scene.recoveries}
    relationships = [each for scene in scenes.values() for each in scene.relationships]
    for service, fed in served(canvas):
        if service.recovery is not None or any(task.type in _REDRESS for task in service.tasks):
            relationships += fed
    relationships += [each for each in canvas.relationships if each.recovery is not None]
    found: set[Key | None] = {key for each in relationships for key in segment_keys(each)}
    for tactic in canvas.tactics:
        if tactic.type == "redress":
            found.update(keys(tactic.targets) or [None])
    for channel in canvas.channels:
        if any("redress" in visitors.tactics for visitors in channel.visitors):
            found.update(keys(each.segment for each in channel.reaches))
    return found


# ---- SVC303: put right, but fairly? -------------------------------------------------------


def _unfair(canvas: Canvas) -> Iterator[Finding]:
    """What a wider recovery says holds for a failure too."""
    seen: set[int] = set()
    for recovery, wider in _recoveries(canvas):
        if id(recovery) in seen or recovery.is_idea:
            continue
        seen.add(id(recovery))
        gaps = [word for word in _FAIRNESS if not any(getattr(each, word) for each in (recovery, *wider))]
        if gaps:
            yield Finding(
                about=recovery,
                message=f"this recovery does not say {listed([_FAIRNESS[gap] for gap in gaps], 'or')}",
                help="say it: " + listed([f'`{gap} "…"`' for gap in gaps]),
                absent=tuple(gaps),
            )


def _recoveries(canvas: Canvas) -> Iterator[tuple[Recovery, Sequence[Recovery]]]:
    """Each recovery, with those that hold more widely."""
    for failure, scene in _failures(canvas):
        if failure.recovery is not None:
            yield failure.recovery, scene.recoveries
    for service, relationships in served(canvas):
        if service.recovery is not None:
            yield service.recovery, [each.recovery for each in relationships if each.recovery is not None]
    for relationship in decided(canvas.relationships):
        if relationship.recovery is not None:
            yield relationship.recovery, []


RULES: tuple[Rule, ...] = (
    Rule(
        code="SVC301",
        name="failure-without-recovery",
        severity=Severity.WARNING,
        summary="Something is known to go wrong for customers, and nothing puts it right",
        why="Of eight kinds of reasons for which customers switch three are failures of service (Keaveney 1995). A "
        "fair recovery can restore trust; without one customers leave, and their future profit with them.",
        theory=("T-SVC-10", "T-SAT-7", "T-REL-18"),
        register=("R23",),
        check=_not_put_right,
    ),
    Rule(
        code="SVC302",
        name="dissatisfied-left-alone",
        severity=Severity.WARNING,
        summary="Some customers are dissatisfied, and no recovery is meant for them",
        why="Dissatisfied customers who find no help leave, and the profit of the years to come leaves with them.",
        theory=("T-SVC-10", "T-TYP-1", "T-REL-18"),
        register=("R23",),
        check=_no_way_back,
    ),
    Rule(
        code="SVC303",
        name="recovery-without-fairness",
        severity=Severity.WARNING,
        summary="A recovery leaves out its outcome, its process or the treatment of the customer",
        why="A failure that is followed by unfair handling does the damage twice: people judge what they get, how "
        "they get it and how they are treated.",
        theory=("T-SAT-7", "T-SVC-10"),
        register=("R23",),
        check=_unfair,
    ),
)
