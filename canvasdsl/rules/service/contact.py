"""How customers like to be reached, and what the channels know of each other (R29, R30)."""

from collections.abc import Iterator, Mapping
from typing import Any

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.customers import Segment
from canvasdsl.model.entities import Reference
from canvasdsl.model.reach import Channel
from canvasdsl.model.relationships import Relationship
from canvasdsl.rules.parts import called, decided, listed, quoted
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.together import (
    Key,
    channels_by_segment,
    channels_of,
    keys,
    named,
    pooled,
    segments_of,
)

__all__ = ["RULES"]

_Preference = Reference | str


# ---- CHN201: a preferred channel that is not offered -------------------------


def _unoffered(canvas: Canvas) -> Iterator[Finding]:
    if not canvas.channels or not any(segment.prefers for segment in canvas.segments):
        return
    reaching = channels_by_segment(canvas)
    told_by_phases = any(channel.phases for channel in canvas.channels)  # of segments that no channel reaches
    for segment in decided(canvas.segments):
        offered = reaching.get(segment.key or ("", ""), {})
        missing = [each for each in segment.prefers if not _is_among(each, offered)]
        if not missing or (not offered and told_by_phases):
            continue
        first = missing[0]
        if isinstance(first, Reference):
            help = f"write `reaches {called(segment)}` in the channel `{first.id}`"
        else:
            help = f"declare a channel of `type {first}` that `reaches {called(segment)}`, or give one this type"
        yield Finding(
            about=segment,
            message=f"`{segment.name}` prefers {quoted(map(_shown, missing))}, and no such channel reaches it",
            help=help,
            span=first.span if isinstance(first, Reference) else segment.place("prefers"),
            related=tuple(Related(each.here, "this channel does not reach it")
                          for each in named(canvas, missing)),
            absent=("channel", "reaches", "type", "via"),
        )  # fmt: skip


def _is_among(preference: _Preference, channels: Mapping[Key, Channel]) -> bool:
    """Whether one of these channels is the preferred one, or of the preferred type."""
    if isinstance(preference, Reference):
        return not preference.kind or preference.key in channels
    return any(channel.type == preference for channel in channels.values())


def _shown(preference: _Preference) -> str:
    return preference.id if isinstance(preference, Reference) else preference


# ---- CHN202, CHN203: talks and help that pass the preference by --------------


def _unpreferred_dialogue(canvas: Canvas) -> Iterator[Finding]:
    """Where a segment has preferred channels that are offered, and the dialogue uses none of them."""
    reaching = channels_by_segment(canvas) if any(each.interact for each in canvas.relationships) else {}
    for relationship in decided(canvas.relationships):
        talks = list(decided(relationship.interact))
        used = {key: canvas.index.blocks[key] for talk in talks for key in keys(talk.via) if key in canvas.index.blocks}
        if not used:
            continue
        for segment in segments_of(canvas, relationship):
            preferred = _preferred(segment, reaching)
            if preferred and not any(_is_among(each, used) for each in preferred):
                talk = next(each for each in talks if each.via)
                yield Finding(
                    about=talk,
                    message=f"the dialogue with `{segment.name}` is held in no channel that it prefers",
                    help=f"hold it there: `via {_example(preferred, reaching.get(segment.key, {}))}`",
                    span=talk.place("via"),
                    related=(Related(segment.place("prefers"), "what it prefers"),),
                )
                break


def _help_elsewhere(canvas: Canvas) -> Iterator[Finding]:
    if not any(each.support for each in canvas.relationships):
        return
    reaching = channels_by_segment(canvas)
    for relationship, channels in _supported(canvas):
        support = relationship.support
        if support is None or not channels:
            continue
        for segment in segments_of(canvas, relationship):
            preferred = _preferred(segment, reaching)
            if preferred and not any(_is_among(each, channels) for each in preferred):
                yield Finding(
                    about=support,
                    message=f"`{segment.name}` gets help through no channel that it prefers",
                    help=f"add one of them to `support`: "
                    f"`via {_example(preferred, reaching.get(segment.key, {}))}`",
                    span=support.place("via"),
                    related=(Related(segment.place("prefers"), "what it prefers"),),
                    absent=("via",),
                )
                break


