"""What customers are worth beside what they need: segments by their tier of value, and groups of one relationship by
value and by needs (T-IDIC-2; Peppers & Rogers). Value tells whom to serve, needs tell how; each alone says half."""

from collections.abc import Iterator, Sequence
from typing import Any

import attrs

from canvasdsl.model.canvas import Canvas
from canvasdsl.model.customers import Segment
from canvasdsl.model.types import Choice
from canvasdsl.model.vocabulary import table_of
from canvasdsl.views.drawing import Datasheet, Drawing
from canvasdsl.views.kit.grids import Cell, Row, table
from canvasdsl.views.kit.paper import DASHED, Paper, Said, badge_of, bold, capital, field_of, stack
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.views.typeset import REGULAR

__all__ = ["TIERS", "VIEW", "Groups", "Tiered", "groups_of", "tiered_in"]

_FIELD = next(field for field in table_of(Segment).fields if field.attribute == "value_tier")
TIERS: tuple[str, ...] = tuple(option.word for option in _FIELD.type.options) if isinstance(_FIELD.type, Choice) else ()
_LABELS = 92.0


@attrs.frozen(kw_only=True)
class Tiered:
    """A segment with its number, its tier of value (empty where none is said) and what it needs."""

    number: int
    segment: Any
    tier: str
    needs: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Groups:
    """The groups of a relationship by value and by needs, as labels or, without any, as the text that tells them apart;
    and what is done for each by the group's name."""

    relationship: Any
    by_value: tuple[str, ...]
    by_needs: tuple[str, ...]
    done: tuple[tuple[str, Any], ...]


def tiered_in(canvas: Canvas) -> tuple[Tiered, ...]:
    """The segments, the most valuable first; of those without needs of their own words, the jobs are what they need."""
    found = [Tiered(number=number, segment=each, tier=each.value_tier or "",
                    needs=each.needs or tuple(job.name for job in each.jobs))
             for number, each in enumerate(canvas.segments)]  # fmt: skip
    order = (*TIERS, "")
    return tuple(sorted(found, key=lambda one: order.index(one.tier)))


def groups_of(canvas: Canvas) -> tuple[Groups, ...]:
    """The relationships that tell customers apart, in the order of the file."""
    found = []
    for relationship in canvas.relationships:
        labels = {way: tuple(dict.fromkeys(label for one in relationship.differentiate if one.by == way
                                           for label in one.groups or ((one.text,) if one.text else ())))
                  for way in ("by-value", "by-needs")}  # fmt: skip
        if any(labels.values()):
            known = {label for each in labels.values() for label in each}
            done = tuple((target, each) for each in relationship.customize for target in each.for_ if target in known)
            found.append(Groups(relationship=relationship, by_value=labels["by-value"], by_needs=labels["by-needs"],
                                done=done))  # fmt: skip
    return tuple(found)


# ---- Drawing ------------------------------------------------------------------------


def _make(subject: Subject) -> Drawing:
    tiered, groups = tiered_in(subject.canvas), groups_of(subject.canvas)
    if not any(one.tier for one in tiered) and not groups:
        raise Undrawn(subject.words("value-and-needs.needs"))
    paper, y = Paper(), 0.0
    if any(one.tier for one in tiered):
        y = _segments(subject, paper, tiered) + 18
    for each in groups:
        if each.done:
            y = _groups(subject, paper, each, y) + 16
    # Where nothing is done for a group by its name, there is nothing to stand where worth and needs meet.
    plain = [each for each in groups if not each.done]
    if plain:
        _lists(subject, paper, plain, y)
    return subject.drawing("value-and-needs", paper, title=_title(subject, tiered, groups), texts=paper.authors,
                           description=_description(subject, tiered, groups),
                           table=_table(subject, tiered, groups))  # fmt: skip


def _segments(subject: Subject, paper: Paper, tiered: tuple[Tiered, ...]) -> float:
    words = subject.words
    heads = [Cell((bold(words(f"value-and-needs.{key}"), tone="soft"),)) for key in ("value", "who", "need")]
    rows: list[Row] = []
    parted = len({one.tier for one in tiered}) < len(tiered)
    for tier in dict.fromkeys(one.tier for one in tiered):
        same = [one for one in tiered if one.tier == tier]
        for number, one in enumerate(same):
            said = (bold(_tier(subject, tier), tone="ink" if tier else "soft"),) if number == 0 else ()
            rows.append(Row(cells=(Cell(said), _who(one), _need(subject, one)),
                            strong=parted and number == 0 and bool(rows)))  # fmt: skip
    half = (paper.width - _LABELS) / 2
    return table(paper, 0, heads, rows, widths=(_LABELS, half, half))


def _who(one: Tiered) -> Cell:
    idea = one.segment.is_idea
    return Cell((Said(one.segment.name, field_of(one.segment), badges=(badge_of(one.number),)),),
                line="soft" if idea else "", dash=DASHED if idea else ())  # fmt: skip


def _need(subject: Subject, one: Tiered) -> Cell:
    if not one.needs:
        return Cell((Said(subject.words("value-and-needs.no_needs"), tone="soft", sign="gap"),))
    return Cell(tuple(Said(text, field_of(one.segment)) for text in one.needs))


def _tier(subject: Subject, tier: str) -> str:
    return capital(subject.say.choice("value tier", tier)) if tier else subject.words("value-and-needs.no_tier")


