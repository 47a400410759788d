"""The ladder of loyalty of a segment (D16): how many stand on each rung, which part of them climbs, and what helps."""

from itertools import pairwise
from typing import Any

import attrs

from canvasdsl.figures.blocks import decided
from canvasdsl.figures.ways import LADDER, rungs_of
from canvasdsl.views.drawing import BODY, SMALL, Datasheet, Drawing
from canvasdsl.views.kit.paper import DASHED, Paper, Said, badge_of, bold, capital, field_of, stack
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.views.typeset import REGULAR, SEMIBOLD, measure

__all__ = ["VIEW", "Standing", "standings_of"]

_NAMES, _BARS, _HELP = 118.0, 190.0, 150.0
_BAR, _STEP = 15.0, 17.0


@attrs.frozen(kw_only=True)
class Standing:
    """A rung: how many stand on it as the author says, else as those come to who climb; and the share that climbs on,
    as it is said, else as the numbers show."""

    rung: Any
    count: float | None
    computed: bool = False
    climbing: float | None = None


def standings_of(subject: Subject, segment: Any) -> tuple[Standing, ...]:
    """The rungs of a segment from the lowest to the highest, and last those who lapsed."""
    rungs = rungs_of(segment)
    counts = [_count(subject, rung) for rung in rungs]
    shares = [None if rung.conversion is None else float(rung.conversion.value) / 100 for rung in rungs]
    for number, ((low, _), (high, _)) in enumerate(pairwise(counts)):
        if shares[number] is None and low and high is not None and high <= low:
            shares[number] = high / low
    found = [Standing(rung=rung, count=count, computed=computed, climbing=share)
             for rung, (count, computed), share in zip(rungs, counts, shares, strict=True)]  # fmt: skip
    gone = [each for each in decided(segment.rungs) if each.type not in LADDER]
    return (*found, *(Standing(rung=rung, count=_count(subject, rung)[0]) for rung in gone[:1]))


def _count(subject: Subject, rung: Any) -> tuple[float | None, bool]:
    if rung.number is not None:
        return float(rung.number.value), False
    expected = subject.figure("expected-count", rung) if rung.type in LADDER else None
    return (None, False) if expected is None or expected.value is None else (float(expected.value), True)


# ---- Drawing ------------------------------------------------------------------------


def _make(subject: Subject) -> Drawing:
    segment = subject.block
    found = standings_of(subject, segment)
    if len(found) < 2:
        raise Undrawn(subject.words("ladder.needs"))
    number = next((at for at, each in enumerate(subject.canvas.segments) if each is segment), 0)
    paper = Paper()
    most = max((each.count or 0 for each in found), default=0) or 1
    climbers = [each for each in reversed(found) if each.rung.type in LADDER]
    y = 0.0
    y = stack(paper, 0, y, paper.width, (bold(segment.name, field_of(segment), badges=(badge_of(number),)),)) + 8
    steepest = _steepest(found)
    for each, below in zip(climbers, [*climbers[1:], None], strict=True):
        y = _rung(paper, subject, segment, each, y, most, number)
        if below is not None:
            _climb(paper, subject, below, y, is_steepest=steepest is not None and below is steepest[0])
            y += _STEP
    for each in found:
        if each.rung.type not in LADDER:
            paper.line((0, y + 7), (paper.width, y + 7), tone="line", width=0.6)
            y = _rung(paper, subject, segment, each, y + 14, most, number)
    return subject.drawing(
        "ladder", paper, title=_title(subject, segment, found), description=_description(subject, segment, found),
        table=_table(subject, found), texts=paper.authors,
    )  # fmt: skip


