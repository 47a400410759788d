"""One currency in a model, or rates of exchange that lead to it without contradiction (R07)."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from typing import Any

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.figures.comparing import rounding_of
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.entities import Entity
from canvasdsl.model.exchange import Exchange, Rate, ways_between
from canvasdsl.model.quantities import CURRENCIES, Quantity
from canvasdsl.model.relationships import Relationship
from canvasdsl.model.vocabulary import table_of
from canvasdsl.rules.economics.customer_value import spending
from canvasdsl.rules.parts import listed, once
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.source import Span

__all__ = ["RULES"]

_Amount = tuple[Entity, str, Quantity]
"""The block in which an amount stands, the word before it, and the amount in the model's currency if a rate leads
there."""


# ---- ECO203: amounts that do not go together ------------------------------------


def _currencies(canvas: Canvas) -> Iterator[Finding]:
    """Of each other currency the first amount; where one relationship has both, that is told of the relationship."""
    told = set()
    for relationship in canvas.relationships:
        amounts = list(_of_customer(relationship))
        other = next((each for each in amounts if each[1].unit != amounts[0][1].unit), None)
        if other is not None and not _ways(canvas, other[1].unit, amounts[0][1].unit):
            word, first = amounts[0]
            told |= {first.unit, other[1].unit}
            yield Finding(
                about=relationship,
                message=f"`{other[0]}` of `{relationship.name}` is in {other[1].unit}, and `{word}` in {first.unit}",
                help=_one_currency(first.unit, other[1].unit),
                span=other[1].span,
                related=(Related(first.span, f"in {first.unit}"),),
            )
    main, place, what = _counted_in(canvas)
    for block, word, amount in _amounts(canvas):
        currency = amount.unit
        if currency in told or currency == main or _ways(canvas, currency, main):
            continue
        told.add(currency)
        yield Finding(
            about=block,
            message=f"`{word}`{_of(block)} is in {currency}, and {what} in {main}",
            help=_one_currency(main, currency),
            span=amount.span,
            related=() if place is None else (Related(place, f"in {main}"),),
        )


def _one_currency(main: str, other: str) -> str:
    return f"write all amounts in {main}, or say what one {other} is worth: `exchange {other} … {main}`"


def _of(block: Any) -> str:
    name = getattr(block, "name", None)
    return f" of `{name}`" if isinstance(name, str) and name != block.word else ""


def _of_customer(relationship: Relationship) -> Iterator[tuple[str, Quantity]]:
    """Every amount that goes into the lifetime value of a relationship."""
    yield from _said(relationship, "margin", "retention_cost", "acquisition_cost")
    if relationship.acquisition is not None:
        yield from spending(relationship.acquisition).items()
    for what_if in relationship.what_ifs:
        yield from _said(what_if, "margin", "retention_cost", "acquisition_cost")
    for cohort in relationship.cohorts:
        yield from (("revenue", each) for each in cohort.revenue)
        yield from (("cost", each) for each in cohort.cost)
        yield from _said(cohort, "acquisition_cost")


def _said(block: Any, *attributes: str) -> Iterator[tuple[str, Quantity]]:
    for attribute in attributes:
        quantity = getattr(block, attribute)
        if quantity is not None:
            yield attribute.replace("_", "-"), quantity


def _counted_in(canvas: Canvas) -> tuple[str, Span | None, str]:
    """The currency of the model, where it is said, and what is in it, with the verb."""
    heading = canvas.heading
    if heading is not None and heading.currency:
        return heading.currency, heading.place("currency"), "the model counts"
    amounts = _amounts(canvas)
    main = next((amount.unit for _, _, amount in amounts if amount.exchanged is not None), "")
    for block, word, amount in amounts:
        if main in ("", amount.typed.unit):
            return amount.unit, amount.span, f"`{word}`{_of(block)} is"
    return main, None, "others are"


@once
def _amounts(canvas: Canvas) -> tuple[_Amount, ...]:
    """All amounts of blocks that are more than an idea, the first of the file first; what is only claimed or wished is
    compared by the audit."""
    found = [each for block in _blocks(canvas) for each in _amounts_in(block, block)]
    places = {id(each): (each[2].span.source != canvas.file, each[2].span.source, each[2].span.start) for each in found}
    return tuple(sorted(found, key=lambda each: places[id(each)]))


def _blocks(canvas: Canvas) -> Iterator[Entity]:
    for attribute, value in vars(canvas).items():
        if attribute not in ("exchanges", "targets", "assertions", "index"):
            for part in value if type(value) is tuple else (value,):
                if isinstance(part, Entity):
                    yield part


def _amounts_in(entity: Any, block: Any) -> Iterator[_Amount]:
    if getattr(entity, "is_idea", False):
        return
    fields = table_of(type(entity)).by_attribute
    for attribute, value in vars(entity).items():
        if attribute not in fields or attribute == "claims":
            continue
        for part in value if type(value) is tuple else (value,):
            if isinstance(part, Quantity):
                if part.unit in CURRENCIES:
                    field = fields[attribute]
                    yield block, entity.word if field.place == "slot" else field.name, part
            elif isinstance(part, Entity):
                yield from _amounts_in(part, block if part.by_phrase else part)


# ---- ECO207: rates that lead nowhere -----------------------------------------------


def _unclear(canvas: Canvas) -> Iterator[Finding]:
    """Rates that are only an idea are nobody's contradiction."""
    exchanges = [each for each in canvas.exchanges if not each.is_idea]
    for each in exchanges:
        if each.currency == each.rate.unit:
            other = "EUR" if each.currency != "EUR" else "USD"
            yield Finding(
                about=each,
                message=f"this rate has {each.currency} on both sides",
                help=f"name two currencies, such as `exchange {each.currency} … {other}`, or take the line out",
                span=each.rate.span,
                related=(Related(each.here, "the same currency"),),
            )
    first: dict[frozenset[str], Exchange] = {}
    for each in exchanges:
        before = first.setdefault(each.pair, each)
        if before is not each and len(each.pair) == 2:
            yield Finding(
                about=each,
                message=f"the rate between {each.currency} and {each.rate.unit} is said twice"
                + ("" if _agree(each, before) else ", and the two differ"),
                help="keep one of them: a rate serves both ways",
                span=each.rate.span,
                related=(Related(before.rate.span, "first said here"),),
            )
    yield from _round_trips([each for each in first.values() if len(each.pair) == 2])
    yield from _two_ways(canvas)


