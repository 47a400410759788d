"""What holds for every drawing: nothing leaves the board, no label lies on another, letters are large enough."""

from collections.abc import Iterator
from itertools import combinations

from canvasdsl.views.drawing import SMALL, Area, Box, Disc, Drawing, Label, Mark, Shape, Stroke
from canvasdsl.views.typeset import measure

__all__ = ["apart", "inside", "label_lines", "small", "words_of"]

Frame = tuple[float, float, float, float]
"""Left, top, right, bottom."""


def inside(drawing: Drawing, *, slack: float = 0.5) -> list[Shape]:
    """The shapes that leave the board: none of a sound drawing."""
    return [shape for shape in drawing.shapes for left, top, right, bottom in _frames(shape)
            if left < -slack or top < -slack or right > drawing.width + slack or bottom > drawing.height + slack]


def apart(drawing: Drawing, *, slack: float = 0.3) -> list[tuple[str, str]]:
    """The lines of different labels of which one lies on the other, as their words."""
    lines = [(number, text, frame) for number, shape in enumerate(drawing.shapes) if isinstance(shape, Label)
             for text, frame in label_lines(shape) if text.strip()]  # fmt: skip
    return [(text, other_text) for (one, text, frame), (other, other_text, other_frame) in combinations(lines, 2)
            if one != other and _overlap(frame, other_frame, slack)]


def small(drawing: Drawing) -> list[Label]:
    """Labels in letters that are smaller than the smallest."""
    return [shape for shape in drawing.shapes if isinstance(shape, Label) and shape.size < SMALL]


def words_of(drawing: Drawing) -> list[str]:
    """Everything that a drawing says."""
    said = [drawing.title, drawing.description, *drawing.notes]
    said += [" ".join(shape.lines) for shape in drawing.shapes if isinstance(shape, Label)]
    if drawing.table is not None:
        said += [drawing.as_table, *drawing.table.columns, *(cell for row in drawing.table.rows for cell in row)]
    return said


def label_lines(label: Label) -> Iterator[tuple[str, Frame]]:
    """Each line of a label with the room that its letters take, from the height of capitals to the foot of a `g`."""
    for number, line in enumerate(label.lines):
        wide = measure(line, label.size, weight=label.weight)
        left = label.x - {"start": 0.0, "middle": wide / 2, "end": wide}[label.align]
        baseline = label.baseline(number)
        yield line, (left, baseline - 0.72 * label.size, left + wide, baseline + 0.2 * label.size)


def _frames(shape: Shape) -> list[Frame]:
    match shape:
        case Box():
            return [(shape.x, shape.y, shape.x + shape.width, shape.y + shape.height)]
        case Disc() | Mark():
            return [(shape.x - shape.radius, shape.y - shape.radius, shape.x + shape.radius, shape.y + shape.radius)]
        case Stroke() | Area():
            across, down = zip(*shape.points, strict=True)
            return [(min(across), min(down), max(across), max(down))]
        case Label():
            return [frame for _, frame in label_lines(shape)]


def _overlap(one: Frame, other: Frame, slack: float) -> bool:
    return (one[0] < other[2] - slack and other[0] < one[2] - slack
            and one[1] < other[3] - slack and other[1] < one[3] - slack)
