"""Cross-references: what a sentence refers to exists in the same brief, in each of its forms."""

import io
import re
import zipfile

import attrs
import pytest
from briefs import brief_of, markdown_of, page_of
from test_logo import png

from canvasdsl import resources
from canvasdsl.brief.audiences import AUDIENCES
from canvasdsl.brief.brief import FigureSheet, Passage, Picture
from canvasdsl.brief.references import References, Wish, led_to
from canvasdsl.render.markdown_text import to_html
from canvasdsl.render.prose_tree import prose_tree
from canvasdsl.views.texts import Link, Prose
from canvasdsl.wording import LANGUAGES, load_wording

EXAMPLES = sorted(path.stem for path in resources.folder("examples").glob("*.bmc"))
COFFEE = resources.read_text("examples/coffee.bmc")
TOLD = COFFEE.replace(
    'needs       "to start', 'needs       "worth {clv of regulars}, {size of commuters}", "to start'
).replace('note        "It sells the card of ten cups."', '''
    note        "One is worth {clv of regulars} of {size of commuters}."
    note        """
    - **{clv of regulars}** and `{churn of regulars}`
    - [see {payback of regulars}](https://example.org/)
    """''')  # fmt: skip


def runs_in(value):
    if isinstance(value, tuple):
        return [run for part in value for run in runs_in(part)]
    if isinstance(value, Passage):
        return [run for sentence in value.sentences for run in sentence]
    if not attrs.has(type(value)):
        return []
    return [run for part in attrs.astuple(value, recurse=False) for run in runs_in(part)]


def sentences_in(brief):
    return {
        "".join(run.text for run in sentence) for section in brief.sections for part in section.parts
        for piece in part.pieces if isinstance(piece, Passage) for sentence in piece.sentences
    }  # fmt: skip


def assert_whole(brief):
    """Nothing leads nowhere, no wish is left, no sentence has a hole."""
    wording = load_wording(brief.language)
    phrasing = type("Say", (), {"wording": wording})
    led = set(led_to((brief.sections, brief.purpose)))
    assert led <= References(brief.sections, phrasing).anchors
    runs = runs_in(brief.sections)
    assert not any(isinstance(run, Wish) or not run.text for run in runs)
    for sentence in sentences_in(brief):
        assert "()" not in sentence and not re.search(r"[\x00-\x08]", sentence), sentence


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", EXAMPLES)
def test_nothing_leads_nowhere_in_any_language(name, language):
    brief = brief_of(resources.read_text(f"examples/{name}.bmc"), wording=load_wording(language))
    assert_whole(brief)
    drawn = [piece for section in brief.sections for part in section.parts for piece in part.pieces
             if isinstance(piece, Picture)]  # fmt: skip
    if len(drawn) > 3:
        assert any(to.startswith("figure-") for to in led_to(brief.sections))


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("name", EXAMPLES)
def test_nothing_leads_nowhere_for_any_audience(name, audience):
    assert_whole(brief_of(resources.read_text(f"examples/{name}.bmc"), audience=audience))


def test_what_an_audience_does_not_get_is_referred_to_by_nobody(monkeypatch):
    """The sentence stays where it says something without, and goes where it says nothing else."""
    everyone = sentences_in(brief_of(COFFEE))
    monkeypatch.setattr("canvasdsl.brief.compose.for_audience", lambda sections, _: tuple(
        section for section in sections if section.id in ("summary", "segment-1")))
    brief = brief_of(COFFEE)
    assert_whole(brief)
    some = sentences_in(brief)
    assert any("figure" in sentence for sentence in everyone) and not any("figure" in sentence for sentence in some)
    assert some <= everyone
    assert all(part.pieces for section in brief.sections for part in section.parts)


def test_a_sentence_names_the_drawing_that_shows_it():
    """The number is that of the drawing of the same view and block."""
    brief = brief_of(COFFEE)
    (economics,) = [section for section in brief.sections if section.id == "economics"]
    drawings = {piece.number: piece for section in brief.sections for part in section.parts for piece in part.pieces
                if isinstance(piece, Picture)}  # fmt: skip
    said = {"".join(run.text for run in sentence): [run.to for run in sentence if run.to]
            for sentence in economics.parts[0].pieces[0].sentences}  # fmt: skip
    for beginning, view in (("25,536 EUR", "waterfall"), ("All costs", "break-even"), ("A customer of", "survival")):
        ((sentence, (to,)),) = [pair for pair in said.items() if pair[0].startswith(beginning)]
        number = int(to.removeprefix("figure-"))
        assert drawings[number].drawing.view == view
        assert sentence.endswith(f" (figure {number}).")
    assert drawings[int(said[sentence][0].removeprefix("figure-"))].of == "relationship regulars"


def test_several_drawings_are_named_in_one_list():
    from canvasdsl.brief.references import pointing
    from canvasdsl.views.phrasing import Phrasing

    brief = brief_of(resources.read_text("examples/clinic.bmc"))
    say = Phrasing(load_wording(), None)
    words = References(brief.sections, say).settled(pointing("channels", say, "no-such-view", "journey"))
    numbers = [run.text for run in words if run.to]
    assert "".join(run.text for run in words).endswith(f"figures {numbers[0]} and {numbers[1]}.")
    assert [run.to for run in words if run.to] == [f"figure-{number}" for number in numbers]


# ---- Figures in the author's texts ----------------------------------------------------------


