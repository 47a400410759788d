"""The poster in a real browser: no text leaves its box, none covers another, none is wider than it was computed."""

import pytest
from posters import EXAMPLES, POSTERS, READERS, RICH

from canvasdsl.render.poster_html import poster_page
from canvasdsl.render.svg import poster_svg
from canvasdsl.views.poster.grid import A3, A4
from canvasdsl.views.poster.layout import lay_out_tall
from canvasdsl.views.poster.poster import Poster
from canvasdsl.views.typeset import measure

pytestmark = pytest.mark.outside
ALL = {**POSTERS, "readers": READERS, **EXAMPLES}
EVERY = pytest.mark.parametrize("name", ALL)
HARD = pytest.mark.parametrize("name", [*POSTERS, "readers", "saas"])
"""Where the shipped examples would only say the same again."""
HAIR = 1.0

LINES = """async () => {
  await document.fonts.ready;
  return [...document.querySelectorAll('svg text tspan')].map(line => ({
    text: line.textContent, width: line.getComputedTextLength(), weight: parseInt(getComputedStyle(line).fontWeight),
    size: parseFloat(line.parentElement.getAttribute('font-size')),
  }));
}"""
BOXES = """() => {
  const boxes = selector => [...document.querySelectorAll(selector)].map(element => {
    const box = element.getBoundingClientRect();
    return [box.left, box.top, box.right, box.bottom, element.scrollWidth - element.clientWidth];
  });
  const inside = [...document.querySelectorAll('.poster-block')].map(block => {
    const outer = block.getBoundingClientRect();
    return [...block.querySelectorAll('li, h2, .name, .detail')].filter(element => {
      const box = element.getBoundingClientRect();
      return box.right > outer.right + 1 || box.left < outer.left - 1 || box.bottom > outer.bottom + 1;
    }).map(element => element.textContent);
  });
  const loaded = [...document.fonts].filter(face => face.status === 'loaded').length;
  return {
    blocks: boxes('.poster-block'), notes: boxes('.poster-note'), outside: inside.flat(), loaded,
    width: document.documentElement.scrollWidth, columns: new Set(boxes('.poster-block').map(box => box[0])).size,
  };
}"""


def svg_page(poster: Poster, paper=A4) -> str:
    svg = poster_svg(poster, lay_out_tall(poster, paper=paper))
    return f"<!DOCTYPE html><title>poster</title><body style='margin:0'>{svg}"


@EVERY
@pytest.mark.parametrize("paper", [A4, A3], ids=["a4", "a3"])
def test_lines_are_no_wider_than_computed(name: str, paper, open_page) -> None:
    """Every line of the SVG, in our fonts and in the reader's."""
    lines = open_page(svg_page(ALL[name], paper)).evaluate(LINES)
    assert len(lines) > 20
    for line in lines:
        assert line["width"] <= measure(line["text"], line["size"], weight=line["weight"]) + 0.1, line


def test_widths_are_not_loose(open_page) -> None:
    """In our fonts the computed width is the real one, but for kerning."""
    lines = open_page(svg_page(RICH)).evaluate(LINES)
    total = sum(line["width"] for line in lines)
    computed = sum(measure(line["text"], line["size"], weight=line["weight"]) for line in lines)
    assert total > 0.97 * computed


@EVERY
@pytest.mark.parametrize("width", [320, 768, 1280, 1800])
def test_html_boxes_hold_their_texts(name: str, width: int, open_page) -> None:
    """At any width: nothing leaves its block, no blocks or notes overlap, nothing scrolls sideways."""
    page = open_page(poster_page(ALL[name]), width=width)
    page.evaluate("() => document.fonts.ready")
    found = page.evaluate(BOXES)
    assert found["width"] <= width
    assert found["outside"] == []
    assert found["loaded"] >= 2
    assert found["columns"] == (6 if width >= 1280 else 1)
    for boxes in (found["blocks"], found["notes"]):
        assert all(box[4] <= 1 for box in boxes)
        for number, (left, top, right, bottom, _) in enumerate(boxes):
            for other in boxes[number + 1:]:
                assert (right <= other[0] + HAIR or other[2] <= left + HAIR or bottom <= other[1] + HAIR
                        or other[3] <= top + HAIR), (name, (left, top, right, bottom), other)


@HARD
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_html_is_accessible(name: str, dark: bool, open_page, axe) -> None:
    """axe finds nothing, by day and by night."""
    assert axe(open_page(poster_page(ALL[name]), dark=dark)) == []


@EVERY
def test_html_is_valid(name: str, nu_validator) -> None:
    """The Nu validator finds nothing."""
    assert nu_validator(poster_page(ALL[name])) == []


def test_html_prints_on_one_page(open_page, browser) -> None:
    """A4, lying."""
    pikepdf = pytest.importorskip("pikepdf")
    import io

    page = open_page(poster_page(RICH))
    with pikepdf.open(io.BytesIO(page.pdf(prefer_css_page_size=True))) as pdf:
        assert len(pdf.pages) == 1
        assert float(pdf.pages[0].mediabox[2]) > float(pdf.pages[0].mediabox[3])


def test_svg_follows_the_readers_ground(open_page) -> None:
    """Dark where the reader asks for it."""
    colours = [open_page(svg_page(RICH), dark=dark).evaluate("getComputedStyle(document.querySelector('.paper')).fill")
               for dark in (False, True)]
    assert colours == ["rgb(255, 255, 255)", "rgb(18, 24, 31)"]


def test_the_keyboard_lights_a_segment(open_page) -> None:
    """Whoever reaches a segment in the legend sees its notes as they are, and all others pale."""
    page = open_page(poster_page(RICH))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.poster-light.s0:focus-visible')")
    page.wait_for_timeout(300)
    seen = "notes => notes.map(note => [note.classList.contains('s0'), getComputedStyle(note).opacity])"
    notes = page.locator(".poster-note").evaluate_all(seen)
    assert {light for light, _ in notes} == {True, False}
    assert all((opacity == "1") == light for light, opacity in notes)
