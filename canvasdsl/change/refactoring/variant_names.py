"""The names of blocks where a variant speaks of its model: the heads of what it opens, and what it goes `without`."""

from collections.abc import Iterable, Iterator, Mapping

from canvasdsl.change.refactoring.named_blocks import Key, like
from canvasdsl.change.reference_texts import ReferenceTexts
from canvasdsl.diagnostics import Edit
from canvasdsl.load import Loaded
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.names import name_and_title
from canvasdsl.model.variants import is_variant
from canvasdsl.model.vocabulary import Table, table_of
from canvasdsl.source import Span, Woven
from canvasdsl.syntax.nodes import Item, plain_word
from canvasdsl.syntax.parser import parse
from canvasdsl.syntax.tables import WORD
from canvasdsl.syntax.written import decode

__all__ = ["names_in_variants", "parts_of", "where_written"]


def parts_of(loaded: Loaded) -> tuple[Loaded, ...]:
    """A model and those that its variants are."""
    return (loaded, *(each.loaded for each in loaded.variants))


def where_written(edit: Edit, loaded: Loaded) -> Edit | None:
    """An edit in the file where the words were written; `None` where they were not written in one piece."""
    source = loaded.sources[edit.span.source]
    if not isinstance(source, Woven):
        return edit
    span = source.written(edit.span)
    same = span.end - span.start == edit.span.end - edit.span.start
    return Edit(span, edit.text) if same and (span.end > span.start or edit.span.start == 0) else None


def names_in_variants(loaded: Loaded, names: Iterable[ReferenceTexts], called: Mapping[Key, Key]) -> Iterator[Edit]:
    """The new names of blocks in what the variants of a model open and take out; `names` are those of the model and of
    each of its variants."""
    names = tuple(names)
    for source in loaded.files if loaded.variants else ():
        for item in parse(source).items:
            if is_variant(item):
                yield from _Body(source.name, names, called).edits(item.items or (), table_of(Canvas), "")


class _Body:
    """The body of a variant, and those inside it."""

    def __init__(self, file: str, names: tuple[ReferenceTexts, ...], called: Mapping[Key, Key]) -> None:
        self.file = file
        self.names = names
        self.called = called

    def edits(self, items: tuple[Item, ...], table: Table, around: str) -> Iterator[Edit]:
        for item in items:
            field = table.words.get(plain_word(item.name))
            if plain_word(item.name) == "without":
                yield from self._without(item, around)
            elif field is not None and field.entity is not None:
                path = around
                inner = table_of(field.entity)
                if inner.has_id:
                    id, title = name_and_title(item, inner)
                    named = id or title
                    name = "" if named is None else named.text if named is id else decode(named)
                    path = f"{around}.{name}".lstrip(".")
                    new = self.called.get((field.entity.word, path))
                    own = new[1].rpartition(".")[2] if new is not None else ""
                    if id is not None and new is not None and own != id.text:
                        yield Edit(Span(self.file, id.start, id.end), own)
                yield from self.edits(item.items or (), inner, path)

    def _without(self, item: Item, around: str) -> Iterator[Edit]:
        for phrase in item.phrases:
            if phrase[-1].kind != WORD or len(phrase) > 2:
                continue
            value, kinds = phrase[-1], tuple(each.text for each in phrase[:-1])
            for names in self.names:
                found = names.called(value.text, kinds, (around,) if around else ())
                if len(found) == 1:
                    new = self.called.get(found[0])
                    text = like(value.text, found[0], new) if new is not None else value.text
                    if text != value.text:
                        yield Edit(Span(self.file, value.start, value.end), text)
                    break
