"""A graph that wants a layout, as data: nodes of a fixed size, edges with room for their labels, and what comes back.

A view makes a `Graph`; a `Layout` places it; the view puts shapes where the `Placed` says. A layout is a port: the
engines stand in `outside.layout`, one of our own in `views.layered`.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

import attrs

from canvasdsl.limits import GRAPH_EDGES, GRAPH_NODES

__all__ = [
    "Edge", "Graph", "Layout", "Node", "Placed", "Plan", "Route", "Spot", "finished", "plan_of", "ranked",
]  # fmt: skip

_STEPS = 12
_CORNER, _APART = 5.0, 6.0
"""Ways keep so far from the corners of spots, and at most so far from each other."""
_BOW, _STUB = 9.0, 4.0
"""How far a bow stands out; how far a way stays level where it leaves and arrives, so that arrows arrive level."""
_LONG = 64.0
"""A side that is longer is shared out between its ways."""

Point = tuple[float, float]


@attrs.frozen(kw_only=True)
class Node:
    """A thing with its size in points. `name` is ours; `rank` is its column (its row where the direction is down), left
    open for those that the edges place. `label` is what `.dot` files say."""

    name: str
    width: float
    height: float
    rank: int | None = None
    label: str = ""
    dashed: bool = False


@attrs.frozen(kw_only=True)
class Edge:
    """From one node to another; `width` and `height` are the room that its label needs."""

    start: str
    end: str
    width: float = 0.0
    height: float = 0.0
    label: str = ""
    dashed: bool = False


@attrs.frozen(kw_only=True)
class Graph:
    """What a layout is asked for: ranks go to the right, or down, and keep within `width` where they go to the right.
    `gap` is left between the nodes of a rank, `step` between ranks that go down."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...] = ()
    width: float
    gap: float = 8.0
    step: float = 24.0
    direction: Literal["right", "down"] = "right"

    @property
    def is_too_large(self) -> bool:
        """Whether it has more nodes or edges than are laid out."""
        return len(self.nodes) > GRAPH_NODES or len(self.edges) > GRAPH_EDGES


@attrs.frozen
class Route:
    """The way of an edge, from border to border, and the middle of its label."""

    points: tuple[Point, ...]
    label: Point | None = None


@attrs.frozen(kw_only=True)
class Placed:
    """The middles of the nodes and the ways of the edges, in the order of the graph. `simple` says that no engine was
    there, so that our own layout was used instead."""

    width: float
    height: float
    nodes: tuple[Point, ...]
    routes: tuple[Route, ...]
    simple: bool = False


Layout = Callable[[Graph], Placed]


@attrs.frozen
class Spot:
    """A node or a label as engines see it: only a size and a rank."""

    width: float
    height: float
    rank: int
    is_label: bool = False


@attrs.frozen(kw_only=True)
class Plan:
    """A graph as engines see it: ranks go to the right, labels are spots on the way, each pair of spots is joined once
    and from the lower rank to the higher. `left` and `right` are the borders of each rank; `beside` is the room that
    bows take behind the last."""

    spots: tuple[Spot, ...]
    pairs: tuple[tuple[int, int], ...]
    left: tuple[float, ...]
    right: tuple[float, ...]
    gap: float
    beside: float = 0.0


def plan_of(graph: Graph) -> Plan:
    """What an engine is asked for; spots of nodes come first, in order, then those of labels."""
    graph = ranked(graph)
    turned = graph.direction == "down"
    number = {node.name: at for at, node in enumerate(graph.nodes)}
    factor = 2 if any(edge.width for edge in graph.edges) else 1
    spots = [Spot(*_size(node.width, node.height, turned), (node.rank or 0) * factor) for node in graph.nodes]
    pairs: dict[tuple[int, int], None] = {}
    bows = {-1}
    for edge in graph.edges:
        start, end = number[edge.start], number[edge.end]
        if edge.width:
            rank = _label_rank(spots[start].rank, spots[end].rank)
            spots.append(Spot(*_size(edge.width, edge.height, turned), rank, is_label=True))
            legs = [(start, len(spots) - 1), (len(spots) - 1, end)]
        else:
            legs = [(start, end)]
        for one, other in legs:
            if spots[one].rank == spots[other].rank:
                bows.add(spots[one].rank)
            else:
                pairs[(one, other) if spots[one].rank < spots[other].rank else (other, one)] = None
    beside = _BOW if max(bows) == max((spot.rank for spot in spots), default=0) else 0.0
    left, right = _borders(spots, graph, turned, beside)
    return Plan(spots=tuple(spots), pairs=tuple(pairs), left=left, right=right, gap=graph.gap, beside=beside)


