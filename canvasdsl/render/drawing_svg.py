"""A drawing as SVG: real text, light and dark, with a title and a description; as a file of its own or in a page."""

from math import atan2, cos, pi, sin

from canvasdsl.render.escape import html_attribute, svg_text
from canvasdsl.render.svg import DARK, LIGHT
from canvasdsl.render.web_fonts import FONT_STACK, font_faces
from canvasdsl.views.drawing import Area, Box, Disc, Drawing, Label, Mark, Shape, Stroke
from canvasdsl.views.framed import framed
from canvasdsl.views.marks import RING_WIDTH, mark_polygon
from canvasdsl.views.poster.poster import ACCENTS
from canvasdsl.views.typeset import SEMIBOLD

__all__ = ["DARK_TONES", "LIGHT_TONES", "arrow_head", "drawing_fragment", "drawing_style", "drawing_svg"]

LIGHT_TONES = {
    **LIGHT, "faint": "#5f6b78", "wash": "#f0f3f6", "warn": "#80500b", "good": "#1c6b57", "bad": "#f6ddd6",
    "heat0": "#f2f5fb", "heat1": "#dfe8f9", "heat2": "#c8d7f5", "heat3": "#aec4f0", "heat4": "#93b0ea",
}
"""The tones on white paper."""
DARK_TONES = {
    **DARK, "wash": "#1d2630", "warn": "#e9b35c", "good": "#6fcfae", "bad": "#4a221b", "heat0": "#18212c",
    "heat1": "#1e2d45", "heat2": "#243a61", "heat3": "#2b487d", "heat4": "#345799",
}
"""The tones on dark ground."""


def drawing_svg(drawing: Drawing) -> str:
    """The SVG document: the drawing below its title."""
    whole = framed(drawing)
    faces = font_faces([(line, shape.weight) for shape in whole.shapes if isinstance(shape, Label)
                        for line in shape.lines])  # fmt: skip
    width, height = _number(whole.width), _number(whole.height)
    language = html_attribute(drawing.language)
    return _element(whole, f"<style>{faces}{drawing_style()}</style>\n", identity="drawing",
                    own=f' width="{width}pt" height="{height}pt" xml:lang="{language}" lang="{language}"',
                    ground=f'<rect class="paper" width="{width}" height="{height}"/>')  # fmt: skip


def drawing_fragment(drawing: Drawing, identity: str) -> str:
    """The drawing as an element of a page, which has its language, its style from `drawing_style`, and its title beside
    it."""
    return _element(drawing, "", identity=identity, own="", ground="")


def _element(drawing: Drawing, style: str, *, identity: str, own: str, ground: str) -> str:
    shapes = "".join(_shape(shape) for shape in drawing.shapes)
    return (
        f'<svg class="drawing" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_number(drawing.width)} '
        f'{_number(drawing.height)}"{own} role="img" aria-labelledby="{identity}-title {identity}-text">\n'
        f'<title id="{identity}-title">{svg_text(drawing.title)}</title>\n'
        f'<desc id="{identity}-text">{svg_text(drawing.description)}</desc>\n{style}{ground}{shapes}\n</svg>\n'
    )


def drawing_style() -> str:
    """The style of all drawings, for a page or a file."""
    # A page from right to left must not turn labels around: each says itself which way it runs.
    return (
        f".drawing{{direction:ltr}}.drawing text{{font-family:{FONT_STACK};white-space:pre;"
        "text-rendering:geometricPrecision;font-synthesis:none;font-variant-emoji:normal}"
        ".drawing .b{font-weight:600}.drawing .l{fill:none}"
        f"{_colours(LIGHT_TONES, 0)}@media (prefers-color-scheme:dark){{@media screen{{{_colours(DARK_TONES, 1)}}}}}"
    )


def _colours(tones: dict[str, str], ground: int) -> str:
    named = {**tones, **{f"a{number}": pair[ground] for number, pair in enumerate(ACCENTS)}}
    return "".join(
        f".drawing .{name}{{fill:{colour}}}.drawing .s-{name}{{stroke:{colour}}}" for name, colour in named.items()
    )


