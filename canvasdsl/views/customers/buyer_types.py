"""How segments buy (D10): by how much the price matters to them and how much the differences between offers do.

The four corners are those of Nagle and Holden; who bargains stands where value is wanted and acts as if for the price
(Holden & Burton 2008).
"""

from collections.abc import Sequence
from typing import Any

import attrs

from canvasdsl.model.canvas import Canvas
from canvasdsl.views.drawing import BODY, SMALL, Datasheet, Drawing
from canvasdsl.views.kit.paper import DASHED, Paper, Said, badge_of, bold, field_of, room_of, stack
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.views.typeset import SEMIBOLD, measure

__all__ = ["TYPES", "VIEW", "Buyers", "buyers_in"]

TYPES = ("relationship", "value", "convenience", "price")
"""The corners from the upper left to the lower right: differences matter above, the price at the right."""
_POSING = "poker"
_PAD = 9.0
_MOST = 12
"""So many segments a corner names."""


@attrs.frozen(kw_only=True)
class Buyers:
    """The segments that buy in one way, each with its number in the model."""

    type: str
    segments: tuple[tuple[int, Any], ...]


def buyers_in(canvas: Canvas) -> tuple[Buyers, ...]:
    """The ways to buy in the order of the corners, and last who bargains."""
    return tuple(
        Buyers(type=type, segments=tuple((number, each) for number, each in enumerate(canvas.segments)
                                         if each.buyer == type)) for type in (*TYPES, _POSING)
    )  # fmt: skip


def _make(subject: Subject) -> Drawing:
    found = buyers_in(subject.canvas)
    if not any(each.segments for each in found):
        raise Undrawn(subject.words("buyers.needs"))
    words = subject.words
    *corners, posing = found
    room = max(measure(words(f"buyers.{key}"), SMALL) for key in ("high", "low")) + 8
    room = min(room, 70.0)
    paper = Paper()
    top = paper.text(0, 0, words("buyers.up"), size=SMALL, tone="faint").height + 4
    width = (paper.width - room) / 2
    cells = [_cell(subject, each, width, posing if each.type in ("value", "price") else None) for each in corners]
    heights = [max(74.0, *(cell[1] for cell in cells[row : row + 2])) for row in (0, 2)]
    for number, (cell, _) in enumerate(cells):
        x, y = room + width * (number % 2), top + (heights[0] if number > 1 else 0)
        paper.put(cell, x, y)
    bottom = top + sum(heights)
    paper.box(room, top, 2 * width - 0.5, bottom - top, line="line")
    paper.line((room + width, top), (room + width, bottom), tone="line", width=0.9)
    paper.line((room, top + heights[0]), (paper.width - 0.5, top + heights[0]), tone="line", width=0.9)
    if posing.segments:
        x, y = room + width + _PAD + 4, top + heights[0]
        paper.line((x, y - 5), (x, y + 16), tone="soft", width=0.9, dash=DASHED, head=5)
    paper.text(room - 6, top + heights[0] / 2, words("buyers.high"), size=SMALL, tone="soft", align="end", middle=True,
               width=room - 6)  # fmt: skip
    paper.text(room - 6, top + heights[0] + heights[1] / 2, words("buyers.low"), size=SMALL, tone="soft", align="end",
               middle=True, width=room - 6)  # fmt: skip
    half = [paper.text(room + width * at, bottom + 4, words(f"buyers.{key}"), size=SMALL, tone="soft", align="middle",
                       width=width - 8) for at, key in ((0.5, "cheap_low"), (1.5, "cheap_high"))]  # fmt: skip
    paper.text(room + width, max(each.y + each.height for each in half), words("buyers.across"), size=SMALL,
               tone="faint", align="middle", width=2 * width)  # fmt: skip
    return subject.drawing(
        "buyers", paper, title=_title(subject, found), description=_description(subject, found),
        table=_table(subject, found), notes=_notes(subject), texts=paper.authors,
    )  # fmt: skip


