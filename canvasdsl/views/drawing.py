"""A drawing as data: shapes with everything in its place, a title that says the finding, and a table of the same facts.

Points are counted from the top left corner. SVG, HTML, PDF and PNG draw the same shapes; none of them measures or
chooses. A `Board` is the paper on which a view puts them.
"""

from collections.abc import Iterable, Sequence
from typing import Literal

import attrs

from canvasdsl.views.graph import Graph
from canvasdsl.views.typeset import REGULAR, SEMIBOLD, direction, measure, wrap

__all__ = [
    "BODY", "HEAT", "SMALL", "TONES", "Area", "Board", "Box", "Datasheet", "Disc", "Drawing", "Label", "Mark", "Shape",
    "Stroke", "WIDTH", "bold_width", "moved",
]  # fmt: skip

WIDTH = 476.0
"""The width of a drawing in points: that of a page's text."""
BODY, SMALL = 9.0, 8.0
"""Sizes of letters in points; nothing is smaller."""
LEADING = 1.32

TONES = ("paper", "ink", "soft", "faint", "line", "grey", "wash", "alarm", "warn", "good", "bad")
"""What colours mean; beside them stand `a0` to `a7`, the accents of segments, and the steps of a heat map."""
HEAT = ("heat0", "heat1", "heat2", "heat3", "heat4")
"""From little to much; `ink` is legible on all of them, and on `bad` for what is below nothing."""

Point = tuple[float, float]
Align = Literal["start", "middle", "end"]


@attrs.frozen(kw_only=True)
class Box:
    """A rectangle: filled in a tone, or with an outline, or both."""

    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    line: str = ""
    stroke: float = 0.7
    radius: float = 0.0
    dash: tuple[float, ...] = ()
    opacity: float = 1.0


@attrs.frozen(kw_only=True)
class Stroke:
    """A line through some points; `head` is the size of an arrow's head at its end."""

    points: tuple[Point, ...]
    tone: str = "ink"
    width: float = 1.0
    dash: tuple[float, ...] = ()
    head: float = 0.0


@attrs.frozen(kw_only=True)
class Area:
    """A filled polygon."""

    points: tuple[Point, ...]
    fill: str
    opacity: float = 1.0


@attrs.frozen(kw_only=True)
class Disc:
    """A circle by its centre."""

    x: float
    y: float
    radius: float
    fill: str = ""
    line: str = ""
    stroke: float = 0.7
    dash: tuple[float, ...] = ()
    opacity: float = 1.0


@attrs.frozen(kw_only=True)
class Mark:
    """The mark of a segment, in its accent; without an accent it is grey."""

    x: float
    y: float
    radius: float
    accent: int | None
    mark: str


@attrs.frozen(kw_only=True)
class Label:
    """A paragraph: its lines one below the other, by the top of the first; `x` is where they start, have their middle
    or end, as `align` says. In text from right to left, too, `start` is the left."""

    x: float
    y: float
    lines: tuple[str, ...]
    size: float = BODY
    weight: int = REGULAR
    tone: str = "ink"
    align: Align = "start"
    direction: str = "ltr"
    width: float = 0.0
    """How wide the widest line is at most."""

    @property
    def leading(self) -> float:
        """From one line to the next."""
        return self.size * LEADING

    @property
    def height(self) -> float:
        """The height of all lines."""
        return self.leading * len(self.lines)

    def baseline(self, line: int) -> float:
        """Where line number `line` (from 0) stands."""
        return self.y + self.leading * (line + 0.5) + self.size * 0.35


Shape = Box | Stroke | Area | Disc | Mark | Label


@attrs.frozen(kw_only=True)
class Datasheet:
    """The same facts as text, for those who do not see the drawing and those who want the numbers."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@attrs.frozen(kw_only=True)
class Drawing:
    """One view of a model. The title says what is to be seen; the description says it in words, at more length."""

    view: str
    title: str
    description: str
    width: float
    height: float
    shapes: tuple[Shape, ...]
    table: Datasheet | None = None
    notes: tuple[str, ...] = ()
    """What readers should know of how it came about, a sentence each."""
    as_table: str = ""
    """The words above the table."""
    language: str = "en"
    direction: str = "ltr"
    texts: tuple[tuple[str, str], ...] = ()
    """The author's words in it, each behind the field that it comes from."""
    graph: Graph | None = None
    """What is joined with what, where that is what it shows: for `.dot` files."""


