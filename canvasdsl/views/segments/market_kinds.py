"""Customers who are organisations beside customers who are people: how many, how large, who decides, how close.

The rows are the respects in which business markets are known to differ from consumer markets.
"""

from collections.abc import Callable, Iterator
from typing import Any

import attrs

from canvasdsl.model.canvas import Canvas
from canvasdsl.rules.parts import relationships_with
from canvasdsl.views.drawing import Datasheet, Drawing
from canvasdsl.views.kit.grids import Cell, Row, table
from canvasdsl.views.kit.paper import Paper, Said, badge_of, bold, capital, field_of
from canvasdsl.views.phrasing import Phrasing
from canvasdsl.views.subject import Subject, Undrawn, View

__all__ = ["KINDS", "VIEW", "Market", "markets_of"]

KINDS = ("organisations", "people")
_ORGANISATIONS, _PEOPLE = ("b2b", "b2g", "b2b2c"), ("b2c", "c2c", "c2b")
_LABELS = 92.0


@attrs.frozen(kw_only=True)
class Market:
    """One kind of market and its segments, each with its number."""

    kind: str
    segments: tuple[tuple[int, Any], ...]

    @property
    def buyers(self) -> float | None:
        """How many customers the segments have together, where each says so."""
        counts = [segment.customers for _, segment in self.segments if not segment.is_idea]
        return float(sum(each.value for each in counts)) if counts and None not in counts else None


def markets_of(canvas: Canvas) -> tuple[Market, ...]:
    """The segments by the kind of their market: as they say, else by what they consist of."""
    found: dict[str, list[tuple[int, Any]]] = {kind: [] for kind in KINDS}
    for number, segment in enumerate(canvas.segments):
        kind = _kind(segment)
        if kind:
            found[kind].append((number, segment))
    return tuple(Market(kind=kind, segments=tuple(found[kind])) for kind in KINDS)


def _kind(segment: Any) -> str:
    if segment.market in _ORGANISATIONS or (segment.market is None and segment.consists_of == "organisations"):
        return "organisations"
    return "people" if segment.market in _PEOPLE or segment.consists_of in ("people", "households") else ""


# ---- Rows ---------------------------------------------------------------------------


def _how_many(say: Phrasing, segment: Any) -> str:
    number = segment.customers or segment.size
    return say.quantity(number) if number is not None else ""


def _order(say: Phrasing, segment: Any) -> str:
    amount = segment.deal_size or segment.spend
    return say.quantity(amount) if amount is not None else ""


def _decides(say: Phrasing, segment: Any) -> str:
    roles = dict.fromkeys(say.choice("role in a purchase", each.role) for each in segment.buying_centre)
    if roles:
        return say.join([*roles])
    return say.choice("buyer type", segment.buyer) if segment.buyer else ""


def _bound(say: Phrasing, segment: Any) -> str:
    time = segment.contract_term or segment.stays
    return say.quantity(time) if time is not None else ""


def _described(say: Phrasing, segment: Any) -> str:
    told = (segment.industry, *segment.firmographic, *segment.demographic, *segment.behavioural)
    said = [text for text in told if text]
    return say.wording("brief.list.separator").join(said[:2])


def _relation(say: Phrasing, segment: Any) -> str:
    words = dict.fromkeys(say.choice("relationship type", word) for each in relationships_with(say.canvas, segment)
                          for word in sorted(each.type_words) if word != "custom")  # fmt: skip
    return say.join([*words])


def _reached(say: Phrasing, segment: Any) -> str:
    channels = say.canvas.index.naming(segment.key, "channel", "reaches") if segment.key else ()
    return say.join(say.shortened([each.name for each in channels]))


_ROWS: tuple[tuple[str, Callable[[Phrasing, Any], str], bool], ...] = (
    ("many", _how_many, False), ("order", _order, False), ("decides", _decides, False), ("bound", _bound, False),
    ("relation", _relation, False), ("reached", _reached, True), ("described", _described, True),
)  # fmt: skip
"""The rows with what a segment says, and whether that holds the author's words."""


# ---- Drawing ------------------------------------------------------------------------


def _make(subject: Subject) -> Drawing:
    found = markets_of(subject.canvas)
    if not all(market.segments for market in found):
        raise Undrawn(subject.words("markets.needs"))
    paper = Paper()
    heads = [Cell(), *(Cell((bold(subject.words(f"markets.kind.{market.kind}")),)) for market in found)]
    rows = [Row(cells=(_label(subject, "who"), *(Cell(tuple(_names(market))) for market in found)))]
    for key, tell, is_theirs in _ROWS:
        cells = [tuple(_lines(subject, market, tell, is_theirs)) for market in found]
        if any(cells):
            unsaid = (Said(subject.words("markets.unsaid"), tone="soft"),)
            rows.append(Row(cells=(_label(subject, key), *(Cell(cell or unsaid) for cell in cells))))
    half = (paper.width - _LABELS) / 2
    table(paper, 0, heads, rows, widths=(_LABELS, half, half))
    return subject.drawing("markets", paper, title=_title(subject, found), description=_description(subject, found),
                           table=_table(subject, found), texts=paper.authors)  # fmt: skip


def _label(subject: Subject, key: str) -> Cell:
    return Cell((Said(subject.words(f"markets.row.{key}"), tone="soft"),))


def _names(market: Market) -> Iterator[Said]:
    for number, segment in market.segments:
        yield bold(segment.name, field_of(segment), badges=(badge_of(number),),
                   tone="soft" if segment.is_idea else "ink")  # fmt: skip


def _lines(
    subject: Subject, market: Market, tell: Callable[[Phrasing, Any], str], is_theirs: bool
) -> Iterator[Said]:  # fmt: skip
    """What each segment says; its mark stands before it where there are several."""
    for number, segment in market.segments:
        text = tell(subject.say, segment)
        if text:
            badges = (badge_of(number),) if len(market.segments) > 1 else ()
            yield Said(text, field_of(segment), badges=badges) if is_theirs else Said(capital(text), badges=badges)


def _title(subject: Subject, found: tuple[Market, ...]) -> str:
    organisations, people = found
    if organisations.buyers and people.buyers:
        key = ("title" if organisations.buyers < people.buyers else
               "title_even" if organisations.buyers == people.buyers else "title_more")  # fmt: skip
        return subject.counted(f"markets.{key}", round(organisations.buyers), people=subject.say.amount(people.buyers),
                               organisations=subject.say.amount(organisations.buyers))  # fmt: skip
    return subject.words("markets.title_uncounted")


def _description(subject: Subject, found: tuple[Market, ...]) -> str:
    say = subject.say
    return subject.words("markets.description", **{
        market.kind: say.join(say.shortened([segment.name for _, segment in market.segments])) for market in found
    })  # fmt: skip


def _table(subject: Subject, found: tuple[Market, ...]) -> Datasheet:
    say, words = subject.say, subject.words
    columns = (words("markets.segment"), words("markets.market"), *(words(f"markets.row.{key}") for key, _, _ in _ROWS))
    rows = tuple((segment.name, words(f"markets.kind.{market.kind}"), *(tell(say, segment) for _, tell, _ in _ROWS))
                 for market in found for _, segment in market.segments)  # fmt: skip
    return Datasheet(columns=columns, rows=rows)


VIEW = View(name="markets", register=(), theory=("T-CUS-10",), title="Customers who are organisations beside those who "
            "are people", needs=("segment", "market"), make=_make)  # fmt: skip
