"""The brief as HTML, Markdown and PDF: every text literally, the same bytes twice, no word left untranslated."""

import io
import re
import shutil
import subprocess

import pytest
from briefs import (
    MINIMAL,
    SEVERAL,
    STUDIO,
    Visible,
    brief_of,
    hostile_model,
    html_text,
    loaded_of,
    markdown_of,
    markdown_text,
    page_of,
    squeezed,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from canvasdsl import resources
from canvasdsl.brief.compose import compose
from canvasdsl.model.quantities import Date
from canvasdsl.outside.brief import MissingGlyph, brief_pdf, write_brief
from canvasdsl.render.brief_markdown import brief_markdown
from canvasdsl.render.markdown_text import literal, read_markdown, to_html, to_markdown, to_plain, to_typst
from canvasdsl.syntax.written import encode
from canvasdsl.wording import load_wording, pseudo

MODELS = pytest.mark.parametrize("model", [MINIMAL, STUDIO], ids=["minimal", "studio"])


def pdf_text(pdf: bytes, *options: str) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    command = ["pdftotext", *options, "-", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()


@MODELS
def test_markdown(model, snapshot):
    """As it stands on a repository's page; two rules are asked, so that new ones change nothing here."""
    assert brief_markdown(compose(loaded_of(model, "BMC101", "CHN101"), load_wording())) == snapshot


@pytest.mark.parametrize("form", ["html", "md", "pdf"])
def test_same_bytes_twice(form):
    """No clock, no chance."""
    assert write_brief(brief_of(STUDIO), form) == write_brief(brief_of(STUDIO), form)


@pytest.mark.parametrize("name", sorted(path.stem for path in resources.folder("examples").glob("*.bmc")))
def test_every_example_is_a_brief(name):
    """In each format; and Markdown holds every text of the model that readers see."""
    text = resources.read_text(f"examples/{name}.bmc")
    brief = brief_of(text)
    assert write_brief(brief, "html").startswith(b"<!DOCTYPE html>") and write_brief(brief, "pdf").startswith(b"%PDF")
    shown = squeezed(markdown_text(brief_markdown(brief)))
    titles = [text for field, text in brief.texts if field.startswith(("`title`", "`note`"))]
    assert [title for title in titles if squeezed(to_plain(read_markdown(title))) not in shown
            and squeezed(title) not in shown] == []  # fmt: skip


# ---- Hostile texts ----


def test_hostile_texts_are_literal_in_html():
    """In every field, and nothing of them acts."""
    text, wanted = hostile_model()
    page = page_of(text)
    shown = squeezed(html_text(page))
    assert [one for one in wanted if squeezed(one) not in shown] == []
    visible = Visible()
    visible.feed(page)
    assert visible.tags.isdisjoint({"script", "img", "iframe", "object", "form", "input", "link", "base"})
    assert re.findall(r'href="(?!#)[^"]*"', page) == []
    assert " style=" not in page
    assert re.findall(r"<[a-z][^>\"]* on\w+=", page) == []


def test_hostile_texts_are_literal_in_markdown():
    """Seen through a Markdown parser with HTML on."""
    text, wanted = hostile_model()
    shown = squeezed(markdown_text(markdown_of(text)))
    assert [one for one in wanted if squeezed(one) not in shown] == []


@pytest.mark.outside
def test_hostile_texts_are_literal_in_pdf():
    """Typst receives data and never markup."""
    text, wanted = hostile_model()
    shown = squeezed(pdf_text(brief_pdf(brief_of(text)), "-raw"))
    assert [one for one in wanted if squeezed(one) not in shown] == []


def test_long_hostile_markdown():
    """Markdown between three quotes: no HTML, no image, no dangerous link; the words stay."""
    text = '<script>alert(1)</script> [x](javascript:alert(1)) ![alt](https://e.org/x.png) [y](data:text/html,z) $x$'
    page = page_of(f'canvas "T" {{ purpose """{text}""" }}')
    assert "<script" not in page and "<img" not in page and 'href="javascript' not in page and 'href="data' not in page
    shown = html_text(page)
    for part in ("<script>alert(1)</script>", "[x](javascript:alert(1))", "alt", "$x$", "data:text/html,z"):
        assert part in shown


def test_markdown_in_a_brief():
    """Emphasis, lists and links to http, https and mailto."""
    page = page_of(STUDIO)
    assert "<em>mended</em>" in page and '<a href="https://example.org/story">our story</a>' in page
    assert "<li dir=\"auto\">one workshop, two apprentices</li>" in page
    assert "In *two* weeks." in html_text(page)


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=60))
def test_any_text_survives_markdown(text):
    """Escaped, parsed and rendered by a Markdown parser it is the text again; blanks aside."""
    from canvasdsl.render.escape import markdown_line

    line = " ".join(text.split())
    for before in ("", "# ", "- ", "| "):
        assert squeezed(line) in squeezed(markdown_text(before + markdown_line(line)))


