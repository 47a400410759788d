"""The sides of a platform: two or more that need each other, one that pays, one that is let in cheaply (R18)."""

from collections.abc import Iterator, Sequence
from typing import Any

from canvasdsl.diagnostics import Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.customers import Segment
from canvasdsl.model.entities import Entity
from canvasdsl.rules.parts import called, declared, is_multi_sided, multi_sided_at, revenues_from, sides
from canvasdsl.rules.rule import Finding, Rule

__all__ = ["RULES"]

_SHOWN = 4


def _one_sided(canvas: Canvas) -> Iterator[Finding]:
    declared_at = multi_sided_at(canvas)
    found = sides(canvas)
    if declared_at is None or len(found) != 1:
        return
    about, span = declared_at
    yield Finding(
        about=about,
        message=f"a multi-sided model has two sides or more, and this one has only `{found[0].name}`",
        help="declare the segment that the other side comes for, with a proposition of its own",
        span=span,
        related=(declared(found[0], "the only side"),),
        absent=("segment", "party", "side", "attracts"),
    )


def _lonely_side(canvas: Canvas) -> Iterator[Finding]:
    """Speaks once a side says whom it attracts."""
    found = sides(canvas) if is_multi_sided(canvas) else []
    tied = {effect.segment.key for side in canvas.segments for effect in side.attracts}
    if not tied or len(found) < 2:
        return
    for side in found:
        if isinstance(side, Segment) and not side.attracts and side.key not in tied:
            yield Finding(
                about=side,
                message=f"the side `{side.name}` attracts no other side and is attracted by none",
                help=f"say whom it draws in, `attracts …`, or who draws it in: `attracts {called(side)}`",
                absent=("attracts",),
            )


def _no_money_side(canvas: Canvas) -> Iterator[Finding]:
    """A side that pays is a money side, whether it says so or not."""
    found = _complete_sides(canvas)
    if not found or any(side.side == "money" for side in canvas.segments):
        return
    if any(revenues_from(canvas, side) for side in found):
        return
    yield _about_sides(canvas, found, "no side of the platform pays",
                       "write `side money` in the segment that pays, and the revenue that it brings",
                       ("side", "revenue", "from"))  # fmt: skip


def _no_subsidised_side(canvas: Canvas) -> Iterator[Finding]:
    found = _complete_sides(canvas)
    if not found or any(side.side == "subsidised" for side in canvas.segments):
        return
    yield _about_sides(canvas, found, "no side of the platform is said to be let in cheaply",
                       "decide which side the others come for: `side subsidised` in it", ("side",))  # fmt: skip


def _complete_sides(canvas: Canvas) -> Sequence[Any]:
    """The sides of a platform that has two or more."""
    found = sides(canvas) if is_multi_sided(canvas) else []
    return found if len(found) > 1 else []


def _about_sides(canvas: Canvas, found: Sequence[Entity], message: str, help: str, absent: tuple[str, ...]) -> Finding:
    place = multi_sided_at(canvas)
    assert place is not None
    return Finding(about=place[0], message=message, help=help, span=place[1], absent=absent,
                   related=tuple(declared(side, "a side") for side in found[:_SHOWN]))  # fmt: skip


RULES = (
    Rule(
        code="BMC141",
        name="platform-with-one-side",
        severity=Severity.WARNING,
        summary="A multi-sided model has fewer than two sides",
        why="Each side comes because of the other; if one is missing, the other has no reason to come.",
        theory=("T-BMC-1a",),
        register=("R18",),
        check=_one_sided,
    ),
    Rule(
        code="BMC142",
        name="platform-without-money-side",
        severity=Severity.WARNING,
        summary="No side of a platform pays",
        why="A platform may let one side in for nothing only because another one pays.",
        theory=("T-BMC-1a",),
        register=("R18",),
        check=_no_money_side,
    ),
    Rule(
        code="BMC143",
        name="platform-without-subsidised-side",
        severity=Severity.WARNING,
        summary="No side of a platform is said to be subsidised",
        why="At the start nobody comes to an empty place; the side that the others come for is let in cheaply first.",
        theory=("T-BMC-1a",),
        register=("R18",),
        check=_no_subsidised_side,
    ),
    Rule(
        code="BMC144",
        name="side-that-stands-alone",
        severity=Severity.WARNING,
        summary="A side of a platform attracts nobody and is attracted by nobody",
        why="The sides of a platform need each other; a group that neither draws nor is drawn is only a segment.",
        theory=("T-BMC-1a",),
        register=("R18",),
        check=_lonely_side,
    ),
)
