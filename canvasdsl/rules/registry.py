"""All rules, family by family."""

from canvasdsl.rules import acceptance, fit, style
from canvasdsl.rules.rule import Rule

__all__ = ["RULES", "rule"]

RULES: tuple[Rule, ...] = (*acceptance.RULES, *fit.RULES, *style.RULES)

_BY_CODE = {each.code: each for each in RULES}


def rule(code: str) -> Rule | None:
    """The rule with this code."""
    return _BY_CODE.get(code)
