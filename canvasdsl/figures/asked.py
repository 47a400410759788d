"""Which figures are meant where an author names one: of a block, of what it has of that kind, of the whole model."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from canvasdsl.figures.blocks import blocks_by_word, named
from canvasdsl.figures.comparing import Known, known_of_figure, known_of_quantity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.quantities import Quantity
from canvasdsl.model.vocabulary import table_of

if TYPE_CHECKING:
    from canvasdsl.figures.figure import Figure

__all__ = ["PLACE", "figure_once", "figures_meant", "known_in_model", "property_called"]

PLACE = re.compile(r"\{([a-z][a-z0-9-]*) of ([^\W\d][\w.-]*)\}")
"""A figure and the id of its block, in braces."""


def known_in_model(canvas: Canvas, figure: str, block: Any) -> list[Known]:
    """What the lines of the model give for a figure of a block, or of the whole."""
    from canvasdsl.figures.compute import kind_called

    kind = kind_called(figure)
    found = [] if kind is None else [known_of_figure(figure, each) for each in figures_meant(canvas, kind, block)]
    field = property_called(figure, block)
    if not found and field is not None:
        quantity = getattr(block, field.attribute)
        found = [known_of_quantity(figure, quantity)] if isinstance(quantity, Quantity) else []
    return found


def figures_meant(canvas: Canvas, kind: Any, block: Any) -> Iterator["Figure"]:
    """The figures of a kind that are meant of a block: mostly one; those that are words are left out."""
    from canvasdsl.figures.compute import figures_of

    if kind.pairs is not None:
        yield from (each for each in figures_of(canvas, (kind,)) if block is None or each.key == block.key)
        return
    for each in _meant(canvas, kind, block):
        figure = figure_once(canvas, kind, each)
        if figure is not None and not figure.word:
            yield figure


def figure_once(canvas: Canvas, kind: Any, block: Any) -> "Figure | None":
    """One figure of one block, computed once however many ask."""
    from canvasdsl.figures.compute import figure_of

    def made() -> "Figure | None":
        return figure_of(canvas, kind, block, holders=_placed(canvas).get(id(block), ()))

    return canvas.index.kept((figure_once, id(kind), id(block)), made)


def _placed(canvas: Canvas) -> dict[int, tuple[Any, ...]]:
    """What each block stands in, by identity: found in one walk for all figures."""
    def made() -> dict[int, tuple[Any, ...]]:
        return {id(block): holders for placed in blocks_by_word(canvas).values() for block, holders in placed}

    return canvas.index.kept(_placed, made)


def _meant(canvas: Canvas, kind: Any, block: Any) -> list[Any]:
    """The blocks whose figure is meant: the block itself, else what it has of that kind; without one the whole."""
    words = kind.of or ("",)
    if block is None:
        if "" in words:
            return [None]
        found = [each for word in words for each, _ in blocks_by_word(canvas).get(word, ())]
        return found if len(found) == 1 else []
    if block.word in words:
        return [block]
    near: list[Any] = []
    if block.word == "segment":
        ways = (("relationship", "with"), ("revenue", "from"))
        near = [each for way in ways for each in canvas.index.naming(block.key, *way)] if block.key else []
    elif block.word == "relationship":
        near = named(canvas, (each.segment for each in block.segments))
    return [each for each in near if each.word in words and not each.is_idea]


def property_called(figure: str, block: Any) -> Any:
    """The property of a block that has this name; `None` without one, or without a block."""
    if block is None:
        return None
    return next((each for each in table_of(type(block)).fields if each.name == figure), None)
