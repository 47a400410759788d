"""Where offers stand for a segment (D21): quality and service against price with the line of fair value, and the marks
of each offer, attribute by attribute.

Quality is the mean of the marks that are not for the price, weighed as the segment weighs them. The line of fair value
goes through the mean of all offers; it rises by what the price counts beside the quality (Gale 1994): whoever stands
above it gives more for the price than is usual.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs

from canvasdsl.figures.blocks import decided, named
from canvasdsl.figures.perceived import paid_for
from canvasdsl.figures.perception import weighted_mark
from canvasdsl.model.canvas import Canvas
from canvasdsl.views.customers.value_profile import profile
from canvasdsl.views.drawing import Datasheet, Drawing
from canvasdsl.views.kit.charts import round_steps
from canvasdsl.views.kit.paper import Paper, Said, badge_of, bold, field_of
from canvasdsl.views.kit.quadrants import Axis, Corner, Point, map_of
from canvasdsl.views.subject import Subject, Undrawn, View

__all__ = ["VIEW", "Market", "Offer", "market_of"]

_PRICE = frozenset({"price", "prices", "precio", "preis", "prix", "preço", "preco"})
"""The labels of attributes are the author's own words; these say that a mark is for the price."""
_ALIKE = Fraction(1, 2)
_MEANINGS = {"low-price": 0.12, "quality-for-price": 0.45, "get-for-give": 0.6, "wants": 0.9}
"""How far up the line of fair value somebody looks: from a low price to whatever one wants (Zeithaml 1988)."""
_MOST = 8
_LETTERS = "ABCDEFGH"


@attrs.frozen(kw_only=True)
class Offer:
    """An offer or a rival: its quality, the mean of its marks; its price, as money or as a mark (high is cheap)."""

    block: Any
    is_own: bool
    marks: dict[str, Any]
    quality: float
    price: float
    written: str
    """The price in words."""


@attrs.frozen(kw_only=True)
class Market:
    """The offers among which a segment chooses. `slope` says how much more quality, as a share of the mean, makes up
    for a price that is higher by the same share; with marks, how many marks make up for one."""

    offers: tuple[Offer, ...]
    left_out: int
    in_money: bool
    weights: tuple[tuple[str, Fraction], ...]
    price_weight: Fraction | None
    most: int

    @property
    def slope(self) -> float | None:
        """`None` where nothing but the price counts."""
        weight = _ALIKE if self.price_weight is None else self.price_weight
        return None if weight >= 1 else float(weight / (1 - weight))

    @property
    def middle(self) -> tuple[float, float]:
        """The mean price and the mean quality."""
        count = len(self.offers)
        return sum(each.price for each in self.offers) / count, sum(each.quality for each in self.offers) / count

    def fair(self, price: float) -> float:
        """Which quality is usual at a price."""
        middle, quality = self.middle
        slope = self.slope or 0.0
        if self.in_money:
            return quality * (1 + slope * (price / middle - 1)) if middle else quality
        return quality + slope * (middle - price)

    def surplus(self, offer: Offer) -> float:
        """How much better an offer is than is usual at its price."""
        return offer.quality - self.fair(offer.price)


def market_of(subject: Subject, segment: Any) -> Market | None:
    """The offers for a segment and their rivals, with prices in money where all say them, else with marks."""
    canvas = subject.canvas
    said = [(each.attribute, each.value.value) for each in segment.weighs if each.value.value > 0]
    weights = {name: weight for name, weight in said if name.lower() not in _PRICE}
    price = next((name for name, _ in said if name.lower() in _PRICE), None)
    blocks = [(each, True) for each in decided(canvas.propositions) if segment in named(canvas, each.segments)]
    owns = [each for each, _ in blocks]
    blocks += [(each, False) for each in decided(canvas.competitors)
               if segment in named(canvas, each.segments) or not each.segments
               or any(each in named(canvas, own.against) for own in owns)]  # fmt: skip
    marked = [(each, is_own) for each, is_own in blocks if _quality(each, weights) is not None]
    for in_money in (True, False):
        offers = tuple(_offer(subject, segment, each, is_own, weights, in_money) for each, is_own in marked)
        known = tuple(each for each in offers if each is not None)
        if known and (not in_money or (len(known) == len(marked) and _is_one_unit(subject, segment, marked))):
            highest = max(float(mark) for each in known for mark in each.marks.values())
            weight = next((Fraction(each) for name, each in said if name == price), None)
            whole = Fraction(sum(each for _, each in said))
            return Market(
                offers=known, left_out=len(blocks) - len(known), in_money=in_money,
                weights=tuple((name, Fraction(each)) for name, each in said),
                price_weight=None if weight is None else weight / whole, most=5 if highest <= 5 else 10,
            )  # fmt: skip
    return None


