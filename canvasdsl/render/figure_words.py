"""The numbers of figures as people read them and as programs do: rounded for the one, decimal strings for the other."""

from decimal import Context, Decimal
from fractions import Fraction

from canvasdsl.figures.figure import Figure
from canvasdsl.figures.printing import formula, steps_of

__all__ = ["decimal_text", "formula_lines", "in_unit", "shown"]

_EXACT = Context(prec=34)


def in_unit(figure: Figure, number: Fraction) -> Fraction:
    """A result in the figure's unit: shares of 1 are shown as per cent."""
    return number * 100 if figure.unit.startswith("%") else number


def decimal_text(number: Fraction) -> str:
    """The number as a plain decimal: exact where it ends, else with 34 digits."""
    quotient = _EXACT.divide(Decimal(number.numerator), Decimal(number.denominator))
    text = f"{quotient:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def shown(figure: Figure, number: Fraction) -> str:
    """The result for people, with its unit: `246.67 EUR`, `92% per month`, `8.75`."""
    value = in_unit(figure, number)
    text = _rounded(value, money=figure.unit[:3].isupper() and len(figure.unit) >= 3)
    if figure.unit.startswith("%"):
        return f"{text}{figure.unit}"
    return f"{text} {figure.unit}" if figure.unit else text


def _rounded(value: Fraction, *, money: bool) -> str:
    size = abs(value)
    if size >= 10_000 or value.denominator == 1:
        return f"{round(value):_}"
    places = 2 if money or size >= 1 else 4
    text = f"{Decimal(round(value * 10**places)).scaleb(-places):f}"
    return text if money else text.rstrip("0").rstrip(".")


def formula_lines(figure: Figure) -> tuple[str, ...]:
    """The formula in signs, then each step of it: `m · r / (1 + i′ − r)`, `i′ = (1 + i)^(1/12) − 1`."""
    if figure.expression is None:
        return ()
    steps = (f"{step.sign} = {formula(step.made_of, signs=True)}" for step in steps_of(figure.expression))
    return (formula(figure.expression, signs=True), *steps)
