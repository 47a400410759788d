"""Claims that a model can compute instead of asserting (R14, T-ECO-1, T-ECO-2)."""

from canvasdsl.rules.rule import Rule

__all__ = ["RULES"]


RULES: tuple[Rule, ...] = ()
