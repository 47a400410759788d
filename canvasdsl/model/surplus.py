"""What to say of words and values that nobody takes."""

from typing import NoReturn

from canvasdsl.diagnostics import Edit, Fix
from canvasdsl.model.reading import Misread, Reader, as_written, shown
from canvasdsl.model.vocabulary import Field, Table
from canvasdsl.syntax.nodes import Item, Value
from canvasdsl.syntax.tables import LONG, NUMBER, TEXT, WORD
from canvasdsl.syntax.written import encode

__all__ = [
    "equals", "left_over", "parted", "several_for_one", "several_values", "without_comma", "written_otherwise",
]  # fmt: skip


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
    written_otherwise(reader, value, before, many=field.many)
    if value.text == before.text and value.kind == before.kind:
        raise Misread("TYP111", f"{shown(value)} is said twice", value.start, value.end, help="keep one of them",
                      fix=reader.replace("take it out", before.end, value.end, ""))  # fmt: skip
    if field.many and value.kind == WORD and not value.text[:1].isupper():
        without_comma(reader, value)
    raise Misread("TYP111", f"`{field.name}` takes {field.type.shows}, and {shown(value)} is too much",
                  value.start, reader.values[-1].end, help="take it out, or put a comma or `;` before it")  # fmt: skip


def without_comma(reader: Reader, value: Value) -> NoReturn:
    """Ends the reading at a second value of a list."""
    raise Misread(
        "TYP111", f"`{value.text}` follows without a comma", value.start, value.end, help="separate several by commas",
        fix=Fix("insert a comma", (Edit(reader.span(reader.end, reader.end), ","),)),
    )  # fmt: skip


def written_otherwise(reader: Reader, value: Value, before: Value, *, many: bool) -> None:
    """Ends the reading where something is written as in another language: `a and b`, `20 000`, `12.000.000`."""
    if value.kind == WORD and value.text in ("and", "or"):
        raise Misread(
            "TYP111", f"several are separated by commas, not by `{value.text}`", value.start, value.end,
            help=f"write a comma in place of `{value.text}`",
            fix=reader.replace("write a comma", before.end, value.end, ",") if reader.following else None,
        )  # fmt: skip
    if value.kind == NUMBER == before.kind:
        from canvasdsl.model.spellings import several_parts

        several_parts(reader, value, before, alone=not many)


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
    help = f"write it as one word: `{whole.name}`" if "-" in whole.name else f"did you mean `{whole.name}`?"
    return Misread("REF101", f"the word `{item.name}` is not known here", item.start, end, help=help,
                   fix=reader.replace(f"write `{whole.name}`", item.start, end, whole.name))  # fmt: skip


def several_values(item: Item, reader: Reader, *, quoted: bool) -> Misread:
    """What to say of several values where one belongs; `quoted` if it is a text."""
    phrases = item.phrases
    if any(phrase[-1].kind == NUMBER for phrase in phrases[:-1]):
        from canvasdsl.model.spellings import joined_numbers

        try:
            joined_numbers(reader, phrases)
        except Misread as wrong:
            return wrong
    start, end = phrases[0][0].start, phrases[-1][-1].end
    if quoted and all(value.kind not in (TEXT, LONG) for phrase in phrases for value in phrase):
        text = encode(", ".join(as_written(phrase) for phrase in phrases))
        return Misread("TYP102", "a text stands in quotes", start, end, help=f"write `{text}`",
                       fix=reader.replace("put it in quotes", start, end, text))  # fmt: skip
    return Misread("TYP111", f"`{item.name}` takes one value", phrases[1][0].start, end, help="keep one of them")


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
