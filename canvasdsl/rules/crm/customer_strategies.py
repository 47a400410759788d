"""Customer strategies: the theory behind them, what they know of customers, for whom and to what end (T-CRM-10, 11)."""

from collections.abc import Iterator
from typing import Any

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.rules.parts import decided, declared, listed
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.together import named, steps_used

__all__ = ["RULES"]

_INSIGHTS = {
    "needs": ("needs", "jobs", "pains", "gains", "expectations"),
    "behaviour": ("behavioural", "buys_every", "engagement", "contacts"),
    "value": ("worth", "value_tier", "spend", "profit", "significance", "margin_class", "loyalty_group"),
}
"""What a segment itself says of each kind of insight."""
_FINANCIAL = ("lifetime-value", "revenue", "revenue-per-customer", "profit", "share-of-wallet", "acquisition-cost")


# ---- IDI231: no theory -----------------------------------------------------------


def _without_theory(canvas: Canvas) -> Iterator[Finding]:
    written: list[Any] = [*decided(canvas.strategies), *decided(canvas.customer_strategies)]
    strategies = [strategy for strategy in written if strategy.item.items]
    if not strategies or steps_used(canvas) or canvas.value_chain is not None or _leans(canvas):
        return
    yield Finding(
        about=strategies[0],
        message="the strategies lean on none of the three theories of customer relationships",
        help="look at them through one: the steps of IDIC, bonds and promises in a relationship, or a `value-chain`; "
        "or name it: `crm { theory … }`",
        related=tuple(declared(each) for each in strategies[1:2]),
        absent=("crm", "theory", "value-chain", "identify", "differentiate", "interact", "customize", "bond", "promise",
                "practice", "commitment-trust", "benefit"),
    )  # fmt: skip


def _leans(canvas: Canvas) -> bool:
    """Whether the model names a theory, has tools for steps of IDIC, or speaks of what relationship marketing does."""
    if (canvas.crm is not None and canvas.crm.theories) or any(tool.steps for tool in canvas.tools):
        return True
    return any(
        each.bonds or each.promises or each.practices or each.commitment_trust or each.benefits or each.claims_trust
        for each in canvas.relationships
    )


# ---- IDI241, IDI242, IDI243: the customer strategy --------------------------------


def _half_informed(canvas: Canvas) -> Iterator[Finding]:
    for strategy in decided(canvas.customer_strategies):
        if not strategy.item.items:
            continue
        known = {each.insight for each in strategy.knows}
        for segment in named(canvas, strategy.segments):
            known |= {kind for kind, words in _INSIGHTS.items() if any(getattr(segment, word) for word in words)}
        missing = [kind for kind in _INSIGHTS if kind not in known]
        if missing:
            yield Finding(
                about=strategy,
                message=f"`{strategy.name}` rests on no knowledge of the customers' {listed(missing, 'or')}",
                help=f'say what you know of it: `knows {missing[0]} "…"`, or tell it of the segment',
                absent=("knows", "for", *_INSIGHTS),
            )


def _unaddressed(canvas: Canvas) -> Iterator[Finding]:
    if len(list(decided(canvas.segments))) < 2:
        return
    for strategy in decided(canvas.customer_strategies):
        if strategy.at and not strategy.segments:
            yield Finding(
                about=strategy,
                message=f"`{strategy.name}` engages everybody at the same places",
                help="say for whom it is, one strategy for each: `for …`",
                span=strategy.place("at"),
                absent=("for",),
            )


def _without_money(canvas: Canvas) -> Iterator[Finding]:
    for strategy in decided(canvas.customer_strategies):
        if not strategy.item.items or strategy.objective:
            continue
        metric = next(named(canvas, (strategy.measure,)), None)
        if metric is None or (metric.type is not None and metric.type not in _FINANCIAL):
            yield Finding(
                about=strategy,
                message=f"`{strategy.name}` does not say what it is to bring in money",
                help='say it: `objective "…"`, such as the worth of all customers together',
                related=(Related(metric.here, "this metric is no money"),) if metric is not None else (),
                absent=("objective", "measure"),
            )


RULES = (
    Rule(
        code="IDI231",
        name="strategy-without-theory",
        severity=Severity.HINT,
        summary="Strategies lean on none of the three theories of customer relationships",
        why="Each theory asks what others leave out: IDIC who the customers are, the value chain what rests on "
        "what, relationship marketing why they trust you.",
        theory=("T-CRM-10",),
        register=(),
        check=_without_theory,
    ),
    Rule(
        code="IDI241",
        name="half-informed-strategy",
        severity=Severity.WARNING,
        summary="A customer strategy rests on no knowledge of needs, behaviour or value",
        why="Needs tell what to offer, behaviour when and where, value how much it may cost: if one is missing, the "
        "strategy guesses.",
        theory=("T-CRM-11",),
        register=(),
        check=_half_informed,
    ),
    Rule(
        code="IDI242",
        name="engagement-of-everybody",
        severity=Severity.HINT,
        summary="A customer strategy engages everybody at the same places",
        why="Different segments meet you at different places; a strategy that treats all the same fits few of them.",
        theory=("T-CRM-11",),
        register=(),
        check=_unaddressed,
    ),
    Rule(
        code="IDI243",
        name="strategy-without-money",
        severity=Severity.HINT,
        summary="A customer strategy has no financial objective",
        why="A customer strategy is there to raise what customers are worth; without a figure nobody can see "
        "whether it does.",
        theory=("T-CRM-11",),
        register=(),
        check=_without_money,
    ),
)
