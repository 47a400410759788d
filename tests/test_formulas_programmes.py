"""The formulas of loyalty programmes, by the register's own vectors (annex E.1)."""

from decimal import Decimal

from canvasdsl.figures.programmes import break_even_uplift, reward_share


def test_v24_programme():
    """One point a euro, a hundred points one euro, 70% used, a margin of 35%."""
    cost = reward_share(Decimal(1), Decimal("0.01"), Decimal("0.7"))
    assert cost == Decimal("0.007")
    assert 120 * cost == Decimal("0.84")
    assert round(break_even_uplift(cost, Decimal("0.35")) * 100, 2) == Decimal("2.04")
    assert round(cost / Decimal("0.35") * 100, 2) == Decimal("2.00")


def test_no_uplift_pays_for_a_programme_that_costs_the_whole_margin():
    assert break_even_uplift(Decimal("0.05"), Decimal("0.05")) is None
    assert break_even_uplift(Decimal("0.06"), Decimal("0.05")) is None


def test_what_running_it_costs_does_not_grow_with_sales():
    """At the break-even the extra margin is what the rewards and the running cost take."""
    cost, running, margin = Decimal("0.007"), Decimal("0.03"), Decimal("0.35")
    uplift = break_even_uplift(cost, margin, running=running)
    assert round(uplift * margin - (1 + uplift) * cost - running, 20) == 0
