"""A formula as people write it: `m · r / (1 + i − r)`."""

from fractions import Fraction

from canvasdsl.figures.expression import Constant, Expression, Operation, Step, Symbol

__all__ = ["formula", "steps_of"]

_BINDS = {"+": 1, "-": 1, "*": 2, "/": 2, "^": 3}
_SIGNS = {"+": " + ", "-": " − ", "*": " · ", "/": " / "}
_NAMES = {"exp": "exp", "log": "ln", "min": "min", "max": "max"}


def formula(expression: Expression, *, signs: bool, most: int = 0) -> str:
    """The formula in the signs of the literature, or in the names of the model; with `most`, of longer sums and lists
    the first two parts and the last."""
    return _written(expression, signs, 0, most)


def _written(expression: Expression, signs: bool, around: int, most: int) -> str:
    if isinstance(expression, Constant):
        text = _number(expression.number)
        return f"({text})" if around > 1 and (expression.number < 0 or "/" in text) else text
    if isinstance(expression, Symbol):
        return expression.sign or expression.name if signs else expression.name
    if isinstance(expression, Step):
        return expression.sign if signs else expression.name
    assert isinstance(expression, Operation)
    sign, parts = expression.sign, expression.parts
    if most and sign in ("+", "min", "max") and len(parts) > most:
        parts = (*parts[:2], Symbol("…"), parts[-1])
    if sign in _NAMES:
        return f"{_NAMES[sign]}({', '.join(_written(part, signs, 0, most) for part in parts)})"
    binds = _BINDS[sign]
    if sign == "^":
        exponent = _written(parts[1], signs, binds + 1, most)
        fraction = "/" in exponent and not exponent.startswith("(")
        text = f"{_written(parts[0], signs, binds + 1, most)}^{f'({exponent})' if fraction else exponent}"
    elif sign == "-" and isinstance(parts[0], Constant) and parts[0].number == 0:
        text = f"−{_written(parts[1], signs, 2, most)}"
    else:
        first, *rest = parts
        after = binds + (sign in "-/")
        others = (_written(part, signs, after, most) for part in rest)
        text = _SIGNS[sign].join((_written(first, signs, binds, most), *others))
    return f"({text})" if binds < around else text


def steps_of(expression: Expression) -> tuple[Step, ...]:
    """The steps inside a formula, each once, what comes first first."""
    found: dict[Step, None] = {}
    queue = [expression]
    while queue:
        each = queue.pop()
        if isinstance(each, Step):
            found.pop(each, None)
            found[each] = None
            queue.append(each.made_of)
        elif isinstance(each, Operation):
            queue += each.parts
    return tuple(reversed(found))


def _number(number: Fraction) -> str:
    if number.denominator == 1:
        return str(number.numerator).replace("-", "−")
    decimal = number.denominator
    while decimal % 2 == 0:
        decimal //= 2
    while decimal % 5 == 0:
        decimal //= 5
    text = f"{float(number):.15g}" if decimal == 1 and number.denominator < 10**15 else ""
    return text if text and Fraction(text) == number else f"{number.numerator}/{number.denominator}"
