"""How buyer types fit price, service and relationship (R24, T-TYP-2, T-VAL-5)."""

from canvasdsl.rules.rule import Rule

__all__ = ["RULES"]


RULES: tuple[Rule, ...] = ()
