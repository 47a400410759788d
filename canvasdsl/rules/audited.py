"""What an author says of a figure beside what the lines of the model give: one unit, one period, the digits written.

A number is as precise as it is written: half a unit of its last digit. Zeros at the end of a whole number may be
rounded, but two digits always count: `62_900` stands for 62,850 to 62,950, `1_000` for 950 to 1,050.
"""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs

from canvasdsl.figures.periods import PERIODS_A_YEAR, amount_in, retention_in
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.quantities import CURRENCIES, PERIODS, Exchanged, Quantity, period_of
from canvasdsl.model.vocabulary import table_of
from canvasdsl.rules.parts import once, relationships_with, revenues_from
from canvasdsl.rules.together import segments_of
from canvasdsl.source import Span

if TYPE_CHECKING:
    from canvasdsl.figures.figure import Figure

__all__ = [
    "Known", "Said", "claims_in", "figure_once", "holds", "is_figure", "known_in_model", "known_of", "meets",
    "rounding_of", "said_in", "wishes_in", "written_as",
]  # fmt: skip

_STAYS = ("retention",)
_LEAVES = ("churn",)
_ONE = Fraction(1)


@attrs.frozen(eq=False)
class Said:
    """What is said of a figure: the claim, assertion or target, the block that it is of (`None`: the whole model)."""

    about: Any
    """The block that an author would accept a finding on."""
    entity: Any
    block: Any
    figure: str
    quantity: Quantity

    @property
    def name(self) -> str:
        """The figure with what it is of: `churn of regulars`."""
        return self.figure if self.block is None or not self.block.key else f"{self.figure} of {self.block.key[1]}"

    @property
    def figure_at(self) -> Span:
        """Where the name of the figure is written."""
        value = self.entity.item.phrases[0][0]
        return Span(self.entity.file, value.start, value.end)


@attrs.frozen(eq=False)
class Known:
    """What the model gives: a number with its range, `unit` and `period`, or why there is none."""

    name: str
    value: Fraction = Fraction(0)
    low: Fraction = Fraction(0)
    high: Fraction = Fraction(0)
    unit: str = ""
    period: str | None = None
    lines: tuple[tuple[str, Span], ...] = ()
    absent: str = ""
    missing: Span | None = None


# ---- What is said ------------------------------------------------------------------


@once
def claims_in(canvas: Canvas) -> tuple[Said, ...]:
    """The claims of all blocks that are more than an idea; none where something of the model was not understood, since
    it would be recomputed from less than was written."""
    return () if canvas.lost else tuple(
        Said(block, claim, None if block.word == "canvas" else block, claim.figure, claim.value)
        for block in _blocks(canvas) for claim in block.claims
    )  # fmt: skip


@once
def _blocks(canvas: Canvas) -> tuple[Any, ...]:
    """The blocks that claim something, in one walk."""
    from canvasdsl.figures.blocks import blocks_by_word

    return tuple(
        block for placed in blocks_by_word(canvas).values() for block, _ in placed if getattr(block, "claims", ())
    )  # fmt: skip


@once
def _placed(canvas: Canvas) -> dict[int, tuple[Any, ...]]:
    """What each block stands in, by identity: found in one walk for all that is said."""
    from canvasdsl.figures.blocks import blocks_by_word

    return {id(block): holders for placed in blocks_by_word(canvas).values() for block, holders in placed}


def wishes_in(canvas: Canvas, entities: tuple[Any, ...]) -> Iterator[Said]:
    """Assertions or targets, as claims; one whose block has an unknown name, or is an idea, is left out."""
    for each in () if canvas.lost else entities:
        block = None if each.of is None else canvas.index.blocks.get(each.of.key)
        if (each.of is None or block is not None) and not getattr(block, "is_idea", False):
            yield Said(each, each, block, each.figure, each.comparison.quantity)


def said_in(canvas: Canvas) -> Iterator[Said]:
    """Everything that is said of a figure."""
    yield from claims_in(canvas)
    yield from wishes_in(canvas, canvas.assertions)
    yield from wishes_in(canvas, canvas.targets)


# ---- What the model gives ------------------------------------------------------------


def is_figure(canvas: Canvas, said: Said) -> bool:
    """Whether the language or the model knows a figure of this name: a kind, a property of the block, a metric."""
    from canvasdsl.figures.compute import kind_called

    return (
        kind_called(said.figure) is not None or _property(said.figure, said.block) is not None
        or ("metric", said.figure) in canvas.index.blocks
    )  # fmt: skip


def _property(figure: str, block: Any) -> Any:
    if block is None:
        return None
    return next((each for each in table_of(type(block)).fields if each.name == figure), None)


