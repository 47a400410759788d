"""The brief as a Word document: real headings, captions, lists and tables in styles of its own.

The library python-docx, of the extra `office`, makes the package; what stands in it is written here. Pictures come as
streams of PNG, for this part makes no file.
"""

import re
from collections.abc import Iterator, Mapping
from typing import IO, Any

from canvasdsl import resources
from canvasdsl.brief.brief import (
    Brief,
    Facts,
    FigureSheet,
    FindingGroup,
    Findings,
    Item,
    Items,
    Part,
    Passage,
    Picture,
    Piece,
    Section,
    Table,
    Works,
)
from canvasdsl.render.docx_markup import (
    NAMESPACES,
    bookmarked,
    border,
    field,
    lead,
    paragraph,
    picture,
    run,
    section_end,
)
from canvasdsl.render.docx_poster import poster_table
from canvasdsl.render.docx_tables import data_table, figure_sheet, text_table
from canvasdsl.render.docx_texts import Writing, fact, notes, plain, sentence, tags, user
from canvasdsl.render.escape import storable
from canvasdsl.render.office_pictures import ON_PAGE, Pictures, drawing_parts, pictures_in
from canvasdsl.render.office_text import (
    TONES,
    language_tag,
    link_colour,
    rule_colour,
    segment_sign,
    themed,
    xml_text,
)
from canvasdsl.views.poster.poster import PosterSegment

__all__ = ["fill_docx"]

_WIDEST = 476.0
"""The most points that a picture is wide on a page."""
_LOGO = 48.0, 200.0

Images = Mapping[tuple[int, int], str]
"""The ids of pictures, by figure and part."""


