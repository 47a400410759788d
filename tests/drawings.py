"""What holds for every drawing: labels stand inside the board and apart from each other, and are large enough.

Each check returns what is wrong, in words; nothing is wrong with a good drawing. Widths are those that `typeset`
measures, which are upper bounds.
"""

from collections.abc import Iterator

from canvasdsl.views.drawing import Area, Box, Disc, Drawing, Label, Mark, Stroke
from canvasdsl.views.typeset import measure

__all__ = ["apart", "inside", "large_enough", "leaked", "words_of"]

_SLACK = 0.6
"""So many points are no overlap: lines of text have air around their letters."""

Rectangle = tuple[float, float, float, float]


def inside(drawing: Drawing) -> list[str]:
    """Shapes that leave the board, and labels that are wider than they say."""
    found = []
    for shape in drawing.shapes:
        left, top, right, bottom = _extent(shape)
        if left < -_SLACK or top < -_SLACK or right > drawing.width + _SLACK or bottom > drawing.height + _SLACK:
            found.append(f"{_said(shape)} leaves the board: {left:.1f}, {top:.1f} to {right:.1f}, {bottom:.1f}")
        if isinstance(shape, Label):
            widest = max(measure(line, shape.size, weight=shape.weight) for line in shape.lines)
            if widest > shape.width + 0.01:
                found.append(f"{_said(shape)} is {widest:.1f} wide and says {shape.width:.1f}")
    return found


def apart(drawing: Drawing) -> list[str]:
    """Pairs of labels that overlap."""
    lines = [(number, line) for number, shape in enumerate(drawing.shapes) if isinstance(shape, Label)
             for line in _lines(shape)]  # fmt: skip
    lines.sort(key=lambda each: each[1][1])
    found = []
    for at, (number, one) in enumerate(lines):
        for other_number, other in lines[at + 1 :]:
            if other[1] > one[3] - _SLACK:
                break
            if other_number == number:
                continue
            across = min(one[2], other[2]) - max(one[0], other[0])
            down = min(one[3], other[3]) - max(one[1], other[1])
            if across > _SLACK and down > _SLACK:
                found.append(f"{_said(drawing.shapes[number])} and {_said(drawing.shapes[other_number])}")
    return found


def large_enough(drawing: Drawing) -> list[str]:
    """Labels in letters smaller than 8 points."""
    return [_said(shape) for shape in drawing.shapes if isinstance(shape, Label) and shape.size < 8]


def words_of(drawing: Drawing) -> Iterator[str]:
    """Every text that a reader sees or hears."""
    yield from (drawing.title, drawing.description, drawing.as_table, *drawing.notes)
    yield from (" ".join(shape.lines) for shape in drawing.shapes if isinstance(shape, Label))
    if drawing.table is not None:
        yield from drawing.table.columns
        yield from (cell for row in drawing.table.rows for cell in row)


def leaked(drawing: Drawing, texts: set[str]) -> list[str]:
    """Texts with a word that comes neither from the (pseudo) catalogue nor from the author: with letters that stand
    outside `⟦…⟧` and in none of `texts`."""
    found = []
    for text in words_of(drawing):
        rest = _unmarked(text)
        for own in sorted(texts, key=len, reverse=True):
            rest = rest.replace(" ".join(own.split()), " ")
        if any(character.isalpha() for character in rest):
            found.append(text)
    return found


def _unmarked(text: str) -> str:
    """What stands outside the marks of the pseudo-language."""
    depth, rest = 0, []
    for character in text:
        if character == "⟦":
            depth += 1
        elif character == "⟧":
            depth = max(0, depth - 1)
        elif not depth:
            rest.append(character)
    return "".join(rest)


def _lines(label: Label) -> Iterator[Rectangle]:
    for number, line in enumerate(label.lines):
        width = measure(line, label.size, weight=label.weight)
        left = {"start": label.x, "middle": label.x - width / 2, "end": label.x - width}[label.align]
        top = label.y + label.leading * number
        if line.strip():
            yield left, top, left + width, top + label.leading


def _extent(shape: object) -> Rectangle:
    match shape:
        case Box():
            return shape.x, shape.y, shape.x + shape.width, shape.y + shape.height
        case Disc() | Mark():
            return (shape.x - shape.radius, shape.y - shape.radius, shape.x + shape.radius, shape.y + shape.radius)
        case Stroke() | Area():
            across, down = zip(*shape.points, strict=True)
            return min(across), min(down), max(across), max(down)
        case Label():
            left = {"start": shape.x, "middle": shape.x - shape.width / 2, "end": shape.x - shape.width}[shape.align]
            return left, shape.y, left + shape.width, shape.y + shape.height
    raise TypeError(shape)


def _said(shape: object) -> str:
    return f"`{' '.join(shape.lines)[:60]}`" if isinstance(shape, Label) else type(shape).__name__
