"""What a budget is spent on: serving one segment after the other until it is used up (T-SEG-6), and what each budget
brings (T-MEA-3); and how much of what customers spend comes to this business (T-LOY-4)."""

from typing import Any

import attrs

from canvasdsl.figures.blocks import blocks_by_word, called, decided
from canvasdsl.figures.inputs import Absent
from canvasdsl.figures.money import per_period
from canvasdsl.figures.sheet import Sheet
from canvasdsl.model.quantities import Quantity
from canvasdsl.views.accents import accent_of
from canvasdsl.views.drawing import SMALL, Datasheet, Drawing
from canvasdsl.views.kit.bar_rows import Bar, BarRow, Mark, bar_rows
from canvasdsl.views.kit.paper import Badge, Paper, Said, badge_of, bold, field_of
from canvasdsl.views.subject import Subject, Undrawn, View

__all__ = ["VIEWS", "Line", "Part", "Serving", "Share", "returns_of", "serving_of", "shares_of"]

_MOST = 14
"""So many bars are drawn; all stand in the table."""


# ---- Serving all customers (T-SEG-6) ------------------------------------------------------


@attrs.frozen(kw_only=True)
class Part:
    """A segment in its turn and what serving its customers costs; `None` where it does not say."""

    segment: Any
    cost: float | None


@attrs.frozen(kw_only=True)
class Serving:
    """The segments as a budget serves them, the primary ones first, and the budget of the same period."""

    currency: str
    period: str
    budget: float
    parts: tuple[Part, ...]

    @property
    def whole(self) -> float:
        """What serving all of them costs, as far as it is said."""
        return sum(each.cost or 0.0 for each in self.parts)

    @property
    def cut(self) -> Part | None:
        """The segment at which the budget ends."""
        together = 0.0
        for each in self.parts:
            together += each.cost or 0.0
            if together > self.budget:
                return each
        return None


def serving_of(subject: Subject) -> Serving | None:
    """What the model says of its budget; `None` where there is none, or nothing to hold against it."""
    canvas = subject.canvas
    budget = canvas.heading.budget if canvas.heading is not None else None
    if budget is None:
        return None
    sheet = Sheet(canvas)
    per = per_period(sheet)
    try:
        amount = sheet.money(budget, "budget", "B", per=per)
    except Absent:
        return None
    parts = []
    for segment in sorted(decided(canvas.segments), key=lambda each: not each.primary):
        figure = subject.figure("serving-cost", segment)
        parts.append(Part(segment=segment, cost=None if figure is None else float(figure.value or 0)))
    if all(each.cost is None for each in parts):
        return None
    likely = {name: each.likely for name, each in sheet.inputs.items()}
    return Serving(currency=sheet.currency, period=per, budget=float(amount.value(likely)), parts=tuple(parts))


def _budget(subject: Subject) -> Drawing:
    say, words, found = subject.say, subject.words, serving_of(subject)
    if found is None:
        raise Undrawn(words("budget.needs"))
    rows, at, unsaid = [], 0.0, []
    for part in found.parts:
        name = bold(part.segment.name, field_of(part.segment), badges=_badges(subject, part.segment))
        if part.cost is None:
            unsaid.append(part.segment.name)
            rows.append(BarRow(parts=(name,), instead=words("budget.unsaid")))
            continue
        end = at + part.cost
        within = min(max(found.budget, at), end)
        pieces = []
        if within > at or not part.cost:
            pieces.append(Bar(start=at, end=within, tone=accent_of(subject.canvas, part.segment).tone,
                              said=words("budget.within" if at else "budget.first", amount=say.amount(within - at),
                                        end=say.amount(within))))
        if end > within:
            pieces.append(Bar(start=within, end=end, tone="alarm",
                              said=words("budget.beyond", amount=say.amount(end - within))))
        rows.append(BarRow(parts=(name,), bars=tuple(pieces)))
        at = end
    unit = f"{found.currency} per {found.period}"
    values = {"budget": say.amount(found.budget, unit), "whole": say.amount(found.whole, unit),
              "share": say.amount(found.whole / found.budget, "%") if found.budget > 0 else "",
              "over": say.amount(found.whole - found.budget, unit),
              "name": found.cut.segment.name if found.cut is not None else ""}  # fmt: skip
    paper = Paper()
    shown = rows[:_MOST]
    y = bar_rows(paper, 0, shown, marks=[Mark(value=found.budget, said=words("budget.line", **values))])
    if len(rows) > len(shown):
        paper.text(0, y + 6, subject.counted("bars-shown.more", len(rows) - len(shown)), size=SMALL, tone="soft")
    outcome = "over" if found.cut is not None else "partly" if unsaid else "enough"
    table, together = [], 0.0
    for part in found.parts:
        together += part.cost or 0.0
        table.append((part.segment.name, words("price-change.none") if part.cost is None else
                      say.amount(part.cost, unit), say.amount(together, unit)))  # fmt: skip
    return subject.drawing(
        "budget", paper, title=words(f"budget.title.{outcome}", **values),
        description=words(f"budget.description.{outcome}", **values), texts=paper.authors,
        table=Datasheet(columns=tuple(words(f"budget.columns.{key}") for key in ("name", "cost", "together")),
                        rows=tuple(table)),
    )  # fmt: skip


