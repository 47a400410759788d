"""Maps with two axes: four corners that have names, and points between them whose labels keep clear of each other.

What the corners say stands in strips of its own above and below the points, so that nothing lies on it. A label that
finds no room beside its point becomes a number there, and its text stands below the map.
"""

from collections.abc import Sequence
from math import hypot, sqrt

import attrs

from canvasdsl.views.drawing import SMALL, Label
from canvasdsl.views.kit.label_places import Frame, Place, Wanted, places, spread
from canvasdsl.views.kit.map_field import INSET, Axis, Corner, draw_field, name_across, placed_on
from canvasdsl.views.kit.paper import DASHED, RADIUS, Badge, Paper, Said, badge_width, stack
from canvasdsl.views.typeset import SEMIBOLD, measure

__all__ = ["MOST", "Axis", "Corner", "Point", "lettered", "map_of", "radii"]

MOST = 24
"""So many points a map shows; of the others it says how many they are."""
_LABEL, _TALLEST = 150.0, 58.0
_NARROWER, _TALLEST_NARROW = (104.0, 82.0), 84.0
_LEAST, _LARGEST = 9.0, 26.0
_HEIGHT, _LOW, _FEW, _SHORT = 230.0, 150.0, 2, 36.0
"""How high a map is, and how low with few points whose labels are short."""
_LETTERED = 6.5
_TRIES = 4
"""So many orders of labels are tried."""
_PAD = 6.0


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
    is_double: bool = False
    """Whether a second ring lies around it."""
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
    corners: tuple[Corner, Corner, Corner, Corner] | None = None, height: float | None = None, left: float = 0.0,
    line: tuple[tuple[float, float], ...] = (), line_words: str = "",
) -> float:  # fmt: skip
    """The map from a height down; returns how far it reaches. `corners` go from the upper left to the lower right.
    A `line` through places (0 to 1) is drawn below the points, with its words at its end."""
    shown = points[:MOST]
    if height is None:
        is_low = len(shown) <= _FEW and all(_size(each, _LABEL)[1] <= _SHORT for each in shown)
        height = _LOW if is_low else _HEIGHT
    field, data = draw_field(paper, y, across, up, corners, height, left)
    through = [placed_on(data, *each) for each in line]
    if line:
        paper.line(*through, tone="faint", width=1.0, dash=(4, 3))
    rooms = [_LETTERED if each.letter else max(each.radius, _marks_room(each.badges) / 2) + 3 * each.is_double
             for each in shown]  # fmt: skip
    middles = [placed_on(data, each.across, each.up) for each in shown]
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
    bottom = name_across(paper, field, across)
    if line_words and line and words_place is None:
        bottom += paper.text(left, bottom + 4, line_words, size=SMALL, tone="faint").height + 4
    return _list(paper, bottom + 6, kept) if kept else bottom


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
    if point.is_double:
        paper.disc(x, y, max(point.radius, _marks_room(point.badges) / 2) + 3, line=tone, stroke=0.7)
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
    (x0, y0), (x1, y1) = placed_on(data, left, low), placed_on(data, right, high)
    x, y = placed_on(data, point.across, point.up)
    for start, end in (((x0, y), (x1, y)), ((x, y0), (x, y1))):
        if start != end:
            paper.line(start, end, tone="faint", width=0.8)


