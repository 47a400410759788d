"""Which cost, resource, activity and partner supports which proposition, segment and revenue stream (D02)."""

from typing import Any

import attrs

from canvasdsl.model.canvas import Canvas
from canvasdsl.views.drawing import SMALL, Datasheet, Drawing
from canvasdsl.views.graph import Edge, Graph, Placed
from canvasdsl.views.kit.graph_cards import Card, card_height, node_of, put_card, put_way
from canvasdsl.views.kit.paper import Paper, Said, badge_of, bold, capital, field_of
from canvasdsl.views.poster.canvas_poster import served_by, threads
from canvasdsl.views.poster.poster import BLOCKS, BlockKey
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.views.typeset import SEMIBOLD

__all__ = ["VIEW", "Link", "ValueMap", "value_map"]

_COLUMNS: tuple[tuple[BlockKey, ...], ...] = (
    ("cost", "partner"), ("resource", "activity"), ("proposition", "channel", "relationship"), ("segment",),
    ("revenue",),
)  # fmt: skip
_WIDTHS = (86.0, 86.0, 86.0, 70.0, 70.0)
"""Of the columns: most stands in the first three."""
_WIDE = 77.0
"""That of what stands apart."""
_MOST_THREADS = 3
"""So many segments have a line each; a link that serves more is one line of nobody's colour."""


@attrs.frozen(kw_only=True)
class Link:
    """From what supports to what is supported, both as numbers of blocks, with the segments that this serves."""

    start: int
    end: int
    segments: tuple[int, ...]
    idea: bool


@attrs.frozen(kw_only=True)
class ValueMap:
    """The blocks with the column in which each stands; `apart` are those that support nothing that is in the model."""

    blocks: tuple[Any, ...]
    columns: tuple[int, ...]
    links: tuple[Link, ...]
    segments: tuple[tuple[int, ...], ...]
    apart: tuple[Any, ...]


def value_map(canvas: Canvas) -> ValueMap:
    """Who supports whom, as the author's own links say. Channels and relationships are there where something supports
    them."""
    reached = threads(canvas)
    served = {id(block): list(served_by(block, key, canvas)) for key in BLOCKS for block in canvas.blocks(key)}
    offered = {id(other) for block in canvas.propositions for other in served[id(block)]}
    parties = [party for party in canvas.parties if id(party) in offered]
    ours = {id(block) for key in BLOCKS for block in canvas.blocks(key)} | {id(party) for party in parties}
    supported = {id(other) for key in ("cost", "partner", "resource", "activity") for block in canvas.blocks(key)
                 for other in served[id(block)]}  # fmt: skip
    blocks: list[Any] = []
    columns: list[int] = []
    apart: list[Any] = []
    for column, keys in enumerate(_COLUMNS):
        for key in keys:
            for block in canvas.blocks(key):
                if key in ("channel", "relationship") and id(block) not in supported:
                    continue
                if key == "segment" or any(id(other) in ours for other in served[id(block)]):
                    blocks.append(block)
                    columns.append(column)
                else:
                    apart.append(block)
            if key == "segment":
                blocks += parties
                columns += [column] * len(parties)
    number = {id(block): at for at, block in enumerate(blocks)}
    links: dict[tuple[int, int], Link] = {}
    for at, block in enumerate(blocks):
        for other in served.get(id(block), ()):
            end = number.get(id(other))
            if end is None or end == at:
                continue
            pair = (end, at) if block.word == "revenue" else (at, end)
            both = reached.get(id(blocks[at]), ()), reached.get(id(other), ())
            links.setdefault(pair, Link(start=pair[0], end=pair[1], segments=tuple(s for s in both[1] if s in both[0]),
                                        idea=block.is_idea or getattr(other, "is_idea", False)))  # fmt: skip
    return ValueMap(blocks=tuple(blocks), columns=tuple(columns), links=tuple(links.values()),
                    segments=tuple(reached.get(id(block), ()) for block in blocks), apart=tuple(apart))  # fmt: skip


def _make(subject: Subject) -> Drawing:
    found = value_map(subject.canvas)
    if not found.links:
        raise Undrawn(subject.words("value-map.needs"))
    cards = [_card(subject, block, () if block.word == "segment" else segments)
             for block, segments in zip(found.blocks, found.segments, strict=True)]  # fmt: skip
    graph = Graph(
        nodes=tuple(node_of(f"n{at}", card, _WIDTHS[found.columns[at]], rank=found.columns[at])
                    for at, card in enumerate(cards)),
        edges=tuple(Edge(start=f"n{link.start}", end=f"n{link.end}", dashed=link.idea) for link in found.links),
        width=Paper().width, gap=5,
    )  # fmt: skip
    placed = subject.placed(graph)
    paper = Paper()
    top = _heads(subject, paper, found, placed) + 8
    drawn = Paper()
    for link, route in zip(found.links, placed.routes, strict=True):
        _thread(drawn, link, route.points)
    for card, column, middle in zip(cards, found.columns, placed.nodes, strict=True):
        put_card(drawn, card, middle, _WIDTHS[column])
    paper.put(drawn, 0, top)
    bottom = top + placed.height
    if found.apart:
        bottom = _apart(subject, paper, bottom + 16, found.apart)
    return subject.drawing(
        "value-map", paper, title=_title(subject, found), table=_table(subject, found), height=bottom + 1,
        description=_description(subject, found), notes=subject.layout_notes(placed), texts=paper.authors,
        graph=graph,
    )  # fmt: skip


