"""Touchpoints: their channel, who owns and runs them, and what is said there (T-JRN-2, T-JRN-3, T-SVC-5)."""

from collections.abc import Iterator

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.entities import Reference
from canvasdsl.model.journeys import Journey, Says, Touchpoint
from canvasdsl.rules.parts import decided, declared, listed
from canvasdsl.rules.places import Moment, journey_segments, moments
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.together import named

__all__ = ["RULES"]

_NOT_OURS = frozenset(("partner", "customer", "social"))
"""A touchpoint that these run needs neither an owner of yours nor a channel."""
_Group = tuple[object, ...]


# ---- JRN111: channel and owner ---------------------------------------------------------


def _homeless(canvas: Canvas) -> Iterator[Finding]:
    """Speaks of what is missing once another touchpoint has it."""
    found = [moment for moment in moments(canvas) if moment.touchpoint.run_by not in _NOT_OURS]
    any_channel = any(moment.touchpoint.at for moment in found)
    any_owner = any(moment.touchpoint.owner for moment in found)
    for moment in found:
        touchpoint = moment.touchpoint
        owned = any(each.owner for each in (touchpoint, *moment.around)) or _is_owned_in_the_plan(canvas, moment)
        reached = touchpoint.at or (moment.relationship is not None and moment.relationship.via)
        gaps = ["at"] if any_channel and not reached else []
        if any_owner and not owned:
            gaps.append("owner")
        if gaps:
            told = {"at": "no channel", "owner": "nobody who answers for it"}
            shown = {"at": "`at …` with a channel", "owner": '`owner "…"`'}
            yield Finding(
                about=touchpoint,
                message=f"unlike other touchpoints `{touchpoint.name}` has {listed([told[gap] for gap in gaps])}",
                help=f"say it: {listed([shown[gap] for gap in gaps])}",
                absent=tuple(gaps),
            )


def _is_owned_in_the_plan(canvas: Canvas, moment: Moment) -> bool:
    """Whether the journey tells how a plan turned out, and the plan says who answers for its stages."""
    plans = named(canvas, (each.plan for each in moment.around if isinstance(each, Journey)))
    return any(plan.owner or any(stage.owner for stage in plan.stages) for plan in plans)


# ---- JRN112, JRN113, JRN114: who runs it ---------------------------------------------------


def _no_partner(canvas: Canvas) -> Iterator[Finding]:
    for moment in moments(canvas):
        touchpoint = moment.touchpoint
        if touchpoint.run_by != "partner" or touchpoint.partner is not None:
            continue
        if isinstance(touchpoint.owner, Reference):
            continue
        if any(channel.partner is not None for channel in named(canvas, touchpoint.at)):
            continue
        yield Finding(
            about=touchpoint,
            message=f"a partner runs `{touchpoint.name}`, and nothing says which",
            help="name the partner: `partner …`",
            span=touchpoint.place("run-by"),
            absent=("partner", "owner"),
        )


def _only_ours(canvas: Canvas) -> Iterator[Finding]:
    """Speaks of journeys that say of each touchpoint who runs it, and have at least two."""
    for journey in decided(canvas.journeys):
        touchpoints = [each for stage in journey.stages for each in stage.touchpoints]
        if len(touchpoints) < 2 or any(each.run_by != "brand" for each in touchpoints):
            continue
        yield Finding(
            about=journey,
            message=f"on the journey `{journey.name}` customers meet nobody but you",
            help="add what partners, customers themselves and others do on the way, such as a friend's word: "
            "`touchpoint … { run-by social }`",
            related=tuple(declared(each, "yours") for each in touchpoints[:3]),
            absent=("touchpoint", "run-by", "stage"),
        )


def _controlled(canvas: Canvas) -> Iterator[Finding]:
    for moment in moments(canvas):
        touchpoint = moment.touchpoint
        if touchpoint.run_by == "social" and touchpoint.controlled == "yes":
            yield Finding(
                about=touchpoint,
                message=f"`{touchpoint.name}` is run by other people, and you mean to control it",
                help="say instead how you listen and answer there, and write `controlled no`",
                span=touchpoint.place("controlled"),
                related=(Related(touchpoint.place("run-by"), "other people run it"),),
            )


