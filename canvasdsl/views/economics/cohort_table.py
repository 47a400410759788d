"""A group that began together, period by period (D27): who is left, what they bring, and how it adds up to the net."""

from typing import Any

import attrs

from canvasdsl.figures.blocks import holders_of
from canvasdsl.figures.cohorts import cohort_parts
from canvasdsl.figures.expression import Undefined
from canvasdsl.figures.inputs import Absent
from canvasdsl.figures.sheet import Sheet
from canvasdsl.figures.survivors import period_of
from canvasdsl.model.canvas import Canvas
from canvasdsl.views.accents import accent_of
from canvasdsl.views.drawing import BODY, SMALL, Board, Datasheet, Drawing
from canvasdsl.views.kit.charts import Scale
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.views.typeset import REGULAR, SEMIBOLD, measure

__all__ = ["VIEW", "CohortTable", "cohort_table"]

_ROW, _GAP, _HEAD = 17.0, 14.0, 26.0
_MOST = 30


@attrs.frozen(kw_only=True)
class CohortTable:
    """The rows of a group: `left` begins with those at the start, all others with the first period.

    `margins` are of one customer; `present` is what all bring in a period, at its value when the group began; `paid` is
    what winning all of them cost.
    """

    currency: str
    left: tuple[float, ...]
    margins: tuple[float, ...]
    present: tuple[float, ...]
    paid: float

    @property
    def net(self) -> float:
        """What is left of all."""
        return sum(self.present) - self.paid

    @property
    def together(self) -> tuple[float, ...]:
        """What has come together after winning them, and after each period."""
        found = [-self.paid]
        for each in self.present:
            found.append(found[-1] + each)
        return tuple(found)


def cohort_table(canvas: Canvas, cohort: Any) -> CohortTable:
    """The rows of a group, as is likely; raises `Absent` or `Undefined` where something is missing."""
    sheet = Sheet(canvas, holders_of(canvas, cohort))
    left, margins, rate, paid = cohort_parts(sheet, cohort)
    likely = {name: each.likely for name, each in sheet.inputs.items()}
    counts, leaves = ([float(each.value(likely)) for each in row] for row in (left, margins))
    discount = float(rate.value(likely))
    if discount <= -1 or counts[0] <= 0:
        raise Absent("nobody began", cohort.here)
    present = [count * margin / (1 + discount) ** number
               for number, (count, margin) in enumerate(zip(counts[1:], leaves, strict=True), 1)]  # fmt: skip
    return CohortTable(currency=sheet.currency, left=tuple(counts), margins=tuple(leaves), present=tuple(present),
                       paid=counts[0] * float(paid.value(likely)))  # fmt: skip


# ---- The drawing ------------------------------------------------------------------------


def _make(subject: Subject) -> Drawing:
    cohort, say, words = subject.block, subject.say, subject.words
    relationship = holders_of(subject.canvas, cohort)[-1]
    try:
        found = cohort_table(subject.canvas, cohort)
        length, number = period_of(cohort)
    except (Absent, Undefined) as absent:
        raise Undrawn(words("cohort.needs")) from absent
    group = cohort.text or relationship.name
    rows = _rows(subject, found, length, number)
    keys = ("when", "left", "share", "margin", "present", "together")
    columns = tuple(words(f"cohort.columns.{key}") for key in keys)
    board = Board()
    _drawn(subject, board, found, [columns[:5], *rows], accent_of(subject.canvas, relationship).tone)
    values = {
        "group": group, "name": relationship.name, "began": say.amount(found.left[0]),
        "net": say.amount(abs(found.net), found.currency), "time": rows[-1][0], "left": say.amount(found.left[-1]),
        "paid": say.amount(found.paid, found.currency), "brought": say.amount(sum(found.present), found.currency),
    }  # fmt: skip
    outcome = "more" if found.net >= 0 else "less"
    sheet = [(*row, say.amount(amount, found.currency)) for row, amount in zip(rows, found.together, strict=True)]
    return subject.drawing(
        "cohort", board, title=words(f"cohort.title.{outcome}", **values), notes=(words("cohort.note"),),
        description=words(f"cohort.description.{outcome}", **values),
        table=Datasheet(columns=columns, rows=tuple(sheet)),
        texts=((f"relationship {relationship.name}", relationship.name), ("cohort", group)),
    )  # fmt: skip