def _badges(subject: Subject, segment: Any) -> tuple[Badge, ...]:
    return tuple(badge_of(number) for number, each in enumerate(subject.canvas.segments) if each is segment)


# ---- What budgets bring (T-MEA-3) -----------------------------------------------------------


@attrs.frozen(kw_only=True)
class Line:
    """Money for something: how much, in which period (none: once), and what it brings where a figure tells."""

    name: str
    field: str
    kind: str
    budget: float
    period: str
    brings: float | None = None

    @property
    def times(self) -> float | None:
        """How many times it brings itself."""
        return self.brings / self.budget if self.brings is not None and self.budget else None


def returns_of(subject: Subject) -> tuple[str, tuple[Line, ...]]:
    """The currency, and the budgets of what-ifs, forecasts, tactics and strategies; periods are months."""
    blocks = blocks_by_word(subject.canvas)
    found, currency = [], ""
    for word, attribute in (("what-if", "budget"), ("predict", "cost"), ("tactic", "budget"), ("strategy", "cost")):
        for block, holders in blocks.get(word, ()):
            said = getattr(block, attribute)
            quantity = said if isinstance(said, Quantity) or said is None else said.value
            if quantity is None:
                continue
            currency = currency or quantity.unit
            sheet = Sheet(subject.canvas)
            try:
                amount = sheet.money(quantity, "budget", "B", per="month" if quantity.period else None)
            except Absent:
                continue
            if quantity.unit != currency:
                continue
            budget = float(amount.value({name: each.likely for name, each in sheet.inputs.items()}))
            title = getattr(block, "title", None) or getattr(block, "text", None) or getattr(block, "id", None)
            found.append(Line(name=title or called(block, holders), field=word, kind=word, budget=budget,
                              period="month" if quantity.period else "", brings=_brings(subject, block, budget)))
    return currency, tuple(found)


def _brings(subject: Subject, block: Any, budget: float) -> float | None:
    """What comes of a budget: the worth that a what-if adds, what a forecast brings before its cost."""
    name = {"what-if": "what-if-return", "predict": "prediction-value"}.get(block.word)
    figure = subject.figure(name, block) if name is not None else None
    if figure is None or figure.value is None:
        return None
    return float(figure.value) * budget if block.word == "what-if" else float(figure.value) + budget


def _returns(subject: Subject) -> Drawing:
    say, words = subject.say, subject.words
    currency, lines = returns_of(subject)
    if not lines:
        raise Undrawn(words("returns.needs"))
    paper, y, left = Paper(), 0.0, 0
    for period in ("", "month"):
        group = sorted((each for each in lines if each.period == period),
                       key=lambda line: (line.brings is None, -(line.times or 0.0), -line.budget))  # fmt: skip
        if group:
            head = words("returns.each" if period else "returns.once", currency=currency)
            y += paper.text(0, y, head, size=SMALL, tone="faint").height + 4
            y = bar_rows(paper, y, [_line(subject, each) for each in group[:_MOST]]) + 14
            left += len(group[_MOST:])
    if left:
        paper.text(0, y - 6, subject.counted("bars-shown.more", left), size=SMALL, tone="soft")
    known = [each for each in lines if each.times is not None]
    best = max(known, key=lambda line: line.times or 0.0, default=lines[0])
    values = {"name": best.name, "times": say.amount(best.times or 0.0), "total": say.whole(len(lines)),
              "budget": say.amount(best.budget, currency),
              "brings": "" if best.brings is None else say.amount(best.brings, currency)}  # fmt: skip
    unknown = len(lines) - len(known)
    if not unknown:
        title = words("returns.title_known" if (best.times or 0) >= 1 else "returns.title_none", **values)
    elif not known:
        title = words("returns.title_unsaid")
    else:
        title = subject.counted("returns.title", unknown, total=values["total"])
    parts = [words("returns.description", **values)]
    if known:
        parts.append(words("returns.best", **values))
    none = words("price-change.none")
    rows = tuple((each.name, _kind(subject, each), words("returns.month" if each.period else "returns.one_time"),
                  say.amount(each.budget, currency), none if each.brings is None else say.amount(each.brings, currency),
                  none if each.times is None else say.amount(each.times)) for each in lines)  # fmt: skip
    return subject.drawing(
        "returns", paper, title=title, description=words("graph.join").join(parts),
        table=Datasheet(columns=tuple(words(f"returns.columns.{key}") for key in
                                      ("name", "kind", "when", "budget", "brings", "times")), rows=rows),
        texts=paper.authors,
    )  # fmt: skip


