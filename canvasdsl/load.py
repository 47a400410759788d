"""Floor 5: the one road. `load` takes a source and a way to read others, and returns all that is known of the model."""

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Protocol

import attrs

from canvasdsl.diagnostics import Diagnostic, Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.codes import why_of
from canvasdsl.model.exchange import Exchange, Exchanging
from canvasdsl.model.look_alikes import look_alikes
from canvasdsl.model.lowering import Lowering
from canvasdsl.model.names import Names
from canvasdsl.model.vocabulary import table_of
from canvasdsl.rules import RULES, judge, rules_in
from canvasdsl.rules.judge import Accepted
from canvasdsl.rules.rule import Rule
from canvasdsl.source import Source, Span
from canvasdsl.syntax.document import Document
from canvasdsl.syntax.messages import many_mistakes
from canvasdsl.syntax.nodes import Item
from canvasdsl.syntax.parser import parse, parse_by_indentation
from canvasdsl.syntax.tables import LONG, TEXT
from canvasdsl.syntax.written import decode

__all__ = ["Loaded", "Read", "Reading", "load"]


_NO_SETTINGS: Mapping[str, Decimal] = MappingProxyType({})


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
        documents, found, whole = _documents(source, read)
        places = {(each.span.source, each.span.start) for each in (*found, *said)}
        found += said
        documents, (canvas, respelled, meant, more) = _understood(documents, settings, whole=whole)
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


def _documents(source: Source, read: Read | None) -> tuple[list[Document], list[Diagnostic], bool]:
    """The Document of the file and of all that it imports, each file once, in the order in which they are met.

    Also what is wrong with the imports, and whether all of them could be read.
    """
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
    return documents, diagnostics, whole


def _imported(item: Item) -> str | None:
    if item.name == "import" and not item.broken and item.phrases and item.phrases[0][0].kind in (TEXT, LONG):
        return decode(item.phrases[0][0])
    return None


_Lowered = tuple[Canvas, dict[str, dict[int, str]], list[Diagnostic], int]
"""The model, the words by file that have another spelling, the mistakes, and how many more there are."""


def _understood(
    documents: list[Document], settings: Mapping[str, Decimal], *, whole: bool
) -> tuple[list[Document], _Lowered]:
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


def _mistakes(documents: list[Document], lowered: _Lowered) -> float:
    """How many; both braces of a block forgotten are half of one, for whoever knows Python or YAML forgets them all."""
    syntax = [found.code for document in documents for found in document.diagnostics]
    more = lowered[3] + sum(document.more for document in documents)
    return more + len(lowered[2]) + len(syntax) - syntax.count("SYN105") / 2


def _lower(documents: list[Document], settings: Mapping[str, Decimal], *, whole: bool) -> _Lowered:
    table = table_of(Canvas)
    names = Names()
    if not whole:
        names.lost.append("")  # a name that is not found may stand in the file that could not be read
    for document in documents:
        names.gather(document.items, document.source.name, table)
    lowering = Lowering(names, _currency(documents))
    lowering.reader.exchanging = _exchanging(documents, names, lowering.currency)
    values: dict[str, Any] = {}
    respelled = {}
    for document in documents:
        lowered = lowering.lower(document.items, document.source.name, table)
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
        items = tuple(item for item in document.items if table.words.get(_plain(item.name)) is table.words["exchange"])
        if items:  # what is wrong with them is told when they are read in their turn
            values = Lowering(names, currency).lower(items, document.source.name, table)
            exchanges += values.get("exchanges", ())
    return Exchanging(tuple(exchanges), currency) if exchanges else None


def _plain(name: str) -> str:
    return name.lower().replace("_", "-")
