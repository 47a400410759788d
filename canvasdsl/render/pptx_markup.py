"""Frames, tables, pictures and paragraphs of a slide as text: each function writes one element.

All user text goes through `xml_text` or `xml_attribute`. Places are points from the top left corner.
"""

from collections.abc import Callable, Iterable, Sequence

import attrs

from canvasdsl.render.office_text import EMU, TONES, language_tag, xml_attribute, xml_text
from canvasdsl.render.slide_text import LEADING, Paragraph, Stretch
from canvasdsl.render.slides import CELL_INSET
from canvasdsl.views.typeset import direction

__all__ = ["NAMESPACES", "Lettering", "body", "frame", "picture", "placeholder", "rule", "table"]

NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
Linking = Callable[[str], str]
_NO_TABLE_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"


@attrs.frozen
class Lettering:
    """How text is written on one slide: its language, its direction, and where links lead (ids of relationships)."""

    language: str
    base: str
    linking: Linking


# ---- Text ----


def body(
    paragraphs: Iterable[Paragraph], lettering: Lettering, *, inset: float = 0.0, columns: int = 1, anchor: str = "t",
    element: str = "p:txBody",
) -> str:  # fmt: skip
    """The text of a shape or cell; its lines have the height that they were measured with."""
    edge = round(inset * EMU)
    gap = f' numCol="{columns}" spcCol="{round(2 * inset * EMU)}"' if columns > 1 else ""
    edges = "" if element == "a:txBody" else (
        f' wrap="square" lIns="{edge}" tIns="{edge}" rIns="{edge}" bIns="{edge}"{gap} anchor="{anchor}"')  # fmt: skip
    fit = "" if element == "a:txBody" else "<a:noAutofit/>"
    written = "".join(_paragraph(each, lettering) for each in paragraphs) or "<a:p/>"
    return f"<{element}><a:bodyPr{edges}>{fit}</a:bodyPr><a:lstStyle/>{written}</{element}>"


def _paragraph(paragraph: Paragraph, lettering: Lettering) -> str:
    way = direction(paragraph.text, fallback=lettering.base)
    hang = 16.0 if paragraph.sign else 0.0
    left = paragraph.indent
    marks = f' marL="{round(left * EMU)}" indent="{round(-hang * EMU)}"'
    marks += ' algn="ctr"' if paragraph.centred else (' algn="r" rtl="1"' if way == "rtl" else ' algn="l"')
    sign = f'<a:buFontTx/><a:buChar char="{xml_attribute(paragraph.sign)}"/>'
    if paragraph.sign.endswith("."):
        start = max(1, min(int(paragraph.sign[:-1]), 32_767))
        sign = f'<a:buFontTx/><a:buAutoNum type="arabicPeriod" startAt="{start}"/>'
    spaced = (
        f'<a:lnSpc><a:spcPts val="{round(paragraph.size * LEADING * 100)}"/></a:lnSpc>'
        f'<a:spcBef><a:spcPts val="{round(paragraph.before * 100)}"/></a:spcBef>'
        '<a:spcAft><a:spcPts val="0"/></a:spcAft>'
    )
    runs = "".join(_stretch(each, paragraph.size, lettering) for each in paragraph.stretches)
    return f"<a:p><a:pPr{marks}>{spaced}{sign if paragraph.sign else '<a:buNone/>'}</a:pPr>{runs}</a:p>"


def _stretch(stretch: Stretch, size: float, lettering: Lettering) -> str:
    colour = TONES.get(stretch.tone, stretch.tone)
    language = language_tag(stretch.language) if stretch.language else lettering.language
    marks = f'lang="{xml_attribute(language)}" sz="{round(size * 100)}" b="{int(stretch.strong)}"'
    marks += ' i="1"' if stretch.emphasis else ""
    marks += ' strike="sngStrike"' if stretch.struck else ""
    inside = f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
    inside += f'<a:hlinkClick r:id="{lettering.linking(stretch.link)}"/>' if stretch.link else ""
    lines = (f"<a:r><a:rPr {marks}>{inside}</a:rPr><a:t>{xml_text(line)}</a:t></a:r>" if line else ""
             for line in stretch.text.replace("\t", " ").split("\n"))  # fmt: skip
    return f"<a:br><a:rPr {marks}/></a:br>".join(lines)


# ---- Shapes ----


