"""How likely it is that what is asserted holds, that a target is reached, and that the business breaks even in time.

A chance is the share of simulated runs in which it is so. It is as exact as the number of runs allows (`error`), and
says nothing about what the ranges leave out.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import sqrt
from typing import Any

import attrs

from canvasdsl.figures.asked import figures_meant, property_called
from canvasdsl.figures.comparing import Known, float_test_of, known_of_figure, known_of_quantity, test_of
from canvasdsl.figures.compute import figures_of, kind_called
from canvasdsl.figures.expression import Expression, Undefined
from canvasdsl.figures.figure import Figure
from canvasdsl.figures.inputs import Absent
from canvasdsl.figures.planned import month_at, period_told, planned
from canvasdsl.figures.sheet import Sheet
from canvasdsl.figures.simulation import Draws, results_of, simulated_with
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.quantities import Comparison, Quantity
from canvasdsl.source import Span

__all__ = ["Chance", "chances"]

_CERTAINTY = 1.96
"""So many standard errors each way hold the true share 95 times in 100."""


@attrs.frozen(kw_only=True)
class Chance:
    """In how many of `runs` something is so."""

    about: str
    """`assert`, `target`, `break-even` or `payback`."""
    name: str
    """The figure with what it is of."""
    wanted: str = ""
    """What is asked of it, in the author's words: `>= 3`, `>= 600 by month 12`."""
    place: Span | None = None
    runs: int = 0
    met: int = 0
    without: int = 0
    """In how many runs the figure has no value, so that it is not so."""
    at_once: int = 0
    """Of a payback, in how many runs nothing has to be paid back."""
    varies: bool = True
    """Whether anything that is drawn counts; else every run is the same."""
    months: tuple[float, ...] = ()
    """Of a break-even or payback, its month in each run that has one, sorted."""
    horizon: int = 0
    stays: bool = False
    """Of a target, whether the plan leaves the figure as it is today."""
    untold: str = ""
    """Why there is no chance to tell."""

    @property
    def share(self) -> float:
        """The share of runs in which it is so."""
        return self.met / self.runs if self.runs else 0.0

    @property
    def error(self) -> float:
        """How far the share may lie from that of endlessly many runs, 95 times in 100 (normal approximation); 3/n
        where all runs or none are so."""
        if not self.runs or not self.varies:
            return 0.0
        if self.met in (0, self.runs):
            return 3 / self.runs
        return _CERTAINTY * sqrt(self.share * (1 - self.share) / self.runs)


def chances(canvas: Canvas, drawn: Draws) -> tuple[Chance, ...]:
    """The chances of all assertions, of all targets, and of breaking even within the horizon; none of what was not
    understood in full."""
    if canvas.lost:
        return ()
    return (*_asserted(canvas, drawn), *_aimed(canvas, drawn), *_even(canvas, drawn))


# ---- What is asserted -----------------------------------------------------------------


def _asserted(canvas: Canvas, drawn: Draws) -> Iterator[Chance]:
    for wish, block in _wishes(canvas, canvas.assertions):
        name, wanted = _name(wish.figure, block), _wanted(wish.comparison)
        known = {"about": "assert", "wanted": wanted, "place": wish.comparison.quantity.span}
        kind = kind_called(wish.figure)
        figures = [] if kind is None else list(figures_meant(canvas, kind, block))
        for figure in figures:
            own = name if len(figures) == 1 else _named(figure)
            yield _of_figure(figure, wish, drawn, Chance(name=own, **known))
        field = None if figures else property_called(wish.figure, block)
        quantity = None if field is None else getattr(block, field.attribute)
        if isinstance(quantity, Quantity):
            sheet = Sheet(canvas)
            scale = Fraction(1, 100) if quantity.unit == "%" else Fraction(1)
            taken = sheet.take(quantity, name, "x", scale=scale)
            yield _counted(sheet, taken, known_of_quantity(wish.figure, quantity), wish.comparison, drawn,
                           Chance(name=name, **known))  # fmt: skip
        elif not figures:
            yield Chance(name=name, untold="the model does not say enough for it", **known)


