"""CRM is more than software: strategy, people, process, tools (R31, R35, T-CRM)."""

from canvasdsl.rules.rule import Rule

__all__ = ["RULES"]


RULES: tuple[Rule, ...] = ()
