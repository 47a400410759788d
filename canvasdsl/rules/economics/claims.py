"""Popular ratios are computed from the model's own figures: five times cheaper (T-ECO-1), 25 to 95% (R14, T-ECO-2).

Two figures are claimed here: `states keep-win-ratio 5` (acquisition cost over the cost of keeping for a year) and
`states retention-uplift 27%` (how much more a customer is worth at the retention of a `what-if`).
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from canvasdsl.diagnostics import Edit, Fix, Related, Severity
from canvasdsl.figures.lifetime import has_value, retention_uplift
from canvasdsl.figures.periods import retention_in
from canvasdsl.figures.unit import value_to_cost
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.common import Block, Claim
from canvasdsl.model.customers import Segment
from canvasdsl.model.economics import WhatIf
from canvasdsl.model.quantities import Quantity
from canvasdsl.model.relationships import Relationship
from canvasdsl.rules.economics.customer_value import acquisition_cost, in_money, rates_of, stays, worth_of, yearly
from canvasdsl.rules.measures import counted
from canvasdsl.rules.parts import decided, relationships_with
from canvasdsl.rules.rule import Finding, Rule

__all__ = ["RULES"]

_QUOTED = (Decimal(25), Decimal(95))
"""The range that is quoted of Reichheld's cases."""


def _claims(canvas: Canvas, figure: str) -> Iterator[tuple[Any, Claim, list[Relationship] | None]]:
    """The claims of a figure on blocks at the top and on what-ifs, and the relationships that they are about; `None`
    where it may be any of them."""
    for field in Canvas.fields:
        value = getattr(canvas, field.attribute)
        for block in value if type(value) is tuple else (value,):
            if not isinstance(block, Block):
                continue
            about = [block] if isinstance(block, Relationship) else None
            if block.claims and isinstance(block, Segment):
                about = list(decided(relationships_with(canvas, block)))
            yield from ((block, claim, about) for claim in block.claims if claim.figure == figure)
            for what_if in block.what_ifs if isinstance(block, Relationship) else ():
                yield from ((what_if, claim, about) for claim in what_if.claims if claim.figure == figure)


def _is(value: Quantity, computed: Fraction) -> bool:
    """Whether a claim says what is computed, to the last digit that it writes."""
    slack = Decimal(5).scaleb(min(int(value.low.as_tuple().exponent), 0) - 1)
    return Fraction(value.low - slack) <= computed <= Fraction(value.high + slack)


def _written(number: Fraction) -> str:
    """A number with one decimal, as the language writes it."""
    return counted(Decimal(round(number * 10)) / 10)


def _right(claim: Claim, text: str) -> Fix:
    return Fix(f"write `{text}`, which is computed", (Edit(claim.value.span, text),))


# ---- ECO301: a ratio that is asserted -------------------------------------------


def _asserted_ratio(canvas: Canvas) -> Iterator[Finding]:
    """A claim outside of relationships and segments is compared with each relationship."""
    everywhere = list(_ratios(decided(canvas.relationships)))
    for holder, claim, about in _claims(canvas, "keep-win-ratio"):
        ratios = everywhere if about is None else list(_ratios(about))
        if any(_is(claim.value, ratio) for _, ratio in ratios):
            continue
        if not ratios:
            yield Finding(
                about=holder,
                message=f"`keep-win-ratio {claim.value.written}` is asserted, and nothing shows it",
                help="write in a relationship what winning a customer costs (`acquisition-cost …`) and what keeping "
                "one costs (`retention-cost …`), so that your own ratio can be computed",
                span=claim.value.span,
                absent=("acquisition-cost", "acquisition", "retention-cost", "relationship"),
            )
            continue
        relationship, ratio = ratios[0]
        yield Finding(
            about=holder,
            message=f"`keep-win-ratio {claim.value.written}` is asserted, and the costs of `{relationship.name}` "
            f"give {_written(ratio)}",
            help=f"write `{_written(ratio)}`, or correct the costs: keeping counts for a year",
            span=claim.value.span,
            related=(Related(relationship.place("retention-cost"), "what keeping costs"),),
            fix=_right(claim, _written(ratio)) if len(ratios) == 1 else None,
        )


def _ratios(relationships: Iterable[Relationship]) -> Iterator[tuple[Relationship, Fraction]]:
    return ((each, ratio) for each in relationships if (ratio := _ratio(each)) is not None)


def _ratio(relationship: Relationship) -> Fraction | None:
    """What winning a customer costs over what keeping one for a year costs; 5 means five times as much."""
    cost = acquisition_cost(relationship)
    keeping = yearly(relationship.retention_cost, cost[1]) if cost is not None else None
    return value_to_cost(cost[0], keeping) if cost is not None and keeping else None


# ---- ECO302: keeping that costs more than winning --------------------------------


