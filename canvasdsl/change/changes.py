"""One difference in meaning between two models: a `Change`, which also says how it is undone."""

from collections.abc import Hashable
from typing import Literal, NamedTuple

import attrs

from canvasdsl.source import Span

__all__ = ["Address", "Change", "ChangeKind", "Step", "mirrored"]

ChangeKind = Literal["added", "removed", "renamed", "moved", "altered"]


class Step(NamedTuple):
    """A block inside another: its word, its id, title or first words, and its number among those alike."""

    word: str
    label: str
    number: int = 0


Address = tuple[Step, ...]
"""The way from the top of a model to one of its blocks."""

_MIRRORED: dict[ChangeKind, ChangeKind] = {"added": "removed", "removed": "added"}


@attrs.frozen(kw_only=True)
class Change:
    """What moved: a block that was added, removed, renamed or moved, or one of its properties that was altered.

    `before` and `after` are texts of the language: the value of a property, the id or title of what was renamed, the
    block with its id in full of what was moved, the head of what was added or removed. Two changes are equal when they
    mean the same, wherever that is written.
    """

    kind: ChangeKind
    address: Address
    """Where the block stands in the old model; of what was added, where it would stand there."""
    address_after: Address
    """The same in the new model; of what was removed, where it would stand there."""
    property_word: str = ""
    """The word of the property that was altered, `title` and other words of the head included."""
    before: str | None = attrs.field(default=None, eq=False)
    after: str | None = attrs.field(default=None, eq=False)
    parts_before: tuple[str, ...] = attrs.field(default=(), eq=False)
    """Each of the values of a property that may have several; a set, unless they are numbers."""
    parts_after: tuple[str, ...] = attrs.field(default=(), eq=False)
    text_before: str = attrs.field(default="", eq=False, repr=False)
    """The whole block, of what was removed or moved; the lines of a property that was altered."""
    text_after: str = attrs.field(default="", eq=False, repr=False)
    """The whole block, of what was added or moved; the lines of a property that was altered."""
    meaning_before: Hashable = attrs.field(default=None, repr=False)
    meaning_after: Hashable = attrs.field(default=None, repr=False)
    holder: Address | None = None
    """Of what was moved: the block of the old model in which it stands now; `None` where that block is new."""
    holder_after: Address | None = None
    """Of what was moved: the block of the new model in which it stood; `None` where that block is gone."""
    id: str = attrs.field(default="", eq=False)
    """The id in full of the block, or what it has instead, in the old model; of what was added, in the new one."""
    id_after: str = attrs.field(default="", eq=False)
    names: tuple[str, ...] = attrs.field(default=(), eq=False)
    """What readers call the block, behind the names of the blocks around it."""
    place_before: Span | None = attrs.field(default=None, eq=False)
    place_after: Span | None = attrs.field(default=None, eq=False)

    @property
    def block(self) -> str:
        """The word of the block."""
        return self.address[-1].word

    @property
    def block_after(self) -> str:
        """The word of the block in the new model, which is another one where it moved to another kind."""
        return self.address_after[-1].word


def mirrored(change: Change) -> Change:
    """The change that undoes this one: what would be found between the new model and the old one."""
    return attrs.evolve(
        change, kind=_MIRRORED.get(change.kind, change.kind), address=change.address_after,
        address_after=change.address, before=change.after, after=change.before, parts_before=change.parts_after,
        parts_after=change.parts_before, text_before=change.text_after, text_after=change.text_before,
        meaning_before=change.meaning_after, meaning_after=change.meaning_before, holder=change.holder_after,
        holder_after=change.holder, id=change.id_after, id_after=change.id, place_before=change.place_after,
        place_after=change.place_before,
    )  # fmt: skip
