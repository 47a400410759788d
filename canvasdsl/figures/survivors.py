"""What the survivors of a cohort tell of those who are left: retention that rises with age, beside a constant churn.

The curve is that of `retention_curve`, fitted to the counts of `survivors` alone (C14; C16 to C18 for values).
"""

from fractions import Fraction
from itertools import pairwise, product
from typing import Any

from canvasdsl.figures import lifetime
from canvasdsl.figures.cohorts import discount_each
from canvasdsl.figures.customers import GROUP
from canvasdsl.figures.exact import power
from canvasdsl.figures.expression import Expression, Step, expression_of
from canvasdsl.figures.figure import Found, Kind
from canvasdsl.figures.fitting import NoFit
from canvasdsl.figures.inputs import Absent
from canvasdsl.figures.periods import PERIODS_A_YEAR
from canvasdsl.figures.ranges import range_of
from canvasdsl.figures.retention_curve import MOST_PERIODS, RetentionCurve, constant_churn, fit_retention
from canvasdsl.figures.sheet import BELOW, Sheet, plain
from canvasdsl.figures.worth import IN_PERIODS, acquisition_cost, convention, growth, least, margin, says_cost
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.quantities import length_of

__all__ = ["KINDS", "counts_of", "curve_of", "period_of"]

_OF = ("cohort",)


# ---- What a cohort says ------------------------------------------------------------------


def counts_of(cohort: Any) -> tuple[Fraction, ...]:
    """How many are left, from the start on; raises `Absent` where the numbers are no such counts."""
    for each in cohort.survivors:
        if each.low != each.high:
            raise Absent(f"`survivors` has the range {each.written}, and a curve takes counts", each.span)
    if cohort.inflow == "yes":
        raise Absent("others join later, so that the counts do not show who stays", cohort.place("inflow"))
    return tuple(Fraction(each.value) for each in cohort.survivors)


def curve_of(canvas: Canvas, cohort: Any) -> RetentionCurve:
    """The curve of a cohort, fitted once for a model; raises `Absent` where there is none."""
    counts = counts_of(cohort)
    found = canvas.index.kept((curve_of, counts), lambda: _fitted(counts))
    if isinstance(found, NoFit):
        raise Absent(found.reason, cohort.place("survivors"))
    return found


def _fitted(counts: tuple[Fraction, ...]) -> RetentionCurve | NoFit:
    try:
        return fit_retention(counts)
    except NoFit as none:
        return none


def period_of(cohort: Any) -> tuple[str, Fraction]:
    """The period of a cohort as a length and how many of it; a year where nothing is said."""
    every = cohort.every
    if every is None:
        return "year", Fraction(1)
    length = length_of(every.unit)
    if length not in PERIODS_A_YEAR or every.low != every.high or every.value <= 0:
        raise Absent("`every` is no length of time that a rate can be converted to", every.span)
    return length, Fraction(every.value)


def _noted(sheet: Sheet, cohort: Any) -> list[Expression]:
    return [sheet.count(each, f"survivors {number}", f"n{str(number).translate(BELOW)}")
            for number, each in enumerate(cohort.survivors)]  # fmt: skip


def _curve(sheet: Sheet, cohort: Any) -> RetentionCurve:
    """The curve, with the counts as inputs of the figure."""
    _noted(sheet, cohort)
    return curve_of(sheet.canvas, cohort)


def _found(value: Fraction | int) -> Found:
    return Found(Fraction(value), Fraction(value), Fraction(value))


# ---- Who stays ---------------------------------------------------------------------------
# Shares of a period such as six months are brought to one month, so that they can be compared with declared rates.