def _agree(one: Exchange, other: Exchange) -> bool:
    return _meet(_worth(Rate(one, backwards=False)), _worth(Rate(other, backwards=one.currency != other.currency)))


def _round_trips(exchanges: list[Exchange]) -> Iterator[Finding]:
    """Three rates between three currencies: two of them say what the third is, as precisely as they are written."""
    for three in combinations(exchanges, 3):
        if len(frozenset().union(*(each.pair for each in three))) != 3:
            continue
        last = max(three, key=lambda each: (each.file, each.rate.span.start))
        others = [each for each in three if each is not last]
        (way,) = ways_between(others, last.currency, last.rate.unit)
        low, high = _through(way)
        if not _meet((low, high), _worth(Rate(last, backwards=False))):
            yield Finding(
                about=last,
                message=f"these rates contradict each other: through {_common(way, last)} one {last.currency} is worth "
                f"{_number((low + high) / 2)} {last.rate.unit}",
                help="correct one of the three, or take one out: two of them say what the third is",
                span=last.rate.span,
                related=tuple(Related(each.rate.span, f"for one {each.currency}") for each in others),
            )


def _two_ways(canvas: Canvas) -> Iterator[Finding]:
    main, _, _ = _counted_in(canvas)
    for currency in dict.fromkeys(amount.unit for _, _, amount in _amounts(canvas)):
        ways = [] if currency == main else _ways(canvas, currency, main)
        if len(ways) > 1 and all(len(way) == 2 for way in ways) and len({_common(way, currency) for way in ways}) > 1:
            rates = [way[0].exchange for way in ways]
            yield Finding(
                about=rates[-1],
                message=f"{currency} leads to {main} in several ways: through "
                + listed(dict.fromkeys(_common(way, currency) for way in ways)),
                help=f"say what one {currency} is worth in {main}: `exchange {currency} … {main}`",
                span=rates[-1].here,
                related=(Related(rates[0].here, "another way"),),
            )


def _ways(canvas: Canvas, currency: str, other: str) -> list[tuple[Rate, ...]]:
    return ways_between(canvas.exchanges, currency, other)


def _common(way: tuple[Rate, ...], begins: Exchange | str) -> str:
    """The currency through which a way of two rates leads."""
    currency = begins if isinstance(begins, str) else begins.currency
    return next(iter(way[0].exchange.pair - {currency}))


def _through(way: tuple[Rate, ...]) -> tuple[Fraction, Fraction]:
    low = high = Fraction(1)
    for rate in way:
        least, most = _worth(rate)
        low, high = low * least, high * most
    return low, high


def _worth(rate: Rate) -> tuple[Fraction, Fraction]:
    """What one unit is worth at least and at most, to the last digit that is written."""
    low, high = rounding_of(rate.exchange.rate)
    low = max(low, Fraction(rate.exchange.rate.low) / 2)
    return (1 / high, 1 / low) if rate.backwards else (low, high)


def _meet(one: tuple[Fraction, Fraction], other: tuple[Fraction, Fraction]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _number(number: Fraction) -> str:
    return f"{float(number):.4g}"


RULES = (
    Rule(
        code="ECO203",
        name="amounts-in-different-currencies",
        severity=Severity.ERROR,
        summary="Amounts are in different currencies, and no rate of exchange is declared",
        why="Amounts can be added, subtracted and divided only in one currency. What one currency is worth in another "
        "changes from day to day, so the model has to say by which rate it counts.",
        theory=("T-ECO-3", "T-ECO-14"),
        register=("R07",),
        check=_currencies,
    ),
    Rule(
        code="ECO207",
        name="unclear-exchange-rate",
        severity=Severity.ERROR,
        summary="A rate of exchange that is said twice, or contradicts others",
        why="An amount has one value in the currency of the model. Where rates contradict each other, "
        "nobody knows which one holds.",
        theory=("T-ECO-3", "T-ECO-14"),
        register=("R07",),
        check=_unclear,
    ),
)
