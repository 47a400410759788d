"""The nine-block poster on slides: nine rectangles with text that people can go on writing in.

They stand where the poster's own layout puts them; what has no room continues on the next slide.
"""

from collections.abc import Iterator

import attrs

from canvasdsl.render.office_text import TONES, segment_sign
from canvasdsl.render.pptx_markup import Lettering, body, frame
from canvasdsl.render.slide_text import Paragraph, said, stretch
from canvasdsl.render.slides import HEIGHT, WIDTH
from canvasdsl.views.poster.layout import lay_out_pages
from canvasdsl.views.poster.note import MOST_BEADS
from canvasdsl.views.poster.placed import Page, Paper, PlacedBlock, PlacedNote
from canvasdsl.views.poster.poster import Poster, PosterNote

__all__ = ["poster_pages", "poster_shapes"]

_SLIDE = Paper(name="slide", width=WIDTH, height=HEIGHT, margin=30.0, scale=1.05, floor=9.0, comfort=10.5,
               sizes=(14.0, 13.0, 12.0, 11.5, 11.0, 10.5, 10.0, 9.5, 9.0))  # fmt: skip

def poster_pages(poster: Poster) -> tuple[Page, ...]:
    """The poster on pages of the size of a slide. That a note is an idea stands in words."""
    blocks = tuple(attrs.evolve(block, notes=tuple(_told(note, poster) for note in block.notes))
                   for block in poster.blocks)  # fmt: skip
    return lay_out_pages(attrs.evolve(poster, blocks=blocks), paper=_SLIDE).pages


def _told(note: PosterNote, poster: Poster) -> PosterNote:
    if not note.idea:
        return note
    detail = " · ".join(part for part in (note.detail, poster.words.is_idea) if part)
    return attrs.evolve(note, detail=detail, idea=False)


def poster_shapes(page: Page, poster: Poster, lettering: Lettering, number: int) -> Iterator[str]:
    """The legend, the blocks and the foot of one page; shapes are counted from `number`."""
    for entry in page.legend:
        text = entry.text
        bead = entry.bead
        sign = "●", TONES["grey"]
        if bead is not None and bead.accent is not None:
            named = next((one for one in poster.segments if one.accent == bead.accent and one.mark == bead.mark
                          and one.letter == (bead.letter.lines[0] if bead.letter else "")), None)  # fmt: skip
            sign = segment_sign(named) if named is not None else sign
        words = Paragraph((stretch(f"{sign[0]} ", tone=sign[1]), stretch(" ".join(text.lines), tone="soft")),
                          size=text.size)  # fmt: skip
        room = text.size * 1.9
        yield frame(number, "Legend", text.x - room, text.y, text.width + room + 6, text.height + 2,
                    body((words,), lettering))  # fmt: skip
        number += 1
    for block in page.blocks:
        wide = block.width > WIDTH * 0.4 and len({note.x for note in block.notes}) > 1
        paragraphs = tuple(_paragraphs(block, poster))
        title = block.heading.lines if block.heading is not None else ()
        yield frame(number, " ".join(title), block.x, block.y, block.width, block.height,
                    body(paragraphs, lettering, inset=block.pad, columns=2 if wide else 1), line="C7CED6")  # fmt: skip
        number += 1
    for text in page.foot:
        if text.align == "end":  # slides are counted already
            continue
        words = said(" ".join(text.lines), size=text.size, tone="faint")
        yield frame(number, "Foot", text.x, text.y, text.width, text.height + 2, body((words,), lettering))
        number += 1


def _paragraphs(block: PlacedBlock, poster: Poster) -> Iterator[Paragraph]:
    if block.heading is not None:
        yield said(" ".join(block.heading.lines), size=block.heading.size, strong=True)
    for note in block.notes:
        yield from _note(note, poster)
    for at, prompt in enumerate(block.prompts):
        yield said(" ".join(prompt.lines), size=prompt.size, tone="soft", before=5 if at == 0 else 3)
    if block.pointer is not None:
        yield said(" ".join(block.pointer.lines), size=block.pointer.size, tone="faint", before=2)


def _note(placed: PlacedNote, poster: Poster) -> Iterator[Paragraph]:
    """The marks of its segments and its name, and what is said about it below."""
    note = placed.note
    signs = [segment_sign(poster.segments[index]) for index in note.segments] if (
        not placed.continued and len(note.segments) <= MOST_BEADS) else []  # fmt: skip
    signs += [("●", TONES["grey"])] if note.orphan and not placed.continued else []
    before = 4.0
    for at, text in enumerate(placed.texts):
        if text.role == "letter":
            continue
        marks = tuple(stretch(sign, tone=colour) for sign, colour in signs) if at == 0 else ()
        blank = (stretch(" "),) if marks else ()
        title = text.role == "note"
        words = stretch(_whole(text.lines, note.title if title else note.detail), strong=title,
                        tone="soft" if not title or note.orphan else "ink")  # fmt: skip
        yield Paragraph((*marks, *blank, words), size=text.size, before=before)
        before = 0.5
    if not placed.texts and signs:
        yield Paragraph(tuple(stretch(sign, tone=colour) for sign, colour in signs), size=9.0, before=before)


def _whole(lines: tuple[str, ...], text: str) -> str:
    """The author's text where the lines hold all of it, so that it flows anew; else the lines as they are."""
    held = "".join("".join(lines).split())
    return " ".join(text.split()) if held == "".join(text.split()) else "\n".join(lines)
