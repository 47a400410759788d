"""The patterns that a model declares, each as a badge above the parts that it needs and what in the model they are.

The parts are those without which the pattern does not work (Osterwalder & Pigneur 2010); one that nothing in the model
is, is a gap.
"""

from collections.abc import Callable, Iterable
from typing import Any

import attrs

from canvasdsl.figures.blocks import decided
from canvasdsl.model.canvas import Canvas
from canvasdsl.rules.parts import is_multi_sided, revenues_from, sides
from canvasdsl.views.drawing import BODY, Datasheet, Drawing
from canvasdsl.views.kit.graph_cards import Card
from canvasdsl.views.kit.paper import Badge, Paper, Said, badge_of, bold, capital, field_of
from canvasdsl.views.kit.strips import missing, row
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.views.typeset import SEMIBOLD

__all__ = ["PARTS", "VIEW", "Pattern", "patterns_of"]

_GAP, _MOST = 10.0, 6


@attrs.frozen(kw_only=True)
class Pattern:
    """A declared pattern with each part that it needs and the blocks that are this part."""

    word: str
    parts: tuple[tuple[str, tuple[Any, ...]], ...]

    @property
    def lacks(self) -> tuple[str, ...]:
        """The parts that nothing in the model is."""
        return tuple(key for key, blocks in self.parts if not blocks)


def patterns_of(canvas: Canvas) -> tuple[Pattern, ...]:
    """The patterns in the order in which they are declared, each once."""
    words = canvas.heading.patterns if canvas.heading is not None else ()
    return tuple(Pattern(word=word, parts=tuple((key, tuple(dict.fromkeys(find(canvas)))) for key, find in PARTS[word]))
                 for word in dict.fromkeys(words))  # fmt: skip


def _free(canvas: Canvas) -> Iterable[Any]:
    """Plans and revenues of which the price is nothing; without any, what is sold by no revenue."""
    priced = [block for revenue in decided(canvas.revenues) for block in (revenue, *decided(revenue.plans))]
    free = [block for block in priced if _price(block) is not None and _price(block).low == 0]
    sold = {each.key for revenue in canvas.revenues for each in revenue.propositions}
    return free or [each for each in decided(canvas.propositions) if each.key not in sold]


def _paid(canvas: Canvas) -> Iterable[Any]:
    """Plans and revenues that cost something, or of which no price is said."""
    for revenue in decided(canvas.revenues):
        plans = decided(revenue.plans)
        yield from (block for block in plans or [revenue] if _price(block) is None or _price(block).high > 0)


def _price(block: Any) -> Any:
    return None if block.price is None else getattr(block.price, "value", block.price)


def _platform(canvas: Canvas) -> Iterable[Any]:
    yield from (each for each in decided(canvas.activities) if each.type == "platform")
    yield from (each for each in decided(canvas.resources) if each.asset == "software")
    yield from (each for each in decided(canvas.channels) if each.type in ("marketplace", "web-sales", "app"))


def _many(canvas: Canvas) -> Iterable[Any]:
    return decided(canvas.propositions)


def _kept(canvas: Canvas) -> Iterable[Any]:
    """What the business does itself: activities that no partner provides."""
    given = {each.key for partner in canvas.partners for each in partner.provides}
    return [each for each in decided(canvas.activities) if each.key not in given]


def _given(canvas: Canvas) -> Iterable[Any]:
    return [partner for partner in decided(canvas.partners) if partner.provides]


def _outsiders(canvas: Canvas) -> Iterable[Any]:
    yield from _given(canvas)
    yield from (each for each in (*decided(canvas.segments), *decided(canvas.parties)) if each.gives)
    yield from (each for each in decided(canvas.relationships) if "co-creation" in each.type_words)


def _sides(canvas: Canvas) -> Iterable[Any]:
    found = sides(canvas) if is_multi_sided(canvas) else ()
    return found if len(found) > 1 else ()


def _payers(canvas: Canvas) -> Iterable[Any]:
    return [side for side in _sides(canvas)
            if (side.word == "segment" and side.side == "money") or revenues_from(canvas, side)]  # fmt: skip


PARTS: dict[str, tuple[tuple[str, Callable[[Canvas], Iterable[Any]]], ...]] = {
    "unbundled": (("kept", _kept), ("given", _given)),
    "long-tail": (("many", _many), ("platform", _platform)),
    "multi-sided-platform": (("sides", _sides), ("platform", _platform), ("payers", _payers)),
    "freemium": (("free", _free), ("paid", _paid)),
    "open": (("outsiders", _outsiders), ("many", _many)),
}


