"""The level of a relationship, and what it takes (R16, T-REL-4, T-REL-14, T-REL-15)."""

from canvasdsl.rules.rule import Rule

__all__ = ["RULES"]


RULES: tuple[Rule, ...] = ()
