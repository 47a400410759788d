"""What an offer is worth to customers beside its rivals (R11, T-VAL)."""

from canvasdsl.rules.rule import Rule

__all__ = ["RULES"]


RULES: tuple[Rule, ...] = ()
