"""What holds for every view but the poster: its drawings are sound whatever a model says, and all its words come from
the catalogue. Views are taken from the registry, so that a new one is held here without being listed."""

from functools import cache

import pytest
from drawn_views import (
    EXAMPLES,
    MARKED,
    TEXTS,
    VIEWS,
    canvas_of,
    drawings,
    example,
    hostile,
    labels,
    sound,
    unmarked_words,
)
from hostility import everything, marked_texts
from random_models import extreme_model, random_model

from canvasdsl import resources, theory
from canvasdsl.model.canvas import Canvas
from canvasdsl.outside.layout import placed_by_wasm
from canvasdsl.render.drawing_svg import drawing_svg
from canvasdsl.views.drawing import Drawing, Label

EACH_VIEW = pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
EACH_EXAMPLE = pytest.mark.parametrize("name", EXAMPLES)

PAGE = 640
"""Points: a drawing of a shipped example is lower than that, and stands on one page."""
LONGER_THAN_A_PAGE = {"cards", "scorecards"}
"""Cards one below the other; they break between two."""
ALWAYS_DRAWN = {"marketing-process", "theory"}
"""A model of one line, too, has its place in the process and uses some ideas of the register."""
NOT_OF_EVERYTHING = {
    "break-even", "cash", "customer-equity", "fan", "ladder", "markets", "positioning", "price-ladder",
    "profit-tornado", "retention-curve", "success-chain", "surveys", "waterfall", "whale",
}  # fmt: skip
"""They need several things that go together, or numbers that agree; a model that says each field once has none."""
UNTRANSLATED = {
    "theory": {text for entry in theory.entries() for text in (entry.id, entry.title, entry.part)},
    "positioning": set("ABCDEFGH"),
}
"""Ideas keep their ids and titles in the register; offers stand on the map behind letters."""


@cache
def drawings_of(name: str) -> tuple[Drawing, ...]:
    """What all views draw of a shipped example."""
    return tuple(drawing for view in VIEWS for drawing in drawings(view, example(name)))


# ---- Of shipped examples --------------------------------------------------------------


@EACH_EXAMPLE
def test_drawings_of_an_example_are_sound(name):
    for drawing in drawings_of(name):
        sound(drawing)
        assert drawing.height < PAGE or drawing.view in LONGER_THAN_A_PAGE, drawing.view


@EACH_EXAMPLE
def test_drawings_of_an_example_that_graphviz_lays_out_are_sound(name):
    for view in VIEWS:
        for drawing in drawings(view, example(name), by=placed_by_wasm):
            if drawing not in drawings_of(name):  # those without a graph are the same
                sound(drawing)


@EACH_EXAMPLE
def test_the_same_model_gives_the_same_drawing(name):
    again = canvas_of(resources.read_text(f"examples/{name}.bmc"))
    assert tuple(drawing for view in VIEWS for drawing in drawings(view, again)) == drawings_of(name)


@EACH_VIEW
def test_each_view_is_drawn_of_some_example(view):
    assert any(drawing.view == view.name for name in EXAMPLES for drawing in drawings_of(name))


# ---- Of any model ---------------------------------------------------------------------


@pytest.mark.parametrize("idea", [False, True], ids=["tested", "idea"])
@pytest.mark.parametrize("texts", TEXTS)
def test_drawings_of_any_text_are_sound(texts, idea):
    """Each field is said, all in texts that are hard to set or have a meaning to a format."""
    for view in VIEWS:
        found = drawings(view, hostile(texts, idea=idea))
        assert found or idea or view.name in NOT_OF_EVERYTHING, view.name
        for drawing in found:
            sound(drawing)
            assert drawing_svg(drawing).startswith("<svg"), view.name


@pytest.mark.parametrize("blocks", [40, 60])
@pytest.mark.parametrize("make", [random_model, extreme_model])
@pytest.mark.parametrize("seed", range(12))
def test_drawings_of_any_model_are_sound(seed, make, blocks):
    canvas = canvas_of(make(seed, blocks=blocks))
    for view in VIEWS:
        for drawing in drawings(view, canvas):
            sound(drawing)


@pytest.mark.parametrize("text", [
    "segment a", "segment a\nchannel c\nproposition p\nservice s", 'canvas "Empty"\nrelationship r "R"',
])  # fmt: skip
@EACH_VIEW
def test_a_model_that_says_too_little_is_told_what_to_write(view, text):
    """What is told has its words between backticks; `drawings` looks for them."""
    if view.name not in ALWAYS_DRAWN:
        assert drawings(view, canvas_of(f"{text}\n")) == []


# ---- Words ----------------------------------------------------------------------------


@EACH_EXAMPLE
def test_every_word_comes_from_the_catalogue(name):
    """In the pseudo-language what has no mark is the author's, a number, a sign, a currency, or of the register."""
    text = resources.read_text(f"examples/{name}.bmc")
    for view in VIEWS:
        untranslated = UNTRANSLATED.get(view.name, set())
        for drawing in drawings(view, example(name), MARKED):
            assert unmarked_words(drawing, text, more=untranslated) == [], view.name
            assert unknown_labels(drawing, untranslated) == [], view.name


def unknown_labels(drawing: Drawing, untranslated: set[str]) -> list[Label]:
    """The labels without a mark that say neither one of the drawing's texts of the author, or a part of it, nor what is
    not translated. Blanks do not count: where lines break is open."""
    known = {text for _, text in drawing.texts if text.strip()} | {"CHF", "EUR", "USD", "GBP"} | untranslated
    known = {"".join(text.split()) for text in known}
    found = []
    for label in labels(drawing):
        said = "".join("".join(label.lines).split())
        if any(map(str.isalpha, said)) and not {"⟦", "⟧"} & set(said):
            part = said.strip("…-,")
            if not any(text in said or part in text for text in known):
                found.append(label)
    return found


@EACH_VIEW
@pytest.mark.parametrize("signs", ["漢字仮名", "咖啡"])
def test_the_texts_of_authors_are_known_to_the_check_of_glyphs(view, signs):
    """Whatever a drawing shows of the author's is among its texts with its field."""
    for drawing in drawings(view, all_in(signs)):
        known = "".join(text for _, text in drawing.texts)
        shown = "".join(line for label in labels(drawing) for line in label.lines)
        assert {each for each in shown if "一" <= each <= "鿿"} <= set(known)
        assert all(field for field, _ in drawing.texts)


@cache
def all_in(signs: str) -> Canvas:
    """A model that says everything with the same signs."""
    return canvas_of(everything(marked_texts((signs,))).replace("status idea", "status tested"))
