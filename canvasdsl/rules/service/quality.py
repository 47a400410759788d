"""How good service is held to be: exceeding expectations, the five dimensions and their weights (T-SVC-8, T-SVC-12)."""

from collections.abc import Iterator
from decimal import Decimal

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.service import Quality, Service
from canvasdsl.rules.parts import decided
from canvasdsl.rules.places import served
from canvasdsl.rules.rule import Finding, Rule

__all__ = ["RULES"]

_WHOLE = Decimal(100)
_ROUNDING = Decimal("0.5")
_DIMENSIONS = 5
_FEW = 3
"""Among fewer weights none is said to be the lowest."""
_PROMISED = {"timely": "timely", "personal": "personal", "quality": "high-quality"}


# ---- SVC401, SVC402: more than expected ----------------------------------------------


def _unpaid_delight(canvas: Canvas) -> Iterator[Finding]:
    for service, _ in served(canvas):
        if service.standard == "exceed" and service.budget is None:
            yield Finding(
                about=service,
                message=f"`{service.name}` is to exceed expectations every time, and has no budget for it",
                help="say what exceeding may cost: `budget …` with an amount per period",
                span=service.place("standard"),
                absent=("budget",),
            )


def _delight_alone(canvas: Canvas) -> Iterator[Finding]:
    """One finding for the model: whether effort is looked at anywhere in it."""
    exceeding = [service for service, _ in served(canvas) if service.standard == "exceed"]
    if exceeding and not _looks_at_effort(canvas):
        yield Finding(
            about=exceeding[0],
            message=f"`{exceeding[0].name}` is to exceed expectations, and nothing says how much trouble customers "
            "have with you",
            help="look at that as well: `effort { steps …; minutes … }` in a journey, or a `metric` of `type ces`",
            span=exceeding[0].place("standard"),
            absent=("effort", "metric", "type", "expectation", "win-win"),
        )


def _looks_at_effort(canvas: Canvas) -> bool:
    return (
        any(journey.efforts for journey in canvas.journeys)
        or any(metric.type == "ces" for metric in canvas.metrics)
        or any(each.steps_before is not None or each.steps_after is not None for each in canvas.win_wins)
        or any(each.attribute == "easy" for segment in canvas.segments for each in segment.expectations)
    )


# ---- SVC411, SVC412: weights of the five dimensions ----------------------------------------


def _weights_off(canvas: Canvas) -> Iterator[Finding]:
    """Fewer than five dimensions may make less than 100%, for the others have the rest; more they can't."""
    for service, _ in served(canvas):
        weighted = _weighted(service)
        if not weighted:
            continue
        total = sum((weight for _, weight in weighted), Decimal(0))
        complete = len({quality.dimension for quality, _ in weighted}) == _DIMENSIONS
        if total > _WHOLE + _ROUNDING or (complete and total < _WHOLE - _ROUNDING):
            first, *others = [quality for quality, _ in weighted]
            yield Finding(
                about=first,
                message=f"the weights of service quality of `{service.name}` "
                f"add up to {total.normalize():f}%, not 100%",
                help="share 100% among the dimensions",
                span=first.place("weight"),
                related=tuple(Related(each.place("weight"), "and this weight") for each in others),
            )


def _reliability_last(canvas: Canvas) -> Iterator[Finding]:
    for service, _ in served(canvas):
        weighted = _weighted(service)
        reliability = next((each for each in weighted if each[0].dimension == "reliability"), None)
        others = [weight for quality, weight in weighted if quality.dimension != "reliability"]
        if reliability is None or len(weighted) < _FEW or reliability[1] >= min(others, default=_WHOLE):
            continue
        yield Finding(
            about=reliability[0],
            message=f"of all dimensions of `{service.name}` reliability counts least",
            help="ask customers what they would miss most, and set the weights by their answers",
            span=reliability[0].place("weight"),
        )


def _weighted(service: Service) -> list[tuple[Quality, Decimal]]:
    return [(each, each.weight.value) for each in decided(service.qualities) if each.weight is not None]


# ---- SVC421: promised and not measured --------------------------------------------------------


def _unmeasured_promise(canvas: Canvas) -> Iterator[Finding]:
    measured = {reference.key for metric in canvas.metrics for reference in metric.of}
    for segment in decided(canvas.segments):
        for expectation in decided(segment.expectations):
            word = _PROMISED.get(expectation.attribute)
            if word and expectation.standard and not expectation.measure and expectation.perceived is None:
                yield Finding(
                    about=expectation,
                    message=f"`{segment.name}` are promised {word} service, and nothing measures whether they get it",
                    help="say how you see it: `measure …`, or how customers find it: `perceived …`",
                    span=expectation.place("standard"),
                    absent=("measure", "perceived"),
                )
    for service, relationships in served(canvas):
        keys = {each.key for each in (service, *relationships) if each.key is not None}
        if service.standard != "meet" or _is_measured(service) or measured & keys:
            continue
        yield Finding(
            about=service,
            message=f"`{service.name}` is to meet what customers expect, and nothing measures whether it does",
            help="say how you see it: `consistency …`, `quality … { expected …; perceived … }`, or a `metric` of it",
            span=service.place("standard"),
            absent=("consistency", "quality", "perceived", "metric", "of", "attained", "measure"),
        )


def _is_measured(service: Service) -> bool:
    return (
        service.consistency is not None
        or service.deviation is not None
        or any(quality.perceived is not None for quality in service.qualities)
        or any(task.attained is not None or task.solved_first is not None for task in service.tasks)
        or any(each.measure for part in (service.pillars, service.principles, service.habits) for each in part)
    )


RULES: tuple[Rule, ...] = (
    Rule(
        code="SVC401",
        name="delight-without-budget",
        severity=Severity.HINT,
        summary="Service is to exceed expectations, and no budget is set for it",
        why="What delights today is expected tomorrow (Kano et al. 1984), so exceeding expectations costs more each "
        "time.",
        theory=("T-SVC-8",),
        register=(),
        check=_unpaid_delight,
    ),
    Rule(
        code="SVC402",
        name="delight-before-ease",
        severity=Severity.HINT,
        summary="Service is to exceed expectations, and nothing looks at how much trouble customers have",
        why="Authors disagree: to some, excellent service exceeds expectations all the time; Dixon, Freeman & Toman "
        "(2010) hold that sparing customers trouble does more than delighting them.",
        theory=("T-SVC-8",),
        register=(),
        check=_delight_alone,
    ),
    Rule(
        code="SVC411",
        name="quality-weights-off",
        severity=Severity.ERROR,
        summary="The weights of the dimensions of service quality don't add up to 100%",
        why="The weights share out one whole; if they add up to something else, the weighted gap means nothing.",
        theory=("T-SVC-12",),
        register=(),
        check=_weights_off,
    ),
    Rule(
        code="SVC412",
        name="reliability-counts-least",
        severity=Severity.HINT,
        summary="Reliability has the lowest weight of the dimensions of service quality",
        why="Customers usually rank reliability first, though not in every study: kindness does not help if what "
        "was promised does not come.",
        theory=("T-SVC-12",),
        register=(),
        check=_reliability_last,
    ),
    Rule(
        code="SVC421",
        name="unmeasured-promise-of-service",
        severity=Severity.WARNING,
        summary="Timely, personal or good service is promised, and nothing measures whether customers get it",
        why="Service is as good as customers find it: a standard that is never held against their judgement is the "
        "firm's opinion of itself.",
        theory=("T-SVC-12",),
        register=(),
        check=_unmeasured_promise,
    ),
)
