"""The edits of blocks: one is taken out, its head or a property is written anew, something is added to it."""

from collections import Counter
from collections.abc import Iterable, Mapping

from canvasdsl.change.changes import Change
from canvasdsl.change.matching import Node
from canvasdsl.change.meaning import is_said
from canvasdsl.change.placing import Placing
from canvasdsl.change.written_values import Writer, property_lines, values_of
from canvasdsl.model.index import Link
from canvasdsl.model.names import name_and_title
from canvasdsl.model.quantities import Quantity
from canvasdsl.model.vocabulary import Field, Table, table_of
from canvasdsl.syntax.nodes import Item, plain_word
from canvasdsl.syntax.tables import WORD
from canvasdsl.syntax.written import encode

__all__ = ["BlockEdits"]

_Additions = list[tuple[Field, list[str]]]


class BlockEdits:
    """Edits in the files of one model, gathered in their `placings`; `writer` knows the names that there will be."""

    def __init__(self, placings: Mapping[str, Placing], writer: Writer, main: str) -> None:
        self.placings = placings
        self.writer = writer
        self.main = main
        self._additions: dict[int, tuple[Node, _Additions]] = {}

    def take_out(self, node: Node) -> None:
        """Takes a block out with all that is in it."""
        self._placing(node).take_out(node.entity.item)

    def add(self, holder: Node, word: str, text: str) -> None:
        """Adds a block to another one, or at the top of the model."""
        self._add(holder, table_of(type(holder.entity)).words[word], text.split("\n"))

    def alter(self, node: Node, changes: Iterable[Change]) -> None:
        """Makes the changes of a block's name and of its properties."""
        table = table_of(type(node.entity))
        fields = {field.name: field for field in table.fields}
        inline = self._inline(node, table)
        head: dict[str, str | None] = {}
        for change in changes:
            if change.kind == "renamed":
                head |= _new_name(node, change)
                continue
            field = fields[change.property_word]
            if field.place != "property":
                head[field.name] = change.after
            elif field.name in inline:
                several = len(change.parts_after) > 1
                head[field.name] = None if several else change.after
                if several:
                    self._add(node, field, change.text_after.split("\n"))
            else:
                self._alter_property(node, field, change)
        if head:
            self._alter_head(node, table, head, inline)

    def rename_reference(self, link: Link) -> None:
        """Writes the new name of a block where something refers to it."""
        entity, span = link.entity, link.reference.span
        placing = self.placings[entity.file]
        field = next(field for field in type(entity).fields if field.name == link.word)
        scope: list[str] = []
        if link.holder is not None:
            path = self.writer.called.get(link.holder.key, link.holder.key)[1]
            scope = [path[:at] for at in range(len(path), 0, -1) if at == len(path) or path[at] == "."]
        like = placing.text[span.start : span.end]
        placing.replace_name(
            span.start, span.end, self.writer.reference(link.reference, field, tuple(scope), like=like)
        )

    def place_additions(self) -> None:
        """Finds the places of what is to be added, when it is known what stays."""
        for node, additions in self._additions.values():
            if node.parent is None:
                for field, lines in additions:
                    self._place_at_top(node, field, lines)
                continue
            placing, item = self._placing(node), node.entity.item
            table = table_of(type(node.entity))
            staying = [each for each in item.items or () if not placing.is_gone(each)]
            additions.sort(key=lambda addition: _is_block(addition[0]))
            placing.add_to_body(item, [(_anchor(staying, field, table), lines) for field, lines in additions])

    def _placing(self, node: Node) -> Placing:
        return self.placings[node.entity.file]

    def _add(self, node: Node, field: Field, lines: list[str]) -> None:
        self._additions.setdefault(id(node), (node, []))[1].append((field, lines))

    def _place_at_top(self, top: Node, field: Field, lines: list[str]) -> None:
        """Behind the last block of its kind, else at the end; the heading comes first."""
        for node in reversed(top.children.get(field.name, [])):
            if not self._placing(node).is_gone(node.entity.item):
                self._placing(node).add_at_top(node.entity.item, lines)
                return
        placing = self.placings[self.main]
        staying = [each for each in placing.document.items if not placing.is_gone(each)]
        heading = field.entity is not None and field.entity.singular and field.name == "canvas"
        placing.add_at_top(staying[-1] if staying and not heading else None, lines)

    def _inline(self, node: Node, table: Table) -> dict[str, str]:
        """The properties that stand in the head, with what they say."""
        item = node.entity.item
        phrase = item.phrases[0] if item.phrases else ()
        words = {value.text for value in phrase if value.kind == WORD}
        if not words.intersection(table.words):
            return {}
        inside = {plain_word(each.name) for each in item.items or ()}
        found = {}
        for field in table.fields:
            names = {field.name, *field.synonyms}
            if field.place == "property" and names & words and not names & inside and is_said(node.entity,
                                                                                             field.attribute):
                values = values_of(vars(node.entity)[field.attribute])
                found[field.name] = self.writer.value(values[0], field, node.scope)
        return found

    def _alter_head(
        self, node: Node, table: Table, head: dict[str, str | None], inline: Mapping[str, str]
    ) -> None:
        """Writes the head anew; its id and its title, where nothing else changes, each in its place."""
        item, placing = node.entity.item, self._placing(node)
        if head.keys() <= {"id", "title"}:
            _name_anew(item, table, head, placing)
            return
        text = self.writer.head(node.entity, node.scope, instead={**inline, **head})
        if item.phrases:
            placing.replace(item.phrases[0][0].start, item.phrases[-1][-1].end, text)
        else:
            at = item.start + len(item.name)
            placing.replace(at, at, f" {text}")

    def _alter_property(self, node: Node, field: Field, change: Change) -> None:
        """Writes a property anew where it stands: a list of several lines line by line, as far as lines stay."""
        placing, table = self._placing(node), table_of(type(node.entity))
        items = [each for each in node.entity.item.items or () if table.words.get(plain_word(each.name)) is field]
        old = values_of(vars(node.entity).get(field.attribute, ()))
        if len(items) > 1 and len(items) == len(old) and not isinstance(old[0], Quantity):
            scope = node.scope if node.entity.key is None else (node.entity.key[1], *node.scope)
            parts = [self.writer.value(each, field, scope) for each in old]
            going = _without(items, parts, change.parts_after)
            fresh = list((Counter(change.parts_after) - Counter(parts)).elements())
            entries = [list(property_lines(field, (part,), together=False)) for part in fresh]
        else:
            going, entries = items, _entries(field, change.text_after)
        for item, entry in zip(going, entries):
            _write_in_place(item, field, entry, placing)
        for item in going[len(entries) :]:
            placing.take_out(item)
        rest = [line for entry in entries[len(going) :] for line in entry]
        if rest:
            self._add(node, field, rest)


