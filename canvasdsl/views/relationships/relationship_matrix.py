"""Which relationships segments expect and which they have (D03): segments by types of relationship."""

from collections.abc import Iterator
from typing import Any

import attrs

from canvasdsl.model.canvas import Canvas
from canvasdsl.model.common import RELATIONSHIP_TYPES
from canvasdsl.model.relationships import Relationship
from canvasdsl.rules.parts import relationships_with
from canvasdsl.views.drawing import BODY, Datasheet, Drawing
from canvasdsl.views.kit.grids import Cell, Row, table
from canvasdsl.views.kit.paper import DASHED, Paper, Said, badge_of, capital, field_of
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.views.typeset import SEMIBOLD

__all__ = ["VIEW", "Expected", "Kind", "Meeting", "expected_in"]


@attrs.frozen(kw_only=True)
class Kind:
    """A type of relationship; one of the author's own has its text and perhaps the type that it resembles."""

    word: str
    text: str = ""
    like: str = ""


@attrs.frozen(kw_only=True)
class Meeting:
    """One type for one segment: whether it is expected, which relationships have it, whether they are only planned."""

    kind: Kind
    expected: bool
    by: tuple[Relationship, ...]
    planned: bool

    @property
    def is_missing(self) -> bool:
        """Whether it is expected and nobody so much as plans it."""
        return self.expected and not self.by


@attrs.frozen(kw_only=True)
class Expected:
    """What the segments expect and have. `kinds` are those that anybody expects or has."""

    kinds: tuple[Kind, ...]
    rows: tuple[tuple[Any, tuple[Meeting, ...]], ...]
    """Each segment with its meetings, one for each kind."""

    @property
    def missing(self) -> tuple[tuple[Any, Kind], ...]:
        """What decided segments expect and do not have."""
        return tuple((segment, each.kind) for segment, row in self.rows if not segment.is_idea
                     for each in row if each.is_missing)  # fmt: skip

    @property
    def asked(self) -> int:
        """How many kinds decided segments expect together."""
        return sum(each.expected for segment, row in self.rows if not segment.is_idea for each in row)


def expected_in(canvas: Canvas) -> Expected:
    """What each segment expects, held against the relationships with it."""
    kinds = tuple(_kinds(canvas))
    rows = []
    for segment in canvas.segments:
        own = relationships_with(canvas, segment)
        rows.append((segment, tuple(_meeting(segment, own, kind) for kind in kinds)))
    return Expected(kinds=kinds, rows=tuple(rows))


def _kinds(canvas: Canvas) -> Iterator[Kind]:
    """The known types in their order, then those of the author's own."""
    used = {word for segment in canvas.segments for word in segment.expects}
    used |= {word for each in canvas.relationships for word in each.type_words}
    words = (option.word for option in RELATIONSHIP_TYPES.options)
    yield from (Kind(word=word) for word in words if word in used and word != "custom")
    own = [type for each in canvas.relationships for type in each.types if type.type == "custom" and type.text]
    yield from dict.fromkeys(Kind(word="custom", text=type.text or "", like=type.like or "") for type in own)
    if "custom" in used and not own:
        yield Kind(word="custom")


def _meeting(segment: Any, own: tuple[Relationship, ...], kind: Kind) -> Meeting:
    """A type of the author's own is what the type that it resembles is asked for by: alone it is never missing."""
    by = tuple(each for each in own if _has(each, kind))
    asked = kind.word in segment.expects or kind.like in segment.expects
    return Meeting(
        kind=kind, expected=asked and (bool(by) or not kind.text), by=by,
        planned=bool(by) and all(each.is_idea or each.established == "no" for each in by),
    )  # fmt: skip


def _has(relationship: Relationship, kind: Kind) -> bool:
    if kind.text:
        return any(type.type == "custom" and type.text == kind.text for type in relationship.types)
    return kind.word in relationship.type_words


# ---- Drawing ------------------------------------------------------------------------


def _make(subject: Subject) -> Drawing:
    found = expected_in(subject.canvas)
    if not any(each.expected or each.by for _, row in found.rows for each in row):
        raise Undrawn(subject.words("relationships.needs"))
    paper = Paper()
    heads = [Cell(), *(_head(subject, kind) for kind in found.kinds)]
    rows = [Row(cells=(_segment(segment, number), *(_cell(subject, segment, each) for each in row)))
            for number, (segment, row) in enumerate(found.rows)]  # fmt: skip
    table(paper, 0, heads, rows, even=True)
    columns = tuple(map(subject.words, ("relationships.segment", "relationships.kind", "relationships.expected",
                                        "relationships.has")))  # fmt: skip
    sheet = tuple(
        (segment.name, _named(subject, each.kind), subject.say.choice("answer", "yes" if each.expected else "no"),
         subject.say.join([one.name for one in each.by]) or subject.words("relationships.none"))
        for segment, row in found.rows for each in row if each.expected or each.by
    )  # fmt: skip
    return subject.drawing(
        "relationships", paper, title=_title(subject, found), description=_description(subject, found),
        table=Datasheet(columns=columns, rows=sheet), texts=paper.authors,
    )  # fmt: skip


def _title(subject: Subject, found: Expected) -> str:
    if not found.asked:
        return subject.words("relationships.title_unsaid")
    if not found.missing:
        return subject.words("relationships.title_full")
    segment, kind = found.missing[0]
    return subject.counted("relationships.title_missing", len(found.missing), total=subject.say.whole(found.asked),
                           kind=_named(subject, kind), segment=segment.name)  # fmt: skip


def _description(subject: Subject, found: Expected) -> str:
    say = subject.say
    kinds = say.join([_named(subject, kind) for kind in found.kinds])
    text = subject.words("relationships.description", kinds=kinds)
    lacking = [subject.words("relationships.lacks", segment=segment.name, kind=_named(subject, kind))
               for segment, kind in found.missing]  # fmt: skip
    return " ".join((text, *([subject.words("relationships.lacking", list=say.join(say.shortened(lacking)))]
                             if lacking else [])))  # fmt: skip


def _named(subject: Subject, kind: Kind) -> str:
    return kind.text or subject.say.choice("relationship type", kind.word)


def _head(subject: Subject, kind: Kind) -> Cell:
    return Cell((Said(_named(subject, kind), "type" if kind.text else "", tone="soft"),), align="middle")


def _segment(segment: Any, number: int) -> Cell:
    return Cell((Said(segment.name, field_of(segment), size=BODY, weight=SEMIBOLD, badges=(badge_of(number),)),),
                line="soft" if segment.is_idea else "", dash=DASHED if segment.is_idea else ())  # fmt: skip


def _cell(subject: Subject, segment: Any, each: Meeting) -> Cell:
    """A disc for what is there, a dashed ring for what is planned, a struck ring on a ground of its own for a gap; what
    is there unasked is a ring."""
    if each.is_missing:
        words = (Said(capital(subject.words("relationships.missing")), tone="alarm"),)
        return Cell(words if not segment.is_idea else (), sign="gap", fill="wash", align="middle")
    if each.planned:
        return Cell((Said(capital(subject.words("relationships.planned")), tone="soft"),), sign="idea", align="middle")
    if each.by and segment.expects and not each.expected:
        return Cell((Said(capital(subject.words("relationships.unasked")), tone="soft"),), sign="no", align="middle")
    return Cell(sign="yes" if each.by else "", align="middle")


VIEW = View(name="relationships", register=("D03",), title="Which relationships segments expect, and which they have",
            needs=("segment", "relationship"), make=_make)  # fmt: skip
