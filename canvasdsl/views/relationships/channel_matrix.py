"""Which channel serves which phase of a purchase, segment by segment (D05): with the phases that none serves."""

from collections.abc import Iterator
from typing import Any

import attrs

from canvasdsl.model.canvas import Canvas
from canvasdsl.model.entities import Reference
from canvasdsl.model.reach import PHASES, Channel
from canvasdsl.views.drawing import BODY, Datasheet, Drawing
from canvasdsl.views.kit.grids import Cell, Row, table
from canvasdsl.views.kit.paper import DASHED, Paper, Said, badge_of, capital, field_of
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.views.typeset import SEMIBOLD

__all__ = ["VIEW", "Reached", "Way", "reached_in"]

_PHASES = tuple(option.word for option in PHASES.options)


@attrs.frozen(kw_only=True)
class Way:
    """A channel to a segment; one that the segment prefers and that nobody offers has its type alone, or is a channel
    that does not reach it."""

    channel: Channel | None
    type: str = ""
    preferred: bool = False
    offered: bool = True

    @property
    def phases(self) -> tuple[str, ...]:
        """The phases that it covers for the segment."""
        return self.channel.phases if self.channel is not None and self.offered else ()


@attrs.frozen(kw_only=True)
class Reached:
    """A segment and the ways to it."""

    segment: Any
    number: int
    ways: tuple[Way, ...]

    @property
    def gaps(self) -> tuple[str, ...]:
        """The phases that no decided channel covers; of an idea nothing is judged."""
        covered = {phase for way in self.ways if way.channel is not None and not way.channel.is_idea
                   for phase in way.phases}  # fmt: skip
        return () if self.segment.is_idea else tuple(phase for phase in _PHASES if phase not in covered)


def reached_in(canvas: Canvas) -> tuple[Reached, ...]:
    """The segments with the ways to them, in the order of the file."""
    return tuple(Reached(segment=segment, number=number, ways=tuple(_ways(canvas, segment)))
                 for number, segment in enumerate(canvas.segments))  # fmt: skip


def _ways(canvas: Canvas, segment: Any) -> Iterator[Way]:
    reaching = [each for each in canvas.channels if any(to.segment.key == segment.key for to in each.reaches)]
    wanted = [each.key if isinstance(each, Reference) else each for each in segment.prefers]
    for channel in reaching:
        yield Way(channel=channel, preferred=channel.key in wanted or channel.type in wanted)
    keys = {channel.key for channel in reaching} | {channel.type for channel in reaching}
    for each in dict.fromkeys(wanted):
        if each in keys:
            continue
        if isinstance(each, tuple):
            if each in canvas.index.blocks:
                yield Way(channel=canvas.index.blocks[each], preferred=True, offered=False)
        else:
            yield Way(channel=None, type=each, preferred=True, offered=False)


# ---- Drawing ------------------------------------------------------------------------


def _make(subject: Subject) -> Drawing:
    canvas, say = subject.canvas, subject.say
    found = reached_in(canvas)
    if not any(way.phases for each in found for way in each.ways):
        raise Undrawn(subject.words("channels.needs"))
    paper = Paper()
    phases = [say.choice(PHASES.name, phase) for phase in _PHASES]
    heads = [Cell(), *(Cell((Said(phase, tone="soft"),), align="middle") for phase in phases)]
    rows: list[Row] = []
    for each in found:
        rows += _rows(subject, each)
    idle = [channel for channel in canvas.channels if not channel.reaches]
    if idle:
        rows.append(Row(cells=(Cell((Said(subject.words("channels.idle"), size=BODY, weight=SEMIBOLD),), span=6),)))
        rows += [_row(subject, Way(channel=channel)) for channel in idle]
    table(paper, 0, heads, rows, even=True)
    table_rows = tuple(
        (each.segment.name, _name(subject, way),
         *(say.choice("answer", "yes" if phase in way.phases else "no") for phase in _PHASES))
        for each in found for way in each.ways
    )  # fmt: skip
    columns = (subject.words("channels.segment"), subject.words("channels.channel"), *phases)
    return subject.drawing(
        "channels", paper, title=_title(subject, found), description=_description(subject, found),
        table=Datasheet(columns=columns, rows=table_rows), texts=paper.authors,
    )  # fmt: skip


def _title(subject: Subject, found: tuple[Reached, ...]) -> str:
    """The phase that most segments lack."""
    judged = [each for each in found if not each.segment.is_idea]
    lacking = {phase: [each for each in judged if phase in each.gaps] for phase in _PHASES}
    worst = max(_PHASES, key=lambda phase: len(lacking[phase]))
    if not lacking[worst]:
        return subject.words("channels.title_full")
    if len(judged) == 1:
        if len(judged[0].gaps) == len(_PHASES):
            return subject.words("channels.title_nowhere", segment=judged[0].segment.name)
        gaps = [subject.say.choice(PHASES.name, phase) for phase in judged[0].gaps]
        return subject.counted("channels.title_only", len(gaps), segment=judged[0].segment.name,
                               phase=subject.say.join(gaps))  # fmt: skip
    return subject.counted("channels.title_gaps", len(lacking[worst]), phase=subject.say.choice(PHASES.name, worst),
                           total=subject.say.whole(len(judged)))  # fmt: skip


def _description(subject: Subject, found: tuple[Reached, ...]) -> str:
    say = subject.say
    gaps = [
        subject.words("channels.lacks", segment=each.segment.name,
                      phases=say.join([say.choice(PHASES.name, phase) for phase in each.gaps]))
        for each in found if each.gaps
    ]  # fmt: skip
    return " ".join((subject.words("channels.description"), *gaps[:4]))


def _rows(subject: Subject, reached: Reached) -> list[Row]:
    """The segment with its gaps, then its channels."""
    segment = reached.segment
    dash = DASHED if segment.is_idea else ()
    gap = Cell((Said(capital(subject.words("channels.gap")), tone="alarm"),), sign="gap", fill="wash", align="middle")
    name = Said(segment.name, field_of(segment), size=BODY, weight=SEMIBOLD, badges=(badge_of(reached.number),))
    head = Cell((name,), line="soft" if dash else "", dash=dash)
    cells = (head, *(gap if phase in reached.gaps else Cell() for phase in _PHASES))
    return [Row(cells=cells, strong=reached.number > 0), *(_row(subject, way) for way in reached.ways)]


def _row(subject: Subject, way: Way) -> Row:
    channel = way.channel
    idea = channel is not None and channel.is_idea
    details = [subject.say.choice("owner", channel.owner)] if channel is not None and channel.owner else []
    if channel is not None and channel.directness:
        details.append(subject.say.choice("directness", channel.directness))
    if idea:
        details.append(subject.words("channels.idea"))
    if way.preferred:
        details.append(subject.words("channels.preferred" if way.offered else "channels.wanted"))
    name = Said(_name(subject, way), field_of(channel) if channel is not None else "")
    detail = Said(subject.wording("poster.detail_separator").join(details), tone="faint" if way.offered else "alarm")
    head = Cell((name, detail), line="soft" if idea else "", dash=DASHED if idea else ())
    return Row(cells=(head, *(Cell(sign=("idea" if idea else "yes") if phase in way.phases else "", align="middle")
                              for phase in _PHASES)))  # fmt: skip


def _name(subject: Subject, way: Way) -> str:
    return way.channel.name if way.channel is not None else capital(subject.say.choice("channel type", way.type))


VIEW = View(name="channels", register=("D05",), title="Which channel serves which phase of a purchase",
            needs=("segment", "channel", "phases"), make=_make)  # fmt: skip
