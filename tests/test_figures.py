"""Figures: one expression gives value, range, simulation and printed formula; each input has its line."""

import math
import re
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from canvasdsl.figures import lifetime
from canvasdsl.figures.compiling import compiled
from canvasdsl.figures.compute import KINDS, figures_of, kind_called
from canvasdsl.figures.expression import Constant, Operation, Symbol, Undefined, total
from canvasdsl.figures.printing import formula, steps_of
from canvasdsl.figures.ranges import range_of
from canvasdsl.figures.simulation import draws, simulate
from canvasdsl.figures.slopes import derivative
from canvasdsl.load import load
from canvasdsl.source import Source

REGULARS = '''canvas "A" {{ currency EUR; discount 10% per year }}
segment a "A"
relationship regulars "R" {{ with a; {} }}
'''
MARGIN, STAYS, RATE = Symbol("margin", "m"), Symbol("retention", "r"), Symbol("discount", "i")


def figures(body):
    found = load(Source("a.bmc", REGULARS.format(body)))
    assert not found.has_errors, found.diagnostics
    return {figure.kind.name: figure for figure in figures_of(found.canvas)}


# ---- Expressions ----------------------------------------------------------------

numbers = st.fractions(-50, 50, max_denominator=8)
symbols = st.sampled_from([Symbol(name) for name in "abc"])


def _joined(children):
    return st.one_of(
        st.tuples(children, children).map(lambda two: two[0] + two[1]),
        st.tuples(children, children).map(lambda two: two[0] - two[1]),
        st.tuples(children, children).map(lambda two: two[0] * two[1]),
        st.tuples(children, children).map(lambda two: two[0] / (two[1] * two[1] + 1)),
    )


expressions = st.recursive(st.one_of(symbols, numbers.map(Constant)), _joined, max_leaves=5)
values = st.fixed_dictionaries(dict.fromkeys("abc", numbers))


def test_a_formula_on_symbols_is_the_formula_on_numbers():
    made = lifetime.lifetime_value(MARGIN, STAYS, RATE, lifetime.AFTER_RETENTION, acquisition_cost=Symbol("cost", "AC"))
    given = {"margin": Fraction(100), "retention": Fraction(4, 5), "discount": Fraction(1, 10), "cost": Fraction(20)}
    plain = lifetime.lifetime_value(Fraction(100), Fraction(4, 5), Fraction(1, 10), lifetime.AFTER_RETENTION,
                                    acquisition_cost=Fraction(20))  # fmt: skip
    assert made.value(given) == plain
    assert formula(made, signs=True) == "m · r / (1 + i − r) − AC"
    assert formula(made, signs=False) == "margin · retention / (1 + discount − retention) − cost"


def test_taking_the_rest_of_a_rest_is_the_share_itself():
    """Of a churn that is said the figure is what is said, and no `1 − (1 − c)`."""
    churn, one = Symbol("churn", "c"), Constant(Fraction(1))
    assert one - (one - churn) == churn
    assert formula(1 / (1 - (1 - churn)), signs=True) == "1 / c"
    assert formula(2 - (1 - churn), signs=True) == "2 − (1 − c)"


def test_a_number_that_decimals_would_round_stands_as_a_fraction():
    assert formula(Symbol("a") / Constant(Fraction(104_879_105, 1_024)), signs=False) == "a / (104879105/1024)"
    assert formula(Symbol("a") * Constant(Fraction(5, 100)), signs=False) == "a · 0.05"


@settings(deadline=None)
@given(expressions, values)
def test_what_is_compiled_and_what_is_printed_come_to_the_same(made, given):
    exact = made.value(given)
    names = sorted(made.names)
    for number in range(len(names) + 1):
        varying, fixed = names[number:], {name: given[name] for name in names[:number]}
        twice = compiled((made, made), varying, fixed)(*(float(given[name]) for name in varying))
        assert twice[0] == twice[1]
        assert math.isclose(twice[0], float(exact), rel_tol=1e-6, abs_tol=1e-6)
    python = formula(made, signs=False).replace("·", "*").replace("−", "-").replace("^", "**")
    scope = {name: given[name] for name in names} | {"Fraction": Fraction}
    exactly = re.sub(r"(?<![\w.])(\d+(?:\.\d+)?)", r"Fraction('\1')", python)
    assert eval(exactly, scope) == exact


