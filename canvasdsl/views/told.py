"""What is said about a block, as paragraphs of a drawing: a line for each property with its label."""

from collections.abc import Collection, Iterator
from fractions import Fraction
from typing import Any

from canvasdsl.model.vocabulary import table_of
from canvasdsl.views.kit.paper import Said, field_of
from canvasdsl.views.phrasing import Phrasing

__all__ = ["told", "told_in_line", "whole_percent"]

_ELSEWHERE = frozenset({"id", "title", "note", "status", "source", "importance"})


def told(say: Phrasing, block: Any, *, skip: Collection[str] = (), tone: str = "soft") -> Iterator[Said]:
    """The plain properties of a block, each with its label; a flag is its label. Blocks inside it are left out."""
    for field in table_of(type(block)).fields:
        value = getattr(block, field.attribute)
        if field.entity is not None or field.place != "property" or field.name in _ELSEWHERE or field.name in skip:
            continue
        if value is None or value == ():
            continue
        values = value if isinstance(value, tuple) else (value,)
        label = say.label(block.word, field.name, len(values))
        if values != (True,):
            said = say.wording("brief.list.separator").join(say.value(each, field) for each in values)
            label = say.wording("brief.list.detail", head=label, detail=said)
        yield Said(label, field_of(block), tone=tone)


def told_in_line(say: Phrasing, block: Any) -> Said:
    """What the head of a block says."""
    return Said(say.phrase(block), field_of(block))


def whole_percent(say: Phrasing, share: Fraction | float) -> str:
    """A share as a whole number of per cent, as it stands in titles."""
    return say.amount(Fraction(round(float(share) * 100), 100), "%")
