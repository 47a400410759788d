"""Cheaper and better at once, and what customers find fair: price changes, personal prices, penalties (R40, R41)."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.figures.perception import PriceChange, price_change
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.economics import Change
from canvasdsl.model.money import Revenue
from canvasdsl.model.quantities import Quantity
from canvasdsl.rules.measures import alike, counted, rounded
from canvasdsl.rules.parts import decided, listed, quoted, relationships_with
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.together import named

__all__ = ["RULES"]


# ---- VAL201, VAL202: the price/service trap ------------------------------------------


def _changes(canvas: Canvas) -> Iterator[tuple[Revenue, Change, Decimal, Decimal]]:
    """The changes by which the price falls and customers get more: with the price of today and the new one."""
    for revenue in decided(canvas.revenues):
        for change in decided(revenue.changes):
            if change.service == "more" and change.price is not None and revenue.price is not None:
                pair = _in_one_measure(revenue.price.value, change.price)
                if pair is not None and pair[1] < pair[0]:
                    yield revenue, change, *pair


def _in_one_measure(now: Quantity, new: Quantity) -> tuple[Decimal, Decimal] | None:
    """Two prices of one thing; a new price without `per` is per the same as the old one."""
    return alike(now, new if new.per else attrs.evolve(new, per=now.per))


def _uncounted(canvas: Canvas) -> Iterator[Finding]:
    for revenue, change, _, _ in _changes(canvas):
        missing = [
            (line, told) for value, line, told in (
                (change.unit_cost, "unit-cost …", "what one costs you"),
                (change.extra_cost, "extra-cost …", "how much more one will cost"),
            ) if value is None
        ]  # fmt: skip
        if missing:
            yield Finding(
                about=change,
                message=f"`{revenue.name}` gets cheaper and better at once, and nothing says "
                f"{listed([told for _, told in missing], 'or')}",
                help=f"write it into the change, and see what is left: {quoted(line for line, _ in missing)}",
                span=change.place("service"),
                related=(Related(change.place("price"), "a lower price"),),
                absent=("unit-cost", "extra-cost"),
            )


def _given_away(canvas: Canvas) -> Iterator[Finding]:
    for revenue, change, now, new in _changes(canvas):
        effect = _effect(change, now, new)
        if effect is None or effect.after >= effect.before or effect.before <= 0:
            continue
        needed, sold = effect.volume_needed, change.volume_change
        if needed is not None and sold is not None and Fraction(sold.high) >= round(100 * needed, 1):
            continue
        unit = change.price.unit if change.price is not None else ""
        left = f"{counted(effect.after)} {unit} of {counted(effect.before)} {unit} are left on each"
        if needed is None:
            told = f"{counted(effect.after)} {unit} are left on each: no volume makes up for it"
            help = "raise the price, or leave out what costs too much"
        else:
            more = rounded(Decimal(needed.numerator) / needed.denominator)
            said = f"`{sold.written}` are expected" if sold is not None else "nothing says that it will"
            told = f"{left}: the volume must grow by {more}, and {said}"
            help = f"say how much more will be sold, and why: `volume-change {more}`; or change less"
        yield Finding(
            about=change,
            message=f"`{revenue.name}` gets cheaper and better, and {told}",
            help=help,
            span=sold.span if sold is not None else change.place("price"),
            related=(Related(revenue.price.here, "the price of today"),) if revenue.price is not None else (),
            absent=("volume-change",),
        )


def _effect(change: Change, now: Decimal, new: Decimal) -> PriceChange | None:
    """What the change does to the margin; `None` where a cost is unknown, or in another currency than the price."""
    cost, extra, price = change.unit_cost, change.extra_cost, change.price
    if cost is None or extra is None or price is None or {cost.unit, extra.unit} != {price.unit}:
        return None
    return price_change(now, new, cost.value, extra.value)


# ---- VAL211: personal prices ---------------------------------------------------------


def _personal_price(canvas: Canvas) -> Iterator[Finding]:
    """A prediction that changes the price has a rule of its own (IDI123), and so have prices by segment (BMC404)."""
    for relationship in decided(canvas.relationships):
        steps: list[tuple[Any, str]] = [
            (custom, "customize price") for custom in decided(relationship.customize) if custom.what == "price"
        ]  # fmt: skip
        steps += [(each, "personalize") for each in decided(relationship.personalize) if each.price]
        for step, word in steps:
            if not step.reason:
                yield Finding(
                    about=step,
                    message=f"some customers of `{relationship.name}` pay another price, and nothing says why that is "
                    "fair",
                    help=f'give a reason that those could accept who pay more: `because "…"` in `{word}`',
                    span=step.place("changes-price"),
                    absent=("because",),
                )


# ---- VAL212: penalties ---------------------------------------------------------------


def _untold_penalty(canvas: Canvas) -> Iterator[Finding]:
    """What a relationship with the payers discloses before the purchase, about price or terms, is told. A penalty of
    which they learn too late is found with all such fees (RMK103)."""
    for revenue in decided(canvas.revenues):
        for fee in decided(revenue.fees):
            if fee.type == "penalty" and fee.told is None and not _is_disclosed(canvas, revenue):
                yield Finding(
                    about=fee,
                    message=f"nothing says when customers learn of the penalty `{fee.text or revenue.name}`",
                    help="tell them before they buy, and write `told before`",
                    span=fee.place("type"),
                    absent=("told", "discloses"),
                )


def _is_disclosed(canvas: Canvas, revenue: Revenue) -> bool:
    return any(
        each.matter in ("price", "terms") and each.moment != "after"
        for payer in named(canvas, revenue.segments)
        for relationship in relationships_with(canvas, payer)
        for each in relationship.discloses
    )


RULES = (
    Rule(
        code="VAL201",
        name="uncounted-price-cut",
        severity=Severity.WARNING,
        summary="The price falls and the service rises, and the effect on the margin is not computed",
        why="Cheaper and better at once always pleases customers; only the margin shows whether it pays you.",
        theory=("T-VAL-8",),
        register=("R40",),
        check=_uncounted,
    ),
    Rule(
        code="VAL202",
        name="margin-given-away",
        severity=Severity.WARNING,
        summary="The price falls and the service rises, and the volume does not make up for it",
        why="A price cut of a tenth can take a quarter of the margin, and only much more volume brings it back.",
        theory=("T-VAL-8",),
        register=("R40",),
        check=_given_away,
    ),
    Rule(
        code="VAL211",
        name="unexplained-personal-price",
        severity=Severity.WARNING,
        summary="Some customers pay another price, and no reason is given that they could accept",
        why="People punish what they find unfair even at a cost to themselves, and accept a difference whose reason "
        "they see.",
        theory=("T-SAT-7", "T-IDIC-4", "T-STR-2", "T-BMC-5b"),
        register=("R41",),
        check=_personal_price,
    ),
    Rule(
        code="VAL212",
        name="untold-penalty",
        severity=Severity.WARNING,
        summary="Nothing says when customers learn of a penalty",
        why="People do not accept a penalty that they could not know of, and remember it longer than its amount.",
        theory=("T-SAT-7",),
        register=("R41",),
        check=_untold_penalty,
    ),
)
