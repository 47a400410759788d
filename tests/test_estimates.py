"""Models fitted to counts agree with what their authors published, give the same bytes anywhere, or say why not."""

import csv
import math
import random
import time
from pathlib import Path

import pytest

from canvasdsl.figures.average_purchase import Spending, Spent, fit_spending
from canvasdsl.figures.buying import MOST_CELLS, STAYING_ALIKE, Buying, Cell, fit_buying, thinned
from canvasdsl.figures.buying_likelihood import likelihood
from canvasdsl.figures.fitting import NoFit, rounded

DATA = Path(__file__).parent / "data" / "purchases"


def rows_of(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


CUSTOMERS = [Cell(int(each["purchases"]), float(each["last"]), float(each["age"]), int(each["customers"]))
             for each in rows_of("cdnow_cells.csv")]  # fmt: skip
AVERAGES = [Spent(int(each["purchases"]), float(each["average"]), int(each["customers"]))
            for each in rows_of("cdnow_averages.csv")]  # fmt: skip
BUYING, SPENDING = fit_buying(CUSTOMERS), fit_spending(AVERAGES)


def near(number, expected, within=0.005):
    return abs(float(number) - expected) <= within * abs(expected)


# ---- Purchases --------------------------------------------------------------------------


def test_the_published_parameters_of_buying():
    """Fader, Hardie & Lee 2005, table 2: r .243, α 4.414, a .793, b 2.426, log-likelihood −9582.4."""
    assert sum(each.customers for each in CUSTOMERS) == 2_357
    assert near(BUYING.rate, 0.243) and near(BUYING.scale, 4.414)
    assert near(BUYING.leaving, 0.793) and near(BUYING.staying, 2.426)
    assert round(float(BUYING.log_likelihood(CUSTOMERS)), 1) == -9582.4


def test_the_published_forecast_of_a_customer():
    """The spreadsheet of the authors gives 1.226 purchases in 39 weeks to who came back twice, last in week 30.43."""
    assert near(BUYING.expected_purchases(39, 2, 30.43, 38.86), 1.226, 0.0005)


def test_the_published_parameters_of_spending():
    """Fader & Hardie 2013: p 6.25, q 3.74, γ 15.44, from 946 customers who came back."""
    assert sum(each.customers for each in AVERAGES) == 946
    assert near(SPENDING.within, 6.25) and near(SPENDING.between, 3.74) and near(SPENDING.scale, 15.44)


def test_an_average_lies_between_ones_own_and_everybodys():
    assert 22.35 < SPENDING.expected_average(2, 22.35) < SPENDING.average()
    assert SPENDING.expected_average(50, 22.35) < SPENDING.expected_average(2, 22.35)


def test_fitting_takes_well_under_a_second():
    began = time.perf_counter()
    fit_buying(CUSTOMERS)
    fit_spending(AVERAGES)
    assert time.perf_counter() - began < 1.5


def test_neither_order_nor_unit_nor_splitting_changes_the_fit():
    single = [Cell(each.purchases, each.last, each.age) for each in CUSTOMERS for _ in range(each.customers)]
    random.Random(7).shuffle(single)
    assert fit_buying(single) == BUYING
    days = fit_buying([Cell(each.purchases, each.last * 7, each.age * 7, each.customers) for each in CUSTOMERS])
    assert near(days.scale, float(BUYING.scale) * 7, 1e-8) and near(days.rate, float(BUYING.rate), 1e-8)
    cents = fit_spending(Spent(each.purchases, each.average * 100, each.customers) for each in reversed(AVERAGES))
    assert near(cents.scale, float(SPENDING.scale) * 100, 1e-8) and near(cents.within, float(SPENDING.within), 1e-8)


def test_results_have_ten_digits():
    assert rounded(1 / 3) * 10**10 == 3333333333
    for each in (BUYING.rate, BUYING.scale, SPENDING.scale, BUYING.expected_purchases(52)):
        assert each == rounded(float(each))


@pytest.mark.parametrize("sizes", [(0.3, 5.0, 0.7, 2.0), (4.0, 0.5, 3.0, 0.2)])
def test_the_slopes_are_those_of_the_likelihood(sizes):
    rows = [(each.purchases, each.last, each.age, each.customers) for each in CUSTOMERS]
    _, slopes, curvature = likelihood(rows, sizes)
    for number, size in enumerate(sizes):
        step = size * 1e-5
        up, down = (likelihood(rows, (*sizes[:number], size + move, *sizes[number + 1:])) for move in (step, -step))
        assert slopes[number] == pytest.approx((up[0] - down[0]) / (2 * step), rel=1e-5)
        for other in range(4):
            assert curvature[number][other] == pytest.approx((up[1][other] - down[1][other]) / (2 * step), rel=1e-4)


def hypergeometric(a, b, c, z):
    """2F1 by its own series."""
    term, total = 1.0, 1.0
    for number in range(4_000):
        term *= (a + number) * (b + number) / ((c + number) * (number + 1)) * z
        total += term
    return total


@pytest.mark.parametrize(("duration", "purchases", "age"), [(39, 2, 38.86), (5, 0, 0), (20, 26, 30), (1, 3, 50)])
def test_the_forecast_is_that_of_the_printed_equation(duration, purchases, age):
    """Fader, Hardie & Lee 2005, equation 10, for customers who bought just now."""
    r, alpha, a, b = (float(each) for each in (BUYING.rate, BUYING.scale, BUYING.leaving, BUYING.staying))
    x = purchases
    series = hypergeometric(r + x, b + x, a + b + x - 1, duration / (alpha + age + duration))
    left = ((alpha + age) / (alpha + age + duration)) ** (r + x)
    printed = (a + b + x - 1) / (a - 1) * (1 - left * series) / (1 + (a / (b + x - 1) if x else 0))
    assert near(BUYING.expected_purchases(duration, x, age, age), printed, 1e-8)


def test_nothing_is_lost_where_the_equation_divides_by_zero():
    """At a = 1, and at a + b = 1 for one who just began."""
    for leaving, staying, purchases in ((1, 2, 0), (1, 2, 3), (0.4, 0.6, 0), (1, 0.5, 0)):
        around = (Buying(rounded(0.5), rounded(3), rounded(leaving + move), rounded(staying))
                  for move in (-1e-6, 0, 1e-6))  # fmt: skip
        last = 4 if purchases else 0
        low, exactly, high = (float(each.expected_purchases(30, purchases, last, 5)) for each in around)
        assert high <= exactly <= low and low - high < 1e-4


def test_a_long_time_ahead_has_an_answer():
    """Purchases go on to grow, ever more slowly, and less than without anybody leaving."""
    years = [float(BUYING.expected_purchases(weeks)) for weeks in (52, 520, 5_200, 52_000)]
    assert years == sorted(years) and years[-1] < float(BUYING.rate / BUYING.scale) * 52_000


def test_who_bought_often_and_then_no_more_has_left():
    assert BUYING.alive(0, 0, 38) == 1
    assert BUYING.alive(10, 37, 38) > 0.8 > 0.1 > BUYING.alive(10, 8, 38)
    assert BUYING.alive(5_000, 1, 40_000) == 0
    assert near(BUYING.alive_among(CUSTOMERS), sum(each.customers * float(BUYING.alive(
        each.purchases, each.last, each.age)) for each in CUSTOMERS), 1e-8)  # fmt: skip
    assert near(BUYING.expected_among(CUSTOMERS[:50], 39), sum(each.customers * float(BUYING.expected_purchases(
        39, each.purchases, each.last, each.age)) for each in CUSTOMERS[:50]), 1e-8)  # fmt: skip


def simulated(r, alpha, a, b, customers, seed, duration=100):
    """Customers who buy and leave by the model."""
    chance = random.Random(seed)
    for _ in range(customers):
        often, leaves = chance.gammavariate(r, 1 / alpha), chance.betavariate(a, b)
        age, now, last, purchases = duration * chance.uniform(0.5, 1), 0.0, 0.0, 0
        while True:
            now += chance.expovariate(often) if often else math.inf
            if now > age:
                break
            last, purchases = now, purchases + 1
            if chance.random() < leaves:
                break
        yield Cell(purchases, last, age)


def test_the_fit_finds_the_parameters_that_made_the_data():
    found = fit_buying(simulated(2, 10, 1, 3, 6_000, seed=4))
    assert near(found.rate, 2, 0.1) and near(found.scale, 10, 0.1)
    assert near(found.leaving, 1, 0.1) and near(found.staying, 3, 0.1)


def test_everybody_may_leave_about_as_easily():
    """Then the spread of the chance runs away, and is held where it no longer counts."""
    found = fit_buying(simulated(0.8, 5, 40_000, 160_000, 2_000, seed=0))
    assert found.staying == STAYING_ALIKE
    assert near(found.leaving / (found.leaving + found.staying), 0.2, 0.1)


def test_many_cells_are_thinned_and_nobody_is_left_out():
    made = simulated(0.8, 5, 1, 3, 5_000, seed=2)
    rows = sorted((each.purchases, each.last, each.age, each.customers) for each in made)
    few = thinned(rows, 1_500)
    assert len(few) <= 1_500 + len({row[0] for row in rows}) and sum(row[3] for row in few) == 5_000
    assert sum(row[0] * row[3] for row in few) == sum(row[0] for row in rows)
    assert all(0 <= last <= age for _, last, age, _ in few)
    whole, thin = fit_buying(Cell(*row) for row in rows), fit_buying(Cell(*row) for row in few)
    assert near(thin.rate, float(whole.rate), 0.05)
    assert near(thin.expected_purchases(52), float(whole.expected_purchases(52)), 0.02)
    assert len(rows) < MOST_CELLS and thinned(rows) == rows


MANY = [Cell(2, 5.0, 10.0, 20), Cell(0, 0.0, 9.0, 30)]


@pytest.mark.parametrize(("cells", "reason"), [
    ([], "0 customers are too few: it takes at least 30"),
    ([Cell(1, 2, 3, 29)], "29 customers are too few"),
    ([Cell(0, 0, 3, 50)], "nobody bought a second time"),
    ([*MANY, Cell(0, 2, 3)], "a customer who came back did so some time after the first purchase"),
    ([*MANY, Cell(2, 0, 3)], "a customer who came back did so some time after the first purchase"),
    ([*MANY, Cell(2, 4, 3)], "a last purchase after 4 does not lie in the 3 since the first"),
    ([*MANY, Cell(0, 0, 0)], "does not lie in"),
    ([*MANY, Cell(1, 1, math.inf)], "does not lie in"),
    ([*MANY, Cell(1, math.nan, 2)], "does not lie in"),
    ([*MANY, Cell(1.5, 1, 2)], "counted in whole numbers"),
    ([*MANY, Cell(-1, 1, 2)], "counted in whole numbers"),
    ([*MANY, Cell(1, 1, 2, 0)], "counted in whole numbers"),
    ([*MANY, Cell(10**9, 1, 2)], "more than one customer can make"),
    ([Cell(10, 9.9, 10, 500)], "all customers buy about equally often"),
    ([Cell(3, 10, 10, 50), Cell(0, 0, 10, 50), Cell(30, 10, 10, 50), Cell(8, 10, 10, 50)], "nobody seems to have left"),
])  # fmt: skip
def test_where_no_model_of_buying_fits(cells, reason):
    with pytest.raises(NoFit) as found:
        fit_buying(cells)
    assert reason in found.value.reason


@pytest.mark.parametrize(("spent", "reason"), [
    ([Spent(2, 10.0, 29)], "29 customers are too few"),
    ([Spent(1, 10.0, 20), Spent(1, 14.0, 20)], "nobody bought more than once"),
    ([Spent(0, 10.0, 40)], "counted in whole numbers, from 1 on"),
    ([Spent(2, 0.0, 40)], "an amount above 0"),
    ([Spent(2, math.nan, 40)], "an amount above 0"),
    ([Spent(2, 10.0, 40)], "all customers spend about the same"),
])  # fmt: skip
def test_where_no_model_of_spending_fits(spent, reason):
    with pytest.raises(NoFit) as found:
        fit_spending(spent)
    assert reason in found.value.reason


def test_an_average_without_end_says_so():
    with pytest.raises(NoFit) as found:
        Spending(rounded(2), rounded(0.9), rounded(10)).average()
    assert "the average has no end" in found.value.reason
