"""The one writer of what was meant: any value of a field, and any block, as canonical text of the language.

What it writes means the same when it is read again in the same model; the formatter leaves it as it is.
"""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from canvasdsl.change.meaning import APART
from canvasdsl.change.reference_texts import ReferenceTexts, is_word, reference_texts
from canvasdsl.change.written_numbers import written_comparison, written_quantity, written_when
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.common import Block
from canvasdsl.model.entities import Entity, Reference
from canvasdsl.model.quantities import Comparison, Quantity, When
from canvasdsl.model.types import LABEL, RefOr
from canvasdsl.model.vocabulary import Field, table_of
from canvasdsl.syntax.layout import COLUMN, WIDTH
from canvasdsl.syntax.nodes import Value
from canvasdsl.syntax.tables import LONG, TEXT
from canvasdsl.syntax.written import decode, encode, joined

__all__ = ["Writer", "are_together", "in_body", "indented", "property_lines", "values_of"]

_Key = tuple[str, str]
_AS_NOW: Mapping[_Key, _Key] = MappingProxyType({})
_AS_SAID: Mapping[str, str | None] = MappingProxyType({})
_A_TEXT = Value(TEXT, '""', 0)
_STEP = "  "
_HIDDEN = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_DEEP = 12
"""Room for the indentation of a body in one line."""
_LONGEST_LIST = 2_000
"""A list with more characters takes a line for each of its values."""


