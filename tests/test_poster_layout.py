"""Where the poster's texts stand: in their boxes, none over another, none lost, none too small."""

from collections import Counter
from collections.abc import Iterator

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from posters import MANY_SEGMENTS, POSTERS, RICH, SCRIPTS, SMALL, STRESS, note, poster

from canvasdsl.views.poster.grid import A3, A4
from canvasdsl.views.poster.layout import lay_out_pages, lay_out_tall
from canvasdsl.views.poster.placed import Page, Paper, Sheet, Text
from canvasdsl.views.poster.poster import BLOCKS, Poster, PosterNote
from canvasdsl.views.poster.text import poster_texts, segments_in_words
from canvasdsl.views.typeset import measure, paragraphs

HAIR = 0.02

WORDS = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=40),
    st.text("abc \n-/éЖשم東👍\u0301\u200d", max_size=200),
    st.sampled_from(SCRIPTS),
    st.integers(1, 400).map(lambda size: "W" * size),
    st.integers(1, 90).map(lambda size: "word " * size),
)
NOTES = st.builds(
    lambda title, detail, segments, idea: PosterNote(title=title, detail=detail, segments=tuple(sorted(segments)),
                                                     idea=idea, orphan=not segments),
    WORDS, st.one_of(st.just(""), WORDS), st.sets(st.integers(0, 13)), st.booleans(),
)  # fmt: skip
ANY_POSTER = st.builds(
    lambda title, purpose, notes: poster(title, notes, tuple(f"Segment {n}" for n in range(14)), purpose=purpose),
    WORDS, WORDS, st.dictionaries(st.sampled_from(BLOCKS), st.lists(NOTES, max_size=12).map(tuple), max_size=4),
)  # fmt: skip
PAPERS = pytest.mark.parametrize("paper", [A4, A3], ids=["a4", "a3"])


def texts_of(page: Page) -> Iterator[Text]:
    yield from (*page.head, *page.foot, *(entry.text for entry in page.legend))
    for block in page.blocks:
        yield from (text for text in (block.heading, block.number, block.pointer, *block.prompts) if text)
        for placed in block.notes:
            yield from placed.texts


def letters(texts: Iterator[str]) -> Counter[str]:
    return Counter(character for text in texts for character in "".join(paragraphs(text)) if not character.isspace())


def check_sheet(poster: Poster, sheet: Sheet, paper: Paper) -> None:
    for page in sheet.pages:
        for text in texts_of(page):
            assert text.size >= paper.floor
            assert text.x >= page.margin - HAIR
            assert text.x + text.width <= page.width - page.margin + HAIR
            assert text.y + text.height <= page.height + HAIR
            for line in text.lines:
                wide = measure(line, text.size, weight=text.weight)
                assert wide <= text.width + HAIR or len(line) < 12, (line, wide, text.width)
        for block in page.blocks:
            check_block(block)
        check_apart([(one.x, one.y, one.x + one.width, one.y + one.height) for one in page.blocks])
        check_apart([box(text) for text in (*page.head, *(entry.text for entry in page.legend))])
        assert all(text.y + text.height <= page.rule + HAIR for text in page.head)
        assert all(block.y >= page.rule - HAIR for block in page.blocks)
        assert all(block.y + block.height <= min(text.y for text in page.foot) + HAIR for block in page.blocks)
    check_nothing_lost(poster, sheet)


def check_block(block) -> None:
    bottom = block.y + block.height + HAIR
    boxes = [box(text) for text in (block.heading, block.pointer, *block.prompts) if text]
    for placed in block.notes:
        assert placed.x >= block.x and placed.x + placed.width <= block.x + block.width + HAIR
        assert placed.y + placed.height <= bottom - block.pad + 2 * HAIR
        boxes.append((placed.x, placed.y, placed.x + placed.width, placed.y + placed.height))
        for text in placed.texts:
            assert text.x + text.width <= block.x + block.width + HAIR
            assert text.y + text.height <= placed.y + placed.height + HAIR
        if placed.texts:
            beads = max((bead.x + bead.radius for bead in placed.beads), default=0.0)
            assert beads <= min(text.x for text in placed.texts) + HAIR
    assert all(edge[3] <= bottom for edge in boxes)
    assert all(height < bottom for height in block.writing)
    check_apart(boxes)


def box(text: Text) -> tuple[float, float, float, float]:
    return text.x, text.y, text.x + text.width, text.y + text.height


def check_apart(boxes: list[tuple[float, float, float, float]]) -> None:
    for number, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[number + 1:]:
            assert (
                right <= other[0] + HAIR or other[2] <= left + HAIR or bottom <= other[1] + HAIR
                or other[3] <= top + HAIR
            ), ((left, top, right, bottom), other)


def check_nothing_lost(poster: Poster, sheet: Sheet) -> None:
    """All the letters of all notes stand on the pages, once."""
    written = letters(part for block in poster.blocks for one in block.notes for part in note_parts(one, poster))
    drawn: Counter[str] = Counter()
    for page in sheet.pages:
        for block in page.blocks:
            if block.key is not None:
                drawn += letters("".join(text.lines) for placed in block.notes for text in placed.texts)
    assert drawn == written
    for text, role in ((poster.title, "title"), (poster.purpose, "purpose")):
        shown = letters("".join(one.lines) for one in sheet.pages[0].head if one.role == role)
        rest = letters("".join(one.lines) for page in sheet.pages for block in page.blocks if block.key is None
                       for placed in block.notes for one in placed.texts)
        assert letters(iter([text])) <= shown + rest


