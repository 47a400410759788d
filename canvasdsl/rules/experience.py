"""What the experience of customers is worth: scores tied to business metrics (R37, T-CX-1, T-CX-2)."""

from canvasdsl.rules.rule import Rule

__all__ = ["RULES"]


RULES: tuple[Rule, ...] = ()
