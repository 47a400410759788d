"""Runs rules over a Canvas: withholds what a mistake may explain, and what the author has accepted."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator

import attrs

from canvasdsl.diagnostics import Diagnostic
from canvasdsl.model.beliefs import Accept
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.entities import Entity
from canvasdsl.rules.acceptance import IDLE, UNKNOWN
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.source import Span
from canvasdsl.syntax.nodes import Item

__all__ = ["Accepted", "Judgement", "judge"]


@attrs.frozen
class Accepted:
    """A finding that the author has accepted, with the reason."""

    diagnostic: Diagnostic
    accept: Accept


@attrs.frozen
class Judgement:
    """What the rules found, what was accepted, and how many findings were withheld."""

    diagnostics: tuple[Diagnostic, ...]
    accepted: tuple[Accepted, ...]
    withheld: int


def judge(
    canvas: Canvas, rules: Iterable[Rule], known_codes: frozenset[str] = frozenset(), errors: Iterable[Span] = ()
) -> Judgement:
    """The findings of `rules`, in their order and the order of the file.

    A finding of absence is withheld while an item that could be what is missing was not understood; and any finding
    about a block while one of `errors`, the places of mistakes, lies in its head or one of its properties. An `accept`
    silences the findings of its code at its block; one that silences nothing is reported (STY901), as is one that names
    no rule (STY902).
    """
    diagnostics: list[Diagnostic] = []
    accepted: list[Accepted] = []
    withheld = 0
    lost = frozenset(canvas.lost)
    accepts: dict[str, list[Accept]] = {}
    for accept in canvas.accepts:
        accepts.setdefault(accept.code.upper(), []).append(accept)
    used: set[int] = set()
    ran = set()
    damage = _Damage(errors)
    for rule in rules:
        ran.add(rule.code)
        for finding in rule.check(canvas):
            absent = finding.absent and lost and ("" in lost or not lost.isdisjoint(finding.absent))
            covering = next((each for each in accepts.get(rule.code, ()) if _covers(each, finding, canvas)), None)
            if absent or damage.explains(finding):
                withheld += 1
                if covering is not None:
                    used.add(id(covering))
                continue
            diagnostic = _diagnostic(rule, finding, canvas)
            if covering is None:
                diagnostics.append(diagnostic)
            else:
                used.add(id(covering))
                accepted.append(Accepted(diagnostic, covering))
    if not lost:
        for accept in canvas.accepts:
            code = accept.code.upper()
            if code not in known_codes:
                diagnostics.append(_idle(accept, UNKNOWN, f"there is no rule `{accept.code}`",
                                         "look the code up: `canvasdsl explain --list`"))
            elif code in ran and id(accept) not in used:
                diagnostics.append(_idle(accept, IDLE, f"`accept {accept.code}` silences nothing here",
                                         "take it out: what it accepted is no longer found"))  # fmt: skip
    return Judgement(tuple(diagnostics), tuple(accepted), withheld)


class _Damage:
    """Where mistakes of syntax, names and values stand: what they may have done to a block is not held against it."""

    def __init__(self, errors: Iterable[Span]) -> None:
        self.starts: dict[str, list[int]] = {}
        for span in errors:
            self.starts.setdefault(span.source, []).append(span.start)
        for starts in self.starts.values():
            starts.sort()

    def explains(self, finding: Finding) -> bool:
        """Whether a mistake stands in the head or a property of its block, or in one of the places that it shows."""
        if not self.starts:
            return False
        about = finding.about
        if about is not None and any(_is_own(about.item, start) for start in self._within(about.here, about.item)):
            return True
        places = [related.span for related in finding.related]
        if finding.span is not None:
            places.append(finding.span)
        return any(self._within(place) for place in places)

    def _within(self, place: Span, item: Item | None = None) -> list[int]:
        """The mistakes that begin within a place, or within an item of the same file."""
        starts = self.starts.get(place.source, [])
        first, last = (place.start, place.end) if item is None else (item.start, item.end)
        return starts[bisect_left(starts, first) : bisect_left(starts, last)]


def _is_own(item: Item, at: int) -> bool:
    """Whether a place in an item is in its head or one of its properties, and not in the body of a block inside."""
    return not any(
        inner.items is not None and inner.head_end <= at < inner.end for inner in item.items or ()
    )  # fmt: skip


def _diagnostic(rule: Rule, finding: Finding, canvas: Canvas) -> Diagnostic:
    about = finding.about or canvas.heading
    span = finding.span or (about.here if about is not None else Span(canvas.file, 0, 0))
    return Diagnostic(rule.code, rule.severity, finding.message, span, finding.help, rule.why, finding.label,
                      rule.theory, finding.related, finding.fix)  # fmt: skip


def _covers(accept: Accept, finding: Finding, canvas: Canvas) -> bool:
    """Whether the finding is about the accepted block or something inside it; without a block, about the model as a
    whole or a block at the top that has no name, such as `crm`."""
    about = finding.about
    if accept.on is None:
        return about is None or any(_is_inside(about, block) for block in _nameless(canvas))
    block = canvas.index.blocks.get(accept.on.key)
    return about is not None and block is not None and _is_inside(about, block)


def _nameless(canvas: Canvas) -> Iterator[Entity]:
    """The blocks at the top that no reference can name."""
    for field in Canvas.fields:
        value = getattr(canvas, field.attribute)
        for block in value if isinstance(value, tuple) else (value,):
            if isinstance(block, Entity) and block.key is None:
                yield block


def _is_inside(about: Entity, block: Entity) -> bool:
    return bool(about.file == block.file and block.item.start <= about.item.start <= about.item.end <= block.item.end)


def _idle(accept: Accept, about: Rule, message: str, help: str) -> Diagnostic:
    return Diagnostic(about.code, about.severity, message, accept.here, help, about.why)
