"""What may have come together month by month (D34): percentiles over simulated runs, as a fan."""

from canvasdsl.figures.fan import SHARES, Fan, fan_of
from canvasdsl.figures.simulation import Draws
from canvasdsl.views.drawing import SMALL, Board, Datasheet, Drawing
from canvasdsl.views.economics.cash import month_ticks, months_below, rows_of_months
from canvasdsl.views.kit.charts import Plot, apart, round_steps
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.views.typeset import REGULAR, SEMIBOLD

__all__ = ["RUNS", "SEED", "VIEW"]

RUNS, SEED = 2_000, 1
"""A modest number, the same for the same model."""
_NAMES = ("lowest", "lower", "middle", "upper", "highest")
"""The percentiles in the catalogue, where no name may have digits."""
_ROOM, _EDGE = 118.0, 46.0


def _make(subject: Subject) -> Drawing:
    say, words = subject.say, subject.words
    found = fan_of(subject.canvas, Draws(RUNS, SEED))
    if found is None:
        raise Undrawn(words("fan.needs"))
    board = Board()
    plot = _bands(subject, board, found)
    down = plot.name_across(board, month_ticks(subject, len(found.months)), title=months_below(subject))
    last = [say.amount(each, found.currency) for each in found.months[-1]]
    values = {
        **dict(zip(_NAMES, last, strict=True)),
        "time": say.time(len(found.months), "month"), "runs": say.whole(found.runs),
        "ahead": say.amount(found.ahead / found.runs, "%"), "below": say.amount(found.below / found.runs, "%"),
    }  # fmt: skip
    certain = "sure" if found.ahead == found.runs else "unsure"
    columns = (words("cash.columns.month"), *(words(f"fan.columns.{name}") for name in _NAMES))
    rows = tuple((say.whole(number), *(say.amount(each) for each in found.months[number - 1]))
                 for number in rows_of_months(len(found.months)))  # fmt: skip
    return subject.drawing(
        "fan", board, title=words(f"fan.title.{certain}", **values), height=down,
        description=words("fan.description", **values), notes=(words("fan.note", **values),),
        table=Datasheet(columns=columns, rows=rows),
    )  # fmt: skip


def _bands(subject: Subject, board: Board, found: Fan) -> Plot:
    """Nine runs in ten in the wide band, half of them in the narrow one, and the line that halves them."""
    say, words = subject.say, subject.words
    curves = [[0.0, *(month[number] for month in found.months)] for number in range(len(SHARES))]
    plot = Plot.on(board, across=(0, len(found.months)), height=200, left=_EDGE, right=_ROOM, top=14,
                   up=round_steps(min(curves[0]), max(0.0, *curves[-1]), about=5), say=say.amount,
                   title=words("cash.together", currency=found.currency))  # fmt: skip
    places = [[(plot.across(number), plot.up(value)) for number, value in enumerate(curve)] for curve in curves]
    board.area([*places[4], *reversed(places[0])], "soft", opacity=0.14)
    board.area([*places[3], *reversed(places[1])], "soft", opacity=0.24)
    board.line(*places[2], tone="ink", width=1.8)
    labels = [(places[number][-1][1], words(f"fan.end.{name}", amount=say.amount(curves[number][-1], found.currency)))
              for number, name in enumerate(_NAMES)]  # fmt: skip
    heights = [Board().text(0, 0, said, width=_ROOM - 8, size=SMALL, weight=SEMIBOLD).height + 1 for _, said in labels]
    middles = apart([y for y, _ in labels], heights, plot.top - 10, plot.bottom + 10)
    for number, ((_, said), middle) in enumerate(zip(labels, middles, strict=True)):
        board.text(plot.right + 8, middle, said, size=SMALL, tone="ink" if number == 2 else "soft", middle=True,
                   width=_ROOM - 8, weight=SEMIBOLD if number == 2 else REGULAR)  # fmt: skip
    return plot


VIEW = View(name="fan", register=("D34",), title="What may come together month by month, as the ranges allow",
            needs=("horizon", "revenue", "price", "cost"), make=_make)  # fmt: skip
