"""Exchange rates that a model declares, and amounts brought into its currency with them."""

from collections.abc import Iterable
from decimal import Context, Decimal

import attrs

from canvasdsl.model.common import Block
from canvasdsl.model.numbers import Number, read_quantity
from canvasdsl.model.quantities import CURRENCIES, Date, Exchanged, Quantity, Used
from canvasdsl.model.reading import Misread, Reader
from canvasdsl.model.types import CURRENCY, DATE_VALUE
from canvasdsl.model.vocabulary import attribute, block, slot
from canvasdsl.syntax.nodes import Value
from canvasdsl.syntax.tables import NUMBER, OPERATOR, SYMBOL, WORD

__all__ = ["EXCHANGED", "RATE", "Exchange", "Exchanging", "Rate", "ways_between"]

_EXAMPLE = "exchange USD 0.92 EUR"
_DIGITS = Context(prec=34)
"""What is divided is rounded to these; figures divide exactly."""


class _ExchangedCurrency:
    """The currency of which a rate tells what one unit is worth; the `1` before it goes without saying."""

    shows = CURRENCY.shows

    def fits(self, value: Value) -> bool:
        return value.kind in (WORD, NUMBER, SYMBOL)

    def read(self, reader: Reader) -> str:
        value, follows = reader.token, reader.following
        if value is not None and value.kind == NUMBER and follows is not None and follows.text in CURRENCIES:
            alone = value.text == "1"
            fix = reader.replace("take the `1` out", value.start, follows.start, "") if alone else None
            raise Misread("TYP104", "a rate is told of one unit of the currency that is named first", value.start,
                          follows.end, help=f"write it so: `{_EXAMPLE}`, which means that 1 USD is worth 0.92 EUR",
                          fix=fix)  # fmt: skip
        return CURRENCY.read(reader)


EXCHANGED = _ExchangedCurrency()


class _RateOfExchange(Number):
    """What one unit of a currency is worth in another; it is never exchanged itself."""

    @property
    def shows(self) -> str:
        """How it is written."""
        return f"what one unit of it is worth, such as `{self.example}`"

    def fits(self, value: Value) -> bool:
        return value.kind != WORD

    def read(self, reader: Reader) -> Quantity:
        value = reader.token
        if value is None:
            reader.expected("TYP103", self.shows, help=f"write it so: `{_EXAMPLE}`")
        if value.kind == OPERATOR and value.text in ("=", "==") and reader.following is not None:
            raise Misread("TYP103", "the rate stands behind the currency without a sign", value.start, value.end,
                          help=f"write it so: `{_EXAMPLE}`",
                          fix=reader.replace(f"take the `{value.text}` out", value.start, reader.following.start, ""))
        if value.kind == SYMBOL and value.text == "/":
            raise Misread("TYP103", "the rate stands between its two currencies", value.start, value.end,
                          help=f"write it so: `{_EXAMPLE}`, which means that 1 USD is worth 0.92 EUR")  # fmt: skip
        exchanging, reader.exchanging = reader.exchanging, None
        try:
            quantity = read_quantity(reader, self)
        finally:
            reader.exchanging = exchanging
        if quantity.low <= 0:
            raise Misread("TYP109", "a rate of exchange is above zero", value.start, reader.end,
                          help=f"write what one unit is worth, such as `{_EXAMPLE}`")  # fmt: skip
        return quantity


RATE = _RateOfExchange("money", "never", example="0.92 EUR")


@block("exchange", synonyms=("exchange-rate",), theory=("T-ECO-14",))
class Exchange(Block):
    """What one unit of a currency is worth in another: `exchange USD 0.92 EUR on 2026-01-31`. It serves both ways."""

    currency: str = slot(EXCHANGED, "The currency of which one unit is meant.", required=True)
    rate: Quantity = slot(RATE, "What one unit of it is worth.", required=True)
    on: Date | None = attribute("on", DATE_VALUE, "The day or month of the rate.")

    @property
    def name(self) -> str:
        """What messages call it: its two currencies."""
        return f"exchange {self.currency} … {self.rate.unit}"

    @property
    def pair(self) -> frozenset[str]:
        """Its two currencies."""
        return frozenset((self.currency, self.rate.unit))


@attrs.frozen
class Rate:
    """A declared rate as it is used from one currency to another: multiplied with, or `backwards` divided by."""

    exchange: Exchange
    backwards: bool


def ways_between(exchanges: Iterable[Exchange], currency: str, other: str) -> list[tuple[Rate, ...]]:
    """How amounts in `currency` come into the `other`: by the rates that are declared between the two, else through one
    currency that both have a rate with. One way is clear; several are not, and longer chains are not followed."""
    declared = [each for each in exchanges if not each.is_idea]
    straight: list[tuple[Rate, ...]] = [(rate,) for rate in _between(declared, currency, other)]
    if straight:
        return straight
    common = dict.fromkeys(third for each in declared for third in (each.currency, each.rate.unit))
    return [
        (first, second) for third in common if third not in (currency, other)
        for first in _between(declared, currency, third) for second in _between(declared, third, other)
    ]  # fmt: skip


def _between(exchanges: list[Exchange], currency: str, other: str) -> list[Rate]:
    return [Rate(each, each.currency != currency) for each in exchanges
            if each.currency != each.rate.unit and each.pair == {currency, other}]  # fmt: skip


class Exchanging:
    """Brings amounts into the currency of a model: that of `canvas`, else that of its first amount."""

    def __init__(self, exchanges: tuple[Exchange, ...], currency: str) -> None:
        self.exchanges = exchanges
        self.currency = currency if currency in CURRENCIES else ""
        self._ways: dict[str, tuple[Used, ...]] = {}

    def of(self, amount: Quantity) -> Quantity:
        """The amount in the currency of the model, which remembers how it is written; itself where it is no amount of
        another currency, or where no clear way leads from there."""
        if amount.unit not in CURRENCIES:
            return amount
        if not self.currency:
            self.currency = amount.unit
        used = self._used(amount.unit)
        if not used:
            return amount
        low, high = amount.low, amount.high
        likely = amount.value if amount.likely is not None or any(_is_range(each.rate) for each in used) else None
        for each in used:
            # The rate that gives less for what is owned gives more for what is owed.
            cheap, dear = each.rate.low, each.rate.high
            low = min(_brought(low, cheap, each), _brought(low, dear, each))
            high = max(_brought(high, cheap, each), _brought(high, dear, each))
            likely = None if likely is None else _brought(likely, each.rate.value, each)
        return attrs.evolve(amount, low=low, likely=likely, high=high, unit=self.currency,
                            exchanged=Exchanged(amount, used))  # fmt: skip

    def _used(self, currency: str) -> tuple[Used, ...]:
        if currency == self.currency:
            return ()
        found = self._ways.get(currency)
        if found is None:
            ways = ways_between(self.exchanges, currency, self.currency)
            clear = ways[0] if len(ways) == 1 else ()
            found = tuple(Used(rate.exchange.currency, rate.exchange.rate, backwards=rate.backwards) for rate in clear)
            self._ways[currency] = found
        return found


def _is_range(rate: Quantity) -> bool:
    return rate.low < rate.high


def _brought(size: Decimal, rate: Decimal, used: Used) -> Decimal:
    return _DIGITS.divide(size, rate) if used.backwards else _DIGITS.multiply(size, rate)
