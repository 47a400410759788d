"""A sheet to compute one figure on: it takes numbers from the model, notes where they stand, and keeps units apart."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from typing import Any, TypeVar

import attrs

from canvasdsl.figures.expression import (
    Constant,
    Expression,
    Known,
    Step,
    Symbol,
    Undefined,
    expression_of,
    value_of,
)
from canvasdsl.figures.inputs import Absent, Input
from canvasdsl.figures.periods import amount_in, growth_in, retention_in
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.quantities import PERIODS, Exchanged, Quantity

__all__ = ["BELOW", "Sheet", "plain"]


def plain(expression: Any) -> Any:
    """An expression where a formula on fractions is asked for: it takes both."""
    return expression


_Made = TypeVar("_Made")
_ONE, _CENT = Fraction(1), Fraction(1, 100)
_MOST_GROWTH = 1_000_000
"""So many times as many in one period are no growth of a business, and their powers take too long."""
BELOW = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
"""Figures as they stand below a sign."""


class Sheet:
    """The working paper of one figure. Each number is taken once, so that a shared one counts once in a range."""

    def __init__(self, canvas: Canvas, holders: tuple[Any, ...] = ()) -> None:
        self.canvas = canvas
        self.holders = holders
        """The blocks that the block of the figure stands in, the nearest last."""
        self.inputs: dict[str, Input] = {}
        self.currency = ""
        self.unit = ""
        """The unit to show, where the figure's kind leaves it open."""
        self.note = ""
        """What the figure leaves out of what its name promises."""
        self.conditions: list[Expression] | None = None
        """Where a list stands, the likely case is asked for: what must not fall below zero is noted, not searched."""
        self._taken: dict[Any, tuple[Quantity, Input, Symbol]] = canvas.index.kept("taken", dict)
        """The numbers of the model as all its figures take them."""
        self._inside = ""
        self._index = ""
        self._signs: dict[str, int] = {}
        self._bases: dict[str, str] = {}
        """The sign that each number was taken with, before it was made its own."""
        self.known: Known = {}
        """What shared parts of the formula likely come to."""
        self.is_signed = True
        """Whether the signs of its numbers stand in the formula; those of shared parts may be others."""

    # ---- Taking numbers ----

    def take(self, quantity: Quantity, name: str, sign: str, *, scale: Fraction = _ONE) -> Symbol:
        """A number of the model as a symbol; `name` is said with its block where two blocks have the
        same; a further one of the same name has a number behind it."""
        name, sign = name + self._inside, sign + self._index
        taken = self.inputs.get(name)
        again = 1
        while taken is not None and taken.span is not quantity.span and taken.span != quantity.span:
            again += 1
            taken = self.inputs.get(f"{name} ({again})")
        name = name if again == 1 else f"{name} ({again})"
        if taken is None:
            self._bases[name] = sign
        sign = self._own_sign(sign) if taken is None else taken.sign
        asked = id(quantity), name, sign, scale
        known = self._taken.get(asked)
        if known is None:
            low, likely, high = (Fraction(size) * scale for size in (quantity.low, quantity.value, quantity.high))
            made = Input(name, sign, low, likely, high, quantity.written, quantity.span)
            known = self._taken[asked] = quantity, made, Symbol(name, sign)
        self.inputs[name] = known[1]
        return known[2]

    def shared(self, question: Hashable, make: "Callable[[Sheet], Expression]") -> Expression:
        """A part of the formula that other figures have too: made once for the model, on a sheet of its own.

        Its numbers become inputs of this sheet, with signs that are free here. Where it can't be made alone, or a
        number has a name that this sheet gave to another, it is made here.
        """
        part = None
        if not self._inside and not self._index:
            part = self.canvas.index.kept(("shared", question), lambda: _shared(self.canvas, make))
        if part is None or not self._takes(part):
            return make(self)
        self.currency = self.currency or part.currency
        self.is_signed = self.is_signed and part.is_signed
        for name, sign, given in part.taken:
            if name not in self.inputs:
                own = self._own_sign(sign)
                self._bases[name] = sign
                self.inputs[name] = given if given.sign == own else self._with_sign(given, own)
            if self.inputs[name].sign != given.sign:
                self.is_signed = False
        self.known.update(part.known)
        return part.expression

    def begun(self, question: Hashable, make: "Callable[[Sheet], _Made]") -> "_Made":
        """What several figures begin with: made once for the model, with the inputs and signs that it leaves behind."""
        if self.inputs or self.currency or self._inside or self._index:
            return make(self)
        begun = self.canvas.index.kept(("begun", question), lambda: _begun(self.canvas, make))
        if begun is None:
            return make(self)
        sheet, made = begun
        self.inputs, self._signs, self._bases = dict(sheet.inputs), dict(sheet._signs), dict(sheet._bases)
        self.currency, self.known, self.is_signed = sheet.currency, dict(sheet.known), sheet.is_signed
        return made

    def _takes(self, part: "_Shared") -> bool:
        """Whether the numbers of a shared part have the same names here."""
        if self.currency and part.currency not in ("", self.currency):
            return False
        inputs = self.inputs
        return all(inputs[name].span == given.span for name, _, given in part.taken if name in inputs)

    def _with_sign(self, given: Input, sign: str) -> Input:
        return self.canvas.index.kept(("signed", id(given), sign), lambda: Input(
            given.name, sign, given.low, given.likely, given.high, given.written, given.span
        ))  # fmt: skip

    def _own_sign(self, sign: str) -> str:
        """A sign of its own for each number: the second `p` is `p₂`."""
        used = self._signs.get(sign, 0) + 1
        self._signs[sign] = used
        return sign if used == 1 else self._own_sign(f"{sign}{str(used).translate(BELOW)}")

    def money(self, quantity: Quantity, name: str, sign: str, *, per: str | None = None) -> Expression:
        """An amount, in the period `per` where one is asked for; raises `Absent` where currencies differ and no rate
        of exchange is declared."""
        if not self.currency:
            self.currency = quantity.unit
        elif quantity.unit != self.currency:
            raise Absent(f"`{name}` is in {quantity.unit} and other amounts are in {self.currency}, and no `exchange` "
                         "says what one is worth in the other", quantity.span)  # fmt: skip
        written = self.take(quantity.typed, name, sign)
        taken = written if quantity.exchanged is None else self._exchanged(written, quantity.exchanged)
        return taken if per is None else self._per(taken, quantity, name, per)

    def _exchanged(self, taken: Symbol, exchanged: Exchanged) -> Step:
        """An amount of another currency as one of the model's: a step with the rates that it is brought there by."""
        brought: Expression = taken
        with self.inside(None):
            for used in exchanged.rates:
                rate = self.take(used.rate, f"{used.rate.unit} for 1 {used.currency}", "x")
                brought = brought / rate if used.backwards else brought * rate
        return Step(f"{taken.sign}ˣ", f"{taken.name} in {self.currency}", brought, about=taken)

    def count(self, quantity: Quantity, name: str, sign: str, *, per: str | None = None) -> Expression:
        """A number of things, in the period `per` where one is asked for."""
        taken = self.take(quantity, name, sign)
        return taken if per is None else self._per(taken, quantity, name, per)

    def share(self, quantity: Quantity, name: str, sign: str) -> Expression:
        """A percentage as a share of 1."""
        return self.take(quantity, name, sign, scale=_CENT)

    def staying(self, quantity: Quantity, name: str, sign: str, *, per: str) -> Expression:
        """A share that stays, in the period `per`: it compounds."""
        return self._compounded(quantity, name, sign, per, retention_in)

    def growing(self, quantity: Quantity, name: str, sign: str, *, per: str) -> Expression:
        """A rate of growth or discount, in the period `per`: it compounds."""
        return self._compounded(quantity, name, sign, per, growth_in)

    def _compounded(self, quantity: Quantity, name: str, sign: str, per: str, convert: Any) -> Expression:
        if quantity.period is None:
            raise Absent(f"`{name}` does not say in which period", quantity.span)
        taken = self.take(quantity, name, sign, scale=_CENT)
        if quantity.period == per:
            return taken
        if convert(Fraction(quantity.high) * _CENT, quantity.period, per) > _MOST_GROWTH:
            raise Absent(f"`{name}` makes more than a million times as many in a {per}", quantity.span)
        return Step(f"{taken.sign}′", f"{taken.name} per {per}", expression_of(convert(taken, quantity.period, per)),
                    about=taken)  # fmt: skip

    def _per(self, taken: Symbol | Step, quantity: Quantity, name: str, per: str) -> Expression:
        if quantity.period is None:
            raise Absent(f"`{name}` does not say in which period", quantity.span)
        if quantity.period == per:
            return taken
        converted: Any = amount_in
        return Step(f"{taken.sign}′", f"{taken.name} per {per}", expression_of(converted(taken, quantity.period, per)),
                    about=taken if isinstance(taken, Symbol) else taken.about)  # fmt: skip

    @contextmanager
    def inside(self, block: Any, number: int = 0) -> Iterator[None]:
        """The numbers that are taken meanwhile are named with their block (`margin of regulars`), and their signs with
        its number (`m₂`); without a block, as they are."""
        before = self._inside, self._index
        self._inside = "" if block is None else f" of {block.id or block.name}"
        self._index = str(number).translate(BELOW) if number else ""
        try:
            yield
        finally:
            self._inside, self._index = before

    # ---- Asking ----

    def need(self, value: Any, block: Any, word: str) -> Any:
        """The value of a property, which the figure can't do without."""
        if value is None or value == ():
            name = getattr(block, "id", None) or getattr(block, "name", block.word)
            raise Absent(f"`{name}` says nothing of `{word}`", block.here)
        return value

    @staticmethod
    def nouns(quantity: Quantity) -> tuple[str, ...]:
        """What stands behind `per` besides a period."""
        return tuple(per for per in quantity.per if per not in PERIODS)

    @staticmethod
    def decided(blocks: Iterable[Any]) -> list[Any]:
        """The blocks that are more than an idea: ideas stay out of figures."""
        return [block for block in blocks if not block.is_idea]

    @staticmethod
    def number(value: int | Fraction) -> Expression:
        """A number that stands in a formula itself."""
        return Constant(Fraction(value))


@attrs.frozen(eq=False)
class _Shared:
    """A part of formulas with the numbers that it takes, in order: their names, the signs they ask for, themselves."""

    expression: Expression
    taken: tuple[tuple[str, str, Input], ...]
    currency: str
    is_signed: bool
    known: Known


def _begun(canvas: Canvas, make: Callable[[Sheet], _Made]) -> tuple[Sheet, _Made] | None:
    sheet = Sheet(canvas)
    try:
        return sheet, make(sheet)
    except Absent:
        return None


def _shared(canvas: Canvas, make: Callable[[Sheet], Expression]) -> _Shared | None:
    """`None` where something is missing: each figure says itself what."""
    sheet = Sheet(canvas)
    try:
        made = make(sheet)
        value_of(made, {name: each.likely for name, each in sheet.inputs.items()}, sheet.known)
    except (Absent, Undefined):
        return None
    whole: Expression = made
    while isinstance(whole, Step):
        whole = whole.made_of
    taken = tuple([(name, sheet._bases[name], each) for name, each in sheet.inputs.items()])
    known = {id(whole): sheet.known[id(whole)]} if id(whole) in sheet.known else {}
    return _Shared(made, taken, sheet.currency, sheet.is_signed, known)
