"""Loyalty and engagement: what people think and what they do (T-LOY, T-ENG)."""

from canvasdsl.rules.rule import Rule

__all__ = ["RULES"]


RULES: tuple[Rule, ...] = ()
