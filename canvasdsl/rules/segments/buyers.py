"""How buyer types fit price, service and relationship (R24, T-TYP-2), and what value means to whom (T-VAL-5)."""

from collections.abc import Iterator
from typing import Any

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.customers import Segment
from canvasdsl.model.money import Revenue
from canvasdsl.model.relationships import Relationship
from canvasdsl.rules.parts import called, decided, declared, listed, naming, revenues_from, type_at
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.together import Key, keys, segment_keys
from canvasdsl.source import Span

__all__ = ["RULES"]

_THEORY = ("T-TYP-2", "T-VAL-5")
_OPEN_PRICES = frozenset(("negotiation", "auction", "real-time", "yield", "volume", "feature", "segment"))
"""Pricing in which a buyer pays more or less by what they choose or do."""


def _buyers(canvas: Canvas, type: str) -> Iterator[Segment]:
    return (segment for segment in decided(canvas.segments) if segment.buyer == type)


def _streams(canvas: Canvas, segment: Segment) -> list[Revenue]:
    return list(decided(revenues_from(canvas, segment)))


# ---- SEG401: cost without reward ----------------------------------------------


def _dear_service(canvas: Canvas) -> Iterator[Finding]:
    """Quiet where only the customers of one plan get it, where what is made to fit brings in more, and where a machine
    makes it fit."""
    dear: dict[Key, tuple[str, Span]] = {}
    for relationship in decided(canvas.relationships):
        found = _dear(relationship)
        if found is not None:
            for key in keys(each.segment for each in relationship.segments if each.plan is None):
                dear.setdefault(key, found)
    automated = {
        key for each in canvas.relationships if "automated" in each.type_words for key in segment_keys(each)
    }  # fmt: skip
    for offer in decided(canvas.propositions):
        element = next((each for each in offer.offers if each.element == "customization"), None)
        if element is not None and element.because is None:
            for key in keys(offer.segments):
                if key not in automated:
                    dear.setdefault(key, ("a proposition that is made to fit", element.here))
    for segment in _buyers(canvas, "price"):
        if segment.key in dear:
            what, place = dear[segment.key]
            yield Finding(
                about=segment,
                message=f"`{segment.name}` are price buyers, and get {what}",
                help="offer them the plain thing at the lowest price and charge the rest extra, or name the plan whose "
                f"price pays for it: `with {called(segment)} on …`",
                span=segment.place("buyer"),
                related=(Related(place, "for them"),),
            )


def _dear(relationship: Relationship) -> tuple[str, Span] | None:
    """What a relationship gives that costs more than a price buyer will pay, and where that is said."""
    if "dedicated" in relationship.type_words:
        return "a named representative", type_at(relationship, "dedicated")
    if "automated" in relationship.type_words:
        return None
    fitted = next((each for each in decided(relationship.customize)
                   if each.what in ("product", "service") and each.extra_margin is None), None)  # fmt: skip
    return (f"a {fitted.what} that is made to fit", fitted.here) if fitted is not None else None


# ---- SEG402: bargaining where trust is sought ----------------------------------


def _haggling(canvas: Canvas) -> Iterator[Finding]:
    """A price that is agreed for a longer time is no haggling: quiet where the revenue recurs or a contract runs."""
    for segment in _buyers(canvas, "relationship"):
        for revenue in _streams(canvas, segment):
            spot = revenue.pricing == "negotiation" and not revenue.recurs and segment.contract_term is None
            if revenue.pricing != "auction" and not spot:
                continue
            what = "an auction" if revenue.pricing == "auction" else "a bargain over each price"
            yield Finding(
                about=revenue,
                message=f"`{segment.name}` are relationship buyers, and meet {what} in `{revenue.name}`",
                help="offer them one fair price (`pricing list`), or agree on terms for a longer time: "
                "`recurrence recurring`, or `contract-term …` in the segment",
                span=revenue.place("pricing"),
                related=(Related(segment.place("buyer"), "they look for a supplier to trust"),),
                absent=("contract-term", "recurrence"),
            )
            break


