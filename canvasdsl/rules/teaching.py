"""Models for a class: terms with one meaning, questions with an answer, a case to see it in (T-EDU-1, T-EDU-2)."""

from collections.abc import Iterable, Iterator
from typing import Any

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.rules.rule import Finding, Rule

__all__ = ["RULES"]


def _plain(text: str) -> str:
    """A text without what does not change its meaning: capitals, blanks, the full stop at its end."""
    return " ".join(text.casefold().split()).rstrip(".?!")


def _contradicting(blocks: Iterable[Any], name: str, meaning: str) -> Iterator[tuple[Any, Any]]:
    """The blocks of one name whose meaning differs from that of the first of them."""
    first: dict[str, Any] = {}
    for block in blocks:
        said, text = getattr(block, name), getattr(block, meaning)
        if not said or not text:
            continue
        earlier = first.setdefault(_plain(said), block)
        if _plain(getattr(earlier, meaning)) != _plain(text):
            yield earlier, block


# ---- Terms -----------------------------------------------------------------------


def _undefined(canvas: Canvas) -> Iterator[Finding]:
    for term in canvas.terms:
        if not term.means and not term.is_idea:
            yield Finding(
                about=term,
                message=f"nothing says what `{term.name}` means",
                help='write it in one sentence: `means "…"`',
                absent=("means",),
            )


def _two_meanings(canvas: Canvas) -> Iterator[Finding]:
    for earlier, term in _contradicting(canvas.terms, "name", "means"):
        yield Finding(
            about=term,
            message=f"`{term.name}` has two meanings",
            help="keep one of them, or give the other one a name of its own",
            span=term.place("means"),
            related=(Related(earlier.place("means"), "the other meaning"),),
        )


# ---- Questions -------------------------------------------------------------------


def _unanswered(canvas: Canvas) -> Iterator[Finding]:
    for quiz in canvas.quizzes:
        if not quiz.answer:
            yield Finding(
                about=quiz,
                message="this question has no answer",
                help='write the answer that you expect: `answer "…"`',
                absent=("answer",),
            )


def _two_answers(canvas: Canvas) -> Iterator[Finding]:
    for earlier, quiz in _contradicting(canvas.quizzes, "question", "answer"):
        yield Finding(
            about=quiz,
            message="one question has two answers",
            help="keep one of them, or put both into one answer",
            span=quiz.place("answer"),
            related=(Related(earlier.place("answer"), "the other answer"),),
        )


def _goal_without_question(canvas: Canvas) -> Iterator[Finding]:
    heading = canvas.heading
    if heading is not None and heading.learning_goals and not canvas.quizzes:
        yield Finding(
            about=heading,
            message="the model has a learning goal, and no question that shows whether it is reached",
            help='ask the class: `quiz "…" { answer "…" }`',
            span=heading.place("learning-goal"),
            absent=("quiz",),
        )


# ---- A case ----------------------------------------------------------------------


def _lesson_without_case(canvas: Canvas) -> Iterator[Finding]:
    """A case is somebody or something in particular: a persona, a journey, or what was observed."""
    heading = canvas.heading
    if heading is None or not heading.learning_goals:
        return
    if canvas.journeys or any(segment.personas or segment.evidence for segment in canvas.segments):
        return
    if any(assumption.evidence for assumption in canvas.assumptions):
        return
    yield Finding(
        about=heading,
        message="the model is to teach, and shows no case: nobody in particular, and nothing that was observed",
        help='show one: a `persona ID "…"` in a segment, a `journey`, or `evidence …` of what somebody did',
        span=heading.place("learning-goal"),
        absent=("persona", "journey", "evidence", "segment", "assumption"),
    )


RULES = (
    Rule(
        code="STY201",
        name="term-without-meaning",
        severity=Severity.HINT,
        summary="A term of the model's glossary is not explained",
        why="A word of your own is clear to you alone until it is explained.",
        theory=("T-EDU-1",),
        register=(),
        check=_undefined,
    ),
    Rule(
        code="STY202",
        name="term-with-two-meanings",
        severity=Severity.WARNING,
        summary="One term is explained in two ways",
        why="Readers who learned a word in one sense misread every sentence that uses it in the other.",
        theory=("T-EDU-1",),
        register=(),
        check=_two_meanings,
    ),
    Rule(
        code="STY203",
        name="question-without-answer",
        severity=Severity.HINT,
        summary="A question for the class has no answer",
        why="Recalling helps only if you can see afterwards whether it was right.",
        theory=("T-EDU-1",),
        register=(),
        check=_unanswered,
    ),
    Rule(
        code="STY204",
        name="learning-goal-without-question",
        severity=Severity.HINT,
        summary="The model has learning goals, and no question asks for them",
        why="People who answer from memory remember more than people who read twice (Roediger & Karpicke 2006).",
        theory=("T-EDU-1",),
        register=(),
        check=_goal_without_question,
    ),
    Rule(
        code="STY205",
        name="question-with-two-answers",
        severity=Severity.WARNING,
        summary="One question is answered in two ways",
        why="A class that learns two answers to one question trusts neither.",
        theory=("T-EDU-1",),
        register=(),
        check=_two_answers,
    ),
    Rule(
        code="STY206",
        name="lesson-without-case",
        severity=Severity.HINT,
        summary="A model with learning goals shows no case",
        why="A concept without a case is hard to recognise in a business that you know; worked examples help people "
        "learn (Sweller & Cooper 1985).",
        theory=("T-EDU-2", "T-EDU-1"),
        register=(),
        check=_lesson_without_case,
    ),
)
