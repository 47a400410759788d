"""Merges segments: the one that they become says what each of them said, and whatever named them names it, once.

Where two say different things, nothing is done unless somebody tells whose word holds. How many there are together
nobody knows but the author, for some may be in both: it is taken out, and comments above the segment keep it.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from canvasdsl.change.difference import changes_between
from canvasdsl.change.meaning import meaning_of
from canvasdsl.change.patching import Unpatched, patched
from canvasdsl.change.refactoring.named_blocks import Key, block_meant, in_words, unfit_id
from canvasdsl.change.refactoring.proving import commented, lost_comments, proved
from canvasdsl.change.refactoring.rename import renamed
from canvasdsl.change.refactoring.reshaping import Aside, Reshaping, all_inside, once_each
from canvasdsl.change.refactoring.results import Left, Refactored, Refused
from canvasdsl.change.refactoring.whole_numbers import speaks_of_all
from canvasdsl.change.written_values import Writer
from canvasdsl.load import Loaded
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.entities import Entity, Reference, with_said
from canvasdsl.model.quantities import Quantity
from canvasdsl.model.reading import article
from canvasdsl.model.vocabulary import Field, table_of

__all__ = ["merge_segments"]

_ONE_AT_A_TIME = ("state",)
"""Lists of which a segment can say one thing only; a rule tells that."""


def merge_segments(loaded: Loaded, names: Sequence[str], into: str, *, keep: str | None = None) -> Refactored | Refused:
    """The model with one segment of the id `into` in the place of those that `names` mean; where they contradict each
    other, the one that `keep` means has the word."""
    meant = _meant(loaded, names, into, keep)
    if isinstance(meant, Refused):
        return meant
    keys, kept = meant
    united = _Uniting(loaded, keys, kept)
    target = united.target()
    if united.contradictions:
        return Refused("they contradict each other", f"say with `--keep {keys[0][1]}` whose word holds, or make them "
                       "agree first", more=tuple(united.contradictions))  # fmt: skip
    patch = patched(loaded, changes_between(loaded.canvas, target))
    if isinstance(patch, Unpatched):
        return Refused(f"they can't be merged: {patch.reason}")
    made, texts, key = patch.loaded, dict(patch.texts), keys[0]
    if key[1] != into:
        other = renamed(made, f"segment.{key[1]}" if made.canvas.index.blocks[key].id is not None else key[1], into)
        if isinstance(other, Refused):
            return other
        made, key = other.models[0], ("segment", into)
        texts |= other.texts
    texts |= commented(made, {key: [*lost_comments(loaded, made), *united.remarks(into)]})
    again = proved(loaded, texts, made)
    if isinstance(again, Refused):
        return again
    return Refactored(texts, (again,), tuple(united.left()))


def _meant(
    loaded: Loaded, names: Sequence[str], into: str, keep: str | None
) -> tuple[list[Key], Key | None] | Refused:
    """The segments, the one whose place the new one takes first, and the one that has the word, if one has."""
    if loaded.has_errors:
        return Refused(f"{loaded.source.name} has mistakes, and what they hide could be missed",
                       "mend them first; `canvasdsl check` tells them")  # fmt: skip
    keys: list[Key] = []
    for name in names:
        key = block_meant(loaded, name, "segment")
        if isinstance(key, Refused):
            return key
        if key in keys:
            return Refused(f"{in_words(key)} is named twice", "name each segment once")
        keys.append(key)
    if len(keys) < 2:
        return Refused("two segments or more are merged", "name the ids of all of them")
    unfit = unfit_id(into, loaded.canvas.index.blocks[keys[0]])
    if unfit is not None:
        return unfit
    taken = ("segment", into)
    if taken in loaded.canvas.index.blocks and taken not in keys:
        return Refused(f"there is {article('segment')} {in_words(taken)} already", "choose another id, or name it too",
                       loaded.canvas.index.blocks[taken].here)  # fmt: skip
    kept = None if keep is None else block_meant(loaded, keep, "segment")
    if isinstance(kept, Refused):
        return kept
    if kept is not None and kept not in keys:
        return Refused(f"{in_words(kept)} is none of the segments to be merged", "keep the word of one of them")
    first = taken if taken in keys else kept or keys[0]
    return [first, *(key for key in keys if key != first)], kept


class _Uniting:
    """One merge: the first of the `keys` is the place of the new segment, and `kept` has the word, if one has."""

    def __init__(self, loaded: Loaded, keys: list[Key], kept: Key | None) -> None:
        self.canvas = loaded.canvas
        self.keys = keys
        self.segments = [loaded.canvas.index.blocks[key] for key in keys]
        self.kept = kept
        self.writer = Writer(loaded.canvas)
        self.contradictions: list[str] = []
        self.aside: list[Aside] = []
        self.overruled: list[Aside] = []
        self.between: list[Aside] = []
        """What one of them said of another one."""
        base = keys[0][1]
        instead = {}
        for key, segment in zip(keys[1:], self.segments[1:]):
            for each in all_inside(segment):
                if each.key is not None:
                    instead[each.key] = ((each.key[0], base + each.key[1][len(key[1]) :]),)
        self.shape = Reshaping(instead, {key[1]: new[0][1] for key, new in instead.items()}, self.writer)

    def target(self) -> Canvas:
        """The model as it shall be."""
        said: dict[str, Any] = {}
        apart = [self._without_the_others(each) for each in self.segments]
        merged = self._merged([self.shape.block(each) for each in apart], apart)
        for field in table_of(Canvas).fields:
            value = vars(self.canvas).get(field.attribute)
            if field.attribute == "segments":
                said["segments"] = tuple(merged if each is self.segments[0] else self.shape.block(each)
                                         for each in self.canvas.segments if each not in self.segments[1:])  # fmt: skip
            elif type(value) is tuple and value and field.entity is not None:
                said[field.attribute] = self.shape.listed(value)
            elif isinstance(value, Entity):
                said[field.attribute] = self.shape.block(value)
        made: Canvas = with_said(self.canvas, said)
        return made

    def remarks(self, into: str) -> list[str]:
        """The comments above the new segment."""
        lines = [f"#   {each.owner}: {each.text}" for each in self.aside]
        others = [f"#   {each.owner}: {each.text}" for each in self.between]
        return [*([f"# Merged into {into}; what was said of all in one of them is to be said anew:"] if lines else []),
                *lines, *(["# what one of them said of another one:"] if others else []), *others]  # fmt: skip

    def left(self) -> Iterator[Left]:
        """What the author has to say anew, and what is no longer said."""
        for each in self.aside:
            yield Left(each.span, f"say anew of all of them: {each.text}")
        for each in self.between:
            yield Left(each.span, f"no longer said, for both are one now: {each.text}")
        word = self.kept[1] if self.kept is not None else ""
        for each in self.overruled:
            yield Left(each.span, f"no longer said, for `{word}` has the word: {each.text}")

    def _without_the_others(self, segment: Any) -> Any:
        """A segment without what it says of those that it becomes one with."""
        said: dict[str, Any] = {}
        for field in table_of(type(segment)).fields:
            value = vars(segment).get(field.attribute)
            if type(value) is tuple:
                going = [part for part in value if self._names_another(part, segment)]
                if going:
                    self._put(self.between, with_said(segment, {field.attribute: tuple(going)}), field)
                    said[field.attribute] = tuple(part for part in value if part not in going)
        return with_said(segment, said)

    def _names_another(self, part: Any, segment: Any) -> bool:
        named = [part] if isinstance(part, Reference) else [
            vars(part).get(slot.attribute) for slot in table_of(type(part)).slots
        ] if isinstance(part, Entity) and part.key is None else []  # fmt: skip
        return any(isinstance(each, Reference) and each.key in self.keys and each.key != segment.key for each in named)

    def _merged(self, parts: list[Any], before: list[Any]) -> Any:
        """One block that says what each of the parts does; `before` are the same as they stand in the model."""
        said: dict[str, Any] = {}
        for field in table_of(type(parts[0])).fields:
            saying = [(part, old) for part, old in zip(parts, before) if vars(part).get(field.attribute)
                      not in (None, ())]  # fmt: skip
            if field.name == "id" or not saying:
                continue
            if speaks_of_all(before[0], field) or any(speaks_of_all(old, field) for _, old in saying):
                for _, old in saying:
                    self._put(self.aside, old, field)
                said[field.attribute] = None
                continue
            said[field.attribute] = self._value(field, saying)
        return with_said(parts[0], said)

    def _value(self, field: Field, saying: list[tuple[Any, Any]]) -> Any:
        """What a field says of all of them."""
        values = [vars(part)[field.attribute] for part, _ in saying]
        if len({meaning_of(each) for each in values}) == 1:
            return values[0]
        if isinstance(values[0], Entity):  # one block of its kind
            return self._merged(values, [vars(old)[field.attribute] for _, old in saying])
        if type(values[0]) is tuple and not _is_table(values) and field.name not in _ONE_AT_A_TIME:
            if isinstance(values[0][0], Entity) and table_of(type(values[0][0])).has_id:
                return tuple(self._named(field, saying))
            return once_each([part for value in values for part in value])
        return self._contradicting(field, saying)

    def _named(self, field: Field, saying: list[tuple[Any, Any]]) -> Iterator[Any]:
        """The blocks inside that have names, those of one name merged."""
        by_name: dict[Key, list[tuple[Any, Any]]] = {}
        nameless = []
        for part, old in saying:
            for inner, inner_old in zip(vars(part)[field.attribute], vars(old)[field.attribute]):
                if inner.key is None:
                    nameless.append(inner)
                else:
                    by_name.setdefault(inner.key, []).append((inner, inner_old))
        for pairs in by_name.values():
            yield self._merged([inner for inner, _ in pairs], [old for _, old in pairs])
        yield from once_each(nameless)

    def _contradicting(self, field: Field, saying: list[tuple[Any, Any]]) -> Any:
        """The word of the one that is kept; else the contradiction is taken down."""
        heard = next((part for part, old in saying if self._is_kept(old)), None)
        if heard is None:
            words = [f"`{_name(old)}` says {self._words(old, field)}" for _, old in saying]
            self.contradictions.append(f"{field.name}: " + ", ".join(words))
            return vars(saying[0][0])[field.attribute]
        for part, old in saying:
            if part is not heard:
                self._put(self.overruled, old, field)
        return vars(heard)[field.attribute]

    def _is_kept(self, entity: Any) -> bool:
        if self.kept is None:
            return False
        kept = self.canvas.index.blocks[self.kept]
        return entity.key == self.kept or any(each is entity for each in all_inside(kept))

    def _words(self, entity: Any, field: Field) -> str:
        scratch = Reshaping({}, {}, self.writer)
        scratch.put_aside(entity, field)
        return ", ".join(f"`{each.text}`" for each in scratch.aside)

    def _put(self, where: list[Aside], entity: Any, field: Field) -> None:
        scratch = Reshaping({}, {}, self.writer)
        scratch.put_aside(entity, field)
        where += scratch.aside


def _is_table(values: Iterable[tuple[Any, ...]]) -> bool:
    """Whether several values are numbers that belong together, so that those of two can't be mixed."""
    return any(
        isinstance(part, Quantity) or (isinstance(part, Entity) and any(
            isinstance(vars(part).get(slot.attribute), Quantity) for slot in table_of(type(part)).slots))
        for value in values for part in value
    )  # fmt: skip


def _name(entity: Any) -> str:
    return str(entity.key[1]) if entity.key is not None else str(entity.word)