# ---- SEG403: nothing to choose between -----------------------------------------


def _no_options(canvas: Canvas) -> Iterator[Finding]:
    """Speaks once the price is described: one offer, one revenue, one price for all. Consumers in a shop, and those
    who are no customers now, are left alone: the types come from dealings between firms."""
    for segment in _buyers(canvas, "value"):
        if _is_consumer(segment) or (segment.activity_states and "active" not in segment.activity_states):
            continue
        offers = list(naming(canvas, segment, "proposition", "for"))
        streams = revenues_from(canvas, segment)
        if len(offers) != 1 or len(streams) != 1 or segment.negotiation is not None:
            continue
        revenue: Revenue = streams[0]
        price = revenue.price.value if revenue.price is not None else None
        if (price is None and revenue.pricing is None) or revenue.pricing in _OPEN_PRICES:
            continue
        if len(revenue.plans) > 1 or revenue.fees or (price is not None and price.low != price.high):
            continue
        yield Finding(
            about=segment,
            message=f"`{segment.name}` are value buyers, and have one proposition at one price",
            help=f"let them choose what they pay for: `plan` blocks in `{called(revenue)}`, such as a plain one and a "
            "full one, or another proposition",
            span=segment.place("buyer"),
            related=(declared(offers[0], "the only proposition"), declared(revenue, "at one price")),
            absent=("plan", "proposition", "revenue", "fee", "for", "from"),
        )


def _is_consumer(segment: Segment) -> bool:
    return segment.market == "b2c" or (segment.market is None and segment.consists_of in ("people", "households"))


# ---- SEG404, SEG405: poker players ---------------------------------------------


def _bluffed(canvas: Canvas) -> Iterator[Finding]:
    for segment in _buyers(canvas, "poker"):
        talk = segment.negotiation
        has_floor = (talk is not None and talk.floor is not None) or any(
            revenue.floor is not None for revenue in revenues_from(canvas, segment)
        )
        missing = [] if has_floor else [("where you stop", "floor-price …")]
        if talk is None or not talk.give:
            missing.append(("what you can give", 'give "…"'))
        if talk is None or not talk.get:
            missing.append(("what you ask for it", 'get "…"'))
        if missing:
            yield Finding(
                about=segment,
                message=f"`{segment.name}` are poker players, and nothing says {listed([m[0] for m in missing], 'or')}",
                help=f"decide it before you meet: `negotiation {{ {'; '.join(m[1] for m in missing)} }}`",
                span=segment.place("buyer"),
                absent=("negotiation", "floor", "floor-price", "give", "get"),
            )


def _unproved(canvas: Canvas) -> Iterator[Finding]:
    believed = {reference.key for each in canvas.assumptions for reference in each.about if each.evidence}
    for segment in _buyers(canvas, "poker"):
        if not segment.evidence and segment.source is None and segment.key not in believed:
            yield Finding(
                about=segment,
                message=f"`{segment.name}` are called poker players, and nothing shows it",
                help='say what they did: `evidence 2027-03-01 observation medium "…"`; until then it is a guess',
                span=segment.place("buyer"),
                absent=("evidence", "source"),
            )


# ---- SEG406: in a shop ----------------------------------------------------------


def _in_retail(canvas: Canvas) -> Iterator[Finding]:
    """Speaks where more than the label is taken over from business markets: bargaining."""
    for segment in decided(canvas.segments):
        if not _is_consumer(segment) or (segment.buyer != "poker" and segment.negotiation is None):
            continue
        yield Finding(
            about=segment,
            message=f"`{segment.name}` are consumers, and are treated like the professional buyers of a firm",
            help="ask whether consumers bargain for this at all; `value-meaning` and `weighs` say of people what a "
            "price is to them",
            span=segment.negotiation.here if segment.negotiation is not None else segment.place("buyer"),
            related=(Related(segment.place("market" if segment.market else "consists-of"), "consumers"),),
        )


# ---- SEG421, SEG422: what value means -------------------------------------------


