"""How prices come about, and what each way needs: data, limits, bidders, fences, floors (T-BMC-5a, T-BMC-5b, R41)."""

from collections.abc import Iterator

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.entities import Entity
from canvasdsl.model.money import Revenue
from canvasdsl.model.offer import Proposition
from canvasdsl.rules.parts import called, decided, declared, is_multi_sided, quoted
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.segments.differences import comparable
from canvasdsl.rules.together import keys, named

__all__ = ["RULES"]

_RECORDS = frozenset(("usage-data", "customer-data"))
"""Assets that may hold who used how much."""
_BOOKED = frozenset(("ticket", "session", "lesson", "visit", "night", "seat", "course", "treatment", "appointment"))
"""What is paid for when it is booked; its number is known without a meter."""


def _usage_unrecorded(canvas: Canvas) -> Iterator[Finding]:
    """Speaks once all resources say what they are: else one of them may hold the data."""
    resources = canvas.resources
    if not resources or any(_may_be_data(each.type, each.asset) for each in resources):
        return
    for revenue in decided(canvas.revenues):
        if revenue.type == "usage-fee" and not _is_counted_by_hand(revenue):
            yield Finding(
                about=revenue,
                message=f"`{revenue.name}` is paid by use, and no resource records the use",
                help="declare what counts it: "
                f"`resource … {{ type intellectual; asset usage-data; supports {called(revenue)} }}`",
                span=revenue.place("type"),
                absent=("resource", "asset"),
            )


def _is_counted_by_hand(revenue: Revenue) -> bool:
    """Whether what is used is booked or handed over piece by piece, so that nobody has to measure it."""
    return any(not _BOOKED.isdisjoint(amount.value.per) for amount in (revenue.price,) if amount is not None)


def _may_be_data(type: str | None, asset: str | None) -> bool:
    return asset in _RECORDS or (asset is None and type in (None, "intellectual"))


def _unlimited(canvas: Canvas) -> Iterator[Finding]:
    for revenue in decided(canvas.revenues):
        if revenue.pricing != "yield" or revenue.capacity is not None or revenue.perishable:
            continue
        if any(_carries_limit(canvas, proposition) for proposition in named(canvas, revenue.propositions)):
            continue
        yield Finding(
            about=revenue,
            message=f"the price of `{revenue.name}` follows what is left, and nothing in it is limited or perishable",
            help="say in the revenue how much there is (`capacity 40 rooms per day`) or that the rest is "
            "lost (`perishable`); else choose another `pricing`",
            span=revenue.place("pricing"),
            absent=("capacity", "perishable"),
        )


def _carries_limit(canvas: Canvas, proposition: Entity) -> bool:
    """Whether a channel that carries a proposition has a capacity."""
    return any(each.capacity is not None for each in canvas.index.named_by(proposition, "channel"))


def _one_bidder(canvas: Canvas) -> Iterator[Finding]:
    for revenue in decided(canvas.revenues):
        if revenue.pricing == "auction" and len(revenue.segments) == 1:
            for payer in named(canvas, revenue.segments):
                yield Finding(
                    about=revenue,
                    message=f"in the auction of `{revenue.name}` only `{payer.name}` bid",
                    help="name another segment after `from` that would bid too, or choose another `pricing`",
                    span=revenue.place("pricing"),
                    related=(declared(payer, "the only bidders"),),
                    absent=("from", "segment"),
                )


# ---- BMC404: R41 -------------------------------------------------------------


def _without_fence(canvas: Canvas) -> Iterator[Finding]:
    for revenue in decided(canvas.revenues):
        if revenue.pricing == "segment" and not revenue.fences:
            yield Finding(
                about=revenue,
                message=f"the price of `{revenue.name}` depends on who buys, and no reason is given",
                help='write a reason that customers could accept: `fence "students show their card"`',
                span=revenue.place("pricing"),
                absent=("fence",),
            )
    yield from _two_payers(canvas)


