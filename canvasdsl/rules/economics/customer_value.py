"""What a model says about the value of a customer, in exact numbers of one period; a range counts with what is likely.

A margin is what a customer's purchases leave before the cost to serve, to keep and to win the customer; the margin of
a lifetime value is what is left of it after serving and keeping.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import attrs

from canvasdsl.figures import unit
from canvasdsl.figures.lifetime import ASSUMED, CONVENTIONS, has_value, lifetime_value
from canvasdsl.figures.periods import amount_in, growth_in
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.economics import Acquisition
from canvasdsl.model.money import Revenue
from canvasdsl.model.quantities import PERIODS, Quantity
from canvasdsl.model.relationships import Relationship
from canvasdsl.rules.parts import is_repeated, naming, once
from canvasdsl.rules.together import segments_of

__all__ = [
    "Rates", "Worth", "acquisition_cost", "gross_value", "in_money", "paid_by_one", "rates_of", "spent_to_serve",
    "spending", "stays", "worth_of", "yearly",
]  # fmt: skip

_CUSTOMER = frozenset(("customer", "customers", "member", "user", "person", "household", "firm", "client"))
"""Nouns behind `per` that mean one customer."""


@attrs.frozen
class Rates:
    """The rates of a relationship as shares of 1 in the period of its retention; no discount counts as 0."""

    period: str
    retention: Fraction
    discount: Fraction
    growth: Fraction
    conventions: tuple[str, ...]
    """The convention that is stated, else all three."""


@attrs.frozen
class Worth:
    """What a lifetime value is computed from: rates, the margin of a period after serving and keeping, its currency."""

    rates: Rates
    margin: Fraction
    keeping: Fraction
    serving: Fraction
    currency: str


# ---- Rates ---------------------------------------------------------------------


def stays(retention: Quantity | None, churn: Quantity | None = None) -> tuple[Fraction, str] | None:
    """The share of customers who stay, and its period; from the churn where no retention is said."""
    if retention is not None and retention.period is not None:
        return Fraction(retention.value) / 100, retention.period
    if churn is not None and churn.period is not None:
        return 1 - Fraction(churn.value) / 100, churn.period
    return None


@once
def rates_of(canvas: Canvas, relationship: Relationship) -> Rates | None:
    """The rates of a relationship; `None` where it has no retention, or a rate without a period or below its domain."""
    said = stays(relationship.retention, relationship.churn)
    if said is None:
        return None
    retention, period = said
    found = []
    for rate in (canvas.heading.discount if canvas.heading is not None else None, relationship.margin_growth):
        if rate is None:
            found.append(Fraction(0))
        elif rate.period is None or rate.value <= -100:
            return None
        else:
            found.append(growth_in(Fraction(rate.value) / 100, rate.period, period))
    stated = (relationship.convention,) if relationship.convention else CONVENTIONS
    return Rates(period, retention, found[0], found[1], stated)


# ---- Amounts of one customer -----------------------------------------------------


def yearly(amount: Quantity | None, currency: str = "") -> Fraction | None:
    """An amount per period as one per year; `None` without a period, or in another currency than the one asked for."""
    if amount is None or amount.period is None or (currency and amount.unit != currency):
        return None
    return amount_in(Fraction(amount.value), amount.period, "year")


def paid_by_one(revenue: Revenue, price: Quantity, volume: Quantity | None = None) -> Fraction | None:
    """What one customer pays in a year at a price; `None` where the model does not say how much one buys.

    `9 EUR per month` says it; `3.80 EUR per cup` takes `volume 16 cups per month per customer`.
    """
    nouns = [per for per in price.per if per not in PERIODS and per not in _CUSTOMER]
    if price.period is not None:
        return yearly(price) if not nouns else None
    volume = volume or revenue.volume
    if len(nouns) != 1 or volume is None or volume.period is None or not is_repeated(volume):
        return None
    return Fraction(price.value) * amount_in(Fraction(volume.value), volume.period, "year")


def spent_to_serve(canvas: Canvas, relationship: Relationship, segment: Any, currency: str) -> Fraction | None:
    """What serving one customer of a segment costs in a year: as said, else from contacts and representatives (C25)."""
    said = yearly(segment.cost_to_serve, currency)
    if said is not None:
        return said
    found = [*_contacts(canvas, relationship, currency)]
    dedicated = relationship.dedicated
    if dedicated is not None and dedicated.accounts_per_rep is not None and dedicated.accounts_per_rep.value > 0:
        cost = yearly(dedicated.rep_cost, currency)
        if cost is not None:
            accounts = Fraction(dedicated.accounts_per_rep.value)
            found.append(unit.cost_to_serve(Fraction(0), Fraction(0), Fraction(0), cost, accounts))
    return sum(found, Fraction(0)) if found else None


def _contacts(canvas: Canvas, relationship: Relationship, currency: str) -> Iterator[Fraction]:
    """What the contacts of each service cost, where one customer's contacts, their minutes and a wage are said."""
    for service in (*relationship.services, *naming(canvas, relationship, "service", "feeds")):
        contacts, minutes, wage = service.contacts, service.minutes, service.wage
        if service.is_idea or not is_repeated(contacts) or minutes is None or wage is None or wage.unit != currency:
            continue
        if wage.per == ("hour",):
            a_year = amount_in(Fraction(contacts.value), contacts.period, "year")
            yield unit.cost_to_serve(a_year, Fraction(minutes.value), Fraction(wage.value))


