"""Feedback that is asked for, analysed, acted upon and answered: the closed loop (R09, T-STR-3, T-DYN-4, T-LT-4)."""

from collections.abc import Iterator
from typing import Any

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.relationships import Feedback, Relationship
from canvasdsl.rules.measures import days
from canvasdsl.rules.parts import decided, listed
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.together import pooled, segment_keys, segments_of

__all__ = ["CADENCE_DAYS", "RULES", "loop_gaps"]

CADENCE_DAYS = {"continuous": 0, "daily": 1, "weekly": 7, "monthly": 28, "quarterly": 90, "yearly": 365}
"""The fewest days between two rounds of a cadence."""
_STEPS = {
    "collects": "what is asked",
    "analyses": "what is made of it",
    "owner": "who answers for it",
    "acts": "what is done about it",
    "answers": "what customers hear back",
}
_COMING_BY_THEMSELVES = frozenset(("complaint", "review", "usage", "community"))
"""Sources that nobody has to ask, so that they know no cadence."""


def _feedbacks(canvas: Canvas) -> Iterator[tuple[Relationship, Feedback]]:
    for relationship in decided(canvas.relationships):
        for feedback in decided(relationship.feedback):
            yield relationship, feedback


# ---- SAT301, SAT302: the loop ----------------------------------------------------


def _open_loop(canvas: Canvas) -> Iterator[Finding]:
    analysed = any(feedback.analyses for _, feedback in _feedbacks(canvas))
    for relationship, feedback in _feedbacks(canvas):
        gaps = loop_gaps(relationship, feedback, analysed=analysed)
        if gaps:
            yield Finding(
                about=feedback,
                message=f"the feedback in `{relationship.name}` does not say "
                f"{listed([_STEPS[gap] for gap in gaps], 'or')}",
                help="close the loop: " + "; ".join(f'`{gap} "…"`' for gap in gaps),
                absent=(*gaps, "response"),
            )


def loop_gaps(relationship: Relationship, feedback: Feedback, *, analysed: bool) -> list[str]:
    """The steps of the loop that a feedback lacks; what is made of it is asked for where the model says so elsewhere.
    Who answers for the relationship answers for its feedback."""
    has: dict[str, Any] = {
        "collects": feedback.collects or feedback.text or feedback.types,
        "analyses": feedback.analyses or not analysed,
        "owner": feedback.owner or relationship.owner,
        "acts": feedback.acts or feedback.responses,
        "answers": feedback.answers or any(each.informed_on for each in feedback.responses),
    }
    return [step for step, value in has.items() if not value]


def _silent(canvas: Canvas) -> Iterator[Finding]:
    for relationship, feedback in _feedbacks(canvas):
        for response in decided(feedback.responses):
            if response.informed_on is None and not feedback.answers:
                yield Finding(
                    about=response,
                    message=f"something was changed for customers of `{relationship.name}`, and nothing says that they "
                    "were told",
                    help="tell them what changed and why, and write when: `informed-on …`",
                    absent=("informed-on", "answers"),
                )


# ---- SAT311, SAT312: from where, and how often --------------------------------------


def _surveys_only(canvas: Canvas) -> Iterator[Finding]:
    sources = pooled(canvas, lambda each: [type for feedback in each.feedback for type in feedback.types or ("",)])
    told: set[Any] = set()
    for relationship, feedback in _feedbacks(canvas):
        if sources(relationship) != {"survey"} or not told.isdisjoint(segment_keys(relationship)):
            continue
        told.update(segment_keys(relationship))
        yield Finding(
            about=feedback,
            message=f"customers of `{relationship.name}` are heard in surveys only",
            help="listen also where they speak by themselves: `type survey, complaint, review`",
            span=feedback.place("type"),
        )


def _too_rare(canvas: Canvas) -> Iterator[Finding]:
    rounds = pooled(canvas, lambda each: [each.cadence for each in each.feedback if each.cadence])
    for relationship, feedback in _feedbacks(canvas):
        cadence = feedback.cadence
        if cadence is None or CADENCE_DAYS[cadence] > min(CADENCE_DAYS[each] for each in rounds(relationship)):
            continue  # somebody asks the same customers more often
        if feedback.types and _COMING_BY_THEMSELVES.issuperset(feedback.types):
            continue
        for segment in segments_of(canvas, relationship):
            if segment.buys_every is not None and CADENCE_DAYS[cadence] > days(segment.buys_every)[1]:
                enough = _often_enough(days(segment.buys_every)[1])
                yield Finding(
                    about=feedback,
                    message=f"`{segment.name}` buy every {segment.buys_every.written} and are asked only {cadence}",
                    help=f"ask at least as often as they buy, such as `cadence {enough}`",
                    span=feedback.place("cadence"),
                    related=(Related(segment.buys_every.span, "how often they buy"),),
                )
                break


def _often_enough(most: Any) -> str:
    """The slowest cadence that is not slower than so many days."""
    return [word for word, fewest in CADENCE_DAYS.items() if fewest <= most][-1]


RULES = (
    Rule(
        code="SAT301",
        name="open-feedback-loop",
        severity=Severity.WARNING,
        summary="Collected feedback has no owner, no action or no answer to the customer",
        why="People who are asked and see nothing happen are more disappointed than people who were never asked.",
        theory=("T-STR-3", "T-DYN-4", "T-LT-4", "T-SVC-6"),
        register=("R09",),
        check=_open_loop,
    ),
    Rule(
        code="SAT302",
        name="silent-response",
        severity=Severity.WARNING,
        summary="Customers are not told what was changed because of them",
        why="Without a visible answer customers learn that speaking up is useless, even where you acted on it.",
        theory=("T-LT-4", "T-DYN-4"),
        register=("R09",),
        check=_silent,
    ),
    Rule(
        code="SAT311",
        name="surveys-only",
        severity=Severity.HINT,
        summary="Surveys are the only source of feedback",
        why="A survey hears those who answer, about what was asked; complaints, reviews and use tell the rest.",
        theory=("T-STR-3",),
        register=(),
        check=_surveys_only,
    ),
    Rule(
        code="SAT312",
        name="feedback-slower-than-purchases",
        severity=Severity.WARNING,
        summary="Customers are asked less often than they buy",
        why="Disappointed customers decide at the next purchase; if you ask later than that, you ask too late.",
        theory=("T-STR-3",),
        register=(),
        check=_too_rare,
    ),
)
