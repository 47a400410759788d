"""Figures named in texts, `{clv of regulars}`: a drawing or a brief shows the value; other braces stay as they are."""

from collections.abc import Iterator
from typing import Any

from canvasdsl.diagnostics import Severity
from canvasdsl.figures.asked import PLACE, known_in_model
from canvasdsl.figures.comparing import Known
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.entities import Entity
from canvasdsl.model.vocabulary import table_of
from canvasdsl.rules.parts import once
from canvasdsl.rules.rule import Finding, Rule

__all__ = ["RULES", "figure_in"]


def figure_in(canvas: Canvas, figure: str, id: str) -> Known | None:
    """What the model gives for a figure that a text names; `None` where there is no such block, or no number."""
    block = _by_id(canvas).get(id)
    given = [] if block is None else known_in_model(canvas, figure, block)
    return given[0] if given and not given[0].absent else None


@once
def _by_id(canvas: Canvas) -> dict[str, Any]:
    return {id: block for (_, id), block in canvas.index.blocks.items()}


def _unresolved(canvas: Canvas) -> Iterator[Finding]:
    """A name that is no figure is taken for a text that happens to have braces."""
    if canvas.lost:
        return
    for entity, word, figure, id in _named(canvas, canvas):
        from canvasdsl.figures.compute import kind_called

        if kind_called(figure) is None or figure_in(canvas, figure, id) is not None:
            continue
        block = _by_id(canvas).get(id)
        given = [] if block is None else known_in_model(canvas, figure, block)
        why = f"there is no `{id}`" if block is None else given[0].absent if given else f"`{id}` has no such figure"
        yield Finding(
            about=entity,
            message=f"the text names `{{{figure} of {id}}}`, and no number can stand there: {why}",
            help="write the id of a block that has this figure, and the lines that it is computed from",
            span=entity.place(word),
        )


def _named(canvas: Canvas, entity: Any) -> Iterator[tuple[Any, str, str, str]]:
    """The entities whose texts name figures, with the property."""
    for field in table_of(type(entity)).fields:
        value = vars(entity).get(field.attribute)
        for part in value if type(value) is tuple else (value,):
            if isinstance(part, Entity):
                yield from _named(canvas, part)
            elif type(part) is str and "{" in part:
                yield from ((entity, field.name, *found) for found in PLACE.findall(part))


RULES = (
    Rule(
        code="ECO621",
        name="text-without-its-figure",
        severity=Severity.WARNING,
        summary="A text names a figure that can't be shown there",
        why="What stands in braces is replaced by the number of the model, so that a text never tells an old one. "
        "Where there is none, readers would see the braces.",
        theory=("T-ECO-14",),
        register=(),
        check=_unresolved,
    ),
)
