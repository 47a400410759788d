"""The brief as Word and PowerPoint files: sound, complete, accessible, the same bytes twice."""

import io
import re
import sys
import zipfile
from pathlib import Path

import attrs
import pytest
from briefs import MINIMAL, SEVERAL, STUDIO, brief_of, hostile_model, loaded_of, squeezed
from click.testing import CliRunner
from hostility import everything, marked_texts
from test_logo import JPEG, brief_with, png

from canvasdsl import resources
from canvasdsl.brief.brief import Brief
from canvasdsl.brief.compose import compose
from canvasdsl.cli.brief import command
from canvasdsl.model.quantities import Date
from canvasdsl.outside import office
from canvasdsl.outside.brief import write_brief
from canvasdsl.render.escape import storable
from canvasdsl.render.office_pictures import ON_PAGE, ON_SLIDE, drawing_parts, pictures_in
from canvasdsl.render.office_text import EMU
from canvasdsl.render.slide_text import Paragraph, Stretch, height_of, said, split
from canvasdsl.render.slides import HEIGHT, MARGIN, WIDTH, PlacedTable, PlacedText, slides_of
from canvasdsl.syntax.written import encode
from canvasdsl.wording import load_wording

docx = pytest.importorskip("docx")
pptx = pytest.importorskip("pptx")

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
EXAMPLES = sorted(path.stem for path in resources.folder("examples").glob("*.bmc"))
FORMS = pytest.mark.parametrize("form", ["docx", "pptx"])


@pytest.fixture
def drawn_quickly(monkeypatch):
    """Drawings are one grey picture each: what is tested is what stands around them."""
    monkeypatch.setattr(office, "draw_bare", lambda drawings, font=None: tuple(png() for _ in drawings))


def word_of(brief: Brief):
    return docx.Document(io.BytesIO(write_brief(brief, "docx")))


def slides_in(brief: Brief):
    return pptx.Presentation(io.BytesIO(write_brief(brief, "pptx")))


def word_text(document) -> str:
    """All text of the body, in order, with a blank between paragraphs."""
    paragraphs = document.element.body.iter(f"{W}p")
    return "\n".join("".join(one.text or "" for one in each.iter(f"{W}t")) for each in paragraphs)


def slide_text(deck) -> str:
    """All text of all slides, with the notes."""
    found = []
    for slide in deck.slides:
        found += ["".join(one.text or "" for one in each.iter(f"{A}t")) for each in slide._element.iter(f"{A}p")]
        if slide.has_notes_slide:
            found.append(slide.notes_slide.notes_text_frame.text)
    return "\n".join(found)


# ---- Both ----


@FORMS
def test_same_bytes_twice(form):
    """No clock, no chance; drawings included."""
    assert write_brief(brief_of(STUDIO), form) == write_brief(brief_of(STUDIO), form)


@FORMS
@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_is_a_document(name, form, drawn_quickly):
    """It opens again, and each section's title stands in it."""
    brief = brief_of(resources.read_text(f"examples/{name}.bmc"))
    shown = squeezed(word_text(word_of(brief)) if form == "docx" else slide_text(slides_in(brief)))
    assert [one.title for one in brief.sections if squeezed(one.title) not in shown] == []


@FORMS
def test_every_text_of_a_model_stands_in_it(form, drawn_quickly):
    """Whatever the vocabulary has, with a mark in each text."""
    brief = compose(loaded_of(everything(marked_texts(("some words",)))), load_wording(), for_class=True)
    text = squeezed(word_text(word_of(brief)) if form == "docx" else slide_text(slides_in(brief)))
    markdown = squeezed(write_brief(brief, "md").decode("utf-8").replace("\\", ""))
    marks = set(re.findall(r"q\d+q\w+?p\d+p", markdown))
    assert len(marks) > 200
    assert sorted(mark for mark in marks if mark not in text) == []


