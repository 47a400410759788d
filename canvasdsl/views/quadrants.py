"""Maps with two axes: four corners that have names, and points between them whose labels keep clear of each other.

What the corners say stands in strips of its own above and below the points, so that nothing lies on it. A label that
finds no room beside its point becomes a number there, and its text stands below the map.
"""

from collections.abc import Sequence
from math import hypot, sqrt

import attrs

from canvasdsl.views.drawing import SMALL, Label
from canvasdsl.views.label_places import Frame, Place, Wanted, places, spread
from canvasdsl.views.paper import DASHED, RADIUS, Badge, Paper, Said, badge_width, bold, stack
from canvasdsl.views.typeset import SEMIBOLD, measure

__all__ = ["MOST", "Axis", "Corner", "Point", "lettered", "map_of", "radii"]

MOST = 24
"""So many points a map shows; of the others it says how many they are."""
_LABEL, _TALLEST = 150.0, 58.0
_LEAST, _LARGEST = 9.0, 26.0
_HEIGHT = 230.0
_LETTERED = 6.5
_PAD = 6.0


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


@attrs.frozen(kw_only=True)
class Point:
    """Something on the map, by where it stands on both axes (0 to 1). `radius` is that of its circle; without one its
    marks stand alone. `reach` are its least and greatest values, where it is a range: left, low, right, high."""

    across: float
    up: float
    parts: tuple[Said, ...]
    badges: tuple[Badge, ...] = ()
    radius: float = 0.0
    is_idea: bool = False
    letter: str = ""
    """Stands in a disc of its own, which is dark where `is_own`."""
    is_own: bool = False
    reach: tuple[float, float, float, float] | None = None


def radii(sizes: Sequence[float | None], *, largest: float = _LARGEST) -> list[float]:
    """The radii of circles whose areas are as the sizes; 0 for what has no size."""
    most = max((size for size in sizes if size is not None), default=0.0)
    return [max(_LEAST, largest * sqrt(size / most)) if size is not None and size > 0 and most > 0 else 0.0
            for size in sizes]  # fmt: skip


def map_of(
    paper: Paper, y: float, points: Sequence[Point], *, across: Axis, up: Axis,
    corners: tuple[Corner, Corner, Corner, Corner] | None = None, height: float = _HEIGHT, left: float = 0.0,
    line: tuple[tuple[float, float], ...] = (), line_words: str = "",
) -> float:  # fmt: skip
    """The map from a height down; returns how far it reaches. `corners` go from the upper left to the lower right.
    A `line` through places (0 to 1) is drawn below the points, with its words at its end."""
    field, data = _field(paper, y, across, up, corners, height, left)
    shown = points[:MOST]
    through = [_on(data, *each) for each in line]
    if line:
        paper.line(*through, tone="faint", width=1.0, dash=(4, 3))
    rooms = [_LETTERED if each.letter else max(each.radius, _marks_room(each.badges) / 2) for each in shown]
    middles = [_on(data, each.across, each.up) for each in shown]
    middles = spread([(*middle, room) for middle, room in zip(middles, rooms, strict=True)],
                     (data[0] - _PAD, data[1] - _PAD, data[2] + _PAD, data[3] + _PAD))  # fmt: skip
    for each in shown:
        if each.reach is not None:
            _range(paper, data, each)
    for each, middle in zip(shown, middles, strict=True):
        _circle(paper, each, *middle)
    taken = _along(through)
    words_place = _line_label(line_words, through, field, [
        *taken, *((x - room, y - room, x + room, y + room) for (x, y), room in zip(middles, rooms, strict=True))
    ]) if line_words and line else None  # fmt: skip
    if words_place is not None:
        paper.text(words_place[0], words_place[1], line_words, size=SMALL, tone="faint", width=_LABEL)
        taken.append(words_place)
    kept = _labelled(paper, shown, middles, rooms, (field, data), across, up, taken)
    bottom = _below(paper, field, across)
    if line_words and line and words_place is None:
        bottom += paper.text(left, bottom + 4, line_words, size=SMALL, tone="faint").height + 4
    return _list(paper, bottom + 6, kept) if kept else bottom


# ---- The field ----------------------------------------------------------------------


