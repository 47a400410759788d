"""What to say of the head of a block: values that no slot takes, properties and lists that belong into the braces."""

from itertools import pairwise
from typing import NoReturn

from canvasdsl.diagnostics import Edit, Fix
from canvasdsl.model.entities import Entity
from canvasdsl.model.homes import homes_of
from canvasdsl.model.numbers import Number
from canvasdsl.model.quantities import CURRENCIES
from canvasdsl.model.reading import Misread, Reader, as_written, closest, is_faint, shown
from canvasdsl.model.surplus import without_comma, written_otherwise
from canvasdsl.model.vocabulary import Table, table_of
from canvasdsl.syntax.nodes import Item, Value
from canvasdsl.syntax.tables import LONG, NUMBER, SYMBOL, TEXT, WORD
from canvasdsl.syntax.written import CURRENCY_SIGNS, canonical_phrase, encode

__all__ = ["in_block", "long_head", "pattern_of", "several_in_head", "surplus"]


def surplus(reader: Reader, item: Item, cls: type[Entity], value: Value, table: Table, around: Table) -> NoReturn:
    """Says what to do with a value of the head that no slot takes."""
    phrase = item.phrases[0]
    before = phrase[: reader.at]
    untitled = all(each.kind not in (TEXT, LONG) for each in before)
    if value.kind == WORD and table.has_id:
        near = closest(value.text, tuple(table.words))
        if near and near != value.text and not untitled:
            fix = reader.replace(f"write `{near}`", value.start, value.end, near)
            raise Misread("REF101", f"`{item.name}` has no property `{value.text}`", value.start, value.end,
                          help=f"did you mean `{near}`?", fix=None if is_faint(value.text, near) else fix)  # fmt: skip
        if len(before) == 1 and not untitled and value.text not in around.words:
            swapped = f"{value.text} {before[0].text}"
            raise Misread("TYP113", "the id stands before the title", before[0].start, value.end,
                          help=f"write `{item.name} {swapped}`",
                          fix=reader.replace("swap them", before[0].start, value.end, swapped))  # fmt: skip
        if before and untitled:
            _several_words(item, reader, table)
    if cls.by_phrase and before:
        written_otherwise(reader, value, before[-1], many=not cls.singular)
        if value.kind == WORD and value.text not in around.words and table.slots and table.slots[0].type.fits(value):
            without_comma(reader, value)
    if value.kind == WORD and homes_of(value.text):
        field = around.words.get(value.text)
        follows = value if before and field is not None and field.place == "property" else None
        semicolon = (Edit(reader.span(before[-1].end, before[-1].end), ";"),) if follows else ()
        raise Misread("REF104", f"`{value.text}` can't stand here", value.start, value.end,
                      help="insert `;` before it" if follows else f"it belongs {homes_of(value.text)}",
                      fix=Fix("insert `;`", semicolon) if follows else None, follows=follows)  # fmt: skip
    if before and before[-1].text == value.text and before[-1].kind == value.kind:
        raise Misread("TYP113", f"{shown(value)} is said twice", value.start, value.end, help="keep one of them",
                      fix=reader.replace("take it out", before[-1].end, value.end, ""))  # fmt: skip
    for missing in table.required:
        if missing.place == "attribute" and missing.type.fits(value):
            word = missing.name
            raise Misread("TYP110", f"`{word}` is missing before {shown(value)}", value.start, value.end,
                          help=f"write `{item.name} {word} {as_written(phrase[reader.at :])}`",
                          fix=reader.replace(f"insert `{word}`", value.start, value.start, f"{word} "))  # fmt: skip
    if value.text == "out" and "of" in table.words and reader.following and reader.following.text == "of":
        reader.should_be("TYP108", "the scale of a mark stands behind `of`", value.start, reader.following.end, "of")
    if not table.slots and value.kind in (TEXT, LONG):
        raise Misread("TYP113", f"`{item.name}` has no title", value.start, value.end,
                      help=f"take it out, or write it inside: `note {as_written((value,))}`",
                      fix=reader.replace("take it out", value.start, value.end, ""))  # fmt: skip
    help = _number_in_head(item, reader, table) or f"write it so: `{pattern_of(cls)}`; text stands in quotes"
    raise Misread("TYP113", f"{shown(value)} can't stand here", value.start, phrase[-1].end, help=help)


def _several_words(item: Item, reader: Reader, table: Table) -> NoReturn:
    """Ends the reading of a name of several words without quotes, or of a kind that is said twice."""
    phrase = item.phrases[0]
    if phrase[0].text == item.name and phrase[1].kind == WORD:
        raise Misread("TYP113", f"`{item.name}` is said twice", phrase[0].start, phrase[0].end, help="keep one of them",
                      fix=reader.replace("take it out", phrase[0].start, phrase[1].start, ""))  # fmt: skip
    count = next((at for at, each in enumerate(phrase) if at and (each.kind != WORD or each.text in table.words)),
                 len(phrase))  # fmt: skip
    words = phrase[:count]
    follows = phrase[count] if count < len(phrase) else None
    start, end = words[0].start, words[-1].end
    if follows is not None and follows.kind in (TEXT, LONG):
        id = "-".join(each.text for each in words)
        raise Misread("TYP113", "an id is one word", start, end, help=f"write `{item.name} {id} {follows.text}`",
                      fix=reader.replace(f"write `{id}`", start, end, id))  # fmt: skip
    if len(words) == 2 and words[0].text.lower() == words[1].text.lower():  # `channel whatsapp WhatsApp`
        title = encode(words[1].text)
        raise Misread("TYP113", "a title stands in quotes", words[1].start, end,
                      help=f"write `{item.name} {words[0].text} {title}`",
                      fix=reader.replace(f"write `{title}`", words[1].start, end, title))  # fmt: skip
    text = encode(as_written(words))
    fix = None
    # `channel Web Site for commuters`, where `for` is no word of a channel, says more than a name.
    if not any(homes_of(word.text) and reader.names.is_declared(name) for word, name in pairwise(words[1:])) and (
        follows is None or follows.kind == WORD
    ):
        fix = reader.replace("put the name in quotes", start, end, text)
    raise Misread("TYP113", "a name of several words stands in quotes", start, end, help=f"write `{item.name} {text}`",
                  fix=fix)  # fmt: skip