def _preferred(segment: Segment, reaching: Mapping[Key, Mapping[Key, Channel]]) -> list[_Preference]:
    """What a segment prefers and is offered somewhere; what is not offered at all has its own finding."""
    offered = reaching.get(segment.key or ("", ""), {})
    return [each for each in segment.prefers if _is_among(each, offered)]


def _example(preferred: list[_Preference], channels: Mapping[Key, Channel]) -> str:
    for each in preferred:
        for key, channel in channels.items():
            if each == channel.type or (isinstance(each, Reference) and each.key == key):
                return called(channel)
    return "…"


# ---- CHN211, CHN212: several channels, one memory ----------------------------


def _single_channel(canvas: Canvas) -> Iterator[Finding]:
    for relationship, channels in _supported(canvas):
        if len(channels) < 2 and relationship.support is not None:
            only = next(iter(channels.values()), None)
            yield Finding(
                about=relationship.support,
                message=f"support of `{relationship.name}` has only the channel `{only.name}`" if only else
                f"support of `{relationship.name}` has no channel",
                help="name at least two in `via`, so that customers can choose how to reach you, and in `record …` the "
                "file that both keep",
                absent=("via", "channel", "reaches"),
            )  # fmt: skip


def _split_records(canvas: Canvas) -> Iterator[Finding]:
    records_used = any(channel.record for channel in canvas.channels)
    supported = {id(relationship): channels for relationship, channels in _supported(canvas)}
    for relationship in decided(canvas.relationships):
        support = relationship.support
        channels = supported.get(id(relationship))
        if channels is None:
            if not records_used or relationship.type_words == {"transactional"}:
                continue
            channels = channels_of(canvas, relationship)
        if len(channels) < 2 or (support is not None and support.record) or _share_a_record(canvas, channels):
            continue
        about: Any = support if support is not None else relationship
        names = quoted(channel.name for channel in channels.values())
        first = next(iter(channels.values()))
        yield Finding(
            about=about,
            message=f"{names} keep no common record of the customers of `{relationship.name}`",
            help=f"let them share one: write the same `record …` in `{called(first)}` and the others"
            + (", or `record …` in `support`" if support is not None else ""),
            related=tuple(Related(channel.place("record"), "this one keeps its own record")
                          for channel in channels.values() if channel.record)[:2],
            absent=("record",),
        )  # fmt: skip


def _share_a_record(canvas: Canvas, channels: dict[Key, Channel]) -> bool:
    """Whether at least two channels keep their contacts in the same place, or feed the same tool."""
    if _feed_a_tool(canvas, channels):
        return True
    seen = set()
    for channel in channels.values():
        record = channel.record
        if record is None or (isinstance(record, Reference) and not record.kind):
            continue
        place = record.key if isinstance(record, Reference) else record.casefold()
        if place in seen:
            return True
        seen.add(place)
    return False


def _feed_a_tool(canvas: Canvas, channels: dict[Key, Channel]) -> bool:
    """Whether at least two channels feed the same tool; whether it knows their customers is asked of the tool."""
    return any(len(channels.keys() & set(keys(tool.integrates))) > 1 for tool in canvas.tools)


def _supported(canvas: Canvas) -> Iterator[tuple[Relationship, dict[Key, Channel]]]:
    """The relationships that say how customers reach the firm for help, and the channels: those of `support`, else
    those of the relationship, else those that reach its segments."""
    for relationship in decided(canvas.relationships):
        support = relationship.support
        if support is None or support.is_idea:
            continue
        channels = {each.key: each for each in named(canvas, support.channels)} or channels_of(canvas, relationship)
        if not channels:
            for segment in segments_of(canvas, relationship):
                channels |= channels_by_segment(canvas).get(segment.key, {})
        yield relationship, channels


