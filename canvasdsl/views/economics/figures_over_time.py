"""Figures over the versions of a model: a field for each, one above the other, in which every version is a step."""

from collections.abc import Sequence
from fractions import Fraction

import attrs

from canvasdsl.views.drawing import BODY, Board, Datasheet, Drawing
from canvasdsl.views.figure_values import figure_number
from canvasdsl.views.kit.charts import Plot, round_steps
from canvasdsl.views.subject import Subject
from canvasdsl.views.typeset import SEMIBOLD

__all__ = ["FigureLine", "figures_over_time"]

_EDGE, _ROOM = 46.0, 110.0
_HEIGHT, _GAP, _TICKS = 62.0, 16.0, 5


@attrs.frozen(kw_only=True)
class FigureLine:
    """A figure over all versions: its name, its unit, and its values, each as a number and in words; `None` and no
    words where a version has none. In another unit than the others a value is words alone."""

    name: str
    unit: str
    amounts: tuple[Fraction | None, ...]
    words: tuple[str, ...]

    @property
    def known(self) -> tuple[tuple[Fraction, str], ...]:
        """The values that there are, in their order, with their words."""
        return tuple((amount, word) for amount, word in zip(self.amounts, self.words, strict=True)
                     if amount is not None)  # fmt: skip

    @property
    def is_still(self) -> bool:
        """Whether it never moved."""
        return len({amount for amount, _ in self.known}) < 2


def figures_over_time(
    subject: Subject, lines: Sequence[FigureLine], days: Sequence[str], versions: Sequence[str]
) -> Drawing:
    """The drawing; `days` and `versions` say when each version came and what readers call it, the oldest first. Each
    line has a value somewhere."""
    words = subject.wording
    board, down = Board(), 0.0
    for number, line in enumerate(lines):
        down = _field(subject, board, line, down, days if number == len(lines) - 1 else ()) + _GAP
    told = [_told(subject, line) for line in lines]
    rows, before = [], ()
    for version, *said in zip(versions, *(line.words for line in lines), strict=True):
        if tuple(said) != before:
            rows.append((version, *said))
        before = tuple(said)
    return subject.drawing(
        "figures-over-time", board, height=down - _GAP, title=told[0] if len(lines) == 1 else words("history.moved"),
        description=" ".join(f"{text}." for text in told), notes=(words("history.per_version"),),
        table=Datasheet(columns=(words("history.column_version"), *(line.name for line in lines)), rows=tuple(rows)),
    )  # fmt: skip


def _field(subject: Subject, board: Board, line: FigureLine, down: float, days: Sequence[str]) -> float:
    """One figure below its name, its last value beside it; returns how far down it reaches."""
    name = board.text(0, down, _named(subject, line), size=BODY, weight=SEMIBOLD)
    known = [float(each) for each in line.amounts if each is not None]
    field = Board(board.width)
    plot = Plot.on(field, across=(0, len(line.amounts)), up=round_steps(min(known), max(known), about=3),
                   height=_HEIGHT, left=_EDGE, right=_ROOM, top=6,
                   say=lambda value: subject.say.amount(value, "%" if line.unit.startswith("%") else ""))  # fmt: skip
    for steps in _steps(line.amounts, plot):
        field.line(*steps, tone="ink", width=1.6)
    last = max(number for number, each in enumerate(line.amounts) if each is not None)
    amount = line.amounts[last]
    assert amount is not None
    x, y = plot.across(last + 1), plot.up(float(amount))
    field.disc(x, y, 2.4, fill="ink")
    field.text(plot.right + 8, y, figure_number(amount, line.unit, subject.say), weight=SEMIBOLD, middle=True,
               width=_ROOM - 8)  # fmt: skip
    bottom = plot.name_across(field, _ticks(days)) if days else plot.bottom
    board.add(*field.moved(0, down + name.height))
    return down + name.height + bottom


def _named(subject: Subject, line: FigureLine) -> str:
    """The figure with its unit in the reader's words; the number of a month is of no unit."""
    if line.unit in ("", "month"):
        return line.name
    first, *per = line.unit.split(" per ")
    unit = subject.say.period(first)
    for each in per:
        unit = subject.wording("brief.number.per", amount=unit, unit=subject.say.period(each))
    return subject.wording("history.named", figure=line.name, unit=unit)


def _steps(amounts: Sequence[Fraction | None], plot: Plot) -> list[list[tuple[float, float]]]:
    """The line of a figure, level over each version; it is cut where there is no value."""
    found: list[list[tuple[float, float]]] = []
    is_open = False
    for number, amount in enumerate(amounts):
        if amount is not None:
            y = plot.up(float(amount))
            if not is_open:
                found.append([])
            found[-1] += [(plot.across(number), y), (plot.across(number + 1), y)]
        is_open = amount is not None
    return found


def _ticks(days: Sequence[str]) -> list[tuple[float, str]]:
    """Where some versions begin, with their days; a day is said once."""
    count = min(_TICKS, len(days))
    places = sorted({number * len(days) // count for number in range(count)})
    ticks: list[tuple[float, str]] = []
    for place in places:
        if not ticks or ticks[-1][1] != days[place]:
            ticks.append((float(place), days[place]))
    return ticks


def _told(subject: Subject, line: FigureLine) -> str:
    """The figure at first and now, in words."""
    key = "course_still" if line.is_still else "course"
    return subject.wording(f"history.{key}", figure=line.name, first=line.known[0][1], last=line.known[-1][1])