@FORMS
def test_hostile_texts_are_literal(form, drawn_quickly):
    """No text becomes an element, a link or a field."""
    text, wanted = hostile_model()
    brief = brief_of(text)
    if form == "docx":
        document = word_of(brief)
        shown, rels = word_text(document), document.part.rels.values()
        fields = {each.text.split()[0] for each in document.element.body.iter(f"{W}instrText")}
        assert fields <= {"TOC", "SEQ", "REF"}
    else:
        deck = slides_in(brief)
        shown, rels = slide_text(deck), [rel for slide in deck.slides for rel in slide.part.rels.values()]
    links = {rel.target_ref for rel in rels if rel.is_external}
    assert all(link.startswith(("http://e.org", "https://", "mailto:")) for link in links), links
    literal = [one for one in wanted if one.split(" №")[0].startswith(("<script", "=HYPERLINK", "{{", "#eval", "%0A"))]
    held = squeezed(shown)
    missing = [one for one in literal if squeezed(storable(one)) not in held]
    assert literal and len(missing) <= len(literal) * (0 if form == "docx" else 0.35), missing


@FORMS
def test_everything_in_the_package_is_well_formed(form):
    """Each part is XML or a picture, of one date, and nothing of another program is left."""
    with zipfile.ZipFile(io.BytesIO(write_brief(brief_of(STUDIO), form))) as package:
        names = package.namelist()
        assert names[0] == "[Content_Types].xml" and len(names) == len(set(names))
        for one in package.infolist():
            assert one.date_time == (1980, 1, 1, 0, 0, 0)
            if one.filename.endswith((".xml", ".rels")):
                parsed(package.read(one))
        assert not [name for name in names if "thumbnail" in name or "printer" in name or "customXml" in name]
        assert b"Microsoft" not in package.read("docProps/app.xml")


def parsed(data: bytes):
    from lxml import etree

    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


@FORMS
def test_properties_say_what_the_brief_says(form, drawn_quickly):
    """Title, author, language, and the date of the brief as that of the document."""
    for brief, day in ((brief_of(STUDIO), (2027, 3, 14)), (brief_of(MINIMAL), (1970, 1, 1)),
                       (brief_of(MINIMAL, date=Date(2028, 5, 0)), (2028, 5, 1))):  # fmt: skip
        made = (word_of if form == "docx" else slides_in)(brief).core_properties
        assert (made.title, made.author, made.language) == (brief.title, brief.author, "en")
        assert made.created == made.modified and made.created.timetuple()[:3] == day


@FORMS
@pytest.mark.parametrize("picture", [png(90, 30), JPEG], ids=["png", "jpeg"])
def test_a_logo_stands_on_the_first_page(form, picture, tmp_path, drawn_quickly):
    brief = brief_with(tmp_path, picture)
    with zipfile.ZipFile(io.BytesIO(write_brief(brief, form))) as package:
        media = [package.read(name) for name in package.namelist() if "/media/" in name]
        assert picture in media
        first = package.read("word/document.xml" if form == "docx" else "ppt/slides/slide1.xml").decode()
    assert 'name="Logo" descr="Riverside Coffee"' in first


@FORMS
def test_without_the_extra_the_message_says_how_to_get_it(form, tmp_path, monkeypatch):
    """Exit 2, nothing is written, the old file stays."""
    (tmp_path / "m.bmc").write_text(MINIMAL, encoding="utf-8")
    target = tmp_path / f"m.{form}"
    target.write_text("old")
    monkeypatch.setattr(office, "find_spec", lambda name: None)
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(command, ["m.bmc", "-o", f"m.{form}", "-o", "m.md"], standalone_mode=False)
    assert getattr(done.exception, "exit_code", done.return_value) == 2
    assert 'pip install "canvasdsl[office]"' in done.stderr
    assert target.read_text() == "old" and not (tmp_path / "m.md").exists()


def test_the_libraries_are_imported_for_these_formats_only():
    """Nobody who writes another format waits for them."""
    import subprocess

    program = ("import sys; from briefs import *; from canvasdsl.outside.brief import write_brief; "
               "write_brief(brief_of(MINIMAL), 'html'); print([n for n in sys.modules if n.split('.')[0] in "
               "('docx', 'pptx', 'lxml')])")  # fmt: skip
    here = Path(__file__).parent
    done = subprocess.run([sys.executable, "-c", program], cwd=here, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# ---- Word ----

ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore numPr pBdr shd tabs bidi spacing ind contextualSpacing jc "
           "outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs strike color sz szCs u shd rtl lang",
    "tblPr": "tblStyle bidiVisual tblW tblInd tblBorders tblLayout tblCellMar tblLook tblCaption",
    "tcPr": "tcW gridSpan vMerge tcBorders vAlign",
    "sectPr": "headerReference footerReference type pgSz pgMar titlePg bidi",
    "tbl": "tblPr tblGrid tr",
    "style": "name basedOn next uiPriority semiHidden unhideWhenUsed qFormat pPr rPr tblPr tblStylePr",
}  # fmt: skip
"""The sequences of ECMA-376 (part 1, annex A) as far as we write them: Word refuses a file that has another."""


