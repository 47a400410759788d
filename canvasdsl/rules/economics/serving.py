"""What serving a customer costs against what one leaves (R17, T-ECO-12), and what growth puts at risk (T-ECO-13)."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.model.beliefs import Target
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.customers import Segment
from canvasdsl.model.relationships import Relationship
from canvasdsl.rules.economics.customer_value import in_money, paid_by_one, spent_to_serve, yearly
from canvasdsl.rules.parts import decided, listed, naming, revenues_from, type_at
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.together import segments_of
from canvasdsl.source import Span

__all__ = ["RULES"]

_LOSS_WORDS = ("customers", "spend", "unhappy", "unhappy-leave")
_Left = tuple[Fraction, str, Span, str]
"""What a customer leaves in a year, or pays at most; the currency; where it is said, and what to say of it."""


def _left(canvas: Canvas, relationship: Relationship, segment: Any) -> _Left | None:
    """The margin; without one the most that a customer pays, since no margin is above it."""
    margin = yearly(relationship.margin)
    if margin is not None and relationship.margin is not None:
        return margin, relationship.margin.unit, relationship.margin.span, "the margin"
    if relationship.margin is not None:
        return None
    whole, prices = Fraction(0), []
    for revenue in decided(revenues_from(canvas, segment)):
        streams = [(revenue.price, revenue.volume)] if revenue.price is not None else []
        streams += [(plan.price, plan.volume) for plan in decided(revenue.plans) if plan.price is not None]
        paid = [paid_by_one(revenue, price.value, volume) for price, volume in streams]
        if not paid or any(each is None for each in paid):
            return None
        whole += max(each for each in paid if each is not None)
        prices += [price for price, _ in streams]
    if not prices or len({price.value.unit for price in prices}) > 1:
        return None
    return whole, prices[0].value.unit, prices[0].value.span, "the most that one pays"


# ---- ECO421, ECO422: served at a loss --------------------------------------------


def _served_at_a_loss(canvas: Canvas) -> Iterator[Finding]:
    """Once for each segment, at the first relationship that shows it."""
    told = set()
    for relationship in decided(canvas.relationships):
        for segment in segments_of(canvas, relationship):
            left = _left(canvas, relationship, segment)
            cost = spent_to_serve(canvas, relationship, segment, left[1]) if left is not None else None
            if left is None or cost is None or cost <= 0 or cost < left[0] or segment.key in told or segment.is_idea:
                continue
            told.add(segment.key)
            amount, currency, place, what = left
            said = segment.cost_to_serve is not None
            yield Finding(
                about=segment if said else relationship,
                message=f"serving a customer of `{segment.name}` costs {in_money(cost, currency)} a year, and "
                + ("the margin is" if what == "the margin" else "one pays") + f" {in_money(amount, currency)}",
                help="serve them more cheaply, ask a higher price, or leave them to others",
                span=segment.cost_to_serve.span if said else _serving_at(relationship),
                related=(Related(place, what),),
            )  # fmt: skip


def _serving_at(relationship: Relationship) -> Span:
    """Where a relationship says what serving costs: its representatives, or its first service."""
    if relationship.dedicated is not None and relationship.dedicated.rep_cost is not None:
        return relationship.dedicated.rep_cost.span
    return relationship.services[0].here if relationship.services else relationship.here


def _dedicated_at_a_loss(canvas: Canvas) -> Iterator[Finding]:
    for relationship in decided(canvas.relationships):
        if "dedicated" not in relationship.type_words:
            continue
        for segment in segments_of(canvas, relationship):
            loss = _loss_at(canvas, relationship, segment)
            if loss is not None and not segment.is_idea:
                yield Finding(
                    about=relationship,
                    message=f"`{relationship.name}` gives each customer of `{segment.name}` somebody of their own, and "
                    "they bring a loss",
                    help="give them a cheaper relationship, such as `self-service` with a way to a person, or say what "
                    "makes them worth it and from when on",
                    span=type_at(relationship, "dedicated"),
                    related=(loss,),
                )


def _loss_at(canvas: Canvas, relationship: Relationship, segment: Any) -> Related | None:
    """Where a segment is said to leave a loss, before the representative is paid or after."""
    if segment.profit is not None and segment.profit.value < 0:
        return Related(segment.profit.span, "less than nothing is left")
    if segment.value_tier == "below-zero":
        return Related(segment.place("value-tier"), "they cost more than they bring")
    left = _left(canvas, relationship, segment)
    cost = yearly(segment.cost_to_serve, left[1]) if left is not None else None
    if left is not None and cost is not None and cost >= left[0] and cost > 0:
        return Related(segment.cost_to_serve.span, "serving one costs as much as the margin, or more")
    return None


# ---- ECO431: what growth puts at risk ----------------------------------------------


def _growth_without_loss(canvas: Canvas) -> Iterator[Finding]:
    """Growth is planned by a goal of this type; by `growth` of a segment whose customers and spending are known; or,
    where some segment has an estimate of loss, by a target for the number of customers."""
    estimated = next((each for each in canvas.segments if each.unhappy is not None), None)
    for segment in decided(canvas.segments):
        plan = _growth_at(canvas, segment, used=estimated is not None)
        if plan is None or _pays_nothing(canvas, segment):
            continue
        missing = [word for word in _LOSS_WORDS if getattr(segment, word.replace("-", "_")) is None]
        if missing:
            yield Finding(
                about=segment,
                message=f"`{segment.name}` is to grow, and nothing says what the unhappy among them cost",
                help="estimate what is lost when they leave: " + listed([f"`{word} …`" for word in missing]),
                related=(plan,),
                absent=tuple(missing),
            )


def _pays_nothing(canvas: Canvas, segment: Segment) -> bool:
    """Whether the money comes from others, as in a library: nothing is lost then that could be counted."""
    return segment.spend is None and bool(canvas.revenues) and not revenues_from(canvas, segment)


def _growth_at(canvas: Canvas, segment: Segment, *, used: bool) -> Related | None:
    counted = segment.customers is not None and (segment.spend is not None or segment.unhappy is not None)
    if segment.growth is not None and segment.growth.value > 0 and counted:
        return Related(segment.growth.span, "it grows")
    for goal in decided(naming(canvas, segment, "goal", "for")):
        if goal.type == "growth":
            return Related(goal.here, "growth is the goal")
    if used and segment.customers is not None:
        for link in canvas.index.links_to.get(segment.key, ()) if segment.key else ():
            target = link.entity
            if isinstance(target, Target) and target.figure == "customers":
                more = target.comparison
                if more.operator in (">=", ">") and more.quantity.value > segment.customers.value:
                    return Related(target.here, "more customers are the target")
    return None


RULES = (
    Rule(
        code="ECO421",
        name="customers-served-at-a-loss",
        severity=Severity.WARNING,
        summary="Serving a customer costs as much as the margin, or more",
        why="If serving a customer costs more than the margin, each further customer makes the loss larger.",
        theory=("T-ECO-12", "T-REL-4"),
        register=("R17",),
        check=_served_at_a_loss,
    ),
    Rule(
        code="ECO422",
        name="dedicated-help-at-a-loss",
        severity=Severity.WARNING,
        summary="A segment that brings a loss has representatives of its own",
        why="A representative is the most expensive relationship; given to customers who bring a loss, it deepens "
        "the loss.",
        theory=("T-ECO-12",),
        register=("R17",),
        check=_dedicated_at_a_loss,
    ),
    Rule(
        code="ECO431",
        name="growth-without-loss-estimate",
        severity=Severity.HINT,
        summary="Growth is planned, and nothing says what unhappy customers cost",
        why="With more customers who spend more, each per cent of unhappy ones costs more: twice both is four times "
        "the loss.",
        theory=("T-ECO-13",),
        register=(),
        check=_growth_without_loss,
    ),
)
