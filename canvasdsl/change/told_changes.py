"""Changes as plain data, to be kept in a file and made in another model: `told` writes them, `patched_as_told` makes
them there.

What a value means is not kept but its text in the language, and that is compared: where a model says something else
than what was changed, nothing is made of it.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from canvasdsl.change.changes import Address, Change, ChangeKind, Step
from canvasdsl.change.difference import changes_between
from canvasdsl.change.matching import Node
from canvasdsl.change.patching import Patched, Unpatched, block_at, edited, load_again, patched
from canvasdsl.change.written_values import Writer
from canvasdsl.load import Loaded
from canvasdsl.model.vocabulary import table_of

__all__ = ["Untold", "as_told", "patched_as_told", "told"]

_KINDS: tuple[ChangeKind, ...] = ("added", "removed", "renamed", "moved", "altered")
_MOST_SHOWN = 60


@attrs.frozen
class Untold(Exception):
    """What is wrong with data that should be changes: one sentence for people, without a full stop."""

    reason: str


def told(change: Change) -> dict[str, Any]:
    """All of a change that another model needs, as lists, texts, numbers and `None`."""
    return {
        "address": _told_address(change.address),
        "address_after": _told_address(change.address_after),
        "holder": _told_address(change.holder),
        "holder_after": _told_address(change.holder_after),
        "values_before": list(change.parts_before),
        "values_after": list(change.parts_after),
        "text_before": change.text_before,
        "text_after": change.text_after,
        "own_id_before": _own_id(change.meaning_before) if change.kind == "renamed" else None,
        "own_id_after": _own_id(change.meaning_after) if change.kind == "renamed" else None,
    }


def as_told(data: Any) -> tuple[Change, ...]:
    """The changes in what `diff --format json` gives; raises `Untold`."""
    listed = data.get("changes") if isinstance(data, dict) else None
    if not isinstance(listed, list):
        raise Untold("it holds no list of `changes`, as `canvasdsl diff --format json` writes it")
    return tuple(_as_told(each, number) for number, each in enumerate(listed, 1))


def patched_as_told(loaded: Loaded, changes: Iterable[Change]) -> Patched | Unpatched:
    """The model with changes made that were told of another one.

    The result differs from the model by exactly these changes, as their texts tell them; else nothing is given back.
    """
    if loaded.has_errors:
        return Unpatched("the model has mistakes, and what they hide could get lost")
    wanted = tuple(changes)
    unfit = next(_unfit(loaded, wanted), None)
    if unfit is not None:
        return unfit
    texts = edited(loaded, wanted)
    if isinstance(texts, Unpatched):
        return texts
    now = load_again(loaded, texts)
    if now.has_errors:
        wrong = next(found for found in now.diagnostics if found.of_language)
        return Unpatched(f"the result would not be understood: {wrong.message}")
    sought = {_seen(change): change for change in wanted}
    found = {_seen(change): change for change in changes_between(loaded.canvas, now.canvas)}
    for seen, change in sought.items():
        if seen not in found:
            return Unpatched("it does not come to the same here", change)
    return patched(loaded, [found[seen] for seen in sought])


# ---- Reading ----------------------------------------------------------------


def _told_address(address: Address | None) -> list[list[str | int]] | None:
    return None if address is None else [list(step) for step in address]


def _own_id(meaning: Any) -> str | None:
    id: str | None = meaning[0]
    return id


def _as_told(data: Any, number: int) -> Change:
    where = f"change {number}"
    if not isinstance(data, dict) or not isinstance(data.get("patch"), dict):
        raise Untold(f"{where} has no `patch`: it is not of `canvasdsl diff --format json`, or of an older version")
    kind, parts = data.get("kind"), data["patch"]
    if kind not in _KINDS:
        raise Untold(f"{where} has no `kind` such as `altered`")
    before, after = (_own(parts, f"own_id_{side}", where) for side in ("before", "after"))
    texts = {name: _text(data.get(name), name, where) for name in ("id", "id_after")}
    said = {name: _own(data, name, where) for name in ("before", "after")}
    renamed = kind == "renamed"
    if renamed and (not said["before"] or not said["after"]):
        raise Untold(f"{where} does not tell both names")
    return Change(
        kind=kind,
        address=_address(parts.get("address"), "address", where),
        address_after=_address(parts.get("address_after"), "address_after", where),
        property_word=_own(data, "property", where) or "",
        before=said["before"], after=said["after"],
        parts_before=_texts(parts.get("values_before"), "values_before", where),
        parts_after=_texts(parts.get("values_after"), "values_after", where),
        text_before=_text(parts.get("text_before"), "text_before", where),
        text_after=_text(parts.get("text_after"), "text_after", where),
        holder=_address(parts.get("holder"), "holder", where, top=True) if parts.get("holder") is not None else None,
        holder_after=_address(parts.get("holder_after"), "holder_after", where, top=True)
        if parts.get("holder_after") is not None else None,
        meaning_before=(before, said["before"]) if renamed else None,
        meaning_after=(after, said["after"]) if renamed else None,
        id=texts["id"], id_after=texts["id_after"],
    )  # fmt: skip


def _address(data: Any, name: str, where: str, *, top: bool = False) -> Address:
    steps = []
    for step in data if isinstance(data, list) and (data or top) else (None,):
        if not (isinstance(step, list) and len(step) == 3 and isinstance(step[0], str) and isinstance(step[1], str)
                and type(step[2]) is int and step[2] >= 0):  # fmt: skip
            raise Untold(f"{where}: `{name}` is no list of blocks, each a word, a name and a number")
        steps.append(Step(step[0], step[1], step[2]))
    return tuple(steps)


def _own(data: dict[str, Any], name: str, where: str) -> str | None:
    return None if data.get(name) is None else _text(data[name], name, where)


def _text(data: Any, name: str, where: str) -> str:
    if not isinstance(data, str):
        raise Untold(f"{where}: `{name}` is no text")
    return data


def _texts(data: Any, name: str, where: str) -> tuple[str, ...]:
    if not isinstance(data, list) or not all(isinstance(each, str) for each in data):
        raise Untold(f"{where}: `{name}` is no list of texts")
    return tuple(data)


# ---- Whether they fit -------------------------------------------------------


def _seen(change: Change) -> tuple[object, ...]:
    """What counts of a change where only its texts are known; of names in a list the order does not."""
    renamed = change.kind == "renamed"
    return (
        change.kind, change.address, change.address_after, change.property_word, change.holder, change.holder_after,
        _in_order(change.parts_before), _in_order(change.parts_after),
        *((change.text_before, change.text_after) if change.kind in ("added", "removed", "moved") else ()),
        *((change.meaning_before, change.meaning_after) if renamed else ()),
    )  # fmt: skip


def _in_order(parts: tuple[str, ...]) -> tuple[str, ...]:
    numbers = all(part[:1].isdigit() or part[:1] in "-." for part in parts)
    return parts if numbers else tuple(sorted(parts))


def _unfit(loaded: Loaded, changes: tuple[Change, ...]) -> Iterator[Unpatched]:
    """What the model says otherwise than the one of which the changes were told."""
    tree = Node(loaded.canvas, "", None)
    writer = Writer(loaded.canvas)
    moved = {change.address for change in changes if change.kind == "moved"}
    for change in changes:
        if change.kind != "moved" and any(change.address[:at] in moved for at in range(len(change.address) + 1)):
            continue  # the whole text of what is moved says it, perhaps in words that its kind of today has not
        reason = None
        if change.kind == "added":
            around = block_at(tree, change.address[:-1])
            if around is None:
                reason = f"there is no {_in_words(change.address[:-1])}"
            elif _is_there(around, change.address[-1]):
                reason = f"there is {_in_words(change.address)} already"
            elif change.block not in table_of(type(around.entity)).words:
                reason = f"`{change.block}` can't stand there"
        else:
            node = block_at(tree, change.address)
            if node is None or len(change.address) == 0:
                reason = f"there is no {_in_words(change.address)}"
            elif change.kind in ("removed", "moved"):
                text = "\n".join(writer.block(node.entity, node.word, node.scope))
                if text != change.text_before:
                    reason = f"{_in_words(change.address)} says something else here"
            elif change.kind == "altered":
                reason = _altered_otherwise(node, change, writer)
        if reason is not None:
            yield Unpatched(reason, change)


def _is_there(around: Node, step: Step) -> bool:
    return any(each.label == step.label and (each.is_named or type(each.entity).singular) and bool(each.label)
               for each in around.children.get(step.word, ())) or any(
        type(each.entity).singular for each in around.children.get(step.word, ()))  # fmt: skip


def _altered_otherwise(node: Node, change: Change, writer: Writer) -> str | None:
    """What a property says here, if it is not what it said there."""
    entity = node.entity
    field = next((each for each in table_of(type(entity)).fields if each.name == change.property_word), None)
    if field is None or (field.entity is not None and not field.entity.by_phrase):
        return f"`{node.word}` has no property `{change.property_word}`"
    scope = node.scope
    if field.place == "property" and entity.key is not None:
        scope = (entity.key[1], *scope)
    value = vars(entity).get(field.attribute)
    parts = () if value is None or value == () else writer.values(value, field, scope)
    if _in_order(parts) == _in_order(change.parts_before):
        return None
    said = _shortened(", ".join(parts))
    whose = f"`{change.property_word}` of {_in_words(change.address)}"
    if _in_order(parts) == _in_order(change.parts_after):
        return f"{whose} is {said} already" if parts else f"{whose} is gone already"
    was = _shortened(", ".join(change.parts_before))
    return f"{whose} is {said or 'not said'} here, and was {was or 'not said'} where it was changed"


def _shortened(text: str) -> str:
    return f"`{text if len(text) <= _MOST_SHOWN else text[: _MOST_SHOWN - 1] + '…'}`" if text else ""


def _in_words(address: Address) -> str:
    return " in ".join(f"`{f'{step.word} {step.label}'.strip()}`" for step in reversed(address)) or "such block"


