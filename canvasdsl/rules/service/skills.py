"""Whether the people who serve can do what their channel and their tasks ask for (R49, T-SVC-7).

Both rules speak once any skill is told: of a service, a resource or a party. The team behind a channel or a service are
those of whom the model says that they stand behind it; where it says so of nobody, all people of the model are meant.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import chain
from typing import Any

import attrs

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.common import Skill
from canvasdsl.model.reach import Channel
from canvasdsl.model.service import Service
from canvasdsl.rules.parts import decided, quoted, revenues_from
from canvasdsl.rules.places import channels_at, served
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.together import Key, named

__all__ = ["RULES", "Asked", "asked_at_channels", "asked_by_tasks"]

_WRITING = ("clear-communication", "positive-language")
_BY_CHANNEL = {
    "chat": _WRITING,
    "email": _WRITING,
    "phone": ("patience", "calming-presence"),
    "own-store": ("reading-customers", "closing"),
}
"""What a contact through such a channel asks for."""
_BY_COMPLAINTS = ("patience", "empathy", "calming-presence")
_BY_TECHNICAL_HELP = ("product-knowledge",)
_Best = dict[str, tuple[Decimal, Skill]]


@attrs.frozen(kw_only=True)
class Asked:
    """What a channel or a service asks of its people: `kind` is `channel`, `technical` or `complaint`; `best` are the
    highest levels of its team."""

    about: Channel | Service
    kind: str
    needs: tuple[str, ...]
    best: "_Best"
    span: Any

    def lacking(self, canvas: Canvas) -> list[str]:
        """The skills that nobody of the team has well enough."""
        enough = canvas.threshold("skill-level")
        return [need for need in self.needs if need not in self.best or self.best[need][0] < enough]


# ---- SVC201: channels -----------------------------------------------------------


def _unskilled_contact(canvas: Canvas) -> Iterator[Finding]:
    for asked in asked_at_channels(canvas):
        yield from _missing(canvas, asked, f"at `{asked.about.name}`")


def asked_at_channels(canvas: Canvas) -> Iterator[Asked]:
    """Quiet of partners' channels, whose people are theirs, and of those that only make the offer known. Where
    complaints are handled SVC202 asks for what they need; where nothing is bought, nobody need close a sale."""
    everybody = _best(canvas, _everybody(canvas))
    if not everybody:
        return
    complaints = {
        channel.key for service, _ in served(canvas) if any(task.type == "complaint" for task in service.tasks)
        for channel in channels_at(canvas, service.at)
    }  # fmt: skip
    behind = _skills_by_channel(canvas)
    for channel in decided(canvas.channels):
        needs = tuple(
            need for need in _BY_CHANNEL.get(channel.type or "", ())
            if not (need in _BY_COMPLAINTS and channel.key in complaints)
            and not (need == "closing" and not _sells(canvas, channel))
        )  # fmt: skip
        if not needs or channel.owner == "partner" or channel.phases == ("awareness",):
            continue
        team = _best(canvas, [*behind.get(channel.key, ()), *_supporters(canvas, channel)])
        yield Asked(about=channel, kind="channel", needs=needs, best=team or everybody, span=channel.place("type"))


def _sells(canvas: Canvas, channel: Channel) -> bool:
    """Whether somebody may buy there: not where there is no purchase, or where all whom it reaches pay nothing."""
    if channel.phases and "purchase" not in channel.phases:
        return False
    reached = list(named(canvas, (each.segment for each in channel.reaches)))
    return not reached or not canvas.revenues or any(revenues_from(canvas, each) for each in reached)


def _skills_by_channel(canvas: Canvas) -> dict[Key | None, list[Skill]]:
    """The skills of services that are met in each channel, and of the staff of relationships that help through it."""
    found: dict[Key | None, list[Skill]] = {}
    for service, _ in served(canvas):
        team = _team(canvas, service)
        for channel in channels_at(canvas, service.at):
            found.setdefault(channel.key, []).extend(team)
    for relationship in canvas.relationships:
        help = relationship.personal_assistance
        if help is not None:
            staff = _skills_of(named(canvas, help.staff))
            for channel in named(canvas, help.via or relationship.via):
                found.setdefault(channel.key, []).extend(staff)
    return found


# ---- SVC202: tasks ----------------------------------------------------------------


_WHO = {"technical": "who gives technical help at", "complaint": "who handles complaints at"}


def _unskilled_help(canvas: Canvas) -> Iterator[Finding]:
    for asked in asked_by_tasks(canvas):
        yield from _missing(canvas, asked, f"{_WHO[asked.kind]} `{asked.about.name}`")


def asked_by_tasks(canvas: Canvas) -> Iterator[Asked]:
    """What technical help and complaints ask for."""
    everybody = _best(canvas, _everybody(canvas))
    if not everybody:
        return
    for service, _ in served(canvas):
        tasks = {task.type: task for task in decided(service.tasks)}
        team = _best(canvas, _team(canvas, service)) or everybody
        if "technical" in tasks or (service.type == "support" and service.technical != "no"):
            span = tasks["technical"].here if "technical" in tasks else service.place("type")
            yield Asked(about=service, kind="technical", needs=_BY_TECHNICAL_HELP, best=team, span=span)
        if "complaint" in tasks:
            yield Asked(about=service, kind="complaint", needs=_BY_COMPLAINTS, best=team, span=tasks["complaint"].here)


# ---- Who has which skill --------------------------------------------------------------


def _missing(canvas: Canvas, asked: Asked, where: str) -> Iterator[Finding]:
    """One finding that names what a team lacks of what is needed."""
    lacking = asked.lacking(canvas)
    if not lacking:
        return
    enough = canvas.threshold("skill-level")
    weak = [asked.best[need] for need in lacking if need in asked.best]
    yield Finding(
        about=asked.about,
        message=f"nobody {where} is said to have {quoted(lacking, 'or')}" + (" well enough" if weak else ""),
        help="train or find somebody, or if somebody has it, say so in the service, resource or party: "
        f"`skill {lacking[0]} {enough.normalize():f}`",
        span=asked.span,
        related=tuple(Related(skill.here, f"only at level {level.normalize():f}") for level, skill in weak),
        absent=("skill",),
    )


def _best(canvas: Canvas, team: Iterable[Skill]) -> _Best:
    """For each skill of a team its highest level, and who has it; one without a level counts as there."""
    found: _Best = {}
    for skill in team:
        level = canvas.threshold("skill-level") if skill.level is None else skill.level.value
        if skill.skill not in found or level > found[skill.skill][0]:
            found[skill.skill] = (level, skill)
    return found


def _everybody(canvas: Canvas) -> list[Skill]:
    """All skills in the model; ideas count as intended."""
    inside = (relationship.services for relationship in canvas.relationships)
    return _skills_of(chain(canvas.services, canvas.resources, canvas.parties, *inside))


def _team(canvas: Canvas, service: Service) -> list[Skill]:
    """The skills of a service, of what stands behind it and of those who answer for it."""
    owners = (service.owner, *(task.owner for task in service.tasks))
    return _skills_of([service, *named(canvas, service.backed_by), *named(canvas, owners)]) + _supporters(
        canvas, service
    )


def _supporters(canvas: Canvas, block: Channel | Service) -> list[Skill]:
    return _skills_of(canvas.index.named_by(block, "resource"))


def _skills_of(blocks: Iterable[Any]) -> list[Skill]:
    return [skill for block in blocks for skill in getattr(block, "skills", ())]


RULES: tuple[Rule, ...] = (
    Rule(
        code="SVC201",
        name="channel-without-its-skills",
        severity=Severity.HINT,
        summary="The people at a channel lack the skills that it asks for",
        why="Each channel asks for other skills: writing for a chat, a calm voice for the telephone. Where they are "
        "missing, customers notice.",
        theory=("T-SVC-7", "T-REL-3"),
        register=("R49",),
        check=_unskilled_contact,
    ),
    Rule(
        code="SVC202",
        name="task-without-its-skills",
        severity=Severity.HINT,
        summary="The people who handle complaints or give technical help lack the skills for it",
        why="The person who hears a complaint decides much of how it ends; and no kindness replaces knowing the "
        "product.",
        theory=("T-SVC-7",),
        register=("R49",),
        check=_unskilled_help,
    ),
)
