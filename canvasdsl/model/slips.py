"""What to say of two slips: values of a head that have changed places, and `true` behind a word that stands alone.

Imported when one of them is met.
"""

from itertools import pairwise

from canvasdsl.model.entities import Entity
from canvasdsl.model.heads import pattern_of
from canvasdsl.model.reading import Misread, Reader
from canvasdsl.model.vocabulary import Field, table_of
from canvasdsl.syntax.nodes import Item

__all__ = ["out_of_order", "true_or_false"]


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
