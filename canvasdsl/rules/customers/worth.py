"""What an offer is worth to customers: benefits less costs, and whether all of both are counted (T-VAL-1, 4, 6, 7)."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from canvasdsl.diagnostics import Severity
from canvasdsl.figures.perception import customer_value, value_ratio
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.offer import Competitor, Proposition
from canvasdsl.model.quantities import Quantity
from canvasdsl.rules.measures import counted
from canvasdsl.rules.parts import called, decided, declared, listed, once, quoted
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.together import Key, keys, named, segment_keys

__all__ = ["RULES", "PerceivedValue", "segments_served", "with_unit", "perceived_value"]

_BENEFITS = ("product", "service", "personnel", "image")
_COSTS = ("money", "time", "energy", "psychological")
"""The eight parts of value by Kotler & Keller; `other` is anybody's own."""


# ---- What is counted -----------------------------------------------------------


class PerceivedValue(NamedTuple):
    """What an offer is worth to a segment: all that it gives and takes, in one unit; their difference and ratio."""

    benefits: Decimal
    costs: Decimal
    value: Decimal
    ratio: Fraction | None
    unit: tuple[str, tuple[str, ...]]


def perceived_value(
    canvas: Canvas, offer: Proposition | Competitor, segment: Key | None
) -> PerceivedValue | None:
    """What an offer is worth to a segment, or to anybody; `None` where benefits or costs have no amounts, or their
    units differ. To segments without parts of their own it is worth the same, and counted once."""
    return _perceived(canvas, offer, segment=segment if segment in _amounts(canvas, offer) else None)


@once
def _perceived(canvas: Canvas, offer: Proposition | Competitor, *, segment: Key | None) -> PerceivedValue | None:
    parts = _amounts(canvas, offer)
    benefits, costs = ([*anybody] for anybody in parts[None])
    if segment is not None:
        benefits += parts[segment][0]
        costs += parts[segment][1]
    units = {(each.unit, each.per) for each in (*benefits, *costs)}
    if not benefits or not costs or len(units) > 1:
        return None
    gives, takes = ([each.value for each in part] for part in (benefits, costs))
    return PerceivedValue(
        sum(gives, Decimal(0)), sum(takes, Decimal(0)), customer_value(gives, takes), value_ratio(gives, takes),
        units.pop(),
    )  # fmt: skip


@once
def _amounts(
    canvas: Canvas, offer: Proposition | Competitor
) -> Mapping[Key | None, tuple[list[Quantity], list[Quantity]]]:
    """The amounts of benefits and costs that hold for anybody (`None`), and those for one segment."""
    found: dict[Key | None, tuple[list[Quantity], list[Quantity]]] = {None: ([], [])}
    both: tuple[tuple[Any, ...], ...] = (offer.benefits, offer.customer_costs)
    for place, parts in enumerate(both):
        for part in decided(parts):
            if part.amount is not None:
                key = part.segment.key if part.segment is not None else None
                found.setdefault(key, ([], []))[place].append(part.amount)
    return found


def segments_served(offer: Proposition | Competitor) -> list[Key | None]:
    """The segments that an offer is for; `[None]` where it names none."""
    return [*(key for key in keys(offer.segments) if key[0] == "segment")] or [None]


def with_unit(amount: Decimal, unit: tuple[str, tuple[str, ...]]) -> str:
    """An amount as the language writes it: `70 EUR per month`."""
    name, per = unit
    return " per ".join((f"{counted(amount)} {name}".rstrip(), *per))


# ---- VAL101: a cost below nothing ------------------------------------------------


def _negative(canvas: Canvas) -> Iterator[Finding]:
    offers: tuple[Proposition | Competitor, ...] = (*canvas.propositions, *canvas.competitors)
    for offer in offers:
        for cost in offer.customer_costs:
            if cost.amount is not None and cost.amount.low < 0:
                yield Finding(
                    about=cost,
                    message=f"`{offer.name}` costs its customers less than nothing in `{cost.component}`",
                    help="write what it takes from them without a minus, or what it saves them as a `benefit`",
                    span=cost.amount.span,
                )


# ---- VAL102: no reason to buy ----------------------------------------------------


def _no_reason(canvas: Canvas) -> Iterator[Finding]:
    for proposition in decided(canvas.propositions):
        poor: dict[PerceivedValue, list[Key]] = {}
        for segment in segments_served(proposition):
            worth = perceived_value(canvas, proposition, segment)
            if worth is not None and worth.value <= 0:
                poor.setdefault(worth, []).extend([segment] if segment is not None else [])
        for worth, segments in poor.items():
            gives, takes = (with_unit(part, worth.unit) for part in (worth.benefits, worth.costs))
            names = [canvas.index.blocks[key].name for key in segments if key in canvas.index.blocks]
            buyers = quoted(names) if names else "customers"
            yield Finding(
                about=proposition,
                message=f"`{proposition.name}` gives {buyers} {gives} and costs them {takes}",
                help="raise what they get out of it or lower what it takes from them, or count what is left out",
                span=proposition.benefits[0].here,
                related=(declared(proposition.customer_costs[0], "what it costs them"),),
                absent=("benefit",),
            )


# ---- VAL103, VAL104: what is not counted -----------------------------------------


