"""How many customers there are: of a segment, of a plan, of whoever pays a stream or causes a cost."""

from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from canvasdsl.figures.blocks import called, decided, named
from canvasdsl.figures.expression import Expression
from canvasdsl.figures.inputs import Absent
from canvasdsl.figures.sheet import Sheet
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.quantities import Quantity

__all__ = [
    "Crowd", "crowds_of_plan", "crowds_of_segment", "crowds_of_stream", "once", "paid_plans", "payers", "streams_of",
]  # fmt: skip


@attrs.frozen(eq=False)
class Crowd:
    """A number of customers that moves together: those of a segment, or those of one plan."""

    segments: tuple[Any, ...]
    plan: Any
    number: Quantity

    @property
    def name(self) -> str:
        """What its number is called."""
        return f"customers of {called(self.plan if self.plan is not None else self.segments[0])}"

    def count(self, sheet: Sheet) -> Expression:
        """So many they are, as the author says."""
        return sheet.count(self.number, self.name, "N")


def payers(canvas: Canvas, stream: Any) -> list[Any]:
    """The segments that pay a stream."""
    return [each for each in named(canvas, stream.segments) if each.word == "segment"]


def streams_of(canvas: Canvas, segment: Any) -> Iterator[Any]:
    """The streams that a segment pays."""
    return (stream for stream in decided(canvas.revenues) if any(each is segment for each in payers(canvas, stream)))


def crowds_of_plan(canvas: Canvas, stream: Any, plan: Any) -> list[Crowd]:
    """The customers on a plan."""
    if plan.customers is None:
        raise Absent(f"`{called(plan)}` says nothing of `customers`", plan.here)
    return [Crowd(tuple(payers(canvas, stream)), plan, plan.customers)]


def crowds_of_segment(canvas: Canvas, segment: Any) -> list[Crowd]:
    """The customers of a segment: as it says, else those on the plans for which it pays."""
    if segment.customers is not None:
        return [Crowd((segment,), None, segment.customers)]
    plans = [(stream, plan) for stream in streams_of(canvas, segment) for plan in paid_plans(stream)]
    if not plans:
        raise Absent(f"`{called(segment)}` says nothing of `customers`", segment.here)
    if any(stream is not plans[0][0] for stream, _ in plans):
        raise Absent(f"`{called(segment)}` says nothing of `customers`, and pays for plans of several streams, so that "
                     "some customers may be on several plans", segment.here)  # fmt: skip
    return [crowd for stream, plan in plans for crowd in crowds_of_plan(canvas, stream, plan)]


def crowds_of_stream(canvas: Canvas, stream: Any) -> list[Crowd]:
    """The customers who pay a stream: those on its plans that are not free, else those of its segments."""
    plans = paid_plans(stream)
    if plans:
        return [crowd for plan in plans for crowd in crowds_of_plan(canvas, stream, plan)]
    return once(crowd for segment in payers(canvas, stream) for crowd in crowds_of_segment(canvas, segment))


def paid_plans(stream: Any) -> list[Any]:
    """The plans of a stream that cost something."""
    plans = decided(stream.plans)
    return [plan for plan in plans if (plan.price or stream.price) is None or (plan.price or stream.price).value.high]


def once(crowds: Iterable[Crowd]) -> list[Crowd]:
    """Each customer once, also where several ways lead there: who is on a plan is a customer of the segment too."""
    found: dict[Any, Crowd] = {}
    for crowd in crowds:
        found.setdefault(crowd.number.span, crowd)
    alone = [crowd for crowd in found.values() if crowd.plan is None]
    counted = {segment.key or segment.here for crowd in alone for segment in crowd.segments}
    return [crowd for crowd in found.values() if crowd.plan is None or not _is_counted(crowd, counted)]


def _is_counted(crowd: Crowd, counted: set[Any]) -> bool:
    """Whether those on a plan are among the customers of segments that are counted already."""
    among = [segment for segment in crowd.segments if (segment.key or segment.here) in counted]
    if among and len(among) < len(crowd.segments):
        raise Absent(f"customers of `{called(among[0])}` are on `{called(crowd.plan)}`, and nothing says how many of "
                     "those on it they are", crowd.number.span)  # fmt: skip
    return bool(among)
