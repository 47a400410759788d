"""What a brief says in English in every language is marked, so that it is read aloud right (WCAG 2.2, 3.1.2)."""

import io
import re
import zipfile
from html.parser import HTMLParser

import pytest
from briefs import STUDIO, brief_of, page_of
from test_logo import png

from canvasdsl import resources
from canvasdsl.brief.brief import Findings, Works
from canvasdsl.figures.compute import KINDS
from canvasdsl.render.escape import html_text
from canvasdsl.wording import LANGUAGES, load_wording

GERMAN = load_wording("de")
OTHERS = [language for language in LANGUAGES if language != "en"]
COFFEE = resources.read_text("examples/coffee.bmc")


def pieces(brief, kind):
    return [piece for section in brief.sections for part in section.parts for piece in part.pieces
            if isinstance(piece, kind)]  # fmt: skip


def in_english(brief):
    """Every text of the findings and the concepts behind works."""
    for findings in pieces(brief, Findings):
        for group in findings.groups:
            yield group.why
            yield from (title for _, title in group.theory)
            for line in group.lines:
                shown = (line.message, *(() if line.reason else (line.help,)))
                yield from (run.text for sentence in shown for run in sentence)
    for works in pieces(brief, Works):
        yield brief.words.separator.join(works.works[0].concepts)


@pytest.mark.parametrize("language", OTHERS)
def test_findings_are_marked_as_english_and_readers_are_told(language):
    wording = load_wording(language)
    brief = brief_of(STUDIO, wording=wording)
    assert {group.language for findings in pieces(brief, Findings) for group in findings.groups} == {"en"}
    assert {works.language for works in pieces(brief, Works)} == {"en"}
    assert html_text(wording("brief.advice.in_english")) in page_of(STUDIO, wording=wording)


def test_an_english_brief_marks_nothing():
    brief = brief_of(STUDIO)
    assert {piece.language for kind in (Works,) for piece in pieces(brief, kind)} == {""}
    page = page_of(STUDIO)
    assert '<span lang="en"' not in page and load_wording()("brief.advice.in_english") not in page


class Spoken(HTMLParser):
    """The text of a page by the language that it would be read aloud in."""

    def __init__(self):
        super().__init__()
        self.inside, self.said = [""], {}

    def handle_starttag(self, tag, attributes):
        if tag not in ("meta", "link", "br", "img", "hr", "path", "use"):
            self.inside.append(dict(attributes).get("lang") or self.inside[-1])

    def handle_endtag(self, tag):
        self.inside.pop()

    def handle_data(self, data):
        self.said[self.inside[-1]] = self.said.get(self.inside[-1], "") + data


def test_each_english_text_of_a_page_is_read_in_english():
    """And nothing that is the reader's own is."""
    spoken = Spoken()
    page = page_of(STUDIO, wording=GERMAN)
    spoken.feed(re.sub(r"<style>.*?</style>", "", page[page.index("<html") :], flags=re.DOTALL))
    texts = [text for text in in_english(brief_of(STUDIO, wording=GERMAN)) if text.strip()]
    assert len(texts) > 40
    assert [text for text in texts if text not in spoken.said["en"]] == []
    assert [text for text in texts if len(text) > 40 and text in spoken.said["de"]] == []
    for key in ("brief.help", "brief.why", "brief.advice.intro"):
        assert GERMAN(key) in spoken.said["de"] and GERMAN(key) not in spoken.said["en"]


def test_word_and_slides_mark_english_too(monkeypatch):
    pytest.importorskip("docx")
    from canvasdsl.outside import office

    monkeypatch.setattr(office, "draw_bare", lambda drawings, font=None: tuple(png() for _ in drawings))
    brief = brief_of(STUDIO, wording=GERMAN)
    message = next(run.text for run in pieces(brief, Findings)[0].groups[0].lines[0].message if len(run.text) > 8)
    with zipfile.ZipFile(io.BytesIO(office.brief_docx(brief))) as packed:
        xml = packed.read("word/document.xml").decode()
        assert re.search(r'<w:lang w:val="en-GB"/></w:rPr><w:t [^>]*>' + re.escape(html_text(message)), xml)
        assert '<w:lang w:val="en-GB"/>' not in xml[: xml.index(html_text(brief.sections[1].title))]
    with zipfile.ZipFile(io.BytesIO(office.brief_pptx(brief))) as packed:
        slides = [packed.read(name).decode() for name in packed.namelist() if name.startswith("ppt/slides/slide")]
    said = [slide for slide in slides if html_text(message) in slide]
    marked = r'lang="en-GB"[^>]*>.*?<a:t>' + re.escape(html_text(message))
    assert said and all(re.search(marked, slide) for slide in said)


# ---- Figures ------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_has_a_name_in_every_language(language):
    wording = load_wording(language)
    names = [wording.texts.get(f"figure.{kind.name}.title", "") for kind in KINDS]
    assert [kind.name for kind, name in zip(KINDS, names) if not name] == []
    assert len(set(names)) == len(names)


def test_a_claim_names_its_figure_as_readers_call_it():
    assert "Umsatz: 25.536 EUR pro Monat" in page_of(COFFEE, wording=GERMAN)