# ---- Shapes ---------------------------------------------------------------------------


def _shape(shape: Shape) -> str:
    match shape:
        case Box():
            rounded = f' rx="{_number(shape.radius)}"' if shape.radius else ""
            return (f'<rect x="{_number(shape.x)}" y="{_number(shape.y)}" width="{_number(shape.width)}" '
                    f'height="{_number(shape.height)}"{rounded}{_paint(shape)}/>')  # fmt: skip
        case Disc():
            return (f'<circle cx="{_number(shape.x)}" cy="{_number(shape.y)}" r="{_number(shape.radius)}"'
                    f"{_paint(shape)}/>")  # fmt: skip
        case Area():
            return f'<polygon class="{shape.fill}"{_opacity(shape.opacity)} points="{_points(shape.points)}"/>'
        case Stroke():
            return _stroke(shape)
        case Mark():
            return _mark(shape)
        case Label():
            return _label(shape)


def _paint(shape: Box | Disc) -> str:
    """The classes and the outline of a closed shape."""
    classes = " ".join([shape.fill or "l", *([f"s-{shape.line}"] if shape.line else [])])
    line = f' stroke-width="{_number(shape.stroke)}"{_dash(shape.dash)}' if shape.line else ""
    return f' class="{classes}"{line}{_opacity(shape.opacity)}'


def _stroke(stroke: Stroke) -> str:
    tip = ""
    if stroke.head:
        tip = f'<polygon class="{stroke.tone}" points="{_points(arrow_head(stroke))}"/>'
    return (f'<polyline class="l s-{stroke.tone}" stroke-width="{_number(stroke.width)}"{_dash(stroke.dash)} '
            f'stroke-linejoin="round" points="{_points(stroke.points)}"/>{tip}')  # fmt: skip


def arrow_head(stroke: Stroke) -> tuple[tuple[float, float], ...]:
    """The corners of the head at the end of a line."""
    (x0, y0), (x, y) = stroke.points[-2:]
    angle = atan2(y - y0, x - x0)
    wings = ((x - stroke.head * cos(angle + turn), y - stroke.head * sin(angle + turn)) for turn in (pi / 7, -pi / 7))
    return ((x, y), *wings)


def _mark(mark: Mark) -> str:
    tone = "grey" if mark.accent is None else f"a{mark.accent}"
    corners = mark_polygon(mark.mark)
    if corners:
        placed = tuple((mark.x + x * mark.radius, mark.y + y * mark.radius) for x, y in corners)
        return f'<polygon class="{tone}" points="{_points(placed)}"/>'
    place = f'cx="{_number(mark.x)}" cy="{_number(mark.y)}"'
    if mark.mark == "ring":
        stroke = RING_WIDTH * mark.radius
        return (f'<circle class="l s-{tone}" {place} r="{_number(mark.radius - stroke / 2)}" '
                f'stroke-width="{_number(stroke)}"/>')  # fmt: skip
    return f'<circle class="{tone}" {place} r="{_number(mark.radius)}"/>'


def _label(label: Label) -> str:
    towards = ""
    align = label.align
    if label.direction == "rtl":
        towards = ' direction="rtl"'
        align = {"start": "end", "end": "start"}.get(align, align)  # type: ignore[assignment]
    anchor = f' text-anchor="{align}"' if align != "start" else ""
    bold = " b" if label.weight == SEMIBOLD else ""
    lines = "".join(f'<tspan x="{_number(label.x)}" y="{_number(label.baseline(number))}">{svg_text(line)}</tspan>'
                    for number, line in enumerate(label.lines))  # fmt: skip
    return f'<text class="{label.tone}{bold}" font-size="{_number(label.size)}"{anchor}{towards}>{lines}</text>'


def _dash(dash: tuple[float, ...]) -> str:
    return f' stroke-dasharray="{" ".join(map(_number, dash))}"' if dash else ""


def _opacity(opacity: float) -> str:
    return f' opacity="{opacity:g}"' if opacity < 1 else ""


def _points(points: tuple[tuple[float, float], ...]) -> str:
    return " ".join(f"{_number(x)},{_number(y)}" for x, y in points)


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
