"""Amounts side by side as bars: winning and keeping, worth for its cost, the worth of all customers, a price ladder."""

from collections.abc import Sequence
from typing import Any

import attrs

from canvasdsl.figures.blocks import decided
from canvasdsl.views.accents import NOBODYS, Accent, accent_of
from canvasdsl.views.drawing import BODY, SMALL, Datasheet, Drawing
from canvasdsl.views.figure_values import figure_value
from canvasdsl.views.kit import bar_rows as kit
from canvasdsl.views.kit.bar_rows import BarRow, Mark, bar_rows
from canvasdsl.views.kit.paper import RADIUS, Badge, Paper, Said
from canvasdsl.views.phrasing import counted_as
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.views.typeset import REGULAR, SEMIBOLD

__all__ = ["VIEWS", "Bar"]

_MOST = 16
_INDENT = 2 * RADIUS + 5
"""What stands below a name begins where the name does, behind its mark."""


@attrs.frozen(kw_only=True)
class Bar:
    """A bar: its name, where it begins and how long it is, and what stands at its end; `under` stands below the name.
    A `whole` is what the bars above it come to."""

    name: str
    amount: float
    said: str
    start: float = 0.0
    under: str = ""
    accent: Accent = NOBODYS
    field: str = ""
    light: bool = False
    whole: bool = False


def _row(bar: Bar) -> BarRow:
    accent = bar.accent.accent
    badges = () if accent is None else (Badge(accent=accent, mark=bar.accent.mark, letter=bar.accent.letter),)
    indent = 0.0 if badges or bar.whole else _INDENT
    weight = SEMIBOLD if bar.whole else REGULAR
    parts = (Said(bar.name, bar.field, size=BODY, weight=weight, badges=badges, indent=indent),
             Said(bar.under, tone="faint", indent=_INDENT))  # fmt: skip
    tone = "ink" if bar.whole else "grey" if bar.light else bar.accent.tone
    drawn = kit.Bar(start=bar.start, end=bar.start + bar.amount, said=bar.said, tone=tone, strong=bar.whole)
    return BarRow(parts=parts, bars=(drawn,), strong=bar.whole)


def _drawing(
    subject: Subject, view: str, bars: Sequence[Bar], *, title: str, description: str, marks: Sequence[Mark] = (),
) -> Drawing:  # fmt: skip
    paper = Paper()
    shown = bars if len(bars) <= _MOST else [*(bar for bar in bars if not bar.whole)][:_MOST]
    y = bar_rows(paper, 0, [_row(bar) for bar in shown], marks=marks)
    if len(bars) > len(shown):
        paper.text(0, y + 6, subject.counted("bars.more", len(bars) - len(shown)), size=SMALL, tone="soft")
    columns = (subject.words("bars.name"), subject.words("bars.note"), subject.words("bars.amount"))
    rows = tuple((bar.name, bar.under, bar.said) for bar in bars)
    return subject.drawing(view, paper, title=title, description=description,
                           table=Datasheet(columns=columns, rows=rows),
                           texts=tuple((bar.field, bar.name) for bar in bars if bar.field))  # fmt: skip


# ---- Winning and keeping (T-ECO-1) ----------------------------------------------------------


def _win_and_keep(subject: Subject) -> Drawing:
    relationship, say, words = subject.block, subject.say, subject.words
    times, won = (subject.figure(name, relationship) for name in ("winning-to-keeping", "acquisition-cost"))
    if times is None or won is None or not times.value or not won.value:
        raise Undrawn(words("win-and-keep.needs"))
    kept = won.value / times.value
    accent = accent_of(subject.canvas, relationship)
    bars = [Bar(name=words("win-and-keep.win"), amount=float(won.value), said=say.amount(won.value, won.unit),
                accent=accent),
            Bar(name=words("win-and-keep.keep"), amount=float(kept), said=say.amount(kept, won.unit), accent=accent,
                light=True)]  # fmt: skip
    values = {"name": relationship.name, "times": say.amount(times.value), "parts": say.amount(1 / times.value),
              "win": bars[0].said, "keep": bars[1].said}  # fmt: skip
    outcome = "win" if times.value >= 1 else "keep"
    found = _drawing(subject, "win-and-keep", bars, title=words(f"win-and-keep.title.{outcome}", **values),
                     description=words("win-and-keep.description", **values))  # fmt: skip
    return attrs.evolve(found, texts=((f"relationship {relationship.name}", relationship.name),))


# ---- What a customer is worth for what winning one costs (T-ECO-7) --------------------------------


def _value_to_cost(subject: Subject) -> Drawing:
    say, words = subject.say, subject.words
    bars = []
    for relationship in decided(subject.canvas.relationships):
        times, back = (subject.figure(name, relationship) for name in ("ltv-to-cac", "payback"))
        if times is not None and times.value is not None:
            under = "" if back is None else words("value-to-cost.back", time=figure_value(back, say))
            bars.append(Bar(name=relationship.name, amount=float(times.value), under=under,
                            said=words("value-to-cost.times", times=say.amount(times.value)),
                            accent=accent_of(subject.canvas, relationship), field=f"relationship {relationship.name}"))
    if not bars:
        raise Undrawn(words("value-to-cost.needs"))
    bars.sort(key=lambda bar: -bar.amount)
    least = float(subject.canvas.threshold("ltv-to-cac"))
    below = [bar for bar in bars if bar.amount < least]
    threshold = say.amount(least)
    values = {"times": threshold, "first": bars[0].name, "most": say.amount(bars[0].amount), "last": bars[-1].name,
              "fewest": say.amount(bars[-1].amount)}  # fmt: skip
    values |= {"count": say.whole(len(below)), "total": say.whole(len(bars))}
    outcome = "one" if len(bars) == 1 else "all_above"
    if below:
        outcome = "many_below" if len(below) > 1 else "below_nothing" if bars[-1].amount < 0 else "some_below"
    return _drawing(subject, "value-to-cost", bars, title=words(f"value-to-cost.title.{outcome}", **values),
                    description=words("value-to-cost.description", **values), marks=(
                        Mark(value=1.0, said=words("value-to-cost.even"), tone="soft"),
                        Mark(value=least, said=words("value-to-cost.threshold", times=threshold)),
                    ))  # fmt: skip


