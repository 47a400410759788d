"""From a model to its poster: threads through the links, orphans, ideas, names."""

import pytest

from canvasdsl import resources
from canvasdsl.load import load
from canvasdsl.source import Source
from canvasdsl.views.phrasing import Phrasing
from canvasdsl.views.poster.canvas_poster import build
from canvasdsl.views.poster.poster import BLOCKS, Poster
from canvasdsl.wording import load_wording, pseudo

EXAMPLES = sorted(resources.folder("examples").glob("*.bmc"))


def poster_of(text: str, **options) -> Poster:
    return build(load(Source("test.bmc", text)).canvas, options.pop("wording", load_wording()), **options)


def notes(poster: Poster) -> dict[str, tuple[int, ...]]:
    return {note.title: note.segments for block in poster.blocks for note in block.notes}


def test_threads_run_through_all_blocks() -> None:
    """Each through the links of its kind, and through the others."""
    poster = poster_of('''
        segment a "A"; segment b "B"
        proposition pa "PA" { for a }; proposition pb "PB" { for b }
        channel ca "CA" { reaches a; carries pa, pb }; channel cb "CB" { carries pb }
        relationship ra "RA" { with a }
        revenue va "VA" { from a; for pa }
        resource s1 "S1" { supports ra }; resource s2 "S2" { supports act }
        activity act "Act" { supports cb }
        partner p1 "P1" { provides s1, act }; partner p2 "P2"
        channel cp "CP" { partner p2; reaches a }
        cost k1 "K1" { for s2 }; cost k2 "K2" { for p1 }
    ''')
    assert notes(poster) == {
        "A": (0,), "B": (1,), "PA": (0,), "PB": (1,), "CA": (0,), "CB": (1,), "RA": (0,), "VA": (0,), "S1": (0,),
        "S2": (1,), "Act": (1,), "P1": (0, 1), "P2": (0,), "CP": (0,), "K1": (1,), "K2": (0, 1),
    }


def test_what_reaches_nobody_is_an_orphan() -> None:
    """Nothing is guessed, and a circle of support leads nowhere."""
    poster = poster_of('segment a; cost rent "Rent"; resource x { supports y }; resource y { supports x }')
    assert {note.title for block in poster.blocks for note in block.notes if note.orphan} == {"Rent", "x", "y"}


def test_ideas_and_status_are_shown() -> None:
    poster = poster_of('segment a { status idea }\nsegment b { status tested }')
    first, second = poster.block("segment").notes
    assert (first.idea, first.status) == (True, "") and (second.idea, second.status) == (False, "tested")


def test_names_and_fields() -> None:
    """Title, else id, else the kind in the reader's language; messages name the block as it is written."""
    poster = poster_of('canvas "X"\nsegment a "Title"\nsegment b\ncost { fixed 3 EUR per month }')
    assert [note.title for note in poster.block("segment").notes] == ["Title", "b"]
    assert [note.field for note in poster.block("segment").notes] == ["segment a", "segment b"]
    assert [note.title for note in poster.block("cost").notes] == ["Cost"]


def test_amounts_that_begin_or_end_say_when() -> None:
    """Two rents side by side would be read as both paid."""
    text = 'canvas "X"\ncost rent { fixed 3 EUR per month until month 8, 4 EUR per month from month 9 }'
    say = Phrasing(load_wording(), load(Source("test.bmc", text)).canvas)
    (note,) = poster_of(text, value=say.value).block("cost").notes
    assert "3 EUR per month, until month 8 · 4 EUR per month, from month 9" in note.detail


def test_an_empty_model_is_a_worksheet() -> None:
    poster = poster_of("")
    assert poster.title == "Business model canvas"
    assert all(block.questions and not block.notes for block in poster.blocks)


def test_the_words_are_the_catalogues() -> None:
    """Every generated word is marked in the pseudo-language."""
    poster = poster_of("segment a\ncost { fixed 3 EUR per month }", wording=pseudo(load_wording()))
    texts = [poster.title, poster.attribution, poster.block("cost").notes[0].title]
    texts += [text for block in poster.blocks for text in (block.title, *block.questions)]
    assert [text for text in texts if not (text.startswith("⟦") and text.endswith("⟧"))] == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_has_nine_blocks_and_threads(path) -> None:
    """All their blocks are on the poster; all their segments have threads in other blocks."""
    canvas = load(Source(path.name, path.read_text(encoding="utf-8"))).canvas
    poster = build(canvas, load_wording())
    for key in BLOCKS:
        assert len(poster.block(key).notes) == len(canvas.blocks(key))
    threaded = {index for key in BLOCKS if key != "segment" for note in poster.block(key).notes
                for index in note.segments}
    assert threaded == set(range(len(poster.segments)))
