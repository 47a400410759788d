"""What every meant thing is: an `Entity`, frozen, that knows the item it was written as; a `Reference` to another."""

from collections.abc import Mapping
from copy import copy
from typing import Any, ClassVar

import attrs

from canvasdsl.source import Span
from canvasdsl.syntax.nodes import Item

__all__ = ["Entity", "Reference", "with_said"]


@attrs.frozen
class Reference:
    """A block named elsewhere: its kind, its id in full (`commuters.queue`), and where it is named.

    Where the name could not be resolved `kind` is empty; somebody has been told.
    """

    kind: str
    id: str
    span: Span = attrs.field(eq=False)

    @property
    def key(self) -> tuple[str, str]:
        """The key of the block in `Canvas.index`."""
        return (self.kind, self.id)


class Entity:
    """Something that was written: `item` says how and where in `file`. Fields carry their vocabulary as metadata.

    It keeps what was said; what was not said is read off its class (see `vocabulary.block`).
    """

    word: ClassVar[str] = ""
    theory: ClassVar[tuple[str, ...]] = ()
    singular: ClassVar[bool] = False
    synonyms: ClassVar[tuple[str, ...]] = ()
    by_phrase: ClassVar[bool] = False
    holds_model: ClassVar[bool] = False
    """Whether all that a model says may stand in its braces."""
    fields: ClassVar[tuple[Any, ...]] = ()
    """How each of its fields is written (see `vocabulary.Field`), inherited ones first."""

    item: Item
    file: str
    key: tuple[str, str] | None = None
    """Its kind and its id in full, where it has a name."""

    def __init__(self, **values: Any) -> None:
        self.__dict__.update(values)

    def __setattr__(self, name: str, value: object) -> None:
        raise attrs.exceptions.FrozenInstanceError

    @property
    def here(self) -> Span:
        """The smallest span that names it: the id, else the title or first value, else the word."""
        for phrase in self.item.phrases[:1]:
            return Span(self.file, phrase[0].start, phrase[0].end)
        return Span(self.file, self.item.start, self.item.start + len(self.item.name))

    def place(self, word: str) -> Span:
        """Where its property `word` is written; its own place if it is not."""
        for item in self.item.items or ():
            if item.name == word or item.name.replace("_", "-") == word:
                return Span(self.file, item.start, item.head_end)
        return self.here

    def __repr__(self) -> str:
        return f"<{self.word or type(self).__name__} {self.key[1] if self.key else ''}>"

    def __eq__(self, other: object) -> bool:
        return other is self or (
            type(other) is type(self) and other.key == self.key and _meaning(self) == _meaning(other)
        )

    def __hash__(self) -> int:
        return hash((self.word, self.key))


def with_said(entity: Any, said: Mapping[str, Any]) -> Any:
    """A copy of an entity, or of a Canvas, that says something else: values by attribute; what is `None` or empty is
    not said. What was worked out of the former values is left behind."""
    other = copy(entity)
    for attribute, value in said.items():
        if value is None or value == ():
            vars(other).pop(attribute, None)
        else:
            vars(other)[attribute] = value
    vars(other).pop("index", None)
    return other


def _meaning(value: Any) -> Any:
    """A value without its places; the order of a tuple does not count."""
    if isinstance(value, Entity):
        return (
            type(value).__name__,
            value.key,
            tuple(
                (field.name, _meaning(getattr(value, field.attribute)))
                for field in type(value).fields
            ),
        )
    if isinstance(value, tuple):
        return sorted((_meaning(part) for part in value), key=repr)
    if attrs.has(type(value)):  # a number or a reference: what counts of it, without where it stands
        return tuple(_meaning(getattr(value, field.name)) for field in attrs.fields(type(value)) if field.eq)
    return value
