"""What `judge` itself says of `accept` lines (STY901, STY902), told as rules so that they are explained like them."""

from canvasdsl.diagnostics import Severity
from canvasdsl.rules.rule import Rule

__all__ = ["IDLE", "RULES", "UNKNOWN"]

_WHY = "An exception that excepts nothing hides the next real finding."

IDLE = Rule(
    code="STY901",
    name="idle-accept",
    severity=Severity.WARNING,
    summary="An `accept` silences nothing",
    why="An `accept` that silences nothing now would silence the next finding of that kind, unseen.",
    theory=(),
    register=(),
    check=lambda canvas: (),
)
UNKNOWN = Rule(
    code="STY902",
    name="accept-of-no-rule",
    severity=Severity.WARNING,
    summary="An `accept` names no rule",
    why="A code that no rule has silences nothing, though the line looks as if the matter were settled.",
    theory=(),
    register=(),
    check=lambda canvas: (),
)
RULES = (IDLE, UNKNOWN)
