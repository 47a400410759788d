"""Everybody who matters to the business, in rings around the customers who come first, with their roles (D07).

Names stand left and right of the rings and are joined to their places, so that rings hold any number of them.
"""

from math import cos, hypot, pi, sin
from typing import Any

import attrs

from canvasdsl.model.canvas import Canvas
from canvasdsl.views.drawing import SMALL, WIDTH, Datasheet, Drawing
from canvasdsl.views.graph import Edge, Graph, Node
from canvasdsl.views.kit.charts import apart
from canvasdsl.views.kit.paper import Paper, Said, badge_of, bold, capital, field_of, stack
from canvasdsl.views.subject import Subject, Undrawn, View

__all__ = ["RINGS", "VIEW", "Member", "constituencies"]

RINGS = ("primary", "customers", "outside", "inside")
"""From the centre: who comes first, other customers, others outside the organisation, those who work in it."""
_INSIDE = {"employee", "internal-customer"}
_RADII = (34.0, 62.0, 90.0, 116.0)
_SIDE = 112.0
"""The width of names beside the rings."""
_FREE = pi / 7
"""Above the middle the rings keep so much free on each side, for their own names."""
_TURNS = (0.13, 0.22, 0.05, 0.3, -0.08, -0.16, -0.25, 0.38)
"""By how much of a step each ring may begin further than the one inside it; the first that does best is taken."""

Point = tuple[float, float]


@attrs.frozen(kw_only=True)
class Member:
    """Somebody who matters: the block, its ring (a number of `RINGS`), its roles and what else tells it apart."""

    block: Any
    ring: int
    roles: tuple[str, ...]
    position: str | None = None
    segment: int | None = None


def constituencies(canvas: Canvas) -> tuple[Member, ...]:
    """Segments and parties in the order of the file, each in its ring."""
    found = []
    for number, segment in enumerate(canvas.segments):
        found.append(Member(block=segment, ring=0 if segment.primary else 1, roles=segment.roles,
                            position=segment.position, segment=number))  # fmt: skip
    for party in canvas.parties:
        ring = 0 if party.primary else 3 if _INSIDE.intersection(party.roles) else 2
        found.append(Member(block=party, ring=ring, roles=party.roles))
    return tuple(sorted(found, key=lambda member: member.ring))


@attrs.frozen(kw_only=True)
class _Spot:
    member: Member
    x: float
    y: float
    left: bool
    radius: float = 7.0


@attrs.frozen(kw_only=True)
class _Laid:
    """Everybody in place, with how far down each name begins."""

    spots: tuple[_Spot, ...]
    tops: tuple[float, ...]
    tall: float

    @property
    def middle(self) -> Point:
        """That of the rings."""
        return WIDTH / 2, self.tall / 2


def _make(subject: Subject) -> Drawing:
    found = constituencies(subject.canvas)
    if len(found) < 2:
        raise Undrawn(subject.words("constituencies.needs"))
    texts = {id(member): _text(subject, member) for member in found}
    laid = min((_laid(found, texts, turn) for turn in _TURNS), key=_touches)
    tall, middle = laid.tall, laid.middle
    paper = Paper()
    _rings(subject, paper, found, middle)
    for spot, top in zip(laid.spots, laid.tops, strict=True):
        paper.line(*_way(spot, top, middle), tone="grey", width=0.6)
        paper.put(texts[id(spot.member)], 0.0 if spot.left else WIDTH - _SIDE, top)
    for spot in laid.spots:
        _place(paper, spot, middle)
    return subject.drawing(
        "constituencies", paper, title=_title(subject, found), table=_table(subject, found), height=tall + 1,
        description=_description(subject, found), texts=paper.authors, graph=_graph(subject, found),
    )  # fmt: skip


