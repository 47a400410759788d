"""The poster as SVG, HTML, PDF and PNG: all its texts, literally, and the same bytes twice."""

import html
import io
import re
import shutil
import subprocess
import unicodedata
import xml.etree.ElementTree as ET
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from posters import BLANK, EXAMPLES, HOSTILE, POSTERS, RICH, SCRIPTS, SMALL, STRESS, note, poster

from canvasdsl import resources
from canvasdsl.outside.typst_engine import compile_pdf
from canvasdsl.render.escape import storable
from canvasdsl.render.poster_html import poster_fragment, poster_page
from canvasdsl.render.svg import poster_svg
from canvasdsl.render.typst_poster import poster_source, poster_typst_inputs
from canvasdsl.views.poster.layout import lay_out_pages, lay_out_tall
from canvasdsl.views.poster.poster import ACCENTS, READING_ORDER, Poster
from canvasdsl.wording import load_wording, pseudo

SVG = "{http://www.w3.org/2000/svg}"
FONTS = [resources.path("templates/fonts")]
ALL = POSTERS | EXAMPLES
EVERY = pytest.mark.parametrize("name", ALL)


def svg_of(poster: Poster) -> str:
    return poster_svg(poster, lay_out_tall(poster))


def pdf_of(poster: Poster, **options) -> bytes:
    return compile_pdf(poster_source(), poster_typst_inputs(poster, lay_out_pages(poster)), fonts=FONTS, **options)


def svg_texts(svg: str) -> list[str]:
    return ["".join(element.itertext()) for element in ET.fromstring(svg).iter(f"{SVG}text")]


class Visible(HTMLParser):
    """The text of the body, without what is hidden from view."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.hidden = 1

    def handle_starttag(self, tag, attributes):
        if tag == "body":
            self.hidden = 0
        if ("class", "heard") in attributes:
            self.hidden += 1

    def handle_endtag(self, tag):
        if tag == "p" and self.hidden:
            self.hidden -= 1

    def handle_data(self, data):
        if not self.hidden:
            self.parts.append(data)


def html_texts(page: str) -> str:
    visible = Visible()
    visible.feed(page)
    return "".join(visible.parts)


def pdf_text(pdf: bytes) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    return subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()


def squeezed(text: str) -> str:
    """Without blanks and invisible characters, composed: what any reader of the format sees."""
    return "".join(one for one in unicodedata.normalize("NFKC", text)
                   if not one.isspace() and unicodedata.category(one) != "Cf")


def texts(poster: Poster) -> list[str]:
    """Every text that must be there, with its own blanks."""
    found = [poster.title, poster.purpose, poster.date, poster.attribution]
    found += [segment.name for segment in poster.segments]
    for block in poster.blocks:
        found.append(block.title)
        found += [text for one in block.notes for text in (one.title, one.detail, one.status)]
        found += [] if block.notes else block.questions
    return [text for text in found if text]


@EVERY
def test_svg_holds_every_text(name: str) -> None:
    """As real text, a paragraph to an element."""
    svg = svg_of(ALL[name])
    drawn = {squeezed(text) for text in svg_texts(svg)}
    whole = "\n".join(drawn)
    assert [text for text in texts(ALL[name]) if squeezed(text) not in whole] == []
    root = ET.fromstring(svg)
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text == ALL[name].title


@EVERY
def test_html_holds_every_text(name: str) -> None:
    """Each literally."""
    whole = squeezed(html_texts(poster_page(ALL[name])))
    assert [text for text in texts(ALL[name]) if squeezed(text) not in whole] == []


@pytest.mark.outside
@EVERY
def test_pdf_holds_every_text(name: str) -> None:
    """Line by line, for a reader of PDF gives the lines; right-to-left ones by their letters."""
    poster = ALL[name]
    sheet = lay_out_pages(poster)
    whole = squeezed(pdf_text(pdf_of(poster)))
    lines = [line for page in sheet.pages for block in page.blocks for placed in block.notes
             for text in placed.texts for line in text.lines]
    lines += [line for page in sheet.pages for text in page.head for line in text.lines]
    for line in lines:
        if any(unicodedata.bidirectional(character) in ("R", "AL") for character in line):
            assert set(squeezed(line)) <= set(whole), line
        else:
            assert squeezed(line).removesuffix("-") in whole, line  # pdftotext joins what a hyphen divides


@pytest.mark.parametrize("make", [svg_of, poster_page, pdf_of])
def test_same_bytes_twice(make) -> None:
    """No clock, no chance."""
    assert make(STRESS) == make(STRESS)


@pytest.mark.parametrize("text", [*HOSTILE, *SCRIPTS])
def test_hostile_text_is_literal(text: str) -> None:
    """In the title, a note, a segment: the text, no more and no less; nothing of it acts."""
    hostile = poster(text, {"segment": (note(text, text, 0),)}, (text,), purpose=text, date=text)
    assert [one for one in svg_texts(svg_of(hostile)) if squeezed(one) == squeezed(text)]
    page = poster_page(hostile)
    assert squeezed(html_texts(page)).count(squeezed(text)) >= 5
    assert "<script" not in page.lower()
    assert "%PDF-" in pdf_of(hostile)[:8].decode()


@pytest.mark.outside
def test_hostile_text_is_literal_in_pdf() -> None:
    """Typst receives data and never markup."""
    hostile = poster("#eval(1)", {"segment": tuple(note(text) for text in HOSTILE)})
    whole = squeezed(pdf_text(pdf_of(hostile)))
    assert [text for text in HOSTILE if squeezed(text) not in whole] == []


@pytest.mark.parametrize("make", [svg_of, poster_page])
def test_control_characters_do_not_get_through(make) -> None:
    """What XML cannot hold becomes U+FFFD."""
    made = make(poster("a\x00b\x1b[31m\ud800\ufffe", {"segment": (note("\x07", "\x85"),)}))
    assert re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe]", made) is None
    made.encode("utf-8")
    assert "a\ufffdb" in made


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_survives_svg_and_html(title: str, other: str) -> None:
    """Well-formed, and the text is there."""
    made = poster(title, {"segment": (note(other, title, 0, idea=True),)}, (other,))
    drawn = squeezed("".join(svg_texts(svg_of(made))))
    shown = squeezed(html_texts(poster_page(made)))
    for text in (title, other):
        assert squeezed(storable(text)) in drawn
        assert squeezed(storable(text)) in shown


def test_pdf_takes_control_characters() -> None:
    assert pdf_of(poster("a\x00b\ud800", {"segment": (note("\x07\x1b"),)})).startswith(b"%PDF")


def test_svg_and_html_ask_for_nothing() -> None:
    """Fonts are inside; no address but data."""
    for made in (svg_of(RICH), poster_page(RICH)):
        addresses = re.findall(r"url\(([^)]{0,12})", made) + re.findall(r'(?:href|src)="([^"]{0,12})', made)
        assert addresses and all(address.startswith(("data:font", "#poster-")) for address in addresses)
    assert "default-src &#39;none&#39;" in poster_page(RICH)
    assert " style=" not in poster_page(RICH)


def test_pseudo_language_leaves_no_word_untranslated() -> None:
    """Every word that is not the author's comes from the catalogue."""
    made = poster("⟦T⟧", {"segment": (note("⟦N⟧", "", 0, idea=True), note("⟦M⟧", orphan=True))}, ("⟦S⟧",),
                  wording=pseudo(load_wording()))
    for whole in ("\n".join(svg_texts(svg_of(made))), html_texts(poster_page(made))):
        left = re.sub(r"⟦[^⟧]*⟧", "", whole)
        assert re.findall(r"[^\W\d_]+", left) == []


