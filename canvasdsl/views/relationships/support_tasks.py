"""What support does through which channel: tasks by channels, each with who answers for it, how far they may go and how
fast (T-SVC-4)."""

from collections.abc import Iterator
from typing import Any

import attrs

from canvasdsl.model.canvas import Canvas
from canvasdsl.rules.places import channels_at, served
from canvasdsl.views.drawing import Datasheet, Drawing
from canvasdsl.views.kit.grids import Cell, Row, table
from canvasdsl.views.kit.paper import Paper, Said, bold, capital, field_of
from canvasdsl.views.subject import Subject, Undrawn, View

__all__ = ["VIEW", "SupportTask", "tasks_of"]

_WITH_MONEY = ("complaint", "refund", "return", "exchange")
"""The tasks in which somebody may have to give something."""


@attrs.frozen(kw_only=True)
class SupportTask:
    """A task, the service that does it, the channels through which, and the keys of what it does not say."""

    task: Any
    service: Any
    channels: tuple[Any, ...]

    @property
    def lacks(self) -> tuple[str, ...]:
        """What customers would be sent from desk to desk for want of: an owner, authority, a time."""
        there = (("owner", self.task.owner is not None),
                 ("authority", self.task.authority is not None or self.task.type not in _WITH_MONEY),
                 ("within", self.task.within is not None))  # fmt: skip
        return tuple(key for key, said in there if not said)


def tasks_of(canvas: Canvas) -> tuple[SupportTask, ...]:
    """The tasks of all services that are more than ideas, in the order of the file."""
    return tuple(SupportTask(task=task, service=service, channels=tuple(channels_at(canvas, service.at)))
                 for service, _ in served(canvas) for task in service.tasks if task.type is not None)  # fmt: skip


# ---- Drawing ------------------------------------------------------------------------


def _make(subject: Subject) -> Drawing:
    found = tasks_of(subject.canvas)
    if not found:
        raise Undrawn(subject.words("tasks.needs"))
    words = subject.words
    channels = list({id(each): each for row in found for each in row.channels}.values())
    heads = [Cell((bold(words("tasks.task"), tone="soft"),)), Cell((bold(words("tasks.terms"), tone="soft"),)),
             *(Cell((Said(each.name, field_of(each), tone="soft"),), align="middle") for each in channels)]  # fmt: skip
    rows, before = [], None
    for row in found:
        if row.service is not before:
            name = bold(row.service.name, field_of(row.service), above=3)
            rows.append(Row(cells=(Cell((name,), span=len(heads)),)))
            before = row.service
        rows.append(Row(cells=(_task(subject, row), Cell(tuple(_terms(subject, row))),
                               *(Cell(sign="yes" if each in row.channels else "", align="middle")
                                 for each in channels))))  # fmt: skip
    paper = Paper()
    table(paper, 0, heads, rows)
    return subject.drawing("tasks", paper, title=_title(subject, found), texts=paper.authors,
                           description=_description(subject, found), table=_table(subject, found))  # fmt: skip


def _task(subject: Subject, row: SupportTask) -> Cell:
    field = field_of(row.service)
    return Cell((Said(capital(subject.say.choice("support task", row.task.type)),
                      tone="soft" if row.task.is_idea else "ink"), Said(row.task.text or "", field, tone="soft")))


def _terms(subject: Subject, row: SupportTask) -> Iterator[Said]:
    """Who answers, how far they may go, how fast, and how often that is kept."""
    say, task, words = subject.say, row.task, subject.words
    if task.owner is not None:
        owner = task.owner if isinstance(task.owner, str) else say.named(task.owner)
        yield Said(owner, field_of(row.service))
    if task.authority is not None:
        yield Said(words("tasks.authority", amount=say.quantity(task.authority)), tone="soft")
    if task.within is not None:
        key = "within" if task.attained is None else "attained"
        share = "" if task.attained is None else say.quantity(task.attained)
        time = say.quantity(task.within)
        yield Said(words(f"tasks.{key}", time=time, share=share) if share else words("tasks.within", time=time),
                   tone="soft")  # fmt: skip
    for key in row.lacks:
        yield Said(words(f"tasks.lacks.{key}"), tone="soft", sign="gap")


def _title(subject: Subject, found: tuple[SupportTask, ...]) -> str:
    say = subject.say
    decided = [row for row in found if not row.task.is_idea] or list(found)
    for key in ("owner", "authority", "within"):
        lacking = [row for row in decided if key in row.lacks]
        if lacking:
            return subject.counted(f"tasks.title_{key}", len(lacking), total=say.whole(len(decided)),
                                   task=say.choice("support task", lacking[0].task.type))  # fmt: skip
    return subject.counted("tasks.title", len(decided))


def _description(subject: Subject, found: tuple[SupportTask, ...]) -> str:
    say = subject.say
    names = list(dict.fromkeys(say.choice("support task", row.task.type) for row in found))
    services = list(dict.fromkeys(row.service.name for row in found))
    return subject.words("tasks.description", services=say.join(say.shortened(services)), tasks=say.join(names))


def _table(subject: Subject, found: tuple[SupportTask, ...]) -> Datasheet:
    say, words = subject.say, subject.words
    columns = tuple(words(f"tasks.column.{key}") for key in ("service", "task", "terms", "channels"))
    rows = tuple((row.service.name, say.choice("support task", row.task.type),
                  say.join([part.text for part in _terms(subject, row)]),
                  say.join([each.name for each in row.channels]) or words("graph.none")) for row in found)  # fmt: skip
    return Datasheet(columns=columns, rows=rows)


VIEW = View(name="tasks", register=(), theory=("T-SVC-4",), make=_make,
            title="What support does, through which channel, and on which terms",
            needs=("service", "task"))  # fmt: skip
