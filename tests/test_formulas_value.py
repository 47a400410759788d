"""What customers perceive, as formulas: the vectors V20, V21 and V29 of the register, and where nothing is defined."""

from decimal import Decimal
from fractions import Fraction

import pytest

from canvasdsl.figures.perception import (
    advantage,
    customer_value,
    disconfirmation,
    market_perceived_quality,
    price_change,
    satisfaction_level,
    share_of_customer,
    value_ratio,
    weighted_mark,
)


def decimals(*numbers):
    return [Decimal(number) for number in numbers]


def by_name(**numbers):
    return {name: Decimal(number) for name, number in numbers.items()}


OWN = decimals(60, 30, 15, 15), decimals(70, 8, 5, 7)
RIVAL = decimals(110), decimals(85)


def test_v20_value_beside_a_rival():
    """120 less 90 is 30 against 25: ahead by 5, and by 1.333 to 1.294."""
    assert (customer_value(*OWN), customer_value(*RIVAL)) == (30, 25)
    assert advantage(customer_value(*OWN), [customer_value(*RIVAL)]) == 5
    assert value_ratio(*OWN) == Fraction(4, 3)
    assert round(value_ratio(*RIVAL), 3) == Fraction(1294, 1000)


def test_difference_and_ratio_may_rank_differently():
    """The register's counter-example: 200 for 150 against 60 for 30."""
    large, small = (decimals(200), decimals(150)), (decimals(60), decimals(30))
    assert customer_value(*large) > customer_value(*small)
    assert value_ratio(*large) < value_ratio(*small)


def test_v21_market_perceived_quality():
    weights = by_name(quality="0.40", service="0.35", range="0.25")
    own = by_name(quality=8, service=7, range=9)
    rival = by_name(quality=7, service=8, range=8)
    assert round(market_perceived_quality(weights, own, rival), 4) == Fraction("1.0446")


def test_v29_the_price_service_trap():
    """The margin falls from 12 to 9, and a third more must be sold."""
    change = price_change(Decimal(20), Decimal(18), Decimal(8), Decimal(1))
    assert (change.before, change.after, change.volume_needed) == (12, 9, Fraction(1, 3))


def test_no_volume_makes_up_for_a_margin_that_is_gone():
    assert price_change(Decimal(20), Decimal(8), Decimal(8)).volume_needed is None


@pytest.mark.parametrize(
    ("expected", "perceived", "gap", "level"),
    [
        (5, "6.2", "1.2", "delighted"), (5, "5.5", "0.5", "satisfied"), (5, "4.5", "-0.5", "satisfied"),
        (5, "4.4", "-0.6", "dissatisfied"),
    ],
)  # fmt: skip
def test_satisfaction_is_a_comparison(expected, perceived, gap, level):
    found = disconfirmation(Decimal(expected), Decimal(perceived))
    assert found == Decimal(gap)
    assert satisfaction_level(found, Decimal("0.5")) == level


def test_the_share_of_a_customer():
    assert share_of_customer(Decimal(300), Decimal(1200)) == Fraction(1, 4)
    assert share_of_customer(Decimal(300), Decimal(0)) is None


def test_marks_count_by_their_weight():
    weights = by_name(quality=60, price=40)
    assert weighted_mark(weights, by_name(quality=5, price=3, looks=1)) == Fraction(42, 10)
    assert weighted_mark(weights, by_name(quality=5)) is None
    assert market_perceived_quality(weights, by_name(quality=5, price=3), by_name(quality=5, price=0)) is None


def test_nothing_is_divided_by_nothing():
    assert value_ratio(decimals(10), []) is None
    assert advantage(Decimal(10), []) is None
    assert weighted_mark({}, {}) is None
