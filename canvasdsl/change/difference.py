"""What moved between two models: `changes_between`. Spacing, comments, order and the cut into files never count."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, cast

from canvasdsl.change.changes import Change
from canvasdsl.change.matching import Node, Pairing, paired
from canvasdsl.change.meaning import APART, is_said, meaning_of
from canvasdsl.change.written_values import Writer, are_together, property_lines, values_of
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.entities import Entity
from canvasdsl.model.vocabulary import Field, table_of
from canvasdsl.source import Span

__all__ = ["changes_between", "changes_of"]


def changes_between(old: Canvas, new: Canvas) -> tuple[Change, ...]:
    """All that moved, in the order of the vocabulary and of the new model; empty where both mean the same.

    A block is the same if its parent, kind and id are. `renamed`: its id is another one and all else is equal, apart
    from references. `moved`: its id stands in another block, or under another kind. What stands inside a block that
    was added or removed is not told again.
    """
    return changes_of(paired(old, new), old, new)


def changes_of(pairing: Pairing, old: Canvas, new: Canvas) -> tuple[Change, ...]:
    """The same, for those who know the partners already."""
    return tuple(_Telling(pairing, old, new).inside(pairing.old, pairing.new))


class _Telling:
    """One comparison; the writers are made when the first text is asked for."""

    def __init__(self, pairing: Pairing, old: Canvas, new: Canvas) -> None:
        self.pairing = pairing
        self.canvases = old, new
        self._writers: tuple[Writer, Writer] | None = None
        self.is_renamed = pairing.is_renamed

    @property
    def writers(self) -> tuple[Writer, Writer]:
        if self._writers is None:
            self._writers = Writer(self.canvases[0]), Writer(self.canvases[1])
        return self._writers

    def inside(self, old: Node, new: Node) -> Iterator[Change]:
        """What moved in a block and its partner."""
        yield from self._altered(old, new)
        for word in dict.fromkeys((*(field.name for field in table_of(type(new.entity)).fields), *old.children)):
            for node in new.children.get(word, ()):
                partner = node.partner
                if partner is None:
                    yield self._added(node, old, new)
                    yield from self._moved_inside(node)
                elif partner.parent is not old or partner.word != word:
                    yield from self._moved(partner, node)
                else:
                    yield from self._renamed(partner, node)
                    yield from self.inside(partner, node)
            for node in old.children.get(word, ()):
                if node.partner is None:
                    yield self._removed(node, old, new)

    def _moved_inside(self, added: Node) -> Iterator[Change]:
        """What was moved into a block that was added."""
        for node in added:
            if node.partner is not None:
                yield from self._moved(node.partner, node)
            else:
                yield from self._moved_inside(node)

    def _added(self, node: Node, old: Node, new: Node) -> Change:
        writer = self.writers[1]
        address = node.address
        return Change(
            kind="added", address=(*old.address, address[-1]), address_after=address, id=_id(node), id_after=_id(node),
            after=_head(node, writer), text_after=_text(node, writer), meaning_after=meaning_of(node.entity),
            names=_names(node), place_after=node.entity.here,
        )  # fmt: skip

    def _removed(self, node: Node, old: Node, new: Node) -> Change:
        writer = self.writers[0]
        address = node.address
        return Change(
            kind="removed", address=address, address_after=(*new.address, address[-1]), id=_id(node),
            id_after=_id(node), before=_head(node, writer), text_before=_text(node, writer),
            meaning_before=meaning_of(node.entity), names=_names(node), place_before=node.entity.here,
        )  # fmt: skip

    def _moved(self, old: Node, new: Node) -> Iterator[Change]:
        assert old.parent is not None
        assert new.parent is not None
        before, after = self.writers
        yield Change(
            kind="moved", address=old.address, address_after=new.address, id=_id(old), id_after=_id(new),
            before=f"{old.word} {_id(old)}", after=f"{new.word} {_id(new)}", text_before=_text(old, before),
            text_after=_text(new, after), meaning_before=meaning_of(old.entity), meaning_after=meaning_of(new.entity),
            holder=new.parent.partner.address if new.parent.partner else None,
            holder_after=old.parent.partner.address if old.parent.partner else None,
            names=_names(new), place_before=old.entity.here, place_after=new.entity.here,
        )  # fmt: skip
        yield from self.inside(old, new)

    def _renamed(self, old: Node, new: Node) -> Iterator[Change]:
        if not new.is_named or (old.entity.id, old.label) == (new.entity.id, new.label):
            return
        yield Change(
            kind="renamed", address=old.address, address_after=new.address, id=_id(old), id_after=_id(new),
            before=old.label, after=new.label, meaning_before=(old.entity.id, old.label),
            meaning_after=(new.entity.id, new.label), names=_names(new), place_before=old.entity.here,
            place_after=new.entity.here,
        )  # fmt: skip

    def _altered(self, old: Node, new: Node) -> Iterator[Change]:
        """The properties of a block and its partner that say something else."""
        for was_field, field in _fields_of_both(type(old.entity), type(new.entity)):
            if field.name == "title" and new.is_named and not (old.entity.id or new.entity.id):
                continue  # it is what the block is known by
            was, now = _said(old.entity, was_field), _said(new.entity, field)
            if was is now or self._is_same(was, now):
                continue
            before, after = self._parts(old, was_field, was, 0), self._parts(new, field, now, 1)
            yield Change(
                kind="altered", property_word=field.name, address=old.address, address_after=new.address, id=_id(old),
                id_after=_id(new), before=None if was is None else ", ".join(before),
                after=None if now is None else ", ".join(after), parts_before=before, parts_after=after,
                text_before=self._lines(was_field, was, before), text_after=self._lines(field, now, after),
                meaning_before=None if was is None else meaning_of(was),
                meaning_after=None if now is None else meaning_of(now), names=_names(new),
                place_before=None if was is None else _place(old, was_field),
                place_after=None if now is None else _place(new, field),
            )  # fmt: skip

    def _is_same(self, was: Any, now: Any) -> bool:
        if type(was) is str or type(now) is str or was is None or now is None:
            return bool(was == now)
        return bool(meaning_of(was, self.pairing.naming) == meaning_of(now, self.pairing.in_new))

    def _lines(self, field: Field, value: Any, parts: tuple[str, ...]) -> str:
        """A property line by line; nothing of what stands in the head."""
        if value is None or field.place != "property":
            return ""
        return "\n".join(property_lines(field, parts, together=are_together(value, field)))

    def _parts(self, node: Node, field: Field, value: Any, which: int) -> tuple[str, ...]:
        if value is None:
            return ()
        scope = node.scope
        if field.place == "property" and node.entity.key is not None:
            scope = (node.entity.key[1], *scope)
        return tuple(self.writers[which].value(each, field, scope) for each in values_of(value))


def _fields_of(old: type[Entity], new: type[Entity]) -> tuple[tuple[Field, Field], ...]:
    """The properties of two classes by their words; one that a class has not is that of the other one."""
    olds, news = ({field.name: field for field in table_of(cls).fields} for cls in (old, new))
    both = [(olds.get(name) or news[name], news.get(name) or olds[name]) for name in {**news, **olds}]
    return tuple(pair for pair in both if pair[0].name not in ("id", *APART) and not any(map(_is_block, pair)))


_fields_of_both = cast("Callable[[type[Any], type[Any]], tuple[tuple[Field, Field], ...]]", cache(_fields_of))


def _is_block(field: Field) -> bool:
    return field.entity is not None and not field.entity.by_phrase


def _said(entity: Any, field: Field) -> Any:
    """What a block says in a field, or `None`; also where its class does not know the field."""
    value = vars(entity).get(field.attribute)
    if value is None or (type(value) is tuple and not is_said(entity, field.attribute)):
        return None
    return value if table_of(type(entity)).by_attribute.get(field.attribute) is field else None


def _head(node: Node, writer: Writer) -> str:
    return f"{node.word} {writer.head(node.entity, node.scope)}".rstrip()


def _text(node: Node, writer: Writer) -> str:
    return "\n".join(writer.block(node.entity, node.word, node.scope))


def _id(node: Node) -> str:
    return node.entity.key[1] if node.entity.key is not None else node.label


def _names(node: Node) -> tuple[str, ...]:
    """What readers call a block and those around it: a title, an id, or the word with what tells it from others."""
    names: list[str] = []
    at: Node | None = node
    while at is not None and at.parent is not None:
        name = (at.entity.title or at.label) if at.is_named else ""
        names.append(name or f"{at.word} {at.label}".strip())
        at = at.parent
    return tuple(reversed(names))


def _place(node: Node, field: Field) -> Span:
    place: Span = node.entity.here if field.place != "property" else node.entity.place(field.name)
    return place
