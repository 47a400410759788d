"""One model from its documents: their meaning, and what the rules say about it."""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from typing import TYPE_CHECKING

import attrs

from canvasdsl.diagnostics import Diagnostic, Severity
from canvasdsl.load.documents import Written
from canvasdsl.load.loaded import Loaded, Read
from canvasdsl.load.tracing import placed_tables, traced
from canvasdsl.load.understanding import understood
from canvasdsl.model.canvas import Canvas
from canvasdsl.rules import RULES, judge
from canvasdsl.rules.rule import Rule
from canvasdsl.source import Source, Span
from canvasdsl.syntax.messages import many_mistakes

if TYPE_CHECKING:
    from canvasdsl.model.purchase_data import Tables

__all__ = ["Asked", "model_of", "no_collection"]


@attrs.frozen
class Asked:
    """What is asked of each model on the road: by whom files and tables are read, by which rules it is judged, with
    which thresholds."""

    read: Read | None
    rules: tuple[Rule, ...]
    settings: Mapping[str, Decimal]
    tables: "Tables | None"


def model_of(written: Written, said: tuple[Diagnostic, ...], asked: Asked) -> Loaded:
    """The model that the documents are; `said` is what reading the first of them has found already."""
    with no_collection():
        source = written.documents[0].source
        found = list(written.found)
        places = {(each.span.source, each.span.start) for each in (*found, *said)}
        found += said
        documents, (canvas, respelled, meant, more) = understood(
            list(written.documents), asked.settings, whole=written.whole
        )
        sources = {document.source.name: document.source for document in documents}
        for document in documents:
            found += [each for each in document.diagnostics if (each.span.source, each.span.start) not in places]
        found += meant
        if asked.tables is not None and _names_files(canvas):
            from canvasdsl.figures.gathering import gathered

            canvas, wrong = gathered(canvas, placed_tables(asked.tables, sources))
            found += wrong
        rules = asked.rules
        more += sum(document.more for document in documents)
        if more:
            found.insert(0, _beyond(source, len(found), more))
            rules = ()  # of a model that is not understood they would say the same again and again
        judgement = judge(canvas, rules, frozenset(rule.code for rule in RULES), _places_of_errors(found))
        found += judgement.diagnostics
    order = {name: place for place, name in enumerate(sources)}
    found.sort(key=lambda each: (order.get(each.span.source, 0), each.span.start, -each.severity))
    loaded = Loaded(source, tuple(documents), canvas, tuple(found), judgement.accepted, judgement.withheld, respelled)
    return traced(loaded)


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
def no_collection() -> Iterator[None]:
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