def _card(subject: Subject, block: Any, segments: tuple[int, ...]) -> Card:
    """A block: its kind, its name, whom it serves. A segment has its own mark instead."""
    name = Said(block.name, field_of(block))
    if block.word == "segment":
        number = next(at for at, each in enumerate(subject.canvas.segments) if each is block)
        return Card(parts=(bold(block.name, field_of(block), badges=(badge_of(number),)),), idea=block.is_idea,
                    fill="", line="soft")  # fmt: skip
    kind = Said(subject.say.label("canvas", block.word), tone="soft")
    kinds = () if block.word in ("revenue", "party") else (kind,)
    return Card(parts=(*kinds, name), badges=tuple(map(badge_of, segments)), idea=block.is_idea)


def _heads(subject: Subject, paper: Paper, found: ValueMap, placed: Placed) -> float:
    """What stands in each column, above it."""
    bottom = 0.0
    for column in sorted(set(found.columns)):
        x = next(point[0] for at, point in enumerate(placed.nodes) if found.columns[at] == column)
        wide = _WIDTHS[column]
        label = paper.text(x - wide / 2, 0, subject.words(f"value-map.column.{column}"), width=wide, size=SMALL,
                           weight=SEMIBOLD, tone="soft")  # fmt: skip
        bottom = max(bottom, label.height)
    paper.line((0, bottom + 3), (paper.width, bottom + 3), tone="line", width=0.7)
    return bottom + 3


def _thread(paper: Paper, link: Link, points: tuple[tuple[float, float], ...]) -> None:
    """A line for each segment that a link serves, side by side."""
    if not 0 < len(link.segments) <= _MOST_THREADS:
        put_way(paper, points, tone="grey", width=1.1, dashed=link.idea, head=4.5)
        return
    for number, segment in enumerate(link.segments):
        shift = (number - (len(link.segments) - 1) / 2) * 2.0
        badge = badge_of(segment)
        put_way(paper, [(x, y + shift) for x, y in points], tone=f"a{badge.accent}", width=1.2, dashed=link.idea,
                head=4.5)  # fmt: skip


def _apart(subject: Subject, paper: Paper, y: float, blocks: tuple[Any, ...]) -> float:
    """What supports nothing, below the map."""
    paper.line((0, y), (paper.width, y), tone="line", width=0.7)
    y += 6 + paper.text(0, y + 4, subject.counted("value-map.apart", len(blocks)), size=SMALL, weight=SEMIBOLD,
                        tone="alarm").height + 4  # fmt: skip
    columns = 5
    step = (paper.width - _WIDE) / (columns - 1)
    for first in range(0, len(blocks), columns):
        cards = [_card(subject, block, ()) for block in blocks[first : first + columns]]
        tall = max(card_height(card, _WIDE) for card in cards)
        for at, card in enumerate(cards):
            height = card_height(card, _WIDE)
            put_card(paper, card, (_WIDE / 2 + at * step, y + height / 2), _WIDE)
        y += tall + 7
    return y - 7


def _title(subject: Subject, found: ValueMap) -> str:
    if found.apart:
        return subject.counted("value-map.title_apart", len(found.apart), name=found.apart[0].name)
    bare = [block for at, block in enumerate(found.blocks)
            if block.word == "proposition" and not any(link.end == at for link in found.links)]  # fmt: skip
    if bare:
        return subject.counted("value-map.title_bare", len(bare), name=bare[0].name)
    busiest = _busiest(found)
    if busiest is None:
        return subject.words("value-map.title")
    return subject.words("value-map.title_busiest", name=found.blocks[busiest].name)


def _busiest(found: ValueMap) -> int | None:
    """The resource, activity or partner to which most is joined behind it, if one is alone in that."""
    behind: dict[int, list[int]] = {}
    for link in found.links:
        behind.setdefault(link.start, []).append(link.end)
    counts: dict[int, int] = {}
    for at, block in enumerate(found.blocks):
        if block.word in ("resource", "activity", "partner"):
            seen, open_ = {at}, [at]
            while open_:
                fresh = [each for each in behind.get(open_.pop(), ()) if each not in seen]
                seen.update(fresh)
                open_ += fresh
            counts[at] = len(seen)
    best = [at for at, count in counts.items() if count == max(counts.values())]
    return best[0] if len(best) == 1 and len(counts) > 1 else None


def _description(subject: Subject, found: ValueMap) -> str:
    say = subject.say
    told = [subject.words("value-map.description", blocks=say.whole(len(found.blocks)),
                          links=say.whole(len(found.links)))]  # fmt: skip
    busiest = _busiest(found)
    if busiest is not None:
        ends = [found.blocks[link.end].name for link in found.links if link.start == busiest]
        told.append(subject.words("value-map.busiest", name=found.blocks[busiest].name,
                                  list=say.join(say.shortened(ends))))  # fmt: skip
    if found.apart:
        names = [block.name for block in found.apart]
        told.append(subject.words("value-map.lonely", list=say.join(say.shortened(names))))
    return subject.words("graph.join").join(told)


def _table(subject: Subject, found: ValueMap) -> Datasheet:
    say = subject.say
    names = [segment.name for segment in subject.canvas.segments]
    rows = [
        (capital(say.label("canvas", found.blocks[link.start].word)), found.blocks[link.start].name,
         found.blocks[link.end].name, say.join([names[each] for each in link.segments]) or subject.words("graph.none"))
        for link in found.links
    ]  # fmt: skip
    rows += [(capital(say.label("canvas", block.word)), block.name, subject.words("value-map.nothing"),
              subject.words("graph.none")) for block in found.apart]  # fmt: skip
    heads = tuple(subject.words(f"value-map.head.{key}") for key in ("kind", "from", "to", "for"))
    return Datasheet(columns=heads, rows=tuple(rows))


VIEW = View(name="value-map", register=("D02",), title="What supports what, from costs to revenue", make=_make,
            needs=("proposition", "segment"))  # fmt: skip
