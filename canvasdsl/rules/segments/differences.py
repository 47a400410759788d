"""The five tests of separate segments: which segments get, are worth and pay the same, and which hide two (T-SEG-3)."""

from collections.abc import Hashable, Iterable, Iterator
from decimal import Decimal
from typing import Any

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.common import With
from canvasdsl.model.customers import Segment
from canvasdsl.model.money import Revenue
from canvasdsl.model.quantities import Quantity
from canvasdsl.rules.parts import decided, declared, quoted
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.together import keys

__all__ = ["RULES", "comparable"]

_SHOWN = 4
_FIXED = (None, "list", "segment")
"""The pricing mechanisms under which two prices of one thing ask for a reason."""


def _differences(canvas: Canvas) -> Iterator[list[list[Segment]]]:
    """Segments that get the same offer, channels and relationship, in groups of those that are worth and pay the same.

    Segments that lack one of the three, that have another role or side, or of which evidence says that they respond
    differently, are left out. Linear: segments are grouped by what they get.
    """
    offers = _by_segment((key, each.key) for each in canvas.propositions for key in keys(each.segments))
    channels = _by_segment(pair for each in canvas.channels for pair in _reached(each.reaches, each.key))
    relationships = _by_segment(pair for each in canvas.relationships for pair in _reached(each.segments, each.key))
    pays = _by_segment((key, each.key) for each in canvas.revenues for key in keys(each.segments))
    found: dict[Hashable, dict[Hashable, list[Segment]]] = {}
    for segment in decided(canvas.segments):
        got = [frozenset(each.get(segment.key, ())) for each in (offers, channels, relationships)]
        if all(got) and not any(each.criterion == "differentiable" for each in segment.criteria):
            group = found.setdefault((*got, frozenset(segment.roles), segment.side), {})
            group.setdefault((frozenset(pays.get(segment.key, ())), _worth(segment)), []).append(segment)
    for groups in found.values():
        yield list(groups.values())


def _by_segment(pairs: Iterable[tuple[Hashable, Hashable]]) -> dict[Hashable, list[Hashable]]:
    found: dict[Hashable, list[Hashable]] = {}
    for segment, got in pairs:
        found.setdefault(segment, []).append(got)
    return found


def _reached(segments: Iterable[With], block: Hashable) -> Iterator[tuple[Hashable, Hashable]]:
    """A segment with the block that it gets, or that only one plan of it gets."""
    return ((each.segment.key, (block, each.plan.key if each.plan else None)) for each in segments)


def _worth(segment: Segment) -> Hashable:
    """What a segment is worth, and for which aspects of the offer it pays."""
    numbers = (segment.cost_to_serve, segment.profit, segment.spend, segment.deal_size)
    weights = frozenset((each.attribute, each.value.value) for each in segment.weighs)
    return (
        segment.value_tier, segment.margin_class, segment.loyalty_group, segment.buyer, weights,
        tuple(None if each is None else (each.value, each.unit, each.per) for each in numbers),
    )  # fmt: skip


# ---- SEG513, SEG521: segments that are treated alike -------------------------


def _treated_alike(canvas: Canvas) -> Iterator[Finding]:
    for groups in _differences(canvas):
        if len(groups) < 2:
            continue
        segments = [group[0] for group in groups]
        yield _alike(
            segments,
            f"{quoted(each.name for each in segments[:_SHOWN])} are worth or pay something different, and they get the "
            "same proposition, channels and relationship",
            "say what you do differently for them, or show that they respond differently: "
            '`criterion differentiable "…"`',
        )


def _without_difference(canvas: Canvas) -> Iterator[Finding]:
    """Speaks once revenues say who pays: until then one of the five tests can't be made."""
    if not any(revenue.segments for revenue in canvas.revenues):
        return
    for groups in _differences(canvas):
        for segments in groups:
            if len(segments) > 1:
                yield _alike(
                    segments,
                    f"{quoted(each.name for each in segments[:_SHOWN])} differ in none of the five tests: they get the "
                    "same proposition, channels and relationship, and are worth and pay the same",
                    "say what differs, or make them one segment",
                )


