"""The views that can be drawn, with the drawings of the register (annex F) that they are."""

from canvasdsl.views import (
    break_even,
    canvas_poster,
    cash,
    cohort_table,
    commitment,
    constituencies,
    exchange,
    fan,
    feedback_loop,
    influence,
    measurement,
    mix,
    retention_curve,
    sensitivity,
    survival,
    tools,
    tornado,
    uplift,
    value_map,
    waterfall,
)
from canvasdsl.views.subject import View

__all__ = ["VIEWS", "view_called"]

VIEWS: tuple[View, ...] = (
    canvas_poster.VIEW,
    # How things hang together.
    value_map.VIEW, exchange.VIEW, constituencies.VIEW, commitment.VIEW, feedback_loop.VIEW, influence.VIEW,
    measurement.VIEW, tools.VIEW,
    # What a customer is worth.
    survival.VIEW, retention_curve.VIEW, sensitivity.VIEW, *tornado.VIEWS, uplift.VIEW, cohort_table.VIEW,
    # What the business earns.
    mix.VIEW, waterfall.VIEW, break_even.VIEW, cash.VIEW, fan.VIEW,
)  # fmt: skip


def view_called(name: str) -> View | None:
    """The view with this name."""
    return next((view for view in VIEWS if view.name == name), None)
