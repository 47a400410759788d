"""The strip above the canvas (name, purpose, date, legend) and the lines below it (attribution, page)."""

import attrs

from canvasdsl.views.poster.note import SetNote, set_note
from canvasdsl.views.poster.placed import Bead, LegendEntry, Paper, Text
from canvasdsl.views.poster.poster import Poster, PosterNote, PosterSegment
from canvasdsl.views.typeset import REGULAR, SEMIBOLD, direction, measure, wrap

__all__ = ["Head", "place_foot", "place_head", "place_small_head"]

_TITLE_SIZES = ((30.0, 1), (26.0, 1), (22.0, 2), (18.0, 2), (15.0, 3), (12.0, 4))
"""Sizes of the title on A4, each with the number of lines up to which it is taken."""
_LEFT_SHARE = 0.6
_GAP = 10.0


@attrs.frozen(kw_only=True)
class Head:
    """What stands above the canvas, where that begins, and what had no room."""

    texts: tuple[Text, ...]
    legend: tuple[LegendEntry, ...]
    bottom: float
    rest: tuple[SetNote, ...] = ()


def place_head(poster: Poster, paper: Paper, *, limit: float | None) -> Head:
    """The head at the top of a page, not reaching below `limit`."""
    room = paper.width - 2 * paper.margin
    left = room * _LEFT_SHARE - _GAP * paper.scale
    texts: list[Text] = []
    rest: list[SetNote] = []
    y = paper.margin
    if poster.banner:
        size = 9.0 * paper.scale
        texts.append(_text("banner", poster.banner, paper.margin, y, room, size, SEMIBOLD, "alarm", poster))
        y += texts[-1].height + 4 * paper.scale
    title = _title(poster, paper, y, left)
    purpose = _text("purpose", poster.purpose, paper.margin, title.y + title.height + 2 * paper.scale, left,
                    10.5 * paper.scale, REGULAR, "soft", poster)
    for text, source in ((title, poster.title), (purpose, poster.purpose)):
        if source:
            shown = text if limit is None else _cut(text, limit)
            if len(shown.lines) < len(text.lines):
                rest.append(_remainder(source, shown, poster, paper))
            if shown.lines:
                texts.append(shown)
    x = paper.margin + room * _LEFT_SHARE
    date_y = y
    if poster.date:
        texts.append(attrs.evolve(_text("date", poster.date, x, date_y, room * (1 - _LEFT_SHARE), 8.5 * paper.scale,
                                        REGULAR, "faint", poster), align="end"))
        date_y += texts[-1].height + 3 * paper.scale
    legend, end, missing = _legend(poster, paper, x, date_y + 3 * paper.scale, room * (1 - _LEFT_SHARE), limit)
    rest.extend(missing)
    bottom = max([end, *(text.y + text.height for text in texts)])
    return Head(texts=tuple(texts), legend=legend, bottom=bottom + 9 * paper.scale, rest=tuple(rest))


def place_small_head(poster: Poster, paper: Paper) -> Head:
    """The head of a further page: the name, where it fits on one line."""
    size = 11.0 * paper.scale
    text = _text("title", poster.title, paper.margin, paper.margin, paper.width - 2 * paper.margin, size, SEMIBOLD,
                 "ink", poster)
    texts = (text,) if len(text.lines) == 1 else ()
    return Head(texts=texts, legend=(), bottom=paper.margin + size * 1.25 + 7 * paper.scale)


def place_foot(poster: Poster, paper: Paper, *, page: tuple[int, int] | None) -> tuple[Text, ...]:
    """The attribution, and the page number where there are several pages."""
    size, room = max(paper.floor, 6.5 * paper.scale), paper.width - 2 * paper.margin
    pages = None
    if page and page[1] > 1:
        words = poster.words.page.format(page=page[0], pages=page[1])
        pages = attrs.evolve(_text("page", words, paper.margin, 0, room, size, REGULAR, "faint", poster), align="end")
    lines = wrap(poster.attribution, room * 0.8, size)
    y = paper.height - paper.margin - len(lines) * size * 1.25 + 10 * paper.scale
    attribution = attrs.evolve(_text("attribution", poster.attribution, paper.margin, y, room * 0.8, size, REGULAR,
                                     "faint", poster), lines=lines)
    return (attribution,) if pages is None else (attribution, attrs.evolve(pages, y=y))


