"""Budgets and what they rest on: evidence, and customers who are worth it (T-MEA-3)."""

from collections.abc import Iterator
from typing import Any

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.customers import Segment
from canvasdsl.model.relationships import Relationship
from canvasdsl.rules.economics.customer_value import acquisition_cost, gross_value, in_money, worth_of
from canvasdsl.rules.parts import decided, once, relationships_with
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.together import named
from canvasdsl.source import Span

__all__ = ["RULES"]

_KEEPING = frozenset(("keep", "grow"))
"""The objectives that win nobody, so that what winning costs does not count."""


# ---- MEA121: last year's sum -------------------------------------------------------


def _groundless(canvas: Canvas) -> Iterator[Finding]:
    """Asked of tactics with a budget; of strategies with a cost once one budget of the model has evidence. Where
    none has, one finding speaks for all."""
    holders: list[tuple[Any, Any]] = [(each, each.budget) for each in decided(canvas.tactics)]
    founded = any(each.evidence for each in canvas.tactics) or any(each.evidence for each in canvas.strategies)
    holders += [(each, each.cost) for each in decided(canvas.strategies)] if founded else []
    for holder, budget in holders:
        if budget is None or holder.evidence or holder.source or getattr(holder, "rests_on", ()):
            continue
        insight = "`rests-on …` with an insight, or " if holder.word == "tactic" else ""
        yield Finding(
            about=holder,
            message=f"nothing says why `{holder.name}` should get its budget",
            help=f"name what speaks for it: {insight}`evidence DATE TYPE STRENGTH \"…\"`",
            span=holder.place("budget" if holder.word == "tactic" else "cost"),
            absent=("evidence", "rests-on", "source", "insight"),
        )
        if not founded:
            return


# ---- MEA122: money for customers who bring a loss ----------------------------------


def _for_a_loss(canvas: Canvas) -> Iterator[Finding]:
    holders: list[Any] = [each for each in decided(canvas.tactics) if each.budget is not None]
    holders += [each for each in decided(canvas.strategies) if each.cost is not None]
    for holder in holders:
        keeps = bool(holder.objectives) and _KEEPING.issuperset(holder.objectives)
        for block in named(canvas, holder.targets):
            loss = _loss(canvas, block, keeps=keeps)
            if loss is not None:
                yield _finding(holder, "budget" if holder.word == "tactic" else "cost", block, loss)
                break
    for segment in decided(canvas.segments):
        loss = _loss(canvas, segment, keeps=False) if segment.invests is not None else None
        if loss is not None:
            yield _finding(segment, "invest", segment, loss)


def _finding(holder: Any, word: str, block: Any, loss: tuple[str, Span]) -> Finding:
    return Finding(
        about=holder,
        message=f"money is spent on `{block.name}`, and {loss[0]}",
        help="first make them worth it: serve them more cheaply, earn more on each; or spend the money on others",
        span=holder.place(word),
        related=(Related(loss[1], "a loss"),),
    )


@once
def _loss(canvas: Canvas, block: Any, *, keeps: bool) -> tuple[str, Span] | None:
    """What says that a segment, or a relationship, brings a loss, and where it stands."""
    if isinstance(block, Segment):
        if block.value_tier == "below-zero":
            return "they cost more than they bring", block.place("value-tier")
        if block.profit is not None and block.profit.high < 0:
            return "they bring a loss", block.profit.span
        found = [_loss(canvas, each, keeps=keeps) for each in relationships_with(canvas, block) if not each.is_idea]
        known = [each for each in found if each is not None]
        return known[0] if known and len(known) == len(found) else None
    if not isinstance(block, Relationship) or block.margin is None:
        return None
    if block.margin.high < 0:
        return "each of them brings a loss", block.margin.span
    worth, cost = worth_of(canvas, block), acquisition_cost(block)
    if worth is None:
        return None
    value = gross_value(worth)
    if not keeps and cost is not None and cost[1] == worth.currency:
        value -= cost[0]
    if value >= 0:
        return None
    told = "all that each brings in does not pay for winning and serving them"
    return f"{told}: {in_money(value, worth.currency)}", block.margin.span


RULES = (
    Rule(
        code="MEA121",
        name="budget-without-evidence",
        severity=Severity.HINT,
        summary="A budget has no evidence",
        why="A budget that follows last year's sum repeats last year's mistakes; your own data can show what works.",
        theory=("T-MEA-3",),
        register=(),
        check=_groundless,
    ),
    Rule(
        code="MEA122",
        name="budget-for-a-loss",
        severity=Severity.WARNING,
        summary="Money is spent on customers with a negative lifetime value",
        why="If each customer brings a loss, then the better the money works, the larger the loss.",
        theory=("T-MEA-3",),
        register=(),
        check=_for_a_loss,
    ),
)
