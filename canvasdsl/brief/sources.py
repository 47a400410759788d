"""The works behind the model: those that its concepts and its findings rest on, each once, by author."""

from collections.abc import Iterable

from canvasdsl import theory
from canvasdsl.brief.brief import Part, Passage, Section, Work, Works
from canvasdsl.views.phrasing import Phrasing

__all__ = ["sources_section"]

_MOST_CONCEPTS = 6
"""A work that stands for more concepts than these names the first and counts the rest."""


def sources_section(ids: Iterable[str], say: Phrasing) -> Section | None:
    """The works that the entries of the register name as their sources; what is not verified is marked."""
    concepts: dict[str, dict[str, None]] = {}
    verified: set[str] = set()
    notes: dict[str, str] = {}
    for id in dict.fromkeys(ids):
        entry = theory.entry(id)
        for work in entry.sources if entry is not None else ():
            if not (work.year or work.work):
                continue  # a school or a usage, and nothing that a reader could look up
            concepts.setdefault(work.citation, {})[entry.title if entry is not None else id] = None
            if work.verified:
                verified.add(work.citation)
            else:
                notes.setdefault(work.citation, work.note)
    works = tuple(
        Work(
            citation=citation, concepts=_shortened(tuple(titles), say),
            remark="" if citation in verified else _unverified(notes.get(citation, ""), say),
        )
        for citation, titles in sorted(concepts.items(), key=lambda pair: pair[0].casefold())
    )  # fmt: skip
    if not works:
        return None
    intro = Passage(sentences=(say.sentence("sources.intro"),))
    pieces = (intro, Works(works=works, language=say.in_english))
    return Section(id="sources", title=say.wording("brief.sources.title"), parts=(Part(title="", pieces=pieces),))


def _shortened(titles: tuple[str, ...], say: Phrasing) -> tuple[str, ...]:
    if len(titles) <= _MOST_CONCEPTS + 1:
        return titles
    return *titles[:_MOST_CONCEPTS], say.counted("list.more", len(titles) - _MOST_CONCEPTS)


def _unverified(note: str, say: Phrasing) -> str:
    if note:
        return say.wording("brief.sources.unverified_note", note=note)
    return say.wording("brief.sources.unverified")
