"""Paragraphs, runs, links, fields and tables of a Word document as text: each function writes one element.

All user text goes through `xml_text` or `xml_attribute`. Widths are twentieths of a point, as Word counts them.
"""

from collections.abc import Callable, Iterable, Sequence

from canvasdsl.render.office_text import EMU, language_tag, xml_attribute, xml_text
from canvasdsl.views.typeset import direction

__all__ = [
    "NAMESPACES", "Linking", "bookmarked", "border", "cell", "field", "lead", "link", "paragraph", "picture", "row",
    "run", "section_end", "table",
]  # fmt: skip

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
Linking = Callable[[str], str]
"""Gives the id of the relationship that leads to an address."""


def run(
    text: str, *, style: str = "", bold: bool = False, struck: bool = False, colour: str = "", base: str = "ltr",
    language: str = "",
) -> str:  # fmt: skip
    """A stretch of text; its line ends are line breaks. `base` is the direction where the text has none of its own,
    `language` its own where it is not the document's."""
    if not text:
        return ""
    marks = f'<w:rStyle w:val="{style}"/>' if style else ""
    marks += "<w:b/><w:bCs/>" if bold else ""
    marks += "<w:strike/>" if struck else ""
    marks += f'<w:color w:val="{colour}"/>' if colour else ""
    marks += "<w:rtl/>" if direction(text, fallback=base) == "rtl" else ""
    marks += f'<w:lang w:val="{xml_attribute(language_tag(language))}"/>' if language else ""
    return f"<w:r>{f'<w:rPr>{marks}</w:rPr>' if marks else ''}{_letters(text)}</w:r>"


def _letters(text: str) -> str:
    lines = xml_text(text).replace("\t", " ").split("\n")
    return "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in lines)


def paragraph(
    style: str, *content: str, way: str = "ltr", border: str = "", new_page: bool = False, centred: bool = False,
    number: int = 0, level: int = 0, indent: int = 0,
) -> str:  # fmt: skip
    """A paragraph in one of the styles of `styles.xml`. `way` is its direction, `number` the list that counts it."""
    marks = f'<w:pStyle w:val="{style}"/>' + ("<w:pageBreakBefore/>" if new_page else "")
    marks += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>' if number else ""
    marks += f"<w:pBdr>{border}</w:pBdr>" if border else ""
    marks += "<w:bidi/>" if way == "rtl" else ""
    marks += f'<w:ind w:left="{indent}"/>' if indent else ""
    marks += '<w:jc w:val="center"/>' if centred else ""
    return f"<w:p><w:pPr>{marks}</w:pPr>{''.join(content)}</w:p>"


def border(side: str, colour: str, eighths: int, space: int = 6, *, line: str = "single") -> str:
    """A line at one side of a paragraph, `eighths` of a point wide."""
    return f'<w:{side} w:val="{line}" w:sz="{eighths}" w:space="{space}" w:color="{colour}"/>'


def link(address: str, content: str, linking: Linking) -> str:
    """Runs that lead to an address."""
    return f'<w:hyperlink r:id="{linking(address)}">{content}</w:hyperlink>'


def lead(place: str, content: str) -> str:
    """Runs that lead to a bookmark of the same document."""
    return f'<w:hyperlink w:anchor="{xml_attribute(place)}" w:history="1">{content}</w:hyperlink>'


def bookmarked(name: str, number: int, content: str) -> str:
    """Runs that a link inside the document can lead to."""
    return (f'<w:bookmarkStart w:id="{number}" w:name="{xml_attribute(name)}"/>{content}'
            f'<w:bookmarkEnd w:id="{number}"/>')  # fmt: skip


def field(instruction: str, result: str, *, style: str = "") -> str:
    """A field that Word computes, with what it comes to until then."""
    marks = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return "".join(
        f"<w:r>{marks}{part}</w:r>" for part in (
            '<w:fldChar w:fldCharType="begin"/>',
            f'<w:instrText xml:space="preserve"> {xml_text(instruction)} </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>', _letters(result), '<w:fldChar w:fldCharType="end"/>')
    )  # fmt: skip


def picture(relation: str, number: int, width: float, height: float, *, name: str, alt: str) -> str:
    """A picture of some points in a line of text, with its text alternative."""
    wide, high = round(width * EMU), round(height * EMU)
    named = f'id="{number}" name="{xml_attribute(name)}" descr="{xml_attribute(alt)}"'
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"/>'
        f'<wp:docPr {named}/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm><a:prstGeom prst="rect">'
        "<a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def table(
    rows: Iterable[str], widths: Sequence[int], *, way: str = "ltr", style: str = "CanvasTable", caption: str = ""
) -> str:
    """A table of columns of some widths; its first row is the head, its first column names the rows."""
    named = f'<w:tblCaption w:val="{xml_attribute(caption)}"/>' if caption else ""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/>{"<w:bidiVisual/>" if way == "rtl" else ""}'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="04A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="0" '
        f'w:noVBand="1"/>{named}'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def row(cells: Iterable[str], *, head: bool = False, least: int = 0, whole: bool = True) -> str:
    """A row; a head stands again on each page, and a `whole` one is not parted by the end of a page."""
    marks = "<w:cantSplit/>" if whole or head else ""
    marks += f'<w:trHeight w:val="{least}" w:hRule="atLeast"/>' if least else ""
    marks += "<w:tblHeader/>" if head else ""
    return f"<w:tr>{f'<w:trPr>{marks}</w:trPr>' if marks else ''}{''.join(cells)}</w:tr>"


def cell(width: int, paragraphs: str, *, columns: int = 1, merged: str = "") -> str:
    """A cell over some columns; `merged` is `restart` where it begins a cell over several rows, `continue` below."""
    marks = f'<w:tcW w:w="{width}" w:type="dxa"/>' + (f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else "")
    marks += f'<w:vMerge w:val="{merged}"/>' if merged else ""
    return f"<w:tc><w:tcPr>{marks}</w:tcPr>{paragraphs or paragraph('TableText')}</w:tc>"


def section_end(header: str, footer: str, *, lying: bool = False, way: str = "ltr", first: str = "") -> str:
    """The properties of the pages so far, A4: its header and footer, ids of their parts. `first` is the footer of the
    first page, which then has no header."""
    wide, high = (16838, 11906) if lying else (11906, 16838)
    edge = 'w:top="1021" w:right="1021" w:bottom="907" w:left="1021"' if lying else (
        'w:top="1304" w:right="1134" w:bottom="1134" w:left="1134"')  # fmt: skip
    opening = f'<w:footerReference w:type="first" r:id="{first}"/>' if first else ""
    turned = ' w:orient="landscape"' if lying else ""
    return (
        f'<w:sectPr><w:headerReference w:type="default" r:id="{header}"/>'
        f'<w:footerReference w:type="default" r:id="{footer}"/>'
        f'{opening}'
        f'<w:type w:val="nextPage"/><w:pgSz w:w="{wide}" w:h="{high}"{turned}/>'
        f'<w:pgMar {edge} w:header="567" w:footer="510" w:gutter="0"/>'
        f'{"<w:titlePg/>" if first else ""}{"<w:bidi/>" if way == "rtl" else ""}</w:sectPr>'
    )
