"""Whose channels they are, and whom they reach (T-BMC-3, T-BMC-3a)."""

from collections.abc import Iterator

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.reach import Channel
from canvasdsl.rules.parts import adding, called, decided, quoted
from canvasdsl.rules.rule import Finding, Rule

__all__ = ["RULES"]

_SUPPLY = frozenset(("resource", "activity", "partner", "cost", "channel"))
"""Blocks that name a channel for another reason than that customers meet it."""
_SHOWN = 4


def _for_nobody(canvas: Canvas) -> Iterator[Finding]:
    """A channel also reaches those in whose relationship, journey, service or tactic it is named."""
    for channel in decided(canvas.channels):
        if channel.reaches or _is_met(canvas, channel):
            continue
        segments = canvas.segments
        only = called(segments[0]) if len(segments) == 1 and segments[0].key else ""
        yield Finding(
            about=channel,
            message=f"the channel `{channel.name}` reaches no segment",
            help=f"say whom it reaches: write `reaches {only or '…'}` in it",
            absent=("reaches", "segment", "via"),
            fix=adding(channel, f"reaches {only}", "it is the only segment") if only else None,
        )


def _is_met(canvas: Canvas, channel: Channel) -> bool:
    links = canvas.index.links_to.get(channel.key, ()) if channel.key else ()
    return any(link.holder is not None and link.holder.word not in _SUPPLY for link in links)


def _nobodys(canvas: Canvas) -> Iterator[Finding]:
    for channel in decided(canvas.channels):
        if channel.owner == "partner" and channel.partner is None and not _is_provided(canvas, channel):
            yield Finding(
                about=channel,
                message=f"`{channel.name}` is a partner's channel, and no partner is named",
                help="say whose it is: `partner …` with a partner, party or dealer of the model",
                span=channel.place("owner"),
                absent=("partner", "provides"),
            )


def _is_provided(canvas: Canvas, channel: Channel) -> bool:
    return any(canvas.index.named_by(channel, "partner"))


def _only_partners(canvas: Canvas) -> Iterator[Finding]:
    channels = list(decided(canvas.channels))
    if channels and all(channel.owner == "partner" for channel in channels):
        yield _one_owner(
            channels,
            f"all customers are reached through partners: {_names(channels)}",
            "think of one channel of your own, such as a letter or a counter, in which you learn who the customers are",
        )


def _only_own(canvas: Canvas) -> Iterator[Finding]:
    """One channel is only a beginning; from two on, it is a choice."""
    channels = list(decided(canvas.channels))
    if len(channels) > 1 and all(channel.owner == "own" for channel in channels):
        yield _one_owner(
            channels,
            f"all channels are your own: {_names(channels)}",
            "think of a partner who is where your customers are already: `owner partner; partner …`; or accept it, "
            "with the reason",
        )


def _one_owner(channels: list[Channel], message: str, help: str) -> Finding:
    first, *others = channels
    return Finding(
        about=None,
        message=message,
        help=help,
        span=first.place("owner"),
        related=tuple(Related(each.place("owner"), "and here") for each in others[:_SHOWN]),
        absent=("channel", "owner"),
    )


def _names(channels: list[Channel]) -> str:
    more = f" and {len(channels) - _SHOWN} more" if len(channels) > _SHOWN else ""
    return quoted(channel.name for channel in channels[:_SHOWN]) + more


RULES = (
    Rule(
        code="CHN301",
        name="channel-for-nobody",
        severity=Severity.WARNING,
        summary="A channel reaches no segment",
        why="A channel is good or bad for somebody; one that reaches nobody costs money and brings no customer.",
        theory=("T-BMC-3",),
        register=(),
        check=_for_nobody,
    ),
    Rule(
        code="CHN302",
        name="partner-channel-without-partner",
        severity=Severity.ERROR,
        summary="A channel is a partner's, and no partner is named",
        why="A partner's channel is open to you as long as the partner wants it; so you must know who that is.",
        theory=("T-BMC-3a",),
        register=(),
        check=_nobodys,
    ),
    Rule(
        code="CHN303",
        name="only-partner-channels",
        severity=Severity.HINT,
        summary="All channels belong to partners",
        why="Partners bring a quick start and many customers; they also keep a part of the margin, and know the "
        "customers instead of you.",
        theory=("T-BMC-3a", "T-IDIC-1"),
        register=(),
        check=_only_partners,
    ),
    Rule(
        code="CHN304",
        name="only-own-channels",
        severity=Severity.HINT,
        summary="All channels are your own",
        why="Your own channels bring more margin and control, and reach only as far as your own money and hands do.",
        theory=("T-BMC-3a",),
        register=(),
        check=_only_own,
    ),
)
