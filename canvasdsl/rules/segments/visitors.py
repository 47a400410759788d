"""The seven visitor types of a shop or site: shares, a tactic for each, redress for the dissatisfied (T-TYP-1, R23)."""

from collections.abc import Iterator
from decimal import Decimal

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.reach import Channel
from canvasdsl.model.strategies import Tactic
from canvasdsl.model.typology import Visitors
from canvasdsl.rules.parts import decided, quoted
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.service.recovery import segments_with_redress
from canvasdsl.rules.together import keys

__all__ = ["RULES"]

_MOST = Decimal("100.5")
"""The whole, and what rounding may add to it."""
_THEORY = ("T-TYP-1",)
_NEEDS = {
    "looker": "inspiration", "bargain-hunter": "visible-offer", "buyer": "shortest-path", "researcher": "comparison",
    "new-customer": "onboarding", "dissatisfied": "redress", "loyal": "recognition",
}  # fmt: skip
"""What each type typically needs: a proposal of the register."""


def _there(channel: Channel) -> list[Visitors]:
    """The types of visitors that a channel has; those of 0% are told to be absent."""
    return [each for each in decided(channel.visitors) if each.portion is None or each.portion.high > 0]


def _too_many(canvas: Canvas) -> Iterator[Finding]:
    """The lowest shares count, so that the sum is too much whatever is true within the ranges."""
    for channel in canvas.channels:
        shared = [each.portion for each in channel.visitors if each.portion is not None]
        total = sum((portion.low for portion in shared), Decimal(0))
        if total > _MOST:
            yield Finding(
                about=channel,
                message=f"the visitors of `{channel.name}` add up to {total.normalize():f}%, more than all of them",
                help="correct the shares, so that they add up to 100% or less",
                span=shared[-1].span,
                related=tuple(Related(portion.span, "and these") for portion in shared[:-1][:6]),
            )


def _without_tactic(canvas: Canvas) -> Iterator[Finding]:
    """Once for each channel; what the dissatisfied need, SEG323 asks."""
    for channel in decided(canvas.channels):
        idle = [
            each for each in _there(channel)
            if each.portion is not None and not each.tactics and each.type != "dissatisfied"
        ]  # fmt: skip
        if idle:
            first = idle[0]
            yield Finding(
                about=channel,
                message=f"nothing is done for some visitors of `{channel.name}`: {quoted(each.type for each in idle)}",
                help=f"say what is: `visitors {first.type} … {{ tactic {_NEEDS[first.type]} }}`, or another tactic",
                span=first.here,
                related=tuple(Related(each.here, "nor for these") for each in idle[1:4]),
                absent=("tactic", "visitors"),
            )


def _left_dissatisfied(canvas: Canvas) -> Iterator[Finding]:
    helped = None
    for channel in decided(canvas.channels):
        unhappy = [each for each in _there(channel) if each.type == "dissatisfied"]
        if not unhappy or any(each.path or any(_may_mend(canvas, each)) for each in unhappy):
            continue
        helped = segments_with_redress(canvas) if helped is None else helped
        if None in helped or not helped.isdisjoint(keys(each.segment for each in channel.reaches)):
            continue
        yield Finding(
            about=channel,
            message=f"`{channel.name}` has dissatisfied visitors, and nothing is done to put it right",
            help="say what is: `tactic redress`, the `service` that helps them, or a `recovery` in their relationship",
            span=unhappy[0].here,
            absent=("tactic", "path", "recovery", "service", "visitors"),
        )


def _may_mend(canvas: Canvas, visitors: Visitors) -> Iterator[bool]:
    """Of each tactic whether it may be a remedy: a service is one, and so may be a tactic of which no more is said."""
    for each in visitors.tactics:
        if isinstance(each, str):
            yield each == "redress"
        else:
            block = canvas.index.blocks.get(each.key)
            yield not isinstance(block, Tactic) or block.type in (None, "redress")


def _only_discounts(canvas: Canvas) -> Iterator[Finding]:
    for channel in decided(canvas.channels):
        for visitors in _there(channel):
            if visitors.type in ("looker", "loyal") and visitors.tactics and all(_cheapens(canvas, visitors)):
                who = "who only look" if visitors.type == "looker" else "who are loyal"
                yield Finding(
                    about=channel,
                    message=f"all that `{channel.name}` has for visitors {who} is a discount",
                    help=f"give them what they come for: `tactic {_NEEDS[visitors.type]}`",
                    span=visitors.place("tactic"),
                    label="a lower price for people who did not ask for it",
                )


def _cheapens(canvas: Canvas, visitors: Visitors) -> Iterator[bool]:
    for each in visitors.tactics:
        type = each if isinstance(each, str) else getattr(canvas.index.blocks.get(each.key), "type", None)
        yield type == "discount"


RULES = (
    Rule(
        code="SEG321",
        name="more-visitors-than-all",
        severity=Severity.ERROR,
        summary="The types of visitors of a channel add up to more than 100%",
        why="Each visitor is of one type at a time: if the shares add up to more than all, some people are counted "
        "twice.",
        theory=_THEORY,
        register=(),
        check=_too_many,
    ),
    Rule(
        code="SEG322",
        name="visitors-without-tactic",
        severity=Severity.WARNING,
        summary="A type of visitors has a share, and nothing is done for it",
        why="Visitors come for different things; a page that is the same for all answers only some of them.",
        theory=_THEORY,
        register=(),
        check=_without_tactic,
    ),
    Rule(
        code="SEG323",
        name="dissatisfied-visitors-left-alone",
        severity=Severity.WARNING,
        summary="There are dissatisfied visitors, and no way to put it right for them",
        why="Customers who come back to complain still hope; left alone, they leave and tell others.",
        theory=_THEORY,
        register=("R23",),
        check=_left_dissatisfied,
    ),
    Rule(
        code="SEG324",
        name="nothing-but-discounts",
        severity=Severity.HINT,
        summary="The only tactic for lookers or loyal visitors is a discount",
        why="A discount for people who did not come for one teaches them to wait for the next.",
        theory=_THEORY,
        register=(),
        check=_only_discounts,
    ),
)
