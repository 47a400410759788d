"""What loading gives: everything known about one model; and the port through which other files are read."""

from collections.abc import Callable
from typing import Protocol

import attrs

from canvasdsl.diagnostics import Diagnostic, Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.rules.judge import Accepted
from canvasdsl.source import Source, Span
from canvasdsl.syntax.document import Document

__all__ = ["Loaded", "Read", "Reading"]


class Reading(Protocol):
    """What came of reading a file: its source, what is wrong with its text, and whether there is text at all."""

    @property
    def source(self) -> Source: ...
    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]: ...
    @property
    def readable(self) -> bool: ...


Read = Callable[[str, Span], Reading]
"""Reads the file that a text at a span names. What it refuses it reports at that span."""


@attrs.frozen
class Loaded:
    """Everything known about one model. `respelled` gives, by file, the words that have another canonical spelling."""

    source: Source
    documents: tuple[Document, ...]
    canvas: Canvas
    diagnostics: tuple[Diagnostic, ...]
    accepted: tuple[Accepted, ...]
    withheld: int
    respelled: dict[str, dict[int, str]]

    @property
    def sources(self) -> dict[str, Source]:
        """The sources of all files by name."""
        return {document.source.name: document.source for document in self.documents}

    @property
    def has_errors(self) -> bool:
        """Whether names, values or syntax are wrong, so that nothing should be drawn or computed from it."""
        return any(found.of_language and found.severity is Severity.ERROR for found in self.diagnostics)
