"""What relationships are for: where there are customers, one of them is meant to keep some (T-BMC-4, R36)."""

from collections.abc import Iterator

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.customers import Segment
from canvasdsl.rules.parts import called, decided, is_one_off, only_transactional, relationships_with
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.segments.balance import Efforts, is_base

__all__ = ["RULES"]


def _nothing_keeps(canvas: Canvas) -> Iterator[Finding]:
    """Speaks once relationships have purposes. Who is served deal by deal on purpose need not be kept; where tactics
    and strategies have objectives, R36 looks at all of them (SEG301, SEG303)."""
    if any("retain" in relationship.purposes for relationship in canvas.relationships):
        return
    efforts = Efforts(canvas)
    for segment in decided(canvas.segments):
        purposeful = [each for each in decided(relationships_with(canvas, segment)) if each.purposes]
        if not purposeful or efforts.of(segment) or not is_base(segment) or _comes_once(canvas, segment):
            continue
        first = purposeful[0]
        yield Finding(
            about=first,
            message=f"`{segment.name}` has customers already, and no relationship is meant to keep anybody",
            help=f"write `purpose retain` in `{called(first)}` or in another relationship, and what makes them stay",
            span=first.place("purpose"),
            related=(Related(segment.place("customers" if segment.customers else "state"), "they are there"),),
            absent=("purpose", "relationship", "tactic", "strategy", "objective"),
        )
        return


def _comes_once(canvas: Canvas, segment: Segment) -> bool:
    return is_one_off(canvas, segment) or all(map(only_transactional, relationships_with(canvas, segment)))


RULES = (
    Rule(
        code="BMC731",
        name="nobody-to-be-kept",
        severity=Severity.WARNING,
        summary="There are customers, and no relationship has the purpose to retain",
        why="A business that only wins customers has to win them all again next year.",
        theory=("T-BMC-4", "T-CRM-2"),
        register=("R36",),
        check=_nothing_keeps,
    ),
)
