"""One index over a model: its blocks by name and who refers to whom."""

from collections.abc import Callable, Hashable, Iterator
from copy import copy
from typing import Any, TypeVar, cast

import attrs

from canvasdsl.model.entities import Entity, Reference
from canvasdsl.model.vocabulary import table_of

__all__ = ["Index", "Link"]

_Made = TypeVar("_Made")
_Key = tuple[str, str]


@attrs.frozen
class Link:
    """A reference in place: the named block that holds it, the entity and the property where it stands."""

    holder: Any
    entity: Any
    word: str
    reference: Reference


class Index:
    """Everything in a model, found in one walk: linear in its size. It also keeps what is asked for again and again."""

    __slots__ = ("_kept", "_namers", "blocks", "links_from", "links_to")

    def __init__(self, root: Entity) -> None:
        self.blocks: dict[tuple[str, str], Any] = {}
        """Named blocks by kind and id in full."""
        self.links_to: dict[tuple[str, str], list[Link]] = {}
        """The references to a block."""
        self.links_from: dict[tuple[str, str], list[Link]] = {}
        """The references inside a named block, those of blocks inside it included."""
        self._kept: dict[Hashable, Any] = {}
        self._namers: dict[_Key, dict[tuple[str, str], tuple[Any, ...]]] = {}
        self._walk(root, None, ())

    def kept(self, question: Hashable, make: Callable[[], _Made]) -> _Made:
        """The answer to a question about the model: made when it is first asked for, the same for all who ask later."""
        try:
            return cast(_Made, self._kept[question])
        except KeyError:
            return cast(_Made, self._kept.setdefault(question, make()))

    def anew(self) -> "Index":
        """The same index with nothing kept: for a model of the same blocks that gives other answers."""
        made = copy(self)
        made._kept = {}
        return made

    def naming(self, key: _Key, kind: str, word: str) -> tuple[Any, ...]:
        """The named blocks of `kind` that refer to a block in their property, or in a phrase, called `word`; each once,
        in the order of their places."""
        namers = self._namers.get(key)
        if namers is None:
            found: dict[tuple[str, str], dict[int, Any]] = {}
            for link in self.links_to.get(key, ()):
                if link.holder is not None:
                    for place in {link.word, link.entity.word}:
                        found.setdefault((link.holder.word, place), {})[id(link.holder)] = link.holder
            namers = self._namers[key] = {place: tuple(blocks.values()) for place, blocks in found.items()}
        return namers.get((kind, word), ())

    def _walk(self, entity: Any, holder: Any, holders: tuple[Any, ...]) -> None:
        if entity.key is not None:
            self.blocks.setdefault(entity.key, entity)
            holder = entity
            holders = (*holders, entity)
        by_attribute = table_of(type(entity)).by_attribute
        for attribute, value in vars(entity).items():
            field = by_attribute.get(attribute)
            if field is None:
                continue
            for part in value if type(value) is tuple else (value,):
                if isinstance(part, Entity):
                    self._walk(part, holder, holders)
                elif type(part) is Reference and part.kind:
                    link = Link(holder, entity, field.name, part)
                    self.links_to.setdefault(part.key, []).append(link)
                    for each in holders:
                        self.links_from.setdefault(each.key, []).append(link)

    def named_by(self, block: Entity, *kinds: str) -> Iterator[Any]:
        """The blocks of `kinds` that refer to `block`, each once."""
        seen = set()
        for link in self.links_to.get(block.key, ()) if block.key else ():
            if link.holder is not None and link.holder.word in kinds and id(link.holder) not in seen:
                seen.add(id(link.holder))
                yield link.holder
