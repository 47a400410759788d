"""Slides as data: everything measured and in its place. What has no room on one slide continues on the next.

Points are counted from the top left corner of a slide of 960 by 540.
"""

from collections.abc import Iterator, Sequence

import attrs

from canvasdsl.brief.brief import Brief, Picture, Section
from canvasdsl.render.office_pictures import ON_SLIDE, drawing_parts
from canvasdsl.render.office_text import rule_colour, segment_sign
from canvasdsl.render.slide_pieces import Grid, Noted, pieces_of
from canvasdsl.render.slide_text import Paragraph, Stretch, height_of, said, split, stretch, take
from canvasdsl.views.poster.poster import PosterSegment

__all__ = [
    "CELL_INSET", "HEIGHT", "MARGIN", "PlacedPicture", "PlacedTable", "PlacedText", "Slide", "WIDTH", "slides_of",
]  # fmt: skip

WIDTH, HEIGHT, MARGIN = 960.0, 540.0, 44.0
CELL_INSET = 4.0
_SIDE, _GAP = 168.0, 18.0
_BOTTOM = 498.0
_GUTTER, _FEW = 26.0, 90.0
"""Between two columns; what is lower than this stands in one."""
_LEAST = 64.0
"""With less room than this nothing is begun."""
_TITLE = 28.0


@attrs.frozen(kw_only=True)
class PlacedText:
    """A frame with paragraphs that fill it at most."""

    x: float
    y: float
    width: float
    height: float
    paragraphs: tuple[Paragraph, ...]


@attrs.frozen(kw_only=True)
class PlacedTable:
    """A table: the widths of its columns, the heights of its rows, the head first."""

    x: float
    y: float
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    rows: tuple[tuple[tuple[Paragraph, ...], ...], ...]
    caption: str


@attrs.frozen(kw_only=True)
class PlacedPicture:
    """A drawing by its number, with its text alternative."""

    x: float
    y: float
    width: float
    height: float
    number: int
    name: str
    alt: str
    part: int = 0


@attrs.frozen(kw_only=True)
class Slide:
    """One slide: its title with what it is about above it, the colour of its line, what it shows, the notes."""

    title: Paragraph
    title_height: float
    kicker: Paragraph
    rule: str
    items: tuple[PlacedText | PlacedTable | PlacedPicture, ...]
    notes: tuple[str, ...] = ()


class _Filling:
    """Slides of one section, one after the other."""

    aside: PlacedText | None

    def __init__(self, section: Section, brief: Brief) -> None:
        self.section, self.brief = section, brief
        self.slides: list[Slide] = []
        self.items: list[PlacedText | PlacedTable | PlacedPicture] = []
        self.notes: list[str] = []
        self.label, self.aside = "", None
        self.top = self.y = 0.0
        self.begin(section.title)

    def begin(self, title: str, kicker: str = "") -> None:
        """A slide with a title, and what it is about above it."""
        head = said(title, size=_TITLE, strong=True)
        while height_of((head,), WIDTH - 2 * MARGIN) > 110 and head.size > 14:
            head = attrs.evolve(head, size=head.size - 2)
        self.title, self.kicker = head, self._kicker(kicker)
        self.top = self.y = 50.0 + height_of((head,), WIDTH - 2 * MARGIN) + 14
        self.items, self.notes = [], []

    def _kicker(self, more: str) -> Paragraph:
        section = self.section
        small = [word for word in (section.kicker, *section.tags, more) if word]
        signs: tuple[Stretch, ...] = ()
        if section.segment is not None:
            mark = section.segment
            sign, colour = segment_sign(PosterSegment(name="", accent=mark.accent, mark=mark.mark, letter=mark.letter))
            signs = (stretch(f"{sign} ", tone=colour),)
        return Paragraph((*signs, stretch(" · ".join(small), tone="faint")), size=12)

    @property
    def fresh(self) -> bool:
        """Whether nothing stands on the slide yet."""
        return not self.items

    @property
    def room(self) -> float:
        """How much height is left."""
        return _BOTTOM - self.y

    def end(self) -> None:
        """Closes the slide where something stands on it."""
        if self.items:
            rule = rule_colour(self.brief.accent)
            if self.section.segment is not None:
                mark = self.section.segment
                rule = segment_sign(PosterSegment(name="", accent=mark.accent, mark=mark.mark, letter=""))[1]
            self.slides.append(Slide(
                title=self.title, title_height=height_of((self.title,), WIDTH - 2 * MARGIN), kicker=self.kicker,
                rule=rule, items=tuple(self.items), notes=tuple(dict.fromkeys(self.notes))))  # fmt: skip
            self.items = []

    def turn(self) -> None:
        """The next slide of the section. The title of a part does not stand alone at the end of one."""
        if self.label and self.items[-1:] == [self.aside]:
            self.items.pop()
        self.end()
        self.begin(self.brief.poster.words.continued.format(title=self.section.title) if self.slides
                    else self.section.title)  # fmt: skip
        if self.label:
            self.put_label(self.label)

    def put_label(self, label: str) -> None:
        """The title of a part, at the side of what it says."""
        self.label = label
        paragraphs = (_label(label),)
        self.aside = PlacedText(x=MARGIN, y=self.y, width=_SIDE, height=height_of(paragraphs, _SIDE),
                                paragraphs=paragraphs)  # fmt: skip
        self.items.append(self.aside)

    @property
    def place(self) -> tuple[float, float]:
        """Where the content begins and how wide it is."""
        aside = _SIDE + _GAP if self.label else 0.0
        return MARGIN + aside, WIDTH - 2 * MARGIN - aside

    @property
    def bare(self) -> bool:
        """Whether only the title of a part stands on the slide."""
        return len(self.items) <= (1 if self.label else 0) and self.y == self.top


