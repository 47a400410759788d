"""What to say of three slips: values of a head that have changed places, `true` behind a word that stands alone, and a
name behind the wrong word.

Imported when one of them is met.
"""

from itertools import pairwise

from canvasdsl.model.entities import Entity
from canvasdsl.model.everyday import kinds_named
from canvasdsl.model.heads import pattern_of
from canvasdsl.model.reading import Misread, Reader, article, as_written
from canvasdsl.model.vocabulary import Field, Table, table_of
from canvasdsl.syntax.nodes import Item

__all__ = ["behind_another_word", "out_of_order", "true_or_false"]


def out_of_order(item: Item, cls: type[Entity], wrong: Misread, reader: Reader) -> Misread | None:
    """What to say where two values of a head have changed places: `evidence 2027-01-05 weak interview`."""
    phrase = item.phrases[0] if item.phrases else ()
    at = next((place for place, value in enumerate(phrase) if value.start == wrong.start), len(phrase))
    slots = table_of(cls).slots
    if wrong.code != "TYP101" or at + 1 >= len(phrase):
        return None
    first, second = phrase[at : at + 2]
    for slot, following in pairwise(slots):
        if slot.required and slot.type.fits(second) and following.type.fits(first) and not slot.type.fits(first):
            swapped = f"{second.text} {first.text}"
            return Misread("TYP101", f"`{second.text}` stands before `{first.text}`", first.start, second.end,
                           help=f"write it so: `{pattern_of(cls)}`",
                           fix=reader.replace("swap them", first.start, second.end, swapped))  # fmt: skip
    return None


def true_or_false(item: Item, field: Field, reader: Reader) -> Misread:
    """What to say of `primary: true` or `primary: false`: the word alone says it."""
    value = item.phrases[0][0]
    end = item.start + len(item.name)
    help, fix = f"write `{field.name}` alone", reader.replace("take it out", end, value.end, "")
    if value.text.lower() == "false":
        help = f"leave the line out, or write `{field.name} no`"
        fix = reader.replace("write `no`", value.start, value.end, "no")
    return Misread("TYP101", f"`{value.text}` is no answer", value.start, value.end, help=help, fix=fix)


def behind_another_word(item: Item, field: Field | None, table: Table, wrong: Misread, reader: Reader) -> Misread:
    """What to say of `relieves coffee-at-work`, where that is a job: a job stands behind `solves`."""
    fitting = [each for each in table.fields
               if each is not field and each.place != "attribute" and wrong.named in kinds_named(each)]  # fmt: skip
    if not fitting:
        return wrong
    word = min(fitting, key=lambda each: len(kinds_named(each))).name
    alone = len(item.phrases) == 1 and item.items is None
    line = f"{word} {as_written(item.phrases[0])}" if alone else f"{word} …"
    wrong.help += f"; {article(wrong.named)} {wrong.named} stands behind `{word}`: write `{line}`"
    if alone:
        wrong.fix = reader.replace(f"write `{word}`", item.start, item.start + len(item.name), word)
    return wrong
