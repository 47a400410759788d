"""The way of the customer: barriers, stages, owners and the phases that it passes (R21, T-JRN-1)."""

from collections.abc import Iterator

from canvasdsl.diagnostics import Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.customers import Segment
from canvasdsl.model.journeys import Journey, Touchpoint
from canvasdsl.model.reach import PHASES, Channel
from canvasdsl.rules.parts import called, decided, declared, listed
from canvasdsl.rules.places import journey_segments
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.together import Key, keys, named

__all__ = ["RULES"]

_PHASES = tuple(option.word for option in PHASES.options)
_PASSED_BY = {
    "purchase": "purchase", "payment": "purchase", "service": "after-sales", "follow-up": "after-sales",
    "survey": "after-sales",
}  # fmt: skip
"""The phase that a touchpoint of a type belongs to, whatever its channel."""


# ---- JRN101: barriers -------------------------------------------------------------


def _left_standing(canvas: Canvas) -> Iterator[Finding]:
    """Who owns the stage or the journey sees to its barriers."""
    serious = canvas.threshold("serious-barrier")
    for journey in decided(canvas.journeys):
        for stage in decided(journey.stages):
            for barrier in decided(stage.barriers):
                if barrier.severity is None or barrier.severity.value < serious:
                    continue
                gaps = [] if barrier.remedy else ["remedy"]
                if not (barrier.owner or stage.owner or journey.owner):
                    gaps.append("owner")
                if not gaps:
                    continue
                told = {"remedy": "nothing is done about it", "owner": "nobody sees to it"}
                yield Finding(
                    about=barrier,
                    message=f"the barrier `{barrier.name}` is of severity {barrier.severity.value.normalize():f}: "
                    + ", and ".join(told[gap] for gap in gaps),
                    help="say it in the barrier: " + listed([f'`{gap} "…"`' for gap in gaps]),
                    span=barrier.place("severity"),
                    absent=tuple(gaps),
                )


# ---- JRN102 to JRN104: stages --------------------------------------------------------


def _empty_stage(canvas: Canvas) -> Iterator[Finding]:
    """Speaks of a journey in which some stage has a touchpoint."""
    for journey in decided(canvas.journeys):
        if not any(stage.touchpoints for stage in journey.stages):
            continue
        for stage in decided(journey.stages):
            if not stage.touchpoints:
                yield Finding(
                    about=stage,
                    message=f"the stage `{stage.name}` of `{journey.name}` has no touchpoint",
                    help="say what they meet there: `touchpoint …`; or make the stage a part of its neighbour",
                    absent=("touchpoint",),
                )


def _ends_with_the_purchase(canvas: Canvas) -> Iterator[Finding]:
    """Stages whose last one has no type may end after the purchase: nothing is said of them."""
    for journey in decided(canvas.journeys):
        if not journey.stages or journey.stages[-1].type is None:
            continue
        if not any(stage.type == "after" for stage in journey.stages):
            last = journey.stages[-1]
            yield Finding(
                about=journey,
                message=f"the journey `{journey.name}` ends with the purchase" if last.type == "purchase"
                else f"the journey `{journey.name}` ends before the purchase",
                help="add what customers do with it afterwards: `stage … { type after }`",
                related=(declared(last, "the last stage"),),
                absent=("stage", "type"),
            )  # fmt: skip


def _without_owner(canvas: Canvas) -> Iterator[Finding]:
    """Speaks of a journey in which another stage has an owner.

    Owners of all its touchpoints are enough, and a touchpoint that others run needs none.
    """
    for journey in decided(canvas.journeys):
        if journey.owner or not any(stage.owner for stage in journey.stages):
            continue
        for stage in decided(journey.stages):
            if stage.owner or (stage.touchpoints and all(_is_looked_after(each) for each in stage.touchpoints)):
                continue
            yield Finding(
                about=stage,
                message=f"other stages of `{journey.name}` have an owner, and `{stage.name}` has none",
                help='say who answers for what customers meet there: `owner "…"`',
                absent=("owner",),
            )


def _is_looked_after(touchpoint: Touchpoint) -> bool:
    return bool(touchpoint.owner) or touchpoint.run_by not in (None, "brand")


