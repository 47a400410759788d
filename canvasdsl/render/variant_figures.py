"""Figures of a model and of its variants side by side, for a terminal, as JSON and as CSV."""

import json
from collections.abc import Sequence
from fractions import Fraction

from canvasdsl.change.variants import FigureRow, is_known
from canvasdsl.figures.figure import Figure
from canvasdsl.render.cells import cells, wrap
from canvasdsl.render.csv_text import csv_text
from canvasdsl.render.escape import csv_cell
from canvasdsl.render.escape_terminal import terminal_text
from canvasdsl.render.figure_words import decimal_text, in_unit, shown

__all__ = ["beside_csv", "beside_json", "beside_text"]

_NAME = 34
_COLUMN = 24
_AT_ONCE = 4
"""So many models stand in one table."""


def beside_text(titles: Sequence[str], rows: Sequence[FigureRow]) -> str:
    """Tables with a column for each model, the first one in each of them; a line for each figure that differs. Ends
    with how many are the same in all."""
    different = [row for row in rows if row.differs]
    lines: list[str] = []
    for start in range(1, max(len(titles), 2), _AT_ONCE - 1):
        places = [0, *range(start, min(start + _AT_ONCE - 1, len(titles)))]
        lines += ["", *_line("", [terminal_text(titles[place]) for place in places])]
        for row in different:
            lines += _line(_name(row.figure), [_said(row.figures[place]) for place in places])
    same = sum(any(map(is_known, row.figures)) for row in rows if not row.differs)
    if not different:
        lines = ["", "no figure differs"]
    if same:
        lines += ["", f"{same} {'figure is' if same == 1 else 'figures are'} the same in all"]
    return "\n".join(lines[1:]) + "\n"


def beside_json(titles: Sequence[str], rows: Sequence[FigureRow]) -> str:
    """`{"models": [{"variant"}], "figures": [{"name", "of", "unit", "differs", "values"}]}`: values as decimal strings
    in the order of the models, absent ones null; the first model is the one that the variants are of."""
    found = {
        "models": [{"variant": title if number else None} for number, title in enumerate(titles)],
        "figures": [
            {"name": row.figure.kind.name, "of": row.figure.of, "unit": _unit(row), "differs": row.differs,
             "values": [_plain(figure) for figure in row.figures]}
            for row in rows
        ],
    }  # fmt: skip
    return json.dumps(found, indent=2) + "\n"


def beside_csv(titles: Sequence[str], rows: Sequence[FigureRow]) -> str:
    """A row for each figure, a column for each model; values as decimals, absent ones empty."""
    table = [["figure", "of", "unit", *map(csv_cell, titles)]]
    for row in rows:
        values = [_plain(figure) or "" for figure in row.figures]
        table.append([row.figure.kind.name, csv_cell(row.figure.of), csv_cell(_unit(row)), *map(csv_cell, values)])
    return csv_text(table)


def _line(name: str, values: Sequence[str]) -> list[str]:
    """A row of a table; what is too long for its column goes on below."""
    columns = [wrap(name, _NAME - 2) or [""], *(wrap(value, _COLUMN - 2) or [""] for value in values)]
    lines = []
    for number in range(max(map(len, columns))):
        line = ""
        for place, column in enumerate(columns):
            text = column[number] if number < len(column) else ""
            wide = _COLUMN if place else _NAME
            line += " " * (wide - cells(text)) + text if place else text + " " * (wide - cells(text))
        lines.append(line.rstrip())
    return lines


def _name(figure: Figure) -> str:
    return terminal_text(f"{figure.kind.name} of {figure.of}" if figure.of else figure.kind.name)


def _unit(row: FigureRow) -> str:
    return next((each.unit for each in row.figures if each is not None and is_known(each)), row.figure.unit)


def _said(figure: Figure | None) -> str:
    if figure is None:
        return "—"
    if not is_known(figure):
        return "absent"
    return terminal_text(figure.word or shown(figure, figure.value or Fraction(0)))


def _plain(figure: Figure | None) -> str | None:
    if figure is None or not is_known(figure):
        return None
    return figure.word or decimal_text(in_unit(figure, figure.value or Fraction(0)))
