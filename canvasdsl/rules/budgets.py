"""Budgets and what they rest on (T-MEA-3)."""

from canvasdsl.rules.rule import Rule

__all__ = ["RULES"]


RULES: tuple[Rule, ...] = ()