# ---- All customers (T-ECO-8) --------------------------------------------------------------------


def _equity(subject: Subject) -> Drawing:
    say, words = subject.say, subject.words
    found = [(segment, each) for segment in decided(subject.canvas.segments)
             if (each := subject.figure("segment-equity", segment)) is not None and each.value]  # fmt: skip
    whole = sum(each.value for _, each in found if each.value is not None)
    if not found or whole <= 0:
        raise Undrawn(words("equity.needs"))
    found.sort(key=lambda pair: -(pair[1].value or 0))
    unit = found[0][1].unit
    bars, together = [], 0.0
    for segment, each in found:
        said = words("mix.amount", amount=say.amount(each.value or 0), share=say.amount((each.value or 0) / whole, "%"))
        under = "" if segment.customers is None else say.wording.count(
            "view.number.customers", counted_as(segment.customers.low, segment.customers.high),
            value=say.quantity(segment.customers))  # fmt: skip
        bars.append(Bar(name=segment.name, start=together, amount=float(each.value or 0), said=said, under=under,
                        accent=accent_of(subject.canvas, segment), field=f"segment {segment.name}"))  # fmt: skip
        together += float(each.value or 0)
    if len(bars) > 1:
        bars.append(Bar(name=words("equity.all"), amount=float(whole), said=say.amount(whole, unit), whole=True))
    values = {"first": bars[0].name, "whole": say.amount(whole, unit),
              "share": say.amount((found[0][1].value or 0) / whole, "%")}  # fmt: skip
    key = "only" if len(found) == 1 else "several"
    return _drawing(subject, "customer-equity", bars, title=words(f"equity.title.{key}", **values),
                    description=words("equity.description", **values))  # fmt: skip


# ---- Prices (T-BMC-5b) ----------------------------------------------------------------------------


def _from_to(subject: Subject, low: Any, high: Any) -> str:
    """The likely prices of two plans as one range: `19 to 49 EUR per month`."""
    first, last = (attrs.evolve(each, low=each.value, likely=each.value, high=each.value)
                   for each in (low.price.value.typed, high.price.value.typed))  # fmt: skip
    if first.unit == last.unit:
        return subject.say.quantity(attrs.evolve(first, likely=None, high=last.value))
    return subject.words("number.range", low=subject.say.quantity(first), high=subject.say.quantity(last))


def _ladder(subject: Subject) -> Drawing:
    stream, say, words = subject.block, subject.say, subject.words
    priced = [each for each in decided(stream.plans) if each.price is not None]
    first: Any = priced[0].price.value if priced else None
    alike = [each for each in priced
             if (each.price.value.unit, each.price.value.per) == (first.unit, first.per)]  # fmt: skip
    if len(alike) < 2:
        raise Undrawn(words("price-ladder.needs"))
    alike.sort(key=lambda plan: plan.price.value.value)
    accent = accent_of(subject.canvas, stream)
    bars = []
    for plan in alike:
        share = subject.figure("plan-share", plan)
        under = "" if share is None else words("price-ladder.share", share=figure_value(share, say))
        bars.append(Bar(name=plan.name, amount=float(plan.price.value.value), said=say.quantity(plan.price.value),
                        under=under, accent=accent, field=f"plan {plan.name}"))  # fmt: skip
    values = {"name": stream.name, "range": _from_to(subject, alike[0], alike[-1]), "count": say.whole(len(bars))}
    average, marks = subject.figure("average-price", stream), []
    if average is not None and average.value is not None:
        values["average"] = say.amount(average.value, average.unit.partition(" per ")[0])
        marks = [Mark(value=float(average.value), said=words("price-ladder.average", **values))]
    drawing = _drawing(
        subject, "price-ladder", bars, marks=marks,
        title=words("price-ladder.title_average" if marks else "price-ladder.title", **values),
        description=words("price-ladder.description", **values),
    )  # fmt: skip
    return attrs.evolve(drawing, texts=(*drawing.texts, (f"revenue {stream.name}", stream.name)))


VIEWS: tuple[View, ...] = (
    View(name="win-and-keep", theory=("T-ECO-1", "T-BEN-3"), title="What winning and what keeping a customer costs",
         needs=("relationship", "acquisition-cost", "retention-cost"), make=_win_and_keep, of=("relationship",)),
    View(name="value-to-cost", theory=("T-ECO-7",), title="What a customer is worth for what winning one costs",
         needs=("relationship", "margin", "acquisition-cost"), make=_value_to_cost),
    View(name="customer-equity", theory=("T-ECO-8",), title="What all customers are worth, segment by segment",
         needs=("segment", "customers", "margin"), make=_equity),
    View(name="price-ladder", theory=("T-BMC-5b",), title="The prices of a stream, from the lowest to the highest",
         needs=("revenue", "plan", "price"), make=_ladder, of=("revenue",)),
)  # fmt: skip