def known_of(canvas: Canvas, said: Said) -> list[Known]:
    """What the lines of the model give for it: mostly one number, several where a segment has several relationships."""
    return known_in_model(canvas, said.figure, said.block)


def known_in_model(canvas: Canvas, figure: str, block: Any) -> list[Known]:
    """What the lines of the model give for a figure of a block, or of the whole."""
    from canvasdsl.figures.compute import kind_called

    kind = kind_called(figure)
    found = [] if kind is None else [_of_figure(figure, each) for each in _figures(canvas, kind, block)]
    field = _property(figure, block)
    if not found and field is not None:
        quantity = getattr(block, field.attribute)
        found = [_of_quantity(figure, quantity)] if isinstance(quantity, Quantity) else []
    return found


def _figures(canvas: Canvas, kind: Any, block: Any) -> Iterator["Figure"]:
    from canvasdsl.figures.compute import figures_of

    if kind.pairs is not None:
        yield from (each for each in figures_of(canvas, (kind,)) if block is None or each.key == block.key)
        return
    for each in _meant(canvas, kind, block):
        figure = figure_once(canvas, kind, each)
        if figure is not None and not figure.word:
            yield figure


@once
def figure_once(canvas: Canvas, kind: Any, block: Any) -> "Figure | None":
    """One figure of one block, computed once however many rules ask."""
    from canvasdsl.figures.compute import figure_of

    return figure_of(canvas, kind, block, holders=_placed(canvas).get(id(block), ()))


def _meant(canvas: Canvas, kind: Any, block: Any) -> list[Any]:
    """The blocks whose figure is meant: the block itself, else what it has of that kind; without one the whole."""
    words = kind.of or ("",)
    if block is None:
        if "" in words:
            return [None]
        from canvasdsl.figures.blocks import blocks_by_word

        found = [each for word in words for each, _ in blocks_by_word(canvas).get(word, ())]
        return found if len(found) == 1 else []
    if block.word in words:
        return [block]
    near: list[Any] = []
    if block.word == "segment":
        near = [*relationships_with(canvas, block), *revenues_from(canvas, block)]
    elif block.word == "relationship":
        near = list(segments_of(canvas, block))
    return [each for each in near if each.word in words and not each.is_idea]


def _of_figure(name: str, figure: "Figure") -> Known:
    unit, *per = figure.unit.split(" per ")
    period = next((each for each in per if each in PERIODS), None)
    lines = tuple((f"{each.name}: {each.written}", each.span) for each in figure.inputs)
    if figure.value is None or figure.low is None or figure.high is None:
        return Known(name, lines=lines, absent=figure.absent or "it has no number", missing=figure.missing)
    return Known(name, figure.value, figure.low, figure.high, unit, period, lines)


def _of_quantity(name: str, quantity: Quantity) -> Known:
    scale = Fraction(1, 100) if quantity.unit == "%" else _ONE
    low, value, high = (Fraction(each) * scale for each in (quantity.low, quantity.value, quantity.high))
    lines = ((f"{name}: {quantity.written}", quantity.span),)
    return Known(name, value, low, high, quantity.unit, quantity.period, lines)


# ---- Comparing ------------------------------------------------------------------------


def _bounds(number: Decimal) -> tuple[Fraction, Fraction]:
    half = Fraction(_last_digit(number)) / 2
    return Fraction(number) - half, Fraction(number) + half


def rounding_of(quantity: Quantity) -> tuple[Fraction, Fraction]:
    """The least and the most that a number may stand for: to the last digit that is written in its own currency."""
    low, high = _bounds(quantity.typed.low)[0], _bounds(quantity.typed.high)[1]
    if quantity.exchanged is None:
        return low, high
    least, most = _rates_of_exchange(quantity.exchanged)
    return min(low * least, low * most), max(high * least, high * most)


def _rates_of_exchange(exchanged: Exchanged) -> tuple[Fraction, Fraction]:
    """What one unit of the currency that is written is worth in that of the model, at least and at most."""
    least = most = _ONE
    for used in exchanged.rates:
        low, high = Fraction(used.rate.low), Fraction(used.rate.high)
        least, most = (least / high, most / low) if used.backwards else (least * low, most * high)
    return least, most


def _last_digit(number: Decimal) -> Decimal:
    """One unit of the last digit that counts."""
    written = int(number.as_tuple().exponent)
    if written < 0:
        return Decimal(1).scaleb(written)
    digits = number.normalize()
    return Decimal(1).scaleb(max(0, min(int(digits.as_tuple().exponent), number.adjusted() - 1)))


def meets(known: Known, quantity: Quantity) -> bool | None:
    """Whether a number says what the model gives, as precisely as it is written; `None` where the units differ."""
    low, high = (_in_unit(known, quantity, each) for each in rounding_of(quantity))
    if low is None or high is None:
        return None
    return min(low, high) <= known.high and known.low <= max(low, high)


