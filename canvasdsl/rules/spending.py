"""What retention and acquisition may cost (T-ECO-9 to 11)."""

from canvasdsl.rules.rule import Rule

__all__ = ["RULES"]


RULES: tuple[Rule, ...] = ()
