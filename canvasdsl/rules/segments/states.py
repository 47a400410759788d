"""Who is a customer now: states of activity, the window behind them, and what follows for growth (R28)."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.figures.activity import windows_of
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.customers import Segment
from canvasdsl.model.quantities import Quantity
from canvasdsl.rules.measures import counted, days
from canvasdsl.rules.parts import called, decided, declared, quoted, relationships_with
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.segments.balance import Efforts
from canvasdsl.rules.together import segment_keys

__all__ = ["RULES"]

_THEORY = ("T-CUS-8",)
_REGISTER = ("R28",)
_DEALT_WITH = frozenset(("active", "lapsed"))
_STRANGERS = frozenset(("competitors", "non"))
_CONTRACTS = Decimal(2)
"""A grace after a contract is at most so many contracts long."""


# ---- SEG101: a state without a window ----------------------------------------


def _windowless(canvas: Canvas) -> Iterator[Finding]:
    anywhere = canvas.heading is not None and canvas.heading.active is not None
    anywhere = anywhere or any(block.active for block in canvas.propositions)
    anywhere = anywhere or any(segment.active or segment.grace for segment in canvas.segments)
    for segment in canvas.segments:
        if not segment.activity_states or windows_of(canvas, segment):
            continue
        if anywhere and _DEALT_WITH.isdisjoint(segment.activity_states):
            continue  # whom a window elsewhere leaves out is a stranger by that window
        yield Finding(
            about=segment,
            message=f"the state of `{segment.name}` has no window: nothing says when a customer counts as active",
            help=f"write into `{called(segment)}` how long ago the last purchase may be, such as "
            "`active within 30 days`, or `grace 60 days` after a contract",
            span=segment.place("state"),
            label="since when?",
            absent=("active", "grace"),
        )


# ---- SEG102: one group, two states -------------------------------------------


def _two_states(canvas: Canvas) -> Iterator[Finding]:
    for segment in canvas.segments:
        states = list(dict.fromkeys(segment.activity_states))
        if len(states) > 1:
            yield Finding(
                about=segment,
                message=f"the group `{segment.name}` is said to be {quoted(states)} at once",
                help=f"keep one state, or make a segment of each: `segment {called(segment)}-{states[1]} "
                f"{{ state {states[1]} }}`",
                span=segment.place("state"),
            )
        elif states and states[0] != "active" and segment.customers is not None and segment.customers.low > 0:
            yield Finding(
                about=segment,
                message=f"the group `{segment.name}` is `{states[0]}` and has customers at once",
                help="make a segment of its own for those who are customers, or take one of the two lines out",
                span=segment.customers.span,
                related=(Related(segment.place("state"), "here none of them is a customer now"),),
            )


# ---- SEG103, SEG104: the window and the purchase cycle -----------------------


def _short_window(canvas: Canvas) -> Iterator[Finding]:
    for segment, window, interval in _windows_with_intervals(canvas):
        if _is_grace(segment):
            continue  # the window of a contract is its length and the grace behind it
        if days(window)[1] < days(interval)[0]:
            yield Finding(
                about=segment,
                message=f"the window of {window.written} is shorter than the time between two purchases",
                help=f"write a window of a few intervals, such as `active within {_twice(interval)}`",
                span=window.span,
                label="buyers who are only waiting count as lost",
                related=(Related(interval.span, f"`{segment.name}` buys every {interval.written}"),),
            )


def _long_window(canvas: Canvas) -> Iterator[Finding]:
    intervals = canvas.threshold("purchase-intervals")
    for segment, window, interval in _windows_with_intervals(canvas):
        most = _CONTRACTS if _is_grace(segment) else intervals
        if days(window)[0] <= most * days(interval)[1]:
            continue
        if _is_grace(segment):
            message = f"the grace of {window.written} is longer than two contracts"
            help = "shorten the grace to the time that a late renewal takes, such as `grace 60 days`"
        else:
            message = f"the window of {window.written} is longer than {counted(intervals)} purchase intervals"
            help = f"write a window of a few intervals, such as `active within {_twice(interval)}`"
        yield Finding(
            about=segment,
            message=message,
            help=help,
            span=window.span,
            label="customers who have left still count as active",
            related=(Related(interval.span, f"`{segment.name}` buys every {interval.written}"),),
        )


def _is_grace(segment: Segment) -> bool:
    """Whether the window of a segment is the length of a contract and the grace behind it."""
    return segment.grace is not None and segment.active is None


def _twice(interval: Quantity) -> str:
    plural = interval.unit if interval.unit.endswith("s") else interval.unit + "s"
    return f"{counted(2 * interval.value)} {plural}"


def _windows_with_intervals(canvas: Canvas) -> Iterator[tuple[Segment, Quantity, Quantity]]:
    for segment in decided(canvas.segments):
        if segment.buys_every is not None and segment.buys_every.low > 0:
            for window in windows_of(canvas, segment)[:1]:
                yield segment, window, segment.buys_every


# ---- SEG105: keeping those who never came ------------------------------------


def _kept_strangers(canvas: Canvas) -> Iterator[Finding]:
    strangers = {
        segment.key: segment for segment in canvas.segments
        if segment.activity_states and _STRANGERS.issuperset(segment.activity_states)
    }  # fmt: skip
    if not strangers:
        return
    for relationship in canvas.relationships:
        rate = relationship.retention or relationship.churn
        with_ = segment_keys(relationship)
        if rate is not None and with_ and all(key in strangers for key in with_):
            yield _kept(strangers[with_[0]], relationship, rate)
    wishes: tuple[Any, ...] = (*canvas.targets, *canvas.assertions)
    for wish in wishes:
        if wish.figure in ("retention", "churn") and wish.of is not None and wish.of.key in strangers:
            yield _kept(strangers[wish.of.key], wish, wish.comparison.quantity)


def _kept(segment: Segment, holder: Any, rate: Quantity) -> Finding:
    return Finding(
        about=holder,
        message=f"a share of customers who stay is stated for `{segment.name}`, and these are not customers",
        help="measure here how many are won; retention belongs to a relationship with those who buy",
        span=rate.span,
        related=(Related(segment.place("state"), "declared here"),),
    )


# ---- SEG106: the lapsed, left alone ------------------------------------------


def _abandoned(canvas: Canvas) -> Iterator[Finding]:
    efforts = Efforts(canvas)
    for segment in decided(canvas.segments):
        if segment.activity_states != ("lapsed",):
            continue
        relationships = relationships_with(canvas, segment)
        if any("acquire" in each.purposes or "retain" in each.purposes for each in relationships):
            continue
        if efforts.wins_back(segment):
            continue
        help = f"declare a `relationship` `with {called(segment)}` and `purpose acquire`, or a `tactic` for them with "
        help += "`objective win-back`"
        if relationships:
            help = f"write `purpose acquire` in `{called(relationships[0])}`"
        yield Finding(
            about=segment,
            message=f"nothing is done to win back `{segment.name}`",
            help=help,
            related=tuple(declared(each, "the relationship with them") for each in relationships[:1]),
            absent=("relationship", "with", "purpose", "tactic", "strategy", "objective", "lifecycle"),
        )


# ---- SEG107: growth beyond those within reach --------------------------------


def _beyond_reach(canvas: Canvas) -> Iterator[Finding]:
    left = sum((_size(each) for each in canvas.segments if _left_out(each)), Decimal(0))
    for target in canvas.targets:
        quantity = target.comparison.quantity
        if target.figure != "customers" or target.comparison.operator not in (">", ">=", "=") or quantity.per:
            continue
        segments = list(canvas.segments)
        if target.of is not None:
            segments = [each for each in segments if each.key == target.of.key]
        whole = [each for each in segments if not _left_out(each)]
        if not whole or any(each.size is None and each.market_size is None for each in whole):
            continue
        reach = sum((_size(each) for each in whole), left)
        if quantity.low > reach:
            first = whole[0].size or whole[0].market_size
            yield Finding(
                about=target,
                message=f"the target of {quantity.written} customers is more than the {counted(reach)} within reach",
                help="lower the target, or declare the further segment from which the others are to come",
                span=quantity.span,
                related=(Related(first.span, "the size of the group"),) if first is not None else (),
                absent=("segment", "size", "market-size"),
            )


def _left_out(segment: Segment) -> bool:
    """Whether a group buys no more, or elsewhere: it may be won beside the group that the target names."""
    return segment.activity_states in (("lapsed",), ("competitors",))


def _size(segment: Segment) -> Decimal:
    size = segment.size or segment.market_size
    return size.high if size is not None else Decimal(0)


RULES = (
    Rule(
        code="SEG101",
        name="state-without-window",
        severity=Severity.ERROR,
        summary="A segment is active or lapsed, and no window says what that means",
        why="Active means: has bought within a period, and how long that is depends on what you sell.",
        theory=_THEORY,
        register=_REGISTER,
        check=_windowless,
    ),
    Rule(
        code="SEG102",
        name="two-states-at-once",
        severity=Severity.ERROR,
        summary="One group is in two states at once",
        why="Each of the four states counts other people: nobody can buy from you, have left you and be a stranger "
        "at once.",
        theory=_THEORY,
        register=_REGISTER,
        check=_two_states,
    ),
    Rule(
        code="SEG103",
        name="window-below-purchase-cycle",
        severity=Severity.WARNING,
        summary="The window of activity is shorter than the time between two purchases",
        why="Customers who come as often as ever would be counted as lost between two visits.",
        theory=_THEORY,
        register=_REGISTER,
        check=_short_window,
    ),
    Rule(
        code="SEG104",
        name="window-of-many-purchases",
        severity=Severity.HINT,
        summary="The window of activity is longer than a few purchase intervals",
        why="A customer who has missed several purchases in a row has probably left, and a long window hides it.",
        theory=_THEORY,
        register=_REGISTER,
        check=_long_window,
    ),
    Rule(
        code="SEG105",
        name="retention-of-strangers",
        severity=Severity.WARNING,
        summary="Retention or churn is stated for people who are not customers",
        why="Only customers can stay customers: a retention of other people counts nobody.",
        theory=_THEORY,
        register=_REGISTER,
        check=_kept_strangers,
    ),
    Rule(
        code="SEG106",
        name="lapsed-left-alone",
        severity=Severity.HINT,
        summary="Nothing is done to win back a lapsed group",
        why="A lapsed customer knows you already, and you know what this customer liked: that is lost if nobody "
        "speaks to them.",
        theory=_THEORY,
        register=_REGISTER,
        check=_abandoned,
    ),
    Rule(
        code="SEG107",
        name="growth-beyond-reach",
        severity=Severity.WARNING,
        summary="A target of customers is larger than the group from which they can come",
        why="Only those who buy elsewhere or did so before can be won in this market; more customers need another "
        "segment.",
        theory=_THEORY,
        register=_REGISTER,
        check=_beyond_reach,
    ),
)
