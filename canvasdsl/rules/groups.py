"""Loyalty and profit: investment that fits the group (R27, T-TYP-4, T-TYP-5)."""

from canvasdsl.rules.rule import Rule

__all__ = ["RULES"]


RULES: tuple[Rule, ...] = ()
