"""The plan month by month: "month 6" counts inclusively, dates too; low point, the way back, value of today."""

from fractions import Fraction

import pytest

from canvasdsl.figures.cash import projection
from canvasdsl.figures.compute import figures_of
from canvasdsl.figures.inputs import Absent
from canvasdsl.load import load
from canvasdsl.render.figure_words import formula_lines
from canvasdsl.source import Source

HEAD = "currency EUR; start 2027-01-01; horizon 12 months"
SALES = """segment people "P" { customers 100 }
revenue subs "S" { from people; price 10 EUR per month }
"""


def canvas_of(text, head=HEAD):
    found = load(Source("a.bmc", f'canvas "A" {{ {head} }}\n{text}'))
    assert not found.has_errors, found.diagnostics
    return found.canvas


def figure(text, name, head=HEAD):
    return next(each for each in figures_of(canvas_of(text, head)) if each.kind.name == name)


def costs(amount):
    return SALES + f'cost c "C" {{ fixed {amount} }}\n'


@pytest.mark.parametrize(("amount", "paid"), [
    ("300 EUR per month", dict.fromkeys(range(1, 13), 300)),
    ("300 EUR per month from month 6", dict.fromkeys(range(6, 13), 300)),
    ("300 EUR per month until month 6", dict.fromkeys(range(1, 7), 300)),
    ("300 EUR per month from month 6 until month 6", {6: 300}),
    ("300 EUR per month from quarter 4", dict.fromkeys((10, 11, 12), 300)),
    ("300 EUR per month from 2027-12-01", {12: 300}),
    ("300 EUR per month until 2027-02-28", {1: 300, 2: 300}),
    ("300 EUR per month until 2027-02", {1: 300, 2: 300}),
    ("300 EUR per month from 2027-11", {11: 300, 12: 300}),
    ("300 EUR per month from 2027-06-16 until 2027-06-30", {6: 150}),
    ("300 EUR per month from 2026-01-01 until 2027-01-31", {1: 300}),
    ("100 EUR per month until 2027-06-15, 200 EUR per month from 2027-06-16",
     {**dict.fromkeys(range(1, 6), 100), 6: 150, **dict.fromkeys(range(7, 13), 200)}),
    ("5_000 EUR", {1: 5_000}),
    ("5_000 EUR from month 4", {4: 5_000}),
    ("1_200 EUR per year", dict.fromkeys(range(1, 13), 100)),
])  # fmt: skip
def test_an_amount_holds_from_and_until(amount, paid):
    """Both ends count: what holds from and until month 6 is paid in month 6."""
    rows = projection(canvas_of(costs(amount))).months
    assert {row.number: row.costs for row in rows if row.costs} == paid
    assert sum(row.costs for row in rows) == 12_000 - rows[-1].together


def test_the_table_tells_each_month():
    rows = projection(canvas_of(costs("400 .. 600 EUR per month"))).months
    assert [row.label for row in rows[:2]] == ["2027-01", "2027-02"]
    assert (rows[1].revenue, rows[1].costs, rows[1].result, rows[1].together) == (1_000, 500, 500, 1_000)
    assert (rows[1].lowest, rows[1].highest) == (800, 1_200)


def test_months_of_a_plan_that_begins_within_a_month():
    rows = projection(canvas_of(costs("300 EUR per month until 2027-03-14"), HEAD.replace("01-01", "01-15"))).months
    assert rows[1].label == "2027-02-15" and [row.costs for row in rows[:3]] == [300, 300, 0]


MOVING = """segment people "P" {{ customers 100 }}
relationship r "R" {{ with people; {} }}
revenue subs "S" {{ from people; price 10 EUR per month }}
cost c "C" {{ fixed 1 EUR per month }}
"""


@pytest.mark.parametrize(("said", "customers"), [
    ("retention 90% per month; acquisition { new-customers 20 per month }", [100, 110, 119]),
    ("churn 10% per month; acquisition { new-customers 20 per month }", [100, 110, 119]),
    ("retention 90% per month", [100, 100, 100]),
    ("acquisition { new-customers 20 per month }", [100, 100, 100]),
    ("type transactional", [100, 100, 100]),
])  # fmt: skip
def test_customers_move_where_both_are_said(said, customers):
    plan = projection(canvas_of(MOVING.format(said)))
    assert [row.revenue / 10 for row in plan.months[:3]] == customers
    assert bool(plan.notes) == (customers[1] == 100 and "transactional" not in said)
    assert plan.months[-1].together == sum(row.result for row in plan.months)


