"""All rules, family by family."""

from canvasdsl.rules import (
    acceptance,
    backing,
    choosing,
    contact,
    costs,
    fit,
    idic,
    markets,
    means,
    orientation,
    partners,
    periods,
    platforms,
    reach,
    relations,
    social,
    states,
    steps,
    streams,
    style,
    tailoring,
)  # fmt: skip
from canvasdsl.rules.rule import Rule

__all__ = ["RULES", "rule"]

RULES: tuple[Rule, ...] = (
    *acceptance.RULES, *fit.RULES, *choosing.RULES, *markets.RULES, *platforms.RULES, *relations.RULES, *backing.RULES,
    *streams.RULES, *costs.RULES, *reach.RULES, *contact.RULES, *states.RULES, *social.RULES, *idic.RULES, *steps.RULES,
    *tailoring.RULES, *means.RULES, *partners.RULES, *orientation.RULES, *periods.RULES, *style.RULES,
)  # fmt: skip

_BY_CODE = {each.code: each for each in RULES}


def rule(code: str) -> Rule | None:
    """The rule with this code."""
    return _BY_CODE.get(code)
