"""The brief as PDF: as data for `templates/brief.typ`, with the poster laid out on pages of its own.

Text travels as JSON and is never markup. The engine and the search for fonts stand outside.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

import attrs

from canvasdsl import resources
from canvasdsl.brief.brief import Brief, Fact, Piece, Prose, Section, SegmentMark
from canvasdsl.render.accent import legible_accent
from canvasdsl.render.drawing_typst import COLOURS, drawing_data
from canvasdsl.render.escape import storable
from canvasdsl.render.markdown_text import to_typst, typst_spans
from canvasdsl.render.prose_tree import prose_tree, value_spans
from canvasdsl.render.typst_poster import poster_typst_inputs
from canvasdsl.views.drawing import Drawing
from canvasdsl.views.marks import RING_WIDTH, mark_polygon
from canvasdsl.views.parted import parted
from canvasdsl.views.poster.layout import lay_out_pages
from canvasdsl.views.poster.poster import ACCENTS
from canvasdsl.views.typeset import font_families, uncovered

__all__ = ["brief_source", "brief_typst_inputs", "lacking"]

_SHORT = 3000
"""A brief whose model has at most so many characters may stand on one page, the poster on a second."""
_FEW = 12_000
"""A section whose data have more characters fills more than half of a page: nobody need measure it."""
_PAGE = 640.0
"""The height of a page's text in points, without the caption of a drawing."""
_SMALLEST = 0.7
"""A drawing is not made smaller than this."""


def lacking(brief: Brief) -> tuple[tuple[str, str], ...]:
    """What our fonts cannot draw: field and character, each character once, where it stands first."""
    found: dict[str, str] = {}
    for field, text in brief.texts:
        for cluster in uncovered(storable(text)):
            found.setdefault(cluster, field)
    return tuple((field, cluster) for cluster, field in found.items())


def brief_source() -> str:
    """The Typst source, which never changes with the brief."""
    return "".join(resources.read_text(f"templates/{name}.typ") for name in ("poster", "drawing", "brief"))


def brief_typst_inputs(brief: Brief, *, families: Sequence[str] = ()) -> dict[str, str]:
    """The value of `sys.inputs`; `families` are further fonts, tried after our own."""
    date = brief.date
    data = {
        "title": storable(brief.title), "author": storable(brief.author), "language": brief.language.split("-")[0],
        "direction": brief.direction, "banner": storable(brief.banner), "words": _data(brief.words),
        "date": [date.year, date.month, date.day or 1] if date is not None else None,
        "purpose": _data(brief.purpose), "facts": _data(brief.facts), "sections": [_section(s) for s in brief.sections],
        "short": sum(len(text) for _, text in brief.texts) <= _SHORT, "fonts": [*font_families(), *families],
        "colours": {**COLOURS, "hint": "#1c6b57", "rule": _rule(brief)},
        "logo": brief.logo.form.replace("jpeg", "jpg") if brief.logo is not None else "",
        "sources": [{"name": name, "text": storable(text)} for name, text in brief.sources],
        "accents": [light for light, _ in ACCENTS],
    }  # fmt: skip
    poster = poster_typst_inputs(brief.poster, lay_out_pages(brief.poster), families=families)
    # Bytes travel as numbers: text could not hold them.
    logo = json.dumps([*brief.logo.data] if brief.logo is not None else [], separators=(",", ":"))
    return {"brief": json.dumps(data, ensure_ascii=False), "logo": logo, **poster}


def _rule(brief: Brief) -> str:
    """The colour of the lines above the title and the sections."""
    return legible_accent(brief.accent)[0] if brief.accent else COLOURS["ink"]


def _section(section: Section) -> dict[str, Any]:
    data: dict[str, Any] = _data(section)
    data["segment"] = _mark(section.segment) if section.segment is not None else None
    data["brief"] = len(json.dumps(data["parts"])) <= _FEW
    return data


def _mark(segment: SegmentMark) -> dict[str, Any]:
    """The mark with its outline: corners, or a disc or ring."""
    ring = RING_WIDTH if segment.mark == "ring" else 0
    points = mark_polygon(segment.mark) or ()
    return {"accent": segment.accent, "letter": segment.letter, "ring": ring, "points": points}


def _data(value: Any) -> Any:
    """A value of the brief as JSON; pieces say their kind, prose is its tree."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, tuple):
        return [_data(part) for part in value]
    if isinstance(value, Drawing):
        return {**drawing_data(value), "title": storable(value.title), "notes": _data(value.notes),
                "table": _data(value.table), "as_table": value.as_table,
                "parts": [drawing_data(part) for part in _parts(value)]}  # fmt: skip
    if isinstance(value, Prose):
        return [{**block, "language": value.language} for block in to_typst(prose_tree(value))]
    if attrs.has(type(value)):
        return dict(_fields(value))
    return value


def _parts(drawing: Drawing) -> tuple[Drawing, ...]:
    """What stands on a page each of a drawing that would be too small on one."""
    return parted(drawing, _PAGE) if drawing.height * _SMALLEST > _PAGE else ()


def _fields(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Piece):
        yield "kind", type(value).__name__
    for field in attrs.fields(type(value)):
        yield field.name, _data(getattr(value, field.name))
    if isinstance(value, Fact):
        yield "links", [typst_spans(value_spans(text, found)) for text, found in zip(value.values, value.links)]
