"""A drawing as an HTML page: the picture below its title, and its table for those who want the numbers."""

from canvasdsl.render.drawing_svg import drawing_fragment, drawing_style
from canvasdsl.render.html_page import styled, whole_page
from canvasdsl.views.drawing import Drawing

__all__ = ["drawing_page"]


def drawing_page(drawing: Drawing) -> str:
    """The whole page."""
    from markupsafe import Markup

    context = {"drawing": drawing, "picture": Markup(drawing_fragment(drawing, "drawing"))}
    return whole_page("drawing.html.jinja", context, style=styled("drawing.css") + drawing_style())
