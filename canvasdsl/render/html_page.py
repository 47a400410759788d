"""One HTML page that asks nothing of anyone: style and fonts are inside, and its policy allows nothing else.

The template lays out what it is given. Its text is escaped by Jinja, with the function that `escape` has for HTML.
"""

from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from canvasdsl import resources
from canvasdsl.render.escape import html_text
from canvasdsl.render.own_template import own_template
from canvasdsl.render.web_fonts import FONT_STACK, font_faces
from canvasdsl.views.typeset import REGULAR, SEMIBOLD

__all__ = ["HOLES", "filled_page", "styled", "whole_page"]

HOLES = {"style": "\x00style\x00", "policy": "\x00policy\x00"}
"""What stands for style and policy until the page is made: the fonts depend on its text, the policy on the style with
the fonts. No text that a page can hold has these signs."""


def whole_page(template: str, context: Mapping[str, Any], *, style: str) -> str:
    """The page that `templates/NAME` makes of `context`; it places `style` and `policy` in its head."""
    from markupsafe import Markup

    places = {name: Markup(hole) for name, hole in HOLES.items()}
    return filled_page(own_template(template, html=True).render({**context, **places}), style=style)


def filled_page(page: str, *, style: str) -> str:
    """The page with its style, the fonts that it needs, and its policy in the places that `HOLES` mark."""
    words = " ".join(dict.fromkeys(page.split()))  # each once: a long page says the same words again and again
    style = font_faces([(words, REGULAR), (words, SEMIBOLD)]) + style
    key = b64encode(sha256(style.encode("utf-8")).digest()).decode("ascii")
    policy = (
        f"default-src 'none'; style-src 'sha256-{key}'; font-src data:; img-src data:; base-uri 'none'; "
        "form-action 'none'"
    )
    return page.replace(HOLES["style"], style, 1).replace(HOLES["policy"], html_text(policy), 1) + "\n"


def styled(name: str, *, own: str | None = None) -> str:
    """The style sheet `templates/NAME`, or a user's `own` in its place, with the fonts of the house."""
    sheet = resources.read_text(f"templates/{name}") if own is None else own
    return sheet.replace("FONTS", FONT_STACK)
