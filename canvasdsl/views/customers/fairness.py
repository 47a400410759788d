"""By what customers judge whether they were treated fairly when something failed: outcome, process and treatment
(T-SAT-7). Three bars say for how many failures each is settled, the table below says how."""

from collections.abc import Iterator, Sequence
from typing import Any

import attrs

from canvasdsl.model.canvas import Canvas
from canvasdsl.model.entities import Entity
from canvasdsl.model.journeys import Failure
from canvasdsl.model.vocabulary import table_of
from canvasdsl.views.drawing import SMALL, Datasheet, Drawing
from canvasdsl.views.kit.grids import Cell, Row, table
from canvasdsl.views.kit.paper import DASHED, Paper, Said, bold, capital
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.views.typeset import SEMIBOLD

__all__ = ["ASPECTS", "VIEW", "Handled", "failures_in"]

ASPECTS = ("outcome", "process", "treatment")
_LABEL, _COUNT = 150.0, 62.0


@attrs.frozen(kw_only=True)
class Handled:
    """A failure, or where none is named the recovery alone: what it is called, how it is put right, and whether it is
    only an idea."""

    entity: Any
    name: str
    recovery: Any

    @property
    def is_idea(self) -> bool:
        """Whether it is not decided yet."""
        return bool(getattr(self.entity, "is_idea", False))

    @property
    def settled(self) -> tuple[bool, ...]:
        """For each of the three aspects whether it is settled."""
        return tuple(bool(self.recovery is not None and getattr(self.recovery, aspect)) for aspect in ASPECTS)


def failures_in(canvas: Canvas) -> tuple[Handled, ...]:
    """All failures, and recoveries that stand for any failure, wherever they are written."""
    return tuple(_handled(canvas))


def _handled(entity: Entity) -> Iterator[Handled]:
    by_attribute = table_of(type(entity)).by_attribute
    for attribute, value in vars(entity).items():
        for part in (value if type(value) is tuple else (value,)) if attribute in by_attribute else ():
            if isinstance(part, Failure):
                yield Handled(entity=part, name=part.name, recovery=part.recovery)
            elif isinstance(part, Entity):
                if part.word == "recovery":
                    yield Handled(entity=part, name=getattr(part, "text", None) or "", recovery=part)
                else:
                    yield from _handled(part)


# ---- Drawing ------------------------------------------------------------------------


def _make(subject: Subject) -> Drawing:
    found = failures_in(subject.canvas)
    if not found:
        raise Undrawn(subject.words("fairness.needs"))
    paper = Paper()
    counted = [each for each in found if not each.is_idea]
    y = _bars(subject, paper, counted) + 14 if counted else 0.0
    heads = [Cell((bold(subject.words(f"fairness.head.{key}"), tone="soft"),)) for key in ("failure", *ASPECTS)]
    rows = [Row(cells=(_failure(subject, each), *(_cell(subject, each, aspect) for aspect in ASPECTS)))
            for each in found]  # fmt: skip
    table(paper, y, heads, rows)
    return subject.drawing("fairness", paper, title=_title(subject, found), texts=paper.authors,
                           description=_description(subject, counted), table=_table(subject, found))  # fmt: skip


def _bars(subject: Subject, paper: Paper, counted: Sequence[Handled]) -> float:
    """A bar for each aspect, as long as the share of the failures for which it is settled."""
    y = 0.0
    room = paper.width - _LABEL - _COUNT
    for number, aspect in enumerate(ASPECTS):
        label = paper.text(0, y, subject.words(f"fairness.aspect.{aspect}"), width=_LABEL - 8, size=SMALL)
        share = sum(each.settled[number] for each in counted) / len(counted)
        middle = y + label.height / 2
        paper.box(_LABEL, middle - 5, room, 10, line="line")
        if share:
            paper.box(_LABEL, middle - 5, room * share, 10, fill="heat3")
        count = subject.words("fairness.of", total=subject.say.whole(len(counted)),
                              count=subject.say.whole(sum(each.settled[number] for each in counted)))  # fmt: skip
        paper.text(_LABEL + room + 6, middle, count, size=SMALL, weight=SEMIBOLD, width=_COUNT - 6, middle=True)
        y += max(label.height, 12) + 5
    return y - 5


def _failure(subject: Subject, each: Handled) -> Cell:
    name = each.name or subject.words("fairness.any")
    parts = [Said(name, f"{each.entity.word} {name}" if each.name else "")]
    reason = getattr(each.entity, "type", None)
    if reason:
        parts.append(Said(capital(subject.say.choice("reason to leave", reason)), tone="soft"))
    return Cell(tuple(parts), line="soft" if each.is_idea else "", dash=DASHED if each.is_idea else ())


def _cell(subject: Subject, each: Handled, aspect: str) -> Cell:
    text = getattr(each.recovery, aspect) if each.recovery is not None else None
    if text:
        return Cell((Said(text, "recovery"),))
    return Cell((Said(subject.words("fairness.open"), tone="soft", sign="gap"),))


def _title(subject: Subject, found: tuple[Handled, ...]) -> str:
    say = subject.say
    counted = [each for each in found if not each.is_idea] or list(found)
    alone = [each for each in counted if not any(each.settled)]
    if alone:
        return subject.counted("fairness.title_alone", len(alone), total=say.whole(len(counted)),
                               name=alone[0].name or subject.words("fairness.any"))  # fmt: skip
    for number, aspect in enumerate(ASPECTS):
        lacking = [each for each in counted if not each.settled[number]]
        if lacking:
            return subject.counted(f"fairness.title.{aspect}", len(lacking), total=say.whole(len(counted)),
                                   name=lacking[0].name or subject.words("fairness.any"))  # fmt: skip
    return subject.counted("fairness.title_full", len(counted))


def _description(subject: Subject, counted: Sequence[Handled]) -> str:
    say, parts = subject.say, [subject.words("fairness.description")]
    if counted:
        said = [subject.words("fairness.said", aspect=subject.words(f"fairness.head.{aspect}"),
                              count=say.whole(sum(each.settled[number] for each in counted)),
                              total=say.whole(len(counted))) for number, aspect in enumerate(ASPECTS)]  # fmt: skip
        parts.append(subject.words("fairness.settled", list=say.groups(said)))
    return " ".join(parts)


def _table(subject: Subject, found: tuple[Handled, ...]) -> Datasheet:
    columns = tuple(subject.words(f"fairness.head.{key}") for key in ("failure", *ASPECTS))
    rows = tuple((each.name or subject.words("fairness.any"),
                  *((each.recovery and getattr(each.recovery, aspect)) or subject.words("fairness.open")
                    for aspect in ASPECTS)) for each in found)  # fmt: skip
    return Datasheet(columns=columns, rows=rows)


VIEW = View(name="fairness", register=(), theory=("T-SAT-7",), title="How failures are put right: outcome, process and "
            "treatment", needs=("failure", "recovery"), make=_make)  # fmt: skip
