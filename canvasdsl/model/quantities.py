"""Numbers, dates and comparisons as the author meant them: exact decimals, with their unit and where they stand."""

from decimal import Context, Decimal

import attrs

from canvasdsl.source import Span

__all__ = [
    "CURRENCIES", "PERIODS", "Comparison", "Date", "Exchanged", "Quantity", "Used", "When", "length_of",
    "meant_length", "meant_period", "period_of",
]

CURRENCIES = frozenset(
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY"
    " COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR"
    " ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK"
    " MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF"
    " SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU"
    " UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG".split()
)
"""The currencies of ISO 4217 that are money in somebody's hand."""

PERIODS = ("day", "week", "month", "quarter", "year")
"""The periods of rates."""
_CLOCK = ("second", "minute", "hour")
"""What also measures a length of time; `per hour` is `per` a noun."""

_PERIOD_OF = {period: period for period in PERIODS} | {period + "s": period for period in PERIODS}


def period_of(word: str) -> str | None:
    """The period that a word names in the singular or plural, such as `month` for `months`."""
    return _PERIOD_OF.get(word)


_LENGTH_OF = _PERIOD_OF | {length: length for length in _CLOCK} | {length + "s": length for length in _CLOCK}


def length_of(word: str) -> str | None:
    """The measure of a length of time that a word names: a period, or `hour` for `hours`."""
    return _LENGTH_OF.get(word)


_ABBREVIATED = {
    "day": "d dy tag tage jour jours dia día", "week": "w wk wks wek woche wochen semaine semana",
    "month": "m mo mos mon mth mths mnth mont monat monate mois mes mês",
    "quarter": "q qr qtr qtrs quater quartal trimestre",
    "year": "y yr yrs yer annum anno jahr jahre an année ano año",
}  # fmt: skip
_ABBREVIATED_CLOCK = {
    "second": "s sec secs sek sekunde sekunden seconde secondes segundo segundos",
    "minute": "min mins minuten minuto minutos mn", "hour": "h hr hrs std stunde stunden heure heures hora horas",
}  # fmt: skip
_MEANT = {word: period for period, words in _ABBREVIATED.items() for word in words.split()}
_MEANT_LENGTH = {word: length for length, words in _ABBREVIATED_CLOCK.items() for word in words.split()}


def meant_period(word: str) -> str | None:
    """The period that a word most likely means, of which `period_of` knows nothing: `mo`, `Month`, `monat`, `yaer`."""
    word = word.lower()
    letters = sorted(word)
    return _PERIOD_OF.get(word) or _MEANT.get(word) or next(
        (period for period in PERIODS if sorted(period) == letters), None
    )  # fmt: skip


def meant_length(word: str) -> str | None:
    """The length of time that a word most likely means, of which `length_of` knows nothing: `h`, `Hours`, `mo`."""
    word = word.lower()
    return _LENGTH_OF.get(word) or _MEANT_LENGTH.get(word) or meant_period(word)


_EXACT = Context(prec=80)
"""Room for the sum of any two numbers that may be written, whatever the exponents."""


@attrs.frozen(kw_only=True)
class Quantity:
    """A number or a range with its unit: `3.50 .. 3.80 .. 4.20 EUR per cup`.

    `low` and `high` are equal for a single number; `likely` is absent in a range of two. A percentage keeps its
    written size (`92%` is 92). `unit` is a currency, `%`, a length of time or a count noun; `per` are periods and
    nouns. `written` is the text in the file.
    """

    low: Decimal
    likely: Decimal | None
    high: Decimal
    unit: str = ""
    per: tuple[str, ...] = ()
    written: str = attrs.field(default="", eq=False)
    span: Span = attrs.field(eq=False)
    exchanged: "Exchanged | None" = attrs.field(default=None, eq=False, repr=False)
    """Of an amount that was brought into the model's currency, what is written and the rates."""

    @property
    def value(self) -> Decimal:
        """The likely value, or the middle of a range of two."""
        return self.likely if self.likely is not None else _EXACT.divide(_EXACT.add(self.low, self.high), 2)

    @property
    def period(self) -> str | None:
        """The period among `per`, if there is one."""
        return next((per for per in self.per if per in PERIODS), None)

    @property
    def typed(self) -> "Quantity":
        """As it stands in the file, in the currency that is written there."""
        return self if self.exchanged is None else self.exchanged.amount


@attrs.frozen
class Used:
    """A rate of exchange on the way into the model's currency: one unit of `currency` is worth `rate`.

    `backwards` says that the way leads into `currency`, so that amounts are divided by the rate.
    """

    currency: str
    rate: Quantity
    backwards: bool = attrs.field(kw_only=True)


@attrs.frozen
class Exchanged:
    """An amount as it is written in another currency than the model's, and the rates that lead there, in order."""

    amount: Quantity
    rates: tuple[Used, ...]


@attrs.frozen(order=True)
class Date:
    """A day, or a whole month where `day` is 0."""

    year: int
    month: int
    day: int

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}" + (f"-{self.day:02}" if self.day else "")


@attrs.frozen
class When:
    """A point of the plan: a date, or the n-th period counted from the start, inclusively (`month 6`)."""

    period: str = ""
    number: int = 0
    date: Date | None = None


@attrs.frozen
class Comparison:
    """What a figure must be: an operator (`>=`, `<=`, `<`, `>`, `=`) and a quantity."""

    operator: str
    quantity: Quantity