def _field(
    paper: Paper, y: float, across: Axis, up: Axis, corners: tuple[Corner, Corner, Corner, Corner] | None,
    height: float, left: float,
) -> tuple[Frame, Frame]:  # fmt: skip
    """Draws the frame, its lines and words; returns the field and the part of it in which points stand."""
    words = [word for _, word in up.steps] + [word for word in (up.low, up.high) if word and not up.steps]
    room = min(72.0, max((measure(word, SMALL) for word in words), default=0.0) + 1)
    x = left + (room + 6 if words else 0.0)
    top = y + paper.text(left, y, up.name, size=SMALL, tone="faint", width=paper.width - left).height + 4
    right, middle = paper.width - 0.5, 0.0
    data_left, data_right = x + _LARGEST * 0.6, right - _LARGEST * 0.6
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
    data = (data_left, top + strips[0] + _LARGEST * 0.6, data_right, bottom - strips[1] - _LARGEST * 0.6)
    paper.box(x, top, right - x, bottom - top, line="line")
    if across.divide is not None:
        paper.line((middle, top), (middle, bottom), tone="line", width=0.9)
    if up.divide is not None:
        level = _on(data, 0.0, up.divide)[1]
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
            level = _on(data, 0.0, place)[1]
            if level + SMALL < edge:
                label = paper.text(right, level, word, size=SMALL, tone="soft", align="end", middle=True, width=room)
                edge = label.y
        return
    if up.high:
        paper.text(right, data[1] - 6, up.high, size=SMALL, tone="soft", align="end", width=room)
    if up.low:
        height = Paper().text(0, 0, up.low, size=SMALL, width=room).height
        paper.text(right, data[3] + 6 - height, up.low, size=SMALL, tone="soft", align="end", width=room)


def _below(paper: Paper, field: Frame, across: Axis) -> float:
    """The words of the level axis; returns how far down they reach."""
    left, _, right, bottom = field
    down = bottom + 3
    if across.steps:
        edge = -1e9
        data_left, data_right = left + _LARGEST * 0.6, right - _LARGEST * 0.6
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
    ends = [paper.text(left, down, across.low, size=SMALL, tone="soft", width=third)] if across.low else []
    ends += [paper.text(right, down, across.high, size=SMALL, tone="soft", width=third, align="end")
             ] if across.high else []  # fmt: skip
    ends.append(paper.text((left + right) / 2, down, across.name, size=SMALL, tone="faint", align="middle",
                           width=third))  # fmt: skip
    return max(each.y + each.height for each in ends)


def _on(data: Frame, across: float, up: float) -> tuple[float, float]:
    return (data[0] + (data[2] - data[0]) * across, data[3] - (data[3] - data[1]) * up)


def _along(through: Sequence[tuple[float, float]]) -> list[Frame]:
    """The room that a straight line takes, in small pieces."""
    if not through:
        return []
    (x, y), (x1, y1) = through
    steps = int(hypot(x1 - x, y1 - y) / 3) + 1
    places_ = [(x + (x1 - x) * step / steps, y + (y1 - y) * step / steps) for step in range(steps + 1)]
    return [(right - 1, down - 1, right + 1, down + 1) for right, down in places_]


def _line_label(words: str, through: Sequence[tuple[float, float]], field: Frame, taken: Sequence[Frame]
                ) -> Frame | None:  # fmt: skip
    """Where the words of a line stand: near one of its ends, or of its quarters."""
    made = Paper().text(0, 0, words, size=SMALL, width=_LABEL)
    (x, y), (x1, y1) = through
    for share in (0.96, 0.75, 0.25, 0.04):
        wanted = Wanted(x=x + (x1 - x) * share, y=y + (y1 - y) * share, radius=0, width=made.width, height=made.height)
        place = places([wanted], (field[0] + 3, field[1] + 16, field[2] - 3, field[3] - 16), taken=taken)[0]
        if place is not None and not place.leader:
            return (place.x, place.y, place.x + made.width, place.y + made.height)
    return None


# ---- Points -------------------------------------------------------------------------


def _marks_room(badges: Sequence[Badge]) -> float:
    return sum(map(badge_width, badges[:4])) - 3 if badges else 2 * RADIUS


def _circle(paper: Paper, point: Point, x: float, y: float) -> None:
    """A pale circle as large as what it stands for, with the marks of its segments in the middle."""
    if point.letter:
        lettered(paper, x, y, point.letter, is_own=point.is_own, is_idea=point.is_idea)
        return
    tone = f"a{point.badges[0].accent}" if len(point.badges) == 1 else "soft"
    if point.radius:
        if point.is_idea:
            paper.disc(x, y, point.radius, line=tone, stroke=0.9, dash=DASHED)
        else:
            paper.disc(x, y, point.radius, fill=tone, opacity=0.16)
            paper.disc(x, y, point.radius, line=tone, stroke=0.9)
    elif point.is_idea:
        paper.disc(x, y, RADIUS + 3, line="soft", stroke=0.9, dash=DASHED)
    badges = point.badges[:4]
    if not badges:
        if not point.radius:
            paper.disc(x, y, RADIUS, fill="soft")
        return
    at = x - (sum(map(badge_width, badges)) - 3) / 2
    for badge in badges:
        paper.mark(at + RADIUS, y, RADIUS, badge.accent, badge.mark)
        if badge.letter:
            paper.text(at + 2 * RADIUS + 2, y, badge.letter, size=SMALL, weight=SEMIBOLD, middle=True)
        at += badge_width(badge)


def lettered(paper: Paper, x: float, y: float, letter: str, *, is_own: bool, is_idea: bool = False) -> None:
    """A disc with a letter, dark for one's own offers."""
    paper.disc(x, y, _LETTERED, fill="ink" if is_own and not is_idea else "paper", line="ink",
               dash=DASHED if is_idea else ())  # fmt: skip
    paper.text(x, y, letter, size=SMALL, weight=SEMIBOLD, align="middle", middle=True,
               tone="paper" if is_own and not is_idea else "ink")  # fmt: skip


