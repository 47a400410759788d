"""A graph that wants a layout, as data: nodes of a fixed size, edges with room for their labels, and what comes back.

A view makes a `Graph`; a `Layout` places it; the view puts shapes where the `Placed` says. A layout is a port: the
engines stand in `outside.layout`, one of our own in `views.layered`.
"""

from collections.abc import Callable, Sequence
from typing import Literal

import attrs

__all__ = [
    "MOST_EDGES", "MOST_NODES", "Edge", "Graph", "Layout", "Node", "Placed", "Plan", "Route", "Spot", "finished",
    "plan_of", "ranked",
]  # fmt: skip

MOST_NODES, MOST_EDGES = 500, 2_000
"""The largest graph that is laid out; larger ones are not drawn, and the message says so."""

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
        return len(self.nodes) > MOST_NODES or len(self.edges) > MOST_EDGES


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


@attrs.frozen(kw_only=True)
class Plan:
    """A graph as engines see it: ranks go to the right, labels are spots on the way, each pair of spots is joined once
    and from the lower rank to the higher. `left` and `right` are the borders of each rank."""

    spots: tuple[Spot, ...]
    pairs: tuple[tuple[int, int], ...]
    left: tuple[float, ...]
    right: tuple[float, ...]
    gap: float


def plan_of(graph: Graph) -> Plan:
    """What an engine is asked for; spots of nodes come first, in order, then those of labels."""
    graph = ranked(graph)
    turned = graph.direction == "down"
    number = {node.name: at for at, node in enumerate(graph.nodes)}
    factor = 2 if any(edge.width for edge in graph.edges) else 1
    spots = [Spot(*_size(node.width, node.height, turned), (node.rank or 0) * factor) for node in graph.nodes]
    pairs: dict[tuple[int, int], None] = {}
    for edge in graph.edges:
        start, end = number[edge.start], number[edge.end]
        if edge.width:
            rank = _label_rank(spots[start].rank, spots[end].rank)
            spots.append(Spot(*_size(edge.width, edge.height, turned), rank))
            legs = [(start, len(spots) - 1), (len(spots) - 1, end)]
        else:
            legs = [(start, end)]
        for one, other in legs:
            if spots[one].rank != spots[other].rank:
                pairs[(one, other) if spots[one].rank < spots[other].rank else (other, one)] = None
    left, right = _borders(spots, graph, turned)
    return Plan(spots=tuple(spots), pairs=tuple(pairs), left=left, right=right, gap=graph.gap)


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
    graph: Graph, plan: Plan, middles: Sequence[float], ways: dict[tuple[int, int], tuple[Point, ...]],
    *, simple: bool = False,
) -> Placed:  # fmt: skip
    """The answer for a graph from an engine's: how far down the spots of its plan stand, and the ways of its pairs.

    What the engine was not asked for is added: joints between nodes of one rank, the second of two edges between the
    same nodes (it takes the same way), and circles from a node to itself.
    """
    turned = graph.direction == "down"
    down = max((middle + spot.height / 2 for middle, spot in zip(middles, plan.spots, strict=True)), default=0.0)
    centres = [((plan.left[spot.rank] + plan.right[spot.rank]) / 2, middle)
               for spot, middle in zip(plan.spots, middles, strict=True)]  # fmt: skip
    number = {node.name: at for at, node in enumerate(graph.nodes)}
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
    across = plan.right[-1] if plan.right else 0.0
    nodes = _turned(tuple(centres[: len(graph.nodes)]), turned)
    return Placed(width=down if turned else across, height=across if turned else down, nodes=nodes,
                  routes=tuple(routes), simple=simple)  # fmt: skip


def _leg(
    plan: Plan, centres: Sequence[Point], ways: dict[tuple[int, int], tuple[Point, ...]], start: int, end: int
) -> tuple[Point, ...]:
    """The way from one spot to another; between spots of one rank a bow beside them."""
    if (start, end) in ways:
        return ways[start, end]
    if (end, start) in ways:
        return ways[end, start][::-1]
    one, other = plan.spots[start], plan.spots[end]
    x, bow = plan.right[one.rank], 9.0
    first, last = centres[start][1], centres[end][1]
    if start == end:
        first, last = first - one.height / 4, first + one.height / 4
    return (
        (centres[start][0] + one.width / 2, first), (x + bow * 0.8, first), (x + bow, first + (last - first) * 0.15),
        (x + bow, last - (last - first) * 0.15), (x + bow * 0.8, last), (centres[end][0] + other.width / 2, last),
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
    spots: Sequence[Spot], graph: Graph, turned: bool
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Where each rank begins and ends: what is left of the width is shared out between them."""
    wide: dict[int, float] = {}
    for spot in spots:
        wide[spot.rank] = max(wide.get(spot.rank, 0.0), spot.width)
    # A rank that holds labels only may be empty between two that hold nodes.
    widths = [wide.get(rank, 0.0) for rank in range(max(wide, default=-1) + 1)]
    room = graph.step if turned else max(6.0, (graph.width - sum(widths)) / max(1, len(widths) - 1))
    left, x = [], 0.0
    for width in widths:
        left.append(x)
        x += width + room
    return tuple(left), tuple(x + width for x, width in zip(left, widths, strict=True))


def _turned(points: Sequence[Point], turned: bool) -> tuple[Point, ...]:
    return tuple((y, x) for x, y in points) if turned else tuple(points)