# ---- Winning customers --------------------------------------------------------------


def spending(acquisition: Acquisition) -> dict[str, Quantity]:
    """What is said to be spent on winning customers, by its word."""
    said = {
        "advertising": acquisition.advertising, "sales": acquisition.sales, "incentive": acquisition.incentive,
        "setup": acquisition.setup,
    }  # fmt: skip
    return {word: amount for word, amount in said.items() if amount is not None}


def acquisition_cost(relationship: Relationship) -> tuple[Fraction, str] | None:
    """What winning one customer costs, and the currency: as said, else from all that is spent on it (C15)."""
    said = relationship.acquisition_cost
    if said is not None:
        return Fraction(said.value), said.unit
    acquisition = relationship.acquisition
    if acquisition is None or acquisition.is_idea or acquisition.new_customers is None:
        return None
    amounts, new = list(spending(acquisition).values()), acquisition.new_customers
    if not amounts or new.value <= 0 or {amount.unit for amount in amounts} != {amounts[0].unit}:
        return None
    if any((amount.period is None) != (new.period is None) for amount in amounts):
        return None
    return unit.acquisition_cost(
        (amount_in(Fraction(amount.value), amount.period or "year", new.period or "year") for amount in amounts),
        Fraction(new.value),
    ), amounts[0].unit


# ---- Lifetime value -----------------------------------------------------------------


@once
def worth_of(canvas: Canvas, relationship: Relationship) -> Worth | None:
    """What a lifetime value is computed from; `None` where rates or margin are missing or the value is endless.

    Of several segments the one that is served most cheaply counts.
    """
    rates, margin = rates_of(canvas, relationship), relationship.margin
    if rates is None or margin is None or not has_value(rates.retention, rates.discount, rates.growth):
        return None
    a_year = yearly(margin)
    keeping = Fraction(0) if relationship.retention_cost is None else yearly(relationship.retention_cost, margin.unit)
    if a_year is None or keeping is None:
        return None
    costs = [spent_to_serve(canvas, relationship, each, margin.unit) for each in segments_of(canvas, relationship)]
    serving = min((cost or Fraction(0) for cost in costs), default=Fraction(0))
    left, keeping, serving = (
        amount_in(amount, "year", rates.period) for amount in (a_year - keeping - serving, keeping, serving)
    )
    return Worth(rates, left, keeping, serving, margin.unit)


def gross_value(worth: Worth) -> Fraction:
    """The lifetime value before acquisition cost, by the convention that is stated, else the assumed one."""
    rates = worth.rates
    convention = rates.conventions[0] if len(rates.conventions) == 1 else ASSUMED
    return lifetime_value(worth.margin, rates.retention, rates.discount, convention, growth=rates.growth)


def in_money(amount: Fraction, currency: str) -> str:
    """An amount as the language writes it, rounded to what can be grasped: `1_209 EUR`, `17.95 EUR`."""
    if abs(amount) >= 1000 or amount == round(amount):
        return f"{round(amount):_} {currency}"
    return f"{float(round(amount, 2)):.2f} {currency}"
