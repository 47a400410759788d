"""The charts of money: what they show, as data, on shipped examples and of many things."""

from fractions import Fraction
from functools import cache

import pytest
from drawn_views import THING_NAMES, block_of, canvas_of, drawings, example, sound, subject

from canvasdsl import resources
from canvasdsl.cli import run
from canvasdsl.figures.compute import kind_called
from canvasdsl.figures.fan import fan_of
from canvasdsl.figures.simulation import Draws
from canvasdsl.views.drawing import Box, Label, Stroke
from canvasdsl.views.economics import (
    break_even,
    cash,
    cohort_table,
    fan,
    mix,
    money_bars,
    retention_curve,
    sensitivity,
    survival,
    tornado,
    trade_offs,
    uplift,
    waterfall,
)
from canvasdsl.views.rounding import rounded

VIEWS = (survival.VIEW, retention_curve.VIEW, sensitivity.VIEW, *tornado.VIEWS, uplift.VIEW, cohort_table.VIEW,
         *money_bars.VIEWS, *trade_offs.VIEWS,
         mix.VIEW, waterfall.VIEW, break_even.VIEW, cash.VIEW, fan.VIEW)  # fmt: skip


# ---- What they show -------------------------------------------------------------------


def test_survival_says_when_half_have_left_and_when_winning_one_is_back():
    """Of 97.4% a month half have left after 27 months: 0.974^26 is 0.504, 0.974^27 0.491."""
    canvas = example("saas")
    found = survival.survival_of(canvas, block_of(canvas, "relationship", "help-yourself"))
    assert found.half == 27
    assert found.left[:2] == (1.0, 0.974)
    assert found.paid == 540 and found.net[0] == 68 - 540
    assert found.back == next(number for number, amount in enumerate(found.net) if amount >= 0) == 9
    assert found.whole == pytest.approx(1394.28, abs=0.01)
    assert found.counted[0].points[0] == (3, pytest.approx(110 / 120))


def test_what_is_paid_back_at_once_says_so():
    """A coffee a day brings more in the first month than winning a regular costs."""
    canvas = example("coffee")
    (drawing,) = drawings(survival.VIEW, canvas)
    assert drawing.title == "Every regular by name: half have left after 9 months, and winning one is paid back at once"


@pytest.mark.parametrize(("margin", "cost", "said"), [
    (5, 400, "never paid back"), (21.5, 400, "not paid back within 59 months"), (100, 400, "paid back after 5 months"),
])  # fmt: skip
def test_survival_says_never_later_and_after(margin, cost, said):
    canvas = canvas_of(f"segment a\nrelationship r {{ with a; retention 95% per month; acquisition-cost {cost} EUR; "
                       f"margin {margin} EUR per month per customer }}")  # fmt: skip
    (drawing,) = drawings(survival.VIEW, canvas)
    assert said in drawing.title


def test_a_group_goes_on_by_its_curve():
    """The counts of Fader and Hardie (2007), Regular: 24.1% after seven years; constant churn of them misleads."""
    canvas = canvas_of("segment a\nrelationship r { with a\n  cohort \"2000\" { every 1 year; survivors 1000, 631, "
                       "468, 382, 326, 289, 262, 241 }\n}")  # fmt: skip
    found = retention_curve.staying_of(canvas, canvas.relationships[0].cohorts[0])
    assert found.counted[7] == 0.241 and found.surely
    assert found.curve[12] == pytest.approx(0.173, abs=0.01)
    assert found.constant[12] < 0.1
    (drawing,) = drawings(retention_curve.VIEW, canvas)
    assert "constant churn would mislead" in drawing.title


def test_the_heat_map_frames_the_present_case():
    """Its value is the lifetime value, after what winning one costs."""
    canvas = example("coffee")
    (drawing,) = drawings(sensitivity.VIEW, canvas)
    assert ("92%", "531 EUR", "522 EUR", "513 EUR", "505 EUR", "498 EUR") in drawing.table.rows
    assert drawing.title == ("Every regular by name: were 94% to stay each month instead of 92%, a customer would be "
                             "worth 154 EUR more")  # fmt: skip


