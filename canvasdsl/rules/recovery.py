"""What is done after a failure, and how fair it is (R23, T-SVC-10, T-SAT-7)."""

from canvasdsl.rules.rule import Rule

__all__ = ["RULES"]


RULES: tuple[Rule, ...] = ()