def _title(poster: Poster, paper: Paper, y: float, width: float) -> Text:
    for size, lines in _TITLE_SIZES:
        text = _text("title", poster.title, paper.margin, y, width, size * paper.scale, SEMIBOLD, "ink", poster)
        if len(text.lines) <= lines:
            break
    return text


def _text(
    role: str, text: str, x: float, y: float, width: float, size: float, weight: int, tone: str, poster: Poster
) -> Text:
    return Text(role=role, x=x, y=y, width=width, size=size, leading=size * (1.15 if role == "title" else 1.3),
                weight=weight, tone=tone, direction=direction(text, fallback=poster.direction),
                lines=wrap(text, width, size, weight=weight))


def _cut(text: Text, limit: float) -> Text:
    return attrs.evolve(text, lines=text.lines[:max(0, int((limit - text.y) // text.leading))])


def _remainder(source: str, shown: Text, poster: Poster, paper: Paper) -> SetNote:
    """What of a title or purpose had no room, to be continued as if it were a note."""
    letters = sum(len("".join(line.split())) for line in shown.lines)
    at = 0
    while letters:
        letters -= not source[at].isspace()
        at += 1
    return set_note(PosterNote(title=source[at:].strip()), poster, width=shown.width, size=paper.comfort,
                    floor=paper.floor)


def _legend(
    poster: Poster, paper: Paper, x: float, y: float, width: float, limit: float | None
) -> tuple[tuple[LegendEntry, ...], float, list[SetNote]]:
    """The entries in rows, the height where they end, and those segments that had no room."""
    entries: list[LegendEntry] = []
    missing: list[SetNote] = []
    size = 8.0 * paper.scale
    lead, at = size * 1.3, x
    rows: list[tuple[PosterSegment | str, str]] = [(segment, segment.name) for segment in poster.segments]
    rows += [("idea", poster.words.idea)] if poster.has_ideas else []
    rows += [("orphan", poster.words.orphan)] if poster.has_orphans else []
    tall = lead
    for what, name in rows:
        bead = _legend_bead(what, size, lead, paper)
        indent = size * (1.9 if what == "idea" else 1.0) + (bead.letter.width if bead and bead.letter else 0)
        lines = wrap(name, width - indent, size)
        wide = indent + max(measure(line, size) for line in lines)
        if at > x and at + wide > x + width:
            at, y = x, y + tall + 1.5 * paper.scale
            tall = lead
        if limit is not None and y + lead * len(lines) > limit:
            index = poster.segments.index(what) if isinstance(what, PosterSegment) else None
            note = PosterNote(title=name, segments=() if index is None else (index,), idea=what == "idea",
                              orphan=what == "orphan")
            missing.append(set_note(note, poster, width=width, size=paper.comfort, floor=paper.floor))
            continue
        if bead:
            letter = bead.letter and attrs.evolve(bead.letter, x=at + bead.letter.x, y=y)
            bead = attrs.evolve(bead, x=at + bead.x, y=y + bead.y, letter=letter)
        entries.append(LegendEntry(bead=bead, text=Text(
            role="legend", x=at + indent, y=y, width=max(measure(line, size) for line in lines), size=size,
            leading=lead, weight=REGULAR, tone="soft", lines=lines,
            direction=direction(name, fallback=poster.direction))))
        tall = max(tall, lead * len(lines))
        at += wide + 11 * paper.scale
    return tuple(entries), (y + tall if entries else y - 3 * paper.scale), missing


def _legend_bead(what: PosterSegment | str, size: float, lead: float, paper: Paper) -> Bead | None:
    """The mark at the left of an entry that begins at (0, 0)."""
    radius = 0.33 * size
    if what == "idea":
        return None
    if isinstance(what, str):
        return Bead(x=radius, y=lead / 2, radius=radius * 0.75, accent=None, mark="disc")
    letter = None
    if what.letter:
        small = max(paper.floor, 0.66 * size)
        letter = Text(role="letter", x=2 * radius + 0.6, y=0, width=measure(what.letter, small, weight=SEMIBOLD),
                      size=small, leading=lead, weight=SEMIBOLD, tone="soft", direction="ltr", lines=(what.letter,))
    return Bead(x=radius, y=lead / 2, radius=radius, accent=what.accent, mark=what.mark, letter=letter)
