"""What a good experience is worth: scores tied to business metrics, with evidence (R37, T-CX-1, T-CX-2, T-SVC-11)."""

from collections.abc import Iterator

from canvasdsl.diagnostics import Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.measures import Metric
from canvasdsl.rules.parts import decided
from canvasdsl.rules.places import served
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.together import Key, keys, named

__all__ = ["RULES"]

_SCORES = frozenset(("csat", "nps", "ces"))
"""How customers find it."""
_NO_BUSINESS = _SCORES | {"response-time", "resolution-rate", "engagement", "reach"}
"""Metrics that say nothing about money or about who stays. One without a type may."""
_USE = ("engagement", "reach")
"""How much something is used: where that is a goal, as in a library, it is the business."""


# ---- MEA301: scores without business ------------------------------------------------------


def _untied(canvas: Canvas) -> Iterator[Finding]:
    """A score may move a business metric through others."""
    scores = [metric for metric in decided(canvas.metrics) if metric.type in _SCORES]
    if not scores:
        return
    tied = _tied(canvas)
    for metric in scores:
        if metric.key in tied or any(not each.metric.kind for each in metric.drives):
            continue
        yield Finding(
            about=metric,
            message=f"nothing ties the score `{metric.name}` to a business metric",
            help="name the metric that should move with it, such as renewals, and what shows it: "
            "`drives … up { shown-by … }`",
            absent=("drives", "metric", "win-win", "goal", "affects"),
        )


def _tied(canvas: Canvas) -> set[Key | None]:
    """The metrics that lead to one of business: followed backwards from these, so that each is met once."""
    leading: dict[Key, list[Key | None]] = {}
    for metric in canvas.metrics:
        for key in keys(each.metric for each in metric.drives):
            leading.setdefault(key, []).append(metric.key)
    aims = {key for goal in decided(canvas.goals) for key in keys(goal.measures)}
    business = {
        metric.key for metric in canvas.metrics
        if metric.type not in _NO_BUSINESS or (metric.type in _USE and metric.key in aims)
    }  # fmt: skip
    found = set(business) | _tied_elsewhere(canvas, business)
    waiting = list(found)
    while waiting:
        reached = waiting.pop()
        for before in leading.get(reached, ()) if reached is not None else ():
            if before not in found:
                found.add(before)
                waiting.append(before)
    return found


def _tied_elsewhere(canvas: Canvas, business: set[Key | None]) -> set[Key | None]:
    """Metrics that stand beside one of business: on the two sides of a win-win, in one goal, at one service."""
    found: set[Key | None] = set()
    for both in canvas.win_wins:
        if both.business:
            found.update(keys((both.customer,)))
    for goal in canvas.goals:
        measures = keys(goal.measures)
        if any(key in business for key in measures):
            found.update(measures)
    paying = {service.key for service, _ in served(canvas) if any(effect.metric for effect in service.effects)}
    found.update(metric.key for metric in canvas.metrics if any(key in paying for key in keys(metric.of)))
    return found


# ---- MEA302: arrows without evidence --------------------------------------------------------


def _unshown(canvas: Canvas) -> Iterator[Finding]:
    """Quiet of an arrow that says itself that it is a hypothesis."""
    for metric in decided(canvas.metrics):
        for arrow in decided(metric.drives):
            if arrow.shown_by or arrow.source or arrow.status == "hypothesis":
                continue
            other = next(named(canvas, (arrow.metric,)), None)
            yield Finding(
                about=arrow,
                message=f"nothing shows that `{metric.name}` moves `{_name(other, arrow.metric.id)}`",
                help='say what shows it: `shown-by "…"`; or that you only believe it: `status hypothesis`',
                absent=("shown-by",),
            )


def _name(metric: Metric | None, id: str) -> str:
    return metric.name if metric is not None else id


# ---- MEA303: what service does for the firm ---------------------------------------------------


def _unseen_effect(canvas: Canvas) -> Iterator[Finding]:
    for service, _ in served(canvas):
        for effect in service.effects:
            if effect.metric is None:
                yield Finding(
                    about=service,
                    message=f"`{service.name}` is said to affect {effect.effect}, and no metric shows it",
                    help=f"name the metric: `affects {effect.effect} by …`",
                    span=effect.here,
                    absent=("affects", "metric"),
                )


# ---- MEA311: one side of a goal ------------------------------------------------------------------


def _one_side(canvas: Canvas) -> Iterator[Finding]:
    for goal in decided(canvas.goals):
        if bool(goal.customer_value) == bool(goal.business_value):
            continue
        there, missing = ("customer", "business") if goal.customer_value else ("business", "customer")
        who = "the business gets" if missing == "business" else "customers get"
        yield Finding(
            about=goal,
            message=f"nothing says what {who} out of the goal `{goal.name}`",
            help=f'say it: `{missing}-value "…"`',
            span=goal.place(f"{there}-value"),
            absent=(f"{missing}-value",),
        )


RULES: tuple[Rule, ...] = (
    Rule(
        code="MEA301",
        name="score-without-business",
        severity=Severity.WARNING,
        summary="A score of customers' experience moves no business metric",
        why="A score that moves no business figure will lose its budget. Research links what people perceive to "
        "what they do and to profit (Gupta & Zeithaml 2006); in your firm that has to be tested.",
        theory=("T-CX-2", "T-CX-1", "T-CEN-2", "T-SVC-11"),
        register=("R37",),
        check=_untied,
    ),
    Rule(
        code="MEA302",
        name="arrow-without-evidence",
        severity=Severity.HINT,
        summary="One metric is said to move another, and nothing shows it",
        why="Two figures that rise together need not move each other; until something shows it, it is a guess.",
        theory=("T-CX-2",),
        register=("R37",),
        check=_unshown,
    ),
    Rule(
        code="MEA303",
        name="effect-without-metric",
        severity=Severity.HINT,
        summary="A service is said to affect brand, retention or growth, and no metric shows it",
        why="That service pays is a chain of claims (Heskett et al. 1994), and each link can be checked in your own "
        "figures. The brand is no link of that chain: popular texts add it.",
        theory=("T-SVC-11",),
        register=("R37",),
        check=_unseen_effect,
    ),
    Rule(
        code="MEA311",
        name="goal-for-one-side",
        severity=Severity.HINT,
        summary="A goal says what one side gets out of it, and not what the other side gets",
        why="An experience that pleases without paying ends with the budget, and one that pays without pleasing ends "
        "with the customers.",
        theory=("T-CX-1",),
        register=(),
        check=_one_side,
    ),
)
