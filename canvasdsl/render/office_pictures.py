"""The drawings of a brief as pictures of an Office document: a very tall one goes on over several pages or slides."""

from collections.abc import Mapping
from typing import IO

from canvasdsl.brief.brief import Brief, Picture
from canvasdsl.views.drawing import Drawing
from canvasdsl.views.parted import parted

__all__ = ["ON_PAGE", "ON_SLIDE", "Pictures", "drawing_parts", "pictures_in"]

ON_PAGE, ON_SLIDE = 600.0, 390.0
"""How high a picture stands at most, in points of the drawing."""
_SMALLEST = 0.8
"""A drawing is made smaller as far as this before it is parted: its letters stay legible."""

Pictures = Mapping[tuple[int, int], IO[bytes]]
"""PNG files by the number of the figure and that of its part, from 0."""


def pictures_in(brief: Brief) -> tuple[Picture, ...]:
    """The drawings of a brief, in order."""
    parts = (part for section in brief.sections for part in section.parts)
    return tuple(piece for part in parts for piece in part.pieces if isinstance(piece, Picture))


def drawing_parts(drawing: Drawing, tallest: float) -> tuple[Drawing, ...]:
    """The drawing, whole where it is legible so."""
    return parted(drawing, tallest) if drawing.height * _SMALLEST > tallest else (drawing,)
