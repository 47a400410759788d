"""How close customers are: how often and gladly they are met, their share, their engagement (T-LOY-3, T-LOY-4)."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import attrs

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.figures.perception import share_of_customer
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.customers import Segment
from canvasdsl.model.journeys import Touchpoint
from canvasdsl.model.quantities import Quantity
from canvasdsl.model.relationships import Relationship
from canvasdsl.rules.measures import alike, counted, days
from canvasdsl.rules.parts import decided, relationships_with
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.together import Key, named, segments_of, touchpoints_by_segment

__all__ = ["RULES"]

_IN_A_YEAR = {"day": 365, "week": 52, "month": 12, "quarter": 4, "year": 1}
_MONTH = Decimal(30)


def _a_month(contacts: Quantity | None) -> Decimal | None:
    """How many contacts a month a rate makes."""
    if contacts is None or contacts.period is None:
        return None
    return contacts.value * _IN_A_YEAR[contacts.period] / 12


# ---- SAT221: a goal of loyalty without contact -----------------------------------


def _out_of_touch(canvas: Canvas) -> Iterator[Finding]:
    """Speaks where contacts or touchpoints of the customers are told of.

    A purchase interval of less than a month counts as a month: who buys every few days meets you at each purchase.
    """
    goals = [goal for goal in decided(canvas.goals) if goal.type == "loyalty"]
    if not goals:
        return
    points = touchpoints_by_segment(canvas)
    of_segment: dict[Any, Decimal | None] = {}
    for goal in goals:
        aimed: list[Any] = list(named(canvas, goal.targets)) or list(canvas.segments)
        for block in aimed:
            if isinstance(block, Relationship):
                pairs = [(each, _met(each, (block,), points)) for each in segments_of(canvas, block)]
            else:
                if block.key not in of_segment:
                    of_segment[block.key] = _met(block, relationships_with(canvas, block), points)
                pairs = [(block, of_segment[block.key])]
            for segment, many in pairs:
                if many is not None and many < 2:
                    yield Finding(
                        about=goal,
                        message=f"`{goal.name}` is to make `{segment.name}` loyal, and they are met "
                        f"{_times(many)} from one purchase to the next",
                        help="plan at least two good contacts in that time, and write them down: `contacts 2 per "
                        "month` or `touchpoint …` in the relationship",
                        related=(Related(segment.here, "who is meant"),),
                        absent=("contacts", "touchpoint"),
                    )


def _met(
    segment: Segment, relationships: tuple[Relationship, ...], points: Mapping[Key, Sequence[Touchpoint]]
) -> Decimal | None:
    """How often customers are met in a cycle: by their contacts, else by the touchpoints that are declared."""
    many = _contacts_in_a_cycle(segment, relationships)
    if many is not None:
        return many
    met = sum(len(each.touchpoints) for each in relationships) + len(points.get(segment.key or ("", ""), ()))
    return Decimal(met) if met else None


def _contacts_in_a_cycle(segment: Segment, relationships: tuple[Relationship, ...]) -> Decimal | None:
    """How often one customer is in touch from one purchase to the next; `None` where rate or interval are unknown."""
    holders: list[Any] = [*relationships, segment]
    rates = [rate for each in holders if (rate := _a_month(each.contacts)) is not None]
    if not rates or segment.buys_every is None:
        return None
    cycle = max(sum(days(segment.buys_every), Decimal(0)) / 2, _MONTH)
    return sum(rates, Decimal(0)) * cycle / _MONTH


def _times(many: Decimal) -> str:
    if many == 1:
        return "once"
    return f"{counted(many.quantize(Decimal('0.1')))} times"


# ---- SAT222: often, and not gladly -----------------------------------------------


def _unwelcome(canvas: Canvas) -> Iterator[Finding]:
    usual = canvas.threshold("frequent-contacts")
    for relationship in decided(canvas.relationships):
        mood = relationship.sentiment
        if mood is None or mood.value > 0:
            continue
        for segment in segments_of(canvas, relationship):
            contacts = relationship.contacts or segment.contacts
            rate, limit = _a_month(contacts), _a_month(segment.contact_limit)
            if contacts is None or rate is None or rate < (limit if limit is not None else usual):
                continue
            yield Finding(
                about=relationship,
                message=f"`{segment.name}` hear from you `{contacts.written}`, and do not find it pleasant",
                help="write less often and better: first what is of use to them, then how often",
                span=mood.span,
                related=(Related(contacts.span, "how often"),),
            )
            break


# ---- SAT231: more than all -------------------------------------------------------


def _above_all(canvas: Canvas) -> Iterator[Finding]:
    for segment in canvas.segments:
        spend, whole = segment.spend, segment.category_spend
        if spend is None or whole is None:
            continue
        least, most = attrs.evolve(spend, likely=spend.low), attrs.evolve(whole, likely=whole.high)
        pair = alike(least, most)
        share = share_of_customer(*pair) if pair is not None else None
        if pair is not None and (share > 1 if share is not None else pair[0] > 0):
            yield Finding(
                about=segment,
                message=f"`{segment.name}` spend `{spend.written}` with you, and `{whole.written}` with everybody",
                help="correct one of the two: `category-spend` holds all that one of them spends on such things, "
                "with you and with others",
                span=spend.span,
                related=(Related(whole.span, "with everybody"),),
            )


# ---- SAT232: clicks --------------------------------------------------------------


def _clicks(canvas: Canvas) -> Iterator[Finding]:
    for segment in decided(canvas.segments):
        found = segment.engagement
        if found is None or found.is_idea or found.clicks is None:
            continue
        if found.purchase or found.referral or found.influence or found.feedback:
            continue
        yield Finding(
            about=found,
            message=f"the engagement of `{segment.name}` is counted in clicks alone",
            help="say what they do beyond that, from 0 to 100: `referral`, `influence`, `feedback`, `purchase`",
            span=found.place("clicks"),
            absent=("purchase", "referral", "influence", "feedback"),
        )


RULES = (
    Rule(
        code="SAT221",
        name="loyalty-without-contact",
        severity=Severity.HINT,
        summary="Loyalty is a goal, and customers are met less than twice from one purchase to the next",
        why="Good contact that comes often makes people like a firm; they forget one that they never meet.",
        theory=("T-LOY-3",),
        register=(),
        check=_out_of_touch,
    ),
    Rule(
        code="SAT222",
        name="frequent-unwelcome-contact",
        severity=Severity.WARNING,
        summary="Customers hear from the firm often and do not like it",
        why="Repetition makes people like more what they like already; where they are annoyed it hardens the "
        "annoyance.",
        theory=("T-LOY-3",),
        register=(),
        check=_unwelcome,
    ),
    Rule(
        code="SAT231",
        name="share-above-the-whole",
        severity=Severity.ERROR,
        summary="Customers spend more with the firm than on such things at all",
        why="What customers spend with you is a part of what they spend in all; if it is more, one of the amounts "
        "is wrong.",
        theory=("T-LOY-4",),
        register=(),
        check=_above_all,
    ),
    Rule(
        code="SAT232",
        name="engagement-in-clicks",
        severity=Severity.HINT,
        summary="Engagement is counted in clicks alone",
        why="Clicks are the easiest part of engagement to count, and say least about what customers do for you.",
        theory=("T-ENG-1",),
        register=(),
        check=_clicks,
    ),
)