def _label(title: str) -> Paragraph:
    return said(title, size=13, strong=True, tone="soft")


def slides_of(section: Section, brief: Brief) -> tuple[Slide, ...]:
    """The slides of a section that is not the poster."""
    filling = _Filling(section, brief)
    for part in section.parts:
        pieces = [noted for piece in part.pieces
                  for noted in pieces_of(piece, brief, summary=section.id == "summary")]  # fmt: skip
        filling.label = ""
        begun = False
        for noted in pieces:
            if isinstance(noted.shown, Picture):
                _picture(noted, noted.shown, part.title, filling)
                filling.label, begun = "", False
                continue
            if not begun:
                aside = height_of((_label(part.title),), _SIDE) if part.title else 0.0
                if not filling.fresh and filling.room < max(_LEAST, aside):
                    filling.turn()
                if part.title:
                    filling.put_label(part.title)
                begun = True
            if isinstance(noted.shown, Grid):
                _table(noted.shown, filling)
            else:
                _text(noted.shown, filling, in_columns=noted.in_columns)
            filling.notes += noted.notes
        labels = [each for each in filling.items if isinstance(each, PlacedText) and each.x == MARGIN]
        filling.y = max([filling.y, *(each.y + each.height for each in labels)]) + 16
    filling.end()
    return tuple(filling.slides)


def _text(paragraphs: Sequence[Paragraph], filling: _Filling, *, in_columns: bool) -> None:
    """Paragraphs in one column, or in two of about the same height where there are many."""
    left = [each for each in paragraphs if each.text.strip()]
    while left:
        x, width = filling.place
        two = in_columns and height_of(left, width) > _FEW
        column = (width - _GUTTER) / 2 if two else width
        room = _even(left, column, filling.room) if two else filling.room
        down = 0.0
        for at in range(2 if two else 1):
            count = take(left, column, room, fresh=filling.bare or at > 0)
            if count == 0 and filling.bare:
                halves = split(left[0], column, room)
                assert halves is not None, "a slide has room for a line"
                left[0:1] = halves
                count = 1
            if count:
                placed, left = tuple(left[:count]), left[count:]
                height = height_of(placed, column)
                filling.items.append(PlacedText(x=x + at * (column + _GUTTER), y=filling.y, width=column, height=height,
                                                paragraphs=placed))  # fmt: skip
                filling.notes += [note for each in placed for note in each.notes]
                down = max(down, height)
            if not left or not count:
                break
        filling.y += down
        if left:
            filling.turn()
    filling.y += 2


def _even(paragraphs: Sequence[Paragraph], width: float, room: float) -> float:
    """The least height at which two columns hold all of the paragraphs; all the room where they can't."""
    height = height_of(paragraphs, width) / 2
    while height < room:
        count = take(paragraphs, width, height, fresh=False)
        if take(paragraphs[count:], width, height, fresh=False) == len(paragraphs) - count:
            return height
        height += 7.0
    return room