class Writer:
    """Writes the values and blocks of one model.

    Where its blocks are about to be called otherwise, `called` has their keys by those of today, and `names` those that
    there will be.
    """

    def __init__(
        self, canvas: Canvas, names: ReferenceTexts | None = None, called: Mapping[_Key, _Key] = _AS_NOW
    ) -> None:
        self.names = names or reference_texts(canvas)
        self.called = called

    def value(self, value: Any, field: Field, scope: tuple[str, ...] = ()) -> str:
        """One value of a field in one line; a phrase without its word."""
        if isinstance(value, Entity):
            return self.head(value, scope)
        if isinstance(value, Quantity):
            return written_quantity(value)
        if isinstance(value, Reference):
            return self.reference(value, field, scope)
        if isinstance(value, Comparison):
            return written_comparison(value)
        if isinstance(value, When):
            return written_when(value)
        if isinstance(value, bool):
            return "" if value else "no"
        return _written_word(value, field)

    def reference(
        self, reference: Reference, field: Field, scope: tuple[str, ...] = (), *, like: str = ""
    ) -> str:
        """The name of a block that a field refers to, if it can be `like` that one."""
        ref = field.type.ref if isinstance(field.type, RefOr) else field.type
        key = self.called.get(reference.key, reference.key)
        return self.names.text(Reference(*key, reference.span), ref.kinds, scope, like=like)

    def values(self, value: Any, field: Field, scope: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Each of the values of a field that may have several."""
        return tuple(self.value(each, field, scope) for each in values_of(value))

    def head(
        self, entity: Entity, scope: tuple[str, ...] = (), *, instead: Mapping[str, str | None] = _AS_SAID
    ) -> str:
        """What stands behind the word of a block or in a phrase: its slots and attributes in the order of its class.

        `instead` has texts, by the word of the field, that take the place of what is said; `None` leaves it out. A
        property that is among them stands in the head too.
        """
        text = ""
        table = table_of(type(entity))
        said = vars(entity)
        for field in table.fields:
            if field.name in instead:
                written = instead[field.name]
            else:
                value = said.get(field.attribute) if field.place != "property" else None
                written = None if value is None else self.values(value, field, scope)[0]
            if written is None:
                continue
            words = written
            if field.type is LABEL and words[:1] != '"' and words in table.words:
                words = encode(words)
            if field.place != "slot":
                words = f"{field.name} {words}".rstrip()
            text = joined(text, " ", words) if text else words
        return text

    def block(self, entity: Entity, word: str, scope: tuple[str, ...] = ()) -> tuple[str, ...]:
        """A whole block line by line, with all that stands in it. `scope` are the ids in full of those around it."""
        head = f"{word} {self.head(entity, scope)}".rstrip()
        inner = (entity.key[1], *scope) if entity.key is not None else scope
        body = [line for field in in_body(type(entity)) for line in self.property(entity, field, inner)]
        return _in_braces(head, body, short=len(body) == 1 and _is_short(entity))

    def property(self, entity: Entity, field: Field, scope: tuple[str, ...]) -> Iterator[str]:
        """The lines with which the body of a block says one of its properties, or the blocks in it."""
        value = vars(entity).get(field.attribute)
        if value is None or value == ():
            return
        if field.entity is not None and not field.entity.by_phrase:
            for each in values_of(value):
                yield from self.block(each, field.name, scope)
            return
        yield from property_lines(field, self.values(value, field, scope), together=are_together(value, field))


def property_lines(field: Field, texts: tuple[str, ...], *, together: bool) -> Iterator[str]:
    """The lines of a property that says `texts`: one line if they stand `together`, else a line for each."""
    name = field.name
    gap = " " * (COLUMN - len(name)) if len(name) < COLUMN else "  "
    if together and sum(map(len, texts)) < _LONGEST_LIST:
        texts = (", ".join(texts),)
    for text in texts:
        yield from _long_lines(name, gap, text) if "\\n" in text and field.entity is None and text[:1] == '"' else (
            f"{name}{gap if text else ''}{text}",
        )


def in_body(cls: type[Entity]) -> tuple[Field, ...]:
    """The fields that stand between the braces, in the order in which they are written: properties, then what every
    block may say, then blocks."""
    fields = [field for field in table_of(cls).fields if field.place == "property" and field.name not in APART]
    general = set(Block.fields)
    return tuple(sorted(
        fields, key=lambda field: 2 if field.entity is not None and not field.entity.by_phrase else field in general
    ))  # fmt: skip


def values_of(value: Any) -> tuple[Any, ...]:
    """The values of a field as a tuple, whether it may have several or not."""
    return value if isinstance(value, tuple) else (value,)


def indented(lines: Iterable[str], indent: str) -> list[str]:
    """The lines of a block at another depth; empty lines of a long text stay empty."""
    return [indent + line if line else line for line in lines]


def are_together(value: Any, field: Field) -> bool:
    """Whether the values of a property stand in one line, with commas: names and words do, texts do not, and numbers
    do when they have one unit."""
    units = set()
    for each in values_of(value):
        said = [(field, each)]
        if isinstance(each, Entity):
            said = [(slot, vars(each).get(slot.attribute)) for slot in type(each).fields]
        if any(isinstance(part, str) and _is_text(slot, part) for slot, part in said):
            return False
        units |= {(part.typed.unit, part.typed.per) for _, part in said if isinstance(part, Quantity)}
    return len(units) < 2


def _written_word(value: Any, field: Field) -> str:
    """A word or text, a date, a currency."""
    text = str(value)
    if field.type is LABEL:
        return text if is_word(text) and "." not in text else encode(text)
    return encode(text) if isinstance(value, str) and _is_text(field, text) else text


def _is_text(field: Field, text: str) -> bool:
    """Whether a word or text of a field stands in quotes."""
    kind = field.type.other if isinstance(field.type, RefOr) else field.type
    return kind.fits(_A_TEXT) and not (kind is LABEL and is_word(text))


def _is_short(entity: Entity) -> bool:
    """Whether what a block says is no text, so that it may stand in one line."""
    said = vars(entity)
    fields = [field for field in in_body(type(entity)) if said.get(field.attribute)]
    return not any(
        field.entity is not None or any(isinstance(each, str) and _is_text(field, each)
                                        for each in values_of(said[field.attribute]))
        for field in fields
    )  # fmt: skip


def _in_braces(head: str, body: list[str], *, short: bool) -> tuple[str, ...]:
    if not body:
        return (head,)
    if short:
        name, _, value = body[0].partition(" ")
        line = f"{head} {{ {f'{name} {value.lstrip()}'.rstrip()} }}"
        if len(line) <= WIDTH - _DEEP:
            return (line,)
    return (f"{head} {{", *indented(body, _STEP), "}")


def _long_lines(name: str, gap: str, text: str) -> Iterator[str]:
    """A property whose text has several lines: as a long text, where that says the same."""
    meant = decode(Value(TEXT, text, 0))
    lines = ['"""', *(_STEP + line if line else "" for line in meant.split("\n")), '"""']
    raw = "\n".join(lines)
    if '"""' in meant or _HIDDEN.intersection(meant) or decode(Value(LONG, raw, 0)) != meant:
        yield f"{name}{gap}{text}"
        return
    yield f"{name}{gap}{lines[0]}"
    yield from lines[1:]
