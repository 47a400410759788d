"""Tables on paper: rows and columns of wrapped text, signs, marks and steps of heat.

A table shares the width by what stands in its columns. It grows taller and never cuts; one with more columns than the
paper holds goes on below with its first column said again, and one that is taller than a page says its heads again.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

import attrs

from canvasdsl.views.drawing import Align
from canvasdsl.views.kit.paper import RADIUS, Badge, Paper, Said, badge_width, put_badges, room_of, sign, stack
from canvasdsl.views.typeset import measure, paragraphs

__all__ = ["PAD", "Cell", "Row", "table"]

PAD = 4.0
"""Between the edge of a cell and what stands in it."""
_PAGE = 600.0
_FIRST = 0.36
"""So much of the width the first column may take before the others share the rest alike."""
_CLOSE = 0.01
"""Sums of widths miss the room that they fill by no more."""
_LEAST, _MOST = 84.0, 230.0
"""A column gives a long word so much room, and a long text no more than this without being asked."""


@attrs.frozen
class Cell:
    """What stands in a table at one place; `span` says over how many columns. In the middle a sign stands above."""

    parts: tuple[Said, ...] = ()
    sign: str = attrs.field(default="", kw_only=True)
    badges: tuple[Badge, ...] = attrs.field(default=(), kw_only=True)
    fill: str = attrs.field(default="", kw_only=True)
    line: str = attrs.field(default="", kw_only=True)
    dash: tuple[float, ...] = attrs.field(default=(), kw_only=True)
    span: int = attrs.field(default=1, kw_only=True)
    align: Align = attrs.field(default="start", kw_only=True)


@attrs.frozen(kw_only=True)
class Row:
    """A row of cells; a `strip` of some height is drawn by its view instead, between the edges of the columns."""

    cells: tuple[Cell, ...] = ()
    strong: bool = False
    """A heavier line stands above it."""
    strip: Callable[[Paper, Sequence[float], float], None] | None = None
    height: float = 0.0


def table(
    paper: Paper, y: float, heads: Sequence[Cell], rows: Sequence[Row], *, left: float = 0.0,
    width: float | None = None, widths: Sequence[float] = (), even: bool = False,
) -> float:  # fmt: skip
    """Rows below their heads; returns how far down they reach. `widths` are those of the columns, where a view knows
    them; `even` makes all but the first alike if they fit so."""
    room = paper.width - left if width is None else width
    if widths:
        return _panel(paper, y, heads, rows, left, widths)
    least, wanted = _needs(heads, rows)
    if even and len(least) > 1:
        first = min(wanted[0], room * _FIRST)
        # Where columns that are alike would squeeze the first one, each is as wide as it must be.
        if max(least[1:]) * (len(least) - 1) + first <= room or sum(least) > room:
            least[1:] = [max(least[1:])] * (len(least) - 1)
            wanted[1:] = [max(wanted[1:])] * (len(wanted) - 1)
        beside = room - sum(least[1:])
        least[0] = max(least[0], min(first, beside if beside >= least[0] else room))
    for panel in _panels(least, room):
        columns = [0, *panel]
        picked = [attrs.evolve(row, cells=tuple(_picked(row.cells, columns))) for row in rows]
        shared = _shared([least[each] for each in columns], [wanted[each] for each in columns], room)
        y = _panel(paper, y, [heads[each] for each in columns], picked, left, shared) + 14
    return y - 14


def _picked(cells: Sequence[Cell], columns: Sequence[int]) -> Iterator[Cell]:
    """The cells of some columns; one that spans columns spans those of them that are there."""
    column = 0
    for cell in cells:
        span = sum(column <= each < column + cell.span for each in columns)
        if span:
            yield attrs.evolve(cell, span=span)
        column += cell.span


def _needs(heads: Sequence[Cell], rows: Sequence[Row]) -> tuple[list[float], list[float]]:
    """For each column the least width that it can do with, and the width at which nothing wraps."""
    least, wanted = [0.0] * len(heads), [0.0] * len(heads)
    for cells in (heads, *(row.cells for row in rows)):
        column = 0
        for cell in cells:
            if cell.span == 1:
                least[column] = max(least[column], *(min(_LEAST, each) for each in _widths(cell, words=True)))
                wanted[column] = max(wanted[column], *(min(_MOST, each) for each in _widths(cell, words=False)))
            column += cell.span
    return [each + 2 * PAD for each in least], [each + 2 * PAD for each in wanted]


def _widths(cell: Cell, *, words: bool) -> Iterator[float]:
    """How wide the paragraphs of a cell are, or their longest words."""
    yield max(2 * RADIUS if cell.sign else 0.0, max(map(badge_width, cell.badges), default=0.0))
    for part in cell.parts:
        texts = [word for line in paragraphs(part.text) for word in line.split(" ")] if words else [part.text]
        yield room_of(part) + 0.5 + max(measure(text, part.size, weight=part.weight) for text in texts)


def _panels(least: Sequence[float], room: float) -> list[list[int]]:
    """The columns behind the first, in groups that fit beside it and are about alike."""
    found = _grouped(least, room, len(least))
    return _grouped(least, room, -(-(len(least) - 1) // len(found))) if len(found) > 1 else found


def _grouped(least: Sequence[float], room: float, most: int) -> list[list[int]]:
    found: list[list[int]] = [[]]
    used = least[0]
    for column in range(1, len(least)):
        if found[-1] and (used + least[column] > room + _CLOSE or len(found[-1]) == most):
            found.append([])
            used = least[0]
        found[-1].append(column)
        used += least[column]
    return found


def _shared(least: Sequence[float], wanted: Sequence[float], room: float) -> list[float]:
    """Widths that fill the room: what each column needs, and of the rest as much as it would like."""
    if sum(least) > room + _CLOSE:
        return [each * room / sum(least) for each in least]
    if sum(wanted) <= room:
        rest = (room - sum(wanted)) / len(wanted)
        return [each + rest for each in wanted]
    more = [max(0.0, most - few) for few, most in zip(least, wanted, strict=True)]
    rest = (room - sum(least)) / (sum(more) or 1)
    return [few + rest * each for few, each in zip(least, more, strict=True)]


def _panel(
    paper: Paper, y: float, heads: Sequence[Cell], rows: Sequence[Row], left: float, widths: Sequence[float]
) -> float:
    edges = [left]
    for width in widths:
        edges.append(edges[-1] + width)
    top = y
    y = _heads(paper, y, heads, edges)
    filled = [[] if row.strip is not None else list(_set(row.cells, edges)) for row in rows]
    heights = [max((each[2] for each in set_cells), default=row.height)
               for row, set_cells in zip(rows, filled, strict=True)]  # fmt: skip
    for number, (row, set_cells, height) in enumerate(zip(rows, filled, heights, strict=True)):
        if row.strip is not None:
            row.strip(paper, edges, y)
            y += row.height
            continue
        # The first row of a group stays with the next one.
        kept = height + sum(heights[number + 1 : number + 2]) if row.strong else height
        if y + kept - top > _PAGE:
            top = y + 10
            y = _heads(paper, top, heads, edges)
        if row.strong:
            paper.line((edges[0], y), (edges[-1], y), tone="soft", width=0.8)
        _place(paper, y, height, set_cells)
        y += height
        paper.line((edges[0], y), (edges[-1], y), tone="line", width=0.6)
    return y


def _heads(paper: Paper, y: float, heads: Sequence[Cell], edges: Sequence[float]) -> float:
    """The heads stand on their line; those on a ground of their own begin at its top."""
    if not any(head.parts or head.badges for head in heads):
        return y
    set_cells = list(_set(heads, edges))
    height = max(each[2] for each in set_cells)
    for cell, made, tall, x, width in set_cells:
        _ground(paper, cell, x, y, width, height)
        paper.put(made, x, y if cell.fill else y + height - tall)
    paper.line((edges[0], y + height), (edges[-1], y + height), tone="ink", width=0.8)
    return y + height


_Set = tuple[Cell, Paper, float, float, float]


def _set(cells: Sequence[Cell], edges: Sequence[float]) -> Iterator[_Set]:
    """Each cell with what stands in it, its height, its left edge and its width."""
    column = 0
    for cell in cells:
        x, width = edges[column], edges[column + cell.span] - edges[column]
        made = Paper(width)
        yield cell, made, _fill(made, cell, width), x, width
        column += cell.span


def _fill(paper: Paper, cell: Cell, width: float) -> float:
    """What stands in a cell, from its upper left corner; returns the height that it needs."""
    y = PAD
    if cell.sign:
        sign(paper, width / 2 if cell.align == "middle" else PAD + RADIUS, y + RADIUS + 1, cell.sign)
        y += 2 * RADIUS + 3
    if cell.badges:
        y = _flow(paper, y, cell, width)
    return stack(paper, PAD, y, width - 2 * PAD, cell.parts, align=cell.align) + PAD


def _flow(paper: Paper, y: float, cell: Cell, width: float) -> float:
    """Badges side by side, as many lines as they take."""
    lines: list[list[Badge]] = [[]]
    for badge in cell.badges:
        if lines[-1] and sum(map(badge_width, (*lines[-1], badge))) > width - 2 * PAD:
            lines.append([])
        lines[-1].append(badge)
    for line in lines:
        used = sum(map(badge_width, line)) - 3
        put_badges(paper, (width - used) / 2 if cell.align == "middle" else PAD, y + RADIUS + 1, line)
        y += 2 * RADIUS + 4
    return y


def _place(paper: Paper, y: float, height: float, cells: Iterable[_Set]) -> None:
    for cell, made, tall, x, width in cells:
        _ground(paper, cell, x, y, width, height)
        paper.put(made, x, y + (height - tall) / 2 if cell.align == "middle" else y)


def _ground(paper: Paper, cell: Cell, x: float, y: float, width: float, height: float) -> None:
    if cell.fill or cell.line:
        paper.box(x + 1, y + 1, width - 2, height - 2, fill=cell.fill, line=cell.line, dash=cell.dash)
