"""From what was written to what was meant: one generic walk that reads the vocabulary of each class.

Nothing here knows a single word of the vocabulary. Mistakes are diagnostics; what could not be understood is left out
and its words are kept in `lost`, so that nobody reports as absent what was merely misspelt.
"""

from typing import Any

from canvasdsl.diagnostics import Diagnostic, Related, Severity
from canvasdsl.limits import MISTAKES
from canvasdsl.model.codes import why_of
from canvasdsl.model.entities import Entity
from canvasdsl.model.heads import in_block, long_head, pattern_of, several_in_head, surplus
from canvasdsl.model.homes import homes_of
from canvasdsl.model.names import Names, joined, name_and_title
from canvasdsl.model.reading import Misread, Reader, shortened
from canvasdsl.model.surplus import equals, left_over, parted, several_for_one, several_values
from canvasdsl.model.types import FLAG, TEXT_VALUE
from canvasdsl.model.vocabulary import Field, Table, table_of
from canvasdsl.source import Span
from canvasdsl.syntax.nodes import Item, Value, plain_word
from canvasdsl.syntax.tables import TEXT, WORD

__all__ = ["Lowering"]

_MOST_ATTRIBUTES = 2
_NO_WORDS: dict[str, Field] = {}


class Lowering:
    """Lowers items of one or more files into entities of the model's classes."""

    def __init__(self, names: Names, currency: str) -> None:
        self.names = names
        self.currency = currency
        self.respelled: dict[int, str] = {}
        """Words by offset that the vocabulary spells in another way, in the file that is being lowered."""
        self.lost: list[str] = []
        """The words of items that were not understood; an empty one may have been anything."""
        self.block: Item | None = None
        """The block whose body is being lowered."""
        self.reader = Reader("", names, self.respelled, currency)
        self._found: list[Diagnostic | Misread] = []
        self.more = 0
        """How many mistakes there are beyond the limit."""
        self._doubtful: set[tuple[str, int]] = set()
        """The places of items that were not understood whole."""

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """All that was wrong, in the order in which it was met."""
        return [_told(found) if isinstance(found, Misread) else found for found in self._found]

    def lower(self, items: tuple[Item, ...], file: str, table: Table) -> dict[str, Any]:
        """The values of the fields of `table`, by Python attribute, from the items of a body."""
        self.reader.file = file
        words = table.words
        values: dict[str, Any] = {}
        first: dict[str, Item] = {}
        waiting = list(items)
        waiting.reverse()
        while waiting:
            item = waiting.pop()
            name = item.name
            field = words.get(name)
            if field is None or field.place == "attribute":
                whole = joined(item, table)
                if whole is not None:
                    self._report(several_for_one(item, whole, self.reader), file, item)
                    waiting.append(whole)
                    continue
                field = self._unknown(item, file, table)
                if field is None:
                    continue
                item = self._understood_of(item, field)
            elif name != field.name and (file, item.start) not in self._doubtful:  # two words are no spelling of one
                self.respelled[item.start] = field.name
            found: list[Any] = []
            try:
                if field.entity is None:
                    self._values(item, field, table, found)
                else:
                    self._entities(item, file, field.entity, table, found)
            except Misread as wrong:
                self._report(equals(item, self.reader) or self._with_its_word(wrong, item, field, table), file, item)
                if wrong.follows is not None:
                    waiting += parted(item, wrong.follows)
                    continue
                self.lost.append(field.name)
                self.lost += [value.text for phrase in item.phrases for value in phrase if value.text in words]
            if field.many:
                if found:
                    values.setdefault(field.attribute, []).extend(found)
                continue
            before = first.get(field.name)
            if before is None or self._is_better(item, before, file):
                first[field.name] = item
                if found:
                    values[field.attribute] = found[0]
            else:
                self._repeated(item, before, file)
        for name, value in values.items():
            if type(value) is list:
                values[name] = tuple(value)
        return values

    def _with_its_word(self, wrong: Misread, item: Item, field: Field | None, table: Table) -> Misread:
        """A mistake in a name; where the block that it names stands behind another word here, with that word."""
        if not wrong.named:
            return wrong
        from canvasdsl.model.slips import behind_another_word

        return behind_another_word(item, field, table, wrong, self.reader)

    def _is_better(self, item: Item, before: Item, file: str) -> bool:
        """Whether the earlier one of two was not understood, so that this one is the one that is meant."""
        return (file, before.start) in self._doubtful and (file, item.start) not in self._doubtful

    def _entities(self, item: Item, file: str, cls: type[Entity], around: Table, found: list[Any]) -> None:
        """The blocks or phrases of an item, added to `found`; `around` is the table of the block where it stands."""
        phrases = item.phrases
        behind = phrases[-1] if phrases else ()
        if cls.by_phrase:
            if item.broken:
                self._lose(cls.word, file, item)
                return
            if len(phrases) > 1 and cls.singular:
                self._report(several_values(item, self.reader, quoted=False), file, item)
                self._lose(cls.word, file, item)
                return
            if len(phrases) > 1:
                if item.items is not None:
                    wrong = Misread("TYP114", "a block belongs to one thing, and several stand before it",
                                    item.head_end, item.end, help="write one line for each")  # fmt: skip
                    self._report(wrong, file, item)
                for phrase in phrases:
                    entity = self._entity(item._replace(phrases=(phrase,)), file, cls, around, behind)
                    found += [] if entity is None else [entity]
                return
        elif len(phrases) > 1 and not item.broken:
            self._report(several_in_head(item, self.reader, table_of(cls)), file, item)
            self.lost.append(cls.word)
        entity = self._entity(item, file, cls, around, behind)
        if entity is not None:
            found.append(entity)

    def _entity(self, item: Item, file: str, cls: type[Entity], around: Table, behind: Any) -> Entity | None:
        """One block or phrase: its head, then its body."""
        table = table_of(cls)
        reader = self.reader
        path = self.names.paths[file].get(item.start, "") if table.has_id else ""
        values: dict[str, Any] = {}
        try:
            if not item.broken:
                self._head(item, cls, table, around, behind, values)
        except Misread as wrong:
            if wrong.follows is not None:
                raise
            if wrong.code == "TYP101":
                from canvasdsl.model.slips import out_of_order

                wrong = out_of_order(item, cls, wrong, reader) or wrong
            self._report(self._with_its_word(wrong, item, around.words.get(cls.word), around), file, item)
        if (file, item.start) in self._doubtful or item.broken:
            self._lose(cls.word, file, item)
            if table.required:
                return None
            self._head_of_broken(item, table, values)
        if item.items is not None:
            outer = reader.scope
            if path:
                reader.scope = (path, *outer)
            elif not table.has_body:
                self._report(Misread("TYP114", f"`{item.name}` has no block of its own", item.head_end, item.end,
                                     help="take the braces out"), file, item)  # fmt: skip
            outer_block, self.block = self.block, item
            inside = self.lower(item.items, file, table)
            self.block = outer_block
            reader.scope = outer
            for name in inside.keys() & values.keys():
                if type(inside[name]) is tuple:
                    inside[name] = values[name] + inside[name]
                else:
                    self._repeated(next(each for each in item.items if table.words.get(each.name)
                                        and table.words[each.name].attribute == name), item, file)  # fmt: skip
            values.update(inside)
        return cls(item=item, file=file, key=(cls.word, path) if path else None, **values)

    def _values(self, item: Item, field: Field, table: Table, found: list[Any]) -> None:
        """The values of a property of a simple type, added to `found`."""
        reader = self.reader
        if item.broken:
            self._lose(field.name, reader.file, item)
            return
        phrases = item.phrases
        if item.items is not None:
            raise Misread("TYP114", f"`{item.name}` has no block of its own", item.head_end, item.end,
                          help="take the braces out")  # fmt: skip
        if len(phrases) > 1 and not field.many:
            raise several_values(item, reader, quoted=field.type is TEXT_VALUE)
        reader.words = _NO_WORDS
        reader.outer = table.words
        if not phrases:
            if field.type is not FLAG:
                end = item.start + len(item.name)
                raise Misread("TYP110", f"`{field.name}` says nothing", item.start, end,
                              help=f"write behind it {field.type.shows}")  # fmt: skip
            phrases = ((),)
        elif field.type is FLAG and phrases[0][0].text.lower() in ("true", "false"):
            from canvasdsl.model.slips import true_or_false

            raise true_or_false(item, field, reader)
        read = field.type.read
        reader.behind = phrases[-1]
        for phrase in phrases:
            reader.values = phrase
            reader.at = 0
            found.append(read(reader))
            if reader.at < len(phrase):
                if not field.many:
                    found.clear()
                left_over(reader, field, table)

    def _head(
        self, item: Item, cls: type[Entity], table: Table, around: Table, behind: Any, values: dict[str, Any]
    ) -> None:
        """Slots by their place, attributes behind their words."""
        reader = self.reader
        phrase = item.phrases[0] if item.phrases else ()
        words = table.words
        slots = table.slots
        reader.values = phrase
        reader.behind = behind
        reader.words = words
        reader.outer = _NO_WORDS
        reader.at = at = attributes = 0
        while reader.at < len(phrase):
            value = phrase[reader.at]
            field = words.get(value.text) if value.kind == WORD else None
            if field is not None and not _is_slot(slots, at, value) and (
                at or field.place == "attribute" or not any(slot.type.fits(value) for slot in slots)
            ):
                if field.entity is not None:
                    in_block(reader, item, value, table, around)
                self._attribute(value, field, values)
                attributes += field.place == "property"
                if attributes > _MOST_ATTRIBUTES:
                    long_head(reader, item, value, table, most=_MOST_ATTRIBUTES)
                continue
            while at < len(slots) and not slots[at].type.fits(value) and _may_skip(slots, at, value):
                at += 1
            if at == len(slots) or (at and table.has_id and not slots[at].type.fits(value)):
                surplus(reader, item, cls, value, table, around)
            values[slots[at].attribute] = slots[at].type.read(reader)
            at += 1
        for field in table.required:
            if field.attribute not in values:
                end = reader.end or item.start + len(item.name)
                what = f"`{field.name} …`, {field.type.shows}" if field.place == "attribute" else field.type.shows
                raise Misread("TYP110", f"`{item.name}` lacks {what}", item.start, end,
                              help=f"write it so: `{pattern_of(cls)}`")  # fmt: skip

    def _attribute(self, value: Value, field: Field, values: dict[str, Any]) -> None:
        reader = self.reader
        reader.at += 1
        if field.attribute in values:
            raise Misread("REF103", f"`{value.text}` is said twice", value.start, value.end, help="keep one of them")
        if field.type is FLAG:
            values[field.attribute] = True
            return
        if reader.at == len(reader.values):
            raise Misread("TYP110", f"`{value.text}` says nothing", value.start, value.end,
                          help=f"write behind it {field.type.shows}")  # fmt: skip
        found = field.type.read(reader)
        values[field.attribute] = (found,) if field.many else found

    def _head_of_broken(self, item: Item, table: Table, values: dict[str, Any]) -> None:
        """Of a head that had a mistake only the id and the title are taken."""
        values.clear()
        if not table.has_id:
            return
        id, title = name_and_title(item, table)
        for slot, value in zip(table.slots, (id, title)):
            if value is not None and value.text and (value.kind == TEXT or "." not in value.text):
                self.reader.begin((value,), ())
                values[slot.attribute] = slot.type.read(self.reader)

    def _unknown(self, item: Item, file: str, table: Table) -> Field | None:
        """Says that a word is not known here; the block that was most likely meant, so that its body is read."""
        plain = plain_word(item.name)
        field = table.words.get(plain)
        if field is not None and field.place != "attribute":
            self.respelled[item.start] = field.name
            return field
        meant = self.names.guess(item.name, table)
        self.lost.append(meant.name if meant else "")
        if not item.broken and self._is_told():
            from canvasdsl.model.everyday import advice_on

            span = Span(file, item.start, item.start + len(item.name))
            block = self.block
            around: tuple[Related, ...] = ()
            if meant is None and homes_of(plain):
                where = f"in `{block.name}`" if block else "at the top of a file"
                code, message = "REF102", f"`{item.name}` can't stand {where}"
                if block is not None:
                    begins = Span(file, block.start, block.start + len(block.name))
                    around = (Related(begins, "inside this block"),)
            else:
                code, message = "REF101", f"the word `{item.name}` is not known here"
            advice = advice_on(item, file, table, meant.name if meant else "", block)
            self._found.append(
                Diagnostic(code, Severity.ERROR, shortened(message), span, shortened(advice.help), why_of(code),
                           related=around, fix=advice.fix)
            )  # fmt: skip
        return meant if meant and meant.entity and not meant.entity.by_phrase else None

    def _understood_of(self, item: Item, field: Field) -> Item:
        """What is taken of an item whose word is not known: with several phrases its id and title, as one was said."""
        if len(item.phrases) < 2 or item.start in self.respelled:
            return item
        from canvasdsl.model.everyday import head_alone

        self.lost.append(field.name)
        return head_alone(item)

    def _lose(self, word: str, file: str, item: Item) -> None:
        """Remembers that an item was not understood."""
        self.lost.append(word)
        self._doubtful.add((file, item.start))

    def _is_told(self) -> bool:
        """Whether one more mistake is told; else it is counted."""
        told = len(self._found) < MISTAKES
        self.more += not told
        return told

    def _repeated(self, item: Item, before: Item, file: str) -> None:
        if not self._is_told():
            return
        span = Span(file, item.start, item.start + len(item.name))
        first = Span(file, before.start, before.start + len(before.name))
        self._found.append(
            Diagnostic("REF103", Severity.ERROR, f"`{item.name}` is said twice", span, "keep one of them",
                       why_of("REF103"), related=(Related(first, "first said here"),))
        )  # fmt: skip

    def _report(self, wrong: Misread, file: str, item: Item) -> None:
        """Keeps what is wrong with an item, to be told in the end."""
        if wrong.file is None:
            wrong.file = file
        if self._is_told():
            self._found.append(wrong)
        self._doubtful.add((file, item.start))


def _told(wrong: Misread) -> Diagnostic:
    span = Span(wrong.file or "", wrong.start, max(wrong.end, wrong.start))
    return Diagnostic(wrong.code, Severity.ERROR, shortened(wrong.message), span, shortened(wrong.help),
                      why_of(wrong.code), fix=wrong.fix, related=tuple(wrong.related))  # fmt: skip


def _is_slot(slots: tuple[Field, ...], at: int, value: Value) -> bool:
    return at < len(slots) and slots[at].required and slots[at].type.fits(value)


def _may_skip(slots: tuple[Field, ...], at: int, value: Value) -> bool:
    """Whether a slot can be left out because a later one takes the value."""
    return not slots[at].required and (
        any(later.type.fits(value) for later in slots[at + 1 :]) or (at + 1 == len(slots) and value.kind != WORD)
    )
