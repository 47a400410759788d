"""From the documents of a model to its meaning: names first, then each file in its turn."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from canvasdsl.diagnostics import Diagnostic
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.exchange import Exchange, Exchanging
from canvasdsl.model.look_alikes import look_alikes
from canvasdsl.model.lowering import Lowering
from canvasdsl.model.names import Names
from canvasdsl.model.variants import is_variant
from canvasdsl.model.vocabulary import table_of
from canvasdsl.syntax.document import Document
from canvasdsl.syntax.nodes import Item, plain_word
from canvasdsl.syntax.parser import parse_by_indentation

__all__ = ["Lowered", "respelled_in", "understood"]


Lowered = tuple[Canvas, dict[str, dict[int, str]], list[Diagnostic], int]
"""The model, the words by file that have another spelling, the mistakes, and how many more there are."""


def understood(
    documents: list[Document], settings: Mapping[str, Decimal], *, whole: bool
) -> tuple[list[Document], Lowered]:
    """The documents with their meaning. Where words stand in blocks that do not know them, braces may be wrong though
    they pair; then the texts are read by their indentation too, and the reading with fewer mistakes holds."""
    lowered = _lower(documents, settings, whole=whole)
    if any(found.code == "REF102" for found in lowered[2]):
        others = [parse_by_indentation(document) for document in documents]
        if any(other is not document for other, document in zip(others, documents)):
            again = _lower(others, settings, whole=whole)
            if _mistakes(others, again) <= _mistakes(documents, lowered):
                return others, again
    return documents, lowered


def _mistakes(documents: list[Document], lowered: Lowered) -> float:
    """How many; both braces of a block forgotten are half of one, for whoever knows Python or YAML forgets them all."""
    syntax = [found.code for document in documents for found in document.diagnostics]
    more = lowered[3] + sum(document.more for document in documents)
    return more + len(lowered[2]) + len(syntax) - syntax.count("SYN105") / 2


def _lower(documents: list[Document], settings: Mapping[str, Decimal], *, whole: bool) -> Lowered:
    table = table_of(Canvas)
    names = Names()
    if not whole:
        names.lost.append("")  # a name that is not found may stand in the file that could not be read
    for document in documents:
        names.gather(_heads_of_variants(document.items), document.source.name, table)
    lowering = Lowering(names, _currency(documents))
    lowering.reader.exchanging = _exchanging(documents, names, lowering.currency)
    values: dict[str, Any] = {}
    respelled = {}
    for document in documents:
        lowered = lowering.lower(_heads_of_variants(document.items), document.source.name, table)
        respelled[document.source.name] = dict(lowering.respelled)
        lowering.respelled.clear()
        for name, value in lowered.items():
            if type(value) is tuple:
                values[name] = values.get(name, ()) + value
            else:
                values.setdefault(name, value)
    root = documents[0].source
    item = Item("", 0, (), (), 0, len(root.text), False)
    lost = (*lowering.lost, *(() if whole else ("",)))
    canvas = Canvas(item=item, file=root.name, lost=lost, settings=settings, **values)
    found = [*names.diagnostics, *look_alikes(names), *lowering.diagnostics]
    return canvas, respelled, found, names.more + lowering.more


def respelled_in(items: tuple[Item, ...], file: str) -> dict[int, str]:
    """The words by offset that have another spelling, of items whose model is not known."""
    table = table_of(Canvas)
    names = Names()
    names.gather(items, file, table)
    lowering = Lowering(names, "")
    lowering.lower(items, file, table)
    return dict(lowering.respelled)


def _heads_of_variants(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """The items, of variants only the heads: what stands in their braces is no part of the model."""
    if not any(is_variant(item) for item in items):
        return items
    return tuple(item._replace(items=None) if is_variant(item) else item for item in items)


def _currency(documents: list[Document]) -> str:
    """The currency that the heading declares, before anything is lowered."""
    for document in documents:
        for item in document.items:
            if item.name == "canvas":
                for inner in item.items or ():
                    if inner.name == "currency" and inner.phrases:
                        return inner.phrases[0][0].text
    return ""


def _exchanging(documents: list[Document], names: Names, currency: str) -> Exchanging | None:
    """Who brings amounts into the model's currency: rates are read before all else, wherever they stand."""
    table = table_of(Canvas)
    exchanges: list[Exchange] = []
    for document in documents:
        items = tuple(item for item in document.items
                      if table.words.get(plain_word(item.name)) is table.words["exchange"])  # fmt: skip
        if items:  # what is wrong with them is told when they are read in their turn
            values = Lowering(names, currency).lower(items, document.source.name, table)
            exchanges += values.get("exchanges", ())
    return Exchanging(tuple(exchanges), currency) if exchanges else None
