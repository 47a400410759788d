"""Who visits a shop or site (D09): seven types of visitors as bands, what is done for each, and who of them buys."""

from typing import Any

import attrs

from canvasdsl.figures.blocks import decided
from canvasdsl.model.entities import Reference
from canvasdsl.views.drawing import BODY, SMALL, Datasheet, Drawing
from canvasdsl.views.kit.paper import DASHED, Paper, Said, capital, field_of, stack
from canvasdsl.views.phrasing import Phrasing
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.views.typeset import SEMIBOLD, measure

__all__ = ["VIEW", "Band", "bands_of"]

_BAR, _RIBBON = 44.0, 46.0
_LEAST = 26.0
_TONES = ("heat1", "heat2")
_BEST = "heat4"
"""Of those who bring the most orders."""


@attrs.frozen(kw_only=True)
class Band:
    """A type of visitors: its share of all, which share of it buys, and its share of all orders, from 0 to 1."""

    visitors: Any
    share: float | None
    buys: float | None
    orders: float | None

    @property
    def is_helped(self) -> bool:
        """Whether anything is done for them."""
        return bool(self.visitors.tactics or self.visitors.path)


def bands_of(channel: Any) -> tuple[Band, ...]:
    """The types of visitors of a channel in the order of the file; orders only where all say who buys."""
    told = decided(channel.visitors)
    shares = [_share(each.portion) for each in told]
    buys = [_share(each.conversion) for each in told]
    bought = [share * rate for share, rate in zip(shares, buys, strict=True) if share is not None and rate is not None]
    complete = all(rate is not None for share, rate in zip(shares, buys, strict=True) if share is not None)
    total = sum(bought) if complete else 0.0
    return tuple(
        Band(visitors=each, share=share, buys=rate,
             orders=share * rate / total if total and share is not None and rate is not None else None)
        for each, share, rate in zip(told, shares, buys, strict=True)
    )  # fmt: skip


def _share(quantity: Any) -> float | None:
    return None if quantity is None else float(quantity.value) / 100


# ---- Drawing ------------------------------------------------------------------------


def _make(subject: Subject) -> Drawing:
    channel, words, say = subject.block, subject.words, subject.say
    found = bands_of(channel)
    told = [each for each in found if each.share]
    if not told:
        raise Undrawn(words("visitors.needs"))
    paper = Paper()
    sold = any(each.orders is not None for each in told)
    left = _BAR + _RIBBON
    width = paper.width - left - (_BAR + _RIBBON if sold else 0.0)
    heads = [paper.text(0, 0, words("visitors.of_visitors"), size=SMALL, tone="faint", width=left)]
    if sold:
        heads.append(paper.text(paper.width, 0, words("visitors.of_orders"), size=SMALL, tone="faint", align="end",
                                width=left))  # fmt: skip
    top = max(each.height for each in heads) + 5
    rows = [_row(subject, each, width - 8) for each in told]
    heights = [max(_LEAST, row.height + 10) for row in rows]
    tall = sum(heights)
    best = told.index(_best(told)) if sold else -1
    _bar(paper, subject, top, tall, heights, [each.share or 0.0 for each in told], best, at_left=True)
    if sold:
        _bar(paper, subject, top, tall, heights, [each.orders or 0.0 for each in told], best, at_left=False)
    y = top
    for row, height in zip(rows, heights, strict=True):
        paper.put(row, left + 4, y + (height - row.height) / 2)
        y += height
        if row is not rows[-1]:
            paper.line((left, y), (left + width, y), tone="line", width=0.6)
    rest = [each for each in found if not each.share]
    if rest:
        names = say.join([_name(subject, each) for each in rest])
        paper.text(0, y + 6, words("visitors.without_share", names=names), size=SMALL, tone="soft")
    return subject.drawing(
        "visitors", paper, title=_title(subject, told), description=_description(subject, channel, told),
        table=_table(subject, found), texts=paper.authors,
    )  # fmt: skip


def _bar(
    paper: Paper, subject: Subject, top: float, tall: float, heights: list[float], shares: list[float], best: int, *,
    at_left: bool,
) -> None:
    """A bar of shares at an edge, each joined with its row; what is missing to the whole stays open."""
    whole = max(1.0, sum(shares)) if at_left else sum(shares)
    edge = _BAR if at_left else paper.width - _BAR
    inner = _BAR + _RIBBON if at_left else paper.width - _BAR - _RIBBON
    bar_left = 0.0 if at_left else paper.width - _BAR
    y, row, below = top, top, -1e9
    for number, (share, height) in enumerate(zip(shares, heights, strict=True)):
        band = tall * share / whole
        tone = _BEST if number == best else _TONES[number % 2]
        paper.area([(edge, y), (inner, row), (inner, row + height), (edge, y + band)], tone, opacity=0.55)
        if band > 0.3:
            paper.box(bar_left, y, _BAR, band, fill=tone)
            if number:
                paper.line((bar_left, y), (bar_left + _BAR, y), tone="paper", width=0.9)
        middle, half = y + band / 2, SMALL * 0.5
        if share and middle - half > below:
            words = subject.say.amount(share, "%")
            if measure(words, SMALL, weight=SEMIBOLD) <= _BAR and band >= 2 * half:
                paper.text(bar_left + _BAR / 2, middle, words, size=SMALL, weight=SEMIBOLD, align="middle", middle=True)
                below = middle + half
        y, row = y + band, row + height
    if y < top + tall - 0.5:
        paper.box(bar_left, y, _BAR, top + tall - y, line="soft", dash=DASHED)


