"""Who is served with what: segments and propositions meet (R01)."""

from collections.abc import Iterator

from canvasdsl.diagnostics import Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.rules.rule import Finding, Rule

__all__ = ["RULES"]


def _unserved_segment(canvas: Canvas) -> Iterator[Finding]:
    for segment in canvas.segments:
        if not any(canvas.index.named_by(segment, "proposition")):
            yield Finding(
                about=segment,
                message=f"no proposition is for the segment `{segment.name}`",
                help=f"say what you offer them: write `for {segment.id or '…'}` in a proposition",
                absent=("proposition", "for"),
            )


RULES = (
    Rule(
        code="BMC101",
        name="unserved-segment",
        severity=Severity.WARNING,
        promoted=True,
        summary="A segment is addressed by no proposition",
        why="Value exists only for someone: a segment without an offer is not yet a part of the model.",
        theory=("T-BMC-10", "T-BMC-2"),
        register=("R01",),
        check=_unserved_segment,
    ),
)
