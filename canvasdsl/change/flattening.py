"""A variant, or a model of several files, as one plain text that means the same; the comments of its files stay."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import attrs

from canvasdsl.change.difference import changes_between
from canvasdsl.load import Loaded, load
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.laid_bodies import field_of
from canvasdsl.model.vocabulary import block_words, table_of
from canvasdsl.model.weaving import Loom, glue
from canvasdsl.source import Piece, Source, Span
from canvasdsl.syntax.format import Refusal, proved_format
from canvasdsl.syntax.nodes import Item, plain_word
from canvasdsl.syntax.written import decode, encode

__all__ = ["Moved", "Unflattened", "flattened"]

Moved = Callable[[str, str], str]
"""How a path that stands in a file is written in the plain text: `moved(path, file)`."""


@attrs.frozen
class Unflattened:
    """Why there is no plain text."""

    reason: str


def flattened(loaded: Loaded, moved: Moved) -> str | Unflattened:
    """The canonical text of a model without imports and variants. It is read again: unless it means the same, nothing
    is given back."""
    if loaded.has_errors:
        return Unflattened("the model has mistakes, and what they hide could get lost")
    looms = {document.source.name: Loom(document) for document in loaded.documents}
    _join(looms.values())
    for span, path in _paths(loaded.canvas):
        loom = looms[span.source]
        file = loom.document.source.file(span.start)
        if moved(path, file) != path:
            here = Piece(loom.document.source, span.start, span.end)
            loom.replace(span.start, span.end, (glue(here, encode(moved(path, file))),))
    texts = [loom.woven("").text for loom in looms.values()]
    flat = _read("\n\n".join(texts), loaded)
    if not isinstance(flat, Loaded):
        return flat
    text = proved_format(flat.documents[0], blocks=block_words(Canvas), respelled=flat.respelled.get("", {}))
    if isinstance(text, Refusal):
        return Unflattened(text.reason)
    again = _read(text, loaded)
    return text if isinstance(again, Loaded) else again


def _read(text: str, loaded: Loaded) -> Loaded | Unflattened:
    """The text as a model, if it means the same, but for the files that it names."""
    found = load(Source("", text), rules=(), settings=loaded.canvas.settings)
    if found.has_errors:
        wrong = next(each for each in found.diagnostics if each.of_language)
        return Unflattened(f"the plain text would not be understood: {wrong.message}")
    words = {"logo", "file", "path"}
    if any(change.property_word not in words for change in changes_between(loaded.canvas, found.canvas)):
        return Unflattened("the plain text would not mean the same; this is a mistake of ours, please report it")
    return found


def _join(looms: Iterable[Loom]) -> None:
    """Takes out of several files what they need as parts alone: imports, and what the first one says already."""
    table = table_of(Canvas)
    first: dict[str, tuple[Loom, Item]] = {}
    for loom in looms:
        for written in loom.document.items:
            field, item = field_of(written, table)
            if field is None or field.entity is None:
                continue
            if field.name in ("import", "variant"):
                loom.take_out(written)
            elif field.entity.singular:
                there, before = first.setdefault(field.name, (loom, item))
                if before is not item:
                    loom.take_out(written)
                    _keep_currency(there, before, loom, item)


def _keep_currency(first: Loom, kept: Item, loom: Loom, gone: Item) -> None:
    """The currency of a heading that gives way holds where the other heading names none."""
    if any(plain_word(item.name) == "currency" for item in kept.items or ()):
        return
    for item in gone.items or ():
        if plain_word(item.name) == "currency":
            first.add_inside(kept, [Piece(loom.document.source, item.start, item.end)])
            return


def _paths(canvas: Canvas) -> Iterator[tuple[Span, str]]:
    """Where the model names files beside it, and which."""
    heading = canvas.heading
    if heading is not None and heading.logo is not None:
        yield from _path_in(heading, "logo")
    for relationship in canvas.relationships:
        if relationship.transactions is not None:
            yield relationship.transactions.here, relationship.transactions.path
        for cohort in relationship.cohorts:
            if cohort.path:
                yield from _path_in(cohort, "file")


def _path_in(block: Any, word: str) -> Iterator[tuple[Span, str]]:
    for item in block.item.items or ():
        if plain_word(item.name) == word and item.phrases:
            value = item.phrases[0][0]
            yield Span(block.file, value.start, value.end), decode(value)
