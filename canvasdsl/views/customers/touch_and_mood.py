"""How often customers hear from you and how they find it: contacts in a month by their mood (T-LOY-3).

Often and well liked fosters loyalty; often and disliked is felt as spam, however good the message was meant.
"""

from fractions import Fraction
from typing import Any

import attrs

from canvasdsl.figures.blocks import named
from canvasdsl.figures.periods import amount_in
from canvasdsl.model.canvas import Canvas
from canvasdsl.views.drawing import Datasheet, Drawing
from canvasdsl.views.kit.charts import round_steps
from canvasdsl.views.kit.paper import Badge, Paper, Said, badge_of, bold, field_of
from canvasdsl.views.kit.quadrants import MOST, Axis, Corner, Point, map_of
from canvasdsl.views.subject import Subject, Undrawn, View

__all__ = ["VIEW", "Touch", "touches_of"]


@attrs.frozen(kw_only=True)
class Touch:
    """A relationship with its contacts in a month and the mood of them, from −1 to 1."""

    relationship: Any
    contacts: float
    mood: float


def touches_of(canvas: Canvas) -> tuple[Touch, ...]:
    """The relationships that say both, in the order of the file."""
    found = []
    for each in canvas.relationships:
        contacts, mood = each.contacts, each.sentiment
        if contacts is None or mood is None or contacts.period is None:
            continue
        often = amount_in(Fraction(contacts.value), contacts.period, "month")
        found.append(Touch(relationship=each, contacts=float(often), mood=float(mood.value)))
    return tuple(found)


# ---- Drawing ------------------------------------------------------------------------


def _make(subject: Subject) -> Drawing:
    found, words = touches_of(subject.canvas), subject.words
    if not found:
        raise Undrawn(words("touch-and-mood.needs"))
    often = float(subject.canvas.threshold("frequent-contacts"))
    steps = round_steps(0, max(1.0, often * 1.6, *(each.contacts for each in found)), about=4)
    most = steps[-1]
    paper = Paper()
    keys = ("seldom_liked", "often_liked", "seldom_disliked", "often_disliked")
    corners = tuple(Corner(name=words(f"touch-and-mood.corner.{key}")) for key in keys)
    map_of(
        paper, 0, [_point(subject, each, most) for each in found], corners=corners,  # type: ignore[arg-type]
        across=Axis(name=words("touch-and-mood.across"), divide=often / most,
                    steps=tuple((step / most, subject.say.amount(step)) for step in steps)),
        up=Axis(name=words("touch-and-mood.up"), low=words("touch-and-mood.bad"), high=words("touch-and-mood.good")),
    )  # fmt: skip
    notes = [words("touch-and-mood.line", often=subject.say.amount(often))]
    if len(found) > MOST:
        notes.append(subject.counted("quadrants.more", len(found) - MOST))
    return subject.drawing("touch-and-mood", paper, title=_title(subject, found, often), notes=tuple(notes),
                           description=_description(subject, found), table=_table(subject, found),
                           texts=paper.authors)  # fmt: skip


def _point(subject: Subject, each: Touch, most: float) -> Point:
    relationship = each.relationship
    parts = (bold(relationship.name, field_of(relationship)),
             Said(subject.words("touch-and-mood.detail", contacts=subject.say.amount(each.contacts),
                                mood=subject.say.amount(each.mood)), tone="soft"))  # fmt: skip
    keys = {segment.key for segment in named(subject.canvas, (one.segment for one in relationship.segments))}
    badges: tuple[Badge, ...] = tuple(badge_of(number) for number, segment in enumerate(subject.canvas.segments)
                                      if segment.key in keys)  # fmt: skip
    return Point(across=min(1.0, each.contacts / most), up=min(1.0, max(0.0, (each.mood + 1) / 2)), parts=parts,
                 badges=badges, is_idea=relationship.is_idea)  # fmt: skip


def _title(subject: Subject, found: tuple[Touch, ...], often: float) -> str:
    decided = [each for each in found if not each.relationship.is_idea] or list(found)
    spam = [each for each in decided if each.contacts >= often and each.mood <= 0]
    if spam:
        return subject.counted("touch-and-mood.title_spam", len(spam), name=spam[0].relationship.name)
    liked = [each for each in decided if each.contacts >= often]
    if liked:
        return subject.counted("touch-and-mood.title_liked", len(liked), name=liked[0].relationship.name)
    return subject.counted("touch-and-mood.title", len(decided), name=decided[0].relationship.name)


def _description(subject: Subject, found: tuple[Touch, ...]) -> str:
    say = subject.say
    said = [subject.words("touch-and-mood.one", name=each.relationship.name, contacts=say.amount(each.contacts),
                          mood=say.amount(each.mood)) for each in found[:4]]  # fmt: skip
    return " ".join((subject.words("touch-and-mood.description"), *said))


def _table(subject: Subject, found: tuple[Touch, ...]) -> Datasheet:
    say = subject.say
    columns = tuple(subject.words(f"touch-and-mood.column.{key}") for key in ("name", "contacts", "mood"))
    rows = tuple((each.relationship.name, say.amount(each.contacts), say.amount(each.mood)) for each in found)
    return Datasheet(columns=columns, rows=rows)


VIEW = View(name="touch-and-mood", register=(), theory=("T-LOY-3",), make=_make,
            title="How often customers hear from you, and how they find it",
            needs=("relationship", "contacts", "sentiment"))  # fmt: skip
