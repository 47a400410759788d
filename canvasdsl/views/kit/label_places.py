"""Where labels stand so that none lies on another or on a point: beside its point, else farther off with a line."""

from collections.abc import Iterator, Sequence
from math import cos, hypot, pi, sin

import attrs

__all__ = ["Frame", "Place", "Wanted", "places", "spread"]

Frame = tuple[float, float, float, float]
"""Left, top, right, bottom."""

_GAP = 3.0
_SIDES = ((1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0), (1.0, 1.0), (1.0, -1.0), (-1.0, 1.0), (-1.0, -1.0))
_FARTHER = (0.0, 10.0, 22.0, 38.0, 58.0, 84.0)
_LEADER = 6.0
"""From this distance on a line leads from the label to its point."""
_ON_LINE = 30.0
"""What it costs to stand on a line of the field, as if the label stood so much farther off."""
_BEYOND, _NARROW = 90.0, 9.0
"""The same for a label that stands beyond such a line, and for each narrower column."""
_ROUNDS = 300


@attrs.frozen(kw_only=True)
class Wanted:
    """A round point and how large its label is; `narrower` is how large it is in narrower columns."""

    x: float
    y: float
    radius: float
    width: float
    height: float
    narrower: tuple[tuple[float, float], ...] = ()

    @property
    def frame(self) -> Frame:
        """The room that the point itself takes."""
        return (self.x - self.radius, self.y - self.radius, self.x + self.radius, self.y + self.radius)


@attrs.frozen(kw_only=True)
class Place:
    """The upper left corner of a label; on which side of its point it stands (-1 left, 0 above or below, 1 right);
    the line that leads to the point, if it stands apart."""

    x: float
    y: float
    side: int
    column: int = 0
    """In which column: 0 is the widest, 1 the first that is narrower."""
    leader: tuple[tuple[float, float], ...] = ()


def places(
    wanted: Sequence[Wanted], within: Frame, *, taken: Sequence[Frame] = (), across: Sequence[float] = (),
    up: Sequence[float] = (),
) -> list[Place | None]:  # fmt: skip
    """A place for each label, in their order; `None` for one that finds no room. `taken` stays free; labels rather
    do not cross the upright lines at `across` and the level ones at `up`."""
    occupied = [*taken, *(each.frame for each in wanted)]
    leaders: list[tuple[tuple[float, float], ...]] = []
    found: list[Place | None] = []
    for each in wanted:
        best: tuple[float, Place, Frame] | None = None
        for place, frame, distance in _around(each):
            if best is not None and distance >= best[0]:
                continue
            if not _lies_in(frame, within) or any(_meet(frame, other) for other in occupied):
                continue
            if any(_is_hit(frame, leader) for leader in leaders):
                continue
            if place.leader and any(_is_hit(other, place.leader) for other in occupied if other != each.frame):
                continue
            cost = distance + sum(_on_line(frame[0], frame[2], each.x, x) for x in across)
            cost += sum(_on_line(frame[1], frame[3], each.y, y) for y in up)
            if best is None or cost < best[0]:
                best = (cost, place, frame)
        found.append(best[1] if best is not None else None)
        if best is not None:
            occupied.append(best[2])
            leaders += [best[1].leader] if best[1].leader else []
    return found


def _on_line(start: float, end: float, point: float, line: float) -> float:
    """What it costs that a label reaches over a line, or stands beyond it as seen from its point."""
    if start < line < end:
        return _ON_LINE
    return _BEYOND if (point - line) * ((start + end) / 2 - line) < 0 else 0.0


def _around(point: Wanted) -> Iterator[tuple[Place, Frame, float]]:
    """Where a label may stand, its frame, and how far off that is; beside the point is better than above or below."""
    for column, size in enumerate(((point.width, point.height), *point.narrower)):
        yield from _in_column(point, size, column)


def _in_column(point: Wanted, size: tuple[float, float], column: int) -> Iterator[tuple[Place, Frame, float]]:
    width, height = size
    for farther in _FARTHER:
        for number, (right, down) in enumerate(_SIDES):
            reach = (point.radius + _GAP + farther) * (0.72 if right and down else 1.0)
            x, y = point.x + right * reach, point.y + down * reach
            left = x - {1.0: 0.0, -1.0: width, 0.0: width / 2}[right]
            top = y - {1.0: 0.0, -1.0: height, 0.0: height / 2}[down]
            leader: tuple[tuple[float, float], ...] = ()
            if farther > _LEADER:
                long = hypot(x - point.x, y - point.y)
                start = (point.x + (x - point.x) * point.radius / long, point.y + (y - point.y) * point.radius / long)
                leader = (start, (x - right, y - down))
            place = Place(x=left, y=top, side=int(right), column=column, leader=leader)
            yield place, (left, top, left + width, top + height), farther + number + _NARROW * column


def spread(
    points: Sequence[tuple[float, float, float]], within: Frame, *, gap: float = 1.5
) -> list[tuple[float, float]]:
    """The middles of circles (x, y, radius), moved as little as it takes until none lies on another."""
    found = [(x, y) for x, y, _ in points]
    for _ in range(_ROUNDS):
        still = True
        for one in range(len(points)):
            for other in range(one + 1, len(points)):
                apart = points[one][2] + points[other][2] + gap
                (x, y), (x1, y1) = found[one], found[other]
                long = hypot(x1 - x, y1 - y)
                if long >= apart - 0.01:
                    continue
                still = False
                # Where two stand on the same place, each pair parts in a direction of its own.
                turn = (other - one - 1) * pi * 0.7639
                right, down = ((x1 - x) / long, (y1 - y) / long) if long > 0.01 else (cos(turn), sin(turn))
                push = (apart - long) / 2
                found[one] = (x - right * push, y - down * push)
                found[other] = (x1 + right * push, y1 + down * push)
        found = [_held(place, radius, within) for place, (_, _, radius) in zip(found, points, strict=True)]
        if still:
            break
    return found


def _held(place: tuple[float, float], radius: float, within: Frame) -> tuple[float, float]:
    left, top, right, bottom = within
    return (min(max(place[0], left + radius), right - radius), min(max(place[1], top + radius), bottom - radius))


def _lies_in(frame: Frame, within: Frame) -> bool:
    return frame[0] >= within[0] and frame[1] >= within[1] and frame[2] <= within[2] and frame[3] <= within[3]


def _meet(one: Frame, other: Frame) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _is_hit(frame: Frame, line: tuple[tuple[float, float], ...]) -> bool:
    """Whether a straight line crosses a frame: looked at in small steps."""
    (x, y), (x1, y1) = line
    if not _meet(frame, (min(x, x1) - 1, min(y, y1) - 1, max(x, x1) + 1, max(y, y1) + 1)):
        return False
    steps = max(2, int(hypot(x1 - x, y1 - y) / 2))
    return any(
        frame[0] < x + (x1 - x) * step / steps < frame[2] and frame[1] < y + (y1 - y) * step / steps < frame[3]
        for step in range(steps + 1)
    )
