"""The brief as the bytes of a file: HTML and Markdown from `render` alone, PDF through the engine and its fonts, Word
and PowerPoint files through the libraries of the extra `office`."""

from pathlib import Path

from canvasdsl.brief.brief import Brief
from canvasdsl.outside.poster import MissingGlyph, fonts_for

__all__ = ["FORMATS", "MissingGlyph", "brief_pdf", "write_brief"]

FORMATS = ("html", "pdf", "md", "docx", "pptx")


def write_brief(brief: Brief, form: str, *, font: Path | None = None) -> bytes:
    """The brief as a file of one of `FORMATS`; `font` is a further font file for PDF and
    for drawings. Raises as `brief_pdf` and `office.brief_docx`."""
    if form == "pdf":
        return brief_pdf(brief, font=font)
    if form == "docx":
        from canvasdsl.outside.office import brief_docx

        return brief_docx(brief, font=font)
    if form == "pptx":
        from canvasdsl.outside.office import brief_pptx

        return brief_pptx(brief, font=font)
    if form == "md":
        from canvasdsl.render.brief_markdown import brief_markdown

        return brief_markdown(brief).encode("utf-8")
    from canvasdsl.render.brief_html import brief_html

    return brief_html(brief).encode("utf-8")


def brief_pdf(brief: Brief, *, font: Path | None = None) -> bytes:
    """The tagged PDF of a brief.

    Raises `MissingGlyph` where a character cannot be drawn, `typst_engine.EngineError` where the engine cannot work,
    `OSError` or `ValueError` where `font` is not a font file.
    """
    from canvasdsl.outside.typst_engine import compile_pdf
    from canvasdsl.render.brief_typst import brief_source, brief_typst_inputs, lacking

    files, families = fonts_for(lacking(brief), font=font)
    return compile_pdf(brief_source(), brief_typst_inputs(brief, families=families), fonts=files)
