"""All figures of a model: every kind for every block that it is a figure of."""

from collections.abc import Iterable, Iterator
from typing import Any

from canvasdsl.figures.audience import KINDS as AUDIENCE
from canvasdsl.figures.blocks import Placed, blocks_by_word, called, holders_of
from canvasdsl.figures.break_even import KINDS as BREAK_EVEN
from canvasdsl.figures.cash import KINDS as CASH
from canvasdsl.figures.closeness import KINDS as CLOSENESS
from canvasdsl.figures.cohorts import KINDS as COHORTS
from canvasdsl.figures.customers import KINDS as CUSTOMERS
from canvasdsl.figures.expression import Expression, Operation, Step, Undefined, value_of
from canvasdsl.figures.figure import Figure, Found, Kind
from canvasdsl.figures.inputs import Absent
from canvasdsl.figures.mix import KINDS as MIX
from canvasdsl.figures.money import KINDS as MONEY
from canvasdsl.figures.perceived import KINDS as PERCEIVED
from canvasdsl.figures.printing import formula
from canvasdsl.figures.purchases import KINDS as PURCHASES
from canvasdsl.figures.ranges import range_of
from canvasdsl.figures.satisfaction import KINDS as SATISFACTION
from canvasdsl.figures.served import KINDS as SERVED
from canvasdsl.figures.serving import KINDS as SERVING
from canvasdsl.figures.sheet import Sheet
from canvasdsl.figures.structure import KINDS as STRUCTURE
from canvasdsl.figures.survivors import KINDS as SURVIVORS
from canvasdsl.figures.ways import KINDS as WAYS
from canvasdsl.figures.what_ifs import KINDS as WHAT_IFS
from canvasdsl.figures.winning import KINDS as WINNING
from canvasdsl.model.canvas import Canvas
from canvasdsl.source import Span

__all__ = ["KINDS", "figure_of", "figures_of", "kind_called", "likely_figure_of"]

KINDS: tuple[Kind, ...] = (
    *MONEY, *MIX, *BREAK_EVEN, *CASH, *SERVING, *WAYS, *CLOSENESS, *STRUCTURE,
    *CUSTOMERS, *WHAT_IFS, *COHORTS, *SURVIVORS, *PURCHASES, *WINNING, *PERCEIVED, *SATISFACTION, *SERVED,
    *AUDIENCE,
)  # fmt: skip
_MOST_DIGITS = 60
_LARGEST = 10**_MOST_DIGITS
_CALLED = {name: kind for kind in KINDS for name in (kind.name, *kind.synonyms)}


def kind_called(name: str) -> Kind | None:
    """The figure with this name or synonym."""
    return _CALLED.get(name)


def figures_of(canvas: Canvas, kinds: Iterable[Kind] = KINDS) -> tuple[Figure, ...]:
    """The figures of a model, in the order of the kinds and of the file; ideas have none."""
    blocks = blocks_by_word(canvas)
    return tuple(figure for kind in kinds for figure in _all_of(canvas, kind, blocks))


def _all_of(canvas: Canvas, kind: Kind, blocks: dict[str, list[Placed]]) -> Iterator[Figure]:
    if kind.pairs is not None:
        found = (_made(canvas, kind, pair, ()) for pair in kind.pairs(canvas))
    else:
        blocks = {**blocks, "": [(None, ())]}
        found = (_made(canvas, kind, *placed) for word in kind.of or ("",) for placed in blocks.get(word, ()))
    return (figure for figure in found if figure is not None)


def figure_of(canvas: Canvas, kind: Kind, block: Any, *, holders: tuple[Any, ...] | None = None) -> Figure | None:
    """One figure of one block, or of a pair; `None` where the block has nothing to do with it. Who asks for many says
    the blocks that it stands in: they are searched for otherwise."""
    if holders is None:
        holders = () if block is None or isinstance(block, tuple) else holders_of(canvas, block)
    return _made(canvas, kind, block, holders)


def likely_figure_of(canvas: Canvas, kind: Kind, block: Any) -> Figure | None:
    """The figure as is likely, with its conditions: for those who put other numbers in."""
    holders = () if block is None or isinstance(block, tuple) else holders_of(canvas, block)
    return _made(canvas, kind, block, holders, likely=True)


