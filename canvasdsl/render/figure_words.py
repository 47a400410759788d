"""The numbers of figures as people read them and as programs do: rounded for the one, decimal strings for the other."""

from decimal import Context, Decimal
from fractions import Fraction

from canvasdsl.figures.figure import Figure
from canvasdsl.figures.printing import formula, steps_of

__all__ = ["decimal_text", "formula_lines", "in_unit", "rounded", "shown", "shown_range"]

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
    """The result for people, with its unit: `246.67 EUR`, `92% per month`, `8.75`, `month 12`."""
    if figure.unit == "month":
        return f"month {round(number)}" if number else "the start"
    text = rounded(in_unit(figure, number), money=_is_money(figure))
    if figure.unit.startswith("%"):
        return f"{text}{figure.unit}"
    return f"{text} {figure.unit}" if figure.unit else text


def shown_range(figure: Figure, low: Fraction, high: Fraction) -> str:
    """Two results, the unit said before: `220.00 to 475.50`, `72.86% to 77.38%`, `month 5 to 8`."""
    if low == high:
        return shown(figure, low)
    if figure.unit == "month":
        return f"{shown(figure, low)} to {round(high)}"
    ends = [rounded(in_unit(figure, each), money=_is_money(figure)) for each in (low, high)]
    if _is_money(figure) and any("." in each for each in ends):
        ends = [each if "." in each else f"{each}.00" for each in ends]
    sign = "%" if figure.unit.startswith("%") else ""
    return f"{ends[0]}{sign} to {ends[1]}{sign}"


def _is_money(figure: Figure) -> bool:
    return figure.unit[:3].isupper() and len(figure.unit) >= 3


def rounded(value: Fraction, *, money: bool) -> str:
    """A number for people: `25_536`, `5_701.75`, `0.1234`; amounts of money with no decimals or two."""
    size = abs(value)
    if size >= 10_000 or value.denominator == 1:
        return f"{round(value):_}"
    places = 2 if money or size >= 1 else 4
    text = f"{Decimal(round(value * 10**places)).scaleb(-places):,f}".replace(",", "_")
    return text if money else text.rstrip("0").rstrip(".")


def formula_lines(figure: Figure, *, most: int = 0) -> tuple[str, ...]:
    """The formula in signs, then each step of it: `m · r / (1 + i′ − r)`, `i′ = (1 + i)^(1/12) − 1`; with `most`, of
    longer sums the first two parts and the last."""
    if figure.expression is None:
        return ()
    steps = (f"{step.sign} = {formula(step.made_of, signs=True, most=most)}" for step in steps_of(figure.expression))
    return (formula(figure.expression, signs=True, most=most), *steps)
