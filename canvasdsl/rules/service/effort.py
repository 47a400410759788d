"""What trouble customers have, against a rival's and against the aim (R22, T-SAT-6)."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.journeys import Journey
from canvasdsl.model.offer import Competitor
from canvasdsl.model.perception import Effort
from canvasdsl.rules.parts import decided, listed
from canvasdsl.rules.places import journey_segments
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.together import Key, keys

__all__ = ["RULES"]

_UNITS = ("steps", "minutes", "repeats")
_Measures = tuple[Decimal | None, ...]
_MORE = {"steps": "more steps", "minutes": "more minutes", "repeats": "more repetitions"}


# ---- JRN201: rivals -------------------------------------------------------------------


def _harder_than_rivals(canvas: Canvas) -> Iterator[Finding]:
    """A rival is easier if it takes less of something and more of nothing that both sides count.

    Each journey is held against the rivals of its segments, of equal ones against one: linear in these pairs.
    """
    rivals = _rivals_by_segment(canvas)
    if not rivals:
        return
    for journey in decided(canvas.journeys):
        now = _now(journey)
        if now is None:
            continue
        segments: list[Key | None] = [*journey_segments(journey), None] if journey.segments else list(rivals)
        easier = []
        for key in segments:
            for rival, effort in rivals.get(key, {}).values():
                less = _less(effort, now)
                if less and not _less(now, effort):
                    easier.append((rival, effort, less))
        if easier:
            rival, effort, less = max(easier, key=lambda each: _difference(now, each[1]))
            yield Finding(
                about=now,
                message=f"`{journey.name}` takes {listed([_MORE[unit] for unit in less])} than at `{rival.name}`: "
                + listed([_against(now, effort, unit) for unit in less]),
                help="take out what customers need not do, or say for whom the trouble is worth it",
                span=now.place(less[0]),
                related=(Related(effort.place(less[0]), f"`{rival.name}` takes less"),),
            )


def _rivals_by_segment(canvas: Canvas) -> dict[Key | None, dict[_Measures, tuple[Competitor, Effort]]]:
    """The first rival with each effort, by segment; `None` for those that are held against no segment."""
    against: dict[Key, list[Key]] = {}
    for proposition in canvas.propositions:
        for key in keys(proposition.against):
            against.setdefault(key, []).extend(keys(proposition.segments))
    found: dict[Key | None, dict[_Measures, tuple[Competitor, Effort]]] = {}
    for competitor in decided(canvas.competitors):
        held: list[Key | None] = [*keys(competitor.segments)]
        held += against.get(competitor.key, ()) if competitor.key else ()
        for effort in decided(competitor.efforts):
            measures = tuple(_sure(effort, unit) if _value(effort, unit) is not None else None for unit in _UNITS)
            for segment in held or [None]:
                found.setdefault(segment, {}).setdefault(measures, (competitor, effort))
    return found


# ---- JRN202: the aim --------------------------------------------------------------------


def _above_the_aim(canvas: Canvas) -> Iterator[Finding]:
    """The aim is the effort that is `wanted`, or what the planned journey takes."""
    for journey in decided(canvas.journeys):
        now = _now(journey)
        if now is None:
            continue
        aim = next((each for each in decided(journey.efforts) if each.wanted), None)
        if aim is None and journey.plan is not None:
            planned = canvas.index.blocks.get(journey.plan.key)
            aim = _now(planned) if planned is not None and planned is not journey else None
        above = _less(aim, now) if aim is not None else []
        if aim is not None and above:
            yield Finding(
                about=now,
                message=f"`{journey.name}` takes {listed([_MORE[unit] for unit in above])} than it should: "
                + listed([_against(now, aim, unit) for unit in above]),
                help="take out what customers need not do, or set an aim that you mean to reach",
                span=now.place(above[0]),
                related=(Related(aim.place(above[0]), "the aim"),),
            )


# ---- JRN203: steps -----------------------------------------------------------------------


def _uncounted(canvas: Canvas) -> Iterator[Finding]:
    for journey in decided(canvas.journeys):
        efforts = [each for each in decided(journey.efforts) if not each.wanted]
        if efforts and all(each.steps is None for each in efforts):
            yield Finding(
                about=efforts[0],
                message=f"nothing says how many steps `{journey.name}` takes",
                help="do it yourself once and count: `steps …`",
                absent=("steps",),
            )


# ---- Comparing -----------------------------------------------------------------------------


def _now(journey: Journey) -> Effort | None:
    return next((each for each in decided(journey.efforts) if not each.wanted), None)


def _less(one: Effort, other: Effort) -> list[str]:
    """The units of which one effort takes less than the other, where both say how much."""
    return [unit for unit in _UNITS if _value(one, unit) is not None and _value(other, unit) is not None
            and _sure(one, unit) < _sure(other, unit)]  # fmt: skip


def _difference(now: Effort, rival: Effort) -> Decimal:
    """How much less a rival takes, as the largest share of what it takes here."""
    return max((1 - _sure(rival, unit) / _sure(now, unit) for unit in _less(rival, now)), default=Decimal(0))


def _value(effort: Effort, unit: str) -> Any:
    return getattr(effort, unit)


def _sure(effort: Effort, unit: str) -> Decimal:
    value: Decimal = _value(effort, unit).value
    return value


def _against(now: Effort, other: Effort, unit: str) -> str:
    """How two efforts compare in a unit: `5 minutes against 2`."""
    here = _sure(now, unit)
    return f"{here.normalize():f} {unit if here != 1 else unit[:-1]} against {_sure(other, unit).normalize():f}"


RULES: tuple[Rule, ...] = (
    Rule(
        code="JRN201",
        name="harder-than-rivals",
        severity=Severity.WARNING,
        summary="Customers have more trouble here than with a rival",
        why="When two products satisfy, people take the easier one; and much effort goes together with bad words "
        "about a firm.",
        theory=("T-SAT-6",),
        register=("R22",),
        check=_harder_than_rivals,
    ),
    Rule(
        code="JRN202",
        name="effort-above-aim",
        severity=Severity.WARNING,
        summary="Customers have more trouble than they are meant to have",
        why="If an aim is missed and nothing happens, the team learns that it was not meant.",
        theory=("T-SAT-6",),
        register=("R22",),
        check=_above_the_aim,
    ),
    Rule(
        code="JRN203",
        name="uncounted-steps",
        severity=Severity.HINT,
        summary="The effort of a journey is given without its steps",
        why="Steps can be counted and taken out one by one; minutes only tell that something is long.",
        theory=("T-SAT-6",),
        register=("R22",),
        check=_uncounted,
    ),
)
