"""Money spent on customers comes back: break-even retention (T-ECO-9), what moves value most (T-ECO-10), diminishing
returns (T-ECO-11)."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.figures.lifetime import break_even_retention, elasticity, has_value, lifetime_value
from canvasdsl.figures.periods import amount_in, growth_in, retention_in
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.economics import AcquisitionResponse, WhatIf
from canvasdsl.model.quantities import Quantity
from canvasdsl.model.relationships import Relationship
from canvasdsl.rules.economics.customer_value import Worth, acquisition_cost, rates_of, stays, worth_of, yearly
from canvasdsl.rules.measures import rounded
from canvasdsl.rules.parts import decided, naming
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.together import segments_of

__all__ = ["RULES"]

_RETENTION_FIGURES = ("retention", "churn")
_OTHER_FIGURES = ("margin", "acquisition-cost")


# ---- ECO501: spending that is not won back -------------------------------------


def _not_won_back(canvas: Canvas) -> Iterator[Finding]:
    """Of a range the greatest retention counts, and of several conventions the one that asks for least."""
    for relationship in decided(canvas.relationships):
        worth = worth_of(canvas, relationship)
        if worth is None:
            continue
        rates = worth.rates
        for what_if in relationship.what_ifs:
            said, margin = stays(what_if.retention), _new_margin(worth, relationship, what_if)
            dearer = _dearer(worth, relationship, what_if)
            if said is None or margin is None or (margin == worth.margin and not dearer) or what_if.is_idea:
                continue
            needs = [
                break_even_retention(_with(worth, dearer, convention), margin, rates.retention, rates.discount,
                                     convention, rates.growth)
                for convention in rates.conventions
            ]  # fmt: skip
            known = [each for each in needs if each is not None]
            needed = min(known) if known else None
            kept = what_if.retention
            if kept is None or (needed is not None and _at_most(kept, rates.period) >= needed):
                continue
            reached = needed is not None and needed < 1
            takes = f"break-even takes {_share(needed or Fraction(1))}" if reached else "no retention wins it back"
            stay = f"{_share(_stay(said, rates.period))} per {rates.period} would stay"
            saves = margin > worth.margin
            yield Finding(
                about=what_if,
                message=f"`{what_if.text or 'what-if'}` of `{relationship.name}` "
                + (f"saves less than it loses: {stay}, and {takes}" if saves else f"does not pay: {takes}, and {stay}"),
                help="leave it as it is" if saves else "spend less on it, or choose what keeps more of them",
                span=kept.span,
                related=_base(relationship),
            )


def _new_margin(worth: Worth, relationship: Relationship, what_if: WhatIf) -> Fraction | None:
    """The margin of a what-if after serving and keeping, in the period of the rates; what it does not say stays."""
    margin = worth.margin + worth.keeping
    if what_if.margin is not None:
        said = yearly(what_if.margin, worth.currency)
        if said is None:
            return None
        margin = amount_in(said, "year", worth.rates.period) - worth.serving
    keeping: Fraction | None = worth.keeping
    if what_if.retention_cost is not None:
        said = yearly(what_if.retention_cost, worth.currency)
        keeping = amount_in(said, "year", worth.rates.period) if said is not None else None
    return margin - keeping if keeping is not None else None


def _dearer(worth: Worth, relationship: Relationship, what_if: WhatIf) -> Fraction:
    """How much more a what-if spends on winning a customer; it may be less."""
    now, then = acquisition_cost(relationship), what_if.acquisition_cost
    if now is None or then is None or {now[1], then.unit} != {worth.currency}:
        return Fraction(0)
    return Fraction(then.value) - now[0]


def _with(worth: Worth, dearer: Fraction, convention: str) -> Fraction:
    """The margin with which the value as it is would be as much more as winning a customer gets dearer: a lifetime
    value grows with the margin."""
    rates = worth.rates
    value = lifetime_value(worth.margin, rates.retention, rates.discount, convention, growth=rates.growth)
    return worth.margin * (value + dearer) / value if value > 0 and value + dearer > 0 else worth.margin


def _stay(said: tuple[Fraction, str], period: str) -> Fraction:
    return retention_in(said[0], said[1], period)


def _at_most(retention: Quantity, period: str) -> Fraction:
    return retention_in(Fraction(retention.high) / 100, retention.period or period, period)


def _share(share: Fraction) -> str:
    """A share of 1 as a percentage; with two decimals near 100%, where each counts."""
    size = Decimal(share.numerator) / share.denominator
    return rounded(size) if size < Decimal("0.9") else f"{(size * 100).quantize(Decimal('0.01')).normalize():f}%"


def _base(relationship: Relationship) -> tuple[Related, ...]:
    rate = relationship.retention or relationship.churn
    return (Related(rate.span, "as it is"),) if rate is not None else ()


# ---- ECO502: retention is left alone -------------------------------------------


def _retention_left_alone(canvas: Canvas) -> Iterator[Finding]:
    """Rates are brought to a year, as in the study that the threshold comes from."""
    line = canvas.threshold("elasticity")
    work = _worked_on(canvas)
    for relationship in decided(canvas.relationships):
        rates, other = rates_of(canvas, relationship), _other_work(relationship, work)
        if rates is None or other is None:
            continue
        retention = retention_in(rates.retention, rates.period, "year")
        discount, growth = (growth_in(each, rates.period, "year") for each in (rates.discount, rates.growth))
        if not has_value(retention, discount, growth):
            continue
        moved = min(elasticity(retention, discount, each, growth) for each in rates.conventions)
        if moved <= Fraction(line) or _keeps(canvas, relationship, work):
            continue
        yield Finding(
            about=relationship,
            message=f"1% more retention adds {float(round(moved, 1)):g}% to the value of a customer of "
            f"`{relationship.name}`, and only margin or acquisition cost is worked on",
            help="find out what keeps customers, and add a `what-if` with its `retention`, a `target retention of …`, "
            "or a goal of this type",
            span=rate.span if (rate := relationship.retention or relationship.churn) is not None else None,
            related=(other,),
            absent=("what-if", "target", "goal", "retention"),
        )


def _worked_on(canvas: Canvas) -> dict[tuple[str, str], list[Any]]:
    """The targets and assertions by the block whose figure they name."""
    found: dict[tuple[str, str], list[Any]] = {}
    wishes: tuple[Any, ...] = (*canvas.targets, *canvas.assertions)
    for wish in wishes:
        if wish.of is not None:
            found.setdefault(wish.of.key, []).append(wish)
    return found


def _other_work(relationship: Relationship, work: dict[tuple[str, str], list[Any]]) -> Related | None:
    """What is to change the margin or the acquisition cost."""
    for what_if in relationship.what_ifs:
        if not what_if.is_idea and (what_if.margin or what_if.acquisition_cost) is not None:
            return Related(what_if.here, "this changes other things")
    for wish in work.get(relationship.key, ()) if relationship.key else ():
        if wish.figure in _OTHER_FIGURES:
            return Related(wish.here, f"`{wish.figure}` is worked on")
    return None


def _keeps(canvas: Canvas, relationship: Relationship, work: dict[tuple[str, str], list[Any]]) -> bool:
    """Whether something is to change the retention."""
    if any(what_if.retention is not None or what_if.retention_cost is not None for what_if in relationship.what_ifs):
        return True
    for block in (relationship, *segments_of(canvas, relationship)):
        if any(wish.figure in _RETENTION_FIGURES for wish in work.get(block.key, ()) if block.key):
            return True
        if any(goal.type in ("retention", "loyalty") for goal in naming(canvas, block, "goal", "for")):
            return True
        if any(each.type in _RETENTION_FIGURES for each in naming(canvas, block, "metric", "of")):
            return True
    return False


# ---- ECO511, ECO512, ECO513: returns that diminish -------------------------------


def _responses(canvas: Canvas) -> Iterator[tuple[Relationship, AcquisitionResponse]]:
    for relationship in canvas.relationships:
        if relationship.response is not None:
            yield relationship, relationship.response


def _ceiling_too_high(canvas: Canvas) -> Iterator[Finding]:
    for relationship, response in _responses(canvas):
        ceiling = response.ceiling
        if ceiling is not None and ceiling.high > 100:
            yield Finding(
                about=response,
                message=f"no money wins {ceiling.written} of the prospects of `{relationship.name}`",
                help="write the share that you could win at most, whatever you spend: 100% or less",
                span=ceiling.span,
            )


def _rate_above_ceiling(canvas: Canvas) -> Iterator[Finding]:
    for _, response in _responses(canvas):
        ceiling, rate = response.ceiling, response.rate
        if ceiling is not None and rate is not None and rate.low > ceiling.high:
            yield Finding(
                about=response,
                message=f"`rate {rate.written}` is above `ceiling {ceiling.written}`, which no money exceeds",
                help="correct one of them: the ceiling is the share that you could win at most",
                span=rate.span,
                related=(Related(ceiling.span, "the ceiling"),),
            )


def _linear(canvas: Canvas) -> Iterator[Finding]:
    for relationship, response in _responses(canvas):
        if response.shape == "linear" and not response.is_idea and not relationship.is_idea:
            yield Finding(
                about=response,
                message=f"each further amount is said to win as many customers for `{relationship.name}` as the first",
                help="write `shape saturating` with the `ceiling` that you expect, or spend within what you have tried",
                span=response.place("shape"),
            )


RULES = (
    Rule(
        code="ECO501",
        name="retention-spending-below-break-even",
        severity=Severity.WARNING,
        summary="Other spending on retention would make each customer worth less",
        why="Spending on retention lowers the margin of every customer, and those who stay because of it must win it "
        "back.",
        theory=("T-ECO-9",),
        register=(),
        check=_not_won_back,
    ),
    Rule(
        code="ECO502",
        name="retention-left-alone",
        severity=Severity.HINT,
        summary="Retention moves value most, and only margin or acquisition cost is worked on",
        why="In a study of firms 1% better retention gave 5% more value, margin 1% and acquisition cost 0.1% "
        "(Gupta, Lehmann & Stuart 2004); your own rates tell what it gives you.",
        theory=("T-ECO-10",),
        register=(),
        check=_retention_left_alone,
    ),
    Rule(
        code="ECO511",
        name="ceiling-above-100",
        severity=Severity.ERROR,
        summary="The most that can be won is more than all prospects",
        why="A share of people can't be more than all of them.",
        theory=("T-ECO-11",),
        register=(),
        check=_ceiling_too_high,
    ),
    Rule(
        code="ECO512",
        name="rate-above-ceiling",
        severity=Severity.ERROR,
        summary="More prospects are won than the ceiling allows",
        why="The ceiling is the share that no money exceeds; if the rate is above it, one of the two is wrong.",
        theory=("T-ECO-11",),
        register=(),
        check=_rate_above_ceiling,
    ),
    Rule(
        code="ECO513",
        name="linear-response",
        severity=Severity.WARNING,
        summary="Spending on customers is said to win the same with each further amount",
        why="Those who are easily won are won first, so each further amount wins less; a straight line overspends "
        "(Blattberg & Deighton 1996).",
        theory=("T-ECO-11",),
        register=(),
        check=_linear,
    ),
)