# ---- CHN213, CHN214: whom they recognise, and how soon they answer -----------


def _unrecognised(canvas: Canvas) -> Iterator[Finding]:
    identified = pooled(canvas, lambda each: ["identify"] if each.identify else [])
    for relationship, channels in _supported(canvas):
        support = relationship.support
        if support is None or support.identity_key or len(channels) < 2 or identified(relationship):
            continue
        if _feed_a_tool(canvas, channels):
            continue
        if support.record or _share_a_record(canvas, channels):
            yield Finding(
                about=support,
                message=f"nothing says by what the channels of `{relationship.name}` recognise a customer",
                help='write `identity-key "…"` in `support`: the number, address or card that all of them ask for',
                absent=("identity-key", "identify"),
            )


def _open_ended(canvas: Canvas) -> Iterator[Finding]:
    for relationship, channels in _supported(canvas):
        support = relationship.support
        slow = [channel for channel in channels.values() if channel.answer_within is None]
        if support is None or support.answer_within is not None or not slow:
            continue
        yield Finding(
            about=support,
            message=f"nothing says how soon {listed([f'`{channel.name}`' for channel in slow])} "
            f"answer{'s' if len(slow) == 1 else ''}",
            help="write `answer-within 1 day` in `support`, or in each channel its own time",
            absent=("answer-within",),
        )


RULES = (
    Rule(
        code="CHN201",
        name="unoffered-preference",
        severity=Severity.WARNING,
        summary="A channel that a segment prefers does not reach it",
        why="People who can't use the way that they prefer seldom complain: they just don't come.",
        theory=("T-DYN-2", "T-STR-4", "T-BMC-3"),
        register=("R29",),
        check=_unoffered,
    ),
    Rule(
        code="CHN202",
        name="help-outside-preferred-channels",
        severity=Severity.HINT,
        summary="Support uses none of the channels that the segment prefers",
        why="Customers who need help are annoyed already; having to look for it annoys them more.",
        theory=("T-STR-4", "T-DYN-2"),
        register=("R29",),
        check=_help_elsewhere,
    ),
    Rule(
        code="CHN203",
        name="dialogue-outside-preferred-channels",
        severity=Severity.WARNING,
        summary="The dialogue with a segment is held in no channel that it prefers",
        why="A dialogue takes two, and the customer is in another channel.",
        theory=("T-IDIC-3", "T-DYN-2"),
        register=("R29",),
        check=_unpreferred_dialogue,
    ),
    Rule(
        code="CHN211",
        name="single-channel-support",
        severity=Severity.WARNING,
        summary="Support that is meant for several channels has fewer than two",
        why="Customers who can't use that one channel can't reach you at all.",
        theory=("T-STR-4",),
        register=("R30",),
        check=_single_channel,
    ),
    Rule(
        code="CHN212",
        name="channels-without-common-record",
        severity=Severity.WARNING,
        summary="Several channels of one relationship share no record of the customer",
        why="Channels that don't share their memory make customers tell their story again at each of them.",
        theory=("T-CRM-5", "T-STR-4", "T-BMC-3"),
        register=("R30",),
        check=_split_records,
    ),
    Rule(
        code="CHN213",
        name="unrecognised-across-channels",
        severity=Severity.HINT,
        summary="Several channels share a record, and nothing says by what they recognise a customer",
        why="A shared record helps only when each channel can find the right page in it.",
        theory=("T-CRM-5",),
        register=("R30",),
        check=_unrecognised,
    ),
    Rule(
        code="CHN214",
        name="answers-without-time",
        severity=Severity.HINT,
        summary="Support does not say within which time it answers",
        why="People wait more patiently when they know how long it takes, and each channel raises its own expectation.",
        theory=("T-STR-4",),
        register=("R30",),
        check=_open_ended,
    ),
)
