"""Models fitted to counts agree with what their authors published, give the same bytes anywhere, or say why not."""

import csv
import math
import random
import subprocess
import sys
import time
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canvasdsl.figures import lifetime
from canvasdsl.figures.average_purchase import Spending, Spent, fit_spending
from canvasdsl.figures.buying import MOST_CELLS, STAYING_ALIKE, Buying, Cell, fit_buying, thinned
from canvasdsl.figures.buying_likelihood import likelihood
from canvasdsl.figures.compute import figures_of
from canvasdsl.figures.fitting import NoFit, rounded
from canvasdsl.figures.lifetime import AFTER_RETENTION, CONVENTIONS
from canvasdsl.figures.recomputed import HIGH_END, REGULAR
from canvasdsl.figures.retention_curve import RetentionCurve, constant_churn, fit_retention, slopes_surely
from canvasdsl.figures.survivors import KINDS
from canvasdsl.load import load
from canvasdsl.source import Source

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
    ([Spent(2, 10.0, 20), Spent(2, 20.0, 20), Spent(9, 9.0, 20), Spent(9, 22.0, 20)], "the spread of single purchases"),
])  # fmt: skip
def test_where_no_model_of_spending_fits(spent, reason):
    with pytest.raises(NoFit) as found:
        fit_spending(spent)
    assert reason in found.value.reason


def test_an_average_without_end_says_so():
    with pytest.raises(NoFit) as found:
        Spending(rounded(2), rounded(0.9), rounded(10)).average()
    assert "the average has no end" in found.value.reason


# ---- Survivors --------------------------------------------------------------------------

CURVES = {"regular": fit_retention(REGULAR), "high end": fit_retention(HIGH_END)}


@pytest.mark.parametrize(("name", "alpha", "beta"), [("regular", 0.704, 1.182), ("high end", 0.668, 3.806)])
def test_the_published_parameters_of_the_curve(name, alpha, beta):
    """Fader & Hardie 2007, fitted to the first seven years."""
    assert near(CURVES[name].alpha, alpha) and near(CURVES[name].beta, beta) and CURVES[name].seen == 7


def test_the_log_likelihood_of_a_customer_is_the_published_one():
    """Appendix B of the authors: −1.611 for a customer of the High End segment."""
    curve, total = CURVES["high end"], 0.0
    for period, (before, after) in enumerate(pairwise(HIGH_END), 1):
        stay = float(curve.retention(period))
        total += after * math.log(stay) + (before - after) * math.log(1 - stay)
    assert round(total / 1_000, 3) == -1.611


@pytest.mark.parametrize(("name", "really"), [
    ("regular", (0.223, 0.207, 0.194, 0.183, 0.173)), ("high end", (0.468, 0.445, 0.427, 0.409, 0.394)),
])  # fmt: skip
def test_what_came_later_lies_near_the_curve_and_far_from_a_constant_churn(name, really):
    """Years 8 to 12, which the authors hold back: what was left, beside both forecasts."""
    curve, counts = CURVES[name], {"regular": REGULAR, "high end": HIGH_END}[name]
    stays = 1 - constant_churn([Fraction(each) for each in counts])
    for year, left in enumerate(really, 8):
        assert abs(float(curve.survival(year)) - left) < 0.02
        assert left - float(stays**year) > 0.04


def test_the_forecast_of_another_implementation():
    """High End by the code that J. D. Maturen published (2013): survival, and 7.530 discounted periods at 10%, the next
    payment falling due now if the customer stays."""
    curve = CURVES["high end"]
    assert [round(float(curve.survival(year)), 3) for year in range(8, 13)] == [0.460, 0.436, 0.414, 0.395, 0.378]
    further = curve.multiple(Fraction(1, 10), AFTER_RETENTION, after=7)
    assert round(float(further * Fraction(11, 10)), 3) == 7.530


@pytest.mark.parametrize("left", [
    REGULAR, HIGH_END, (100, 60, 45, 38), (50, 20, 15, 13, 12, 11), (10**9, 5 * 10**8, 3 * 10**8),
])  # fmt: skip
def test_no_neighbour_is_likelier(left):
    def likelihood_of(alpha, beta):
        return sum(after * math.log((beta + period) / (alpha + beta + period)) * (after > 0)
                   + (before - after) * math.log(alpha / (alpha + beta + period))
                   for period, (before, after) in enumerate(pairwise(left)))  # fmt: skip

    curve = fit_retention(left)
    alpha, beta = float(curve.alpha), float(curve.beta)
    best = likelihood_of(alpha, beta)
    for turn in range(12):
        angle = turn * math.pi / 6
        for size in (1e-3, 1e-1, 1):
            other = likelihood_of(alpha * math.exp(size * math.sin(angle)), beta * math.exp(size * math.cos(angle)))
            assert other < best


