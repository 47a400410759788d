"""What changes relationships, and how one responds to it: forces, rising expectations, new technology (T-DYN)."""

from collections.abc import Iterator, Mapping

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.customers import Segment
from canvasdsl.model.entities import Reference
from canvasdsl.model.measures import Force
from canvasdsl.model.reach import Channel
from canvasdsl.rules.parts import decided
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.together import Key, channels_by_segment, keys, named

__all__ = ["RULES"]

_MACHINES = frozenset(("kiosk", "web-sales", "app", "email", "marketplace", "social", "mail"))
"""The channel types in which customers meet nobody in person."""


# ---- MEA201, MEA202: response and review ---------------------------------------------


def _unanswered(canvas: Canvas) -> Iterator[Finding]:
    for force in decided(canvas.forces):
        if not force.response:
            yield Finding(
                about=force,
                message=f"nothing is done about the force `{force.name}`",
                help='say what you do about it, even if it is only to watch it: `response "…"`',
                absent=("response",),
            )


def _unreviewed(canvas: Canvas) -> Iterator[Finding]:
    """Asked once there is a response to look at again."""
    for force in decided(canvas.forces):
        if force.response and force.review is None:
            yield Finding(
                about=force,
                message=f"nothing says when the response to `{force.name}` is looked at again",
                help="give the day or the month: `review 2027-10`",
                span=force.place("response"),
                absent=("review",),
            )


# ---- MEA203: expectations that rise --------------------------------------------------


def _old_standard(canvas: Canvas) -> Iterator[Finding]:
    for segment in decided(canvas.segments):
        for each in decided(segment.expectations):
            if each.trend == "rising" and not each.standard:
                yield Finding(
                    about=each,
                    message=f"`{segment.name}` expect more and more in `{each.attribute}`, and no standard is set",
                    help='say what you hold against it from now on: `standard "…"`',
                    span=each.place("trend"),
                    absent=("standard",),
                )


# ---- MEA211, MEA212: technology ------------------------------------------------------


def _technologies(canvas: Canvas) -> Iterator[Force]:
    return (force for force in decided(canvas.forces) if force.type == "technology")


def _no_effect(canvas: Canvas) -> Iterator[Finding]:
    """Asked where the technology has a tool, a response or anything else that says that it is used."""
    for force in _technologies(canvas):
        if force.effect or force.impacts or (force.before is not None and force.after is not None):
            continue
        if force.tool is not None or force.replaces or force.response:
            yield Finding(
                about=force,
                message=f"nothing says what `{force.name}` changes between customers and you",
                help='say what they notice of it: `effect "…"`, or how many contacts are handled `before` and `after`',
                span=force.place("tool"),
                absent=("effect", "impact", "before", "after"),
            )


def _person_replaced(canvas: Canvas) -> Iterator[Finding]:
    """Quiet where another channel with people that the segment prefers is left to it."""
    replacing = [force for force in _technologies(canvas) if force.replaces]
    if not replacing:
        return
    reached = channels_by_segment(canvas)
    wanted = {
        segment.key: (segment, _preferred(canvas, segment, reached))
        for segment in decided(canvas.segments) if segment.prefers and segment.key is not None
    }  # fmt: skip
    for force in replacing:
        gone = keys(force.replaces)
        for segment, preferred in wanted.values():
            lost = [key for key in gone if key in preferred]
            if lost and all(key in gone for key in preferred):
                channel = preferred[lost[0]]
                yield Finding(
                    about=force,
                    message=f"`{force.name}` takes away `{channel.name}`, where `{segment.name}` like to meet a person",
                    help="keep a way to a person for them, such as some hours a week, and take the channel out of "
                    "`replaces`",
                    span=next(each.span for each in force.replaces if each.key == lost[0]),
                    related=(Related(segment.place("prefers"), "what they prefer"),),
                )


def _preferred(
    canvas: Canvas, segment: Segment, reached: Mapping[Key, Mapping[Key, Channel]]
) -> Mapping[Key, Channel]:
    """The channels with people that a segment prefers: those it names, and those of the types that reach it."""
    channels = {each.key: each for each in named(canvas, segment.prefers) if each.key is not None}
    types = {each for each in segment.prefers if not isinstance(each, Reference)}
    for key, channel in reached.get(segment.key or ("", ""), {}).items():
        if channel.type in types:
            channels[key] = channel
    return {key: channel for key, channel in channels.items() if channel.type not in _MACHINES}


# ---- MEA221, MEA222: impacts and horizons --------------------------------------------


def _unmeasured_impact(canvas: Canvas) -> Iterator[Finding]:
    for force in decided(canvas.forces):
        for impact in decided(force.impacts):
            if not impact.measure:
                yield Finding(
                    about=impact,
                    message=f"no metric shows what `{force.name}` changes",
                    help="name the metric in which one would see it: `measure …`",
                    absent=("measure",),
                )


def _no_horizon(canvas: Canvas) -> Iterator[Finding]:
    """Asked once the trend has a response, as the review is."""
    for force in decided(canvas.forces):
        if force.type == "market-trend" and force.response and force.horizon is None:
            yield Finding(
                about=force,
                message=f"nothing says how far ahead the trend `{force.name}` is seen",
                help="say when it will matter to you: `horizon 3 years`",
                span=force.place("type"),
                absent=("horizon",),
            )


RULES = (
    Rule(
        code="MEA201",
        name="force-without-response",
        severity=Severity.WARNING,
        summary="A force has no response",
        why="The force changes the relationship whether you act or not; a response lets you say how.",
        theory=("T-DYN-0",),
        register=(),
        check=_unanswered,
    ),
    Rule(
        code="MEA202",
        name="response-without-review",
        severity=Severity.HINT,
        summary="Nothing says when the response to a force is looked at again",
        why="Customers change: a response that nobody looks at again fits the customers of years ago.",
        theory=("T-DYN-0",),
        register=(),
        check=_unreviewed,
    ),
    Rule(
        code="MEA203",
        name="rising-expectation-at-an-old-standard",
        severity=Severity.HINT,
        summary="Customers expect more and more of something, and no standard is set for it",
        why="What customers wished for yesterday they take for granted today: a standard that stays still falls "
        "behind.",
        theory=("T-DYN-1",),
        register=(),
        check=_old_standard,
    ),
    Rule(
        code="MEA211",
        name="technology-without-effect",
        severity=Severity.HINT,
        summary="A technology has no effect on the contact with customers",
        why="A technology that customers don't notice is only a cost; people accept one that does something for them.",
        theory=("T-DYN-3",),
        register=(),
        check=_no_effect,
    ),
    Rule(
        code="MEA212",
        name="preferred-person-replaced",
        severity=Severity.WARNING,
        summary="A technology removes a channel with people that a segment prefers",
        why="For people who need a person, losing the channel that they prefer is a reason to leave.",
        theory=("T-DYN-3",),
        register=("R45",),
        check=_person_replaced,
    ),
    Rule(
        code="MEA221",
        name="impact-without-metric",
        severity=Severity.HINT,
        summary="The impact of a force is tied to no metric",
        why="If no metric shows the impact, nobody can tell whether it happened.",
        theory=("T-DYN-5",),
        register=(),
        check=_unmeasured_impact,
    ),
    Rule(
        code="MEA222",
        name="trend-without-horizon",
        severity=Severity.HINT,
        summary="A market trend has no time horizon",
        why="A trend that you notice only when customers leave comes too late to be used.",
        theory=("T-DYN-6",),
        register=(),
        check=_no_horizon,
    ),
)
