"""Customer-centricity and what shows it; both sides win (R37, R43, T-CEN, T-CX)."""

from canvasdsl.rules.rule import Rule

__all__ = ["RULES"]


RULES: tuple[Rule, ...] = ()
