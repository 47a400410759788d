"""What customers perceive of an offer beside its rivals: value, ratio, quality, price, and what a new price takes.

C04 to C06, C28, T-VAL-4 and T-VAL-8.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from canvasdsl.figures.blocks import called, decided, named
from canvasdsl.figures.expression import Expression, Operation, total
from canvasdsl.figures.figure import Kind
from canvasdsl.figures.inputs import Absent
from canvasdsl.figures.sheet import Sheet
from canvasdsl.figures.worth import least
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.quantities import Quantity

__all__ = ["GROUP", "KINDS", "paid_for", "parts_for", "rivals_of"]

GROUP = "What customers think"
_ROUNDING = Fraction(1, 200)


# ---- Who is held against whom ----------------------------------------------------------


def _served(canvas: Canvas, offer: Any) -> list[Any]:
    """The segments that an offer is for; `[None]` where it names none."""
    return [each for each in named(canvas, offer.segments) if each.word == "segment"] or [None]


def _own_pairs(canvas: Canvas) -> Iterator[tuple[Any, ...]]:
    """Each offer that is counted, with its segments where it is worth something else to each."""
    for offer in decided(canvas.propositions):
        if _is_counted(offer):
            differs = any(part.segment is not None for part in (*offer.benefits, *offer.customer_costs))
            yield from ((offer, each) for each in (_served(canvas, offer) if differs else [None]))


def _is_counted(offer: Any) -> bool:
    return any(each.amount for each in decided(offer.benefits)) and any(
        each.amount for each in decided(offer.customer_costs)
    )


def _rival_pairs(canvas: Canvas) -> Iterator[tuple[Any, ...]]:
    """Each offer that is counted with each of its segments that could choose a rival who is counted."""
    for offer in decided(canvas.propositions):
        if _is_counted(offer):
            yield from ((offer, each) for each in _served(canvas, offer) if any(rivals_of(canvas, offer, each)))


def rivals_of(canvas: Canvas, offer: Any, segment: Any) -> Iterator[Any]:
    """The rivals whom a segment could choose, or whom the offer is held against, if they are counted."""
    against = named(canvas, offer.against)
    for rival in decided(canvas.competitors):
        theirs = named(canvas, rival.segments)
        if (rival in against or not theirs or segment in theirs) and _is_counted(rival):
            yield rival


def _marked(canvas: Canvas) -> Iterator[tuple[Any, Any, Any]]:
    """Each offer with a segment that weighs attributes and a rival that has marks too."""
    for offer in decided(canvas.propositions):
        for segment in _served(canvas, offer):
            if segment is None or not segment.weighs or not offer.scores:
                continue
            for rival in decided(canvas.competitors):
                theirs = named(canvas, rival.segments)
                if rival.scores and (rival in named(canvas, offer.against) or not theirs or segment in theirs):
                    yield offer, segment, rival


# ---- Value -------------------------------------------------------------------------------


def _sides(sheet: Sheet, offer: Any, segment: Any) -> tuple[Expression, Expression]:
    """All that an offer gives to a segment, and all that it takes, in one unit."""
    gives = _side(sheet, offer, segment, offer.benefits, "benefit", "b")
    takes = _side(sheet, offer, segment, offer.customer_costs, "customer-cost", "c")
    return gives, takes


def _side(sheet: Sheet, offer: Any, segment: Any, parts: Iterable[Any], word: str, sign: str) -> Expression:
    found = []
    for part in parts_for(parts, segment):
        _in_one_unit(sheet, part.amount, called(offer))
        found.append(sheet.take(part.amount, f"{word} {part.component} of {called(offer)}", sign))
    if not found:
        whom = f" for `{called(segment)}`" if segment is not None else ""
        raise Absent(f"`{called(offer)}` counts no `{word}`{whom}", offer.here)
    return total(found)


def parts_for(parts: Iterable[Any], segment: Any) -> list[Any]:
    """The parts of benefit or cost that are counted and hold for a segment."""
    return [part for part in decided(parts) if part.amount is not None
            and (part.segment is None or (segment and part.segment.key == segment.key))]  # fmt: skip


def _in_one_unit(sheet: Sheet, amount: Quantity, name: str) -> None:
    unit = " per ".join((amount.unit or "points", *amount.per))
    if sheet.unit and sheet.unit != unit:
        raise Absent(f"benefits and costs are not all in one unit: `{name}` has {unit} beside {sheet.unit}",
                     amount.span)  # fmt: skip
    sheet.unit = unit


def _value(sheet: Sheet, pair: Any) -> Expression:
    gives, takes = _sides(sheet, *pair)
    return gives - takes


def _ratio(sheet: Sheet, pair: Any) -> Expression:
    gives, takes = _sides(sheet, *pair)
    sheet.unit = ""
    return gives / takes


def _advantage(sheet: Sheet, pair: Any) -> Expression:
    """The own value less that of the rival who is worth the most."""
    own = _value(sheet, pair)
    values = [_value(sheet, (rival, pair[1])) for rival in rivals_of(sheet.canvas, *pair)]
    return own - (values[0] if len(values) == 1 else Operation("max", tuple(values)))


# ---- Quality and price ---------------------------------------------------------------------


def _quality_ratio(sheet: Sheet, marked: Any) -> Expression:
    """Each mark over the rival's, weighed as the segment does (Gale 1994)."""
    offer, segment, rival = marked
    own, theirs = ({each.attribute: each.value for each in one.scores} for one in (offer, rival))
    parts, weights = [], Fraction(0)
    for weight in segment.weighs:
        for one, marks in ((offer, own), (rival, theirs)):
            if weight.attribute not in marks:
                raise Absent(f"`{called(one)}` has no mark for `{weight.attribute}`", one.here)
        weights += Fraction(weight.value.value) / 100
        share = sheet.share(weight.value, f"weight of {weight.attribute}", "w")
        mark = sheet.take(own[weight.attribute], f"{weight.attribute} of {called(offer)}", "q")
        parts.append(share * mark / sheet.take(theirs[weight.attribute], f"{weight.attribute} of {called(rival)}", "q"))
    if abs(weights - 1) > _ROUNDING:
        raise Absent(f"the weights of `{called(segment)}` make {float(weights * 100):g}%, not 100%", segment.here)
    return total(parts)