def test_counts_that_do_not_tell_whether_churn_falls_give_a_range():
    """Both curves describe them, so the title names the ends of both."""
    (drawing,) = drawings(retention_curve.VIEW, example("saas"))
    assert drawing.title.endswith("61.3% to 62.9% are likely left after 18 months; the counts do not tell whether "
                                  "churn falls")  # fmt: skip
    below = [" ".join(each.lines) for each in drawing.shapes if isinstance(each, Label)]
    assert {"0", "9", "18", "Months"} <= set(below)


def test_what_winning_costs_stands_near_the_start():
    """Left of the middle, below the curve: not at the far end."""
    found = drawings(survival.VIEW, example("saas"))
    (cost,) = [each for each in found[0].shapes if isinstance(each, Label) and each.lines == ("540 USD to win one",)]
    assert cost.x < 120
    assert found[0].notes == ("Counted with those who leave on the way; what comes later counts less.",)


def test_the_tornado_puts_the_widest_swing_first():
    """A tenth of the 11,600 for wages is 1,160 of profit; the price has a range of its own."""
    canvas = example("coffee")
    (drawing,) = drawings(tornado.VIEWS[1], canvas)
    rows = {row[:2]: row[2:] for row in drawing.table.rows}
    assert rows["Fixed cost", "Four baristas"] == ("10,440 EUR to 12,760 EUR", "4,062 EUR", "1,742 EUR")
    assert drawing.table.rows[0] == ("Price", "Coffee sales", "3.50 EUR to 4.20 EUR", "886 EUR", "5,590 EUR")
    assert drawing.title == "Profit moves most with “Price: Coffee sales”, from 886 EUR to 5,590 EUR"


def test_a_share_moves_by_a_tenth_of_what_is_missing_to_the_whole():
    canvas = example("coffee")
    (drawing,) = drawings(tornado.VIEWS[0], canvas)
    assert ("Customers who stay", "", "91.2% to 92.8%", "470 EUR", "566 EUR") in drawing.table.rows


def test_the_uplift_curve_goes_through_what_the_figures_say():
    """Where this firm stands, the curve has the value of `retention-uplift`, and of `net-retention-uplift`."""
    canvas = example("saas")
    relationship = block_of(canvas, "relationship", "help-yourself")
    found = uplift.uplift_of(canvas, relationship)
    for name, value in (("retention-uplift", found.here), ("net-retention-uplift", found.here_net)):
        figure = subject(canvas).figure(name, relationship)
        assert value == pytest.approx(float(figure.value))
    assert dict(found.gross)[0.9] > dict(found.gross)[0.6]


def test_the_uplift_curve_is_that_of_the_register():
    """C21 at 10% discount and constant margin: 60 to 65% +20.4%, 80 to 85% +27.5%, 90 to 95% +40.7%."""
    canvas = canvas_of("canvas { discount 10% per year }\nsegment a\nrelationship r { with a; retention 80% per year }")
    curve = dict(uplift.uplift_of(canvas, canvas.relationships[0]).gross)
    assert [round(curve[base], 3) for base in (0.6, 0.8, 0.9)] == [0.204, 0.275, 0.407]


def test_winning_stands_beside_keeping_one_for_a_year():
    """120 to win one, 4 a month to keep one."""
    (drawing,) = drawings(money_bars.VIEWS[0], example("clinic"))
    assert [row[2] for row in drawing.table.rows] == ["120 CHF", "48 CHF"]
    assert drawing.title.endswith("winning a customer costs 2.5 times as much as keeping one for a year")


def test_a_customer_who_is_worth_too_little_is_named():
    canvas = canvas_of("segment a\nrelationship r \"R\" { with a; retention 80% per year; acquisition-cost 100 EUR; "
                       "margin 30 EUR per year per customer }")  # fmt: skip
    (drawing,) = drawings(money_bars.VIEWS[1], canvas)
    assert drawing.title == "R: a customer is worth only 1.2 times what winning one costs"
    assert {"its cost", "at least 3 times"} <= {" ".join(each.lines) for each in drawing.shapes
                                                if isinstance(each, Label)}  # fmt: skip


def test_a_threshold_is_seen_through_the_bars():
    """A bar that reaches beyond a line shows where it passes."""
    (drawing,) = drawings(money_bars.VIEWS[1], example("saas"))
    (bar,) = [shape for shape in drawing.shapes if isinstance(shape, Box)]
    cuts = [shape for shape in drawing.shapes if isinstance(shape, Stroke) and shape.tone == "paper"]
    assert len(cuts) == 2 and all(bar.x < each.points[0][0] < bar.x + bar.width for each in cuts)


