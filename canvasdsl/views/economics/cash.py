"""The plan month by month (D34): what each month leaves, and what has come together, with its lowest point."""

from collections.abc import Sequence

from canvasdsl.figures.cash import Projection, projection
from canvasdsl.figures.expression import Undefined
from canvasdsl.figures.inputs import Absent
from canvasdsl.figures.months import label
from canvasdsl.model.quantities import Date
from canvasdsl.views.drawing import SMALL, Board, Datasheet, Drawing
from canvasdsl.views.kit.charts import Plot, apart, every_so_often, round_steps
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.views.typeset import REGULAR, SEMIBOLD

__all__ = ["VIEW", "months_below", "month_ticks", "rows_of_months"]

_ROOM, _EDGE = 100.0, 46.0
_ROWS = 24


def rows_of_months(months: int) -> list[int]:
    """The months that stand in a table of a curve: all, or every so often with the last."""
    step = next(each for each in (1, 2, 3, 6, 12, 24, 60) if months / each <= _ROWS or each == 60)
    return sorted({*range(step, months + 1, step), months})


def month_ticks(subject: Subject, months: int) -> list[tuple[float, str]]:
    """Where months end, with the date of that where the plan has a start, else so many months."""
    ticks = []
    for number in every_so_often(months, "month", about=5):
        said = label(subject.canvas, number + 1)
        year, month, *_ = map(int, said.split("-")) if said else (0, 0)
        ticks.append((float(number), subject.say.date(Date(year, month, 0)) if said else subject.say.whole(number)))
    return ticks


def months_below(subject: Subject) -> str:
    """What the numbers below a plan are."""
    has_start = bool(label(subject.canvas, 1))
    return "" if has_start else subject.words("survival.periods.month")


def _make(subject: Subject) -> Drawing:
    say, words = subject.say, subject.words
    try:
        found = projection(subject.canvas)
    except (Absent, Undefined) as absent:
        raise Undrawn(words("cash.needs")) from absent
    board = Board()
    offset = _results(subject, board, found)
    lower = Board()
    plot = _together(subject, lower, found)
    down = plot.name_across(lower, month_ticks(subject, len(found.months)), title=months_below(subject))
    board.add(*lower.moved(0, offset))
    months, last = found.months, found.months[-1]
    low = min(months, key=lambda month: month.together)
    worst = min(month.lowest for month in months)
    values = {
        "end": say.amount(last.together, found.currency), "time": say.time(len(months), "month"),
        "low": say.amount(-low.together, found.currency), "low_month": say.whole(low.number),
        "back": say.whole(found.back_month or 0), "even": say.whole(found.even_month or 0),
        "result": say.amount(last.result, found.currency), "worst": say.amount(-worst, found.currency),
    }  # fmt: skip
    outcome = "never_short" if not found.low_month else "back" if found.back_month else "not_back"
    # What is never short as is likely may be short at the ends of the ranges.
    title = "likely_never_short" if outcome == "never_short" and worst < 0 else outcome
    notes = [words("cash.note")]
    if found.rests:
        notes.append(words("cash.steady"))
    if found.shares:
        notes.append(words("cash.shares"))
    if any(month.lowest < month.highest for month in months):
        notes.append(words("cash.band"))
    keys = ("month", "revenue", "costs", "result", "together", "lowest", "highest")
    rows = []
    for number in rows_of_months(len(months)):
        month = months[number - 1]
        amounts = (month.revenue, month.costs, month.result, month.together, month.lowest, month.highest)
        rows.append((say.whole(number), *(say.amount(each) for each in amounts)))
    return subject.drawing(
        "cash", board, title=words(f"cash.title.{title}", **values), height=offset + down, notes=tuple(notes),
        description=words(f"cash.description.{outcome}", **values),
        table=Datasheet(columns=tuple(words(f"cash.columns.{key}", currency=found.currency) for key in keys),
                        rows=tuple(rows)),
    )  # fmt: skip


