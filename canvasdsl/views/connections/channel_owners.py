"""Whose channels they are, and whether they lead straight to customers: a row for each owner (T-BMC-3a).

A channel that does not say whether it is direct is what its type is by the literature: a sales force and sales on the
web are direct, stores and wholesalers indirect (Osterwalder & Pigneur 2010).
"""

from collections.abc import Iterator
from typing import Any

import attrs

from canvasdsl.model.canvas import Canvas
from canvasdsl.views.drawing import Datasheet, Drawing
from canvasdsl.views.kit.grids import Cell, Row, table
from canvasdsl.views.kit.paper import Badge, Paper, Said, badge_of, bold, capital, field_of
from canvasdsl.views.subject import Subject, Undrawn, View

__all__ = ["OWNERS", "VIEW", "OwnedChannel", "channels_by_owner"]

OWNERS = ("own", "partner", "")
WAYS = ("direct", "indirect", "")
_BY_TYPE = {"sales-force": "direct", "web-sales": "direct", "own-store": "indirect", "partner-store": "indirect",
            "wholesaler": "indirect"}  # fmt: skip
_LABELS = 86.0


@attrs.frozen(kw_only=True)
class OwnedChannel:
    """A channel: who owns it, whether it is direct (empty where neither it nor its type says so), the numbers of the
    segments that it reaches."""

    channel: Any
    owner: str
    way: str
    segments: tuple[int, ...]


def channels_by_owner(canvas: Canvas) -> tuple[OwnedChannel, ...]:
    """All channels in the order of the file."""
    number = {segment.key: at for at, segment in enumerate(canvas.segments) if segment.key is not None}
    return tuple(OwnedChannel(
        channel=each, owner=each.owner or "", way=each.directness or _BY_TYPE.get(each.type or "", ""),
        segments=tuple(sorted({number[to.segment.key] for to in each.reaches if to.segment.key in number})),
    ) for each in canvas.channels)  # fmt: skip


# ---- Drawing ------------------------------------------------------------------------


def _make(subject: Subject) -> Drawing:
    found = channels_by_owner(subject.canvas)
    if not any(each.owner for each in found):
        raise Undrawn(subject.words("channel-owners.needs"))
    paper, words = Paper(), subject.words
    ways = [way for way in WAYS if any(each.way == way for each in found)]
    heads = [Cell(), *(Cell((bold(words(f"channel-owners.way.{way or 'unsaid'}"), tone="soft"),)) for way in ways)]
    rows = []
    for owner in OWNERS:
        if not owner and all(each.owner for each in found):
            continue
        cells = [tuple(_cell(subject, [each for each in found if (each.owner, each.way) == (owner, way)]))
                 for way in ways]  # fmt: skip
        rows.append(Row(cells=(Cell((bold(words(f"channel-owners.owner.{owner or 'unsaid'}")),)),
                               *map(Cell, cells))))  # fmt: skip
    each = (paper.width - _LABELS) / len(ways)
    table(paper, 0, heads, rows, widths=(_LABELS, *(each for _ in ways)))
    return subject.drawing("channel-owners", paper, title=_title(subject, found), texts=paper.authors,
                           description=_description(subject, found), table=_table(subject, found))  # fmt: skip


def _cell(subject: Subject, channels: list[OwnedChannel]) -> Iterator[Said]:
    for number, each in enumerate(channels):
        badges: tuple[Badge, ...] = tuple(map(badge_of, each.segments[:4]))
        yield Said(each.channel.name, field_of(each.channel), tone="soft" if each.channel.is_idea else "ink",
                   above=5 if number else 0)  # fmt: skip
        said = [capital(subject.say.choice("channel type", each.channel.type))] if each.channel.type else []
        if each.channel.is_idea:
            said.append(subject.words("channel-owners.idea"))
        if each.channel.partner is not None:
            said.append(subject.say.named(each.channel.partner))
        if said or badges:
            yield Said(subject.wording("brief.list.separator").join(said), field_of(each.channel) if said else "",
                       tone="soft", badges=badges)  # fmt: skip


def _title(subject: Subject, found: tuple[OwnedChannel, ...]) -> str:
    decided = [each for each in found if not each.channel.is_idea] or list(found)
    own = [each for each in decided if each.owner == "own"]
    partners = [each for each in decided if each.owner == "partner"]
    if not partners:
        return subject.counted("channel-owners.title_own", len(own))
    if not own:
        return subject.counted("channel-owners.title_partners", len(partners))
    return subject.counted("channel-owners.title", len(partners), total=subject.say.whole(len(decided)),
                           name=partners[0].channel.name)  # fmt: skip


def _description(subject: Subject, found: tuple[OwnedChannel, ...]) -> str:
    say, parts = subject.say, [subject.words("channel-owners.description")]
    for owner in OWNERS:
        names = [each.channel.name for each in found if each.owner == owner]
        if names:
            parts.append(subject.words(f"channel-owners.list.{owner or 'unsaid'}", list=say.join(say.shortened(names))))
    return " ".join(parts)


def _table(subject: Subject, found: tuple[OwnedChannel, ...]) -> Datasheet:
    say, words = subject.say, subject.words
    segments = subject.canvas.segments
    columns = tuple(words(f"channel-owners.column.{key}") for key in ("channel", "type", "owner", "way", "reaches"))
    rows = tuple((each.channel.name, say.choice("channel type", each.channel.type) if each.channel.type else "",
                  words(f"channel-owners.owner.{each.owner or 'unsaid'}"),
                  words(f"channel-owners.way.{each.way or 'unsaid'}"),
                  say.join([segments[at].name for at in each.segments])) for each in found)  # fmt: skip
    return Datasheet(columns=columns, rows=rows)


VIEW = View(name="channel-owners", register=(), theory=("T-BMC-3a",), title="Channels by their owner and by whether "
            "they are direct", needs=("channel", "owner"), make=_make)  # fmt: skip
