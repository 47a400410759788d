"""A model whose texts tell its figures: `{clv of regulars}` becomes the number, in the reader's language."""

from collections.abc import Callable
from copy import copy
from re import Match
from typing import Any

from canvasdsl.figures.asked import PLACE
from canvasdsl.figures.comparing import Known
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.entities import Entity
from canvasdsl.model.quantities import Quantity
from canvasdsl.model.vocabulary import table_of
from canvasdsl.rules.economics.audit_texts import TYPED, figure_in, typed_number
from canvasdsl.views.rounding import readable

__all__ = ["told", "with_figures"]

_Say = Callable[[Quantity], str]


def with_figures(canvas: Canvas, say: _Say) -> Canvas:
    """The model with the numbers in its texts; itself where no text names a figure."""
    found: Canvas = _filled(canvas, lambda text: told(canvas, text, say))
    return found


def told(canvas: Canvas, text: str, say: _Say) -> str:
    """A text with its figures as numbers, those that are typed as they are typed; braces that name none that can be
    computed stay."""

    def number(place: Match[str]) -> str:
        figure, id, *typed = place.groups()
        known = figure_in(canvas, figure, id)
        if known is None:
            return place.group()
        quantity = typed_number(canvas, typed[0], known) if typed else _quantity(known)
        return place.group() if quantity is None else say(quantity)

    return TYPED.sub(number, PLACE.sub(number, text)) if "{" in text else text


def _filled(entity: Any, tell: Callable[[str], str]) -> Any:
    """A copy of what has such a text somewhere inside; all else stays the same thing."""
    changes: dict[str, Any] = {}
    for field in table_of(type(entity)).fields:
        value = vars(entity).get(field.attribute)
        if type(value) is tuple:
            parts = tuple(_part(each, tell) for each in value)
            if any(one is not other for one, other in zip(parts, value)):
                changes[field.attribute] = parts
        elif (part := _part(value, tell)) is not value:
            changes[field.attribute] = part
    if not changes:
        return entity
    other = copy(entity)
    vars(other).update(changes)
    vars(other).pop("index", None)
    return other


def _part(value: Any, tell: Callable[[str], str]) -> Any:
    if isinstance(value, Entity):
        return _filled(value, tell)
    return tell(value) if type(value) is str and "{" in value else value


def _quantity(known: Known) -> Quantity:
    per = (known.period,) if known.period else ()
    return readable(known.value, known.unit, *per, low=known.low, high=known.high)