def _marks(block: Any) -> dict[str, Any]:
    return {each.attribute: each.value.value for each in block.scores}


def _quality(block: Any, weights: dict[str, Decimal]) -> Fraction | None:
    return weighted_mark(weights, _marks(block)) if weights else None


def _offer(
    subject: Subject, segment: Any, block: Any, is_own: bool, weights: dict[str, Decimal], in_money: bool
) -> Offer | None:
    quality = _quality(block, weights)
    marks = _marks(block)
    amount = _price(subject.canvas, segment, block, is_own) if in_money else None
    mark = next((value for name, value in marks.items() if name.lower() in _PRICE), None)
    if quality is None or (amount is None and (in_money or mark is None)):
        return None
    known = {"block": block, "is_own": is_own, "marks": marks, "quality": float(quality)}
    if amount is not None:
        return Offer(**known, price=float(amount.value), written=subject.say.quantity(amount))
    assert mark is not None
    written = subject.words("positioning.price_mark", mark=subject.say.number(mark))
    return Offer(**known, price=float(mark), written=written)


def _price(canvas: Canvas, segment: Any, block: Any, is_own: bool) -> Any:
    """What a segment pays for an offer; `None` where no single price is said."""
    if not is_own:
        return block.price.value if block.price is not None else None
    paid = paid_for(canvas, block, segment)
    return paid[0].price.value if len(paid) == 1 else None


def _is_one_unit(subject: Subject, segment: Any, marked: Sequence[tuple[Any, bool]]) -> bool:
    prices = [_price(subject.canvas, segment, each, is_own) for each, is_own in marked]
    return len({(each.unit, each.per) for each in prices}) == 1 and all(each.value > 0 for each in prices)


# ---- Drawing ------------------------------------------------------------------------


def _make(subject: Subject) -> Drawing:
    words, segment = subject.words, subject.block
    found = market_of(subject, segment)
    if found is None:
        raise Undrawn(words("positioning.needs"))
    offers = sorted(found.offers, key=lambda each: not each.is_own)[:_MOST]
    letters = dict(zip((id(each) for each in offers), _LETTERS, strict=False))
    across, ends = _prices(subject, found)
    up = Axis(name=words("positioning.up", most=subject.say.whole(found.most)), divide=None,
              steps=tuple(((mark - 1) / (found.most - 1), subject.say.whole(mark))
                          for mark in range(1, found.most + 1)))  # fmt: skip
    line = _line(found, ends)
    points = [_point(subject, found, each, ends, letters[id(each)]) for each in offers]
    meaning = segment.value_meaning
    if meaning is not None and line:
        points.append(_wanted(subject, line, meaning))
    paper = Paper()
    y = map_of(paper, 0, points, across=across, up=up, height=190, line=line,
               line_words=words("positioning.fair") if line else "", corners=_corners(subject))  # fmt: skip
    y = profile(paper, subject, y + 16, weights=found.weights, most=found.most,
                offers=[(letters[id(each)], each.block, each.is_own, each.marks) for each in offers])  # fmt: skip
    elements = [(each.block, one) for each in offers if each.is_own for one in each.block.offers]
    if elements:
        texts = dict.fromkeys(subject.say.phrase(one) for _, one in elements)
        paper.text(0, y + 8, words("positioning.elements", list=subject.wording("brief.list.inside").join(texts)),
                   size=8.0, tone="soft")  # fmt: skip
        paper.texts += [(field_of(block), one.text) for block, one in elements if one.text]
    return subject.drawing(
        "positioning", paper, title=_title(subject, found), description=_description(subject, found),
        table=_table(subject, found), notes=_notes(subject, found), texts=paper.authors,
    )  # fmt: skip


def _prices(subject: Subject, found: Market) -> tuple[Axis, tuple[float, float]]:
    """The axis of prices and the prices at its ends, the low price at the left."""
    words = subject.words
    if not found.in_money:
        return (Axis(name=words("positioning.across"), low=words("positioning.cheap"), high=words("positioning.dear"),
                     divide=None), (float(found.most), 1.0))  # fmt: skip
    prices = [each.price for each in found.offers]
    steps = round_steps(min(prices) * 0.85, max(prices) * 1.1, about=4)
    low, high = max(0.0, steps[0]), steps[-1]
    amount = _price(subject.canvas, subject.block, found.offers[0].block, found.offers[0].is_own)
    unit = " per ".join((amount.unit, *amount.per))
    ticks = tuple(((step - low) / (high - low), subject.say.amount(step)) for step in steps if step >= 0)
    return Axis(name=words("positioning.across_money", unit=unit), steps=ticks, divide=None), (low, high)