def fill_docx(document: Any, brief: Brief, pictures: Pictures, logo: IO[bytes] | None) -> None:
    """Writes the brief into an empty document of python-docx."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import parse_xml

    part = document.part
    known: dict[str, str] = {}

    def linking(address: str) -> str:
        if address not in known:
            known[address] = part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return known[address]

    writing = Writing(brief, linking)
    images = {place: part.get_or_add_image(stream)[0] for place, stream in pictures.items()}
    logo_id = part.get_or_add_image(logo)[0] if logo is not None else ""
    header, footer, first = _edges(document, brief, parse_xml)
    way = brief.direction
    standing = section_end(header, footer, way=way)
    content = "".join([
        *_cover(writing, logo_id),
        f'<w:p><w:pPr><w:pStyle w:val="Note"/>{section_end(header, footer, way=way, first=first)}</w:pPr></w:p>',
        *_sections(writing, images, section_end(header, footer, lying=True, way=way)),
        *_behind(writing),
        paragraph("Note", plain(brief.words.made, writing), way=way, border=border("top", TONES["line"], 4)),
    ])
    body = document.element.body
    for child in list(body):
        body.remove(child)
    body.extend(list(parse_xml(f"<w:body {NAMESPACES}>{content}{standing}</w:body>")))
    _styled(document, brief, writing, parse_xml)


# ---- The first page ----


def _cover(writing: Writing, logo_id: str) -> Iterator[str]:
    brief, way = writing.brief, writing.brief.direction
    line = border("top", rule_colour(brief.accent), 24, 8)
    if logo_id and brief.logo is not None:
        high, widest = _LOGO
        width = min(widest, high * brief.logo.width / brief.logo.height)
        drawn = picture(logo_id, writing.next_mark(), width, width * brief.logo.height / brief.logo.width,
                        name="Logo", alt=storable(brief.title))  # fmt: skip
        yield paragraph("Figure", drawn, way=way, border=line)
        line = ""
    yield paragraph("Kicker", plain(brief.words.kind, writing), way=way, border=line)
    yield user(brief.title, writing, "Title")
    if brief.purpose is not None:
        yield from notes([brief.purpose], writing, style="Lead")
    yield from (fact(one, writing) for one in brief.facts)
    if brief.banner:
        yield paragraph("Banner", plain(brief.banner, writing), way=way)
    first = brief.sections[0]
    yield paragraph("Note")
    yield from _section(first, writing, {})
    yield paragraph("TOCHeading", plain(brief.words.contents, writing), way=way)
    yield from _contents(writing)


def _contents(writing: Writing) -> Iterator[str]:
    """A field that Word can make again, with the lines that it comes to; they lead to the sections."""
    sections = [section for section in writing.brief.sections if section.title]
    begin = ('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-1" \\n '
             '\\h \\z \\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>')  # fmt: skip
    for number, section in enumerate(sections):
        words = run(_line(section.title), base=writing.brief.direction)
        last = '<w:r><w:fldChar w:fldCharType="end"/></w:r>' if number == len(sections) - 1 else ""
        anchored = lead(writing.place(section.id), words)
        yield paragraph("TOC1", begin if number == 0 else "", anchored, last, way=writing.way(section.title))


def _line(text: str) -> str:
    return " ".join(text.split())


# ---- Sections ----


def _sections(writing: Writing, images: Images, lying: str) -> Iterator[str]:
    for section in writing.brief.sections[1:]:
        if section.poster:
            yield from _head(section, writing)
            yield from poster_table(writing.brief.poster, writing)
            yield f'<w:p><w:pPr><w:pStyle w:val="Note"/>{lying}</w:pPr></w:p>'
        else:
            yield from _section(section, writing, images)


def _section(section: Section, writing: Writing, images: Images) -> Iterator[str]:
    yield from _head(section, writing)
    for part in section.parts:
        yield from _part(part, section, writing, images)


def _head(section: Section, writing: Writing) -> Iterator[str]:
    """Above the title a line, what the section is about, and for a segment its mark in its colour."""
    line, sign = border("top", rule_colour(writing.brief.accent), 10, 6), ""
    if section.segment is not None:
        mark = section.segment
        segment = PosterSegment(name="", accent=mark.accent, mark=mark.mark, letter=mark.letter)
        character, colour = segment_sign(segment)
        sign = run(f"{character} ", colour=colour)
        line = border("top", colour, 24, 6, line="dashed" if section.idea else "single")
    if section.id == "summary" or section.poster:
        line = ""
    kicker = sign + plain(section.kicker, writing) + tags(section.tags, writing)
    if kicker:
        yield paragraph("Note") + paragraph("Kicker", kicker, way=writing.brief.direction, border=line)
        line = ""
    title = run(section.title, base=writing.brief.direction)
    yield paragraph("Heading1", bookmarked(writing.place(section.id), writing.next_mark(), title),
                    way=writing.way(section.title), border=line)  # fmt: skip


def _part(part: Part, section: Section, writing: Writing, images: Images) -> Iterator[str]:
    if part.title:
        yield paragraph("Heading2", plain(part.title, writing), way=writing.brief.direction)
    for piece in part.pieces:
        yield from _piece(piece, section, writing, images)


def _piece(piece: Piece, section: Section, writing: Writing, images: Images) -> Iterator[str]:
    way = writing.brief.direction
    match piece:
        case Passage():
            style = "Summary" if section.id == "summary" else "Note" if piece.aside else "Normal"
            yield from (paragraph(style, sentence(one, writing), way=way) for one in piece.sentences)
        case Facts():
            yield from (fact(one, writing) for one in piece.facts)
            yield from notes(piece.notes, writing)
        case Items():
            yield from (each for item in piece.items for each in _item(item, writing, 1))
        case Table():
            yield from text_table(piece, writing)
        case FigureSheet():
            yield from figure_sheet(piece, writing)
        case Picture():
            yield from _picture(piece, writing, images)
        case Findings():
            yield from (each for group in piece.groups for each in _finding(group, writing))
        case Works():
            for work in piece.works:
                remark = plain(f" ({work.remark})", writing, colour=TONES["warn"]) if work.remark else ""
                concepts = plain("\n" + writing.brief.words.separator.join(work.concepts), writing, style="Label",
                                 language=piece.language)  # fmt: skip
                yield paragraph("Bibliography", plain(work.citation, writing), remark, concepts)


def _item(item: Item, writing: Writing, level: int) -> Iterator[str]:
    style = "ListBullet" if level == 1 else f"ListBullet{min(level, 3)}"
    name = plain(item.title or "–", writing, style="Strong") + tags(item.tags, writing)
    yield paragraph(style, name, way=writing.way(item.title))
    yield from (fact(one, writing, style="FactInList") for one in item.facts)
    yield from notes(item.notes, writing, style="NoteInList", indent=284)
    for inner in item.items:
        yield from _item(inner, writing, level + 1)


def _finding(group: FindingGroup, writing: Writing) -> Iterator[str]:
    way, words, tone = writing.brief.direction, writing.brief.words, TONES[_tone(group.severity)]
    language = group.language
    line = border("right" if way == "rtl" else "left", tone, 18, 8)

    def said(*content: str) -> str:
        return paragraph("Finding", *content, way=way, border=line)

    def label(text: str, language: str = "") -> str:
        return plain(f"{text} ", writing, style="Label", language=language)

    yield said(plain(group.word, writing, colour=tone, bold=True), label(f" {group.code}"))
    for each in group.lines:
        yield said(sentence(each.message, writing, bold=True, language=language), label(f" {each.place}"))
        if each.reason:
            yield said(label(words.reason), plain(each.reason, writing))
        elif each.help:
            yield said(label(words.help), sentence(each.help, writing, language=language))
    if group.why:
        yield said(label(words.why), plain(group.why, writing, language=language))
    if group.theory:
        titles = words.separator.join(f"{title} {id}" for id, title in group.theory)
        yield said(label(words.theory), label(titles, language))
    yield paragraph("Note")


def _tone(severity: str) -> str:
    return {"error": "alarm", "warning": "warn"}.get(severity, "hint")


def _picture(piece: Picture, writing: Writing, images: Images) -> Iterator[str]:
    """The caption with a number that Word counts, the drawing with its description, what to know about it."""
    drawing, way = piece.drawing, writing.brief.direction
    number = str(piece.number)
    before, _, after = piece.caption.partition(number)
    marked = bookmarked(writing.place(f"figure-{number}"), writing.next_mark(), field("SEQ Figure \\* ARABIC", number))
    counted = plain(before, writing) + marked + plain(f"{after} ", writing)
    yield paragraph("Caption", counted, plain(drawing.title, writing, style="Strong"), way=way)
    again = writing.brief.poster.words.continued.format(title=piece.caption)
    for at, part in enumerate(drawing_parts(drawing, ON_PAGE)):
        share = min(1.0, _WIDEST / part.width, ON_PAGE / part.height)
        name, alt = (piece.caption, drawing.description) if at == 0 else (again, again)
        yield paragraph("Figure", picture(images[piece.number, at], writing.next_mark(), part.width * share,
                                          part.height * share, name=name, alt=storable(alt)), way=way)  # fmt: skip
    yield from (user(note, writing, "Note") for note in drawing.notes)


def _behind(writing: Writing) -> Iterator[str]:
    """The numbers behind the drawings, at the end."""
    pictures = [piece for piece in pictures_in(writing.brief) if piece.drawing.table is not None]
    if pictures:
        yield paragraph("Heading1", plain(writing.brief.words.tables, writing), way=writing.brief.direction,
                        border=border("top", rule_colour(writing.brief.accent), 10, 6))  # fmt: skip
    for piece in pictures:
        if piece.drawing.table is not None:
            yield from data_table(piece.drawing.table, writing, caption=f"{piece.caption} {piece.drawing.title}")


# ---- What stands around the text ----


def _edges(document: Any, brief: Brief, parse_xml: Any) -> tuple[str, str, str]:
    """The parts of header, footer and footer of the first page, as ids: the title, and fields that count pages."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    title, way = _line(brief.title), brief.direction
    short = title if len(title) <= 90 else title[:88] + "…"
    running = paragraph("Header", run(short, base=way), "<w:r><w:tab/></w:r>", run(brief.words.kind, base=way), way=way)
    counted = paragraph("Footer", "<w:r><w:tab/></w:r>", _pages(brief), way=way)
    for edge, content in ((section.header, running), (section.footer, counted), (section.first_page_footer, counted)):
        edge.is_linked_to_previous = False
        element = edge._element
        for child in list(element):
            element.remove(child)
        element.append(parse_xml(content.replace("<w:p>", f"<w:p {NAMESPACES}>", 1)))
    rels = document.part.rels
    found = {}
    edges = {"header": section.header, "footer": section.footer, "first": section.first_page_footer}
    for rel in rels.values():
        for name, edge in edges.items():
            if not rel.is_external and rel.target_part is edge.part:
                found[name] = rel.rId
    return found["header"], found["footer"], found["first"]


