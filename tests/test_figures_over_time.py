"""Figures of customers over time: cohorts, equity, what-ifs, uplift, elasticity, response, programmes, the table."""

from fractions import Fraction

import pytest

from canvasdsl.figures.compute import figures_of
from canvasdsl.figures.printing import formula, steps_of
from canvasdsl.figures.what_ifs import sensitivity_of, value_table
from canvasdsl.load import load
from canvasdsl.source import Source

HEAD = 'canvas "A" {{ currency EUR; discount {discount} }}\nsegment a "A" {{ {segment} }}\n'
REGULARS = HEAD + 'relationship regulars "R" {{ with a; {body} }}\n'
NET_4_YOU = "retention 78.8% per month; margin 18.95 EUR per month per customer"
NET_4_YOU_CASE = NET_4_YOU + '; what-if "more" { margin 18.75 EUR per month per customer }'
PROVIDER = (
    "convention immediate; retention 99.5% per month; margin 18.45 EUR per month per customer; retention-cost 0.50 EUR "
    'per month per customer; what-if "half" { retention 99% per month; retention-cost 0.25 EUR per month per customer }'
)
COHORT = (
    "cohort { survivors 100, 90, 80, 72, 60, 48, 34, 23, 12, 6, 2; revenue 100, 110, 120, 125, 130, 135, 140, 142, 143,"
    " 145 EUR; cost 70, 72, 75, 76, 78, 79, 80, 81, 82, 83 EUR; acquisition-cost 40 EUR }"
)


def model(text):
    found = load(Source("a.bmc", text))
    assert not [each for each in found.diagnostics if each.of_language], found.diagnostics
    return found.canvas


def figures(body, *, discount="10% per year", segment="", more=""):
    made = model(REGULARS.format(discount=discount, segment=segment, body=body) + more)
    return {figure.kind.name: figure for figure in figures_of(made)}


@pytest.mark.parametrize(("body", "more", "name", "value", "unit"), [
    (NET_4_YOU, {"discount": "1% per month"}, "lifetime-value", "67.26396396", "EUR"),
    (NET_4_YOU_CASE, {"discount": "1% per month"}, "break-even-retention", "0.78983226", "% per month"),
    (PROVIDER, {"discount": "1% per month"}, "lifetime-value", "1208.63333333", "EUR"),
    (PROVIDER, {"discount": "1% per month"}, "what-if-value", "919.1", "EUR"),
    (PROVIDER, {"discount": "1% per month"}, "what-if-difference", "-289.53333333", "EUR"),
    (COHORT, {}, "cohort-value", "9286.50830", "EUR"),
    (COHORT, {}, "cohort-value-per-customer", "92.865083", "EUR"),
    (COHORT.replace("cohort {", "cohort { every 1 year;"), {}, "cohort-value", "9286.50830", "EUR"),
    ("retention 55% per year; margin 110 EUR per year; horizon 24 months", {}, "value-within-horizon", "82.5", "EUR"),
    ("convention immediate; retention 55% per year; margin 110 EUR per year; horizon 2 years; acquisition-cost 5 EUR",
     {}, "value-within-horizon", "160", "EUR"),
    ("retention 99% per year; margin 110 EUR per year; margin-growth 20% per year; horizon 1 year", {},
     "value-within-horizon", "99", "EUR"),
    ("retention 80% per year", {}, "retention-uplift", "0.275", "%"),
    ("retention 80% per year; margin 100 EUR per year; acquisition-cost 150 EUR", {}, "net-retention-uplift",
     "0.62857143", "%"),
    ("retention 80% per year; margin 100 EUR per year; acquisition-cost 200 EUR", {}, "net-retention-uplift", "1.1",
     "%"),
    ("retention 90% per year", {"discount": "12% per year"}, "retention-elasticity", "5.09090909", ""),
    ("retention 80% per year; margin 100 EUR per year; acquisition-cost 200 EUR", {}, "net-retention-elasticity",
     "14.6666667", ""),
    ("retention 97% per month", {}, "yearly-retention", "0.69384248", "% per year"),
    ("retention 80% per year", {}, "monthly-retention", "0.98157653", "% per month"),
    ("response { ceiling 40%; spend 5 EUR; rate 10%; worth 50 EUR }", {}, "response-speed", "0.05753641", "per EUR"),
    ("response { ceiling 40%; spend 5 EUR; rate 10%; worth 50 EUR }", {}, "best-spend", "2.44010752", "EUR"),
    ("response { ceiling 40%; spend 5 EUR; rate 10%; worth 50 EUR }", {}, "best-surplus", "0.179595", "EUR"),
    ('programme club "Club" { earns 1; point-value 0.01 EUR; redemption 70%; margin 35% }', {}, "programme-cost",
     "0.007", "%"),
    ('programme club "Club" { earns 1; point-value 0.01 EUR; redemption 70%; margin 35% }', {}, "break-even-uplift",
     "0.020408163", "%"),
    ('programme club "Club" { margin 35%; cost 700 EUR per month }',
     {"segment": "customers 1_000; spend 20 EUR per month"}, "break-even-uplift", "0.1", "%"),
    ("acquisition-cost 60 EUR; retention-cost 1 EUR per month", {}, "winning-to-keeping", "5", ""),
    ("retention 80% per year; acquisition { sales 9 EUR per month; new-customers 10 per month }",
     {"segment": "customers 1_000"}, "next-base", "920", "customers after a year"),
    ("retention 80% per year; margin 100 EUR per year; what-if \"x\" { retention 85% per year; budget 22_000 EUR }",
     {"segment": "customers 300"}, "what-if-return", "1", ""),
    ("margin 12 EUR per year; predict churn { uplift 2%; reaches 4_000; cost 30 EUR per month }", {},
     "prediction-value", "50", "EUR per month"),
    ("contacts 2 per month; interact \"x\" { cost-per-contact 0.40 EUR }", {}, "contact-cost", "0.8",
     "EUR per month per customer"),
    ("customize price { cost 2 EUR per month per customer; extra-margin 36 EUR per year per customer }", {},
     "customising-gain", "1", "EUR per month"),
])  # fmt: skip
def test_a_figure(body, more, name, value, unit):
    """V05, V07 to V10, V16 to V18, V24, V25 and examples of our own."""
    figure = figures(body, **more)[name]
    assert figure.absent == ""
    assert float(figure.value) == pytest.approx(float(value), rel=1e-6) and figure.unit == unit
    assert figure.low == figure.high == figure.value