def note_parts(one: PosterNote, poster: Poster) -> Iterator[str]:
    named = segments_in_words(one.segments, poster) if len(one.segments) > 12 else ""
    details = [part for part in (one.detail, one.status, named) if part]
    yield one.title
    yield " · ".join(details)


@PAPERS
@pytest.mark.parametrize("name", POSTERS)
def test_everything_has_its_place(name: str, paper: Paper) -> None:
    """Pages and the tall drawing: in the box, apart, complete."""
    check_sheet(POSTERS[name], lay_out_pages(POSTERS[name], paper=paper), paper)
    check_sheet(POSTERS[name], lay_out_tall(POSTERS[name], paper=paper), paper)


@settings(max_examples=120, deadline=None)
@given(ANY_POSTER, st.sampled_from([A4, A3]))
def test_any_poster_has_its_place(poster: Poster, paper: Paper) -> None:
    """Whatever the texts are."""
    check_sheet(poster, lay_out_pages(poster, paper=paper), paper)
    check_sheet(poster, lay_out_tall(poster, paper=paper), paper)


@pytest.mark.parametrize("field", ["title", "purpose", "banner"])
def test_a_head_of_any_length_continues(field: str) -> None:
    """A title or purpose of ten thousand words pushes nothing off the page."""
    long = attrs.evolve(RICH, **{field: "word " * 2_000})
    check_sheet(long, lay_out_tall(long), A4)
    if field != "banner":
        check_sheet(long, lay_out_pages(long), A4)


def test_a_note_longer_than_a_page_continues() -> None:
    """Even one note alone, even one word alone."""
    for text in ("word " * 5_000, "W" * 9_000):
        long = poster(notes={"activity": (note(text, text),)})
        sheet = lay_out_pages(long)
        assert len(sheet.pages) > 2
        check_sheet(long, sheet, A4)


def test_texts_shrink_together_then_alone_then_continue() -> None:
    """One size for all while it is comfortable; the full block alone goes to the floor; the rest goes to page two."""
    assert {text.size for text in texts_of(lay_out_pages(SMALL).pages[0]) if text.role == "note"} == {A4.sizes[0]}
    page, further = lay_out_pages(STRESS).pages[:2]
    sizes = {block.key: {text.size for placed in block.notes for text in placed.texts if text.role == "note"}
             for block in page.blocks}
    assert sizes["proposition"] == {A4.floor}
    assert sizes["channel"] == {A4.comfort} and sizes["segment"] == {A4.floor + 0.5}
    full = {block.key for block in page.blocks if block.pointer}
    assert full == {"proposition", "cost"}
    assert {block.key for block in further.blocks} == full


def test_the_tall_drawing_grows_instead() -> None:
    """One page, comfortable letters."""
    sheet = lay_out_tall(STRESS)
    assert len(sheet.pages) == 1 and sheet.pages[0].height > A4.height
    assert lay_out_tall(RICH).pages[0].height == pytest.approx(A4.height)


def test_rows_give_way_before_letters_shrink() -> None:
    """A long list of activities takes the room of the resources."""
    many = poster(notes={"activity": tuple(note(f"Activity {number}") for number in range(13))})
    page = lay_out_pages(many).pages[0]
    heights = {block.key: block.height for block in page.blocks}
    assert heights["activity"] > 1.5 * heights["resource"]
    assert {text.size for text in texts_of(page) if text.role == "note"} == {A4.sizes[0]}


def test_the_grid_is_the_canvas() -> None:
    """Tenths of the width, as T-BMC-0 says."""
    page = lay_out_pages(RICH).pages[0]
    tenth = (page.width - 2 * page.margin) / 10
    edges = {block.key: (round((block.x - page.margin) / tenth, 3), round(block.width / tenth, 3))
             for block in page.blocks}
    assert edges == {
        "partner": (0, 2), "activity": (2, 2), "resource": (2, 2), "proposition": (4, 2), "relationship": (6, 2),
        "channel": (6, 2), "segment": (8, 2), "cost": (0, 5), "revenue": (5, 5),
    }


def test_marks_tell_segments_apart_without_colour() -> None:
    """Eight shapes, then the same with letters; no two segments share both."""
    looks = {(segment.mark, segment.letter) for segment in MANY_SEGMENTS.segments}
    assert len(looks) == len(MANY_SEGMENTS.segments)
    beads = {(entry.bead.mark, entry.bead.letter.lines if entry.bead.letter else ())
             for entry in lay_out_tall(MANY_SEGMENTS).pages[0].legend if entry.bead}
    assert len(beads) == len(MANY_SEGMENTS.segments)


def test_all_texts_are_known() -> None:
    """`poster_texts` names the field of every text that is drawn."""
    known = letters(text for _, text in poster_texts(RICH)).keys()
    drawn = letters("".join(text.lines) for text in texts_of(lay_out_tall(RICH).pages[0])).keys()
    assert drawn <= known | set("0123456789")
