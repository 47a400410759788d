"""The three-way merge of one file of a model: `merged`. It goes by the identity of blocks, and is proved or not made.

A file is merged alone, as git merges it: what it imports is not read, and its names may stand there. Independent edits
join, also of one block or one list. What both sides changed, each in its own way, stands between marks, and all else
is merged. The result is read again: it must say what both sides say and hold their comments; of conflicts, each side's
words must be there. Whatever leaves a doubt is `Unmerged`, and git's own merge by lines is the way.
"""

from collections.abc import Iterable

import attrs

from canvasdsl.change.changes import Change
from canvasdsl.change.difference import changes_between
from canvasdsl.change.matching import Node, paired
from canvasdsl.change.merging.disagreements import in_words
from canvasdsl.change.merging.proof import (
    facts_of,
    holds_all,
    holds_either,
    loose_facts_of,
    lost_words,
    names_of,
    unresolved,
)
from canvasdsl.change.merging.rows import Marks, Row, written
from canvasdsl.change.merging.three_way import Doubt, Merging
from canvasdsl.change.merging.versions import (
    Identity,
    Version,
    alone,
    document_of,
    given_other_titles,
    identities,
    version,
)
from canvasdsl.change.patching import Patched, patched
from canvasdsl.load import Loaded
from canvasdsl.source import Source
from canvasdsl.syntax.parser import parse

__all__ = ["Marks", "Merged", "Unmerged", "doubts_about", "merged"]

_PLAIN = Marks()


@attrs.frozen
class Merged:
    """The merged text, and in a sentence each what both sides changed; conflicts stand between marks in the text."""

    text: str
    conflicts: tuple[str, ...] = ()


@attrs.frozen
class Unmerged:
    """Why a text is not merged; the reason goes on from "since"."""

    reason: str


def merged(base: str, ours: str, theirs: str, marks: Marks = _PLAIN) -> Merged | Unmerged:
    """The text that holds the changes of both sides; comments and layout are those of `ours` where both are alike."""
    if theirs in (base, ours):
        return Merged(ours)
    if ours == base:
        return Merged(theirs)
    loaded = []
    for text, whose in ((base, "what both come from"), (ours, "our version"), (theirs, "their version")):
        document = parse(Source(whose, text))
        if document.diagnostics:
            line = document.source.position(document.diagnostics[0].span.start).line
            return Unmerged(f"{whose} has mistakes of syntax, the first in line {line}")
        loaded.append(alone(text))
    try:
        return _merged(loaded[0], loaded[1], loaded[2], marks)
    except Doubt as doubt:
        return Unmerged(str(doubt))


def doubts_about(text: str, ours: str, theirs: str) -> tuple[str, ...]:
    """What is wrong with the meaning of a text that somebody else has merged, and with neither version: a sentence each
    without a full stop."""
    loaded, *sides = (alone(each) for each in (text, ours, theirs))
    known = {name for side in sides for name in unresolved(side.canvas)}
    missing = sorted(unresolved(loaded.canvas) - known)
    return (*_new_mistakes(loaded, sides), *(f"`{name}` is named, and is not there any more" for name in missing))


def _new_mistakes(merged: Loaded, sides: Iterable[Loaded]) -> tuple[str, ...]:
    """The mistakes of the language in a merged text that none of the sides has, a sentence each, with their lines; all
    of them read `alone`."""
    known = {found for side in sides for found, _ in _mistakes(side)}
    return tuple(words for found, words in _mistakes(merged) if found not in known)


def _mistakes(loaded: Loaded) -> list[tuple[tuple[str, str], str]]:
    found = []
    for each in loaded.diagnostics:
        if each.of_language:
            source = loaded.sources[each.span.source]
            line = source.position(each.span.start).line
            found.append(((each.code, source.text[each.span.start : each.span.end]), f"line {line}: {each.message}"))
    return found


def _merged(base: Loaded, ours: Loaded, theirs: Loaded, marks: Marks) -> Merged:
    pairings = paired(base.canvas, ours.canvas), paired(base.canvas, theirs.canvas)
    if any(pairing.is_renamed for pairing in pairings):
        base, ours, theirs = _of_one_name(base, ours, theirs)
        pairings = paired(base.canvas, ours.canvas), paired(base.canvas, theirs.canvas)
    called = identities(pairings[0])
    old = {node.entity.item.start: identity for node, identity in called.items() if node.parent is not None}
    others = given_other_titles(*pairings)
    sides = [identities(pairing, old, instead) for pairing, instead in zip(pairings, others)]
    versions = (version(base, "base", called), version(ours, "ours", sides[0]), version(theirs, "theirs", sides[1]))
    kept: frozenset[Identity] = frozenset()
    while True:
        merging = Merging(*versions, kept)
        rows = merging.whole()
        whose = ("ours", "theirs") if merging.disagreements else ("ours",)
        decided = tuple(alone(_text(rows, None, versions, side)) for side in whose)
        named = _still_named(decided, versions)
        if named <= kept:
            break
        kept |= named
    _prove(decided, versions, (called, sides[0], sides[1]))
    text = _text(rows, marks, versions)
    return Merged(text, tuple(in_words(each, versions) for each in merging.disagreements))


