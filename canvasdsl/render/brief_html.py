"""The brief as one HTML page that asks nothing of anyone: its style and its fonts are inside, and no script is needed.

The template lays out what the brief says. Its text is escaped by Jinja, with the function that `escape` has for HTML.
"""

from base64 import b64encode
from hashlib import sha256
from typing import Any

from canvasdsl import resources
from canvasdsl.brief.brief import Brief, Prose
from canvasdsl.render.escape import html_text, storable
from canvasdsl.render.markdown_text import literal, read_markdown, to_html
from canvasdsl.render.poster_html import poster_fragment, poster_style
from canvasdsl.render.web_fonts import FONT_STACK, font_faces
from canvasdsl.views.marks import RING_WIDTH, mark_polygon
from canvasdsl.views.poster import ACCENTS
from canvasdsl.views.typeset import REGULAR, SEMIBOLD

__all__ = ["brief_html"]


def brief_html(brief: Brief) -> str:
    """The whole page."""
    from markupsafe import Markup

    template = _template()
    poster = poster_fragment(brief.poster, level=2)
    context = {
        "brief": brief, "kind_of": lambda piece: type(piece).__name__, "shape": lambda name: Markup(_shape(name)),
        "prose": lambda prose: Markup(_prose(prose)), "poster": Markup(poster),
    }  # fmt: skip
    # The fonts depend on the text, and the policy on the style with the fonts: the page is made before they are.
    hole = "\x00style\x00", "\x00policy\x00"
    page: str = template.render({**context, "style": Markup(hole[0]), "policy": Markup(hole[1])})
    words = " ".join(dict.fromkeys(page.split()))  # each once: a long brief says the same words again and again
    style = font_faces([(words, REGULAR), (words, SEMIBOLD)]) + _style()
    key = b64encode(sha256(style.encode("utf-8")).digest()).decode("ascii")
    policy = (
        f"default-src 'none'; style-src 'sha256-{key}'; font-src data:; img-src data:; base-uri 'none'; "
        "form-action 'none'"
    )
    return page.replace(hole[0], style, 1).replace(hole[1], html_text(policy), 1) + "\n"


def _template() -> Any:
    """The template, its environment strict: a name that it does not know is an error of ours."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, finalize=_storable, keep_trailing_newline=False, cache_size=0
    )
    return environment.from_string(resources.read_text("templates/brief.html.jinja"))


def _storable(value: Any) -> Any:
    """What HTML can hold of a text; markup of ours is a subclass and stays."""
    return storable(value) if type(value) is str else value


def _style() -> str:
    rules = [resources.read_text("templates/brief.css").replace("FONTS", FONT_STACK), poster_style()]
    rules += [f".a{number}{{--accent:{light}}}" for number, (light, _) in enumerate(ACCENTS)]
    dark = "".join(f".a{number}{{--accent:{dark}}}" for number, (_, dark) in enumerate(ACCENTS))
    rules.append(f"@media (prefers-color-scheme:dark){{@media screen{{{dark}}}}}\n")
    return "".join(rules)


def _prose(prose: Prose) -> str:
    return to_html(read_markdown(prose.text) if prose.markdown else literal(prose.text))


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