def _rung(paper: Paper, subject: Subject, segment: Any, each: Standing, y: float, most: float, number: int) -> float:
    """The name, the bar with its count, and what helps to climb."""
    rung, say = each.rung, subject.say
    left = _NAMES + 8
    names = [Said(capital(say.choice("rung", rung.type)), size=BODY, weight=SEMIBOLD)]
    if rung.text:
        names.append(Said(rung.text, field_of(segment), tone="soft"))
    if rung.inflow is not None:
        names.append(Said(subject.words("ladder.inflow", count=say.quantity(rung.inflow)), tone="soft"))
    ends = [stack(paper, 0, y, _NAMES, names)]
    gone = rung.type not in LADDER
    words = subject.words("ladder.uncounted") if each.count is None else say.amount(each.count)
    if each.computed:
        words = subject.words("ladder.computed", count=words)
    room = _BARS - measure(words, BODY, weight=SEMIBOLD) - 8
    wide = max(1.5, room * (each.count or 0) / most) if each.count is not None else 0.0
    if each.count is not None:
        dashed = gone or each.computed
        tone = f"a{badge_of(number).accent}"
        paper.box(left, y, wide, _BAR, fill="" if dashed else tone, line=tone if dashed else "",
                  dash=DASHED if dashed else ())  # fmt: skip
    paper.text(left + wide + 5, y + _BAR / 2, words, weight=SEMIBOLD, tone="soft" if each.count is None else "ink",
               middle=True, width=_BARS - 5)  # fmt: skip
    ends.append(y + _BAR)
    help = [Said(text, field, tone="soft") for text, field in _help(subject, segment, rung)]
    ends.append(stack(paper, paper.width - _HELP, y + 1, _HELP, help))
    return max(ends)


def _help(subject: Subject, segment: Any, rung: Any) -> list[tuple[str, str]]:
    """What helps those on a rung to climb, and of advocates what asks them to tell others."""
    found = [(each, field_of(segment)) if isinstance(each, str) else (subject.say.named(each), f"{each.kind} {each.id}")
             for each in rung.tactics]  # fmt: skip
    return [*found, *([(rung.invites, field_of(segment))] if rung.invites else [])]


def _climb(paper: Paper, subject: Subject, below: Standing, y: float, *, is_steepest: bool) -> None:
    """An arrow up with the share that climbs, between two rungs; that of the title is the strongest."""
    x, tone = _NAMES + 14, "ink" if is_steepest else "faint"
    paper.line((x, y + _STEP - 2), (x, y + 3), tone=tone, width=1.4 if is_steepest else 0.9, head=4)
    if below.climbing is not None:
        words = subject.words("ladder.climb", share=subject.say.amount(below.climbing, "%"))
        paper.text(x + 8, y + _STEP / 2, words, size=SMALL, tone="ink" if is_steepest else "soft", middle=True,
                   weight=SEMIBOLD if is_steepest else REGULAR)  # fmt: skip


def _steepest(found: tuple[Standing, ...]) -> tuple[Standing, Standing] | None:
    """The rungs between which fewest climb; `None` where no share is known."""
    climbers = [each for each in found if each.rung.type in LADDER]
    steps = [(low, high) for low, high in pairwise(climbers) if low.climbing is not None]
    return min(steps, key=lambda step: step[0].climbing or 0, default=None)


def _title(subject: Subject, segment: Any, found: tuple[Standing, ...]) -> str:
    """The step that fewest take."""
    steepest = _steepest(found)
    if steepest is None or steepest[0].climbing is None:
        return subject.words("ladder.title", segment=segment.name)
    (low, high), say = steepest, subject.say
    return subject.words("ladder.title_steepest", segment=segment.name, share=say.amount(steepest[0].climbing, "%"),
                         low=say.choice("rung", low.rung.type), high=say.choice("rung", high.rung.type))  # fmt: skip


def _description(subject: Subject, segment: Any, found: tuple[Standing, ...]) -> str:
    say = subject.say
    counts = [subject.words("ladder.stand", rung=say.choice("rung", each.rung.type), count=say.amount(each.count))
              for each in found if each.count is not None]  # fmt: skip
    parts = [subject.words("ladder.description", segment=segment.name)]
    if counts:
        parts.append(subject.words("ladder.counts", list=say.join(counts)))
    whole = subject.figure("ladder-conversion", segment)
    if whole is not None and whole.value is not None:
        parts.append(subject.words("ladder.whole", share=say.amount(whole.value, "%")))
    return " ".join(parts)


def _table(subject: Subject, found: tuple[Standing, ...]) -> Datasheet:
    say = subject.say
    columns = tuple(subject.words(f"ladder.{key}") for key in ("rung", "count", "climbing", "help"))
    rows = tuple(
        (say.choice("rung", each.rung.type), "" if each.count is None else say.amount(each.count),
         "" if each.climbing is None else say.amount(each.climbing, "%"),
         say.join([text for text, _ in _help(subject, subject.block, each.rung)]))
        for each in reversed(found)
    )  # fmt: skip
    return Datasheet(columns=columns, rows=rows)


VIEW = View(name="ladder", register=("D16",), title="The ladder of loyalty, from suspects to advocates",
            needs=("segment", "rung"), make=_make, of=("segment",))  # fmt: skip
