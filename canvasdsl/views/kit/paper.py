"""Paper with text on it: paragraphs in stacks, signs, the marks of segments, cards; it keeps the author's texts."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import attrs

from canvasdsl.views.drawing import SMALL, WIDTH, Align, Board, Mark
from canvasdsl.views.poster.poster import segment_accent, segment_letter, segment_mark
from canvasdsl.views.typeset import REGULAR, SEMIBOLD, measure

__all__ = [
    "DASHED", "RADIUS", "Badge", "Paper", "Said", "badge_of", "badge_width", "beside", "bold", "capital", "field_of",
    "put_badges", "room_of", "say_all", "sign", "stack", "tiles",
]  # fmt: skip

DASHED = (3.0, 2.0)
"""The outline of what is only an idea, or is missing."""
RADIUS = 3.4
"""That of signs and marks."""


class Paper(Board):
    """A board that keeps the author's texts that stand on it, each behind its field."""

    def __init__(self, width: float = WIDTH) -> None:
        super().__init__(width)
        self.texts: list[tuple[str, str]] = []

    def put(self, other: "Paper", x: float, y: float) -> None:
        """Everything of another paper, with its upper left corner there."""
        self.add(*other.moved(x, y))
        self.texts += other.texts

    @property
    def authors(self) -> tuple[tuple[str, str], ...]:
        """The author's texts, each once."""
        return tuple(dict.fromkeys(self.texts))


@attrs.frozen(kw_only=True)
class Badge:
    """The accent and the mark of a segment, with a letter beyond the eighth."""

    accent: int
    mark: str
    letter: str = ""


@attrs.frozen
class Said:
    """A paragraph: its text, how it looks, and what stands before it. A text of the author's names its field."""

    text: str
    field: str = ""
    size: float = attrs.field(default=SMALL, kw_only=True)
    weight: int = attrs.field(default=REGULAR, kw_only=True)
    tone: str = attrs.field(default="ink", kw_only=True)
    sign: str = attrs.field(default="", kw_only=True)
    badges: tuple[Badge, ...] = attrs.field(default=(), kw_only=True)
    above: float = attrs.field(default=0.0, kw_only=True)
    """Room above it."""
    indent: float = attrs.field(default=0.0, kw_only=True)
    """Room before it, where neither a sign nor badges stand there."""


# ---- Words --------------------------------------------------------------------------


def bold(text: str, field: str = "", *, tone: str = "ink", badges: tuple[Badge, ...] = (), above: float = 0.0) -> Said:
    """A paragraph in bold letters."""
    return Said(text, field, weight=SEMIBOLD, tone=tone, badges=badges, above=above)


def capital(text: str) -> str:
    """The text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def field_of(block: Any) -> str:
    """How messages name the place of a block's texts: `segment commuters`."""
    return f"{block.word} {getattr(block, 'id', None) or getattr(block, 'title', None) or ''}".strip()


def say_all(blocks: Iterable[Any], *, tone: str = "ink") -> tuple[Said, ...]:
    """The names of blocks, each a paragraph, a little apart, so that one that takes two lines is seen as one."""
    return tuple(Said(block.name, field_of(block), tone=tone, above=2.0 if number else 0.0)
                 for number, block in enumerate(blocks))  # fmt: skip


def badge_of(index: int) -> Badge:
    """The badge of the segment at `index`."""
    return Badge(accent=segment_accent(index), mark=segment_mark(index), letter=segment_letter(index))


def stack(
    paper: Paper, x: float, y: float, width: float, parts: Iterable[Said], *, align: Align = "start"
) -> float:
    """Paragraphs one below the other in a column; returns how far down they reach."""
    for part in parts:
        if not part.text.strip() and not part.badges:
            continue
        y += part.above
        room = room_of(part)
        middle = y + part.size * 0.66
        if part.sign:
            sign(paper, x + RADIUS, middle, part.sign)
        elif part.badges:
            put_badges(paper, x, middle, part.badges)
        at = {"start": x + room, "middle": x + width / 2, "end": x + width}[align]
        y += paper.text(at, y, part.text, width=width - room, size=part.size, weight=part.weight, tone=part.tone,
                        align=align).height  # fmt: skip
        if part.field:
            paper.texts.append((part.field, part.text))
    return y


