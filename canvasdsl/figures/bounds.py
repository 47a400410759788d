"""Bounds of a formula and of its slopes over a box of ranges, quickly: in floats that are rounded outwards.

They only tell at which ends of its ranges a formula is least and greatest; what it comes to there is computed exactly.
A slope is gone back for all numbers at once, from the result to the numbers (reverse accumulation, Linnainmaa 1970).
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import exp, fsum, inf, isfinite, log, nextafter, prod
from operator import sub, truediv

from canvasdsl.figures.expression import Constant, Expression, Operation, Step, Symbol

__all__ = ["Bounds", "Flat", "Unclear", "around"]

Bounds = tuple[float, float]
"""At least the first, at most the second."""
_NOTHING: Bounds = (0.0, 0.0)
_FUNCTIONS = 1e-14
"""By so much, as a share, Python's `exp`, `log` and powers may be off."""


class Unclear(Exception):
    """Floats can't tell: a number is too large for them, or something may divide by zero."""


class Flat:
    """A formula as a list: each different part once, after the parts that it is made of."""

    def __init__(self, expression: Expression) -> None:
        self.signs: list[str] = []
        self.parts: list[tuple[int, ...]] = []
        self.names: dict[str, int] = {}
        """Where each number stands."""
        self._constants: dict[int, Bounds] = {}
        self._places: dict[object, int] = {}
        self._known: dict[int, int] = {}
        self._rests: dict[int, tuple[tuple[bool, int], ...] | None] = {}
        self.whole = self._place(expression)

    def _place(self, expression: Expression) -> int:
        while isinstance(expression, Step):
            expression = expression.made_of
        place = self._known.get(id(expression))
        if place is not None:
            return place
        if isinstance(expression, Operation):
            parts = tuple([self._place(part) for part in expression.parts])
            key: object = (expression.sign, parts)
            sign = expression.sign
        elif isinstance(expression, Symbol):
            key, sign, parts = expression.name, "", ()
        else:
            assert isinstance(expression, Constant)
            number = expression.number
            key, sign, parts = (number.numerator, number.denominator), "", ()
        place = self._places.get(key)
        if place is None:
            place = self._places[key] = len(self.signs)
            self.signs.append(sign)
            self.parts.append(parts)
            if isinstance(expression, Symbol):
                self.names[expression.name] = place
            elif isinstance(expression, Constant):
                self._constants[place] = around(expression.number, expression.number)
        self._known[id(expression)] = place
        return place

    # ---- Values -------------------------------------------------------------------------

    def bounds(self, box: Mapping[str, Bounds]) -> list[Bounds]:
        """The bounds of each part over a box; raises `Unclear`."""
        given = {place: box[name] for name, place in self.names.items()}
        given.update(self._constants)
        found: list[Bounds] = []
        try:
            for place, sign in enumerate(self.signs):
                if sign:
                    found.append(_of_parts(sign, [found[part] for part in self.parts[place]]))
                else:
                    found.append(given[place])
        except (OverflowError, ValueError, ZeroDivisionError) as error:
            raise Unclear from error
        low, high = found[self.whole]
        if not (isfinite(low) and isfinite(high)):
            raise Unclear
        return found

    def at(self, values: Mapping[str, float]) -> float:
        """About what it comes to for some numbers; raises `Unclear`."""
        found: list[float] = [0.0] * len(self.signs)
        for place, (low, high) in self._constants.items():
            found[place] = (low + high) / 2
        for name, place in self.names.items():
            found[place] = values[name]
        try:
            for place, sign in enumerate(self.signs):
                if sign:
                    found[place] = _VALUES[sign](*[found[part] for part in self.parts[place]])
        except (OverflowError, ValueError, ZeroDivisionError) as error:
            raise Unclear from error
        return found[self.whole]

    # ---- Slopes -------------------------------------------------------------------------

    def slopes(self, bounds: list[Bounds], free: set[str]) -> dict[str, Bounds]:
        """The bounds of the slopes in some numbers, where those of the parts are known; raises `Unclear`."""
        count = len(self.signs)
        moves = [False] * count
        for name in free:
            moves[self.names[name]] = True
        for place, parts in enumerate(self.parts):
            if parts and any(moves[part] for part in parts):
                moves[place] = True
        gains: list[list[Bounds]] = [[] for _ in range(count)]
        gains[self.whole].append((1.0, 1.0))
        try:
            for place in range(self.whole, -1, -1):
                if moves[place] and self.parts[place] and gains[place]:
                    self._share_out(place, _sum(gains[place]), bounds, moves, gains)
            return {name: _sum(gains[self.names[name]]) for name in free}
        except (OverflowError, ValueError, ZeroDivisionError) as error:
            raise Unclear from error

    def _share_out(
        self, place: int, gain: Bounds, bounds: list[Bounds], moves: list[bool], gains: list[list[Bounds]]
    ) -> None:  # fmt: skip
        """Hands the slope of the result in a part on to the parts that this is made of."""
        parts = self.parts[place]
        match self.signs[place]:
            case "+":
                for part in parts:
                    gains[part].append(gain)
            case "-":
                gains[parts[0]].append(gain)
                gains[parts[1]].append(_less(gain))
            case "*":
                self._share_product(parts, gain, bounds, moves, gains)
            case "/":
                self._share_quotient(place, gain, bounds, gains)
            case "^":
                base, exponent = bounds[parts[0]], bounds[parts[1]]
                if moves[parts[0]]:
                    fewer = _sum([exponent, (-1.0, -1.0)])
                    gains[parts[0]].append(_times(gain, _times(exponent, _power(base, fewer))))
                if moves[parts[1]]:
                    gains[parts[1]].append(_times(gain, _times(bounds[place], _log(base))))
            case "exp":
                gains[parts[0]].append(_times(gain, bounds[place]))
            case "log":
                gains[parts[0]].append(_over(gain, bounds[parts[0]]))
            case _:
                # Of `min` and `max` one part counts, nobody knows which: it moves the result, or does not.
                for part in parts:
                    gains[part].append((min(gain[0], 0.0), max(gain[1], 0.0)))

    @staticmethod
    def _share_product(
        parts: tuple[int, ...], gain: Bounds, bounds: list[Bounds], moves: list[bool], gains: list[list[Bounds]]
    ) -> None:  # fmt: skip
        behind = [(1.0, 1.0)]
        for part in reversed(parts[1:]):
            behind.append(_times(bounds[part], behind[-1]))
        for part in parts:
            others = behind.pop()
            if moves[part]:
                gains[part].append(_times(gain, others))
            gain = _times(gain, bounds[part])

    def _share_quotient(self, place: int, gain: Bounds, bounds: list[Bounds], gains: list[list[Bounds]]) -> None:
        """Of a part of a whole, a / (a + c), it is c / (a + c)² in a and −a / (a + c)² in c: a share rises with its
        own part is seen."""
        above, below = self.parts[place]
        square = _power(bounds[below], (2.0, 2.0))
        falls = _times(gain, _less(_over(bounds[above], square)))
        rest = self._rest(place)
        if rest is None:
            gains[above].append(_over(gain, bounds[below]))
            gains[below].append(falls)
            return
        others = _sum([bounds[term] if added else _less(bounds[term]) for added, term in rest])
        gains[above].append(_times(gain, _over(others, square)))
        for added, term in rest:
            gains[term].append(falls if added else _less(falls))

    def _rest(self, place: int) -> tuple[tuple[bool, int], ...] | None:
        """The terms of the whole of a quotient without those of its part; `None` where it is no part of a whole."""
        if place not in self._rests:
            above, below = self.parts[place]
            left = self._terms(below, True)
            found: tuple[tuple[bool, int], ...] | None = None
            for term in self._terms(above, True):
                if term not in left:
                    break
                left.remove(term)
            else:
                found = tuple(left)
            self._rests[place] = found
        return self._rests[place]

    def _terms(self, place: int, added: bool) -> list[tuple[bool, int]]:
        parts = self.parts[place]
        if self.signs[place] == "+":
            return [term for part in parts for term in self._terms(part, added)]
        if self.signs[place] == "-":
            return self._terms(parts[0], added) + self._terms(parts[1], not added)
        return [(added, place)]


