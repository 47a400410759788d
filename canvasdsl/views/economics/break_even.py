"""From which sales on a period makes a profit (D34): revenue and costs against sales, and what each unit leaves."""

from typing import Any

import attrs

from canvasdsl.figures.blocks import decided
from canvasdsl.figures.compute import kind_called, likely_figure_of
from canvasdsl.figures.figure import Figure
from canvasdsl.figures.streams import parts_of
from canvasdsl.views.drawing import SMALL, Board, Datasheet, Drawing
from canvasdsl.views.figure_values import figure_number, figure_value
from canvasdsl.views.kit.charts import Plot, apart, round_steps
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.views.typeset import REGULAR, SEMIBOLD, measure

__all__ = ["VIEW", "BreakEven", "Unit", "break_even_of"]

_ROOM, _EDGE = 96.0, 46.0
_FURTHEST = 3.0
"""Sales of so many times today's are the most that is drawn."""
_UNITS = 8
Ends = tuple[float, float, float]
"""Least, likely, greatest."""


@attrs.frozen(kw_only=True)
class Unit:
    """What is sold: what one unit leaves towards the fixed costs, and how many cover all costs."""

    name: str
    leaves: Figure | None
    volume: Figure | None
    field: str = ""


@attrs.frozen(kw_only=True)
class BreakEven:
    """Revenue, variable and fixed costs of a period at today's sales; `even` is the multiple of these that just covers
    all costs, `None` where no volume does."""

    unit: str
    revenue: Ends
    variable: Ends
    fixed: Ends
    even: Ends | None
    units: tuple[Unit, ...]

    @property
    def reach(self) -> float:
        """How far it is drawn, in multiples of today's sales."""
        return 1.35 if self.even is None else min(_FURTHEST, max(1.35, self.even[1] * 1.25, self.even[2] * 1.05))

    @property
    def alone(self) -> Unit | None:
        """The unit by which sales are counted, where there is one for all."""
        priced = [each for each in self.units if each.volume is not None]
        return priced[0] if len(self.units) == len(priced) == 1 else None


def break_even_of(subject: Subject) -> BreakEven | None:
    """What is drawn; `None` where revenue or costs can't be computed."""
    revenue = subject.figure("revenue")
    costs = subject.figure("costs")
    if revenue is None or costs is None or not revenue.value or revenue.value <= 0:
        return None
    safety = subject.figure("margin-of-safety")
    even = None
    if safety is not None and safety.value is not None:
        _, likely, _ = ends = _ends(safety)
        even = (1 - ends[2], 1 - likely, 1 - ends[0])
    units = [
        Unit(name=part.block.name, leaves=_likely(subject, "contribution-per-unit", part.block),
             volume=_likely(subject, "break-even-volume", part.block), field=f"{part.block.word} {part.block.name}")
        for stream in decided(subject.canvas.revenues) for part in parts_of(stream)
    ]  # fmt: skip
    return BreakEven(
        unit=revenue.unit, revenue=_ends(revenue), variable=_ends(subject.figure("variable-costs")),
        fixed=_ends(subject.figure("fixed-costs")), even=even, units=tuple(units),
    )  # fmt: skip


def _likely(subject: Subject, name: str, block: Any) -> Figure | None:
    """A figure without its range, which takes long for many streams."""
    kind = kind_called(name)
    assert kind is not None
    found = likely_figure_of(subject.canvas, kind, block)
    return found if found is not None and found.value is not None else None


def _ends(figure: Figure | None) -> Ends:
    if figure is None or figure.value is None:
        return 0.0, 0.0, 0.0
    low, high = (figure.value if end is None else end for end in (figure.low, figure.high))
    return float(low), float(figure.value), float(high)


# ---- The drawing ------------------------------------------------------------------------


