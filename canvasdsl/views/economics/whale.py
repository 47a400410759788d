"""The whale curve (T-ECO-12): what customers leave after serving them, added up from the best to the worst.

Where it bends down, customers take what others bring.
"""

from itertools import pairwise
from typing import Any

import attrs

from canvasdsl.figures.blocks import decided
from canvasdsl.figures.crowds import Crowd, crowds_of_segment, once
from canvasdsl.figures.inputs import Absent
from canvasdsl.model.canvas import Canvas
from canvasdsl.views.accents import NOBODYS, Accent, accent_of
from canvasdsl.views.drawing import SMALL, Datasheet, Drawing
from canvasdsl.views.kit.charts import Plot, apart, round_steps
from canvasdsl.views.kit.paper import Paper, field_of
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.views.told import whole_percent
from canvasdsl.views.typeset import SEMIBOLD

__all__ = ["VIEW", "Whale", "Group", "whale_of"]

_ROOM, _EDGE = 128.0, 46.0
_ROOM_BETWEEN = 20.0
_MOST = 20
"""So many groups are listed below the curve; all stand in the table."""


@attrs.frozen(kw_only=True)
class Group:
    """Customers of one relationship: how many, and what one of them leaves in the period."""

    name: str
    field: str
    customers: float
    each: float
    accent: Accent = NOBODYS

    @property
    def whole(self) -> float:
        """What all of them leave."""
        return self.customers * self.each


@attrs.frozen(kw_only=True)
class Whale:
    """The groups from the best customers to the worst; `without` say too little to be among them."""

    currency: str
    period: str
    groups: tuple[Group, ...]
    without: tuple[str, ...]

    @property
    def customers(self) -> float:
        """All of them."""
        return sum(each.customers for each in self.groups)

    @property
    def profit(self) -> float:
        """What all leave together."""
        return sum(each.whole for each in self.groups)

    @property
    def losing(self) -> tuple[Group, ...]:
        """The groups whose customers leave less than nothing."""
        return tuple(each for each in self.groups if each.each < 0)


def whale_of(subject: Subject) -> Whale:
    """The customers of all relationships that say how many they are and what one leaves, each counted once."""
    canvas = subject.canvas
    groups, without = [], []
    seen: set[Any] = set()
    unit = ""
    for relationship in decided(canvas.relationships):
        figure = subject.figure("profit-per-customer", relationship)
        crowds = [each for each in _crowds(canvas, relationship) if each.number.span not in seen]
        if figure is None or figure.value is None or not crowds:
            without.append(relationship.name)
            continue
        seen.update(each.number.span for each in crowds)
        unit = figure.unit
        customers = float(sum(each.number.value for each in crowds))
        if customers > 0:
            groups.append(Group(name=relationship.name, field=field_of(relationship), customers=customers,
                                each=float(figure.value), accent=accent_of(canvas, relationship)))  # fmt: skip
    currency, *rest = unit.split(" per ")
    groups.sort(key=lambda group: -group.each)
    return Whale(currency=currency, period=rest[0] if rest else "", groups=tuple(groups), without=tuple(without))


def _crowds(canvas: Canvas, relationship: Any) -> list[Crowd]:
    """The customers of a relationship: those on a plan where it names one."""
    found: list[Crowd] = []
    for each in relationship.segments:
        segment = canvas.index.blocks.get(each.segment.key)
        plan = canvas.index.blocks.get(each.plan.key) if each.plan is not None else None
        try:
            if plan is not None and plan.customers is not None:
                found.append(Crowd((segment,), plan, plan.customers))
            elif segment is not None and plan is None:
                found += crowds_of_segment(canvas, segment)
        except Absent:
            continue
    try:
        return once(found)
    except Absent:
        return []


