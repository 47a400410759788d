"""The blocks that figures are of: by their words, wherever they stand, without ideas and what is inside them."""

from collections.abc import Iterable, Iterator
from typing import Any

from canvasdsl.model.canvas import Canvas
from canvasdsl.model.entities import Entity, Reference
from canvasdsl.model.vocabulary import table_of

__all__ = ["blocks_by_word", "called", "decided", "holders_of", "named"]

Placed = tuple[Any, tuple[Any, ...]]
"""A block and the blocks that it stands in, the nearest last."""


def blocks_by_word(canvas: Canvas) -> dict[str, list[Placed]]:
    """Every block that is more than an idea, in the order of the vocabulary and the file: found in one walk."""
    found: dict[str, list[Placed]] = {}
    for block, holders in _walk(canvas, ()):
        found.setdefault(block.word, []).append((block, holders))
    return found


def _walk(entity: Any, holders: tuple[Any, ...]) -> Iterator[Placed]:
    by_attribute = table_of(type(entity)).by_attribute
    for attribute, value in vars(entity).items():
        if attribute not in by_attribute:
            continue
        for part in value if type(value) is tuple else (value,):
            if isinstance(part, Entity) and not getattr(part, "is_idea", False):
                yield part, holders
                yield from _walk(part, (*holders, part))


def holders_of(canvas: Canvas, block: Any) -> tuple[Any, ...]:
    """The blocks that a block stands in, the nearest last."""
    return next((holders for each, holders in _walk(canvas, ()) if each is block), ())


def called(block: Any, holders: tuple[Any, ...] = ()) -> str:
    """What a figure says it is of: the id in full, else the title or text behind the id of what it stands in."""
    if block.key is not None:
        return str(block.key[1])
    own = getattr(block, "title", None) or getattr(block, "text", None) or _words(block)
    around = next((each.key[1] for each in reversed(holders) if each.key is not None), "")
    return f"{around}, {own}" if around else str(own)


def _words(block: Any) -> str:
    """The word of a block and the choice behind it: `expectation timely`."""
    slots = (getattr(block, field.attribute) for field in table_of(type(block)).fields if field.place == "slot")
    return " ".join((block.word, *(value for value in slots if isinstance(value, str))))


def decided(blocks: Iterable[Any]) -> list[Any]:
    """The blocks that are more than an idea."""
    return [block for block in blocks if not getattr(block, "is_idea", False)]


def named(canvas: Canvas, references: Iterable[Any]) -> list[Any]:
    """The blocks that some values name, each once, without ideas."""
    keys = dict.fromkeys([each.key for each in references if isinstance(each, Reference) and each.kind])
    blocks = canvas.index.blocks
    return decided([blocks[key] for key in keys if key in blocks]) if keys else []