def _price_ratio(sheet: Sheet, marked: Any) -> Expression | None:
    offer, segment, rival = marked
    if rival.price is None:
        return None
    paid = paid_for(sheet.canvas, offer, segment)
    if len(paid) != 1:
        reason = "no revenue has a price for it" if not paid else "several revenues have a price for it"
        raise Absent(f"what `{called(segment)}` pays for `{called(offer)}` is not clear: {reason}", offer.here)
    own, theirs = paid[0].price.value, rival.price.value
    if Sheet.nouns(own) != Sheet.nouns(theirs) or (own.period is None) != (theirs.period is None):
        raise Absent(f"one price is per {_per(own)}, the other per {_per(theirs)}", theirs.span)
    price = sheet.money(own, f"price of {called(paid[0])}", "p")
    return price / sheet.money(theirs, f"price of {called(rival)}", "p", per=own.period)


def paid_for(canvas: Canvas, offer: Any, segment: Any) -> list[Any]:
    """The revenues with a price that a segment pays for an offer."""
    return [each for each in decided(canvas.revenues) if each.price is not None
            and offer in named(canvas, each.propositions)
            and (not each.segments or segment in named(canvas, each.segments))]  # fmt: skip


def _per(price: Quantity) -> str:
    return " per ".join(price.per) or "piece"


# ---- Perceived and measured; share of a customer; a new price --------------------------------


def _perception_gap(sheet: Sheet, benefit: Any) -> Expression | None:
    if getattr(benefit, "measured", None) is None or benefit.amount is None:
        return None
    _in_one_unit(sheet, benefit.amount, benefit.component)
    _in_one_unit(sheet, benefit.measured, benefit.component)
    return sheet.take(benefit.amount, "perceived", "P") - sheet.take(benefit.measured, "measured", "M")