def _cell(subject: Subject, each: Buyers, width: float, posing: Buyers | None) -> tuple[Paper, float]:
    """What a corner says and who is in it; returns it with its height."""
    words = subject.words
    paper = Paper(width)
    inside = width - 2 * _PAD
    y = 7.0
    if each.type == "price" and posing is not None and posing.segments:
        # An arrow from those who bargain ends here.
        y += paper.text(_PAD + 14, y, words("buyers.posing"), size=SMALL, tone="soft", width=inside - 14).height + 7
    y = stack(paper, _PAD, y, inside, [
        Said(words(f"buyers.type.{each.type}"), size=BODY, weight=SEMIBOLD, tone="soft"),
        Said(words(f"buyers.advice.{each.type}"), tone="faint"),
    ]) + 6  # fmt: skip
    y = _names(subject, paper, y, inside, each.segments)
    if each.type == "value" and posing is not None and posing.segments:
        y = stack(paper, _PAD, y + (4 if each.segments else 0), inside, [
            bold(words("buyers.type.poker"), tone="soft"), Said(words("buyers.advice.poker"), tone="faint"),
        ]) + 6  # fmt: skip
        y = _names(subject, paper, y, inside, posing.segments)
    return paper, y + 3


def _names(subject: Subject, paper: Paper, y: float, width: float, segments: Sequence[tuple[int, Any]]) -> float:
    for number, segment in segments[:_MOST]:
        top = y
        head = Said(segment.name, field_of(segment), size=BODY, weight=SEMIBOLD, badges=(badge_of(number),))
        y = stack(paper, _PAD, y, width, [head])
        if segment.customers is not None:
            count = Said(subject.counted("buyers.customers", round(segment.customers.value),
                                         number=subject.say.quantity(segment.customers)), tone="soft")  # fmt: skip
            y = stack(paper, _PAD + room_of(head), y, width - room_of(head), [count])
        y += 4
        if segment.is_idea:
            paper.box(_PAD - 4, top - 2, width + 8, y - top, line="soft", dash=DASHED)
            y += 3
    if len(segments) > _MOST:
        y += paper.text(_PAD, y, subject.counted("quadrants.more", len(segments) - _MOST), size=SMALL, tone="soft",
                        width=width).height + 4  # fmt: skip
    return y


def _title(subject: Subject, found: Sequence[Buyers]) -> str:
    """The share of customers who buy by price where it is known; else how many segments buy in which way."""
    share = subject.figure("price-buyers")
    if share is not None and share.value:
        return subject.words("buyers.title_share", share=subject.say.amount(share.value, "%"))
    said = [(each.type, sum(not one.is_idea for _, one in each.segments)) for each in found]
    total = sum(number for _, number in said)
    if total == 0:
        return subject.words("buyers.title_ideas")
    by_price = sum(number for type, number in said if type in ("price", _POSING))
    if not by_price:
        return subject.words("buyers.title_none")
    return subject.words("buyers.title", number=subject.say.whole(by_price), total=subject.say.whole(total))


def _description(subject: Subject, found: Sequence[Buyers]) -> str:
    ones = [subject.words("buyers.one", type=subject.words(f"buyers.type.{each.type}"),
                          names=subject.say.join(subject.say.shortened([one.name for _, one in each.segments])))
            for each in found if each.segments]  # fmt: skip
    return " ".join((subject.words("buyers.description"), *ones))


def _notes(subject: Subject) -> tuple[str, ...]:
    silent = [each.name for each in subject.canvas.segments if each.buyer is None]
    names = subject.say.join(subject.say.shortened(silent))
    return (subject.words("buyers.silent", names=names),) if silent else ()


def _table(subject: Subject, found: Sequence[Buyers]) -> Datasheet:
    words = subject.words
    columns = tuple(words(f"buyers.column.{key}") for key in ("segment", "type", "customers", "advice"))
    rows = tuple(
        (one.name, words(f"buyers.type.{each.type}"), subject.say.quantity(one.customers) if one.customers else "",
         words(f"buyers.advice.{each.type}"))
        for each in found for _, one in each.segments
    )  # fmt: skip
    return Datasheet(columns=columns, rows=rows)


VIEW = View(name="buyers", register=("D10",), title="Who buys by price, by value, by trust, by ease",
            needs=("segment", "buyer"), make=_make)  # fmt: skip
