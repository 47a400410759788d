"""What goes out: fixed costs, and variable ones by what is sold, by customers or by period.

A variable cost belongs to what it is `for`, or what that supports; where that is nothing that is sold, to all that has
its unit. Advertising and brokerage, whose price is no price of the thing, have it only where nothing else does. Only
`cost` blocks count: what other blocks say of costs tells more of them, and would count twice.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

import attrs

from canvasdsl.figures.blocks import called, decided, named
from canvasdsl.figures.crowds import Crowd, crowds_of_plan, crowds_of_segment, crowds_of_stream, once, payers
from canvasdsl.figures.expression import Expression
from canvasdsl.figures.inputs import Absent
from canvasdsl.figures.months import holds_now
from canvasdsl.figures.sheet import Sheet
from canvasdsl.figures.streams import CUSTOMER, Flow, Part, nouns_of, parts_of, sold_in, unit_of
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.quantities import Quantity

__all__ = ["costs_of_one", "fixed_flows", "says_costs", "variable_flows"]

_OTHER_PRICES = ("advertising", "brokerage")
_ALL = "all"
_SOLD = ("revenue", "proposition", "segment", "relationship")


def says_costs(canvas: Canvas) -> bool:
    """Whether the model says any amount of a cost."""
    return canvas.index.kept("says costs", lambda: any(cost.fixed or cost.variable for cost in decided(canvas.costs)))


def fixed_flows(sheet: Sheet, cost: Any, per: str) -> list[Flow]:
    """The fixed amounts of a cost; those without a period are paid once."""
    return [
        Flow(_money(sheet, cost, "fixed", "f", amount, per), None, (amount,), once=amount.value.period is None)
        for amount in cost.fixed
    ]


def variable_flows(sheet: Sheet, cost: Any, per: str) -> list[Flow]:
    """The variable amounts of a cost with the volumes and customers that they grow with."""
    return [flow for amount in cost.variable for flow in _variable(sheet, cost, amount, per)]


def _money(sheet: Sheet, cost: Any, word: str, sign: str, amount: Any, per: str) -> Expression:
    value = amount.value
    return sheet.money(value, f"{word} of {called(cost)}", sign, per=per if value.period is not None else None)


def _variable(sheet: Sheet, cost: Any, amount: Any, per: str) -> Iterator[Flow]:
    value: Quantity = amount.value
    nouns = nouns_of(value)
    if not nouns and value.period is None:
        raise Absent(f"the variable cost of `{called(cost)}` does not say of what, or in which period", value.span)
    rate = _money(sheet, cost, "variable", "v", amount, per)
    if not nouns:
        if CUSTOMER.isdisjoint(value.per):
            yield Flow(rate, None, (amount,))
            return
        for crowd in _crowds(sheet.canvas, cost):
            yield Flow(rate, crowd, (amount,))
        return
    parts = _measured(sheet, cost, value)
    if not parts:
        raise Absent(_unsold(sheet, cost, value), value.span)
    for part in parts:
        for flow in sold_in(sheet, part, per):
            yield attrs.evolve(flow, rate=rate * flow.rate, during=(*flow.during, amount))


def _measured(sheet: Sheet, cost: Any, value: Quantity) -> list[Part]:
    """What is sold of which one unit costs so much."""
    found = [part for part in _parts(sheet, cost) if _is_of(value, part)]
    if found or _has_ends(sheet.canvas, cost):
        return found
    return [part for part in _by_end(sheet.canvas).get(_ALL, ()) if _is_of(value, part)]


def _unsold(sheet: Sheet, cost: Any, value: Quantity) -> str:
    """Why a cost of one unit has nothing that it belongs to."""
    unit = f"per {' per '.join(nouns_of(value))}"
    others = [part for part in _by_end(sheet.canvas).get(_ALL, ()) if _is_of(value, part)]
    if not others:
        return f"nothing is sold that is priced {unit}, as `{called(cost)}` is"
    return f"`{others[0].name}` is priced {unit}, and `{called(cost)}` is for something else that is sold"


def _is_of(value: Quantity, part: Part) -> bool:
    """Whether a cost is that of one unit of what is sold."""
    return part.price is not None and (nouns_of(value), value.period is not None) == unit_of(part)


# ---- What a cost is for -----------------------------------------------------------


def _ends(canvas: Canvas, cost: Any) -> list[Any]:
    """What is sold, or who buys it, that a cost is for; one step on along `supports`."""
    causes = named(canvas, (cause.cause for cause in cost.causes))
    supported = [each for cause in causes for each in named(canvas, getattr(cause, "supports", ()))]
    return [each for each in dict.fromkeys((*causes, *supported)) if each.word in _SOLD]


def _plans(canvas: Canvas, cost: Any) -> list[Any]:
    """The keys of the plans that a cost is for alone."""
    return [plan.key for plan in named(canvas, (cause.plan for cause in cost.causes))]


def _is_on(part: Part, plans: list[Any]) -> bool:
    return part.plan is not None and part.plan.key in plans


def _parts(sheet: Sheet, cost: Any) -> list[Part]:
    """The priced parts that a variable cost is for."""
    plans = _plans(sheet.canvas, cost)
    ends = plans or [each.key for each in _ends(sheet.canvas, cost) if each.word != "relationship"]
    found = _by_end(sheet.canvas)
    if not ends:
        return found.get(None, [])
    meant = {id(part): part for key in ends for part in found.get(key, ())}
    return list(meant.values())


def _has_ends(canvas: Canvas, cost: Any) -> bool:
    """Whether something that is sold is named by a cost, so that it is for nothing else."""
    return bool(_plans(canvas, cost)) or any(each.word != "relationship" for each in _ends(canvas, cost))


def _by_end(canvas: Canvas) -> dict[Any, list[Part]]:
    return canvas.index.kept("parts by end", lambda: _found_by_end(canvas))


def _found_by_end(canvas: Canvas) -> dict[Any, list[Part]]:
    """The priced parts by what they are, what they are paid for and by whom; by `None` those whose price is that of a
    thing, and by `_ALL` each of them."""
    found: dict[Any, list[Part]] = {}
    for part in (part for stream in decided(canvas.revenues) for part in parts_of(stream)):
        keys = {*_sold_to(part), *(() if part.plan is None else (part.plan.key,))} - {None}
        for key in (*keys, _ALL, *((None,) if part.stream.type not in _OTHER_PRICES else ())):
            found.setdefault(key, []).append(part)
    return found


def _sold_to(part: Part) -> set[Any]:
    stream = part.stream
    return {stream.key, *(each.key for each in (*stream.propositions, *stream.segments))}


def _crowds(canvas: Canvas, cost: Any) -> list[Crowd]:
    """The customers for each of whom a cost is paid: those whom it is for, else all who pay something."""
    streams = decided(canvas.revenues)
    plans = _plans(canvas, cost)
    if plans:
        parts = [part for stream in streams for part in parts_of(stream) if _is_on(part, plans)]
        return [crowd for part in parts for crowd in crowds_of_plan(canvas, part.stream, part.plan)]
    found: list[Crowd] = []
    for end in _ends(canvas, cost):
        if end.word == "segment":
            found += crowds_of_segment(canvas, end)
        elif end.word == "relationship":
            found += _crowds_of_relationship(canvas, end)
        else:
            for stream in streams:
                if end.key in (stream.key, *(each.key for each in stream.propositions)):
                    found += crowds_of_stream(canvas, stream)
    if not found:
        segments = dict.fromkeys(segment for stream in streams for segment in payers(canvas, stream))
        found = [crowd for segment in segments for crowd in crowds_of_segment(canvas, segment)]
    if not found:
        raise Absent(f"nothing says how many customers there are, for each of whom `{called(cost)}` is paid", cost.here)
    return once(found)


def _crowds_of_relationship(canvas: Canvas, relationship: Any) -> list[Crowd]:
    """The customers with whom a relationship is: of its segments, or of the plans that it names."""
    found: list[Crowd] = []
    for each in relationship.segments:
        for plan in named(canvas, (each.plan,)):
            stream = next(stream for stream in canvas.revenues if any(own is plan for own in stream.plans))
            found += crowds_of_plan(canvas, stream, plan)
        if each.plan is None:
            for segment in named(canvas, (each.segment,)):
                found += crowds_of_segment(canvas, segment)
    return found


# ---- One unit ---------------------------------------------------------------------


def costs_of_one(sheet: Sheet, part: Part, costs: Iterable[Any], per: str) -> tuple[Expression, bool]:
    """What one unit costs, and whether that is all that varies: if not, some costs are counted by something else."""
    nouns, for_a_period = unit_of(part)
    whole: Expression = sheet.number(Fraction(0))
    all_of_it = True
    for cost in costs:
        for amount in cost.variable:
            value: Quantity = amount.value
            if not holds_now(sheet.canvas, amount):
                continue
            if nouns:
                is_its_own = any(each.block is part.block for each in _measured(sheet, cost, value))
            else:
                by_customer = not nouns_of(value) and not CUSTOMER.isdisjoint(value.per) and value.period is not None
                is_its_own = by_customer and for_a_period and _pays(sheet.canvas, part, cost)
            if is_its_own:
                whole = whole + _money(sheet, cost, "variable", "v", amount, per)
            else:
                all_of_it = False
    return whole, all_of_it


def _pays(canvas: Canvas, part: Part, cost: Any) -> bool:
    """Whether the customers of a part are among those for whom a cost is paid."""
    plans = _plans(canvas, cost)
    if plans:
        return _is_on(part, plans)
    ends = _ends(canvas, cost)
    if not ends:
        return True
    paying = {segment.key for segment in payers(canvas, part.stream)}
    met = {each.segment.key for end in ends if end.word == "relationship" for each in end.segments}
    return not (_sold_to(part) | paying).isdisjoint({end.key for end in ends if end.word != "relationship"} | met)
