"""Lifetime value: rates, conventions, cohorts (R07, T-ECO-3 to 6)."""

from canvasdsl.rules.rule import Rule

__all__ = ["RULES"]


RULES: tuple[Rule, ...] = ()
