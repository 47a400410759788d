"""Money: revenue, its mix, costs, what is left, break-even, serving, losses; what is absent says why."""

from fractions import Fraction

import pytest

from canvasdsl.figures.compute import figures_of
from canvasdsl.figures.printing import formula
from canvasdsl.load import load
from canvasdsl.source import Source

HEAD = 'canvas "A" { currency EUR; start 2027-01-01 }\n'
CUPS = """segment people "P" { customers 100 }
revenue cups "Cups" { from people; price 4 EUR per cup; volume 10 cups per month per customer }
"""
COSTS = """cost rent "Rent" { fixed 1_000 EUR per month }
cost beans "Beans" { variable 1 EUR per cup }
"""
PLANS = """segment homes "H" { customers 130 }
revenue subs "Subs" {
  from homes
  type subscription
  plan free "Free" { price 0 EUR per month; customers 900 }
  plan small "Small" { price 10 EUR per month; customers 100 }
  plan large "Large" { price 600 EUR per year; customers 30 }
}
"""


def figures(text, head=HEAD):
    found = load(Source("a.bmc", head + text))
    assert not found.has_errors, found.diagnostics
    return {(figure.kind.name, figure.of): figure for figure in figures_of(found.canvas)}


def value(text, name, of="", head=HEAD):
    figure = figures(text, head)[name, of]
    assert not figure.absent, figure.absent
    return figure.value


# ---- Revenue ----------------------------------------------------------------------


@pytest.mark.parametrize(("text", "name", "of", "expected", "unit"), [
    (CUPS, "revenue", "", 4_000, "EUR per month"),
    (CUPS, "revenue", "cups", 4_000, "EUR per month"),
    (CUPS, "revenue-per-customer", "", 40, "EUR per month per customer"),
    (PLANS, "revenue", "", 2_500, "EUR per month"),
    (PLANS, "revenue", "subs.large", 1_500, "EUR per month"),
    (PLANS, "monthly-recurring-revenue", "", 2_500, "EUR per month"),
    (PLANS, "annual-recurring-revenue", "subs", 30_000, "EUR per year"),
    (PLANS, "revenue-share", "subs.small", Fraction(2, 5), "%"),
    (PLANS, "revenue-per-customer", "subs", Fraction(2_500, 130), "EUR per month per customer"),
    (PLANS, "recurring-share", "", 1, "%"),
])  # fmt: skip
def test_what_comes_in(text, name, of, expected, unit):
    figure = figures(text)[name, of]
    assert figure.value == expected and figure.unit == unit


def test_revenue_is_of_the_period_of_the_canvas():
    assert value(CUPS, "revenue", head='canvas "A" { currency EUR; period year }\n') == 48_000


def test_a_volume_of_all_together_takes_no_customers():
    text = 'segment a "A"\nrevenue r "R" { from a; price 3 EUR per bag; volume 1_200 bags per month }\n'
    assert value(text, "revenue") == 3_600


def test_a_party_that_pays_a_stream_alone_pays_it_once():
    text = 'party city "City" { role payer }\nrevenue r "R" { from city; price 24_000 EUR per year }\n'
    assert value(text, "revenue") == 2_000


def test_a_volume_in_the_period_of_the_price_makes_it_the_price_of_a_thing():
    text = 'segment a "A" { customers 3 }\nrevenue r "R" { from a; price 90 EUR per week; volume 44 weeks per month }\n'
    assert value(text, "revenue") == 3_960


def test_a_price_for_a_period_may_be_paid_for_several_things():
    text = """segment a "A" { customers 9_400 }
revenue r "R" { from a; price 4 EUR per month; volume 0.7 routers per customer }
"""
    assert value(text, "revenue") == 26_320


def test_ranges_flow_through_to_what_is_left():
    figure = figures(CUPS.replace("4 EUR", "3 .. 4 .. 6 EUR") + COSTS)["profit", ""]
    assert (figure.low, figure.value, figure.high) == (1_000, 2_000, 4_000)


