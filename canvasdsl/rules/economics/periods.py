"""Rates have a period, and two rates of one relationship agree after compounding (R39)."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from canvasdsl.diagnostics import Edit, Fix, Related, Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.quantities import PERIODS, Quantity
from canvasdsl.model.relationships import Relationship
from canvasdsl.model.types import Number
from canvasdsl.model.vocabulary import table_of
from canvasdsl.rules.measures import compounded, rounded, spread, whole_times
from canvasdsl.rules.parts import decided
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.source import Span

__all__ = ["RULES"]

_RATES = frozenset(("retention", "churn"))
"""The figures that are shares per period."""
_THEORY = ("T-ECO-6",)
_REGISTER = ("R39",)


# ---- ECO101: a rate without its period ---------------------------------------


def _periodless(canvas: Canvas) -> Iterator[Finding]:
    period = canvas.heading.period if canvas.heading is not None else None
    for holder, word, quantity in _written_rates(canvas):
        if quantity.period is None:
            usual = "year" if word == "discount" else period or "month"
            help = f"write `{word} {quantity.written} per {usual}`, or the period that you mean"
            fix = None
            if period is not None and word in _RATES and not quantity.per:
                end = quantity.span.end
                fix = Fix(f"add `per {period}`, the period of `canvas`",
                          (Edit(Span(quantity.span.source, end, end), f" per {period}"),))  # fmt: skip
            yield Finding(
                about=holder,
                message=f"`{word} {quantity.written}` has no period",
                help=help,
                span=quantity.span,
                label="in a week, a month or a year?",
                fix=fix,
            )


def _written_rates(canvas: Canvas) -> Iterator[tuple[Any, str, Quantity]]:
    """Every rate in the model: its holder, its word, and what is written."""
    for block in (canvas.heading, *canvas.relationships):
        if block is None:
            continue
        for field in table_of(type(block)).fields:
            if isinstance(field.type, Number) and field.type.per == "period":
                quantity = getattr(block, field.attribute)
                if quantity is not None:
                    yield block, field.name, quantity
    for holder in (*canvas.relationships, *canvas.segments):
        for claim in holder.claims:
            if claim.figure in _RATES and claim.value.unit == "%":
                yield claim, claim.figure, claim.value
    wishes: tuple[Any, ...] = (*canvas.targets, *canvas.assertions)
    for wish in wishes:
        quantity = wish.comparison.quantity
        if wish.figure in _RATES and quantity.unit == "%":
            yield wish, wish.figure, quantity


# ---- ECO102: retention and churn that contradict each other ------------------


def _contradicting(canvas: Canvas) -> Iterator[Finding]:
    for relationship in canvas.relationships:
        retention, churn = relationship.retention, relationship.churn
        if retention is None or churn is None or retention.period is None or churn.period is None:
            continue
        stay = spread(retention)
        stay_by_churn = _others(spread(churn))
        short, long = sorted((retention.period, churn.period), key=PERIODS.index)
        if retention.period == short:
            first, second = compounded(stay, short, long), _at(stay_by_churn, churn.period, long)
        else:
            first, second = _at(stay, retention.period, long), compounded(stay_by_churn, short, long)
        if _meet(first, second):
            continue
        yield Finding(
            about=relationship,
            message=f"`retention {retention.written}` and `churn {churn.written}` can't both be true",
            help=_how_to_agree(retention, churn),
            span=churn.span,
            label=_staying(churn, long, is_churn=True),
            related=(Related(retention.span, _staying(retention, long, is_churn=False)),),
        )


def _others(stay: tuple[Decimal, Decimal]) -> tuple[Decimal, Decimal]:
    return 1 - stay[1], 1 - stay[0]


def _at(stay: tuple[Decimal, Decimal], period: str, long: str) -> tuple[Decimal, Decimal]:
    return stay if period == long else compounded(stay, period, long)


def _stay(rate: Quantity, period: str, *, is_churn: bool) -> Decimal:
    """The share that stays for a period that is as long as the rate's own, or longer."""
    stays = 1 - rate.value / 100 if is_churn else rate.value / 100
    low, high = _at((stays, stays), rate.period or period, period)
    return (low + high) / 2


def _staying(rate: Quantity, long: str, *, is_churn: bool) -> str:
    """What a rate means as the share that stays for the longer period."""
    how = "so" if rate.period == long else "compounded,"
    return f"{how} {rounded(_stay(rate, long, is_churn=is_churn))} stay for a {long}"