@settings(deadline=None, max_examples=50)
@given(expressions, st.fixed_dictionaries({name: st.tuples(numbers, numbers).map(sorted) for name in "abc"}), st.data())
def test_a_range_holds_every_value_within(made, box, data):
    """And its ends are values: what is found in a corner is never outside."""
    ranges = {name: (low, high) for name, (low, high) in box.items()}
    low, high = range_of(made, ranges)
    inside = {name: data.draw(st.fractions(a, b, max_denominator=50)) for name, (a, b) in ranges.items()}
    value = made.value(inside)
    slack = Fraction(1, 50) * max(1, abs(high - low))
    assert low - slack <= value <= high + slack


@settings(deadline=None)
@given(expressions, values)
def test_a_derivative_is_the_slope(made, given):
    step = Fraction(1, 10**9)
    moved = {**given, "a": given["a"] + step}
    slope = (made.value(moved) - made.value(given)) / step
    exact = derivative(made, "a").value(given)
    assert math.isclose(float(slope), float(exact), rel_tol=1e-3, abs_tol=1e-3)


def test_a_shared_input_is_taken_once():
    a = Symbol("a")
    assert range_of(a - a, {"a": (Fraction(1), Fraction(9))}) == (0, 0)
    assert range_of(a * (1 - a), {"a": (Fraction(0), Fraction(1))})[0] == 0
    assert float(range_of(a * (1 - a), {"a": (Fraction(0), Fraction(1))})[1]) == pytest.approx(0.25, abs=1e-3)


def test_nothing_is_divided_by_nothing():
    a = Symbol("a")
    with pytest.raises(Undefined):
        (1 / a).value({"a": Fraction(0)})
    with pytest.raises(Undefined):
        range_of(1 / a, {"a": (Fraction(-1), Fraction(1))})
    with pytest.raises(Undefined):
        Operation("log", (a,)).value({"a": Fraction(0)})


def test_a_sum_of_very_many_parts_is_computed_and_compiled():
    parts = [Symbol(f"x{number}") for number in range(3_000)]
    made = total(parts)
    given = {f"x{number}": Fraction(1) for number in range(3_000)}
    assert made.value(given) == 3_000
    assert compiled((made,), list(given), {})(*([1.0] * 3_000)) == (3_000,)


# ---- Figures of customers --------------------------------------------------------

WORTH = "retention 80% per year; margin 100 EUR per year per customer; acquisition-cost 20 EUR"


@pytest.mark.parametrize(("name", "value", "unit"), [
    ("retention", "0.8", "% per year"), ("churn", "0.2", "% per year"), ("mean-life", "5", "years"),
    ("acquisition-cost", "20", "EUR"), ("lifetime-value", "246.6666667", "EUR"), ("ltv-to-cac", "13.3333333", ""),
    ("payback", "2.4", "months"),
])  # fmt: skip
def test_a_figure_of_a_customer(name, value, unit):
    """V01: 100 · 0.8 / (1 + 0.1 − 0.8) = 266.67, less 20."""
    figure = figures(WORTH)[name]
    assert float(figure.value) == pytest.approx(float(value)) and figure.unit == unit
    assert figure.low == figure.high == figure.value


def test_each_input_has_its_line_and_its_words():
    figure = figures(WORTH)["lifetime-value"]
    assert {each.name: each.written for each in figure.inputs} == {
        "retention": "80% per year", "margin": "100 EUR per year per customer", "acquisition-cost": "20 EUR",
        "discount": "10% per year",
    }  # fmt: skip
    assert all(each.span.source == "a.bmc" for each in figure.inputs)


def test_rates_of_different_periods_compound():
    figure = figures("retention 97% per month")["yearly-churn"]
    assert float(figure.value) == pytest.approx(0.3062, abs=1e-4)
    figure = figures("retention 97% per month; margin 10 EUR per month per customer")["lifetime-value"]
    assert formula(figure.expression, signs=True) == "m · r / (1 + i′ − r)"
    assert [f"{step.sign} = {formula(step.made_of, signs=True)}" for step in steps_of(figure.expression)] == [
        "i′ = (1 + i)^(1/12) − 1"
    ]