def sign(paper: Paper, x: float, y: float, name: str, *, radius: float = RADIUS) -> None:
    """A sign around its middle: `yes` a disc, `part` a half disc, `no` a ring, `idea` a dashed ring, `gap` a ring that
    is struck through."""
    match name:
        case "yes":
            paper.disc(x, y, radius, fill="ink")
        case "part":
            paper.disc(x, y, radius, line="ink", stroke=1)
            paper.area([(x, y - radius), (x - radius * 0.7, y - radius * 0.7), (x - radius, y),
                        (x - radius * 0.7, y + radius * 0.7), (x, y + radius)], "ink")  # fmt: skip
        case "no":
            paper.disc(x, y, radius, line="ink", stroke=1)
        case "idea":
            paper.disc(x, y, radius, line="soft", stroke=1, dash=(1.6, 1.4))
        case "gap":
            paper.disc(x, y, radius, line="alarm", stroke=1.2)
            paper.line((x - radius, y + radius), (x + radius, y - radius), tone="alarm", width=1.2)
        case _:
            raise KeyError(name)


def room_of(part: Said) -> float:
    """How much room stands before a paragraph for its sign or badges."""
    if part.sign:
        return 2 * RADIUS + 5
    return sum(map(badge_width, part.badges)) + 2 if part.badges else part.indent


def badge_width(badge: Badge) -> float:
    """How much room a badge takes, with what parts it from the next."""
    return 2 * RADIUS + 3 + (measure(badge.letter, SMALL, weight=SEMIBOLD) + 2 if badge.letter else 0)


def put_badges(paper: Paper, x: float, y: float, badges: Iterable[Badge]) -> None:
    """Badges side by side around a height, from the left."""
    for badge in badges:
        paper.add(Mark(x=x + RADIUS, y=y, radius=RADIUS, accent=badge.accent, mark=badge.mark))
        if badge.letter:
            paper.text(x + 2 * RADIUS + 2, y, badge.letter, size=SMALL, weight=SEMIBOLD, middle=True)
        x += badge_width(badge)


# ---- Cards --------------------------------------------------------------------------


def beside(paper: Paper, y: float, papers: Sequence[Paper], *, gap: float) -> float:
    """Papers side by side from the left; returns how far down the longest reaches."""
    x, bottom = 0.0, y
    for each in papers:
        paper.put(each, x, y)
        x += each.width + gap
        bottom = max(bottom, y + each.height)
    return bottom


def tiles(
    paper: Paper, y: float, makers: Sequence[Callable[[Paper, float], float]], *, columns: int = 2, gap: float = 12.0,
    line: str = "line", dash: Sequence[float] = (),
) -> float:  # fmt: skip
    """Cards in rows, those of a row equally high. A maker writes on a paper as wide as a card's inside, from the
    given height down, and returns where it ended. Returns how far down the last row reaches."""
    width = (paper.width - gap * (columns - 1)) / columns
    inside = 9.0
    for first in range(0, len(makers), columns):
        made: list[tuple[Paper, float]] = []
        for maker in makers[first : first + columns]:
            card = Paper(width - 2 * inside)
            made.append((card, maker(card, 0.0)))
        height = max(end for _, end in made) + 2 * inside
        for number, (card, _) in enumerate(made):
            x = number * (width + gap)
            paper.box(x + 0.5, y + 0.5, width - 1, height - 1, line=line, radius=3, dash=dash)
            paper.put(card, x + inside, y + inside)
        y += height + gap
    return y - gap if makers else y
