"""Cards that lead on to each other: side by side with arrows between them, or around one in the middle."""

from collections.abc import Sequence

import attrs

from canvasdsl.views.drawing import SMALL
from canvasdsl.views.kit.charts import apart
from canvasdsl.views.kit.graph_cards import HEAD, Card, card_height, put_card, put_way
from canvasdsl.views.kit.paper import DASHED, Paper
from canvasdsl.views.typeset import SEMIBOLD

__all__ = ["Spoke", "column_heads", "hub", "missing", "row", "strip"]

_GAP, _BETWEEN = 20.0, 7.0
_SIDE = 168.0


@attrs.frozen(kw_only=True)
class Spoke:
    """A card beside the middle; the way between them is dashed where something is missing, and has an arrow where it
    leads to the middle."""

    card: Card
    dashed: bool = False
    leads: bool = False


def missing(card: Card) -> Card:
    """The card of what nobody says: without a ground, in a dashed outline."""
    return attrs.evolve(card, idea=True)


def column_heads(paper: Paper, y: float, words: Sequence[str], *, left: float = 0.0, gap: float = _GAP) -> float:
    """Words above the columns of strips; returns how far down they reach."""
    width = (paper.width - left - gap * (len(words) - 1)) / len(words)
    bottom = y
    for number, word in enumerate(words):
        bottom = max(bottom, y + paper.text(left + number * (width + gap), y, word, width=width, size=SMALL,
                                            weight=SEMIBOLD, tone="soft").height)  # fmt: skip
    return bottom + 3


def strip(
    paper: Paper, y: float, cards: Sequence[Card], *, dashed: Sequence[bool] = (), left: float = 0.0,
    gap: float = _GAP,
) -> float:  # fmt: skip
    """Cards side by side, an arrow from each to the next; `dashed` says which arrows are. Returns how far down they
    reach."""
    bottom = row(paper, y, cards, left=left, gap=gap)
    width = (paper.width - left - gap * (len(cards) - 1)) / len(cards)
    middle = y + min((bottom - y) / 2, 14.0)
    for number in range(1, len(cards)):
        x = left + number * (width + gap)
        put_way(paper, [(x - gap + 3, middle), (x - 3, middle)], dashed=bool(dashed and dashed[number - 1]))
    return bottom


def row(paper: Paper, y: float, cards: Sequence[Card], *, left: float = 0.0, gap: float = _GAP) -> float:
    """Cards of one height side by side, what they say at their top; returns how far down they reach."""
    width = (paper.width - left - gap * (len(cards) - 1)) / len(cards)
    tall = max(card_height(card, width) for card in cards)
    for number, card in enumerate(cards):
        x = left + number * (width + gap)
        if card.idea:
            paper.box(x, y, width, tall, fill="paper", line="grey", dash=DASHED, radius=3)
        else:
            paper.box(x, y, width, tall, fill=card.fill, line=card.line, radius=3)
        inside = attrs.evolve(card, fill="", line="", idea=False)
        put_card(paper, inside, (x + width / 2, y + card_height(card, width) / 2), width)
    return y + tall


def hub(
    paper: Paper, y: float, middle: Card, left: Sequence[Spoke], right: Sequence[Spoke], *, side: float = _SIDE
) -> float:
    """A card in the middle and others at both sides, each joined with it; returns how far down they reach."""
    room = paper.width - 2 * side
    wide = room - 72
    own = card_height(middle, wide)
    heights = {at: [card_height(spoke.card, side) + _BETWEEN for spoke in spokes]
               for at, spokes in ((0, left), (1, right))}  # fmt: skip
    tall = max(own, *(sum(each) - _BETWEEN for each in heights.values()))
    centre = (paper.width / 2, y + tall / 2)
    for at, spokes in ((0, left), (1, right)):
        total = sum(heights[at])
        wanted, top = [], centre[1] - (total - _BETWEEN) / 2
        for height in heights[at]:
            wanted.append(top + (height - _BETWEEN) / 2)
            top += height
        places = apart(wanted, heights[at], y - _BETWEEN / 2, y + tall + _BETWEEN / 2)
        _side(paper, spokes, places, centre, (wide, own), at=at, width=side)
    put_card(paper, middle, centre, wide)
    return y + tall


def _side(
    paper: Paper, spokes: Sequence[Spoke], places: Sequence[float], centre: tuple[float, float],
    size: tuple[float, float], *, at: int, width: float,
) -> None:  # fmt: skip
    """The cards of one side, and their ways, which reach the middle spread over its edge."""
    wide, own = size
    edge = centre[0] + (wide / 2 if at else -wide / 2)
    x = paper.width - width if at else 0.0
    outer = x if at else width
    for number, (spoke, place) in enumerate(zip(spokes, places, strict=True)):
        reach = centre[1] - own / 2 + own * (number + 0.5) / len(spokes)
        ends = [(outer, place), (edge, reach)]
        put_way(paper, ends, dashed=spoke.dashed, head=HEAD if spoke.leads else 0.0)
        put_card(paper, spoke.card, (x + width / 2, place), width)