@pytest.mark.parametrize(("growth", "customers"), [
    ("10% per month", [100, 110, 121]), ("-10% per month", [100, 90, 81]), ("0% per month", [100, 100, 100]),
    ("-10 .. 0 .. 20% per month", [100, 100, 100]),
])  # fmt: skip
def test_customers_grow_with_their_segment(growth, customers):
    text = MOVING.format("type transactional").replace("customers 100", f"customers 100; growth {growth}")
    plan = projection(canvas_of(text))
    assert [row.revenue / 10 for row in plan.months[:3]] == customers
    assert plan.months[-1].together == sum(row.result for row in plan.months)


def test_customers_of_a_plan_move_by_its_own_relationship():
    text = """segment people "P"
relationship r "R" { with people on subs.small; retention 90% per month; acquisition { new-customers 20 per month } }
revenue subs "S" { from people; plan small "Small" { price 10 EUR per month; customers 100 } }
cost c "C" { fixed 1 EUR per month }
"""
    assert [row.revenue for row in projection(canvas_of(text)).months[:3]] == [1_000, 1_100, 1_190]


PLANS = """segment people "P" { customers 100 }
relationship r "R" { with people; retention 90% per month; acquisition { new-customers 20 per month } }
revenue subs "S" {
  from people
  plan small "Small" { price 10 EUR per month; customers 75 }
  plan large "Large" { price 30 EUR per month; customers 25 }
}
cost c "C" { variable 1 EUR per customer per month }
"""


@pytest.mark.parametrize(("said", "customers"), [
    ("customers 100", [100, 110, 119]), ("size 900 people", [100, 110, 119]), ("customers 200", [100, 100, 100]),
])  # fmt: skip
def test_customers_on_plans_come_and_go_as_their_segment_does(said, customers):
    """What comes in may not stand still while the costs of the same customers grow: three quarters of those who come
    take the small plan, as today. Of 200 only half are on a plan, and half of 20 a month just replace who leaves."""
    text = PLANS.replace("customers 100", said)
    plan = projection(canvas_of(text))
    assert [row.revenue / 15 for row in plan.months[:3]] == customers
    assert [row.variable for row in plan.months[:2]] == ([200, 200] if "200" in said else customers[:2])
    assert plan.months[-1].together == sum(row.result for row in plan.months)
    assert "on each plan come and go as all of `people` do" in plan.notes[0]


def test_plans_grow_with_their_segment():
    text = PLANS.replace("retention 90% per month; acquisition { new-customers 20 per month }", "type transactional")
    rows = projection(canvas_of(text.replace("customers 100", "customers 100; growth 10% per month"))).months
    assert [row.revenue for row in rows[:3]] == [1_500, 1_650, 1_815]


def test_nobody_can_say_which_plan_the_first_customers_take():
    text = PLANS.replace("customers 100", "customers 0").replace("customers 75", "customers 0")
    plan = projection(canvas_of(text.replace("customers 25", "customers 0")))
    assert {row.revenue for row in plan.months} == {0}
    assert "nothing says how many of those who come to `people` take it" in plan.notes[0]


def test_each_steady_number_has_a_sign_of_its_own():
    text = MOVING.format("retention 90% per month; acquisition { new-customers 20 per month }") + (
        'segment more "M" { customers 50 }\n'
        'relationship s "S" { with more; retention 80% per month; acquisition { new-customers 5 per month } }\n'
        'revenue subs2 "S" { from more; price 10 EUR per month }\n'
    )
    lines = formula_lines(figure(text, "cumulative-profit"))
    assert lines[1:] == ("N* = n / (1 − r)", "N₂* = n₂ / (1 − r₂)")


# ---- Figures ----------------------------------------------------------------------

START = "3_000 EUR, 500 EUR per month"


def test_low_point_and_way_back():
    """3,000 at once, then 500 a month are left: after the first month 2,500 are missing, after the sixth none."""
    assert figure(costs(START), "cash-low-point").value == -2_500
    assert figure(costs(START), "cash-low-month").value == 1
    back = figure(costs(START), "payback-month")
    assert (back.low, back.value, back.high, back.unit) == (6, 6, 6, "month")
    assert figure(costs(START), "cumulative-profit").value == 3_000


