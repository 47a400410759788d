"""The level of relationship that fits: Kotler's grid of customers and margin (C38)."""

from decimal import Decimal

import pytest

from canvasdsl.figures.levels import margin_class, recommended_levels, steps_off

FEW, MANY = Decimal(50), Decimal(1000)


@pytest.mark.parametrize(
    ("customers", "margin", "levels"),
    [
        (12, "high", ("partnership",)), (50, "medium", ("proactive",)), (1, "low", ("accountable",)),
        (51, "high", ("proactive",)), (140, "medium", ("accountable",)), (999, "low", ("reactive",)),
        (1000, "high", ("accountable",)), (21_000, "medium", ("reactive",)), (4_000, "low", ("basic", "reactive")),
    ],
)  # fmt: skip
def test_the_grid(customers, margin, levels):
    """Few customers with a high margin are partners, many with a low one get basic contact."""
    assert recommended_levels(Decimal(customers), margin, few=FEW, many=MANY) == levels


@pytest.mark.parametrize(
    ("level", "recommended", "steps"),
    [
        ("partnership", ("basic", "reactive"), 3), ("basic", ("partnership",), -4), ("basic", ("basic", "reactive"), 0),
        ("accountable", ("basic", "reactive"), 1), ("reactive", ("accountable",), -1),
    ],
)  # fmt: skip
def test_the_distance_from_the_grid_has_a_sign(level, recommended, steps):
    assert steps_off(level, recommended) == steps


@pytest.mark.parametrize(
    ("margin", "price", "expected"), [(20, 100, "low"), (21, 100, "medium"), (50, 100, "high"), (1, 0, "low")]
)
def test_a_margin_has_a_class(margin, price, expected):
    assert margin_class(Decimal(margin), Decimal(price), low=Decimal(20), high=Decimal(50)) == expected