def test_many_who_are_worth_too_little_are_counted():
    """One name alone would not say that it is so nearly everywhere; and a bar of the ninth segment has its letter."""
    canvas = canvas_of("".join(
        f"segment s{number}\nrelationship r{number} {{ with s{number}; retention 80% per year; "
        f"acquisition-cost 100 EUR; margin {30 if number else 300} EUR per year per customer }}\n"
        for number in range(9)
    ))  # fmt: skip
    (drawing,) = drawings(money_bars.VIEWS[1], canvas)
    assert drawing.title == "In 8 of 9 relationships a customer is worth less than 3 times what winning one costs"
    assert "A" in [each.lines[0] for each in drawing.shapes if isinstance(each, Label)]


def test_a_customer_who_costs_more_than_comes_back_is_named():
    canvas = canvas_of("segment a\nrelationship r \"R\" { with a; retention 80% per year; acquisition-cost 100 EUR; "
                       "margin 30 EUR per year per customer; retention-cost 40 EUR per year per customer }")
    (drawing,) = drawings(money_bars.VIEWS[1], canvas)
    assert drawing.title == "R: a customer costs more than comes back, without what winning one costs"


def test_the_worth_of_all_customers_is_that_of_the_segments():
    (drawing,) = drawings(money_bars.VIEWS[2], example("clinic"))
    *parts, whole = drawing.table.rows
    assert [row[2].split(" · ")[1] for row in parts] == ["58.1%", "34.9%", "6.95%"]
    assert (whole[0], whole[2]) == ("All customers", "663,984 CHF")


def test_the_worths_of_segments_add_up_to_the_whole():
    """Each bar begins where the one above it ends, and the last is as long as all of them."""
    (drawing,) = drawings(money_bars.VIEWS[2], example("clinic"))
    *parts, whole = [shape for shape in drawing.shapes if isinstance(shape, Box)]
    assert len(parts) == 3
    assert [round(each.x, 2) for each in parts[1:]] == [round(each.x + each.width, 2) for each in parts[:-1]]
    assert round(whole.width, 2) == round(sum(each.width for each in parts), 2) and whole.x == parts[0].x


def test_prices_stand_in_order():
    (drawing,) = drawings(money_bars.VIEWS[3], example("subscription"))
    assert [row[2].split()[0] for row in drawing.table.rows] == ["19", "29", "49", "79", "129", "299"]


def test_the_best_spend_is_where_the_curve_says():
    """C24: ceiling 40%, 5 spent give 10%, a customer is worth 50: best at 2.44."""
    canvas = canvas_of("segment a\nrelationship r { with a; response { ceiling 40%; spend 5 EUR; rate 10%; worth 50 "
                       "EUR } }")  # fmt: skip
    (drawing,) = drawings(trade_offs.VIEWS[0], canvas)
    assert drawing.title == "r: the best spend on a prospect is 2.44 EUR, today it is 5 EUR"
    assert ("5 EUR", "10%") in drawing.table.rows


def test_another_case_is_even_where_it_is_worth_as_much_as_today():
    canvas = example("clinic")
    (drawing,) = drawings(trade_offs.VIEWS[1], canvas)
    assert drawing.title.endswith("with 97.4% staying a customer is worth 232 CHF more; it pays from 96.7% on")


def test_the_table_of_a_group_adds_up_to_its_value():
    """The net is the figure `cohort-value`; it begins with what winning all of them cost."""
    canvas = example("saas")
    cohort = block_of(canvas, "relationship", "help-yourself").cohorts[0]
    found = cohort_table.cohort_table(canvas, cohort)
    assert found.paid == 120 * 540 and found.together[0] == -found.paid
    assert found.margins[0] == 232 - 41
    assert found.net == pytest.approx(float(subject(canvas).figure("cohort-value", cohort).value))


@pytest.mark.parametrize(("text", "said"), [
    ('cost c "Rent" { fixed 1 EUR per month }', "All that is said to go out is for “Rent”"),
    ('cost c "Rent" { fixed 3 EUR per month }\ncost d "Staff" { fixed 1 EUR per month }',
     "The greatest cost is “Rent” with 75% of all"),
])  # fmt: skip
def test_a_single_cost_is_not_the_greatest(text: str, said: str):
    (drawing,) = drawings(mix.VIEW, canvas_of(text))
    assert drawing.title == said


