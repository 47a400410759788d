"""The names of blocks in texts, `{clv of regulars}`: where they stand, and what a text says when blocks are renamed."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import attrs

from canvasdsl.figures.asked import PLACE
from canvasdsl.load import Loaded
from canvasdsl.model.entities import Entity, Reference, with_said
from canvasdsl.model.vocabulary import table_of
from canvasdsl.rules.economics.audit_texts import TYPED
from canvasdsl.source import Span
from canvasdsl.syntax.nodes import Item, Value
from canvasdsl.syntax.tables import LONG, TEXT

__all__ = ["NamedInText", "names_in_texts", "renamed_meaning", "renamed_text"]

_Key = tuple[str, str]
_NAMED = re.compile(f"{PLACE.pattern}|{TYPED.pattern}")


class NamedInText(NamedTuple):
    """The id of a block in a text, as it is written, and the text in which it stands."""

    span: Span
    id: str
    text: Value


def names_in_texts(loaded: Loaded) -> Iterator[NamedInText]:
    """All of them, in all files of a model."""
    for document in loaded.documents:
        file = document.source.name
        if "{" in document.source.text:
            for value in _texts(document.items):
                for found in _NAMED.finditer(value.text):
                    start, end = found.span(_which(found))
                    yield NamedInText(Span(file, value.start + start, value.start + end), found[_which(found)], value)


def renamed_text(text: str, ids: Mapping[str, str]) -> str:
    """A text with the new ids in its braces; `ids` has them by the old ones."""
    if "{" not in text:
        return text

    def named(found: re.Match[str]) -> str:
        at, id = found.start(), found[_which(found)]
        start, end = found.span(_which(found))
        return f"{found[0][: start - at]}{ids.get(id, id)}{found[0][end - at :]}"

    return _NAMED.sub(named, text)


def renamed_meaning(entity: Any, called: Mapping[_Key, _Key], ids: Mapping[str, str]) -> Any:
    """A model that means what it did when blocks are `called` otherwise, by their keys, and `ids` stand in texts."""
    said: dict[str, Any] = {}
    for field in table_of(type(entity)).fields:
        value = vars(entity).get(field.attribute)
        if type(value) is tuple:
            said[field.attribute] = tuple(_renamed(part, called, ids) for part in value)
        elif value is not None:
            said[field.attribute] = _renamed(value, called, ids)
    key = entity.key
    if key in called:
        if said.get("id") is not None or called[key][1].rpartition(".")[2] != key[1].rpartition(".")[2]:
            said["id"] = called[key][1].rpartition(".")[2]
        said["key"] = called[key]
    elif key is not None:
        said["key"] = (key[0], renamed_text(key[1], ids))
    return with_said(entity, said)


def _renamed(value: Any, called: Mapping[_Key, _Key], ids: Mapping[str, str]) -> Any:
    if isinstance(value, Entity):
        return renamed_meaning(value, called, ids)
    if isinstance(value, Reference):
        kind, id = called.get(value.key, (value.kind, renamed_text(value.id, ids)))
        return attrs.evolve(value, kind=kind, id=id)
    return renamed_text(value, ids) if type(value) is str else value


def _which(found: re.Match[str]) -> int:
    """The group of the id: that of a figure alone, or of one with its number."""
    return 2 if found[2] is not None else 4


def _texts(items: tuple[Item, ...]) -> Iterator[Value]:
    for item in items:
        for phrase in item.phrases:
            yield from (value for value in phrase if value.kind in (TEXT, LONG) and "{" in value.text)
        yield from _texts(item.items or ())
