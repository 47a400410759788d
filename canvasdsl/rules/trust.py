"""Trust and its causes, promises, both sides (R34, T-RM-1 to 3, T-REL-13)."""

from canvasdsl.rules.rule import Rule

__all__ = ["RULES"]


RULES: tuple[Rule, ...] = ()