def test_ranges_of_the_low_point_and_the_way_back():
    text = costs("3_000 EUR, 400 .. 500 .. 600 EUR per month")
    low, back = figure(text, "cash-low-point"), figure(text, "payback-month")
    assert (low.low, low.value, low.high) == (-2_600, -2_500, -2_400)
    assert (back.low, back.value, back.high) == (5, 6, 8)


def test_present_value_counts_each_month_from_its_end():
    head = HEAD.replace("12 months", "2 months") + "; discount 10% per month"
    expected = 1_000 / Fraction(11, 10) + 1_000 / Fraction(121, 100)
    assert figure(costs("0 EUR per month"), "net-present-value", head).value == expected


def test_a_year_of_discount_is_compounded():
    head = HEAD + "; discount 12% per year"
    expected = sum(1_000 / 1.12 ** (month / 12) for month in range(1, 13))
    assert float(figure(costs("0 EUR per month"), "net-present-value", head).value) == pytest.approx(expected)


@pytest.mark.parametrize(("text", "name", "head", "reason"), [
    (costs("500 EUR per month"), "cumulative-profit", HEAD.replace("; horizon 12 months", ""), "(`horizon`)"),
    (costs("500 EUR per month"), "cumulative-profit", HEAD.replace("12", "9_000"), "9000 months"),
    (costs("500 EUR per month"), "net-present-value", HEAD, "(`discount`)"),
    (costs("500 EUR per month"), "net-present-value", HEAD + "; discount -100% per year", "no value today"),
    (costs("500 EUR per month"), "payback-month", HEAD, "nothing to pay back"),
    (costs("500 EUR per month"), "cash-low-month", HEAD, "never goes below"),
    (costs("9_000 EUR, 500 EUR per month"), "payback-month", HEAD, "not back within 12 months"),
    (costs("5_000 EUR, 400 .. 500 .. 700 EUR per month"), "payback-month", HEAD, "may not be back within 12 months"),
    (costs("500 USD per month"), "cumulative-profit", HEAD, "is in USD and other amounts are in EUR"),
    (costs("500 EUR per month until 2027-06-30"), "cumulative-profit", HEAD.replace("; start 2027-01-01", ""),
     "does not say when month 1 begins"),
    (MOVING.format("retention 90 .. 100% per month; acquisition { new-customers 9 per month }"), "cumulative-profit",
     HEAD, "may stay"),
])  # fmt: skip
def test_what_the_plan_can_not_say(text, name, head, reason):
    found = figure(text, name, head)
    assert found.value is None and reason in found.absent


def test_a_model_without_money_has_no_plan():
    with pytest.raises(Absent):
        projection(canvas_of('segment a "A"\n'))


def test_dates_beyond_all_plans_are_no_mistake_of_ours():
    head = HEAD.replace("2027-01-01", "9999-12-31")
    assert projection(canvas_of(costs("1 EUR per month until 9999-12-31"), head)).months


@pytest.mark.parametrize(("growth", "reason"), [
    ("1000000000000000% per day", "more than a million times as many in a month"),
    ("10% per day", "more than 10^30 times"),
    ("5_000_000% per month", "more than 10^30 times"),
])  # fmt: skip
def test_growth_beyond_all_reason_is_said_and_not_computed(growth, reason):
    """Numbers of thousands of digits can't be read, and take long."""
    text = costs("100 EUR per month").replace("customers 100", f"customers 100; growth {growth}")
    head = "currency EUR; start 2027-01; horizon 50 years"
    for name in ("cash-low-point", "cumulative-profit", "break-even-month"):
        assert reason in figure(text, name, head).absent
    with pytest.raises(Absent, match="times"):
        projection(canvas_of(text, head))


def test_a_number_that_nobody_can_read_is_absent():
    text = costs("100 EUR per month").replace("customers 100", f"customers {'9' * 28}; growth 99_000% per month")
    text = text.replace("price 10", f"price {'9' * 28}")
    head = "currency EUR; start 2027-01; horizon 9 months"
    assert "more than 60 digits" in figure(text, "cumulative-profit", head).absent
    assert figure(text, "revenue", head).value == (10**28 - 1) ** 2
