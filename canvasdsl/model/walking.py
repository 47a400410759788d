"""A walk over a whole model: every entity, every text with the name of its field, every theory that it uses."""

from collections.abc import Iterator
from typing import Any

from canvasdsl.model.canvas import Canvas
from canvasdsl.model.entities import Entity
from canvasdsl.model.types import Choice, RefOr
from canvasdsl.model.vocabulary import Field, table_of
from canvasdsl.source import Span

__all__ = ["entities_in", "texts_in", "theory_in", "uses_in"]


def entities_in(root: Entity) -> Iterator[tuple[Entity, str]]:
    """`root` and everything inside it, each with the words that an author finds it by (`segment commuters`)."""
    yield from _walk(root, "")


def texts_in(canvas: Canvas) -> Iterator[tuple[str, str]]:
    """Every text of the author's after the name of its field (`` `note` of `segment commuters` ``)."""
    for entity, where in entities_in(canvas):
        for field, value in _values(entity):
            for text in _strings(value):
                yield (f"`{field.name}` of `{where}`" if where else f"`{field.name}`"), text


def theory_in(canvas: Canvas) -> tuple[str, ...]:
    """The ids of the register behind the blocks, properties and choices that the model uses, each once."""
    return tuple(dict.fromkeys(id for id, _, _ in uses_in(canvas)))


def uses_in(canvas: Canvas) -> Iterator[tuple[str, str, Span]]:
    """Every use of an idea of the register: its id, the word of the language, and where it begins."""
    for entity, _ in entities_in(canvas):
        here = Span(entity.file, entity.item.start, entity.item.start)
        inside = {item.name: item.start for item in reversed(entity.item.items or ())}
        for id in entity.theory:
            yield id, entity.word, here
        for field, value in _values(entity):
            start = next((inside[name] for name in (field.name, *field.synonyms) if name in inside), here.start)
            place = Span(entity.file, start, start)
            for id in field.theory if field.entity is None else ():
                yield id, field.name if field.place != "slot" else entity.word, place
            for id, word in _chosen(field, value):
                yield id, word, place


def _walk(entity: Entity, inside: str) -> Iterator[tuple[Entity, str]]:
    if entity.key is not None:
        where = f"{entity.key[0]} {entity.key[1]}"
    else:
        title = getattr(entity, "title", None)
        where = f"{entity.word} {title}" if title and entity.word else inside or entity.word
    yield entity, where
    for _, value in _values(entity):
        for part in value:
            if isinstance(part, Entity):
                yield from _walk(part, where)


def _values(entity: Entity) -> Iterator[tuple[Field, tuple[Any, ...]]]:
    for field in table_of(type(entity)).fields:
        value = getattr(entity, field.attribute)
        if value is not None and value != ():
            yield field, value if type(value) is tuple else (value,)


def _strings(values: tuple[Any, ...]) -> Iterator[str]:
    """The texts, and the nouns of numbers."""
    for value in values:
        if isinstance(value, str):
            yield value
        elif unit := getattr(value, "unit", None):
            yield unit
            yield from value.per


def _chosen(field: Field, values: tuple[Any, ...]) -> Iterator[tuple[str, str]]:
    kind = field.type.other if isinstance(field.type, RefOr) else field.type
    if isinstance(kind, Choice):
        for option in kind.options:
            if option.word in values:
                for id in option.theory:
                    yield id, option.word
