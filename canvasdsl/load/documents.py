"""The files of a model as they were written: the one that it begins with, and all that it imports."""

import attrs

from canvasdsl.diagnostics import Diagnostic, Severity
from canvasdsl.load.loaded import Read
from canvasdsl.model.codes import why_of
from canvasdsl.source import Source, Span
from canvasdsl.syntax.document import Document
from canvasdsl.syntax.nodes import Item
from canvasdsl.syntax.parser import parse
from canvasdsl.syntax.tables import LONG, TEXT
from canvasdsl.syntax.written import decode

__all__ = ["Written", "documents_of"]


@attrs.frozen
class Written:
    """The documents of a model, each file once, in the order in which they are met; what is wrong with the imports
    among them; whether all of them could be read."""

    documents: tuple[Document, ...]
    found: tuple[Diagnostic, ...] = ()
    whole: bool = True


def documents_of(source: Source, read: Read | None) -> Written:
    """The Document of the file and of all that it imports."""
    whole = True
    documents = [parse(source)]
    diagnostics: list[Diagnostic] = []
    chains: dict[str, tuple[str, ...]] = {source.name: (source.name,)}
    met = {source.name}
    for document in documents:
        name = document.source.name
        for item in document.items:
            path = _imported(item)
            if path is None or read is None:
                continue
            value = item.phrases[0][0]
            span = Span(name, value.start, value.end)
            reading = read(path, span)
            got = reading.source
            if got.name not in met:
                diagnostics += reading.diagnostics
                met.add(got.name)
            if not reading.readable:
                whole = False
                continue
            if got.name in chains[name]:
                chain = " → ".join((*chains[name][chains[name].index(got.name) :], got.name))
                diagnostics.append(
                    Diagnostic("REF302", Severity.ERROR, f"this import leads back to where it began: {chain}", span,
                               "take one of these imports out", why_of("REF302"))
                )  # fmt: skip
            elif got.name not in chains:
                chains[got.name] = (*chains[name], got.name)
                documents.append(parse(got))
    return Written(tuple(documents), tuple(diagnostics), whole)


def _imported(item: Item) -> str | None:
    if item.name == "import" and not item.broken and item.phrases and item.phrases[0][0].kind in (TEXT, LONG):
        return decode(item.phrases[0][0])
    return None
