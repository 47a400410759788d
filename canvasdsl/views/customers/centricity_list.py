"""In what it shows that customers come first: a list of the evidence that the theory asks for (T-CEN-1). As a word
alone customer-centricity is worth nothing."""

from collections.abc import Iterator
from typing import Any

import attrs

from canvasdsl.model.canvas import Canvas
from canvasdsl.model.entities import Reference
from canvasdsl.views.drawing import BODY, Datasheet, Drawing
from canvasdsl.views.kit.grids import Cell, Row, table
from canvasdsl.views.kit.paper import Paper, Said
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.views.typeset import SEMIBOLD

__all__ = ["KINDS", "VIEW", "Evidence", "evidence_of"]

KINDS = (("policy", "policy"), ("after-sale", "after_sale"), ("measure", "measures"), ("incentive", "incentive"))
"""The kinds of evidence with their attributes."""


@attrs.frozen(kw_only=True)
class Evidence:
    """A kind of evidence and what the model gives as such."""

    kind: str
    given: tuple[Any, ...]


def evidence_of(canvas: Canvas) -> tuple[Evidence, ...]:
    """The four kinds, in the order of the theory; nothing where the model does not claim to be customer-centric."""
    claimed = canvas.heading.customer_centricity if canvas.heading is not None else None
    if claimed is None:
        return ()
    found = []
    for kind, attribute in KINDS:
        value = getattr(claimed, attribute)
        found.append(Evidence(kind=kind, given=value if isinstance(value, tuple) else (value,) if value else ()))
    return tuple(found)


# ---- Drawing ------------------------------------------------------------------------


def _make(subject: Subject) -> Drawing:
    found = evidence_of(subject.canvas)
    if not found:
        raise Undrawn(subject.words("customer-centricity.needs"))
    paper = Paper()
    rows = [Row(cells=(Cell(sign="yes" if each.given else "gap", align="middle"), _kind(subject, each),
                       Cell(tuple(_given(subject, each))))) for each in found]  # fmt: skip
    table(paper, 0, [Cell(), Cell(), Cell()], rows, widths=(24.0, 186.0, paper.width - 210.0))
    return subject.drawing("customer-centricity", paper, title=_title(subject, found), texts=paper.authors,
                           description=_description(subject, found), table=_table(subject, found))  # fmt: skip


def _kind(subject: Subject, each: Evidence) -> Cell:
    return Cell((Said(subject.words(f"customer-centricity.kind.{each.kind}"), size=BODY, weight=SEMIBOLD),
                 Said(subject.words(f"customer-centricity.question.{each.kind}"), tone="soft")))  # fmt: skip


def _given(subject: Subject, each: Evidence) -> Iterator[Said]:
    if not each.given:
        yield Said(subject.words("customer-centricity.nothing"), tone="soft")
    for one in each.given:
        yield Said(subject.say.named(one) if isinstance(one, Reference) else one, "customer-centricity")


def _title(subject: Subject, found: tuple[Evidence, ...]) -> str:
    lacking = [subject.words(f"customer-centricity.in_text.{each.kind}") for each in found if not each.given]
    if not lacking:
        return subject.words("customer-centricity.title")
    if len(lacking) == len(found):
        return subject.words("customer-centricity.title_none")
    return subject.words("customer-centricity.title_lacking", list=subject.say.join(lacking))


def _description(subject: Subject, found: tuple[Evidence, ...]) -> str:
    parts = [subject.words("customer-centricity.description")]
    for each in found:
        given = [part.text for part in _given(subject, each)]
        parts.append(subject.words("customer-centricity.one", list=subject.say.groups(given),
                                   kind=subject.words(f"customer-centricity.kind.{each.kind}")))  # fmt: skip
    return " ".join(parts)


def _table(subject: Subject, found: tuple[Evidence, ...]) -> Datasheet:
    columns = tuple(subject.words(f"customer-centricity.column.{key}") for key in ("kind", "given"))
    rows = tuple((subject.words(f"customer-centricity.kind.{each.kind}"),
                  subject.say.groups([part.text for part in _given(subject, each)])) for each in found)  # fmt: skip
    return Datasheet(columns=columns, rows=rows)


VIEW = View(name="customer-centricity", register=(), theory=("T-CEN-1",), title="In what it shows that customers come "
            "first", needs=("canvas", "customer-centricity"), make=_make)  # fmt: skip