# ---- JRN121: what is said ---------------------------------------------------------------------


def _contradicting(canvas: Canvas) -> Iterator[Finding]:
    """Holds what is said about one thing to the same customers against what was said first: linear in the sayings.

    The same customers are those of one segment, on one plan if a relationship names it; what is planned and what is
    actual are different journeys. What customers or other people say promises nothing.
    """
    first: dict[_Group, tuple[Says, Touchpoint]] = {}
    reported: set[int] = set()
    for moment in moments(canvas):
        if moment.touchpoint.run_by in ("customer", "social"):
            continue
        groups = _heard_by(moment)
        for says in moment.touchpoint.says:
            matter = _plain(says.about)
            for group in ((id(moment.touchpoint),), *groups):
                earlier, there = first.setdefault((matter, *group), (says, moment.touchpoint))
                if _plain(earlier.text) == _plain(says.text) or id(says) in reported:
                    continue
                reported.add(id(says))
                yield _contradiction(says, moment.touchpoint, earlier, there)


def _contradiction(says: Says, touchpoint: Touchpoint, earlier: Says, there: Touchpoint) -> Finding:
    same = there is touchpoint
    return Finding(
        about=touchpoint,
        message=f"`{touchpoint.name}` says two things about `{says.about}`" if same
        else f"`{there.name}` and `{touchpoint.name}` say different things about `{says.about}`",
        help="say the same everywhere, or give the two things different names",
        span=says.here,
        label=says.text,
        related=(Related(earlier.here, earlier.text),),
    )  # fmt: skip


def _heard_by(moment: Moment) -> list[_Group]:
    """The groups of customers who hear what is said at a touchpoint."""
    if moment.relationship is not None:
        return [(each.segment.key, each.plan.key if each.plan else None, None)
                for each in moment.relationship.segments if each.segment.kind]  # fmt: skip
    if moment.journey is None:
        return []
    segments = journey_segments(moment.journey)
    version = "actual" if moment.journey.version == "actual" else None
    return [(key, None, version) for key in segments] or [(id(moment.journey), None, version)]


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


RULES: tuple[Rule, ...] = (
    Rule(
        code="JRN111",
        name="homeless-touchpoint",
        severity=Severity.WARNING,
        summary="A touchpoint has no channel or no owner, and others have",
        why="You can look after a touchpoint only if you know where it is and who answers for it.",
        theory=("T-JRN-3", "T-JRN-1"),
        register=(),
        check=_homeless,
    ),
    Rule(
        code="JRN112",
        name="partner-touchpoint-without-partner",
        severity=Severity.WARNING,
        summary="A touchpoint is run by a partner whom the model does not name",
        why="What a partner does in front of customers counts as yours in their eyes, so you must know whom to talk "
        "to.",
        theory=("T-JRN-2",),
        register=(),
        check=_no_partner,
    ),
    Rule(
        code="JRN113",
        name="only-own-touchpoints",
        severity=Severity.HINT,
        summary="A journey lists only touchpoints that the firm runs itself",
        why="If you list only your own touchpoints, you overlook the review that decided the purchase.",
        theory=("T-JRN-2",),
        register=(),
        check=_only_ours,
    ),
    Rule(
        code="JRN114",
        name="control-over-other-people",
        severity=Severity.HINT,
        summary="A touchpoint that other people run is meant to be controlled",
        why="Friends, reviews and the press are believed because you don't control them; you can listen and answer.",
        theory=("T-JRN-2",),
        register=(),
        check=_controlled,
    ),
    Rule(
        code="JRN121",
        name="contradicting-touchpoints",
        severity=Severity.WARNING,
        summary="The same customers are told two different things about one matter",
        why="If two touchpoints say different things, customers believe neither; trust rests on their agreeing.",
        theory=("T-JRN-3", "T-SVC-5"),
        register=(),
        check=_contradicting,
    ),
)
