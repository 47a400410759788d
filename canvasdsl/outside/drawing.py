"""A drawing as a file: SVG, HTML and DOT from `render` alone, PDF and PNG through the engine and its fonts."""

from collections.abc import Sequence
from pathlib import Path

from canvasdsl.outside.poster import FORMATS, fonts_for
from canvasdsl.outside.typst_engine import compile_pdf, compile_png
from canvasdsl.render.escape import storable
from canvasdsl.views.drawing import Drawing
from canvasdsl.views.typeset import uncovered

__all__ = ["draw", "draw_bare"]

_MOST_PIXELS = 30_000
_PPI = 192.0
_BARE_PPI = 150.0
"""Enough for print; a document may hold forty of them."""


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

    files, families = _fonts_of((drawing,), font)
    inputs = drawing_typst_inputs(drawing, families=families)
    if form == "pdf":
        return compile_pdf(drawing_source(), inputs, fonts=files)
    ppi = min(_PPI, _MOST_PIXELS * 72 / (drawing.height + 200))
    (png,) = compile_png(drawing_source(), inputs, fonts=files, ppi=ppi)
    return png


def draw_bare(drawings: Sequence[Drawing], *, font: Path | None = None) -> tuple[bytes, ...]:
    """The drawings as PNG without their titles and notes, for documents that say them. Raises as `draw_poster` does."""
    from canvasdsl.render.drawing_typst import bare_drawings_inputs, bare_drawings_source

    if not drawings:
        return ()
    files, families = _fonts_of(drawings, font)
    ppi = min([_BARE_PPI, *(_MOST_PIXELS * 72 / drawing.height for drawing in drawings)])
    return compile_png(bare_drawings_source(), bare_drawings_inputs(drawings, families=families), fonts=files, ppi=ppi)


def _fonts_of(drawings: Sequence[Drawing], font: Path | None) -> tuple[tuple[Path, ...], tuple[str, ...]]:
    """The fonts that drawings need, and the families beyond ours."""
    lacking: dict[str, str] = {}
    for drawing in drawings:
        for field, text in drawing.texts:
            for cluster in uncovered(storable(text)):
                lacking.setdefault(cluster, field)
    return fonts_for(tuple((field, cluster) for cluster, field in lacking.items()), font=font)
