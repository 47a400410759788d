"""The catalogue of metrics: their units, in which direction each is good, which of them tell something (T-MEA-2)."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from canvasdsl.diagnostics import Edit, Fix, Related, Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.entities import Reference
from canvasdsl.model.measures import Goal, Metric
from canvasdsl.model.quantities import CURRENCIES, Quantity, length_of
from canvasdsl.rules.parts import decided
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.together import named
from canvasdsl.source import Span

__all__ = ["RULES"]


class _Kind(NamedTuple):
    """Of a metric type: its measure, the direction in which it is good, and its bounds."""

    measure: str
    good: str
    least: Decimal | None = None
    most: Decimal | None = None


_WHOLE = _Kind("share", "up", Decimal(0), Decimal(100))
_MONEY = _Kind("money", "up")
_CATALOGUE = {
    "acquisition-cost": _Kind("money", "down", Decimal(0)), "conversion": _WHOLE, "retention": _WHOLE,
    "churn": _WHOLE._replace(good="down"), "renewal": _WHOLE, "csat": _WHOLE, "ces": _Kind("ease", ""),
    "nps": _Kind("points", "up", Decimal(-100), Decimal(100)), "referral": _WHOLE, "revenue-per-customer": _MONEY,
    "lifetime-value": _MONEY, "share-of-wallet": _WHOLE, "response-time": _Kind("duration", "down", Decimal(0)),
    "resolution-rate": _WHOLE, "revenue": _MONEY, "profit": _MONEY, "reach": _Kind("count", "up", Decimal(0)),
}  # fmt: skip
"""The types whose unit is known; engagement and metrics of one's own have any (T-MEA-2)."""
_TOLD = {
    "share": "a share in %", "money": "an amount of money", "duration": "a length of time", "count": "a number",
    "points": "a number from -100 to 100, without %", "ease": "a mark from 1 to 7, or a share in %",
}  # fmt: skip
_OTHER_WAY = {"up": "down", "down": "up"}
_SHORT = frozenset(("min", "h"))
"""How people shorten lengths of time behind a number of any unit."""
_SAME = {
    "retention": ("retention", "churn", "renewal"), "satisfaction": ("csat", "nps", "ces"),
    "loyalty": ("retention", "churn", "renewal", "nps", "referral", "share-of-wallet"), "acquisition": ("conversion",),
    "experience": ("csat", "nps", "ces"), "growth": ("revenue",), "profit": ("profit",),
}  # fmt: skip
"""The metrics that show the very thing that a goal of a type wants."""


def _kind(metric: Metric) -> _Kind | None:
    kind = _CATALOGUE.get(metric.type or "")
    if metric.type == "ces" and kind is not None and metric.version is not None:
        first = metric.version.value == 1
        return kind._replace(good="down" if first else "up", most=Decimal(5 if first else 7))
    return kind


# ---- MEA106: an aim in the wrong direction -----------------------------------------


def _against_goal(canvas: Canvas) -> Iterator[Finding]:
    for goal in canvas.goals:
        for metric in named(canvas, [each for each in goal.measures if isinstance(each, Reference)]):
            way = _way(metric)
            wanted, place = _wanted(goal, metric)
            if way is None or not wanted or way == wanted or _helps(metric, way, wanted):
                continue
            verb, side = ("rise", "below") if wanted == "up" else ("fall", "above")
            yield Finding(
                about=metric,
                message=f"for `{goal.name}` the metric `{metric.name}` is to {verb}, and its aim lies {side} what it "
                "shows now",
                help="turn the aim or the baseline round, or take the metric out of the goal",
                span=metric.aim.here,
                related=(Related(place, "the goal"), Related(metric.baseline.span, "what it shows now")),
            )


def _way(metric: Metric) -> str | None:
    """Whether the aim lies above or below what the metric shows now; `None` where that can't be said."""
    now, aim = metric.baseline, metric.aim.value if metric.aim is not None else None
    if now is None or aim is None or (now.unit, now.period) != (aim.unit, aim.period):
        return None
    return "up" if aim.low > now.high else "down" if aim.high < now.low else None


def _helps(metric: Metric, way: str, wanted: str) -> bool:
    """Whether a metric that goes the other way is meant so: it is good when it falls, or moves another as is wanted."""
    kind = _kind(metric)
    if kind is not None and kind.good == way:
        return True
    return any(each.direction and (way if each.direction == "up" else _OTHER_WAY[way]) == wanted
               for each in metric.drives)  # fmt: skip


def _wanted(goal: Goal, metric: Metric) -> tuple[str, Span]:
    """Where a goal wants a metric to go, and where that is said: by its direction, else by its type."""
    if goal.direction:
        return goal.direction, goal.place("direction")
    kind = _kind(metric)
    if goal.type and kind is not None and metric.type in _SAME.get(goal.type, ()):
        return kind.good, goal.place("type")
    return "", goal.here


