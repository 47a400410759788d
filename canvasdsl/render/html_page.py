"""One HTML page that asks nothing of anyone: style and fonts are inside, and its policy allows nothing else.

The template lays out what it is given. Its text is escaped by Jinja, with the function that `escape` has for HTML.
"""

from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from canvasdsl import resources
from canvasdsl.render.escape import html_text, storable
from canvasdsl.render.web_fonts import FONT_STACK, font_faces
from canvasdsl.views.typeset import REGULAR, SEMIBOLD

__all__ = ["styled", "whole_page"]


def whole_page(template: str, context: Mapping[str, Any], *, style: str) -> str:
    """The page that `templates/NAME` makes of `context`; it places `style` and `policy` in its head."""
    from markupsafe import Markup

    # The fonts depend on the text, and the policy on the style with the fonts: the page is made before they are.
    hole = "\x00style\x00", "\x00policy\x00"
    page: str = _template(template).render({**context, "style": Markup(hole[0]), "policy": Markup(hole[1])})
    words = " ".join(dict.fromkeys(page.split()))  # each once: a long page says the same words again and again
    style = font_faces([(words, REGULAR), (words, SEMIBOLD)]) + style
    key = b64encode(sha256(style.encode("utf-8")).digest()).decode("ascii")
    policy = (
        f"default-src 'none'; style-src 'sha256-{key}'; font-src data:; img-src data:; base-uri 'none'; "
        "form-action 'none'"
    )
    return page.replace(hole[0], style, 1).replace(hole[1], html_text(policy), 1) + "\n"


def styled(name: str) -> str:
    """The style sheet `templates/NAME` with the fonts of the house."""
    return resources.read_text(f"templates/{name}").replace("FONTS", FONT_STACK)


def _template(name: str) -> Any:
    """The template, its environment strict: a name that it does not know is an error of ours."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, finalize=_storable, keep_trailing_newline=False, cache_size=0
    )
    return environment.from_string(resources.read_text(f"templates/{name}"))


def _storable(value: Any) -> Any:
    """What HTML can hold of a text; markup of ours is a subclass and stays."""
    return storable(value) if type(value) is str else value
