"""What was learnt, and what was decided because of it: an insight that changes nothing is a cost (T-BEN-4)."""

from collections.abc import Iterator
from typing import Any

import attrs

from canvasdsl.model.canvas import Canvas
from canvasdsl.rules.together import named
from canvasdsl.views.drawing import Datasheet, Drawing
from canvasdsl.views.kit.grids import Cell, Row, table
from canvasdsl.views.kit.paper import DASHED, Badge, Paper, Said, badge_of, bold, field_of
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.views.told import whole_percent

__all__ = ["VIEW", "Learnt", "learnt_in"]


@attrs.frozen(kw_only=True)
class Learnt:
    """An insight with what was changed because of it and the tactics and strategies that rest on it."""

    insight: Any
    changed: tuple[Any, ...]

    @property
    def is_idle(self) -> bool:
        """Whether nothing follows from it."""
        return not (self.insight.decision or self.changed)


def learnt_in(canvas: Canvas) -> tuple[Learnt, ...]:
    """The insights in the order of the file."""
    found = []
    for insight in canvas.insights:
        resting = canvas.index.naming(insight.key, "tactic", "rests-on") if insight.key else ()
        changed = {id(each): each for each in (*named(canvas, insight.changes), *resting)}
        found.append(Learnt(insight=insight, changed=tuple(changed.values())))
    return tuple(found)


# ---- Drawing ------------------------------------------------------------------------


def _make(subject: Subject) -> Drawing:
    found = learnt_in(subject.canvas)
    if not found:
        raise Undrawn(subject.words("insights.needs"))
    paper = Paper()
    heads = [Cell((bold(subject.words(f"insights.column.{key}"), tone="soft"),)) for key in ("insight", "decision",
                                                                                             "changed")]
    rows = [Row(cells=(_insight(subject, each), _decision(subject, each), Cell(tuple(_changed(each)))))
            for each in found]  # fmt: skip
    table(paper, 0, heads, rows)
    return subject.drawing("insights", paper, title=_title(subject, found), texts=paper.authors,
                           description=_description(subject, found), table=_table(subject, found))  # fmt: skip


def _insight(subject: Subject, each: Learnt) -> Cell:
    """What was learnt, of whom, and from what."""
    insight, field = each.insight, field_of(each.insight)
    keys = {reference.key for reference in insight.about}
    badges: tuple[Badge, ...] = tuple(badge_of(number) for number, one in enumerate(subject.canvas.segments)
                                      if one.key in keys)  # fmt: skip
    parts = [Said(insight.name, field, badges=badges[:4])]
    if insight.data:
        parts.append(Said(subject.words("insights.data", list=subject.say.join([*insight.data])), field, tone="soft"))
    return Cell(tuple(parts), line="soft" if insight.is_idea else "", dash=DASHED if insight.is_idea else ())


def _decision(subject: Subject, each: Learnt) -> Cell:
    if each.insight.decision:
        return Cell((Said(each.insight.decision, field_of(each.insight)),), fill="wash")
    key = "idle" if each.is_idle else "undecided"
    return Cell((Said(subject.words(f"insights.{key}"), tone="soft", sign="gap" if each.is_idle else ""),))


def _changed(each: Learnt) -> Iterator[Said]:
    return (Said(block.name, field_of(block)) for block in each.changed)


def _title(subject: Subject, found: tuple[Learnt, ...]) -> str:
    decided = [each for each in found if not each.insight.is_idea] or list(found)
    idle = [each for each in decided if each.is_idle]
    if idle:
        return subject.counted("insights.title_idle", len(idle), total=subject.say.whole(len(decided)),
                               name=idle[0].insight.name)  # fmt: skip
    return subject.counted("insights.title", len(decided))


def _description(subject: Subject, found: tuple[Learnt, ...]) -> str:
    parts = [subject.words("insights.description")]
    parts += [subject.words("insights.one", insight=each.insight.name, decision=each.insight.decision)
              for each in found[:3] if each.insight.decision]  # fmt: skip
    figure = subject.figure("founded-tactics")
    if figure is not None and figure.value is not None:
        parts.append(subject.words("insights.founded", share=whole_percent(subject.say, figure.value)))
    return " ".join(parts)


def _table(subject: Subject, found: tuple[Learnt, ...]) -> Datasheet:
    say, none = subject.say, subject.words("graph.none")
    columns = tuple(subject.words(f"insights.column.{key}") for key in ("insight", "from", "decision", "changed"))
    rows = tuple((each.insight.name, say.join([*each.insight.data]), each.insight.decision or none,
                  say.join([block.name for block in each.changed]) or none) for each in found)  # fmt: skip
    return Datasheet(columns=columns, rows=rows)


VIEW = View(name="insights", register=(), theory=("T-BEN-4",), title="What was learnt, and what was decided because of "
            "it", needs=("insight", "decision"), make=_make)  # fmt: skip