def test_a_figure_in_a_text_leads_to_its_line_with_its_formula():
    """One that stood nowhere gets a line; a number that is no figure, and the author's own link, stay as they are."""
    brief = brief_of(TOLD)
    assert_whole(brief)
    lines = {line.anchor: line for section in brief.sections for part in section.parts for piece in part.pieces
             if isinstance(piece, FigureSheet) for group in piece.groups for line in group.lines}  # fmt: skip
    assert lines["figure-lifetime-value-regulars"].formula and lines["figure-churn-regulars"].formula
    html = page_of(TOLD)
    assert '<a href="#figure-lifetime-value-regulars">513 EUR</a> of 12,000 people' in html
    assert '<a href="#figure-lifetime-value-regulars"><strong>513 EUR</strong></a>' in html
    assert '<a href="#figure-churn-regulars"><code>8% per month</code></a>' in html
    assert '<dd dir="auto">worth <a href="#figure-lifetime-value-regulars">513 EUR</a>, 12,000 people</dd>' in html
    assert '<a href="https://example.org/">see ' in html and html.count('href="#figure-payback') == 0


def test_texts_name_figures_where_nothing_else_is_computed():
    text = (
        'canvas "T"\nsegment s "S" { note "{mean-life of r} on the average." }\n'
        'relationship r "R" { with s; churn 5% per month }\n'
    )
    brief = brief_of(text)
    assert_whole(brief)
    assert [section.title for section in brief.sections if section.id == "economics"] == ["The numbers"]
    assert '<a href="#figure-mean-life-r">20 months</a> on the average' in page_of(text)


def test_values_lose_links_that_lead_nowhere_and_stay_values(monkeypatch):
    """Of a section that an audience does not get."""
    monkeypatch.setattr("canvasdsl.brief.compose.for_audience", lambda sections, _: tuple(
        section for section in sections if section.id in ("summary", "segment-1")))
    brief = brief_of(TOLD)
    assert_whole(brief)
    assert "worth 513 EUR, 12,000 people" in page_of(TOLD) and "#figure-" not in markdown_of(TOLD)


@pytest.mark.parametrize(("text", "markdown", "links", "wanted"), [
    ("a 5 b", False, (Link(2, 3, "x"),), '<p dir="auto">a <a href="#x">5</a> b</p>'),
    ("5", False, (Link(0, 1, "x"),), '<p dir="auto"><a href="#x">5</a></p>'),
    ("5 6", False, (Link(0, 1, "x"), Link(2, 3, "y")), '<p dir="auto"><a href="#x">5</a> <a href="#y">6</a></p>'),
    ("*a 5*", True, (Link(3, 4, "x"),), '<p dir="auto"><em>a </em><a href="#x"><em>5</em></a></p>'),
    ("[a](http://e.org/5)", True, (Link(17, 18, "x"),), '<p dir="auto"><a href="http://e.org/5">a</a></p>'),
    ("\ue000 5 \ue001", False, (Link(2, 3, "x"),), '<p dir="auto">\ue000 <a href="#x">5</a> \ue001</p>'),
    ("[a](#x) 5", True, (Link(8, 9, "y"),), '<p dir="auto">a (#x) <a href="#y">5</a></p>'),
])  # fmt: skip
def test_links_stand_in_the_tree_of_a_text(text, markdown, links, wanted):
    """No address of the author's leads into the page, and no mark of ours is left."""
    assert to_html(prose_tree(Prose(text, markdown, links=links))).strip() == wanted


# ---- The forms ------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [TOLD, resources.read_text("examples/clinic.bmc")], ids=["told", "clinic"])
def test_every_link_of_a_page_has_its_place(text):
    html = page_of(text)
    ids = set(re.findall(r'\sid="([^"]+)"', html))
    links = re.findall(r'href="#([^"]+)"', html)
    assert len(links) > 20 and set(links) <= ids


def test_every_link_of_a_markdown_page_has_its_place():
    text = markdown_of(TOLD)
    places, links = re.findall(r'<a id="([^"]+)"></a>', text), re.findall(r"\]\(<#([^>]+)>\)", text)
    assert len(places) == len(set(places)) and set(links) <= set(places) and len(links) > 10


def test_word_counts_the_drawings_that_sentences_name(monkeypatch):
    """A field repeats the number in the caption; all links and fields have their bookmark, each once."""
    pytest.importorskip("docx")
    from canvasdsl.outside import office

    monkeypatch.setattr(office, "draw_bare", lambda drawings, font=None: tuple(png() for _ in drawings))
    with zipfile.ZipFile(io.BytesIO(office.brief_docx(brief_of(TOLD)))) as packed:
        xml = packed.read("word/document.xml").decode()
    marks = re.findall(r'<w:bookmarkStart [^>]*w:name="([^"]+)"', xml)
    assert len(marks) == len(set(marks)) and all(len(mark) <= 40 for mark in marks)
    fields = re.findall(r"> REF (\S+) \\h <", xml)
    assert fields and set(fields) | set(re.findall(r'w:anchor="([^"]+)"', xml)) <= set(marks)
    for mark in set(fields):
        number = mark.removeprefix("_figure_")
        after = xml[xml.index(f'w:name="{mark}"'):]
        assert " SEQ Figure " in after[:300] and f">{number}<" in after[:600]


@pytest.mark.outside
def test_pdf_links_lead_to_pages():
    """The engine refuses a label that is not there; each reference is a link inside the document."""
    pikepdf = pytest.importorskip("pikepdf")
    from canvasdsl.outside.brief import brief_pdf

    brief = brief_of(TOLD)
    with pikepdf.open(io.BytesIO(brief_pdf(brief))) as pdf:
        links = [mark for page in pdf.pages for mark in page.get("/Annots", []) if mark.Subtype == "/Link"]
        inside = [mark for mark in links if "/Dest" in mark or mark.get("/A", {}).get("/S") == "/GoTo"]
        assert len(inside) >= len(list(led_to(brief.sections))) + len(brief.sections)
