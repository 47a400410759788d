"""The gallery of a model's views as one page: each drawing once, small until one goes to it; no script."""

from base64 import b64encode

from canvasdsl.brief.gallery import Gallery, Shown
from canvasdsl.render.drawing_svg import drawing_fragment, drawing_style
from canvasdsl.render.escape import html_attribute
from canvasdsl.render.html_page import styled, whole_page
from canvasdsl.render.svg import poster_svg
from canvasdsl.views.poster.grid import A4
from canvasdsl.views.poster.layout import lay_out_tall
from canvasdsl.views.poster.poster import Poster

__all__ = ["gallery_html"]


def gallery_html(gallery: Gallery) -> str:
    """The whole page."""
    from markupsafe import Markup

    context = {
        "gallery": gallery, "picture": lambda shown: Markup(_picture(shown)),
        "quoted": lambda text: [(part, at % 2 == 1) for at, part in enumerate(text.split("`")) if part],
    }  # fmt: skip
    return whole_page("gallery.html.jinja", context, style=styled("gallery.css") + drawing_style())


def _picture(shown: Shown) -> str:
    """A drawing is a part of the page; the poster, with a style of its own, a picture."""
    if not isinstance(shown.picture, Poster):
        return drawing_fragment(shown.picture, f"drawing-{shown.view}")
    drawn = poster_svg(shown.picture, lay_out_tall(shown.picture, paper=A4))
    address = f"data:image/svg+xml;base64,{b64encode(drawn.encode('utf-8')).decode('ascii')}"
    return f'<img class="drawing" alt="{html_attribute(shown.description)}" src="{address}">\n'
