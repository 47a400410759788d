"""The nodes of a Document: values, items and comments, as they were written. They are frozen and acyclic."""

from typing import NamedTuple

__all__ = ["plain_word", "Comment", "Item", "Value"]


class Value(NamedTuple):
    """One token of a phrase as it was written: its kind (see `tables`), its text and where it starts."""

    kind: int
    text: str
    start: int

    @property
    def end(self) -> int:
        """The offset behind the last character."""
        return self.start + len(self.text)


class Item(NamedTuple):
    """`name phrase, phrase { items }`. `items` is `None` without braces; `head_end` is where the phrases end.

    A broken item had a mistake of its own: its name and its body hold, its phrases are not to be trusted.
    """

    name: str
    start: int
    phrases: tuple[tuple[Value, ...], ...]
    items: "tuple[Item, ...] | None"
    head_end: int
    end: int
    broken: bool


class Comment(NamedTuple):
    """`# …` to the end of its line."""

    text: str
    start: int


def plain_word(word: str) -> str:
    """A word as the vocabulary spells it, whatever capitals and underscores it was written with."""
    return word.lower().replace("_", "-")
