"""Where things were written: of a text that is made of pieces of others, every place is told in those."""

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

import attrs

from canvasdsl.diagnostics import Diagnostic, Edit, Fix
from canvasdsl.load.loaded import Loaded
from canvasdsl.source import Source, Span, Woven

if TYPE_CHECKING:
    from canvasdsl.model.look import Logo
    from canvasdsl.model.purchase_data import PurchaseRequest, Purchases, Tables

__all__ = ["placed_tables", "traced"]


def traced(loaded: Loaded) -> Loaded:
    """The same with all that is said of it at the places where the words were written; the model keeps its own."""
    made = {name: source for name, source in loaded.sources.items() if isinstance(source, Woven)}
    if not made:
        return loaded
    respelled: dict[str, dict[int, str]] = {}
    for name, words in loaded.respelled.items():
        for at, word in words.items():
            source, offset = made[name].origin(at) if name in made else (loaded.sources[name], at)
            respelled.setdefault(source.name, {})[offset] = word
    return attrs.evolve(
        loaded, diagnostics=tuple(_traced(each, made) for each in loaded.diagnostics), respelled=respelled,
        accepted=tuple(attrs.evolve(each, diagnostic=_traced(each.diagnostic, made)) for each in loaded.accepted),
    )  # fmt: skip


def _traced(found: Diagnostic, made: Mapping[str, Woven]) -> Diagnostic:
    return attrs.evolve(
        found, span=_written(found.span, made), fix=_traced_fix(found.fix, made),
        related=tuple(attrs.evolve(each, span=_written(each.span, made)) for each in found.related),
    )  # fmt: skip


def _written(span: Span, made: Mapping[str, Source]) -> Span:
    return made[span.source].written(span) if span.source in made else span


def _traced_fix(fix: Fix | None, made: Mapping[str, Woven]) -> Fix | None:
    """A mend where the words were written; none where they stand in several places."""
    if fix is None:
        return None
    edits = []
    for edit in fix.edits:
        source, start, end = edit.span
        span = _written(edit.span, made)
        around = _written(Span(source, max(start - 1, 0), end), made)
        if span.end - span.start != end - start or around.end - around.start != end - max(start - 1, 0):
            return None
        edits.append(Edit(span, edit.text))
    return Fix(fix.title, tuple(edits))


def placed_tables(tables: "Tables", sources: Mapping[str, Source]) -> "Tables":
    """The port for tables beside a model, asked at the places where their paths were written."""
    made = {name: source for name, source in sources.items() if isinstance(source, Woven)}
    return _Placed(tables, made) if made else tables


@attrs.frozen
class _Placed:
    """Asks another `Tables`."""

    tables: "Tables"
    made: Mapping[str, Woven]

    def purchases(self, request: "PurchaseRequest") -> "Purchases | tuple[Diagnostic, ...]":
        places = {word: _written(span, self.made) for word, span in request.places.items()}
        return self.tables.purchases(attrs.evolve(request, span=_written(request.span, self.made), places=places))

    def survivors(self, path: str, span: Span) -> tuple[Decimal, ...] | tuple[Diagnostic, ...]:
        return self.tables.survivors(path, _written(span, self.made))

    def logo(self, path: str, span: Span) -> "Logo | Diagnostic":
        return self.tables.logo(path, _written(span, self.made))
