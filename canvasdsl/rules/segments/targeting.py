"""From what is known of customers to winning more: tactics, lookalikes, what a strategy shall bring (T-SEG-5, 7)."""

from collections.abc import Iterator

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.customers import Segment
from canvasdsl.rules.parts import decided, listed
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.together import named
from canvasdsl.source import Span

__all__ = ["RULES"]

_MEANS = {"via": "through which medium", "message": "with which message"}
_UNPROFITABLE = {"stranger": "strangers", "barnacle": "barnacles"}


# ---- SEG541, SEG542: tactics that win customers ------------------------------


def _without_medium(canvas: Canvas) -> Iterator[Finding]:
    for tactic in decided(canvas.tactics):
        if "acquire" not in tactic.objectives and tactic.lookalike_of is None:
            continue
        gaps = [word for word, said in (("via", tactic.via), ("message", tactic.message)) if not said]
        if gaps:
            yield Finding(
                about=tactic,
                message=f"`{tactic.name}` is meant to win customers, and nothing says "
                + listed([_MEANS[word] for word in gaps], "or"),
                help="say where they meet it and what they hear: " + listed([f"`{word} …`" for word in gaps]),
                absent=("via", "message", "channel"),
            )


def _lookalikes(canvas: Canvas) -> Iterator[Finding]:
    for tactic in decided(canvas.tactics):
        for segment in named(canvas, (tactic.lookalike_of,)):
            loss = _loss(segment)
            if loss is None:
                continue
            place, what = loss
            yield Finding(
                about=tactic,
                message=f"`{tactic.name}` looks for people like `{segment.name}`, and those bring {what}",
                help="look for people like the customers who pay: name another segment in `lookalike-of`",
                span=tactic.place("lookalike-of"),
                related=(Related(place, "said here"),),
            )


def _loss(segment: Segment) -> tuple[Span, str] | None:
    """Where it is said that a segment does not pay, and how."""
    if segment.loyalty_group in _UNPROFITABLE:
        return segment.place("loyalty-group"), f"no profit: they are {_UNPROFITABLE[segment.loyalty_group]}"
    if segment.value_tier == "below-zero":
        return segment.place("value-tier"), "less than they cost"
    if segment.profit is not None and segment.profit.high < 0:
        return segment.profit.span, "a loss"
    return None


# ---- SEG551: what a strategy shall bring -------------------------------------


def _without_expectation(canvas: Canvas) -> Iterator[Finding]:
    """A strategy of which no metric at all is named is found elsewhere (T-STR-0)."""
    for strategy in decided(canvas.strategies):
        expected = list(decided(strategy.expects))
        if not strategy.expects:
            yield Finding(
                about=strategy,
                message=f"nothing says what `{strategy.name}` is to bring",
                help="write the benefit that you expect and what will show it: `expects retention { measure … }`",
                absent=("expects", "benefit"),
            )
        elif strategy.measure is None and any(each.measure for each in expected):
            for each in expected:
                if each.measure is None:
                    yield Finding(
                        about=each,
                        message=f"nothing shows whether `{strategy.name}` brings {_benefit(each.benefit)}",
                        help="name a metric, or say in words how you will see it: `measure …`",
                        absent=("measure", "metric"),
                    )


def _benefit(word: str) -> str:
    return word.replace("-", " ")


RULES = (
    Rule(
        code="SEG541",
        name="tactic-without-medium-or-message",
        severity=Severity.WARNING,
        summary="A tactic that is meant to win customers names no medium or no message",
        why="People are won by something that they meet somewhere: without a medium and a message nobody can begin.",
        theory=("T-SEG-5",),
        register=(),
        check=_without_medium,
    ),
    Rule(
        code="SEG542",
        name="lookalikes-of-unprofitable-customers",
        severity=Severity.HINT,
        summary="A tactic looks for people who resemble unprofitable customers",
        why="If each customer costs more than they bring, more people like them bring more of the loss.",
        theory=("T-SEG-5", "T-TYP-4"),
        register=(),
        check=_lookalikes,
    ),
    Rule(
        code="SEG551",
        name="strategy-without-expected-benefit",
        severity=Severity.HINT,
        summary="A strategy has no expected benefit, or a benefit that nothing will show",
        why="If nothing is expected of a strategy, nobody can see it fail, and so nobody learns from it.",
        theory=("T-SEG-7",),
        register=(),
        check=_without_expectation,
    ),
)
