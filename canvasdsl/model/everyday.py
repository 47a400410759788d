"""What people write for the words of the language, and what to say of a word that is not known in its block.

`title`, `features`, `age`, `customers`: each has its place under another name. Imported when an unknown word is met.
"""

from collections.abc import Sequence
from itertools import takewhile

import attrs

from canvasdsl.diagnostics import Edit, Fix
from canvasdsl.model.common import Block
from canvasdsl.model.everyday_words import EITHER, HEAD, MEANT, SAYING_WHAT
from canvasdsl.model.homes import (
    first_home,
    homes_of,
    is_at_home,
    is_headless,
    is_named,
    line_of_option,
    singular_of,
    singulars,
)
from canvasdsl.model.reading import article, as_written, closest, is_faint
from canvasdsl.model.types import TEXT_VALUE, Choice, Number, Ref, RefOr
from canvasdsl.model.vocabulary import Field, Table, table_of
from canvasdsl.source import Span
from canvasdsl.syntax.headings import INSIDE, block_of
from canvasdsl.syntax.nodes import Item, Value, plain_word
from canvasdsl.syntax.tables import LONG, NUMBER, TEXT, WORD
from canvasdsl.syntax.written import decode, encode

__all__ = ["Advice", "advice_on", "guess", "head_alone", "kinds_named"]


@attrs.frozen
class Advice:
    """What to do with a word that is not known in its block."""

    help: str
    fix: Fix | None = None


_MOST_SHOWN = 12
_LONGEST = 60


def guess(word: str, table: Table) -> Field | None:
    """What was most likely meant by a word that is not known in a block, unless it has its place elsewhere.

    What is known here in the singular or plural; what an everyday word means, where it means one thing; else what is
    written nearly so.
    """
    if word not in table.words:
        meant = _meant(word, table)
        number = _other_number(word, table, meant)
        if number:
            return table.words[number]
        elsewhere = homes_of(word)
        if meant and not elsewhere:
            return table.words[meant]
        if elsewhere or singular_of(word) or meant or word in HEAD or _either(word, table):
            return None
        if word in MEANT:
            return next((table.words[each] for each in table.words if each.startswith(f"{word}-")), None)
    near = closest(word, tuple(each for each, known in table.words.items() if known.place != "attribute"))
    return table.words[near] if near else None


def _other_number(word: str, table: Table, meant: str) -> str:
    """The word of the table of which this one is the plural or the singular: `segments`, `strategies`, `offer`.

    What people mean by it comes first, but for blocks that have a name, as `services "…"` has.
    """
    found = next((each for each in (*singulars(word), f"{word}s")
                  if each in table.words and table.words[each].place != "attribute"), "")  # fmt: skip
    entity = table.words[found].entity if found else None
    return found if not meant or (entity is not None and "canvas" in table.words and table_of(entity).has_id) else ""


def head_alone(item: Item) -> Item:
    """An item with the id and the title alone: what else its head holds has been spoken of."""
    if len(item.phrases) < 2:
        return item
    named = tuple(takewhile(lambda value: value.kind in (WORD, TEXT), item.phrases[0]))
    return item._replace(phrases=(named,) if named else ())


def advice_on(item: Item, file: str, table: Table, meant: str, block: Item | None) -> Advice:
    """What to do with an item whose word is not known in the block of `table`, written as `block`.

    `meant` is the word that was most likely meant, if one is near.
    """
    plain = plain_word(item.name)
    either = _either(plain, table)
    if either:
        return Advice("did you mean " + " or ".join(f"`{each}`" for each in either) + "?")
    if plain in HEAD and (found := _for_the_head(item, file, table, block)):
        return found
    everyday = _meant(plain, table)
    if everyday and is_named(plain, everyday):
        everyday = ""  # `persona` is what people call a segment, and stands in one
    if everyday and homes_of(plain) and _is_number(item) and kinds_named(table.words[everyday]):
        everyday = ""  # `customers 300` counts them and names none
    if everyday and not meant and not block and not _declares(item) and homes_of(plain):
        return _either_way(item, plain, everyday)
    for target in (meant, everyday):
        if target and (found := _as_a_list(item, file, table.words[target])):
            return found
    if meant and meant != everyday:
        word = Span(file, item.start, item.start + len(item.name))
        fix = None if is_faint(item.name, meant) else Fix(f"write `{meant}`", (Edit(word, meant),))
        return Advice(f"did you mean `{meant}`?", fix)
    if everyday:
        return _instead(item, file, table.words[everyday])
    plain = singular_of(plain) or plain
    homes = homes_of(plain)
    if not homes:
        return _as_an_option(item, file, table) or _meant_elsewhere(plain) or Advice(_offer(table))
    help = f"`{plain}` belongs {homes}"
    declares = _declares(item)
    if block is not None and declares and first_home(plain) == "":
        return Advice(f"`{plain}` belongs at the top level: write it outside of `{block.name}`")
    field = next((each for each in table.fields if plain in _kinds(each.type)), None)
    home = first_home(plain, named=declares)
    if field is not None:
        help += f"; to name one here, write `{field.name} …`"
    elif home and plain == item.name:
        help += f", such as `{_head(home)} {{ {_line(item, plain)} }}`"
    return Advice(help)


