"""The poster as the bytes of a file: SVG and HTML from `render` alone, PDF and PNG through the engine and its fonts."""

from pathlib import Path

from canvasdsl import resources
from canvasdsl.outside.fonts import find_fonts
from canvasdsl.outside.typst_engine import compile_pdf, compile_png
from canvasdsl.render.escape import storable
from canvasdsl.render.poster_html import poster_page
from canvasdsl.render.svg import poster_svg
from canvasdsl.render.typst_poster import poster_ppi, poster_source, poster_typst_inputs
from canvasdsl.views.poster.grid import A4
from canvasdsl.views.poster.layout import lay_out_pages, lay_out_tall
from canvasdsl.views.poster.placed import Paper
from canvasdsl.views.poster.poster import Poster
from canvasdsl.views.poster.text import unsupported

__all__ = ["FORMATS", "MissingGlyph", "draw_poster", "fonts_for"]

FORMATS = ("svg", "png", "pdf", "html")


class MissingGlyph(Exception):
    """No font here can draw `character`, which stands in `field`; `count` characters lack a font in all."""

    def __init__(self, field: str, character: str, count: int) -> None:
        self.field, self.character, self.count = field, character, count
        code = " ".join(f"U+{ord(part):04X}" for part in character)
        where = field if "`" in field else f"`{field}`"
        super().__init__(f"no font here can draw `{character}` ({code}) in {where}")


def draw_poster(poster: Poster, form: str, *, paper: Paper = A4, font: Path | None = None) -> bytes:
    """The poster as a file of one of `FORMATS`; `font` is a further font file for PDF and PNG.

    Raises `MissingGlyph` where a character cannot be drawn, `typst_engine.EngineError` where the engine cannot work,
    `OSError` or `ValueError` where `font` is not a font file.
    """
    if form == "svg":
        return poster_svg(poster, lay_out_tall(poster, paper=paper)).encode("utf-8")
    if form == "html":
        return poster_page(poster).encode("utf-8")
    # A character that no format can hold is drawn as U+FFFD, which our fonts have.
    lacking = tuple((field, cluster) for field, cluster in unsupported(poster) if storable(cluster) == cluster)
    files, families = fonts_for(lacking, font=font)
    sheet = lay_out_pages(poster, paper=paper) if form == "pdf" else lay_out_tall(poster, paper=paper)
    inputs = poster_typst_inputs(poster, sheet, families=families)
    if form == "pdf":
        return compile_pdf(poster_source(), inputs, fonts=files)
    (png,) = compile_png(poster_source(), inputs, fonts=files, ppi=poster_ppi(sheet))
    return png


def fonts_for(
    lacking: tuple[tuple[str, str], ...], *, font: Path | None = None
) -> tuple[tuple[Path, ...], tuple[str, ...]]:
    """The fonts to give to the engine, ours first, and the further families, for texts that lack some characters.

    `lacking` are fields with the clusters that ours cannot draw. Raises `MissingGlyph` for the first that none can.
    """
    found = find_fonts([cluster for _, cluster in lacking], extra=font)
    for field, cluster in lacking:
        if cluster in found.missing:
            raise MissingGlyph(field, cluster, len(found.missing))
    return (resources.path("templates/fonts"), *found.files), found.families