def _number_in_head(item: Item, reader: Reader, table: Table) -> str:
    """How to say the number that stands at the reader: `{ fixed 4_000 EUR per month }`; empty if there is no way."""
    values = item.phrases[0][reader.at :]
    if values[0].kind not in (NUMBER, SYMBOL):
        return ""
    texts = {value.text for value in values}
    money = not texts.isdisjoint(CURRENCIES) or not texts.isdisjoint(CURRENCY_SIGNS)
    measure = "money" if money else "share" if "%" in texts else "count"
    words = _words_of_numbers(table)
    word = words.get(measure) or ("" if measure != "count" else words.get("money", ""))
    if not word:
        return ""
    stated = f"{word} {canonical_phrase(values)}"
    if item.items is not None:
        return f"write it in the braces: `{stated}`"
    return f"write `{as_written((Value(WORD, item.name, item.start), *item.phrases[0][: reader.at]))} {{ {stated} }}`"


def _words_of_numbers(table: Table) -> dict[str, str]:
    """The first property that takes a number of each measure."""
    found: dict[str, str] = {}
    for field in table.fields:
        if field.place == "property":
            slots = table_of(field.entity).slots if field.entity is not None else ()
            type = slots[0].type if slots else field.type
            if isinstance(type, Number):
                found.setdefault(type.of, field.name)
    return found


def several_in_head(item: Item, reader: Reader, table: Table) -> Misread:
    """What to say of a block with a comma in its head: a list belongs into the braces, a further block on a line."""
    first, second = item.phrases[0], item.phrases[1][0]
    end = item.phrases[-1][-1].end
    words = [value for value in first[1:] if _is_property(value, table)]
    if words:
        stated = as_written(first[first.index(words[-1]) :])
        return Misread("TYP115", "a list stands in the block, not before it", second.start, end,
                       help=f"write `{{ {stated}, … }}`", fix=_into_braces(reader, item, words[0], table))  # fmt: skip
    return Misread("TYP113", f"one `{item.name}` stands on a line", second.start, end,
                   help=f"write one `{item.name}` for each, or put the name in quotes",
                   fix=_one_for_each(item, reader, table))  # fmt: skip


def _one_for_each(item: Item, reader: Reader, table: Table) -> Fix | None:
    """The mend that makes `bond social; bond financial` of `bond social, financial`; none if a name may hold commas."""
    phrases = item.phrases
    if item.items is not None or not (
        all(phrase[0].kind == TEXT for phrase in phrases)
        or (not table.has_id and table.slots and all(table.slots[0].type.fits(phrase[0]) for phrase in phrases))
    ):
        return None
    gaps = (reader.span(one[-1].end, other[0].start) for one, other in pairwise(phrases))
    return Fix(f"write one `{item.name}` for each", tuple(Edit(gap, f"; {item.name} ") for gap in gaps))


def in_block(reader: Reader, item: Item, value: Value, table: Table, around: Table) -> NoReturn:
    """Ends the reading where a property stands in the head that only the block can hold."""
    help = f"write `{{ {value.text} … }}`"
    if item.items is not None:
        help = "write it in the braces, on a line of its own"
    elif value.text in around.words:
        help += ", or insert `;` before it"
    raise Misread(
        "REF104", f"`{value.text}` stands in the block, not before it", value.start, value.end, help=help,
        fix=None if value.text in around.words else _into_braces(reader, item, value, table),
    )  # fmt: skip


def long_head(reader: Reader, item: Item, value: Value, table: Table, *, most: int) -> NoReturn:
    """Ends the reading at `value`, one property more than the head may hold."""
    phrase = item.phrases[0]
    first = next(each for each in phrase[1:] if _is_property(each, table))
    raise Misread(
        "TYP115", f"more than {most} properties stand before the block", value.start, phrase[-1].end,
        help=f"put them into braces: `{{ {first.text} … }}`", fix=_into_braces(reader, item, first, table),
    )  # fmt: skip


def _into_braces(reader: Reader, item: Item, first: Value, table: Table) -> Fix | None:
    """The mend that puts the properties of a head from `first` on into a block; none if it has one, or is unclear."""
    if item.items is not None:
        return None
    edits = []
    before = None
    inner: Table | None = None
    for phrase in item.phrases:
        for at, value in enumerate(phrase):
            if before is not None and value.start >= first.start and at and _is_property(value, table):
                if value != first and inner is not None and value.text in inner.words:
                    return None  # `price 5 EUR from …`: when, or from whom?
                if value is phrase[-1] and phrase is not item.phrases[-1]:
                    return None  # a comma follows directly
                if value == first or not _is_property(before, table):
                    edits.append(Edit(reader.span(before.end, value.start), " { " if value == first else "; "))
                    cls = table.words[value.text].entity
                    inner = table_of(cls) if cls is not None else None
            before = value
    if before is None or not edits:
        return None
    edits.append(Edit(reader.span(before.end, before.end), " }"))
    return Fix("put it into braces", tuple(edits))


def _is_property(value: Value, table: Table) -> bool:
    return value.kind == WORD and value.text in table.words and table.words[value.text].place == "property"


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