def test_reading_order_is_the_canvas_order() -> None:
    """Segments first, costs last."""
    ids = [group.get("id") for group in ET.fromstring(svg_of(RICH)).iter(f"{SVG}g") if group.get("id")]
    assert tuple(ids) == READING_ORDER
    titles = re.findall(r'id="poster-(\w+)"', poster_page(RICH))
    assert tuple(titles[1:]) == READING_ORDER


def test_blank_canvas_is_a_worksheet() -> None:
    """Questions and lines to write on."""
    assert "For whom do we create value?" in svg_of(BLANK)
    assert svg_of(BLANK).count("stroke-linecap") > 30
    assert "For whom do we create value?" not in svg_of(SMALL)


def test_the_fragment_stands_at_any_level() -> None:
    """In a brief its title is a second heading."""
    fragment = poster_fragment(RICH, level=2)
    assert fragment.count("<h2") == 1 and fragment.count("<h3") == 9 and "<h1" not in fragment


@EVERY
def test_pdf_is_tagged(name: str) -> None:
    """PDF/UA-1 with title, language, bookmarks; notes are list entries; marks have words."""
    pikepdf = pytest.importorskip("pikepdf")
    poster = ALL[name]
    with pikepdf.open(io.BytesIO(pdf_of(poster))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en"
        assert str(pdf.docinfo.Title) == poster.title
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
        with pdf.open_outline() as outline:
            titles = [entry.title for entry in outline.root]
        assert titles[:9] == [poster.block(key).title for key in READING_ORDER]
        tags = list(tags_of(pdf.Root.StructTreeRoot.K, pikepdf))
        notes = sum(len(block.notes) for block in poster.blocks)
        assert tags.count("/LI") >= notes
        assert tags.count("/Figure") >= sum(bool(one.segments) for block in poster.blocks for one in block.notes)


def tags_of(node, pikepdf):
    if isinstance(node, pikepdf.Array):
        for one in node:
            yield from tags_of(one, pikepdf)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield str(node.S)
        yield from tags_of(node.get("/K", pikepdf.Array()), pikepdf)


def test_accents_stand_out_from_their_ground() -> None:
    """At least 3 : 1 on light and on dark (WCAG 1.4.11)."""
    for light, dark in ACCENTS:
        assert contrast(light, "#ffffff") >= 3 and contrast(dark, "#12181f") >= 3


def contrast(one: str, other: str) -> float:
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at:at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_unescaping_gives_the_text_back() -> None:
    """The escapes are exact."""
    from canvasdsl.render.escape import csv_cell, dot_string, html_attribute, html_text, safe_link

    for text in HOSTILE:
        assert html.unescape(html_text(text)) == text
        assert html.unescape(html_attribute(text)) == text and '"' not in html_attribute(text)
    assert csv_cell("=1+1") == "'=1+1" and csv_cell("a=1") == "a=1"
    assert dot_string('a"b\\n&<c>\n') == '"a\\"b\\\\n&amp;<c>\\n"'
    assert safe_link("https://example.org/a?b=c") and safe_link("mailto:a@example.org")
    for address in ("javascript:alert(1)", "http:", "//x", "data:text/html,x", "https://a b", "ht\ntp://x", "", "http://["):
        assert safe_link(address) is None