def _table(grid: Grid, filling: _Filling) -> None:
    rows = list(grid.rows)
    while rows:
        x, width = filling.place
        widths = _widths(grid, width)
        caption = (said(grid.caption, size=12, tone="faint", before=8),)
        above = height_of(caption, width) + 3
        head = _row_height(grid.head, widths)
        room = filling.room - above - head
        count, used = 0, 0.0
        while count < len(rows) and used + _row_height(rows[count], widths) <= room:
            used += _row_height(rows[count], widths)
            count += 1
        if count == 0:
            if not filling.bare:
                filling.turn()
                continue
            rows[0:1] = _halves(rows[0], widths, room)
            continue
        placed, rows = rows[:count], rows[count:]
        filling.items.append(PlacedText(x=x, y=filling.y, width=width, height=above, paragraphs=caption))
        heights = (head, *(_row_height(row, widths) for row in placed))
        filling.items.append(PlacedTable(x=x, y=filling.y + above, widths=widths, heights=heights,
                                         rows=(grid.head, *placed), caption=grid.caption))  # fmt: skip
        filling.y += above + sum(heights) + 6
        if rows:
            filling.turn()


def _widths(grid: Grid, width: float) -> tuple[float, ...]:
    if grid.narrow:
        one = min(84.0, width / (len(grid.shares) + 2))
        return (min(width - one * (len(grid.shares) - 1), 300.0), *(one for _ in grid.shares[1:]))
    least = min(70.0, width / len(grid.shares))
    wide = [max(least, width * share / sum(grid.shares)) for share in grid.shares]
    return tuple(each * width / sum(wide) for each in wide)


def _row_height(row: Sequence[Sequence[Paragraph]], widths: Sequence[float]) -> float:
    inner = (height_of(cell, width - 2 * CELL_INSET) for cell, width in zip(row, widths))
    return max([14.0, *inner]) + 2 * CELL_INSET


def _halves(
    row: Sequence[Sequence[Paragraph]], widths: Sequence[float], room: float
) -> list[tuple[tuple[Paragraph, ...], ...]]:
    """A row that is higher than a slide, in two."""
    first, rest = [], []
    for cell, width in zip(row, widths):
        inner, left = width - 2 * CELL_INSET, list(cell)
        count = take(left, inner, room - 2 * CELL_INSET, fresh=True)
        top, left = left[:count], left[count:]
        if left:
            halves = split(left[0], inner, room - 2 * CELL_INSET - height_of(top, inner))
            if halves is not None:
                top, left = [*top, halves[0]], [halves[1], *left[1:]]
        first.append(tuple(top))
        rest.append(tuple(left))
    return [tuple(first), tuple(rest)]


def _picture(noted: Noted, piece: Picture, part: str, filling: _Filling) -> None:
    """A drawing on a slide of its own, or on several where it is tall: its title says the finding."""
    drawing, continued = piece.drawing, filling.brief.poster.words.continued
    filling.label = ""
    filling.end()
    parts = drawing_parts(drawing, ON_SLIDE)
    for at, each in enumerate(parts):
        title = drawing.title if at == 0 else continued.format(title=drawing.title)
        filling.begin(title, f"{filling.section.title} · {part}" if part else filling.section.title)
        notes = tuple(_below(piece)) if at == len(parts) - 1 else ()
        below = height_of(notes, WIDTH - 2 * MARGIN)
        share = min((WIDTH - 2 * MARGIN) / each.width, (filling.room - below - 8) / each.height)
        width, height = each.width * share, each.height * share
        name, alt = (piece.caption, drawing.description) if at == 0 else (continued.format(title=piece.caption),) * 2
        filling.items.append(PlacedPicture(x=(WIDTH - width) / 2, y=filling.y, width=width, height=height,
                                           number=piece.number, name=name, alt=alt, part=at))  # fmt: skip
        if notes:
            filling.items.append(PlacedText(x=MARGIN, y=filling.y + height + 8, width=WIDTH - 2 * MARGIN, height=below,
                                            paragraphs=notes))  # fmt: skip
        filling.notes += noted.notes if at == 0 else ()
        filling.end()
    filling.begin(continued.format(title=filling.section.title))


def _below(piece: Picture) -> Iterator[Paragraph]:
    for note in piece.drawing.notes:
        yield said(note, size=10.5, tone="faint")