@given(st.lists(st.integers(0, 1_000), min_size=3, max_size=12))
def test_any_counts_have_a_curve_or_a_reason(counts):
    try:
        curve = fit_retention(sorted(counts, reverse=True))
    except NoFit as none:
        assert none.reason
        return
    assert curve.alpha > 0 and curve.beta > 0
    rates = [curve.retention(period) for period in range(1, 30)]
    assert rates == sorted(rates) and rates[0] > 0 and rates[-1] < 1


def test_a_curve_with_an_average_life():
    """α = β = 2: half leave at first, and the mean of further periods is (β + t) / (α − 1)."""
    curve = fit_retention((10**9, 5 * 10**8, 3 * 10**8))
    assert (curve.alpha, curve.beta) == (2, 2)
    assert curve.further_life() == 2 and curve.further_life(4) == 6
    assert curve.half_life() == 1 and curve.half_life(4) == 3
    assert curve.retention(1) == Fraction(1, 2) and curve.survival(2) == Fraction(3, 10)
    assert CURVES["regular"].further_life() is None


@pytest.mark.parametrize("discount", ["0.5", "0.1", "0.01", "0.0001"])
def test_the_discounted_life_is_the_sum_of_its_years(discount):
    curve, rate = CURVES["regular"], float(discount)
    left, total, factor = 1.0, 0.0, 1.0
    for year in range(300_000):
        total += left * factor
        stay = float(curve.beta) + 3 + year
        left *= stay / (stay + float(curve.alpha))
        factor /= 1 + rate
    assert near(curve.discounted_life(Fraction(discount), after=3), total, 1e-8)


def test_without_discount_the_sum_is_the_life_or_has_no_end():
    curve = fit_retention((10**9, 5 * 10**8, 3 * 10**8))
    assert curve.discounted_life(Fraction(0)) == 3
    assert CURVES["regular"].discounted_life(Fraction(0)) is None
    assert curve.discounted_life(Fraction(1, 10), Fraction(1, 5)) is None
    assert curve.discounted_life(Fraction(1, 10), Fraction(1, 10)) == 3


@pytest.mark.parametrize("convention", CONVENTIONS)
def test_a_curve_that_hardly_rises_is_worth_what_a_constant_retention_is(convention):
    curve = RetentionCurve(Fraction(200_000), Fraction(800_000), 5)
    discount, growth = Fraction(1, 10), Fraction(2, 100)
    constant = lifetime.multiple(Fraction(8, 10), discount, convention, growth)
    assert near(curve.multiple(discount, convention, growth), float(constant), 1e-4)


@pytest.mark.parametrize(("counts", "reason"), [
    ((), "takes at least three counts, and there are 0"),
    ((100,), "there is 1"),
    ((100, 80), "there are 2"),
    ((0, 0, 0), "nobody began"),
    ((100, 80, 90), "80 are left and then 90"),
    ((100, 100, 100), "nobody left, so that nothing shows"),
    ((100, 0, 0), "everybody left in the first period"),
    ((100, 60, 60), "nobody left after the first period"),
    ((100, Fraction(15, 2), 3), "counted in whole numbers"),
    ((100, 50, -1), "counted in whole numbers"),
    ((100, 80, 64), "a constant churn fits as well"),
    ((100, 90, 60, 20), "a constant churn fits as well"),
    ((100, 100, 50), "a constant churn fits as well"),
])  # fmt: skip
def test_where_no_curve_fits(counts, reason):
    with pytest.raises(NoFit) as found:
        fit_retention(counts)
    assert reason in found.value.reason


def test_chance_may_make_a_curve():
    """Ten times as many customers make the same curve sure."""
    few = (60, 49, 41)
    many = tuple(each * 100 for each in few)
    assert fit_retention(few) == fit_retention(many)
    assert not slopes_surely(few, fit_retention(few)) and slopes_surely(many, fit_retention(many))


# ---- Figures and rules of a cohort --------------------------------------------------------

MODEL = (
    'canvas "A" {{ currency EUR; discount {discount} }}\nsegment a "A"\n'
    'relationship r "R" {{ with a; {body}; cohort "2019" {{ {cohort} }} }}\n'
)
COHORT = "survivors 1000, 631, 468, 382, 326, 289, 262, 241"


def loaded(cohort=COHORT, body="retention 77.4% per year; margin 100 EUR per year", discount="10% per year"):
    found = load(Source("a.bmc", MODEL.format(cohort=cohort, body=body, discount=discount)))
    assert not [each for each in found.diagnostics if each.code[:3] in ("SYN", "REF", "TYP")]
    return found


def figures(*said, **more):
    return {each.kind.name: each for each in figures_of(loaded(*said, **more).canvas, KINDS)}


