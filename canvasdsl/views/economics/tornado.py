"""What a result hangs on (D26): how far it moves when each of its numbers alone goes to its ends, the widest first."""

from fractions import Fraction

import attrs

from canvasdsl.figures.compute import kind_called, likely_figure_of
from canvasdsl.figures.figure import Figure
from canvasdsl.figures.riskiest import Moved, ends_of, moves_of
from canvasdsl.views.accents import NOBODYS, Accent, accent_of
from canvasdsl.views.drawing import BODY, SMALL, Board, Datasheet, Drawing
from canvasdsl.views.kit.charts import Scale
from canvasdsl.views.phrasing import Phrasing
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.views.typeset import SEMIBOLD, measure
from canvasdsl.views.written_numbers import Written, written

__all__ = ["VIEWS"]

_MOST = 12
"""So many numbers are drawn; all stand in the table."""
_NAMES, _GAP = 172.0, 12.0


@attrs.frozen(kw_only=True)
class _Row:
    """A number as it is drawn: what it is called, its ends in words, and what the result is there."""

    written: Written
    ends: str
    moved: Moved
    at_low: str
    at_high: str


def _of_customer(subject: Subject) -> Drawing:
    name = subject.block.name
    return _drawn(subject, "tornado", "lifetime-value", accent_of(subject.canvas, subject.block), name,
                  ((f"relationship {name}", name),))  # fmt: skip


def _of_profit(subject: Subject) -> Drawing:
    return _drawn(subject, "profit-tornado", "profit", NOBODYS, "", ())


def _drawn(
    subject: Subject, view: str, asked: str, accent: Accent, name: str, texts: tuple[tuple[str, str], ...]
) -> Drawing:  # fmt: skip
    say, words = subject.say, subject.words
    kind = kind_called(asked)
    assert kind is not None
    figure = likely_figure_of(subject.canvas, kind, subject.block)
    found = [each for each in moves_of(figure) if each.influence] if figure is not None else []
    if figure is None or figure.value is None or not found:
        raise Undrawn(words(f"{view}.needs"))
    found.sort(key=lambda moved: -moved.influence)
    rows = [_row(subject, moved, own=name) for moved in found]
    board = Board()
    _bars(subject, board, figure, rows[:_MOST], accent)
    first = rows[0]
    values = {
        "name": name, "value": say.amount(figure.value, figure.unit), "first": _called(subject, first.written),
        "low": first.at_low, "high": first.at_high, "ends": first.ends,
    }  # fmt: skip
    title = "title"
    if first.moved.low is not None and first.moved.high is not None:
        ends = (first.at_low, first.at_high)
        values["least"], values["most"] = ends if first.moved.low <= first.moved.high else ends[::-1]
        title = "title_range"
    notes = []
    if any(not each.moved.given.is_range for each in rows):
        notes.append(words("tornado.assumed"))
    if len(rows) > _MOST:
        rest = rows[_MOST:]
        size = max(_reach(each.moved, figure.value) for each in rest)
        notes.append(subject.counted("tornado.more", len(rest), size=say.amount(size, figure.unit)))
    columns = tuple(words(f"tornado.columns.{key}") for key in ("number", "of", "ends", "low", "high"))
    table = tuple((each.written.label, each.written.block, each.ends, each.at_low, each.at_high) for each in rows)
    own = {each.written.block for each in rows if each.written.block}
    return subject.drawing(
        view, board, title=words(f"{view}.{title}", **values), description=words(f"{view}.description", **values),
        table=Datasheet(columns=columns, rows=table), notes=tuple(notes),
        texts=(*texts, *((view, block) for block in sorted(own))),
    )  # fmt: skip


def _row(subject: Subject, moved: Moved, *, own: str) -> _Row:
    said, unit = written(moved.given, subject.say), moved.figure.unit
    if said.block == own:
        said = attrs.evolve(said, block="")
    kept = said.quantity.unit if said.quantity is not None else ""
    low, high = (subject.say.amount(end, kept) for end in ends_of(moved.given))
    none, plain = subject.words("tornado.none"), unit.partition(" per ")[0]
    at = [none if end is None else subject.say.amount(end, plain) for end in (moved.low, moved.high)]
    return _Row(written=said, ends=subject.words("tornado.ends", low=low, high=high), moved=moved,
                at_low=at[0], at_high=at[1])  # fmt: skip


