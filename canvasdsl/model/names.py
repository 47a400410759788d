"""Who is called what: gathers the ids of all files before anything is lowered, and resolves references to them."""

import unicodedata
from collections.abc import Iterable
from functools import cached_property
from itertools import islice
from typing import Any

import attrs

from canvasdsl.diagnostics import Diagnostic, Edit, Fix, Related, Severity
from canvasdsl.limits import MESSAGES_SHOWN, MISTAKES
from canvasdsl.model.entities import Entity, Reference
from canvasdsl.model.reading import Misread, Reader, article, closest, kinds_in_words, shortened
from canvasdsl.model.vocabulary import Field, Table, named_below, named_in, table_of
from canvasdsl.source import Span
from canvasdsl.syntax.headings import block_of
from canvasdsl.syntax.nodes import Item, Value, plain_word
from canvasdsl.syntax.tables import TEXT, WORD
from canvasdsl.syntax.written import decode

__all__ = ["Declaration", "Names", "joined", "name_and_title"]

_MOST_GUESSES = 1_000
"""For how many unknown words something near is looked for: each takes a while."""
_NOTHING: dict[str, Any] = {}
_MOST_SHOWN = 4
"""How many other places one message shows."""


@attrs.frozen
class Declaration:
    """A block that has a name: its kind, its id in full, and where it stands. `title` names it where it has no id."""

    kind: str
    path: str
    span: Span
    item: Item
    title: Value | None
    has_id: bool

    @property
    def shown(self) -> str:
        """The name as a reference writes it."""
        return self.path if _is_word(self.path.rpartition(".")[2]) else f'"{self.path}"'


def joined(item: Item, table: Table) -> Item | None:
    """The item that was meant where its word is written with a blank: `customer segment` for `customer-segment`."""
    first = item.phrases[0] if item.phrases else ()
    if not first or first[0].kind != WORD or item.broken:
        return None
    word = f"{item.name}-{first[0].text}".lower()
    if word not in table.words:
        word = block_of(word) if "canvas" in table.words and len(first) > 1 else ""
    if word not in table.words:
        return None
    return item._replace(name=word, phrases=((first[1:], *item.phrases[1:]) if len(first) > 1 else item.phrases[1:]))


def name_and_title(item: Item, table: Table) -> tuple[Value | None, Value | None]:
    """The id and the title in the head of a block, even in the wrong order, or behind a kind said twice."""
    if not item.phrases:
        return None, None
    phrase = item.phrases[0]
    first = phrase[0]
    second = phrase[1] if len(phrase) > 1 else None
    if first.kind == WORD:
        if second is None or second.kind == TEXT:
            return first, second
        if second.kind == WORD and first.text == item.name and second.text not in table.words:
            first = second
        return first, next((value for value in phrase if value.kind == TEXT), None)
    if first.kind != TEXT:
        return None, None
    if second is not None and second.kind == WORD and second.text not in table.words:
        return second, first
    return None, first


