"""A simple layout of our own for graphs, in ranks (after Sugiyama, Tagawa & Toda 1981): pure, and the same each time.

It is what stays when no layout engine runs. Spots are ordered so that few ways cross, stand near what they are joined
to, and ways pass between the spots of the ranks that they cross.
"""

from collections.abc import Sequence
from itertools import pairwise

import attrs

from canvasdsl.views.graph import Graph, Placed, Plan, finished, plan_of

__all__ = ["layered", "settled"]

_SWEEPS, _SETTLINGS = 8, 12
_LANE = 3.0
"""The height of the way of an edge through a rank."""


def layered(graph: Graph) -> Placed:
    """The graph laid out; nodes of a rank never overlap."""
    plan = plan_of(graph)
    work = _Work.of(plan)
    work.order()
    work.settle()
    return finished(graph, plan, work.middles[: len(plan.spots)], work.crossed(), simple=True)


def settled(wanted: Sequence[float], sizes: Sequence[float], gap: float) -> list[float]:
    """Middles as near as can be to where they are wanted (least squares), in this order, with `gap` between them."""
    blocks: list[list[float]] = []  # the sum of wishes, how many they are, where the first of them stands from there
    offsets, offset = [], 0.0
    for at, size in enumerate(sizes):
        offset += 0.0 if at == 0 else sizes[at - 1] / 2 + gap + size / 2
        offsets.append(offset)
        blocks.append([wanted[at] - offset, 1.0])
        while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] >= blocks[-1][0] / blocks[-1][1]:
            total, count = blocks.pop()
            blocks[-1][0] += total
            blocks[-1][1] += count
    firsts = [total / count for total, count in blocks for _ in range(int(count))]
    return [first + offset for first, offset in zip(firsts, offsets, strict=True)]


@attrs.define
class _Work:
    """Spots and the lanes of long ways, by rank, in the order in which they stand."""

    ranks: list[list[int]]
    heights: list[float]
    gap: float
    before: list[list[int]]
    behind: list[list[int]]
    lanes: dict[tuple[int, int], list[int]]
    middles: list[float]

    @classmethod
    def of(cls, plan: Plan) -> "_Work":
        heights = [spot.height for spot in plan.spots]
        ranks: list[list[int]] = [[] for _ in plan.left]
        for at, spot in enumerate(plan.spots):
            ranks[spot.rank].append(at)
        before: list[list[int]] = [[] for _ in heights]
        behind: list[list[int]] = [[] for _ in heights]
        lanes: dict[tuple[int, int], list[int]] = {}
        for start, end in plan.pairs:
            chain = [start]
            for rank in range(plan.spots[start].rank + 1, plan.spots[end].rank):
                ranks[rank].append(len(heights))
                chain.append(len(heights))
                heights.append(_LANE)
                before.append([])
                behind.append([])
            chain.append(end)
            lanes[start, end] = chain
            for one, other in pairwise(chain):
                behind[one].append(other)
                before[other].append(one)
        return cls(ranks, heights, plan.gap, before, behind, lanes, [0.0] * len(heights))

    def order(self) -> None:
        """Each rank by the mean place of its neighbours, to and fro; the order with the fewest crossings stays."""
        best, fewest = [list(rank) for rank in self.ranks], self._crossings()
        for sweep in range(_SWEEPS):
            forth = sweep % 2 == 0
            for rank in self.ranks[1:] if forth else self.ranks[-2::-1]:
                place = {each: at for one in self.ranks for at, each in enumerate(one)}
                near = self.before if forth else self.behind
                wish = {each: sum(place[other] for other in near[each]) / len(near[each]) if near[each]
                        else float(place[each]) for each in rank}  # fmt: skip
                rank.sort(key=wish.__getitem__)
            crossings = self._crossings()
            if crossings < fewest:
                best, fewest = [list(rank) for rank in self.ranks], crossings
            if not fewest:
                break
        self.ranks = best

    def _crossings(self) -> int:
        found = 0
        for rank, following in pairwise(self.ranks):
            place = {each: at for at, each in enumerate(following)}
            ends = [end for each in rank for end in sorted(place[other] for other in self.behind[each])]
            tree = [0] * (len(following) + 1)
            for count, end in enumerate(ends):
                at, below = end + 1, 0
                while at:
                    below += tree[at]
                    at -= at & -at
                found += count - below
                at = end + 1
                while at <= len(following):
                    tree[at] += 1
                    at += at & -at
        return found

    def settle(self) -> None:
        """Spots near the mean of their neighbours, all below zero."""
        for rank in self.ranks:
            self._place(rank, [0.0] * len(rank))
        for turn in range(_SETTLINGS):
            for rank in self.ranks if turn % 2 == 0 else self.ranks[::-1]:
                wanted = []
                for each in rank:
                    near = self.before[each] + self.behind[each]
                    wanted.append(sum(self.middles[other] for other in near) / len(near) if near
                                  else self.middles[each])  # fmt: skip
                self._place(rank, wanted)
        top = min((middle - height / 2 for middle, height in zip(self.middles, self.heights, strict=True)), default=0.0)
        self.middles = [middle - top for middle in self.middles]

    def _place(self, rank: list[int], wanted: list[float]) -> None:
        for each, middle in zip(rank, settled(wanted, [self.heights[each] for each in rank], self.gap), strict=True):
            self.middles[each] = middle

    def crossed(self) -> dict[tuple[int, int], list[float]]:
        """How far down each way crosses the ranks between its ends."""
        return {pair: [self.middles[lane] for lane in chain[1:-1]] for pair, chain in self.lanes.items()}
