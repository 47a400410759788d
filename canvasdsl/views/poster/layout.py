"""Where everything on the poster stands, computed once for SVG and PDF alike.

On pages, what has no room at the smallest size continues on the next page. Without pages the canvas grows taller
instead. Nothing is ever cut off.
"""

from collections.abc import Iterator

import attrs

from canvasdsl.views.poster.block import block_height, fill, heading, heading_gap, pad, place_block
from canvasdsl.views.poster.grid import (
    A4,
    Cell,
    Heights,
    Sizes,
    block_width,
    cell,
    choose_sizes,
    fitting_rows,
    needed_height,
    squeezed_rows,
)
from canvasdsl.views.poster.head import Head, place_foot, place_head, place_small_head
from canvasdsl.views.poster.note import SetNote, reset_note
from canvasdsl.views.poster.placed import Page, Paper, PlacedBlock, Sheet
from canvasdsl.views.poster.poster import BLOCKS, READING_ORDER, BlockKey, Poster, PosterBlock

__all__ = ["lay_out_pages", "lay_out_tall"]

_Rest = tuple[PosterBlock | None, list[SetNote]]


def lay_out_pages(poster: Poster, *, paper: Paper = A4) -> Sheet:
    """The poster on pages of one size; what has no room on the first continues on the next."""
    head = place_head(poster, paper, limit=paper.height * 0.3)
    room = paper.height - _below(poster, paper) - head.bottom
    sizes, fits = choose_sizes(paper, room, lambda sizes: _heights(poster, paper, sizes), least=paper.floor)
    heights = _heights(poster, paper, sizes)
    rows = fitting_rows(heights, room) if fits else squeezed_rows(heights, room)
    if not fits:
        sizes = {key: _fitting_size(poster, paper, key, cell(key, paper, head.bottom, rows), sizes[key])
                 for key in BLOCKS}
    blocks: list[PlacedBlock] = []
    rest: list[_Rest] = [(None, list(head.rest))] if head.rest else []
    for key in READING_ORDER:
        placed, left = place_block(poster, paper, key, cell(key, paper, head.bottom, rows), sizes[key])
        blocks.append(placed)
        if left:
            rest.append((poster.block(key), left))
    first = Page(number=1, width=paper.width, height=paper.height, margin=paper.margin, head=head.texts,
                 legend=head.legend, rule=head.bottom, blocks=tuple(blocks), foot=())
    pages = [first, *_further_pages(poster, paper, rest)]
    return Sheet(scale=paper.scale, pages=tuple(
        attrs.evolve(page, foot=place_foot(poster, paper, page=(page.number, len(pages)))) for page in pages
    ))


def lay_out_tall(poster: Poster, *, paper: Paper = A4) -> Sheet:
    """The poster on one page that is as wide as the paper and grows taller where its texts need it."""
    head = place_head(poster, paper, limit=None)
    room = paper.height - _below(poster, paper) - head.bottom
    sizes, fits = choose_sizes(paper, room, lambda sizes: _heights(poster, paper, sizes), least=paper.comfort)
    heights = _heights(poster, paper, sizes)
    if not fits:
        room = needed_height(heights)
    rows = fitting_rows(heights, room)
    blocks = tuple(
        place_block(poster, paper, key, cell(key, paper, head.bottom, rows), sizes[key])[0] for key in READING_ORDER
    )
    height = head.bottom + room + _below(poster, paper)
    foot = place_foot(poster, attrs.evolve(paper, height=height), page=None)
    page = Page(number=1, width=paper.width, height=height, margin=paper.margin, head=head.texts, legend=head.legend,
                rule=head.bottom, blocks=blocks, foot=foot)
    return Sheet(scale=paper.scale, pages=(page,))


def _heights(poster: Poster, paper: Paper, sizes: Sizes) -> Heights:
    def height(key: BlockKey) -> float:
        return block_height(poster, paper, key, width=block_width(key, paper), size=sizes[key])

    return {key: height(key) for key in BLOCKS}


def _fitting_size(poster: Poster, paper: Paper, key: BlockKey, place: Cell, most: float) -> float:
    """The largest size, at most `most`, with which a block fits into its cell; else the smallest."""
    for size in paper.sizes:
        if size <= most and block_height(poster, paper, key, width=place.width, size=size) <= place.height:
            return size
    return paper.floor


def _below(poster: Poster, paper: Paper) -> float:
    """The space between the canvas and the end of the page."""
    return paper.margin + place_foot(poster, paper, page=None)[0].height + 4 * paper.scale


def _further_pages(poster: Poster, paper: Paper, rest: list[_Rest]) -> Iterator[Page]:
    """What is left of each block, in columns as wide as a block of the poster; each block begins where one ends."""
    head = place_small_head(poster, paper)
    width, inset = (paper.width - 2 * paper.margin) / 5, pad(paper)
    bottom = paper.height - _below(poster, paper)
    number, column, y = 2, 0, head.bottom
    blocks: list[PlacedBlock] = []
    queue = [(block, [_reset(note, paper, width) for note in notes]) for block, notes in rest]
    while queue:
        block, notes = queue[0]
        x = paper.margin + column * width
        title = poster.words.continued.format(title=block.title if block else poster.words.legend)
        above = heading(title, poster, paper, x=x + inset, y=y + inset, width=width - 2 * inset, numbered=False)
        start = above.y + above.height + heading_gap(paper)
        if y > head.bottom and start + min(notes[0].height, 40 * paper.scale) > bottom - inset:
            column, y = column + 1, head.bottom
        else:
            placed, left = fill(notes, poster, paper, x=x + inset, top=start, bottom=bottom - inset)
            end = bottom if left else placed[-1].y + placed[-1].height + inset
            blocks.append(PlacedBlock(key=block.key if block else None, x=x, y=y, width=width, height=end - y,
                                      heading=above, number=None, notes=placed, pad=inset, continued=True))
            y = end
            queue[0:1] = [(block, left)] if left else []
            if left:
                column, y = column + 1, head.bottom
        if column == 5 and queue:
            yield _further_page(number, paper, head, blocks)
            number, column, blocks = number + 1, 0, []
    if blocks:
        yield _further_page(number, paper, head, blocks)


def _reset(note: SetNote, paper: Paper, width: float) -> SetNote:
    return reset_note(note, width=width - 2 * pad(paper), size=paper.comfort, floor=paper.floor)


def _further_page(number: int, paper: Paper, head: Head, blocks: list[PlacedBlock]) -> Page:
    return Page(number=number, width=paper.width, height=paper.height, margin=paper.margin, head=head.texts, legend=(),
                rule=head.bottom, blocks=tuple(blocks), foot=())