def _place(found: Market, ends: tuple[float, float], price: float, quality: float) -> tuple[float, float]:
    return (price - ends[0]) / (ends[1] - ends[0]), (quality - 1) / (found.most - 1)


def _line(found: Market, ends: tuple[float, float]) -> tuple[tuple[float, float], ...]:
    """The ends of the line of fair value, as far as it lies on the map; none for one offer alone."""
    if len(found.offers) < 2 or found.slope is None:
        return ()
    prices = [ends[0] + (ends[1] - ends[0]) * step / 200 for step in range(201)]
    inside = [place for price in prices if 0 <= (place := _place(found, ends, price, found.fair(price)))[1] <= 1]
    return (inside[0], inside[-1]) if len(inside) > 1 else ()


def _point(subject: Subject, found: Market, offer: Offer, ends: tuple[float, float], letter: str) -> Point:
    across, up = _place(found, ends, offer.price, offer.quality)
    detail = subject.words("positioning.detail", quality=subject.say.amount(offer.quality), price=offer.written)
    return Point(
        across=max(0.0, min(1.0, across)), up=max(0.0, min(1.0, up)), letter=letter, is_own=offer.is_own,
        parts=(bold(offer.block.name, field_of(offer.block)), Said(detail, tone="soft")),
    )  # fmt: skip


def _wanted(subject: Subject, line: tuple[tuple[float, float], ...], meaning: str) -> Point:
    """The segment on the line of fair value, by what value means to it."""
    (x, y), (x1, y1) = line
    share = _MEANINGS[meaning]
    text = subject.words("positioning.meaning", meaning=subject.say.choice("meaning of value", meaning))
    number = next(at for at, each in enumerate(subject.canvas.segments) if each is subject.block)
    return Point(across=x + (x1 - x) * share, up=y + (y1 - y) * share, badges=(badge_of(number),),
                 parts=(Said(text, tone="soft"),))  # fmt: skip


def _corners(subject: Subject) -> tuple[Corner, Corner, Corner, Corner]:
    keys = ("more_for_less", "more_for_more", "less_for_less", "less_for_more")
    one, two, three, four = (Corner(name=subject.words(f"positioning.corner.{key}")) for key in keys)
    return one, two, three, four


def _title(subject: Subject, found: Market) -> str:
    """Whether the best own offer gives more for its price than the best rival."""
    words, segment = subject.words, subject.block.name
    own = [each for each in found.offers if each.is_own]
    rivals = [each for each in found.offers if not each.is_own]
    if not own or not rivals or found.slope is None:
        return words("positioning.title", segment=segment)
    best, rival = max(own, key=found.surplus), max(rivals, key=found.surplus)
    ahead = found.surplus(best) - found.surplus(rival)
    key = "same" if abs(ahead) < 0.05 else "more" if ahead > 0 else "less"
    return words(f"positioning.title_{key}", segment=segment, name=best.block.name, rival=rival.block.name)


def _description(subject: Subject, found: Market) -> str:
    parts = [subject.words("positioning.description", segment=subject.block.name)]
    for each in found.offers[:5]:
        side = found.surplus(each)
        key = "on" if abs(side) < 0.05 else "above" if side > 0 else "below"
        parts.append(subject.words(
            f"positioning.one_{key}" if len(found.offers) > 1 and found.slope is not None else "positioning.one",
            name=each.block.name, quality=subject.say.amount(each.quality), price=each.written))  # fmt: skip
    return " ".join(parts)


def _notes(subject: Subject, found: Market) -> tuple[str, ...]:
    notes = []
    if len(found.offers) > 1 and found.price_weight is None:
        notes.append(subject.words("positioning.alike"))
    if len(found.offers) > _MOST:
        notes.append(subject.counted("quadrants.more", len(found.offers) - _MOST))
    if found.left_out:
        notes.append(subject.counted("positioning.left_out", found.left_out))
    return tuple(notes)


def _table(subject: Subject, found: Market) -> Datasheet:
    say = subject.say
    names = tuple(dict.fromkeys([name for name, _ in found.weights]
                                + [name for each in found.offers for name in each.marks]))  # fmt: skip
    heads = tuple(subject.words(f"positioning.column.{key}") for key in ("offer", "quality", "price"))
    rows = tuple(
        (each.block.name, say.amount(each.quality), each.written,
         *("" if name not in each.marks else say.number(each.marks[name]) for name in names)) for each in found.offers
    )  # fmt: skip
    return Datasheet(columns=(*heads, *names), rows=rows)


VIEW = View(name="positioning", register=("D21",), title="Quality and service against price, beside rivals",
            needs=("segment", "weighs", "scores"), make=_make, of=("segment",))  # fmt: skip
