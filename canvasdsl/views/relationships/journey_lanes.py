"""What stands in the lanes of a journey map: at a touchpoint, over a stage, and below all of it the effort."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from canvasdsl.model.entities import Reference
from canvasdsl.rules.together import named
from canvasdsl.views.kit.paper import Said, field_of
from canvasdsl.views.subject import Subject
from canvasdsl.views.told import told

__all__ = ["OF_STAGES", "OF_TOUCHPOINTS", "effort_lines"]


def _action(subject: Subject, point: Any) -> Iterator[Said]:
    """What the customer does, thinks, and is told there."""
    if point.action:
        yield Said(point.action, field_of(point))
    if point.thought:
        yield Said(subject.words("journey.thinks", text=point.thought), field_of(point), tone="soft")
    for each in point.says:
        text = subject.wording("brief.list.detail", head=each.about, detail=each.text)
        yield Said(text, field_of(point), tone="soft")


def _channel(subject: Subject, point: Any) -> Iterator[Said]:
    for channel in named(subject.canvas, point.at):
        yield Said(channel.name, field_of(channel))


def _owner(subject: Subject, point: Any) -> Iterator[Said]:
    """Who runs it, and who answers for it."""
    if point.run_by:
        yield Said(subject.say.choice("who runs it", point.run_by))
    owner = point.owner or point.partner
    if owner is not None:
        yield Said(_said(subject, owner), field_of(point), tone="soft")


def _recognition(subject: Subject, point: Any) -> Iterator[Said]:
    for word in point.recognition:
        yield Said(subject.say.choice("recognition", word), sign="yes")


def _fails(subject: Subject, point: Any) -> Iterator[Said]:
    """What fails there, wherever it is written, and how often."""
    for failure in subject.canvas.index.named_by(point, "failure"):
        yield from _trouble(subject, failure, failure.recovery)


def _metric(subject: Subject, point: Any) -> Iterator[Said]:
    if point.measure is not None:
        yield Said(_said(subject, point.measure), field_of(point))


def _barriers(subject: Subject, stage: Any) -> Iterator[Said]:
    """What stands in the way, how bad it is, and what is done about it."""
    for barrier in stage.barriers:
        yield from _trouble(subject, barrier, None)
        if barrier.remedy:
            yield Said(subject.words("journey.remedy", text=barrier.remedy), field_of(barrier), tone="soft")
        else:
            yield Said(subject.words("journey.no_remedy"), tone="alarm", sign="gap")


def _stage_fails(subject: Subject, stage: Any) -> Iterator[Said]:
    """What fails in the stage, but not at a touchpoint."""
    for failure in stage.failures:
        if not any(each.kind == "touchpoint" for each in failure.at):
            yield from _trouble(subject, failure, failure.recovery)


def _trouble(subject: Subject, block: Any, recovery: Any) -> Iterator[Said]:
    """A barrier or failure with how often and how bad it is; what puts it right follows."""
    say = subject.say
    facts = []
    if block.severity is not None:
        facts.append(say.wording("brief.needs.severity", score=say.number(block.severity.value)))
    if block.frequency is not None:
        facts.append(say.quantity(block.frequency))
    text = block.name
    if facts:
        text = say.wording("brief.list.sized", name=text, size=say.wording("brief.list.separator").join(facts))
    yield Said(text, field_of(block), above=2)
    for each in () if recovery is None else (recovery.text, recovery.outcome, recovery.process, recovery.treatment):
        if each:
            yield Said(each, field_of(block), tone="soft")


def _goes_on(subject: Subject, stage: Any) -> Iterator[Said]:
    if stage.conversion is not None:
        yield Said(subject.words("journey.go_on", share=subject.say.quantity(stage.conversion)))
    if stage.measure is not None:
        yield Said(_said(subject, stage.measure), field_of(stage), tone="soft")


def effort_lines(subject: Subject, journey: Any) -> Iterator[Said]:
    """The trouble that it is, the aim, and how much it is with others."""
    say = subject.say
    keys = {segment.key for segment in named(subject.canvas, journey.segments)}
    rivals = [(rival, effort) for rival in subject.canvas.competitors for effort in rival.efforts
              if not rival.segments or keys & {each.key for each in rival.segments}]  # fmt: skip
    own = [(subject.words("journey.aim" if each.wanted else "journey.now"), "", each) for each in journey.efforts]
    for name, field, effort in (*own, *((rival.name, field_of(rival), effort) for rival, effort in rivals if own)):
        facts = [said.text for said in told(say, effort, skip=("wanted", "owner"))]
        if facts:
            detail = say.wording("brief.list.separator").join(facts)
            line = say.wording("brief.list.detail", head=name, detail=detail)
            yield Said(line, field, tone="soft" if field else "ink")


def _said(subject: Subject, value: Reference | str) -> str:
    return subject.say.named(value) if isinstance(value, Reference) else value


Lane = Callable[[Subject, Any], Iterable[Said]]
OF_TOUCHPOINTS: dict[str, Lane] = {
    "action": _action, "channel": _channel, "owner": _owner, "recognition": _recognition, "fails": _fails,
    "metric": _metric,
}  # fmt: skip
"""The lanes that have a cell for each touchpoint."""
OF_STAGES: dict[str, Lane] = {"barriers": _barriers, "stage_fails": _stage_fails, "goes_on": _goes_on}
"""The lanes that have a cell for each stage."""
