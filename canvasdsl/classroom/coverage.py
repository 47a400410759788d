"""What a model uses of the theory, what watches over it, and what it leaves out (D33): a map for the class."""

import attrs

from canvasdsl import theory
from canvasdsl.load import Loaded
from canvasdsl.model.walking import uses_in
from canvasdsl.rules import RULES

__all__ = ["Coverage", "Idea", "Place", "coverage_of"]


@attrs.frozen
class Place:
    """Where a model uses an idea: with which word, in which file and line."""

    word: str
    file: str
    line: int


@attrs.frozen
class Idea:
    """One entry of the register as a model has it.

    `checks` are the codes that watch over it, `findings` those of them that speak about this model, each as often as it
    does; `accepted` how many of them the author lives with.
    """

    id: str
    title: str
    question: str
    uses: tuple[Place, ...]
    checks: tuple[str, ...]
    findings: tuple[str, ...]
    accepted: int

    @property
    def used(self) -> bool:
        """Whether the model uses it."""
        return bool(self.uses)


@attrs.frozen
class Coverage:
    """The ideas of the register by part, as a model uses them."""

    title: str
    file: str
    parts: tuple[tuple[str, tuple[Idea, ...]], ...]

    @property
    def ideas(self) -> tuple[Idea, ...]:
        """All of them, in the order of the register."""
        return tuple(idea for _, ideas in self.parts for idea in ideas)


def coverage_of(loaded: Loaded) -> Coverage:
    """The map of one model."""
    uses: dict[str, dict[tuple[str, str, int], Place]] = {}
    sources = loaded.sources
    for id, word, place in uses_in(loaded.canvas):
        source = sources[place.source]
        file, line = source.file(place.start), source.position(place.start).line
        uses.setdefault(id, {}).setdefault((word, file, line), Place(word, file, line))
    checks: dict[str, dict[str, None]] = {}
    for rule in RULES:
        for id in rule.theory:
            checks.setdefault(id, {})[rule.code] = None
    findings: dict[str, list[str]] = {}
    for found in loaded.diagnostics:
        for id in found.theory:
            findings.setdefault(id, []).append(found.code)
    accepted: dict[str, int] = {}
    for each in loaded.accepted:
        for id in each.diagnostic.theory:
            accepted[id] = accepted.get(id, 0) + 1
    parts: dict[str, list[Idea]] = {}
    for entry in theory.entries():
        idea = Idea(entry.id, entry.title, entry.question, tuple(uses.get(entry.id, {}).values()),
                    tuple(checks.get(entry.id, ())), tuple(findings.get(entry.id, ())), accepted.get(entry.id, 0))
        parts.setdefault(entry.part, []).append(idea)
    return Coverage(loaded.canvas.title, loaded.source.name,
                    tuple((part, tuple(ideas)) for part, ideas in parts.items()))  # fmt: skip
