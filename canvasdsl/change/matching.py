"""Which block of one model is which of another: by parent, kind and id; else renamed, moved, or without partner.

A block without an id is known by its title; one without either by the first words of its head, then by its order among
those alike, of which those that mean the same come together first. All of it is done by looking up, so that the time
grows with the size of the models and not with its square.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import partial
from typing import Any

from canvasdsl.change.changes import Address, Step
from canvasdsl.change.meaning import APART, Naming, is_said, meaning_of
from canvasdsl.change.written_numbers import written_quantity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.entities import Reference
from canvasdsl.model.quantities import Quantity
from canvasdsl.model.vocabulary import table_of

__all__ = ["Node", "Pairing", "paired"]

_Key = tuple[str, str]
_ALONE = frozenset(("id",))
_UNTITLED = frozenset(("id", "title"))
_NOTHING_SAID = 2
"""The parts of what a block without fields means: its class and its word."""


class Node:
    """A block in its model, and its partner in the other one, if it has any."""

    __slots__ = ("children", "entity", "is_named", "label", "number", "parent", "partner", "word")

    def __init__(self, entity: Any, word: str, parent: "Node | None") -> None:
        self.entity = entity
        self.word = word
        self.parent = parent
        self.partner: Node | None = None
        self.number = 0
        """Which one it is among those of its word and label in its parent."""
        table = table_of(type(entity))
        self.is_named = table.has_id
        self.label = _label(entity)
        self.children: dict[str, list[Node]] = {}
        """The blocks in it, by their word."""
        said = vars(entity)
        for field in table.fields:
            if field.entity is not None and not field.entity.by_phrase and field.name not in APART:
                value = said.get(field.attribute)
                if value:
                    inside = value if isinstance(value, tuple) else (value,)
                    self.children[field.name] = nodes = [Node(each, field.name, self) for each in inside]
                    _count(nodes)

    @property
    def address(self) -> Address:
        """The way to it from the top of its model."""
        steps = []
        node = self
        while node.parent is not None:
            steps.append(Step(node.word, node.label, node.number))
            node = node.parent
        return tuple(reversed(steps))

    @property
    def scope(self) -> tuple[str, ...]:
        """The ids in full of the blocks around it, the innermost first."""
        found = []
        node = self.parent
        while node is not None:
            if node.entity.key is not None:
                found.append(node.entity.key[1])
            node = node.parent
        return tuple(found)

    def __iter__(self) -> Iterator["Node"]:
        """The blocks in it."""
        for nodes in self.children.values():
            yield from nodes

    def all_inside(self) -> Iterator["Node"]:
        """The blocks in it and in those."""
        for node in self:
            yield node
            yield from node.all_inside()


class Pairing:
    """Two models as trees of blocks with partners; `naming` says what references of the old model are called in the
    new one."""

    def __init__(self, old: Canvas, new: Canvas) -> None:
        self.old, self.new = Node(old, "", None), Node(new, "", None)
        self.called: dict[_Key, _Key] = {}
        """The blocks of the old model that have partners, each with the key of its partner."""
        self._known: set[_Key] = set()

    @property
    def is_renamed(self) -> bool:
        """Whether any block is called otherwise in the new model."""
        return any(old != new for old, new in self.called.items())

    def naming(self, reference: Reference) -> Hashable:
        """What a reference of the old model leads to, by its key in the new one."""
        return self.called.get(reference.key, ("", *reference.key))

    def in_new(self, reference: Reference) -> Hashable:
        """What a reference of the new model leads to, as `naming` says it of the old one's."""
        return reference.key if reference.key in self._known else ("", *reference.key)

    def blank(self, reference: Reference) -> Hashable:
        """The same as `naming`, but all blocks without partners are alike."""
        return self.called.get(reference.key, ("", reference.kind))

    def blank_in_new(self, reference: Reference) -> Hashable:
        return reference.key if reference.key in self._known else ("", reference.kind)

    def join(self, old: Node, new: Node) -> None:
        """Makes two blocks partners."""
        old.partner, new.partner = new, old
        if old.entity.key is not None and new.entity.key is not None:
            self.called[old.entity.key] = new.entity.key
            self._known.add(new.entity.key)


