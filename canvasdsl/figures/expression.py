"""A formula as a value: computed exactly, over ranges, compiled for simulation, and printed.

The formulas of the field are plain functions on fractions; called with `Symbol`s they give an `Expression`, so that
what is computed and what is printed cannot drift apart. Rational formulas stay rational, all else has 34 digits.
"""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import cached_property
from typing import Any

import attrs

from canvasdsl.figures.exact import exponential, logarithm, power

__all__ = ["Constant", "Expression", "Operation", "Step", "Symbol", "Undefined", "expression_of", "total"]

_ZERO, _ONE = Fraction(0), Fraction(1)


@attrs.frozen
class Undefined(Exception):
    """A formula has no value for these numbers: why, in words that stand behind "absent, since …"."""

    reason: str


class Expression:
    """Something that can be computed from named numbers."""

    names: frozenset[str]
    """The names of the numbers that it needs."""

    def value(self, values: Mapping[str, Fraction]) -> Fraction:
        """What it comes to; raises `Undefined` where it divides by nothing."""
        raise NotImplementedError

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
        return _computed(self, values, {})


def expression_of(number: Any) -> Expression:
    """An expression as it is, a number as a constant."""
    return number if isinstance(number, Expression) else Constant(Fraction(number))


def total(parts: Iterable[Any]) -> Expression:
    """The sum of any number of parts, as one operation."""
    found: Expression = Constant(_ZERO)
    for part in parts:
        found = found + part
    return found


# ---- Making: what adds nothing is left out ------------------------------------


def _is(expression: Expression, number: Fraction) -> bool:
    return isinstance(expression, Constant) and expression.number == number


def _both(left: Expression, right: Expression) -> bool:
    return isinstance(left, Constant) and isinstance(right, Constant)


def _joined(sign: str, left: Expression, right: Expression) -> Operation:
    """Sums of sums and products of products lie flat."""
    parts: tuple[Expression, ...] = ()
    for each in (left, right):
        parts += each.parts if isinstance(each, Operation) and each.sign == sign else (each,)
    return Operation(sign, parts)


def _sum(left: Expression, right: Expression) -> Expression:
    if _is(left, _ZERO):
        return right
    if _is(right, _ZERO):
        return left
    return Constant(left.value({}) + right.value({})) if _both(left, right) else _joined("+", left, right)


def _difference(left: Expression, right: Expression) -> Expression:
    if _is(right, _ZERO):
        return left
    return Constant(left.value({}) - right.value({})) if _both(left, right) else Operation("-", (left, right))


def _product(left: Expression, right: Expression) -> Expression:
    if _is(left, _ZERO) or _is(right, _ZERO):
        return Constant(_ZERO)
    if _is(left, _ONE):
        return right
    if _is(right, _ONE):
        return left
    return Constant(left.value({}) * right.value({})) if _both(left, right) else _joined("*", left, right)


def _quotient(left: Expression, right: Expression) -> Expression:
    if _is(right, _ONE):
        return left
    return Operation("/", (left, right))


def _power(base: Expression, exponent: Expression) -> Expression:
    if _is(exponent, _ONE):
        return base
    return Operation("^", (base, exponent))


# ---- Computing ----------------------------------------------------------------


def _computed(expression: Expression, values: Mapping[str, Fraction], known: dict[int, Fraction]) -> Fraction:
    """The value, with that of a part that stands in several places computed once."""
    if isinstance(expression, Step):
        return _computed(expression.made_of, values, known)
    if not isinstance(expression, Operation):
        return expression.value(values)
    found = known.get(id(expression))
    if found is None:
        found = _VALUES[expression.sign](*(_computed(part, values, known) for part in expression.parts))
        known[id(expression)] = found
    return found


def _sum_of(*parts: Fraction) -> Fraction:
    return sum(parts, _ZERO)


def _product_of(*parts: Fraction) -> Fraction:
    product = _ONE
    for part in parts:
        product *= part
    return product


def _quotient_of(left: Fraction, right: Fraction) -> Fraction:
    if right == 0:
        raise Undefined("it would divide by zero")
    return left / right


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
_VALUES: Mapping[str, Callable[..., Fraction]] = {
    "+": _sum_of, "-": lambda left, right: left - right, "*": _product_of, "/": _quotient_of, "^": _power_of,
    "exp": exponential, "log": _log_of, "min": min, "max": max, "among": _among,
}  # fmt: skip