def _new_name(node: Node, change: Change) -> dict[str, str | None]:
    """The words of the head that make the new name: the id; where there is none on either side, the title."""
    assert isinstance(change.meaning_after, tuple)
    id, label = change.meaning_after
    if id is None and node.entity.id is None:
        return {"title": encode(label)}
    return {"id": id}


def _name_anew(item: Item, table: Table, head: Mapping[str, str | None], placing: Placing) -> None:
    """Writes the id and the title of a head, each in its place, and nothing else."""
    id, title = name_and_title(item, table)
    name_end = item.start + len(item.name)
    for word, here, before in (("id", id, None), ("title", title, id)):
        if word not in head:
            continue
        text = head[word]
        if here is not None and text is not None:
            placing.replace(here.start, here.end, text)
        elif here is not None:
            blank = placing.text[here.start - 1 : here.start].isspace()
            placing.replace(here.start - blank, here.end, "")
        elif text is not None:
            at = before.end if before is not None else name_end
            placing.replace(at, at, f" {text}")


def _write_in_place(item: Item, field: Field, lines: list[str], placing: Placing) -> None:
    """Writes a property anew behind its word, however that is spelt."""
    value = "\n".join(lines)[len(field.name) :].lstrip()
    if item.phrases:
        placing.replace(item.phrases[0][0].start, item.phrases[-1][-1].end, placing.indented_after(item, value))
    else:
        placing.replace(item.start, item.end, f"{field.name} {value}".rstrip())


def _without(items: list[Item], parts: list[str], staying: Iterable[str]) -> list[Item]:
    """The items whose values do not stay."""
    left = Counter(staying)
    going = []
    for item, part in zip(items, parts):
        if left[part]:
            left[part] -= 1
        else:
            going.append(item)
    return going


def _entries(field: Field, text: str) -> list[list[str]]:
    """The lines of a property, together those of one long text."""
    entries: list[list[str]] = []
    for line in text.split("\n") if text else ():
        if line.startswith(field.name) and line[len(field.name) : len(field.name) + 1] in ("", " "):
            entries.append([line])
        else:
            entries[-1].append(line)
    return entries


def _anchor(staying: list[Item], field: Field, table: Table) -> Item | None:
    """Behind which item of a body something new goes: the last of its word, else the last property before the blocks,
    or, for a block, the last of all."""
    same = [each for each in staying if table.words.get(plain_word(each.name)) is field]
    others = staying if _is_block(field) else [
        each for each in staying if (known := table.words.get(plain_word(each.name))) and not _is_block(known)
    ]  # fmt: skip
    found = same or others
    return found[-1] if found else None


def _is_block(field: Field) -> bool:
    return field.entity is not None and not field.entity.by_phrase