def _reach(moved: Moved, value: Fraction) -> Fraction:
    """How far a result goes between the ends of a number."""
    ends = [value if each is None else each for each in (moved.low, moved.high)]
    return max(*ends, value) - min(*ends, value)


def _called(subject: Subject, said: Written) -> str:
    return subject.words("tornado.of", number=said.label, block=said.block) if said.block else said.label


def _bars(subject: Subject, board: Board, figure: Figure, rows: list[_Row], accent: Accent) -> None:
    """The numbers at the left, their bars at the right around a line at the present value."""
    say: Phrasing = subject.say
    said = [word for row in rows for word in (row.at_low, row.at_high)]
    room = min(96.0, max(measure(each, SMALL) for each in said) + 6)
    left, right = _NAMES + _GAP + room, board.width - room
    known = [float(end) for row in rows for end in (row.moved.low, row.moved.high) if end is not None]
    assert figure.value is not None
    value = float(figure.value)
    across = Scale(min(value, *known), max(value, *known), left, right)
    down = _key(subject, board, accent)
    middle = across(value)
    head = say.amount(figure.value, figure.unit)
    half = measure(head, BODY, weight=SEMIBOLD) / 2
    at = min(max(middle, _NAMES + _GAP + half), board.width - half)
    down += board.text(at, down, head, weight=SEMIBOLD, align="middle", width=board.width - _NAMES).height + 3
    top = down
    lines = len(board.shapes)
    for row in rows:
        under = board.text(0, down, _called(subject, row.written), width=_NAMES).height
        under += board.text(0, down + under, row.ends, size=SMALL, tone="faint", width=_NAMES).height
        _bar(board, across, row, value, down + under / 2, accent.tone, room)
        down += under + 7
    line = Board()
    line.line((middle, top - 1), (middle, down - 5), tone="ink", width=0.8)
    board.shapes[lines:lines] = line.shapes


def _key(subject: Subject, board: Board, accent: Accent) -> float:
    """Which colour stands for which end."""
    x = _NAMES + _GAP
    down = 0.0
    for key, opacity in (("low_end", 0.38), ("high_end", 1.0)):
        board.box(x, down + 2.5, 9, 7, fill=accent.tone, opacity=opacity)
        down += board.text(x + 14, down, subject.words(f"tornado.{key}"), size=SMALL, tone="soft",
                           width=board.width - x - 14).height + 1  # fmt: skip
    return down + 5


def _bar(board: Board, across: Scale, row: _Row, value: float, middle: float, tone: str, room: float) -> None:
    """The bar to each end, with what the result is there beyond it; two ends on one side have one bar in the other."""
    ends: list[tuple[Fraction | None, str, float]] = [(row.moved.low, row.at_low, 0.38),
                                                      (row.moved.high, row.at_high, 1.0)]  # fmt: skip
    known = [(float(end), said, opacity) for end, said, opacity in ends if end is not None]
    # The longer bar below, so that the shorter is seen upon it.
    for end, _, opacity in sorted(known, key=lambda each: -abs(each[0] - value)):
        board.box(across(value), middle - 5.5, across(end) - across(value), 11, fill=tone, opacity=opacity)
    least, most = min(known, default=None), max(known, default=None)
    if least is not None and most is not None:
        if least[0] < value or least is not most:
            board.text(min(across(least[0]), across(value)) - 5, middle, least[1], size=SMALL, align="end",
                       middle=True, width=room - 5)  # fmt: skip
        board.text(max(across(most[0]), across(value)) + 5, middle, most[1], size=SMALL, middle=True, width=room - 5)


VIEWS: tuple[View, ...] = (
    View(name="tornado", register=("D26",), title="What the worth of a customer hangs on",
         needs=("relationship", "retention", "margin"), make=_of_customer, of=("relationship",)),
    View(name="profit-tornado", register=("D26",), title="What the profit of a period hangs on",
         needs=("revenue", "price", "cost"), make=_of_profit),
)  # fmt: skip
