"""What an offer gives customers and what it takes from them, beside its rivals (D20): bars that stack benefits and
costs part by part, and what is left between them."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import attrs

from canvasdsl.figures.compute import kind_called
from canvasdsl.figures.perceived import parts_for, rivals_of
from canvasdsl.model.canvas import Canvas
from canvasdsl.views.drawing import BODY, SMALL, Datasheet, Drawing
from canvasdsl.views.kit.paper import Badge, Paper, Said, badge_of, field_of, stack
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.views.typeset import SEMIBOLD, measure

__all__ = ["VIEW", "Offer", "Panel", "panels_of"]

_BAR, _HATCH, _TOTALS = 20.0, 3.5, 74.0
_TONES = {"benefit": ("heat2", "heat3"), "customer-cost": ("wash", "line")}
_MOST = 8
"""So many rivals a drawing shows; the nearest ones."""


@attrs.frozen(kw_only=True)
class Offer:
    """An offer or a rival with its parts of benefit and cost, in one unit; `value` is what is left."""

    block: Any
    benefits: tuple[Any, ...]
    costs: tuple[Any, ...]
    value: float
    unit: str

    @property
    def gives(self) -> float:
        """All benefits together."""
        return float(sum(each.amount.value for each in self.benefits))

    @property
    def takes(self) -> float:
        """All costs together."""
        return float(sum(each.amount.value for each in self.costs))


@attrs.frozen(kw_only=True)
class Panel:
    """An offer and its rivals as segments find them; no segment where it is the same for all."""

    segments: tuple[Any, ...]
    own: Offer
    rivals: tuple[Offer, ...]

    @property
    def advantage(self) -> float | None:
        """The own value less that of the best rival; `None` without rivals."""
        return self.own.value - max(each.value for each in self.rivals) if self.rivals else None


def panels_of(subject: Subject, offer: Any) -> tuple[Panel, ...]:
    """For each segment of an offer what it is worth beside its rivals; segments to whom all is alike share a panel."""
    canvas = subject.canvas
    found: dict[Any, Panel] = {}
    for segment in _segments(canvas, offer):
        own = _offer(subject, offer, segment)
        if own is None:
            continue
        rivals = tuple(rival for each in rivals_of(canvas, offer, segment)
                       if (rival := _offer(subject, each, segment)) is not None and rival.unit == own.unit)  # fmt: skip
        alike = tuple((each.block.here, each.benefits, each.costs) for each in (own, *rivals))
        same = tuple((here, *map(_places, parts)) for here, *parts in alike)
        others = () if segment is None else (segment,)
        if same in found:
            others = (*found[same].segments, *others)
        found[same] = Panel(segments=others, own=own, rivals=rivals)
    return tuple(found.values())


def _segments(canvas: Canvas, offer: Any) -> list[Any]:
    """Those who could choose a rival; without any, those to whom the offer is worth something else than to others."""
    for name in ("value-advantage", "perceived-value"):
        kind = kind_called(name)
        assert kind is not None and kind.pairs is not None
        pairs = [segment for each, segment in kind.pairs(canvas) if each is offer]
        if pairs:
            return pairs
    return []


def _offer(subject: Subject, offer: Any, segment: Any) -> Offer | None:
    figure = subject.figure("perceived-value", (offer, segment))
    if figure is None or figure.value is None:
        return None
    return Offer(block=offer, benefits=tuple(parts_for(offer.benefits, segment)),
                 costs=tuple(parts_for(offer.customer_costs, segment)), value=float(figure.value),
                 unit=figure.unit)  # fmt: skip


def _places(parts: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(each.here for each in parts)


# ---- Drawing ------------------------------------------------------------------------


def _make(subject: Subject) -> Drawing:
    offer = subject.block
    found = panels_of(subject, offer)
    if not found:
        raise Undrawn(subject.words("perceived-value.needs"))
    most = max(max(each.gives, each.takes) for panel in found for each in (panel.own, *panel.rivals)) or 1.0
    paper = Paper()
    y = 0.0
    for panel in found:
        y = _panel(paper, subject, y, panel, most) + 12
    unit = _unit(found[0].own.unit)
    if unit:
        y += paper.text(0, y, subject.words("perceived-value.unit", unit=unit), size=SMALL, tone="faint").height + 2
    if any(each.basis == "perceived" for panel in found for one in (panel.own, *panel.rivals) for each in one.benefits):
        _hatch(paper, 0, y + 4, 14)
        paper.text(20, y, subject.words("perceived-value.hatched"), size=SMALL, tone="faint", width=paper.width - 20)
    return subject.drawing(
        "perceived-value", paper, title=_title(subject, found), description=_description(subject, found),
        table=_table(subject, found), texts=paper.authors,
        notes=tuple(subject.counted("quadrants.more", len(panel.rivals) - _MOST) for panel in found
                    if len(panel.rivals) > _MOST),
    )  # fmt: skip


def _panel(paper: Paper, subject: Subject, y: float, panel: Panel, most: float) -> float:
    if panel.segments:
        badges = _badges(subject.canvas, panel.segments)
        names = subject.say.join([each.name for each in panel.segments])
        said = Said(subject.words("perceived-value.for", names=names), field_of(panel.segments[0]), tone="soft",
                    badges=badges)  # fmt: skip
        y = stack(paper, 0, y, paper.width, [said]) + 6
    rivals = sorted(panel.rivals, key=lambda each: -each.value)[:_MOST]
    for each in (panel.own, *rivals):
        y = _bars(paper, subject, y, each, most) + 9
    return y


def _badges(canvas: Canvas, segments: Sequence[Any]) -> tuple[Badge, ...]:
    return tuple(badge_of(number) for number, each in enumerate(canvas.segments) if each in segments)


def _bars(paper: Paper, subject: Subject, y: float, offer: Offer, most: float) -> float:
    """The name, what customers get, and below it what they give; what is left lies open behind the shorter bar."""
    words, say = subject.words, subject.say
    room = paper.width - _TOTALS
    is_own = offer.block is subject.block
    left = words("perceived-value.left", value=say.amount(offer.value))
    gap = abs(offer.gives - offer.takes) * room / most
    fits = measure(left, SMALL, weight=SEMIBOLD) + 8 <= gap
    top = y
    name = Said(offer.block.name, field_of(offer.block), size=BODY, weight=SEMIBOLD, tone="ink" if is_own else "soft")
    y = stack(paper, 0, y, room - 8, [name]) + 2
    if not fits:
        paper.text(room + 5, top, left, size=SMALL, weight=SEMIBOLD, width=_TOTALS - 5)
    for parts, whole, key in ((offer.benefits, offer.gives, "gives"), (offer.costs, offer.takes, "takes")):
        x = 0.0
        for number, part in enumerate(parts):
            wide = max(0.0, float(part.amount.value)) * room / most
            _part(paper, subject, x, y, wide, part, number)
            x += wide
        if whole < max(offer.gives, offer.takes):
            paper.box(x, y, gap, _BAR, line="good" if offer.value > 0 else "alarm", stroke=1.2)
            if fits:
                paper.text(x + 5, y + _BAR / 2, left, size=SMALL, weight=SEMIBOLD, middle=True, width=gap)
        paper.text(room + 5, y + _BAR / 2, words(f"perceived-value.{key}", value=say.amount(whole)), size=SMALL,
                   tone="soft", middle=True, width=_TOTALS - 5)  # fmt: skip
        y += _BAR + 2
    return y


def _part(paper: Paper, subject: Subject, x: float, y: float, wide: float, part: Any, number: int) -> None:
    """A part of a bar: with its name and number where they fit, else the number, else nothing."""
    if wide < 0.4:
        return
    tone = _TONES[part.word][number % 2]
    paper.box(x, y, wide, _BAR, fill=tone)
    paper.line((x + wide, y), (x + wide, y + _BAR), tone="paper", width=0.9)
    if part.word == "benefit" and part.basis == "perceived":
        _hatch(paper, x, y + _BAR - _HATCH, wide)
    amount = subject.say.amount(Fraction(part.amount.value))
    named = subject.words("perceived-value.part", name=_component(subject, part), value=amount)
    for text in (named, amount):
        if measure(text, SMALL) + 5 <= wide:
            paper.text(x + 3, y + (_BAR - _HATCH) / 2, text, size=SMALL, middle=True, width=wide)
            return


def _hatch(paper: Paper, x: float, y: float, wide: float) -> None:
    """A strip of slanting lines: what customers say themselves."""
    at = x + 1.5
    while at + _HATCH * 0.8 < x + wide:
        paper.line((at, y + _HATCH), (at + _HATCH * 0.8, y), tone="soft", width=0.6)
        at += 3.6


def _component(subject: Subject, part: Any) -> str:
    name = "component of benefit" if part.word == "benefit" else "component of cost"
    return subject.say.choice(name, part.component)


def _title(subject: Subject, found: Sequence[Panel]) -> str:
    """How much more or less the offer is worth than the best rival, where it is the closest."""
    words, name = subject.words, subject.block.name
    against = [(panel.advantage, panel) for panel in found if panel.advantage is not None]
    if not against:
        own = found[0].own
        return words("perceived-value.title", name=name, value=_amount(subject, own.value, own.unit))
    advantage, panel = min(against, key=lambda each: each[0])
    best = max(panel.rivals, key=lambda each: each.value)
    key = "more" if advantage > 0 else "less" if advantage < 0 else "same"
    return words(f"perceived-value.title_{key}", name=name, rival=best.block.name,
                 value=_amount(subject, abs(advantage), _unit(panel.own.unit)))  # fmt: skip


def _unit(unit: str) -> str:
    """The unit as it is printed; points need none."""
    return "" if unit == "points" else unit


def _amount(subject: Subject, value: float, unit: str) -> str:
    return subject.say.amount(value, _unit(unit))


def _description(subject: Subject, found: Sequence[Panel]) -> str:
    parts = [subject.words("perceived-value.description", name=subject.block.name)]
    for panel in found[:2]:
        for each in (panel.own, *panel.rivals[:3]):
            parts.append(subject.words(
                "perceived-value.one", name=each.block.name, gives=_amount(subject, each.gives, each.unit),
                takes=_amount(subject, each.takes, each.unit), value=_amount(subject, each.value, each.unit),
            ))  # fmt: skip
    return " ".join(parts)


def _table(subject: Subject, found: Sequence[Panel]) -> Datasheet:
    words, say = subject.words, subject.say
    columns = tuple(words(f"perceived-value.column.{key}") for key in ("for", "offer", "part", "amount", "measured"))
    rows: list[tuple[str, ...]] = []
    for panel in found:
        names = say.join([each.name for each in panel.segments])
        for each in (panel.own, *panel.rivals):
            for part in (*each.benefits, *each.costs):
                side = words(f"perceived-value.side.{part.word}", name=_component(subject, part))
                measured = getattr(part, "measured", None)
                rows.append((names, each.block.name, side, say.quantity(part.amount),
                             "" if measured is None else say.quantity(measured)))  # fmt: skip
            rows.append((names, each.block.name, words("perceived-value.rest"),
                         _amount(subject, each.value, each.unit), ""))  # fmt: skip
    return Datasheet(columns=columns, rows=tuple(rows))


VIEW = View(name="perceived-value", register=("D20",), title="What customers get and give, beside rivals",
            needs=("proposition", "benefit", "customer-cost"), make=_make, of=("proposition",))  # fmt: skip
