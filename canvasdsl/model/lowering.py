"""From what was written to what was meant: one generic walk that reads the vocabulary of each class.

Nothing here knows a single word of the vocabulary. Mistakes are diagnostics; what could not be understood is left out
and its words are kept in `lost`, so that nobody reports as absent what was merely misspelt.
"""

from typing import Any

from canvasdsl.diagnostics import Diagnostic, Edit, Fix, Related, Severity
from canvasdsl.model.codes import why_of
from canvasdsl.model.entities import Entity
from canvasdsl.model.names import Names
from canvasdsl.model.reading import Misread, Reader, closest, shown
from canvasdsl.model.vocabulary import Field, Table, homes_of, table_of
from canvasdsl.source import Span
from canvasdsl.syntax.nodes import Item, Value
from canvasdsl.syntax.tables import TEXT, WORD
from canvasdsl.syntax.written import encode

__all__ = ["Lowering"]

_MOST_ATTRIBUTES = 2


class Lowering:
    """Lowers items of one or more files into entities of the model's classes."""

    def __init__(self, names: Names, currency: str) -> None:
        self.names = names
        self.currency = currency
        self.diagnostics: list[Diagnostic] = []
        self.respelled: dict[int, str] = {}
        """Words by offset that the vocabulary spells in another way, in the file that is being lowered."""
        self.lost: list[str] = []
        """The words of items that were not understood; an empty one may have been anything."""
        self.reader = Reader("", names, self.respelled, currency)

    def lower(self, items: tuple[Item, ...], file: str, table: Table) -> dict[str, Any]:
        """The values of the fields of `table`, by Python attribute, from the items of a body."""
        self.reader.file = file
        values: dict[str, Any] = {}
        first: dict[str, Item] = {}
        for item in items:
            field = table.words.get(item.name)
            if field is None or field.place == "attribute":
                field = self._unknown(item, file, table)
                if field is None:
                    continue
            elif item.name != field.name:
                self.respelled[item.start] = field.name
            if not field.many:
                before = first.setdefault(field.name, item)
                if before is not item:
                    self._repeated(item, before, file)
                    continue
            found = self._entities(item, file, field) if field.entity else self._values(item, file, field, table)
            if not found:
                continue
            if field.many:
                values.setdefault(field.attribute, []).extend(found)
            else:
                values[field.attribute] = found[0]
        return {name: tuple(value) if type(value) is list else value for name, value in values.items()}

    def _values(self, item: Item, file: str, field: Field, table: Table) -> list[Any]:
        """The values of a property of a simple type."""
        if item.broken:
            self.lost.append(field.name)
            return []
        reader = self.reader
        phrases = item.phrases or ((),)
        found = []
        try:
            if item.items is not None:
                raise Misread("TYP114", f"`{item.name}` has no block of its own", item.head_end, item.end,
                              help="take the braces out")  # fmt: skip
            if len(phrases) > 1 and not field.many:
                second = phrases[1][0]
                raise Misread("TYP111", f"`{field.name}` takes one value", second.start, phrases[-1][-1].end,
                              help="keep one of them")  # fmt: skip
            reader.words = {}
            reader.outer = table.words
            for phrase in phrases:
                reader.begin(phrase, phrases[-1])
                if not phrase and field.type.shows != "the word alone":
                    end = item.start + len(item.name)
                    raise Misread("TYP110", f"`{field.name}` says nothing", item.start, end,
                                  help=f"write behind it {field.type.shows}")  # fmt: skip
                found.append(field.type.read(reader))
                if reader.token is not None:
                    self._left_over(reader, field, table)
        except Misread as wrong:
            self._report(wrong, file)
            self.lost.append(field.name)
            self.lost += [value.text for phrase in phrases for value in phrase if value.text in table.words]
            return found if field.many else []
        return found

    def _left_over(self, reader: Reader, field: Field, table: Table) -> None:
        """Says why a value that nobody reads can't stand there."""
        value = reader.token
        assert value is not None
        if value.kind == WORD and value.text in table.words and table.words[value.text].place == "property":
            raise Misread(
                "REF104", f"`{value.text}` is a property of its own and stands on a line of its own",
                value.start, value.end, help="insert `;` before it",
                fix=Fix("insert `;`", (Edit(reader.span(reader.end, reader.end), ";"),)),
            )  # fmt: skip
        if field.many and value.kind == WORD and not value.text[:1].isupper():
            raise Misread(
                "TYP111", f"`{value.text}` follows without a comma", value.start, value.end,
                help="separate several by commas",
                fix=Fix("insert a comma", (Edit(reader.span(reader.end, reader.end), ","),)),
            )  # fmt: skip
        raise Misread("TYP111", f"`{field.name}` takes {field.type.shows}, and {shown(value)} is too much",
                      value.start, reader.values[-1].end, help="take it out, or put a comma or `;` before it")  # fmt: skip

    def _entities(self, item: Item, file: str, field: Field) -> list[Entity]:
        """The blocks or phrases of an item."""
        cls = field.entity
        assert cls is not None
        phrases = item.phrases
        if cls.by_phrase:
            if item.broken:
                self.lost.append(cls.word)
                return []
            if len(phrases) > 1:
                if item.items is not None:
                    self._report(Misread("TYP114", "a block belongs to one thing, and several stand before it",
                                         item.head_end, item.end, help="write one line for each"), file)  # fmt: skip
                made = [self._entity(item._replace(phrases=(phrase,)), file, cls, phrases[-1]) for phrase in phrases]
                return [entity for entity in made if entity is not None]
        elif len(phrases) > 1 and not item.broken:
            second = phrases[1][0]
            self._report(Misread("TYP113", f"one `{item.name}` stands on a line", second.start, phrases[-1][-1].end,
                                 help=f"write one `{item.name}` for each, or put the name in quotes"), file)  # fmt: skip
            self.lost.append(cls.word)
        entity = self._entity(item, file, cls, phrases[-1] if phrases else ())
        return [] if entity is None else [entity]

    def _entity(self, item: Item, file: str, cls: type[Entity], behind: Any) -> Entity | None:
        """One block or phrase: its head, then its body."""
        table = table_of(cls)
        path = self.names.paths.get((file, item.start), "")
        outer = self.reader.scope
        values: dict[str, Any] = {}
        if item.broken:
            self.lost.append(cls.word)
            if any(field.required for field in table.fields):
                return None
            self._head_of_broken(item, table, values)
        else:
            try:
                self._head(item, cls, table, behind, values)
            except Misread as wrong:
                self._report(wrong, file)
                self.lost.append(cls.word)
                if any(field.required for field in table.fields):
                    return None
                self._head_of_broken(item, table, values)
        if item.items is not None:
            if path:
                self.reader.scope = (path, *outer)
            elif not any(field.place == "property" for field in table.fields):
                self._report(Misread("TYP114", f"`{item.name}` has no block of its own", item.head_end, item.end,
                                     help="take the braces out"), file)  # fmt: skip
            inside = self.lower(item.items, file, table)
            self.reader.scope = outer
            for name in inside.keys() & values.keys():
                if type(inside[name]) is tuple:
                    inside[name] = values[name] + inside[name]
                else:
                    self._repeated(next(each for each in item.items if table.words.get(each.name)
                                        and table.words[each.name].attribute == name), item, file)  # fmt: skip
            values.update(inside)
        return cls(item=item, file=file, key=(cls.word, path) if path else None, **values)

    def _head(self, item: Item, cls: type[Entity], table: Table, behind: Any, values: dict[str, Any]) -> None:
        """Slots by their place, attributes behind their words."""
        reader = self.reader
        phrase = item.phrases[0] if item.phrases else ()
        reader.begin(phrase, behind)
        reader.words = table.words
        reader.outer = {}
        slots = table.slots
        at = attributes = 0
        while (value := reader.token) is not None:
            field = table.words.get(value.text) if value.kind == WORD else None
            if field is not None and (at or field.place == "attribute") and not self._is_slot(slots, at, value):
                self._attribute(item, value, field, values)
                attributes += field.place == "property"
                if attributes > _MOST_ATTRIBUTES:
                    raise Misread("TYP115", f"more than {_MOST_ATTRIBUTES} properties stand before the block",
                                  value.start, phrase[-1].end, help=f"put them into braces: `{{ {value.text} … }}`")  # fmt: skip
                continue
            while at < len(slots) and not slots[at].type.fits(value) and self._may_skip(slots, at, value):
                at += 1
            if at == len(slots):
                self._surplus(item, cls, value, table)
            values[slots[at].attribute] = slots[at].type.read(reader)
            at += 1
        for field in (*slots[at:], *table.fields):
            if field.required and field.attribute not in values and field.place != "property":
                end = reader.end or item.start + len(item.name)
                what = f"`{field.name} …`, {field.type.shows}" if field.place == "attribute" else field.type.shows
                raise Misread("TYP110", f"`{item.name}` lacks {what}", item.start, end,
                              help=f"write it so: `{pattern_of(cls)}`")  # fmt: skip

    def _is_slot(self, slots: tuple[Field, ...], at: int, value: Value) -> bool:
        return at < len(slots) and slots[at].required and slots[at].type.fits(value)

    def _may_skip(self, slots: tuple[Field, ...], at: int, value: Value) -> bool:
        """Whether a slot can be left out because a later one takes the value."""
        return not slots[at].required and (
            any(later.type.fits(value) for later in slots[at + 1 :]) or at + 1 == len(slots) and value.kind != WORD
        )

    def _attribute(self, item: Item, value: Value, field: Field, values: dict[str, Any]) -> None:
        reader = self.reader
        reader.at += 1
        if field.attribute in values:
            raise Misread("REF103", f"`{value.text}` is said twice", value.start, value.end, help="keep one of them")
        if field.entity is not None:
            raise Misread(
                "REF104", f"`{value.text}` stands in the block, not before it", value.start, value.end,
                help=f"write `{{ {value.text} … }}`, or insert `;` before it",
                fix=Fix("insert `;`", (Edit(reader.span(value.start, value.start), "; "),)),
            )  # fmt: skip
        if reader.token is None and field.type.shows != "the word alone":
            raise Misread("TYP110", f"`{value.text}` says nothing", value.start, value.end,
                          help=f"write behind it {field.type.shows}")  # fmt: skip
        found = True if field.type.shows == "the word alone" else field.type.read(reader)
        values[field.attribute] = (found,) if field.many else found

    def _surplus(self, item: Item, cls: type[Entity], value: Value, table: Table) -> None:
        """Says what to do with a value of the head that no slot takes."""
        reader = self.reader
        phrase = item.phrases[0]
        named = table.slots[:1] and table.slots[0].name == "id"
        if value.kind == WORD and named:
            near = closest(value.text, tuple(table.words))
            if near and near != value.text and any(each.kind == TEXT for each in phrase[: reader.at]):
                raise Misread("REF101", f"`{item.name}` has no property `{value.text}`", value.start, value.end,
                              help=f"did you mean `{near}`?",
                              fix=reader.replace(f"write `{near}`", value.start, value.end, near))  # fmt: skip
            if reader.at and all(each.kind != TEXT for each in phrase[: reader.at]):
                words = [each for each in phrase if each.kind == WORD]
                text = encode(" ".join(each.text for each in words))
                fix = None
                if len(words) == len(phrase):
                    fix = reader.replace("put the name in quotes", phrase[0].start, phrase[-1].end, text)
                raise Misread("TYP113", "a name of several words stands in quotes", phrase[0].start, words[-1].end,
                              help=f"write `{item.name} {text}`", fix=fix)  # fmt: skip
        if value.kind == WORD and homes_of(value.text):
            raise Misread("REF104", f"`{value.text}` can't stand here", value.start, value.end,
                          help="insert `;` before it, or put it into the block in braces")  # fmt: skip
        raise Misread("TYP113", f"{shown(value)} can't stand here", value.start, phrase[-1].end,
                      help=f"write it so: `{pattern_of(cls)}`; text stands in quotes")  # fmt: skip

    def _head_of_broken(self, item: Item, table: Table, values: dict[str, Any]) -> None:
        """Of a head that had a mistake only the id and the title are taken."""
        values.clear()
        if table.slots[:1] and table.slots[0].name == "id" and item.phrases:
            first = item.phrases[0][0]
            if first.kind == WORD and first.text and "." not in first.text:
                values[table.slots[0].attribute] = first.text
            title = next((value for value in item.phrases[0] if value.kind == TEXT), None)
            if title is not None:
                self.reader.begin((title,), ())
                values[table.slots[1].attribute] = table.slots[1].type.read(self.reader)

    def _unknown(self, item: Item, file: str, table: Table) -> Field | None:
        """Says that a word is not known here; the field that was most likely meant, so that names stay known."""
        plain = item.name.lower().replace("_", "-")
        field = table.words.get(plain)
        if field is not None and field.place != "attribute":
            self.respelled[item.start] = field.name
            return field
        self.lost.append("")
        if item.broken:
            return None
        words = tuple(word for word, known in table.words.items() if known.place != "attribute")
        near = None if homes_of(plain) else closest(item.name, words)
        span = Span(file, item.start, item.start + len(item.name))
        homes = homes_of(plain)
        if homes and near is None:
            help = f"`{item.name}` belongs into {homes}"
            code, message = "REF102", f"`{item.name}` can't stand here"
        else:
            code, message = "REF101", f"the word `{item.name}` is not known here"
            help = f"did you mean `{near}`?" if near else _offer(words)
        fix = Fix(f"write `{near}`", (Edit(span, near),)) if near else None
        why = "A word that nobody knows would be silently left out of the model."
        self.diagnostics.append(Diagnostic(code, Severity.ERROR, message, span, help, why, fix=fix))
        if near is None:
            return None
        meant = table.words[near]
        self.lost.append(meant.name)
        return meant if meant.entity and not meant.entity.by_phrase else None

    def _repeated(self, item: Item, before: Item, file: str) -> None:
        span = Span(file, item.start, item.start + len(item.name))
        first = Span(file, before.start, before.start + len(before.name))
        self.diagnostics.append(
            Diagnostic("REF103", Severity.ERROR, f"`{item.name}` is said twice", span, "keep one of them",
                       "Only one of them can be true.", related=(Related(first, "first said here"),))
        )  # fmt: skip

    def _report(self, wrong: Misread, file: str) -> None:
        span = Span(file, wrong.start, max(wrong.end, wrong.start))
        self.diagnostics.append(
            Diagnostic(wrong.code, Severity.ERROR, wrong.message, span, wrong.help, why_of(wrong.code), fix=wrong.fix,
                       related=wrong.related)
        )  # fmt: skip


def pattern_of(cls: type[Entity]) -> str:
    """How the head of a class is written, such as `evidence DATE TYPE STRENGTH ["…"]`."""
    parts = [cls.word]
    for field in table_of(cls).fields:
        if field.place == "slot":
            name = '"…"' if field.type.shows.startswith("a text") else field.name.upper()
        elif field.place == "attribute":
            name = f"{field.name} …"
        else:
            continue
        parts.append(name if field.required else f"[{name}]")
    return " ".join(parts)


def _offer(words: tuple[str, ...]) -> str:
    some = ", ".join(f"`{word}`" for word in words[:12])
    return f"known here are {some}" + (" and more (`canvasdsl explain --list`)" if len(words) > 12 else "")
