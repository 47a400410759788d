"""The least and the greatest result of a formula over the ranges of its numbers, each number taken once.

Where a formula only rises or only falls with a number, that number stands at an end; bounds of the slopes tell. What
remains is searched in ever smaller boxes.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import product

from canvasdsl.figures.bounds import Flat, Unclear, around
from canvasdsl.figures.exact import exponential, logarithm, power
from canvasdsl.figures.expression import Constant, Expression, Operation, Step, Symbol, Undefined
from canvasdsl.figures.slopes import derivative

__all__ = ["Range", "exact_range_of", "interval", "range_of"]

Range = tuple[Fraction, Fraction]
_Box = dict[str, Range]
_BOXES, _FEWEST_BOXES = 60, 4
"""So many boxes are searched for a formula that neither rises nor falls with one number, and fewer where there are
many such numbers, since each box takes longer."""
_CORNERS = 5
"""So many numbers are tried at both of their ends."""
_NEAR = Fraction(1, 10_000)
"""What can be gained by searching on is not worth it below this share of the result."""


def range_of(expression: Expression, ranges: Mapping[str, Range]) -> Range:
    """The least and the greatest value; raises `Undefined` where the formula has none somewhere in the ranges.

    Exact where the formula rises or falls with each number alone, as nearly all of the field do; else the best that is
    found, within a ten-thousandth or so where there are few such numbers.
    """
    box = {name: ranges[name] for name in sorted(expression.names)}
    free = {name for name, (low, high) in box.items() if low < high}
    if not free:
        value = expression.value({name: low for name, (low, _) in box.items()})
        return value, value
    try:
        flat = Flat(expression)
        return _searched(expression, flat, box, 1), _searched(expression, flat, box, -1)
    except Unclear:
        return exact_range_of(expression, ranges)


def _searched(expression: Expression, flat: Flat, box: _Box, side: int) -> Fraction:
    """The least value in a box, with `side` -1 the greatest; raises `Unclear` where floats can't tell where it lies."""
    boxes = [_settled(flat, box, side)]
    most = _most_boxes(boxes[0][0])
    values: dict[tuple[Fraction, ...], float] = {}
    for _ in range(most):
        if not boxes:
            break
        box, bound = boxes.pop(0)
        for corner in _corners(box):
            if corner not in values:
                values[corner] = side * flat.at(dict(zip(box, map(float, corner), strict=True)))
        best = min(values.values())
        free = [name for name, (low, high) in box.items() if low < high]
        if free and best - _NEAR_FLOAT * abs(best) > bound:
            boxes += [_settled(flat, half, side) for half in _halves(box, free)]
    size = max(map(abs, values.values()))
    found = [corner for corner, value in values.items() if value <= best + _OFF * size]
    return side * min(side * expression.value(dict(zip(box, corner, strict=True))) for corner in found)


_NEAR_FLOAT = float(_NEAR)
_OFF = 1e-9
"""Values that floats find so near each other, as a share of the greatest, are compared exactly."""


def _settled(flat: Flat, box: _Box, side: int) -> tuple[_Box, float]:
    """The box in which each number that the formula only rises or falls with stands at the end where it is least, and
    what it is at least in there."""
    box = dict(box)
    floats = {name: around(*ends) for name, ends in box.items()}
    free = {name for name, (low, high) in box.items() if low < high}
    while True:
        bounds = flat.bounds(floats)
        moved = set()
        for name, (least, most) in (flat.slopes(bounds, free) if free else {}).items():
            if least >= 0 or most <= 0:
                end = box[name][0 if (least >= 0) == (side > 0) else 1]
                box[name], floats[name] = (end, end), around(end, end)
                moved.add(name)
        free -= moved
        if not moved:
            low, high = bounds[flat.whole]
            return box, low if side > 0 else -high


def _corners(box: _Box) -> Iterable[tuple[Fraction, ...]]:
    """The corners of a box in which a few of its numbers are at either end, and the others at the lower."""
    free = [name for name, (low, high) in box.items() if low < high][:_CORNERS]
    return product(*(box[name] if name in free else (box[name][0],) for name in box))


def _halves(box: _Box, free: list[str]) -> list[_Box]:
    widest = max(free, key=lambda name: box[name][1] - box[name][0])
    low, high = box[widest]
    middle = (low + high) / 2
    return [{**box, widest: half} for half in ((low, middle), (middle, high))]


