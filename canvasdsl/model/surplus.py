"""What to say of words and values that nobody takes, and of words that nobody knows."""

from typing import NoReturn

from canvasdsl.diagnostics import Edit, Fix
from canvasdsl.model.entities import Entity
from canvasdsl.model.homes import homes_of
from canvasdsl.model.reading import Misread, Reader, closest, shown
from canvasdsl.model.vocabulary import Field, Table, table_of
from canvasdsl.syntax.nodes import Item, Value
from canvasdsl.syntax.tables import LONG, NUMBER, TEXT, WORD
from canvasdsl.syntax.written import encode

__all__ = ["equals", "left_over", "offer", "parted", "pattern_of", "several_for_one", "surplus"]


def left_over(reader: Reader, field: Field, table: Table) -> NoReturn:
    """Says why a value that nobody reads can't stand there."""
    value = reader.values[reader.at]
    if value.kind == WORD and value.text in table.words and table.words[value.text].place == "property":
        raise Misread(
            "REF104", f"`{value.text}` is a property of its own and stands on a line of its own",
            value.start, value.end, help="insert `;` before it", follows=value,
            fix=Fix("insert `;`", (Edit(reader.span(reader.end, reader.end), ";"),)),
        )  # fmt: skip
    before = reader.values[reader.at - 1]
    _written_otherwise(reader, value, before)
    if value.text == before.text and value.kind == before.kind:
        raise Misread("TYP111", f"{shown(value)} is said twice", value.start, value.end, help="keep one of them",
                      fix=reader.replace("take it out", before.end, value.end, ""))  # fmt: skip
    if field.many and value.kind == WORD and not value.text[:1].isupper():
        _without_comma(reader, value)
    raise Misread("TYP111", f"`{field.name}` takes {field.type.shows}, and {shown(value)} is too much",
                  value.start, reader.values[-1].end, help="take it out, or put a comma or `;` before it")  # fmt: skip


def _without_comma(reader: Reader, value: Value) -> NoReturn:
    raise Misread(
        "TYP111", f"`{value.text}` follows without a comma", value.start, value.end, help="separate several by commas",
        fix=Fix("insert a comma", (Edit(reader.span(reader.end, reader.end), ","),)),
    )  # fmt: skip


def _written_otherwise(reader: Reader, value: Value, before: Value) -> None:
    """Ends the reading where something is written as in another language: `a and b`, `5 to 9`, `12.000.000`."""
    if value.kind == WORD and value.text in ("and", "or"):
        raise Misread(
            "TYP111", f"several are separated by commas, not by `{value.text}`", value.start, value.end,
            help=f"write a comma in place of `{value.text}`",
            fix=reader.replace("write a comma", before.end, value.end, ","),
        )  # fmt: skip
    if value.kind == NUMBER and before.text == "to":
        raise Misread("TYP107", "a range is written with two dots", before.start, before.end,
                      help="write `..` for `to`",
                      fix=reader.replace("write `..`", before.start, before.end, ".."))  # fmt: skip
    if value.kind == NUMBER == before.kind and value.text[0] == "." and value.start == before.end:
        text = (before.text + value.text).replace(".", "_")
        raise Misread(
            "TYP105", f"`{before.text}{value.text}` is no number: a dot stands before decimals only", before.start,
            value.end, help=f"write thousands so: `{text}`",
            fix=reader.replace(f"write `{text}`", before.start, value.end, text),
        )  # fmt: skip


def equals(item: Item, reader: Reader) -> Misread | None:
    """What to say of `name = value`, if an item is written so."""
    first = item.phrases[0][0] if item.phrases else None
    if first is None or first.text not in ("=", "=="):
        return None
    fix = reader.replace(f"take the `{first.text}` out", item.start + len(item.name), first.end, "")
    return Misread("TYP111", f"no `{first.text}` stands between `{item.name}` and its value", first.start, first.end,
                   help="take it out: the value follows its word", fix=fix)  # fmt: skip


def several_for_one(item: Item, whole: Item, reader: Reader) -> Misread:
    """What to say of a word that is written with a blank in place of its hyphen."""
    end = item.phrases[0][0].end
    return Misread("REF101", f"the word `{item.name}` is not known here", item.start, end,
                   help=f"write it as one word: `{whole.name}`",
                   fix=reader.replace(f"write `{whole.name}`", item.start, end, whole.name))  # fmt: skip