def _wishes(canvas: Canvas, entities: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    """Assertions or targets with their blocks; those of ideas and of unknown names are left out."""
    for each in entities:
        block = None if each.of is None else canvas.index.blocks.get(each.of.key)
        if (each.of is None or block is not None) and not getattr(block, "is_idea", False):
            yield each, block


def _of_figure(figure: Figure, wish: Any, drawn: Draws, chance: Chance) -> Chance:
    simulated = simulated_with(figure, drawn)
    if simulated is None:
        return attrs.evolve(chance, untold=figure.absent or "it has no number")
    known = _known(wish.figure, simulated.figure)
    steady = None if simulated.varies else simulated.figure.value
    return _told(chance, known, wish.comparison, simulated.results, simulated.without, steady, drawn.runs)


def _known(name: str, figure: Figure) -> Known:
    """A figure as it is compared; of one without a range, its likely value stands for it."""
    return known_of_figure(name, attrs.evolve(figure, low=figure.value, high=figure.value))


def _told(
    chance: Chance, known: Known, comparison: Comparison, results: Sequence[float | None], without: int,
    steady: Fraction | None, runs: int,
) -> Chance:  # fmt: skip
    """The chance, counted; one `steady` value is compared exactly."""
    test = float_test_of(known, comparison) if steady is None else test_of(known, comparison)
    if test is None:
        return attrs.evolve(chance, untold=f"it is asked for in {comparison.quantity.unit or 'a plain number'}, and is "
                            f"computed in {known.unit or 'a plain number'}")  # fmt: skip
    if steady is not None:
        return attrs.evolve(chance, runs=runs, met=runs if test(steady) else 0, varies=False)
    met = sum(1 for each in results if each is not None and test(each))
    return attrs.evolve(chance, runs=runs, met=met, without=without)


def _counted(
    sheet: Sheet, expression: Expression, known: Known, comparison: Comparison, drawn: Draws, chance: Chance
) -> Chance:  # fmt: skip
    """The chance for a formula on a sheet."""
    inputs = tuple(each for name, each in sheet.inputs.items() if name in expression.names)
    varying = [each for each in inputs if each.is_range]
    if not varying:
        steady = expression.value({each.name: each.likely for each in inputs})
        return _told(chance, known, comparison, (), 0, steady, drawn.runs)
    results = results_of((expression,), inputs, varying, drawn.together(varying))
    if results is None:
        return attrs.evolve(chance, untold="it has no value")
    return _told(chance, known, comparison, results, sum(each is None for each in results), None, drawn.runs)


# ---- What is aimed at -----------------------------------------------------------------


def _aimed(canvas: Canvas, drawn: Draws) -> Iterator[Chance]:
    for wish, block in _wishes(canvas, canvas.targets):
        month = month_at(canvas, wish.by)
        wanted = f"{_wanted(wish.comparison)} by {wish.by.date or f'{wish.by.period} {wish.by.number}'}"
        chance = Chance(about="target", name=_name(wish.figure, block), wanted=wanted,
                        place=wish.comparison.quantity.span)  # fmt: skip
        try:
            yield _in_month(canvas, wish, block, month, drawn, chance)
        except (Absent, Undefined) as why:
            yield attrs.evolve(chance, untold=why.reason)


def _in_month(canvas: Canvas, wish: Any, block: Any, month: int | None, drawn: Draws, chance: Chance) -> Chance:
    if month is None:
        return attrs.evolve(chance, untold="it is not clear in which month of the plan that is (`start`)")
    if month < 1:
        return attrs.evolve(chance, untold="that is before month 1 of the plan")
    sheet = Sheet(canvas)
    quantity = wish.comparison.quantity
    period = quantity.period or "month"
    expression = planned(sheet, wish.figure, block, month, period)
    if expression is None:
        return attrs.evolve(chance, untold="the plan by month does not tell how it moves up to then")
    now = planned(sheet, wish.figure, block, 1, "month") if period == "month" else None
    stays = now is not None and wish.figure != "cumulative-profit" and all(
        now.value(case) == expression.value(case) for case in (
            {each.name: getattr(each, end) for each in sheet.inputs.values()} for end in ("low", "likely", "high")
        )
    )
    unit = quantity.unit if block is not None else sheet.currency
    told = None if block is not None else period_told(wish.figure, quantity.period)
    known = Known(wish.figure, unit=unit, period=told)
    return attrs.evolve(_counted(sheet, expression, known, wish.comparison, drawn, chance), stays=stays)


# ---- Breaking even --------------------------------------------------------------------


def _even(canvas: Canvas, drawn: Draws) -> Iterator[Chance]:
    for about, name in (("break-even", "break-even-month"), ("payback", "payback-month")):
        kind = kind_called(name)
        for figure in figures_of(canvas, (kind,)) if kind is not None else ():
            yield _in_time(canvas, figure, drawn, Chance(about=about, name=name))


def _in_time(canvas: Canvas, figure: Figure, drawn: Draws, chance: Chance) -> Chance:
    """A figure that is absent for sure is told of its likely case, too."""
    found = figure
    if figure.absent and figure.attempt is not None:
        found = figure.attempt() or figure
    if found.search is None:
        return attrs.evolve(chance, untold=found.absent or "it has no number")
    horizon = len(found.search.over)
    if not any(each.is_range for each in figure.inputs):
        month = found.value if found.value is not None else Fraction(-1)
        met = drawn.runs if month >= 0 else 0
        return attrs.evolve(chance, runs=drawn.runs, met=met, varies=False, horizon=horizon,
                            at_once=0 if month else met, months=(float(month),) if met else ())  # fmt: skip
    simulated = simulated_with(figure, drawn)
    if simulated is None:
        return attrs.evolve(chance, untold="it has no value")
    return attrs.evolve(chance, runs=drawn.runs, met=len(simulated.results), horizon=horizon,
                        at_once=sum(each == 0 for each in simulated.results), months=simulated.results)  # fmt: skip


# ---- Naming ---------------------------------------------------------------------------


def _name(figure: str, block: Any) -> str:
    return figure if block is None or not block.key else f"{figure} of {block.key[1]}"


def _named(figure: Figure) -> str:
    return f"{figure.kind.name} of {figure.of}" if figure.of else figure.kind.name


def _wanted(comparison: Comparison) -> str:
    return f"{comparison.operator} {comparison.quantity.written}"
