"""Amounts side by side as bars: winning and keeping, worth for its cost, the worth of all customers, a price ladder."""

from collections.abc import Sequence
from typing import Any

import attrs

from canvasdsl.figures.blocks import decided
from canvasdsl.views.accents import NOBODYS, Accent, accent_of
from canvasdsl.views.drawing import BODY, SMALL, Board, Datasheet, Drawing
from canvasdsl.views.figure_values import figure_value
from canvasdsl.views.kit.charts import Scale
from canvasdsl.views.phrasing import Phrasing
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.views.typeset import measure

__all__ = ["VIEWS", "Bar"]

_MOST = 16
_NAMES, _AMOUNTS = 168.0, 104.0


@attrs.frozen(kw_only=True)
class Bar:
    """A bar: its name, how long it is, and what stands at its end; `under` stands below the name."""

    name: str
    amount: float
    said: str
    under: str = ""
    accent: Accent = NOBODYS
    light: bool = False
    field: str = ""


def _bars(subject: Subject, board: Board, bars: Sequence[Bar], *, line: float = 0.0, said: str = "") -> None:
    """The bars below each other on one scale, with a line at a threshold."""
    shown = bars[:_MOST]
    most = max(line, *(bar.amount for bar in shown))
    across = Scale(min(0.0, *(bar.amount for bar in shown)), most or 1.0, _NAMES + 12, board.width - _AMOUNTS)
    top = 0.0
    if said:
        half = measure(said, SMALL) / 2
        at = min(max(across(line), _NAMES + 12 + half), board.width - half)
        top = board.text(at, 0, said, size=SMALL, tone="soft", align="middle").height + 3
    down = top
    place = len(board.shapes)
    for bar in shown:
        left = max(bar.accent.put(board, 0, down + 6.5), 10.5)
        height = board.text(left, down, bar.name, width=_NAMES - left).height
        if bar.under:
            height += board.text(10.5, down + height, bar.under, size=SMALL, tone="faint", width=_NAMES - 10.5).height
        board.box(across(0), down + 1.5, across(bar.amount) - across(0), 10, fill=bar.accent.tone,
                  opacity=0.45 if bar.light else 1.0)  # fmt: skip
        end = max(across(bar.amount), across(0))
        if said and end + 4 < across(line) < end + 10 + measure(bar.said, BODY):
            end = across(line)
        label = board.text(end + 6, down, bar.said, width=board.width - end - 6)
        down += max(height, label.height) + 5
    if len(bars) > len(shown):
        down += board.text(10.5, down, subject.counted("bars.more", len(bars) - len(shown)), tone="soft").height
    lines = Board()
    lines.line((across(0), top), (across(0), down - 2), tone="soft", width=0.7)
    if said:
        lines.line((across(line), top - 2), (across(line), down - 2), tone="ink", width=0.9, dash=(3, 2))
    board.shapes[place:place] = lines.shapes


def _drawing(
    subject: Subject, view: str, bars: Sequence[Bar], *, title: str, description: str, line: float = 0.0,
    said: str = "",
) -> Drawing:  # fmt: skip
    board = Board()
    _bars(subject, board, bars, line=line, said=said)
    columns = (subject.words("bars.name"), subject.words("bars.note"), subject.words("bars.amount"))
    rows = tuple((bar.name, bar.under, bar.said) for bar in bars)
    return subject.drawing(view, board, title=title, description=description,
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
    outcome = "some_below" if below else "one" if len(bars) == 1 else "all_above"
    return _drawing(subject, "value-to-cost", bars, title=words(f"value-to-cost.title.{outcome}", **values),
                    description=words("value-to-cost.description", **values), line=least,
                    said=words("value-to-cost.threshold", times=threshold))  # fmt: skip


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
    bars = [
        Bar(name=segment.name, amount=float(each.value or 0), accent=accent_of(subject.canvas, segment),
            said=words("mix.amount", amount=say.amount(each.value or 0),
                       share=say.amount((each.value or 0) / whole, "%")),
            under="" if segment.customers is None else say.wording.count(
                "view.number.customers", 2, value=say.quantity(segment.customers)), field=f"segment {segment.name}")
        for segment, each in found
    ]  # fmt: skip
    values = {"first": bars[0].name, "whole": say.amount(whole, unit),
              "share": say.amount((found[0][1].value or 0) / whole, "%")}  # fmt: skip
    key = "only" if len(bars) == 1 else "several"
    return _drawing(subject, "customer-equity", bars, title=words(f"equity.title.{key}", **values),
                    description=words("equity.description", **values))  # fmt: skip


# ---- Prices (T-BMC-5b) ----------------------------------------------------------------------------


def _likely(plan: Any, say: Phrasing) -> str:
    """The likely price of a plan: `from 19 to 49 EUR` has no room for ranges."""
    price = plan.price.value.typed
    return say.quantity(attrs.evolve(price, low=price.value, likely=price.value, high=price.value))


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
    average = subject.figure("average-price", stream)
    values = {"name": stream.name, "low": _likely(alike[0], say), "high": _likely(alike[-1], say),
              "count": say.whole(len(bars))}  # fmt: skip
    drawing = _drawing(
        subject, "price-ladder", bars, title=words("price-ladder.title", **values),
        description=words("price-ladder.description", **values),
        line=0.0 if average is None else float(average.value or 0),
        said="" if average is None else words("price-ladder.average", price=figure_value(average, say)),
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
