"""Patrons: what they give and what they get for it (T-CUS-7)."""

from canvasdsl.rules.rule import Rule

__all__ = ["RULES"]


RULES: tuple[Rule, ...] = ()
