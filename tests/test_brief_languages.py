"""What a brief says in English in every language is marked, so that it is read aloud right (WCAG 2.2, 3.1.2)."""

import ast
import io
import re
import zipfile
from functools import cache
from html.parser import HTMLParser
from itertools import product
from pathlib import Path

import pytest
from briefs import STUDIO, brief_of, page_of
from test_logo import png

from canvasdsl import figures, resources
from canvasdsl.brief.absences import FORMS, told_absence
from canvasdsl.brief.brief import Findings, Works
from canvasdsl.figures.compute import KINDS
from canvasdsl.render.escape import html_text
from canvasdsl.views.phrasing import Phrasing
from canvasdsl.wording import LANGUAGES, load_wording

ENGLISH, GERMAN = load_wording(), load_wording("de")
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


# ---- Why a figure is absent ---------------------------------------------------------------


@cache
def reasons() -> tuple[str, ...]:
    """Every reason that the figures write down, with `{}` for what is put in; of a choice of words, each."""

    def texts(node) -> list[str]:
        if isinstance(node, ast.Constant):
            return [str(node.value)]
        if isinstance(node, ast.IfExp):
            return texts(node.body) + texts(node.orelse)
        if isinstance(node, ast.FormattedValue):
            return texts(node.value) if isinstance(node.value, ast.IfExp) else ["{}"]
        if isinstance(node, ast.JoinedStr):
            return ["".join(parts) for parts in product(*map(texts, node.values))]
        return []

    found = set()
    for path in Path(figures.__file__).parent.glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            called = getattr(getattr(node, "func", None), "id", "")
            if isinstance(node, ast.Call) and called in ("Absent", "Undefined") and node.args:
                found.update(texts(node.args[0]))
            if isinstance(node, ast.Return):
                found.update(texts(node.value))
    return tuple(reason for reason in found if len(re.findall(r"[a-z]", reason)) > 12)


@pytest.mark.parametrize("key", FORMS)
def test_each_form_is_a_reason_that_a_figure_gives(key):
    """Words that change in a figure change here: else readers would get English again."""
    form = re.sub(r"\{[a-z]+\}", "{}", FORMS[key])
    assert any(re.fullmatch(re.escape(reason).replace(r"\{\}", ".+"), form) for reason in reasons())
    assert ENGLISH.texts[f"absent.{key}"] == FORMS[key]
    given = FORMS[key].format_map({place: f"<{place}>" for place in re.findall(r"\{([a-z]+)\}", FORMS[key])})
    for language in OTHERS:
        said, mark = told_absence(given, Phrasing(load_wording(language), None))
        assert not mark and said != given
        assert sorted(re.findall(r"<[a-z]+>", said)) == sorted(re.findall(r"<[a-z]+>", given))


def test_what_is_missing_is_said_in_the_readers_language():
    """Of no example is a reason left in English."""
    for name in ("clinic", "saas", "marketplace", "nonprofit", "subscription", "telecom", "bookstore", "renewals"):
        text = resources.read_text(f"examples/{name}.bmc")
        for section in brief_of(text, wording=GERMAN).sections:
            for part in section.parts:
                if part.title == GERMAN("brief.economics.missing"):
                    notes = [note for piece in part.pieces for item in piece.items for note in item.notes]
                    assert notes and not any(note.language for note in notes), [note.text for note in notes]


def test_a_reason_of_no_known_form_stays_and_is_marked():
    german, english = (Phrasing(wording, None) for wording in (GERMAN, ENGLISH))
    assert told_absence("nobody has said this before", german) == ("nobody has said this before", "en")
    assert told_absence("nobody has said this before", english) == ("nobody has said this before", "")


def test_a_reason_that_stays_in_english_is_read_in_english(monkeypatch):
    monkeypatch.setattr("canvasdsl.brief.economics.told_absence", lambda reason, say: (reason, say.in_english))
    clinic = resources.read_text("examples/clinic.bmc")
    page = page_of(clinic, wording=GERMAN)
    assert '<div class="prose"><div lang="en" dir="auto"><p dir="auto">“one-therapist” says nothing of' in page
    assert '<div lang="en"' not in page_of(clinic)