def _rows(subject: Subject, found: CohortTable, length: str, number: Any) -> list[tuple[str, ...]]:
    """The start, then each period: when, how many, their share, the margin of one, the present value of all."""
    say = subject.say
    rows: list[tuple[str, ...]] = [(subject.words("cohort.start"), say.amount(found.left[0]), say.amount(1.0, "%"), "",
             say.amount(-found.paid))]  # fmt: skip
    for at, (count, margin, present) in enumerate(zip(found.left[1:], found.margins, found.present, strict=True), 1):
        whole = at * number
        when = say.time(int(whole), length) if whole.denominator == 1 else say.whole(at)
        rows.append((when, say.amount(count), say.amount(count / found.left[0], "%"), say.amount(margin),
                     say.amount(present)))  # fmt: skip
    return rows


def _drawn(subject: Subject, board: Board, found: CohortTable, rows: list[tuple[str, ...]], tone: str) -> None:
    """The table at the left, the bars of the last column at the right, each from where the one above it ended."""
    say, words = subject.say, subject.words
    head, *lines = rows
    shown, together, present = lines[:_MOST], list(found.together), [-found.paid, *found.present]
    if len(lines) > _MOST:
        rest = sum(present[_MOST:])
        more = subject.counted("cohort.more", len(lines) - _MOST)
        shown.append((more, "", "", "", say.amount(rest)))
        present, together = [*present[:_MOST], rest], [*together[:_MOST], found.net]
    shown.append((words("cohort.net", currency=found.currency), "", "", "", say.amount(found.net)))
    wide = [min(78.0, max(measure(row[at], BODY, weight=SEMIBOLD) for row in shown)) for at in range(5)]
    wide = [max(each, 42.0) for each in wide]
    ends = [wide[0]]
    for each in wide[1:]:
        ends.append(ends[-1] + _GAP + each)
    first = 0.0
    if subject.block.text:
        first = board.text(0, 0, subject.block.text, tone="soft").height + 6
    top = max(first + board.text(0 if not at else ends[at], first, said, size=SMALL, tone="faint", width=wide[at] + 6,
                         align="end" if at else "start").height for at, said in enumerate(head)) + 4  # fmt: skip
    top = max(top, first + _HEAD)
    board.line((0, top - 2), (board.width, top - 2), tone="ink", width=0.8)
    across = Scale(min(0.0, *together), max(0.0, *together), ends[-1] + 20, board.width - 4)
    zero = across(0)
    before = 0.0
    down = top
    for line, row in enumerate(shown):
        last = line == len(shown) - 1
        if last:
            board.line((0, down), (board.width, down), tone="ink", width=0.8)
        lowest = down
        for at, said in enumerate(row):
            label = board.text(0 if not at else ends[at], down + 2, said, width=wide[at] + 2,
                               align="end" if at else "start", weight=SEMIBOLD if last else REGULAR,
                               tone="ink" if at in (0, 4) else "soft")  # fmt: skip
            lowest = max(lowest, label.y + label.height)
        after = found.net if last else before + present[line]
        start = 0.0 if last else before
        fill = "ink" if last else ("grey" if after < start else tone)
        board.box(across(start), down + 4, across(after) - across(start), 9, fill=fill)
        following = max(lowest + 2, down + _ROW)
        if not last:
            board.line((across(after), down + 4), (across(after), following + 13), tone="faint", width=0.5)
            before = after
        down = following
    board.line((zero, top), (zero, down), tone="soft", width=0.7)


VIEW = View(name="cohort", register=("D27",), title="A group that began together: who is left and what they bring",
            needs=("cohort", "survivors", "revenue"), make=_make, of=("cohort",))  # fmt: skip
