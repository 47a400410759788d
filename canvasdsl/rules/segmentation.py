"""By what segments are told apart, and whether one can work with them (T-SEG)."""

from canvasdsl.rules.rule import Rule

__all__ = ["RULES"]


RULES: tuple[Rule, ...] = ()