def test_the_figures_of_a_cohort():
    found = figures()
    shares = {name: round(float(each.value), 4) for name, each in found.items() if each.value is not None}
    assert shares["constant-churn"] == round(759 / 3358, 4) and shares["next-retention"] == 0.9208
    assert shares["survivors-later"] == 0.1551 and shares["further-half-life"] == 14
    assert "no end; `further-half-life`" in found["further-life"].absent
    churn = Fraction(759, 3358)
    assert found["constant-value"].value == 100 * (1 - churn) / (Fraction(1, 10) + churn)
    assert found["curve-value"].value == 100 * CURVES["regular"].multiple(Fraction(1, 10), AFTER_RETENTION)
    assert found["constant-value"].value < found["curve-value"].value < found["further-value"].value
    assert {name: each.unit for name, each in found.items() if not each.absent} == {
        "constant-churn": "% per year", "next-retention": "% per year", "survivors-later": "%",
        "further-half-life": "years", "curve-value": "EUR", "constant-value": "EUR", "further-value": "EUR",
    }  # fmt: skip
    assert [each.written for each in found["next-retention"].inputs] == COHORT[10:].split(", ")


def test_a_period_of_half_a_year():
    """Shares are those of a month, lives are in months; margins and rates are brought to half a year."""
    found = figures(f"every 6 months; {COHORT}")
    assert found["constant-churn"].unit == found["next-retention"].unit == "% per month"
    assert near(found["constant-churn"].value, 1 - (1 - 759 / 3358) ** (1 / 6), 1e-8)
    assert near(found["next-retention"].value, float(CURVES["regular"].retention(8)) ** (1 / 6), 1e-8)
    assert found["further-half-life"].value == 84 and found["further-half-life"].unit == "months"
    half = Fraction(math.sqrt(1.1)) - 1
    assert near(found["curve-value"].value, 50 * float(CURVES["regular"].multiple(half, AFTER_RETENTION)), 1e-8)


def test_winning_one_costs_what_the_cohort_or_the_relationship_says_and_is_spent_for_those_left():
    plain, own = figures(), figures(f"{COHORT}; acquisition-cost 40 EUR")
    said = figures(body="retention 77.4% per year; margin 100 EUR per year; acquisition-cost 30 EUR")
    for name in ("curve-value", "constant-value"):
        assert plain[name].value - own[name].value == 40 and plain[name].value - said[name].value == 30
    assert plain["further-value"].value == own["further-value"].value == said["further-value"].value


def test_ranges_of_margin_and_discount_give_a_range():
    found = figures(body="margin 100 .. 120 EUR per year", discount="8 .. 12% per year")["curve-value"]
    ends = [100 * CURVES["regular"].multiple(Fraction(12, 100), AFTER_RETENTION),
            120 * CURVES["regular"].multiple(Fraction(8, 100), AFTER_RETENTION)]  # fmt: skip
    assert [found.low, found.high] == ends and found.low < found.value < found.high


@pytest.mark.parametrize(("said", "name", "reason"), [
    ({"cohort": "survivors 100, 80"}, "next-retention", "at least three counts"),
    ({"cohort": "survivors 100, 80, 64"}, "next-retention", "a constant churn fits as well"),
    ({"cohort": "survivors 100, 70 .. 80, 60"}, "next-retention", "has the range 70 .. 80"),
    ({"cohort": f"{COHORT}; inflow yes"}, "next-retention", "others join later"),
    ({"cohort": f"every 2 .. 3 months; {COHORT}"}, "next-retention", "no length of time"),
    ({"cohort": "survivors 0, 0, 0"}, "constant-churn", "nobody began"),
    ({"cohort": "survivors 100, 80, 90"}, "further-half-life", "80 are left and then 90"),
    ({"discount": "0% per year"}, "curve-value", "write a `discount` in `canvas`"),
    ({"body": "margin 100 EUR per year; margin-growth 20% per year"}, "curve-value", "above the growth of the margin"),
    ({"cohort": "survivors 100, 100, 100", "discount": "0% per year"}, "constant-value", "the value has no end"),
    ({"discount": "-100% per year"}, "curve-value", "has no value today"),
    ({"body": "margin 100 EUR per year; acquisition-cost 5 USD"}, "curve-value", "EUR"),
])  # fmt: skip
def test_a_figure_that_is_absent_says_why_and_where(said, name, reason):
    found = figures(**said)[name]
    assert reason in found.absent and found.value is None
    assert found.missing is not None


def test_a_cohort_without_survivors_or_margin_has_nothing_to_do_with_them():
    assert set(figures("revenue 5 EUR")) == set()
    assert not {"curve-value", "constant-value", "further-value"} & set(figures(body="retention 77% per year"))


