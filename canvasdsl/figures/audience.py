"""Who is there and who is reached: sizes, orders, kinds of buyers, preferences, sides of a market, patrons.

T-SEG-1, T-TYP-1, T-TYP-2, T-DYN-2, T-BMC-1a, T-BMC-2b, T-BMC-3b and T-CUS-7.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from canvasdsl.figures.blocks import called, decided, named
from canvasdsl.figures.customers import GROUP as WORTH
from canvasdsl.figures.expression import Expression, expression_of, total
from canvasdsl.figures.figure import Kind
from canvasdsl.figures.inputs import Absent
from canvasdsl.figures.sheet import Sheet
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.entities import Reference
from canvasdsl.model.quantities import Quantity
from canvasdsl.model.reach import PHASES

__all__ = ["KINDS"]

_FIT = "How well it fits"


def _customers(sheet: Sheet, segment: Any) -> Expression:
    said: Quantity = sheet.need(segment.customers, segment, "customers")
    return sheet.count(said, f"customers of {called(segment)}", "N")


# ---- Sizes --------------------------------------------------------------------------------


def _addressable(sheet: Sheet, segment: Any) -> Expression | None:
    """The population times each share by which it narrows down."""
    if segment.population is None:
        return None
    size = sheet.count(segment.population, "population", "P")
    for each in segment.narrowed_by:
        size = size * sheet.share(each.portion, f"narrowed-by {each.measure}", "s")
    return size


def _orders(sheet: Sheet, channel: Any) -> Expression | None:
    """Visits times the share of each type of visitors times the share of it that buys."""
    told = [each for each in decided(channel.visitors) if each.portion is not None]
    if channel.visits is None or not any(each.conversion is not None for each in told):
        return None
    missing = next((each for each in told if each.conversion is None), None)
    if missing is not None:
        raise Absent(f"`visitors {missing.type}` says nothing of `conversion`", missing.here)
    visits = sheet.count(channel.visits, "visits", "V")
    if channel.visits.period is not None:
        sheet.unit = f"per {channel.visits.period}"
    return visits * total(
        sheet.share(each.portion, f"share of {each.type}", "s")
        * sheet.share(each.conversion, f"conversion of {each.type}", "b")
        for each in told
    )


def _price_buyers(sheet: Sheet, _: Any) -> Expression | None:
    """Customers of segments that buy by price, or bargain as if they did, of all whose way to buy is said."""
    told = [each for each in decided(sheet.canvas.segments) if each.buyer is not None]
    if not told or all(each.customers is None for each in told):
        return None
    counted = [(each, _customers(sheet, each)) for each in told]
    return total(number for each, number in counted if each.buyer in ("price", "poker")) / total(
        number for _, number in counted
    )


# ---- Preferences and channels ---------------------------------------------------------------


def _matched(sheet: Sheet, _: Any) -> Expression | None:
    """Customers of segments that are reached through a channel that they prefer, of all who prefer any."""
    told = [each for each in decided(sheet.canvas.segments) if each.prefers]
    if not told or all(each.customers is None for each in told):
        return None
    counted = [(each, _customers(sheet, each)) for each in told]
    return total(number for each, number in counted if _is_matched(sheet.canvas, each)) / total(
        number for _, number in counted
    )


def _is_matched(canvas: Canvas, segment: Any) -> bool:
    for channel in decided(canvas.channels):
        wanted = any(
            each.key == channel.key if isinstance(each, Reference) else each == channel.type for each in segment.prefers
        )
        if wanted and segment in named(canvas, (each.segment for each in channel.reaches)):
            return True
    return False


def _phases(sheet: Sheet, _: Any) -> Expression | None:
    """Of the five phases of a purchase for each segment, those that a channel covers."""
    canvas = sheet.canvas
    segments = decided(canvas.segments)
    if not segments or not any(each.phases for each in decided(canvas.channels)):
        return None
    covered = {
        (segment.key, phase) for channel in decided(canvas.channels)
        for segment in named(canvas, (each.segment for each in channel.reaches)) for phase in channel.phases
    }  # fmt: skip
    return sheet.number(len(covered)) / sheet.number(len(segments) * len(PHASES.options))


# ---- Fit, sides ------------------------------------------------------------------------------


def _fit(sheet: Sheet, segment: Any) -> Expression | None:
    """Of what a segment wants, weighed by its importance (of a pain its severity), what an offer takes up.

    Where importance is said of nothing, all counts alike; where it is said of a part alone, the figure is absent.
    """
    wanted = [*decided(segment.jobs), *decided(segment.pains), *decided(segment.gains)]
    if not wanted:
        return None
    met = {
        taken_up.key
        for offer in decided(sheet.canvas.propositions)
        for taken_up in (*offer.solves, *(one.pain for one in offer.relieves), *(one.gain for one in offer.creates))
        if isinstance(taken_up, Reference)
    }
    weights = [(each, _importance(each)) for each in wanted]
    unsaid = next((each for each, weight in weights if weight is None), None)
    if all(weight is None for _, weight in weights):
        return sheet.number(sum(each.key in met for each in wanted)) / sheet.number(len(wanted))
    if unsaid is not None:
        raise Absent(f"`{called(unsaid)}` says nothing of `importance`, and others do", unsaid.here)
    counted = [(each, sheet.take(weight, f"importance of {called(each)}", "w"))
               for each, weight in weights if weight is not None]  # fmt: skip
    return total(weight for each, weight in counted if each.key in met) / total(weight for _, weight in counted)


def _importance(wanted: Any) -> Quantity | None:
    said: Quantity | None = wanted.importance or getattr(wanted, "severity", None)
    return said


def _sides(canvas: Canvas) -> Iterator[tuple[Any, Any]]:
    """Each side of a platform with the other side that it draws in."""
    for segment in decided(canvas.segments):
        yield from ((segment, other) for each in segment.attracts for other in named(canvas, (each.segment,)))


def _cross_side(sheet: Sheet, pair: Any) -> Expression | None:
    """How many of one side there are for one of the other."""
    if all(each.customers is None for each in pair):
        return None
    return _customers(sheet, pair[0]) / _customers(sheet, pair[1])


# ---- Knowing customers --------------------------------------------------------------------------


def _known(sheet: Sheet, identify: Any) -> Expression | None:
    """Customers who are known by the key, of all of the segments that the relationship is with."""
    if identify.known is None:
        return None
    segments = named(sheet.canvas, (each.segment for each in sheet.holders[-1].segments))
    if not segments:
        raise Absent("the relationship names no segment", identify.here)
    return sheet.count(identify.known, "known", "n") / total(_customers(sheet, each) for each in segments)


def _steps(sheet: Sheet, relationship: Any) -> Expression | None:
    """How many of the four steps of IDIC are taken."""
    taken = sum(bool(getattr(relationship, step)) for step in ("identify", "differentiate", "interact", "customize"))
    return sheet.number(taken) if taken else None


def _data_age(sheet: Sheet, identify: Any) -> Expression | None:
    if identify.refresh is None:
        return None
    sheet.unit = identify.refresh.unit
    return sheet.take(identify.refresh, "refresh", "t")


def _integration(sheet: Sheet, _: Any) -> Expression | None:
    """Channels that feed a shared record, of all: those that a tool integrates, or that name their record."""
    canvas = sheet.canvas
    channels = decided(canvas.channels)
    fed = {each.key for tool in decided(canvas.tools) for each in named(canvas, tool.integrates)}
    fed |= {each.key for each in channels if each.record is not None}
    if not fed:
        return None
    return sheet.number(sum(each.key in fed for each in channels)) / sheet.number(len(channels))


def _function_cost(sheet: Sheet, tool: Any) -> Expression | None:
    """The cost of a tool over what it supports and does."""
    uses = len(tool.supports) + len(tool.functions)
    if tool.cost is None or not uses:
        return None
    cost = sheet.money(tool.cost.value, "cost", "F")
    sheet.unit = " per ".join((sheet.currency, *tool.cost.value.per))
    return cost / sheet.number(uses)


def _founded(sheet: Sheet, _: Any) -> Expression | None:
    """Tactics with an insight behind them, of all tactics."""
    canvas = sheet.canvas
    tactics = decided(canvas.tactics)
    changed = {each.key for insight in decided(canvas.insights) for each in named(canvas, insight.changes)}
    founded = [each for each in tactics if each.rests_on or (each.key is not None and each.key in changed)]
    if not tactics or not (founded or canvas.insights):
        return None
    return sheet.number(len(founded)) / sheet.number(len(tactics))


def _chain(sheet: Sheet, chain: Any) -> list[Expression]:
    parts = [*chain.stages, *chain.conditions, *chain.processes, *chain.enablers]
    return [sheet.take(each.score, f"score of {each.part}", "s") for each in decided(parts) if each.score is not None]


def _chain_mean(sheet: Sheet, chain: Any) -> Expression | None:
    scores = _chain(sheet, chain)
    return expression_of(total(scores) / Fraction(len(scores))) if scores else None


def _chain_weakest(sheet: Sheet, chain: Any) -> str | None:
    """The parts with the lowest mark, in words."""
    parts = decided([*chain.stages, *chain.conditions, *chain.processes, *chain.enablers])
    marked = [each for each in parts if each.score is not None]
    _chain(sheet, chain)
    lowest = min((each.score.value for each in marked), default=None)
    return ", ".join(each.part for each in marked if each.score.value == lowest) or None


KINDS = (
    Kind(name="addressable-size", title="How many people the segment could be", group=_FIT, register=(),
         theory=("T-SEG-1",), of=("segment",), unit="count", make=_addressable),
    Kind(name="fit", title="What the segment wants and an offer takes up", group=_FIT, register=(),
         theory=("T-BMC-2b",), of=("segment",), unit="share", make=_fit),
    Kind(name="phase-coverage", title="Phases of a purchase that channels cover", group=_FIT, register=(),
         theory=("T-BMC-3b",), of=(), unit="share", make=_phases),
    Kind(name="preference-match", title="Customers who are reached as they like it", group=_FIT, register=(),
         theory=("T-DYN-2",), of=(), unit="share", make=_matched),
    Kind(name="cross-side-ratio", title="How many of one side there are for one of the other", group=_FIT, register=(),
         theory=("T-BMC-1a",), of=("segment",), unit="ratio", make=_cross_side, pairs=_sides),
    Kind(name="price-buyers", title="Customers who buy by price", group=_FIT, register=(), theory=("T-TYP-2",), of=(),
         unit="share", make=_price_buyers),
    Kind(name="expected-orders", title="Orders to expect of the visitors", group="What comes in and goes out",
         register=(), theory=("T-TYP-1",), of=("channel",), unit="count", make=_orders),
    Kind(name="known-customers", title="Customers who are known by name or key", group=WORTH, register=(),
         theory=("T-IDIC-0", "T-IDIC-1"), of=("identify",), unit="share", make=_known),
    Kind(name="steps-taken", title="Steps of IDIC that are taken, of four", group=WORTH, register=(),
         theory=("T-IDIC-0",), of=("relationship",), unit="count", make=_steps),
    Kind(name="data-age", title="How old what is known may be", group=WORTH, register=(), theory=("T-STR-2",),
         of=("identify",), unit="periods", make=_data_age),
    Kind(name="channel-integration", title="Channels that feed a shared record", group="How sound the model is",
         register=(), theory=("T-CRM-5",), of=(), unit="share", make=_integration),
    Kind(name="cost-per-function", title="What a tool costs for each thing that it supports",
         group="What comes in and goes out", register=(), theory=("T-CRM-7",), of=("tool",), unit="money",
         make=_function_cost),
    Kind(name="founded-tactics", title="Tactics with an insight behind them", group="How sound the model is",
         register=(), theory=("T-BEN-4",), of=(), unit="share", make=_founded),
    Kind(name="value-chain-score", title="How well the value chain stands, of 5", group="How sound the model is",
         register=(), theory=("T-VC-0",), of=("value-chain",), unit="points", make=_chain_mean),
    Kind(name="weakest-link", title="Its weakest parts", group="How sound the model is", register=(),
         theory=("T-VC-0",), of=("value-chain",), unit="", make=_chain_weakest),
)  # fmt: skip
