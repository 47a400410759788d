"""The loyalty ladder and where tactics stand on it (T-CUS-11, T-CUS-12, R36)."""

from canvasdsl.rules.rule import Rule

__all__ = ["RULES"]


RULES: tuple[Rule, ...] = ()
