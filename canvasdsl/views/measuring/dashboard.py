"""The metrics of a model side by side (T-MEA-2): what each shows now, what it is to show and when, who answers for it.

All stand on one line of time, from zero up, so that the steepest has the furthest to go. The language keeps one
measurement of a metric, not a series: the line goes from it to the aim (T-SAT-3).
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import attrs

from canvasdsl.figures.blocks import decided
from canvasdsl.figures.months import now
from canvasdsl.figures.planned import month_at
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.entities import Reference
from canvasdsl.model.quantities import When
from canvasdsl.views.drawing import SMALL, Datasheet, Drawing
from canvasdsl.views.kit.charts import Scale
from canvasdsl.views.kit.paper import Paper, Said, bold, capital, field_of, stack, tiles
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.views.told import whole_percent

__all__ = ["VIEW", "Tile", "tiles_of"]

_COLUMNS, _GAP = 3, 12.0
_HEIGHT, _EDGE = 38.0, 5.0
_MOST = 24
"""So many metrics are drawn; all stand in the table."""


@attrs.frozen(kw_only=True)
class Tile:
    """A metric: what it shows now and is to show, as numbers of one unit; in how many months; how near that is."""

    metric: Any
    baseline: float | None
    aim: float | None
    months: int | None
    progress: float | None


def tiles_of(subject: Subject) -> tuple[Tile, ...]:
    """The metrics that are more than ideas, in the order of the file."""
    return tuple(_tile(subject, metric) for metric in decided(subject.canvas.metrics))


def _tile(subject: Subject, metric: Any) -> Tile:
    baseline, aim = metric.baseline, metric.aim.value if metric.aim is not None else None
    if baseline is not None and aim is not None and (baseline.unit, baseline.per) != (aim.unit, aim.per):
        baseline = aim = None
    progress = subject.figure("progress", metric)
    return Tile(
        metric=metric, baseline=None if baseline is None else float(baseline.value),
        aim=None if aim is None else float(aim.value), months=_months(subject.canvas, metric),
        progress=None if progress is None else float(progress.value or 0),
    )  # fmt: skip


def _months(canvas: Canvas, metric: Any) -> int | None:
    """From the month of the model to the one in which the aim is due; `None` where that is not known. A plan without
    a start begins on the date of the model."""
    if metric.aim is None or metric.aim.by is None:
        return None
    when: When = metric.aim.by
    heading, due = canvas.heading, when.date
    if due is not None and heading is not None and heading.date is not None and heading.start is None:
        return max(0, (due.year - heading.date.year) * 12 + due.month - heading.date.month)
    month = month_at(canvas, when)
    return None if month is None else max(0, month - now(canvas) + 1)


# ---- Drawing ----------------------------------------------------------------------------


def _make(subject: Subject) -> Drawing:
    words, say, found = subject.words, subject.say, tiles_of(subject)
    if not found:
        raise Undrawn(words("dashboard.needs"))
    paper = Paper()
    longest = max((each.months or 0 for each in found), default=0)
    told = _furthest(found) if len(found) > 1 else None
    makers: list[Callable[[Paper, float], float]] = [
        partial(_card, subject, each, longest, each is told) for each in found[:_MOST]
    ]
    y = tiles(paper, 0, makers, columns=_COLUMNS, gap=_GAP)
    if len(found) > _MOST:
        paper.text(0, y + 6, subject.counted("bars-shown.more", len(found) - _MOST), size=SMALL, tone="soft")
    none = words("price-change.none")
    rows = tuple(
        (each.metric.name, _type(subject, each.metric),
         none if each.metric.baseline is None else say.quantity(each.metric.baseline),
         none if each.metric.aim is None else say.quantity(each.metric.aim.value), _when(subject, each.metric) or none,
         none if each.progress is None else say.amount(each.progress, "%"), _owner(subject, each.metric) or none)
        for each in found
    )  # fmt: skip
    columns = tuple(words(f"dashboard.columns.{key}") for key in ("name", "kind", "now", "aim", "by", "progress",
                                                                  "owner"))  # fmt: skip
    has_way = any(each.baseline is not None and each.aim is not None for each in found)
    return subject.drawing(
        "dashboard", paper, title=_title(subject, found), description=_description(subject, found),
        table=Datasheet(columns=columns, rows=rows), notes=(words("dashboard.note"),) if has_way else (),
        texts=paper.authors,
    )  # fmt: skip


def _card(subject: Subject, tile: Tile, longest: int, is_furthest: bool, paper: Paper, y: float) -> float:
    """A metric: its name, its way to the aim, what both are, and who answers for it; of the one that is furthest from
    its aim how near that is."""
    words, say, metric = subject.words, subject.say, tile.metric
    field = field_of(metric)
    head = [bold(metric.name, field)]
    if metric.type and metric.type != "other":
        head.append(Said(_type(subject, metric), tone="faint"))
    y = stack(paper, 0, y, paper.width, head) + 5
    if tile.baseline is not None or tile.aim is not None:
        y = _way(paper, y, tile, longest) + 4
    parts = []
    if metric.baseline is not None:
        parts.append(Said(words("dashboard.now", value=say.quantity(metric.baseline))))
    else:
        parts.append(Said(words("dashboard.no_baseline"), tone="faint", sign="gap"))
    if metric.aim is not None:
        aim = words("dashboard.aim", value=say.quantity(metric.aim.value))
        when = _when(subject, metric)
        parts.append(Said(words("dashboard.aim_by", aim=aim, when=when) if when else aim))
        if is_furthest and tile.progress is not None:
            parts.append(bold(words("dashboard.reached", progress=whole_percent(say, tile.progress))))
    else:
        parts.append(Said(words("dashboard.no_aim"), tone="faint", sign="gap"))
    owner = _owner(subject, metric)
    if owner:
        said = words("dashboard.owner", name=owner)
        often = say.choice("cadence", metric.cadence) if metric.cadence else ""
        parts.append(Said(words("dashboard.often", owner=said, cadence=often) if often else said, field, tone="soft",
                          above=2))  # fmt: skip
        paper.texts.append((field, owner))
    else:
        parts.append(Said(words("dashboard.no_owner"), tone="faint", sign="gap", above=2))
    return stack(paper, 0, y, paper.width, parts)


def _way(paper: Paper, y: float, tile: Tile, longest: int) -> float:
    """From what is now to the aim, on a scale from zero; the dashed line is the aim."""
    known = [each for each in (tile.baseline, tile.aim) if each is not None]
    low, high = min(0.0, *known), max(0.0, *known)
    up = Scale(low, high, y + _HEIGHT - _EDGE, y + _EDGE)
    across = Scale(0.0, float(longest or 1), _EDGE, paper.width - _EDGE)
    # An aim of which it is not known when it is due stands at the end.
    end = paper.width - _EDGE if tile.months is None else across(tile.months)
    paper.line((0, up(0)), (paper.width, up(0)), tone="line", width=0.8)
    if tile.aim is not None:
        paper.line((0, up(tile.aim)), (paper.width, up(tile.aim)), tone="faint", width=0.8, dash=(3, 2))
    if tile.baseline is not None:
        start = (across(0), up(tile.baseline))
        if tile.aim is not None and tile.months is not None and end > start[0]:
            paper.area([(start[0], up(0)), start, (end, up(tile.aim)), (end, up(0))], "soft", opacity=0.1)
            paper.line(start, (end, up(tile.aim)), tone="ink", width=1.4)
        paper.disc(*start, 3, fill="ink")
    if tile.aim is not None:
        paper.disc(end, up(tile.aim), 3, fill="paper", line="ink", stroke=1.2)
    return y + _HEIGHT


def _type(subject: Subject, metric: Any) -> str:
    return capital(subject.say.choice("metric type", metric.type)) if metric.type else ""


def _when(subject: Subject, metric: Any) -> str:
    return subject.say.when(metric.aim.by) if metric.aim is not None and metric.aim.by is not None else ""


def _owner(subject: Subject, metric: Any) -> str:
    return subject.say.named(metric.owner) if isinstance(metric.owner, Reference) else metric.owner or ""


# ---- Words ------------------------------------------------------------------------------


def _title(subject: Subject, found: tuple[Tile, ...]) -> str:
    say, total = subject.say, subject.say.whole(len(found))
    unowned = [each for each in found if not each.metric.owner]
    if unowned:
        return subject.counted("dashboard.title_unowned", len(unowned), total=total, name=unowned[0].metric.name)
    aimless = [each for each in found if each.metric.aim is None]
    if aimless:
        return subject.counted("dashboard.title_aimless", len(aimless), total=total, name=aimless[0].metric.name)
    last = _furthest(found)
    if last is None:
        return subject.counted("dashboard.title_plain", len(found))
    return subject.counted("dashboard.title", len(found), name=last.metric.name,
                           progress=whole_percent(say, last.progress or 0.0))  # fmt: skip


def _furthest(found: tuple[Tile, ...]) -> Tile | None:
    """The metric that is furthest from its aim, of those of which it is known."""
    return min((each for each in found if each.progress is not None), key=lambda each: each.progress or 0.0,
               default=None)  # fmt: skip


def _description(subject: Subject, found: tuple[Tile, ...]) -> str:
    say, words = subject.say, subject.words
    parts = [words("dashboard.description")]
    for each in found[:4]:
        if each.metric.baseline is not None and each.metric.aim is not None:
            parts.append(words("dashboard.one", name=each.metric.name, now=say.quantity(each.metric.baseline),
                               aim=say.quantity(each.metric.aim.value)))  # fmt: skip
    return words("graph.join").join(parts)


VIEW = View(name="dashboard", register=(), theory=("T-MEA-2", "T-SAT-3"), title="The metrics: now, their aims, and who "
            "answers for them", needs=("metric",), make=_make)  # fmt: skip