# ---- MEA111: a unit that does not belong to the metric -----------------------------


def _wrong_unit(canvas: Canvas) -> Iterator[Finding]:
    currency = canvas.heading.currency if canvas.heading is not None else None
    for metric in canvas.metrics:
        kind = _kind(metric)
        if kind is None:
            continue
        for quantity in (metric.baseline, metric.aim.value if metric.aim is not None else None):
            if quantity is None:
                continue
            if not _fits(quantity, kind.measure, has_currency=bool(currency)):
                yield Finding(
                    about=metric,
                    message=f"`{metric.type}` is {_TOLD[kind.measure]}, and `{quantity.written}` is not",
                    help=f"write {_TOLD[kind.measure]}, or "
                    + ("the mean of the marks as `mean …`" if metric.type == "csat" else "choose another type"),
                    span=quantity.span,
                    related=(Related(metric.place("type"), "the type"),),
                    fix=_without_sign(quantity) if kind.measure == "points" and quantity.unit == "%" else None,
                )
            elif _is_beyond(quantity, kind):
                bounds = f"from {kind.least if kind.least is not None else 1} to {kind.most}"
                yield Finding(
                    about=metric,
                    message=f"`{quantity.written}` is no value of `{metric.type}`",
                    help=f"it lies {bounds}" if kind.most is not None else "it is 0 or more",
                    span=quantity.span,
                    related=(Related(metric.place("type"), "the type"),),
                )


def _fits(quantity: Quantity, measure: str, *, has_currency: bool) -> bool:
    unit = quantity.unit
    if measure == "share":
        return unit == "%"
    if measure == "money":
        return unit in CURRENCIES or (not unit and has_currency)
    is_time = length_of(unit) is not None or unit in _SHORT
    if measure == "duration":
        return is_time
    if measure == "ease":
        return unit == "%" or not (unit in CURRENCIES or is_time)
    return not (unit == "%" or unit in CURRENCIES or is_time)


def _is_beyond(quantity: Quantity, kind: _Kind) -> bool:
    if kind.measure == "ease":
        low, high = (Decimal(0), Decimal(100)) if quantity.unit == "%" else (Decimal(1), kind.most or Decimal(7))
        return quantity.low < low or quantity.high > high
    return (kind.least is not None and quantity.low < kind.least) or (
        kind.most is not None and quantity.high > kind.most
    )  # fmt: skip


def _without_sign(quantity: Quantity) -> Fix:
    written = quantity.written.replace("%", "").strip()
    return Fix("take the `%` out: it is a difference of two shares", (Edit(quantity.span, written),))


# ---- MEA112: a figure that always grows --------------------------------------------


def _vanity(canvas: Canvas) -> Iterator[Finding]:
    """Where all metrics of the model only say how many saw it, once; else at each goal with no other metric."""
    metrics = list(decided(canvas.metrics))
    if metrics and all(metric.type == "reach" for metric in metrics):
        yield Finding(
            about=metrics[0],
            message=f"`{metrics[0].name}` says how many saw it, and no metric what came of it",
            help="add one that can also fall: who buys, stays or comes back, such as `type conversion` or "
            "`type retention`",
            span=metrics[0].place("type"),
            absent=("metric",),
        )
        return
    for goal in decided(canvas.goals):
        shown = list(named(canvas, [each for each in goal.measures if isinstance(each, Reference)]))
        if shown and len(shown) == len(goal.measures) and all(metric.type == "reach" for metric in shown):
            yield Finding(
                about=goal,
                message=f"the goal `{goal.name}` is measured by how many saw it, and not by what came of it",
                help="add a metric that shows who bought, stayed or came back: `measure …`",
                span=goal.place("measure"),
                related=(Related(shown[0].place("type"), "how many saw it"),),
                absent=("measure",),
            )


RULES = (
    Rule(
        code="MEA106",
        name="aim-against-goal",
        severity=Severity.ERROR,
        summary="The aim of a metric contradicts the goal that it serves",
        why="Reaching this aim would take you away from the goal: one of the two is the wrong way round.",
        theory=("T-MEA-1",),
        register=("R38",),
        check=_against_goal,
    ),
    Rule(
        code="MEA111",
        name="wrong-unit-of-metric",
        severity=Severity.ERROR,
        summary="A metric of a known type has a value of another unit, or outside its scale",
        why="A number without its own unit can be compared with nothing, not even with itself a year ago.",
        theory=("T-MEA-2", "T-MEA-4"),
        register=(),
        check=_wrong_unit,
    ),
    Rule(
        code="MEA112",
        name="vanity-metric-alone",
        severity=Severity.HINT,
        summary="Only figures such as views and followers are measured",
        why="A figure that always grows pleases everybody, and nobody decides anything by it.",
        theory=("T-MEA-2",),
        register=(),
        check=_vanity,
    ),
)