# ---- Numbers between two floats -----------------------------------------------------------


def around(low: Fraction, high: Fraction) -> Bounds:
    """The nearest floats at or below and at or above two numbers."""
    try:
        return _down(low), high.numerator / high.denominator if _is_exact(high) else nextafter(float(high), inf)
    except OverflowError as error:
        raise Unclear from error


def _down(number: Fraction) -> float:
    return number.numerator / number.denominator if _is_exact(number) else nextafter(float(number), -inf)


def _is_exact(number: Fraction) -> bool:
    """Whether a float can be the number: a whole one that is not too long, or with a power of 2 below."""
    below = number.denominator
    return below & (below - 1) == 0 and -_LONGEST < number.numerator < _LONGEST and below < _LONGEST


_LONGEST = 2**53


def _of_parts(sign: str, parts: Sequence[Bounds]) -> Bounds:
    match sign:
        case "+":
            return _sum(parts)
        case "-":
            return _sum((parts[0], _less(parts[1])))
        case "*":
            found = parts[0]
            for part in parts[1:]:
                found = _times(found, part)
            return found
        case "/":
            return _over(*parts)
        case "^":
            return _power(*parts)
        case "exp":
            return _wider(exp(parts[0][0]), exp(parts[0][1]))
        case "log":
            return _log(parts[0])
        case "min":
            return min(low for low, _ in parts), min(high for _, high in parts)
        case "max":
            return max(low for low, _ in parts), max(high for _, high in parts)
        case _:
            return min(low for low, _ in parts), max(high for _, high in parts)