def test_customer_equity_is_the_sum_over_the_segments():
    """V30: 1,200 · 266.67 + 300 · 405."""
    made = model(
        HEAD.format(discount="10% per year", segment="customers 1_200") + 'segment b "B" { customers 300 }\n'
        "relationship one { with a; retention 80% per year; margin 100 EUR per year }\n"
        "relationship two { with b; retention 90% per year; margin 90 EUR per year }\n"
    )
    found = {(figure.kind.name, figure.of): figure for figure in figures_of(made)}
    assert found["customer-equity", ""].value == 441_500
    assert found["segment-equity", "b"].value == 121_500
    names = {each.name for each in found["customer-equity", ""].inputs}
    assert {"margin of one", "margin of two", "customers of a", "discount"} <= names


def test_a_period_of_a_cohort_may_be_half_a_year():
    figure = figures("cohort { every 6 months; survivors 10, 10; revenue 110 EUR }", discount="21% per year")
    assert float(figure["cohort-value"].value) == pytest.approx(1000)
    assert [step.sign for step in steps_of(figure["cohort-value"].expression)] == ["i′", "d"]


def test_points_of_retention_are_points_a_year():
    """Five points a month would leave no room above 96%."""
    figure = figures("retention 97% per month")["retention-uplift"]
    assert figure.absent == "" and 0 < figure.value < 1
    assert "r⁺" in formula(figure.expression, signs=True)
    set_by_file = figures("retention 80% per year", more="")["retention-uplift"]
    assert set_by_file.value == Fraction(11, 40)


def test_the_margin_is_what_is_left_after_serving_and_keeping():
    whole = figures("retention 80% per year; margin 100 EUR per year; retention-cost 1 EUR per month",
                    segment="cost-to-serve 8 EUR per year per customer")["lifetime-value"]  # fmt: skip
    assert whole.value == Fraction(80 * 8, 3)
    helped = figures('retention 80% per year; margin 100 EUR per year; service desk "D" { contacts 1 per month; '
                     'minutes 5; wage 12 EUR per hour }')["lifetime-value"]  # fmt: skip
    assert helped.value == Fraction(88 * 8, 3)


def test_of_several_segments_the_one_served_most_cheaply_counts():
    made = model(
        HEAD.format(discount="10% per year", segment="cost-to-serve 20 .. 30 EUR per year") + 'segment b "B" '
        "{ cost-to-serve 10 .. 25 EUR per year }\n"
        "relationship one { with a; with b; retention 80% per year; margin 100 EUR per year }\n"
    )
    figure = next(each for each in figures_of(made) if each.kind.name == "lifetime-value")
    assert (figure.low, figure.high) == (75 * Fraction(8, 3), 90 * Fraction(8, 3))


