"""Skills that channels and tasks need (R49, T-SVC-7)."""

from canvasdsl.rules.rule import Rule

__all__ = ["RULES"]


RULES: tuple[Rule, ...] = ()
