"""A variant laid over the documents of its model: what comes of it is documents again, which know who wrote what.

A block is opened by its id, or by its title; one without a name by its first words, where one alone has them. A
property takes the place of the whole property, wherever it was written. What the model has not is added. Lowering,
rules and figures need to know nothing of it.
"""

from collections.abc import Iterable

import attrs

from canvasdsl.diagnostics import Diagnostic, Edit, Fix, Related, Severity
from canvasdsl.limits import MESSAGES_SHOWN, MISTAKES
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.codes import why_of
from canvasdsl.model.laid_bodies import Body, Entry, field_of, id_and_title, is_property
from canvasdsl.model.laid_heads import head_of, label_of, laid_over
from canvasdsl.model.reading import article, closest, shortened
from canvasdsl.model.variants import is_variant
from canvasdsl.model.vocabulary import Field, table_of
from canvasdsl.model.weaving import Loom
from canvasdsl.model.withouts import Withouts
from canvasdsl.source import Piece, Source, Span
from canvasdsl.syntax.document import Document
from canvasdsl.syntax.nodes import Item, plain_word
from canvasdsl.syntax.parser import parse
from canvasdsl.syntax.written import encode

__all__ = ["Overlaid", "overlaid"]

_NOT_INSIDE = {
    "variant": "write it beside this one, `of` this one's title",
    "import": "import it in the model, or write what it holds here",
}


@attrs.frozen
class Overlaid:
    """The documents of a variant, what is wrong with how it speaks of its model, and what it takes out: the names, each
    with the place of the `without`."""

    documents: tuple[Document, ...]
    diagnostics: tuple[Diagnostic, ...]
    removed: dict[str, Span]


def overlaid(documents: Iterable[Document], variant: Item, source: Source, title: str) -> Overlaid:
    """The documents with the body of `variant`, which stands in `source`, laid over them. What it adds stands in the
    first one; those that it does not touch stay the same objects. `title` goes into the names of the others."""
    looms = [Loom(document) for document in documents]
    laying = _Laying(source, looms[0])
    table = table_of(Canvas)
    for loom in looms:
        for item in loom.document.items:
            if is_variant(item):
                loom.take_out(item)
    items = []
    for item in variant.items or ():
        help = _NOT_INSIDE.get(plain_word(item.name))
        if help is not None:
            laying.say("REF102", f"`{item.name}` can't stand in `variant`", _word(item), help)
        else:
            items.append(item)
    laying.body(tuple(items), Body([(loom, loom.document.items) for loom in looms], table), None)
    made = tuple(_woven(loom, title) if loom.is_changed else loom.document for loom in looms)
    return Overlaid(made, tuple(laying.found), laying.removed)


def _woven(loom: Loom, title: str) -> Document:
    return parse(loom.woven(f"{loom.document.source.name} · {title}"))