def holds(known: Known, comparison: Any) -> tuple[bool, bool] | None:
    """Whether a comparison likely holds, and whether it surely does over the ranges; `None` where the units differ."""
    quantity = comparison.quantity
    if comparison.operator == "=":
        met = meets(known, quantity)
        return None if met is None else (met, met)
    bound = _in_unit(known, quantity, Fraction(quantity.value))
    if bound is None:
        return None
    values = (known.value, known.low, known.high)
    held = {
        ">=": [each >= bound for each in values], ">": [each > bound for each in values],
        "<=": [each <= bound for each in values], "<": [each < bound for each in values],
    }[comparison.operator]  # fmt: skip
    return held[0], all(held)


def _in_unit(known: Known, quantity: Quantity, size: Fraction) -> Fraction | None:
    """A size that an author wrote, in the unit and period of what the model gives."""
    if known.unit == "%":
        return _share(known, quantity, size / 100) if quantity.unit == "%" else None
    if known.unit in CURRENCIES or quantity.unit in CURRENCIES:
        return _amount(known, quantity, size) if known.unit == quantity.unit else None
    if quantity.unit == "%":
        return None
    length, own = period_of(known.unit), period_of(quantity.unit)
    if length is not None and own is not None:
        return size * PERIODS_A_YEAR[length] / PERIODS_A_YEAR[own]
    return _amount(known, quantity, size)


def _amount(known: Known, quantity: Quantity, size: Fraction) -> Fraction:
    both = quantity.period is not None and known.period is not None
    return amount_in(size, quantity.period or "", known.period or "") if both else size


def _share(known: Known, quantity: Quantity, size: Fraction) -> Fraction:
    """Shares that stay compound, those that leave are the rest of them; others do not depend on a period."""
    if quantity.period in (None, known.period) or known.period is None or not 0 <= size <= 1:
        return size
    if known.name in _STAYS:
        return retention_in(size, quantity.period, known.period)
    if known.name in _LEAVES:
        return 1 - retention_in(1 - size, quantity.period, known.period)
    return size


_MOST_DIGITS = 27
"""A number with more than these is not rounded: it has no room for the digit."""


# ---- Saying ---------------------------------------------------------------------------


def written_as(known: Known, quantity: Quantity) -> str:
    """What the model gives, written as the author writes it: in that period, to that digit but with three digits at
    least; a range as a range."""
    if quantity.exchanged is not None:
        return written_as(_as_typed(known, quantity.exchanged), quantity.typed)
    parts = [known.value] if known.low == known.high else [known.low, known.value, known.high]
    digit = _last_digit(quantity.value)
    numbers = [_number(_as_said(known, quantity, each), digit) for each in dict.fromkeys(parts)]
    unit = quantity.unit if meets(known, quantity) is not None else known.unit
    per = quantity.per or ((known.period,) if known.period else ())
    behind = "%" if unit == "%" else f" {unit}" if unit else ""
    return " .. ".join(dict.fromkeys(numbers)) + behind + "".join(f" per {each}" for each in per)


def _as_typed(known: Known, exchanged: Exchanged) -> Known:
    """What the model gives, in the currency that an author wrote; by the likely rate."""
    if known.unit not in CURRENCIES:
        return known
    worth = _ONE
    for used in exchanged.rates:
        worth = worth / Fraction(used.rate.value) if used.backwards else worth * Fraction(used.rate.value)
    return attrs.evolve(known, value=known.value / worth, low=known.low / worth, high=known.high / worth,
                        unit=exchanged.amount.unit)  # fmt: skip


def _as_said(known: Known, quantity: Quantity, value: Fraction) -> Fraction:
    """A value of the model in the unit and period of the author."""
    turned = Known(known.name, unit=quantity.unit, period=quantity.period or known.period)
    own = attrs.evolve(quantity, unit=known.unit, per=(known.period,) if known.period else ())
    scale = Fraction(100) if known.unit == "%" else _ONE
    found = _in_unit(turned, own, value * scale)
    return (value if found is None else found) * scale


def _number(value: Fraction, digit: Decimal) -> str:
    """Rounded to the digit, or to three digits where that is finer."""
    number = Decimal(value.numerator) / Decimal(value.denominator)
    if number:
        digit = min(digit, Decimal(1).scaleb(max(number.adjusted() - 2, -6)))
    rounded = number
    if number.adjusted() - digit.adjusted() < _MOST_DIGITS:
        rounded = (number / digit).to_integral_value(ROUND_HALF_UP) * digit
    text = f"{rounded:,f}".replace(",", "_")
    return text.rstrip("0").rstrip(".") if "." in text and digit < 1 and set(text.split(".")[1]) == {"0"} else text