@settings(max_examples=150, deadline=None)
@given(st.text("ab *_`~[]()<>!#|-1.\n\\&", max_size=60))
def test_markdown_means_the_same_written_again(text):
    """Reading Markdown and writing it keeps every letter; nothing raises."""
    tree = read_markdown(text)
    again = read_markdown(to_markdown(tree))
    assert squeezed(to_plain(again)) == squeezed(to_plain(tree))
    assert to_html(tree).count("<script") == 0 and to_typst(tree) is not None


def test_markdown_that_is_nested_too_deeply_is_literal():
    text = ">" * 500 + " x"
    assert read_markdown(text) == literal(text)


# ---- Words ----


WORDLESS = re.sub(r'"""(?:.|\n)*?"""|"[^"\n]*"', '"⟦u⟧"', STUDIO)


def leaks(text: str) -> list[str]:
    """The words that stand outside any mark of the pseudo-language."""
    left, before = text, None
    while left != before:
        left, before = re.sub(r"⟦[^⟦⟧]*⟧", " ", left), left
    return re.findall(r"[^\W\d_]{2,}", left)


def known_words() -> set[str]:
    """What is English by design: codes, the register, findings; and words of the model that stand in no quotes."""
    brief = brief_of(WORDLESS)
    text = " ".join(
        [str(group) for one in brief.sections for part in one.parts for piece in part.pieces
         if type(piece).__name__ in ("Findings", "Works") for group in getattr(piece, "groups", ()) or piece.works]
    )  # fmt: skip
    return set(re.findall(r"[^\W\d_]{2,}", text)) | set(re.findall(r"[^\W\d_]{2,}", WORDLESS)) | {"EUR", "MLK"}


def test_pseudo_language_leaves_no_word_untranslated():
    """Generated words all come from the catalogue, in every format."""
    wording = pseudo(load_wording())
    outputs = [markdown_text(markdown_of(WORDLESS, wording=wording)), html_text(page_of(WORDLESS, wording=wording))]
    for output in outputs:
        assert set(leaks(output)) - known_words() == set()


@pytest.mark.outside
def test_pseudo_language_in_pdf():
    wording = pseudo(load_wording())
    text = pdf_text(brief_pdf(brief_of(WORDLESS, wording=wording)), "-raw").replace("\n", " ")
    # Marks that a page break parts are left over: only words that no mark of ours holds anywhere count.
    held = set(re.findall(r"[^\W\d_]{2,}", " ".join(map(str, load_wording().texts.values()))))
    assert set(leaks(text)) - known_words() - held == set()


# ---- HTML ----


def test_html_asks_for_nothing():
    """Style and fonts are inside; the policy allows nothing else."""
    page = page_of(STUDIO)
    addresses = re.findall(r"url\(([^)]{0,12})", page) + re.findall(r'src="([^"]*)"', page)
    assert addresses and all(address.startswith("data:font") for address in addresses)
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert policy.startswith("default-src 'none'; style-src 'sha256-") and "unsafe" not in policy
    assert page.count("<style") == 1 and "<script" not in page


def test_html_has_landmarks_and_anchors():
    """Skip link, header, navigation, main, footer; each entry of the contents leads to a section."""
    page = page_of(STUDIO)
    for tag in ("header", "nav", "main", "footer"):
        assert page.count(f"<{tag} ") + page.count(f"<{tag}>") == (1 if tag != "header" else 2)
    ids = re.findall(r'\bid="([^"]*)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]*)"', page)) <= set(ids)
    assert re.findall(r"<h(\d)", page)[:2] == ["1", "2"]
    for table in re.findall(r"<table.*?</table>", page, re.DOTALL):
        assert "<caption" in table and 'scope="col"' in table and 'scope="row"' in table


