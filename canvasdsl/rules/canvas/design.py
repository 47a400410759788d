"""The design of the model as a whole: marks for seven questions, and patterns with their parts (T-BMC-11, T-BMC-12)."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.common import BLOCKS
from canvasdsl.model.entities import Entity
from canvasdsl.model.journeys import Failure
from canvasdsl.model.money import Revenue
from canvasdsl.model.relationships import Relationship
from canvasdsl.rules.economics.customer_value import paid_by_one
from canvasdsl.rules.parts import decided, is_repeated, listed, revenues_from, type_at
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.together import named
from canvasdsl.source import Span

__all__ = ["RULES"]

_HIGH = 7
"""From this mark on, out of 10, a question is answered with a clear yes."""
_WHOLE = Fraction(100)
_SHOWN = 4
_MOSTLY_THERE = 5
"""From so many kinds of blocks on, what a pattern lacks is missing and not only to come."""


# ---- BMC711: a high mark for recurring revenue -------------------------------


def _recurs_little(canvas: Canvas) -> Iterator[Finding]:
    least = Fraction(canvas.threshold("recurring-share"))
    revenues = list(decided(canvas.revenues))
    for mark in canvas.assessments:
        if mark.question != "recurring-revenue" or mark.mark.value < _HIGH or not revenues:
            continue
        share = _most_recurring(canvas, revenues)
        if share is None or share >= least:
            continue
        once = [revenue for revenue in revenues if not _may_recur(revenue)]
        much = "no revenue is" if not share else f"at most {float(share):.0f}% of the revenue is"
        yield Finding(
            about=None,
            message=f"recurring revenue is marked {mark.mark.written}, and {much} paid again and again",
            help="lower the mark, or say which revenue recurs: `recurrence recurring`",
            span=mark.mark.span,
            related=tuple(
                Related(each.place("recurrence" if each.recurrence else "type"), "paid once") for each in once[:_SHOWN]
            ),
            absent=("revenue", "recurrence", "type", "share"),
        )


def _most_recurring(canvas: Canvas, revenues: list[Revenue]) -> Fraction | None:
    """The greatest share of all revenue, in per cent, that can recur by what is said; `None` where nothing is known."""
    recurring = [revenue for revenue in revenues if _may_recur(revenue)]
    once = [revenue for revenue in revenues if not _may_recur(revenue)]
    if not once or not recurring:
        return None if not once else Fraction(0)
    bounds = [_WHOLE - sum(Fraction(revenue.share.low) for revenue in once if revenue.share)]
    if all(revenue.share for revenue in recurring):
        bounds.append(sum((Fraction(revenue.share.high) for revenue in recurring if revenue.share), Fraction(0)))
    amounts = {id(revenue): _a_year(canvas, revenue) for revenue in revenues}
    known = [amount for amount in amounts.values() if amount is not None]
    currencies = {revenue.price.value.unit for revenue in revenues if revenue.price}
    if len(known) == len(revenues) and len(currencies) <= 1 and sum(known) > 0:
        bounds.append(_WHOLE * sum(amounts[id(revenue)] or 0 for revenue in recurring) / sum(known))
    return min(bounds)


def _may_recur(revenue: Revenue) -> bool:
    """Whether a revenue may be paid again and again: it says so, or does not say the contrary."""
    if revenue.recurrence is not None:
        return revenue.recurrence == "recurring"
    return revenue.type != "asset-sale" or is_repeated(revenue.volume)


def _a_year(canvas: Canvas, revenue: Revenue) -> Fraction | None:
    """What a revenue brings in a year from the customers that there are; `None` where the model does not say it."""
    if revenue.price is None or revenue.plans:
        return None
    paid = paid_by_one(revenue, revenue.price.value)
    customers = [getattr(payer, "customers", None) for payer in named(canvas, revenue.segments)]
    if paid is None or not customers or None in customers:
        return None
    return paid * sum(Fraction(each.value) for each in customers if each is not None)


# ---- BMC712: switching costs that only lock in -------------------------------


def _locked_in(canvas: Canvas) -> Iterator[Finding]:
    mark = next((each for each in canvas.assessments if each.question == "switching-costs"), None)
    if mark is None or mark.mark.value < _HIGH:
        return
    locks = [place for each in decided(canvas.relationships) for place in _locks(each)]
    if not locks or any(_holds_gladly(each) for each in decided(canvas.relationships)):
        return
    unfair = [failure for failure in _failures(canvas) if failure.type in ("pricing", "ethics")]
    if unfair:
        yield Finding(
            about=None,
            message=f"switching costs are marked {mark.mark.written}, customers are only locked in, and some call "
            "something unfair",
            help="give them a reason to stay gladly, such as a `bond social` or `bond customization`, and put right "
            "what they call unfair",
            span=mark.mark.span,
            related=(*(Related(place, "this locks them in") for place in locks[:_SHOWN]),
                     *(Related(failure.place("type"), "called unfair") for failure in unfair[:_SHOWN])),
        )  # fmt: skip


def _locks(relationship: Relationship) -> Iterator[Span]:
    """Where a relationship says that leaving is made hard; a structural bond with a way out is no lock."""
    if "switching-cost" in relationship.type_words:
        yield type_at(relationship, "switching-cost")
    for bond in relationship.bonds:
        if bond.type == "structural" and not bond.exit:
            yield bond.here


def _holds_gladly(relationship: Relationship) -> bool:
    """Whether something in a relationship is a reason to stay that customers would choose themselves."""
    if relationship.type_words & {"dedicated", "community", "co-creation", "personal-assistance"}:
        return True
    return bool(relationship.practices) or any(bond.type != "structural" for bond in relationship.bonds)


def _failures(canvas: Canvas) -> Iterator[Failure]:
    for relationship in canvas.relationships:
        yield from relationship.failures
        for service in relationship.services:
            yield from service.failures
    for service in canvas.services:
        yield from service.failures
    for journey in canvas.journeys:
        for stage in journey.stages:
            yield from stage.failures


def _without_reason(canvas: Canvas) -> Iterator[Finding]:
    for mark in canvas.assessments:
        if not mark.because:
            question = mark.question.replace("-", " ")
            yield Finding(
                about=None,
                message=f"the mark {mark.mark.written} for {question} has no reason",
                help='say what in the model earns it: `because "…"` after the mark',
                span=mark.mark.span,
                absent=("because",),
            )


# ---- BMC721: patterns --------------------------------------------------------


def _without_parts(canvas: Canvas) -> Iterator[Finding]:
    """Waits until most of the canvas is there. What a multi-sided platform needs is R18's (BMC141 to BMC144)."""
    heading = canvas.heading
    if heading is None or sum(bool(canvas.blocks(word)) for word in BLOCKS) < _MOSTLY_THERE:
        return
    for pattern in dict.fromkeys(heading.patterns):
        if pattern in _PARTS:
            missing, help, absent = _PARTS[pattern]
            lacks = missing(canvas)
            if lacks:
                yield Finding(
                    about=heading,
                    message=f"the pattern `{pattern}` is declared, and nothing says {listed(lacks, 'or')}",
                    help=help,
                    span=heading.place("pattern"),
                    absent=absent,
                )