def surplus(reader: Reader, item: Item, cls: type[Entity], value: Value, table: Table, around: Table) -> NoReturn:
    """Says what to do with a value of the head that no slot takes."""
    phrase = item.phrases[0]
    before = phrase[: reader.at]
    untitled = all(each.kind not in (TEXT, LONG) for each in before)
    if value.kind == WORD and table.has_id:
        near = closest(value.text, tuple(table.words))
        if near and near != value.text and not untitled:
            raise Misread("REF101", f"`{item.name}` has no property `{value.text}`", value.start, value.end,
                          help=f"did you mean `{near}`?",
                          fix=reader.replace(f"write `{near}`", value.start, value.end, near))  # fmt: skip
        if len(before) == 1 and not untitled and value.text not in around.words:
            swapped = f"{value.text} {before[0].text}"
            raise Misread("TYP113", "the id stands before the title", before[0].start, value.end,
                          help=f"write `{item.name} {swapped}`",
                          fix=reader.replace("swap them", before[0].start, value.end, swapped))  # fmt: skip
        if before and untitled:
            _several_words(item, reader)
    if cls.by_phrase and before:
        _written_otherwise(reader, value, before[-1])
        if value.kind == WORD and value.text not in around.words and table.slots and table.slots[0].type.fits(value):
            _without_comma(reader, value)
    if value.kind == WORD and homes_of(value.text):
        field = around.words.get(value.text)
        raise Misread(
            "REF104", f"`{value.text}` can't stand here", value.start, value.end,
            help="insert `;` before it, or put it into the block in braces",
            follows=value if before and field is not None and field.place == "property" else None,
        )  # fmt: skip
    if before and before[-1].text == value.text and before[-1].kind == value.kind:
        raise Misread("TYP113", f"{shown(value)} is said twice", value.start, value.end, help="keep one of them",
                      fix=reader.replace("take it out", before[-1].end, value.end, ""))  # fmt: skip
    raise Misread("TYP113", f"{shown(value)} can't stand here", value.start, phrase[-1].end,
                  help=f"write it so: `{pattern_of(cls)}`; text stands in quotes")  # fmt: skip


def _several_words(item: Item, reader: Reader) -> NoReturn:
    """Ends the reading of a name of several words without quotes, or of a kind that is said twice."""
    phrase = item.phrases[0]
    words = [each for each in phrase if each.kind == WORD]
    if words[0].text == item.name and len(words) > 1:
        raise Misread("TYP113", f"`{item.name}` is said twice", words[0].start, words[0].end, help="keep one of them",
                      fix=reader.replace("take it out", words[0].start, words[1].start, ""))  # fmt: skip
    text = encode(" ".join(each.text for each in words))
    fix = None
    if len(words) == len(phrase):
        fix = reader.replace("put the name in quotes", phrase[0].start, phrase[-1].end, text)
    raise Misread("TYP113", "a name of several words stands in quotes", phrase[0].start, words[-1].end,
                  help=f"write `{item.name} {text}`", fix=fix)  # fmt: skip


def parted(item: Item, value: Value) -> list[Item]:
    """The two items that stand in one, the second beginning with `value`; in the order of a stack."""
    heads = []
    tails = []
    for phrase in item.phrases:
        heads.append(tuple(each for each in phrase if each.start < value.start))
        tails.append(tuple(each for each in phrase if each.start > value.start))
    phrases = tuple(phrase for phrase in heads if phrase)
    end = phrases[-1][-1].end
    first = Item(item.name, item.start, phrases, None, end, end, False)
    rest = tuple(phrase for phrase in tails if phrase)
    return [Item(value.text, value.start, rest, item.items, item.head_end, item.end, False), first]


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


def offer(table: Table) -> str:
    """The words that are known in a block, for a message."""
    words = [word for word, field in table.words.items() if field.place != "attribute"]
    some = ", ".join(f"`{word}`" for word in words[:12])
    return f"known here are {some}" + (" and more (`canvasdsl explain --list`)" if len(words) > 12 else "")