def test_ranges_flow_through():
    figure = figures("retention 80 .. 85 .. 90% per year; margin 90 .. 110 EUR per year per customer")["lifetime-value"]
    assert (figure.low, figure.high) == (Fraction(240), Fraction(495))
    assert figure.low < figure.value < figure.high


@pytest.mark.parametrize(("body", "name", "reason"), [
    ("margin 9 EUR per year per customer", "lifetime-value", "nothing of `retention`"),
    ("retention 80% per year; acquisition-cost 9 EUR", "ltv-to-cac", "nothing of `margin`"),
    ("retention 80% per year; margin 9 USD per year; acquisition-cost 9 EUR", "lifetime-value", "in EUR and other"),
    ("retention 100% per year; margin 9 EUR per year; margin-growth 20% per year", "lifetime-value", "has no end"),
    ("retention 100% per year", "mean-life", "nobody leaves"),
    ("retention 80%; margin 9 EUR per year", "lifetime-value", "in which period"),
    ("margin 9 EUR per year; acquisition { advertising 9 EUR per month; new-customers 0 per month }", "payback",
     "nobody is won"),
])  # fmt: skip
def test_a_figure_that_is_absent_says_why(body, name, reason):
    figure = figures(body)[name]
    assert figure.value is None and reason in figure.absent


def test_ideas_have_no_figures():
    of_the_whole = {"completeness", "link-coverage"}
    assert set(figures(f"status idea; {WORTH}")) <= of_the_whole


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_kind_is_called_by_its_name_and_synonyms(kind):
    assert all(kind_called(name) is kind for name in (kind.name, *kind.synonyms))


def test_names_of_figures_are_unique():
    names = [name for kind in KINDS for name in (kind.name, *kind.synonyms)]
    assert len(set(names)) == len(names)


# ---- Simulation ------------------------------------------------------------------

RANGES = "retention 80 .. 85 .. 90% per year; margin 90 .. 110 EUR per year per customer; acquisition-cost 9 .. 20 EUR"


def test_the_same_seed_gives_the_same_results_and_another_others():
    figure = figures(RANGES)["lifetime-value"]
    one, again, other = simulate(figure, 500, 7), simulate(figure, 500, 7), simulate(figure, 500, 8)
    assert one == again and one != other
    assert float(figure.low) <= one.results[0] <= one.results[-1] <= float(figure.high)
    assert list(one.percentiles.values()) == sorted(one.percentiles.values())


def test_one_more_input_does_not_shift_the_others():
    before = {each.name: draws(each, 50, 7) for each in figures("retention 80 .. 90% per year")["churn"].inputs}
    after = {each.name: draws(each, 50, 7) for each in figures(RANGES.replace("80 .. 85 .. 90", "80 .. 90"))[
        "lifetime-value"].inputs}  # fmt: skip
    assert before["retention"] == after["retention"]


def test_inputs_are_ranked_by_their_influence():
    ranking = simulate(figures(RANGES)["lifetime-value"], 2_000, 1).ranking
    assert ranking[0][0].name == "retention"
    assert sum(share for _, share in ranking) == pytest.approx(1)
    assert next(share for each, share in ranking if each.name == "discount") == 0


def test_figures_and_rules_assume_one_convention():
    """Where nothing is said, the value in a message is the value of the figure."""
    text = (
        'canvas "A" { discount 10% per year }\nsegment people "P"\nrelationship club "Club" { with people; '
        "type long-term; margin 30 EUR per year; retention 80% per year; acquisition-cost 79 EUR }\n"
    )
    found = load(Source("a.bmc", text))
    (said,) = (each for each in found.diagnostics if each.code == "ECO401")
    (gross,) = (each for each in figures_of(found.canvas) if each.kind.name == "ltv-to-cac")
    assert "worth 80 EUR" in said.message and gross.value == Fraction(80, 79)