def _row(subject: Subject, band: Band, width: float) -> Paper:
    """Who they are, what they need, what is done for them and which share of them buys."""
    words, say, visitors = subject.words, subject.say, band.visitors
    paper = Paper(width)
    share = "" if band.share is None else say.amount(band.share, "%")
    name = words("visitors.row", name=capital(_name(subject, band)), share=share)
    parts = [Said(name, size=BODY, weight=SEMIBOLD)]
    if visitors.need:
        parts.append(Said(words("visitors.need", need=visitors.need), tone="soft"))
    help = _help(say, band)
    if help:
        parts.append(Said(words("visitors.help", help=say.join(help)), tone="soft"))
    elif not band.is_helped:
        parts.append(Said(words("visitors.nothing"), tone="warn"))
    if visitors.path:
        parts.append(Said(words("visitors.path", path=visitors.path), tone="soft"))
    if band.buys is not None:
        parts.append(Said(_buys(subject, band)))
    stack(paper, 0, 0, width, parts)
    field = field_of(subject.block)
    paper.texts += [(field, text) for text in (visitors.need, *help, visitors.path) if text]
    return paper


def _name(subject: Subject, band: Band) -> str:
    return subject.say.choice("visitor type", band.visitors.type)


def _help(say: Phrasing, band: Band) -> list[str]:
    return [say.named(each) if isinstance(each, Reference) else say.choice("tactic", each)
            for each in band.visitors.tactics]  # fmt: skip


def _buys(subject: Subject, band: Band) -> str:
    words, say = subject.words, subject.say
    rate = say.amount(band.buys or 0.0, "%")
    if band.orders is None:
        return words("visitors.buy", rate=rate)
    return words("visitors.buy_orders", rate=rate, orders=say.amount(band.orders, "%"))


def _best(told: list[Band]) -> Band:
    """Who brings the most orders."""
    return max(told, key=lambda each: each.orders or 0.0)


def _title(subject: Subject, told: list[Band]) -> str:
    """Who brings the most orders; else who is left without help; else who are the most."""
    words, say = subject.words, subject.say
    if any(each.orders is not None for each in told):
        best = _best(told)
        return words("visitors.title_orders", name=capital(_name(subject, best)),
                     share=say.amount(best.share or 0.0, "%"), orders=say.amount(best.orders or 0.0, "%"))  # fmt: skip
    alone = [_name(subject, each) for each in told if not each.is_helped]
    if alone:
        return words("visitors.title_alone", names=say.join(say.shortened(alone)))
    most = max(told, key=lambda each: each.share or 0.0)
    return words("visitors.title_most", name=capital(_name(subject, most)), share=say.amount(most.share or 0.0, "%"))


def _description(subject: Subject, channel: Any, told: list[Band]) -> str:
    words, say = subject.words, subject.say
    shares = say.join([words("visitors.part", name=_name(subject, each), share=say.amount(each.share or 0.0, "%"))
                       for each in told])  # fmt: skip
    parts = [words("visitors.description", channel=channel.name, shares=shares)]
    orders = subject.figure("expected-orders", channel)
    if orders is not None and orders.value is not None:
        parts.append(words("visitors.orders", orders=say.amount(orders.value, orders.unit)))
    alone = [_name(subject, each) for each in told if not each.is_helped]
    if alone:
        parts.append(words("visitors.alone", names=say.join(alone)))
    return " ".join(parts)


def _table(subject: Subject, found: tuple[Band, ...]) -> Datasheet:
    words, say = subject.words, subject.say

    def per_cent(share: float | None) -> str:
        return "" if share is None else say.amount(share, "%")

    columns = tuple(words(f"visitors.column.{key}") for key in ("type", "share", "need", "help", "buy", "orders"))
    rows = tuple((_name(subject, each), per_cent(each.share), each.visitors.need or "", say.join(_help(say, each)),
                  per_cent(each.buys), per_cent(each.orders)) for each in found)  # fmt: skip
    return Datasheet(columns=columns, rows=rows)


VIEW = View(name="visitors", register=("D09",), title="Seven types of visitors, what is done for them, and who buys",
            needs=("channel", "visitors"), make=_make, of=("channel",))  # fmt: skip
