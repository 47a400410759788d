"""What service is said to rest on: pillars, principles and habits, each with what carries it (T-SVC-5, 6, 9)."""

from collections.abc import Iterator, Sequence
from typing import Any

from canvasdsl.diagnostics import Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.relationships import Feedback, Relationship
from canvasdsl.model.service import Principle, Service
from canvasdsl.rules.parts import decided, declared
from canvasdsl.rules.places import answer_is_timed, moments, served
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.together import Key, named

__all__ = ["RULES"]

_IN_USE = frozenset(("delivery", "after-sales"))
"""The channel phases in which customers use what they bought."""


def _principles(canvas: Canvas, type: str) -> Iterator[tuple[Service, Sequence[Relationship], Principle]]:
    """The principles of a type, each with its service and the relationships of that."""
    for service, relationships in served(canvas):
        for principle in decided(service.principles):
            if principle.type == type:
                yield service, relationships, principle


# ---- SVC121: trust -----------------------------------------------------------------


def _unmeasured_trust(canvas: Canvas) -> Iterator[Finding]:
    for service, _ in served(canvas):
        for pillar in decided(service.pillars):
            if pillar.type == "trust" and not pillar.measure:
                yield Finding(
                    about=pillar,
                    message=f"`{service.name}` rests on trust, and nothing measures whether what customers are told is "
                    "right",
                    help="say how you see it, such as the answers that were checked and found right: `measure …`",
                    absent=("measure",),
                )


# ---- SVC131 to SVC134: principles -----------------------------------------------------


def _carried_by_nothing(canvas: Canvas) -> Iterator[Finding]:
    """A closed loop has a rule of its own (SVC132): feedback has no name by which it could be pointed at."""
    for service, _ in served(canvas):
        for principle in decided(service.principles):
            if not principle.shown_by and principle.type != "closed-loop":
                yield Finding(
                    about=principle,
                    message=f"the principle `{principle.type}` of `{service.name}` is carried by nothing in the model",
                    help="name what carries it: `shown-by …` with a touchpoint, a channel, a resource or an activity",
                    absent=("shown-by",),
                )


def _open_loop(canvas: Canvas) -> Iterator[Finding]:
    for service, relationships, principle in _principles(canvas, "closed-loop"):
        shown = [each for each in named(canvas, principle.shown_by) if each.word == "relationship"]
        loops = [*relationships, *shown] or list(canvas.relationships)
        feedback = [each for relationship in loops for each in relationship.feedback]
        if any(_is_closed(each) for each in feedback):
            continue
        yield Finding(
            about=principle,
            message=f"`{service.name}` promises to close the loop, and no feedback is acted upon and answered",
            help='say in the relationship what is done and what customers hear: `feedback { acts "…"; answers "…" }`',
            related=tuple(declared(each, "this feedback stays open") for each in feedback[:3]),
            absent=("feedback", "acts", "answers", "response", "closed"),
        )


def _is_closed(feedback: Feedback) -> bool:
    """Whether something is done about it and customers hear of it."""
    heard = feedback.answers or feedback.responses or feedback.closed is not None
    return bool((feedback.acts or feedback.responses) and heard) and not feedback.is_idea


def _help_elsewhere(canvas: Canvas) -> Iterator[Finding]:
    """Quiet of what may be met in use: a touchpoint or a channel of which nothing says when it is met."""
    stage_of: dict[Key | None, Any] = {moment.touchpoint.key: moment.stage for moment in moments(canvas)}
    for service, _, principle in _principles(canvas, "in-context-help"):
        if not principle.shown_by:
            continue
        places = [*named(canvas, principle.shown_by), *named(canvas, service.at)]
        if any(_may_be_met_in_use(place, stage_of.get(place.key)) for place in places):
            continue
        yield Finding(
            about=principle,
            message=f"the help in context of `{service.name}` stands nowhere that customers are while they use the "
            "product",
            help="name a touchpoint of a stage `type after`, where they use it: `shown-by …`",
            span=principle.place("shown-by"),
            related=tuple(declared(place, "not a place of use") for place in places[:3]),
            absent=("shown-by", "at", "touchpoint", "type", "phases"),
        )


