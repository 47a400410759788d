"""A formula as a value: computed exactly, over ranges, compiled for simulation, and printed.

The formulas of the field are plain functions on fractions; called with `Symbol`s they give an `Expression`, so that
what is computed and what is printed cannot drift apart. Rational formulas stay rational, all else has 34 digits.
"""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import cached_property
from typing import Any

import attrs

from canvasdsl.figures.exact import Undefined, exponential, logarithm, power

__all__ = [
    "Constant", "Expression", "Known", "Operation", "Step", "Symbol", "Undefined", "expression_of", "signed", "total",
    "value_of",
]  # fmt: skip

_ZERO = Fraction(0)


class Expression:
    """Something that can be computed from named numbers."""

    names: frozenset[str]
    """The names of the numbers that it needs."""

    value: Callable[[Mapping[str, Fraction]], Fraction]
    """What it comes to, of numbers by their names; raises `Undefined` where it divides by nothing."""

    def __add__(self, other: Any) -> "Expression":
        return _sum(self, expression_of(other))

    def __radd__(self, other: Any) -> "Expression":
        return _sum(expression_of(other), self)

    def __sub__(self, other: Any) -> "Expression":
        return _difference(self, expression_of(other))

    def __rsub__(self, other: Any) -> "Expression":
        return _difference(expression_of(other), self)

    def __mul__(self, other: Any) -> "Expression":
        return _product(self, expression_of(other))

    def __rmul__(self, other: Any) -> "Expression":
        return _product(expression_of(other), self)

    def __truediv__(self, other: Any) -> "Expression":
        return _quotient(self, expression_of(other))

    def __rtruediv__(self, other: Any) -> "Expression":
        return _quotient(expression_of(other), self)

    def __pow__(self, other: Any) -> "Expression":
        return _power(self, expression_of(other))

    def __rpow__(self, other: Any) -> "Expression":
        return _power(expression_of(other), self)

    def __neg__(self) -> "Expression":
        return _difference(Constant(_ZERO), self)

    def exp(self) -> "Expression":
        """e to the power of it."""
        return Operation("exp", (self,))

    def log(self) -> "Expression":
        """Its natural logarithm."""
        return Operation("log", (self,))


@attrs.frozen
class Constant(Expression):
    """A number that stands in the formula itself."""

    number: Fraction
    names: frozenset[str] = attrs.field(default=frozenset(), init=False, repr=False)

    def value(self, values: Mapping[str, Fraction]) -> Fraction:
        return self.number


@attrs.frozen(slots=False)
class Symbol(Expression):
    """A number that is given: `name` is what it is called in a model, `sign` what a formula calls it (`r`)."""

    name: str
    sign: str = ""

    @cached_property
    def names(self) -> frozenset[str]:  # type: ignore[override]
        return frozenset((self.name,))

    def value(self, values: Mapping[str, Fraction]) -> Fraction:
        return values[self.name]


@attrs.frozen(slots=False)
class Step(Expression):
    """A part of a formula with a sign of its own (`i′`), told beside it; it computes as what it is made of."""

    sign: str
    name: str
    made_of: Expression
    about: Symbol | None = attrs.field(default=None, eq=False, repr=False)
    """The number from whose sign its own is made: of `i′` it is `i`."""

    @cached_property
    def names(self) -> frozenset[str]:  # type: ignore[override]
        return self.made_of.names

    def value(self, values: Mapping[str, Fraction]) -> Fraction:
        return self.made_of.value(values)


@attrs.frozen(slots=False)
class Operation(Expression):
    """An operation on parts: `+`, `-`, `*`, `/`, `^`, `exp`, `log`, `min`, `max`; sums and products take any number.

    `among` is one of its parts, nobody knows which: the slope of `min` and `max`, good for bounds alone.
    """

    sign: str
    parts: tuple[Expression, ...]

    @cached_property
    def names(self) -> frozenset[str]:  # type: ignore[override]
        return frozenset().union(*(part.names for part in self.parts))

    def value(self, values: Mapping[str, Fraction]) -> Fraction:
        return value_of(self, values, {})


def expression_of(number: Any) -> Expression:
    """An expression as it is, a number as a constant."""
    return number if isinstance(number, Expression) else Constant(Fraction(number))


def value_of(expression: Expression, values: Mapping[str, Fraction], known: "Known") -> Fraction:
    """What an expression comes to, where what some of its parts come to is known; more is known afterwards."""
    return Fraction(*_computed(expression, values, known))


def signed(expression: Expression, signs: Mapping[str, str], known: dict[int, Expression]) -> Expression:
    """The same expression with these signs for its numbers; `known` are the parts that were met already."""
    if isinstance(expression, Constant):
        return expression
    found = known.get(id(expression))
    if found is None:
        found = known[id(expression)] = _signed(expression, signs, known)
    return found


def _signed(expression: Expression, signs: Mapping[str, str], known: dict[int, Expression]) -> Expression:
    if isinstance(expression, Symbol):
        return Symbol(expression.name, signs[expression.name])
    if isinstance(expression, Step):
        sign, about = expression.sign, expression.about
        if about is not None:
            sign = signs[about.name] + sign.removeprefix(about.sign)
        return Step(sign, expression.name, signed(expression.made_of, signs, known))
    assert isinstance(expression, Operation)
    return Operation(expression.sign, tuple([signed(part, signs, known) for part in expression.parts]))


def total(parts: Iterable[Any]) -> Expression:
    """The sum of any number of parts, as one operation."""
    found: list[Expression] = []
    flat: list[Expression] = []
    for part in map(expression_of, parts):
        if _is_zero(part):
            continue
        if len(found) == 1 and _both(found[0], part):
            part = _sum(found.pop(), part)
            flat.clear()
            if _is_zero(part):
                continue
        found.append(part)
        flat += part.parts if isinstance(part, Operation) and part.sign == "+" else (part,)
    if len(found) < 2:
        return found[0] if found else Constant(_ZERO)
    return Operation("+", tuple(flat))