def _share_of_customer(sheet: Sheet, segment: Any) -> Expression | None:
    if segment.spend is None or segment.category_spend is None:
        return None
    spent = sheet.money(segment.spend, "spend", "s")
    per = segment.spend.period
    if per is None and segment.category_spend.period is not None:
        raise Absent("`spend` does not say in which period", segment.spend.span)
    return spent / sheet.money(segment.category_spend, "category-spend", "S", per=per)


def _margins(sheet: Sheet, change: Any) -> tuple[Expression, Expression] | None:
    """What a sale leaves before and after a change of price or service."""
    revenue = sheet.holders[-1]
    if change.price is None and change.extra_cost is None:
        return None
    if revenue.price is None or change.unit_cost is None:
        sheet.need(None, *((revenue, "price") if revenue.price is None else (change, "unit-cost")))
    price = sheet.money(revenue.price.value, "price", "p")
    cost = sheet.money(change.unit_cost, "unit-cost", "v")
    after = sheet.money(change.price, "new price", "p") if change.price is not None else price
    if change.extra_cost is not None:
        cost_after = cost + sheet.money(change.extra_cost, "extra-cost", "e")
        return price - cost, after - cost_after
    return price - cost, after - cost


def _new_margin(sheet: Sheet, change: Any) -> Expression | None:
    margins = _margins(sheet, change)
    return None if margins is None else margins[1]


def _volume_needed(sheet: Sheet, change: Any) -> Expression | None:
    """The price/service trap (T-VAL-8): the old margin over the new one, less one."""
    margins = _margins(sheet, change)
    if margins is None:
        return None
    before, after = margins
    if least(sheet, after) <= 0:
        raise Absent("after the change a sale may leave nothing, so that no volume makes up for it", change.here)
    return before / after - 1


KINDS = (
    Kind(name="perceived-value", synonyms=("cpv",), title="What an offer is worth to customers", group=GROUP,
         register=("C04",), theory=("T-VAL-1", "T-VAL-3", "T-VAL-6"), of=("proposition",), unit="points", make=_value,
         pairs=_own_pairs),
    Kind(name="value-advantage", synonyms=("advantage",), title="How much more it is worth than the best rival",
         group=GROUP, register=("C04",), theory=("T-VAL-3",), of=("proposition",), unit="points", make=_advantage,
         pairs=_rival_pairs),
    Kind(name="value-ratio", title="What customers get for one unit of what they give", group=GROUP, register=("C05",),
         theory=("T-VAL-3",), of=("proposition",), unit="ratio", make=_ratio, pairs=_own_pairs),
    Kind(name="quality-ratio", title="Quality as customers see it, against a rival", group=GROUP, register=("C06",),
         theory=("T-VAL-2",), of=("proposition",), unit="ratio", make=_quality_ratio, pairs=_marked),
    Kind(name="price-ratio", title="Price against a rival", group=GROUP, register=("C06",), theory=("T-VAL-2",),
         of=("proposition",), unit="ratio", make=_price_ratio, pairs=_marked),
    Kind(name="perception-gap", title="How much more is perceived than measured", group=GROUP, register=(),
         theory=("T-VAL-4",), of=("benefit",), unit="points", make=_perception_gap),
    Kind(name="share-of-customer", synonyms=("share-of-wallet",), title="Your share of what a customer spends",
         group=GROUP, register=("C28",), theory=("T-LOY-4",), of=("segment",), unit="share", make=_share_of_customer),
    Kind(name="margin-after-change", title="What a sale leaves after the change", group="What comes in and goes out",
         register=(), theory=("T-VAL-8",), of=("change",), unit="money", make=_new_margin),
    Kind(name="volume-needed", title="How much more must be sold after the change", group="What comes in and goes out",
         register=(), theory=("T-VAL-8",), of=("change",), unit="share", make=_volume_needed),
)  # fmt: skip
