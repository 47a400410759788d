"""The 360-degree view: channels at the left, tools at the right, and in the middle the record that all should share.

A channel feeds the record where it names one or where a tool integrates it (figure `channel-integration`); a channel
that does neither is joined by a dashed line.
"""

from collections.abc import Iterator
from typing import Any

import attrs

from canvasdsl.figures.blocks import decided, named
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.entities import Reference
from canvasdsl.views.drawing import SMALL, Datasheet, Drawing
from canvasdsl.views.kit.graph_cards import Card
from canvasdsl.views.kit.paper import Badge, Paper, Said, badge_of, bold, capital, field_of
from canvasdsl.views.kit.strips import Spoke, hub
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.views.told import whole_percent
from canvasdsl.views.typeset import SEMIBOLD

__all__ = ["VIEW", "Hub", "hub_of"]

_SIDE = 150.0
_MOST = 12


@attrs.frozen(kw_only=True)
class Hub:
    """The channels, each with whether it feeds a record; the tools that keep customers' data; the records, and the keys
    by which customers are known everywhere."""

    channels: tuple[tuple[Any, bool], ...]
    tools: tuple[Any, ...]
    records: tuple[Any, ...]
    keys: tuple[str, ...]

    @property
    def apart(self) -> tuple[Any, ...]:
        """The decided channels that feed no record."""
        return tuple(channel for channel, feeds in self.channels if not feeds and not channel.is_idea)


def hub_of(canvas: Canvas) -> Hub:
    """Ideas among the tools feed nothing yet."""
    tools = tuple(each for each in canvas.tools if each.records or each.integrates)
    fed = {each.key for tool in decided(tools) for each in named(canvas, tool.integrates)}
    supports = [each.support for each in decided(canvas.relationships) if each.support is not None]
    shared = {channel.key for support in supports if support.record is not None
              for channel in named(canvas, support.channels)}  # fmt: skip
    records = dict.fromkeys([each.record for each in canvas.channels if each.record is not None]
                            + [each.record for each in supports if each.record is not None])  # fmt: skip
    keys = dict.fromkeys(key for each in (*decided(tools), *supports) for key in [each.identity_key] if key)
    return Hub(channels=tuple((each, each.record is not None or each.key in fed | shared) for each in canvas.channels),
               tools=tools, records=tuple(records), keys=tuple(keys))  # fmt: skip


# ---- Drawing ------------------------------------------------------------------------


def _make(subject: Subject) -> Drawing:
    found, words = hub_of(subject.canvas), subject.words
    if not found.channels or not (found.records or any(feeds for _, feeds in found.channels)):
        raise Undrawn(words("hub.needs"))
    paper = Paper()
    channels, tools = found.channels[:_MOST], found.tools[:_MOST]
    left = [_channel(subject, *each) for each in channels]
    right = [_tool(subject, each) for each in tools]
    top = paper.text(0, 0, words("hub.channels"), width=_SIDE, size=SMALL, weight=SEMIBOLD, tone="soft").height
    if not tools:
        # Without tools the channels stand at both sides.
        half = (len(left) + 1) // 2
        left, right = left[:half], left[half:]
    if right:
        top = max(top, paper.text(paper.width - _SIDE, 0, words("hub.tools" if tools else "hub.channels"), width=_SIDE,
                                  size=SMALL, weight=SEMIBOLD, tone="soft").height)  # fmt: skip
    middle = Card(parts=tuple(_middle(subject, found)), fill="paper", line="ink")
    hub(paper, top + 5, middle, left, right, side=_SIDE)
    more = len(found.channels) - len(channels) + len(found.tools) - len(tools)
    notes = (subject.counted("quadrants.more", more),) if more else ()
    return subject.drawing("hub", paper, title=_title(subject, found), notes=notes, texts=paper.authors,
                           description=_description(subject, found), table=_table(subject, found))  # fmt: skip


def _middle(subject: Subject, found: Hub) -> Iterator[Said]:
    """The records by their names, and the keys of customers in them."""
    yield bold(subject.words("hub.record"))
    for record in found.records[:4]:
        is_block = isinstance(record, Reference)
        yield Said(subject.say.named(record) if is_block else record, "record", above=2)
    if len(found.records) > 4:
        yield Said(subject.counted("quadrants.further", len(found.records) - 4), tone="soft")
    if found.keys:
        names = subject.say.join(subject.say.shortened(found.keys))
        yield Said(subject.words("hub.key", list=names), "identity-key", tone="soft", above=4)
    else:
        yield Said(subject.words("hub.no_key"), tone="soft", sign="gap", above=4)


def _channel(subject: Subject, channel: Any, feeds: bool) -> Spoke:
    keys = [to.segment.key for to in channel.reaches]
    segments = subject.canvas.segments
    badges: tuple[Badge, ...] = tuple(badge_of(at) for at, each in enumerate(segments) if each.key in keys)
    parts = [Said(channel.name, field_of(channel))]
    if not feeds:
        parts.append(Said(subject.words("hub.apart"), tone="soft", sign="gap"))
    return Spoke(card=Card(parts=tuple(parts), badges=badges[:8], idea=channel.is_idea),
                 dashed=not feeds or channel.is_idea, leads=feeds)  # fmt: skip


def _tool(subject: Subject, tool: Any) -> Spoke:
    say = subject.say
    parts = [Said(tool.name, field_of(tool))]
    if tool.records:
        kept = say.join([say.choice("record", word) for word in tool.records])
        parts.append(Said(capital(kept), tone="soft"))
    return Spoke(card=Card(parts=tuple(parts), idea=tool.is_idea, fill="", line="grey"), dashed=tool.is_idea)


def _title(subject: Subject, found: Hub) -> str:
    if found.apart:
        return subject.counted("hub.title_apart", len(found.apart), name=found.apart[0].name,
                               total=subject.say.whole(len(decided([each for each, _ in found.channels]))))  # fmt: skip
    if not found.keys:
        return subject.words("hub.title_no_key")
    return subject.counted("hub.title", len(decided([each for each, _ in found.channels])))


def _description(subject: Subject, found: Hub) -> str:
    say, parts = subject.say, [subject.words("hub.description")]
    figure = subject.figure("channel-integration")
    if figure is not None and figure.value is not None:
        parts.append(subject.words("hub.share", share=whole_percent(say, figure.value)))
    if found.apart:
        parts.append(subject.words("hub.lacking", list=say.join(say.shortened([each.name for each in found.apart]))))
    if found.tools:
        parts.append(subject.words("hub.with", list=say.join(say.shortened([each.name for each in found.tools]))))
    return " ".join(parts)


def _table(subject: Subject, found: Hub) -> Datasheet:
    words, say = subject.words, subject.say
    columns = tuple(words(f"hub.column.{key}") for key in ("name", "kind", "joined"))
    rows = [(channel.name, say.label("canvas", "channel"), words("hub.feeds" if feeds else "hub.apart"))
            for channel, feeds in found.channels]  # fmt: skip
    rows += [(tool.name, say.label("canvas", "tool"), say.join([say.choice("record", word) for word in tool.records]))
             for tool in found.tools]  # fmt: skip
    return Datasheet(columns=columns, rows=tuple(rows))


VIEW = View(name="hub", register=(), theory=("T-STR-4", "T-CRM-5"), title="Channels and tools around the customer's "
            "record", needs=("channel", "record"), make=_make)  # fmt: skip