@pytest.mark.parametrize("text", [STUDIO, MINIMAL, SEVERAL], ids=["studio", "minimal", "several"])
def test_elements_stand_in_the_order_that_word_asks_for(text, drawn_quickly):
    brief = attrs.evolve(brief_of(text), direction="rtl")
    with zipfile.ZipFile(io.BytesIO(write_brief(brief, "docx"))) as package:
        for name in ("word/document.xml", "word/styles.xml", "word/header1.xml", "word/numbering.xml"):
            for element in parsed(package.read(name)).iter():
                kind = element.tag.removeprefix(W)
                inside = [child.tag.removeprefix(W) for child in element]
                if kind in ORDER:
                    order = ORDER[kind].split()
                    assert [order.index(one) for one in inside] == sorted(order.index(one) for one in inside), kind
                if kind == "tc":
                    assert inside[-1] == "p", "a cell ends with a paragraph"


def test_word_uses_real_styles(drawn_quickly):
    """Every style that is named is defined; titles are headings, captions are captions, numbers are fields."""
    document = word_of(brief_of(STUDIO))
    defined = {style.style_id for style in document.styles}
    for tag in ("pStyle", "rStyle", "tblStyle"):
        assert {each.get(f"{W}val") for each in document.element.body.iter(f"{W}{tag}")} <= defined
    brief = brief_of(STUDIO)
    headings = [each.text for each in document.paragraphs if each.style.name == "Heading 1"]
    assert headings[: len(brief.sections)] == [section.title for section in brief.sections]
    assert any(each.style.name == "Heading 2" for each in document.paragraphs)
    assert any(each.style.name == "List Bullet" for each in document.paragraphs)
    pictures = pictures_in(brief)
    fields = [each.text.split()[0] for each in document.element.body.iter(f"{W}instrText")]
    assert fields.count("TOC") == 1 and fields.count("SEQ") == len(pictures) > 0
    begun, ended = (sum(each.get(f"{W}fldCharType") == kind for each in document.element.body.iter(f"{W}fldChar"))
                    for kind in ("begin", "end"))  # fmt: skip
    assert begun == ended


def test_the_contents_lead_to_the_sections(drawn_quickly):
    """Each link has its bookmark; names are ours."""
    document = word_of(brief_of(STUDIO))
    body = document.element.body
    names = [each.get(f"{W}name") for each in body.iter(f"{W}bookmarkStart")]
    anchors = [each.get(f"{W}anchor") for each in body.iter(f"{W}hyperlink") if each.get(f"{W}anchor")]
    assert anchors and set(anchors) <= set(names) and len(names) == len(set(names))
    assert all(re.fullmatch(r"_[a-z]+(_\d+)?|_term(_[a-z]+)+", name) for name in names)
    ids = [each.get(f"{W}id") for each in body.iter(f"{W}bookmarkStart")]
    assert len(ids) == len(set(ids))


def test_word_pages_have_titles_and_numbers(drawn_quickly):
    """A running title with page numbers as fields; the poster lies; heads of tables stand again."""
    document = word_of(brief_of(STUDIO))
    assert [section.orientation.name for section in document.sections] == ["PORTRAIT", "LANDSCAPE", "PORTRAIT"]
    first, second, third = document.sections
    assert first.different_first_page_header_footer and not first.first_page_header.paragraphs[0].text
    for section in (second, third):
        assert "Atelier Nord & Söhne" in section.header.paragraphs[0].text
        fields = [each.text.strip() for each in section.footer._element.iter(f"{W}instrText")]
        assert fields == ["PAGE", "NUMPAGES"]
    tables = document.tables
    heads = [table for table in tables if table._tbl.tr_lst[0].trPr is not None
             and table._tbl.tr_lst[0].trPr.find(f"{W}tblHeader") is not None]  # fmt: skip
    assert len(heads) == len(tables) - 1  # the poster has no head


