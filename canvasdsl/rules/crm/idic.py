"""The four steps of IDIC: all of them, in their order, and a way back from the third to the first (R32)."""

from collections.abc import Iterator
from typing import Any

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.learning import Interact
from canvasdsl.model.quantities import Date
from canvasdsl.model.relationships import Relationship
from canvasdsl.rules.parts import decided, quoted
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.together import STEPS, named, pooled, segment_keys, steps_of

__all__ = ["RULES"]

_HOW = {
    "identify": 'by what each customer is known: `identify "…" { by …; consent yes }`',
    "differentiate": 'how customers are told apart: `differentiate by-value "…"` and `differentiate by-needs "…"`',
    "interact": 'how you talk with them: `interact "…" { via …; two-way; memory … }`',
    "customize": 'what is done differently for whom: `customize service "…"`',
}


# ---- IDI101, IDI102: steps that are missing ----------------------------------


def _incomplete(canvas: Canvas) -> Iterator[Finding]:
    steps = pooled(canvas, steps_of)
    told: set[Any] = set()
    for relationship in decided(canvas.relationships):
        taken = steps_of(relationship)
        together = steps(relationship)
        if not taken or not told.isdisjoint(segment_keys(relationship)) or _is_guessed(relationship, together):
            continue
        missing = [step for step in STEPS if step not in together]
        if taken == ["identify"] and _serves_a_machine(relationship):
            continue  # it says by what a forecast or an automated service knows each customer
        if missing:
            told.update(segment_keys(relationship))
            yield Finding(
                about=relationship,
                message=f"`{relationship.name}` takes the steps {quoted(taken)} and leaves out {quoted(missing)}"
                if len(taken) > 1 else
                f"`{relationship.name}` takes the step {quoted(taken)} and leaves out {quoted(missing)}",
                help=f"say {'; '.join(_HOW[step] for step in missing)}",
                absent=tuple(missing),
            )  # fmt: skip


def _serves_a_machine(relationship: Relationship) -> bool:
    return bool(relationship.predict or relationship.personalize or "automated" in relationship.type_words)


def _guessed(canvas: Canvas) -> Iterator[Finding]:
    steps = pooled(canvas, steps_of)
    for relationship in decided(canvas.relationships):
        if _is_guessed(relationship, steps(relationship)):
            missing = [step for step in STEPS[:2] if step not in steps(relationship)]
            first = next(decided(relationship.customize))
            yield Finding(
                about=first,
                message=f"`{relationship.name}` customizes the {first.what} without {quoted(missing, 'or')}",
                help=f"say first {_HOW[missing[0]]}",
                absent=tuple(missing),
            )


def _is_guessed(relationship: Relationship, together: frozenset[str]) -> bool:
    return any(decided(relationship.customize)) and not {"identify", "differentiate"} <= together


# ---- IDI103, IDI104: their order and the way back ----------------------------


def _reversed(canvas: Canvas) -> Iterator[Finding]:
    for relationship in decided(canvas.relationships):
        before: Any = None
        for step in STEPS:
            value = getattr(relationship, step)
            parts = [part for part in (value if isinstance(value, tuple) else (value,)) if part and part.date]
            if not parts:
                continue
            first = min(parts, key=lambda part: (part.date.year, part.date.month, part.date.day))
            if before is not None and _is_earlier(first.date, before.date):
                yield Finding(
                    about=first,
                    message=f"`{step}` began before `{before.word}`",
                    help="correct the dates, or look again at what was customized before anything was known",
                    span=first.place("since"),
                    related=(Related(before.place("since"), f"`{before.word}` began later"),),
                )
                break
            before = first


def _is_earlier(one: Date, other: Date) -> bool:
    """Whether a date is certainly before another one; a month without a day may be any day of it."""
    if (one.year, one.month) != (other.year, other.month):
        return (one.year, one.month) < (other.year, other.month)
    return 0 < one.day < other.day


def _forgetful(canvas: Canvas) -> Iterator[Finding]:
    steps = pooled(canvas, steps_of)
    for relationship in decided(canvas.relationships):
        talks = list(decided(relationship.interact))
        if not talks or "identify" not in steps(relationship):
            continue
        support = relationship.support
        if not any(talk.two_way for talk in talks):
            continue  # nobody can answer yet: IDI111 asks for both at once
        if not any(_is_remembered(canvas, talk) for talk in talks) and not (support and support.record):
            yield Finding(
                about=talks[0],
                message=f"what customers of `{relationship.name}` say leads nowhere",
                help="say where the answers are kept: `memory …` in `interact`, or `record …` in its channel",
                label="no way back to `identify`",
                absent=("memory", "record"),
            )


def _is_remembered(canvas: Canvas, talk: Interact) -> bool:
    return bool(talk.memory) or any(channel.record for channel in named(canvas, talk.via))


RULES = (
    Rule(
        code="IDI101",
        name="incomplete-idic",
        severity=Severity.WARNING,
        summary="Some of the four steps of IDIC are taken, others left out",
        why="Each step needs those before it, and without the last one nothing that was learned reaches the customer.",
        theory=("T-IDIC-0",),
        register=("R32",),
        check=_incomplete,
    ),
    Rule(
        code="IDI102",
        name="guessed-customization",
        severity=Severity.WARNING,
        summary="Customers are treated differently without being known",
        why="You can't treat customers differently if you can't recognise them and tell them apart: you would be "
        "guessing.",
        theory=("T-IDIC-0", "T-IDIC-4"),
        register=("R32", "R10"),
        check=_guessed,
    ),
    Rule(
        code="IDI103",
        name="reversed-steps",
        severity=Severity.HINT,
        summary="A later step of IDIC began before an earlier one",
        why="Analysis comes before action: what was done before it rests on guesses.",
        theory=("T-IDIC-0",),
        register=("R32",),
        check=_reversed,
    ),
    Rule(
        code="IDI104",
        name="forgotten-answers",
        severity=Severity.WARNING,
        summary="Nothing leads from the dialogue back to what is known",
        why="A firm learns from an answer only if the answer is there when the same customer comes again.",
        theory=("T-IDIC-0", "T-IDIC-3"),
        register=("R32",),
        check=_forgetful,
    ),
)