def _kind(subject: Subject, line: Line) -> str:
    return subject.words(f"returns.kind.{line.kind}")


def _line(subject: Subject, line: Line) -> BarRow:
    """A budget, and below it what it brings."""
    say, words = subject.say, subject.words
    bars = [Bar(end=line.budget, said=words("returns.budget", amount=say.amount(line.budget)), tone="grey")]
    kind = _kind(subject, line)
    under = words("returns.kind_unsaid", kind=kind) if line.brings is None else kind
    if line.brings is not None:
        pays = line.brings >= line.budget
        times = "" if line.times is None else say.amount(line.times)
        bars.append(Bar(end=line.brings, tone="good" if pays else "alarm", strong=True,
                        said=words("returns.brings", amount=say.amount(line.brings), times=times)))  # fmt: skip
    return BarRow(parts=(Said(line.name, line.field), Said(under, tone="faint")), bars=tuple(bars))


# ---- How much of what customers spend (T-LOY-4) ----------------------------------------------


@attrs.frozen(kw_only=True)
class Share:
    """What a customer of a segment spends here and on all such things, in one period, and the share of both."""

    segment: Any
    here: float
    whole: float
    share: float
    unit: str


def shares_of(subject: Subject) -> tuple[Share, ...]:
    """The segments that say both, the greatest share first."""
    found = []
    for segment in decided(subject.canvas.segments):
        figure = subject.figure("share-of-customer", segment)
        if figure is None or figure.value is None or not segment.category_spend.value:
            continue
        whole = float(segment.category_spend.value)
        unit = " per ".join(filter(None, (segment.category_spend.unit, segment.category_spend.period)))
        found.append(Share(segment=segment, here=whole * float(figure.value), whole=whole, share=float(figure.value),
                           unit=unit))  # fmt: skip
    return tuple(sorted(found, key=lambda each: -each.share))


def _shares(subject: Subject) -> Drawing:
    say, words, found = subject.say, subject.words, shares_of(subject)
    if not found:
        raise Undrawn(words("share-of-customer.needs"))
    rows = []
    for each in found:
        said = words("share-of-customer.bar", share=say.amount(each.share, "%"),
                     whole=say.amount(each.whole, each.unit))  # fmt: skip
        # Shares are compared, not amounts: each wallet is one whole.
        rows.append(BarRow(
            parts=(bold(each.segment.name, field_of(each.segment), badges=_badges(subject, each.segment)),),
            bars=(Bar(end=each.share, whole=1.0, said=said, tone=accent_of(subject.canvas, each.segment).tone),),
        ))  # fmt: skip
    paper = Paper()
    y = bar_rows(paper, 0, rows[:_MOST], most=1.0)
    if len(rows) > _MOST:
        paper.text(0, y + 6, subject.counted("bars-shown.more", len(rows) - _MOST), size=SMALL, tone="soft")
    best = found[0]
    values = {"name": best.segment.name, "share": say.amount(best.share, "%"), "here": say.amount(best.here, best.unit),
              "whole": say.amount(best.whole, best.unit), "left": say.amount(best.whole - best.here, best.unit)}
    table = tuple((each.segment.name, say.amount(each.here, each.unit), say.amount(each.whole, each.unit),
                   say.amount(each.share, "%")) for each in found)  # fmt: skip
    columns = tuple(words(f"share-of-customer.columns.{key}") for key in ("name", "here", "whole", "share"))
    return subject.drawing("share-of-customer", paper, title=words("share-of-customer.title", **values),
                           description=words("share-of-customer.description", **values),
                           table=Datasheet(columns=columns, rows=table), texts=paper.authors)  # fmt: skip


VIEWS: tuple[View, ...] = (
    View(name="budget", register=(), theory=("T-SEG-6",), title="What serving all customers costs, and how far the "
         "budget reaches", needs=("canvas", "budget", "cost-to-serve"), make=_budget),
    View(name="returns", register=(), theory=("T-MEA-3",), title="What each budget brings",
         needs=("what-if", "budget"), make=_returns),
    View(name="share-of-customer", register=(), theory=("T-LOY-4",), title="How much of what customers spend comes to "
         "this business", needs=("segment", "spend", "category-spend"), make=_shares),
)  # fmt: skip