def _head(kind: str) -> str:
    """The head of a block in a pattern: `metric …`, `value-chain`."""
    return kind if is_headless(kind) else f"{kind} …"


def _meant_elsewhere(word: str) -> Advice | None:
    """What to say of an everyday word for something that has its place in another block."""
    meant = next((each for each in MEANT.get(word, ()) if homes_of(each)), "")
    return Advice(f"did you mean `{meant}`? it belongs {homes_of(meant)}") if meant else None


def _kinds(type: object) -> tuple[str, ...]:
    """The kinds of blocks that a value of a type may name."""
    type = type.ref if isinstance(type, RefOr) else type
    return type.kinds if isinstance(type, Ref) else ()


def _is_number(item: Item) -> bool:
    return bool(item.phrases and item.phrases[0]) and item.phrases[0][0].kind == NUMBER


def kinds_named(field: Field) -> tuple[str, ...]:
    """The kinds of blocks whose names stand behind a word."""
    slots = table_of(field.entity).slots if field.entity is not None else ()
    return _kinds(slots[0].type if slots else field.type)


def _line(item: Item, name: str) -> str:
    """An item as it would stand elsewhere, shortened."""
    written = ", ".join(as_written(phrase) for phrase in item.phrases)
    line = f"{name} {written}".rstrip()
    if len(line) > _LONGEST or not written:
        line = f"{name} …"
    return line if item.items is None else f"{line} {{ … }}"


def _as_an_option(item: Item, file: str, table: Table) -> Advice | None:
    """What to write where a word of a choice stands in the place of its property: `nps 40`, `complaint "…"`."""
    called, line, home = line_of_option(plain_word(item.name), table)
    if not line or item.name.lower() in HEAD:
        return None
    help = f"it is {article(called)} {called}: write "
    if home:
        return Advice(f"{help}it in `{home}`, such as `{_head(home)} {{ {line} }}`")
    word = Span(file, item.start, item.start + len(item.name))
    cls = table.words[line.split()[0]].entity
    return Advice(f"{help}`{line}`", Fix(f"write `{line}`", (Edit(word, line),)) if cls is not None else None)


def _either_way(item: Item, plain: str, everyday: str) -> Advice:
    """What to say at the top of a file of a word of some other block that also is what people call a block here."""
    at_home = f"`{item.name}` belongs {homes_of(plain)}"
    first = item.phrases[0] if item.phrases else ()
    if len(first) != 1 or first[0].kind not in (WORD, TEXT) or is_at_home(plain, everyday):
        return Advice(at_home)
    return Advice(f"did you mean `{everyday} {first[0].text}`? {at_home}")


def _meant(word: str, table: Table) -> str:
    """The word of the table that an everyday word stands for, or nothing."""
    if "canvas" in table.words:  # the top of a file
        kind = block_of(word)
        return kind if kind in table.words and kind not in INSIDE else ""
    return next((each for each in MEANT.get(word, ()) if each in table.words), "")


def _either(word: str, table: Table) -> tuple[str, ...]:
    known = tuple(each for each in EITHER.get(word, ()) if each in table.words)
    return known if len(known) > 1 else ()


def _declares(item: Item) -> bool:
    """Whether an item has an id and a title, or a body, as blocks have."""
    first = item.phrases[0] if item.phrases else ()
    return item.items is not None or len(item.phrases) > 1 or [value.kind for value in first[:2]] == [WORD, TEXT]


def _as_a_list(item: Item, file: str, field: Field) -> Advice | None:
    """What to write in place of several things behind a heading: `partners "Farmers", "Co-op"`."""
    name = field.name
    if field.entity is None or field.entity.by_phrase or block_of(item.name) != name or not _is_list(item):
        return None
    if not item.phrases or item.items is not None or not _plain(item):
        return Advice(f'write one line for each: `{name} "…"`')
    lines = [f"{name} {as_written(phrase)}" for phrase in item.phrases]
    fix = Fix("write one for each", (Edit(Span(file, item.start, item.head_end), "; ".join(lines)),))
    return Advice(f"write one line for each: `{lines[0]}`", fix)


