"""Service before, during and after: tasks, pillars, principles, habits (T-SVC-1 to 6, 8, 9, 11)."""

from canvasdsl.rules.rule import Rule

__all__ = ["RULES"]


RULES: tuple[Rule, ...] = ()
