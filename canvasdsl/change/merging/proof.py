"""The proof of a merge: what the result means, and which words stand in it, against what all three versions say.

What a model says is a bag of facts: that a block is there and in which other one, and each value of each property. A
merge holds a fact as often as the side that changed it does.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Any

from canvasdsl.change.matching import Node, paired
from canvasdsl.change.meaning import Naming, is_said, meaning_of
from canvasdsl.change.merging.versions import TOP, Identity, is_nameless
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.entities import Entity, Reference
from canvasdsl.model.quantities import Quantity
from canvasdsl.syntax.document import Document
from canvasdsl.syntax.nodes import Item
from canvasdsl.syntax.written import canonical_name, canonical_phrase

__all__ = [
    "Facts", "facts_of", "holds_all", "holds_either", "loose_facts_of", "lost_words", "names_of",
    "unresolved",
]  # fmt: skip

Facts = Counter[Hashable]
"""What a model says, and how often."""


def facts_of(called: Mapping[Node, Identity]) -> Facts:
    """What a model says whose blocks are `called`; references are what they lead to."""
    keys = {node.entity.key: identity for node, identity in called.items() if node.entity.key is not None}
    return _facts(called, lambda reference: keys.get(reference.key, (reference.kind, reference.id)))


def loose_facts_of(called: Mapping[Node, Identity]) -> Facts:
    """The same where some references may lead nowhere: they are the last word of the name that they give."""
    return _facts(called, lambda reference: reference.id.rpartition(".")[2])


def _facts(called: Mapping[Node, Identity], naming: Naming) -> Facts:
    facts: Facts = Counter()
    hidden: set[Node] = set()
    for node, identity in called.items():
        if node.parent in hidden:
            hidden.add(node)
            continue
        if node.parent is not None:
            if is_nameless(node):
                hidden.add(node)
                facts["in", called[node.parent], meaning_of(node.entity, naming)] += 1
                continue
            facts["in", called[node.parent], node.word, identity] += 1
        for attribute, value in _said(node.entity):
            for part in _parts(value):
                facts[identity, attribute, meaning_of(part, naming)] += 1
    return facts


def _said(entity: Entity) -> Iterator[tuple[str, Any]]:
    """The values of a block that are no blocks."""
    said = vars(entity)
    for field in type(entity).fields:
        is_block = field.entity is not None and not field.entity.by_phrase and field.name != "import"
        if not is_block and field.attribute in said and is_said(entity, field.attribute):
            yield field.attribute, said[field.attribute]


def _parts(value: Any) -> tuple[Any, ...]:
    """The parts of a list that has no order; numbers have one."""
    return value if type(value) is tuple and not isinstance(value[0], Quantity) else (value,)


def names_of(merged: Canvas, sides: tuple[tuple[Canvas, Mapping[Node, Identity]], ...]) -> dict[Node, Identity]:
    """What the blocks of a merged model are called: as their partners of the same name in one of the `sides`, else as
    other partners; what has none, by its place."""
    tree = Node(merged, "", None)
    found: dict[int, Identity] = {}
    loose: dict[int, Identity] = {}
    for canvas, called in sides:
        by_entity = {id(node.entity): identity for node, identity in called.items()}
        for node in paired(canvas, merged).new.all_inside():
            if node.partner is not None:
                same = (node.word, node.label) == (node.partner.word, node.partner.label)
                (found if same else loose).setdefault(id(node.entity), by_entity[id(node.partner.entity)])
    names: dict[Node, Identity] = {tree: TOP}
    for node in tree.all_inside():
        assert node.parent is not None
        own = (names[node.parent], node.word, node.label, node.number)
        names[node] = found.get(id(node.entity), loose.get(id(node.entity), own))
    return names


def holds_all(merged: Facts, base: Facts, ours: Facts, theirs: Facts) -> bool:
    """Whether a merge without conflicts says what both sides say, and nothing else."""
    for fact in {**base, **ours, **theirs, **merged}:
        was, here, there = base[fact], ours[fact], theirs[fact]
        expected = there if here == was else here
        if there not in (was, here) and here != was:
            return False
        if merged[fact] != expected:
            return False
    return True


def holds_either(merged: tuple[Facts, Facts], base: Facts, ours: Facts, theirs: Facts) -> bool:
    """Whether a merge whose conflicts are decided for ours, then for theirs, holds what each of them added and what
    nobody changed, and nothing that nobody said."""
    for mine, decided in zip((ours, theirs), merged):
        for fact in {**base, **ours, **theirs, **decided}:
            was, here, there = base[fact], ours[fact], theirs[fact]
            if decided[fact] > max(was, here, there):
                return False
            if mine[fact] > was and decided[fact] < mine[fact]:
                return False
            if was == here == there != decided[fact]:
                return False
    return True


def lost_words(merged: Iterable[Document], base: Document, ours: Document, theirs: Document) -> list[str]:
    """The words, texts, numbers and comments of a side that no version of the merged text has often enough."""
    now: Counter[str] = Counter()
    for document in merged:
        now |= Counter(_words(document))
    was, here, there = (Counter(_words(document)) for document in (base, ours, theirs))
    lost = []
    for word in here | there:
        both_add = here[word] >= was[word] and there[word] >= was[word]
        least = max(here[word], there[word]) if both_add else here[word] + there[word] - was[word]
        if now[word] < least:
            lost.append(word)
    return lost


def _words(document: Document) -> Iterator[str]:
    """Each word as it is canonically spelt."""
    queue: list[Item] = list(document.items)
    for item in queue:
        yield canonical_name(item)
        for phrase in item.phrases:
            yield from (canonical_phrase((value,)) for value in phrase)
        queue += item.items or ()
    yield from (comment.text.strip() for comment in document.comments)


def unresolved(canvas: Canvas) -> set[str]:
    """The names in a model that lead to none of its blocks."""
    return {reference.id for reference in _references(canvas) if not reference.kind}


def _references(value: Any) -> Iterator[Reference]:
    queue = [value]
    for each in queue:
        if isinstance(each, Reference):
            yield each
        elif isinstance(each, tuple):
            queue += each
        elif isinstance(each, Entity):
            said = vars(each)
            queue += [said[field.attribute] for field in type(each).fields if field.attribute in said]