def _most_boxes(box: _Box) -> int:
    return max(_FEWEST_BOXES, _BOXES // max(1, sum(low < high for low, high in box.values())))


# ---- Exactly, where floats can't tell ----------------------------------------------------


def exact_range_of(expression: Expression, ranges: Mapping[str, Range]) -> Range:
    """The range as `range_of` finds it, by fractions and derivatives alone: slow."""
    box = {name: ranges[name] for name in sorted(expression.names)}
    moves = {name: derivative(expression, name) for name, (low, high) in box.items() if low < high}
    most = _least(-expression, box, {name: -move for name, move in moves.items()})
    return _least(expression, box, moves), -most


def _least(expression: Expression, box: dict[str, Range], moves: dict[str, Expression]) -> Fraction:
    best: Fraction | None = None
    boxes = [_narrowed(box, moves)]
    for _ in range(_most_boxes(boxes[0])):
        if not boxes:
            break
        box = boxes.pop(0)
        free = [name for name, (low, high) in box.items() if low < high]
        for corner in _corners(box):
            value = expression.value(dict(zip(box, corner, strict=True)))
            best = value if best is None else min(best, value)
        assert best is not None
        if not free or best - _NEAR * abs(best) <= _bound(expression, box, best):
            continue
        boxes += [_narrowed(half, moves) for half in _halves(box, free)]
    for box in boxes:
        interval(expression, box)  # a formula that may still divide by zero has no least value
    assert best is not None
    return best


def _bound(expression: Expression, box: dict[str, Range], best: Fraction) -> Fraction:
    """A lower bound in the box; where the bounds are too wide to tell, one that asks for smaller boxes."""
    try:
        return interval(expression, box)[0]
    except Undefined:
        return best - 1 - abs(best)


def _narrowed(box: dict[str, Range], moves: dict[str, Expression]) -> dict[str, Range]:
    """The box in which each number that the formula only rises or falls with stands at the end where it is least."""
    box = dict(box)
    known: dict[int, Range] = {}
    changed = True
    while changed:
        changed = False
        for name, move in moves.items():
            low, high = box[name]
            if low == high:
                continue
            try:
                least, most = _interval(move, box, known)
            except Undefined:
                continue
            if least >= 0 or most <= 0:
                box[name] = (low, low) if least >= 0 else (high, high)
                known = {}
                changed = True
    return box


def interval(expression: Expression, box: Mapping[str, Range]) -> Range:
    """Bounds of the value over a box: never too narrow, often too wide."""
    return _interval(expression, box, {})


def _interval(expression: Expression, box: Mapping[str, Range], known: dict[int, Range]) -> Range:
    """The bounds, with those of parts that stand in several places, such as all revenue in each share, found once."""
    if isinstance(expression, Constant):
        return expression.number, expression.number
    if isinstance(expression, Symbol):
        return box[expression.name]
    if isinstance(expression, Step):
        return _interval(expression.made_of, box, known)
    assert isinstance(expression, Operation)
    found = known.get(id(expression))
    if found is None:
        parts = [_interval(part, box, known) for part in expression.parts]
        found = known[id(expression)] = _of_parts(expression, parts)
    return found


def _same(part: Expression) -> object:
    """What two places have in common where they hold the same part."""
    return part if isinstance(part, Symbol | Constant) else id(part)


def _of_parts(expression: Operation, parts: list[Range]) -> Range:
    match expression.sign:
        case "+":
            return sum((low for low, _ in parts), Fraction(0)), sum((high for _, high in parts), Fraction(0))
        case "-":
            return parts[0][0] - parts[1][1], parts[0][1] - parts[1][0]
        case "*":
            found = (Fraction(1), Fraction(1))
            bounds = {_same(part): range for part, range in zip(expression.parts, parts, strict=True)}
            for part, times in Counter(map(_same, expression.parts)).items():
                least, most = bounds[part] if times == 1 else _power(bounds[part], (Fraction(times), Fraction(times)))
                found = _ends((found[0] * least, found[0] * most, found[1] * least, found[1] * most))
            return found
        case "/":
            low, high = parts[1]
            if low <= 0 <= high:
                raise Undefined("it would divide by zero somewhere in the ranges")
            return _ends(one / other for one in parts[0] for other in parts[1])
        case "^":
            return _power(parts[0], parts[1])
        case "exp":
            return exponential(parts[0][0]), exponential(parts[0][1])
        case "log":
            if parts[0][0] <= 0:
                raise Undefined("zero and less have no logarithm")
            return logarithm(parts[0][0]), logarithm(parts[0][1])
        case "min":
            return min(low for low, _ in parts), min(high for _, high in parts)
        case "max":
            return max(low for low, _ in parts), max(high for _, high in parts)
        case _:
            return min(low for low, _ in parts), max(high for _, high in parts)


def _power(base: Range, exponent: Range) -> Range:
    low, high = base
    whole = exponent[0] == exponent[1] and exponent[0].denominator == 1
    if low < 0:
        if not whole or exponent[0] < 0:
            raise Undefined("a negative number has no such power")
        times = exponent[0].numerator
        ends = [low**times, high**times]
        return (Fraction(0) if low < 0 < high and times % 2 == 0 else min(ends)), max(ends)
    if low == 0 and exponent[0] < 0:
        raise Undefined("it would divide by zero somewhere in the ranges")
    return _ends(Fraction(0) if one == 0 and other > 0 else power(one, other) for one in base for other in exponent)


def _ends(values: Iterable[Fraction]) -> Range:
    found = list(values)
    return min(found), max(found)