def _laid(found: tuple[Member, ...], texts: dict[int, Paper], turn: float) -> _Laid:
    """Places and names for one way to begin the rings."""
    spots = _spots(found, turn)
    heights = {side: [texts[id(spot.member)].height + 7 for spot in spots if spot.left == side]
               for side in (True, False)}  # fmt: skip
    outer = max(_RADII[member.ring] for member in found)
    tall = max(2 * outer + 4, *(sum(each) for each in heights.values()))
    tops = {}
    for side in (True, False):
        mine = [spot for spot in spots if spot.left == side]
        for spot, y in zip(mine, apart([tall / 2 + spot.y for spot in mine], heights[side], 0.0, tall), strict=True):
            tops[id(spot.member)] = y - texts[id(spot.member)].height / 2
    return _Laid(spots=tuple(spots), tops=tuple(tops[id(spot.member)] for spot in spots), tall=tall)


def _way(spot: _Spot, top: float, middle: Point) -> tuple[Point, Point, Point]:
    """From a place to the name beside the rings."""
    edge = _SIDE + 3 if spot.left else WIDTH - _SIDE - 5
    bend = edge + (10 if spot.left else -10)
    return (middle[0] + spot.x, middle[1] + spot.y), (bend, top + 6), (edge, top + 6)


def _touches(laid: _Laid) -> int:
    """How often a way to a name runs through another place, or across another way."""
    ways = [_way(spot, top, laid.middle)[:2] for spot, top in zip(laid.spots, laid.tops, strict=True)]
    found = 0
    for at, (start, end) in enumerate(ways):
        for number, spot in enumerate(laid.spots):
            if number != at:
                place = (laid.middle[0] + spot.x, laid.middle[1] + spot.y)
                found += _distance(place, start, end) < spot.radius + 2
        found += sum(_cross(start, end, *other) for other in ways[:at])
    return found


def _distance(point: Point, start: Point, end: Point) -> float:
    """How far a point is from a line between two others."""
    across, down = end[0] - start[0], end[1] - start[1]
    along = ((point[0] - start[0]) * across + (point[1] - start[1]) * down) / ((across**2 + down**2) or 1.0)
    along = min(1.0, max(0.0, along))
    return hypot(point[0] - start[0] - along * across, point[1] - start[1] - along * down)


def _cross(start: Point, end: Point, other: Point, other_end: Point) -> bool:
    def side(a: Point, b: Point, c: Point) -> bool:
        return (b[0] - a[0]) * (c[1] - a[1]) > (b[1] - a[1]) * (c[0] - a[0])

    return (side(start, end, other) != side(start, end, other_end)
            and side(other, other_end, start) != side(other, other_end, end))  # fmt: skip


def _spots(found: tuple[Member, ...], turn: float) -> list[_Spot]:
    """Each on its ring, evenly from the right of the top round to its left; who is alone in the centre stands in it."""
    spots = []
    for ring in range(len(RINGS)):
        members = [member for member in found if member.ring == ring]
        if ring == 0 and len(members) == 1:
            spots.append(_Spot(member=members[0], x=0.0, y=4.0, left=False))
            continue
        radius = (_RADII[ring] + (_RADII[ring - 1] if ring else 0)) / 2 if ring else _RADII[0] * 0.5
        for number, member in enumerate(members):
            # Rings begin a little further each, so that ways to the names do not run through the next place.
            share = (number + 0.5 + turn * (ring - 2)) / len(members)
            angle = -pi / 2 + _FREE + share * (2 * pi - 2 * _FREE)
            x, y = radius * cos(angle), radius * sin(angle)
            spots.append(_Spot(member=member, x=x, y=y, left=x < 0, radius=min(7.0, radius * 2.2 / len(members))))
    return spots


