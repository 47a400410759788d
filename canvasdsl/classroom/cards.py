"""Study cards: questions with their answers, from the register and from a model's own quiz and terms."""

from collections.abc import Iterator

import attrs

from canvasdsl import theory
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.walking import theory_in

__all__ = ["Card", "cards_of", "register_cards"]


@attrs.frozen
class Card:
    """One card. `id` stays the same for good, so that a card that is imported again keeps its history."""

    id: str
    part: str
    question: str
    answer: tuple[str, ...]
    """Paragraphs: the answer, why it matters, an example."""
    sources: tuple[str, ...] = ()
    """Where it comes from; what nobody has verified says so."""


def register_cards(ids: frozenset[str] | None = None) -> tuple[Card, ...]:
    """A card for each entry of the register, or for those called `ids`, in the order of the register."""
    return tuple(_card(entry) for entry in theory.entries() if ids is None or entry.id in ids)


def cards_of(canvas: Canvas) -> tuple[Card, ...]:
    """The model's own questions and terms first, then a card for each idea of the register that it uses."""
    return (*_own(canvas), *register_cards(frozenset(theory_in(canvas))))


def _card(entry: "theory.Entry") -> Card:
    sources = tuple(work.citation + ("" if work.verified else " (not verified)") for work in entry.sources)
    return Card(entry.id, entry.part, entry.question, (entry.definition, entry.why, f"For example: {entry.example}"),
                sources)  # fmt: skip


def _own(canvas: Canvas) -> Iterator[Card]:
    for number, quiz in enumerate(canvas.quizzes, 1):
        if quiz.answer:
            about = ", ".join(canvas[reference].name for reference in quiz.about if reference.kind)
            yield Card(f"quiz-{number}", canvas.title, quiz.question, (quiz.answer,), (about,) if about else ())
    for term in canvas.terms:
        if term.means:
            yield Card(f"term-{term.id or term.name}", canvas.title, f"What does “{term.name}” mean here?",
                       (term.means,))  # fmt: skip