class _Laying:
    """One variant being laid over a model."""

    def __init__(self, source: Source, main: Loom) -> None:
        self.source = source
        self.main = main
        self.found: list[Diagnostic] = []
        self.removed: dict[str, Span] = {}
        self._opened: dict[tuple[int, int], Item] = {}
        self._withouts = Withouts(source, self.found, self.removed)

    def say(
        self, code: str, message: str, at: tuple[int, int], help: str = "", *, related: tuple[Related, ...] = (),
        fix: Fix | None = None, severity: Severity = Severity.ERROR,
    ) -> None:  # fmt: skip
        span = Span(self.source.name, *at)
        if len(self.found) >= MISTAKES:
            return
        self.found.append(Diagnostic(code, severity, shortened(message), span, shortened(help), why_of(code),
                                     related=related, fix=fix))  # fmt: skip

    def body(self, items: tuple[Item, ...], body: Body, holder: Entry | None) -> frozenset[str]:
        """Lays items over a body; returns the words of the properties that they say or take out."""
        taken = self._withouts.take_out([item for item in items if plain_word(item.name) == "without"], body, holder)
        properties: dict[str, list[Item]] = {}
        fields: dict[str, Field] = {}
        additions: list[tuple[Entry | None, Item]] = []
        for item in items:
            if plain_word(item.name) == "without":
                continue
            field, whole = field_of(item, body.table)
            if field is None:
                additions.append((None, item))  # lowering says what is wrong with it
            elif is_property(field):
                fields[field.name] = field
                properties.setdefault(field.name, []).append(item)
            else:
                entry = self._partner(whole, field, body)
                if entry is None:
                    additions.append((_last(body, field), item))
                else:
                    self._open(entry, item, whole)
        for name, lines in properties.items():
            self._restate(lines, body.staying(fields[name]), additions, _last(body, fields[name]))
        self._add(additions, body, holder)
        return taken | properties.keys()

    def _restate(
        self, lines: list[Item], entries: list[Entry], additions: list[tuple[Entry | None, Item]], last: Entry | None
    ) -> None:
        """Puts the lines of a property where the first of its lines stood."""
        if not entries:
            additions += [(last, item) for item in lines]
            return
        first, *others = entries
        pieces: list[Piece] = []
        for item in lines:
            piece = self._piece(item)
            pieces += [Piece(piece.source, piece.start, piece.start, "\n"), piece] if pieces else [piece]
        first.loom.replace(first.written.start, first.written.end, pieces)
        for entry in others:
            entry.loom.take_out(entry.written)

    def _open(self, entry: Entry, item: Item, whole: Item) -> None:
        """Lays a block over the one that it opens."""
        key = (id(entry.loom), entry.written.start)
        before = self._opened.setdefault(key, item)
        if before is not item:
            first = Span(self.source.name, *_word(before))
            self.say("REF103", f"`{entry.field.name}` is opened twice in this variant", _word(item),
                     "write both in one block", related=(Related(first, "first opened here"),))  # fmt: skip
            return
        cls = entry.field.entity
        assert cls is not None
        table = table_of(cls)
        lower = entry.item
        restated: frozenset[str] = frozenset()
        if item.items is not None:
            restated = self.body(item.items, Body([(entry.loom, lower.items or ())], table), entry)
        head = laid_over((lower, entry.loom.document.source), (whole, self.source), table, restated,
                         singular=cls.singular)  # fmt: skip
        if head is None:
            return
        if lower.phrases:
            entry.loom.replace(lower.phrases[0][0].start, lower.phrases[-1][-1].end, head[1:])
        else:
            entry.loom.replace(lower.head_end, lower.head_end, head)
        for name in head_of(whole, table).said:
            for other in Body([(entry.loom, lower.items or ())], table).staying(table.words[name]):
                other.loom.take_out(other.written)

    def _partner(self, item: Item, field: Field, body: Body) -> Entry | None:
        """The block that an item opens, if the model has it; tells where it may be another one that was meant."""
        cls = field.entity
        assert cls is not None
        table = table_of(cls)
        if cls.singular:
            return next(iter(body.staying(field)), None)
        if not table.has_id:
            label = label_of(item, table)
            return self._only(body.called(field, label, by="label"), item, f"{field.name} {label}".rstrip())
        id, title = id_and_title(item, table)
        if id:
            found = body.called(field, id, by="id")
            if found:
                return found[0]
            titled = body.called(field, title, by="title")
            if len(titled) == 1 and not id_and_title(titled[0].item, table)[0]:
                return titled[0]
            self._doubt(item, id, field, body)
            return None
        return self._only(body.called(field, title, by="title"), item, encode(title)) if title else None

    def _only(self, found: list[Entry], item: Item, named: str) -> Entry | None:
        """The one block of a name; where there are several, which one is meant has to be said."""
        if len(found) > 1:
            self.say(
                "REF203", f"`{named}` may mean {len(found)} blocks of the model", _head(item),
                f"give them ids in the model; or write `without {item.name}`, and then all that the variant has",
                related=tuple(Related(entry.here, "one is here") for entry in found[:4]),
            )  # fmt: skip
        return found[0] if found else None

    def _doubt(self, item: Item, id: str, field: Field, body: Body) -> None:
        """Says that a block is new, where its id is near one that the model has, or belongs to another kind."""
        at = _head(item)
        near = closest(id, body.ids(field)) if len(self.found) < MESSAGES_SHOWN else None
        if near is not None and not (near.startswith(id) or id.startswith(near)):
            fix = Fix(f"write `{near}`", (Edit(Span(self.source.name, *at), near),))
            self.say("REF306", f"the model has no {field.name} `{id}`, so this one is new", at,
                     f"did you mean `{near}`?", severity=Severity.WARNING, fix=fix)  # fmt: skip
            return
        for entry in body.with_id(id):
            kind = entry.field.name
            self.say("REF306", f"in the model `{id}` is {article(kind)} {kind}, so this {field.name} is new", at,
                     f"write `{kind} {id}`, or give the new {field.name} another id", severity=Severity.WARNING,
                     related=(Related(entry.here, f"the {kind} is declared here"),))  # fmt: skip
            return

    def _add(self, additions: list[tuple[Entry | None, Item]], body: Body, holder: Entry | None) -> None:
        inside: list[Piece] = []
        for anchor, item in additions:
            piece = self._piece(item)
            if anchor is not None and not anchor.is_gone and (holder is not None or anchor.loom is self.main):
                anchor.loom.add_behind(anchor.written, piece)
            elif holder is not None:
                inside.append(piece)
            else:
                self.main.add_at_end(piece)
        if inside and holder is not None:
            holder.loom.add_inside(holder.item, inside)

    def _piece(self, item: Item) -> Piece:
        return Piece(self.source, item.start, item.end)


def _last(body: Body, field: Field) -> Entry | None:
    """Behind which entry a new one of a field goes: the last of its kind."""
    return next((entry for entry in reversed(body.entries.get(field.name, ())) if not entry.is_gone), None)


def _word(item: Item) -> tuple[int, int]:
    return item.start, item.start + len(item.name)


def _head(item: Item) -> tuple[int, int]:
    """The place of the first word behind the word of a block."""
    if item.phrases:
        return item.phrases[0][0].start, item.phrases[0][0].end
    return _word(item)
