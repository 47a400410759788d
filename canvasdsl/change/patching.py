"""Makes changes in the texts of a model: as edits that keep comments and layout, and only if just that comes of it."""

from collections.abc import Iterable, Mapping
from posixpath import dirname, join, normpath
from typing import Any

import attrs

from canvasdsl.change.changes import Address, Change, mirrored
from canvasdsl.change.difference import changes_between
from canvasdsl.change.edited_blocks import BlockEdits
from canvasdsl.change.matching import Node
from canvasdsl.change.placing import Placing
from canvasdsl.change.reference_texts import ReferenceTexts
from canvasdsl.change.written_values import Writer
from canvasdsl.load import Loaded, Reading, load
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.vocabulary import table_of
from canvasdsl.rules.rule import Rule
from canvasdsl.source import Source, Span

__all__ = ["Patched", "Unpatched", "block_at", "edited", "load_again", "patched"]

_ROUNDS = 3
_Key = tuple[str, str]


@attrs.frozen
class Patched:
    """The texts that changed, by file, and the model that they are."""

    texts: dict[str, str]
    loaded: Loaded


@attrs.frozen
class Unpatched:
    """Why nothing was changed; `change` is the one that could not be made, if it is one."""

    reason: str
    change: Change | None = None


def patched(loaded: Loaded, changes: Iterable[Change]) -> Patched | Unpatched:
    """The model with `changes` made, which were found between it, or one like it, and another one.

    The result is read again and compared: unless it differs from the model by exactly these changes, nothing is given
    back. What one change brings with it unasked, such as amounts that get another currency, is undone on the way.
    """
    if loaded.title:
        return Unpatched("it is a variant, which is changed in its own text")
    if loaded.has_errors:
        return Unpatched("the model has mistakes, and what they hide could get lost")
    wanted = tuple(changes)
    now, waiting = loaded, wanted
    texts: dict[str, str] = {}
    for _ in range(_ROUNDS):
        made = edited(now, waiting)
        if isinstance(made, Unpatched):
            return made
        texts |= made
        now = load_again(loaded, texts)
        if now.has_errors:
            wrong = next(found for found in now.diagnostics if found.of_language)
            return Unpatched(f"the result would not be understood: {wrong.message}")
        found = changes_between(loaded.canvas, now.canvas)
        if set(found) == set(wanted):
            return Patched({name: text for name, text in texts.items() if text != loaded.sources[name].text}, now)
        waiting = _left(wanted, found)
    return Unpatched("other things would change with it", waiting[0] if waiting else None)


def load_again(loaded: Loaded, texts: Mapping[str, str], *, rules: tuple[Rule, ...] = ()) -> Loaded:
    """The model with other texts in some of its files, with the findings of `rules` alone; no file is read."""
    known = {name: Source(name, texts.get(name, source.text)) for name, source in loaded.sources.items()}

    def read(path: str, span: Span) -> Reading:
        source = known.get(_beside(span.source, path))
        return _Known(source or Source("", ""), readable=source is not None)

    return load(known[loaded.source.name], read, rules=rules, settings=loaded.canvas.settings)


@attrs.frozen
class _Known:
    """A text that was read before."""

    source: Source
    diagnostics: tuple[Any, ...] = ()
    readable: bool = attrs.field(default=True, kw_only=True)


def _beside(file: str, path: str) -> str:
    """The name of a file that another one names, as the resolver gives it."""
    return normpath(join(dirname(file), path))


def _left(wanted: tuple[Change, ...], found: tuple[Change, ...]) -> tuple[Change, ...]:
    """What is still to do: what did not come of it, as seen from the new model, and what came unasked, undone."""
    missing = [change for change in wanted if change not in set(found)]
    again = {(change.address_after, change.property_word) for change in missing}
    undone = [mirrored(change) for change in found if change not in set(wanted)
              and (change.address_after, change.property_word) not in again]  # fmt: skip
    return (*undone, *(
        change if change.kind == "added" else attrs.evolve(change, address=change.address_after) for change in missing
    ))  # fmt: skip