def _made(
    canvas: Canvas, kind: Kind, block: Any, holders: tuple[Any, ...], *, likely: bool = False
) -> Figure | None:  # fmt: skip
    """One figure; the `likely` one says its conditions instead of being absent where they may fail."""
    sheet = Sheet(canvas, holders)
    sheet.conditions = [] if likely else None
    made: Expression | Found | str | None = None
    try:
        made = kind.make(sheet, block)
        if made is None:
            return None
        known = _known(kind, block, holders)
        if isinstance(made, str):
            return Figure(**known, word=made, inputs=tuple(sheet.inputs.values()))
        if isinstance(made, Found):
            return _sayable(Figure(**known, value=made.value, low=made.low, high=made.high, unit=sheet.unit,
                                   search=made.search, inputs=tuple(sheet.inputs.values())))  # fmt: skip
        return _sayable(_computed(made, sheet, known))
    except Absent as absent:
        reason, place = absent.reason, absent.place
    except Undefined as undefined:
        reason, place = _undefined(undefined.reason, made, sheet)
    known = _known(kind, block, holders)
    attempt = None if likely else lambda: _made(canvas, kind, block, holders, likely=True)
    return Figure(**known, absent=reason, missing=place, inputs=tuple(sheet.inputs.values()), attempt=attempt)


def _sayable(figure: Figure) -> Figure:
    """The figure, where anybody could read its number."""
    for number in (figure.value, figure.low, figure.high):
        if number is not None and abs(number) >= _LARGEST:
            raise Absent(f"it comes to a number of more than {_MOST_DIGITS} digits")
    return figure


def _known(kind: Kind, block: Any, holders: tuple[Any, ...]) -> dict[str, Any]:
    """What a figure says of itself besides its numbers."""
    pair = block if isinstance(block, tuple) else (block,)
    of = ", ".join([called(each, holders) for each in pair if each is not None])
    if pair[0] is None:
        return {"kind": kind, "of": of, "key": None, "place": None}
    return {"kind": kind, "of": of, "key": pair[0].key, "place": pair[0].here}


def _undefined(reason: str, made: Any, sheet: Sheet) -> tuple[str, Span | None]:
    """Why a formula has no value: with what it divides by, where that is or may be zero, and where it is written."""
    ranges = {each.name: (each.low, each.high) for each in sheet.inputs.values()}
    for divisor in _divisors(made) if isinstance(made, Expression) else ():
        try:
            low, high = range_of(divisor, ranges)
        except Undefined:
            continue
        if low <= 0 <= high:
            place = next((each.span for each in sheet.inputs.values() if each.name in divisor.names), None)
            verb = "is" if low == high else "may be"
            return f"it would divide by zero: `{formula(divisor, signs=False)}` {verb} 0", place
    return reason, None


def _divisors(made: Expression) -> Iterator[Expression]:
    """What a formula divides by, the innermost first."""
    parts = made.parts if isinstance(made, Operation) else (made.made_of,) if isinstance(made, Step) else ()
    for part in parts:
        yield from _divisors(part)
    if isinstance(made, Operation) and made.sign == "/":
        yield made.parts[1]


def _computed(made: Expression, sheet: Sheet, known: dict[str, Any]) -> Figure:
    inputs = tuple(each for name, each in sheet.inputs.items() if name in made.names)
    low = high = None
    if sheet.conditions is not None:
        inputs = tuple(sheet.inputs.values())
    elif any(each.is_range for each in inputs):
        low, high = range_of(made, {each.name: (each.low, each.high) for each in inputs})
    value = value_of(made, {each.name: each.likely for each in inputs}, dict(sheet.known))
    if low is None and sheet.conditions is None:
        low = high = value
    unit = sheet.unit or {"money": sheet.currency, "share": "%"}.get(known["kind"].unit, "")
    return Figure(**known, value=value, low=low, high=high, unit=unit, computed=made, inputs=inputs,
                  is_signed=sheet.is_signed, conditions=tuple(sheet.conditions or ()), note=sheet.note)  # fmt: skip