# ---- Drawing ------------------------------------------------------------------------


def _make(subject: Subject) -> Drawing:
    found = patterns_of(subject.canvas)
    if not found:
        raise Undrawn(subject.words("pattern.needs"))
    paper, y = Paper(), 0.0
    for pattern in found:
        y = _badge(subject, paper, pattern, y) + 6
        y = _parts(subject, paper, pattern, y) + 16
    return subject.drawing("pattern", paper, title=_title(subject, found), description=_description(subject, found),
                           table=_table(subject, found), texts=paper.authors, height=y - 15)  # fmt: skip


def _badge(subject: Subject, paper: Paper, pattern: Pattern, y: float) -> float:
    """The name of the pattern in a rounded outline, and beside it what it is."""
    inside = Paper()
    name = inside.text(10, 4, capital(subject.say.choice("pattern", pattern.word)), width=120, size=BODY,
                       weight=SEMIBOLD)  # fmt: skip
    high = name.height + 8
    paper.box(0.5, y, name.width + 20, high, line="ink", stroke=1.1, radius=high / 2 if high < 24 else 8)
    paper.put(inside, 0, y)
    left = name.width + 30
    told = paper.text(left, y + 5, subject.words(f"pattern.what.{pattern.word}"), width=paper.width - left, size=8,
                      tone="soft")  # fmt: skip
    return max(y + high, told.y + told.height)


def _parts(subject: Subject, paper: Paper, pattern: Pattern, y: float) -> float:
    return row(paper, y, [_card(subject, key, blocks) for key, blocks in pattern.parts], gap=_GAP)


def _card(subject: Subject, key: str, blocks: tuple[Any, ...]) -> Card:
    head = bold(subject.words(f"pattern.part.{key}"))
    if not blocks:
        return missing(Card(parts=(head, Said(subject.words("pattern.gap"), tone="soft", sign="gap"))))
    said = [Said(block.name, field_of(block), badges=_badges(subject, block), above=1) for block in blocks[:_MOST]]
    if len(blocks) > _MOST:
        said.append(Said(subject.counted("quadrants.further", len(blocks) - _MOST), tone="soft"))
    return Card(parts=(head, *said))


def _badges(subject: Subject, block: Any) -> tuple[Badge, ...]:
    return tuple(badge_of(number) for number, each in enumerate(subject.canvas.segments) if each is block)


def _title(subject: Subject, found: tuple[Pattern, ...]) -> str:
    say = subject.say
    for pattern in found:
        if pattern.lacks:
            return subject.words("pattern.title_lacks", name=capital(say.choice("pattern", pattern.word)),
                                 part=subject.words(f"pattern.in_text.{pattern.lacks[0]}"))  # fmt: skip
    names = say.join([say.choice("pattern", pattern.word) for pattern in found])
    return subject.counted("pattern.title", len(found), list=names)


def _description(subject: Subject, found: tuple[Pattern, ...]) -> str:
    say, said = subject.say, []
    for pattern in found:
        said.append(subject.words("pattern.one", name=capital(say.choice("pattern", pattern.word)),
                                  text=subject.words(f"pattern.what.{pattern.word}")))  # fmt: skip
        said += [subject.words("pattern.has", part=subject.words(f"pattern.part.{key}"),
                               list=say.join(say.shortened([block.name for block in blocks])))
                 for key, blocks in pattern.parts if blocks]  # fmt: skip
    return " ".join(said)


def _table(subject: Subject, found: tuple[Pattern, ...]) -> Datasheet:
    columns = tuple(subject.words(f"pattern.column.{key}") for key in ("pattern", "part", "blocks"))
    rows = tuple((capital(subject.say.choice("pattern", pattern.word)), subject.words(f"pattern.part.{key}"),
                  subject.say.join([block.name for block in blocks]) or subject.words("pattern.gap"))
                 for pattern in found for key, blocks in pattern.parts)  # fmt: skip
    return Datasheet(columns=columns, rows=rows)


VIEW = View(name="pattern", register=(), theory=("T-BMC-12",), title="The patterns of the business model, with the "
            "parts that they need", needs=("canvas", "pattern"), make=_make)  # fmt: skip
