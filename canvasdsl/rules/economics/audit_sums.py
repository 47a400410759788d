"""Wholes and their parts: customers of a segment and of its plans, shares and what they are shares of, targets and the
plan of the months (C33, C34)."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.figures.asked import figure_once
from canvasdsl.figures.comparing import Known, holds, meets, rounding_of, written_as
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.money import Plan, Revenue
from canvasdsl.rules.economics.audited import Said, known_of, wishes_in
from canvasdsl.rules.measures import counted
from canvasdsl.rules.parts import decided, listed, once, revenues_from
from canvasdsl.rules.rule import Finding, Rule

__all__ = ["RULES"]


# ---- ECO611: plans and the segment ----------------------------------------------------------


def _plans_and_segment(canvas: Canvas) -> Iterator[Finding]:
    """Asked where a segment's customers can be on the plans of one stream alone. Those on free plans may count or not,
    and a plan without a number leaves the sum open."""
    for revenue in decided(canvas.revenues):
        plans = list(decided(revenue.plans))
        payers = [canvas.index.blocks.get(each.key) for each in revenue.segments]
        segments: list[Any] = [each for each in payers if each is not None and each.word == "segment"]
        if (
            not plans or not segments or len(segments) < len(payers) or not all(plan.customers for plan in plans)
            or any(each.customers is None or len(revenues_from(canvas, each)) > 1 for each in segments)
        ):  # fmt: skip
            continue
        whole = [each.customers for each in segments]
        paid = [plan.customers for plan in plans if plan.customers and not _is_free(revenue, plan)]
        every = [plan.customers for plan in plans if plan.customers]
        if _may_be_equal(whole, paid) or _may_be_equal(whole, every):
            continue
        said, found = (counted(sum((each.value for each in some), Decimal(0))) for some in (whole, paid or every))
        names = listed([f"`{each.name}`" for each in segments])
        yield Finding(
            about=revenue,
            message=f"the plans of `{revenue.name}` have {found} customers that pay, and {names} "
            f"{'has' if len(segments) == 1 else 'have'} {said}",
            help="correct the plan or the segment whose number is old; who pays nothing stands on a plan with the "
            "price 0, or is left out of the segment",
            span=every[-1].span,
            related=(*(Related(each.span, "the whole") for each in whole[:2]),
                     *(Related(each.span, "a part") for each in every[:-1][:4])),
        )  # fmt: skip


def _is_free(revenue: Revenue, plan: Plan) -> bool:
    price = plan.price or revenue.price
    return price is not None and not price.value.high


def _may_be_equal(some: list[Any], others: list[Any]) -> bool:
    low, high = _sum_of(some)
    least, most = _sum_of(others)
    return low <= most and least <= high


def _sum_of(quantities: list[Any]) -> tuple[Fraction, Fraction]:
    """The least and the most that a sum may be, with the rounding of its parts; a bare total may be rounded too."""
    bounds = [rounding_of(each) for each in quantities]
    return sum((low for low, _ in bounds), Fraction(0)), sum((high for _, high in bounds), Fraction(0))


# ---- ECO612: a share beside the amounts -------------------------------------------------------


def _wrong_share(canvas: Canvas) -> Iterator[Finding]:
    """Shares are computed where every price and number that they need is there."""
    parts: list[tuple[Any, Any]] = [(revenue, None) for revenue in decided(canvas.revenues)]
    parts += [(plan, revenue) for revenue in decided(canvas.revenues) for plan in decided(revenue.plans)]
    for part, whole in parts:
        if part.share is None:
            continue
        known = _plain_share(canvas, part, whole)
        if known is None:
            known = next(iter(known_of(canvas, Said(part, part, part, "revenue-share", part.share))), None)
        if known is None or known.absent or meets(known, part.share):
            continue
        right = written_as(known, part.share)
        yield Finding(
            about=part,
            message=f"`{part.name}` has `share {part.share.written}`, and prices and customers give {right}",
            help=f"write `share {right}`, or correct the prices and numbers of customers that it is computed from",
            span=part.share.span,
            label=f"computed: {right}",
            related=tuple(Related(span, text) for text, span in known.lines[:4]),
        )


def _plain_share(canvas: Canvas, part: Any, whole: Any) -> Known | None:
    """The revenue of a part over that of its whole, each computed once, where neither has a range; a share's own
    formula takes in all of the whole for each part."""
    from canvasdsl.figures.compute import kind_called

    mine, of_all = (figure_once(canvas, kind_called("revenue"), block) for block in (part, whole))
    for figure in (mine, of_all):
        if figure is None or figure.value is None or figure.low != figure.high:
            return None
    if mine is None or of_all is None or mine.value is None or not of_all.value or mine.unit != of_all.unit:
        return None
    share = mine.value / of_all.value
    lines = tuple((f"{each.name}: {each.written}", each.span) for each in mine.inputs)
    return Known("revenue-share", share, share, share, "%", None, lines)


# ---- ECO613: a target that the plan misses -----------------------------------------------------

def _missed(canvas: Canvas) -> Iterator[Finding]:
    """Asked where the plan says how a figure moves up to then: one that stays as it is was never meant to reach it."""
    from canvasdsl.figures.planned import COLUMNS, month_at

    for said in wishes_in(canvas, canvas.targets):
        if said.block is not None or said.figure not in COLUMNS:
            continue
        month = month_at(canvas, said.entity.by)
        plan = _plan(canvas)
        if month is None or plan is None or not 1 <= month <= len(plan.months):
            continue
        column = COLUMNS[said.figure]
        values = [getattr(each, column) for each in plan.months[:month]]
        known = _planned(said, values, plan.currency, plan.months[month - 1])
        held = None if known is None else holds(known, said.entity.comparison)
        if known is None or held is None or held[0] or len(set(values)) == 1:
            continue
        row = plan.months[month - 1]
        when = f"month {month} counts from 1" + (f" and is {row.label}" if row.label else "")
        value = written_as(known, said.quantity)
        yield Finding(
            about=said.entity,
            message=f"the plan gives `{said.figure}` of {value} in month {month}, and the target is "
            f"`{said.entity.comparison.operator} {said.quantity.written}` by then",
            help=f"move the target, or change what the plan grows by ({when})",
            span=said.quantity.span,
            label=f"planned: {value}",
        )


def _planned(said: Said, values: list[Fraction], currency: str, row: Any) -> Known | None:
    """What the plan gives in that month, or in the months of a longer period that end with it."""
    from canvasdsl.figures.planned import MONTHS, period_told

    period = period_told(said.figure, said.quantity.period)
    if said.figure == "cumulative-profit":
        return Known(said.figure, row.together, row.lowest, row.highest, currency)
    length = MONTHS.get(period or "month")
    if length is None or length > len(values):
        return None
    value = sum(values[-length:], Fraction(0))
    return Known(said.figure, value, value, value, currency, period)


@once
def _plan(canvas: Canvas) -> Any:
    """The plan of the months, or `None` where it can't be made."""
    from canvasdsl.figures.cash import projection
    from canvasdsl.figures.expression import Undefined
    from canvasdsl.figures.inputs import Absent

    try:
        return projection(canvas)
    except (Absent, Undefined):
        return None


_THEORY = ("T-ECO-14",)
RULES = (
    Rule(
        code="ECO611",
        name="plans-that-do-not-add-up",
        severity=Severity.WARNING,
        summary="The customers on the plans are not those of the segment",
        why="Two counts of the same people can't both be right, and revenue is computed from one of them.",
        theory=_THEORY,
        register=(),
        check=_plans_and_segment,
    ),
    Rule(
        code="ECO612",
        name="share-that-prices-contradict",
        severity=Severity.WARNING,
        summary="A share of revenue that is not what prices and customers give",
        why="A share says the same as the amounts that it is a share of; when one of them is changed, the other is "
        "easily forgotten.",
        theory=_THEORY,
        register=(),
        check=_wrong_share,
    ),
    Rule(
        code="ECO613",
        name="target-beyond-the-plan",
        severity=Severity.HINT,
        summary="A target that the model's own plan does not reach by then",
        why="A target and a plan in one model tell readers two futures. Either the plan lacks what is to be done, or "
        "the target is a wish.",
        theory=_THEORY,
        register=(),
        check=_missed,
    ),
)