@pytest.mark.parametrize(("text", "name", "of", "reason"), [
    (CUPS.replace("customers 100", "size 100 people"), "revenue", "cups", "`people` says nothing of `customers`"),
    (CUPS.replace("; volume 10 cups per month per customer", ""), "revenue", "", "nothing of `volume`"),
    (CUPS.replace(" per month per customer", ""), "revenue", "", "does not say in which period"),
    (CUPS.replace("10 cups", "10 loaves"), "revenue", "", "per cup, and its volume counts loaves"),
    (CUPS.replace("per cup", "per month"), "revenue", "", "both the price and the volume of `cups` say a period"),
    (CUPS + 'revenue x "X" { from people; price 4 USD per month }\n', "revenue", "", "is in USD and other amounts"),
    (CUPS + 'revenue x "X" { from people }\n', "revenue", "", "`x` says nothing of `price`"),
    (CUPS.replace("from people; ", "").replace("4 EUR per cup; volume 10 cups per month per customer",
                                               "4 EUR per month"), "revenue", "", "who pays"),
    (PLANS.replace("; customers 30", ""), "revenue", "subs", "`subs.large` says nothing of `customers`"),
    (CUPS.replace("per cup", "per cup from month 3"), "revenue", "cups", "not sold in the month"),
    (CUPS.replace("4 EUR", "0 EUR"), "revenue-share", "cups", "divide by zero"),
])  # fmt: skip
def test_revenue_that_is_absent_says_why(text, name, of, reason):
    figure = figures(text)[name, of]
    assert figure.value is None and reason in figure.absent


def test_a_model_without_prices_has_no_figures_of_money():
    found = figures('segment a "A"\nrevenue r "R" { from a }\ncost c "C"\n')
    assert found.keys().isdisjoint((name, "") for name in ("revenue", "costs", "profit", "cumulative-profit"))
    assert ("revenue", "r") not in found


# ---- The mix ----------------------------------------------------------------------


def test_concentration():
    """V26: shares of .6, .3 and .1 give .46, as 2.17 equal streams."""
    text = 'party p "P" { role payer }\n' + "".join(
        f'revenue r{n} "R{n}" {{ from p; price {n} EUR per month }}\n' for n in (60, 30, 10)
    )
    assert value(text, "concentration") == Fraction(46, 100)
    assert float(value(text, "effective-streams")) == pytest.approx(2.1739, abs=1e-4)
    assert value(text, "revenue-share", "r30") == Fraction(3, 10)


# ---- Costs and what is left ---------------------------------------------------------


@pytest.mark.parametrize(("name", "of", "expected"), [
    ("costs", "", 2_000), ("fixed-costs", "", 1_000), ("variable-costs", "", 1_000), ("costs", "beans", 1_000),
    ("costs", "rent", 1_000), ("contribution", "", 3_000), ("contribution-margin", "", Fraction(3, 4)),
    ("profit", "", 2_000), ("profit-margin", "", Fraction(1, 2)), ("contribution-per-unit", "cups", 3),
    ("break-even-volume", "cups", Fraction(1_000, 3)), ("break-even-revenue", "", Fraction(4_000, 3)),
    ("margin-of-safety", "", Fraction(2, 3)), ("operating-leverage", "", Fraction(3, 2)),
])  # fmt: skip
def test_what_goes_out_and_what_is_left(name, of, expected):
    assert value(CUPS + COSTS, name, of) == expected


def test_break_even_of_one_stream_needs_no_volume():
    """V23: 5,000 / (25 − 15) = 500."""
    text = 'segment a "A"\nrevenue r "R" { from a; price 25 EUR per book }\n' + (
        'cost f "F" { fixed 5_000 EUR per month }\ncost v "V" { variable 15 EUR per book }\n'
    )
    figure = figures(text)["break-even-volume", "r"]
    assert figure.value == 500 and figure.unit == "book per month"
    assert formula(figure.expression, signs=True) == "f / (p − v)"


def test_operating_leverage():
    """V27: a contribution of 60 and fixed costs of 45 give 4."""
    text = """party p "P" { role payer }
revenue r "R" { from p; price 60 EUR per month }
cost f "F" { fixed 45 EUR per month }
"""
    assert value(text, "operating-leverage") == 4


def test_several_streams_break_even_in_their_mix():
    """1,000 cups leave 3 each and 200 cakes 5 each, 4,000 in all: for fixed costs of 1,000 a quarter of both is enough.
    """
    text = CUPS + COSTS + 'revenue cakes "Cakes" { from people; price 5 EUR per cake; volume 200 cakes per month }\n'
    assert value(text, "break-even-volume", "cups") == 250
    assert value(text, "break-even-volume", "cakes") == 50
    assert value(text, "break-even-revenue") == 1_250


