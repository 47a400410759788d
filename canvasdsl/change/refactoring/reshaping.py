"""A model in which some blocks stand for others: copies of it with their references, keys and texts, nothing written.

What can't be said then is put aside for the author: a property that takes one block and would name several.
"""

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

import attrs

from canvasdsl.change.meaning import meaning_of
from canvasdsl.change.refactoring.named_blocks import Key
from canvasdsl.change.refactoring.names_in_texts import renamed_text
from canvasdsl.change.written_values import Writer
from canvasdsl.figures.compute import kind_called
from canvasdsl.model.beliefs import Assertion, Target
from canvasdsl.model.entities import Entity, Reference, with_said
from canvasdsl.model.quantities import Quantity
from canvasdsl.model.vocabulary import Field, table_of
from canvasdsl.source import Span

__all__ = ["Aside", "Reshaping", "all_inside", "once_each"]

_OF_ALL = ("count", "money")
"""The units of figures that are sums over customers: what is asked of a whole can't be asked of each part."""


@attrs.frozen
class Aside:
    """What was taken out of a model: its text, whose it is, and where it stood."""

    text: str
    owner: str
    span: Span


class Reshaping:
    """One way of standing for others: `instead` has, by the keys of blocks, those that are named in their place; `ids`
    are those that texts name. `writer` writes what is put aside, where anything can be."""

    def __init__(self, instead: Mapping[Key, tuple[Key, ...]], ids: Mapping[str, str], writer: Writer | None) -> None:
        self.instead = instead
        self.ids = ids
        self.writer = writer
        self.aside: list[Aside] = []

    def block(self, entity: Any) -> Any:
        """A block in which all references name others; of those that can't, the property is put aside."""
        return self._copies(entity, alone=True)[0]

    def _copies(self, entity: Any, *, alone: bool) -> list[Any]:
        """The block, or, unless it stands `alone`, one for each of the blocks that it names where it takes one."""
        said: dict[str, Any] = {}
        single: dict[str, tuple[Reference, ...]] = {}
        for field in table_of(type(entity)).fields:
            value = vars(entity).get(field.attribute)
            if value is None or value == ():
                continue
            if type(value) is tuple:
                said[field.attribute] = self.listed(value)
            elif isinstance(value, Entity):
                said[field.attribute] = self._singular(entity, field, value)
            elif isinstance(value, Reference):
                references = self._references(value)
                said[field.attribute] = references[0]
                if len(references) > 1:
                    single[field.attribute] = references
            elif type(value) is str:
                said[field.attribute] = renamed_text(value, self.ids)
        if entity.key is not None:
            kind, path = self.instead.get(entity.key, (entity.key,))[0]
            said["key"] = (kind, renamed_text(path, self.ids))
        if not single:
            return [with_said(entity, said)]
        if alone or entity.key is not None:
            for attribute in single:
                self.put_aside(entity, table_of(type(entity)).by_attribute[attribute])
            return [with_said(entity, {**said, **dict.fromkeys(single)})]
        if _is_of_all(entity):
            self.put_aside_whole(entity, entity.word)
            return []
        return [with_said(entity, {**said, **dict(zip(single, chosen))}) for chosen in product(*single.values())]

    def listed(self, values: tuple[Any, ...]) -> tuple[Any, ...]:
        """The values of a property, or the blocks in one; what names others now is not said twice."""
        if isinstance(values[0], Quantity):
            return values
        found: list[tuple[Any, bool]] = []
        last: list[tuple[Any, bool]] = []
        for part in values:
            if isinstance(part, Entity):
                copies = self._copies(part, alone=False)
                new = [(each, meaning_of(each) != meaning_of(part)) for each in copies]
                apart = 1 if not part.by_phrase else len(new)  # a further block stands behind all others of its word
                found, last = [*found, *new[:apart]], [*last, *new[apart:]]
            elif isinstance(part, Reference):
                found += [(each, each.key != part.key) for each in self._references(part)]
            else:
                found.append((renamed_text(part, self.ids) if type(part) is str else part, False))
        return _once_where_changed([*found, *last])

    def _singular(self, owner: Any, field: Field, part: Any) -> Any:
        copies = self._copies(part, alone=True)
        required = [each for each in table_of(type(part)).required if vars(copies[0]).get(each.attribute) is None]
        if required:
            self.put_aside(owner, field)
            return None
        return copies[0]

    def _references(self, value: Reference) -> tuple[Reference, ...]:
        keys = self.instead.get(value.key)
        if keys is None:
            return (attrs.evolve(value, id=renamed_text(value.id, self.ids)),)
        return tuple(attrs.evolve(value, kind=kind, id=path) for kind, path in keys)

    def put_aside(self, entity: Any, field: Field) -> None:
        """Takes down what a property says."""
        assert self.writer is not None
        scope = () if entity.key is None else (entity.key[1],)
        lines = [" ".join(line.split(None, 1)) for line in self.writer.property(entity, field, scope)]
        if field.place != "property":
            lines = [f"{field.name} {self.writer.values(vars(entity)[field.attribute], field, scope)[0]}"]
        owner = " ".join(entity.key) if entity.key is not None else f"{entity.word} {self.writer.head(entity, scope)}"
        self.aside += [Aside(line, owner, entity.place(field.name)) for line in _in_lines(lines)]

    def put_aside_whole(self, entity: Any, word: str) -> None:
        """Takes down a whole block."""
        assert self.writer is not None
        self.aside.append(Aside(" ".join(self.writer.block(entity, word)), "", entity.here))


def _once_where_changed(values: list[tuple[Any, bool]]) -> tuple[Any, ...]:
    """All values, but of those that have changed none that means the same as another one."""
    known = {(type(value), meaning_of(value)) for value, changed in values if not changed}
    kept = []
    for value, changed in values:
        meaning = (type(value), meaning_of(value))
        if not changed or meaning not in known:
            kept.append(value)
            known.add(meaning)
    return tuple(kept)


def once_each(values: list[Any]) -> tuple[Any, ...]:
    """Those that do not mean the same as an earlier one."""
    return tuple({(type(each), meaning_of(each)): each for each in reversed(values)}.values())[::-1]


def all_inside(entity: Any) -> Iterator[Any]:
    """A block and all that stands in it."""
    yield entity
    for value in vars(entity).values():
        for part in value if type(value) is tuple else (value,):
            if isinstance(part, Entity):
                yield from all_inside(part)


def _is_of_all(entity: Any) -> bool:
    """Whether an assertion or a target speaks of a sum, so that it can't be said of each part."""
    if not isinstance(entity, Assertion | Target):
        return False
    kind = kind_called(entity.figure)
    return kind is None or kind.unit in _OF_ALL


def _in_lines(lines: list[str]) -> list[str]:
    """The lines of a property, a long text in one."""
    return [" ".join(lines)] if any(line.endswith('"""') or line == '"""' for line in lines) else lines
