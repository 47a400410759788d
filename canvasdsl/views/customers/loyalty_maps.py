"""How loyal customers are: what they think and do (D17), and what those bring who stay (D11)."""

from fractions import Fraction
from statistics import median
from typing import Any

import attrs

from canvasdsl.figures.blocks import decided
from canvasdsl.figures.closeness import profit_a_year
from canvasdsl.figures.compute import figure_of, kind_called
from canvasdsl.figures.crowds import payers, streams_of
from canvasdsl.figures.months import months_of
from canvasdsl.model.canvas import Canvas
from canvasdsl.views.drawing import SMALL, Datasheet, Drawing
from canvasdsl.views.kit.paper import Paper, Said, badge_of, bold, field_of
from canvasdsl.views.kit.quadrants import MOST, Axis, Corner, Point, map_of, radii
from canvasdsl.views.subject import Subject, Undrawn, View

__all__ = ["VIEWS", "Group", "Loyal", "groups_of", "loyal_in"]

_STATES = ("latent", "true", "none", "spurious")
_GROUPS = ("butterfly", "true-friend", "stranger", "barnacle")
"""The corners from the upper left to the lower right."""


@attrs.frozen(kw_only=True)
class Loyal:
    """What a segment thinks, from 1 to 7, and which share of it buys again; `state` is the corner that this makes."""

    segment: Any
    attitude: float
    repeat: float
    state: str


def loyal_in(canvas: Canvas) -> tuple[Loyal, ...]:
    """The segments of which both are said, in the order of the file."""
    found = []
    for segment in canvas.segments:
        loyalty = segment.loyalty
        if loyalty is not None and loyalty.attitude is not None and loyalty.repeat is not None:
            liked = loyalty.attitude.value >= canvas.threshold("high-attitude")
            again = loyalty.repeat.value >= canvas.threshold("high-repeat")
            found.append(Loyal(
                segment=segment, attitude=float(loyalty.attitude.value), repeat=float(loyalty.repeat.value),
                state=_STATES[(0 if liked else 2) + again],
            ))  # fmt: skip
    return tuple(found)


def _loyalty(subject: Subject) -> Drawing:
    canvas, words, say = subject.canvas, subject.words, subject.say
    found = loyal_in(canvas)
    if not found:
        raise Undrawn(words("loyalty.needs"))
    paper = Paper()
    sizes = radii([_float(each.segment.customers) for each in found], largest=20.0)
    points = [_loyal_point(subject, each, size) for each, size in zip(found, sizes, strict=True)]
    divide = float(canvas.threshold("high-repeat")) / 100, (float(canvas.threshold("high-attitude")) - 1) / 6
    map_of(
        paper, 0, points, corners=_corners(subject, "loyalty", _STATES),
        across=Axis(name=words("loyalty.across"), divide=divide[0],
                    steps=tuple((share / 4, say.amount(share / 4, "%")) for share in range(5))),
        up=Axis(name=words("loyalty.up"), divide=divide[1],
                steps=tuple(((mark - 1) / 6, say.whole(mark)) for mark in range(1, 8))),
    )  # fmt: skip
    columns = tuple(words(f"loyalty.column.{key}") for key in ("segment", "attitude", "repeat", "state", "because"))
    rows = tuple(
        (each.segment.name, _attitude(subject, each), _repeat(subject, each), words(f"loyalty.corner.{each.state}"),
         _because(subject, each.segment)) for each in found
    )  # fmt: skip
    ones = [words("loyalty.one", name=name, attitude=attitude, repeat=repeat, state=state)
            for name, attitude, repeat, state, _ in rows[:5]]  # fmt: skip
    return subject.drawing(
        "loyalty", paper, title=_loyalty_title(subject, found),
        description=" ".join((words("loyalty.description"), *ones)),
        table=Datasheet(columns=columns, rows=rows), notes=_more(subject, found), texts=paper.authors,
    )  # fmt: skip


def _loyal_point(subject: Subject, each: Loyal, radius: float) -> Point:
    segment = each.segment
    loyalty = segment.loyalty
    low, high = loyalty.attitude, loyalty.repeat
    detail = subject.words("loyalty.detail", attitude=_attitude(subject, each), repeat=_repeat(subject, each))
    reach = (float(high.low) / 100, (float(low.low) - 1) / 6, float(high.high) / 100, (float(low.high) - 1) / 6)
    is_range = low.low < low.high or high.low < high.high
    return Point(
        across=each.repeat / 100, up=(each.attitude - 1) / 6, radius=radius, reach=reach if is_range else None,
        parts=(bold(segment.name, field_of(segment)), Said(detail, tone="soft")),
        badges=(badge_of(_number(subject.canvas, segment)),), is_idea=segment.is_idea or loyalty.is_idea,
    )  # fmt: skip


