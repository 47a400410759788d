"""Blocks of one kind as a table: a row for each, a column for each property that any of them has."""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from canvasdsl.brief.brief import Cell, Facts, Item, Items, Piece, Row, Table
from canvasdsl.brief.facts import facts_of, item_of, items_in, line_of, notes_of, tags_of
from canvasdsl.model.common import Block, NamedBlock
from canvasdsl.model.vocabulary import Field, table_of
from canvasdsl.views.phrasing import Phrasing

__all__ = ["listed_with_tables", "pieces_of", "table_of_blocks"]

_FEWEST_ROWS, _MOST_COLUMNS = 3, 5
_AROUND = frozenset(field.name for field in (*table_of(NamedBlock).slots, *table_of(Block).fields)) - {"owner"}
"""What stands at the head of a row, or below its last cell."""


def table_of_blocks(
    blocks: Sequence[Any], say: Phrasing, *, caption: str, head: str, kinds: Callable[[Any], str] | None = None,
    columns: Sequence[str] = (),
) -> Table:  # fmt: skip
    """The table of some blocks, which may be of several classes; `kinds` says in a word what a row is.

    With `columns` these alone are columns, and all else stands below what is in the last.
    """
    fields = tuple(columns) or _columns(blocks)
    rows = tuple(
        Row(head=_head(block, say), tags=(*([kinds(block)] if kinds else []), *tags_of(block, say)),
            idea=bool(getattr(block, "is_idea", False)), cells=_cells(block, fields, say))
        for block in blocks
    )  # fmt: skip
    labels = (say.label(blocks[0].word, name) for name in fields)
    return Table(caption=caption, columns=(head, *labels), rows=rows)


def pieces_of(block: Any, say: Phrasing, *, skip: Collection[str] = ()) -> tuple[Piece, ...]:
    """All that is said about a block: its facts, then tables of the blocks inside it, then those that make no table."""
    tables = _tables_in(block, say, skip)
    skip = {*skip, *tables}
    facts, notes, items = facts_of(block, say, skip=skip), notes_of(block, say), tuple(items_in(block, say, skip=skip))
    pieces: list[Piece] = [Facts(facts=facts, notes=notes)] if facts or notes else []
    return (*pieces, *tables.values(), *([Items(items=items)] if items else []))


def listed_with_tables(
    blocks: Sequence[Any], say: Phrasing, *, skip: Callable[[Any], Collection[str]], tags: Collection[str] = ()
) -> tuple[Piece, ...]:
    """A list of blocks, each with the tables of what is inside it behind it; `skip` are the fields of each left out."""
    pieces: list[Piece] = []
    together: list[Item] = []
    for block in blocks:
        tables = _tables_in(block, say, skip(block), of=block.name)
        together.append(item_of(block, say, skip={*skip(block), *tables}, tags=tags))
        if tables:
            pieces += [Items(items=tuple(together)), *tables.values()]
            together = []
    return (*pieces, *([Items(items=tuple(together))] if together else []))


def _tables_in(block: Any, say: Phrasing, skip: Collection[str], *, of: str = "") -> dict[str, Table]:
    """The tables of blocks inside one, by the name of their field; with `of`, they say in whose block they stand."""
    found = {}
    for field in table_of(type(block)).fields:
        if field.name in skip or field.entity is None or field.entity.by_phrase:
            continue
        values = getattr(block, field.attribute)
        if _fits(values, say):
            caption = say.label(block.word, field.name, len(values))
            caption = say.wording("brief.list.detail", head=of, detail=caption) if of else caption
            head = say.label(block.word, field.name)
            found[field.name] = table_of_blocks(values, say, caption=caption, head=head)
    return found


def _fits(blocks: Any, say: Phrasing) -> bool:
    """Whether there are several blocks, of few properties, which hold no blocks that take room."""
    if type(blocks) is not tuple or len(blocks) < _FEWEST_ROWS:
        return False
    return 0 < len(_columns(blocks)) <= _MOST_COLUMNS and not any([*items_in(block, say)] for block in blocks)


def _columns(blocks: Sequence[Any]) -> tuple[str, ...]:
    """The properties that any of the blocks has, by name, in the order of the vocabulary; first what the head says."""
    used = (field.name for block in blocks for field in _said(block))
    order = {
        field.name: (field.place != "slot", field.name == "owner", at)
        for block in blocks for at, field in enumerate(table_of(type(block)).fields)
    }  # fmt: skip
    return tuple(sorted(dict.fromkeys(used), key=order.__getitem__))


def _said(block: Any) -> list[Field]:
    first = table_of(type(block)).slots[:1]
    named = isinstance(block, NamedBlock)
    return [
        field for field in table_of(type(block)).fields
        if field.name not in _AROUND and (named or field not in first)
        and getattr(block, field.attribute) not in (None, (), True)
    ]  # fmt: skip


def _head(block: Any, say: Phrasing) -> str:
    """The name of a block, or the first word of its head."""
    slots = table_of(type(block)).slots
    if isinstance(block, NamedBlock) or not slots:
        return line_of(block, say)
    value = getattr(block, slots[0].attribute)
    return say.value(value, slots[0]) if value is not None else line_of(block, say)


def _cells(block: Any, fields: Sequence[str], say: Phrasing) -> tuple[Cell, ...]:
    cells = [Cell(lines=_lines(block, name, say)) for name in fields]
    rest = facts_of(block, say, skip=fields)
    more = tuple(say.wording("brief.list.detail", head=fact.label, detail=say.join(fact.values)) for fact in rest)
    notes = notes_of(block, say)
    if (more or notes) and cells:
        cells[-1] = Cell(lines=(*cells[-1].lines, *more), notes=notes)
    return tuple(cells)


def _lines(block: Any, name: str, say: Phrasing) -> tuple[str, ...]:
    field = next((field for field in table_of(type(block)).fields if field.name == name), None)
    value = getattr(block, field.attribute) if field is not None else None
    if field is None or value is None or value == () or value is True:
        return ()
    if field.place == "slot":
        return (say.value(value, field),)
    others = {each.name for each in table_of(type(block)).fields} - {name}
    return tuple(line for fact in facts_of(block, say, skip=others) for line in fact.values)
