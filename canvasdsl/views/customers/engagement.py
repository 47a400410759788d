"""How engaged customers are, in four kinds of behaviour: a web for each segment, its marks at the corners (T-ENG-1).

Clicks are left out of the web: they are the easiest part of engagement to count, and only one part of it.
"""

from math import ceil
from typing import Any

import attrs

from canvasdsl.model.canvas import Canvas
from canvasdsl.views.drawing import SMALL, Align, Datasheet, Drawing
from canvasdsl.views.kit.paper import Paper, Said, badge_of, bold, field_of, stack
from canvasdsl.views.poster.poster import segment_accent
from canvasdsl.views.subject import Subject, Undrawn, View

__all__ = ["KINDS", "VIEW", "Engaged", "engaged_in"]

KINDS = ("purchase", "referral", "influence", "feedback")
_MOST, _RADIUS = 100.0, 58.0
_RINGS = (0.25, 0.5, 0.75, 1.0)
_SIDES: tuple[tuple[int, int, Align], ...] = ((0, -1, "middle"), (1, 0, "start"), (0, 1, "middle"), (-1, 0, "end"))
"""Up, right, down, left: one side for each kind."""
_SHOWN = 6


@attrs.frozen(kw_only=True)
class Engaged:
    """A segment with its number and its marks from 0 to 100, in the order of `KINDS`; `None` where none is given."""

    number: int
    segment: Any
    marks: tuple[float | None, ...]
    clicks: Any

    @property
    def only_clicks(self) -> bool:
        """Whether nothing but clicks is counted."""
        return self.clicks is not None and all(mark is None for mark in self.marks)


def engaged_in(canvas: Canvas) -> tuple[Engaged, ...]:
    """The segments that say anything of engagement, in the order of the file."""
    found = []
    for number, segment in enumerate(canvas.segments):
        said = segment.engagement
        if said is not None:
            marks = tuple(None if getattr(said, kind) is None else float(getattr(said, kind).value) for kind in KINDS)
            found.append(Engaged(number=number, segment=segment, marks=marks, clicks=said.clicks))
    return tuple(each for each in found if each.clicks is not None or any(mark is not None for mark in each.marks))


# ---- Drawing ------------------------------------------------------------------------


def _make(subject: Subject) -> Drawing:
    found = engaged_in(subject.canvas)
    if not found:
        raise Undrawn(subject.words("engagement.needs"))
    paper, y = Paper(), 0.0
    shown = found[:_SHOWN]
    columns = min(2, len(shown))
    width = (paper.width - 16 * (columns - 1)) / columns
    for row in range(ceil(len(shown) / columns)):
        bottom = y
        for column, each in enumerate(shown[row * columns : (row + 1) * columns]):
            panel = Paper(width)
            _panel(subject, panel, each)
            paper.put(panel, column * (width + 16), y)
            bottom = max(bottom, y + panel.height)
        y = bottom + 16
    notes = (subject.counted("quadrants.more", len(found) - _SHOWN),) if len(found) > _SHOWN else ()
    return subject.drawing("engagement", paper, title=_title(subject, found), notes=notes, texts=paper.authors,
                           description=_description(subject, found), table=_table(subject, found))  # fmt: skip


def _panel(subject: Subject, paper: Paper, each: Engaged) -> None:
    """The name of a segment, its web, and how often people click."""
    top = stack(paper, 0, 0, paper.width, [bold(each.segment.name, field_of(each.segment),
                                                badges=(badge_of(each.number),))]) + 6  # fmt: skip
    side = (paper.width - 2 * _RADIUS) / 2 - 12
    corners = [_corner(subject, each, number) for number in range(len(KINDS))]
    above = stack(Paper(), 0, 0, paper.width, corners[0])
    middle = (paper.width / 2, top + above + _RADIUS + 5)
    _web(paper, each, middle)
    for parts, (right, down, align) in zip(corners, _SIDES, strict=True):
        width = paper.width if align == "middle" else side
        height = stack(Paper(), 0, 0, width, parts)
        x = middle[0] + right * (_RADIUS + 8)
        left = {"middle": 0.0, "start": x, "end": x - side}[align]
        y = middle[1] + down * (_RADIUS + 5) - {-1: height, 0: height / 2, 1: 0.0}[down]
        stack(paper, left, y, width, parts, align=align)
    if each.clicks is not None:
        key = "only_clicks" if each.only_clicks else "clicks"
        paper.text(paper.width / 2, paper.height + 6, subject.words(f"engagement.{key}",
                   number=subject.say.quantity(each.clicks)), size=SMALL, tone="faint", align="middle",
                   width=paper.width)  # fmt: skip


