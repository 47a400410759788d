"""Unequal prices and treatment, and the reasons for them (R40, R41, T-SAT-7, T-VAL-8)."""

from canvasdsl.rules.rule import Rule

__all__ = ["RULES"]


RULES: tuple[Rule, ...] = ()
