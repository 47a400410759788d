"""What a customer is worth over retention and discount (D26): a heat map with the present case in a frame."""

from fractions import Fraction

import attrs

from canvasdsl.figures.what_ifs import Sensitivity, sensitivity_of
from canvasdsl.views.drawing import BODY, HEAT, SMALL, Board, Datasheet, Drawing
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.views.typeset import REGULAR, SEMIBOLD, measure, wrap

__all__ = ["VIEW", "net_of_cost", "step_of_heat"]

_LEAST_ROW = 27.0
_GAP = 1.5


def net_of_cost(table: Sensitivity, cost: Fraction) -> Sensitivity:
    """The same table after what winning a customer costs."""
    values = tuple(tuple(None if each is None else each - cost for each in row) for row in table.values)
    return attrs.evolve(table, values=values)


def step_of_heat(value: Fraction, values: list[Fraction]) -> str:
    """The tone of a value among all: five even steps from the least above nothing to the greatest."""
    if value < 0:
        return "bad"
    low, high = max(Fraction(0), min(values)), max(values)
    if high <= low:
        return HEAT[2]
    return HEAT[min(len(HEAT) - 1, int((value - low) / (high - low) * len(HEAT)))]


def _make(subject: Subject) -> Drawing:
    relationship, say, words = subject.block, subject.say, subject.words
    table = sensitivity_of(subject.canvas, relationship)
    if table is None or table.values[table.row][table.column] is None:
        raise Undrawn(words("sensitivity.needs"))
    cost = subject.figure("acquisition-cost", relationship)
    if cost is not None and cost.value is not None:
        table = net_of_cost(table, cost.value)
    rows = [say.amount(share, "%") for share in table.retentions]
    columns = [say.amount(share, "%") for share in table.discounts]
    none = words("sensitivity.none")
    cells = [[none if value is None else say.amount(value, table.currency) for value in row] for row in table.values]
    across, down = (words(f"sensitivity.{axis}.{per}") for axis, per in
                    (("discount", table.discount_period), ("retention", table.period)))  # fmt: skip
    board = Board()
    head = max(108.0, *(measure(each, SMALL) + 14 for each in rows))
    wide = (board.width - head) / len(columns)
    lines = max(len(wrap(each, wide - 6, BODY, weight=SEMIBOLD)) for row in cells for each in row)
    height = max(_LEAST_ROW, lines * BODY * 1.32 + 6)
    top = board.text(head, 0, across, size=SMALL, tone="faint").height + 2
    board.text(0, 0, down, size=SMALL, tone="faint", width=head - 12)
    top = max(top, board.height + 2 - _LEAST_ROW / 2)
    for number, column in enumerate(columns):
        here = number == table.column
        board.text(head + (number + 0.5) * wide, top, column, tone="ink" if here else "soft", align="middle",
                   weight=SEMIBOLD if here else REGULAR)  # fmt: skip
    top += 16
    known = [value for row in table.values for value in row if value is not None]
    for line, (row, amounts) in enumerate(zip(cells, table.values, strict=True)):
        y = top + line * height
        here = line == table.row
        board.text(head - 12, y + height / 2, rows[line], tone="ink" if here else "soft", align="end", middle=True,
                   weight=SEMIBOLD if here else REGULAR)  # fmt: skip
        for number, (said, value) in enumerate(zip(row, amounts, strict=True)):
            x = head + number * wide
            present = here and number == table.column
            if value is None:
                board.box(x, y, wide - _GAP, height - _GAP, line="line", dash=(2, 2))
            else:
                board.box(x, y, wide - _GAP, height - _GAP, fill=step_of_heat(value, known))
            board.text(x + (wide - _GAP) / 2, y + (height - _GAP) / 2, said, align="middle", middle=True,
                       width=wide - 6, tone="soft" if value is None else "ink",
                       weight=SEMIBOLD if present else REGULAR)  # fmt: skip
    board.box(head + table.column * wide, top + table.row * height, wide - _GAP, height - _GAP, line="ink", stroke=1.6)
    bottom = top + len(rows) * height + 4
    board.text(head, bottom, words("sensitivity.present"), size=SMALL, tone="soft", width=board.width - head)
    values = {"name": relationship.name, "value": cells[table.row][table.column], "now": rows[table.row],
              "discount": columns[table.column], "low": say.amount(min(known), table.currency),
              "high": say.amount(max(known), table.currency)}  # fmt: skip
    sheet = Datasheet(columns=(down, *columns), rows=tuple((row, *line) for row, line in zip(rows, cells, strict=True)))
    return subject.drawing(
        "sensitivity", board, title=_title(subject, table, values), table=sheet,
        description=words("sensitivity.description", **values),
        notes=(words("sensitivity.gross" if cost is None else "sensitivity.net"),),
        texts=((f"relationship {relationship.name}", relationship.name),),
    )  # fmt: skip


def _title(subject: Subject, table: Sensitivity, values: dict[str, str]) -> str:
    """What one step more retention would bring."""
    here, row = table.values[table.row][table.column], table.row + 1
    more = table.values[row][table.column] if row < len(table.values) else None
    if here is None or more is None:
        return subject.words("sensitivity.title_value", **values)
    return subject.words(f"sensitivity.title.{table.period}", **values,
                         higher=subject.say.amount(table.retentions[row], "%"),
                         more=subject.say.amount(more - here, table.currency))  # fmt: skip


VIEW = View(name="sensitivity", register=("D26",), title="What a customer is worth over retention and discount",
            needs=("relationship", "retention", "margin"), make=_make, of=("relationship",))  # fmt: skip
