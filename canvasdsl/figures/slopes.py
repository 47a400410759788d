"""How a formula moves with one of its numbers: its derivative, an expression again."""

from fractions import Fraction

from canvasdsl.figures.expression import Constant, Expression, Operation, Step, Symbol, total

__all__ = ["derivative"]


def derivative(expression: Expression, name: str) -> Expression:
    """How the expression moves with one of its numbers; of `min` and `max` it is the slope of one of the parts."""
    return _derivative(expression, name, {})


def _derivative(expression: Expression, name: str, known: dict[int, Expression]) -> Expression:
    """The derivative, with that of a part that stands in several places made once."""
    if name not in expression.names:
        return Constant(Fraction(0))
    if isinstance(expression, Symbol):
        return Constant(Fraction(1))
    if isinstance(expression, Step):
        return _derivative(expression.made_of, name, known)
    assert isinstance(expression, Operation)
    found = known.get(id(expression))
    if found is None:
        moves = [_derivative(part, name, known) for part in expression.parts]
        if expression.sign == "/":
            found = _slope_of_quotient(expression, moves, name, known)
        else:
            found = _slope(expression, moves)
        known[id(expression)] = found
    return found


def _slope(expression: Operation, moves: list[Expression]) -> Expression:
    parts = expression.parts
    match expression.sign:
        case "+":
            return total(moves)
        case "-":
            return moves[0] - moves[1]
        case "*":
            return total(_with(parts, at, move) for at, move in enumerate(moves))
        case "^":
            grown = parts[1] * parts[0] ** (parts[1] - 1) * moves[0]
            fixed = isinstance(moves[1], Constant) and moves[1].number == 0
            return grown if fixed else grown + expression * parts[0].log() * moves[1]
        case "exp":
            return expression * moves[0]
        case "log":
            return moves[0] / parts[0]
    return Operation("among", tuple(moves))


def _slope_of_quotient(
    quotient: Operation, moves: list[Expression], name: str, known: dict[int, Expression]
) -> Expression:  # fmt: skip
    """Of a part of a whole, a / (a + c), it is (a′c − ac′) / (a + c)²: that a share rises with its own part is seen."""
    above, below = quotient.parts
    rest = _without(_terms(below), _terms(above))
    if rest is None:
        return (moves[0] * below - above * moves[1]) / (below * below)
    others = total(term if added else 0 - term for added, term in rest)
    return (moves[0] * others - above * _derivative(others, name, known)) / (below * below)


_Term = tuple[bool, Expression]
"""A term, and whether it is added or taken away."""


def _terms(expression: Expression, *, added: bool = True) -> list[_Term]:
    """What is summed up in an expression, through its steps."""
    if isinstance(expression, Step):
        return _terms(expression.made_of, added=added)
    if isinstance(expression, Operation) and expression.sign == "+":
        return [term for part in expression.parts for term in _terms(part, added=added)]
    if isinstance(expression, Operation) and expression.sign == "-":
        return _terms(expression.parts[0], added=added) + _terms(expression.parts[1], added=not added)
    return [(added, expression)]


def _without(whole: list[_Term], parts: list[_Term]) -> list[_Term] | None:
    """The terms of a whole but some parts; `None` where one of these is no term of it."""
    left = list(whole)
    for part in parts:
        if part not in left:
            return None
        left.remove(part)
    return left


def _with(parts: tuple[Expression, ...], at: int, move: Expression) -> Expression:
    """The product with one part replaced."""
    product: Expression = move
    for number, part in enumerate(parts):
        if number != at:
            product = product * part
    return product