def test_a_share_that_is_stated_for_another_period_is_compounded():
    said = f"every 6 months; {COHORT}; states constant-churn 40% per year, next-retention 98.6% per month"
    assert not [each for each in loaded(said).diagnostics if each.code == "ECO601"]
    wrong = [each for each in loaded(said.replace("40%", "45%")).diagnostics if each.code == "ECO601"]
    assert ["gives 40.1% per year" in each.message for each in wrong] == [True]


def findings(code, **said):
    return [each for each in loaded(**said).diagnostics if each.code == code]


@pytest.mark.parametrize(("body", "cohort", "right"), [
    ("retention 90% per year", "survivors 1000, 740, 560", "retention 75% per year"),
    ("churn 4.0% per month", "survivors 1000, 740, 560", "churn 2.4% per month"),
    ("churn 4% per month", "every 1 month; survivors 1000, 900, 820, 750", "churn 9.2% per month"),
    ("retention 99% per year", "every 2 weeks; survivors 1000, 990, 979", "retention 76% per year"),
])  # fmt: skip
def test_a_declared_rate_that_the_survivors_belie(body, cohort, right):
    found, = findings("ECO701", body=body, cohort=cohort)
    assert right in found.message and right in found.help
    assert found.related and "all who left over all who could have" in found.related[0].message


@pytest.mark.parametrize(("body", "cohort"), [
    ("retention 75% per year", "survivors 1000, 740, 560"),
    ("retention 70 .. 80% per year", "survivors 1000, 740, 560"),
    ("retention 90% per year", "survivors 10, 8, 7"),
    ("retention 90% per year", "survivors 3, 1, 0"),
    ("churn 5% per year", "survivors 20, 20, 20"),
    ("churn 2.3% per month", "survivors 1000, 740, 560"),
    ("retention 90% per year", "survivors 1000, 740, 560; inflow yes"),
    ("retention 90% per year", "survivors 1000"),
    ("retention 90%", "survivors 1000, 740, 560"),
    ("retention 90% per year; status idea", "survivors 1000, 740, 560"),
])  # fmt: skip
def test_a_declared_rate_that_they_do_not_belie(body, cohort):
    """A tenth, ranges, rounding and chance are allowed for; what cannot be compared is not."""
    assert findings("ECO701", body=body, cohort=cohort) == []


def test_one_rate_for_all_ages_is_a_hint_where_it_makes_odds():
    found, = findings("ECO702")
    assert "37.3% in the first period, likely 7.9% in the next one" in found.message
    assert "after 7 more periods 64.3% of those left are there by the curve, 16.6% by a constant churn" in found.label
    assert findings("ECO702", cohort="survivors 60, 49, 41, 36") == []
    assert findings("ECO702", cohort="survivors 1000, 800, 640, 512") == []
    assert findings("ECO702", body="margin 100 EUR per year") == []
    assert findings("ECO702", cohort=f"{COHORT}; revenue 5, 5, 5, 5, 5, 5, 5 EUR") == []


def test_checking_a_model_without_cohorts_imports_no_curve():
    code = (
        "import sys; from canvasdsl.load import load; from canvasdsl.source import Source; "
        "load(Source('a', 'canvas \"A\"\\nrelationship r { retention 77% per year }')); "
        "print([each for each in sys.modules if each.endswith(('retention_curve', 'fitting', 'buying'))])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


@pytest.mark.parametrize("duration", [0.5, 30, 365, 3_000])
@pytest.mark.parametrize(("leaving", "purchases"), [(0.16, 0), (0.16, 7), (0.02, 0), (0.5, 40)])
def test_purchases_to_come_where_all_leave_alike(leaving, purchases, duration):
    """With one chance p to leave for all, who buys at a rate λ comes (1 − e^(−λpt)) / p times more; over the gamma of
    rates that is (1 − ((α+T) / (α+T+pt))^(r+x)) / p. A model whose a and b are large comes to the same."""
    many = 10_000_000
    alike = Buying(Fraction(1, 2), Fraction(27), Fraction(round(leaving * many)), Fraction(round((1 - leaving) * many)))
    share = (27 + 365) / (27 + 365 + leaving * duration)
    wanted = (1 - share ** (0.5 + purchases)) / leaving * float(alike.alive(purchases, 300, 365))
    assert near(alike.expected_purchases(duration, purchases, 300, 365), wanted, 1e-4)


@pytest.mark.parametrize("duration", [1, 52, 5_200])
def test_two_ways_of_counting_purchases_to_come_meet(duration):
    """Below and above the chance to leave at which the other form is taken, as of any number near it."""
    sizes = Fraction(10_499_999, 10**7), Fraction(10_500_000, 10**7)
    below, above = (Buying(Fraction(1, 4), Fraction(4), a, Fraction(2)) for a in sizes)
    one, other = (float(each.expected_purchases(duration, 2, 30, 39)) for each in (below, above))
    assert near(one, other, 1e-5)
