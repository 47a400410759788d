"""The drawings of a brief: each made where its view has something to draw, numbered in the order of the pages."""

from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from canvasdsl.brief.brief import Part, Picture, Piece, Section
from canvasdsl.brief.references import name_of
from canvasdsl.views.drawing import Drawing
from canvasdsl.views.phrasing import Phrasing
from canvasdsl.views.registry import view_called
from canvasdsl.views.subject import Subject, Undrawn

__all__ = ["numbered", "pictures_of"]


def pictures_of(say: Phrasing, *names: str, block: Any = None) -> Iterator[Picture]:
    """The drawings of some views: of a block, else of each block that they can draw; without a number yet."""
    for name in names:
        view = view_called(name)
        assert view is not None, name
        for each in [block] if block is not None else view.blocks(say.canvas):
            try:
                drawing = view.make(Subject(say.canvas, say.wording, each, layout=say.layout))
            except Undrawn:
                continue
            assert isinstance(drawing, Drawing)
            yield Picture(number=0, caption="", drawing=drawing, of=name_of(each))


def numbered(sections: Iterable[Section], say: Phrasing) -> tuple[Section, ...]:
    """The sections with their pictures numbered from 1."""
    count = 0

    def piece(one: Piece) -> Piece:
        nonlocal count
        if not isinstance(one, Picture):
            return one
        count += 1
        return attrs.evolve(one, number=count, caption=say.wording("brief.figure", number=count))

    def part(one: Part) -> Part:
        return attrs.evolve(one, pieces=tuple(piece(each) for each in one.pieces))

    return tuple(attrs.evolve(section, parts=tuple(part(one) for one in section.parts)) for section in sections)
