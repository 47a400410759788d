"""How close relationships are (D04): from automated to personal, and from one deal to a lasting relation."""

from fractions import Fraction
from typing import Any

import attrs

from canvasdsl.figures.blocks import named
from canvasdsl.figures.crowds import crowds_of_segment, once
from canvasdsl.figures.inputs import Absent
from canvasdsl.figures.periods import PERIODS_A_YEAR
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.common import RELATIONSHIP_TYPES
from canvasdsl.model.quantities import Quantity, length_of
from canvasdsl.views.drawing import SMALL, Datasheet, Drawing
from canvasdsl.views.kit.paper import Badge, Paper, Said, badge_of, bold, capital, field_of
from canvasdsl.views.kit.quadrants import MOST, Axis, Corner, Point, map_of, radii
from canvasdsl.views.subject import Subject, Undrawn, View

__all__ = ["VIEW", "Closeness", "closeness_of"]

_MIDDLE = 0.5
_DEPTHS = {"transactional": 0.08, "long-term": 0.82}
_STRATEGIES = {"transactional": 0.08, "relational": 0.82, "mixed": _MIDDLE}
_DELIVERIES = {"automated": 0.08, "self-service": 0.24, "personal-assistance": 0.76, "dedicated": 0.94}
_DEEPEST = 0.94
_LASTS, _BETWEEN = 0.82, 0.5
"""Where a relationship stands that only says how long it is meant to last: a year or more, or less."""
"""Where types stand on the axes: their order is from the literature (Strategyzer), the distances are a proposal."""


@attrs.frozen(kw_only=True)
class Closeness:
    """Where a relationship stands, both from 0 to 1; where a model says nothing of an axis, in its middle."""

    relationship: Any
    lasting: float
    personal: float
    says_lasting: bool
    says_personal: bool
    customers: float | None


def closeness_of(canvas: Canvas) -> tuple[Closeness, ...]:
    """The relationships that say anything of either axis, in the order of the file."""
    found = (_one(canvas, each) for each in canvas.relationships)
    return tuple(each for each in found if each.says_lasting or each.says_personal)


def _one(canvas: Canvas, relationship: Any) -> Closeness:
    words = relationship.type_words
    depths = [_DEPTHS[word] for word in _DEPTHS if word in words]
    if not depths and relationship.strategy is not None:
        depths = [_STRATEGIES[relationship.strategy]]
    if "dedicated" in words and "transactional" not in words:
        depths = [_DEEPEST]
    if not depths and relationship.horizon is not None:
        depths = [_LASTS if _years(relationship.horizon) >= 1 else _BETWEEN]
    deliveries = [_DELIVERIES[word] for word in _DELIVERIES if word in words]
    return Closeness(
        relationship=relationship, lasting=_mean(depths), personal=_mean(deliveries), says_lasting=bool(depths),
        says_personal=bool(deliveries), customers=_customers(canvas, relationship),
    )  # fmt: skip


def _years(length: Quantity) -> Fraction:
    """How long a length of time is."""
    of = length_of(length.unit)
    return Fraction(length.value) / PERIODS_A_YEAR[of] if of in PERIODS_A_YEAR else Fraction(0)


def _mean(places: list[float]) -> float:
    return sum(places) / len(places) if places else _MIDDLE


def _customers(canvas: Canvas, relationship: Any) -> float | None:
    """How many customers a relationship is with: those of its segments, or on the plans that it is limited to."""
    plans = [each.plan for each in relationship.segments if each.plan is not None]
    if plans:
        counts = [plan.customers for plan in named(canvas, plans)]
        if len(counts) < len(relationship.segments) or None in counts:
            return None
        return float(sum(each.value for each in counts))
    try:
        crowds = once(crowd for segment in named(canvas, (each.segment for each in relationship.segments))
                      for crowd in crowds_of_segment(canvas, segment))  # fmt: skip
    except Absent:
        return None
    return float(sum(each.number.value for each in crowds)) if crowds else None


# ---- Drawing ------------------------------------------------------------------------


def _make(subject: Subject) -> Drawing:
    found = closeness_of(subject.canvas)
    if not found:
        raise Undrawn(subject.words("closeness.needs"))
    words, say = subject.words, subject.say
    sizes = radii([each.customers for each in found])
    points = [_point(subject, each, size) for each, size in zip(found, sizes, strict=True)]
    paper = Paper()
    keys = ("personal_deal", "personal_lasting", "automated_deal", "automated_lasting")
    corners = tuple(Corner(name=words(f"closeness.corner.{key}"), text=words(f"closeness.corner_like.{key}"))
                    for key in keys)  # fmt: skip
    bottom = map_of(
        paper, 0, points, corners=corners,  # type: ignore[arg-type]  # four of them
        across=Axis(name=words("closeness.across"), low=words("closeness.deal"), high=words("closeness.lasting")),
        up=Axis(name=words("closeness.up"), low=words("closeness.automated"), high=words("closeness.personal")),
    )  # fmt: skip
    counted = [each.customers for each in found if each.customers]
    if len(counted) > 1:
        bottom += 5 + paper.text(0, bottom + 5, words("closeness.sizes", most=say.amount(max(counted))), size=SMALL,
                                 tone="faint").height  # fmt: skip
    if any(point.is_double for point in points[:MOST]):
        paper.text(0, bottom + 2, words("closeness.double"), size=SMALL, tone="faint")
    columns = tuple(words(f"closeness.column.{key}") for key in ("name", "types", "with", "customers", "where"))
    rows = tuple(
        (each.relationship.name, _types(subject, each.relationship),
         say.join([say.named(one.segment) for one in each.relationship.segments]),
         "" if each.customers is None else say.amount(each.customers), _where(subject, each))
        for each in found
    )  # fmt: skip
    return subject.drawing(
        "closeness", paper, title=_title(subject, found), table=Datasheet(columns=columns, rows=rows),
        description=" ".join((words("closeness.description"), *(_one_in_words(subject, each) for each in found[:5]))),
        notes=_notes(subject, found), texts=paper.authors,
    )  # fmt: skip