def test_the_mix_has_its_shares():
    found = mix.mix_of(subject(example("clinic")))
    assert [(each.name, round(each.share, 3)) for each in found.revenues][:2] == [
        ("Treatments", 0.611), ("Memberships", 0.291)]  # fmt: skip
    assert sum(each.share for each in found.costs) == pytest.approx(1)
    assert {each.name: each.kind for each in found.costs}["Bills to insurers"] == "variable"
    assert found.profit == pytest.approx(-734)


def test_the_waterfall_ends_at_the_profit():
    """The steps add up to the figures of the same names."""
    for name in ("clinic", "coffee", "saas", "subscription", "kiosk"):
        canvas = example(name)
        found = waterfall.steps_of(subject(canvas))
        for figure, value in (("revenue", found.revenue), ("contribution", found.contribution),
                              ("profit", found.profit)):  # fmt: skip
            assert value == pytest.approx(float(subject(canvas).figure(figure).value)), (name, figure)


def test_break_even_is_where_revenue_meets_costs():
    """At the multiple of today's sales, revenue is fixed and variable costs; for one thing sold it is counted in it."""
    found = break_even.break_even_of(subject(example("coffee")))
    low, even, high = found.even
    assert found.revenue[1] * even == pytest.approx(found.fixed[1] + found.variable[1] * even)
    assert low < even < high < 1
    (drawing,) = drawings(break_even.VIEW, example("coffee"))
    assert drawing.title.startswith("All costs are covered from 5,702 cups per month on")


def test_sales_that_leave_nothing_never_break_even():
    canvas = canvas_of("segment a { customers 100 }\nrevenue r { from a; price 2 EUR per cup; volume 9 cups per month "
                       "per customer }\ncost c { variable 3 EUR per cup; fixed 100 EUR per month }")  # fmt: skip
    (drawing,) = drawings(break_even.VIEW, canvas)
    assert drawing.title.startswith("No volume of sales covers the costs")


def test_the_plan_says_how_much_is_needed_and_when_it_is_back():
    (drawing,) = drawings(cash.VIEW, example("clinic"))
    assert drawing.title == "995 CHF are needed on the way, most in month 2; they are back in month 5"
    (drawing,) = drawings(cash.VIEW, example("coffee"))
    assert drawing.title == "Money is never short: 104,472 EUR come together within 36 months"
    (drawing,) = drawings(cash.VIEW, example("kiosk"))
    assert drawing.title.endswith("within 24 months; at worst 153,840 EUR would be missing")
    assert len(drawing.table.rows) <= 25


def test_the_fan_is_ordered_and_the_same_each_time():
    canvas = example("marketplace")
    found, again = (fan_of(canvas, Draws(500, 3)) for _ in range(2))
    assert found == again and found != fan_of(canvas, Draws(500, 4))
    assert all(list(month) == sorted(month) for month in found.months)
    assert 0 <= found.below <= found.runs
    assert fan_of(example("saas"), Draws(100, 1)) is None, "nothing in its plan is a range"


def test_the_middle_of_the_fan_lies_between_the_ends_of_the_plan():
    canvas = example("coffee")
    found = fan_of(canvas, Draws(1_000, 1))
    figure = subject(canvas).figure("cumulative-profit")
    lowest, *_, highest = found.months[-1]
    assert float(figure.low) < lowest < float(figure.value) < highest < float(figure.high)


@pytest.mark.parametrize(("view", "of"), [
    ("cohort", "membership"), ("cohort", "those who began in spring 2026, by half years"), ("survival", "workplace"),
])  # fmt: skip
def test_a_block_is_asked_for_by_what_it_is_called(view, of, tmp_path, capsys):
    """One without an id also by what it stands in."""
    path = str(resources.path("examples/clinic.bmc"))
    assert run(["draw", path, "--view", view, "--of", of, "-o", str(tmp_path / "out.svg")]) == 0
    assert run(["draw", path, "--view", view, "--of", "nobody", "-o", str(tmp_path / "out.svg")]) == 2
    assert "nobody" in capsys.readouterr().err


# ---- Of many things -----------------------------------------------------------------------