def test_a_cost_for_each_customer_counts_customers_once():
    text = PLANS + 'cost host "Host" { variable 2 EUR per customer per month }\n'
    assert value(text, "variable-costs") == 260
    assert value(text.replace("customers 130", "size 200 people"), "variable-costs") == 260
    assert value(text.replace("{ variable", "{ for subs on subs.free; variable"), "variable-costs") == 1_800


def test_a_variable_cost_belongs_to_what_it_is_for():
    text = CUPS + 'revenue more "More" { from people; price 6 EUR per cup; volume 100 cups per month }\n'
    assert value(text + 'cost b "B" { variable 1 EUR per cup }\n', "costs") == 1_100
    assert value(text + 'cost b "B" { for more; variable 1 EUR per cup }\n', "costs") == 100


def test_a_commission_has_a_cost_of_its_unit_where_nothing_else_has():
    """A platform that earns per booking pays its insurer per booking, whatever the cost is `for`; beside a price of the
    thing itself the commission is left alone."""
    text = 'segment a "A" { customers 10 }\npartner i "I"\n' + (
        'revenue c "C" { from a; type brokerage; price 20 EUR per booking; volume 50 bookings per month }\n'
        'cost v "V" { for i; variable 6 EUR per booking }\n'
    )
    assert value(text, "variable-costs") == 300
    assert value(text, "contribution-per-unit", "c") == 14
    sold = 'revenue d "D" { from a; type usage-fee; price 90 EUR per booking; volume 2 bookings per month }\n'
    assert value(text + sold, "variable-costs") == 12
    assert value(text + sold, "contribution-per-unit", "c") == 20


def test_a_cost_that_is_for_something_else_names_what_has_its_unit():
    text = CUPS + 'proposition p "P" { for people }\nrevenue l "L" { from people; for p; price 3 EUR per loaf }\n' + (
        'cost b "B" { for p; variable 1 EUR per cup }\n'
    )
    assert figures(text)["costs", "b"].absent.startswith("`cups` is priced per cup, and `b` is for something else")


def test_what_begins_later_or_has_ended_is_not_in_a_period():
    text = CUPS + 'cost c "C" { fixed 100 EUR per month until month 2, 300 EUR per month from month 3 }\n'
    assert value(text, "costs") == 100
    assert value(text, "costs", head=HEAD.replace("}", "; date 2027-03-15 }")) == 300


@pytest.mark.parametrize(("text", "name", "of", "reason"), [
    (CUPS + 'cost c "C" { variable 1 EUR per loaf }\n', "costs", "c", "nothing is sold that is priced per loaf"),
    (CUPS + 'cost c "C" { variable 1 EUR }\n', "costs", "c", "does not say of what, or in which period"),
    (CUPS + 'cost c "C" { fixed 900 EUR }\ncost d "D"\n', "costs", "c", "is paid once"),
    (CUPS + 'cost c "C" { fixed 900 EUR }\ncost d "D"\n', "costs", "d", "`d` says nothing of `fixed` or `variable`"),
    (CUPS + 'cost c "C" { fixed 9 EUR per month from month 4 }\n', "costs", "c", "costs nothing in the month"),
    (CUPS + COSTS.replace("1 EUR per cup", "4 EUR per cup"), "break-even-volume", "cups", "leave nothing"),
    (CUPS + COSTS.replace("1_000", "3_000"), "operating-leverage", "", "no profit"),
    (CUPS + 'cost c "C" { fixed 9 EUR per month until 2027-05-31 }\n', "costs", "", "when month 1 begins"),
])  # fmt: skip
def test_costs_that_are_absent_say_why(text, name, of, reason):
    head = HEAD if "month 1" not in reason else 'canvas "A" { currency EUR }\n'
    figure = figures(text, head)[name, of]
    assert figure.value is None and reason in figure.absent


def test_the_cost_of_a_bond_is_no_cost_of_the_canvas():
    text = CUPS + COSTS + 'relationship r "R" { with people; bond financial "x" { cost 50 EUR per month } }\n'
    assert value(text, "costs") == 2_000 and len([name for name, _ in figures(text) if name == "costs"]) == 3


# ---- Serving, and those who leave ---------------------------------------------------