def _text(rows: tuple[Row, ...], marks: Marks | None, versions: tuple[Version, ...], side: str = "ours") -> str:
    """The text of the rows; it ends as ours does."""
    lines = written(rows, marks, side=side)
    whole = versions[1].cutting
    end = "" if whole.text and not whole.text.endswith("\n") else "\n"
    return "\n".join([*lines, *[""] * whole.whole.after]) + (end if lines else "")


def _still_named(decided: Iterable[Loaded], versions: tuple[Version, Version, Version]) -> frozenset[Identity]:
    """The blocks of the base that one side took out and that the merged text names, with those around them."""
    missing = _newly_missing(decided, versions)
    base, *sides = versions
    found: set[Identity] = set()
    for start, node in base.nodes.items() if missing else ():
        key, title = node.entity.key, getattr(node.entity, "title", None)
        if key is not None and missing & {*_ends(key[1]), f"{key[0]}.{key[1]}", f'"{title}"'}:
            name = base.identities[start]
            found.update(each for each in (name, *base.around(name)) if any(each not in side.homes for side in sides))
    return frozenset(found)


def _newly_missing(decided: Iterable[Loaded], versions: tuple[Version, Version, Version]) -> set[str]:
    """The names that lead nowhere in a merged text, and do somewhere in the version from which they come."""
    missing = {name for loaded in decided for name in unresolved(loaded.canvas)}
    return missing - unresolved(versions[1].loaded.canvas) - unresolved(versions[2].loaded.canvas)


def _ends(path: str) -> list[str]:
    parts = path.split(".")
    return [".".join(parts[at:]) for at in range(len(parts))]


def _prove(
    decided: tuple[Loaded, ...], versions: tuple[Version, Version, Version], called: tuple[dict[Node, Identity], ...]
) -> None:
    """Raises `Doubt` unless the merged text holds what both sides say; `decided` is it, or where there are conflicts,
    what it is when they are decided for ours and for theirs."""
    base, ours, theirs = (each.loaded for each in versions)
    for loaded in decided:
        if document_of(loaded).diagnostics or _new_mistakes(loaded, (ours, theirs)):
            raise Doubt("the result would have a mistake that neither side has")
    if set.intersection(*(_newly_missing((loaded,), versions) for loaded in decided)):
        raise Doubt("the result would name what is not there any more")
    if lost_words(map(document_of, decided), *map(document_of, (base, ours, theirs))):
        raise Doubt("words of one side would be missing")
    sides = (ours.canvas, called[1]), (theirs.canvas, called[2])
    names = [names_of(loaded.canvas, sides) for loaded in decided]
    if len(names) == 1:
        holds = holds_all(facts_of(names[0]), *map(facts_of, called))
    else:
        holds = holds_either((loose_facts_of(names[0]), loose_facts_of(names[1])), *map(loose_facts_of, called))
    if not holds:
        raise Doubt("the result would not say what both sides say")


def _of_one_name(base: Loaded, ours: Loaded, theirs: Loaded) -> tuple[Loaded, Loaded, Loaded]:
    """The versions with the new ids of both sides in all three, so that references of one side follow the other. Where
    that can't be done, they stay as they are."""
    renames = [_renames(base, side) for side in (ours, theirs)]
    taken = {change.address for change in renames[0]} & {change.address for change in renames[1]}
    lists = [tuple(change for change in each if change.address not in taken) for each in renames]
    changed = [_with(base, (*lists[0], *lists[1])), _with(ours, _unmade(lists[1], ours)),
               _with(theirs, _unmade(lists[0], theirs))]  # fmt: skip
    found = [each for each in changed if each is not None]
    return (found[0], found[1], found[2]) if len(found) == len(changed) else (base, ours, theirs)


def _renames(base: Loaded, side: Loaded) -> tuple[Change, ...]:
    """The blocks that have got another name, outside of others that have one."""
    return tuple(change for change in changes_between(base.canvas, side.canvas) if change.kind == "renamed")


def _unmade(renames: tuple[Change, ...], side: Loaded) -> tuple[Change, ...]:
    """Those that a side has not made itself, beside other changes of the same block."""
    known = side.canvas.index.blocks
    return tuple(
        each for each in renames if (each.block, each.id) in known or (each.block, each.id_after) not in known
    )  # fmt: skip


def _with(loaded: Loaded, changes: tuple[Change, ...]) -> Loaded | None:
    if not changes:
        return loaded
    made = patched(loaded, changes)
    return alone(document_of(made.loaded).source.text) if isinstance(made, Patched) else None
