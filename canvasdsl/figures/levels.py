"""The level of relationship that fits, from the number of customers and the margin (computation C38)."""

from decimal import Decimal

__all__ = ["LEVELS", "margin_class", "recommended_levels", "steps_off"]

LEVELS = ("basic", "reactive", "accountable", "proactive", "partnership")
"""Kotler's five levels in their order."""

_GRID = {
    ("many", "high"): ("accountable",), ("many", "medium"): ("reactive",), ("many", "low"): ("basic", "reactive"),
    ("medium", "high"): ("proactive",), ("medium", "medium"): ("accountable",), ("medium", "low"): ("reactive",),
    ("few", "high"): ("partnership",), ("few", "medium"): ("proactive",), ("few", "low"): ("accountable",),
}  # fmt: skip
"""Kotler's grid. Only its corner of few customers with a high margin is confirmed word for word (Kotler 1993, Strategy
magazine); the other cells are as textbooks give them."""


def recommended_levels(customers: Decimal, margin: str, *, few: Decimal, many: Decimal) -> tuple[str, ...]:
    """The levels that fit so many customers with a `low`, `medium` or `high` margin: one, or two neighbours.

    Up to `few` customers are few, and from `many` on they are many.
    """
    number = "few" if customers <= few else "many" if customers >= many else "medium"
    return _GRID[number, margin]


def steps_off(level: str, recommended: tuple[str, ...]) -> int:
    """How many steps a level lies above the levels that fit; below them the number is negative."""
    at = LEVELS.index(level)
    return min((at - LEVELS.index(each) for each in recommended), key=abs)


def margin_class(margin: Decimal, price: Decimal, *, low: Decimal, high: Decimal) -> str:
    """The class of a margin as a share of the price, both in the same unit and period: up to `low` per cent it is
    low, and from `high` per cent on high. A price of zero has the class `low`."""
    if price <= 0 or margin * 100 <= low * price:
        return "low"
    return "high" if margin * 100 >= high * price else "medium"
