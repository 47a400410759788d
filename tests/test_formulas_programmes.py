"""The formulas of loyalty programmes, by the register's own vectors (annex E.1)."""

from fractions import Fraction

from canvasdsl.figures.programmes import break_even_uplift, reward_share

ONE_PERCENT = Fraction(1, 100)


def test_v24_programme():
    """One point a euro, a hundred points one euro, 70% used, a margin of 35%."""
    cost = reward_share(Fraction(1), ONE_PERCENT, 70 * ONE_PERCENT)
    assert cost == Fraction(7, 1000)
    assert 120 * cost == Fraction(84, 100)
    assert round(float(break_even_uplift(cost, 35 * ONE_PERCENT)), 4) == 0.0204
    assert cost / (35 * ONE_PERCENT) == Fraction(2, 100)


def test_no_uplift_pays_for_a_programme_that_costs_the_whole_margin():
    assert break_even_uplift(5 * ONE_PERCENT, 5 * ONE_PERCENT) is None
    assert break_even_uplift(6 * ONE_PERCENT, 5 * ONE_PERCENT) is None


def test_what_running_it_costs_does_not_grow_with_sales():
    """At the break-even the extra margin is what the rewards and the running cost take."""
    cost, running, margin = Fraction(7, 1000), 3 * ONE_PERCENT, 35 * ONE_PERCENT
    uplift = break_even_uplift(cost, margin, running=running)
    assert uplift * margin == (1 + uplift) * cost + running
