"""Which lines of a segment speak of all who are in it: they say nothing of a part, and nothing of a union."""

from typing import Any

from canvasdsl.model.quantities import Quantity
from canvasdsl.model.vocabulary import Field

__all__ = ["OF_ALL", "OF_ONE", "speaks_of_all"]

OF_ALL = {
    "segment": ("size", "customers", "market-share", "profit", "invest", "narrowed-by", "exclusive", "states"),
    "rung": ("count", "inflow"),
    "engagement": ("clicks",),
}
"""By the word of the block: sums over its people, shares of a whole, that nobody is in another segment, and claims."""
OF_ONE = {"segment": ("primary",)}
"""What one segment of a model may say and no other."""
_MAY_BE = {"segment": ("cost-to-serve",)}
"""Sums, unless they are said per head."""


def speaks_of_all(entity: Any, field: Field) -> bool:
    """Whether what a property of a segment, or of a block in it, says is of all of them together."""
    if field.name in OF_ALL.get(entity.word, ()):
        return True
    value = vars(entity).get(field.attribute)
    return field.name in _MAY_BE.get(entity.word, ()) and isinstance(value, Quantity) and not any(
        each != value.period for each in value.per)  # fmt: skip