def _keeping_is_dearer(canvas: Canvas) -> Iterator[Finding]:
    claimed = next((claim for _, claim, _ in _claims(canvas, "keep-win-ratio") if claim.value.low > 1), None)
    for relationship in decided(canvas.relationships):
        cost, keeping = acquisition_cost(relationship), relationship.retention_cost
        a_year = yearly(keeping, cost[1]) if cost is not None else None
        if cost is None or keeping is None or not a_year or a_year <= cost[0]:
            continue
        won = relationship.acquisition_cost
        place = won.span if won is not None else relationship.place("acquisition")
        related = [Related(place, f"winning one costs {in_money(*cost)}")]
        if claimed is not None:
            related.append(Related(claimed.value.span, "it is claimed that keeping is cheaper"))
        yield Finding(
            about=relationship,
            message=f"keeping a customer of `{relationship.name}` for a year costs "
            f"{in_money(a_year, cost[1])}, more than winning a new one",
            help="look for spending on those who would stay anyway; a `what-if` with a lower "
            "`retention-cost` and its `retention` shows what it is worth",
            span=keeping.span,
            related=tuple(related),
        )


# ---- ECO303: 25 to 95% ------------------------------------------------------------


_Case = tuple[str, list[Fraction]]
"""From where to where, in words, and the uplifts that may be meant."""


def _quoted_uplift(canvas: Canvas) -> Iterator[Finding]:
    """A claim outside of relationships and segments is compared with each relationship."""
    everywhere: list[_Case] | None = None
    for holder, claim, about in _claims(canvas, "retention-uplift"):
        if about is None and everywhere is None:
            everywhere = [case for each in decided(canvas.relationships) for case in _uplifts(canvas, each, None)]
        own = [case for each in about or () for case in _uplifts(canvas, each, holder)]
        if about is None:
            own = everywhere or []
        value = claim.value
        quoted = (value.low, value.high) == _QUOTED
        if not own:
            yield Finding(
                about=holder,
                message=f"`retention-uplift {value.written}` stands without the case that it is computed from",
                help='write it in a relationship with its `retention`, beside `what-if "…" { retention … }`, so that '
                "readers see from which share to which, in points",
                span=value.span,
                label="quoted of other firms" if quoted else "",
                absent=("retention", "churn", "what-if", "relationship"),
            )
        elif quoted or not any(_is(value, each * 100) for _, uplifts in own for each in uplifts):
            case, uplifts = own[0]
            text = f"{_written(uplifts[0] * 100)}%"
            yield Finding(
                about=holder,
                message=f"`retention-uplift {value.written}` is asserted, and your own figures give {text} {case}",
                help=f"write `{text}`, and say on what it rests: retention, discount, margin and acquisition cost",
                span=value.span,
                label="quoted of other firms" if quoted else "",
                fix=_right(claim, text) if len(own) == 1 else None,
            )


def _uplifts(canvas: Canvas, relationship: Relationship, holder: Any) -> Iterator[_Case]:
    """Of a what-if itself, else of each with a retention: the case in words, and the uplift by each convention that may
    be meant, net of acquisition cost where it is known, and gross."""
    rates, worth, cost = rates_of(canvas, relationship), worth_of(canvas, relationship), acquisition_cost(relationship)
    if rates is None:
        return
    for what_if in relationship.what_ifs:
        said = stays(what_if.retention)
        if said is None or what_if.is_idea or (isinstance(holder, WhatIf) and what_if is not holder):
            continue
        to = retention_in(said[0], said[1], rates.period)
        if not all(has_value(each, rates.discount, rates.growth) for each in (rates.retention, to)):
            continue
        net = cost is not None and worth is not None and worth.currency == cost[1]
        found = [
            uplift for taken in ((True, False) if net else (False,)) for convention in rates.conventions
            if (uplift := retention_uplift(
                rates.retention, to, rates.discount, convention, growth=rates.growth,
                margin=worth.margin if worth is not None and worth.margin > 0 else Fraction(1),
                acquisition_cost=cost[0] if taken and cost is not None else Fraction(0),
            )) is not None
        ]  # fmt: skip
        points = _written((to - rates.retention) * 100)
        if found:
            yield f"for {points} points more ({_share(rates.retention)} to {_share(to)} per {rates.period})", found


def _share(share: Fraction) -> str:
    return f"{_written(share * 100)}%"


RULES = (
    Rule(
        code="ECO301",
        name="asserted-cost-ratio",
        severity=Severity.HINT,
        summary="How much cheaper keeping is than winning is asserted, and not computed",
        why="Ratios from 5 to 25 are quoted, and none holds in general (Peppers 2008); your own two costs give yours.",
        theory=("T-ECO-1",),
        register=(),
        check=_asserted_ratio,
    ),
    Rule(
        code="ECO302",
        name="keeping-costlier-than-winning",
        severity=Severity.WARNING,
        summary="Keeping a customer for a year costs more than winning a new one",
        why="That keeping is cheaper is a rule of thumb; where your own costs say otherwise, your costs count.",
        theory=("T-ECO-1",),
        register=(),
        check=_keeping_is_dearer,
    ),
    Rule(
        code="ECO303",
        name="quoted-retention-uplift",
        severity=Severity.HINT,
        summary="What more retention brings is quoted, and your own figures do not give it",
        why="25 to 95% comes from some firms' cases and mixes points with per cent; the effect depends on your own "
        "retention, margin growth and acquisition cost.",
        theory=("T-ECO-2",),
        register=("R14",),
        check=_quoted_uplift,
    ),
)
