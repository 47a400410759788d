"""The three-way merge of one line: the parts of a head, and lists to which each side adds or from which it takes."""

from collections.abc import Hashable, Sequence
from typing import TypeVar

from canvasdsl.change.merging.pieces import Piece
from canvasdsl.model.names import name_and_title
from canvasdsl.model.vocabulary import Table
from canvasdsl.syntax.nodes import Item, Value
from canvasdsl.syntax.tables import NUMBER, OPERATOR, SYMBOL
from canvasdsl.syntax.written import canonical_name, canonical_phrase, joined

__all__ = ["Disagreed", "agreed", "merged_head", "merged_list"]

_Value = TypeVar("_Value", bound=Hashable)
_COUNTED = frozenset((NUMBER, OPERATOR, SYMBOL))


class Disagreed(Exception):
    """Both sides changed the same thing, each in another way."""


def agreed(base: _Value, ours: _Value, theirs: _Value) -> _Value:
    """What one side alone has changed, or both alike; raises `Disagreed` where each has changed it in its own way."""
    if theirs in (ours, base):
        return ours
    if ours == base:
        return theirs
    raise Disagreed


def merged_head(base: Piece | None, ours: Piece, theirs: Piece, table: Table | None) -> str:
    """The text of a block's head: its word, its id, its title and all else, each from the side that changed it. Raises
    `Disagreed`."""
    said = [None if piece is None else _head(piece) for piece in (base, ours, theirs)]
    if said[2] in (said[1], said[0]):
        return ours.head
    if said[1] == said[0]:
        return theirs.head
    parts = [_Parts(None if piece is None else piece.item, table) for piece in (base, ours, theirs)]
    words = [agreed(*(each.word for each in parts)), agreed(*(each.id for each in parts)),
             agreed(*(each.title for each in parts))]  # fmt: skip
    words += _rest(*(each.rest for each in parts))
    text = ""
    for word in words:
        if word:
            text = joined(text, " ", word) if text else word
    return text


class _Parts:
    """The parts of a head, each in its one spelling."""

    def __init__(self, item: Item | None, table: Table | None) -> None:
        self.word = canonical_name(item) if item is not None else ""
        self.rest: tuple[Value, ...] = ()
        self.id = self.title = ""
        if item is None or not item.phrases:
            return
        if len(item.phrases) > 1:
            raise Disagreed
        id, title = name_and_title(item, table) if table is not None and table.has_id else (None, None)
        self.id, self.title = _spelt(id), _spelt(title)
        self.rest = tuple(value for value in item.phrases[0] if value is not id and value is not title)


def _rest(base: tuple[Value, ...], ours: tuple[Value, ...], theirs: tuple[Value, ...]) -> list[str]:
    """The other words of a head, one by one where all versions have as many; a number and what stands beside it count
    as one."""
    try:
        return [agreed(*(canonical_phrase(values) for values in (base, ours, theirs)))]
    except Disagreed:
        if not len(base) == len(ours) == len(theirs):
            raise
    spelt = [tuple(map(_spelt, values)) for values in (base, ours, theirs)]
    words = [agreed(*each) for each in zip(*spelt)]
    changed = [[at for at, word in enumerate(each) if word != spelt[0][at]] for each in spelt[1:]]
    kinds = [{values[at].kind for values in (base, ours, theirs)} for at in range(len(base))]
    for one in changed[0]:
        for other in changed[1]:
            if abs(one - other) == 1 and (kinds[one] | kinds[other]) & _COUNTED:
                raise Disagreed
    if any(kind & {SYMBOL} for kind in kinds):
        raise Disagreed
    return words


def merged_list(base: Piece | None, ours: Piece, theirs: Piece) -> str:
    """The text of a line that lists several things: those of ours, less what theirs took out, then what theirs added.
    Numbers have an order, and a list of them is one thing. Raises `Disagreed`."""
    items = [piece.item for piece in (base, ours, theirs) if piece is not None and piece.item is not None]
    if any(phrase[0].kind in _COUNTED for item in items for phrase in item.phrases):
        raise Disagreed
    lists = _by_key([() if base is None or base.item is None else base.item.phrases, *(
        item.phrases for item in items[-2:])])  # fmt: skip
    was, here, there = lists
    kept = {key: agreed(was.get(key), here.get(key), there.get(key)) for key in {**was, **here, **there}}
    changed = [{key for key in {**was, **each} if was.get(key) != each.get(key)} for each in (here, there)]
    gone = {key for key in changed[0] & changed[1] if key in was}
    come = [{key for key in each if key not in was} for each in (here, there)]
    if gone and come[0] and come[1] and come[0] != come[1]:
        raise Disagreed
    left = [text for text in kept.values() if text is not None]
    if not left:
        raise Disagreed
    assert ours.item is not None
    if not ours.item.phrases:
        raise Disagreed
    return ours.core[: ours.item.phrases[0][0].start - ours.item.start] + ", ".join(left)


def _by_key(lists: Sequence[tuple[tuple[Value, ...], ...]]) -> list[dict[str, str]]:
    """What each list says, by the first word of what says more than that; by the whole, where that is not enough."""
    for short in (True, False):
        found = []
        for phrases in lists:
            said: dict[str, str] = {}
            for phrase in phrases:
                said[canonical_phrase(phrase[:1]) if short else canonical_phrase(phrase)] = canonical_phrase(phrase)
            found.append(said)
        if all(len(said) == len(phrases) for said, phrases in zip(found, lists)):
            return found
    raise Disagreed


def _head(piece: Piece) -> tuple[str, ...]:
    assert piece.item is not None
    return (canonical_name(piece.item), *map(canonical_phrase, piece.item.phrases))


def _spelt(value: Value | None) -> str:
    return canonical_phrase((value,)) if value is not None else ""