def _alike(segments: list[Segment], message: str, help: str) -> Finding:
    return Finding(
        about=segments[-1],
        message=message,
        help=help,
        related=tuple(declared(each) for each in segments[:-1][:_SHOWN]),
        absent=("proposition", "channel", "relationship", "revenue", "for", "reaches", "with", "from", "criterion"),
    )


# ---- SEG522: one segment that hides two --------------------------------------


def _two_in_one(canvas: Canvas) -> Iterator[Finding]:
    for segment in decided(canvas.segments):
        if "transactional" in segment.expects and "long-term" in segment.expects:
            yield Finding(
                about=segment,
                message=f"customers of `{segment.name}` expect a transactional and a long-term relationship",
                help="make two segments: those who want the deal alone, and those who want to stay",
                span=segment.place("expects"),
            )
    yield from _two_prices(canvas)


def _two_prices(canvas: Canvas) -> Iterator[Finding]:
    times = canvas.threshold("price-levels")
    for (payer, *_), streams in comparable(canvas, by_payer=True).items():
        cheap = min(streams, key=lambda each: _price(each).high)
        dear = max(streams, key=lambda each: _price(each).low)
        if cheap.fences or dear.fences or not _is_times(_price(dear).low, _price(cheap).high, times):
            continue
        segment = canvas.index.blocks[payer]
        yield Finding(
            about=segment,
            message=f"customers of `{segment.name}` pay {_price(cheap).written} in `{cheap.name}` and "
            f"{_price(dear).written} in `{dear.name}` for the same proposition",
            help="make two segments if two groups pay these prices; if what they get differs, say so with "
            "`pricing feature` or with a `plan` for each price",
            related=(Related(_price(cheap).span, "the one price"), Related(_price(dear).span, "the other")),
        )


def _is_times(dear: Decimal, cheap: Decimal, times: Decimal) -> bool:
    return cheap > 0 and dear > cheap and dear >= cheap * times


def comparable(canvas: Canvas, *, by_payer: bool = False) -> dict[tuple[Any, ...], list[Revenue]]:
    """Revenues of one type at a fixed price for one proposition in one unit: two prices among them ask for a reason.

    By proposition, or by payer (segments only) and proposition.
    """
    found: dict[tuple[Any, ...], list[Revenue]] = {}
    for revenue in decided(canvas.revenues):
        price = revenue.price
        if revenue.type is None or revenue.pricing not in _FIXED or price is None or price.start or price.end:
            continue
        for proposition in keys(revenue.propositions):
            same = (proposition, revenue.type, price.value.unit, price.value.per)
            if not by_payer:
                found.setdefault(same, []).append(revenue)
                continue
            for payer in keys(revenue.segments):
                if payer[0] == "segment":
                    found.setdefault((payer, *same), []).append(revenue)
    return {same: streams for same, streams in found.items() if len(streams) > 1}


def _price(revenue: Revenue) -> Quantity:
    assert revenue.price is not None  # `comparable` gives no others
    return revenue.price.value


RULES = (
    Rule(
        code="SEG513",
        name="segments-treated-alike",
        severity=Severity.HINT,
        summary="Segments pay or are worth something different, and get the same proposition, channels and "
        "relationship",
        why="Segments are told apart in order to treat them differently; otherwise the difference is only on paper.",
        theory=("T-SEG-2",),
        register=(),
        check=_treated_alike,
    ),
    Rule(
        code="SEG521",
        name="segments-without-difference",
        severity=Severity.HINT,
        summary="Two segments differ in none of the five tests",
        why="Two segments cost twice the work; it pays only if something is done differently for them.",
        theory=("T-SEG-3",),
        register=(),
        check=_without_difference,
    ),
    Rule(
        code="SEG522",
        name="two-groups-in-one-segment",
        severity=Severity.HINT,
        summary="One segment expects conflicting relationships, or pays two prices for the same",
        why="A segment that hides two groups disappoints both: what suits the one annoys the other.",
        theory=("T-SEG-3",),
        register=(),
        check=_two_in_one,
    ),
)
