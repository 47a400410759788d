"""In which phase relationships are: an arrow from awareness to the end, with the relationships below their phase, and
when they end (T-REL-17; Dwyer, Schurr & Oh 1987)."""

from collections.abc import Iterator
from typing import Any

import attrs

from canvasdsl.model.canvas import Canvas
from canvasdsl.rules.together import segment_keys
from canvasdsl.views.drawing import SMALL, Datasheet, Drawing
from canvasdsl.views.kit.graph_cards import Card, card_height, put_card
from canvasdsl.views.kit.paper import Badge, Paper, Said, badge_of, bold, capital, field_of
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.views.typeset import SEMIBOLD

__all__ = ["PHASES", "VIEW", "Phase", "phases_of"]

PHASES = ("awareness", "exploration", "expansion", "commitment", "dissolution")
_TIP, _GAP = 9.0, 3.0


@attrs.frozen(kw_only=True)
class Phase:
    """A phase with the relationships in it."""

    word: str
    relationships: tuple[Any, ...]


def phases_of(canvas: Canvas) -> tuple[Phase, ...]:
    """The five phases in their order."""
    return tuple(Phase(word=word, relationships=tuple(each for each in canvas.relationships if each.phase == word))
                 for word in PHASES)  # fmt: skip


def _endless(canvas: Canvas) -> tuple[Any, ...]:
    """The decided relationships that say in which phase they are, and not when they end."""
    return tuple(each for each in canvas.relationships if each.phase and not each.ends_when and not each.is_idea)


# ---- Drawing ------------------------------------------------------------------------


def _make(subject: Subject) -> Drawing:
    found = phases_of(subject.canvas)
    if not any(phase.relationships for phase in found):
        raise Undrawn(subject.words("phases.needs"))
    paper = Paper()
    bottom = _arrow(subject, paper, found)
    width = paper.width / len(found)
    for number, phase in enumerate(found):
        y = bottom + 8
        for relationship in phase.relationships:
            card = _card(subject, relationship)
            height = card_height(card, width - 8)
            put_card(paper, card, (number * width + width / 2 - 2, y + height / 2), width - 8)
            y += height + 6
    silent = [each for each in subject.canvas.relationships if not each.phase]
    names = subject.say.join(subject.say.shortened([each.name for each in silent]))
    notes = (subject.counted("phases.silent", len(silent), names=names),) if silent else ()
    return subject.drawing("phases", paper, title=_title(subject, found), notes=notes, texts=paper.authors,
                           description=_description(subject, found), table=_table(subject, found))  # fmt: skip


def _arrow(subject: Subject, paper: Paper, found: tuple[Phase, ...]) -> float:
    """Five pointed fields; those in which something is stand out. Returns how far down they reach."""
    width = paper.width / len(found)
    words = [capital(subject.say.choice("phase", phase.word)) for phase in found]
    room = width - _TIP - 14
    high = 10 + max(Paper().text(0, 0, word, width=room, size=SMALL, weight=SEMIBOLD).height for word in words)
    for number, (phase, word) in enumerate(zip(found, words, strict=True)):
        x = number * width
        end = x + width - _GAP - (_TIP if number == len(found) - 1 else 0.0)
        corners = [(x, 0.0), (end, 0.0), (end + _TIP, high / 2), (end, high), (x, high)]
        if number:
            corners.append((x + _TIP, high / 2))
        paper.area(corners, "heat2" if phase.relationships else "wash")
        paper.text(x + (_TIP if number else 0.0) + 6, high / 2, word, width=room, size=SMALL, middle=True,
                   weight=SEMIBOLD, tone="ink" if phase.relationships else "soft")  # fmt: skip
    return high


def _card(subject: Subject, relationship: Any) -> Card:
    keys = segment_keys(relationship)
    badges = tuple(badge_of(number) for number, each in enumerate(subject.canvas.segments) if each.key in keys)
    # One or two marks stand before the name, more of them below it.
    first, below = (badges, ()) if len(badges) <= 2 else ((), badges[:8])
    return Card(parts=tuple(_parts(subject, relationship, first)), badges=below, idea=relationship.is_idea, fill="",
                line="grey")  # fmt: skip


def _parts(subject: Subject, relationship: Any, badges: tuple[Badge, ...]) -> Iterator[Said]:
    field = field_of(relationship)
    yield bold(relationship.name, field, badges=badges)
    if relationship.ends_when:
        yield Said(subject.words("phases.ends", text=relationship.ends_when), field, tone="soft")
    else:
        yield Said(subject.words("phases.endless"), tone="soft", sign="gap")


def _title(subject: Subject, found: tuple[Phase, ...]) -> str:
    say = subject.say
    without = _endless(subject.canvas)
    total = sum(not each.is_idea for phase in found for each in phase.relationships)
    if without:
        return subject.counted("phases.title_endless", len(without), total=say.whole(total), name=without[0].name)
    phase = next(phase for phase in found if phase.relationships and (
        not total or any(not each.is_idea for each in phase.relationships)))
    first = next((each for each in phase.relationships if not each.is_idea), phase.relationships[0])
    values = {"phase": say.choice("phase", phase.word), "name": first.name}
    return subject.counted("phases.title", total, **values) if total else subject.words("phases.title_idea", **values)


def _description(subject: Subject, found: tuple[Phase, ...]) -> str:
    say, parts = subject.say, [subject.words("phases.description")]
    for phase in found:
        if phase.relationships:
            names = say.join(say.shortened([each.name for each in phase.relationships]))
            parts.append(subject.words("phases.one", phase=capital(say.choice("phase", phase.word)), list=names))
    return " ".join(parts)


def _table(subject: Subject, found: tuple[Phase, ...]) -> Datasheet:
    columns = tuple(subject.words(f"phases.column.{key}") for key in ("name", "phase", "ends"))
    rows = tuple((each.name, subject.say.choice("phase", phase.word), each.ends_when or subject.words("graph.none"))
                 for phase in found for each in phase.relationships)  # fmt: skip
    return Datasheet(columns=columns, rows=rows)


VIEW = View(name="phases", register=(), theory=("T-REL-17",), title="In which phase relationships are, and when they "
            "end", needs=("relationship", "phase"), make=_make)  # fmt: skip