def _wrong_message(canvas: Canvas, message: str, meaning: str, because: str, help: str) -> Iterator[Finding]:
    for offer in decided(canvas.propositions):
        if message not in offer.messages:
            continue
        for reference in offer.segments:
            segment: Any = canvas.index.blocks.get(reference.key)
            if getattr(segment, "value_meaning", None) == meaning:
                yield Finding(
                    about=offer,
                    message=f"`{offer.name}` says `{message}`, and `{segment.name}` {because}",
                    help=help,
                    span=offer.place("message"),
                    related=(Related(segment.place("value-meaning"), "what value means to them"),),
                )
                break


def _cheap_for_wishes(canvas: Canvas) -> Iterator[Finding]:
    yield from _wrong_message(canvas, "low-price", "wants", "ask whether it is what they want",
                              "tell them what they get: `message fits-you` or `message premium`")  # fmt: skip


def _fine_for_savers(canvas: Canvas) -> Iterator[Finding]:
    yield from _wrong_message(canvas, "premium", "low-price", "understand value as a low price",
                              "tell them what it costs: `message low-price`, or offer this to others")  # fmt: skip


RULES = (
    Rule(
        code="SEG401",
        name="costly-service-for-price-buyers",
        severity=Severity.WARNING,
        summary="Price buyers get a named representative or something that is made to fit",
        why="Customers who want nothing but the lowest price don't pay for more: the service costs you and earns "
        "nothing.",
        theory=_THEORY,
        register=("R24",),
        check=_dear_service,
    ),
    Rule(
        code="SEG402",
        name="haggling-with-relationship-buyers",
        severity=Severity.WARNING,
        summary="Relationship buyers meet an auction or a bargain over each price",
        why="They look for a supplier whom they can trust; haggling over each price tells them that you are not one.",
        theory=(*_THEORY, "T-BMC-5b"),
        register=("R24",),
        check=_haggling,
    ),
    Rule(
        code="SEG403",
        name="value-buyers-without-choice",
        severity=Severity.WARNING,
        summary="Value buyers have a single proposition at a single price",
        why="They weigh what they get against what they pay; with one choice all they can do is ask for less.",
        theory=(*_THEORY, "T-BMC-5b"),
        register=("R24",),
        check=_no_options,
    ),
    Rule(
        code="SEG404",
        name="poker-without-floor",
        severity=Severity.WARNING,
        summary="Nothing says at which price you stop with poker players, or what you trade",
        why="They want more than a low price and hide it; each concession for nothing teaches them to ask for the "
        "next.",
        theory=(*_THEORY, "T-BMC-5b"),
        register=("R24",),
        check=_bluffed,
    ),
    Rule(
        code="SEG405",
        name="poker-player-by-guess",
        severity=Severity.HINT,
        summary="Customers are called poker players, and nothing shows it",
        why="Price buyers and poker players say the same words; only what they do tells them apart.",
        theory=("T-TYP-2",),
        register=(),
        check=_unproved,
    ),
    Rule(
        code="SEG406",
        name="bargaining-consumers",
        severity=Severity.HINT,
        summary="Consumers are described by types of buyers who bargain",
        why="The four types were seen in dealings between firms; in a shop with prices on the shelf few people haggle.",
        theory=("T-TYP-2",),
        register=(),
        check=_in_retail,
    ),
    Rule(
        code="SEG421",
        name="price-message-for-wishes",
        severity=Severity.WARNING,
        summary="Customers for whom value is whatever they want hear of a low price",
        why="To some, value is whatever they want in a product; a low price tells them that it is not for them.",
        theory=("T-VAL-5",),
        register=(),
        check=_cheap_for_wishes,
    ),
    Rule(
        code="SEG422",
        name="premium-message-for-savers",
        severity=Severity.WARNING,
        summary="Customers for whom value is a low price hear that it is the finest",
        why="People who look for a low price hear in every fine word what it will cost.",
        theory=("T-VAL-5",),
        register=(),
        check=_fine_for_savers,
    ),
)
