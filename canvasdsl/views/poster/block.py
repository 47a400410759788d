"""How a block is set in its cell: heading, number, notes in one column or two, or questions and lines to write on."""

from collections.abc import Sequence

import attrs

from canvasdsl.views.poster.grid import Cell
from canvasdsl.views.poster.note import SetNote, place_note, set_note, split_note
from canvasdsl.views.poster.placed import Paper, PlacedBlock, PlacedNote, Text
from canvasdsl.views.poster.poster import READING_ORDER, BlockKey, Poster, PosterBlock
from canvasdsl.views.typeset import REGULAR, SEMIBOLD, direction, measure, wrap

__all__ = ["block_height", "fill", "heading", "heading_gap", "pad", "place_block"]

_NOTE_GAP = 0.62
_LEADING = 1.28


def pad(paper: Paper) -> float:
    """The space inside a block's edges."""
    return 8.5 * paper.scale


def heading_gap(paper: Paper) -> float:
    """The space below a heading."""
    return 5.0 * paper.scale


def block_height(poster: Poster, paper: Paper, key: BlockKey, *, width: float, size: float) -> float:
    """The height that a block needs at a width and a size of notes."""
    block = poster.block(key)
    head = heading(block.title, poster, paper, x=0, y=0, width=width - 2 * pad(paper), numbered=True).height
    if block.notes:
        inner = max(_stack(column) for column in _columns(block, poster, paper, width, size))
    else:
        prompts = _prompts(block, poster, paper, 0, 0, width, size)
        inner = prompts[-1].y + prompts[-1].height if prompts else 0.0
    return 2 * pad(paper) + head + heading_gap(paper) + inner + 1e-3


def place_block(
    poster: Poster, paper: Paper, key: BlockKey, cell: Cell, size: float
) -> tuple[PlacedBlock, list[SetNote]]:
    """The block in its cell, and the notes that have no room there."""
    block, x, width = poster.block(key), cell.x + pad(paper), cell.width - 2 * pad(paper)
    title = heading(block.title, poster, paper, x=x, y=cell.y + pad(paper), width=width, numbered=True)
    number = Text(role="number", x=x, y=title.y, width=width, size=title.size * 0.78, leading=title.leading,
                  weight=REGULAR, tone="faint", direction=poster.direction, align="end",
                  lines=(str(READING_ORDER.index(key) + 1),))
    top, bottom = title.y + title.height + heading_gap(paper), cell.y + cell.height - pad(paper)
    placed = PlacedBlock(key=key, x=cell.x, y=cell.y, width=cell.width, height=cell.height, heading=title,
                         number=number, notes=(), pad=pad(paper))
    if not block.notes:
        prompts = _prompts(block, poster, paper, x, top, cell.width, size)
        end, step = (prompts[-1].y + prompts[-1].height if prompts else top), 19 * paper.scale
        lines = tuple(end + step * (line + 1) for line in range(max(0, int((bottom - end) / step))))
        return attrs.evolve(placed, prompts=prompts, writing=lines), []
    columns = _columns(block, poster, paper, cell.width, size)
    if max(_stack(column) for column in columns) <= bottom - top + 1e-6:
        return attrs.evolve(placed, notes=_fill_columns(columns, poster, paper, x, top, bottom, width)[0]), []
    pointer = Text(
        role="pointer", x=x, y=bottom - paper.floor * 1.1, width=width, size=paper.floor, leading=paper.floor * 1.25,
        weight=REGULAR, tone="faint", align="end", direction=poster.direction,
        lines=(poster.words.continues.format(page=2),),
    )
    rest = [note for column in columns for note in column]
    columns = [rest] + [[]] * (len(columns) - 1)
    notes, rest = _fill_columns(columns, poster, paper, x, top, pointer.y, width)
    return attrs.evolve(placed, notes=notes, pointer=pointer), rest


def fill(
    queue: Sequence[SetNote], poster: Poster, paper: Paper, *, x: float, top: float, bottom: float
) -> tuple[tuple[PlacedNote, ...], list[SetNote]]:
    """The notes one below the other as far as there is room; only a note higher than all of it is split."""
    placed: list[PlacedNote] = []
    y = top
    for at, note in enumerate(queue):
        if y + note.height <= bottom + 1e-6:
            placed.append(place_note(note, poster, x=x, y=y, floor=paper.floor))
            y += note.height + _NOTE_GAP * note.size
            continue
        halves = split_note(note, bottom - y) if not placed else None
        if halves is None:
            return tuple(placed), [*queue[at:]]
        placed.append(place_note(halves[0], poster, x=x, y=y, floor=paper.floor))
        return tuple(placed), [halves[1], *queue[at + 1:]]
    return tuple(placed), []


def heading(
    title: str, poster: Poster, paper: Paper, *, x: float, y: float, width: float, numbered: bool
) -> Text:
    """A block's heading, with room for its number at the end."""
    size = 11.0 * paper.scale
    room = width - (measure("0", size) * 1.6 if numbered else 0)
    return Text(role="heading", x=x, y=y, width=room, size=size, leading=size * 1.25, weight=SEMIBOLD, tone="ink",
                direction=direction(title, fallback=poster.direction),
                lines=wrap(title, room, size, weight=SEMIBOLD))


def _columns(
    block: PosterBlock, poster: Poster, paper: Paper, width: float, size: float
) -> list[list[SetNote]]:
    """The notes in one column, or, in a wide block with more than two, in two of about the same height."""
    room = width - 2 * pad(paper)
    if width < paper.width * 0.4 or len(block.notes) < 3:
        return [[set_note(note, poster, width=room, size=size, floor=paper.floor) for note in block.notes]]
    half = (room - 2 * pad(paper)) / 2
    notes = [set_note(note, poster, width=half, size=size, floor=paper.floor) for note in block.notes]
    heights = [note.height + _NOTE_GAP * note.size for note in notes]
    left, total, at = 0.0, sum(heights), 0
    while at < len(notes) and max(left + heights[at], total - left - heights[at]) <= max(left, total - left):
        left += heights[at]
        at += 1
    return [notes[:at], notes[at:]]


def _fill_columns(
    columns: Sequence[Sequence[SetNote]], poster: Poster, paper: Paper, x: float, top: float, bottom: float,
    width: float,
) -> tuple[tuple[PlacedNote, ...], list[SetNote]]:
    """Each column filled; what one has no room for begins the next, the end is what is left."""
    placed: list[PlacedNote] = []
    rest: list[SetNote] = []
    step = (width + 2 * pad(paper)) / len(columns)
    for number, column in enumerate(columns):
        notes, rest = fill([*rest, *column], poster, paper, x=x + number * step, top=top, bottom=bottom)
        placed.extend(notes)
    return tuple(placed), rest


def _stack(notes: Sequence[SetNote]) -> float:
    return sum(note.height for note in notes) + sum(_NOTE_GAP * note.size for note in notes[:-1])


def _prompts(
    block: PosterBlock, poster: Poster, paper: Paper, x: float, y: float, width: float, size: float
) -> tuple[Text, ...]:
    size = max(paper.floor, min(size, 9.0 * paper.scale) * 0.9)
    room = width - 2 * pad(paper)
    texts: list[Text] = []
    for question in block.questions:
        texts.append(Text(role="question", x=x, y=y, width=room, size=size, leading=size * _LEADING, weight=REGULAR,
                          tone="soft", direction=direction(question, fallback=poster.direction),
                          lines=wrap(question, room, size)))
        y += texts[-1].height + 3.0 * paper.scale
    return tuple(texts)

