"""Where money comes from: payer and purpose of each stream (R19), shares, what recurs and what does not (T-BMC-5)."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.model.beliefs import Assertion, Target
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.common import NamedBlock
from canvasdsl.model.customers import Segment
from canvasdsl.model.money import Plan, Revenue
from canvasdsl.rules.parts import (
    adding,
    called,
    decided,
    declared,
    is_multi_sided,
    is_one_off,
    only_transactional,
    relationships_with,
    revenues_from,
    type_at,
)  # fmt: skip
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.source import Span

__all__ = ["RULES"]

_WHOLE = Decimal(100)
_LIFETIME = ("clv", "ltv")
"""How the figures of a customer's lifetime value begin."""


# ---- R19 ---------------------------------------------------------------------


def _without_origin(canvas: Canvas) -> Iterator[Finding]:
    for revenue in decided(canvas.revenues):
        lines: list[tuple[str, str, tuple[NamedBlock, ...], bool]] = []
        if not revenue.segments:
            payers = [*canvas.segments, *canvas.parties, *canvas.partners[:1]]
            lines.append(("from", "payer", canvas.segments, len(payers) == len(canvas.segments)))
        if not revenue.propositions:
            lines.append(("for", "proposition", canvas.propositions, True))
        if not lines:
            continue
        candidates = [called(blocks[0]) if len(blocks) == 1 and sure else "" for _, _, blocks, sure in lines]
        written = [f"{line[0]} {name or '…'}" for line, name in zip(lines, candidates)]
        yield Finding(
            about=revenue,
            message=f"the revenue `{revenue.name}` names no " + " and no ".join(line[1] for line in lines),
            help="say who pays for what: write " + " and ".join(f"`{line}`" for line in written) + " in it",
            absent=tuple(line[0] for line in lines),
            fix=adding(revenue, "; ".join(written), "there is no other") if all(candidates) else None,
        )


# ---- Shares ------------------------------------------------------------------


def _shares_above_100(canvas: Canvas) -> Iterator[Finding]:
    yield from _too_much(None, list(decided(canvas.revenues)), "the revenues")
    for revenue in decided(canvas.revenues):
        yield from _too_much(revenue, list(decided(revenue.plans)), f"the plans of `{revenue.name}`")


def _too_much(about: Revenue | None, parts: list[Any], name: str) -> Iterator[Finding]:
    """The lowest shares count, less half of the last digit that is written, so that the sum is too much whatever is
    true within ranges and rounding."""
    shared: list[Revenue | Plan] = [part for part in parts if part.share is not None]
    total = sum((part.share.low for part in shared if part.share), Decimal(0))
    rounding = sum((_half_a_digit(part.share.low) for part in shared if part.share), Decimal(0))
    if total - rounding > _WHOLE:
        last = shared[-1]
        yield Finding(
            about=about or last,
            message=f"the shares of {name} add up to {total.normalize():f}%, more than the whole",
            help="correct the shares, so that they add up to 100% or less",
            span=last.share.span if last.share else None,
            related=tuple(Related(part.share.span, "and this") for part in shared[:-1][:6] if part.share),
        )


def _half_a_digit(share: Decimal) -> Decimal:
    return Decimal(5).scaleb(min(int(share.as_tuple().exponent), 0) - 1) if share else Decimal(0)


# ---- What recurs -------------------------------------------------------------


def _recurs_without_reason(canvas: Canvas) -> Iterator[Finding]:
    for revenue in decided(canvas.revenues):
        if not revenue.recurs:
            continue
        for payer in revenue.segments:
            if payer.kind != "segment":
                continue
            segment = canvas[payer]
            relationships = relationships_with(canvas, segment)
            if relationships and all(only_transactional(each) and not each.bonds for each in relationships):
                first = relationships[0]
                yield Finding(
                    about=revenue,
                    message=f"`{revenue.name}` is paid again and again by `{segment.name}`, and the relationship with "
                    f"them is only transactional",
                    help=f"say in `{called(first)}` what makes them stay, such as another type or a `bond`, or choose "
                    "another sort of revenue",
                    span=revenue.place("recurrence" if revenue.recurrence else "type"),
                    related=tuple(
                        Related(type_at(each, "transactional"), "limited to the deal") for each in relationships[:4]
                    ),
                    absent=("relationship", "with", "type", "bond"),
                )  # fmt: skip
                break


def _lifetime_of_one_purchase(canvas: Canvas) -> Iterator[Finding]:
    """Once for each segment, at the first of its streams."""
    for segment in decided(canvas.segments):
        if not is_one_off(canvas, segment):
            continue
        place = _lifetime_at(canvas, segment)
        if place is None:
            continue
        revenue: Revenue = next(each for each in revenues_from(canvas, segment) if not each.is_idea)
        yield Finding(
            about=revenue,
            message=f"`{revenue.name}` is paid once, and the value of `{segment.name}` is counted over several periods",
            help="write `recurrence recurring` if they pay again, say how often they come (`buys-every …` in the "
            "segment), or count the one purchase only",
            span=revenue.place("recurrence"),
            related=(Related(place, "as if they paid again"),),
            absent=("revenue", "from", "recurrence", "volume", "buys-every"),
        )  # fmt: skip