def test_what_serving_one_customer_costs():
    """C25: a representative of 90,000 a year with 40 customers costs 2,250 for each."""
    text = """segment a "A" { customers 40 }
relationship r "R" {
  with a
  margin 3_000 EUR per year per customer
  dedicated { accounts-per-rep 40; rep-cost 90_000 EUR per year }
}
"""
    head = 'canvas "A" { currency EUR; period year }\n'
    assert value(text, "cost-to-serve", "r", head) == value(text, "cost-to-serve", "a", head) == 2_250
    assert value(text, "profit-per-customer", "r", head) == 750
    assert value(text, "serving-cost", "a", head) == 90_000


def test_how_far_the_budget_reaches():
    text = """segment a "A" { customers 100; cost-to-serve 40 EUR per year per customer }
segment b "B" { primary; customers 50; cost-to-serve 10 EUR per month per customer }
"""
    head = 'canvas "A" {{ currency EUR; period year; budget {} EUR per year }}\n'
    assert value(text, "serving-cost", head=head.format(9_000)) == 10_000
    assert value(text, "serving-budget-left", head=head.format(9_000)) == -1_000
    assert figures(text, head.format(9_000))["serving-cut-off", ""].word == "it ends at a"
    assert figures(text, head.format(10_000))["serving-cut-off", ""].word == "enough for all"
    missing = figures(text + 'segment c "C" { customers 1 }\n', head.format(9_000))
    assert missing["serving-cost", ""].absent == "`c` says nothing of `cost-to-serve`"


def test_what_leaves_with_the_unhappy():
    """V22: 2,000 · 10% · 30% · 40 · 12 = 28,800 of sales; 10,080 of profit at a margin of 35%."""
    text = """segment a "A" { customers 2_000; unhappy 10%; unhappy-leave 30%; spend 40 EUR per month }
relationship r "R" { with a; margin 14 EUR per month per customer }
"""
    assert value(text, "loss-from-dissatisfaction", "a") == value(text, "loss-from-dissatisfaction") == 28_800
    assert value(text, "profit-at-risk", "a") == 10_080
    figure = figures(text.replace("unhappy-leave 30%; ", ""))["loss-from-dissatisfaction", "a"]
    assert "nothing of `unhappy-leave`" in figure.absent


@pytest.mark.parametrize(("said", "unsaid"), [("fixed", "variable"), ("variable", "fixed")])
def test_costs_of_which_the_model_says_nothing_are_no_zero(said, unsaid):
    amount = {"fixed": "fixed 90 EUR per month", "variable": "variable 9 EUR per month"}[said]
    found = load(Source("a.bmc", f'canvas "A" {{ currency EUR }}\ncost rent "Rent" {{ {amount} }}\n'))
    names = {figure.kind.name for figure in figures_of(found.canvas)}
    assert f"{said}-costs" in names and f"{unsaid}-costs" not in names


# ---- Who is counted ---------------------------------------------------------------

MIXED = """segment homes "H" { customers 130 }
revenue subs "Subs" {
  from homes
  plan small "Small" { price 10 EUR per month; customers 100 }
  plan large "Large" { price 50 EUR per month; customers 30 }
}
revenue routers "Routers" { from homes; price 3 EUR per month }
proposition net "Net" { for homes }
"""


HELP = 'cost help "Help" { variable 1 EUR per month per customer }\n'


def test_who_is_on_a_plan_is_counted_with_the_segment_and_not_twice():
    assert value(MIXED, "revenue-per-customer") == Fraction(2_500 + 390, 130)
    assert value(MIXED + HELP.replace("{", "{ for net;"), "costs") == 130


def test_a_plan_of_two_segments_of_which_one_is_counted_is_not_added():
    text = MIXED.replace("from homes\n", "from homes, shops\n") + 'segment shops "S"\n'
    assert "nothing says how many of those on it they are" in figures(text)["revenue-per-customer", ""].absent


def test_a_number_has_one_name_in_all_figures():
    names = {each.span: each.name for figure in figures(PLANS).values() for each in figure.inputs}
    assert all(names[each.span] == each.name for figure in figures(PLANS).values() for each in figure.inputs)


def test_customers_on_plans_of_two_streams_are_not_added():
    text = MIXED.replace(" { customers 130 }", "").replace(
        "price 3 EUR per month }", "plan own { price 3 EUR per month; customers 40 } }")  # fmt: skip
    assert "may be on several plans" in figures(text + HELP)["variable-costs", ""].absent
