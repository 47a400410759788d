"""The poster as data for `templates/poster.typ`: the same places and lines that the SVG draws."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from canvasdsl import resources
from canvasdsl.render.escape import storable
from canvasdsl.render.svg import LIGHT, frame_edges
from canvasdsl.views.marks import RING_WIDTH, mark_polygon
from canvasdsl.views.poster.placed import Bead, LegendEntry, Page, PlacedBlock, PlacedNote, Sheet, Text
from canvasdsl.views.poster.poster import ACCENTS, Poster
from canvasdsl.views.poster.text import note_in_words, poster_description
from canvasdsl.views.typeset import font_families

__all__ = ["poster_ppi", "poster_source", "poster_typst_inputs"]

_MOST_PIXELS = 30_000

_Item = dict[str, Any]


def poster_source() -> str:
    """The Typst source, which never changes with the poster."""
    return resources.read_text("templates/poster.typ") + resources.read_text("templates/poster_alone.typ")


def poster_typst_inputs(poster: Poster, sheet: Sheet, *, families: Sequence[str] = ()) -> dict[str, str]:
    """The value of `sys.inputs`; `families` are further fonts, tried after our own."""
    data = {
        "title": storable(poster.title), "description": storable(poster_description(poster)),
        "language": poster.language.split("-")[0], "fonts": [*font_families(), *families],
        "colours": {**LIGHT, **{f"a{number}": light for number, (light, _) in enumerate(ACCENTS)}},
        "pages": [_page(page, poster, sheet.scale) for page in sheet.pages],
    }
    return {"poster": json.dumps(data, ensure_ascii=False)}


def poster_ppi(sheet: Sheet, *, wanted: float = 192) -> float:
    """The pixels per inch for a PNG: `wanted`, or fewer where an image would be more than 30,000 pixels high."""
    return min([wanted, *(_MOST_PIXELS * 72 / page.height for page in sheet.pages)])


def _page(page: Page, poster: Poster, scale: float) -> _Item:
    return {
        "width": page.width, "height": page.height, "shapes": list(_shapes(page, scale)),
        "head": [_text(text) for text in page.head],
        "legend": [_entry(entry, scale) for entry in page.legend],
        "groups": [_group(block, poster, scale) for block in page.blocks],
        "foot": [_text(text) for text in page.foot],
    }


def _group(block: PlacedBlock, poster: Poster, scale: float) -> _Item:
    """A block's texts: its heading, what stands before the list, the list's items, what stands after."""
    prompts = [{"alt": "", "shapes": [], "texts": [_text(prompt)]} for prompt in block.prompts]
    return {
        "heading": _text(block.heading) if block.heading else None,
        "before": [_text(block.number)] if block.number else [],
        "items": [_note(note, poster, scale) for note in block.notes] or prompts,
        "after": [_text(block.pointer)] if block.pointer else [],
    }


def _note(note: PlacedNote, poster: Poster, scale: float) -> _Item:
    """A note as an entry of the list: its marks with what they say, and its texts."""
    texts = [*(bead.letter for bead in note.beads if bead.letter), *note.texts]
    return {"alt": storable(note_in_words(note.note, poster)), "shapes": list(_note_shapes(note, scale)),
            "texts": [_text(text) for text in texts]}


def _entry(entry: LegendEntry, scale: float) -> _Item:
    text, high = entry.text, entry.text.size * 0.8
    shape = _bead(entry.bead) if entry.bead else _outline(
        text.x - text.size * 1.9 + 0.4, text.y + (text.leading - high) / 2, text.size * 1.35, high, 1.5 * scale, scale)
    letter = [_text(entry.bead.letter)] if entry.bead and entry.bead.letter else []
    return {"alt": "", "shapes": [shape], "texts": [*letter, _text(text)]}


def _text(text: Text) -> _Item:
    return {
        "role": text.role, "x": text.x, "y": text.baseline(0), "width": text.width, "size": text.size,
        "leading": text.leading, "weight": text.weight, "tone": text.tone, "direction": text.direction,
        "right": text.at_right, "lines": [storable(line) for line in text.lines],
    }


def _shapes(page: Page, scale: float) -> Iterator[_Item]:
    for left, top, right, bottom in frame_edges(page):
        yield _line(left, top, right, bottom, "line", 0.7 * scale)
    yield _line(page.margin, page.rule, page.width - page.margin, page.rule, "ink", 1.6 * scale)
    for block in page.blocks:
        for y in block.writing:
            yield _line(block.x + block.pad, y, block.x + block.width - block.pad, y, "line", 0.6 * scale,
                        dash=(0.1, 2.6 * scale))


def _note_shapes(note: PlacedNote, scale: float) -> Iterator[_Item]:
    if note.outline is not None:
        pad = note.outline
        yield _outline(note.x - pad * 1.6, note.y - pad, note.width + pad * 3.2, note.height + 2 * pad, 2.2 * scale,
                       scale)
    for strand in note.strands:
        yield {"kind": "bar", "tone": _tone(strand.accent), "x": strand.x - strand.width / 2, "y": strand.top,
               "width": strand.width, "height": strand.bottom - strand.top}
    yield from map(_bead, note.beads)


def _bead(bead: Bead) -> _Item:
    corners, tone = mark_polygon(bead.mark), _tone(bead.accent)
    if corners:
        points = [(bead.x + x * bead.radius, bead.y + y * bead.radius) for x, y in corners]
        return {"kind": "polygon", "tone": tone, "points": points}
    stroke = RING_WIDTH * bead.radius if bead.mark == "ring" else None
    radius = bead.radius - (stroke or 0) / 2
    return {"kind": "circle", "tone": tone, "x": bead.x, "y": bead.y, "radius": radius, "stroke": stroke}


def _line(
    left: float, top: float, right: float, bottom: float, tone: str, stroke: float, *, dash: Iterable[float] = ()
) -> _Item:
    return {"kind": "path", "tone": tone, "x": left, "y": top, "width": right - left, "height": bottom - top,
            "stroke": stroke, "dash": list(dash)}


def _outline(x: float, y: float, width: float, height: float, radius: float, scale: float) -> _Item:
    return {"kind": "outline", "tone": "faint", "x": x, "y": y, "width": width, "height": height, "radius": radius,
            "stroke": 0.75 * scale, "dash": [2.4 * scale, 1.8 * scale]}


def _tone(accent: int | None) -> str:
    return "grey" if accent is None else f"a{accent}"