def _make(subject: Subject) -> Drawing:
    say, words, found = subject.say, subject.words, whale_of(subject)
    if len(found.groups) < 2:
        raise Undrawn(words("whale.needs"))
    paper = Paper()
    together, profit, customers = [(0.0, 0.0)], 0.0, 0.0
    for each in found.groups:
        profit, customers = profit + each.whole, customers + each.customers
        together.append((customers, profit))
    heights = [amount for _, amount in together]
    unit = say.wording("brief.number.per", amount=found.currency, unit=say.period(found.period))
    plot = Plot.on(paper, across=(0, found.customers), up=round_steps(min(heights), max(heights), about=5), height=190,
                   left=_EDGE, right=_ROOM, top=14, say=say.amount, title=words("whale.axis", unit=unit))  # fmt: skip
    points = [(plot.across(x), plot.up(y)) for x, y in together]
    _curve(paper, plot, points, found)
    below = _labels(subject, paper, plot, points, found)
    steps = [step for step in round_steps(0, found.customers, about=6) if step <= found.customers * 1.0001]
    bottom = plot.name_across(paper, [(step, say.amount(step)) for step in steps], title=words("whale.across"))
    if below is not None:
        paper.put(below, 0, bottom + 8)
        bottom += 8 + below.height
    best = found.groups[0]
    values = {
        "name": best.name, "customers": whole_percent(say, best.customers / found.customers),
        "share": whole_percent(say, best.whole / found.profit) if found.profit > 0 else "",
        "profit": say.amount(found.profit, f"{found.currency} per {found.period}"),
        "worst": found.groups[-1].name,
        "loss": say.amount(-sum(each.whole for each in found.losing), f"{found.currency} per {found.period}"),
    }  # fmt: skip
    outcome = "losing" if found.losing else "bent" if best.each > found.groups[-1].each else "even"
    columns = tuple(words(f"whale.columns.{key}") for key in ("name", "customers", "each", "whole", "together"))
    rows = tuple((each.name, say.amount(each.customers), say.amount(each.each, found.currency),
                  say.amount(each.whole, found.currency), say.amount(so_far, found.currency))
                 for each, (_, so_far) in zip(found.groups, together[1:], strict=True))  # fmt: skip
    notes = [words("whale.note")]
    if found.without:
        notes.append(subject.counted("whale.without", len(found.without),
                                     names=say.join(say.shortened(found.without))))  # fmt: skip
    return subject.drawing(
        "whale", paper, title=words(f"whale.title.{outcome}", **values), height=bottom,
        description=words(f"whale.description.{outcome}", **values), table=Datasheet(columns=columns, rows=rows),
        notes=tuple(notes), texts=tuple((each.field, each.name) for each in found.groups),
    )  # fmt: skip


def _curve(paper: Paper, plot: Plot, points: list[tuple[float, float]], found: Whale) -> None:
    """The curve piece by piece in the accents of its groups."""
    for start, end, each in zip(points, points[1:], found.groups, strict=False):
        tone = each.accent.tone
        paper.area([(start[0], plot.up(0)), start, end, (end[0], plot.up(0))], tone, opacity=0.14)
        paper.line(start, end, tone=tone, width=2)
        paper.disc(*end, 2.4, fill=tone)


def _labels(
    subject: Subject, paper: Paper, plot: Plot, points: list[tuple[float, float]], found: Whale
) -> Paper | None:
    """What each piece is called, at the right of the curve; where there is no room, a list to stand below it."""
    made = [_label(subject, each, _ROOM - 10) for each in found.groups]
    if sum(one.height + 4 for one in made) <= plot.bottom + 8:
        middles = [(start[1] + end[1]) / 2 for start, end in pairwise(points)]
        placed = apart(middles, [one.height + 4 for one in made], 0.0, plot.bottom + 8)
        for one, middle in zip(made, placed, strict=True):
            paper.put(one, plot.right + 10, middle - one.height / 2)
        return None
    below = Paper()
    y, column = 0.0, (below.width - _ROOM_BETWEEN) / 2
    shown = found.groups[:_MOST]
    # In two columns, each read downwards.
    half = -(-len(shown) // 2)
    ends = [0.0, 0.0]
    for number, each in enumerate(shown):
        side = number // half
        one = _label(subject, each, column)
        below.put(one, side * (column + _ROOM_BETWEEN), ends[side])
        ends[side] += one.height + 4
    y = max(ends)
    if len(found.groups) > _MOST:
        below.text(0, y, subject.counted("whale.more", len(found.groups) - _MOST), size=SMALL, tone="soft")
    return below


def _label(subject: Subject, group: Group, width: float) -> Paper:
    """The mark and the name of a group, and what its customers leave."""
    say, one = subject.say, Paper(width)
    left = group.accent.put(one, 0, 6)
    said = subject.words("whale.group", customers=say.amount(group.customers), each=say.amount(group.each))
    height = one.text(left, 0, group.name, size=SMALL, weight=SEMIBOLD, width=width - left).height
    one.text(left, height, said, size=SMALL, tone="soft", width=width - left)
    return one


VIEW = View(name="whale", register=(), theory=("T-ECO-12",), title="Which customers bring what all leave together",
            needs=("relationship", "margin", "customers"), make=_make)  # fmt: skip