@pytest.mark.parametrize(("body", "more", "name", "reason"), [
    ("retention 97% per year", {}, "retention-uplift", "above 100%"),
    ("retention 80% per year; margin 10 EUR per year; acquisition-cost 99 EUR", {}, "net-retention-uplift",
     "no more than winning one costs"),
    ('margin 9 EUR per year; what-if "x" { retention 99% per month }', {}, "what-if-value", "nothing of `retention`"),
    ('retention 80% per year; margin 9 EUR per year; what-if "x" { acquisition-cost 9 EUR }', {}, "what-if-difference",
     "nothing of `acquisition-cost`"),
    ('retention 80% per year; margin 9 EUR per year; what-if "x" { margin -1 EUR per year }', {},
     "break-even-retention", "no retention makes up for it"),
    ('retention 80% per year; margin 9 EUR per year; what-if "x" { margin 8 USD per year }', {}, "what-if-difference",
     "in USD and other amounts are in EUR"),
    ("cohort { survivors 10, 9; revenue 5, 5 EUR }", {}, "cohort-value", "do not cover the same periods"),
    ("cohort { survivors 10, 9 }", {}, "cohort-value", "nothing of `revenue`"),
    ("cohort { every 2 .. 3 months; survivors 10, 9; revenue 5 EUR }", {}, "cohort-value", "no length of time"),
    ("response { ceiling 40%; spend 5 EUR; rate 40%; worth 50 EUR }", {}, "best-spend", "reach the ceiling"),
    ("response { ceiling 40%; spend 5 EUR; rate 10%; shape linear }", {}, "best-spend", "no best spend"),
    ("response { ceiling 40%; spend 5 EUR; rate 10% }", {}, "best-spend", "nothing of `retention`"),
    ("response { spend 5 EUR; rate 10% }", {}, "response-speed", "nothing of `ceiling`"),
    ('programme club "C" { earns 40; point-value 0.01 EUR; margin 35% }', {}, "break-even-uplift", "no uplift"),
    ('programme club "C" { margin 35%; cost 700 EUR per month }', {}, "break-even-uplift", "nothing of `spend`"),
    ("retention 80% per year; acquisition { sales 9 EUR per month; new-customers 10 per month }", {}, "next-base",
     "nothing of `customers`"),
    ("margin 9 EUR per year; acquisition-cost 9 EUR; retention-cost 2 EUR per month", {}, "payback",
     "never paid back"),
])  # fmt: skip
def test_a_figure_that_is_absent_says_why(body, more, name, reason):
    figure = figures(body, **more)[name]
    assert figure.value is None and reason in figure.absent


def test_customers_that_would_count_twice_have_no_sum():
    body = "retention 80% per year; margin 9 EUR per year"
    more = "relationship again { with a; retention 80% per year; margin 9 EUR per year }\n"
    assert "count twice" in figures(body, segment="customers 9", more=more)["customer-equity"].absent
    more = 'segment b "B" { customers 5 }\n'
    assert "no relationship with it" in figures(body, segment="customers 9", more=more)["customer-equity"].absent


def test_over_a_long_horizon_the_value_is_that_of_a_lifetime():
    found = figures("retention 80% per year; margin 90 EUR per year; horizon 200 years")
    assert float(found["value-within-horizon"].value) == pytest.approx(float(found["lifetime-value"].value))


def test_ranges_flow_through_a_best_spend():
    figure = figures("response { ceiling 40%; spend 5 EUR; rate 10%; worth 10 .. 50 .. 60 EUR }")["best-spend"]
    assert figure.low == 0 < figure.value < figure.high


def test_ideas_have_no_figures():
    body = 'retention 80% per year; margin 9 EUR per year; what-if "x" { status idea; retention 85% per year }'
    assert "what-if-value" not in figures(body)


def test_budgets_are_shared_among_their_objectives():
    more = (
        "tactic ads { objective acquire; budget 100 EUR per month }\n"
        "tactic calls { objective keep, acquire; budget 1_200 EUR per year }\n"
        "tactic letters { objective grow; budget 200 EUR per month; reaches 500 per month; response 2% }\n"
    )
    found = figures("", more=more)
    assert found["keeping-share"].value == Fraction(250, 400)
    assert found["cost-per-response"].value == 20


def test_the_table_holds_the_value_in_its_middle():
    body = "retention 80% per year; margin 90 EUR per year"
    made = model(REGULARS.format(discount="10% per year", segment="", body=body))
    table = sensitivity_of(made, made.relationships[0])
    assert table.values[2][2] == 240 and table.period == "year" and table.currency == "EUR"
    assert [float(each) for each in table.retentions] == pytest.approx([0.7, 0.75, 0.8, 0.85, 0.9])
    assert [float(each) for each in table.discounts] == pytest.approx([0.06, 0.08, 0.1, 0.12, 0.14])


def test_a_table_of_what_has_no_end_has_holes_and_of_what_has_no_margin_there_is_none():
    assert value_table(Fraction(1), [Fraction(1), Fraction(1, 2)], [Fraction(0)], "immediate") == ((None,), (2,))
    made = model(REGULARS.format(discount="1% per year", segment="", body="retention 80% per year"))
    assert sensitivity_of(made, made.relationships[0]) is None