def _groups(subject: Subject, paper: Paper, each: Groups, y: float) -> float:
    """A row for each group by value, a column for each by needs; what is done for a group stands beside it."""
    words, field = subject.words, field_of(each.relationship)
    y = stack(paper, 0, y, paper.width, [bold(each.relationship.name, field)]) + 3
    columns: tuple[str, ...] = each.by_needs or ("",)
    heads = [Cell((Said(words("value-and-needs.axes"), tone="faint"),)),
             *(Cell(tuple(_label(subject, each, name, "needs"))) for name in columns)]  # fmt: skip
    rows = [Row(cells=(Cell(tuple(_label(subject, each, name, "value"))),
                       *(_both(subject, each, name, other) for other in columns)))
            for name in each.by_value or ("",)]  # fmt: skip
    y = table(paper, y, heads, rows, even=True)
    used = {id(done) for _, done in each.done}
    others = [done for done in each.relationship.customize if id(done) not in used]
    if others:
        names = subject.say.join(subject.say.shortened([_done(subject, done) for done in others]))
        y = stack(paper, 0, y + 5, paper.width, [Said(words("value-and-needs.others", list=names), "customize",
                                                      tone="soft")])  # fmt: skip
    return y


def _lists(subject: Subject, paper: Paper, groups: Sequence[Groups], y: float) -> float:
    """Relationships that tell customers apart: by which worth, by which needs, and what is done differently at all."""
    words = subject.words
    heads = [Cell((bold(words(f"value-and-needs.{key}"), tone="soft"),))
             for key in ("relationship", "value", "need", "done")]  # fmt: skip
    rows = []
    for each in groups:
        done = [Said(_done(subject, one), "customize", tone="soft" if one.is_idea else "ink")
                for one in each.relationship.customize]  # fmt: skip
        nothing = Said(words("value-and-needs.not_done"), tone="soft", sign="gap")
        sides = [tuple(attrs.evolve(label, weight=REGULAR) for name in names or ("",)
                       for label in _label(subject, each, name, way))
                 for names, way in ((each.by_value, "value"), (each.by_needs, "needs"))]  # fmt: skip
        name = bold(each.relationship.name, field_of(each.relationship))
        rows.append(Row(cells=(Cell((name,)), *map(Cell, sides), Cell(tuple(done) or (nothing,)))))
    quarter = (paper.width - _LABELS) / 3
    return table(paper, y, heads, rows, widths=(_LABELS, quarter, quarter, quarter))


def _both(subject: Subject, each: Groups, *names: str) -> Cell:
    """What is done for a group by worth, or for one by needs."""
    found = {id(done): done for target, done in each.done if target in names}
    return Cell(tuple(Said(_done(subject, done), "customize") for done in found.values()), fill="wash")


def _done(subject: Subject, done: Any) -> str:
    if done.text or done.what is None:
        return str(done.text or done.rule or "")
    return subject.say.choice("thing to customize", done.what)


def _label(subject: Subject, each: Groups, name: str, way: str) -> Iterator[Said]:
    if not name:
        yield Said(subject.words(f"value-and-needs.not_by_{way}"), tone="soft", sign="gap")
        return
    # A group may be called like a tier of value.
    yield bold(capital(subject.say.choice("value tier", name)) if name in TIERS else name, field_of(each.relationship))


def _title(subject: Subject, tiered: tuple[Tiered, ...], groups: tuple[Groups, ...]) -> str:
    for each in groups:
        for way, labels in (("value", each.by_value), ("needs", each.by_needs)):
            if not labels:
                return subject.words(f"value-and-needs.title_not_by_{way}", name=each.relationship.name)
    decided = [one for one in tiered if not one.segment.is_idea] or list(tiered)
    blind = [one for one in decided if one.tier and not one.needs]
    if blind:
        return subject.counted("value-and-needs.title_blind", len(blind), name=blind[0].segment.name)
    first = [one.segment.name for one in decided if one.tier == TIERS[0]]
    if first:
        names = subject.say.join(subject.say.shortened(first))
        return subject.counted("value-and-needs.title_first", len(first), names=names)
    if groups:
        return subject.words("value-and-needs.title_both", name=groups[0].relationship.name)
    return subject.words("value-and-needs.title")


def _description(subject: Subject, tiered: tuple[Tiered, ...], groups: tuple[Groups, ...]) -> str:
    say, parts = subject.say, [subject.words("value-and-needs.description")]
    for one in tiered[:3]:
        if one.tier and one.needs:
            parts.append(subject.words("value-and-needs.one", name=one.segment.name, tier=_tier(subject, one.tier),
                                       needs=say.groups([*one.needs])))  # fmt: skip
    for each in groups[:2]:
        if each.by_value and each.by_needs:
            parts.append(subject.words("value-and-needs.apart", name=each.relationship.name,
                                       value=say.join([*each.by_value]), needs=say.join([*each.by_needs])))  # fmt: skip
    return " ".join(parts)


def _table(subject: Subject, tiered: tuple[Tiered, ...], groups: tuple[Groups, ...]) -> Datasheet:
    say, words = subject.say, subject.words
    columns = tuple(words(f"value-and-needs.{key}") for key in ("who", "value", "need"))
    rows = [(one.segment.name, _tier(subject, one.tier), say.groups([*one.needs])) for one in tiered]
    rows += [(each.relationship.name, say.join([*each.by_value]), say.join([*each.by_needs])) for each in groups]
    return Datasheet(columns=columns, rows=tuple(rows))


VIEW = View(name="value-and-needs", register=(), theory=("T-IDIC-2",), make=_make,
            title="What customers are worth, beside what they need",
            needs=("segment", "value-tier", "differentiate"))  # fmt: skip