# ---- PDF ----


@pytest.mark.parametrize(("model", "pages"), [(MINIMAL, 2), ('canvas "T"', 2), (STUDIO, None), (SEVERAL, None)])
def test_pdf_is_tagged(model, pages):
    """PDF/UA-1 with title, author, language, bookmarks, links, embedded fonts; length follows content."""
    pikepdf = pytest.importorskip("pikepdf")
    brief = brief_of(model)
    with pikepdf.open(io.BytesIO(brief_pdf(brief))) as pdf:
        assert pdf.Root.MarkInfo.Marked and "/StructTreeRoot" in pdf.Root
        assert str(pdf.Root.Lang) == "en" and str(pdf.docinfo.Title) == brief.title
        assert pages is None or len(pdf.pages) == pages
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
        with pdf.open_outline() as outline:
            titles = [entry.title for entry in outline.root]
        assert sorted(titles) == sorted(one.title for one in brief.sections)
        fonts = [font for page in pdf.pages for font in page.resources.get("/Font", {}).values()]
        assert fonts
        for font in fonts:
            descriptor = font.DescendantFonts[0].FontDescriptor
            assert "/FontFile2" in descriptor or "/FontFile3" in descriptor
        assert any(page.mediabox[2] > page.mediabox[3] for page in pdf.pages)


def test_pdf_names_author_and_date():
    """The date of creation is the brief's, so that the same brief has the same bytes."""
    pikepdf = pytest.importorskip("pikepdf")
    with pikepdf.open(io.BytesIO(brief_pdf(brief_of(STUDIO)))) as pdf:
        assert str(pdf.docinfo.Author) == "Ines Pérez"
        assert str(pdf.docinfo.CreationDate).startswith("D:20270314")
    with pikepdf.open(io.BytesIO(brief_pdf(brief_of(MINIMAL, date=Date(2028, 5, 0))))) as pdf:
        assert str(pdf.docinfo.CreationDate).startswith("D:20280501")
    with pikepdf.open(io.BytesIO(brief_pdf(brief_of(MINIMAL)))) as pdf:
        assert str(pdf.docinfo.CreationDate).startswith("D:19700101")  # an archive wants a date


@pytest.mark.outside
@MODELS
def test_pdf_holds_all_titles(model):
    brief = brief_of(model)
    shown = squeezed(pdf_text(brief_pdf(brief), "-raw"))
    titles = [one.title for one in brief.sections] + [part.title for one in brief.sections for part in one.parts]
    assert [title for title in titles if title.isascii() and squeezed(title) not in shown] == []


@pytest.mark.outside
def test_no_word_is_wider_than_the_page():
    """A word of 360 letters in every field breaks between its letters, in columns too."""
    word = "Wort" * 90
    pdf = brief_pdf(brief_of(re.sub(r'"""(?:.|\n)*?"""|"[^"\n]*"', lambda match: encode(word), STUDIO)))
    places = pdf_text(pdf, "-bbox")
    for width, page in re.findall(r'<page width="([\d.]+)"(.*?)</page>', places, re.DOTALL):
        ends = [float(end) for end in re.findall(r'xMax="([\d.]+)"', page)]
        assert max(ends) <= float(width) - 20
    assert word in squeezed(pdf_text(pdf, "-raw"))


def test_a_character_without_a_font_is_named(monkeypatch):
    """With the field that it stands in; nothing is made."""
    from canvasdsl.outside import poster
    from canvasdsl.outside.fonts import FoundFonts

    monkeypatch.setattr(poster, "find_fonts", lambda needed, extra=None: FoundFonts(missing=tuple(needed)))
    with pytest.raises(MissingGlyph) as caught:
        brief_pdf(brief_of('segment a "A" { note ' + encode("x \U0001F9E6") + " }"))
    assert caught.value.character == "\U0001F9E6" and "note" in caught.value.field and "segment a" in caught.value.field
