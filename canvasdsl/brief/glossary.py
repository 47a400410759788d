"""The words of a brief: the author's own terms, then those of the field that stand in this brief, a sentence each."""

import re
from collections.abc import Iterable, Iterator
from unicodedata import combining, normalize

from canvasdsl import theory
from canvasdsl.brief.brief import Fact, Facts, FigureSheet, Item, Items, Part, Picture, Section, Table
from canvasdsl.brief.facts import item_of
from canvasdsl.brief.field_terms import OF_FIGURES, OF_IDEAS, FieldTerm
from canvasdsl.brief.figure_lines import figure_title
from canvasdsl.figures.compute import KINDS, kind_called
from canvasdsl.model.beliefs import Assertion, Target
from canvasdsl.model.walking import uses_in
from canvasdsl.views.phrasing import Phrasing

__all__ = ["field_terms", "glossary_section"]

_FEWEST = 4
"""Fewer terms than these are no glossary: a small model says in its own words what it is about."""
_OF_NUMBERS = ("investor", "team")
"""Those who read a brief for its numbers, or know the ideas of their own business."""
_YEAR = re.compile("[0-9]{4}")


def field_terms(sections: Iterable[Section], say: Phrasing, audience: str | None) -> tuple[FieldTerm, ...]:
    """The terms of the field that a model uses or that stand in `sections`, by title in the reader's language.

    Investors and teams are told the terms of figures; all others are told all.
    """
    uses = {part for id, word, _ in uses_in(say.canvas) for part in (id, f"{id} {word}")}
    figures, views = _figures_in(sections := tuple(sections), say), _views_in(sections)
    by_words = OF_FIGURES if audience in _OF_NUMBERS else (*OF_FIGURES, *OF_IDEAS)
    found = [
        term for term in (*OF_FIGURES, *OF_IDEAS)
        if not figures.isdisjoint(term.figures)
        or (term in by_words and not (uses.isdisjoint(term.uses) and views.isdisjoint(term.views)))
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda term: _sorted_as(_title(term, say)))) if len(found) >= _FEWEST else ()


def glossary_section(terms: Iterable[FieldTerm], say: Phrasing, *, with_works: bool) -> Section | None:
    """The author's terms, and those of the field behind them, `with_works` that the sources have in full; `None` where
    there are neither."""
    own = tuple(_own_terms(say))
    of_field = tuple(
        Fact(_title(term, say), (_meaning(term, _work(term.work) if with_works else "", say),),
             anchor=f"term-{term.key}")
        for term in terms
    )  # fmt: skip
    parts = []
    if own:
        parts.append(Part(title="", pieces=(Items(items=own),)))
    if of_field:
        title = say.wording("brief.terms.field") if own else ""
        parts.append(Part(title=title, pieces=(Facts(facts=of_field, small=True),)))
    return Section(id="terms", title=say.wording("brief.terms.title"), parts=tuple(parts)) if parts else None


def _own_terms(say: Phrasing) -> Iterator[Item]:
    for term in say.canvas.terms:
        item = item_of(term, say, skip=("means",))
        meaning = (say.prose(term.means),) if term.means else ()
        yield Item(title=item.title, tags=item.tags, idea=item.idea, facts=item.facts, notes=(*meaning, *item.notes))


def _title(term: FieldTerm, say: Phrasing) -> str:
    """A word of a catalogue as the head of a line: it begins with a capital."""
    found = say.wording.texts[term.title]
    title = found if isinstance(found, str) else say.wording.count(term.title, 1)
    return title[:1].upper() + title[1:]


def _meaning(term: FieldTerm, work: str, say: Phrasing) -> str:
    meaning = say.wording(f"glossary.{term.key}.means")
    return say.wording("brief.terms.see", meaning=meaning, work=work) if work else meaning


def _work(id: str) -> str:
    """The first work of an entry that is verified and dated: `Buttle 2004`."""
    entry = theory.entry(id) if id else None
    dated = (work for work in (entry.sources if entry is not None else ()) if work.verified)
    return next((f"{work.author} {year[0]}" for work in dated if (year := _YEAR.match(work.year))), "")


def _sorted_as(title: str) -> str:
    """How a title is sorted: without capitals and marks."""
    return "".join(letter for letter in normalize("NFKD", title.casefold()) if not combining(letter))


# ---- What stands in a brief ---------------------------------------------------------------


def _figures_in(sections: Iterable[Section], say: Phrasing) -> set[str]:
    """The names of figures that are computed, compared, aimed at or asserted."""
    titles = {figure_title(kind.name, say): kind.name for kind in KINDS}
    found = {titles[title] for title in _titles_in(sections) if title in titles}
    claims: tuple[Target | Assertion, ...] = (*say.canvas.targets, *say.canvas.assertions)
    kinds = (kind_called(claim.figure) for claim in claims)
    return found | {kind.name for kind in kinds if kind is not None}


def _titles_in(sections: Iterable[Section]) -> Iterator[str]:
    for section in sections:
        for part in section.parts:
            for piece in part.pieces:
                match piece:
                    case FigureSheet():
                        yield from (line.title for group in piece.groups for line in group.lines)
                    case Table():
                        yield from piece.columns


def _views_in(sections: Iterable[Section]) -> set[str]:
    pieces = (piece for section in sections for part in section.parts for piece in part.pieces)
    return {piece.drawing.view for piece in pieces if isinstance(piece, Picture)}
