"""What a customer is worth and what the business earns: findings in sentences, figures with how they came about,
drawings that have something to show, how sure all that is, and what is missing."""

from collections.abc import Iterable, Iterator, Sequence
from re import sub
from typing import Any

import attrs

from canvasdsl.brief.absences import told_absence
from canvasdsl.brief.brief import (
    Cell,
    FigureGroup,
    FigureSheet,
    Item,
    Items,
    Part,
    Passage,
    Piece,
    Prose,
    Row,
    Section,
    Sentence,
    Table,
)
from canvasdsl.brief.figure_lines import figure_anchor, figure_group, figure_sheet, figure_title, place_of
from canvasdsl.brief.outlook import chances_part, risks_part
from canvasdsl.brief.pictures import pictures_of
from canvasdsl.brief.purchases import purchases_part
from canvasdsl.brief.references import seen
from canvasdsl.figures.asked import figure_once
from canvasdsl.figures.blocks import decided
from canvasdsl.figures.cash import Projection, projection
from canvasdsl.figures.compute import kind_called
from canvasdsl.figures.expression import Undefined
from canvasdsl.figures.fan import fan_of
from canvasdsl.figures.figure import Figure
from canvasdsl.figures.inputs import Absent
from canvasdsl.figures.simulation import Draws
from canvasdsl.load import Loaded
from canvasdsl.views.economics.fan import RUNS, SEED
from canvasdsl.views.figure_values import figure_range, figure_value
from canvasdsl.views.phrasing import Phrasing

__all__ = ["economics_section"]

_OF_ALL = ("profit", "margin-of-safety", "customer-equity", "cumulative-profit")
_OF_A_CUSTOMER = ("lifetime-value", "ltv-to-cac", "payback", "acquisition-cost")
_TELLING = ("profit", "lifetime-value", "ltv-to-cac", "payback", "margin-of-safety")
"""Figures whose absence is worth a line."""
_MOST_ABSENT, _MOST_TOLD, _MOST_DRAWN = 4, 3, 2


@attrs.frozen(kw_only=True)
class _Economics:
    """What can be computed of a model, by the names of figures; relationships with a value, the most telling first."""

    of_all: dict[str, Figure]
    customers: tuple[tuple[Any, dict[str, Figure]], ...]
    absent: tuple[tuple[str, Figure], ...]
    plan: Projection | None

    def value(self, name: str) -> Figure | None:
        """A figure of the whole model that has a value."""
        return self.of_all.get(name)


def economics_section(loaded: Loaded, say: Phrasing, named: Sequence[Figure] = ()) -> Section | None:
    """The page of unit economics; `None` where nothing can be computed. Figures that texts name (`named`) are always
    shown."""
    found = _economics(say)
    purchases = purchases_part(loaded, say)
    if not found.customers and not {"profit", "revenue"} & found.of_all.keys():
        return _without_plan(purchases, named, loaded, say) if purchases is not None or named else None
    parts = [Part(title="", pieces=(Passage(sentences=tuple(_sentences(found, say))),))]
    if len(found.customers) > 1:
        parts.append(Part(title=say.wording("brief.economics.compared"), pieces=(_compared(found, say),)))
    groups = list(_groups(found, loaded, say))
    groups += _named(named, (*groups, *_groups_of(purchases)), loaded, say)
    if groups:
        parts.append(Part(title=say.wording("brief.economics.figures"), pieces=(figure_sheet(groups, say),)))
    if purchases is not None:
        parts.append(purchases)
    pictures: tuple[Piece, ...] = tuple(_pictures(found, say))
    if pictures:
        parts.append(Part(title=say.wording("brief.economics.drawn"), pieces=pictures))
    parts += [part for part in (chances_part(say), risks_part(say), _missing(found, loaded, say)) if part is not None]
    earns = "profit" in found.of_all or "revenue" in found.of_all
    title = "both" if earns and found.customers else "earns" if earns else "worth"
    return Section(id="economics", title=say.wording(f"brief.economics.title.{title}"), wide=True, parts=tuple(parts))


def _without_plan(purchases: Part | None, named: Sequence[Figure], loaded: Loaded, say: Phrasing) -> Section:
    """The page where nothing can be computed but what was bought, and what texts name."""
    parts = [] if purchases is None else [attrs.evolve(purchases, title="")]
    groups = list(_named(named, _groups_of(purchases), loaded, say))
    if groups:
        parts.append(Part(title="", pieces=(figure_sheet(groups, say),)))
    title = "figures" if purchases is None else "title.purchases"
    return Section(id="economics", title=say.wording(f"brief.economics.{title}"), wide=True, parts=tuple(parts))


