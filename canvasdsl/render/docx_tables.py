"""The tables of a Word document: those of the brief, figures with their formulas, the numbers behind drawings."""

from collections.abc import Iterator, Sequence

from canvasdsl.brief.brief import Cell, FigureLine, FigureSheet, Origin, Row, Table
from canvasdsl.render.docx_markup import bookmarked, cell, paragraph, row, run, table
from canvasdsl.render.docx_texts import Writing, notes, plain, tags, user
from canvasdsl.views.drawing import Datasheet

__all__ = ["TEXT_WIDTH", "data_table", "figure_sheet", "text_table"]

TEXT_WIDTH = 9638
"""The width of the text on a standing page, in twentieths of a point."""
_SIGNS = {"yes": "✓", "no": "–"}
_MARK_COLUMN, _LEAST_COLUMN = 964, 700


def text_table(piece: Table, writing: Writing) -> Iterator[str]:
    """A table below its caption; below it a little room."""
    yield paragraph("Caption", plain(piece.caption, writing), way=writing.brief.direction)
    columns = len(piece.columns)
    if piece.marks:
        narrow = min(_MARK_COLUMN, TEXT_WIDTH // (columns + 2))
        widths = [TEXT_WIDTH - narrow * (columns - 1)] + [narrow] * (columns - 1)
    else:
        widths = _shares([_lengths(piece, at) for at in range(columns)])
    head = row([cell(width, user(name, writing, "TableHead", centred=piece.marks and at > 0))
                for at, (width, name) in enumerate(zip(widths, piece.columns))], head=True)  # fmt: skip
    yield table([head, *(_row(each, piece, widths, writing) for each in piece.rows)], widths,
                way=writing.brief.direction, caption=piece.caption)  # fmt: skip
    yield paragraph("Note")


def _row(each: Row, piece: Table, widths: Sequence[int], writing: Writing) -> str:
    name = plain(each.head, writing, style="Strong") + tags(each.tags, writing)
    cells = [cell(widths[0], paragraph("TableText", name, way=writing.way(each.head)))]
    for width, one in zip(widths[1:], each.cells):
        if piece.marks:
            cells.append(cell(width, paragraph("TableText", run(_SIGNS[one.mark]), centred=True)))
        else:
            cells.append(cell(width, "".join(_cell(one, writing))))
    return row(cells)


def _cell(one: Cell, writing: Writing) -> Iterator[str]:
    for line in one.lines:
        content = plain(line, writing, style="Label" if one.mark else "")
        yield paragraph("TableText", content, way=writing.way(line))
    yield from notes(one.notes, writing, style="TableText")


def _lengths(piece: Table, at: int) -> int:
    lines = [piece.columns[at][:14]]
    for each in piece.rows:
        lines += [each.head] if at == 0 else each.cells[at - 1].lines
    return max(map(len, lines))


def _shares(lengths: Sequence[int]) -> list[int]:
    """Widths that share the page by what stands in the columns; short ones do not vanish beside long ones."""
    wanted = [min(max(length, 7), 60) ** 0.5 for length in lengths]
    widths = [max(_LEAST_COLUMN, int(TEXT_WIDTH * each / sum(wanted))) for each in wanted]
    if sum(widths) > TEXT_WIDTH:
        widths = [each * TEXT_WIDTH // sum(widths) for each in widths]
    widths[-1] += TEXT_WIDTH - sum(widths)
    return widths


def data_table(sheet: Datasheet, writing: Writing, *, caption: str) -> Iterator[str]:
    """The numbers behind a drawing."""
    yield paragraph("Caption", plain(caption, writing), way=writing.brief.direction)
    lengths = [max(len(line[at]) for line in (sheet.columns, *sheet.rows)) for at in range(len(sheet.columns))]
    widths = _shares(lengths)
    rows = [row([cell(width, user(name, writing, "TableHead")) for width, name in zip(widths, sheet.columns)],
                head=True)]  # fmt: skip
    rows += [row([cell(width, user(text, writing, "TableText")) for width, text in zip(widths, line)])
             for line in sheet.rows]  # fmt: skip
    yield table(rows, widths, way=writing.brief.direction, caption=caption)
    yield paragraph("Note")


def figure_sheet(sheet: FigureSheet, writing: Writing) -> Iterator[str]:
    """Computed figures: a table for each group, and below it the numbers of its formulas."""
    widths = [2600, 2268, TEXT_WIDTH - 2600 - 2268]
    way = writing.brief.direction
    for group in sheet.groups:
        if group.title:
            yield user(group.title, writing, "Heading3")
        head = row([cell(width, user(name, writing, "TableHead")) for width, name in zip(widths, sheet.columns)],
                   head=True)  # fmt: skip
        rows = [head, *(_figure(line, widths, writing) for line in group.lines)]
        yield table(rows, widths, way=way, caption=group.title or sheet.columns[0])
        label = plain(f"{sheet.numbers_label} ", writing, style="Label") if group.origins else ""
        yield paragraph("Note", label, _origins(group.origins, writing), way=way)


def _figure(line: FigureLine, widths: Sequence[int], writing: Writing) -> str:
    way = writing.brief.direction
    value = [paragraph("TableText", plain(line.value, writing, style="Strong"), way=way)]
    value += [paragraph("TableText", plain(line.range, writing, style="Label"), way=way)] if line.range else []
    how = [paragraph("TableText", run(formula)) for formula in line.formula]
    how += [paragraph("TableText", plain(line.says, writing, style="Label"), way=way)] if line.says else []
    if line.origins and not line.shared:
        how.append(paragraph("Note", _origins(line.origins, writing), way=way))
    name = bookmarked(writing.place(line.anchor), writing.next_mark(), run(line.title, base=writing.brief.direction))
    title = paragraph("TableText", name, way=writing.way(line.title))
    return row([cell(widths[0], title), cell(widths[1], "".join(value)), cell(widths[2], "".join(how))])


def _origins(origins: Sequence[Origin], writing: Writing) -> str:
    """The numbers of formulas: sign, name, what is written, and where."""
    parts = []
    for number, each in enumerate(origins):
        behind = "; " if number < len(origins) - 1 else ""
        parts += [run(f"{each.sign} "), plain(f"{each.label} ", writing), plain(each.written, writing, style="Detail"),
                  plain(f" ({each.place}){behind}", writing)]  # fmt: skip
    return "".join(parts)