def _lacks_of_freemium(canvas: Canvas) -> list[str]:
    prices = [
        (price.value.low, price.value.high)
        for revenue in decided(canvas.revenues)
        for price in (revenue.price, *(plan.price for plan in decided(revenue.plans))) if price is not None
    ]  # fmt: skip
    lacks = []
    if not _is_something_free(canvas, prices):
        lacks.append("what is free")
    if not any(revenue.segments for revenue in canvas.revenues) or (prices and all(high <= 0 for _, high in prices)):
        lacks.append("who pays")
    return lacks


def _is_something_free(canvas: Canvas, prices: list[tuple[Decimal, Decimal]]) -> bool:
    """Whether a price is nothing, a segment pays nothing, or an offer is sold by no revenue; without prices, it may."""
    if not prices or any(low == 0 for low, _ in prices):
        return True
    sold = {key for revenue in canvas.revenues for key in (each.key for each in revenue.propositions)}
    if any(proposition.key not in sold for proposition in canvas.propositions):
        return True
    return any(not revenues_from(canvas, segment) for segment in canvas.segments)


def _lacks_of_long_tail(canvas: Canvas) -> list[str]:
    """A means of which nothing is said may be the platform."""
    platform = any(each.type in (None, "platform") for each in canvas.activities)
    software = any(each.asset == "software" or each.type is None for each in canvas.resources)
    market = any(each.type in ("marketplace", "web-sales", "app") for each in canvas.channels)
    return [] if platform or software or market else ["which platform makes many small sales cheap"]


