"""Goals and metrics: what is measured, how, and what follows (R08, R38, T-MEA)."""

from canvasdsl.rules.rule import Rule

__all__ = ["RULES"]


RULES: tuple[Rule, ...] = ()