class Names:
    """All declared names of a model."""

    def __init__(self) -> None:
        self.by_path: dict[str, dict[str, Declaration]] = {}
        """Every block with a name, by its kind, then by its id in full."""
        self.by_end: dict[str, dict[str, list[Declaration]]] = {}
        """The blocks inside others by each end of the id: `queue` for `commuters.queue`."""
        self.paths: dict[str, dict[int, str]] = {}
        """By file: the id in full of the block that is written at a place."""
        self.diagnostics: list[Diagnostic] = []
        self.more = 0
        """How many names are taken beyond the limit of mistakes."""
        self.lost: list[str] = []
        """The kinds of items whose names could not be read: a reference may mean one of them. An empty one is any."""
        self._lost_kinds: set[tuple[str, ...]] = set()
        self.guesses: dict[tuple[str, int], Field | None] = {}
        """What was most likely meant by words that nobody knows, by the word and where it stands."""
        self.missing: dict[str, list[Related]] = {}
        """Names that nothing has, each with the further places where it stands: it is reported once."""

    def gather(self, items: Iterable[Item], file: str, table: Table, parent: str = "") -> None:
        """Takes in the names that these items declare, and those inside them."""
        words = table.words
        self.paths.setdefault(file, {})
        for item in items:
            field = words.get(item.name)
            if field is None and (whole := joined(item, table)) is not None:
                item = whole
                field = words[whole.name]
            if field is None:
                field = self.guess(item.name, table)
                self._lose_unknown(item, field, table)
            if field is None or (cls := field.entity) is None:
                continue
            path = parent
            inner = table_of(cls)
            if inner.slots and inner.slots[0].name == "id":
                path = self._declare(item, file, cls, inner, parent) or parent
            if item.items:
                self.gather(item.items, file, inner, path)

    def guess(self, word: str, table: Table) -> Field | None:
        """What was most likely meant by a word that is not known here, unless it has its place elsewhere."""
        key = (word, id(table))
        if key not in self.guesses:
            plain = plain_word(word)
            self.guesses[key] = None
            if len(self.guesses) <= _MOST_GUESSES:
                from canvasdsl.model.everyday import guess

                self.guesses[key] = guess(plain, table)
        return self.guesses[key]

    def _lose_unknown(self, item: Item, meant: Field | None, table: Table) -> None:
        """Remembers what an item may have declared whose word is not known, if it has a name or a body."""
        if meant is not None:
            self._lose(meant.name)
        elif item.items:
            self._lose_all(named_below(table))
        elif item.broken or (item.phrases and item.phrases[0][0].kind in (WORD, TEXT)):
            self._lose_all(named_in(table))

    def _lose_all(self, kinds: tuple[str, ...]) -> None:
        if kinds not in self._lost_kinds:
            self._lost_kinds.add(kinds)
            self.lost += kinds

    def _lose(self, kind: str) -> None:
        if kind not in self.lost:
            self.lost.append(kind)

    def _declare(self, item: Item, file: str, cls: type[Entity], table: Table, parent: str) -> str:
        """Takes in the name of one block, and returns its id in full, or nothing."""
        first, title = name_and_title(item, table)
        kind = cls.word
        if item.broken or len(item.phrases) > 1 or (first is not None and _is_confused(item, first, title, table)):
            self._lose(kind)
        if first is not None and (not first.text or "." in first.text):
            first = None
        named = first or title
        if named is None:
            return ""
        name = decode(named) if named is title else _normal(named.text)
        path = f"{parent}.{name}" if parent else name
        span = Span(file, named.start, named.end)
        declared = Declaration(kind, path, span, item, title, first is not None)
        before = self.by_path.setdefault(kind, {}).setdefault(path, declared)
        if before is not declared:
            self._twice(declared, before, named)
        elif parent:
            ends = self.by_end.setdefault(kind, {})
            ends.setdefault(name, []).append(declared)
            at = path.find(".") + 1
            while 0 < at < len(path) - len(name):
                ends.setdefault(path[at:], []).append(declared)
                at = path.find(".", at) + 1
        self.paths[file][item.start] = path
        return path

    @cached_property
    def by_title(self) -> dict[str, dict[str, list[Declaration]]]:
        """Every block with a title, by its kind, then by its title; made when first asked for, when all are known."""
        found: dict[str, dict[str, list[Declaration]]] = {}
        for kind, declarations in self.by_path.items():
            titles = found[kind] = {}
            for declared in declarations.values():
                if declared.title is not None:
                    titles.setdefault(decode(declared.title), []).append(declared)
        return found

    @cached_property
    def first(self) -> dict[str, Declaration]:
        """Of each last part of an id, and of each title, the first block of any kind."""
        found: dict[str, Declaration] = {}
        for declarations in self.by_path.values():
            for path, declared in declarations.items():
                found.setdefault(path.rpartition(".")[2], declared)
                if declared.title is not None:
                    found.setdefault(decode(declared.title), declared)
        return found

    def _twice(self, declared: Declaration, before: Declaration, first: Value) -> None:
        if len(self.diagnostics) >= MISTAKES:
            self.more += 1
            return
        kind = "id" if first.kind == WORD else "title"
        self.diagnostics.append(
            Diagnostic(
                "REF202", Severity.ERROR,
                shortened(f"a {declared.kind} with the {kind} {_quoted(first)} is already declared"),
                declared.span, help="give one of them another id", why="A reference to it could mean either.",
                related=(Related(before.span, "first declared here"),),
            )
        )  # fmt: skip

    def is_declared(self, value: Value) -> bool:
        """Whether a value is the name of some block, of any kind."""
        return (decode(value) if value.kind == TEXT else _normal(value.text)) in self.first

    def knows(self, value: Value, kinds: tuple[str, ...], reader: Reader) -> bool:
        """Whether a value names a block of one of these kinds."""
        return bool(self._candidates(value, kinds, reader.scope))

    def _candidates(self, value: Value, kinds: tuple[str, ...], scope: tuple[str, ...]) -> list[Declaration]:
        """The blocks of these kinds, or of any where there are none, that a value may name; of many, a few."""
        kinds = kinds or tuple(self.by_path)
        if value.kind == TEXT:
            return self._few(self.by_title, decode(value), kinds)
        name = _normal(value.text)
        by_path = self.by_path
        for parent in scope:  # local ids first, from the inside out
            for kind in kinds:
                found = by_path.get(kind, _NOTHING).get(f"{parent}.{name}")
                if found is not None:
                    return [found]
        exact = [found for kind in kinds if (found := by_path.get(kind, _NOTHING).get(name)) is not None]
        if exact:
            return exact
        head, dot, rest = name.partition(".")
        if dot and head in kinds:
            found = by_path.get(head, _NOTHING).get(rest)
            some = [found] if found is not None else self._few(self.by_end, rest, (head,))
            if some:
                return some
        return self._few(self.by_end, name, kinds)

    def _few(
        self, names: dict[str, dict[str, list[Declaration]]], name: str, kinds: tuple[str, ...]
    ) -> list[Declaration]:
        return [found for kind in kinds for found in names.get(kind, _NOTHING).get(name, ())[:_MOST_SHOWN]]

    def declared_at(self, reference: Reference) -> Span:
        """Where the block that is named is declared."""
        return self.by_path[reference.kind][reference.id].span

    def resolve(self, value: Value, kinds: tuple[str, ...], reader: Reader) -> Reference:
        """The block that `value` names among those of `kinds`."""
        span = Span(reader.file, value.start, value.end)
        found = self._candidates(value, kinds, reader.scope)
        if len(found) == 1:
            return Reference(found[0].kind, found[0].path, span)
        if found:
            self._ambiguous(value, found)
        return self._missing(value, kinds, span, reader)

    def _ambiguous(self, value: Value, found: list[Declaration]) -> None:
        same_kind = len({each.kind for each in found}) == 1
        names = [each.path if same_kind else f"{each.kind}.{each.path}" for each in found]
        raise Misread(
            "REF203", f"{_quoted(value)} may mean {' or '.join(f'`{name}`' for name in names[:_MOST_SHOWN])}",
            value.start, value.end, help=f"write `{names[0]}`",
            related=tuple(Related(each.span, "one is declared here") for each in found[:_MOST_SHOWN]),
        )  # fmt: skip

    def _missing(self, value: Value, kinds: tuple[str, ...], span: Span, reader: Reader) -> Reference:
        """Says that nothing has this name, once for each name; where a broken item may have it, nothing is said."""
        nothing = Reference("", value.text, span)
        if any(not lost or not kinds or lost in kinds for lost in self.lost):
            return nothing
        name = decode(value) if value.kind == TEXT else _normal(value.text)
        kind = kinds_in_words(kinds)
        other = self.first.get(name)
        if other is not None and (not kinds or other.kind in kinds):  # a title like its id but for capitals
            raise Misread(
                "REF201", f"there is no {kind} {_quoted(value)}", value.start, value.end,
                help=f"did you mean `{other.shown}`?",
                fix=reader.replace(f"write `{other.shown}`", value.start, value.end, other.shown),
            )  # fmt: skip
        if other is not None:
            raise Misread(
                "REF204", f"{_quoted(value)} is {article(other.kind)} {other.kind}, and here stands {article(kind)} "
                f"{kind}", value.start, value.end, help=f"name {article(kind)} {kind}" + _as_segment(other, kinds),
                related=(Related(other.span, f"the {other.kind} is declared here"),), named=other.kind,
            )  # fmt: skip
        if name in self.missing:
            more = self.missing[name]
            if len(more) < _MOST_SHOWN:
                more.append(Related(span, "named here too"))
            return nothing
        more = self.missing[name] = []
        every = kinds or tuple(self.by_path)
        self._title_without_quotes(every, reader)
        near = unnamed = None
        known: tuple[str, ...] = ()
        if len(self.missing) <= MESSAGES_SHOWN:  # looking through all names again and again would take too long
            known = self._known(every, titles=value.kind == TEXT)
            near = closest(name, known)
            unnamed = self._unnamed(name, every) if value.kind == WORD else None
        if near is not None:
            near = f'"{near}"' if value.kind == TEXT else near
            raise Misread(
                "REF201", f"there is no {kind} {_quoted(value)}", value.start, value.end,
                help=f"did you mean `{near}`?",
                fix=reader.replace(f"write `{near}`", value.start, value.end, near), related=more,
            )  # fmt: skip
        if unnamed is not None:
            self._without_id(value, unnamed, span, more)
        some = ", ".join(f"`{each}`" for each in known[:6])
        from canvasdsl.model.homes import declaring

        help = f"declared are {some}" if some or not kinds else declaring(kinds[0], value.text)
        raise Misread("REF201", f"there is no {kind} {_quoted(value)}", value.start, value.end, help=help, related=more)

    def _title_without_quotes(self, kinds: tuple[str, ...], reader: Reader) -> None:
        """Ends the reading where the words of a title stand without its quotes."""
        words = reader.values[reader.at - 1 :]
        title = " ".join(each.text for each in words)
        if len(words) > 1 and self._few(self.by_title, title, kinds):
            raise Misread(
                "REF201", f"`{title}` is a title, and a title stands in quotes", words[0].start, words[-1].end,
                help=f'write `"{title}"`',
                fix=reader.replace("put it in quotes", words[0].start, words[-1].end, f'"{title}"'),
            )  # fmt: skip

    def _known(self, kinds: tuple[str, ...], *, titles: bool) -> tuple[str, ...]:
        """What could have been meant: all titles of these kinds, or all ids and their ends."""
        if titles:
            return tuple(each for kind in kinds for each in self.by_title.get(kind, ()))
        return (
            *(path for kind in kinds for path, found in self.by_path.get(kind, _NOTHING).items() if found.has_id),
            *(end for kind in kinds for end, found in self.by_end.get(kind, _NOTHING).items() if found[0].has_id),
        )  # fmt: skip

    def _unnamed(self, name: str, kinds: tuple[str, ...]) -> Declaration | None:
        """The block without an id that a name most likely means: the only one, or the one whose title is like it."""
        without = (each for kind in kinds for each in self.by_path.get(kind, _NOTHING).values() if not each.has_id)
        some = {
            each.path.rpartition(".")[2].lower().replace(" ", "-"): each for each in islice(without, MESSAGES_SHOWN)
        }
        near = next(iter(some)) if len(some) == 1 else closest(name, tuple(some))
        return some[near] if near else None

    def _without_id(self, value: Value, unnamed: Declaration, span: Span, more: list[Related]) -> None:
        """Nothing has the name, and one block could that has no id: the fault is most likely there."""
        more.append(Related(span, "named here"))
        at = unnamed.span.start
        raise Misread(
            "REF201", f"no {unnamed.kind} has the id {_quoted(value)}, and this one has no id", at, unnamed.span.end,
            help=f"write `{unnamed.kind} {value.text} …`, or name it by its title in quotes",
            fix=Fix(f"insert the id `{value.text}`", (Edit(Span(unnamed.span.source, at, at), f"{value.text} "),)),
            related=more, file=unnamed.span.source,
        )  # fmt: skip


def _is_confused(item: Item, first: Value, title: Value | None, table: Table) -> bool:
    """Whether the head has more words than an id before its title, or has them in the wrong order."""
    phrase = item.phrases[0]
    if phrase[0] is not first:
        return True
    second = phrase[1] if len(phrase) > 1 else first
    return second is not first and second is not title and second.kind == WORD and second.text not in table.words


def _normal(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _is_word(text: str) -> bool:
    return bool(text) and all(sign.isalnum() or sign in "-_" or not sign.isascii() for sign in text)


def _as_segment(other: Any, kinds: tuple[str, ...]) -> str:
    """Where a segment is asked for, a party may become one: it keeps its `role`."""
    if other.kind != "party" or "segment" not in kinds:
        return ""
    return f"; if you sell to them or look after them, declare `{other.shown}` as a `segment` and not as a `party`"


def _quoted(value: Value) -> str:
    return f"`{value.text}`"