def model_with(text: str, *, times: int = 1) -> str:
    """A model in which every chart has something to draw, with one text as all names, and some things many times."""
    quoted = '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    streams = "".join(
        f"revenue v{n} {quoted} {{ from s{n % 3}; for p; price 3 .. 4 .. 9 EUR per cup; volume {n + 1}0 cups per month "
        f"per customer }}\ncost c{n} {quoted} {{ for v{n}; fixed {n * 7 + 1}00 EUR per month }}\n"
        for n in range(times)
    )  # fmt: skip
    cohort = ", ".join(str(900 - 14 * number + number**2 // 12) for number in range(min(3 + times, 40)))
    amounts = ", ".join("40" for _ in range(min(2 + times, 39)))
    plans = "".join(f"  plan l{n} {quoted} {{ price {n + 1}9 EUR per month; customers 3 }}\n" for n in range(times + 1))
    return (
        f"canvas {quoted} {{ horizon 24 months; discount 8 .. 12% per year }}\n"
        + "".join(f"segment s{n} {quoted} {{ customers 10 .. {n + 1}00 }}\n" for n in range(3))
        + f"proposition p {quoted} {{ for s0 }}\n"
        f"relationship r {quoted} {{ with s0; retention 80 .. 90% per month; acquisition-cost 40 .. 90 EUR\n"
        "  retention-cost 1 EUR per month per customer\n"
        "  response { ceiling 40%; spend 5 EUR; rate 10%; worth 50 EUR }\n"
        f"  what-if {quoted} {{ retention 92% per month; retention-cost 2 EUR per month per customer }}\n"
        f"  margin 20 .. 30 EUR per month per customer\n  cohort {quoted} {{ every 1 month; survivors {cohort}\n"
        f"    revenue {amounts} EUR; acquisition-cost 30 EUR }}\n}}\n{streams}"
        f"revenue w {quoted} {{ from s1\n{plans}}}\n"
        f"cost vary {quoted} {{ variable 1 .. 2 EUR per cup }}\n"
    )  # fmt: skip


@cache
def strange(number: int, times: int):
    return canvas_of(model_with(THING_NAMES[number], times=times))


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
@pytest.mark.parametrize("times", [1, 40])
@pytest.mark.parametrize("number", range(len(THING_NAMES)))
def test_it_is_sound_for_long_and_strange_names_and_many_things(view, times, number):
    found = drawings(view, strange(number, times))
    assert found or view is retention_curve.VIEW
    for drawing in found:
        sound(drawing)


@pytest.mark.parametrize("amounts", [("0.0004", "0.0001"), ("900_000_000_000", "7_000_000_000_000"), ("-5", "3")])
def test_small_and_large_amounts_are_drawn(amounts):
    price, cost = amounts
    text = (f"canvas {{ horizon 12 months }}\nsegment a {{ customers 100 }}\nrelationship r {{ with a\n"
            f"  retention 60% per year; margin {price} EUR per year per customer; acquisition-cost 1 EUR }}\n"
            f"revenue v {{ from a; price {price.lstrip('-')} EUR per cup; volume 3 cups per month per customer }}\n"
            f"cost c {{ fixed {cost} EUR per month }}")  # fmt: skip
    for view in VIEWS:
        for drawing in drawings(view, canvas_of(text)):
            sound(drawing)


def test_figures_that_charts_ask_for_exist():
    for name in ("acquisition-cost", "revenue", "costs", "margin-of-safety", "variable-costs", "fixed-costs",
                 "contribution-per-unit", "break-even-volume", "lifetime-value", "profit"):  # fmt: skip
        assert kind_called(name) is not None


def test_money_below_a_hundred_is_told_to_the_cent():
    """58.12 told as 58.10 would belie the figure in `numbers`; above a hundred cents are left out."""
    told = {58.1234: "58.12", 9.876: "9.88", 123.45: "123", 58.0: "58", 0.1234: "0.12"}
    assert {value: str(rounded(Fraction(value).limit_denominator(10**6), "EUR")) for value in told} == told
    assert str(rounded(Fraction("58.1234"), "%")) == "58.1"


def test_the_ladder_tells_its_likely_ends():
    """`from 15 to 22 EUR, likely 19 to 49 EUR` nobody could read."""
    canvas = canvas_of('segment a\nrevenue r "R" { from a\n  plan one "One" { price 15 .. 19 .. 22 EUR per month }\n'
                       '  plan two "Two" { price 49 EUR per month }\n}')  # fmt: skip
    (drawing,) = drawings(money_bars.VIEWS[3], canvas)
    assert drawing.title == "R: 2 prices, 19 to 49 EUR per month"