def ranked(graph: Graph) -> Graph:
    """The graph with a rank for each node: as it says, else behind all from which an edge leads to it, an edge that
    closes a circle left aside."""
    ranks: dict[str, int] = {node.name: node.rank for node in graph.nodes if node.rank is not None}
    causes: dict[str, list[str]] = {node.name: [] for node in graph.nodes}
    for edge in graph.edges:
        causes[edge.end].append(edge.start)
    for node in graph.nodes:
        open_: list[tuple[str, bool]] = [(node.name, False)]
        path: set[str] = set()
        while open_:
            name, left = open_.pop()
            if left:
                path.discard(name)
                before = [ranks[each] for each in causes[name] if each in ranks and each not in path and each != name]
                ranks.setdefault(name, max(before, default=-1) + 1)
            elif name not in ranks and name not in path:
                path.add(name)
                open_.append((name, True))
                open_ += [(each, False) for each in reversed(causes[name]) if each not in path]
    order = {rank: at for at, rank in enumerate(sorted(set(ranks.values())))}
    return attrs.evolve(graph, nodes=tuple(attrs.evolve(node, rank=order[ranks[node.name]]) for node in graph.nodes))


def finished(
    graph: Graph, plan: Plan, middles: Sequence[float], lanes: Mapping[tuple[int, int], Sequence[float]],
    *, simple: bool = False,
) -> Placed:  # fmt: skip
    """The answer for a graph from an engine's: how far down the spots of its plan stand, and how far down each pair
    crosses the ranks that lie between.

    Ways are curves from rank to rank, level through ranks, and share the sides of the spots where they begin and end.
    What the engine was not asked for is added: bows between nodes of one rank, and the second of two edges between the
    same nodes, which takes the same way.
    """
    turned = graph.direction == "down"
    ends = [(middle - spot.height / 2, middle + spot.height / 2)
            for middle, spot in zip(middles, plan.spots, strict=True)]  # fmt: skip
    ends += [(lane - 1, lane + 1) for each in lanes.values() for lane in each]
    top = min((start for start, _ in ends), default=0.0)
    down = max((end for _, end in ends), default=0.0) - top
    middles = [middle - top for middle in middles]
    ways = _ways(plan, middles, {pair: [lane - top for lane in each] for pair, each in lanes.items()})
    number = {node.name: at for at, node in enumerate(graph.nodes)}
    centres = [((plan.left[spot.rank] + plan.right[spot.rank]) / 2, middle)
               for spot, middle in zip(plan.spots, middles, strict=True)]  # fmt: skip
    label = len(graph.nodes)
    routes = []
    for edge in graph.edges:
        start, end = number[edge.start], number[edge.end]
        if edge.width:
            points = (*_leg(plan, centres, ways, start, label), *_leg(plan, centres, ways, label, end))
            routes.append(Route(_turned(points, turned), _turned((centres[label],), turned)[0]))
            label += 1
        else:
            routes.append(Route(_turned(_leg(plan, centres, ways, start, end), turned)))
    across = plan.right[-1] + plan.beside if plan.right else 0.0
    return Placed(width=down if turned else across, height=across if turned else down,
                  nodes=_turned(centres[: len(graph.nodes)], turned), routes=tuple(routes), simple=simple)  # fmt: skip


def _ways(
    plan: Plan, middles: Sequence[float], lanes: Mapping[tuple[int, int], Sequence[float]]
) -> dict[tuple[int, int], tuple[Point, ...]]:
    """The points of each pair's way, from the lower rank to the higher."""
    leaves, arrives = _ends(plan, middles, lanes, at_start=True), _ends(plan, middles, lanes, at_start=False)
    found = {}
    for start, end in plan.pairs:
        one, other = plan.spots[start], plan.spots[end]
        at = ((plan.left[one.rank] + plan.right[one.rank] + one.width) / 2, leaves[start, end])
        points = [at]
        following = plan.left[one.rank + 1]
        level = plan.right[one.rank] + min(_STUB, (following - plan.right[one.rank]) / 3)
        points.append(at := (level, at[1]))
        for rank, lane in enumerate(lanes[start, end], one.rank + 1):
            points += _curve(at, (plan.left[rank], lane))
            points.append(at := (plan.right[rank], lane))
        last = ((plan.left[other.rank] + plan.right[other.rank] - other.width) / 2, arrives[start, end])
        stub = min(_STUB, (plan.left[other.rank] - at[0]) / 3)
        points += [*_curve(at, (plan.left[other.rank] - stub, last[1])), last]
        found[start, end] = tuple(dict.fromkeys(points))
    return found