def _attitude(subject: Subject, each: Loyal) -> str:
    return subject.wording("brief.number.score", value=subject.say.quantity(each.segment.loyalty.attitude), most=7)


def _repeat(subject: Subject, each: Loyal) -> str:
    return subject.say.quantity(each.segment.loyalty.repeat)


def _because(subject: Subject, segment: Any) -> str:
    return subject.say.join([subject.say.choice("reason for loyalty", word) for word in segment.loyalty.because])


def _loyalty_title(subject: Subject, found: tuple[Loyal, ...]) -> str:
    """Loyalty that only seems to be so first, then what holds for all, else how many are truly loyal."""
    counted = [each for each in found if not each.segment.is_idea] or list(found)
    spurious = [each.segment.name for each in counted if each.state == "spurious"]
    if spurious:
        return subject.words("loyalty.title_spurious", names=subject.say.join(subject.say.shortened(spurious)))
    if len(counted) == 1:
        return subject.words(f"loyalty.title_one.{counted[0].state}", name=counted[0].segment.name)
    true = sum(each.state == "true" for each in counted)
    if not true:
        return subject.words("loyalty.title_no", total=subject.say.whole(len(counted)))
    return subject.words("loyalty.title", number=subject.say.whole(true), total=subject.say.whole(len(counted)))


# ---- Loyalty and profit -----------------------------------------------------------------


@attrs.frozen(kw_only=True)
class Group:
    """A segment in one of four groups by how long its customers stay and what they bring (Reinartz & Kumar 2002).

    `stays` is in months and `profit` a year; where either is not said, the group is as the author says. `revenue` is
    what its customers pay in a period, where nobody else pays with them.
    """

    segment: Any
    group: str
    stays: float | None
    profit: float | None
    revenue: float | None

    @property
    def is_counted(self) -> bool:
        """Whether numbers put it in its group."""
        return self.stays is not None and self.profit is not None


def groups_of(subject: Subject) -> tuple[Group, ...]:
    """The segments of which the group is known, by their numbers or by what the author says."""
    found = []
    kind = kind_called("loyalty-group")
    assert kind is not None
    for segment in subject.canvas.segments:
        figure = None if segment.is_idea else figure_of(subject.canvas, kind, segment)
        counted = figure is not None and bool(figure.word)
        group = figure.word if figure is not None and figure.word else segment.loyalty_group
        if group in _GROUPS:
            found.append(Group(
                segment=segment, group=group, revenue=_revenue(subject, segment),
                stays=float(months_of(segment.stays)) if counted else None,
                profit=float(profit_a_year(segment.profit)) if counted and segment.profit is not None else None,
            ))  # fmt: skip
    return tuple(found)


def _revenue(subject: Subject, segment: Any) -> float | None:
    """What is paid by this segment alone; `None` where a stream is paid by others too, or its revenue is not known."""
    total = Fraction(0)
    streams = list(streams_of(subject.canvas, segment))
    for stream in streams:
        figure = subject.figure("revenue", stream)
        if len(payers(subject.canvas, stream)) != 1 or figure is None or figure.value is None:
            return None
        total += figure.value
    return float(total) if streams else None


def _profit(subject: Subject) -> Drawing:
    words = subject.words
    found = groups_of(subject)
    if not found:
        raise Undrawn(words("loyalty-profit.needs"))
    counted = [each for each in found if each.is_counted]
    middles = _middles(counted)
    sizes = radii([each.revenue for each in found])
    points = [_group_point(subject, each, middles, size) for each, size in zip(found, sizes, strict=True)]
    paper = Paper()
    bottom = map_of(
        paper, 0, points, corners=_corners(subject, "loyalty-profit", _GROUPS),
        across=Axis(name=_axis(subject, "across", middles), low=words("loyalty-profit.short"),
                    high=words("loyalty-profit.long")),
        up=Axis(name=_axis(subject, "up", middles), low=words("loyalty-profit.little"),
                high=words("loyalty-profit.much")),
    )  # fmt: skip
    if sum(bool(each.revenue) for each in found) > 1:
        paper.text(0, bottom + 5, words("loyalty-profit.sizes"), size=SMALL, tone="faint")
    columns = tuple(words(f"loyalty-profit.column.{key}") for key in ("segment", "group", "stays", "profit", "action"))
    rows = tuple(
        (each.segment.name, words(f"loyalty-profit.corner.{each.group}"), _said(subject, each.segment.stays),
         _said(subject, each.segment.profit), words(f"loyalty-profit.corner_text.{each.group}")) for each in found
    )  # fmt: skip
    ones = [words("loyalty-profit.one", name=each.segment.name, group=words(f"loyalty-profit.corner.{each.group}"))
            for each in found[:5]]  # fmt: skip
    return subject.drawing(
        "loyalty-profit", paper, title=_profit_title(subject, found), table=Datasheet(columns=columns, rows=rows),
        description=" ".join((words("loyalty-profit.description"), *ones)), texts=paper.authors,
        notes=(*([words("loyalty-profit.as_said")] if len(counted) < len(found) else []), *_more(subject, found)),
    )  # fmt: skip


