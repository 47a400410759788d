"""The numbers that an author wrote, as readers call them: `Price` of `Coffee and pastry`, from where they stand."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import attrs

from canvasdsl.figures.inputs import Input
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.common import Amount
from canvasdsl.model.entities import Entity
from canvasdsl.model.quantities import Date, Quantity
from canvasdsl.model.vocabulary import table_of
from canvasdsl.source import Span
from canvasdsl.views.phrasing import Phrasing

__all__ = ["Written", "written"]

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@attrs.frozen
class Written:
    """What a number is called, and the name of the block that says it; of the whole model, none."""

    label: str
    block: str = ""
    quantity: Quantity | None = None


def written(given: Input, say: Phrasing) -> Written:
    """The number of a figure in the reader's words; of one that is not found, its word in the language."""
    chain = list(_around(say.canvas, given.span))
    held = next((entity for entity in reversed(chain) if not isinstance(entity, Amount)), None)
    if held is None:
        return Written(given.name)
    amount = chain[-1] if isinstance(chain[-1], Amount) else None
    field, quantity = _said(amount if amount is not None else held, given.span)
    named = next((each for each in reversed(chain) if getattr(each, "title", None) or each.key), None)
    name = "" if named is None or named.word == "canvas" else str(getattr(named, "name", ""))
    if held.word == "transactions":
        return Written(_of_table(given, held.path, say), name, _as_quantity(given))
    if quantity is None:
        return Written(given.name, name)
    if held.word == "exchange":
        name = held.currency or ""
    word = field if amount is None else amount.word
    own = f"view.number.{held.word}.{word}"
    return Written(say.wording(own) if own in say.wording.texts else say.label(held.word, word), name, quantity)


def _of_table(given: Input, path: str, say: Phrasing) -> str:
    """What a number is called that a table of purchases gives."""
    plain = given.name.removesuffix(f" in {path}")
    days = [say.date(Date(*map(int, day.split("-")))) for day in _DAY.findall(plain)]
    key = "view.number.table." + re.sub("[^a-z]+", "_", _DAY.sub("", plain)).strip("_")
    numbers = dict(zip(("least", "most"), re.findall(r"\d+", plain))) if not days else {}
    if key not in say.wording.texts:
        return given.name
    return say.wording(key, **dict(zip(("first", "end"), days)), **numbers, file=path)


def _as_quantity(given: Input) -> Quantity:
    """The number of a table, which stands nowhere in the model."""
    number, _, unit = given.written.partition(" ")
    size = Decimal(number.replace("_", ""))
    return Quantity(low=size, likely=size, high=size, unit=unit, written=given.written, span=given.span)


def _around(canvas: Canvas, span: Span) -> Iterator[Any]:
    """The blocks that a place lies in, the outermost first."""
    inside: Any = canvas
    while inside is not None:
        around = [part for part in _parts(inside) if part.file == span.source
                  and part.item.start <= span.start < part.item.end]  # fmt: skip
        # Several amounts of one property lie in one item: meant is the one that has the number.
        inside = next((part for part in around if _said(part, span)[1] is not None), next(iter(around), None))
        if inside is not None:
            yield inside


def _parts(entity: Any) -> Iterator[Any]:
    by_attribute = table_of(type(entity)).by_attribute
    for attribute, value in vars(entity).items():
        if attribute in by_attribute:
            yield from (part for part in (value if type(value) is tuple else (value,)) if isinstance(part, Entity))


def _said(entity: Any, span: Span) -> tuple[str, Quantity | None]:
    """The field of a block in which a number stands, and the number."""
    for field in table_of(type(entity)).fields:
        value = getattr(entity, field.attribute)
        for each in value if type(value) is tuple else (value,):
            if isinstance(each, Quantity) and each.span.start == span.start:
                return field.name, each
    return "", None
