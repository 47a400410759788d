"""What may be written, read off the attrs classes of the model; nothing lists it again.

A class is declared with `@block(word, …)` or `@phrase(word, …)` and its docstring is its definition. Each field says
with one of the functions below how it is written, of which type, how often, and which theory it comes from:

- a *slot* stands in the head, in order (`bond KIND "text"`);
- an *attribute* stands in the head behind its word (`with agencies on enterprise`);
- a *property* is a line of the body (`size 12_000 people`), or stands in the head behind its word;
- a field whose type is a class holds the blocks or phrases of that class.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar, cast

import attrs

from canvasdsl.model.entities import Entity

__all__ = [
    "Field", "Table", "attribute", "block", "block_words", "children", "classes", "named_below", "named_in",
    "phrase", "prop", "slot", "table_of",
]  # fmt: skip


@attrs.frozen(eq=False)
class Field:
    """How one field of a class is written. `type` is a value type (see `types`) or a class of the model."""

    name: str
    type: Any
    place: str
    many: bool
    required: bool
    definition: str
    theory: tuple[str, ...]
    synonyms: tuple[str, ...] = ()
    attribute: str = ""
    """The name of the Python attribute."""
    entity: type[Entity] | None = attrs.field(init=False)
    """The class of the model that it holds, if it does."""

    @entity.default
    def _entity(self) -> type[Entity] | None:
        return self.type if isinstance(self.type, type) else None


@attrs.frozen(eq=False)
class Table:
    """The vocabulary of one class: its slots in order and its words, each synonym included."""

    slots: tuple[Field, ...]
    words: dict[str, Field]
    fields: tuple[Field, ...]
    by_attribute: dict[str, Field]
    """The same by the name of the Python attribute."""
    required: tuple[Field, ...]
    """What the head may not lack, in the order in which it stands."""
    has_id: bool
    """Whether the head begins with an id of its own."""
    has_body: bool
    """Whether it has properties that stand in braces."""


_Class = TypeVar("_Class", bound=type)


def block(
    word: str, *, theory: tuple[str, ...] = (), synonyms: tuple[str, ...] = (), singular: bool = False
) -> Callable[[_Class], _Class]:
    """A class of blocks: one item each, `word [slots] { … }`. A singular one stands at most once in its parent."""
    return _declaring(word, theory, synonyms, singular, by_phrase=False)


def phrase(
    word: str, *, theory: tuple[str, ...] = (), synonyms: tuple[str, ...] = (), singular: bool = False
) -> Callable[[_Class], _Class]:
    """A class of phrases: several may stand in one item, with commas (`scores quality 4, service 5`)."""
    return _declaring(word, theory, synonyms, singular, by_phrase=True)


def _declaring(
    word: str, theory: tuple[str, ...], synonyms: tuple[str, ...], singular: bool, *, by_phrase: bool
) -> Callable[[_Class], _Class]:
    def declare(cls: _Class) -> _Class:
        # Not attrs' own decorator: it would write and compile code for each class, a third of a cold start.
        made: Any = cls
        own = {attribute: field for attribute, field in vars(made).items() if type(field) is Field}
        for attribute, field in own.items():
            setattr(made, attribute, () if field.many else None)
            _name(field, attribute)
        inherited = tuple(field for field in made.fields if field.attribute not in own)
        made.fields = (*inherited, *own.values())
        made.word, made.theory, made.synonyms = word, theory, synonyms
        made.singular, made.by_phrase = singular, by_phrase
        return cls

    return declare


def _name(field: Field, attribute: str) -> None:
    """Tells a field what it is called, once its class is known; nobody has seen it before."""
    if not field.attribute:
        object.__setattr__(field, "attribute", attribute)
        object.__setattr__(field, "name", field.name or attribute.rstrip("_").replace("_", "-"))


def slot(type: Any, definition: str, *, theory: tuple[str, ...] = (), required: bool = False) -> Any:
    """A value in the head, known by its place."""
    return Field("", type, "slot", False, required, definition, theory)


def attribute(
    name: str, type: Any, definition: str, *, theory: tuple[str, ...] = (), required: bool = False
) -> Any:
    """A value in the head, behind its word."""
    return Field(name, type, "attribute", False, required, definition, theory)


def prop(
    name: str, type: Any, definition: str, *, theory: tuple[str, ...] = (), many: bool = False,
    synonyms: tuple[str, ...] = (),
) -> Any:  # fmt: skip
    """A line of the body. With `many` it takes a list and may be repeated."""
    return Field(name, type, "property", many, False, definition, theory, synonyms)


def children(cls: type[Entity], *, synonyms: tuple[str, ...] = ()) -> Any:
    """The blocks or phrases of a class inside this one; its docstring defines them."""
    definition = (cls.__doc__ or "").partition("\n")[0]
    return Field(cls.word, cls, "property", not cls.singular, False, definition, cls.theory,
                 synonyms or cls.synonyms)  # fmt: skip


def _table(cls: Any) -> Table:
    slots: list[Field] = []
    words: dict[str, Field] = {}
    fields: tuple[Field, ...] = cls.fields
    for field in fields:
        if field.place == "slot":
            slots.append(field)
        else:
            for word in (field.name, *field.synonyms):
                words[word] = field
    return Table(
        tuple(slots), words, fields,
        by_attribute={field.attribute: field for field in fields},
        required=tuple(field for field in fields if field.required and field.place != "property"),
        has_id=bool(slots) and slots[0].name == "id",
        has_body=any(field.place == "property" for field in fields),
    )  # fmt: skip


table_of = cast("Callable[[type[Any]], Table]", cache(_table))
"""The vocabulary of a class."""


def _classes(root: Any) -> tuple[type[Entity], ...]:
    met: dict[type[Entity], None] = {root: None}
    queue = [root]
    for cls in queue:
        for field in table_of(cls).fields:
            if field.entity and field.entity not in met:
                met[field.entity] = None
                queue.append(field.entity)
    return tuple(met)


classes = cast("Callable[[type[Any]], tuple[type[Entity], ...]]", cache(_classes))
"""All classes of the model below a root, in the order in which they are met, each once."""


@cache
def named_in(table: Table) -> tuple[str, ...]:
    """The kinds of blocks with a name of their own that may stand where the words of a table do."""
    found = dict.fromkeys(field.entity for field in table.fields if field.entity)
    return tuple(cls.word for cls in found if table_of(cls).has_id)


@cache
def named_below(table: Table) -> tuple[str, ...]:
    """The same, and those that may stand inside them."""
    found = dict.fromkeys(cls for field in table.fields if field.entity for cls in classes(field.entity))
    return tuple(cls.word for cls in found if cls.word and table_of(cls).has_id)


def block_words(root: type[Entity]) -> dict[str, frozenset[str]]:
    """The words that declare blocks, by the word of the block that they stand in; elsewhere one of them may be a
    property. The top of a file has the empty word."""
    found = {"": _blocks_in(root)}
    for cls in classes(root):
        for word, field in table_of(cls).words.items():
            if field.entity:
                inside = root if field.entity.holds_model else field.entity
                found[word] = found.get(word, frozenset()) | _blocks_in(inside)
    return found


def _blocks_in(cls: type[Entity]) -> frozenset[str]:
    fields = table_of(cls).words.items()
    return frozenset(word for word, field in fields if field.entity and not field.entity.by_phrase)
