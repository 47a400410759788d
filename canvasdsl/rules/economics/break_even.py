"""What the canvas leaves: shares that make the whole (R07), prices above what a unit costs, break-even within reach
(T-ECO-14)."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.figures.periods import amount_in
from canvasdsl.figures.unit import break_even_volume, contribution
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.common import Amount
from canvasdsl.model.money import Plan, Revenue
from canvasdsl.model.quantities import PERIODS, Quantity
from canvasdsl.rules.economics.customer_value import in_money, paid_by_one, yearly
from canvasdsl.rules.parts import decided, is_multi_sided, listed, once
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.together import Key, keys
from canvasdsl.source import Span

__all__ = ["RULES"]

_WHOLE = Decimal(100)
_SHOWN = 6
_OTHER_PRICES = ("advertising", "brokerage")
"""Revenue that is no price of the thing itself: only what it causes itself is set against it."""
_SOLD = ("revenue", "proposition", "segment")
"""What a cost belongs to if it is caused by it, or by what supports it."""


# ---- ECO441: shares below the whole -------------------------------------------


def _shares_below_100(canvas: Canvas) -> Iterator[Finding]:
    """More than 100% is told of by BMC302."""
    yield from _too_little(list(decided(canvas.revenues)), "the revenues")
    for revenue in decided(canvas.revenues):
        yield from _too_little(list(decided(revenue.plans)), f"the plans of `{revenue.name}`")


def _too_little(parts: list[Any], name: str) -> Iterator[Finding]:
    """Only where all parts have a share; the greatest count, with half of the last digit that is written."""
    shared: list[Revenue | Plan] = [part for part in parts if part.share is not None]
    if len(shared) < 2 or len(shared) < len(parts):
        return
    total = sum((_most(part.share) for part in shared if part.share), Decimal(0))
    if total < _WHOLE:
        likely = sum((part.share.value for part in shared if part.share), Decimal(0))
        last = shared[-1]
        yield Finding(
            about=last,
            message=f"the shares of {name} add up to {likely.normalize():f}%, less than the whole",
            help="correct the shares, or declare what is missing",
            span=last.share.span if last.share else None,
            related=tuple(Related(part.share.span, "and this") for part in shared[:-1][:_SHOWN] if part.share),
            absent=("revenue", "plan", "share"),
        )


def _most(share: Quantity) -> Decimal:
    return share.high + Decimal(5).scaleb(min(int(share.high.as_tuple().exponent), 0) - 1)


# ---- ECO442: a price that does not pay for the unit -----------------------------


def _price_too_low(canvas: Canvas) -> Iterator[Finding]:
    """A price of 0 is meant so, and what patrons pay is no price. On a platform several sides pay for the same unit, so
    that what the others pay for it counts too."""
    unit_costs = _unit_costs(canvas)
    sides = _sides(canvas)
    for revenue in decided(canvas.revenues):
        if revenue.type == "patronage":
            continue
        prices = [revenue.price, *(plan.price for plan in decided(revenue.plans))]
        costs: dict[tuple[_Unit, str | None], tuple[Fraction, list[Amount]]] = {}
        for price in prices:
            if price is None or price.value.value <= 0:
                continue
            unit_of_price = (_unit_of(price.value), price.value.period)
            if unit_of_price not in costs:
                whole, amounts = unit_costs.of(revenue, price.value)
                costs[unit_of_price] = whole - sides.others(revenue, price.value), amounts
            own, amounts = costs[unit_of_price]
            if amounts and own >= Fraction(price.value.value):
                whole = unit_costs.of(revenue, price.value)[0]
                unit = "".join(f" per {per}" for per in price.value.per)
                yield Finding(
                    about=revenue,
                    message=f"`{revenue.name}` is sold at {price.value.written}, and costs "
                    f"{in_money(whole, price.value.unit)}{unit}",
                    help="raise the price or lower the cost: what is sold below its own cost loses more the more is "
                    "sold",
                    span=price.value.span,
                    related=tuple(Related(amount.value.span, "what it costs") for amount in amounts),
                )
                break


_Unit = tuple[tuple[str, ...], bool, str]
"""The nouns behind `per`, whether there is a period among them, and the currency."""


def _unit_of(amount: Quantity) -> _Unit:
    nouns = sorted(per for per in amount.per if per not in PERIODS and per != "customer")
    return tuple(nouns), amount.period is not None, amount.unit


class _Sides:
    """What is paid for each unit that has a noun, those with a period for a year: by all, and by each payer."""

    def __init__(self) -> None:
        self.by_all: dict[_Unit, Fraction] = {}
        self.by_one: dict[tuple[_Unit, Key], Fraction] = {}

    def others(self, revenue: Revenue, price: Quantity) -> Fraction:
        """What those who do not pay a revenue pay for the same unit, in the period of its price."""
        unit = _unit_of(price)
        own = max((self.by_one.get((unit, key), Fraction(0)) for key in keys(revenue.segments)), default=Fraction(0))
        return amount_in(self.by_all.get(unit, own) - own, "year", price.period or "year")


def _sides(canvas: Canvas) -> _Sides:
    """Empty where the model is no platform: then each price has to pay for itself."""
    found = _Sides()
    for revenue in decided(canvas.revenues) if is_multi_sided(canvas) else ():
        value = revenue.price.value if revenue.price is not None else None
        if value is not None and _unit_of(value)[0]:
            unit, size = _unit_of(value), amount_in(Fraction(value.value), value.period or "year", "year")
            found.by_all[unit] = found.by_all.get(unit, Fraction(0)) + size
            for key in dict.fromkeys(keys(revenue.segments)):
                found.by_one[unit, key] = found.by_one.get((unit, key), Fraction(0)) + size
    return found


class _UnitCosts:
    """The variable costs by their unit, those with a period for a year: their sum (and the first of them) where nothing
    else causes them, and each by what it is caused by. Gathered once, so that each revenue finds its own."""

    def __init__(self) -> None:
        self.sums: dict[_Unit, Fraction] = {}
        self.shown: dict[_Unit, list[Amount]] = {}
        self.caused: dict[tuple[_Unit, Key], list[tuple[Amount, Fraction]]] = {}

    def of(self, revenue: Revenue, price: Quantity) -> tuple[Fraction, list[Amount]]:
        """What one unit of a revenue costs in the period of its price, and where that is said."""
        unit = _unit_of(price)
        whole, amounts = Fraction(0), list[Amount]()
        if revenue.type not in _OTHER_PRICES:
            whole, amounts = self.sums.get(unit, whole), list(self.shown.get(unit, ()))
        seen = set()
        for key in (revenue.key, *keys(revenue.propositions), *keys(revenue.segments)):
            for amount, size in self.caused.get((unit, key), ()) if key is not None else ():
                if id(amount) not in seen:
                    seen.add(id(amount))
                    whole += size
                    amounts.append(amount)
        return amount_in(whole, "year", price.period or "year"), amounts[:_SHOWN]


@once
def _unit_costs(canvas: Canvas) -> _UnitCosts:
    """Without a noun an amount is spent on all customers, and is no cost of a unit; what begins, ends or is for one
    plan only is left out."""
    found = _UnitCosts()
    for cost in decided(canvas.costs):
        if any(cause.plan for cause in cost.causes):
            continue
        ends = {key for cause in cost.causes for key in _reached(canvas, cause.cause.key) if key[0] in _SOLD}
        for amount in cost.variable:
            value = amount.value
            if all(per in PERIODS for per in value.per) or amount.start is not None or amount.end is not None:
                continue
            unit, size = _unit_of(value), amount_in(Fraction(value.value), value.period or "year", "year")
            for key in ends:
                found.caused.setdefault((unit, key), []).append((amount, size))
            if not ends:
                found.sums[unit] = found.sums.get(unit, Fraction(0)) + size
                shown = found.shown.setdefault(unit, [])
                shown += [amount][: _SHOWN - len(shown)]
    return found


def _reached(canvas: Canvas, key: Key) -> Iterator[Key]:
    """A cause and what it supports, one step on."""
    yield key
    yield from keys(getattr(canvas.index.blocks.get(key), "supports", ()))


# ---- ECO443: a break-even out of reach --------------------------------------------


def _out_of_reach(canvas: Canvas) -> Iterator[Finding]:
    """Only where all is known: what each stream leaves if everyone in its segments bought, and the fixed costs."""
    fixed, currency = _fixed(canvas)
    streams = list(decided(canvas.revenues))
    if fixed <= 0 or not streams:
        return
    unit_costs = _unit_costs(canvas)
    whole, places = Fraction(0), dict[Span, None]()
    for revenue in streams:
        payers = [canvas.index.blocks.get(payer.key) for payer in revenue.segments]
        sizes = [getattr(payer, "size", None) for payer in payers]
        price = revenue.price.value if revenue.price is not None else None
        if price is None or price.unit != currency or revenue.plans or not sizes or None in sizes:
            return
        paid = paid_by_one(revenue, price)
        if paid is None or price.value <= 0:
            return
        left = contribution(Fraction(price.value), unit_costs.of(revenue, price)[0]) / Fraction(price.value)
        whole += paid * left * sum(Fraction(size.value) for size in sizes if size is not None)
        places.update({size.span: None for size in sizes if size is not None})
    if whole >= fixed or whole <= 0:
        return
    first = streams[0]
    single = len(streams) == 1 and first.price is not None
    yield Finding(
        about=first if single else None,
        message="if everyone in " + listed(_names(canvas, streams)) + f" bought, {in_money(whole, currency)} a year "
        f"would be left for fixed costs of {in_money(fixed, currency)}",
        help="raise what each sale leaves, lower the fixed costs, or serve a larger segment"
        + (f": {_volume(first, fixed, unit_costs)}" if single else ""),
        span=first.price.value.span if first.price is not None else first.here,
        related=tuple(Related(place, "so many could buy") for place in list(places)[:_SHOWN]),
        absent=("revenue", "size"),
    )


def _fixed(canvas: Canvas) -> tuple[Fraction, str]:
    """All fixed costs of a year and their currency; of a cost that changes the least counts."""
    whole, currency = Fraction(0), ""
    for cost in decided(canvas.costs):
        amounts = [yearly(amount.value) for amount in cost.fixed]
        known = [amount for amount in amounts if amount is not None]
        if not known:
            continue
        unit = cost.fixed[0].value.unit
        if currency and unit != currency:
            return Fraction(0), currency
        currency = unit
        changes = any(amount.start is not None or amount.end is not None for amount in cost.fixed)
        whole += min(known) if changes else sum(known, Fraction(0))
    return whole, currency


def _names(canvas: Canvas, streams: list[Revenue]) -> list[str]:
    found = dict.fromkeys(canvas.index.blocks[key].name for revenue in streams for key in keys(revenue.segments))
    return [f"`{name}`" for name in found]


def _volume(revenue: Revenue, fixed: Fraction, unit_costs: _UnitCosts) -> str:
    """How many units break even takes, in words."""
    price = revenue.price.value if revenue.price is not None else None
    nouns = [per for per in price.per if per not in PERIODS] if price is not None else []
    if price is None:
        return "there is no price"
    per = price.period or "year"
    one, costs = amount_in(Fraction(price.value), per, "year"), amount_in(unit_costs.of(revenue, price)[0], per, "year")
    sold = break_even_volume(fixed, one, costs)
    what = "customers" if price.period is not None else f"a year (`per {nouns[0]}`)" if nouns else "sales a year"
    return f"break-even lies at {round(sold):_} {what}"


RULES = (
    Rule(
        code="ECO441",
        name="shares-below-100",
        severity=Severity.ERROR,
        summary="All revenues or plans have a share, and together they are less than 100%",
        why="Shares are parts of one whole: if they are less together, a share is wrong or a part is missing.",
        theory=("T-ECO-14",),
        register=("R07",),
        check=_shares_below_100,
    ),
    Rule(
        code="ECO442",
        name="price-below-variable-cost",
        severity=Severity.WARNING,
        summary="The price of one unit is not above its cost",
        why="Each sale must leave something over for the fixed costs; at or below what it costs itself, it can't.",
        theory=("T-ECO-14",),
        register=(),
        check=_price_too_low,
    ),
    Rule(
        code="ECO443",
        name="break-even-out-of-reach",
        severity=Severity.WARNING,
        summary="Even if everyone in the segments bought, the fixed costs would not be covered",
        why="If all the customers whom you can reach would not cover the fixed costs, no marketing can.",
        theory=("T-ECO-14",),
        register=(),
        check=_out_of_reach,
    ),
)