def _range(paper: Paper, data: Frame, point: Point) -> None:
    """How far the values of a point reach, as a cross of thin lines."""
    assert point.reach is not None
    left, low, right, high = point.reach
    (x0, y0), (x1, y1) = _on(data, left, low), _on(data, right, high)
    x, y = _on(data, point.across, point.up)
    for start, end in (((x0, y), (x1, y)), ((x, y0), (x, y1))):
        if start != end:
            paper.line(start, end, tone="faint", width=0.8)


def _labelled(
    paper: Paper, points: Sequence[Point], middles: Sequence[tuple[float, float]], rooms: Sequence[float],
    frames: tuple[Frame, Frame], across: Axis, up: Axis, taken: Sequence[Frame],
) -> list[tuple[str, Point]]:  # fmt: skip
    """Puts the labels; returns the points whose texts found no room, each behind the number that stands there."""
    field, data = frames
    sizes = [_size(each) for each in points]
    within = (field[0] + 2, data[1] - _LARGEST * 0.6, field[2] - 2, data[3] + _LARGEST * 0.6)
    lines = {"across": [_on(data, across.divide, 0)[0]] if across.divide is not None else [],
             "up": [_on(data, 0, up.divide)[1]] if up.divide is not None else []}  # fmt: skip
    wanted = [Wanted(x=x, y=y, radius=room, width=width, height=height)
              for (x, y), room, (width, height) in zip(middles, rooms, sizes, strict=True)]  # fmt: skip
    tall = [at for at, each in enumerate(wanted) if each.height > _TALLEST]
    found = _places(wanted, tall, within, lines, taken)
    lost = [at for at, place in enumerate(found) if place is None]
    if lost:
        # A number takes so little room that the labels are placed again around it.
        numbers = {at: str(number) for number, at in enumerate(lost, 1)}
        for _ in range(2):
            small = [attrs.evolve(each, width=measure(numbers[at], SMALL, weight=SEMIBOLD), height=SMALL * 1.32)
                     if at in numbers else each for at, each in enumerate(wanted)]  # fmt: skip
            order = [*numbers, *(at for at in range(len(points)) if at not in numbers)]
            again = dict(zip(order, places([small[at] for at in order], within, taken=taken, **lines),
                             strict=True))
            found = [again[at] for at in range(len(points))]
            lost = [at for at, place in enumerate(found) if place is None and at not in numbers]
            if not lost:
                break
            numbers = {at: str(number) for number, at in enumerate(sorted((*numbers, *lost)), 1)}
    else:
        numbers = {}
    for at, (each, place) in enumerate(zip(points, found, strict=True)):
        if place is not None and (at in numbers or at not in lost):
            _put(paper, each, place, sizes[at], numbers.get(at, ""))
    return [(numbers.get(at, ""), points[at]) for at in range(len(points)) if at in numbers or found[at] is None]


def _places(
    wanted: Sequence[Wanted], tall: Sequence[int], within: Frame, lines: dict[str, list[float]], taken: Sequence[Frame]
) -> list[Place | None]:
    """Places for all labels but the tall ones, which stand below the map from the beginning."""
    points = [*taken, *(each.frame for at, each in enumerate(wanted) if at in tall)]
    rest = [at for at in range(len(wanted)) if at not in tall]
    found = dict(zip(rest, places([wanted[at] for at in rest], within, taken=points, **lines), strict=True))
    return [found.get(at) for at in range(len(wanted))]


def _size(point: Point) -> tuple[float, float]:
    """The width and height of a label in a column."""
    made = Paper(_LABEL)
    height = stack(made, 0, 0, _LABEL, point.parts)
    return max((each.x + each.width for each in made.shapes if isinstance(each, Label)), default=0.0) + 0.5, height


def _put(paper: Paper, point: Point, place: Place, size: tuple[float, float], number: str) -> None:
    if place.leader:
        paper.line(*place.leader, tone="faint", width=0.6)
    if number:
        paper.text(place.x, place.y, number, size=SMALL, weight=SEMIBOLD)
        return
    align = {-1: "end", 0: "middle", 1: "start"}[place.side]
    stack(paper, place.x, place.y, size[0], point.parts, align=align)  # type: ignore[arg-type]


def _list(paper: Paper, y: float, kept: Sequence[tuple[str, Point]]) -> float:
    """The texts that found no room, behind their numbers, in two columns."""
    gap, indent = 14.0, 16.0
    width = (paper.width - gap) / 2
    for first in range(0, len(kept), 2):
        ends = []
        for column, (number, point) in enumerate(kept[first : first + 2]):
            x = column * (width + gap)
            if number:
                paper.text(x, y, number, size=SMALL, weight=SEMIBOLD)
            ends.append(stack(paper, x + indent, y, width - indent, point.parts))
        y = max(ends) + 5
    return y - 5


