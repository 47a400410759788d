"""The brief as slides for PowerPoint: a title, the poster in shapes, a slide or more for each section.

The library python-pptx, of the extra `office`, makes the package; what stands on its slides is written here. Pictures
come as streams of PNG, for this part makes no file.
"""

from collections.abc import Iterator, Mapping
from typing import IO, Any

import attrs

from canvasdsl.brief.brief import Brief, Section
from canvasdsl.render.escape import storable
from canvasdsl.render.office_pictures import Pictures
from canvasdsl.render.office_text import EMU, language_tag, rule_colour, themed, xml_attribute
from canvasdsl.render.pptx_markup import NAMESPACES, Lettering, body, frame, picture, placeholder, rule, table
from canvasdsl.render.pptx_poster import poster_pages, poster_shapes
from canvasdsl.render.slide_text import Paragraph, height_of, prose, said, split, stretch
from canvasdsl.render.slides import (
    HEIGHT,
    MARGIN,
    WIDTH,
    PlacedPicture,
    PlacedTable,
    PlacedText,
    Slide,
    slides_of,
)

__all__ = ["fill_pptx"]

_TITLE_SLIDE, _TITLE_ONLY = "Title Slide", "Title Only"
_FOOT = 508.0
_MOST_NOTES = 30_000
"""So many characters of notes are kept on one slide; more would keep nobody's attention."""


def fill_pptx(deck: Any, brief: Brief, pictures: Pictures, logo: IO[bytes] | None) -> None:
    """Writes the brief into an empty presentation of python-pptx."""
    layouts = _dressed(deck, brief)
    _title_slides(deck, layouts, brief, logo)
    for section in brief.sections:
        if section.poster:
            _poster(deck, layouts, brief, section)
            continue
        for slide in slides_of(section, brief):
            _slide(deck, layouts, brief, slide, pictures)


# ---- The look of all slides ----


def _dressed(deck: Any, brief: Brief) -> dict[str, Any]:
    """Sets the size, the theme and the places of titles; keeps the two layouts that are used, by name."""
    deck.slide_width, deck.slide_height = round(WIDTH * EMU), round(HEIGHT * EMU)
    master = deck.slide_master
    for layout in list(deck.slide_layouts):
        if layout.name not in (_TITLE_SLIDE, _TITLE_ONLY):
            deck.slide_layouts.remove(layout)
    inside = WIDTH - 2 * MARGIN
    places = {"TITLE": (MARGIN, 50, inside, 60), "CENTER_TITLE": (MARGIN, 150, inside, 90),
              "SUBTITLE": (MARGIN, 250, inside, 160), "BODY": (MARGIN, 124, inside, 370),
              "FOOTER": (MARGIN, _FOOT, 600, 18), "DATE": (660, _FOOT, 100, 18),
              "SLIDE_NUMBER": (WIDTH - MARGIN - 100, _FOOT, 100, 18)}  # fmt: skip
    for holder in (master, *deck.slide_layouts):
        for shape in holder.placeholders:
            place = places.get(shape.placeholder_format.type.name)
            if place is not None:
                shape.left, shape.top, shape.width, shape.height = (round(each * EMU) for each in place)
    for rel in master.part.rels.values():
        if rel.reltype.endswith("/theme"):
            rel.target_part._blob = themed(rel.target_part.blob.decode("utf-8"), brief.accent).encode("utf-8")
    return {layout.name: layout for layout in deck.slide_layouts}


def _begun(deck: Any, layout: Any) -> tuple[Any, Any]:
    """A new slide without the empty frames of its layout, and the tree of its shapes."""
    slide = deck.slides.add_slide(layout)
    tree = slide.shapes._spTree
    for shape in list(slide.placeholders):
        tree.remove(shape._element)
    return slide, tree


def _lettering(brief: Brief, slide: Any) -> Lettering:
    def linking(address: str) -> str:
        relation: str = slide.part.relate_to(address, _HYPERLINK, is_external=True)
        return relation

    return Lettering(language_tag(brief.language), brief.direction, linking)


_HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def _put(tree: Any, shapes: Iterator[str]) -> None:
    from pptx.oxml import parse_xml

    tree.extend(list(parse_xml(f"<p:spTree {NAMESPACES}>{''.join(shapes)}</p:spTree>")))


def _foot(brief: Brief, lettering: Lettering, number: int) -> Iterator[str]:
    """The running title, and the number of the slide as a field."""
    title = " ".join(brief.title.split())
    short = title if len(title) <= 90 else title[:88] + "…"
    words = said(f"{short} · {brief.words.kind}", size=9.5, tone="faint")
    yield placeholder(number, "Footer", 'type="ftr" sz="quarter" idx="11"', MARGIN, _FOOT, 600, 18,
                      body((words,), lettering, anchor="ctr"))  # fmt: skip
    language = xml_attribute(lettering.language)
    counted = (
        '<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/><a:lstStyle/><a:p><a:pPr algn="r"/>'
        f'<a:fld id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum"><a:rPr lang="{language}" sz="950">'
        '<a:solidFill><a:srgbClr val="5F6B78"/></a:solidFill></a:rPr><a:t>‹#›</a:t></a:fld></a:p></p:txBody>'
    )
    yield placeholder(number + 1, "Slide Number", 'type="sldNum" sz="quarter" idx="12"', WIDTH - MARGIN - 100, _FOOT,
                      100, 18, counted)  # fmt: skip


# ---- Slides ----