def _may_be_met_in_use(place: Any, stage: Any) -> bool:
    if place.word == "touchpoint":
        return stage is None or stage.type in (None, "after")
    if place.word == "channel":
        return not place.phases or not _IN_USE.isdisjoint(place.phases)
    return place.word in ("stage", "journey", "service", "relationship")


def _slow_answers(canvas: Canvas) -> Iterator[Finding]:
    for service, relationships, principle in _principles(canvas, "fast-answers"):
        searched = any(each.self_service is not None and each.self_service.search for each in relationships)
        if principle.measure or searched or answer_is_timed(canvas, service, relationships):
            continue
        yield Finding(
            about=principle,
            message=f"`{service.name}` promises fast answers, and nothing says how they are searched or how long "
            "they take",
            help="say how you see it: `measure …` in the principle, `within …` in a task, or `search …` in "
            "`self-service`",
            absent=("measure", "within", "search", "answer-within", "self-service"),
        )


# ---- SVC141, SVC142: habits and what they pay off in -------------------------------------


def _no_target_time(canvas: Canvas) -> Iterator[Finding]:
    for service, relationships in served(canvas):
        for habit in decided(service.habits):
            if habit.type == "responsive" and not habit.measure and not answer_is_timed(canvas, service, relationships):
                yield Finding(
                    about=habit,
                    message=f"`{service.name}` answers fast, and nothing says within which time",
                    help="say how fast: `habit responsive { within … }`",
                    absent=("within", "measure", "answer-within", "task"),
                )


def _nobody_asks(canvas: Canvas) -> Iterator[Finding]:
    for service, _ in served(canvas):
        if "reference" in service.pays_off and not service.references:
            yield Finding(
                about=service,
                message=f"`{service.name}` pays off in references, and nothing says how customers are asked for one",
                help='say how they become one: `references "…"`',
                span=service.place("pays-off"),
                absent=("references",),
            )


RULES: tuple[Rule, ...] = (
    Rule(
        code="SVC121",
        name="unmeasured-trust",
        severity=Severity.HINT,
        summary="A service rests on trust, and nothing measures the quality of what customers are told",
        why="Trust begins with statements that are right and always the same; two people who say different things "
        "break it.",
        theory=("T-SVC-5",),
        register=(),
        check=_unmeasured_trust,
    ),
    Rule(
        code="SVC131",
        name="principle-in-words-only",
        severity=Severity.WARNING,
        summary="A principle of service points to nothing in the model",
        why="A principle helps customers only when something carries it out: a place, a text, a piece of work.",
        theory=("T-SVC-6",),
        register=(),
        check=_carried_by_nothing,
    ),
    Rule(
        code="SVC132",
        name="open-loop-called-closed",
        severity=Severity.WARNING,
        summary="A service promises to close the loop, and no feedback is acted upon and answered",
        why="Customers who are asked and never hear what came of it are more disappointed than those who were never "
        "asked.",
        theory=("T-SVC-6",),
        register=("R09",),
        check=_open_loop,
    ),
    Rule(
        code="SVC133",
        name="help-away-from-use",
        severity=Severity.WARNING,
        summary="Help in context has no touchpoint where the product is used",
        why="Help in context stands where the question comes up; if customers have to go and look for it, it is a "
        "manual.",
        theory=("T-SVC-6",),
        register=(),
        check=_help_elsewhere,
    ),
    Rule(
        code="SVC134",
        name="fast-answers-on-trust",
        severity=Severity.HINT,
        summary="Fast answers are a principle, and there is no search and no measure of time",
        why="The customer's watch decides whether an answer is fast; without a search or a time nobody can tell.",
        theory=("T-SVC-6",),
        register=(),
        check=_slow_answers,
    ),
    Rule(
        code="SVC141",
        name="responsive-without-time",
        severity=Severity.HINT,
        summary="A service is responsive, and nothing says within which time it answers",
        why="Customers judge by the clock: without a time neither they nor you know what fast means.",
        theory=("T-SVC-9",),
        register=(),
        check=_no_target_time,
    ),
    Rule(
        code="SVC142",
        name="references-without-asking",
        severity=Severity.HINT,
        summary="A service pays off in references, and nobody asks for them",
        why="Customers who would speak for you seldom offer it; most wait until somebody asks.",
        theory=("T-SVC-9",),
        register=(),
        check=_nobody_asks,
    ),
)
