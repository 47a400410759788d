"""Promises, both sides' benefit, horizons of more than one purchase, signals that agree (T-REL-13, T-RM-1, T-RM-2)."""

from collections.abc import Iterator

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.customers import Segment
from canvasdsl.model.quantities import Quantity
from canvasdsl.model.relationships import Relationship
from canvasdsl.rules.measures import days
from canvasdsl.rules.parts import decided, type_at
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.together import Key, keys, segment_keys, segments_of
from canvasdsl.source import Span

__all__ = ["RULES"]


# ---- RMK111: promises that nothing keeps -------------------------------------


def _unkept(canvas: Canvas) -> Iterator[Finding]:
    for relationship in decided(canvas.relationships):
        for promise in decided(relationship.promises):
            is_seen = bool(promise.measure or promise.kept)
            if promise.kept_by and is_seen:
                continue
            gaps, lines = [], []
            if not promise.kept_by:
                gaps.append("keeps it")
                lines.append("what keeps it, `kept-by …`")
            if not is_seen:
                gaps.append("shows whether it is kept")
                lines.append('how you see it, `measure "…"`')
            yield Finding(
                about=promise,
                message=f"`{promise.name}` is promised, and nothing {' or '.join(gaps)}",
                help=f"say {' and '.join(lines)}",
                absent=("kept-by", "measure", "kept"),
            )


# ---- RMK112, RMK113: a benefit on one side -----------------------------------


def _only_for_the_firm(canvas: Canvas) -> Iterator[Finding]:
    """Quiet where a programme, the members' benefit or a reward tells what customers have of it."""
    for relationship in decided(canvas.relationships):
        if _sides(relationship) != {"firm"}:
            continue
        community, creation = relationship.community, relationship.co_creation
        if relationship.programmes or (community and community.benefit) or (creation and creation.reward):
            continue
        yield Finding(
            about=relationship,
            message=f"`{relationship.name}` brings something to you, and nothing to the customer",
            help='say what customers get out of it: `benefit customer "…"`; if it is nothing, they will not stay',
            span=relationship.benefits[0].here,
            absent=("benefit", "programme", "community", "co-creation"),
        )


def _only_for_the_customer(canvas: Canvas) -> Iterator[Finding]:
    for relationship in decided(canvas.relationships):
        if _sides(relationship) == {"customer"}:
            yield Finding(
                about=relationship,
                message=f"nothing says what you get out of `{relationship.name}`",
                help='say it beside the customer\'s side: `benefit firm "…"`',
                span=relationship.benefits[0].here,
                absent=("benefit",),
            )


def _sides(relationship: Relationship) -> set[str]:
    return {benefit.side for benefit in relationship.benefits}


# ---- RMK114: a horizon of one purchase ---------------------------------------


def _short_horizon(canvas: Canvas) -> Iterator[Finding]:
    """Compares the longest that the horizon may be with the shortest time to the second purchase."""
    for relationship in decided(canvas.relationships):
        horizon = relationship.horizon
        if horizon is None or "transactional" in relationship.type_words:
            continue
        for segment in segments_of(canvas, relationship):
            interval = _interval(segment)
            if interval is None or days(horizon)[1] >= days(interval)[0]:
                continue
            yield Finding(
                about=relationship,
                message=f"the horizon of `{relationship.name}`, {horizon.written}, ends before `{segment.name}` buy "
                "for the second time",
                help="look further ahead, over two purchases at least; or write `type transactional`",
                span=horizon.span,
                related=(Related(interval.span, "the time between two purchases"),),
            )
            break


def _interval(segment: Segment) -> Quantity | None:
    """The time between two purchases: as said, else the term of a contract, after which it may be bought again."""
    return segment.buys_every or segment.contract_term


# ---- RMK121: mixed signals ---------------------------------------------------


def _mixed_signals(canvas: Canvas) -> Iterator[Finding]:
    """Discounts that shall only win customers, or win them back, end when a relationship begins, and are no signal to
    those who stay."""
    signals: dict[Key, tuple[str, Span]] = {}
    for tactic in decided(canvas.tactics):
        if tactic.type == "discount" and not (tactic.objectives and set(tactic.objectives) <= {"acquire", "win-back"}):
            for key in keys(tactic.targets):
                signals.setdefault(key, (f"`{tactic.name}` is a discount for them", tactic.place("type")))
    for offer in decided(canvas.propositions):
        if "low-price" in offer.messages:
            for key in keys(offer.segments):
                signals.setdefault(key, (f"`{offer.name}` tells them that it is cheap", offer.place("message")))
    for relationship in decided(canvas.relationships) if signals else ():
        is_relational = relationship.strategy == "relational"
        if not is_relational and "long-term" not in relationship.type_words:
            continue
        own = [*([relationship.key] if relationship.key else []), *segment_keys(relationship)]
        signal = next((signals[key] for key in own if key in signals), None)
        if signal is not None:
            place = relationship.place("strategy") if is_relational else type_at(relationship, "long-term")
            yield Finding(
                about=relationship,
                message=f"`{relationship.name}` is {'relational' if is_relational else 'long-term'}, and {signal[0]}",
                help="choose one of the two signals: give those who stay what a rival can't undercut, or deal by price "
                "and say so; a discount that is only meant to win new customers says `objective acquire`",
                span=place,
                related=(Related(signal[1], "the signal of single deals"),),
            )


RULES = (
    Rule(
        code="RMK111",
        name="unkept-promise",
        severity=Severity.WARNING,
        summary="A promise has nothing that keeps it, or nothing that shows whether it is kept",
        why="A promise raises expectations; if nothing keeps it, customers trust you less than without it.",
        theory=("T-REL-13", "T-RM-1"),
        register=("R34",),
        check=_unkept,
    ),
    Rule(
        code="RMK112",
        name="benefit-for-the-firm-alone",
        severity=Severity.WARNING,
        summary="A relationship lists a benefit for the firm and none for the customer",
        why="People stay in a relationship that gives them something; if only one side gains, the other leaves.",
        theory=("T-RM-1", "T-REL-13"),
        register=(),
        check=_only_for_the_firm,
    ),
    Rule(
        code="RMK113",
        name="benefit-for-the-customer-alone",
        severity=Severity.HINT,
        summary="A relationship lists a benefit for the customer and none for the firm",
        why="What the firm gets out of a relationship pays for it; a relationship without that is the first to be "
        "cut.",
        theory=("T-REL-13", "T-RM-1"),
        register=(),
        check=_only_for_the_customer,
    ),
    Rule(
        code="RMK114",
        name="horizon-of-one-purchase",
        severity=Severity.WARNING,
        summary="The horizon of a relationship ends before the second purchase",
        why="A relationship takes at least two purchases (Liljander & Strandvik 1995); one that ends earlier is a "
        "single deal.",
        theory=("T-RM-1", "T-REL-0"),
        register=(),
        check=_short_horizon,
    ),
    Rule(
        code="RMK121",
        name="discounts-beside-partnership",
        severity=Severity.HINT,
        summary="A long-term or relational relationship stands beside discounts or a message of low price",
        why="Customers who get both signals, discounts and talk of partnership, believe the discounts.",
        theory=("T-RM-2",),
        register=(),
        check=_mixed_signals,
    ),
)
