"""The brief as the bytes of a file: HTML and Markdown from `render` alone, PDF through the engine and its fonts, Word
and PowerPoint files through the libraries of the extra `office`."""

from functools import partial
from pathlib import Path

from canvasdsl.brief.brief import Brief
from canvasdsl.outside.poster import MissingGlyph, fonts_for
from canvasdsl.outside.templates import Templates, fill

__all__ = ["FORMATS", "MissingGlyph", "brief_pdf", "write_brief"]

FORMATS = ("html", "pdf", "md", "docx", "pptx")


def write_brief(
    brief: Brief, form: str, *, font: Path | None = None, templates: Templates | None = None
) -> bytes:
    """The brief as a file of one of `FORMATS`; `font` is a further font file for PDF and for drawings.

    `templates` are a user's own, for HTML and Markdown; what they leave out is ours. Raises as `brief_pdf`,
    `office.brief_docx` and `templates.fill`.
    """
    if form == "pdf":
        return brief_pdf(brief, font=font)
    if form == "docx":
        from canvasdsl.outside.office import brief_docx

        return brief_docx(brief, font=font)
    if form == "pptx":
        from canvasdsl.outside.office import brief_pptx

        return brief_pptx(brief, font=font)
    if form == "md":
        from canvasdsl.render.brief_markdown import brief_markdown, markdown_data

        if templates is not None and templates.has("brief.md.jinja"):
            made = fill(templates, "brief.md.jinja", markdown_data(brief), html=False)
            return (made.rstrip() + "\n").encode("utf-8", "replace")
        return brief_markdown(brief).encode("utf-8")
    from canvasdsl.render.brief_html import brief_html

    if templates is None:
        return brief_html(brief).encode("utf-8")
    filled = partial(fill, templates, "brief.html.jinja", html=True) if templates.has("brief.html.jinja") else None
    return brief_html(brief, own_style=templates.texts.get("brief.css"), filled=filled).encode("utf-8", "replace")


def brief_pdf(brief: Brief, *, font: Path | None = None) -> bytes:
    """The tagged PDF of a brief.

    Raises `MissingGlyph` where a character cannot be drawn, `typst_engine.EngineError` where the engine cannot work,
    `OSError` or `ValueError` where `font` is not a font file.
    """
    from canvasdsl.outside.typst_engine import compile_pdf
    from canvasdsl.render.brief_typst import brief_source, brief_typst_inputs, lacking

    files, families = fonts_for(lacking(brief), font=font)
    return compile_pdf(brief_source(), brief_typst_inputs(brief, families=families), fonts=files)
