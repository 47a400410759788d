"""Which skills people have and which their work asks for (D35): skills by teams, and by channels and tasks."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import chain
from typing import Any

import attrs

from canvasdsl.model.canvas import Canvas
from canvasdsl.model.common import Skill
from canvasdsl.model.types import Choice
from canvasdsl.model.vocabulary import table_of
from canvasdsl.rules.service.skills import Asked, asked_at_channels, asked_by_tasks
from canvasdsl.views.drawing import BODY, HEAT, Datasheet, Drawing
from canvasdsl.views.kit.grids import PAD, Cell, Row, table
from canvasdsl.views.kit.paper import Paper, Said, bold, capital, field_of, stack
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.views.typeset import measure

__all__ = ["VIEW", "Skills", "skills_in"]

_CHOICE = next(field.type for field in table_of(Skill).slots if field.attribute == "skill")
assert isinstance(_CHOICE, Choice)
_ALL = tuple(option.word for option in _CHOICE.options)
_SKILL, _ASKED = 108.0, 130.0
"""The widths of the columns of skills and of what asks for them."""
_HEATS = (HEAT[0], HEAT[1], HEAT[2], HEAT[4])


@attrs.frozen(kw_only=True)
class Skills:
    """Who has which skills, and what asks for which."""

    skills: tuple[str, ...]
    teams: tuple[tuple[Any, dict[str, Decimal | None]], ...]
    """Each team with its skills; one without a level counts as there."""
    asked: tuple[Asked, ...]

    def gaps(self, canvas: Canvas) -> list[tuple[Asked, str]]:
        """What is asked for, and nobody has well enough."""
        return [(each, skill) for each in self.asked for skill in each.lacking(canvas)]


def skills_in(canvas: Canvas) -> Skills:
    """Everything that a model says of skills; of skills that nobody has and nothing asks for it does not speak."""
    inside = (relationship.services for relationship in canvas.relationships)
    blocks = chain[Any](canvas.parties, canvas.resources, canvas.services, *inside)
    teams = tuple((each, _levels(each)) for each in blocks if each.skills)
    asked = (*asked_at_channels(canvas), *asked_by_tasks(canvas))
    used = {skill for _, levels in teams for skill in levels} | {skill for each in asked for skill in each.needs}
    return Skills(skills=tuple(skill for skill in _ALL if skill in used), teams=teams, asked=asked)


def _levels(block: Any) -> dict[str, Decimal | None]:
    return {each.skill: None if each.level is None else each.level.value for each in reversed(block.skills)}


# ---- Drawing ------------------------------------------------------------------------


def _make(subject: Subject) -> Drawing:
    found = skills_in(subject.canvas)
    if not found.teams:
        raise Undrawn(subject.words("skills.needs"))
    paper = Paper()
    heads = _teams(subject, found)
    levels = [[_level(subject, levels, skill) for _, levels in found.teams] for skill in found.skills]
    room = (paper.width - _SKILL - _ASKED) / len(heads)
    if found.asked and all(_least(head) <= room for head in heads):
        _beside(paper, subject, found, heads, levels, room)
        asked_below = False
    else:
        y = _table(paper, subject, found, 0, subject.words("skills.there"), heads, levels)
        asked_below = bool(found.asked)
    if asked_below:
        wanted = [skill for skill in found.skills if any(skill in each.needs for each in found.asked)]
        lacking = [(each, each.lacking(subject.canvas)) for each in found.asked]
        _table(paper, subject, attrs.evolve(found, skills=tuple(wanted)), y + 16, subject.words("skills.asked"),
               [_head(Said(_place(subject, each), field_of(each.about), tone="soft")) for each in found.asked],
               [[_need(subject, each, some, skill) for each, some in lacking] for skill in wanted])  # fmt: skip
    return subject.drawing("skills", paper, title=_title(subject, found), description=_description(subject, found),
                           table=_datasheet(subject, found), texts=paper.authors)  # fmt: skip


def _table(
    paper: Paper, subject: Subject, found: Skills, y: float, title: str, heads: list[Cell], cells: list[list[Cell]],
) -> float:  # fmt: skip
    """Skills as rows under a heading of their own."""
    y = stack(paper, 0, y, paper.width, [bold(title)])
    columns = [Cell(), *heads]
    rows = [Row(cells=(Cell((Said(_skill(subject, skill), size=BODY),)), *row))
            for skill, row in zip(found.skills, cells, strict=True)]  # fmt: skip
    return table(paper, y, columns, rows, even=True)


def _head(*parts: Said) -> Cell:
    return Cell(parts, align="middle")


def _teams(subject: Subject, found: Skills) -> list[Cell]:
    """Who has skills; of those that share a name, what they are."""
    names = [each.name for each, _ in found.teams]
    return [_head(Said(each.name, field_of(each), tone="soft"), *(
        [Said(capital(_kind(subject, each)), tone="faint")] if names.count(each.name) > 1 else []
    )) for each, _ in found.teams]


def _kind(subject: Subject, block: Any) -> str:
    """What somebody or something with skills is: people by their first role."""
    roles = getattr(block, "roles", ())
    return subject.say.choice("role", roles[0]) if roles else subject.say.label("canvas", block.word)


def _least(head: Cell) -> float:
    """The width at which no word of a head is broken."""
    return max(measure(word, part.size) for part in head.parts for word in part.text.split(" ")) + 2 * PAD + 1


def _beside(
    paper: Paper, subject: Subject, found: Skills, heads: list[Cell], levels: list[list[Cell]], room: float
) -> None:
    """One table: who can do what, from 0 to 3, and beside it what asks for each skill."""
    lacking = {(id(each), skill) for each in found.asked for skill in each.lacking(subject.canvas)}
    rows = []
    for skill, row in zip(found.skills, levels, strict=True):
        asked = tuple(part for each in found.asked if skill in each.needs
                      for part in _asks(subject, each, skill, is_there=(id(each), skill) not in lacking))  # fmt: skip
        rows.append(Row(cells=(Cell((Said(_skill(subject, skill), size=BODY),)), *row, Cell(asked))))
    stack(paper, _SKILL, 0, paper.width - _SKILL - _ASKED, [bold(subject.words("skills.there"))])
    y = stack(paper, paper.width - _ASKED + PAD, 0, _ASKED - PAD, [bold(subject.words("skills.asked"))])
    table(paper, y, [Cell(), *heads, Cell()], rows, widths=(_SKILL, *[room] * len(heads), _ASKED))


def _asks(subject: Subject, asked: Asked, skill: str, *, is_there: bool) -> Iterator[Said]:
    """What asks for a skill: with a disc where somebody has it, struck through and in words where nobody has."""
    yield Said(_place(subject, asked), field_of(asked.about), sign="yes" if is_there else "gap")
    if not is_there:
        key = "skills.weak" if skill in asked.best else "skills.nobody"
        yield Said(capital(subject.words(key)), tone="alarm")


def _level(subject: Subject, levels: dict[str, Decimal | None], skill: str) -> Cell:
    """The level as a number on a ground that grows darker with it."""
    if skill not in levels:
        return Cell()
    level = levels[skill]
    if level is None:
        return Cell(sign="yes", align="middle")
    heat = _HEATS[min(len(_HEATS) - 1, max(0, int(level)))]
    return Cell((Said(subject.say.number(level)),), fill=heat, align="middle")


def _need(subject: Subject, asked: Asked, lacking: list[str], skill: str) -> Cell:
    """What is asked for: there, or missing."""
    if skill not in asked.needs:
        return Cell()
    if skill not in lacking:
        return Cell(sign="yes", align="middle")
    key = "skills.weak" if skill in asked.best else "skills.nobody"
    return Cell((Said(capital(subject.words(key)), tone="alarm"),), sign="gap", fill="wash", align="middle")


def _skill(subject: Subject, skill: str) -> str:
    return capital(subject.say.choice("skill", skill))


def _place(subject: Subject, asked: Asked) -> str:
    """Where a skill is asked for: the channel, or the service with the task that asks."""
    return subject.words(f"skills.at_{asked.kind}", name=asked.about.name)


def _title(subject: Subject, found: Skills) -> str:
    gaps = found.gaps(subject.canvas)
    if gaps:
        asked, skill = gaps[0]
        return subject.counted("skills.title_gaps", len(gaps), skill=subject.say.choice("skill", skill),
                               place=_place(subject, asked))  # fmt: skip
    return subject.words("skills.title_full" if found.asked else "skills.title")


def _description(subject: Subject, found: Skills) -> str:
    say = subject.say
    names = say.join(say.shortened([each.name for each, _ in found.teams]))
    parts = [subject.words("skills.description", names=names)]
    gaps = [subject.words("skills.gap", skill=say.choice("skill", skill), place=_place(subject, asked))
            for asked, skill in found.gaps(subject.canvas)]  # fmt: skip
    if gaps:
        parts.append(subject.words("skills.gaps", list=say.join(say.shortened(gaps))))
    return " ".join(parts)


def _datasheet(subject: Subject, found: Skills) -> Datasheet:
    columns = tuple(subject.words(f"skills.{key}") for key in ("skill", "has", "asks"))
    rows = []
    for skill in found.skills:
        has = [_at_level(subject, each.name, levels[skill]) for each, levels in found.teams if skill in levels]
        asks = [_place(subject, each) for each in found.asked if skill in each.needs]
        inside = subject.wording("brief.list.inside")
        rows.append((_skill(subject, skill), inside.join(has), inside.join(asks)))
    return Datasheet(columns=columns, rows=tuple(rows))


def _at_level(subject: Subject, name: str, level: Decimal | None) -> str:
    return name if level is None else subject.wording("brief.list.sized", name=name, size=subject.say.number(level))


VIEW = View(name="skills", register=("D35",), title="Which skills are there, and which channels and tasks ask for",
            needs=("skill",), make=_make)  # fmt: skip