def paired(old: Canvas, new: Canvas) -> Pairing:
    """All blocks of two models with their partners."""
    pairing = Pairing(old, new)
    pairing.join(pairing.old, pairing.new)
    waiting: list[tuple[Node, Node]] = [(pairing.old, pairing.new)]
    nameless: list[tuple[Node, Node]] = []
    while waiting or nameless:
        while waiting:  # blocks with names first: what they are called settles what references mean
            settled: list[tuple[Node, Node]] = []
            loose = _match_named(pairing, waiting, settled)
            nameless += settled
            waiting = [*_match_renamed(pairing, loose)] or [*_match_moved(pairing)]
        parents, nameless = nameless, []
        waiting = [pair for old_parent, new_parent in parents for pair in _match_nameless(pairing, old_parent,
                   new_parent)]  # fmt: skip
    return pairing


_Loose = tuple[list[Node], list[Node]]


def _match_named(
    pairing: Pairing, waiting: Iterable[tuple[Node, Node]], settled: list[tuple[Node, Node]]
) -> list[_Loose]:
    """Finds partners for the named blocks inside partners, and inside those; returns those left over that stand in the
    same place. All partners that were met are added to `settled`."""
    loose: list[_Loose] = []
    queue = list(waiting)
    for old, new in queue:
        settled.append((old, new))
        for word, nodes in old.children.items():
            others = new.children.get(word, [])
            if not others or not (nodes[0].is_named or type(nodes[0].entity).singular):
                continue
            if type(nodes[0].entity).singular:
                found = [(nodes[0], others[0])]
            else:
                found = [*_of_one_name(nodes, others), *_of_one_title(nodes, others)]
            for pair in found:
                pairing.join(*pair)
                queue.append(pair)
            left = ([node for node in nodes if node.partner is None], [node for node in others if node.partner is None])
            if all(left):
                loose.append(left)
    return loose


def _of_one_name(nodes: list[Node], others: list[Node]) -> Iterator[tuple[Node, Node]]:
    """Those of the same id, or of the same title without one; a name that is taken twice, which is a mistake, in the
    order of the blocks."""
    by_name = _by(others, _own_name)
    for name, same in _by(nodes, _own_name).items():
        for pair in zip(same, by_name.get(name, ())):
            pair[0].partner, pair[1].partner = pair[1], pair[0]
            yield pair


def _of_one_title(nodes: list[Node], others: list[Node]) -> Iterator[tuple[Node, Node]]:
    """Those of the same title, which nothing else has, where one has got or lost its id."""
    by_title = _by(others, _title)
    for title, same in _by(nodes, _title).items():
        other = by_title.get(title, ())
        if len(same) == len(other) == 1 and not (same[0].entity.id and other[0].entity.id):
            yield same[0], other[0]


def _own_name(node: Node) -> Hashable:
    return (node.entity.id is not None, node.label) if node.label else None


def _title(node: Node) -> Hashable:
    title: Hashable = node.entity.title
    return title


def _match_renamed(pairing: Pairing, loose: list[_Loose]) -> Iterator[tuple[Node, Node]]:
    """Partners that say the same but for their id; then, of those that say more, but for their id and title. Whatever
    has no partner is the same to references."""
    for nodes, others in loose:
        for without in (_ALONE, _UNTITLED):
            found = _by(nodes, partial(_all_but, naming=pairing.blank, without=without))
            other = _by(others, partial(_all_but, naming=pairing.blank_in_new, without=without))
            for meaning, same in found.items():
                if len(same) == len(other.get(meaning, ())) == 1:
                    pairing.join(same[0], other[meaning][0])
                    yield same[0], other[meaning][0]


def _all_but(node: Node, *, naming: Naming, without: frozenset[str]) -> Hashable:
    """What a block means without its name; nothing where its title counts as its name and it says nothing else."""
    meaning: tuple[Hashable, ...] = meaning_of(node.entity, naming, without=without)
    return None if without is _UNTITLED and len(meaning) == _NOTHING_SAID else meaning