def _groups_of(part: Part | None) -> tuple[FigureGroup, ...]:
    pieces = part.pieces if part is not None else ()
    return tuple(group for piece in pieces if isinstance(piece, FigureSheet) for group in piece.groups)


def _named(
    named: Sequence[Figure], shown: Iterable[FigureGroup], loaded: Loaded, say: Phrasing
) -> Iterator[FigureGroup]:
    """The figures that texts name and that stand in no other group."""
    anchors = {line.anchor for group in shown for line in group.lines}
    others = [each for each in named if figure_anchor(each) not in anchors]
    if others:
        yield figure_group(say.wording("brief.economics.named"), others, say, loaded.sources)


def _economics(say: Phrasing) -> _Economics:
    canvas = say.canvas

    def figure(name: str, block: Any = None) -> Figure | None:
        kind = kind_called(name)
        assert kind is not None, name
        return figure_once(canvas, kind, block)

    wanted = dict.fromkeys((*_OF_ALL, "revenue", "costs"))
    of_all = {name: made for name in wanted if (made := figure(name)) is not None}
    customers, absent = [], [(name, each) for name, each in of_all.items() if each.absent and name in _TELLING]
    for relationship in decided(canvas.relationships):
        known = {name: made for name in _OF_A_CUSTOMER if (made := figure(name, relationship)) is not None}
        absent += [(name, each) for name, each in known.items() if each.absent and name in _TELLING]
        known = {name: each for name, each in known.items() if each.value is not None}
        if "lifetime-value" in known:
            customers.append((relationship, known))
    equity = {relationship.key: _equity(say, relationship, figure) for relationship, _ in customers}
    customers.sort(key=lambda pair: -equity[pair[0].key])
    try:
        plan = projection(canvas) if "cumulative-profit" in of_all else None
    except (Absent, Undefined):
        plan = None
    # Nothing comes in or goes out of which nothing is said.
    of_all = {name: each for name, each in of_all.items() if each.value or (each.value == 0 and name == "profit")}
    return _Economics(of_all=of_all,
                      customers=tuple(customers), absent=tuple(absent), plan=plan)  # fmt: skip


def _equity(say: Phrasing, relationship: Any, figure: Any) -> float:
    """What all customers of a relationship are worth together; of unknown many, nothing."""
    whole = 0.0
    for each in relationship.segments:
        segment = say.canvas.index.blocks.get(each.segment.key)
        made = figure("segment-equity", segment) if segment is not None else None
        whole += float(made.value) if made is not None and made.value is not None else 0.0
    return whole


# ---- Findings ---------------------------------------------------------------------------


def _sentences(found: _Economics, say: Phrasing) -> Iterator[Sentence]:
    revenue, costs, profit = (found.value(name) for name in ("revenue", "costs", "profit"))
    if revenue is not None and costs is not None and profit is not None and profit.value is not None:
        values = {"revenue": figure_value(revenue, say), "costs": figure_value(costs, say),
                  "profit": say.amount(abs(profit.value), profit.unit), "range": figure_range(profit, say)}  # fmt: skip
        outcome = "profit" if profit.value >= 0 else "loss"
        yield seen(say.sentence(f"economics.{outcome}{'_range' if values['range'] else ''}", **values), "waterfall")
    elif revenue is not None:
        yield seen(say.sentence("economics.revenue", revenue=figure_value(revenue, say)), "mix")
    safety = found.value("margin-of-safety")
    if safety is not None and safety.value is not None and profit is not None:
        key = "safe" if safety.value > 0 else "unsafe"
        yield seen(say.sentence(f"economics.{key}", share=say.amount(abs(safety.value), "%"),
                                even=say.amount(1 - safety.value, "%")), "break-even")  # fmt: skip
    if found.plan is not None:
        yield seen(_planned(found.plan, say), "cash", "fan")
    for relationship, known in found.customers[:_MOST_TOLD]:
        yield seen(_customer(relationship, known, say), "survival", of=relationship)
    equity = found.value("customer-equity")
    if equity is not None:
        yield say.sentence("economics.equity", value=figure_value(equity, say))


def _planned(plan: Projection, say: Phrasing) -> Sentence:
    low = min(month.together for month in plan.months)
    outcome = "never_short" if not plan.low_month else "back" if plan.back_month else "not_back"
    return say.sentence(
        f"economics.{outcome}", end=say.amount(plan.months[-1].together, plan.currency),
        time=say.time(len(plan.months), "month"), low=say.amount(abs(low), plan.currency),
        month=say.whole(plan.low_month), back=say.whole(plan.back_month or 0),
    )  # fmt: skip


