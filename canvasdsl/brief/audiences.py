"""For whom a brief is: which of its sections they get, and in which order.

An investor wants to know what the business earns and what it rests on; a class what it can learn from it, as articles
that teach do: first the concept, then its categories, then the case (T-EDU-2); a team what to do next. Without an
audience a brief leaves nothing out.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from canvasdsl.brief.brief import Section

__all__ = ["AUDIENCES", "for_audience"]

AUDIENCES: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "investor": ("summary", "changes", "poster", "economics", "segment", "market", "relationships", "journeys",
                 "beliefs", "measures", "works", "forces", "terms", "sources"),
    "class": ("summary", "concept", "categories", "poster", "segment", "market", "relationships", "journeys", "doing",
              "service", "management", "economics", "measures", "works", "forces", "beliefs", "advice", "class",
              "terms", "sources"),
    "team": ("summary", "changes", "advice", "poster", "measures", "beliefs", "segment", "market", "relationships",
             "journeys", "doing", "service", "management", "works", "economics", "forces", "terms"),
})  # fmt: skip
"""The kinds of sections for each audience, in their order."""


def for_audience(sections: Iterable[Section], audience: str | None) -> tuple[Section, ...]:
    """The sections that an audience gets, in its order; all of them in their own order without one."""
    found = tuple(sections)
    if audience is None:
        return found
    order = {kind: place for place, kind in enumerate(AUDIENCES[audience])}
    chosen = [section for section in found if section.kind in order]
    return tuple(sorted(chosen, key=lambda section: order[section.kind]))
