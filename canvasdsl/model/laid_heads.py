"""Heads of blocks, one laid over the other: what the upper one says takes the place of what the lower one said."""

from collections.abc import Sequence

import attrs

from canvasdsl.model.names import name_and_title
from canvasdsl.model.types import FLAG, Ref, RefOr
from canvasdsl.model.vocabulary import Table
from canvasdsl.source import Piece, Source
from canvasdsl.syntax.nodes import Item, Value
from canvasdsl.syntax.tables import WORD
from canvasdsl.syntax.written import canonical_phrase

__all__ = ["Head", "head_of", "label_of", "laid_over"]

_Values = tuple[Value, ...]


@attrs.frozen
class Head:
    """A head in its parts: an id and a title, or other values that are known by their place; then the values behind
    each word, that word included, by the name of its field."""

    id: _Values
    title: _Values
    slots: _Values
    said: dict[str, _Values]

    @property
    def parts(self) -> tuple[_Values, ...]:
        """The parts in the order in which they are written, without empty ones."""
        return tuple(filter(None, (self.id, self.title, self.slots, *self.said.values())))


def head_of(item: Item, table: Table) -> Head:
    """The parts of a head as it is written."""
    phrase = item.phrases[0] if item.phrases else ()
    id: Value | None = None
    title: Value | None = None
    at = 0
    if table.has_id:
        id, title = name_and_title(item, table)
        at = max((phrase.index(each) + 1 for each in (id, title) if each is not None), default=0)
    elif table.slots and phrase:
        first = table.words.get(phrase[0].text) if phrase[0].kind == WORD else None
        at = 0 if first is not None and first.place == "attribute" else 1
    said: dict[str, _Values] = {}
    start = min(at, len(phrase))
    slots: list[Value] = [] if table.has_id else list(phrase[:start])
    while at < len(phrase):
        field = table.words.get(phrase[at].text) if phrase[at].kind == WORD else None
        if field is None:
            slots.append(phrase[at])
            at += 1
            continue
        end = at + (1 if field.type is FLAG else 2)
        while end < len(phrase) and not (phrase[end].kind == WORD and phrase[end].text in table.words):
            end += 1
        said[field.name] = phrase[at:end]
        at = end
    return Head((id,) if id else (), (title,) if title else (), tuple(slots), said)


def label_of(item: Item, table: Table) -> str:
    """What tells a block without a name from its neighbours: the first of its words, and what it is about."""
    head = head_of(item, table)
    words = [canonical_phrase(head.slots[:1])] if head.slots else []
    for field in table.fields:
        if field.place == "attribute" and isinstance(field.type, (Ref, RefOr)) and field.name in head.said:
            words.append(f"{field.name} {canonical_phrase(head.said[field.name][1:2])}")
    return " ".join(words)


def laid_over(
    lower: tuple[Item, Source], upper: tuple[Item, Source], table: Table, restated: frozenset[str], *, singular: bool
) -> list[Piece] | None:
    """The head of the lower block with what the upper one says in its own; `None` where that changes nothing.

    `restated` are the properties that the upper block says in its body, or takes out. The head of a block without a
    name is written whole, unless it says the first words alone.
    """
    (below, below_source), (above, above_source) = lower, upper
    old, new = head_of(below, table), head_of(above, table)
    if len(above.phrases) > 1 or len(below.phrases) > 1:
        differs = bool(above.phrases) and _words(above.phrases) != _words(below.phrases)
        return _pieces([*above.phrases], above_source) if differs else None
    if not (table.has_id or singular) and not _begins(below, above):
        return _pieces(list(new.parts), above_source)
    parts: list[tuple[_Values, Source]] = []
    for mine, theirs in ((new.id, old.id), (new.title, old.title), (new.slots, old.slots)):
        taken = (mine, above_source) if mine and _words([mine]) != _words([theirs]) else (theirs, below_source)
        if mine and not (table.has_id or singular):
            taken = (theirs, below_source)
        parts.append(taken)
    for name in {**old.said, **new.said}:
        if name in new.said:
            same = _words([new.said[name]]) == _words([old.said.get(name, ())])
            parts.append((old.said[name], below_source) if same else (new.said[name], above_source))
        elif name not in restated:
            parts.append((old.said[name], below_source))
    kept = [part for part in parts if part[0]]
    if [values for values, _ in kept] == list(old.parts) and all(source is below_source for _, source in kept):
        return None
    return [piece for values, source in kept for piece in _pieces([values], source)]


def _begins(below: Item, above: Item) -> bool:
    """Whether a head says nothing but the first words of another one."""
    mine, theirs = _words(above.phrases), _words(below.phrases)
    return theirs[: len(mine)] == mine


def _words(phrases: Sequence[Sequence[Value]]) -> list[str]:
    return [canonical_phrase([value]) for phrase in phrases for value in phrase]


def _pieces(parts: list[_Values], source: Source) -> list[Piece]:
    """The parts as they are written, with a blank before each."""
    found: list[Piece] = []
    for values in parts:
        start, end = values[0].start, values[-1].end
        found += (Piece(source, start, start, " "), Piece(source, start, end))
    return found
