"""Who plays which role: payers, users, internal customers, dealers, buying centres, contributors (T-CUS-1 to 6, 9, 10)."""

from canvasdsl.rules.rule import Rule

__all__ = ["RULES"]


RULES: tuple[Rule, ...] = ()
