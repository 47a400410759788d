"""Reads a model: its documents, their meaning, and what the rules say about it."""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from canvasdsl.diagnostics import Diagnostic, Severity
from canvasdsl.load.documents import documents_of
from canvasdsl.load.loaded import Loaded, Read
from canvasdsl.load.understanding import understood
from canvasdsl.model.canvas import Canvas
from canvasdsl.rules import RULES, judge, rules_in
from canvasdsl.rules.rule import Rule
from canvasdsl.source import Source, Span
from canvasdsl.syntax.messages import many_mistakes

__all__ = ["load"]

_NO_SETTINGS: Mapping[str, Decimal] = MappingProxyType({})


def load(
    source: Source, read: Read | None = None, *, said: tuple[Diagnostic, ...] = (),
    rules: tuple[Rule, ...] | None = None, settings: Mapping[str, Decimal] = _NO_SETTINGS, tables: Any = None,
) -> Loaded:  # fmt: skip
    """Reads a model: its file, the files that it imports, its meaning and what the rules say about it.

    `said` is what reading the file has found already. Without `read`, imports are passed over; without `rules`, those
    of a draft are asked. `settings` are the thresholds of the project. `tables` reads the files beside the model (see
    `model.purchase_data.Tables`); without it they are passed over.
    """
    with _no_collection():
        documents, found, whole = documents_of(source, read)
        places = {(each.span.source, each.span.start) for each in (*found, *said)}
        found += said
        documents, (canvas, respelled, meant, more) = understood(documents, settings, whole=whole)
        for document in documents:
            found += [each for each in document.diagnostics if (each.span.source, each.span.start) not in places]
        found += meant
        if tables is not None and _names_files(canvas):
            from canvasdsl.figures.gathering import gathered

            canvas, wrong = gathered(canvas, tables)
            found += wrong
        rules = rules_in("draft") if rules is None else rules
        more += sum(document.more for document in documents)
        if more:
            found.insert(0, _beyond(source, len(found), more))
            rules = ()  # of a model that is not understood they would say the same again and again
        judgement = judge(canvas, rules, frozenset(rule.code for rule in RULES), _places_of_errors(found))
        found += judgement.diagnostics
    order = {document.source.name: place for place, document in enumerate(documents)}
    found.sort(key=lambda each: (order.get(each.span.source, 0), each.span.start, -each.severity))
    return Loaded(source, tuple(documents), canvas, tuple(found), judgement.accepted, judgement.withheld, respelled)


def _names_files(canvas: Canvas) -> bool:
    if canvas.heading is not None and canvas.heading.logo is not None:
        return True
    return any(each.transactions or any(cohort.path for cohort in each.cohorts) for each in canvas.relationships)


def _beyond(source: Source, told: int, more: int) -> Diagnostic:
    """The one message about the mistakes that are not told."""
    say = many_mistakes(told, more)
    return Diagnostic(say.code, Severity.ERROR, say.text, Span(source.name, 0, 0), say.help, say.why)


def _places_of_errors(found: list[Diagnostic]) -> list[Span]:
    """Where mistakes are in which something may be lost: a missing `}` stands behind its block, and loses nothing."""
    return [each.span for each in found if each.severity is Severity.ERROR and each.code != "SYN103"]


@contextmanager
def _no_collection() -> Iterator[None]:
    """Holds the cyclic collector: nodes are acyclic, and it would make a long file cost more than its length."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            # Straight into the oldest generation: else the first allocation behind would walk over the whole model.
            gc.freeze()
            gc.unfreeze()
            gc.enable()
