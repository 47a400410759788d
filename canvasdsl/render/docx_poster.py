"""The nine-block poster as a table of a Word document, which people can go on writing in."""

from collections.abc import Iterator

from canvasdsl.render.docx_markup import cell, paragraph, row, run, table
from canvasdsl.render.docx_texts import Writing, plain, user
from canvasdsl.render.office_text import TONES, segment_sign
from canvasdsl.views.poster.note import MOST_BEADS
from canvasdsl.views.poster.poster import BlockKey, Poster, PosterNote
from canvasdsl.views.poster.text import segments_in_words

__all__ = ["poster_table"]

_COLUMN = 1479
"""A tenth of the text on a lying page, in twentieths of a point."""
_LEAST_ROWS = (2600, 2600, 1700)


def poster_table(poster: Poster, writing: Writing) -> Iterator[str]:
    """The legend, the nine blocks as they stand on the canvas, and who the layout is by."""
    way = writing.brief.direction
    legend = list(_legend(poster, writing))
    if legend:
        yield paragraph("Note", "".join(legend), way=way)
    def block(key: BlockKey, columns: int, merged: str = "") -> str:
        return cell(columns * _COLUMN, "".join(_block(key, poster, writing)), columns=columns, merged=merged)

    def below() -> str:
        return cell(2 * _COLUMN, paragraph("PosterText"), columns=2, merged="continue")

    rows = [
        [block("partner", 2, "restart"), block("activity", 2), block("proposition", 2, "restart"),
         block("relationship", 2), block("segment", 2, "restart")],
        [below(), block("resource", 2), below(), block("channel", 2), below()],
        [block("cost", 5), block("revenue", 5)],
    ]  # fmt: skip
    yield table([row(cells, least=least, whole=False) for cells, least in zip(rows, _LEAST_ROWS)], [_COLUMN] * 10,
                way=way, style="CanvasPoster", caption=poster.title)  # fmt: skip
    yield paragraph("Note", plain(poster.attribution, writing), way=way)


def _legend(poster: Poster, writing: Writing) -> Iterator[str]:
    for segment in poster.segments:
        sign, colour = segment_sign(segment)
        yield run(f"{sign} ", colour=colour) + plain(segment.name, writing) + run("     ")
    if poster.has_ideas:
        yield plain(f"{poster.words.is_idea}: ⬚", writing) + run("     ")
    if poster.has_orphans:
        yield run("● ", colour=TONES["grey"]) + plain(poster.words.orphan, writing)


def _block(key: BlockKey, poster: Poster, writing: Writing) -> Iterator[str]:
    block = poster.block(key)
    yield user(block.title, writing, "PosterHeading")
    for note in block.notes:
        yield _note(note, poster, writing)
    if not block.notes:
        for question in block.questions:
            content = plain(question, writing, style="Label")
            yield paragraph("PosterText", content, way=writing.way(question))


def _note(note: PosterNote, poster: Poster, writing: Writing) -> str:
    """The marks of its segments, its name, and what is said about it in softer letters."""
    few = note.segments if len(note.segments) <= MOST_BEADS else ()
    signs = [segment_sign(poster.segments[index]) for index in few]
    content = "".join(run(sign, colour=colour) for sign, colour in signs)
    content += run("●", colour=TONES["grey"]) if note.orphan else ""
    said = [part for part in (note.detail, note.status) if part]
    said += [poster.words.is_idea] if note.idea else []
    said += [segments_in_words(note.segments, poster)] if len(note.segments) > MOST_BEADS else []
    behind = f" {' · '.join(said)}" if said else ""
    content += run(" ") if content else ""
    content += plain(note.title, writing, style="Strong") + plain(behind, writing, style="Detail")
    return paragraph("PosterText", content, way=writing.way(note.title or note.detail))
