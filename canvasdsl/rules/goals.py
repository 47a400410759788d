"""Goals and what shows that they are reached (R08, R38, T-MEA-1, T-SAT-3)."""

from canvasdsl.rules.rule import Rule

__all__ = ["RULES"]


RULES: tuple[Rule, ...] = ()
