"""The field of a map with two axes: its frame, the lines that divide it, its words, and what its corners say."""

import attrs

from canvasdsl.views.drawing import SMALL, Align
from canvasdsl.views.kit.label_places import Frame
from canvasdsl.views.kit.paper import Paper, Said, bold, stack
from canvasdsl.views.typeset import measure

__all__ = ["INSET", "Axis", "Corner", "draw_field", "name_across", "placed_on"]

INSET = 15.6
"""Between the edge of the field and the places of the least and greatest values."""
_PAD = 6.0
_START: Align = "start"
_END: Align = "end"


@attrs.frozen(kw_only=True)
class Axis:
    """An axis: what it measures, words for its ends, places from 0 to 1 with their words, and where it is divided."""

    name: str
    low: str = ""
    high: str = ""
    steps: tuple[tuple[float, str], ...] = ()
    divide: float | None = 0.5


@attrs.frozen(kw_only=True)
class Corner:
    """What a corner is called and what may be said of it."""

    name: str = ""
    text: str = ""


def draw_field(
    paper: Paper, y: float, across: Axis, up: Axis, corners: tuple[Corner, Corner, Corner, Corner] | None,
    height: float, left: float,
) -> tuple[Frame, Frame]:  # fmt: skip
    """Draws the frame, its lines and words; returns the field and the part of it in which points stand."""
    words = [word for _, word in up.steps] + [word for word in (up.low, up.high) if word and not up.steps]
    room = min(72.0, max((measure(word, SMALL) for word in words), default=0.0) + 1)
    x = left + (room + 6 if words else 0.0)
    top = y + paper.text(left, y, up.name, size=SMALL, tone="faint", width=paper.width - left).height + 4
    right = paper.width - 0.5
    data_left, data_right = x + INSET, right - INSET
    middle = data_left + (data_right - data_left) * (0.5 if across.divide is None else across.divide)
    strips = [0.0, 0.0]
    if corners is not None:
        edges = ((x, middle), (middle, right))
        for row in (0, 1):
            strips[row] = max(_corner(Paper(), each, *edge, 0.0)
                              for each, edge in zip(corners[2 * row : 2 * row + 2], edges, strict=True))  # fmt: skip
        for at, each in enumerate(corners):
            down = top if at < 2 else top + strips[0] + height
            _corner(paper, each, *edges[at % 2], down)
    bottom = top + strips[0] + height + strips[1]
    data = (data_left, top + strips[0] + INSET, data_right, bottom - strips[1] - INSET)
    paper.box(x, top, right - x, bottom - top, line="line")
    if across.divide is not None:
        paper.line((middle, top), (middle, bottom), tone="line", width=0.9)
    if up.divide is not None:
        level = placed_on(data, 0.0, up.divide)[1]
        paper.line((x, level), (right, level), tone="line", width=0.9)
    _at_left(paper, up, data, left + room, room)
    return (x, top, right, bottom), data


def _corner(paper: Paper, corner: Corner, left: float, right: float, top: float) -> float:
    """The name of a corner and what is said of it; returns the height that it takes."""
    parts = [bold(corner.name, tone="soft"), Said(corner.text, tone="faint")]
    width = right - left - 2 * _PAD
    return stack(paper, left + _PAD, top + 5, width, [each for each in parts if each.text]) - top + 3


def _at_left(paper: Paper, up: Axis, data: Frame, right: float, room: float) -> None:
    """The words of the upright axis, none on another: the ends, or its steps."""
    if up.steps:
        edge = 1e9
        for place, word in up.steps:
            level = placed_on(data, 0.0, place)[1]
            if level + SMALL < edge:
                label = paper.text(right, level, word, size=SMALL, tone="soft", align="end", middle=True, width=room)
                edge = label.y
        return
    if up.high:
        paper.text(right, data[1] - 6, up.high, size=SMALL, tone="soft", align="end", width=room)
    if up.low:
        height = Paper().text(0, 0, up.low, size=SMALL, width=room).height
        paper.text(right, data[3] + 6 - height, up.low, size=SMALL, tone="soft", align="end", width=room)


def name_across(paper: Paper, field: Frame, across: Axis) -> float:
    """The words of the level axis; returns how far down they reach."""
    left, _, right, bottom = field
    down = bottom + 3
    if across.steps:
        edge = -1e9
        data_left, data_right = left + INSET, right - INSET
        for place, word in across.steps:
            half = measure(word, SMALL) / 2
            middle = min(max(data_left + (data_right - data_left) * place, left + half), right - half)
            if middle - half < edge + 6:
                continue
            down = max(down, bottom + 3 + paper.text(middle, bottom + 3, word, size=SMALL, tone="soft",
                                                     align="middle").height)  # fmt: skip
            edge = middle + half
        return down + paper.text((left + right) / 2, down, across.name, size=SMALL, tone="faint", align="middle",
                                 width=right - left).height  # fmt: skip
    third = (right - left) / 3 - 6
    ends = [
        paper.text(at, down, word, size=SMALL, tone="soft", width=third, align=align)
        for at, word, align in ((left, across.low, _START), (right, across.high, _END)) if word
    ]  # fmt: skip
    room = right - left - 2 * max((each.width for each in ends), default=0.0) - 12
    ends.append(paper.text((left + right) / 2, down, across.name, size=SMALL, tone="faint", align="middle", width=room))
    return max(each.y + each.height for each in ends)


def placed_on(data: Frame, across: float, up: float) -> tuple[float, float]:
    """Where something stands, by its places from 0 to 1 on both axes."""
    return (data[0] + (data[2] - data[0]) * across, data[3] - (data[3] - data[1]) * up)
