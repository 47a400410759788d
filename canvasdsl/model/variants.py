"""Variants: what a model would be if some of it were otherwise."""

from typing import ClassVar

from canvasdsl.model.entities import Entity
from canvasdsl.model.types import LABEL, TEXT_VALUE
from canvasdsl.model.vocabulary import attribute, block, prop, slot
from canvasdsl.syntax.nodes import Item, plain_word

__all__ = ["Variant", "is_variant"]


@block("variant")
class Variant(Entity):
    """The same model with some of it otherwise: `variant "Subscription" of "coffee.bmc" { … }`.

    In its braces stands what is otherwise. A block that the model has is opened by its id, or by its title; a property
    in it takes the place of the whole property; what the model has not is added.
    """

    holds_model: ClassVar[bool] = True
    title: str = slot(TEXT_VALUE, "What it is called.", required=True)
    of: str | None = attribute("of", TEXT_VALUE, "The file of the model, or the title of another variant; without it, "
                               "the model in this file.")  # fmt: skip
    path: str | None = attribute("in", TEXT_VALUE, "The file in which that other variant stands.")
    without: tuple[str, ...] = prop("without", LABEL, "What the model has and the variant has not: a block by its id, "
                                    "a property by its word.", many=True)  # fmt: skip


def is_variant(item: Item) -> bool:
    """Whether an item says a variant, whose braces are no part of the model around it."""
    return plain_word(item.name) == Variant.word