def _point(subject: Subject, each: Closeness, radius: float) -> Point:
    relationship = each.relationship
    detail = [_types(subject, relationship)]
    if relationship.horizon is not None:
        detail.append(subject.words("closeness.horizon", time=subject.say.quantity(relationship.horizon)))
    said = capital(subject.wording("brief.list.separator").join(filter(None, detail)))
    parts = [bold(relationship.name, field_of(relationship)), Said(said, "type", tone="soft")]
    return Point(across=each.lasting, up=each.personal, parts=tuple(parts), radius=radius,
                 badges=tuple(_badges(subject.canvas, relationship)), is_idea=relationship.is_idea,
                 is_double="community" in relationship.type_words)  # fmt: skip


def _badges(canvas: Canvas, relationship: Any) -> list[Badge]:
    keys = {each.segment.key for each in relationship.segments}
    return [badge_of(number) for number, segment in enumerate(canvas.segments) if segment.key in keys]


def _types(subject: Subject, relationship: Any) -> str:
    """The types in words: the known ones in their order, then those of the author's own."""
    known = [option.word for option in RELATIONSHIP_TYPES.options
             if option.word in relationship.type_words and option.word != "custom"]  # fmt: skip
    own = [each.text for each in relationship.types if each.type == "custom" and each.text]
    separator = subject.wording("brief.list.separator")
    return separator.join([*(subject.say.choice("relationship type", word) for word in known), *own])


def _side(place: float, low: str, high: str) -> str:
    return "between" if abs(place - _MIDDLE) < 0.1 else high if place > _MIDDLE else low


def _where(subject: Subject, each: Closeness) -> str:
    depth, delivery = _side(each.lasting, "deal", "lasting"), _side(each.personal, "automated", "personal")
    depth_word = subject.words(f"closeness.depth.{depth if each.says_lasting else 'unsaid'}")
    delivery_word = subject.words(f"closeness.delivery.{delivery if each.says_personal else 'unsaid'}")
    if each.says_lasting and each.says_personal:
        return subject.words("closeness.where", depth=depth_word, delivery=delivery_word)
    said = (depth_word, delivery_word) if each.says_lasting else (delivery_word, depth_word)
    return subject.words("closeness.where_partly", said=said[0], unsaid=said[1])


def _one_in_words(subject: Subject, each: Closeness) -> str:
    return subject.words("closeness.one", name=each.relationship.name, where=_where(subject, each))


def _title(subject: Subject, found: tuple[Closeness, ...]) -> str:
    decided = [each for each in found if not each.relationship.is_idea] or list(found)
    if len(decided) == 1:
        return subject.words("closeness.title_one", name=decided[0].relationship.name,
                             where=_where(subject, decided[0]))  # fmt: skip
    lasting = sum(_side(each.lasting, "deal", "lasting") == "lasting" for each in decided)
    people = sum(each.says_personal and _side(each.personal, "automated", "personal") != "automated"
                 for each in decided)  # fmt: skip
    return subject.words("closeness.title", lasting=_so_many(subject, "count_lasting", lasting, len(decided)),
                         people=_so_many(subject, "count_people", people, len(decided)))  # fmt: skip


def _so_many(subject: Subject, key: str, number: int, total: int) -> str:
    """None, some or all of them, in words."""
    if number and number < total:
        return subject.counted(f"closeness.{key}.some", number, total=subject.say.whole(total))
    return subject.words(f"closeness.{key}.{'all' if number else 'none'}")


def _notes(subject: Subject, found: tuple[Closeness, ...]) -> tuple[str, ...]:
    notes = []
    if any(not (each.says_lasting and each.says_personal) for each in found):
        notes.append(subject.words("closeness.middle"))
    if len(found) > MOST:
        notes.append(subject.counted("quadrants.more", len(found) - MOST))
    silent = [each for each in subject.canvas.relationships if all(each is not one.relationship for one in found)]
    if silent:
        names = subject.say.join(subject.say.shortened([each.name for each in silent]))
        notes.append(subject.words("closeness.silent", names=names))
    return tuple(notes)


VIEW = View(name="closeness", register=("D04",), title="Relationships from automated to personal, and from one deal to "
            "a lasting relation", needs=("relationship", "type"), make=_make)  # fmt: skip
