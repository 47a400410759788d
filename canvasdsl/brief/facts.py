"""What is known about a block as labels and values, whatever its class: nothing that the author wrote is left out."""

from collections.abc import Collection, Iterator
from typing import Any

from canvasdsl.brief.brief import Fact, Item, Prose
from canvasdsl.model.common import Block, NamedBlock
from canvasdsl.model.entities import Entity
from canvasdsl.model.types import FLAG, TEXT_VALUE, WHEN, Choice, Number
from canvasdsl.model.vocabulary import Field, table_of
from canvasdsl.views.phrasing import Phrasing

__all__ = ["facts_of", "items_in", "line_of", "notes_of", "tags_of", "item_of", "whole_line_of"]

_ELSEWHERE = frozenset({"id", "title", "note", "status"})
"""What a title, a tag or a note says."""
_SHORT = 32
_LONGEST = 110
"""A block that takes a longer line stands as an item of its own."""


def item_of(
    block: Any, say: Phrasing, *, skip: Collection[str] = (), tags: Collection[str] = (), title: str | None = None
) -> Item:
    """A block with all that is said about it, except in the fields `skip`; `tags` are fields that stand as tags."""
    return Item(
        title=title if title is not None else line_of(block, say),
        tags=tags_of(block, say, tags, skip=skip), idea=bool(getattr(block, "is_idea", False)),
        facts=facts_of(block, say, skip={*skip, *tags}), notes=notes_of(block, say),
        items=tuple(items_in(block, say, skip=skip)),
    )  # fmt: skip


def line_of(block: Entity, say: Phrasing) -> str:
    """A block in one line: its name, or what its head says, or its kind."""
    if isinstance(block, NamedBlock) and (block.title or block.id):
        return block.name
    text = say.phrase(block)
    return text or say.label(block.word, block.word)


def tags_of(
    block: Entity, say: Phrasing, fields: Collection[str] = (), *, skip: Collection[str] = ()
) -> tuple[str, ...]:
    """Its status, its flags, and the values of `fields`, in words."""
    tags = [say.choice("status", block.status)] if isinstance(block, Block) and block.status else []
    for field, values in _said(block):
        if field.name in skip:
            continue
        if values == (True,):
            tags.append(say.label(block.word, field.name))
        elif field.name in fields:
            tags += [say.value(value, field) for value in values]
    return tuple(tags)


def facts_of(block: Entity, say: Phrasing, *, skip: Collection[str] = ()) -> tuple[Fact, ...]:
    """Every property with its label, in the order of the vocabulary; blocks inside it where a line each says them."""
    facts = []
    for field, values in sorted(_said(block), key=_is_common):
        if field.name in skip or field.name in _ELSEWHERE or values == (True,) or field.place == "slot":
            continue
        if _is_block(field) and not _fit_lines(values, say):
            continue
        lines = tuple(whole_line_of(value, say) if _is_block(field) else say.value(value, field) for value in values)
        links = tuple(say.links.get(line, ()) for line in lines)
        if _is_short(field, lines) and not any(links):
            lines = (say.wording("brief.list.separator").join(lines),)
        label = say.label(block.word, field.name, len(values))
        facts.append(Fact(label, lines, links=links if any(links) else ()))
    return tuple(facts)


def items_in(block: Entity, say: Phrasing, *, skip: Collection[str] = ()) -> Iterator[Item]:
    """The blocks inside it of which more than a line is said."""
    for field, values in _said(block):
        if field.name in skip or not _is_block(field) or _fit_lines(values, say):
            continue
        for value in values:
            label, line = say.label(block.word, field.name), line_of(value, say)
            detailed = line not in (label, say.label(value.word, value.word))
            title = say.wording("brief.list.detail", head=label, detail=line) if detailed else label
            yield item_of(value, say, title=title)


def notes_of(block: Any, say: Phrasing) -> tuple[Prose, ...]:
    """The author's remarks."""
    return tuple(say.prose(note) for note in getattr(block, "notes", ()))


def _said(block: Entity) -> Iterator[tuple[Field, tuple[Any, ...]]]:
    """The fields that are used, each with its values."""
    for field in table_of(type(block)).fields:
        value = getattr(block, field.attribute)
        if value is not None and value != ():
            yield field, value if type(value) is tuple else (value,)


def _is_common(said: tuple[Field, tuple[Any, ...]]) -> bool:
    """Whether every block may say it: that stands last."""
    return said[0] in table_of(Block).fields


def _is_block(field: Field) -> bool:
    return field.entity is not None and not field.entity.by_phrase


def _is_short(field: Field, lines: tuple[str, ...]) -> bool:
    """Whether the values stand well beside each other on one line: short, and none with a comma of its own."""
    if field.type is TEXT_VALUE or _is_block(field):
        return False
    return all(len(line) <= _SHORT and "," not in line for line in lines)


def whole_line_of(block: Entity, say: Phrasing) -> str:
    """A block with all that is said about it, in one line: `in time (Expected 5 of 7; Perceived 6 of 7)`."""
    said = [line_of(block, say)] if _head_says(block) else []
    said += [tag for tag in tags_of(block, say) if tag]
    inside = [
        say.wording("brief.list.word", word=fact.label, value=say.wording("brief.list.separator").join(fact.values))
        for fact in facts_of(block, say)
    ]
    head, details = say.wording("brief.list.separator").join(said), say.wording("brief.list.inside").join(inside)
    return say.wording("brief.list.sized", name=head, size=details) if head and details else head or details


def _head_says(block: Entity) -> bool:
    """Whether anything stands in its head."""
    return any(field.place != "property" for field, _ in _said(block))


def _fit_lines(blocks: tuple[Any, ...], say: Phrasing) -> bool:
    """Whether a short line says all of each block: its head, or numbers and words of choices beside it."""
    return all(
        all(field.place == "slot" for field, _ in _said(block))
        or (all(_is_brief(field) for field, _ in _said(block)) and len(whole_line_of(block, say)) <= _LONGEST)
        for block in blocks
    )  # fmt: skip


def _is_brief(field: Field) -> bool:
    """Whether its values are a word or two: numbers, choices, flags, and phrases of them."""
    if field.entity is not None:
        return field.entity.by_phrase and all(map(_is_brief, table_of(field.entity).fields))
    return field.place == "slot" or field.type in (FLAG, WHEN) or isinstance(field.type, Number | Choice)