class Board:
    """The paper: shapes are put on it one after the other, the later above the earlier."""

    def __init__(self, width: float = WIDTH) -> None:
        self.width = width
        self.shapes: list[Shape] = []

    def add(self, *shapes: Shape) -> None:
        """Shapes as they are."""
        self.shapes += shapes

    def box(
        self, x: float, y: float, width: float, height: float, *, fill: str = "", line: str = "", stroke: float = 0.7,
        radius: float = 0.0, dash: Sequence[float] = (), opacity: float = 1.0,
    ) -> None:  # fmt: skip
        """A rectangle; a negative width or height goes to the left or upwards."""
        x, width = (x + width, -width) if width < 0 else (x, width)
        y, height = (y + height, -height) if height < 0 else (y, height)
        self.add(Box(x=x, y=y, width=width, height=height, fill=fill, line=line, stroke=stroke, radius=radius,
                     dash=tuple(dash), opacity=opacity))  # fmt: skip

    def line(
        self, *points: Point, tone: str = "ink", width: float = 1.0, dash: Sequence[float] = (), head: float = 0.0
    ) -> None:
        """A line through points."""
        self.add(Stroke(points=tuple(points), tone=tone, width=width, dash=tuple(dash), head=head))

    def area(self, points: Iterable[Point], fill: str, *, opacity: float = 1.0) -> None:
        """A filled polygon."""
        self.add(Area(points=tuple(points), fill=fill, opacity=opacity))

    def disc(
        self, x: float, y: float, radius: float, *, fill: str = "", line: str = "", stroke: float = 0.7,
        dash: Sequence[float] = (), opacity: float = 1.0,
    ) -> None:  # fmt: skip
        """A circle."""
        self.add(Disc(x=x, y=y, radius=radius, fill=fill, line=line, stroke=stroke, dash=tuple(dash), opacity=opacity))

    def mark(self, x: float, y: float, radius: float, accent: int | None, mark: str) -> None:
        """The mark of a segment, by its centre."""
        self.add(Mark(x=x, y=y, radius=radius, accent=accent, mark=mark))

    def text(
        self, x: float, y: float, text: str, *, width: float | None = None, size: float = BODY, weight: int = REGULAR,
        tone: str = "ink", align: Align = "start", middle: bool = False,
    ) -> Label:  # fmt: skip
        """A paragraph in a column of `width`, by its top, or by its middle; returns it with its height."""
        lines = wrap(text, self.width if width is None else max(width, size), size, weight=weight)
        widest = max(measure(line, size, weight=weight) for line in lines)
        label = Label(x=x, y=y, lines=lines, size=size, weight=weight, tone=tone, align=align,
                      direction=direction(text), width=widest)  # fmt: skip
        if middle:
            label = attrs.evolve(label, y=y - label.height / 2)
        self.add(label)
        return label

    @property
    def height(self) -> float:
        """How far down the shapes reach."""
        return max((_bottom(shape) for shape in self.shapes), default=0.0)

    def moved(self, x: float, y: float) -> tuple[Shape, ...]:
        """All shapes, as much further to the right and down."""
        return tuple(moved(shape, x, y) for shape in self.shapes)


def bold_width(text: str, size: float = BODY) -> float:
    """The width of a text in bold letters."""
    return measure(text, size, weight=SEMIBOLD)


def _bottom(shape: Shape) -> float:
    match shape:
        case Box() | Label():
            return shape.y + shape.height
        case Disc() | Mark():
            return shape.y + shape.radius
        case Stroke() | Area():
            return max(y for _, y in shape.points)


def moved(shape: Shape, right: float, down: float) -> Shape:
    """The shape, as much further to the right and down."""
    if isinstance(shape, Stroke | Area):
        return attrs.evolve(shape, points=tuple((x + right, y + down) for x, y in shape.points))
    return attrs.evolve(shape, x=shape.x + right, y=shape.y + down)
