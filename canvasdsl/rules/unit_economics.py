"""What a customer costs, brings and is worth (R17, R50, T-ECO-7, 8, 12 to 14)."""

from canvasdsl.rules.rule import Rule

__all__ = ["RULES"]


RULES: tuple[Rule, ...] = ()
