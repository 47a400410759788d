"""Which drawings stand in which section of a brief, and the sections that are drawings alone.

A drawing of the structure says little where there is little of it: small models go without. Drawings that have data of
their own, such as a journey, stand wherever their view has something to draw.
"""

from collections.abc import Iterator, Mapping
from itertools import islice
from types import MappingProxyType

import attrs

from canvasdsl.brief.brief import Part, Section
from canvasdsl.brief.pictures import pictures_of
from canvasdsl.model.common import BLOCKS
from canvasdsl.views.phrasing import Phrasing

__all__ = ["drawn_sections", "illustrated"]

_ALONE: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "market": ("customer-base", "buyers", "visitors", "perceived-value", "positioning", "satisfaction", "loyalty",
               "loyalty-profit"),
    "relationships": ("relationships", "channels", "closeness", "idic", "value-chain", "bonds", "ladder", "bow-tie",
                      "commitment"),
    "journeys": ("journey",),
})  # fmt: skip
_WITHIN: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "works": ("value-map", "exchange", "constituencies", "partners"), "measures": ("measurement", "surveys"),
    "doing": ("benefits", "feedback-loop"), "service": ("blueprint", "skills"),
    "management": ("tools", "hub", "scorecards"), "forces": ("influence",), "beliefs": ("assumptions", "design"),
    "class": ("theory",),
})  # fmt: skip
_OF_STRUCTURE = frozenset({
    "relationships", "channels", "closeness", "value-map", "exchange", "constituencies", "partners", "hub",
})  # fmt: skip
_FEWEST_BLOCKS, _FEWEST_ASSUMPTIONS, _FEWEST_PARTNERS, _MOST_OF_A_VIEW = 20, 3, 2, 4


def drawn_sections(say: Phrasing) -> Iterator[Section]:
    """The sections of drawings that have something to show."""
    for kind, views in _ALONE.items():
        parts = _parts(views, say)
        if parts:
            yield Section(id=kind, title=say.wording(f"brief.{kind}.title"), parts=parts, wide=True)


def illustrated(section: Section, say: Phrasing) -> Section:
    """The section with the drawings that belong to it behind what it says."""
    parts = _parts(_WITHIN.get(section.kind, ()), say)
    return attrs.evolve(section, parts=(*section.parts, *parts)) if parts else section


def _parts(views: tuple[str, ...], say: Phrasing) -> tuple[Part, ...]:
    canvas = say.canvas
    is_small = sum(len(canvas.blocks(word)) for word in BLOCKS) < _FEWEST_BLOCKS
    wanted = [view for view in views if not (is_small and view in _OF_STRUCTURE)]
    if len(canvas.partners) < _FEWEST_PARTNERS:
        wanted = [view for view in wanted if view != "partners"]
    if len(canvas.assumptions) < _FEWEST_ASSUMPTIONS:
        wanted = [view for view in wanted if view != "assumptions"]
    found = [picture for view in wanted for picture in islice(pictures_of(say, view), _MOST_OF_A_VIEW)]
    return (Part(title="", pieces=tuple(found)),) if found else ()
