"""Splits a segment: each new one says what the old one said, and whatever named it names them all.

How many there are in each part, and all else that speaks of the whole, nobody knows but the author: it is taken out,
and comments above the new segments keep it.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from canvasdsl.change.difference import changes_between
from canvasdsl.change.patching import Unpatched, patched
from canvasdsl.change.refactoring.named_blocks import Key, block_meant, in_words, unfit_id
from canvasdsl.change.refactoring.names_in_texts import names_in_texts
from canvasdsl.change.refactoring.proving import commented, proved
from canvasdsl.change.refactoring.rename import renamed
from canvasdsl.change.refactoring.reshaping import Aside, Reshaping, all_inside
from canvasdsl.change.refactoring.results import Left, Refactored, Refused
from canvasdsl.change.refactoring.whole_numbers import OF_ONE, speaks_of_all
from canvasdsl.change.reference_texts import reference_texts
from canvasdsl.change.written_values import Writer
from canvasdsl.load import Loaded
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.entities import Entity, with_said
from canvasdsl.model.reading import article
from canvasdsl.model.vocabulary import table_of
from canvasdsl.source import Span

__all__ = ["split_segment"]


def split_segment(loaded: Loaded, name: str, news: Sequence[str]) -> Refactored | Refused:
    """The model with one segment for each of the ids `news` in the place of the one that `name` means.

    One of them may be the id of the old segment.
    """
    old = block_meant(loaded, name, "segment")
    refused = old if isinstance(old, Refused) else _unfit(loaded, old, news)
    if refused is not None:
        return refused
    assert not isinstance(old, Refused)
    first = old[1] if old[1] in news else news[0]
    begun = loaded
    texts: dict[str, str] = {}
    if first != old[1]:
        made = renamed(loaded, f"segment.{old[1]}" if _has_id(loaded, old) else old[1], first)
        if isinstance(made, Refused):
            return made
        begun, texts = made.models[0], dict(made.texts)
    parts = [("segment", first), *(("segment", new) for new in news if new != first)]
    target, inside, around = _target(loaded, begun, old, parts)
    patch = patched(begun, changes_between(begun.canvas, target))
    if isinstance(patch, Unpatched):
        return Refused(f"it can't be split: {patch.reason}")
    texts |= patch.texts
    texts |= commented(patch.loaded, _remarks(old, parts, inside, around))
    again = proved(loaded, texts, patch.loaded)
    if isinstance(again, Refused):
        return again
    return Refactored(texts, (again,), tuple(_left(loaded, begun, old, (*inside, *around))))


def _unfit(loaded: Loaded, old: Key, news: Sequence[str]) -> Refused | None:
    """Why a segment can't become these; `None` where it can."""
    if loaded.has_errors:
        return Refused(f"{loaded.source.name} has mistakes, and what they hide could be missed",
                       "mend them first; `canvasdsl check` tells them")  # fmt: skip
    if len(news) < 2:
        return Refused("a segment is split into two or more", "name the ids of all the new segments")
    block = loaded.canvas.index.blocks[old]
    for at, new in enumerate(news):
        unfit = unfit_id(new, block)
        if unfit is not None:
            return unfit
        if new in news[:at]:
            return Refused(f"`{new}` is named twice", "give each new segment an id of its own")
        taken = loaded.canvas.index.blocks.get(("segment", new))
        if taken is not None and taken is not block:
            return Refused(f"there is {article('segment')} {in_words(('segment', new))} already", "choose another id",
                           taken.here)  # fmt: skip
    return None


def _has_id(loaded: Loaded, key: Key) -> bool:
    return loaded.canvas.index.blocks[key].id is not None


