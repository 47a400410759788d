"""The seven visitor types of a shop or site (T-TYP-1)."""

from canvasdsl.rules.rule import Rule

__all__ = ["RULES"]


RULES: tuple[Rule, ...] = ()