_VALUES: Mapping[str, Callable[..., float]] = {
    "+": lambda *parts: fsum(parts), "-": sub, "*": lambda *parts: prod(parts), "/": truediv, "^": pow, "exp": exp,
    "log": log, "min": min, "max": max,
}  # fmt: skip


def _sum(parts: Sequence[Bounds]) -> Bounds:
    if len(parts) == 1:
        return parts[0]
    lows, highs = [low for low, _ in parts], [high for _, high in parts]
    low, high = fsum(lows), fsum(highs)
    # A sum that floats hold as it is stays as it is: where a slope is 0 at one end, it does not change its side.
    return (
        low if fsum((*lows, -low)) == 0 else nextafter(low, -inf),
        high if fsum((*highs, -high)) == 0 else nextafter(high, inf),
    )


def _less(bounds: Bounds) -> Bounds:
    return -bounds[1], -bounds[0]


def _times(one: Bounds, other: Bounds) -> Bounds:
    if one == (1.0, 1.0):
        return other
    if other == (1.0, 1.0):
        return one
    (a, b), (c, d) = one, other
    if a >= 0 and c >= 0:
        return (nextafter(a * c, -inf) if a and c else 0.0), (nextafter(b * d, inf) if b and d else 0.0)
    ends = [(nextafter(x * y, -inf), nextafter(x * y, inf)) if x and y else _NOTHING for x in one for y in other]
    return min([low for low, _ in ends]), max([high for _, high in ends])


def _over(one: Bounds, other: Bounds) -> Bounds:
    if other[0] <= 0 <= other[1]:
        raise Unclear
    ends = [(nextafter(x / y, -inf), nextafter(x / y, inf)) if x else _NOTHING for x in one for y in other]
    return min([low for low, _ in ends]), max([high for _, high in ends])


def _power(base: Bounds, exponent: Bounds) -> Bounds:
    low, high = base
    if exponent == (2.0, 2.0):
        ends = [_times((low, low), (low, low)), _times((high, high), (high, high))]
        return (0.0 if low < 0 < high else min(ends)[0]), max(ends)[1]
    if low < 0 or (low == 0 and exponent[0] < 0):
        raise Unclear
    found = [x**y for x in base for y in exponent]
    return _wider(min(found), max(found))


def _log(bounds: Bounds) -> Bounds:
    if bounds[0] <= 0:
        raise Unclear
    return _wider(log(bounds[0]), log(bounds[1]))


def _wider(low: float, high: float) -> Bounds:
    """What a function of the library gives, and what it may be off by."""
    return (nextafter(low - abs(low) * _FUNCTIONS, -inf) if low else 0.0), (
        nextafter(high + abs(high) * _FUNCTIONS, inf) if high else 0.0
    )
