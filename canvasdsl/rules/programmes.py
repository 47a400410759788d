"""Loyalty programmes: what they cost and whom they reward (R26, T-STR-5)."""

from canvasdsl.rules.rule import Rule

__all__ = ["RULES"]


RULES: tuple[Rule, ...] = ()
