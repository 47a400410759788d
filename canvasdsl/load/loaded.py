"""What loading gives: everything known about one model; and the port through which other files are read."""

from collections.abc import Callable
from typing import Protocol

import attrs

from canvasdsl.diagnostics import Diagnostic, Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.variants import is_variant
from canvasdsl.rules.judge import Accepted
from canvasdsl.source import Source, Span, Woven
from canvasdsl.syntax.document import Document
from canvasdsl.syntax.nodes import Item

__all__ = ["Loaded", "Read", "Reading", "Varied", "variants_in"]


class Reading(Protocol):
    """What came of reading a file: its source, what is wrong with its text, and whether there is text at all."""

    @property
    def source(self) -> Source: ...
    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]: ...
    @property
    def readable(self) -> bool: ...


def variants_in(document: Document) -> tuple[Item, ...]:
    """The variants that stand in a file; those in a file that is imported are its own."""
    return tuple(item for item in document.items if is_variant(item))


Read = Callable[[str, Span], Reading]
"""Reads the file that a text at a span names. What it refuses it reports at that span."""


@attrs.frozen
class Loaded:
    """Everything known about one model. `respelled` gives, by file, the words that have another canonical spelling.

    Of a variant, `documents` are those that were made of its model and of what it says; its diagnostics stand where the
    words were written, in one of `sources`.
    """

    source: Source
    documents: tuple[Document, ...]
    canvas: Canvas
    diagnostics: tuple[Diagnostic, ...]
    accepted: tuple[Accepted, ...]
    withheld: int
    respelled: dict[str, dict[int, str]]
    title: str = ""
    """What it is called, if it is a variant."""
    variants: "tuple[Varied, ...]" = ()
    """The variants that stand in its file."""
    beside: tuple[Source, ...] = ()
    """The files that are no part of the model, and that it says or tells something of: where variants were written."""

    @property
    def sources(self) -> dict[str, Source]:
        """The sources of all files by name."""
        return {source.name: source for source in (*(each.source for each in self.documents), *self.beside)}

    @property
    def files(self) -> tuple[Source, ...]:
        """The files that the model is written in, those of its variants included."""
        return tuple(source for source in self.sources.values() if not isinstance(source, Woven))

    @property
    def is_of_variants(self) -> bool:
        """Whether its file has variants and no model of its own."""
        return bool(self.variants) and len(self.documents[0].items) == len(variants_in(self.documents[0]))

    def variant(self, title: str) -> "Varied | None":
        """The variant of a title."""
        return next((each for each in self.variants if each.title == title), None)

    @property
    def has_errors(self) -> bool:
        """Whether names, values or syntax are wrong, so that nothing should be drawn or computed from it."""
        return any(found.of_language and found.severity is Severity.ERROR and found.variant in ("", self.title)
                   for found in self.diagnostics)  # fmt: skip


@attrs.frozen
class Varied:
    """A variant: what it is called, where, the model or the variant that it builds on, and the model that it is."""

    title: str
    place: Span
    base: Loaded
    loaded: Loaded
