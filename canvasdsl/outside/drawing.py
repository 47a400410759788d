"""A drawing as a file: SVG, HTML and DOT from `render` alone, PDF and PNG through the engine and its fonts."""

from pathlib import Path

from canvasdsl.outside.poster import FORMATS, fonts_for
from canvasdsl.outside.typst_engine import compile_pdf, compile_png
from canvasdsl.render.escape import storable
from canvasdsl.views.drawing import Drawing
from canvasdsl.views.typeset import uncovered

__all__ = ["draw"]

_MOST_PIXELS = 30_000
_PPI = 192.0


def draw(drawing: Drawing, form: str, *, font: Path | None = None) -> bytes:
    """The drawing as a file of one of `FORMATS`, or as `dot` if it has a graph; `font` is a further font file for PDF
    and PNG. Raises as `draw_poster` does."""
    assert form in FORMATS or form == "dot"
    if form == "dot":
        from canvasdsl.render.dot import drawing_dot

        return drawing_dot(drawing).encode("utf-8")
    if form == "svg":
        from canvasdsl.render.drawing_svg import drawing_svg

        return drawing_svg(drawing).encode("utf-8")
    if form == "html":
        from canvasdsl.render.drawing_html import drawing_page

        return drawing_page(drawing).encode("utf-8")
    from canvasdsl.render.drawing_typst import drawing_source, drawing_typst_inputs

    lacking: dict[str, str] = {}
    for field, text in drawing.texts:
        for cluster in uncovered(storable(text)):
            lacking.setdefault(cluster, field)
    files, families = fonts_for(tuple((field, cluster) for cluster, field in lacking.items()), font=font)
    inputs = drawing_typst_inputs(drawing, families=families)
    if form == "pdf":
        return compile_pdf(drawing_source(), inputs, fonts=files)
    ppi = min(_PPI, _MOST_PIXELS * 72 / (drawing.height + 200))
    (png,) = compile_png(drawing_source(), inputs, fonts=files, ppi=ppi)
    return png
