"""Pages for a class: study cards to print and cut out, and the map of what a model uses of the theory."""

from collections.abc import Iterable

from canvasdsl.classroom.cards import Card
from canvasdsl.classroom.coverage import Coverage, Place
from canvasdsl.render.html_page import styled, whole_page

__all__ = ["cards_html", "map_html"]

_SHOWN = 3


def cards_html(cards: Iterable[Card], *, title: str) -> str:
    """The cards by part, each a question and its answer side by side; a fold between them in print."""
    parts: dict[str, list[Card]] = {}
    for card in cards:
        parts.setdefault(card.part or title, []).append(card)
    count = sum(map(len, parts.values()))
    lead = f"{count} questions with their answers and where they come from."
    context = {"title": title, "lead": lead, "parts": tuple(parts.items())}
    return whole_page("cards.html.jinja", context, style=styled("class.css"))


def map_html(coverage: Coverage) -> str:
    """The map of one model; its title says what it shows."""
    used = sum(idea.used for idea in coverage.ideas)
    spoken = sum(bool(idea.findings) for idea in coverage.ideas)
    name = coverage.title or "The model"
    lead = f"{len(coverage.ideas) - used} ideas are left out."
    if spoken:
        lead += f" About {spoken} of them all a rule has something to say."
    context = {
        "title": f"{name} uses {used} of {len(coverage.ideas)} ideas of the field", "lead": lead,
        "parts": coverage.parts, "places": _places,
    }  # fmt: skip
    return whole_page("theory_map.html.jinja", context, style=styled("class.css"))


def _places(uses: tuple[Place, ...]) -> str:
    """The first places in words, and how many more there are."""
    shown = ", ".join(f"{place.word} (line {place.line})" for place in uses[:_SHOWN])
    return shown + (f" and {len(uses) - _SHOWN} more" if len(uses) > _SHOWN else "")