def _title_slides(deck: Any, layouts: Mapping[str, Any], brief: Brief, logo: IO[bytes] | None) -> None:
    """The title, what the business is for, who wrote it when; a long purpose goes on on the next slide."""
    slide, tree = _begun(deck, layouts[_TITLE_SLIDE])
    lettering = _lettering(brief, slide)
    inside = WIDTH - 2 * MARGIN
    shapes, y = [rule(2, MARGIN, 56, inside, rule_colour(brief.accent), 3)], 74.0
    if logo is not None and brief.logo is not None:
        relation = slide.part.get_or_add_image_part(logo)[1]
        width = min(260.0, 64 * brief.logo.width / brief.logo.height)
        height = width * brief.logo.height / brief.logo.width
        shapes.append(picture(3, "Logo", relation, MARGIN, y, width, height, alt=storable(brief.title)))
        y += height + 14
    kicker = said(brief.words.kind, size=14, tone="faint")
    shapes.append(frame(4, "Kind", MARGIN, y, inside, 18, body((kicker,), lettering)))
    y += 22
    title = said(brief.title, size=44, strong=True)
    while height_of((title,), inside) > 170 and title.size > 12:
        title = attrs.evolve(title, size=title.size - 2)
    height = height_of((title,), inside)
    shapes.append(placeholder(5, "Title", 'type="ctrTitle"', MARGIN, y, inside, height, body((title,), lettering)))
    y += height + 10
    below = [*(prose(brief.purpose, size=18) if brief.purpose is not None else ())]
    for fact in brief.facts:
        label = stretch(f"{brief.words.label.format(label=fact.label)} ", tone="faint")
        below.append(Paragraph((label, stretch(", ".join(fact.values))), size=14, before=4))
    if brief.banner:
        below.append(said(brief.banner, size=14, strong=True, tone="alarm", before=8))
    rest = _filled(shapes, below, y, inside, lettering, "Purpose")
    _put(tree, iter(shapes))
    while rest:
        slide, tree = _begun(deck, layouts[_TITLE_ONLY])
        lettering = _lettering(brief, slide)
        again = said(brief.poster.words.continued.format(title=brief.words.kind), size=28, strong=True)
        shapes = [placeholder(2, "Title", 'type="title"', MARGIN, 50, inside, 40, body((again,), lettering))]
        rest = _filled(shapes, rest, 100, inside, lettering, "Purpose")
        _put(tree, iter(shapes))


def _filled(
    shapes: list[str], paragraphs: list[Paragraph], y: float, width: float, lettering: Lettering, name: str
) -> list[Paragraph]:
    """Adds a frame with as many of the paragraphs as there is room for; returns the others."""
    placed: list[Paragraph] = []
    left, room = list(paragraphs), 496 - y
    while left:
        height = height_of((left[0],), width)
        if height <= room:
            placed.append(left.pop(0))
            room -= height
            continue
        halves = split(left[0], width, room)
        if halves is not None:
            placed.append(halves[0])
            left[0] = halves[1]
        break
    if placed:
        shapes.append(frame(6, name, MARGIN, y, width, height_of(placed, width), body(placed, lettering)))
    return left


def _poster(deck: Any, layouts: Mapping[str, Any], brief: Brief, section: Section) -> None:
    """The nine blocks as shapes; their continuation, where they have one, on further slides."""
    for page in poster_pages(brief.poster):
        slide, tree = _begun(deck, layouts[_TITLE_ONLY])
        lettering = _lettering(brief, slide)
        head = page.head[0]
        title = said(" ".join(head.lines), size=head.size, strong=True)
        # The line below the head stays where the layout has it: the frame grows upwards.
        height = height_of((title,), head.width)
        shapes = [placeholder(2, "Title", 'type="title"', head.x, head.y + head.height - height, head.width, height,
                              body((title,), lettering))]  # fmt: skip
        for number, text in enumerate(page.head[1:], 3):
            words = said(" ".join(text.lines), size=text.size, tone="soft")
            shapes.append(frame(number, "Head", text.x, text.y, text.width, text.height, body((words,), lettering)))
        shapes.append(rule(20, page.margin, page.rule, page.width - 2 * page.margin, rule_colour(brief.accent), 1.5))
        shapes += poster_shapes(page, brief.poster, lettering, 21)
        _put(tree, iter(shapes))


def _slide(
    deck: Any, layouts: Mapping[str, Any], brief: Brief, slide: Slide, pictures: Pictures
) -> None:
    made, tree = _begun(deck, layouts[_TITLE_ONLY])
    lettering = _lettering(brief, made)
    inside = WIDTH - 2 * MARGIN
    shapes = [placeholder(2, "Title", 'type="title"', MARGIN, 50, inside, slide.title_height,
                          body((slide.title,), lettering)),
              rule(3, MARGIN, 26, inside, slide.rule, 2.25)]  # fmt: skip
    if slide.kicker.text.strip():
        shapes.append(frame(4, "Kicker", MARGIN, 32, inside, 16, body((slide.kicker,), lettering)))
    for number, item in enumerate(slide.items, 5):
        match item:
            case PlacedText():
                shapes.append(frame(number, "Text", item.x, item.y, item.width, item.height,
                                    body(item.paragraphs, lettering)))  # fmt: skip
            case PlacedTable():
                shapes.append(table(number, storable(item.caption), item.x, item.y, item.widths, item.heights,
                                    item.rows, lettering))  # fmt: skip
            case PlacedPicture():
                relation = made.part.get_or_add_image_part(pictures[item.number, item.part])[1]
                shapes.append(picture(number, storable(item.name), relation, item.x, item.y, item.width, item.height,
                                      alt=storable(item.alt)))  # fmt: skip
    shapes += _foot(brief, lettering, len(slide.items) + 5)
    _put(tree, iter(shapes))
    if slide.notes:
        made.notes_slide.notes_text_frame.text = storable("\n".join(slide.notes))[:_MOST_NOTES]