# ---- JRN105: phases --------------------------------------------------------------------


def _unvisited_phase(canvas: Canvas) -> Iterator[Finding]:
    """Speaks of a journey whose stages have types, and of phases that channels of its segment do cover.

    Quiet where a channel on the way does not say its phases; phases that no channel covers are a finding of R20.
    """
    offered = _phases_by_segment(canvas)
    for journey in decided(canvas.journeys):
        if not any(stage.type for stage in journey.stages):
            continue
        passed: set[str] = {"after-sales"} if any(stage.type == "after" for stage in journey.stages) else set()
        channels: dict[Key, Channel] = {}
        for stage in journey.stages:
            for touchpoint in stage.touchpoints:
                passed.add(_PASSED_BY.get(touchpoint.type or "", ""))
                channels.update((channel.key, channel) for channel in named(canvas, touchpoint.at))
        if not channels or any(not channel.phases for channel in channels.values()):
            continue
        passed.update(phase for channel in channels.values() for phase in channel.phases)
        segments = [canvas.index.blocks[key] for key in journey_segments(journey) if key in canvas.index.blocks]
        yield from _unvisited(journey, segments, offered, passed)


def _unvisited(
    journey: Journey, segments: list[Segment], offered: dict[Key, dict[str, Channel]], passed: set[str]
) -> Iterator[Finding]:
    covering: dict[str, Channel] = {}
    for segment in segments:
        covering.update(offered.get(segment.key, {}) if segment.key else {})
    missing = [phase for phase in _PHASES if phase in covering and phase not in passed]
    if missing:
        channel = covering[missing[0]]
        yield Finding(
            about=journey,
            message=f"the journey `{journey.name}` does not pass through {listed(missing, 'or')}",
            help=f"add where customers are then: `touchpoint … {{ at {called(channel)} }}`",
            related=(declared(channel, f"covers {missing[0]}"),),
            absent=("touchpoint", "at", "stage"),
        )


def _phases_by_segment(canvas: Canvas) -> dict[Key, dict[str, Channel]]:
    """For each segment the phases that its channels cover, with the first channel that does."""
    found: dict[Key, dict[str, Channel]] = {}
    for channel in decided(canvas.channels):
        for key in keys(each.segment for each in channel.reaches):
            for phase in channel.phases:
                found.setdefault(key, {}).setdefault(phase, channel)
    return found


RULES: tuple[Rule, ...] = (
    Rule(
        code="JRN101",
        name="barrier-left-standing",
        severity=Severity.WARNING,
        summary="A serious barrier on the journey has no remedy, or nobody who sees to it",
        why="A known barrier that nobody removes loses customers every day.",
        theory=("T-JRN-1",),
        register=("R21",),
        check=_left_standing,
    ),
    Rule(
        code="JRN102",
        name="stage-without-touchpoint",
        severity=Severity.WARNING,
        summary="A stage of a journey has no touchpoint",
        why="Where customers meet nothing of yours they are alone, or somebody else meets them there.",
        theory=("T-JRN-1",),
        register=(),
        check=_empty_stage,
    ),
    Rule(
        code="JRN103",
        name="journey-to-the-till",
        severity=Severity.HINT,
        summary="A journey has no stage after the purchase",
        why="What happens after customers have paid decides whether they come back.",
        theory=("T-JRN-1", "T-JRN-2"),
        register=(),
        check=_ends_with_the_purchase,
    ),
    Rule(
        code="JRN104",
        name="stage-without-owner",
        severity=Severity.HINT,
        summary="A stage of a journey has no owner, and another has one",
        why="What goes wrong between two departments belongs to nobody, and customers walk through all of them.",
        theory=("T-JRN-1",),
        register=(),
        check=_without_owner,
    ),
    Rule(
        code="JRN105",
        name="phase-off-the-journey",
        severity=Severity.HINT,
        summary="A journey leaves out a phase of the purchase that channels of its segment cover",
        why="A map without one of the five phases hides what happens to customers there.",
        theory=("T-JRN-1",),
        register=(),
        check=_unvisited_phase,
    ),
)
