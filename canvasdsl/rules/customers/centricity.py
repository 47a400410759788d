"""That the customer comes first, and that both sides win: what shows it (R43, T-CEN-1, T-CEN-2)."""

from collections.abc import Iterator

from canvasdsl.diagnostics import Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.rules.parts import decided, listed, quoted
from canvasdsl.rules.places import served
from canvasdsl.rules.rule import Finding, Rule

__all__ = ["RULES"]


# ---- SAT241: centricity that nothing shows ---------------------------------------


def _unproved(canvas: Canvas) -> Iterator[Finding]:
    claim = canvas.heading.customer_centricity if canvas.heading is not None else None
    if claim is None or claim.is_idea:
        return
    gaps = {
        "after-sale …": (claim.after_sale or _cares_afterwards(canvas), "what happens after the sale"),
        "measure …": (claim.measures, "which metric shows it"),
        'incentive "…"': (claim.incentive, "what staff are rewarded for"),
    }
    missing = {line: told for line, (found, told) in gaps.items() if not found}
    if missing:
        yield Finding(
            about=canvas.heading,
            message=f"the customer is said to come first, and nothing says {listed(missing.values(), 'or')}",
            help=f"show it in `customer-centricity`: {quoted(missing)}",
            span=claim.here,
            absent=("after-sale", "measure", "incentive", "journey", "touchpoint", "service"),
        )


def _cares_afterwards(canvas: Canvas) -> bool:
    """Whether journeys, relationships or services show something that happens after the sale."""
    return (
        any(stage.type == "after" and stage.touchpoints for journey in canvas.journeys for stage in journey.stages)
        or any(point.type == "follow-up" for each in canvas.relationships for point in each.touchpoints)
        or any("after" in service.stages for service, _ in served(canvas))
    )


# ---- SAT242: a gain of one side --------------------------------------------------


def _one_side(canvas: Canvas) -> Iterator[Finding]:
    for measure in decided(canvas.win_wins):
        customer = measure.customer or (measure.steps_before is not None and measure.steps_after is not None)
        business = measure.business or (measure.renewed is not None and measure.due is not None)
        if customer and business:
            continue
        missing = [
            told for found, told in ((customer, "what customers win by it"), (business, "what the business wins by it"))
            if not found
        ]  # fmt: skip
        lines = [line for found, line in ((customer, "customer …"), (business, "business …")) if not found]
        yield Finding(
            about=measure,
            message=f"nothing in `{measure.name}` measures {listed(missing, 'or')}",
            help=f"name the metric of each side: {quoted(lines)}",
            absent=("customer", "business", "renewed", "due", "steps-before", "steps-after"),
        )


RULES = (
    Rule(
        code="SAT241",
        name="unproved-centricity",
        severity=Severity.HINT,
        summary="The customer is said to come first, and no care after the sale, metric or incentive shows it",
        why="Everybody can say it; what is done after payment and what staff are rewarded for show whether it is "
        "true.",
        theory=("T-CEN-1",),
        register=("R43",),
        check=_unproved,
    ),
    Rule(
        code="SAT242",
        name="one-sided-gain",
        severity=Severity.HINT,
        summary="Of a measure that is to serve both sides, one side is not measured",
        why="If only one side gains, it is a gift or a burden to the other, and neither lasts.",
        theory=("T-CEN-2",),
        register=(),
        check=_one_side,
    ),
)