def _constant_churn(sheet: Sheet, cohort: Any) -> Expression | None:
    if len(cohort.survivors) < 2:
        return None
    counts = counts_of(cohort)
    if counts[0] <= 0:
        raise Absent("nobody began", cohort.place("survivors"))
    if any(later > earlier for earlier, later in pairwise(counts)):
        raise Absent("more are left than a period before, so that nothing shows how many leave",
                     cohort.place("survivors"))  # fmt: skip
    length, number = period_of(cohort)
    sheet.unit = f"% per {length}"
    churn = expression_of(constant_churn(_noted(sheet, cohort)))
    return churn if number == 1 else 1 - (1 - Step("c", f"churn per {cohort.every.written}", churn)) ** (1 / number)


def _next_retention(sheet: Sheet, cohort: Any) -> Found | None:
    if not cohort.survivors:
        return None
    curve, (length, number) = _curve(sheet, cohort), period_of(cohort)
    sheet.unit = f"% per {length}"
    return _found(power(curve.retention(curve.seen + 1), 1 / number))


def _survivors_later(sheet: Sheet, cohort: Any) -> Found | None:
    """Of those who began; from those who really are left, the curve leads on."""
    if not cohort.survivors:
        return None
    curve, counts = _curve(sheet, cohort), counts_of(cohort)
    sheet.unit = "%"
    return _found(counts[-1] / counts[0] * curve.survival(curve.seen, after=curve.seen))


def _further_life(sheet: Sheet, cohort: Any) -> Found | None:
    if not cohort.survivors:
        return None
    curve, (length, number) = _curve(sheet, cohort), period_of(cohort)
    found = curve.further_life(curve.seen)
    if found is None:
        raise Absent("by the curve some stay so long that the average has no end; `further-half-life` tells after how "
                     "long half of them have gone", cohort.place("survivors"))  # fmt: skip
    sheet.unit = IN_PERIODS[length]
    return _found(found * number)


def _further_half_life(sheet: Sheet, cohort: Any) -> Found | None:
    if not cohort.survivors:
        return None
    curve, (length, number) = _curve(sheet, cohort), period_of(cohort)
    found = curve.half_life(curve.seen)
    if found is None:
        raise Absent(f"by the curve more than half are still there after {MOST_PERIODS:,} periods".replace(",", "_"),
                     cohort.place("survivors"))  # fmt: skip
    sheet.unit = IN_PERIODS[length]
    return _found(found * number)


# ---- What they are worth ------------------------------------------------------------------


def _curve_value(sheet: Sheet, cohort: Any) -> Found | None:
    return _by_curve(sheet, cohort, cost=_cost(sheet, cohort), after=0) if _has_value(sheet, cohort) else None


def _further_value(sheet: Sheet, cohort: Any) -> Found | None:
    """What winning them cost is spent, and does not count."""
    if not _has_value(sheet, cohort):
        return None
    return _by_curve(sheet, cohort, cost=sheet.number(0), after=len(cohort.survivors) - 1)


def _constant_value(sheet: Sheet, cohort: Any) -> Expression | None:
    """The lifetime value that the constant churn of the same counts gives."""
    if not _has_value(sheet, cohort):
        return None
    counts_of(cohort)
    cost, (leaves, rate, grows) = _cost(sheet, cohort), _amounts(sheet, cohort)
    churn = Step("c", "constant churn", expression_of(constant_churn(_noted(sheet, cohort))))
    stays = 1 - churn
    if least(sheet, 1 + rate - stays * (1 + grows)) <= 0:
        raise Absent("so few leave that the value has no end", cohort.place("survivors"))
    relationship = sheet.holders[-1]
    return leaves * lifetime.multiple(plain(stays), plain(rate), convention(relationship), plain(grows)) - cost


def _has_value(sheet: Sheet, cohort: Any) -> bool:
    return bool(len(cohort.survivors) > 2 and sheet.holders[-1].margin is not None)


def _cost(sheet: Sheet, cohort: Any) -> Expression:
    """What winning one cost: as the cohort says it, else the relationship; none said counts as 0."""
    relationship = sheet.holders[-1]
    if cohort.acquisition_cost is not None:
        return sheet.money(cohort.acquisition_cost, "acquisition-cost", "AC")
    return acquisition_cost(sheet, relationship) if says_cost(relationship) else sheet.number(0)


