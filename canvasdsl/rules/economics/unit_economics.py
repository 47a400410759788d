"""What a customer is worth against what winning one costs (R50, T-ECO-7), and the sum of all values (T-ECO-8)."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.figures.lifetime import has_value
from canvasdsl.figures.periods import amount_in
from canvasdsl.figures.unit import payback, value_to_cost
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.quantities import Quantity
from canvasdsl.model.relationships import Relationship
from canvasdsl.rules.economics.customer_value import Worth, acquisition_cost, gross_value, in_money, spending, worth_of
from canvasdsl.rules.parts import (
    called,
    decided,
    declared,
    is_one_off,
    only_transactional,
    relationships_with,
    revenues_from,
)
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.together import segments_of
from canvasdsl.source import Span

__all__ = ["RULES"]

_PARTS = ("advertising", "sales", "incentive", "setup")
_SLACK = Fraction(2, 100)
"""So much two statements of one cost may differ, beside the digits that are written."""


def _valued(canvas: Canvas) -> Iterator[tuple[Relationship, Worth, Fraction, Fraction]]:
    """The relationships of which both are known, in one currency: what a customer is likely worth, and costs to win."""
    for relationship in decided(canvas.relationships):
        worth, cost = worth_of(canvas, relationship), acquisition_cost(relationship)
        if worth is not None and cost is not None and cost[0] > 0 and cost[1] == worth.currency:
            yield relationship, worth, gross_value(worth), cost[0]


def _at_best(relationship: Relationship, worth: Worth, cost: Fraction) -> tuple[Worth, Fraction] | None:
    """The greatest worth and the lowest cost within the ranges that are written; `None` where the worth is endless."""
    margin, retention, churn = relationship.margin, relationship.retention, relationship.churn
    rates, more, longer = worth.rates, Fraction(0), Decimal(0)
    if margin is not None and margin.period is not None:
        more = amount_in(Fraction(margin.high - margin.value), margin.period, rates.period)
    if retention is not None:
        longer = retention.high - retention.value
    elif churn is not None:
        longer = churn.value - churn.low
    best = attrs.evolve(rates, retention=rates.retention + Fraction(longer) / 100)
    if not has_value(best.retention, best.discount, best.growth):
        return None
    said = relationship.acquisition_cost
    return attrs.evolve(worth, margin=worth.margin + more, rates=best), Fraction(said.low) if said else cost


def _ratio_at_best(relationship: Relationship, worth: Worth, cost: Fraction) -> Fraction | None:
    """How many times the cost a customer is worth at best; `None` where there is no end to it."""
    best = _at_best(relationship, worth, cost)
    return value_to_cost(gross_value(best[0]), best[1]) if best is not None and best[1] > 0 else None


def _cost_at(relationship: Relationship) -> Span:
    said = relationship.acquisition_cost
    return said.span if said is not None else relationship.place("acquisition")


def _times(number: Fraction) -> str:
    return f"{float(round(number, 1)):g}"


# ---- ECO401, ECO402, ECO403: the guard rails ------------------------------------


def _thin(canvas: Canvas) -> Iterator[Finding]:
    """Of ranges the best counts, here and below: what is said holds for all that is within them."""
    least = canvas.threshold("ltv-to-cac")
    for relationship, worth, value, cost in _valued(canvas):
        ratio, at_best = value_to_cost(value, cost), _ratio_at_best(relationship, worth, cost)
        if at_best is not None and 1 <= at_best < Fraction(least):
            yield Finding(
                about=relationship,
                message=f"a customer of `{relationship.name}` is worth {in_money(value, worth.currency)}, "
                f"{_times(ratio)} times what winning one costs",
                help=f"win customers more cheaply, keep them longer or earn more on each, up to {least:f} times; or "
                f'say why it is right here: `accept ECO401 on {called(relationship)} because "…"`',
                span=_cost_at(relationship),
                related=_inputs(relationship),
            )


def _inputs(relationship: Relationship) -> tuple[Related, ...]:
    rate, margin = relationship.retention or relationship.churn, relationship.margin
    related = [Related(margin.span, "the margin of a customer")] if margin is not None else []
    if rate is not None:
        related.append(Related(rate.span, "how long they stay"))
    return tuple(related)


def _slow(canvas: Canvas) -> Iterator[Finding]:
    """Of subscriptions and other recurring revenue alone: the guard rail is theirs. What never pays back is told of by
    ECO403."""
    most = canvas.threshold("payback-months")
    for relationship, worth, value, cost in _valued(canvas):
        stream = next((
            revenue for segment in segments_of(canvas, relationship)
            for revenue in decided(revenues_from(canvas, segment)) if revenue.recurs
        ), None)  # fmt: skip
        if stream is None or worth.margin <= 0 or value < cost:
            continue
        months = payback(cost, amount_in(worth.margin, worth.rates.period, "month"))
        best = _at_best(relationship, worth, cost)
        if best is None:
            continue
        if payback(best[1], amount_in(best[0].margin, worth.rates.period, "month")) > Fraction(most):
            yield Finding(
                about=relationship,
                message=f"a customer of `{relationship.name}` takes {_times(months)} months to pay back what winning "
                "one costs",
                help=f"win customers more cheaply or earn more on each, within {most:f} months; or say why it is "
                f'right here: `accept ECO402 on {called(relationship)} because "…"`',
                span=_cost_at(relationship),
                related=(*_inputs(relationship)[:1], declared(stream, "paid period by period")),
            )


def _losing(canvas: Canvas) -> Iterator[Finding]:
    """A margin that serving them eats up is told of by ECO421."""
    for relationship, worth, value, cost in _valued(canvas):
        at_best = _ratio_at_best(relationship, worth, cost)
        if at_best is None or at_best >= 1 or (worth.serving and worth.margin + worth.keeping <= 0):
            continue
        yield Finding(
            about=relationship,
            message=f"a customer of `{relationship.name}` is worth {in_money(value, worth.currency)}, and winning one "
            f"costs {in_money(cost, worth.currency)}",
            help="stop winning customers in this way until they are worth more, or it costs less",
            span=_cost_at(relationship),
            related=_inputs(relationship),
        )


# ---- ECO404, ECO405: all that belongs to the cost -------------------------------


def _media_only(canvas: Canvas) -> Iterator[Finding]:
    for relationship in decided(canvas.relationships):
        acquisition = relationship.acquisition
        if acquisition is None or acquisition.is_idea or [*spending(acquisition)] != ["advertising"]:
            continue
        yield Finding(
            about=acquisition,
            message=f"what winning a customer of `{relationship.name}` costs counts advertising only",
            help="add what else it takes, or 0 where it takes nothing: `sales …`, `incentive …`, `setup …`",
            span=acquisition.place("advertising"),
            absent=_PARTS[1:],
        )


def _contradicting_costs(canvas: Canvas) -> Iterator[Finding]:
    """Parts that are not said can only add to the sum: then it is too much, or nothing is known."""
    for relationship in canvas.relationships:
        said, acquisition = relationship.acquisition_cost, relationship.acquisition
        if said is None or acquisition is None or acquisition.is_idea or acquisition.new_customers is None:
            continue
        parts, new = spending(acquisition), acquisition.new_customers
        if new.low <= 0 or not parts or any(
            amount.unit != said.unit or (amount.period is None) != (new.period is None) for amount in parts.values()
        ):  # fmt: skip
            continue
        low, high = (
            sum(_in_period(amount, end, new.period) for amount in parts.values()) / Fraction(many)
            for end, many in (("low", new.high), ("high", new.low))
        )
        digit = Fraction(Decimal(5).scaleb(min(int(said.value.as_tuple().exponent), 0) - 1))
        too_much = low * (1 - _SLACK) > Fraction(said.high) + digit
        too_little = len(parts) == len(_PARTS) and high * (1 + _SLACK) < Fraction(said.low) - digit
        if too_much or too_little:
            yield Finding(
                about=relationship,
                message=f"`acquisition-cost {said.written}` contradicts `acquisition`, which gives "
                f"{in_money(low if too_much else high, said.unit)} per customer",
                help="keep one of them, or correct the other: the cost of winning a customer is all spending over the "
                "customers won",
                span=said.span,
                related=(Related(acquisition.here, ", ".join(parts) + " over `new-customers`"),),
            )


def _in_period(amount: Quantity, end: str, period: str | None) -> Fraction:
    return amount_in(Fraction(getattr(amount, end)), amount.period or "year", period or "year")


# ---- ECO411: customer equity ------------------------------------------------------


def _missing_in_equity(canvas: Canvas) -> Iterator[Finding]:
    """Speaks once a segment can be counted; then of the others that pay, not only once, and have a relationship that
    is more than single deals."""
    segments = list(decided(canvas.segments))
    gaps = {id(segment): _gaps(canvas, segment) for segment in segments}
    counted = next((segment for segment in segments if not gaps[id(segment)]), None)
    if counted is None:
        return
    for segment in segments:
        missing = gaps[id(segment)]
        pays = any(not revenue.is_idea for revenue in revenues_from(canvas, segment))
        if not missing or not pays or set(segment.activity_states) & {"lapsed", "competitors", "non"}:
            continue
        if is_one_off(canvas, segment) or all(map(only_transactional, relationships_with(canvas, segment))):
            continue
        yield Finding(
            about=segment,
            message=f"`{segment.name}` is missing from the value of all customers",
            help="write what it takes to count them: " + _how(missing),
            related=(declared(counted, "this segment can be counted"),),
            absent=("customers", "margin", "retention", "churn", "relationship", "with"),
        )


def _gaps(canvas: Canvas, segment: Any) -> list[str]:
    """What is missing to count the value of a segment: its number, and of one relationship both margin and rate."""
    missing = [] if segment.customers is not None else ["customers"]
    of_relationship = [
        ["margin"] * (each.margin is None) + ["retention"] * ((each.retention or each.churn) is None)
        for each in decided(relationships_with(canvas, segment))
    ]  # fmt: skip
    return missing + min(of_relationship, key=len, default=["margin", "retention"])


def _how(missing: list[str]) -> str:
    there = [word for word in missing if word != "customers"]
    told = ["`customers …` in the segment"] if "customers" in missing else []
    if there:
        told.append(" and ".join(f"`{word} …`" for word in there) + " in the relationship with it")
    return ", ".join(told)


RULES = (
    Rule(
        code="ECO401",
        name="thin-lifetime-value",
        severity=Severity.HINT,
        summary="A customer is worth less than three times what winning one costs",
        why="What is left above the cost of winning pays for everything else; below three times, a rule of thumb by "
        "Skok, growth eats more cash than it brings. There are exceptions, with a reason.",
        theory=("T-ECO-7",),
        register=("R50",),
        check=_thin,
    ),
    Rule(
        code="ECO402",
        name="slow-payback",
        severity=Severity.HINT,
        summary="A subscriber takes more than twelve months to pay back what winning one costs",
        why="Until a customer has paid back you pay for them: the faster you grow, the more cash that takes.",
        theory=("T-ECO-7",),
        register=("R50",),
        check=_slow,
    ),
    Rule(
        code="ECO403",
        name="customers-worth-less-than-they-cost",
        severity=Severity.WARNING,
        summary="A customer is worth less than what winning one costs",
        why="Each new customer loses money, so more of them lose more.",
        theory=("T-ECO-7",),
        register=("R50",),
        check=_losing,
    ),
    Rule(
        code="ECO404",
        name="acquisition-cost-of-media-only",
        severity=Severity.HINT,
        summary="The cost of winning customers counts advertising only",
        why="Sales people, first discounts and setting up an account often cost more than the advertisement.",
        theory=("T-ECO-7",),
        register=(),
        check=_media_only,
    ),
    Rule(
        code="ECO405",
        name="contradicting-acquisition-costs",
        severity=Severity.ERROR,
        summary="The stated acquisition cost is not what all spending gives per new customer",
        why="An acquisition cost that leaves out a part of the spending makes each customer look cheaper than they "
        "are.",
        theory=("T-ECO-7",),
        register=(),
        check=_contradicting_costs,
    ),
    Rule(
        code="ECO411",
        name="segment-missing-from-equity",
        severity=Severity.HINT,
        summary="The lifetime values of some segments can be added up, and another paying segment is missing",
        why="Customer equity is the sum over all customers; a segment that is missing looks as if it were worthless.",
        theory=("T-ECO-8",),
        register=(),
        check=_missing_in_equity,
    ),
)