def _pages(brief: Brief) -> str:
    """`Page {page} of {pages}` with fields in the places."""
    parts = re.split(r"\{(page|pages)\}", brief.words.page)
    fields = {"page": field("PAGE", "1"), "pages": field("NUMPAGES", "1")}
    return "".join(fields[part] if at % 2 else run(part) for at, part in enumerate(parts))


def _styled(document: Any, brief: Brief, writing: Writing, parse_xml: Any) -> None:
    """Our styles and lists, the theme, and who wrote it when."""
    styles = resources.read_text("templates/office/styles.xml")
    styles = styles.replace("LANGUAGE", xml_text(language_tag(brief.language)))
    styles = styles.replace("LINK", link_colour(brief.accent))
    document.part._styles_part._element = parse_xml(styles.encode("utf-8"))
    lists = "".join(
        f'<w:num w:numId="{3 + number}"><w:abstractNumId w:val="2"/>'
        + "".join(f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start if start < 1 << 31 else 1}"/>'
                  "</w:lvlOverride>" for level in range(5)) + "</w:num>"
        for number, start in enumerate(writing.lists)
    )  # fmt: skip
    numbering = resources.read_text("templates/office/numbering.xml")
    numbering = numbering.replace("</w:numbering>", lists + "</w:numbering>")
    document.part.numbering_part._element = parse_xml(numbering.encode("utf-8"))
    settings = resources.read_text("templates/office/settings.xml")
    settings = settings.replace("LANGUAGE", xml_text(language_tag(brief.language)))
    document.part._settings_part._element = parse_xml(settings.encode("utf-8"))
    for rel in document.part.rels.values():
        if not rel.is_external and rel.reltype.endswith("/theme"):
            rel.target_part._blob = themed(rel.target_part.blob.decode("utf-8"), brief.accent).encode("utf-8")


