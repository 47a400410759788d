"""What a lifetime value is computed from: rates in their domain, amounts that go together, a margin (R07, T-ECO-3)."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from canvasdsl.diagnostics import Edit, Fix, Related, Severity
from canvasdsl.figures.lifetime import has_value, mean_life
from canvasdsl.figures.periods import retention_in
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.money import Revenue
from canvasdsl.model.quantities import Quantity
from canvasdsl.model.relationships import Relationship
from canvasdsl.rules.economics.customer_value import paid_by_one, rates_of, yearly
from canvasdsl.rules.parts import decided, naming, once, revenues_from
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.together import segments_of
from canvasdsl.source import Span

__all__ = ["RULES"]

_HUGE = 1_000_000_000
_RETENTION_METRICS = ("retention", "churn", "renewal")


# ---- ECO201, ECO202: rates that give no value ----------------------------------


def _discount_below_domain(canvas: Canvas) -> Iterator[Finding]:
    heading = canvas.heading
    rates: list[tuple[Any, str, Quantity | None]] = [
        (each, "margin-growth", each.margin_growth) for each in canvas.relationships
    ]  # fmt: skip
    if heading is not None:
        rates.insert(0, (heading, "discount", heading.discount))
    for about, word, rate in rates:
        if rate is not None and rate.low <= -100:
            yield Finding(
                about=about,
                message=f"`{word} {rate.written}` leaves nothing of the money, or less than nothing",
                help=f"write a rate above -100%, such as `{word} {'10' if word == 'discount' else '4'}% per year`",
                span=rate.span,
            )


def _endless(canvas: Canvas) -> Iterator[Finding]:
    """Quiet where the relationship has a `horizon`: then the sum ends; and where nothing but the retention is said."""
    for relationship in canvas.relationships:
        rates = rates_of(canvas, relationship)
        said = canvas.heading.discount if canvas.heading is not None else None
        growth = relationship.margin_growth
        if rates is None or relationship.horizon is not None or (said is None and growth is None):
            continue
        i, r, g = rates.discount, rates.retention, rates.growth
        if has_value(r, i, g):
            continue
        retention = relationship.retention or relationship.churn
        places = [(said, "the discount"), (growth, "the growth")]
        yield Finding(
            about=relationship,
            message=f"a customer of `{relationship.name}` would be worth an endless sum: 1 + i − r(1 + g) is "
            f"1 + {_plain(i)} − {_plain(r)} × {_plain(1 + g)} = {_plain(1 + i - r * (1 + g))} per {rates.period}",
            help="write a lower `margin-growth` or `retention`, or a higher `discount`; or say with `horizon …` how "
            "long the relationship is meant to last, so that the sum ends",
            span=retention.span if retention is not None else None,
            related=tuple(Related(rate.span, f"{what}, brought to one {rates.period} by compounding")
                          for rate, what in places if rate is not None),
        )  # fmt: skip


def _plain(number: Fraction) -> str:
    """A rate as a number with up to five decimals."""
    size = Decimal(number.numerator) / number.denominator
    written = f"{round(size, 5).normalize():f}" if abs(size) < _HUGE else f"{size:.3e}"
    return written.replace("-", "−")


# ---- ECO204: amounts without a period ------------------------------------------


def _said(block: Any, *attributes: str) -> Iterator[tuple[str, Quantity]]:
    for attribute in attributes:
        quantity = getattr(block, attribute)
        if quantity is not None:
            yield attribute.replace("_", "-"), quantity


def _periodless_amounts(canvas: Canvas) -> Iterator[Finding]:
    period = canvas.heading.period if canvas.heading is not None else None
    for relationship in canvas.relationships:
        for block in (relationship, *relationship.what_ifs):
            for word, quantity in _said(block, "margin", "retention_cost"):
                if quantity.period is None:
                    end = quantity.span.end
                    yield Finding(
                        about=block,
                        message=f"`{word} {quantity.written}` has no period",
                        help=f"write `{word} {quantity.written} per {period or 'month'}`, or the period that you mean",
                        span=quantity.span,
                        label="in a week, a month or a year?",
                        fix=Fix(f"add `per {period}`, the period of `canvas`",
                                (Edit(Span(quantity.span.source, end, end), f" per {period}"),))
                        if period is not None else None,
                    )  # fmt: skip


# ---- ECO205: hardly anybody ever leaves ----------------------------------------


def _hardly_anybody_leaves(canvas: Canvas) -> Iterator[Finding]:
    """A retention of 100% is told of by ECO103."""
    line = canvas.threshold("retention")
    measured = _measured(canvas)
    for relationship in decided(canvas.relationships):
        rates, retention, churn = rates_of(canvas, relationship), relationship.retention, relationship.churn
        if rates is None or relationship.horizon is not None or _is_founded(canvas, relationship, measured):
            continue
        said = retention if retention is not None and retention.period is not None else churn
        if said is None or said.period is None:
            continue
        least = Fraction(said.low) / 100 if said is retention else 1 - Fraction(said.high) / 100
        a_year = retention_in(least, said.period, "year") * 100
        if rates.retention >= 1 or a_year <= Fraction(line):
            continue
        years = mean_life(retention_in(rates.retention, rates.period, "year"))
        word = "retention" if said is retention else "churn"
        yield Finding(
            about=relationship,
            message=f"`{word} {said.written}` means that a customer stays for {round(years)} years, and nothing shows "
            "that it is so",
            help='say where the rate comes from (`source "…"`, or a `metric` with its `baseline`), how long the '
            "relationship is meant to last (`horizon …`), or write a range",
            span=said.span,
            absent=("source", "status", "horizon", "metric", "assumption"),
        )


def _measured(canvas: Canvas) -> set[tuple[str, str]]:
    """What the metrics of staying have measured."""
    return {
        reference.key for metric in canvas.metrics if metric.type in _RETENTION_METRICS and metric.baseline is not None
        for reference in metric.of
    }  # fmt: skip


def _is_founded(canvas: Canvas, relationship: Relationship, measured: set[tuple[str, str]]) -> bool:
    if relationship.source or relationship.status in ("tested", "validated") or relationship.cohorts:
        return True
    if any(each.key in measured for each in (relationship, *segments_of(canvas, relationship))):
        return True
    return any(assumption.evidence for assumption in naming(canvas, relationship, "assumption", "about"))


# ---- ECO206: revenue in place of margin ----------------------------------------


def _revenue_as_margin(canvas: Canvas) -> Iterator[Finding]:
    for relationship in decided(canvas.relationships):
        margin = yearly(relationship.margin)
        if margin is None or relationship.margin is None or margin <= 0:
            continue
        for segment in segments_of(canvas, relationship):
            place = next((place for paid, place in _paid(canvas, segment, relationship.margin.unit)
                          if paid == margin), None)  # fmt: skip
            if place is not None:
                yield Finding(
                    about=relationship,
                    message=f"the margin of `{relationship.name}` is all that a customer pays",
                    help="take off what each sale costs you: the margin is what is left of a customer's purchases",
                    span=relationship.margin.span,
                    related=(place,),
                )
                break


def _paid(canvas: Canvas, segment: Any, currency: str) -> Iterator[tuple[Fraction, Related]]:
    """What one customer of a segment pays in a year: all that is spent, each stream, and all streams. Of plans the
    dearest counts: a margin may happen to be as much as a cheaper one costs."""
    spent = yearly(segment.spend, currency)
    if spent is not None and segment.spend is not None:
        yield spent, Related(segment.spend.span, "what one of them spends")
    whole = Fraction(0)
    for revenue in decided(revenues_from(canvas, segment)):
        for paid, price in _streams(canvas, revenue):
            if price.unit == currency:
                yield paid, Related(price.span, "what one of them pays")
                whole += paid
                yield whole, Related(price.span, "with this, what one of them pays")


@once
def _streams(canvas: Canvas, revenue: Revenue) -> list[tuple[Fraction, Quantity]]:
    """What one customer pays in a year for a revenue at its own price and at that of its dearest plan."""
    streams = [(revenue.price, revenue.volume)] if revenue.price is not None else []
    dearest = max((plan.price.value.value for plan in revenue.plans if plan.price is not None), default=None)
    streams += [(plan.price, plan.volume) for plan in decided(revenue.plans)
                if plan.price is not None and plan.price.value.value == dearest]  # fmt: skip
    paid = ((paid_by_one(revenue, price.value, volume), price.value) for price, volume in streams)
    return [(each, price) for each, price in paid if each is not None]


RULES = (
    Rule(
        code="ECO201",
        name="rate-below-its-domain",
        severity=Severity.ERROR,
        summary="A discount or growth of −100% or less",
        why="A rate of −100% leaves nothing at all after one period, so that there is nothing to count.",
        theory=("T-ECO-3",),
        register=("R07",),
        check=_discount_below_domain,
    ),
    Rule(
        code="ECO202",
        name="endless-lifetime-value",
        severity=Severity.ERROR,
        summary="Retention and growth are so high that the lifetime value has no end",
        why="If each year adds more than the one before, the sum of all years has no end, and no customer is worth "
        "that.",
        theory=("T-ECO-3",),
        register=("R07",),
        check=_endless,
    ),
    Rule(
        code="ECO204",
        name="margin-without-period",
        severity=Severity.ERROR,
        summary="A margin or a cost of keeping does not say in which period",
        why="18 EUR a month and 18 EUR a year are different customers: without its period a margin means nothing.",
        theory=("T-ECO-3",),
        register=("R07",),
        check=_periodless_amounts,
    ),
    Rule(
        code="ECO205",
        name="unfounded-high-retention",
        severity=Severity.WARNING,
        summary="A retention above 95% a year, without an end and without evidence",
        why="Near 100% each point adds years to a customer's life, so a hopeful guess multiplies every value.",
        theory=("T-ECO-3",),
        register=(),
        check=_hardly_anybody_leaves,
    ),
    Rule(
        code="ECO206",
        name="revenue-used-as-margin",
        severity=Severity.HINT,
        summary="The margin of a customer is all that the customer pays",
        why="A customer is worth what is left after costs; counted from revenue, the value lets you overpay for "
        "customers.",
        theory=("T-ECO-3",),
        register=(),
        check=_revenue_as_margin,
    ),
)
