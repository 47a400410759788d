"""What graphs are drawn with: cards as nodes, ways with arrows as edges, words on the way."""

from collections.abc import Iterator, Sequence

import attrs

from canvasdsl.views.drawing import SMALL, Align
from canvasdsl.views.graph import Edge, Node
from canvasdsl.views.kit.paper import DASHED, RADIUS, Badge, Paper, Said, badge_width, put_badges, room_of, stack
from canvasdsl.views.typeset import REGULAR, measure, wrap

__all__ = ["HEAD", "Card", "card_height", "edge_of", "label_size", "node_of", "put_card", "put_label", "put_way"]

_PAD = 5.0
HEAD = 5.5
"""The size of an arrow's head."""
_BADGE_LINE = 2 * RADIUS + 3

Point = tuple[float, float]


@attrs.frozen(kw_only=True)
class Card:
    """A node: paragraphs, and the marks of the segments that it serves: at the end of the first line where they have
    room, else below. An idea has a dashed outline."""

    parts: tuple[Said, ...]
    badges: tuple[Badge, ...] = ()
    idea: bool = False
    fill: str = "wash"
    line: str = ""
    align: Align = "start"

    @property
    def label(self) -> str:
        """What `.dot` files call it."""
        return "\n".join(part.text for part in self.parts if part.text)


def card_height(card: Card, width: float) -> float:
    """How high a card of some width is."""
    return _filled(card, width).height + 2 * _PAD - 1


def put_card(paper: Paper, card: Card, middle: Point, width: float, *, height: float | None = None) -> None:
    """A card around its middle."""
    inside = _filled(card, width)
    needed = inside.height + 2 * _PAD - 1
    height = needed if height is None else height
    left, top = middle[0] - width / 2, middle[1] - height / 2
    if card.idea:
        paper.box(left, top, width, height, fill="paper", line="grey", dash=DASHED, radius=3)
    else:
        paper.box(left, top, width, height, fill=card.fill, line=card.line, radius=3)
    paper.put(inside, left + _PAD, top + _PAD - 0.5 + (height - needed) / 2)


def node_of(name: str, card: Card, width: float, *, rank: int | None = None) -> Node:
    """The node of a card."""
    return Node(name=name, width=width, height=card_height(card, width), rank=rank, label=card.label, dashed=card.idea)


def edge_of(start: str, end: str, *, label: str = "", width: float = 0.0, dashed: bool = False) -> Edge:
    """An edge with words on it, which take lines of up to `width`."""
    if not label:
        return Edge(start=start, end=end, dashed=dashed)
    wide, high = label_size(label, width)
    return Edge(start=start, end=end, width=wide, height=high, label=label, dashed=dashed)


def label_size(label: str, width: float) -> tuple[float, float]:
    """The room that words on a way take."""
    lines = wrap(label, width, SMALL)
    return max(measure(line, SMALL) for line in lines) + 6, len(lines) * SMALL * 1.32 + 1


def put_label(paper: Paper, label: str, middle: Point, width: float, *, tone: str = "soft", field: str = "",
              weight: int = REGULAR) -> None:  # fmt: skip
    """Words on a way: on a ground of paper, so that the way ends at them and goes on behind."""
    wide, high = label_size(label, width)
    paper.box(middle[0] - wide / 2, middle[1] - high / 2, wide, high, fill="paper")
    paper.text(middle[0], middle[1], label, width=width, size=SMALL, weight=weight, tone=tone, align="middle",
               middle=True)  # fmt: skip
    if field:
        paper.texts.append((field, label))


def put_way(
    paper: Paper, points: Sequence[Point], *, tone: str = "soft", width: float = 0.9, dashed: bool = False,
    head: float = HEAD,
) -> None:  # fmt: skip
    """A way from border to border, with an arrow at its end."""
    paper.line(*points, tone=tone, width=width, dash=(3, 2.2) if dashed else (), head=head)


def _filled(card: Card, width: float) -> Paper:
    inside = Paper(width - 2 * _PAD)
    room = sum(map(badge_width, card.badges))
    if card.badges and _leaves(card, inside.width, room):
        put_badges(inside, inside.width - room + 3, card.parts[0].size * 0.66, card.badges)
        end = stack(inside, 0.0, 0.0, inside.width - room, card.parts[:1])
        stack(inside, 0.0, end, inside.width, card.parts[1:])
        return inside
    end = stack(inside, 0.0, 0.0, inside.width, card.parts, align=card.align)
    for line in _badge_lines(card.badges, inside.width):
        put_badges(inside, 0.0, end + RADIUS + 1.5, line)
        end += _BADGE_LINE
    return inside


def _leaves(card: Card, width: float, room: float) -> bool:
    """Whether the first paragraph of a card needs no more lines when it leaves some room at its end."""
    if card.align != "start" or not card.parts or room > width / 2:
        return False
    first = card.parts[0]
    beside = room_of(first)
    return not first.above and bool(first.text.strip()) and len(
        wrap(first.text, max(first.size, width - beside - room), first.size, weight=first.weight)
    ) == len(wrap(first.text, width - beside, first.size, weight=first.weight))


def _badge_lines(badges: Sequence[Badge], width: float) -> Iterator[list[Badge]]:
    line: list[Badge] = []
    for badge in badges:
        if line and sum(map(badge_width, (*line, badge))) > width:
            yield line
            line = []
        line.append(badge)
    if line:
        yield line