def _lacks_of_unbundled(canvas: Canvas) -> list[str]:
    return [] if any(_provides(canvas)) else ["who does the part that you leave to others"]


def _lacks_of_open(canvas: Canvas) -> list[str]:
    """Outsiders are partners who provide something, customers who create with you, people who give data or work."""
    if any(_provides(canvas)) or any(each.gives for each in (*canvas.segments, *canvas.parties)):
        return []
    if any("co-creation" in each.type_words for each in canvas.relationships):
        return []
    return ["which outsiders help to make the value"]


def _provides(canvas: Canvas) -> Iterator[Entity]:
    return (partner for partner in canvas.partners if partner.provides)


_PARTS: dict[str, tuple[Callable[[Canvas], list[str]], str, tuple[str, ...]]] = {
    "freemium": (
        _lacks_of_freemium,
        "declare both: a `plan` with `price 0 EUR per month` for many, and one that some pay for",
        ("revenue", "plan", "price", "from", "proposition", "segment"),
    ),
    "long-tail": (
        _lacks_of_long_tail,
        "declare what carries many small sales: an activity of `type platform`, a resource with `asset software`, or "
        "an online shop",
        ("activity", "resource", "channel", "type", "asset"),
    ),
    "unbundled": (
        _lacks_of_unbundled,
        "declare the partner who does it: `partner … { provides … }`",
        ("partner", "provides"),
    ),
    "open": (
        _lacks_of_open,
        "declare them: a partner who `provides` something, customers with `type co-creation`, or who `gives` what",
        ("partner", "provides", "type", "co-creation", "gives"),
    ),
}
"""For each pattern: what it lacks, how to mend it, and the words that could be what is missing."""


RULES = (
    Rule(
        code="BMC711",
        name="recurring-mark-without-revenue",
        severity=Severity.WARNING,
        summary="Recurring revenue is marked high, and little of the revenue recurs",
        why="A mark is a claim; where the model says something else, readers will not believe the other marks either.",
        theory=("T-BMC-11",),
        register=(),
        check=_recurs_little,
    ),
    Rule(
        code="BMC712",
        name="lock-in-with-complaints",
        severity=Severity.WARNING,
        summary="Switching costs are high only because customers are locked in, and they complain of unfairness",
        why="People who stay because they must, and feel cheated, leave at the first chance and tell others.",
        theory=("T-BMC-11", "T-SAT-7"),
        register=(),
        check=_locked_in,
    ),
    Rule(
        code="BMC713",
        name="mark-without-reason",
        severity=Severity.HINT,
        summary="A mark for the design of the model has no reason",
        why="Without the reason nobody can learn from a mark, or argue with it.",
        theory=("T-BMC-11",),
        register=(),
        check=_without_reason,
    ),
    Rule(
        code="BMC721",
        name="pattern-without-parts",
        severity=Severity.HINT,
        summary="A pattern is declared without the parts that it needs",
        why="A pattern is an arrangement of blocks that works together; if one is missing, it does not work.",
        theory=("T-BMC-12",),
        register=(),
        check=_without_parts,
    ),
)
