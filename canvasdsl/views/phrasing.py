"""The values of a model in words: names, choices, numbers, dates, lists, all out of the catalogue."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs

from canvasdsl.figures.compute import kind_called
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.common import Amount
from canvasdsl.model.entities import Entity, Reference
from canvasdsl.model.quantities import Comparison, Date, Quantity, When, length_of, period_of
from canvasdsl.model.types import NAME, Choice, RefOr
from canvasdsl.model.vocabulary import Field, table_of
from canvasdsl.views.graph import Layout
from canvasdsl.views.layered import layered
from canvasdsl.views.rounding import readable
from canvasdsl.views.texts import Link, Prose, Run, Sentence
from canvasdsl.wording import Wording, grouped_from

__all__ = ["Phrasing", "counted_as", "label_key"]

_OPEN, _CLOSE = "\x02", "\x03"
_NAME = re.compile(f"({_OPEN}[^{_CLOSE}]*{_CLOSE})")
_CLOSE_BY = ("of", "to")
"""The attributes before which no comma stands: `5 of 7`, `satisfaction to loyalty`."""
_MOST_NAMES = 3
"""A sentence names so many things before it counts the rest."""
_SCALES = (3, 5, 7)
"""The highest marks of scales that are named with their marks."""
_OPERATORS = {">=": "at_least", "<=": "at_most", ">": "above", "<": "below", "=": "exactly"}


def counted_as(low: Decimal | Fraction | float, high: Decimal | Fraction | float) -> int:
    """The whole number whose plural form stands with a number or range; with decimals, that of several."""
    return int(high) if low == high == int(high) else 2


def label_key(word: str, field: str) -> tuple[str, str]:
    """The keys under which the catalogue may hold the label of a field: for its class alone, then for all classes."""
    return f"label_of.{word or 'canvas'}.{field}", f"label.{field}"


@attrs.frozen
class Phrasing:
    """Says what stands in a Canvas. `long_texts` are the texts that were written as Markdown; `layout` places the
    graphs in drawings; `links` are the computed figures in texts, by the text."""

    wording: Wording
    canvas: Canvas
    long_texts: frozenset[str] = frozenset()
    layout: Layout = layered
    links: Mapping[str, tuple[Link, ...]] = attrs.field(factory=dict, eq=False)

    # ---- Sentences ----

    def sentence(self, key: str, /, **values: str) -> Sentence:
        """The text of a key as runs; values made by `names` or `name` keep their emphasis."""
        return self.runs(self.wording(f"brief.{key}", **values))

    def runs(self, text: str) -> Sentence:
        """A text in which names are marked, as runs."""
        return tuple(Run(part.strip(_OPEN + _CLOSE), part.startswith(_OPEN)) for part in _NAME.split(text) if part)

    def counted(self, key: str, number: int, /, **values: str) -> str:
        """The plural form of a key for a number."""
        return self.wording.count(f"brief.{key}", number, **values)

    def name(self, text: str) -> str:
        """A name as a value for `sentence`: it will be emphasised."""
        return f"{_OPEN}{text.replace(_OPEN, '').replace(_CLOSE, '')}{_CLOSE}"

    def names(self, blocks: Sequence[Any]) -> str:
        """Names of blocks as one value for `sentence`; of very many the rest is counted, ideas are marked."""
        return self.join(self.shortened([self.marked(block) for block in blocks]))

    def shortened(self, names: Sequence[str]) -> list[str]:
        """The names; where they are too many for a sentence the first ones, and how many more there are."""
        if len(names) <= _MOST_NAMES + 1:
            return [*names]
        return [*names[:_MOST_NAMES], self.counted("list.more", len(names) - _MOST_NAMES)]

    def marked(self, block: Any) -> str:
        """The name of a block as a value for `sentence`, with the word that says that it is an idea."""
        name = self.name(block.name)
        return self.wording("brief.list.idea", name=name) if getattr(block, "is_idea", False) else name

    def join(self, parts: Sequence[str]) -> str:
        """One, two or many things as a list in words."""
        if len(parts) < 2:
            return "".join(parts)
        *first, last = parts
        if len(first) == 1:
            return self.wording.joined("brief.list.two", first=first[0], last=last)
        return self.wording.joined("brief.list.many", first=self.wording("brief.list.separator").join(first), last=last)

    def groups(self, parts: Sequence[str]) -> str:
        """A list whose parts may be lists themselves."""
        if len(parts) < 2:
            return "".join(parts)
        *first, last = parts
        before = self.wording("brief.list.separator").join(first)
        return self.wording.joined("brief.list.groups", first=before, last=last)

    # ---- Words ----

    @property
    def in_english(self) -> str:
        """The mark of what is said in English whatever the reader's language, such as findings; none in English."""
        return "en" if self.wording.language.partition("-")[0] != "en" else ""

    def label(self, word: str, field: str, number: int = 1) -> str:
        """The label of a field of the class `word`; of one that the catalogue does not know, the field's own word."""
        for key in label_key(word, field):
            found = self.wording.texts.get(key)
            if found is not None:
                return self.wording(key) if isinstance(found, str) else self.wording.count(key, number)
        return field.replace("-", " ")

    def choice(self, name: str, word: str) -> str:
        """A word of a choice, in the reader's language; one that the catalogue does not know, as it is written."""
        key = f"choice.{name.replace(' ', '-')}.{word}"
        return self.wording(key) if key in self.wording.texts else word.replace("-", " ")

    def figure(self, name: str) -> str:
        """What readers call a figure; one that the catalogue does not know, by its name."""
        kind = kind_called(name)
        called = name if kind is None else kind.name
        key = f"figure.{called}.title"
        plain = called.replace("-", " ")
        return self.wording(key) if key in self.wording.texts else plain[:1].upper() + plain[1:]

    def prose(self, text: str) -> Prose:
        """A text of the author's, with what it may hold."""
        return Prose(text, text in self.long_texts, links=self.links.get(text, ()))

    # ---- Numbers and dates ----

    def quantity(self, quantity: Quantity) -> str:
        """A number or range with its unit: `3.50 to 4.20 EUR per cup, likely 3.80`; an amount as it was written."""
        quantity = quantity.typed
        low, high = self.number(quantity.low), self.number(quantity.high)
        text = low if quantity.low == quantity.high else self.wording("brief.number.range", low=low, high=high)
        text = self._with_unit(text, quantity)
        for per in quantity.per:
            text = self.wording("brief.number.per", amount=text, unit=self.period(per))
        if quantity.likely is not None and quantity.low != quantity.high:
            text = self.wording("brief.number.likely", range=text, likely=self.number(quantity.likely))
        return text

    def before(self, first: Quantity, second: Quantity) -> str:
        """An amount that is said before a second one, without the unit and the period that both have: `44` before
        `46 CHF per month`."""
        one, other = first.typed, second.typed
        if (one.unit, one.per) != (other.unit, other.per):
            return self.quantity(one)
        return self.quantity(attrs.evolve(one, unit="%" if one.unit == "%" else "", per=()))

    def amount(self, value: Fraction | float, unit: str = "") -> str:
        """A computed number, rounded for reading: `1,860 EUR`; `unit` may hold the period: `EUR per month`."""
        unit, *per = f" {unit}".split(" per ")
        return self.quantity(readable(value, unit.strip(), *per))

    def whole(self, number: int) -> str:
        """A whole number, grouped."""
        return self.number(Decimal(number))

    def time(self, number: int, per: str) -> str:
        """So many periods: `3 months`."""
        return self.counted(f"number.periods.{per}", number, value=self.whole(number))

    def number(self, value: Decimal) -> str:
        """A plain number with the digits that were written, grouped as readers of the language group them."""
        sign, digits = ("−", format(-value, "f")) if value < 0 else ("", format(value, "f"))
        whole, _, fraction = digits.partition(".")
        if len(whole) >= grouped_from(self.wording.language):
            whole = f"{int(whole):,}".replace(",", self.wording("brief.number.group"))
        return sign + whole + (self.wording("brief.number.point") + fraction if fraction else "")

    def _with_unit(self, number: str, quantity: Quantity) -> str:
        if quantity.unit == "%":
            return self.wording("brief.number.percent", value=number)
        length = length_of(quantity.unit)
        if length is not None:
            return self.counted(f"number.periods.{length}", counted_as(quantity.low, quantity.high), value=number)
        if not quantity.unit:
            return number
        return self.wording("brief.number.unit", value=number, unit=self._noun(quantity.unit))

    def period(self, noun: str) -> str:
        """What an amount is for one of: a period, a customer; a noun of the author's as it is written."""
        return self.wording(f"brief.number.period.{noun}") if period_of(noun) == noun else self._noun(noun)

    def _noun(self, noun: str) -> str:
        key = f"brief.number.noun.{noun}"
        return self.wording(key) if key in self.wording.texts else noun

    def date(self, date: Date) -> str:
        """A day or a month: `31 January 2027`."""
        month = self.wording(f"brief.date.month.{date.month}")
        if not date.day:
            return self.wording("brief.date.of_month", month=month, year=date.year)
        key = "of_first" if date.day == 1 else "of_day"
        return self.wording(f"brief.date.{key}", day=date.day, month=month, year=date.year)

    def when(self, when: When) -> str:
        """A date, or the n-th period of the plan."""
        if when.date is not None:
            return self.date(when.date)
        return self.wording("brief.date.of_period", period=self.period(when.period), number=when.number)

    def comparison(self, comparison: Comparison) -> str:
        """What a figure must be: `at least 3`."""
        value = self.quantity(comparison.quantity)
        return self.wording(f"brief.number.{_OPERATORS.get(comparison.operator, 'exactly')}", value=value)

    # ---- Values of fields ----

    def named(self, reference: Reference) -> str:
        """What readers call the block that a reference names."""
        block = self.canvas.index.blocks.get(reference.key)
        return str(block.name) if block is not None else reference.id

    def value(self, value: Any, field: Field) -> str:
        """A value of a field in words."""
        match value:
            case bool():
                return self.choice("answer", "yes" if value else "no")
            case Quantity():
                return self._score(value, field) or self.quantity(value)
            case Date():
                return self.date(value)
            case When():
                return self.when(value)
            case Comparison():
                return self.comparison(value)
            case Reference():
                return self.named(value)
            case Entity():
                return self.phrase(value)
        if field.name == "figure" and field.type is NAME:
            return self.figure(value)
        kind = field.type.other if isinstance(field.type, RefOr) else field.type
        if isinstance(kind, Choice) and value in kind.words:
            return self.choice(kind.name, value)
        return str(value)

    def _score(self, quantity: Quantity, field: Field) -> str:
        """A mark on a short scale whose end is known: `4 of 5`."""
        if getattr(field.type, "of", "") != "score" or field.type.most not in _SCALES or quantity.low != quantity.high:
            return ""
        return self.wording("brief.number.score", value=self.number(quantity.low), most=field.type.most)

    def phrase(self, entity: Entity) -> str:
        """A small thing in one line: its first value, what follows it, and what stands behind words of its own."""
        text = ""
        for field in table_of(type(entity)).fields:
            value = getattr(entity, field.attribute)
            if field.place == "property" or value is None:
                continue
            said, pattern = self.value(value, field), "detail"
            if field.place == "attribute":
                word = "amount" if isinstance(entity, Amount) else entity.word
                said = self.wording("brief.list.word", word=self.label(word, field.name), value=said)
            if field.name in _CLOSE_BY:
                pattern = "close"
            elif field.place == "attribute" or isinstance(field.type, Choice):
                pattern = "attribute"
            text = self.wording(f"brief.list.{pattern}", head=text, detail=said) if text else said
        return text