def edited(loaded: Loaded, changes: tuple[Change, ...]) -> dict[str, str] | Unpatched:
    """The texts of all files with the edits that the changes ask for, not proved."""
    tree = Node(loaded.canvas, "", None)
    found: dict[Address, Node] = {}
    carried = [change.address for change in changes if change.kind == "moved"]
    new = {change.address_after for change in changes if change.kind == "added"}
    asked = [change for change in changes if not _is_carried(change, carried)]
    for change in asked:
        address = change.address[:-1] if change.kind == "added" else change.address
        for each in (address, *([change.holder] if change.holder is not None else [])):
            node = block_at(tree, each)
            if node is None:
                return Unpatched(f"there is no {_in_words(each)}", change)
            found[each] = node
    called = _called(changes, found)
    names = ReferenceTexts({called.get(key, key): getattr(block, "title", None)
                            for key, block in loaded.canvas.index.blocks.items()})  # fmt: skip
    placings = {document.source.name: Placing(document) for document in loaded.documents}
    edits = BlockEdits(placings, Writer(loaded.canvas, names, called), loaded.source.name)
    for change in asked:
        if change.kind in ("removed", "moved"):
            edits.take_out(found[change.address])
    altered = [change for change in asked if change.kind in ("renamed", "altered")]
    for change in altered:
        known = {field.name for field in table_of(type(found[change.address].entity)).fields}
        if change.kind == "altered" and change.property_word not in known:
            return Unpatched(f"{_in_words(change.address)} has no property `{change.property_word}`", change)
    for address in dict.fromkeys(change.address for change in altered):
        edits.alter(found[address], [change for change in altered if change.address == address])
    for change in asked:
        if change.kind == "added":
            edits.add(found[change.address[:-1]], change.block, change.text_after)
        elif change.kind == "moved" and change.holder is not None and not _is_below(change.address_after, new):
            edits.add(found[change.holder], change.block_after, change.text_after)
    edits.place_additions()
    _rename_references(loaded.canvas, called, edits)
    try:
        return {name: placing.result() for name, placing in placings.items()}
    except ValueError:
        return Unpatched("two changes touch the same place")


def _is_carried(change: Change, moved: list[Address]) -> bool:
    """Whether a change is inside a block that is moved, whose whole text says it already."""
    return any(change.address[: len(address)] == address and (len(change.address) > len(address) or
               change.kind != "moved") for address in moved)  # fmt: skip


def _is_below(address: Address, blocks: set[Address]) -> bool:
    return any(address[:length] in blocks for length in range(len(address)))


def block_at(tree: Node, address: Address) -> Node | None:
    """The block at an address; where the number is another one, the last of those alike."""
    node = tree
    for step in address:
        alike = [each for each in node.children.get(step.word, ()) if each.label == step.label]
        if not alike:
            return None
        node = alike[min(step.number, len(alike) - 1)]
    return node


def _in_words(address: Address) -> str:
    return " in ".join(f"`{f'{step.word} {step.label}'.strip()}`" for step in reversed(address))


def _called(changes: tuple[Change, ...], found: Mapping[Address, Node]) -> dict[_Key, _Key]:
    """The blocks that will be called otherwise, each with its new name: those renamed or moved, and those in them."""
    changed = {id(found[change.address]): change for change in changes
               if change.kind in ("renamed", "moved") and change.address in found}  # fmt: skip
    called: dict[_Key, _Key] = {}

    def follow(node: Node, around: str) -> None:
        key = node.entity.key
        if key is not None:
            change = changed.get(id(node))
            new = (change.block_after, change.id_after) if change else (key[0], f"{around}.{node.label}".lstrip("."))
            around = new[1]
            if new != key:
                called[key] = new
        for inner in node:
            follow(inner, around)

    for change in sorted(changed.values(), key=lambda change: len(change.address)):
        follow(found[change.address], "")
    return called


def _rename_references(canvas: Canvas, called: Mapping[_Key, _Key], edits: BlockEdits) -> None:
    """Writes the new names wherever they are named."""
    for key in called:
        for link in canvas.index.links_to.get(key, ()):
            edits.rename_reference(link)
