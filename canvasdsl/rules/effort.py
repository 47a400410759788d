"""What trouble the customer has, beside the target and the easiest rival (R22, T-SAT-6)."""

from canvasdsl.rules.rule import Rule

__all__ = ["RULES"]


RULES: tuple[Rule, ...] = ()