def frame(
    number: int, name: str, x: float, y: float, width: float, height: float, text: str, *, line: str = "",
    stroke: float = 0.75, alt: str = "",
) -> str:  # fmt: skip
    """A rectangle with text, in a line of a colour or without."""
    edge = f'<a:ln w="{round(stroke * EMU)}"><a:solidFill><a:srgbClr val="{line}"/></a:solidFill></a:ln>' if line else (
        "<a:ln><a:noFill/></a:ln>")  # fmt: skip
    box = "" if line else ' txBox="1"'
    return (
        f"<p:sp><p:nvSpPr>{_named(number, name, alt)}<p:cNvSpPr{box}/><p:nvPr/></p:nvSpPr>"
        f'<p:spPr>{_place(x, y, width, height)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>{edge}'
        f"</p:spPr>{text}</p:sp>"
    )


def placeholder(
    number: int, name: str, kind: str, x: float, y: float, width: float, height: float, text: str
) -> str:
    """A frame that the layout of the slide knows, such as its `title`."""
    return (
        f'<p:sp><p:nvSpPr>{_named(number, name, "")}<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr><p:spPr>{_place(x, y, width, height)}</p:spPr>{text}</p:sp>'
    )


def rule(number: int, x: float, y: float, width: float, colour: str, stroke: float) -> str:
    """A line from left to right that readers of the screen pass over."""
    return (
        f'<p:cxnSp><p:nvCxnSpPr><p:cNvPr id="{number}" name="Line"><a:extLst><a:ext '
        'uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
        'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
        f"</p:cNvPr><p:cNvCxnSpPr/><p:nvPr/></p:nvCxnSpPr><p:spPr>{_place(x, y, width, 0)}"
        f'<a:prstGeom prst="line"><a:avLst/></a:prstGeom><a:ln w="{round(stroke * EMU)}"><a:solidFill>'
        f'<a:srgbClr val="{colour}"/></a:solidFill></a:ln></p:spPr></p:cxnSp>'
    )


def picture(
    number: int, name: str, relation: str, x: float, y: float, width: float, height: float, *, alt: str
) -> str:
    """A picture with its text alternative."""
    return (
        f'<p:pic><p:nvPicPr>{_named(number, name, alt)}<p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr>'
        f'<p:nvPr/></p:nvPicPr><p:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/>'
        f'</a:stretch></p:blipFill><p:spPr>{_place(x, y, width, height)}<a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></p:spPr></p:pic>"
    )


def table(
    number: int, caption: str, x: float, y: float, widths: Sequence[float], heights: Sequence[float],
    rows: Sequence[Sequence[Sequence[Paragraph]]], lettering: Lettering,
) -> str:  # fmt: skip
    """A table with a line below its head and finer ones between its rows."""
    grid = "".join(f'<a:gridCol w="{round(width * EMU)}"/>' for width in widths)
    written = "".join(
        f'<a:tr h="{round(height * EMU)}">{"".join(_cell(cell, lettering, head=at == 0) for cell in row)}</a:tr>'
        for at, (row, height) in enumerate(zip(rows, heights))
    )
    turned = ' rtl="1"' if lettering.base == "rtl" else ""
    return (
        f"<p:graphicFrame><p:nvGraphicFramePr>{_named(number, 'Table', caption)}<p:cNvGraphicFramePr>"
        f'<a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>'
        f'{_place(x, y, sum(widths), sum(heights), "p:xfrm")}<a:graphic><a:graphicData '
        'uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl>'
        f'<a:tblPr firstRow="1" firstCol="1"{turned}><a:tableStyleId>{_NO_TABLE_STYLE}</a:tableStyleId></a:tblPr>'
        f"<a:tblGrid>{grid}</a:tblGrid>{written}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )


def _cell(paragraphs: Sequence[Paragraph], lettering: Lettering, *, head: bool) -> str:
    inset = round(CELL_INSET * EMU)
    colour, stroke = (TONES["ink"], 1.0) if head else (TONES["line"], 0.5)
    none = "".join(f"<a:{side}><a:noFill/></a:{side}>" for side in ("lnL", "lnR", "lnT"))
    below = (f'<a:lnB w="{round(stroke * EMU)}"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></a:lnB>')
    anchor = "b" if head else "t"
    return (
        f'<a:tc>{body(paragraphs, lettering, element="a:txBody")}<a:tcPr marL="{inset}" marR="{inset}" marT="{inset}" '
        f'marB="{inset}" anchor="{anchor}">{none}{below}<a:noFill/></a:tcPr></a:tc>'
    )


def _named(number: int, name: str, alt: str) -> str:
    said = f' descr="{xml_attribute(alt)}"' if alt else ""
    return f'<p:cNvPr id="{number}" name="{xml_attribute(name)}"{said}/>'


def _place(x: float, y: float, width: float, height: float, element: str = "a:xfrm") -> str:
    across, down, wide, high = (round(length * EMU) for length in (x, y, width, height))
    return f'<{element}><a:off x="{across}" y="{down}"/><a:ext cx="{wide}" cy="{high}"/></{element}>'