def _instead(item: Item, file: str, field: Field) -> Advice:
    """What to write in place of a word, when it is plain which other one was meant."""
    name = field.name
    cls = field.entity
    word = Span(file, item.start, item.start + len(item.name))
    whole = Span(file, item.start, item.head_end)
    first = item.phrases[0] if item.phrases else ()
    if cls is None and field.type is TEXT_VALUE and len(item.phrases) == 1 and item.items is None:
        text = _text(first)
        if name in SAYING_WHAT and item.name.lower() != name:
            text = f"{item.name} {text}"
        line = f"{name} {encode(text)}"
        shown = line if len(line) <= _LONGEST else f'{name} "…"'
        return Advice(f"did you mean `{name}`? write `{shown}`", Fix(f"write `{name}`", (Edit(whole, line),)))
    if name == "offers":
        return Advice("say which element of value it is, and how in quotes: `offers convenience \"…\"`")
    slots = table_of(cls).slots if cls is not None else ()
    type = slots[0].type if slots and slots[0].required else field.type
    fix = Fix(f"write `{name}`", (Edit(word, name),))
    if isinstance(type, (Number, Choice)):
        if first and type.fits(first[0]) and len(item.phrases) == 1 and item.items is None:
            line = _line(item, name)
            if isinstance(type, Number) and type.of == "count":
                line = f"{name} {first[0].text}"  # `takes 30 minutes`
            return Advice(f"did you mean `{name}`? write `{line}`", Fix(f"write `{name}`", (Edit(whole, line),)))
        shows = f"{name} {type.example}" if isinstance(type, Number) else ""
        return Advice(f"did you mean `{name}`? " + (f"write it so: `{shows}`" if shows else
                      f"write behind it {type.shows}"))  # fmt: skip
    takes = bool(_kinds(field.type)) or cls is not None
    return Advice(f"did you mean `{name}`?", fix if takes else None)


def _is_list(item: Item) -> bool:
    """Whether a heading stands over nothing, or before several."""
    return len(item.phrases) > 1 or (not item.phrases and item.items is None)


def _plain(item: Item) -> bool:
    """Whether each phrase is an id, a title, or both."""
    kinds = [[value.kind for value in phrase] for phrase in item.phrases]
    return all(each in ([WORD], [TEXT], [WORD, TEXT]) for each in kinds)


def _text(values: Sequence[Value]) -> str:
    if len(values) == 1 and values[0].kind in (TEXT, LONG):
        return decode(values[0])
    return as_written(values)


def _for_the_head(item: Item, file: str, table: Table, block: Item | None) -> Advice | None:
    """What to do with `title "…"` or `id …`: it stands behind the word of its block."""
    value = item.phrases[0][0] if len(item.phrases) == 1 and len(item.phrases[0]) == 1 else None
    if block is None:
        if value is None or value.kind != TEXT or item.name.lower() == "id":
            return None
        return Advice(f"did you mean `canvas {value.text}`?")
    slots = [slot.name for slot in table.slots[:2]]
    if not slots or slots[0] not in ("id", "title") or value is None:
        return None
    head = block.phrases[0] if block.phrases else ()
    id = next((each.text for each in head if each.kind == WORD), "") if slots[0] == "id" else ""
    title = next((each.text for each in head if each.kind == TEXT), "")
    is_id = value.kind == WORD and item.name.lower() == "id"
    text = value.text if value.kind == TEXT or is_id else encode(value.text)
    said = title if not is_id else id
    if is_id:
        id = text
    else:
        title = text
    help = f"it stands behind the word: `{' '.join(part for part in (block.name, id, title) if part)}`"
    if said or len(block.phrases) > 1 or len(head) > 1 or block.broken:
        return Advice(help)
    at = head[0].start if is_id and head else block.head_end
    written = f"{text} " if is_id and head else f" {text}"
    edits = (Edit(Span(file, at, at), written), Edit(Span(file, item.start, item.head_end), ""))
    return Advice(help, Fix("put it there", edits))


def _offer(table: Table) -> str:
    """The words that are known in a block, for a message: its own first."""
    common = {field.name for field in table_of(Block).fields}
    words = [field.name for field in table.fields if field.place == "property"]
    words.sort(key=common.__contains__)
    some = ", ".join(f"`{word}`" for word in words[:_MOST_SHOWN])
    more = " and more (`canvasdsl explain --list`)" if len(words) > _MOST_SHOWN else ""
    return f"known here are {some}{more}"