def _ends(
    plan: Plan, middles: Sequence[float], lanes: Mapping[tuple[int, int], Sequence[float]], *, at_start: bool
) -> dict[tuple[int, int], float]:
    """How far down each way leaves its first spot, or arrives at its last: side by side, in the order of where they
    come from or lead to."""
    sides: dict[int, list[tuple[float, tuple[int, int]]]] = {}
    for start, end in plan.pairs:
        lane = lanes[start, end]
        beyond = (lane[0] if at_start else lane[-1]) if lane else middles[end if at_start else start]
        sides.setdefault(start if at_start else end, []).append((beyond, (start, end)))
    found: dict[tuple[int, int], float] = {}
    for spot, ways in sides.items():
        ways.sort()
        height, middle = plan.spots[spot].height, middles[spot]
        step = min(_APART, max(0.0, height - 2 * _CORNER) / (len(ways) - 1)) if len(ways) > 1 else 0.0
        # On a long side they begin where they lead to; on a short one they stay together in its middle.
        is_long = height > _LONG and not plan.spots[spot].is_label
        free = max((len(ways) - 1) / 2 * step, height / 2 - 2 * _CORNER if is_long else 0.0)
        places = [min(max(beyond, middle - free), middle + free) for beyond, _ in ways]
        for at in range(1, len(places)):
            places[at] = max(places[at], places[at - 1] + step)
        if places[-1] > middle + free:
            places[-1] = middle + free
            for at in range(len(places) - 2, -1, -1):
                places[at] = min(places[at], places[at + 1] - step)
        found |= {pair: place for (_, pair), place in zip(ways, places, strict=True)}
    return found


def _curve(start: Point, end: Point) -> tuple[Point, ...]:
    """Points of a smooth way that leaves and arrives level."""
    (x0, y0), (x1, y1) = start, end
    if abs(y0 - y1) < 0.2 or x1 <= x0:
        return (start, end)
    middle = (x0 + x1) / 2
    return tuple(
        (x0 * a + middle * (b + c) + x1 * d, y0 * (a + b) + y1 * (c + d))
        for a, b, c, d in (((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
                           for t in (step / _STEPS for step in range(_STEPS + 1)))
    )  # fmt: skip


def _leg(
    plan: Plan, centres: Sequence[Point], ways: Mapping[tuple[int, int], tuple[Point, ...]], start: int, end: int
) -> tuple[Point, ...]:
    """The way from one spot to another; between spots of one rank a bow beside them."""
    if (start, end) in ways:
        return ways[start, end]
    if (end, start) in ways:
        return ways[end, start][::-1]
    one, other = plan.spots[start], plan.spots[end]
    edge, bow = plan.right[one.rank], _BOW
    first, last = centres[start][1], centres[end][1]
    if start == end:
        first, last = first - one.height / 4, first + one.height / 4
    turn = min(_BOW, abs(last - first) / 2) * (1 if last > first else -1)
    return (
        (centres[start][0] + one.width / 2, first), (edge + bow * 0.4, first), (edge + bow * 0.85, first + turn * 0.3),
        (edge + bow, first + turn), (edge + bow, last - turn), (edge + bow * 0.85, last - turn * 0.3),
        (edge + bow * 0.4, last), (centres[end][0] + other.width / 2, last),
    )  # fmt: skip


def _label_rank(start: int, end: int) -> int:
    """The rank, between those of nodes, on which a label stands: in the middle of the way."""
    if start == end:
        return start + 1
    middle = (start + end) // 2
    return middle if middle % 2 else middle + (1 if end > start else -1)


def _size(width: float, height: float, turned: bool) -> tuple[float, float]:
    return (height, width) if turned else (width, height)


def _borders(
    spots: Sequence[Spot], graph: Graph, turned: bool, beside: float
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Where each rank begins and ends: what is left of the width is shared out between them; `beside` stays free behind
    the last."""
    wide: dict[int, float] = {}
    for spot in spots:
        wide[spot.rank] = max(wide.get(spot.rank, 0.0), spot.width)
    # A rank that holds labels only may be empty between two that hold nodes.
    widths = [wide.get(rank, 0.0) for rank in range(max(wide, default=-1) + 1)]
    room = graph.step if turned else max(6.0, (graph.width - beside - sum(widths)) / max(1, len(widths) - 1))
    left, x = [], 0.0
    for width in widths:
        left.append(x)
        x += width + room
    return tuple(left), tuple(x + width for x, width in zip(left, widths, strict=True))


def _turned(points: Sequence[Point], turned: bool) -> tuple[Point, ...]:
    return tuple((y, x) for x, y in points) if turned else tuple(points)
