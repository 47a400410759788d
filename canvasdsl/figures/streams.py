"""What comes in: how much of what is sold at which price, stream by stream and plan by plan.

A price for a period (`9 EUR per month`) is paid by each customer; a price of a thing (`3.80 EUR per cup`) takes a
`volume`, of all together or `per customer`. A party or partner that pays a stream alone is one customer.
"""

import unicodedata
from collections.abc import Iterable
from typing import Any

import attrs

from canvasdsl.figures.blocks import called, decided, named
from canvasdsl.figures.crowds import Crowd, crowds_of_plan, crowds_of_segment, once, payers
from canvasdsl.figures.expression import Expression, total
from canvasdsl.figures.inputs import Absent
from canvasdsl.figures.months import holds_now
from canvasdsl.figures.sheet import Sheet
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.quantities import PERIODS, Quantity, period_of

__all__ = [
    "CUSTOMER", "Flow", "Part", "flows_of_revenue", "is_for_a_period", "nouns_of", "parts_of", "price_of", "sold_in",
    "summed", "unit_of", "uses_money",
]  # fmt: skip

CUSTOMER = frozenset(("customer", "customers", "member", "user", "person", "household", "firm", "client"))
"""Nouns behind `per` that mean one customer."""


@attrs.frozen(eq=False)
class Part:
    """What is priced: a stream, or one plan of it."""

    stream: Any
    plan: Any = None

    @property
    def block(self) -> Any:
        """The plan, or the stream where it has none."""
        return self.stream if self.plan is None else self.plan

    @property
    def name(self) -> str:
        """How it is called."""
        return called(self.block)

    @property
    def price(self) -> Any:
        """The price of the plan, else that of the stream."""
        return self.plan.price if self.plan is not None and self.plan.price is not None else self.stream.price

    @property
    def volume(self) -> Quantity | None:
        """The volume of the plan, else that of the stream."""
        own: Quantity | None = self.plan.volume if self.plan is not None else None
        said: Quantity | None = self.stream.volume
        return own if own is not None else said


@attrs.frozen(eq=False)
class Flow:
    """An amount in each period: `rate`, or `rate` for each of a number of customers, while its amounts hold."""

    rate: Expression
    crowd: Crowd | None
    during: tuple[Any, ...] = ()
    once: bool = False
    """Whether it is paid once, when it begins."""

    def in_period(self, sheet: Sheet) -> Expression:
        """What it comes to with the customers that there are."""
        return self.rate if self.crowd is None else self.rate * self.crowd.count(sheet)


def summed(sheet: Sheet, flows: Iterable[Flow]) -> Expression:
    """What flows come to in the period of which figures are; what is paid once belongs to none."""
    now = (flow for flow in flows if not flow.once and all(holds_now(sheet.canvas, each) for each in flow.during))
    return total(flow.in_period(sheet) for flow in now)


def uses_money(canvas: Canvas) -> bool:
    """Whether the model says any price."""
    return canvas.index.kept("uses money", lambda: any(
        part.price is not None for stream in decided(canvas.revenues) for part in parts_of(stream)
    ))  # fmt: skip


def parts_of(stream: Any) -> list[Part]:
    """What is priced in a stream: its plans, else the stream itself."""
    plans = decided(stream.plans)
    return [Part(stream, plan) for plan in plans] if plans else [Part(stream)]


# ---- Prices -----------------------------------------------------------------------


def nouns_of(amount: Quantity) -> tuple[str, ...]:
    """The things behind `per`, without periods and customers."""
    return tuple(per for per in amount.per if per not in PERIODS and per not in CUSTOMER)


def is_for_a_period(part: Part) -> bool:
    """Whether a price is paid period by period; `90 USD per week` with `44 weeks per month` is a price of a thing."""
    price, volume = _price(part), part.volume
    return price.period is not None and not (
        volume is not None and volume.period is not None and period_of(volume.unit) == price.period
    )


def unit_of(part: Part) -> tuple[tuple[str, ...], bool]:
    """What one unit is: its nouns, and whether it is had for a period."""
    price, period = _price(part), is_for_a_period(part)
    return (nouns_of(price) if period or price.period is None else (price.period,)), period


def price_of(sheet: Sheet, part: Part, per: str) -> Expression:
    """The price of one unit; of one that is had for a period, in the period `per`."""
    price = _price(part)
    name = f"price of {called(part.plan if part.price is not part.stream.price else part.stream)}"
    return sheet.money(price, name, "p", per=per if is_for_a_period(part) else None)


def _price(part: Part) -> Quantity:
    if part.price is None:
        raise Absent(f"`{part.name}` says nothing of `price`", part.block.here)
    price: Quantity = part.price.value
    return price


# ---- Volumes ----------------------------------------------------------------------


def flows_of_revenue(sheet: Sheet, part: Part, per: str) -> list[Flow]:
    """What a stream or plan brings in a period."""
    sold, price = sold_in(sheet, part, per), price_of(sheet, part, per)
    return [attrs.evolve(flow, rate=price * flow.rate) for flow in sold]


def sold_in(sheet: Sheet, part: Part, per: str) -> list[Flow]:
    """How many units are sold in a period, while the price holds."""
    volume, during = part.volume, (part.price,)
    one: Expression = sheet.number(1)
    if is_for_a_period(part):
        if volume is None:
            return _for_each_customer(sheet, part, one, during)
        if volume.period is not None:
            raise Absent(f"both the price and the volume of `{part.name}` say a period", volume.span)
    elif volume is None:
        raise Absent(f"`{part.name}` says nothing of `volume`", part.block.here)
    elif volume.period is None:
        raise Absent(f"the volume of `{part.name}` does not say in which period", volume.span)
    _same_unit(part, volume)
    name = f"volume of {called(part.plan if volume is not part.stream.volume else part.stream)}"
    units = sheet.count(volume, name, "q", per=None if volume.period is None else per)
    if all(each in PERIODS for each in volume.per):
        return [Flow(units, None, during)]
    return _for_each_customer(sheet, part, units, during)


def _for_each_customer(sheet: Sheet, part: Part, units: Expression, during: tuple[Any, ...]) -> list[Flow]:
    if part.plan is not None:
        crowds = crowds_of_plan(sheet.canvas, part.stream, part.plan)
    else:
        segments = payers(sheet.canvas, part.stream)
        crowds = once(crowd for segment in segments for crowd in crowds_of_segment(sheet.canvas, segment))
        if not segments:
            paying = len(named(sheet.canvas, part.stream.segments))
            if not paying:
                raise Absent(f"`{part.name}` does not say who pays (`from`)", part.block.here)
            return [Flow(units * sheet.number(paying), None, during)]
    return [Flow(units, crowd, during) for crowd in crowds]


def _same_unit(part: Part, volume: Quantity) -> None:
    """The price and the volume speak of one thing; a plural may change all but the first letter."""
    nouns, _ = unit_of(part)
    if len(nouns) > 1:
        raise Absent(f"the price of `{part.name}` is per {' per '.join(nouns)}, which one volume can't count",
                     _price(part).span)  # fmt: skip
    if nouns and volume.unit and _first(nouns[0]) != _first(volume.unit) and nouns[0] != period_of(volume.unit):
        raise Absent(f"the price of `{part.name}` is per {nouns[0]}, and its volume counts {volume.unit}", volume.span)


def _first(word: str) -> str:
    return unicodedata.normalize("NFD", word.lower())[:1]