def _match_moved(pairing: Pairing) -> Iterator[tuple[Node, Node]]:
    """Partners with the same kind and id in another block, or with the same id in the same block and of another kind,
    where nothing else has that id."""
    for name in (_kind_and_id, _block_and_id):
        gone = _by((node for node in pairing.old.all_inside() if _may_have_moved(node)), name)
        come = _by((node for node in pairing.new.all_inside() if _may_have_moved(node)), partial(name, new=True))
        for called, same in gone.items():
            other = come.get(called, ())
            if len(same) == len(other) == 1 and not (_is_around(same[0]) or _is_around(other[0])):
                pairing.join(same[0], other[0])
                yield same[0], other[0]


def _kind_and_id(node: Node, *, new: bool = False) -> Hashable:
    return (node.word, node.entity.id)


def _block_and_id(node: Node, *, new: bool = False) -> Hashable:
    around = node.parent.partner if new and node.parent is not None else node.parent
    return (id(around), node.entity.id)


def _may_have_moved(node: Node) -> bool:
    return node.partner is None and node.is_named and bool(node.entity.id)


def _is_around(node: Node) -> bool:
    """Whether a block in it has a partner already: a block is not moved into what came out of it."""
    return any(inner.partner is not None for inner in node.all_inside())


def _match_nameless(pairing: Pairing, old: Node, new: Node) -> Iterator[tuple[Node, Node]]:
    """Partners among the blocks that have no name of their own, or neither id nor title."""
    for word, nodes in old.children.items():
        if type(nodes[0].entity).singular:
            continue
        left = [node for node in nodes if node.partner is None and not (node.is_named and node.label)]
        others = [node for node in new.children.get(word, ()) if node.partner is None
                  and not (node.is_named and node.label)]  # fmt: skip
        for level in (_whole, _head, _first):
            if not left or not others:
                break
            by_name = _by(others, partial(level, naming=pairing.in_new))
            for called, same in _by(left, partial(level, naming=pairing.naming)).items():
                for pair in zip(same, by_name.get(called, ())):
                    pairing.join(*pair)
                    yield pair
            left = [node for node in left if node.partner is None]
            others = [node for node in others if node.partner is None]


def _whole(node: Node, naming: Naming) -> Hashable:
    meaning: Hashable = meaning_of(node.entity, naming)
    return meaning


def _head(node: Node, naming: Naming) -> Hashable:
    """What the head of a block means."""
    said = vars(node.entity)
    return tuple(
        (field.attribute, meaning_of(said[field.attribute], naming)) for field in type(node.entity).fields
        if field.place != "property" and is_said(node.entity, field.attribute)
    )  # fmt: skip


def _first(node: Node, naming: Naming) -> Hashable:
    """The first words of its head and the blocks that it is about."""
    said = vars(node.entity)
    slots = table_of(type(node.entity)).slots
    first = said.get(slots[0].attribute) if slots and not node.is_named else None
    named = (said.get(field.attribute) for field in type(node.entity).fields if field.place == "attribute")
    return (meaning_of(first, naming), *(naming(each) for each in named if isinstance(each, Reference)))


def _by(nodes: Iterable[Node], name: Callable[[Node], Hashable]) -> dict[Any, list[Node]]:
    """The blocks without a partner by their name, those that have one."""
    found: dict[Any, list[Node]] = {}
    for node in nodes:
        if node.partner is None and (called := name(node)) is not None:
            found.setdefault(called, []).append(node)
    return found


def _count(nodes: list[Node]) -> None:
    """Numbers those of the same label."""
    met: dict[str, int] = {}
    for node in nodes:
        node.number = met.get(node.label, 0)
        met[node.label] = node.number + 1


def _label(entity: Any) -> str:
    """What tells a block from its neighbours: its id, its title, or the first words of its head."""
    table = table_of(type(entity))
    said = vars(entity)
    if type(entity).singular:
        return ""
    if table.has_id:
        return str(said.get("id") or said.get("title") or "")
    first = said.get(table.slots[0].attribute) if table.slots else None
    words = [_in_words(first)] if first is not None else []
    for field in table.fields:
        value = said.get(field.attribute) if field.place == "attribute" else None
        if isinstance(value, Reference):
            words.append(f"{field.name} {value.id}")
    return " ".join(words)


def _in_words(value: Any) -> str:
    if isinstance(value, Reference):
        return value.id
    return written_quantity(value) if isinstance(value, Quantity) else str(value)


