"""What a value means, as something that can be compared and looked up: without places, spelling or order."""

from collections import Counter
from collections.abc import Callable, Hashable
from typing import Any

from canvasdsl.model.entities import Entity, Reference
from canvasdsl.model.quantities import Comparison, Quantity, length_of
from canvasdsl.model.vocabulary import table_of
from canvasdsl.syntax.nodes import plain_word

__all__ = ["APART", "Naming", "as_named", "is_said", "meaning_of"]

APART = frozenset(("import", "variant"))
"""What says how models lie in files, and nothing of what a model means."""
Naming = Callable[[Reference], Hashable]
"""What a reference leads to, under a name that both models share."""


def as_named(reference: Reference) -> Hashable:
    """The block that a reference names, as it is called in its own model."""
    return reference.key


def meaning_of(value: Any, naming: Naming = as_named, *, without: frozenset[str] = frozenset()) -> Any:
    """The meaning of a value or of a block with all that stands in it; `without` are fields of the block, by their
    Python attribute, that do not count.

    Amounts count as they were typed. A list is what stands in it, however often; only numbers have an order.
    """
    if isinstance(value, Reference):
        return naming(value)
    if isinstance(value, Quantity):
        typed = value.typed
        return (typed.low, typed.likely, typed.high, length_of(typed.unit) or typed.unit, typed.per)
    if isinstance(value, tuple):
        parts = [meaning_of(part, naming) for part in value]
        if value and isinstance(value[0], Quantity):
            return tuple(parts)
        return parts[0] if len(parts) == 1 else frozenset(Counter(parts).items())
    if isinstance(value, Entity):
        said = vars(value)
        return (type(value).__name__, value.word, *(
            (field.attribute, meaning_of(said[field.attribute], naming)) for field in type(value).fields
            if field.attribute in said and field.attribute not in without and is_said(value, field.attribute)
        ))  # fmt: skip
    if isinstance(value, Comparison):
        return (value.operator, meaning_of(value.quantity))
    return value


def is_said(entity: Entity, attribute: str) -> bool:
    """Whether a field has a value that stands in the text: numbers may come from a table beside the model."""
    value = vars(entity).get(attribute)
    if value is None or value == ():
        return False
    if isinstance(value, tuple) and isinstance(value[0], Quantity):
        words, span = table_of(type(entity)).words, value[0].span
        for each in entity.item.items or ():
            if each.start < span.end <= each.end:
                field = words.get(plain_word(each.name))
                return field is None or field.attribute == attribute
    return True
