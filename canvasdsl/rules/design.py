"""The canvas as a whole: its size, its design questions, its patterns, its riskiest assumption (T-BMC-0, 11 to 13)."""

from canvasdsl.rules.rule import Rule

__all__ = ["RULES"]


RULES: tuple[Rule, ...] = ()