# ---- Making: what adds nothing is left out ------------------------------------


def _is_zero(expression: Expression) -> bool:
    return isinstance(expression, Constant) and not expression.number


def _is_one(expression: Expression) -> bool:
    return isinstance(expression, Constant) and expression.number == 1


def _both(left: Expression, right: Expression) -> bool:
    return isinstance(left, Constant) and isinstance(right, Constant)


def _joined(sign: str, left: Expression, right: Expression) -> Operation:
    """Sums of sums and products of products lie flat."""
    parts: tuple[Expression, ...] = ()
    for each in (left, right):
        parts += each.parts if isinstance(each, Operation) and each.sign == sign else (each,)
    return Operation(sign, parts)


def _sum(left: Expression, right: Expression) -> Expression:
    if _is_zero(left):
        return right
    if _is_zero(right):
        return left
    return Constant(left.value({}) + right.value({})) if _both(left, right) else _joined("+", left, right)


def _difference(left: Expression, right: Expression) -> Expression:
    if _is_zero(right):
        return left
    if isinstance(left, Constant) and isinstance(right, Operation) and right.sign == "-" and right.parts[0] == left:
        return right.parts[1]  # 1 − (1 − c) is c: the share who leave is what was said
    return Constant(left.value({}) - right.value({})) if _both(left, right) else Operation("-", (left, right))


def _product(left: Expression, right: Expression) -> Expression:
    if _is_zero(left) or _is_zero(right):
        return Constant(_ZERO)
    if _is_one(left):
        return right
    if _is_one(right):
        return left
    return Constant(left.value({}) * right.value({})) if _both(left, right) else _joined("*", left, right)


def _quotient(left: Expression, right: Expression) -> Expression:
    if _is_one(right):
        return left
    return Operation("/", (left, right))


def _power(base: Expression, exponent: Expression) -> Expression:
    if _is_one(exponent):
        return base
    return Operation("^", (base, exponent))


# ---- Computing ----------------------------------------------------------------

Known = dict[int, tuple[int, int]]
"""What operations come to, by their identity."""
_Pair = tuple[int, int]
"""A fraction that need not be in lowest terms: to bring each step of a formula there takes longer than all else."""
_LONG = 1 << 512
"""Above this a denominator is brought to lowest terms after all."""


def _computed(expression: Expression, values: Mapping[str, Fraction], known: Known) -> _Pair:
    """The value, with that of a part that stands in several places computed once."""
    while isinstance(expression, Step):
        expression = expression.made_of
    if not isinstance(expression, Operation):
        number = expression.value(values)
        return number.numerator, number.denominator
    found = known.get(id(expression))
    if found is None:
        parts = [_computed(part, values, known) for part in expression.parts]
        compute = _QUICKLY.get(expression.sign)
        if compute is not None:
            found = compute(parts)
            if found[1] > _LONG:
                found = _pair(Fraction(*found))
        else:
            found = _pair(_VALUES[expression.sign](*(Fraction(*part) for part in parts)))
        known[id(expression)] = found
    return found


def _pair(number: Fraction) -> _Pair:
    return number.numerator, number.denominator


def _sum_of(parts: list[_Pair]) -> _Pair:
    top, below = parts[0]
    for above, under in parts[1:]:
        if under == below:
            top += above
        elif below % under == 0:
            top += above * (below // under)
        else:
            top, below = top * under + above * below, below * under
            if below > _LONG:
                top, below = _pair(Fraction(top, below))
    return top, below


def _difference_of(parts: list[_Pair]) -> _Pair:
    (left, below), (right, under) = parts
    return (left - right, below) if below == under else (left * under - right * below, below * under)


def _product_of(parts: list[_Pair]) -> _Pair:
    top, below = parts[0]
    for above, under in parts[1:]:
        top *= above
        below *= under
    return top, below


def _quotient_of(parts: list[_Pair]) -> _Pair:
    (left, below), (right, under) = parts
    if not right:
        raise Undefined("it would divide by zero")
    top, below = left * under, below * right
    return (top, below) if below > 0 else (-top, -below)


def _power_of(base: Fraction, exponent: Fraction) -> Fraction:
    if base < 0 and exponent.denominator != 1:
        raise Undefined("a negative number has no such power")
    if base == 0 and exponent < 0:
        raise Undefined("it would divide by zero")
    if exponent.denominator == 1 and abs(exponent) <= _WHOLE and base.denominator < _ROUNDED:
        return base**exponent.numerator
    return power(base, exponent)


def _among(*parts: Fraction) -> Fraction:
    if min(parts) != max(parts):
        raise Undefined("nobody knows which part counts")
    return parts[0]


def _log_of(number: Fraction) -> Fraction:
    if number <= 0:
        raise Undefined("zero and less have no logarithm")
    return logarithm(number)


_WHOLE = 1_000
"""Up to this whole exponent powers are exact; above it the fraction would have more digits than anybody needs."""
_ROUNDED = 10**30
"""A base with so large a denominator is itself rounded to 34 digits, and so is its power."""
_QUICKLY: Mapping[str, Callable[[list[_Pair]], _Pair]] = {
    "+": _sum_of, "-": _difference_of, "*": _product_of, "/": _quotient_of,
}  # fmt: skip
_VALUES: Mapping[str, Callable[..., Fraction]] = {
    "^": _power_of, "exp": exponential, "log": _log_of, "min": min, "max": max, "among": _among,
}  # fmt: skip