def test_the_poster_in_word_has_nine_cells(drawn_quickly):
    """With the notes of all blocks, and the marks of segments in their colours."""
    brief = brief_of(STUDIO)
    (poster,) = [table for table in word_of(brief).tables if table.style.style_id == "CanvasPoster"]
    text = "\n".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in poster._tbl.iter(f"{W}p"))
    for block in brief.poster.blocks:
        assert block.title in text
        assert all(note.title in text for note in block.notes)
    assert "●" in text and "■" in text and "2A55C8" in poster._tbl.xml


def test_every_drawing_in_word_has_its_words(drawn_quickly):
    """A text alternative, and a table of the same facts at the end."""
    brief = brief_of(STUDIO)
    document = word_of(brief)
    named = [each for each in document.element.body.iter() if each.tag.endswith("}docPr")]
    found = {each.get("name"): each.get("descr") for each in named}
    for piece in pictures_in(brief):
        assert found[piece.caption] == storable(piece.drawing.description)
    ids = [each.get("id") for each in named]
    assert len(ids) == len(set(ids))
    text = word_text(document)
    assert text.rindex(brief.words.tables) > text.rindex("Sources")


def test_words_from_right_to_left(drawn_quickly):
    """A paragraph in Arabic turns; in a document that does, all of ours do."""
    xml = word_of(brief_of(STUDIO)).element.xml
    assert re.search(r"<w:bidi/>(?:(?!</w:p>).)*متاحف", xml, re.DOTALL) and "<w:rtl/>" in xml
    assert "<w:bidiVisual/>" not in xml
    turned = word_of(attrs.evolve(brief_of(STUDIO), direction="rtl")).element.xml
    assert "<w:bidiVisual/>" in turned
    rtl = slides_in(brief_of(STUDIO))
    assert any('rtl="1"' in pptx_xml(slide) for slide in rtl.slides)


def pptx_xml(slide) -> str:
    from lxml import etree

    return etree.tostring(slide._element, encoding="unicode")


def test_markdown_in_word(drawn_quickly):
    """Links are links, lists are lists that count for themselves, tables are tables, quotes and code have styles."""
    note = "See [us](https://e.org/a?b=1&c=2), **bold** and `code`.\n\n3. three\n4. four\n\ntext\n\n1. one\n\n" \
           "> said\n\n```\nx  y\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n- a\n  - b"
    document = word_of(brief_of(f'canvas "T" {{ purpose """{note}""" }}'))
    links = [rel.target_ref for rel in document.part.rels.values() if rel.is_external]
    assert links == ["https://e.org/a?b=1&c=2"]
    styles = [paragraph.style.name for paragraph in document.paragraphs]
    assert {"Quote", "Code"} <= set(styles)
    numbers = [each.get(f"{W}val") for each in document.element.body.iter(f"{W}numId")]
    assert numbers[:3] == ["3", "3", "4"] and "1" in numbers
    starts = [each.get(f"{W}val") for each in document.part.numbering_part.element.iter(f"{W}startOverride")]
    assert starts[0] == "3" and starts[5] == "1"
    text = word_text(document)
    assert "x  y" in text and "1\n2" in text and "**" not in text


def test_the_colour_of_the_model_in_word(drawn_quickly):
    """Lines and links; the accents of the segments stay."""
    text = STUDIO.replace("author", 'accent "#0a7a5c"\n  author', 1)
    document = word_of(brief_of(text))
    assert '0A7A5C' in document.element.xml and '0A7A5C' in document.styles.element.xml
    assert "2A55C8" in document.element.xml


# ---- PowerPoint ----


def frames(deck):
    """Each shape with its slide's number."""
    return [(number, shape) for number, slide in enumerate(deck.slides, 1) for shape in slide.shapes]


@pytest.mark.parametrize("name", ["coffee", "clinic", "minimal", "blank"])
def test_shapes_stand_inside_their_slides(name, drawn_quickly):
    """16 to 9; every slide has a title of its own kind; ids are unique."""
    deck = slides_in(brief_of(resources.read_text(f"examples/{name}.bmc")))
    assert deck.slide_width * 9 == deck.slide_height * 16
    for number, shape in frames(deck):
        assert shape.left >= 0 and shape.top >= 0, (number, shape.name)
        assert shape.left + shape.width <= deck.slide_width and shape.top + shape.height <= deck.slide_height, number
    for slide in deck.slides:
        assert slide.shapes.title is not None and slide.shapes.title.text_frame.text.strip()
        ids = [shape.shape_id for shape in slide.shapes]
        assert len(ids) == len(set(ids))


