"""All rules, family by family."""

from canvasdsl.rules import fit
from canvasdsl.rules.rule import Rule

__all__ = ["RULES", "rule"]

RULES: tuple[Rule, ...] = (*fit.RULES,)

_BY_CODE = {each.code: each for each in RULES}


def rule(code: str) -> Rule | None:
    """The rule with this code."""
    return _BY_CODE.get(code)
