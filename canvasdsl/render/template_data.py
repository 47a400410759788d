"""The brief as plain data for users' templates: text, numbers, lists, mappings, and pieces of a page that are made.

No object of ours reaches a template. A piece of a page is `{"<html>": "…"}`; text for Markdown is escaped already.
"""

from collections.abc import Callable
from typing import Any

import attrs

from canvasdsl.brief.brief import Brief, Picture, Piece, Prose, Section
from canvasdsl.model.look import Logo
from canvasdsl.model.quantities import Date
from canvasdsl.render.escape import storable
from canvasdsl.views.drawing import Drawing
from canvasdsl.views.poster.poster import Poster

__all__ = ["made_html", "plain_brief"]

_SAID = ("title", "description", "notes", "table", "as_table", "view", "width", "height")
"""What a template sees of a drawing beside its picture."""


def made_html(text: str) -> dict[str, str]:
    """A piece of a page that is not to be escaped again."""
    return {"<html>": text}


def plain_brief(
    brief: Brief, *, text: Callable[[str], str] = storable, prose: Callable[[Prose], Any],
    picture: Callable[[Picture], Any],
) -> dict[str, Any]:  # fmt: skip
    """The brief: `text` writes each text, `prose` what an author wrote at length, `picture` a drawing."""

    def plain(value: Any) -> Any:
        if isinstance(value, str):
            return text(value)
        if isinstance(value, tuple):
            return [plain(part) for part in value]
        if isinstance(value, Prose):
            return prose(value)
        if isinstance(value, Date):
            return {"year": value.year, "month": value.month, "day": value.day}
        if isinstance(value, Drawing):
            return {name: plain(getattr(value, name)) for name in _SAID}
        if isinstance(value, Poster | Logo):
            return None  # they come ready made
        if not attrs.has(type(value)):
            return value
        data = {field.name: plain(getattr(value, field.name)) for field in attrs.fields(type(value))}
        if isinstance(value, Piece):
            data["kind"] = type(value).__name__
        if isinstance(value, Section):
            data["kind"] = value.kind
        if isinstance(value, Picture):
            data["picture"] = picture(value)
        return data

    data: dict[str, Any] = plain(brief)
    for name in ("poster", "logo", "sources", "texts"):
        data.pop(name)
    return data
