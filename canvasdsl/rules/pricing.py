"""Prices: fences, floors, capacity (T-BMC-5, T-BMC-5b)."""

from canvasdsl.rules.rule import Rule

__all__ = ["RULES"]


RULES: tuple[Rule, ...] = ()
