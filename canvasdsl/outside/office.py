"""The brief as Word and PowerPoint files: the libraries of the extra `office` make the packages that `render` fills.

The same brief gives the same bytes: no clock is asked, and what stands in a package has one date.
"""

import zipfile
from datetime import datetime
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from canvasdsl.brief.brief import Brief
from canvasdsl.outside.drawing import draw_bare
from canvasdsl.outside.typst_engine import EngineError
from canvasdsl.outside.undated import UNDATED
from canvasdsl.render.escape import storable
from canvasdsl.render.office_pictures import ON_PAGE, ON_SLIDE, Pictures, drawing_parts, pictures_in

__all__ = ["OfficeMissing", "brief_docx", "brief_pptx"]

_PACKED = (1980, 1, 1, 0, 0, 0)
"""The date of all that is packed in a file: the first that the form ZIP knows, which can't say `UNDATED`."""
_LEFT_BEHIND = ("stylesWithEffects", "webSettings", "fontTable", "customXml", "thumbnail", "printerSettings")
"""What the libraries' empty documents bring along and nobody asks for."""
_APPLICATION = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.openxmlformats.org/'
    b'officeDocument/2006/extended-properties"><Application>canvasdsl</Application></Properties>'
)
_MOST_LETTERS = 255
"""The longest title that the properties of a document hold."""


class OfficeMissing(EngineError):
    """The extra `office` is not installed."""


def brief_docx(brief: Brief, *, font: Path | None = None) -> bytes:
    """The brief as a Word document. Raises `OfficeMissing`, and as `outside.brief.brief_pdf` for its drawings."""
    _need("docx", "Word")
    from docx import Document

    from canvasdsl.render.brief_docx import fill_docx

    document: Any = Document()
    fill_docx(document, brief, _pictures(brief, font, ON_PAGE), _logo(brief))
    _properties(document.core_properties, brief)
    return _packed(document)


def brief_pptx(brief: Brief, *, font: Path | None = None) -> bytes:
    """The brief as slides for PowerPoint. Raises as `brief_docx`."""
    _need("pptx", "PowerPoint")
    from pptx import Presentation

    from canvasdsl.render.brief_pptx import fill_pptx

    deck: Any = Presentation()
    fill_pptx(deck, brief, _pictures(brief, font, ON_SLIDE), _logo(brief))
    _properties(deck.core_properties, brief)
    return _packed(deck)


def _need(module: str, program: str) -> None:
    if find_spec(module) is None:
        raise OfficeMissing(
            f"files for {program} need some packages more: install them with `pip install \"canvasdsl[office]\"`, or "
            "write .html or .pdf instead"
        )


def _pictures(brief: Brief, font: Path | None, tallest: float) -> Pictures:
    """The drawings as PNG, in parts where they are higher than `tallest`."""
    parts = {(piece.number, at): part for piece in pictures_in(brief)
             for at, part in enumerate(drawing_parts(piece.drawing, tallest))}  # fmt: skip
    return dict(zip(parts, map(BytesIO, draw_bare(tuple(parts.values()), font=font))))


def _logo(brief: Brief) -> IO[bytes] | None:
    return BytesIO(brief.logo.data) if brief.logo is not None else None


def _properties(properties: Any, brief: Brief) -> None:
    """Title, author, language and date, as programs and libraries of documents show them."""
    date = brief.date
    day = datetime(max(date.year, 1900), date.month, date.day or 1) if date is not None else UNDATED
    properties.title = storable(" ".join(brief.title.split()))[:_MOST_LETTERS]
    properties.author = storable(" ".join(brief.author.split()))[:_MOST_LETTERS]
    properties.subject = storable(brief.words.kind)[:_MOST_LETTERS]
    properties.comments = storable(brief.words.description)[:_MOST_LETTERS]
    properties.last_modified_by, properties.keywords, properties.revision = "canvasdsl", "", 1
    properties.language = brief.language
    properties.created = properties.modified = day


def _packed(document: Any) -> bytes:
    """The document as a file, packed again so that no moment stands in it."""
    package = document.part.package
    for rels in (document.part.rels, package._rels if hasattr(package, "_rels") else package.rels):
        for name, rel in list(rels.items()):
            if rel.reltype.rpartition("/")[2] in _LEFT_BEHIND:
                rels.pop(name)
            elif rel.reltype.endswith("/extended-properties"):
                rel.target_part._blob = _APPLICATION
    made, packed = BytesIO(), BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as before, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as after:
        for one in before.infolist():
            entry = zipfile.ZipInfo(one.filename, _PACKED)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 0
            after.writestr(entry, before.read(one))
    return packed.getvalue()