def _customer(relationship: Any, known: dict[str, Figure], say: Phrasing) -> Sentence:
    worth, times, back = (known.get(name) for name in ("lifetime-value", "ltv-to-cac", "payback"))
    assert worth is not None
    values = {"name": say.name(relationship.name), "value": figure_value(worth, say)}
    if times is None or times.value is None or times.value <= 0:
        return say.sentence("economics.worth", **values)
    values["times"] = say.amount(times.value)
    if back is None or back.value is None or back.value < 0:
        return say.sentence("economics.worth_times", **values)
    if back.value < 1:
        return say.sentence("economics.worth_at_once", **values)
    return say.sentence("economics.worth_back", **values, back=figure_value(back, say))


# ---- Figures ------------------------------------------------------------------------------


def _groups(found: _Economics, loaded: Loaded, say: Phrasing) -> Iterator[Any]:
    whole = [found.of_all[name] for name in _OF_ALL if name in found.of_all]
    if not whole and "revenue" in found.of_all:
        whole = [found.of_all["revenue"]]
    if not any(each.kind.name == "profit" for each in whole) and "costs" in found.of_all:
        whole.insert(0, found.of_all["costs"])
    if whole:
        yield figure_group("", whole, say, loaded.sources)
    for relationship, known in found.customers[:_MOST_DRAWN]:
        # What stands in the model as one number is no result.
        telling = [each for each in known.values() if len(each.inputs) > 1]
        yield figure_group(relationship.name, telling, say, loaded.sources)


def _compared(found: _Economics, say: Phrasing) -> Table:
    """All relationships side by side."""
    names = [name for name in ("acquisition-cost", "lifetime-value", "ltv-to-cac", "payback")
             if any(name in known for _, known in found.customers)]  # fmt: skip
    rows = tuple(
        Row(head=relationship.name, cells=tuple(Cell(lines=tuple(_lines(known.get(name), say))) for name in names))
        for relationship, known in found.customers
    )  # fmt: skip
    columns = (say.label("canvas", "relationship"), *(figure_title(name, say) for name in names))
    return Table(caption=say.wording("brief.economics.compared_caption"), columns=columns, rows=rows)


def _lines(figure: Figure | None, say: Phrasing) -> Iterator[str]:
    if figure is not None:
        yield figure_value(figure, say)
        yield from filter(None, (figure_range(figure, say),))


# ---- Drawings -----------------------------------------------------------------------------


def _pictures(found: _Economics, say: Phrasing) -> Iterator[Piece]:
    """Those that show more than the sentences say."""
    if "profit" in found.of_all:
        yield from pictures_of(say, "waterfall", "break-even")
    elif "revenue" in found.of_all or "costs" in found.of_all:
        yield from pictures_of(say, "mix")
    if found.plan is not None:
        moves = len({month.result for month in found.plan.months}) > 1
        if fan_of(say.canvas, Draws(RUNS, SEED)) is not None:
            yield from pictures_of(say, "fan")
        if moves:
            yield from pictures_of(say, "cash")
    yield from pictures_of(say, "whale")
    for number, (relationship, _) in enumerate(found.customers[:_MOST_DRAWN]):
        yield from pictures_of(say, "survival", block=relationship)
        for cohort in decided(relationship.cohorts)[:1]:
            yield from pictures_of(say, "cohort", "retention-curve", block=cohort)
        if number == 0:
            yield from pictures_of(say, "sensitivity", "tornado", block=relationship)


# ---- What is missing ----------------------------------------------------------------------


def _missing(found: _Economics, loaded: Loaded, say: Phrasing) -> Part | None:
    """Figures that are worth having, each with what it lacks."""
    items = []
    for name, figure in _each_once(found.absent):
        if figure.missing is None:
            continue
        block = say.canvas.index.blocks.get(figure.key) if figure.key is not None else None
        title = figure_title(name, say)
        if block is not None:
            title = say.wording("brief.list.detail", head=title, detail=block.name)
        place = place_of(figure.missing, say, loaded.sources)
        said, language = told_absence(figure.absent, say)
        said = sub("`([^`]*)`", "“\\1”", said[:1].upper() + said[1:])
        note = Prose(say.wording("brief.economics.lacks", reason=said, place=place), language=language)
        items.append(Item(title=title, notes=(note,)))
    if not items:
        return None
    return Part(title=say.wording("brief.economics.missing"), pieces=(Items(items=tuple(items[:_MOST_ABSENT])),))


def _each_once(absent: Iterable[tuple[str, Figure]]) -> Iterator[tuple[str, Figure]]:
    """Of figures that lack the same thing, the first."""
    seen = set()
    for name, figure in absent:
        if (figure.absent, figure.missing) not in seen:
            seen.add((figure.absent, figure.missing))
            yield name, figure