def _how_to_agree(retention: Quantity, churn: Quantity) -> str:
    """What the rate of the longer period would be, computed from the other one."""
    if retention.period == churn.period:
        return f"keep one of the two, or write `churn {rounded(1 - retention.value / 100)} per {churn.period}`"
    short, long = sorted((retention.period or "", churn.period or ""), key=PERIODS.index)
    if churn.period == long:
        right = f"churn {rounded(1 - _stay(retention, long, is_churn=False))} per {long}"
    else:
        right = f"retention {rounded(_stay(churn, long, is_churn=True))} per {long}"
    return f"keep one of the two, or write `{right}`: {whole_times(short, long)} {short}s are compounded, not added up"


# ---- ECO103: nobody ever leaves ----------------------------------------------


def _eternal(canvas: Canvas) -> Iterator[Finding]:
    for relationship in decided(canvas.relationships):
        for word, quantity, never in (("retention", relationship.retention, 100), ("churn", relationship.churn, 0)):
            if quantity is not None and quantity.value == never:
                yield Finding(
                    about=relationship,
                    message=f"`{word} {quantity.written}` says that no customer ever leaves",
                    help="write the share that you have measured, or a range such as `90 .. 95 .. 98% per year`",
                    span=quantity.span,
                )
                break


# ---- ECO104: churn multiplied by twelve --------------------------------------


def _multiplied(canvas: Canvas) -> Iterator[Finding]:
    for relationship in canvas.relationships:
        leave = _leaving(relationship)
        if leave is None:
            continue
        quantity, low, high = leave
        is_churn = quantity is relationship.churn
        short = quantity.period
        for claim in relationship.claims:
            value, long = claim.value, claim.value.period
            if claim.figure not in _RATES or value.unit != "%" or short is None or long is None:
                continue
            if PERIODS.index(long) <= PERIODS.index(short):
                continue
            times = whole_times(short, long)
            written = spread(value) if claim.figure == "churn" else _others(spread(value))
            stay = compounded((1 - high, 1 - low), short, long)
            if _meet(written, (low * times, high * times)) and not _meet(written, _others(stay)):
                yield Finding(
                    about=relationship,
                    message=f"`{claim.figure} {value.written}` counts {times} times "
                    f"the customers who leave in one {short}",
                    help=f"write `{claim.figure} {_right(claim.figure, quantity, long, is_churn=is_churn)} per {long}`:"
                    f" those who left in one {short} can't leave again in the next",
                    span=value.span,
                    related=(Related(quantity.span, f"the rate of a {short}"),),
                )


def _leaving(relationship: Relationship) -> tuple[Quantity, Decimal, Decimal] | None:
    """The share of customers who leave in a period, least and greatest, and where it is written."""
    if relationship.churn is not None and relationship.churn.period is not None:
        return relationship.churn, *spread(relationship.churn)
    if relationship.retention is not None and relationship.retention.period is not None:
        return relationship.retention, *_others(spread(relationship.retention))
    return None


def _meet(one: tuple[Decimal, Decimal], other: tuple[Decimal, Decimal]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _right(figure: str, rate: Quantity, long: str, *, is_churn: bool) -> str:
    stay = _stay(rate, long, is_churn=is_churn)
    return rounded(1 - stay if figure == "churn" else stay)


RULES = (
    Rule(
        code="ECO101",
        name="rate-without-period",
        severity=Severity.ERROR,
        summary="A rate does not say in which period",
        why="5% a month and 5% a year are different businesses: without its period a rate means nothing.",
        theory=_THEORY,
        register=_REGISTER,
        check=_periodless,
    ),
    Rule(
        code="ECO102",
        name="contradicting-rates",
        severity=Severity.ERROR,
        summary="Retention and churn of one relationship can't both be true",
        why="A customer who does not stay has left, so retention and churn of one period add up to 100%.",
        theory=_THEORY,
        register=_REGISTER,
        check=_contradicting,
    ),
    Rule(
        code="ECO103",
        name="customers-who-never-leave",
        severity=Severity.WARNING,
        summary="A retention of 100%, or a churn of 0%",
        why="A customer who never leaves has an endless lifetime, and every value that is computed from it is endless.",
        theory=(*_THEORY, "T-ECO-3"),
        register=_REGISTER,
        check=_eternal,
    ),
    Rule(
        code="ECO104",
        name="multiplied-churn",
        severity=Severity.HINT,
        summary="A rate of a long period is the rate of a short one times the number of periods",
        why="Each month loses a share of those who are still there, so 3% a month is 31% a year and not 36%.",
        theory=_THEORY,
        register=_REGISTER,
        check=_multiplied,
    ),
)
