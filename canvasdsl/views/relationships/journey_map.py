"""The map of a journey (D18): stages and touchpoints across, lanes down, and in the middle how the customer feels."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

import attrs

from canvasdsl.model.canvas import Canvas
from canvasdsl.rules.places import journey_segments
from canvasdsl.views.drawing import SMALL, Datasheet, Drawing
from canvasdsl.views.kit.grids import Cell, Row, table
from canvasdsl.views.kit.paper import DASHED, Paper, Said, badge_of, bold, field_of, stack
from canvasdsl.views.relationships.journey_lanes import OF_STAGES, OF_TOUCHPOINTS, effort_lines
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.views.typeset import SEMIBOLD, measure

__all__ = ["VIEW", "Step", "overall_of", "panels_of", "steps_in"]

_SIDE, _MOST = 62.0, 6
_CURVE, _BEST = 66.0, 5


@attrs.frozen(kw_only=True)
class Step:
    """A column of the map: a touchpoint in its stage; a stage without any has one column."""

    stage: Any
    touchpoint: Any = None

    @property
    def feels(self) -> float | None:
        """How the customer feels there, from 1 to 5."""
        said = None if self.touchpoint is None else self.touchpoint.feels
        return None if said is None else float(said.value)


def steps_in(journey: Any) -> tuple[Step, ...]:
    """The touchpoints of a journey in their order."""
    return tuple(Step(stage=stage, touchpoint=point) for stage in journey.stages
                 for point in stage.touchpoints or (None,))  # fmt: skip


def panels_of(steps: Sequence[Step]) -> tuple[tuple[Step, ...], ...]:
    """The columns in groups of at most six, cut between stages where that is possible."""
    found: list[list[Step]] = [[]]
    for _, group in groupby(steps, key=lambda step: id(step.stage)):
        stage = list(group)
        if found[-1] and len(found[-1]) + len(stage) > _MOST:
            found.append([])
        while len(stage) > _MOST:
            found[-1] += stage[:_MOST]
            stage = stage[_MOST:]
            found.append([])
        found[-1] += stage
    return tuple(tuple(panel) for panel in found if panel)


def overall_of(canvas: Canvas, journey: Any) -> tuple[str, float, float] | None:
    """The satisfaction with everything so far of the first segment that tells it: whose it is, the mark, the best mark
    of the scale (T-SAT-2)."""
    keys = journey_segments(journey)
    for segment in canvas.segments:
        for each in segment.expectations if segment.key in keys else ():
            if each.scope == "overall" and each.perceived is not None and each.perceived.most is not None:
                return segment.name, float(each.perceived.value.value), float(each.perceived.most.value)
    return None


# ---- Drawing ------------------------------------------------------------------------


def _make(subject: Subject) -> Drawing:
    journey = subject.block
    steps = steps_in(journey)
    if not any(step.touchpoint for step in steps):
        raise Undrawn(subject.words("journey.needs"))
    paper = Paper()
    y = _whose(paper, subject, journey)
    overall = overall_of(subject.canvas, journey)
    lanes = [key for key, lane in OF_TOUCHPOINTS.items()
             if any(list(lane(subject, step.touchpoint)) for step in steps if step.touchpoint is not None)]  # fmt: skip
    below = [key for key, lane in OF_STAGES.items() if any(list(lane(subject, stage)) for stage in journey.stages)]
    for panel in panels_of(steps):
        y = _panel(paper, subject, panel, lanes, below, overall, y) + 16
    effort = list(effort_lines(subject, journey))
    if effort:
        label = Cell((Said(subject.words("journey.effort"), tone="soft"),))
        table(paper, y - 16, [Cell()] * 2, [Row(cells=(label, Cell(tuple(effort))))],
              widths=(_SIDE, paper.width - _SIDE))  # fmt: skip
    notes = () if overall is None or not any(step.feels for step in steps) else (
        subject.words("journey.overall", segment=overall[0], mark=_mark(subject, overall[1], overall[2])),
    )  # fmt: skip
    return subject.drawing(
        "journey", paper, title=_title(subject, journey, steps), description=_description(subject, journey, steps),
        table=_table(subject, steps, lanes, below), texts=paper.authors, notes=notes,
    )  # fmt: skip


def _whose(paper: Paper, subject: Subject, journey: Any) -> float:
    """Whose journey it is, and whether it is planned or as it is."""
    keys = journey_segments(journey)
    parts = [bold(segment.name, field_of(segment), tone="soft", badges=(badge_of(number),))
             for number, segment in enumerate(subject.canvas.segments) if segment.key in keys]  # fmt: skip
    if journey.version:
        parts.append(Said(subject.say.choice("version of a journey", journey.version), tone="faint"))
    return stack(paper, 0, 0, paper.width, parts) + (6 if parts else 0)


def _panel(
    paper: Paper, subject: Subject, steps: Sequence[Step], lanes: Iterable[str], below: Iterable[str],
    overall: tuple[str, float, float] | None, y: float,
) -> float:  # fmt: skip
    """The columns of some touchpoints with all lanes."""
    stages = [(stage[0].stage, len(stage)) for _, each in groupby(steps, key=lambda step: id(step.stage))
              if (stage := list(each))]  # fmt: skip
    heads = [Cell(), *(Cell(tuple(_stage(subject, stage)), span=count, fill="wash") for stage, count in stages)]
    rows = [Row(cells=(_label(subject, "touchpoint"), *(_touchpoint(subject, step) for step in steps)))]
    for key in lanes:
        lane = OF_TOUCHPOINTS[key]
        if key == "channel" and any(step.feels for step in steps):
            rows.append(Row(strip=_feelings(subject, steps, overall), height=_CURVE + 14))
        cells = (Cell(tuple(lane(subject, step.touchpoint)) if step.touchpoint else ()) for step in steps)
        rows.append(Row(cells=(_label(subject, key), *cells)))
    if "channel" not in lanes and any(step.feels for step in steps):
        rows.append(Row(strip=_feelings(subject, steps, overall), height=_CURVE + 14))
    for key in below:
        cells = (Cell(tuple(OF_STAGES[key](subject, stage)), span=count) for stage, count in stages)
        rows.append(Row(cells=(_label(subject, key), *cells)))
    wide = (paper.width - _SIDE) / len(steps)
    return table(paper, y, heads, rows, widths=(_SIDE, *[wide] * len(steps)))


def _label(subject: Subject, key: str) -> Cell:
    return Cell((Said(subject.words(f"journey.{key}"), tone="soft"),))


def _stage(subject: Subject, stage: Any) -> Iterator[Said]:
    yield bold(stage.name, field_of(stage))
    if stage.type:
        yield Said(subject.say.choice("journey stage", stage.type), tone="soft")
    for text in (stage.motivation, *stage.questions):
        if text:
            yield Said(text, field_of(stage), tone="soft")


def _touchpoint(subject: Subject, step: Step) -> Cell:
    """A touchpoint, with who runs it where that is not the business (Lemon & Verhoef 2016)."""
    point = step.touchpoint
    if point is None:
        return Cell((Said(subject.words("journey.nowhere"), tone="alarm", sign="gap"),))
    parts = [bold(point.name, field_of(point))]
    if point.type:
        parts.append(Said(subject.say.choice("touchpoint type", point.type), tone="soft"))
    return Cell(tuple(parts), line="soft" if point.is_idea else "", dash=DASHED if point.is_idea else ())


def _feelings(
    subject: Subject, steps: Sequence[Step], overall: tuple[str, float, float] | None
) -> Callable[[Paper, Sequence[float], float], None]:
    """The curve from 1 to 5, with the satisfaction with everything as a dashed line."""

    def draw(paper: Paper, edges: Sequence[float], y: float) -> None:
        top, bottom = y + 14, y + _CURVE + 2

        def height(mark: float, best: float = _BEST) -> float:
            return bottom - (mark - 1) / (best - 1) * (bottom - top)

        for mark, key in ((float(_BEST), "good"), (1.0, "bad")):
            paper.line((edges[1], height(mark)), (edges[-1], height(mark)), tone="line", width=0.6)
            paper.text(edges[1] - 5, height(mark), subject.words(f"journey.{key}"), size=SMALL, tone="faint",
                       align="end", middle=True, width=edges[1] - edges[0] - 8)  # fmt: skip
        level = None
        if overall is not None:
            level = min(bottom, max(top, height(overall[1], overall[2])))
            paper.line((edges[1], level), (edges[-1], level), tone="soft", width=0.8, dash=(4, 3))
        points = [((edges[at + 1] + edges[at + 2]) / 2, height(step.feels), step.feels)
                  for at, step in enumerate(steps) if step.feels is not None]  # fmt: skip
        if len(points) > 1:
            paper.line(*((x, at) for x, at, _ in points), tone="ink", width=1.4)
        for x, at, felt in points:
            paper.disc(x, at, 3.2, fill="ink")
            words = subject.say.amount(felt)
            # A mark stands above its point, or below it where the dashed line would run through it.
            beside = at + 8 if level is not None and at - 14 < level < at - 1 else at - 7
            paper.box(x + 5, beside - 5, measure(words, SMALL, weight=SEMIBOLD) + 2, 10, fill="paper")
            paper.text(x + 6, beside, words, size=SMALL, weight=SEMIBOLD, middle=True)
        paper.line((edges[0], y + _CURVE + 14), (edges[-1], y + _CURVE + 14), tone="line", width=0.6)

    return draw


def _mark(subject: Subject, mark: float, best: float) -> str:
    return subject.wording("brief.number.score", value=subject.say.amount(mark), most=subject.say.amount(best))


def _title(subject: Subject, journey: Any, steps: Sequence[Step]) -> str:
    """The lowest point, where feelings differ."""
    felt = [step for step in steps if step.feels is not None and not step.touchpoint.is_idea]
    lowest = min(felt, key=lambda step: step.feels or 0, default=None)
    if lowest is None or len({step.feels for step in felt}) == 1:
        return subject.words("journey.title", journey=journey.name)
    return subject.words("journey.title_lowest", journey=journey.name, touchpoint=lowest.touchpoint.name,
                         mark=_mark(subject, lowest.feels or 0, _BEST))  # fmt: skip


def _description(subject: Subject, journey: Any, steps: Sequence[Step]) -> str:
    say = subject.say
    names = say.join(say.shortened([stage.name for stage in journey.stages]))
    parts = [subject.words("journey.description", journey=journey.name, stages=names)]
    felt = [subject.words("journey.felt", touchpoint=step.touchpoint.name, mark=_mark(subject, step.feels, _BEST))
            for step in steps if step.feels is not None]  # fmt: skip
    if felt:
        parts.append(subject.words("journey.feelings", list=say.join(felt[:8])))
    end = subject.figure("journey-conversion", journey)
    if end is not None and end.value is not None:
        parts.append(subject.words("journey.end", share=say.amount(end.value, "%")))
    return " ".join(parts)


def _table(subject: Subject, steps: Sequence[Step], lanes: Sequence[str], below: Sequence[str]) -> Datasheet:
    """A row for each touchpoint: all lanes together, each behind its name."""
    rows = []
    for step in steps:
        point = step.touchpoint
        lines = [(key, OF_TOUCHPOINTS[key](subject, point)) for key in lanes if point is not None]
        lines += [(key, OF_STAGES[key](subject, step.stage)) for key in below]
        rows.append((step.stage.name, "" if point is None else point.name,
                     "" if step.feels is None else _mark(subject, step.feels, _BEST), _in_one(subject, lines)))
    keys = ("stage", "touchpoint", "feels", "facts")
    return Datasheet(columns=tuple(subject.words(f"journey.{key}") for key in keys), rows=tuple(rows))


def _in_one(subject: Subject, lines: Iterable[tuple[str, Iterable[Said]]]) -> str:
    """Lanes in one text: `Channel: the app; Run by: the business`."""
    say = subject.say
    found = []
    for key, parts in lines:
        said = say.wording("brief.list.separator").join(part.text for part in parts)
        if said:
            found.append(say.wording("brief.list.detail", head=subject.words(f"journey.{key}"), detail=said))
    return say.wording("brief.list.inside").join(found)


VIEW = View(name="journey", register=("D18",), title="The map of a journey, with how customers feel on the way",
            needs=("journey", "stage", "touchpoint"), make=_make, of=("journey",))  # fmt: skip