def _make(subject: Subject) -> Drawing:
    say, words, found = subject.say, subject.words, break_even_of(subject)
    if found is None or (found.fixed[1] <= 0 and found.variable[1] <= 0):
        raise Undrawn(words("break-even.needs"))
    board = Board()
    plot = _lines(subject, board, found)
    down = _ticks(subject, board, plot, found)
    _table(subject, board, down + 12, found)
    volume = found.alone.volume if found.alone is not None else None
    even = "" if found.even is None else say.amount(found.even[1], "%")
    values = {
        "even": even if volume is None else figure_value(volume, say), "share": even,
        "above": "" if found.even is None else say.amount(abs(1 - found.even[1]), "%"),
        "revenue": say.amount(found.revenue[1], found.unit), "fixed": say.amount(found.fixed[1], found.unit),
        "variable": say.amount(found.variable[1], found.unit),
    }  # fmt: skip
    outcome = "never" if found.even is None else "above" if found.even[1] <= 1 else "below"
    kind = "share" if volume is None and found.even is not None else outcome
    none = words("break-even.none")
    rows = tuple((each.name, none if each.leaves is None else figure_value(each.leaves, say),
                  none if each.volume is None else figure_value(each.volume, say)) for each in found.units)  # fmt: skip
    columns = tuple(words(f"break-even.columns.{key}") for key in ("name", "leaves", "volume"))
    met = dict(values)
    if kind == "share" and found.even is not None:
        met["even"] = say.amount(found.revenue[1] * found.even[1], found.unit)
    return subject.drawing(
        "break-even", board, table=Datasheet(columns=columns, rows=rows),
        title=words(f"break-even.title.{f'share_{outcome}' if kind == 'share' else outcome}", **values),
        description=words(f"break-even.description.{outcome}", **met),
        notes=(words("break-even.note_ranges" if _has_ranges(found) else "break-even.note"),),
        texts=tuple((each.field, each.name) for each in found.units),
    )  # fmt: skip


def _has_ranges(found: BreakEven) -> bool:
    return any(high > low for low, _, high in (found.revenue, found.variable, found.fixed))


def _lines(subject: Subject, board: Board, found: BreakEven) -> Plot:
    """The lines of revenue and of costs, each with the band of its range."""
    say, words, reach = subject.say, subject.words, found.reach
    most = max(found.revenue[2] * reach, found.fixed[2] + found.variable[2] * reach)
    plot = Plot.on(board, across=(0, reach), up=round_steps(0, most, about=5), height=190, left=_EDGE, right=_ROOM,
                   say=say.amount, title=words("break-even.axis", unit=_spelt(subject, found.unit)),
                   top=14)  # fmt: skip
    if found.even is not None and found.even[2] > found.even[0]:
        left, right = (plot.across(min(max(each, 0.0), reach)) for each in (found.even[0], found.even[2]))
        board.box(left, plot.top, right - left, plot.bottom - plot.top, fill="wash")

    def places(amount: float, start: float = 0.0) -> list[tuple[float, float]]:
        return [(plot.across(0), plot.up(start)), (plot.across(reach), plot.up(start + amount * reach))]

    for (low, _, high), (start, _, top) in ((found.revenue, (0.0, 0.0, 0.0)), (found.variable, found.fixed)):
        if high > low or top > start:
            board.area([*places(low, start), *reversed(places(high, top))], "soft", opacity=0.16)
    fixed = found.fixed[1]
    board.line(*places(0.0, fixed), tone="faint", width=0.9, dash=(3, 2))
    board.line(*places(found.variable[1], fixed), tone="soft", width=1.6)
    board.line(*places(found.revenue[1]), tone="ink", width=2)
    labels = [(plot.up(found.revenue[1] * reach), words("break-even.revenue"), "ink"),
              (plot.up(fixed + found.variable[1] * reach), words("break-even.costs"), "soft")]  # fmt: skip
    if found.fixed[1] and found.variable[1]:
        labels.append((plot.up(fixed), words("break-even.fixed"), "soft"))
    heights = [Board().text(0, 0, said, width=_ROOM - 8).height + 2 for _, said, _ in labels]
    for (_, said, tone), middle in zip(labels, apart([each[0] for each in labels], heights, plot.top - 6, plot.bottom),
                                       strict=True):  # fmt: skip
        board.text(plot.right + 8, middle, said, tone=tone, middle=True, width=_ROOM - 8,
                   weight=SEMIBOLD if tone == "ink" else REGULAR)  # fmt: skip
    _point(subject, board, plot, found)
    return plot


