"""Survey metrics: how many answered, and whether the counts fit (T-MEA-4)."""

from canvasdsl.rules.rule import Rule

__all__ = ["RULES"]


RULES: tuple[Rule, ...] = ()
