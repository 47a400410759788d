"""The buying centre: who has which part in a purchase that several people share, around the decision.

At the left stand those who bring it about and sway it, at the right those who settle it (Webster & Wind 1972).
"""

from typing import Any

import attrs

from canvasdsl.rules.together import named
from canvasdsl.views.drawing import SMALL, Datasheet, Drawing
from canvasdsl.views.kit.graph_cards import Card
from canvasdsl.views.kit.paper import Paper, Said, badge_of, bold, capital, field_of
from canvasdsl.views.kit.strips import Spoke, hub
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.views.typeset import SEMIBOLD

__all__ = ["SETTLES", "SWAYS", "VIEW", "Part", "parts_of"]

SWAYS = ("initiator", "user", "influencer", "gatekeeper")
SETTLES = ("decider", "approver", "buyer")
_SIDE = 164.0


@attrs.frozen(kw_only=True)
class Part:
    """A part in the purchase: who has it, what they are told, and through which channels, by their names."""

    entity: Any
    role: str
    who: str
    message: str
    via: tuple[Any, ...]


def parts_of(subject: Subject, segment: Any) -> tuple[Part, ...]:
    """The parts in the order in which a purchase goes through them; among equals that of the file."""
    order = (*SWAYS, *SETTLES)
    found = []
    for each in segment.buying_centre:
        if each.role is None:
            continue
        who = each.text or (subject.say.named(each.party) if each.party is not None else "")
        found.append(Part(entity=each, role=each.role, who=who, message=each.message or "",
                          via=tuple(named(subject.canvas, each.via))))  # fmt: skip
    return tuple(sorted(found, key=lambda part: order.index(part.role)))


# ---- Drawing ------------------------------------------------------------------------


def _make(subject: Subject) -> Drawing:
    segment, words = subject.block, subject.words
    found = parts_of(subject, segment)
    if not found:
        raise Undrawn(words("buying-centre.needs"))
    paper = Paper()
    left = [_spoke(subject, part) for part in found if part.role in SWAYS]
    right = [_spoke(subject, part) for part in found if part.role in SETTLES]
    top = 0.0
    for key, x, spokes in (("sways", 0.0, left), ("settles", paper.width - _SIDE, right)):
        if spokes:
            top = max(top, paper.text(x, 0, words(f"buying-centre.{key}"), width=_SIDE, size=SMALL, weight=SEMIBOLD,
                                      tone="soft").height)  # fmt: skip
    number = next(at for at, each in enumerate(subject.canvas.segments) if each is segment)
    middle = Card(parts=(bold(words("buying-centre.purchase")),
                         Said(segment.name, field_of(segment), badges=(badge_of(number),))),
                  fill="paper", line="ink", idea=segment.is_idea)  # fmt: skip
    hub(paper, top + 5, middle, left, right, side=_SIDE)
    return subject.drawing("buying-centre", paper, title=_title(subject, found), notes=_notes(subject, found),
                           description=_description(subject, found), table=_table(subject, found),
                           texts=paper.authors)  # fmt: skip


def _spoke(subject: Subject, part: Part) -> Spoke:
    """A part with who has it, what they are told, and how they are reached."""
    field = f"buying-centre {part.role}"
    parts = [bold(_role(subject, part.role))]
    if part.who:
        parts.append(Said(part.who, field))
    if part.message:
        parts.append(Said(subject.words("buying-centre.message", text=part.message), field, tone="soft"))
    if part.via:
        names = subject.say.join([each.name for each in part.via])
        parts.append(Said(subject.words("buying-centre.via", list=names), field, tone="faint"))
    else:
        parts.append(Said(subject.words("buying-centre.unreached"), tone="soft", sign="gap"))
    return Spoke(card=Card(parts=tuple(parts), idea=part.entity.is_idea), dashed=not part.via or part.entity.is_idea,
                 leads=True)  # fmt: skip


def _role(subject: Subject, role: str) -> str:
    return capital(subject.say.choice("role in a purchase", role))


def _title(subject: Subject, found: tuple[Part, ...]) -> str:
    name = subject.block.name
    decided = [part for part in found if not part.entity.is_idea] or list(found)
    unreached = list(dict.fromkeys(_role(subject, part.role) for part in decided if not part.via))
    if unreached:
        return subject.counted("buying-centre.title_unreached", len(unreached), name=name, role=unreached[0])
    return subject.counted("buying-centre.title", len(decided), name=name)


def _notes(subject: Subject, found: tuple[Part, ...]) -> tuple[str, ...]:
    lacking = [role for role in (*SWAYS, *SETTLES) if all(part.role != role for part in found)]
    if not lacking:
        return ()
    names = subject.say.join([subject.say.choice("role in a purchase", role) for role in lacking])
    return (subject.words("buying-centre.lacking", list=names),)


def _description(subject: Subject, found: tuple[Part, ...]) -> str:
    say = subject.say
    said = [subject.wording("brief.list.detail", head=_role(subject, part.role), detail=part.who) if part.who else
            _role(subject, part.role) for part in found]  # fmt: skip
    return subject.words("buying-centre.description", name=subject.block.name, list=say.groups(said))


def _table(subject: Subject, found: tuple[Part, ...]) -> Datasheet:
    columns = tuple(subject.words(f"buying-centre.column.{key}") for key in ("role", "who", "message", "via"))
    rows = tuple((_role(subject, part.role), part.who, part.message,
                  subject.say.join([each.name for each in part.via]) or subject.words("graph.none"))
                 for part in found)  # fmt: skip
    return Datasheet(columns=columns, rows=rows)


VIEW = View(name="buying-centre", register=(), theory=("T-CUS-5",), title="Who takes part in a purchase, around the "
            "decision", needs=("segment", "buying-centre"), make=_make, of=("segment",))  # fmt: skip
