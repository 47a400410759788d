"""One index over a model: its blocks by name and who refers to whom."""

from collections.abc import Iterator
from typing import Any

import attrs

from canvasdsl.model.entities import Entity, Reference
from canvasdsl.model.vocabulary import table_of

__all__ = ["Index", "Link"]


@attrs.frozen
class Link:
    """A reference in place: the named block that holds it, the entity and the property where it stands."""

    holder: Any
    entity: Any
    word: str
    reference: Reference


class Index:
    """Everything in a model, found in one walk: linear in its size."""

    __slots__ = ("blocks", "links_from", "links_to")

    def __init__(self, root: Entity) -> None:
        self.blocks: dict[tuple[str, str], Any] = {}
        """Named blocks by kind and id in full."""
        self.links_to: dict[tuple[str, str], list[Link]] = {}
        """The references to a block."""
        self.links_from: dict[tuple[str, str], list[Link]] = {}
        """The references inside a named block, those of blocks inside it included."""
        self._walk(root, None, ())

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