def _rings(subject: Subject, paper: Paper, found: tuple[Member, ...], middle: tuple[float, float]) -> None:
    """The rings that anybody stands in, and what they are, above their middle."""
    used = {member.ring for member in found} | {0}
    for ring in sorted(used, reverse=True):
        paper.disc(*middle, _RADII[ring], fill="wash" if ring == 0 else "paper", line="line", stroke=0.8)
    for ring in sorted(used):
        top = middle[1] - _RADII[ring]
        if ring or not any(member.ring == 0 for member in found) or sum(member.ring == 0 for member in found) == 1:
            words = subject.words(f"constituencies.ring.{RINGS[ring]}")
            label = paper.text(middle[0], top + 4, words, width=_RADII[ring] * 1.5, size=SMALL, tone="soft",
                               align="middle")  # fmt: skip
            # The line of a small ring must not run through its name.
            paper.shapes.pop()
            paper.box(middle[0] - label.width / 2 - 2, label.y, label.width + 4, label.height,
                      fill="wash" if ring == 0 else "paper")  # fmt: skip
            paper.add(label)


def _text(subject: Subject, member: Member) -> Paper:
    """The name, and below it the roles."""
    block, say = member.block, subject.say
    badges = () if member.segment is None else (badge_of(member.segment),)
    roles = say.join([say.choice("role", role) for role in member.roles])
    if member.position:
        position = say.choice("position", member.position)
        roles = subject.wording("brief.list.attribute", head=roles, detail=position) if roles else position
    text = Paper(_SIDE)
    stack(text, 0, 0, _SIDE, (bold(block.name, field_of(block), badges=badges), Said(capital(roles), tone="soft")))
    return text


def _place(paper: Paper, spot: _Spot, middle: tuple[float, float]) -> None:
    x, y = middle[0] + spot.x, middle[1] + spot.y
    size = spot.radius / 2
    paper.disc(x, y, spot.radius, fill="paper", line="grey", dash=(2, 1.6) if spot.member.block.is_idea else ())
    if spot.member.segment is None:
        paper.disc(x, y, size, fill="soft")
    else:
        badge = badge_of(spot.member.segment)
        paper.mark(x, y, size, badge.accent, badge.mark)


def _title(subject: Subject, found: tuple[Member, ...]) -> str:
    first = [member.block.name for member in found if member.ring == 0]
    others = len(found) - len(first)
    if not first:
        return subject.counted("constituencies.title_none", len(found))
    if len(first) == 1:
        return subject.counted("constituencies.title", others, name=first[0])
    return subject.counted("constituencies.title_several", len(first),
                           names=subject.say.join(subject.say.shortened(first)))  # fmt: skip


def _description(subject: Subject, found: tuple[Member, ...]) -> str:
    say = subject.say
    told = [subject.words("constituencies.description")]
    for ring, key in enumerate(RINGS):
        names = [member.block.name for member in found if member.ring == ring]
        if names:
            told.append(subject.words(f"constituencies.in.{key}", list=say.join(say.shortened(names))))
    return subject.words("graph.join").join(told)


def _table(subject: Subject, found: tuple[Member, ...]) -> Datasheet:
    say = subject.say
    rows = tuple(
        (member.block.name, subject.words(f"constituencies.ring.{RINGS[member.ring]}"),
         capital(say.join([say.choice("role", role) for role in member.roles])) or subject.words("graph.none"),
         capital(say.choice("position", member.position)) if member.position else "")
        for member in found
    )  # fmt: skip
    heads = tuple(subject.words(f"constituencies.head.{key}") for key in ("name", "ring", "roles", "position"))
    return Datasheet(columns=heads, rows=rows)


def _graph(subject: Subject, found: tuple[Member, ...]) -> Graph:
    business = Node(name="business", width=80, height=30, rank=0,
                    label=subject.canvas.title or subject.words("exchange.business"))  # fmt: skip
    nodes = tuple(Node(name=f"m{number}", width=100, height=30, rank=1 + member.ring, label=member.block.name,
                       dashed=member.block.is_idea) for number, member in enumerate(found))  # fmt: skip
    return Graph(nodes=(business, *nodes), edges=tuple(Edge(start="business", end=node.name) for node in nodes),
                 width=WIDTH)  # fmt: skip


VIEW = View(name="constituencies", register=("D07",), title="Who matters to the business, in rings around the first",
            needs=("segment", "party"), make=_make)  # fmt: skip
