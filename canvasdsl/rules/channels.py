"""Whose channels they are, and whom they reach (T-BMC-3, T-BMC-3a)."""

from canvasdsl.rules.rule import Rule

__all__ = ["RULES"]


RULES: tuple[Rule, ...] = ()
