"""Goals and what shows that they are reached: metric, source, aim, rhythm, owner, action (R38, T-MEA-1)."""

from collections.abc import Iterable, Iterator
from typing import Any

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.entities import Reference
from canvasdsl.model.measures import Goal, Metric
from canvasdsl.rules.parts import decided, listed, quoted
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.together import named

__all__ = ["FIGURES", "RULES", "metrics_among"]

FIGURES = frozenset(("retention", "churn"))
"""The figures that say whether customers stay."""


def metrics_among(canvas: Canvas, measures: Iterable[Any]) -> list[Metric]:
    """The metrics of the model among measures, some of which are words."""
    return list(named(canvas, [each for each in measures if isinstance(each, Reference)]))


# ---- MEA101: a goal that nothing measures ------------------------------------------


def _unmeasured(canvas: Canvas) -> Iterator[Finding]:
    for goal in decided(canvas.goals):
        if not goal.measures and not (goal.type == "retention" and _is_targeted(canvas, goal)):
            yield Finding(
                about=goal,
                message=f"nothing shows whether the goal `{goal.name}` is reached",
                help="ask what would be different then, and name the metric that shows it: `measure …`",
                absent=("measure", "target"),
            )


def _is_targeted(canvas: Canvas, goal: Goal) -> bool:
    """Whether a target names retention or churn of whom the goal is for, or of anybody where it names nobody."""
    aimed = {each.key for each in goal.targets}
    return any(
        target.figure in FIGURES and (not aimed or target.of is None or target.of.key in aimed)
        for target in canvas.targets
    )


# ---- MEA104, MEA105: what a metric must say ------------------------------------------


def _half_a_metric(canvas: Canvas) -> Iterator[Finding]:
    """Of a metric that serves a goal all is asked; of another one source and aim, once it says more than its type."""
    goals = _goals_of(canvas)
    targeted = {target.figure for target in canvas.targets}
    wanted = {each.measure.key for strategy in canvas.strategies for each in strategy.expects
              if isinstance(each.measure, Reference) and each.aim is not None}  # fmt: skip
    for metric in decided(canvas.metrics):
        served = goals.get(id(metric), [])
        if not served and not _has_details(metric):
            continue
        gaps: dict[str, tuple[Any, str, str]] = {
            "source": (metric.source or metric.at, "where its numbers come from", 'source "…"'),
            "aim": (metric.aim or metric.type in targeted or metric.key in wanted, "what it is to show", "aim …"),
        }
        if served:
            gaps["cadence"] = (metric.cadence, "how often it is measured", "cadence …")
            owner = metric.owner or all(goal.owner for goal in served)
            gaps["owner"] = (owner, "who answers for it", 'owner "…"')
        missing = {word: (told, line) for word, (found, told, line) in gaps.items() if not found}
        if missing:
            yield Finding(
                about=metric,
                message=f"`{metric.name}` does not say {listed([told for told, _ in missing.values()], 'or')}",
                help=f"say it in the metric: {quoted(line for _, line in missing.values())}",
                related=tuple(Related(goal.here, "the goal that it serves") for goal in served[:1]),
                absent=tuple(missing),
            )


def _goals_of(canvas: Canvas) -> dict[int, list[Goal]]:
    """The goals that each metric serves."""
    found: dict[int, list[Goal]] = {}
    for goal in decided(canvas.goals):
        for metric in metrics_among(canvas, goal.measures):
            found.setdefault(id(metric), []).append(goal)
    return found


def _has_details(metric: Metric) -> bool:
    return any(
        each is not None for each in (metric.baseline, metric.aim, metric.cadence, metric.formula, metric.if_missed)
    )


def _no_action(canvas: Canvas) -> Iterator[Finding]:
    """Asked of metrics that serve a goal, and of all once one of them says what is done."""
    goals = _goals_of(canvas)
    used = any(metric.if_missed for metric in canvas.metrics)
    for metric in decided(canvas.metrics):
        if metric.aim is not None and not metric.if_missed and (used or id(metric) in goals):
            yield Finding(
                about=metric,
                message=f"nothing says what is done if `{metric.name}` misses its aim",
                help='decide it now, while nobody is to blame: `if-missed "…"`',
                span=metric.aim.here,
                absent=("if-missed",),
            )


RULES = (
    Rule(
        code="MEA101",
        name="goal-without-metric",
        severity=Severity.WARNING,
        summary="A goal has no metric",
        why="If nothing is measured, nobody can see whether the goal is reached: it stays a wish.",
        theory=("T-MEA-1",),
        register=("R38", "R08"),
        check=_unmeasured,
    ),
    Rule(
        code="MEA104",
        name="half-a-metric",
        severity=Severity.WARNING,
        summary="A metric has no source or no aim; one that serves a goal, no rhythm or nobody who answers for it",
        why="A number without a source can't be checked, and one without an aim can't be missed.",
        theory=("T-MEA-1",),
        register=("R38",),
        check=_half_a_metric,
    ),
    Rule(
        code="MEA105",
        name="aim-without-action",
        severity=Severity.HINT,
        summary="Nothing says what is done if a metric misses its aim",
        why="If nothing is done when a metric misses its aim, everybody looks at it and nothing changes.",
        theory=("T-MEA-1",),
        register=("R38",),
        check=_no_action,
    ),
)