def _target(loaded: Loaded, begun: Loaded, old: Key, parts: list[Key]) -> tuple[Canvas, list[Aside], list[Aside]]:
    """The model as it shall be, and what is left for the author; the first part has the place of the old segment."""
    canvas = begun.canvas
    segment = canvas.index.blocks[parts[0]]
    inside = [each.key for each in all_inside(segment) if each.key is not None]
    instead = {key: tuple((key[0], part[1] + key[1][len(parts[0][1]) :]) for part in parts) for key in inside}
    back = {path: old[1] + path[len(parts[0][1]) :] for _, path in inside}
    names_of_before = {key: (key[0], back[key[1]]) for key in inside}
    writer = Writer(canvas, reference_texts(loaded.canvas), names_of_before)
    around = Reshaping(instead, back, writer)
    within = Reshaping({}, {}, writer)
    kept = _without_sums(segment, within)
    said: dict[str, Any] = {}
    for field in table_of(type(canvas)).fields:
        value = vars(canvas).get(field.attribute)
        if field.attribute == "segments":
            others = [[_part(kept, old, parts[at], at, instead) for at in range(len(parts))] if each is segment
                      else [around.block(each)] for each in canvas.segments]  # fmt: skip
            said["segments"] = tuple(each for several in others for each in several)
        elif type(value) is tuple and value and field.entity is not None:
            said[field.attribute] = around.listed(value)
        elif isinstance(value, Entity):
            said[field.attribute] = around.block(value)
    return with_said(canvas, said), within.aside, around.aside


def _without_sums(entity: Any, within: Reshaping) -> Any:
    """A segment, or a block in it, without what speaks of all of them together."""
    said: dict[str, Any] = {}
    for field in table_of(type(entity)).fields:
        value = vars(entity).get(field.attribute)
        if value is None or value == ():
            continue
        if speaks_of_all(entity, field) or field.name in OF_ONE.get(entity.word, ()):
            within.put_aside(entity, field)
            said[field.attribute] = None
        elif isinstance(value, Entity):
            said[field.attribute] = _without_sums(value, within)
        elif type(value) is tuple and isinstance(value[0], Entity):
            said[field.attribute] = tuple(_without_sums(each, within) for each in value)
    return with_said(entity, said)


def _part(kept: Any, old: Key, part: Key, at: int, instead: Mapping[Key, tuple[Key, ...]]) -> Any:
    """One of the new segments, with its own names inside; its title tells it from the others."""
    own = {key: (several[at],) for key, several in instead.items()}
    ids = {key[1]: several[at][1] for key, several in instead.items()}
    made = Reshaping(own, ids, None).block(kept)
    title = kept.title
    told = title if title is None or part == old else f"{title} ({part[1]})"
    return with_said(made, {"id": part[1], "title": told})


def _remarks(old: Key, parts: list[Key], inside: Iterable[Aside], around: Iterable[Aside]) -> dict[Key, list[str]]:
    """The comments above each new segment: what the old one said of all; above the first one, what others said."""
    own = [f"#   {'' if each.owner == ' '.join(parts[0]) else f'{each.owner}: '}{each.text}" for each in inside]
    others = [f"#   {f'{each.owner}: ' if each.owner else ''}{each.text}" for each in around]
    remarks = {}
    for part in parts:
        remarks[part] = [f"# Split from {old[1]}, which said of all of them, to be said anew of {part[1]}:", *own]
        if part == parts[0]:
            remarks[part] += ["# and others said of it:", *others] if others else []
        if len(remarks[part]) == 1:
            remarks[part] = []
    return remarks


def _left(loaded: Loaded, begun: Loaded, old: Key, aside: Iterable[Aside]) -> Iterable[Left]:
    """What the author has to say anew, and the texts that name the old segment."""
    block = loaded.canvas.index.blocks[old]
    inside = {each.key[1] for each in all_inside(block) if each.key is not None}
    for each in aside:
        file, start, _ = each.span
        line = begun.sources[file].position(start).line  # an id of another length has moved what stands behind it
        at = loaded.sources[file].line_starts[line - 1]
        parts = "the one of which it holds" if each.text in OF_ONE["segment"] else "each"
        yield Left(Span(file, at, at), f"say anew of {parts}: {each.text}")
    for named in names_in_texts(loaded):
        if named.id in inside and not (block.item.start <= named.span.start < block.item.end):
            yield Left(named.span, f"a text names `{named.id}` in braces, which is split: name one of the new segments")

