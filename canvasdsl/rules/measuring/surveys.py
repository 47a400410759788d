"""Survey metrics: how many answered, whether the counts fit, what NPS leaves unsaid (T-MEA-4)."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.measures import Metric
from canvasdsl.model.quantities import Quantity
from canvasdsl.rules.measures import counted
from canvasdsl.rules.parts import decided
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.source import Span

__all__ = ["RULES"]

_SLACK = Fraction(1)
"""So many points a score may differ from its counts, for rounding."""


def _parts(metric: Metric) -> list[Quantity]:
    """The counts of NPS that are given."""
    return [each for each in (metric.promoters, metric.passives, metric.detractors) if each is not None]


def _answers(metric: Metric) -> tuple[Decimal, Span] | None:
    """How many answered at most, and where that is said: as such, or by the three counts of NPS."""
    if metric.answers is not None:
        return metric.answers.high, metric.answers.span
    parts = _parts(metric)
    return (sum((each.high for each in parts), Decimal(0)), parts[0].span) if len(parts) == 3 else None


# ---- MEA131: noise -----------------------------------------------------------------


def _few(canvas: Canvas) -> Iterator[Finding]:
    least = canvas.threshold("answers")
    for metric in decided(canvas.metrics):
        found = _answers(metric)
        if found is not None and found[0] < least:
            yield Finding(
                about=metric,
                message=f"`{metric.name}` rests on {counted(found[0])} answers",
                help=f"ask until there are {counted(least)}, or tell what the few said in words",
                span=found[1],
            )


# ---- MEA132: counts that don't fit -------------------------------------------------


def _unfitting(canvas: Canvas) -> Iterator[Finding]:
    for metric in canvas.metrics:
        finding = _too_many(metric) or _other_score(metric)
        if finding is not None:
            yield finding


def _too_many(metric: Metric) -> Finding | None:
    """The finding that more are counted than answered, or not all of them."""
    if metric.answers is None:
        return None
    parts = _parts(metric)
    related = (Related(metric.answers.span, "all answers"),)
    help = "count again: every answer is in one group, and all groups together are all answers"
    least, most = (sum((getattr(each, end) for each in parts), Decimal(0)) for end in ("low", "high"))
    if metric.top is not None and metric.top.low > metric.answers.high:
        message = f"`{metric.name}` counts `{metric.top.written}` top answers of `{metric.answers.written}`"
        return Finding(about=metric, message=message, help=help, span=metric.top.span, related=related)
    if parts and (least > metric.answers.high or (len(parts) == 3 and most < metric.answers.low)):
        message = f"promoters, passives and detractors of `{metric.name}` add up to {counted(least)}, and " \
                  f"`{metric.answers.written}` answered"  # fmt: skip
        return Finding(about=metric, message=message, help=help, span=parts[0].span, related=related)
    return None


def _other_score(metric: Metric) -> Finding | None:
    """The finding that the baseline is another score than the counts make; a range of counts makes no one score."""
    now = metric.baseline
    given = (*_parts(metric), *(each for each in (metric.top, metric.answers) if each is not None))
    if now is None or any(each.low != each.high for each in given):
        return None
    answers = _answers(metric)
    if answers is None or not answers[0]:
        return None
    if metric.type == "nps" and metric.promoters is not None and metric.detractors is not None and now.unit != "%":
        score, sign = Fraction(metric.promoters.value - metric.detractors.value) / Fraction(answers[0]) * 100, ""
    elif metric.type == "csat" and metric.top is not None and now.unit == "%":
        score, sign = Fraction(metric.top.value) / Fraction(answers[0]) * 100, "%"
    else:
        return None
    if Fraction(now.low) - _SLACK <= score <= Fraction(now.high) + _SLACK:
        return None
    right = f"{counted(Decimal(round(score)))}{sign}"
    return Finding(
        about=metric,
        message=f"`{metric.name}` shows `{now.written}`, and its counts give {right}",
        help=f"write `baseline {right}`, or correct the counts",
        span=now.span,
        related=(Related(answers[1], "the counts"),),
    )


# ---- MEA133: one score for everything ----------------------------------------------


def _alone(canvas: Canvas) -> Iterator[Finding]:
    metrics = list(decided(canvas.metrics))
    if metrics and all(metric.type == "nps" for metric in metrics):
        yield Finding(
            about=metrics[0],
            message=f"`{metrics[0].name}` is all that is measured",
            help="set a metric beside it that shows what customers do, such as `type retention` or `type referral`",
            span=metrics[0].place("type"),
            absent=("metric", "type"),
        )


RULES = (
    Rule(
        code="MEA131",
        name="few-answers",
        severity=Severity.HINT,
        summary="A survey metric rests on fewer than 30 answers",
        why="With few answers one bad day moves the score more than a year of work does.",
        theory=("T-MEA-4",),
        register=(),
        check=_few,
    ),
    Rule(
        code="MEA132",
        name="counts-that-do-not-fit",
        severity=Severity.ERROR,
        summary="The counts of a survey metric contradict each other or the score",
        why="The score is computed from the counts: where the two differ, one of them is wrong.",
        theory=("T-MEA-4",),
        register=(),
        check=_unfitting,
    ),
    Rule(
        code="MEA133",
        name="nps-alone",
        severity=Severity.WARNING,
        summary="NPS is the only metric",
        why="A score of recommendation says neither whether people do recommend you nor what to mend.",
        theory=("T-MEA-4",),
        register=(),
        check=_alone,
    ),
)