def _money_alone(canvas: Canvas) -> Iterator[Finding]:
    for proposition in decided(canvas.propositions):
        costs = proposition.customer_costs
        if costs and all(cost.component == "money" for cost in costs):
            yield Finding(
                about=proposition,
                message=f"money is all that `{proposition.name}` costs its customers",
                help="count what else it takes from them: `customer-cost time …`, `energy …`, `psychological …`; "
                "write 0 where it is nothing",
                span=costs[0].here,
                absent=("customer-cost",),
            )


def _uncounted(canvas: Canvas) -> Iterator[Finding]:
    """Speaks of an offer with both, of benefits once two parts of them are counted, of costs once there is one beside
    money."""
    for proposition in decided(canvas.propositions):
        if not (proposition.benefits and proposition.customer_costs):
            continue
        benefits = {each.component for each in proposition.benefits}
        costs = {each.component for each in proposition.customer_costs}
        lines = [f"benefit {part} …" for part in _BENEFITS if part not in benefits] if len(benefits) > 1 else []
        if costs - {"money"}:
            lines += [f"customer-cost {part} …" for part in _COSTS if part not in costs]
        if lines:
            first = (*proposition.benefits, *proposition.customer_costs)[0]
            yield Finding(
                about=proposition,
                message=f"the value of `{proposition.name}` leaves out {listed(line.split()[1] for line in lines)}",
                help=f"count them too, with 0 where they are nothing: {quoted(lines)}",
                span=first.here,
                absent=("benefit", "customer-cost"),
            )


# ---- VAL131: measured, and perceived by nobody -----------------------------------


def _unperceived(canvas: Canvas) -> Iterator[Finding]:
    """A benefit that does not say on what it rests may be what customers say."""
    for proposition in decided(canvas.propositions):
        benefits = proposition.benefits
        if benefits and all(each.basis == "measured" for each in benefits):
            yield Finding(
                about=proposition,
                message=f"every benefit of `{proposition.name}` is measured, and none as customers perceive it",
                help="ask customers what it is worth to them, and say so: `basis perceived` in a benefit",
                span=benefits[0].place("basis"),
                absent=("benefit", "basis"),
            )


# ---- VAL141: the offer that a relationship rests on ------------------------------


def _without_offer(canvas: Canvas) -> Iterator[Finding]:
    """Speaks once a relationship of the model says what it delivers; what it customizes is delivered too."""
    if not any(relationship.propositions for relationship in canvas.relationships):
        return
    for relationship in decided(canvas.relationships):
        if not relationship.propositions:
            made = [each for custom in relationship.customize for each in keys(custom.for_)]
            if not any(kind == "proposition" for kind, _ in made):
                yield Finding(
                    about=relationship,
                    message=f"nothing says which proposition the relationship `{relationship.name}` delivers",
                    help="name the proposition that it rests on: `delivers …`",
                    absent=("delivers",),
                )
            continue
        customers = set(segment_keys(relationship))
        for offer in named(canvas, relationship.propositions):
            if customers and offer.segments and customers.isdisjoint(keys(offer.segments)):
                place = next(each for each in relationship.propositions if each.key == offer.key)
                yield Finding(
                    about=relationship,
                    message=f"`{relationship.name}` delivers `{offer.name}`, which is for none of its customers",
                    help=f"name a proposition that is for them, or add them to `for` in `{called(offer)}`",
                    span=place.span,
                    related=(declared(offer),),
                    absent=("for", "with"),
                )


RULES = (
    Rule(
        code="VAL101",
        name="negative-customer-cost",
        severity=Severity.ERROR,
        summary="A cost that customers bear is negative",
        why="A cost below nothing is something that customers get: counted as a cost it makes both sums wrong.",
        theory=("T-VAL-1",),
        register=(),
        check=_negative,
    ),
    Rule(
        code="VAL102",
        name="no-reason-to-buy",
        severity=Severity.WARNING,
        summary="What customers get does not exceed what it costs them",
        why="People buy what leaves them better off; if it costs them as much as it gives, they do not buy.",
        theory=("T-VAL-1", "T-VAL-6"),
        register=(),
        check=_no_reason,
    ),
    Rule(
        code="VAL103",
        name="money-as-only-cost",
        severity=Severity.HINT,
        summary="Money is the only cost that customers are said to bear",
        why="Customers also pay with time, trouble and worry, and there a small firm can often spare them something.",
        theory=("T-VAL-1", "T-VAL-6"),
        register=(),
        check=_money_alone,
    ),
    Rule(
        code="VAL104",
        name="uncounted-part-of-value",
        severity=Severity.HINT,
        summary="A part of the benefits or costs of a proposition is not counted",
        why="In the parts that you do not count a rival can win, and you will not see it.",
        theory=("T-VAL-6",),
        register=(),
        check=_uncounted,
    ),
    Rule(
        code="VAL131",
        name="measured-and-not-perceived",
        severity=Severity.HINT,
        summary="All benefits of a proposition are measured, and none comes from customers",
        why="People act on what they notice: an improvement that nobody notices changes no decision.",
        theory=("T-VAL-4",),
        register=(),
        check=_unperceived,
    ),
    Rule(
        code="VAL141",
        name="relationship-without-proposition",
        severity=Severity.HINT,
        summary="A relationship delivers no proposition, or one that is not for its customers",
        why="A relationship lasts when it delivers something worth having; kindness alone does not make up for a "
        "poor product.",
        theory=("T-VAL-7",),
        register=(),
        check=_without_offer,
    ),
)
