"""The published and recomputed numbers of the register (annex E.1), as far as they belong to economics."""

from decimal import Decimal
from fractions import Fraction

import pytest

from canvasdsl.figures import lifetime, periods, programmes, unit
from canvasdsl.figures.lifetime import AFTER_RETENTION, END_OF_FIRST, IMMEDIATE


def exact(number):
    return Fraction(str(number))


def agrees(value, published):
    """To the last digit that is published: half a unit of it at most."""
    half_unit = Fraction(Decimal(5).scaleb(Decimal(published).as_tuple().exponent - 1))
    assert abs(value - Fraction(published)) <= half_unit, f"{float(value)} and {published}"


@pytest.mark.parametrize(("retention", "discount", "published"), [(".8", ".1", "2.6667"), (".9", ".12", "4.0909")])
def test_v01_v02_multiple(retention, discount, published):
    agrees(lifetime.multiple(exact(retention), exact(discount), AFTER_RETENTION), published)


@pytest.mark.parametrize(
    ("retention", "row"),
    [(".6", "1.20 1.15 1.11 1.07"), (".7", "1.75 1.67 1.59 1.52"), (".8", "2.67 2.50 2.35 2.22"),
     (".9", "4.50 4.09 3.75 3.46")],
)  # fmt: skip
def test_v03_table_of_multiples(retention, row):
    for discount, published in zip((".10", ".12", ".14", ".16"), row.split()):
        agrees(lifetime.multiple(exact(retention), exact(discount), AFTER_RETENTION), published)


@pytest.mark.parametrize(("growth", "published"),
                         [("0", "4.09"), (".02", "4.46"), (".04", "4.89"), (".06", "5.42"), (".08", "6.08")])
def test_v04_growing_margin(growth, published):
    agrees(lifetime.multiple(exact(".9"), exact(".12"), AFTER_RETENTION, exact(growth)), published)


def test_v05_v06_internet_provider():
    """The book rounds to whole dollars."""
    margin, retention, discount = exact("19.95") - exact("1.50") - exact("0.50"), exact(".995"), exact(".01")
    at_once = lifetime.lifetime_value(margin, retention, discount, IMMEDIATE)
    agrees(at_once, "1208.63")
    agrees(at_once, "1209")
    agrees(lifetime.multiple(retention, discount, IMMEDIATE), "67.33")
    agrees(lifetime.lifetime_value(margin, retention, discount, AFTER_RETENTION), "1190.68")


def test_v07_spending_halved():
    """A fall from 1,208.63: do not cut. The break-even retention lies above the 99% that would be left."""
    margin, less = exact("17.95"), exact("18.20")
    agrees(lifetime.multiple(exact(".99"), exact(".01"), IMMEDIATE), "50.5")
    agrees(lifetime.lifetime_value(less, exact(".99"), exact(".01"), IMMEDIATE), "919.10")
    needed = lifetime.break_even_retention(margin, less, exact(".995"), exact(".01"), IMMEDIATE)
    assert exact(".99") < needed < exact(".995")


def test_v08_v09_net_4_you():
    """The posted value is truncated: 67.2639."""
    value = lifetime.lifetime_value(exact("18.95"), exact(".788"), exact(".01"), AFTER_RETENTION)
    agrees(value, "67.2640")
    needed = lifetime.break_even_retention(exact("18.95"), exact("18.75"), exact(".788"), exact(".01"), AFTER_RETENTION)
    agrees(needed, "0.789832")
    agrees((needed - exact(".788")) * 100, "0.183")
    assert lifetime.lifetime_value(exact("18.75"), needed, exact(".01"), AFTER_RETENTION) == value


@pytest.mark.parametrize("convention", lifetime.CONVENTIONS)
@pytest.mark.parametrize("growth", ["0", ".03"])
def test_at_the_break_even_retention_the_value_is_as_before(convention, growth):
    needed = lifetime.break_even_retention(exact(100), exact(95), exact(".8"), exact(".1"), convention, exact(growth))
    before, after = (
        lifetime.lifetime_value(exact(margin), share, exact(".1"), convention, growth=exact(growth))
        for margin, share in ((100, exact(".8")), (95, needed))
    )
    assert before == after


SURVIVORS = (100, 90, 80, 72, 60, 48, 34, 23, 12, 6, 2)
REVENUE = (100, 110, 120, 125, 130, 135, 140, 142, 143, 145)
COST = (70, 72, 75, 76, 78, 79, 80, 81, 82, 83)


def test_v10_cohort():
    """The book has .52: its rows were rounded first."""
    survivors = [exact(number) for number in SURVIVORS]
    margins = [exact(brings - costs) for brings, costs in zip(REVENUE, COST)]
    agrees(lifetime.cohort_value(survivors, margins, exact(".1")), "13286.51")
    net = lifetime.cohort_value(survivors, margins, exact(".1"), acquisition_cost=exact(40))
    agrees(net, "9286.51")
    agrees(net / 100, "92.87")
    rounded = sum(
        round(left * margin / (exact("1.1") ** year), 2)
        for year, (left, margin) in enumerate(zip(survivors[1:], margins), 1)
    )
    agrees(rounded, "13286.52")


def test_v11_grocery():
    agrees(lifetime.annuity(exact(10 * 52), exact(".05"), 10), "4015.30")


