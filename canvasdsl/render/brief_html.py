"""The brief as one HTML page: the template lays out what the brief says, and no script is needed."""

from base64 import b64encode
from collections.abc import Callable, Mapping
from typing import Any

from canvasdsl.brief.brief import Brief, Picture, Prose
from canvasdsl.render.accent import legible_accent
from canvasdsl.render.drawing_svg import drawing_fragment, drawing_style
from canvasdsl.render.escape import html_attribute
from canvasdsl.render.html_page import HOLES, filled_page, styled, whole_page
from canvasdsl.render.markdown_text import to_html
from canvasdsl.render.poster_html import poster_fragment, poster_style
from canvasdsl.render.prose_tree import prose_tree
from canvasdsl.render.template_data import made_html, plain_brief
from canvasdsl.views.marks import RING_WIDTH, mark_polygon
from canvasdsl.views.poster.poster import ACCENTS, MARKS

__all__ = ["brief_html", "html_data"]

Filled = Callable[[Mapping[str, Any]], str]
"""Makes a page of plain data: the port behind which users' templates stand."""


def brief_html(brief: Brief, *, own_style: str | None = None, filled: Filled | None = None) -> str:
    """The whole page. `own_style` takes the place of our style sheet; `filled` makes the page of `html_data` in place
    of our template."""
    from markupsafe import Markup

    style = _style(brief, own_style)
    if filled is not None:
        return filled_page(filled(html_data(brief)), style=style)

    poster = poster_fragment(brief.poster, level=2)
    context = {
        "brief": brief, "kind_of": lambda piece: type(piece).__name__, "shape": lambda name: Markup(_shape(name)),
        "picture": lambda piece: Markup(drawing_fragment(piece.drawing, f"figure-{piece.number}")),
        "prose": lambda prose: Markup(_prose(prose)), "poster": Markup(poster),
        "logo": _logo(brief),
    }  # fmt: skip
    return whole_page("brief.html.jinja", context, style=style)


def html_data(brief: Brief) -> dict[str, Any]:
    """What a user's template of the page sees: plain data, and the same names that ours has."""
    return {
        "brief": plain_brief(brief, prose=lambda prose: made_html(_prose(prose)), picture=_picture),
        "poster": made_html(poster_fragment(brief.poster, level=2)), "logo": _logo(brief),
        "shapes": {mark: made_html(_shape(mark)) for mark in MARKS},
        **{name: made_html(hole) for name, hole in HOLES.items()},
    }  # fmt: skip


def _picture(piece: Picture) -> dict[str, str]:
    return made_html(drawing_fragment(piece.drawing, f"figure-{piece.number}"))


def _logo(brief: Brief) -> dict[str, object] | None:
    """Where the picture is, as an address that holds it, and its size in pixels."""
    logo = brief.logo
    if logo is None:
        return None
    address = f"data:image/{logo.form};base64,{b64encode(logo.data).decode('ascii')}"
    return {"address": address, "width": logo.width, "height": logo.height}


def _style(brief: Brief, own: str | None) -> str:
    rules = [styled("brief.css", own=own), poster_style(), drawing_style()]
    if brief.accent:
        light, dark_accent = legible_accent(brief.accent)
        rules.append(f":root{{--rule:{light};--link:{light}}}\n@media (prefers-color-scheme:dark){{@media screen{{"
                     f":root{{--rule:{dark_accent};--link:{dark_accent}}}}}}}\n")  # fmt: skip
    rules += [f".a{number}{{--accent:{light}}}" for number, (light, _) in enumerate(ACCENTS)]
    dark = "".join(f".a{number}{{--accent:{dark}}}" for number, (_, dark) in enumerate(ACCENTS))
    rules.append(f"@media (prefers-color-scheme:dark){{@media screen{{{dark}}}}}\n")
    return "".join(rules)


def _prose(prose: Prose) -> str:
    made = to_html(prose_tree(prose))
    return f'<div lang="{html_attribute(prose.language)}" dir="auto">{made}</div>' if prose.language else made


def _shape(mark: str) -> str:
    """The mark of a segment."""
    corners = mark_polygon(mark)
    if corners:
        points = " ".join(f"{x:g},{y:g}" for x, y in corners)
        drawn = f'<polygon points="{points}"/>'
    elif mark == "ring":
        drawn = f'<circle r="{1 - RING_WIDTH / 2:g}" fill="none" stroke="currentColor" stroke-width="{RING_WIDTH:g}"/>'
    else:
        drawn = '<circle r="1"/>'
    return f'<svg viewBox="-1.15 -1.15 2.3 2.3" aria-hidden="true">{drawn}</svg>'