def _lifetime_at(canvas: Canvas, segment: Segment) -> Span | None:
    """Where a rate of staying, or a figure of lifetime value, is stated of a segment or a relationship with it."""
    relationships = relationships_with(canvas, segment)
    for relationship in relationships:
        rate = relationship.retention or relationship.churn
        if rate is not None and not relationship.is_idea:
            return rate.span
    keys = {block.key for block in (segment, *relationships)}
    for block in (segment, *relationships):
        for claim in block.claims:
            if claim.figure.startswith(_LIFETIME):
                return claim.here
    stated: tuple[Assertion | Target, ...] = (*canvas.assertions, *canvas.targets)
    for said in stated:
        if said.figure.startswith(_LIFETIME) and said.of is not None and said.of.key in keys:
            return said.here
    return None


# ---- Payment, and those who stand between ------------------------------------


def _payment_unknown(canvas: Canvas) -> Iterator[Finding]:
    """Speaks once some revenue says how it is paid: then of the others, once for each payer."""
    asked = {
        payer.key for revenue in canvas.revenues if revenue.payment for payer in revenue.segments
    }  # fmt: skip
    known = next((revenue for revenue in canvas.revenues if revenue.payment), None)
    if known is None:
        return
    for revenue in decided(canvas.revenues):
        if revenue.payment or (revenue.price is None and revenue.pricing is None):
            continue
        payers = [payer.key for payer in revenue.segments]
        if payers and all(key in asked for key in payers):
            continue
        asked.update(payers)
        yield Finding(
            about=revenue,
            message=f"`{revenue.name}` has a price, and nothing says how its customers like to pay",
            help='ask them, and write it: `payment card, "on invoice"`',
            related=(Related(known.place("payment"), "said here"),),
            absent=("payment",),
        )


def _middleman_of_one_side(canvas: Canvas) -> Iterator[Finding]:
    """Quiet where the model says that it is multi-sided: then its sides are looked at (R18)."""
    if is_multi_sided(canvas):
        return
    for revenue in decided(canvas.revenues):
        if revenue.type not in ("brokerage", "advertising"):
            continue
        others = {payer.key for payer in revenue.segments} | {segment.key for segment in canvas.segments}
        if len(others) < 2:
            second = "whom they are brought to" if revenue.type == "brokerage" else "who sees the advertisements"
            yield Finding(
                about=revenue,
                message=f"`{revenue.name}` comes from {revenue.type}, which takes two sides, and the model has one",
                help=f"declare the other segment, {second}, and what it gets from you",
                span=revenue.place("type"),
                related=tuple(declared(segment, "the only side") for segment in canvas.segments),
                absent=("segment", "from", "party"),
            )


RULES = (
    Rule(
        code="BMC301",
        name="revenue-without-origin",
        severity=Severity.WARNING,
        promoted=True,
        summary="A revenue names no payer, or nothing that is paid for",
        why="Revenue is somebody paying for something that they value; without a payer or a reason it is only a hope.",
        theory=("T-BMC-5", "T-BMC-1"),
        register=("R19",),
        check=_without_origin,
    ),
    Rule(
        code="BMC302",
        name="shares-above-100",
        severity=Severity.ERROR,
        summary="The shares of revenues or plans add up to more than 100%",
        why="Shares are parts of one whole: if they add up to more, one of the numbers is wrong, and so is every "
        "sum made of it.",
        theory=("T-BMC-5", "T-ECO-14"),
        register=("R07",),
        check=_shares_above_100,
    ),
    Rule(
        code="BMC303",
        name="recurring-revenue-of-single-deals",
        severity=Severity.WARNING,
        summary="Recurring revenue rests on a transactional relationship only",
        why="People who pay again and again need a reason to stay; a relationship that ends with the deal gives none.",
        theory=("T-BMC-5", "T-REL-1"),
        register=(),
        check=_recurs_without_reason,
    ),
    Rule(
        code="BMC304",
        name="lifetime-value-of-one-purchase",
        severity=Severity.WARNING,
        summary="Revenue is paid once, and the lifetime value is counted as if it recurred",
        why="A customer who buys once is worth one purchase; a rate of staying multiplies money that never comes.",
        theory=("T-BMC-5",),
        register=(),
        check=_lifetime_of_one_purchase,
    ),
    Rule(
        code="BMC305",
        name="payment-unknown",
        severity=Severity.HINT,
        summary="A priced revenue names no way of paying, and another does",
        why="How people like to pay is a part of what they buy: many sales are lost at the till.",
        theory=("T-BMC-5",),
        register=(),
        check=_payment_unknown,
    ),
    Rule(
        code="BMC306",
        name="middleman-of-one-side",
        severity=Severity.WARNING,
        summary="Brokerage or advertising without a second side",
        why="Brokers and media bring two sides together; with only one side they have nothing to sell.",
        theory=("T-BMC-5a", "T-BMC-1a"),
        register=("R18",),
        check=_middleman_of_one_side,
    ),
)