def paragraphs_of(text_frame):
    """The paragraphs of a frame as they were measured."""
    for each in text_frame.paragraphs:
        if each.runs:
            text = "".join("\n" if part.tag == f"{A}br" else part.findtext(f"{A}t") or "" for part in each._p)
            strong = any(run.font.bold for run in each.runs)
            indent = int(each._p.pPr.get("marL", 0)) / EMU if each._p.pPr is not None else 0
            before = each.space_before.pt if each.space_before is not None else 0
            size = each.runs[0].font.size.pt
            yield Paragraph((Stretch(text, strong=strong),), size=size, indent=indent, before=before)


@pytest.mark.parametrize("model", [STUDIO, resources.read_text("examples/clinic.bmc"), SEVERAL],
                         ids=["studio", "clinic", "several"])  # fmt: skip
def test_text_does_not_leave_its_frame(model, drawn_quickly):
    """Measured again from the file: what stands in a frame is not higher than the frame."""
    deck = slides_in(brief_of(model))
    for number, shape in frames(deck):
        if not shape.has_text_frame or shape.name in ("Slide Number", "Footer"):
            continue
        body = shape.text_frame._txBody.bodyPr
        inset = int(body.get("lIns", 0)) / EMU
        columns = int(body.get("numCol", 1))
        width = (shape.width / EMU - 2 * inset - 2 * inset * (columns - 1)) / columns
        need = height_of(paragraphs_of(shape.text_frame), width)
        assert need <= columns * (shape.height / EMU - 2 * inset) + 1, (number, shape.name, shape.text_frame.text[:60])


def test_what_one_slide_cannot_hold_continues_on_the_next(drawn_quickly):
    """Nothing is lost of a text of 9,000 letters, or of a word of 2,000."""
    long = " ".join(f"word{number}" for number in range(1000))
    notes = f"note {encode(long)}\nnote {encode('x' * 2000)}\n"
    brief = brief_of(f'canvas "T"\nsegment a "A" {{\n{notes}}}')
    section = next(one for one in brief.sections if one.kind == "segment")
    slides = slides_of(section, brief)
    assert len(slides) > 3
    assert all(slide.title.text == "A (continued)" for slide in slides[1:])
    frames = [item for slide in slides for item in slide.items if isinstance(item, PlacedText) and item.x > MARGIN]
    text = squeezed("".join(paragraph.text for frame in frames for paragraph in frame.paragraphs))
    assert squeezed(long) in text and "x" * 2000 in text
    for slide in slides:
        for item in slide.items:
            assert item.y + (sum(item.heights) if isinstance(item, PlacedTable) else item.height) <= HEIGHT - 30


def test_a_row_that_is_higher_than_a_slide_is_parted(drawn_quickly):
    """And its columns go on side by side; the head stands again."""
    long = " ".join(f"w{number}" for number in range(1600))
    text = f'segment a "A" {{ pain p {encode(long)} }}\nproposition q "Q" {{ for a; relieves p {encode(long)} }}'
    brief = brief_of(f'canvas "T"\n{text}')
    section = next(one for one in brief.sections if one.kind == "segment")
    tables = [item for slide in slides_of(section, brief) for item in slide.items if isinstance(item, PlacedTable)]
    assert len(tables) > 1 and len({table.rows[0] for table in tables if table.caption == tables[0].caption}) == 1
    held = squeezed("".join(one.text for table in tables for row in table.rows[1:] for one in row[0]))
    assert squeezed(long) in held
    assert all(table.y + sum(table.heights) <= HEIGHT - 30 and sum(table.widths) <= WIDTH for table in tables)


def test_a_paragraph_is_parted_between_lines():
    """Both parts together are the whole, in the same styles."""
    whole = Paragraph((Stretch("one two three "), Stretch("four five six", strong=True)), size=14)
    first, rest = split(whole, 60, 40)
    assert squeezed(first.text + rest.text) == squeezed(whole.text)
    assert height_of((first,), 60) <= 40 and all(each.strong for each in rest.stretches if "six" in each.text)
    assert split(said("one"), 100, 5) is None


