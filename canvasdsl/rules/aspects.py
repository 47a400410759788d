"""What makes a relationship more than service, and how it begins and ends (R04, T-REL-0, 9, 11, 12, 16 to 18)."""

from canvasdsl.rules.rule import Rule

__all__ = ["RULES"]


RULES: tuple[Rule, ...] = ()