def _results(subject: Subject, board: Board, found: Projection) -> float:
    """What each month leaves, as bars above and below nothing, or in words where it is always the same; returns how
    far down it reaches."""
    say = subject.say
    results = [float(month.result) for month in found.months]
    if max(results) - min(results) <= 1e-6 * abs(results[0]):
        said = subject.words("cash.each", amount=say.amount(results[0], found.currency))
        return board.text(0, 0, said).height + 8
    plot = Plot.on(board, across=(0, len(results)), up=round_steps(min(0.0, *results), max(0.0, *results), about=3),
                   height=76, left=_EDGE, right=_ROOM, top=14, say=say.amount,
                   title=subject.words("cash.results", currency=found.currency))  # fmt: skip
    zero = plot.up(0)
    for number, result in enumerate(results):
        left, right = plot.across(number), plot.across(number + 1)
        gap = min(1.2, (right - left) * 0.16)
        board.box(left + gap, zero, right - left - 2 * gap, plot.up(result) - zero,
                  fill="soft" if result >= 0 else "alarm")  # fmt: skip
    _at_end(board, plot, [(plot.up(results[-1]), say.amount(results[-1], found.currency), "ink")])
    return plot.bottom + 20


def _together(subject: Subject, board: Board, found: Projection) -> Plot:
    """What has come together by the end of each month, with the band of the ranges."""
    say, words = subject.say, subject.words
    months = found.months
    line, lowest, highest = ([0.0, *(float(getattr(month, key)) for month in months)]
                             for key in ("together", "lowest", "highest"))  # fmt: skip
    # Below the lowest point there must be room for its words.
    least = min(lowest) - (0.1 * (max(0.0, *highest) - min(lowest)) if 0 < found.low_month < len(months) else 0.0)
    plot = Plot.on(board, across=(0, len(months)), up=round_steps(least, max(0.0, *highest), about=5), height=150,
                   left=_EDGE, right=_ROOM, top=14, say=say.amount,
                   title=words("cash.together", currency=found.currency))  # fmt: skip
    banded = any(low < high for low, high in zip(lowest, highest, strict=True))
    if banded:
        board.area([*_places(plot, highest), *reversed(_places(plot, lowest))], "soft", opacity=0.16)
    board.line(*_places(plot, line), tone="ink", width=1.8)
    labels = [(plot.up(line[-1]), say.amount(line[-1], found.currency), "ink")]
    if banded:
        labels += [(plot.up(ends[-1]), say.amount(ends[-1], found.currency), "soft") for ends in (highest, lowest)]
    low, back = found.low_month, found.back_month
    if low:
        x, y = plot.across(low), plot.up(line[low])
        board.disc(x, y, 3, fill="alarm")
        if low < len(months):
            said = words("cash.low", amount=say.amount(line[low], found.currency), month=say.whole(low))
            to_left = x > (plot.left + plot.right) / 2
            board.text(x - 6 if to_left else x + 6, y + 4, said, size=SMALL, tone="alarm", weight=SEMIBOLD,
                       align="end" if to_left else "start",
                       width=(x - plot.left if to_left else plot.right - x) - 8)  # fmt: skip
    if back:
        x = plot.across(back)
        board.line((x, plot.top), (x, plot.up(line[back])), tone="good", width=0.8, dash=(2, 2))
        board.disc(x, plot.up(line[back]), 3, fill="good")
        to_left = x > (plot.left + plot.right) / 2
        board.text(x - 5 if to_left else x + 5, plot.top, words("cash.back", month=say.whole(back)), size=SMALL,
                   tone="good", weight=SEMIBOLD, align="end" if to_left else "start",
                   width=(x - plot.left if to_left else plot.right - x) - 6)  # fmt: skip
    _at_end(board, plot, labels)
    return plot


def _places(plot: Plot, values: Sequence[float]) -> list[tuple[float, float]]:
    return [(plot.across(number), plot.up(value)) for number, value in enumerate(values)]


def _at_end(board: Board, plot: Plot, labels: list[tuple[float, str, str]]) -> None:
    heights = [Board().text(0, 0, said, width=_ROOM - 8, weight=SEMIBOLD).height + 1 for _, said, _ in labels]
    middles = apart([each[0] for each in labels], heights, plot.top - 8, plot.bottom + 8)
    for (_, said, tone), middle in zip(labels, middles, strict=True):
        board.text(plot.right + 8, middle, said, tone=tone, middle=True, width=_ROOM - 8,
                   weight=SEMIBOLD if tone == "ink" else REGULAR)  # fmt: skip


VIEW = View(name="cash", register=("D34",), title="What comes together month by month, and how low money gets",
            needs=("horizon", "revenue", "price", "cost"), make=_make)  # fmt: skip