def _web(paper: Paper, each: Engaged, middle: tuple[float, float]) -> None:
    for ring in _RINGS:
        places = [_at(middle, number, ring) for number in range(len(KINDS))]
        paper.line(*places, places[0], tone="line", width=0.8 if ring == 1 else 0.5)
    for number in range(len(KINDS)):
        paper.line(middle, _at(middle, number, 1.0), tone="line", width=0.5)
    tone = f"a{segment_accent(each.number)}"
    idea = each.segment.is_idea
    points = [None if mark is None else _at(middle, number, mark / _MOST) for number, mark in enumerate(each.marks)]
    whole = [point for point in points if point is not None]
    if len(whole) == len(KINDS) and not idea:
        paper.area(whole, tone, opacity=0.16)
    for number, point in enumerate(points):
        following = points[(number + 1) % len(KINDS)]
        if point is not None and following is not None:
            paper.line(point, following, tone=tone, width=1.5, dash=(3, 2) if idea else ())
    for point in whole:
        paper.disc(*point, 2.6, fill=tone)


def _at(middle: tuple[float, float], number: int, share: float) -> tuple[float, float]:
    right, down, _ = _SIDES[number]
    return middle[0] + right * _RADIUS * share, middle[1] + down * _RADIUS * share


def _corner(subject: Subject, each: Engaged, number: int) -> tuple[Said, ...]:
    mark = each.marks[number]
    name = Said(subject.words(f"engagement.kind.{KINDS[number]}"), tone="soft")
    if mark is None:
        return (name, Said(subject.words("engagement.unsaid"), tone="faint"))
    return (name, bold(subject.say.amount(mark)))


def _title(subject: Subject, found: tuple[Engaged, ...]) -> str:
    say = subject.say
    decided = [each for each in found if not each.segment.is_idea] or list(found)
    clicking = [each for each in decided if each.only_clicks]
    if clicking:
        return subject.counted("engagement.title_clicks", len(clicking), name=clicking[0].segment.name)
    first = max(decided, key=lambda each: max(mark or 0.0 for mark in each.marks))
    marked = [(mark, kind) for mark, kind in zip(first.marks, KINDS, strict=True) if mark is not None]
    high, low = max(marked), min(marked)
    if high[0] == low[0]:
        return subject.words("engagement.title_even", name=first.segment.name, mark=say.amount(high[0]))
    return subject.words("engagement.title", name=first.segment.name, mark=say.amount(high[0]),
                         kind=subject.words(f"engagement.in_text.{high[1]}"),
                         low=subject.words(f"engagement.in_text.{low[1]}"), least=say.amount(low[0]))  # fmt: skip


def _description(subject: Subject, found: tuple[Engaged, ...]) -> str:
    say, parts = subject.say, [subject.words("engagement.description")]
    for each in found[:4]:
        said = [subject.wording("brief.list.word", value=say.amount(mark),
                                word=subject.words(f"engagement.kind.{kind}"))
                for kind, mark in zip(KINDS, each.marks, strict=True) if mark is not None]  # fmt: skip
        if said:
            parts.append(subject.words("engagement.one", name=each.segment.name, list=say.join(said)))
    return " ".join(parts)


def _table(subject: Subject, found: tuple[Engaged, ...]) -> Datasheet:
    say, words = subject.say, subject.words
    columns = (say.label("canvas", "segment"), *(words(f"engagement.kind.{kind}") for kind in KINDS),
               say.label("engagement", "clicks"))  # fmt: skip
    rows = tuple((each.segment.name, *("" if mark is None else say.amount(mark) for mark in each.marks),
                  "" if each.clicks is None else say.quantity(each.clicks)) for each in found)  # fmt: skip
    return Datasheet(columns=columns, rows=rows)


VIEW = View(name="engagement", register=(), theory=("T-ENG-1",), title="How engaged customers are, in four kinds of "
            "behaviour", needs=("segment", "engagement"), make=_make)  # fmt: skip