def test_the_poster_on_slides_is_nine_shapes(drawn_quickly):
    """Rectangles with text, not a picture; with the marks of segments in their colours."""
    brief = brief_of(STUDIO)
    deck = slides_in(brief)
    (slide,) = [one for one in deck.slides if one.shapes.title.text_frame.text == brief.poster.title]
    titles = {block.title for block in brief.poster.blocks}
    blocks = [shape for shape in slide.shapes if shape.name in titles]
    assert len(blocks) == 9 and {shape.auto_shape_type.name for shape in blocks} == {"RECTANGLE"}
    for block in brief.poster.blocks:
        (shape,) = [one for one in blocks if one.name == block.title]
        assert all(note.title in shape.text_frame.text for note in block.notes)
    assert "2A55C8" in pptx_xml(slide) and "●" in pptx_xml(slide)
    assert brief.poster.attribution in slide_text(deck)


def test_a_poster_with_much_on_it_continues(drawn_quickly):
    """Every note stands on one of its slides, in letters of at least 9 points."""
    many = "".join(f'activity a{n} "Activity number {n} that has a long name"\n' for n in range(60))
    brief = brief_of(f'canvas "T"\n{many}')
    deck = slides_in(brief)
    posters = [one for one in deck.slides if one.shapes.title.text_frame.text.startswith(brief.poster.title)]
    assert len(posters) > 1
    held = squeezed(" ".join(shape.text_frame.text for one in posters for shape in one.shapes if shape.has_text_frame))
    assert all(f"Activitynumber{n}that" in held for n in range(60))
    sizes = [run.font.size.pt for one in posters for shape in one.shapes if shape.has_text_frame
             for paragraph in shape.text_frame.paragraphs for run in paragraph.runs if run.font.size]  # fmt: skip
    assert min(sizes) >= 8


def test_drawings_on_slides_have_words(drawn_quickly):
    """A text alternative, and the numbers in the notes; the title says the finding."""
    brief = brief_of(STUDIO)
    deck = slides_in(brief)
    pictures = {shape.name: (slide, shape) for slide in deck.slides for shape in slide.shapes if shape.shape_type == 13}
    for piece in pictures_in(brief):
        slide, shape = pictures[piece.caption]
        assert shape._element.nvPicPr.cNvPr.get("descr") == storable(piece.drawing.description)
        assert slide.shapes.title.text_frame.text == piece.drawing.title
        if piece.drawing.table is not None:
            assert " | ".join(piece.drawing.table.rows[0]) in slide.notes_slide.notes_text_frame.text


@FORMS
def test_a_tall_drawing_goes_on(form):
    """Over several pages or slides, each part with its words: forty pains and what relieves them."""
    pains = "".join(f'  pain p{at} "A pain of some length, number {at}" {{ severity 3 }}\n' for at in range(40))
    relieved = "".join(f'  relieves p{at} "by what takes it away"\n' for at in range(40))
    brief = brief_of(f'canvas "T"\nsegment s "S" {{\n{pains}}}\nproposition o "O" {{\n  for s\n{relieved}}}\n')
    tallest = {"docx": ON_PAGE, "pptx": ON_SLIDE}[form]
    tall = next(piece for piece in pictures_in(brief) if len(drawing_parts(piece.drawing, tallest)) > 1)
    again = brief.poster.words.continued.format(title=tall.caption)
    with zipfile.ZipFile(io.BytesIO(write_brief(brief, form))) as package:
        text = "".join(package.read(name).decode() for name in package.namelist()
                       if name == "word/document.xml" or name.startswith("ppt/slides/slide"))  # fmt: skip
    assert f'name="{tall.caption}"' in text and f'name="{again}" descr="{again}"' in text


def test_notes_hold_reasons_and_places(drawn_quickly):
    """Findings: why, the theory and the line; figures: formulas and the lines of their numbers."""
    text = slide_text(slides_in(brief_of(resources.read_text("examples/coffee.bmc"))))
    assert re.search(r"line \d+", text)
    brief = brief_of(STUDIO)
    groups = [group for section in brief.sections for part in section.parts for piece in part.pieces
              if type(piece).__name__ == "Findings" for group in piece.groups]  # fmt: skip
    notes = "\n".join(slide.notes_slide.notes_text_frame.text for slide in slides_in(brief).slides
                      if slide.has_notes_slide)  # fmt: skip
    assert groups and all(group.why in notes for group in groups if group.why)