def _point(subject: Subject, board: Board, plot: Plot, found: BreakEven) -> None:
    """Today's sales, and those that cover all costs."""
    say, words = subject.say, subject.words
    x = plot.across(1.0)
    board.line((x, plot.up(found.revenue[1])), (x, plot.bottom), tone="ink", width=0.7, dash=(2, 2))
    board.disc(x, plot.up(found.revenue[1]), 2.6, fill="ink")
    if found.even is None or not 0 <= found.even[1] <= found.reach:
        return
    at, y = plot.across(found.even[1]), plot.up(found.revenue[1] * found.even[1])
    tone = "good" if found.even[1] <= 1 else "alarm"
    board.line((at, y), (at, plot.bottom), tone=tone, width=0.9)
    board.disc(at, y, 3.4, fill=tone)
    volume = found.alone.volume if found.alone is not None else None
    if volume is not None:
        said = words("break-even.point", even=figure_value(volume, say))
    else:
        said = words("break-even.point_share", share=say.amount(found.even[1], "%"))
    # Above the line, at its left, nothing stands.
    wide = at - plot.left - 12
    if wide >= 90:
        board.text(at - 8, y - 16, said, tone=tone, weight=SEMIBOLD, align="end", width=wide)
        return
    # Else at its right, between the axis and the lines of costs, if today's sales stand far enough off.
    level = max(y, plot.up(found.fixed[1])) + 3
    room = (x if x > at else plot.right) - at - 12
    label = Board().text(0, 0, said, weight=SEMIBOLD, width=150)
    if label.width <= room and level + label.height <= plot.bottom - 1:
        board.text(at + 6, level, said, tone=tone, weight=SEMIBOLD, width=room)
    else:
        board.text(plot.left + 6, plot.top + 4, said, tone=tone, weight=SEMIBOLD, width=150)


def _ticks(subject: Subject, board: Board, plot: Plot, found: BreakEven) -> float:
    """Below the field: units where all that is sold is one thing, else multiples of today's sales; and today."""
    say, words = subject.say, subject.words
    today = words("break-even.today")
    alone = found.alone
    if alone is not None and alone.volume is not None and alone.volume.value and found.even and found.even[1] > 0:
        now = float(alone.volume.value) / found.even[1]
        steps = [(step / now, say.amount(step)) for step in round_steps(0, now * found.reach, about=6)
                 if step <= now * found.reach * 1.0001]  # fmt: skip
        first, per, rest = alone.volume.unit.partition(" per ")
        title = words("break-even.sold", things=figure_number(now, f"{first}{per}{rest}", say))
    else:
        steps = [(step, say.amount(step, "%")) for step in round_steps(0, found.reach, about=6)
                 if step <= found.reach * 1.0001]  # fmt: skip
        title = words("break-even.of_today")
    x, half = plot.across(1.0), measure(today, SMALL) / 2
    board.text(min(x, board.width - half), plot.bottom + 3, today, size=SMALL, align="middle", weight=SEMIBOLD)
    lower = Board()
    shifted = attrs.evolve(plot, bottom=plot.bottom + 12)
    down = shifted.name_across(lower, steps, title=title)
    board.add(*lower.shapes)
    return down


def _table(subject: Subject, board: Board, top: float, found: BreakEven) -> None:
    """What one unit leaves, and how many cover all costs, for each thing that is sold."""
    say, words = subject.say, subject.words
    shown = [each for each in found.units if each.leaves is not None or each.volume is not None]
    if not shown:
        return
    places = (0.0, 186.0, 352.0)
    wide = (176.0, 158.0, board.width - 352.0)
    heads = [words(f"break-even.columns.{key}") for key in ("name", "leaves", "volume")]
    down = top + max(board.text(x, top, head, size=SMALL, tone="faint", width=each).height
                     for x, head, each in zip(places, heads, wide, strict=True)) + 2  # fmt: skip
    board.line((0, down), (board.width, down), tone="ink", width=0.8)
    none = words("break-even.none")
    for unit in shown[:_UNITS]:
        cells: list[Any] = [unit.name, none if unit.leaves is None else figure_value(unit.leaves, say),
                            none if unit.volume is None else figure_value(unit.volume, say)]  # fmt: skip
        down += 3 + max(board.text(x, down + 3, said, width=each).height
                        for x, said, each in zip(places, cells, wide, strict=True))  # fmt: skip
        board.line((0, down + 1), (board.width, down + 1), tone="line", width=0.6)
    if len(shown) > _UNITS:
        board.text(0, down + 4, subject.counted("break-even.more", len(shown) - _UNITS), size=SMALL, tone="soft")


def _spelt(subject: Subject, unit: str) -> str:
    """A unit with its period in the reader's words: `EUR per month`."""
    first, per, rest = unit.partition(" per ")
    return subject.wording("brief.number.per", amount=first, unit=subject.say.period(rest)) if per else unit


VIEW = View(name="break-even", register=("D34",), title="From which sales on there is a profit",
            needs=("revenue", "price", "cost"), make=_make)  # fmt: skip
