"""What must be true, by how much it matters and how little shows it (T-BMC-13): the riskiest stand at the upper right.

Bland & Osterwalder 2019 draw assumptions so. How much one matters is the greater of what its author says and of how far
the numbers that it stands for move the result; how weak its evidence is, `figures.evidence` weighs.
"""

from collections.abc import Sequence
from typing import Any

import attrs

from canvasdsl.figures.evidence import Weakness, weakness_of
from canvasdsl.figures.riskiest import riskiest
from canvasdsl.views.drawing import Datasheet, Drawing
from canvasdsl.views.kit.paper import Paper, Said, bold, capital, field_of
from canvasdsl.views.kit.quadrants import MOST, Axis, Corner, Point, map_of
from canvasdsl.views.subject import Subject, Undrawn, View

__all__ = ["VIEW", "Belief", "beliefs_of"]

_HALF = 0.5
_RING = 5.0
"""The radius of what is only an idea."""


@attrs.frozen(kw_only=True)
class Belief:
    """An assumption with how much it matters, from 0 to 1, and how weak its evidence is, from 0 to 1."""

    assumption: Any
    matters: float
    weakness: Weakness

    @property
    def is_riskiest(self) -> bool:
        """Whether much depends on it and little shows it."""
        return self.matters >= _HALF and self.weakness.size >= _HALF


def beliefs_of(subject: Subject) -> tuple[Belief, ...]:
    """The assumptions that are not given up, the riskiest first; ideas, which nothing rests on yet, come last."""
    canvas = subject.canvas
    found = [Belief(assumption=risk.assumption, matters=risk.influence, weakness=risk.weakness)
             for risk in riskiest(canvas).risks if risk.assumption is not None]  # fmt: skip
    today = canvas.heading.date if canvas.heading is not None else None
    for each in canvas.assumptions:
        if each.is_idea and each.decision != "drop":
            said = float(each.importance.value) / 5 if each.importance is not None else 0.0
            found.append(Belief(assumption=each, matters=said, weakness=weakness_of((each,), today)))
    return tuple(found)


def _make(subject: Subject) -> Drawing:
    words, say = subject.words, subject.say
    found = beliefs_of(subject) if subject.canvas.assumptions else ()
    if not found:
        raise Undrawn(words("assumptions.needs"))
    paper = Paper()
    corners = tuple(Corner(name=words(f"assumptions.corner.{key}")) for key in ("safe", "test", "known", "later"))
    map_of(
        paper, 0, [_point(subject, each) for each in found], corners=corners,  # type: ignore[arg-type]  # four of them
        across=Axis(name=words("assumptions.across"), low=words("assumptions.shown"),
                    high=words("assumptions.unshown")),
        up=Axis(name=words("assumptions.up"), low=words("assumptions.little"), high=words("assumptions.much")),
    )  # fmt: skip
    notes = [words("assumptions.note")]
    if len(found) > MOST:
        notes.append(subject.counted("quadrants.more", len(found) - MOST))
    columns = tuple(words(f"assumptions.columns.{key}") for key in ("name", "risk", "matters", "weak", "evidence",
                                                                    "test"))  # fmt: skip
    rows = tuple((each.assumption.name, _risk(subject, each), say.amount(each.matters, "%"),
                  say.amount(each.weakness.size, "%"), _evidence(subject, each), each.assumption.test or "")
                 for each in found)  # fmt: skip
    return subject.drawing(
        "assumptions", paper, title=_title(subject, found), description=_description(subject, found),
        table=Datasheet(columns=columns, rows=rows), notes=tuple(notes),
        texts=(*paper.authors, *((field_of(each.assumption), each.assumption.test) for each in found
                                 if each.assumption.test)),
    )  # fmt: skip


def _point(subject: Subject, belief: Belief) -> Point:
    each = belief.assumption
    risk, evidence = _risk(subject, belief), _evidence(subject, belief)
    detail = subject.wording("brief.list.detail", head=capital(risk), detail=evidence) if risk else capital(evidence)
    return Point(
        across=belief.weakness.size, up=min(1.0, belief.matters), is_idea=each.is_idea,
        radius=_RING if each.is_idea else 0.0, parts=(bold(each.name, field_of(each)), Said(detail, tone="soft")),
    )  # fmt: skip


def _risk(subject: Subject, belief: Belief) -> str:
    return subject.say.choice("risk", belief.assumption.risk) if belief.assumption.risk else ""


def _evidence(subject: Subject, belief: Belief) -> str:
    """What shows it, in a few words."""
    weakness = belief.weakness
    if weakness.pieces:
        return subject.counted("assumptions.pieces", len(weakness.pieces))
    return subject.words("assumptions.status" if weakness.status in ("tested", "validated") else "assumptions.nothing")


def _title(subject: Subject, found: Sequence[Belief]) -> str:
    real = [each for each in found if not each.assumption.is_idea]
    risky = [each for each in real if each.is_riskiest]
    if risky:
        return subject.counted("assumptions.title", len(risky), name=risky[0].assumption.name,
                               total=subject.say.whole(len(real)))  # fmt: skip
    if not real:
        return subject.words("assumptions.title_ideas")
    return subject.words("assumptions.title_none" if any(each.matters for each in real) else "assumptions.title_unsaid")


def _description(subject: Subject, found: Sequence[Belief]) -> str:
    words, say = subject.words, subject.say
    parts = [words("assumptions.description")]
    parts += [words("assumptions.one", name=each.assumption.name, matters=say.amount(round(each.matters, 2), "%"),
                    weak=say.amount(round(each.weakness.size, 2), "%")) for each in found[:4]]  # fmt: skip
    return words("graph.join").join(parts)


VIEW = View(name="assumptions", register=(), theory=("T-BMC-13",), title="What must be true: how much it matters, and "
            "how little shows it", needs=("assumption", "importance", "evidence"), make=_make)  # fmt: skip
