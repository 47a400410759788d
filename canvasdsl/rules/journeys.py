"""Journeys: stages, touchpoints, barriers and who sees to them (R21, T-JRN)."""

from canvasdsl.rules.rule import Rule

__all__ = ["RULES"]


RULES: tuple[Rule, ...] = ()
