"""Loyalty programmes: whether they pay, whom they reward, which tiers are in reach, what shows it (R26, T-STR-5)."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

import attrs

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.figures.programmes import break_even_uplift, reward_share
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.customers import Segment
from canvasdsl.model.quantities import Quantity
from canvasdsl.model.relationships import Relationship
from canvasdsl.model.ties import Programme
from canvasdsl.rules.parts import decided
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.segments.loyalty_groups import a_year, of_group, said
from canvasdsl.rules.together import named, segments_of

__all__ = ["RULES"]

_WRONG = {
    "butterfly": "butterflies, who buy much for a short time and leave again",
    "barnacle": "barnacles, who stay and bring little, or a loss",
}


def _programmes(canvas: Canvas) -> Iterator[tuple[Relationship, Programme, list[Segment]]]:
    """The programmes with their relationship and the segments that they reward."""
    for relationship in decided(canvas.relationships):
        for programme in decided(relationship.programmes):
            rewarded = list(named(canvas, programme.segments)) or list(segments_of(canvas, relationship))
            yield relationship, programme, rewarded


# ---- RMK401: whether it pays -------------------------------------------------------


def _loss_making(canvas: Canvas) -> Iterator[Finding]:
    for _, programme, segments in _programmes(canvas):
        rewards, running, margin = _rewards(programme), _running_share(programme, segments), programme.margin
        if margin is None or (rewards is None and running is None):
            continue
        cost = (rewards or Fraction(0)) + (running or Fraction(0))
        needed = break_even_uplift(rewards or Fraction(0), Fraction(margin.value) / 100, running=running or Fraction(0))
        uplift = programme.uplift
        if needed is None:
            yield Finding(
                about=programme,
                message=f"`{programme.name}` costs {_percent(cost)} of sales, and the margin of a sale "
                f"is only {margin.written}",
                help="give less for a purchase, or reward with something that costs little, such as earlier access",
                span=margin.span,
                related=_parts(programme),
            )
        elif uplift is not None and Fraction(uplift.value) / 100 <= needed:
            yield Finding(
                about=programme,
                message=f"`{programme.name}` costs {_percent(cost)} of sales and pays only from {_percent(needed)} "
                "more sales on",
                help="give less for a purchase, or run it at lower cost: a control group shows that members buy only "
                f"{uplift.written} more" if programme.control_group == "yes" else
                "give less for a purchase, or show by a control group that members buy more than that",
                span=uplift.span,
                label="what is expected",
                related=(Related(margin.span, "the margin of a sale"), *_parts(programme)),
            )


def _rewards(programme: Programme) -> Fraction | None:
    """What its rewards cost as a share of sales. Without `redemption` all points are taken as used."""
    if programme.earns is None or programme.point_value is None:
        return None
    used = Fraction(programme.redemption.value) / 100 if programme.redemption is not None else Fraction(1)
    return reward_share(Fraction(programme.earns.value), Fraction(programme.point_value.value), used)


def _running_share(programme: Programme, segments: list[Segment]) -> Fraction | None:
    """What running it costs, as a share of what the customers of its segments spend with the firm."""
    if programme.cost is None:
        return None
    sales_for_each_unit = Fraction(0)
    for segment in segments:
        if segment.spend is None or segment.customers is None:
            return None
        pair = _in_a_year(programme.cost.value, segment.spend)
        if pair is None or not pair[0]:
            return None
        sales_for_each_unit += pair[1] / pair[0] * Fraction(segment.customers.value)
    return 1 / sales_for_each_unit if sales_for_each_unit else None


def _in_a_year(one: Quantity, other: Quantity) -> tuple[Fraction, Fraction] | None:
    """Two amounts for a year, whoever they are counted per; `None` in different currencies or without a period."""
    amounts = a_year(one), a_year(other)
    if one.unit != other.unit or amounts[0] is None or amounts[1] is None:
        return None
    return amounts[0], amounts[1]


def _parts(programme: Programme) -> tuple[Related, ...]:
    """Where the cost of a programme is written."""
    told = (
        (programme.earns, "points for each unit of money"), (programme.point_value, "what a point is worth"),
        (programme.redemption, "the share of points that is used"),
        (programme.cost.value if programme.cost else None, "what running it costs"),
    )  # fmt: skip
    return tuple(Related(quantity.span, text) for quantity, text in told if quantity is not None)


def _percent(share: Fraction) -> str:
    """A share as a percentage with two decimals at most: `2.04%`."""
    hundredths = round(share * 10_000)
    return f"{(Decimal(hundredths) / 100).normalize():f}%"


# ---- RMK402: whom it rewards ---------------------------------------------------------


def _misplaced(canvas: Canvas) -> Iterator[Finding]:
    wrong = {segment.key: (segment, word) for group, word in _WRONG.items() for segment in of_group(canvas, group)}
    for _, programme, segments in _programmes(canvas):
        for segment in segments:
            if segment.key in wrong:
                yield Finding(
                    about=programme,
                    message=f"`{programme.name}` rewards `{segment.name}`: {wrong[segment.key][1]}",
                    help="reward those who stay and bring something: `for …` another segment, or leave these out",
                    span=programme.place("for"),
                    related=(said(segment),),
                )


# ---- RMK403: out of reach ---------------------------------------------------------------


def _out_of_reach(canvas: Canvas) -> Iterator[Finding]:
    """A single amount is what they spend on average: some spend more, so that above a tier in reach others may lie."""
    for _, programme, segments in _programmes(canvas):
        spends = [segment.spend for segment in segments if segment.spend is not None]
        if len(spends) < len(segments):
            continue
        above = False
        for tier in decided(programme.tiers):
            pairs = [pair for spend in spends if (pair := _compared(tier.spend, spend)) is not None]
            known = pairs and len(pairs) == len(spends)
            if known and any(asked <= most for asked, most in pairs):
                above = all(spend.low == spend.high for spend in spends)
            elif known and not above:
                assert tier.spend is not None
                yield Finding(
                    about=tier,
                    message=f"nobody reaches `{tier.name}` with what they usually spend",
                    help="ask for less, or write what customers spend as a range if some spend that much: "
                    f"`spend 20 .. 40 .. 120 {spends[0].unit} per month`",
                    span=tier.spend.span,
                    related=tuple(Related(spend.span, "what one of them spends") for spend in spends[:2]),
                )


def _compared(asked: Quantity | None, spend: Quantity) -> tuple[Fraction, Fraction] | None:
    """The least that a tier asks for in a year and the most that one customer spends."""
    if asked is None:
        return None
    return _in_a_year(attrs.evolve(asked, high=asked.low, likely=asked.low),
                      attrs.evolve(spend, low=spend.high, likely=spend.high))  # fmt: skip


# ---- RMK404: what shows the uplift --------------------------------------------------------


def _uncontrolled(canvas: Canvas) -> Iterator[Finding]:
    for _, programme, _segments in _programmes(canvas):
        if programme.uplift is not None and programme.uplift.high > 0 and programme.control_group != "yes":
            yield Finding(
                about=programme,
                message=f"nothing shows that members of `{programme.name}` buy {programme.uplift.written} more because "
                "of it",
                help="compare them with customers like them who are no members, and write `control-group yes`",
                span=programme.uplift.span,
                absent=() if programme.control_group else ("control-group",),
            )


RULES = (
    Rule(
        code="RMK401",
        name="loss-making-programme",
        severity=Severity.WARNING,
        summary="A loyalty programme costs as much as it brings, or more",
        why="Rewards for people who would buy anyway are only a discount: the extra margin has to exceed their cost.",
        theory=("T-STR-5",),
        register=("R26",),
        check=_loss_making,
    ),
    Rule(
        code="RMK402",
        name="rewards-for-butterflies-or-barnacles",
        severity=Severity.WARNING,
        summary="A loyalty programme rewards butterflies or barnacles",
        why="Loyalty and profit do not always go together (Reinartz and Kumar 2002): a reward for the wrong "
        "customers buys nothing.",
        theory=("T-STR-5",),
        register=(),
        check=_misplaced,
    ),
    Rule(
        code="RMK403",
        name="tier-out-of-reach",
        severity=Severity.WARNING,
        summary="A tier of a loyalty programme asks for more than its customers spend",
        why="A step that nobody can reach moves nobody, and reminds customers each month of what they don't get.",
        theory=("T-STR-5",),
        register=(),
        check=_out_of_reach,
    ),
    Rule(
        code="RMK404",
        name="uplift-without-control-group",
        severity=Severity.HINT,
        summary="The uplift of a loyalty programme is compared with nothing",
        why="Members may have bought more before they joined; only people like them who did not join show what the "
        "programme added.",
        theory=("T-STR-5",),
        register=("R26",),
        check=_uncontrolled,
    ),
)
