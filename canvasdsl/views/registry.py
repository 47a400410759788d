"""The views that can be drawn, with the drawings of the register (annex F) that they are."""

from canvasdsl.views import canvas_poster, sensitivity, survival, tornado, uplift
from canvasdsl.views.subject import View

__all__ = ["VIEWS", "view_called"]

VIEWS: tuple[View, ...] = (canvas_poster.VIEW, survival.VIEW, sensitivity.VIEW, *tornado.VIEWS, uplift.VIEW)


def view_called(name: str) -> View | None:
    """The view with this name."""
    return next((view for view in VIEWS if view.name == name), None)
