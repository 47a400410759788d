"""What stands in a body that something is laid over: its entries by field, id, title and label; what is in them."""

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cached_property

import attrs

from canvasdsl.model.laid_heads import label_of
from canvasdsl.model.names import joined, name_and_title
from canvasdsl.model.vocabulary import Field, Table, table_of
from canvasdsl.model.weaving import Loom
from canvasdsl.source import Span
from canvasdsl.syntax.nodes import Item, plain_word
from canvasdsl.syntax.tables import TEXT, WORD
from canvasdsl.syntax.written import decode

__all__ = ["Body", "Entry", "Named", "field_of", "id_and_title", "is_property", "normal"]


@attrs.frozen(eq=False)
class Entry:
    """An item with the field that its word means; `item` has the word as one where it was written with a blank."""

    loom: Loom
    written: Item
    item: Item
    field: Field

    @property
    def is_gone(self) -> bool:
        """Whether it was taken out."""
        return self.written.start in self.loom.gone

    @property
    def here(self) -> Span:
        """Its id, else its first words, where they are written."""
        source = self.loom.document.source
        phrase = self.item.phrases[0] if self.item.phrases else ()
        start = phrase[0].start if phrase else self.written.start
        return source.written(Span(source.name, start, phrase[0].end if phrase else start + len(self.item.name)))


@attrs.frozen(eq=False)
class Named:
    """A block with a name, and how it is written: its kind, its id in full or its title."""

    kind: str
    path: str
    title: str
    entry: Entry


class Body:
    """The items of one body, or of the tops of several files; those that are gone are passed over."""

    def __init__(self, looms: Iterable[tuple[Loom, tuple[Item, ...]]], table: Table) -> None:
        self.table = table
        self.entries: dict[str, list[Entry]] = {}
        """By the word of the field, in their order."""
        for loom, items in looms:
            for written in items:
                field, item = field_of(written, table)
                if field is not None:
                    self.entries.setdefault(field.name, []).append(Entry(loom, written, item, field))

    def staying(self, field: Field) -> list[Entry]:
        """The entries of a field that are not taken out."""
        return [entry for entry in self.entries.get(field.name, ()) if not entry.is_gone]

    def called(self, field: Field, name: str, *, by: str) -> list[Entry]:
        """The entries of a field with an id, a title or a label."""
        return [entry for entry in self._known.get((field.name, by, name), ()) if not entry.is_gone]

    def ids(self, field: Field) -> tuple[str, ...]:
        """The ids of the blocks of a field."""
        return self._ids.get(field.name, ())

    @cached_property
    def _ids(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for kind, by, name in self._known:
            if by == "id":
                found.setdefault(kind, []).append(name)
        return {kind: tuple(names) for kind, names in found.items()}

    def with_id(self, id: str) -> list[Entry]:
        """The blocks of any kind with an id."""
        return [entry for entries in self.entries.values() for entry in entries[:1]
                for entry in self.called(entry.field, id, by="id")]  # fmt: skip

    @cached_property
    def _known(self) -> dict[tuple[str, str, str], list[Entry]]:
        found: dict[tuple[str, str, str], list[Entry]] = {}
        for name, entries in self.entries.items():
            cls = entries[0].field.entity
            if cls is None or cls.by_phrase or cls.singular:
                continue
            table = table_of(cls)
            for entry in entries:
                if not table.has_id:
                    found.setdefault((name, "label", label_of(entry.item, table)), []).append(entry)
                    continue
                id, title = id_and_title(entry.item, table)
                if id:
                    found.setdefault((name, "id", id), []).append(entry)
                if title:
                    found.setdefault((name, "title", title), []).append(entry)
        return found

    @cached_property
    def names(self) -> dict[str, list[Named]]:
        """The named blocks in it, and those inside them, by all that may name them: id in full, its ends, each with
        the kind before it, title."""
        found: dict[str, list[Named]] = {}
        for named in _named(self, ""):
            parts = named.path.split(".") if named.path else []
            ends = [".".join(parts[at:]) for at in range(len(parts))]
            for name in dict.fromkeys((*ends, *(f"{named.kind}.{end}" for end in ends), named.title)):
                if name:
                    found.setdefault(name, []).append(named)
        return found


def _named(body: Body, around: str) -> Iterator[Named]:
    for entries in body.entries.values():
        cls = entries[0].field.entity
        if cls is None or cls.by_phrase:
            continue
        table = table_of(cls)
        for entry in entries:
            id, title = id_and_title(entry.item, table) if table.has_id else ("", "")
            path = f"{around}.{id or title}".lstrip(".") if id or title else around
            if id or title:
                yield Named(cls.word, path if id else "", title, entry)
            if entry.item.items:
                yield from _named(Body([(entry.loom, entry.item.items)], table), path)


def field_of(item: Item, table: Table) -> tuple[Field | None, Item]:
    """What the word of an item means in a body, and the item with its word as one; no field where nobody knows it."""
    field = table.words.get(item.name) or table.words.get(plain_word(item.name))
    if field is not None and field.place != "attribute":
        return field, item
    whole = joined(item, table)
    return (None, item) if whole is None else (table.words[whole.name], whole)


def id_and_title(item: Item, table: Table) -> tuple[str, str]:
    """The id and the title in the head of a block; empty where there is none."""
    id, title = name_and_title(item, table)
    return (normal(id.text) if id is not None and id.kind == WORD else "",
            decode(title) if title is not None and title.kind == TEXT else "")  # fmt: skip


def is_property(field: Field) -> bool:
    """Whether a field is said as a whole: all but blocks."""
    return field.entity is None or field.entity.by_phrase


def normal(text: str) -> str:
    """An id as ids are compared."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)