def _middles(counted: list[Group]) -> tuple[float, float] | None:
    """The medians of stay and profit; who brings no profit is not profitable, whatever others bring."""
    if not counted:
        return None
    return (median(each.stays or 0.0 for each in counted), max(0.0, median(each.profit or 0.0 for each in counted)))


def _group_point(subject: Subject, each: Group, middles: tuple[float, float] | None, radius: float) -> Point:
    """By its numbers as far from the middle as they are; a group that is only said has the middle of its corner."""
    corner = _GROUPS.index(each.group)
    across, up = (0.75 if corner % 2 else 0.25), (0.75 if corner < 2 else 0.25)
    if each.is_counted and middles is not None and each.stays is not None and each.profit is not None:
        across, up = _off(each.stays, middles[0], corner % 2 == 1), _off(each.profit, middles[1], corner < 2)
    segment = each.segment
    parts = [bold(segment.name, field_of(segment))]
    known = [_said(subject, value) for value in (segment.stays, segment.profit) if value is not None]
    if known:
        parts.append(Said(subject.wording("brief.list.separator").join(known), tone="soft"))
    if segment.significance:
        reasons = [subject.say.choice("strategic significance", word) for word in segment.significance]
        parts.append(Said(subject.words("loyalty-profit.matters", reasons=subject.say.join(reasons)), tone="soft"))
    return Point(across=across, up=up, parts=tuple(parts), radius=radius, is_idea=segment.is_idea,
                 badges=(badge_of(_number(subject.canvas, segment)),))  # fmt: skip


def _off(value: float, middle: float, is_high: bool) -> float:
    """From 0 to 1: the middle stands at a half, twice as much or nothing at the ends."""
    share = (value - middle) / abs(middle) if middle else (1.0 if value > 0 else -1.0 if value < 0 else 0.0)
    place = 0.5 + 0.46 * max(-1.0, min(1.0, share))
    return max(place, 0.58) if is_high else min(place, 0.42)


def _axis(subject: Subject, axis: str, middles: tuple[float, float] | None) -> str:
    if middles is None:
        return subject.words(f"loyalty-profit.{axis}")
    value = subject.say.time(round(middles[0]), "month")
    if axis == "up":
        unit = next(each.profit.unit for each in decided(subject.canvas.segments) if each.profit is not None)
        value = subject.say.amount(middles[1], f"{unit} per year")
    return subject.words(f"loyalty-profit.{axis}_middle", middle=value)


def _profit_title(subject: Subject, found: tuple[Group, ...]) -> str:
    """What costs money first: those who stay and bring nothing; then who is worth keeping."""
    counted = [each for each in found if not each.segment.is_idea] or list(found)
    for group in ("barnacle", "true-friend", "butterfly", "stranger"):
        names = [each.segment.name for each in counted if each.group == group]
        if names:
            return subject.words(f"loyalty-profit.title.{group}", names=subject.say.join(subject.say.shortened(names)))
    raise AssertionError(found)


# ---- Both -----------------------------------------------------------------------------


def _corners(subject: Subject, view: str, keys: tuple[str, ...]) -> tuple[Corner, Corner, Corner, Corner]:
    one, two, three, four = (
        Corner(name=subject.words(f"{view}.corner.{key}"), text=subject.words(f"{view}.corner_text.{key}"))
        for key in keys
    )
    return one, two, three, four


def _number(canvas: Canvas, segment: Any) -> int:
    return next(at for at, each in enumerate(canvas.segments) if each is segment)


def _more(subject: Subject, found: tuple[Any, ...]) -> tuple[str, ...]:
    return (subject.counted("quadrants.more", len(found) - MOST),) if len(found) > MOST else ()


def _said(subject: Subject, quantity: Any) -> str:
    return "" if quantity is None else subject.say.quantity(quantity)


def _float(quantity: Any) -> float | None:
    return None if quantity is None else float(quantity.value)


VIEWS = (
    View(name="loyalty", register=("D17",), title="What customers think and whether they buy again",
         needs=("segment", "loyalty"), make=_loyalty),
    View(name="loyalty-profit", register=("D11",), title="How long customers stay and what they bring",
         needs=("segment", "profit", "stays"), make=_profit),
)  # fmt: skip