def _two_payers(canvas: Canvas) -> Iterator[Finding]:
    """Streams for the same offer, of one type and in one unit, whose prices differ by who pays. On a platform one side
    is subsidised, and that is the reason."""
    if is_multi_sided(canvas):
        return
    told: set[int] = set()
    for (proposition, *_), streams in comparable(canvas).items():
        cheap = min(streams, key=lambda each: each.price.value.high if each.price else 0)
        for dear in streams:
            if dear.fences or cheap.fences or id(dear) in told or "segment" in (dear.pricing, cheap.pricing):
                continue
            payers = set(keys(dear.segments))
            if payers and cheap.segments and payers.isdisjoint(keys(cheap.segments)) and _is_below(cheap, dear):
                told.add(id(dear))
                yield _unequal(canvas, cheap, dear, canvas.index.blocks[proposition])


def _is_below(cheap: Revenue, dear: Revenue) -> bool:
    return bool(cheap.price and dear.price and cheap.price.value.high < dear.price.value.low)


def _unequal(canvas: Canvas, cheap: Revenue, dear: Revenue, proposition: Proposition) -> Finding:
    more, less = (quoted(payer.name for payer in named(canvas, each.segments)) for each in (dear, cheap))
    much, little = (each.price.value for each in (dear, cheap) if each.price)
    return Finding(
        about=dear,
        message=f"{more} pay {much.written} and {less} pay {little.written} for `{proposition.name}`, and no reason is "
        "given",
        help='write a reason that customers could accept: `fence "students show their card"`; if what they get '
        "differs, write `pricing feature` or another proposition",
        span=much.span,
        related=(Related(little.span, "the lower price"),),
        absent=("fence", "pricing"),
    )


def _bottomless(canvas: Canvas) -> Iterator[Finding]:
    """A floor may stand in the revenue, or in what is said of bargaining with each payer."""
    for revenue in decided(canvas.revenues):
        if revenue.pricing != "negotiation" or revenue.floor is not None:
            continue
        payers = list(named(canvas, revenue.segments))
        if payers and all(_has_floor(payer) for payer in payers):
            continue
        yield Finding(
            about=revenue,
            message=f"the price of `{revenue.name}` is bargained for, and nothing says where you stop",
            help="decide it before the first meeting: `floor` with the lowest price that you accept",
            span=revenue.place("pricing"),
            absent=("floor", "negotiation", "floor-price"),
        )


def _has_floor(payer: Entity) -> bool:
    negotiation = getattr(payer, "negotiation", None)
    return negotiation is not None and negotiation.floor is not None


RULES = (
    Rule(
        code="BMC401",
        name="unrecorded-usage",
        severity=Severity.HINT,
        summary="A usage fee, and no resource that records the use",
        why="If you are paid by use, you have to count the use, and to show the count when a bill is disputed.",
        theory=("T-BMC-5a",),
        register=(),
        check=_usage_unrecorded,
    ),
    Rule(
        code="BMC402",
        name="yield-pricing-without-limit",
        severity=Severity.WARNING,
        summary="Yield management without limited capacity or a perishable offer",
        why="A price that follows what is left works where the rest is soon worth nothing: seats, rooms, bread.",
        theory=("T-BMC-5b",),
        register=(),
        check=_unlimited,
    ),
    Rule(
        code="BMC403",
        name="auction-with-one-segment",
        severity=Severity.WARNING,
        summary="An auction has a single segment of bidders",
        why="An auction finds a high price where different bidders want the same thing; without rivals the first bid "
        "wins.",
        theory=("T-BMC-5b",),
        register=(),
        check=_one_bidder,
    ),
    Rule(
        code="BMC404",
        name="price-without-fence",
        severity=Severity.WARNING,
        summary="A price depends on who buys, and no reason is given",
        why="People punish unfair prices even at a cost to themselves; they accept a difference whose reason they see.",
        theory=("T-BMC-5b", "T-SAT-7"),
        register=("R41",),
        check=_without_fence,
    ),
    Rule(
        code="BMC405",
        name="negotiation-without-floor",
        severity=Severity.HINT,
        summary="A negotiated price has no floor",
        why="Without a limit that was set beforehand each concession looks small, and the last one eats the margin.",
        theory=("T-BMC-5b",),
        register=(),
        check=_bottomless,
    ),
)
