"""Touchpoints: their channel, who runs and owns them, what is said there (T-JRN-2, T-JRN-3, T-SVC-5)."""

from canvasdsl.rules.rule import Rule

__all__ = ["RULES"]


RULES: tuple[Rule, ...] = ()
