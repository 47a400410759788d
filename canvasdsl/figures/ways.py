"""How far customers climb, and what stands in their way: the ladder, barriers, effort (C31, C32)."""

from itertools import pairwise
from typing import Any

from canvasdsl.figures.blocks import called, decided
from canvasdsl.figures.expression import Expression, total
from canvasdsl.figures.figure import Kind
from canvasdsl.figures.inputs import Absent
from canvasdsl.figures.sheet import Sheet

__all__ = ["KINDS", "LADDER", "rungs_of"]

_GROUP = "How well it is served"
LADDER = ("suspect", "prospect", "purchaser", "client", "supporter", "advocate", "partner")
"""The rungs from the lowest to the highest (Christopher, Payne & Ballantyne 2002)."""


# ---- The ladder -------------------------------------------------------------------


def rungs_of(segment: Any) -> list[Any]:
    """The rungs in the order of the ladder, the first of each type; those who lapsed have left it."""
    first: dict[str, Any] = {}
    for rung in decided(segment.rungs):
        first.setdefault(rung.type, rung)
    return [first[type] for type in LADDER if type in first]


def _expected(sheet: Sheet, rung: Any) -> Expression | None:
    """The count of the lowest rung, times the part that climbs from each to the next; who joins on the way is added."""
    segment = sheet.holders[-1]
    rungs = rungs_of(segment)
    at = next((at for at, each in enumerate(rungs) if each is rung), 0)
    if at == 0 or not any(each.conversion is not None for each in rungs):
        return None
    start = rungs[0]
    found: Expression = sheet.count(sheet.need(start.number, start, "count"), f"{_name(start)} count", "N")
    for below, above in pairwise(rungs[: at + 1]):
        found = found * _climbing(sheet, below)
        if above.inflow is not None:
            found = found + sheet.count(above.inflow, f"{_name(above)} inflow", "j")
    sheet.unit = start.number.unit
    return found


def _climbing(sheet: Sheet, rung: Any) -> Expression:
    share = rung.conversion
    if share is None:
        raise Absent(f"the rung `{rung.type}` says nothing of `conversion`", rung.here)
    return sheet.share(share, f"{_name(rung)} conversion", "k")


def _name(rung: Any) -> str:
    return str(rung.type)


def _to_the_top(sheet: Sheet, segment: Any) -> Expression | None:
    """The part of those on the lowest rung who come to the highest."""
    rungs = rungs_of(segment)
    if len(rungs) < 2 or not any(rung.conversion is not None for rung in rungs):
        return None
    found: Expression = sheet.number(1)
    for rung in rungs[:-1]:
        found = found * _climbing(sheet, rung)
    return found


# ---- What stands in the way -------------------------------------------------------


def _barriers(sheet: Sheet, journey: Any) -> Expression | None:
    found = [barrier for stage in decided(journey.stages) for barrier in decided(stage.barriers)]
    if all(barrier.frequency is None for barrier in found):
        return None
    points = []
    for barrier in found:
        name = called(barrier, (journey,))
        severity = sheet.take(sheet.need(barrier.severity, barrier, "severity"), f"severity of {name}", "b")
        points.append(severity * sheet.share(sheet.need(barrier.frequency, barrier, "frequency"),
                                             f"frequency of {name}", "f"))  # fmt: skip
    return total(points)


def _completed(sheet: Sheet, journey: Any) -> Expression | None:
    """The part of those who begin a journey who come to its end."""
    shares = [(stage, stage.conversion) for stage in decided(journey.stages) if stage.conversion is not None]
    if not shares:
        return None
    found: Expression = sheet.number(1)
    for stage, share in shares:
        found = found * sheet.share(share, f"conversion of {called(stage, (journey,))}", "k")
    return found


def _steps(sheet: Sheet, journey: Any) -> Expression | None:
    return _effort(sheet, journey, "steps")


def _minutes(sheet: Sheet, journey: Any) -> Expression | None:
    return _effort(sheet, journey, "minutes")


def _effort(sheet: Sheet, journey: Any, unit: str) -> Expression | None:
    now = next((each for each in decided(journey.efforts) if not each.wanted), None)
    said = getattr(now, unit, None)
    sheet.unit = unit
    return None if said is None else sheet.count(said, unit, "e")


def _steps_above(sheet: Sheet, journey: Any) -> Expression | None:
    return _above(sheet, journey, "steps")


def _minutes_above(sheet: Sheet, journey: Any) -> Expression | None:
    return _above(sheet, journey, "minutes")


def _above(sheet: Sheet, journey: Any, unit: str) -> Expression | None:
    """How much more a journey takes than the aim says, else than the rival of its segments who takes least."""
    own = _effort(sheet, journey, unit)
    if own is None:
        return None
    aim = next((each for each in decided(journey.efforts) if each.wanted and getattr(each, unit) is not None), None)
    if aim is not None:
        return own - sheet.count(getattr(aim, unit), f"{unit} wanted", "e")
    meant = {each.key for each in journey.segments}
    rivals = [
        (getattr(effort, unit), rival)
        for rival in decided(sheet.canvas.competitors) for effort in decided(rival.efforts)
        if getattr(effort, unit) is not None and any(each.key in meant for each in rival.segments)
    ]  # fmt: skip
    if not rivals:
        return None
    least, rival = min(rivals, key=lambda each: each[0].value)
    return own - sheet.count(least, f"{unit} at {called(rival)}", "e")


def _kind(name: str, title: str, make: Any, *, of: str, unit: str, register: str, theory: str) -> Kind:
    return Kind(name=name, title=title, make=make, of=(of,), unit=unit, group=_GROUP, register=(register,),
                theory=(theory,))  # fmt: skip


KINDS = (
    _kind("expected-count", "How many should stand on a rung, by those who climb", _expected, of="rung", unit="count",
          register="C31", theory="T-CUS-12"),
    _kind("ladder-conversion", "How many of those on the lowest rung come to the highest", _to_the_top, of="segment",
          unit="share", register="C31", theory="T-CUS-12"),
    _kind("barrier-score", "How much stands in the way, by how bad and how often", _barriers, of="journey",
          unit="points", register="C32", theory="T-JRN-1"),
    _kind("journey-conversion", "How many of those who begin come to the end", _completed, of="journey", unit="share",
          register="C32", theory="T-JRN-1"),
    _kind("effort-steps", "How many steps it takes", _steps, of="journey", unit="count", register="C32",
          theory="T-SAT-6"),
    _kind("effort-minutes", "How many minutes it takes", _minutes, of="journey", unit="count", register="C32",
          theory="T-SAT-6"),
    _kind("steps-too-many", "How many steps it takes beyond the aim, or the easiest rival", _steps_above, of="journey",
          unit="count", register="C32", theory="T-SAT-6"),
    _kind("minutes-too-many", "How many minutes it takes beyond the aim, or the quickest rival", _minutes_above,
          of="journey", unit="count", register="C32", theory="T-SAT-6"),
)  # fmt: skip