def _amounts(sheet: Sheet, cohort: Any) -> tuple[Expression, Expression, Expression]:
    """Margin, discount and growth for one period of the cohort."""
    relationship, (length, number) = sheet.holders[-1], period_of(cohort)
    leaves, grows = margin(sheet, relationship, length) * number, growth(sheet, relationship, length)
    if number != 1 and relationship.margin_growth is not None:
        grows = (1 + grows) ** number - 1
        grows = Step("γ", f"margin-growth per {cohort.every.written}", grows)
    return leaves, discount_each(sheet, cohort), grows


def _by_curve(sheet: Sheet, cohort: Any, *, cost: Expression, after: int) -> Found:
    """Margin × multiple of the curve − cost. It rises or falls with each of them alone, so that the ends of their
    ranges give its ends."""
    curve, relationship = _curve(sheet, cohort), sheet.holders[-1]
    ends = [_ends(sheet, each) for each in (*_amounts(sheet, cohort), cost)]
    if min(ends[1]) <= -1 or min(ends[2]) <= -1:
        raise Absent("a discount or growth of −100% or less leaves nothing to count", cohort.here)
    known: dict[tuple[Fraction, Fraction], Fraction] = {}

    def value(leaves: Fraction, rate: Fraction, grows: Fraction, paid: Fraction) -> Fraction:
        if (rate, grows) not in known:
            found = curve.multiple(rate, convention(relationship), grows, after=after)
            if found is None:
                raise Absent("by the curve some stay so long that their value has no end: write a `discount` in "
                             "`canvas` that is above the growth of the margin", cohort.place("survivors"))  # fmt: skip
            known[rate, grows] = found
        return leaves * known[rate, grows] - paid

    likely = value(*(each[1] for each in ends))
    every = [value(*each) for each in product(*({low, high} for low, _, high in ends))]
    sheet.unit = sheet.currency
    return Found(likely, min(every), max(every))


def _ends(sheet: Sheet, expression: Expression) -> tuple[Fraction, Fraction, Fraction]:
    low, high = range_of(expression, {each.name: (each.low, each.high) for each in sheet.inputs.values()})
    return low, expression.value({each.name: each.likely for each in sheet.inputs.values()}), high


KINDS = (
    Kind(name="constant-churn", title="Customers who leave in a period, were it always the same share", group=GROUP,
         register=("C12",), theory=("T-ECO-6",), of=_OF, unit="share", make=_constant_churn),
    Kind(name="next-retention", title="Customers still there who will likely stay for one more period", group=GROUP,
         register=("C14",), theory=("T-ECO-6",), of=_OF, unit="share", make=_next_retention),
    Kind(name="survivors-later", title="Of those who began, who are likely there after as many periods again",
         group=GROUP, register=("C14",), theory=("T-ECO-5", "T-ECO-6"), of=_OF, unit="share", make=_survivors_later),
    Kind(name="further-life", title="How long a customer still there will stay on average", group=GROUP,
         register=("C14",), theory=("T-ECO-6",), of=_OF, unit="periods", make=_further_life),
    Kind(name="further-half-life", title="After how long half of those still there will have gone", group=GROUP,
         register=("C14",), theory=("T-ECO-6",), of=_OF, unit="periods", make=_further_half_life),
    Kind(name="curve-value", title="What one who began is worth, as churn falls with time", group=GROUP,
         register=("C18",), theory=("T-ECO-5",), of=_OF, unit="money", make=_curve_value),
    Kind(name="constant-value", title="What one who began is worth, were churn always the same", group=GROUP,
         register=("C16", "C17"), theory=("T-ECO-5",), of=_OF, unit="money", make=_constant_value),
    Kind(name="further-value", title="What a customer still there is worth, as churn falls with time", group=GROUP,
         register=("C18",), theory=("T-ECO-5",), of=_OF, unit="money", make=_further_value),
)  # fmt: skip
