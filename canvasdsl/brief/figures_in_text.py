"""A model whose texts tell its figures: `{clv of regulars}` becomes the number, in the reader's language."""

from collections.abc import Callable, Iterator
from re import Match
from typing import Any

import attrs

from canvasdsl.brief.figure_lines import figure_anchor
from canvasdsl.figures.asked import PLACE, figures_meant
from canvasdsl.figures.comparing import Known
from canvasdsl.figures.compute import kind_called
from canvasdsl.figures.figure import Figure
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.entities import Entity, with_said
from canvasdsl.model.quantities import Quantity
from canvasdsl.model.vocabulary import table_of
from canvasdsl.model.walking import texts_in
from canvasdsl.rules.economics.audit_texts import TYPED, figure_in, typed_number
from canvasdsl.views.rounding import readable
from canvasdsl.views.texts import Link

__all__ = ["FiguresTold", "figures_told", "told", "with_figures"]

_Say = Callable[[Quantity], str]


@attrs.frozen
class FiguresTold:
    """The figures that the texts of a model name, each once, and their places in each text as it is told."""

    figures: tuple[Figure, ...]
    links: dict[str, tuple[Link, ...]]


def figures_told(canvas: Canvas, say: _Say) -> FiguresTold:
    """What is told in all texts of a model that was not filled yet. A property that is told as it was written has no
    formula, and is nowhere computed."""
    figures: dict[str, Figure] = {}
    links: dict[str, tuple[Link, ...]] = {}
    for _, text in texts_in(canvas):
        if "{" not in text:
            continue
        parts = list(_parts(canvas, text, say))
        found, at = [], 0
        for part, figure in parts:
            if figure is not None:
                found.append(Link(at, at + len(part), figure_anchor(figure)))
                figures.setdefault(figure_anchor(figure), figure)
            at += len(part)
        if found:
            links["".join(part for part, _ in parts)] = tuple(found)
    return FiguresTold(tuple(figures.values()), links)


def with_figures(canvas: Canvas, say: _Say) -> Canvas:
    """The model with the numbers in its texts; itself where no text names a figure."""
    found: Canvas = _filled(canvas, lambda text: told(canvas, text, say))
    return found


def told(canvas: Canvas, text: str, say: _Say) -> str:
    """A text with its figures as numbers, those that are typed as they are typed; braces that name none that can be
    computed stay."""
    return "".join(part for part, _ in _parts(canvas, text, say)) if "{" in text else text


def _parts(canvas: Canvas, text: str, say: _Say) -> Iterator[tuple[str, Figure | None]]:
    """The text in parts: words, and numbers with the figure that each is."""
    at = 0
    for place in sorted((*PLACE.finditer(text), *TYPED.finditer(text)), key=Match.start):
        number = _number(canvas, place, say)
        if number is not None:
            figure, id, *_ = place.groups()
            yield text[at : place.start()], None
            yield number, _computed(canvas, figure, id)
            at = place.end()
    yield text[at:], None


def _number(canvas: Canvas, place: Match[str], say: _Say) -> str | None:
    figure, id, *typed = place.groups()
    known = figure_in(canvas, figure, id)
    if known is None:
        return None
    quantity = typed_number(canvas, typed[0], known) if typed else _quantity(known)
    return None if quantity is None else say(quantity)


def _computed(canvas: Canvas, figure: str, id: str) -> Figure | None:
    """The figure that a text names; `None` where it is none that is computed."""
    kind = kind_called(figure)
    block = next((block for (_, each), block in reversed(canvas.index.blocks.items()) if each == id), None)
    found = next(figures_meant(canvas, kind, block), None) if kind is not None and block is not None else None
    return found if found is not None and found.value is not None else None


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
    return with_said(entity, changes) if changes else entity


def _part(value: Any, tell: Callable[[str], str]) -> Any:
    if isinstance(value, Entity):
        return _filled(value, tell)
    return tell(value) if type(value) is str and "{" in value else value


def _quantity(known: Known) -> Quantity:
    per = (known.period,) if known.period else ()
    return readable(known.value, known.unit, *per, low=known.low, high=known.high)
