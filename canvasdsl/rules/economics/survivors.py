"""What the survivors of a cohort say of the one rate that its relationship declares (T-ECO-5, T-ECO-6)."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.figures.exact import power
from canvasdsl.figures.periods import times
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.economics import Cohort
from canvasdsl.model.quantities import Quantity
from canvasdsl.model.relationships import Relationship
from canvasdsl.rules.measures import rounded, spread
from canvasdsl.rules.parts import decided
from canvasdsl.rules.rule import Finding, Rule

__all__ = ["RULES", "as_written", "stays_between"]

_TOLERANCE = Fraction(1, 10)
"""The observed churn may differ from the declared one by a tenth of it."""
_FEWEST = 30
"""So many could have left at least, in all periods together: of fewer nothing is said."""
_DEVIATIONS = 2
"""And by so many standard errors of the declared one: of a few customers chance decides who leaves."""
_MORE = Fraction(5, 4)
"""The curve keeps at least so many times those whom a constant churn keeps, after as many periods again."""


# ---- ECO701: the declared rate is not that of the survivors -----------------------------


def _differing(canvas: Canvas) -> Iterator[Finding]:
    for relationship, cohort, word, rate in _followed(canvas):
        seen = _observed(cohort)
        if seen is None:
            continue
        churn, could, length, number = seen
        part = times(length, rate.period or length) / number  # how much of a declared period one of the cohort's is
        least, most = (1 - power(stay, 1 / part) for stay in reversed(stays_between(word, rate)))
        nearest = min(max(churn, least), most)
        chance = power(nearest * (1 - nearest) / could, Fraction(1, 2))
        if abs(churn - nearest) <= max(_TOLERANCE * nearest, _DEVIATIONS * chance):
            continue
        stay = power(1 - churn, part)
        right = f"{word} {as_written(stay if word == 'retention' else 1 - stay, rate)} per {rate.period}"
        may_be_shorter = cohort.every is None and rate.period != "year"
        yield Finding(
            about=relationship,
            message=f"`{word} {rate.written}` is declared, and the survivors of {_called(cohort)} give `{right}`",
            help=f"write `{right}`" + (f", or say how long a period of the cohort is if it is no year: `every 1 "
                                       f"{rate.period}`" if may_be_shorter else ""),
            span=rate.span,
            label="declared",
            related=(Related(cohort.place("survivors"), f"all who left over all who could have: {_in_words(churn)} "
                             f"in {_period(length, number)}"),),
            absent=("every",) if may_be_shorter else (),
        )  # fmt: skip


def _observed(cohort: Cohort) -> tuple[Fraction, Fraction, str, Fraction] | None:
    """The share who left in each period, of how many it is known, and the period; `None` where nothing is known."""
    from canvasdsl.figures.inputs import Absent
    from canvasdsl.figures.retention_curve import constant_churn
    from canvasdsl.figures.survivors import counts_of, period_of

    try:
        counts, (length, number) = counts_of(cohort), period_of(cohort)
    except Absent:
        return None
    could = sum(counts[:-1], Fraction(0))
    if could < _FEWEST or any(after > before for before, after in pairwise(counts)):
        return None
    return constant_churn(counts), could, length, number


def stays_between(word: str, rate: Quantity) -> tuple[Fraction, Fraction]:
    """The least and the greatest share that stays in the declared period."""
    low, high = map(Fraction, spread(rate))
    return (low, high) if word == "retention" else (1 - high, 1 - low)


# ---- ECO702: one rate for all ages ------------------------------------------------------


def _constant_for_a_curve(canvas: Canvas) -> Iterator[Finding]:
    """Quiet where the cohort says what one brings in each period: then its value is counted by those really left."""
    for relationship, cohort, word, rate in _followed(canvas):
        if cohort.revenue or len(cohort.survivors) < 3:
            continue
        found = _rising(canvas, cohort)
        if found is None:
            continue
        first, following, by_curve, by_rate, periods = found
        yield Finding(
            about=relationship,
            message=f"of {_called(cohort)} ever fewer leave: {first} in the first period, likely {following} in the "
            f"next one; `{word} {rate.written}` is one rate for all",
            help="write what one brings in each period (`revenue …`), so that its value is counted by those who are "
            "left; `canvasdsl numbers` shows beside `further-value` how they go on",
            span=cohort.place("survivors"),
            label=f"after {periods} more periods {by_curve} of those left are there by the curve, {by_rate} by a "
            "constant churn",
            related=(Related(rate.span, "one rate"),),
            absent=("revenue",),
        )


def _rising(canvas: Canvas, cohort: Cohort) -> tuple[str, str, str, str, int] | None:
    """Churn of the first and of the next period, and how many of those left are there after as many periods again: by
    the curve and by a constant churn. `None` where no curve fits, chance may have made it, or it makes no odds."""
    from canvasdsl.figures.inputs import Absent
    from canvasdsl.figures.retention_curve import constant_churn, slopes_surely
    from canvasdsl.figures.survivors import counts_of, curve_of

    try:
        counts, curve = counts_of(cohort), curve_of(canvas, cohort)
    except Absent:
        return None
    by_curve = curve.survival(curve.seen, after=curve.seen)
    by_rate = (1 - constant_churn(counts)) ** curve.seen
    if by_curve < _MORE * by_rate or not slopes_surely(counts, curve):
        return None
    shares = (1 - curve.retention(1), 1 - curve.retention(curve.seen + 1), by_curve, by_rate)
    first, following, later, constant = map(_in_words, shares)
    return first, following, later, constant, curve.seen


# ---- Both -------------------------------------------------------------------------------


def _followed(canvas: Canvas) -> Iterator[tuple[Relationship, Cohort, str, Quantity]]:
    """The cohorts of relationships that declare one rate, with that rate and its word."""
    for relationship in decided(canvas.relationships):
        word = "retention" if relationship.retention is not None else "churn"
        rate = relationship.retention or relationship.churn
        if rate is None or rate.period is None:
            continue
        for cohort in decided(relationship.cohorts):
            if len(cohort.survivors) > 1:
                yield relationship, cohort, word, rate


def _called(cohort: Cohort) -> str:
    return f"`{cohort.text}`" if cohort.text else "the cohort"


def _in_words(share: Fraction) -> str:
    return rounded(Decimal(share.numerator) / share.denominator)


def as_written(share: Fraction, rate: Quantity) -> str:
    """A share as the author writes it, with a digit that tells it from 0% and from 100%."""
    size = Decimal(share.numerator) * 100 / share.denominator
    nearest = min(size, 100 - size)
    digit = min(int(rate.value.as_tuple().exponent), nearest.adjusted() - 1 if nearest else 0, 0)
    return f"{size.quantize(Decimal(1).scaleb(max(digit, -9))).normalize():f}%"


def _period(length: str, number: Fraction) -> str:
    return f"a {length}" if number == 1 else f"{Decimal(number.numerator) / number.denominator} {length}s"


RULES: tuple[Rule, ...] = (
    Rule(
        code="ECO701",
        name="rate-against-survivors",
        severity=Severity.WARNING,
        summary="A declared retention or churn is not what the survivors of a cohort give",
        why="A lifetime value stands on who stays; where customers were counted, the count tells more than the rate "
        "that was hoped for.",
        theory=("T-ECO-6", "T-ECO-5"),
        register=(),
        check=_differing,
    ),
    Rule(
        code="ECO702",
        name="one-rate-for-all-ages",
        severity=Severity.HINT,
        summary="Ever fewer of a cohort leave, and its relationship has one constant rate",
        why="Those most likely to leave are gone first, so a constant rate makes those who are left look less loyal "
        "than they are.",
        theory=("T-ECO-5",),
        register=(),
        check=_constant_for_a_curve,
    ),
)
