"""What the unhappy take with them (T-SAT-4, T-ECO-13): a heat map over how many customers there are and what each
spends, with the present case in a frame. The loss grows with both, so that twice of each is four times the loss."""

from fractions import Fraction
from typing import Any

import attrs

from canvasdsl.figures.crowds import crowds_of_segment
from canvasdsl.figures.figure import Figure
from canvasdsl.views.drawing import BODY, SMALL, Datasheet, Drawing
from canvasdsl.views.economics.sensitivity import step_of_heat
from canvasdsl.views.figure_values import figure_value
from canvasdsl.views.kit.paper import Paper, field_of
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.views.typeset import REGULAR, SEMIBOLD, measure, wrap

__all__ = ["VIEW", "Loss", "loss_of"]

_TIMES = (Fraction(1, 2), Fraction(1), Fraction(3, 2), Fraction(2), Fraction(3))
_HERE = 1
_GAP, _LEAST_ROW = 1.5, 27.0


@attrs.frozen(kw_only=True)
class Loss:
    """What is lost in a year now, as profit where a margin is said, else as sales; the customers, what one spends."""

    figure: Figure
    customers: Fraction
    spend: Fraction
    spend_unit: str

    @property
    def is_profit(self) -> bool:
        """Whether it is profit, and not sales."""
        return self.figure.kind.name == "profit-at-risk"

    def at(self, customers: Fraction, spend: Fraction) -> Fraction:
        """The loss with so many times the customers, each spending so many times as much."""
        assert self.figure.value is not None
        return self.figure.value * customers * spend


def loss_of(subject: Subject, segment: Any) -> Loss | None:
    """The loss of a segment; `None` where it says too little."""
    figure = subject.figure("profit-at-risk", segment) or subject.figure("loss-from-dissatisfaction", segment)
    if figure is None or not figure.value or figure.value < 0:
        return None
    customers = sum((Fraction(each.number.value) for each in crowds_of_segment(subject.canvas, segment)), Fraction(0))
    spend = segment.spend
    return Loss(figure=figure, customers=customers, spend=Fraction(spend.value),
                spend_unit=" per ".join((spend.unit, spend.period)))  # fmt: skip


def _make(subject: Subject) -> Drawing:
    segment, say, words = subject.block, subject.say, subject.words
    found = loss_of(subject, segment)
    if found is None:
        raise Undrawn(words("dissatisfaction.needs"))
    currency = found.figure.unit.partition(" per ")[0]
    columns = [say.amount(found.customers * times) for times in _TIMES]
    rows = [say.amount(found.spend * times, found.spend_unit) for times in _TIMES]
    amounts = [[found.at(across, down) for across in _TIMES] for down in _TIMES]
    cells = [[say.amount(amount) for amount in row] for row in amounts]
    paper = Paper()
    head = min(150.0, max(measure(each, SMALL, weight=SEMIBOLD) + 14 for each in rows))
    wide = (paper.width - head) / len(columns)
    lines = max(len(wrap(each, wide - 6, BODY, weight=SEMIBOLD)) for row in cells for each in row)
    height = max(_LEAST_ROW, lines * BODY * 1.32 + 6)
    kind = "profit" if found.is_profit else "sales"
    top = paper.text(head, 0, words("dissatisfaction.customers"), size=SMALL, tone="faint").height + 2
    top = max(top, paper.text(0, 0, words("dissatisfaction.spend"), size=SMALL, tone="faint", width=head - 12).height)
    for number, column in enumerate(columns):
        paper.text(head + (number + 0.5) * wide, top, column, tone="ink" if number == _HERE else "soft", align="middle",
                   weight=SEMIBOLD if number == _HERE else REGULAR, width=wide - 4)  # fmt: skip
    top += 16
    known = [amount for row in amounts for amount in row]
    for line, row in enumerate(cells):
        y = top + line * height
        paper.text(head - 12, y + height / 2, rows[line], size=SMALL, tone="ink" if line == _HERE else "soft",
                   align="end", middle=True, width=head - 12,
                   weight=SEMIBOLD if line == _HERE else REGULAR)  # fmt: skip
        for number, said in enumerate(row):
            x = head + number * wide
            paper.box(x, y, wide - _GAP, height - _GAP, fill=step_of_heat(amounts[line][number], known))
            paper.text(x + (wide - _GAP) / 2, y + (height - _GAP) / 2, said, align="middle", middle=True,
                       width=wide - 6, weight=SEMIBOLD if line == number == _HERE else REGULAR)  # fmt: skip
    paper.box(head + _HERE * wide, top + _HERE * height, wide - _GAP, height - _GAP, line="ink", stroke=1.6)
    bottom = top + len(rows) * height + 4
    paper.text(head, bottom, words(f"dissatisfaction.cells.{kind}", currency=currency), size=SMALL, tone="soft",
               width=paper.width - head)  # fmt: skip
    values = {"name": segment.name, "loss": figure_value(found.figure, say), "unhappy": say.quantity(segment.unhappy),
              "leave": say.quantity(segment.unhappy_leave), "four": say.amount(found.at(Fraction(2), Fraction(2)),
                                                                               found.figure.unit)}  # fmt: skip
    return subject.drawing(
        "dissatisfaction", paper, title=words(f"dissatisfaction.title.{kind}", **values),
        description=words(f"dissatisfaction.description.{kind}", **values),
        table=Datasheet(columns=(words("dissatisfaction.corner"), *columns),
                        rows=tuple((row, *line) for row, line in zip(rows, cells, strict=True))),
        texts=((field_of(segment), segment.name),),
    )  # fmt: skip


VIEW = View(name="dissatisfaction", register=(), theory=("T-ECO-13", "T-SAT-4"), title="What the unhappy take with "
            "them, with more customers who spend more", needs=("segment", "unhappy", "unhappy-leave", "spend"),
            make=_make, of=("segment",))  # fmt: skip
