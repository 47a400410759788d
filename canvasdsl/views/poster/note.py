"""How a note is set: its text in lines, the beads and strands of its segments beside it."""

from functools import lru_cache

import attrs

from canvasdsl.views.poster.placed import Bead, PlacedNote, Strand, Text
from canvasdsl.views.poster.poster import Poster, PosterNote, PosterSegment
from canvasdsl.views.poster.text import segments_in_words
from canvasdsl.views.typeset import REGULAR, SEMIBOLD, direction, measure, wrap

__all__ = ["MOST_BEADS", "SetNote", "place_note", "reset_note", "set_note", "split_note"]

_LEADING = 1.28
_COLUMNS = 3
MOST_BEADS = 12
"""A note of more segments names them in words."""


@attrs.frozen(kw_only=True)
class SetNote:
    """A note set in a width and a size, without a place yet.

    `title_text` and `detail_text` are what `title` and `detail` hold in lines; a continued note holds the rest of one
    that was split, and has no beads.
    """

    note: PosterNote
    segments: tuple[PosterSegment, ...]
    title_text: str
    detail_text: str
    width: float
    size: float
    detail_size: float
    pitch: float
    title: tuple[str, ...]
    detail: tuple[str, ...]
    continued: bool = False

    @property
    def gutter(self) -> float:
        """The width that beads and strands take beside the text."""
        return _gutter(len(self.segments), self.pitch, self.size)

    @property
    def text_width(self) -> float:
        """The width of the widest line; right-to-left texts keep the whole width, for they end at its right."""
        if any(direction(text) == "rtl" for text in (self.title_text, self.detail_text)):
            return self.width - self.gutter
        titles = [measure(line, self.size, weight=SEMIBOLD) for line in self.title]
        return max([*titles, *(measure(line, self.detail_size) for line in self.detail)], default=0.0)

    @property
    def detail_gap(self) -> float:
        """The space between title and detail."""
        return 0.12 * self.size if self.title and self.detail else 0.0

    @property
    def height(self) -> float:
        """The height of the text, or of the beads where they are higher."""
        text = (len(self.title) * self.size + len(self.detail) * self.detail_size) * _LEADING + self.detail_gap
        rows = 0 if self.continued else -(-len(self.segments) // _COLUMNS)
        return max(text, max(1, rows) * self.size * _LEADING)


def set_note(note: PosterNote, poster: Poster, *, width: float, size: float, floor: float) -> SetNote:
    """The note in lines of at most `width` points, beads included."""
    segments = tuple(poster.segments[index] for index in note.segments)
    detail = [note.detail, note.status]
    if len(segments) > MOST_BEADS:
        detail.append(segments_in_words(note.segments, poster))
        segments = ()
    return _set(note, segments, note.title, " · ".join(part for part in detail if part), width, size, floor)


def reset_note(note: SetNote, *, width: float, size: float, floor: float) -> SetNote:
    """The note, or what is left of it, in another width and size."""
    again = _set(note.note, note.segments, note.title_text, note.detail_text, width, size, floor)
    return attrs.evolve(again, continued=note.continued)


@lru_cache(maxsize=8192)
def _set(
    note: PosterNote, segments: tuple[PosterSegment, ...], title: str, detail: str, width: float, size: float,
    floor: float,
) -> SetNote:
    letters = max((measure(one.letter, max(floor, 0.66 * size), weight=SEMIBOLD) for one in segments), default=0.0)
    pitch = 0.84 * size + letters
    room = width - _gutter(len(segments), pitch, size)
    detail_size = max(floor, 0.86 * size)
    return SetNote(
        note=note, segments=segments, title_text=title, detail_text=detail, width=width, size=size,
        detail_size=detail_size, pitch=pitch, title=wrap(title, room, size, weight=SEMIBOLD) if title else (),
        detail=wrap(detail, room, detail_size) if detail else (),
    )


def split_note(note: SetNote, room: float) -> tuple[SetNote, SetNote] | None:
    """The part of the note that fits into the height `room`, and the rest; `None` when not one line fits."""
    titles = min(len(note.title), int((room + 1e-6) // (note.size * _LEADING)))
    left = room - titles * note.size * _LEADING - note.detail_gap
    details = 0
    if titles == len(note.title):
        details = min(len(note.detail), max(0, int((left + 1e-6) // (note.detail_size * _LEADING))))
    first = attrs.evolve(note, title=note.title[:titles], detail=note.detail[:details])
    if titles + details == 0 or first.height > room + 1e-6:
        return None
    title, detail = note.title[titles:], note.detail[details:]
    rest = attrs.evolve(note, title=title, detail=detail, title_text=_rest_of(note.title_text, title),
                        detail_text=_rest_of(note.detail_text, detail), continued=True)
    return first, rest


def place_note(set_: SetNote, poster: Poster, *, x: float, y: float, floor: float) -> PlacedNote:
    """The note at its place."""
    note, lead = set_.note, set_.size * _LEADING
    texts: list[Text] = []
    inner, room = x + set_.gutter, set_.width - set_.gutter
    if set_.title:
        texts.append(Text(
            role="note", x=inner, y=y, width=room, size=set_.size, leading=lead, weight=SEMIBOLD,
            tone=note.mark or ("soft" if note.orphan else "ink"), lines=set_.title,
            direction=direction(set_.title_text, fallback=poster.direction),
        ))
    if set_.detail:
        texts.append(Text(
            role="detail", x=inner, y=y + len(set_.title) * lead + set_.detail_gap, width=room, size=set_.detail_size,
            leading=set_.detail_size * _LEADING, weight=REGULAR, tone="soft", lines=set_.detail,
            direction=direction(set_.detail_text, fallback=poster.direction),
        ))
    beads, strands = _threads(set_, x=x, y=y, floor=floor)
    return PlacedNote(note=note, x=x, y=y, width=set_.gutter + set_.text_width, height=set_.height, beads=beads,
                      strands=strands, texts=tuple(texts), continued=set_.continued,
                      outline=0.22 * set_.size if note.idea else None)


def _rest_of(text: str, lines: tuple[str, ...]) -> str:
    """The end of `text` that the last `lines` of it hold, with its own blanks."""
    letters = sum(len("".join(line.split())) for line in lines)
    at = len(text)
    while letters:
        at -= 1
        letters -= not text[at].isspace()
    return text[at:]


def _threads(set_: SetNote, *, x: float, y: float, floor: float) -> tuple[tuple[Bead, ...], tuple[Strand, ...]]:
    lead, radius = set_.size * _LEADING, 0.3 * set_.size
    bottom = y + set_.height - 0.2 * set_.size
    beads: list[Bead] = []
    ends: dict[int, tuple[float, int | None]] = {}
    for number, segment in enumerate(set_.segments):
        row, column = divmod(number, _COLUMNS)
        centre, middle = x + radius + column * set_.pitch, y + lead * (row + 0.5)
        ends[column] = (middle, segment.accent)
        if not set_.continued:
            beads.append(_bead(segment, centre, middle, radius, size=max(floor, 0.66 * set_.size), lead=lead))
    if not set_.segments:
        ends[0] = (y + lead * 0.5, None)
        if set_.note.orphan and not set_.continued:
            beads.append(Bead(x=x + radius, y=y + lead * 0.5, radius=radius * 0.75, accent=None, mark="disc"))
    strands = tuple(
        Strand(x=x + radius + column * set_.pitch, bottom=bottom, width=0.13 * set_.size, accent=accent,
               top=y if set_.continued else middle + (2.0 * radius if beads else -0.3 * set_.size))
        for column, (middle, accent) in ends.items()
    )
    return tuple(beads), tuple(strand for strand in strands if strand.bottom - strand.top > 0.3 * set_.size)


def _bead(segment: PosterSegment, x: float, y: float, radius: float, *, size: float, lead: float) -> Bead:
    letter = None
    if segment.letter:
        letter = Text(
            role="letter", x=x + radius + 0.4, y=y - lead / 2, width=measure(segment.letter, size, weight=SEMIBOLD),
            size=size, leading=lead, weight=SEMIBOLD, tone="soft", direction="ltr", lines=(segment.letter,),
        )
    return Bead(x=x, y=y, radius=radius, accent=segment.accent, mark=segment.mark, letter=letter)


def _gutter(segments: int, pitch: float, size: float) -> float:
    return max(1, min(segments, _COLUMNS)) * pitch + 0.22 * size