def _labelled(
    paper: Paper, points: Sequence[Point], middles: Sequence[tuple[float, float]], rooms: Sequence[float],
    frames: tuple[Frame, Frame], across: Axis, up: Axis, taken: Sequence[Frame],
) -> list[tuple[str, Point]]:  # fmt: skip
    """Puts the labels; returns the points whose texts found no room, each behind the number that stands there."""
    field, data = frames
    sizes = [_sizes(each) for each in points]
    within = (field[0] + 2, data[1] - INSET, field[2] - 2, data[3] + INSET)
    lines = {"across": [placed_on(data, across.divide, 0)[0]] if across.divide is not None else [],
             "up": [placed_on(data, 0, up.divide)[1]] if up.divide is not None else []}  # fmt: skip
    wanted = [Wanted(x=x, y=y, radius=room, width=size[0], height=size[1], narrower=tuple(narrower))
              for (x, y), room, (size, *narrower) in zip(middles, rooms, sizes, strict=True)]  # fmt: skip
    tallest = _TALLEST_NARROW if len(points) <= _FEW else _TALLEST
    tall = [at for at, each in enumerate(wanted) if each.height > tallest]
    found = _places(wanted, tall, within, lines, taken)
    lost = {at for at, place in enumerate(found) if place is None}
    while lost:
        # A key takes so little room that the other labels are placed again around it.
        keys = _keys(points, lost)
        small = [attrs.evolve(each, width=measure(keys[at], SMALL, weight=SEMIBOLD), height=SMALL * 1.32, narrower=())
                 if at in keys else each for at, each in enumerate(wanted)]  # fmt: skip
        numbered = [at for at in sorted(lost) if not points[at].letter]
        order = [*numbered, *(at for at in range(len(points)) if at not in lost)]
        others = [*taken, *(wanted[at].frame for at in lost if at not in numbered)]
        again = dict(zip(order, places([small[at] for at in order], within, taken=others, **lines), strict=True))
        further = {at for at in order if again[at] is None} - lost
        found = [again.get(at) for at in range(len(points))]
        if not further:
            break
        lost |= further
    keys = _keys(points, lost)
    for at, (each, place) in enumerate(zip(points, found, strict=True)):
        if place is not None:
            _put(paper, each, place, sizes[at][place.column], keys.get(at, ""))
    return [(keys[at], points[at]) for at in sorted(lost)]


def _keys(points: Sequence[Point], lost: set[int]) -> dict[int, str]:
    """What stands for a text that found no room: the letter of its point, else a number."""
    numbered = [at for at in sorted(lost) if not points[at].letter]
    return {at: points[at].letter or str(numbered.index(at) + 1) for at in lost}


def _places(
    wanted: Sequence[Wanted], tall: Sequence[int], within: Frame, lines: dict[str, list[float]], taken: Sequence[Frame]
) -> list[Place | None]:
    """Places for all labels but the tall ones, which stand below the map from the beginning."""
    points = [*taken, *(each.frame for at, each in enumerate(wanted) if at in tall)]
    order = [at for at in range(len(wanted)) if at not in tall]
    best: dict[int, Place | None] = {}
    for number in range(_TRIES):
        found = dict(zip(order, places([wanted[at] for at in order], within, taken=points, **lines), strict=True))
        if not best or _farness(found) < _farness(best):
            best = found
        if _farness(found) == (0, 0.0):
            break
        # Labels that stand far off, or nowhere, may do better before the others.
        order = sorted(order, key=lambda at: _farness({at: found[at]}), reverse=True) if number else order[::-1]
    return [best.get(at) for at in range(len(wanted))]


def _farness(found: dict[int, Place | None]) -> tuple[int, float]:
    """How many labels found no place, and how long the lines to the others are."""
    lines = [each.leader for each in found.values() if each is not None and each.leader]
    return (sum(each is None for each in found.values()),
            sum(hypot(x1 - x, y1 - y) for (x, y), (x1, y1) in lines))  # fmt: skip


def _sizes(point: Point) -> list[tuple[float, float]]:
    """How large a label is in the usual column, and in narrower ones that make a difference and are not too tall."""
    found = [_size(point, _LABEL)]
    for width in _NARROWER:
        size = _size(point, width)
        if found[-1][1] < size[1] <= _TALLEST_NARROW:
            found.append(size)
    return found


def _size(point: Point, width: float) -> tuple[float, float]:
    """The width and height of a label in a column."""
    made = Paper(width)
    height = stack(made, 0, 0, width, point.parts)
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


