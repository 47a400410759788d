"""A drawing as data for `templates/drawing.typ`: the same places and lines that the SVG draws."""

import json
from collections.abc import Sequence
from typing import Any

from canvasdsl import resources
from canvasdsl.render.drawing_svg import LIGHT_TONES, arrow_head
from canvasdsl.render.escape import storable
from canvasdsl.views.drawing import Area, Box, Disc, Drawing, Label, Mark, Shape, Stroke
from canvasdsl.views.framed import framed
from canvasdsl.views.marks import RING_WIDTH, mark_polygon
from canvasdsl.views.poster.poster import ACCENTS
from canvasdsl.views.typeset import font_families

__all__ = [
    "COLOURS", "bare_drawings_inputs", "bare_drawings_source", "drawing_data", "drawing_source", "drawing_typst_inputs",
]  # fmt: skip

COLOURS = {**LIGHT_TONES, **{f"a{number}": light for number, (light, _) in enumerate(ACCENTS)}}
"""The tones of drawings on paper."""


def drawing_source() -> str:
    """The Typst source of a drawing on a page of its own, which never changes with the drawing."""
    return resources.read_text("templates/drawing.typ") + resources.read_text("templates/drawing_alone.typ")


def drawing_typst_inputs(drawing: Drawing, *, families: Sequence[str] = ()) -> dict[str, str]:
    """The value of `sys.inputs`; `families` are further fonts, tried after our own."""
    data = {
        **drawing_data(framed(drawing)), "title": storable(drawing.title),
        "language": drawing.language.split("-")[0], "fonts": [*font_families(), *families], "colours": COLOURS,
    }  # fmt: skip
    return {"drawing": json.dumps(data, ensure_ascii=False)}


def bare_drawings_source() -> str:
    """The Typst source of some drawings, each alone on a page of its size."""
    return resources.read_text("templates/drawing.typ") + resources.read_text("templates/drawings_bare.typ")


def bare_drawings_inputs(drawings: Sequence[Drawing], *, families: Sequence[str] = ()) -> dict[str, str]:
    """The value of `sys.inputs` for `bare_drawings_source`."""
    data = {
        "drawings": [drawing_data(drawing) for drawing in drawings], "fonts": [*font_families(), *families],
        "language": drawings[0].language.split("-")[0], "colours": COLOURS,
    }  # fmt: skip
    return {"drawings": json.dumps(data, ensure_ascii=False)}


def drawing_data(drawing: Drawing) -> dict[str, Any]:
    """The drawing alone, for a page that has its title beside it."""
    shapes = [shape for each in drawing.shapes for shape in _shapes(each)]
    return {"width": drawing.width, "height": drawing.height, "shapes": shapes,
            "description": storable(drawing.description)}  # fmt: skip


def _shapes(shape: Shape) -> list[dict[str, Any]]:
    match shape:
        case Box():
            return [{"kind": "box", "x": shape.x, "y": shape.y, "width": shape.width, "height": shape.height,
                     "radius": shape.radius, **_paint(shape)}]  # fmt: skip
        case Disc():
            return [{"kind": "disc", "x": shape.x - shape.radius, "y": shape.y - shape.radius, "radius": shape.radius,
                     **_paint(shape)}]  # fmt: skip
        case Area():
            return [_polygon(shape.points, shape.fill, shape.opacity)]
        case Stroke():
            line = {"kind": "line", "points": shape.points, "line": shape.tone, "stroke": shape.width,
                    "dash": shape.dash}  # fmt: skip
            return [line, *([_polygon(arrow_head(shape), shape.tone)] if shape.head else [])]
        case Mark():
            return [_mark(shape)]
        case Label():
            return [{"kind": "text", "x": shape.x, "y": shape.y, "lines": [storable(line) for line in shape.lines],
                     "size": shape.size, "leading": shape.leading, "weight": shape.weight, "fill": shape.tone,
                     "align": shape.align, "rtl": shape.direction == "rtl"}]  # fmt: skip


def _paint(shape: Box | Disc) -> dict[str, Any]:
    return {"fill": shape.fill, "line": shape.line, "stroke": shape.stroke, "dash": shape.dash,
            "opacity": shape.opacity}  # fmt: skip


def _polygon(points: Sequence[tuple[float, float]], fill: str, opacity: float = 1.0) -> dict[str, Any]:
    return {"kind": "polygon", "points": points, "fill": fill, "opacity": opacity}


def _mark(mark: Mark) -> dict[str, Any]:
    tone = "grey" if mark.accent is None else f"a{mark.accent}"
    corners = mark_polygon(mark.mark)
    if corners:
        return _polygon([(mark.x + x * mark.radius, mark.y + y * mark.radius) for x, y in corners], tone)
    ring = mark.mark == "ring"
    stroke = RING_WIDTH * mark.radius if ring else 0.0
    radius = mark.radius - stroke / 2
    return {"kind": "disc", "x": mark.x - radius, "y": mark.y - radius, "radius": radius, "fill": "" if ring else tone,
            "line": tone if ring else "", "stroke": stroke, "dash": (), "opacity": 1}  # fmt: skip