def test_v12_mail_order():
    inputs = (exact(150), exact(".55"), exact(".10"))
    agrees(lifetime.lifetime_value(*inputs, AFTER_RETENTION, acquisition_cost=exact(100)), "50.00")
    agrees(lifetime.lifetime_value(*inputs, IMMEDIATE, acquisition_cost=exact(100)), "200.00")


def test_v13_life():
    assert [lifetime.mean_life(1 - exact(churn)) for churn in (".10", ".05")] == [10, 20]


def test_v14_value_and_cost():
    """Undiscounted, with a churn of 3% a month."""
    value = lifetime.lifetime_value(exact(75), exact(".97"), exact(0), END_OF_FIRST)
    assert value == 2500
    assert unit.value_to_cost(value, exact(500)) == 5
    agrees(unit.payback(exact(500), exact(75)), "6.67")


def test_v15_acquisition_cost():
    assert unit.acquisition_cost([exact(10), exact(5), exact(10)], exact(1)) == 25


def test_v16_turnover():
    agrees(100 * (1 - periods.retention_in(exact(".97"), "month", "year")), "30.62")
    agrees(100 * periods.retention_in(exact(".80"), "year", "month"), "98.16")
    agrees(100 * periods.retention_in(exact(".995"), "month", "year"), "94.2")


@pytest.mark.parametrize(("cost", "published"), [(0, "27.5"), (100, "44.0"), (150, "62.9"), (200, "110.0")])
def test_v17_uplift(cost, published):
    uplift = lifetime.retention_uplift(exact(".8"), exact(".85"), exact(".1"), AFTER_RETENTION, margin=exact(100),
                                       acquisition_cost=exact(cost))  # fmt: skip
    agrees(uplift * 100, published)


@pytest.mark.parametrize(("base", "then", "published"),
                         [(".60", ".65", "20.4"), (".90", ".95", "40.7"), (".80", ".84", "21.2")])
def test_uplift_depends_on_where_one_begins(base, then, published):
    agrees(lifetime.retention_uplift(exact(base), exact(then), exact(".1"), AFTER_RETENTION) * 100, published)


def test_no_uplift_of_a_value_that_is_not_above_nothing():
    assert lifetime.retention_uplift(exact(".8"), exact(".85"), exact(".1"), AFTER_RETENTION, margin=exact(100),
                                     acquisition_cost=exact(300)) is None  # fmt: skip


@pytest.mark.parametrize(("retention", "convention", "published"), [
    (".9", AFTER_RETENTION, "5.09"), (".8", AFTER_RETENTION, "3.5"), (".8", IMMEDIATE, "2.5"),
    (".9", END_OF_FIRST, "4.09"),
])  # fmt: skip
def test_v18_elasticity(retention, convention, published):
    agrees(lifetime.elasticity(exact(retention), exact(".12"), convention), published)


def test_v22_loss_from_dissatisfaction():
    inputs = [exact(number) for number in (2000, ".1", ".3", 40, 12)]
    assert unit.loss_from_dissatisfaction(*inputs) == 28_800
    assert unit.loss_from_dissatisfaction(*inputs, exact(".35")) == 10_080


def test_v23_break_even():
    assert unit.break_even_volume(exact(5000), exact(25), exact(15)) == 500


def test_v24_programme():
    cost = programmes.reward_share(Fraction(1), Fraction(".01"), Fraction(".7"))
    assert cost == Fraction(".007")
    agrees(exact(programmes.break_even_uplift(cost, Fraction(".35"))) * 100, "2.04")


def test_v25_response():
    speed = unit.response_speed(exact(".4"), exact(5), exact(".1"))
    agrees(speed, "0.057536")
    best = unit.best_spend(exact(".4"), speed, exact(50))
    agrees(best, "2.440")
    agrees(unit.response_rate(exact(".4"), speed, best) * 50 - best, "0.1796")
    assert unit.best_spend(exact(".4"), speed, exact(1)) == 0


def test_v26_concentration():
    mixed = unit.concentration(exact(share) for share in (".6", ".3", ".1"))
    assert mixed == exact(".46")
    agrees(1 / mixed, "2.17")


def test_v27_leverage():
    assert unit.operating_leverage(exact(60), exact(45)) == 4


def test_v30_equity():
    """At a discount of 10%, after retention."""
    one, other = (
        lifetime.lifetime_value(exact(margin), exact(share), exact(".1"), AFTER_RETENTION)
        for margin, share in ((100, ".8"), (90, ".9"))
    )
    assert lifetime.customer_equity([(exact(1200), one), (exact(300), other)]) == 441_500


def test_cost_to_serve():
    """Two contacts of 15 minutes at 40 an hour, and a fortieth of a representative."""
    assert unit.cost_to_serve(exact(2), exact(15), exact(40)) == 20
    assert unit.cost_to_serve(exact(0), exact(0), exact(0), exact(90_000), exact(40)) == 2_250


def test_amounts_add_up_and_rates_compound():
    assert periods.amount_in(exact(100), "month", "year") == 1200
    agrees(100 * periods.growth_in(exact(".12"), "year", "month"), "0.9489")
    agrees(periods.retention_in(exact(".5"), "year", "quarter") ** 4, "0.500000000000000000000000000000")
