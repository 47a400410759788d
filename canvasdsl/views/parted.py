"""A drawing taller than a page, cut into parts that each stand on one: between its words, never through them."""

import attrs

from canvasdsl.views.drawing import Area, Box, Disc, Drawing, Label, Mark, Shape, Stroke, moved

__all__ = ["parted"]

_LEAST = 0.5
"""A part fills at least this share of its page, so that there is always some place to choose among."""


def parted(drawing: Drawing, tallest: float) -> tuple[Drawing, ...]:
    """The drawing in parts of at most `tallest` points, from above; what a cut goes through stands in both parts, and
    whoever draws them clips it. Where words leave no place for a cut, the drawing stays whole."""
    spans = [(_span(shape), shape) for shape in drawing.shapes]
    cuts = [0.0]
    while drawing.height - cuts[-1] > tallest:
        place = _place([span for span, _ in spans], _texts(drawing), cuts[-1] + _LEAST * tallest, cuts[-1] + tallest)
        if place is None:
            return (drawing,)
        cuts.append(place)
    ends = [*cuts[1:], drawing.height]
    return tuple(
        attrs.evolve(drawing, height=end - top, shapes=tuple(
            moved(shape, 0, -top) for (high, low), shape in spans if low > top and high < end))
        for top, end in zip(cuts, ends)
    )  # fmt: skip


def _place(
    spans: list[tuple[float, float]], texts: list[tuple[float, float]], first: float, last: float
) -> float | None:
    """The lowest of the places for a cut that go through the fewest shapes, and through no text."""
    places = {low for _, low in spans} | {high for high, _ in spans} | {last}
    fitting = [place for place in places if first <= place <= last
               and not any(high < place < low for high, low in texts)]  # fmt: skip
    if not fitting:
        return None
    return min(fitting, key=lambda place: (sum(high < place < low for high, low in spans), -place))


def _texts(drawing: Drawing) -> list[tuple[float, float]]:
    return [_span(shape) for shape in drawing.shapes if isinstance(shape, Label | Mark)]


def _span(shape: Shape) -> tuple[float, float]:
    """From where to where a shape reaches downwards."""
    match shape:
        case Box() | Label():
            return shape.y, shape.y + shape.height
        case Disc() | Mark():
            return shape.y - shape.radius, shape.y + shape.radius
        case Stroke() | Area():
            downs = [y for _, y in shape.points]
            return min(downs), max(downs)
