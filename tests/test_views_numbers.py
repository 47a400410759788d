"""Drawings of single entries that are about numbers: what they show, as data, also of many things."""

from functools import cache

import pytest
from drawings import words_of
from drawn_views import (
    MARKED,
    THING_NAMES,
    WORDS,
    block_of,
    canvas_of,
    drawings,
    drawn,
    example,
    sound,
    subject,
    unmarked_words,
)

from canvasdsl.brief.brief import Picture
from canvasdsl.brief.illustrations import illustrated
from canvasdsl.brief.works import beliefs_section
from canvasdsl.figures import lifetime
from canvasdsl.views.customers import dissatisfaction, surveys
from canvasdsl.views.economics import budget_bars, price_change, timing, whale
from canvasdsl.views.measuring import assumption_map, dashboard
from canvasdsl.views.phrasing import Phrasing

VIEWS = (timing.VIEW, whale.VIEW, dissatisfaction.VIEW, *price_change.VIEWS, *budget_bars.VIEWS, surveys.VIEW,
         dashboard.VIEW, assumption_map.VIEW)  # fmt: skip
PRICE_CHANGE, PROGRAMME = price_change.VIEWS
BUDGET, RETURNS, SHARES = budget_bars.VIEWS


def title(view, canvas) -> str:
    return drawn(view, canvas).title


# ---- When margins fall ----------------------------------------------------------------


def test_the_conventions_make_the_values_of_the_register():
    """T-ECO-4 at r = 0.8 and i = 0.1: 2.667, 3.667 and 3.333 margins."""
    canvas = canvas_of("canvas { discount 10% per year }\nsegment a\nrelationship r { with a; retention 80% per year; "
                       "margin 100 EUR per year per customer }")  # fmt: skip
    found = timing.timing_of(canvas, canvas.relationships[0])
    assert [round(each.value, 1) for each in found.falls] == [266.7, 366.7, 333.3]
    assert not found.is_said and found.own.convention == lifetime.ASSUMED
    late, at_once, end = found.falls
    assert late.paid[:2] == (0, 100) and at_once.paid[:2] == (100, 100) and end.paid[:2] == (0, 100)
    assert [round(each.today[1], 1) for each in found.falls] == [72.7, 72.7, 90.9]


def test_all_margins_together_are_the_value_of_a_convention():
    canvas = canvas_of("canvas { discount 10% per year }\nsegment a\nrelationship r { with a; retention 20% per year; "
                       "margin 100 EUR per year per customer; margin-growth 5% per year }")  # fmt: skip
    for each in timing.timing_of(canvas, canvas.relationships[0]).falls:
        assert sum(each.today) == pytest.approx(each.value, rel=1e-5)


def test_what_a_model_says_is_told_from_what_is_assumed():
    drawn = {drawing.title: drawing for drawing in drawings(timing.VIEW, example("clinic"))}
    assert all("This model says: “At once”" in each.description for each in drawn.values())
    (drawing,) = drawings(timing.VIEW, example("subscription"))
    assert ("is assumed" in drawing.description) == (example("subscription").relationships[0].convention is None)


# ---- The whale curve ------------------------------------------------------------------


def test_the_whale_adds_up_from_the_best_to_the_worst():
    """Clinic: 14 firms leave 208.33, 310 patients 60 and 420 members 35 a month."""
    found = whale.whale_of(subject(example("clinic")))
    assert [(round(each.each, 2), each.customers) for each in found.groups] == [(208.33, 14), (60, 310), (35, 420)]
    assert found.profit == pytest.approx(14 * 2500 / 12 + 310 * 60 + 420 * 35)
    assert title(whale.VIEW, example("clinic")) == ("One person for each firm: 2% of the customers bring 8% of what "
                                                    "all leave")  # fmt: skip


def test_customers_who_cost_more_than_they_bring_bend_the_curve_down():
    canvas = canvas_of(
        "segment a { customers 100 }\nsegment b { customers 50; cost-to-serve 30 EUR per month per customer }\n"
        "relationship r { with a; margin 20 EUR per month per customer }\n"
        "relationship s { with b; margin 10 EUR per month per customer }"
    )  # fmt: skip
    found = whale.whale_of(subject(canvas))
    assert [each.name for each in found.losing] == ["s"]
    (drawing,) = drawings(whale.VIEW, canvas)
    assert drawing.title.endswith("without such customers 1,000 EUR per month more would be left")
    assert drawing.table.rows[-1] == ("s", "50", "−20 EUR", "−1,000 EUR", "1,000 EUR")


def test_no_customer_counts_twice_on_the_whale():
    canvas = canvas_of("segment a { customers 100 }\nrelationship r { with a; margin 20 EUR per month per customer }\n"
                       "relationship s { with a; margin 10 EUR per month per customer }")  # fmt: skip
    found = whale.whale_of(subject(canvas))
    assert found.customers == 100 and found.without == ("s",)


# ---- What the unhappy take --------------------------------------------------------------


LOSS = ("segment a {{ customers {count}; spend {spend} EUR per month; unhappy 10%; unhappy-leave 30% }}\n"
        "relationship r {{ with a; margin 14 EUR per month per customer }}")  # fmt: skip


def test_the_loss_is_that_of_the_register_and_four_times_it():
    """T-SAT-4: 2,000 × 10% × 30% × 40 × 12 are 28,800 of sales and, at 35%, 10,080 of profit a year."""
    canvas = canvas_of(LOSS.format(count="2_000", spend="40"))
    found = dissatisfaction.loss_of(subject(canvas), canvas.segments[0])
    assert found.is_profit and found.figure.value == 10_080
    assert found.at(2, 2) == 4 * 10_080
    (drawing,) = drawings(dissatisfaction.VIEW, canvas)
    assert "40,320 EUR per year" in drawing.title
    assert ("40 EUR per month", "5,040", "10,080", "15,120", "20,160", "30,240") in drawing.table.rows
    assert drawing.table.columns[2] == "2,000"


def test_sales_are_lost_where_no_margin_is_said():
    (drawing,) = drawings(dissatisfaction.VIEW, example("saas"))
    assert "of sales" in drawing.title


# ---- Prices and programmes --------------------------------------------------------------


CHANGE = ("segment a\nrevenue v { from a; price 20 EUR per piece\n  change \"a lower price\" { price 18 EUR; unit-cost "
          "8 EUR; extra-cost 1 EUR%s }\n}")  # fmt: skip


@pytest.mark.parametrize(("more", "said"), [
    ("", "nobody says how much more is expected"), ("; volume-change 20%", "but only 20% more is expected"),
    ("; volume-change 40%", "and 40% more is expected"),
])  # fmt: skip
def test_a_change_is_that_of_the_register(more, said):
    """T-VAL-8: unit cost 8, price 20 to 18, service +1: the margin falls from 12 to 9, and 33.3% more must be sold."""
    canvas = canvas_of(CHANGE % more)
    found = price_change.change_of(subject(canvas), canvas.revenues[0].changes[0])
    assert found.left == (12, 9) and found.needed == pytest.approx(1 / 3)
    assert said in title(PRICE_CHANGE, canvas) and "33.3%" in title(PRICE_CHANGE, canvas)


def test_a_change_that_leaves_nothing_is_never_made_up_for():
    canvas = canvas_of((CHANGE % "").replace("18 EUR", "8 EUR"))
    assert "no volume makes up for it" in title(PRICE_CHANGE, canvas)


def test_a_dearer_price_needs_no_more_sales():
    canvas = canvas_of((CHANGE % "").replace("18 EUR", "25 EUR"))
    assert title(PRICE_CHANGE, canvas).endswith("a sale would leave 16 EUR instead of 12 EUR")


def test_a_programme_is_that_of_the_register():
    """T-STR-5: 1 point each, 0.01 EUR a point, 70% used: 0.7% of sales; at a margin of 35% it pays from +2.04% on."""
    canvas = canvas_of("segment a\nrelationship r { with a; programme card { earns 1; point-value 0.01 EUR; redemption "
                       "70%; margin 35%; uplift 2% } }")  # fmt: skip
    found = price_change.programme_of(subject(canvas), canvas.relationships[0].programmes[0])
    assert (found.cost, found.running) == (pytest.approx(0.007), pytest.approx(0))
    assert found.needed == pytest.approx(0.7 / 34.3)
    assert title(PROGRAMME, canvas) == "card: members must buy 2.04% more so that it pays, but only 2% more is expected"


def test_what_running_a_programme_costs_stands_beside_its_rewards():
    clinic = example("clinic")
    found = price_change.programme_of(subject(clinic), block_of(clinic, "programme", "membership.strong-card"))
    assert found.rewards == pytest.approx(0.012)
    assert found.running == pytest.approx(250 / (70 * 420))


# ---- Budgets ------------------------------------------------------------------------------


def test_the_budget_serves_the_primary_segments_first():
    canvas = canvas_of(
        "canvas { budget 1_000 EUR per month }\n"
        "segment a { customers 100; cost-to-serve 4 EUR per month per customer }\n"
        "segment b { primary; customers 100; cost-to-serve 8 EUR per month per customer }"
    )  # fmt: skip
    found = budget_bars.serving_of(subject(canvas))
    assert [(each.segment.id, each.cost) for each in found.parts] == [("b", 800), ("a", 400)]
    assert found.cut.segment.id == "a"
    assert title(BUDGET, canvas) == "The budget ends at “a”: serving all customers takes 200 EUR per month more"


def test_a_budget_that_is_enough_says_how_much_of_it_is_used():
    assert title(BUDGET, example("clinic")) == "Serving all customers takes 5,863 CHF per month, 19.5% of the budget"


def test_budgets_stand_beside_what_they_bring():
    """A forecast: 1% of 420 members stay who leave 35 a month, for 80: 147 (T-CRM-6). Tactics do not tell."""
    currency, lines = budget_bars.returns_of(subject(example("clinic")))
    known = [each for each in lines if each.times is not None]
    assert currency == "CHF" and [(each.budget, each.brings) for each in known] == [(80, pytest.approx(147))]
    assert title(RETURNS, example("clinic")) == "Of 6 budgets, 5 do not say what they bring"


def test_budgets_of_which_nothing_is_known_are_not_counted_against_all():
    """`Of 2 budgets, 2 do not say` would be clumsy."""
    assert title(budget_bars.VIEWS[1], example("loyalty")) == "No budget says what it brings"


def test_a_what_if_brings_what_its_figure_says():
    canvas = canvas_of("segment a { customers 100 }\nrelationship r { with a; retention 80% per year\n  margin 100 EUR "
                       "per year per customer\n  what-if \"calls\" { retention 90% per year; budget 10_000 EUR }\n}")
    _, (line,) = budget_bars.returns_of(subject(canvas))
    assert line.times == pytest.approx((900 - 400) * 100 / 10_000) and line.period == ""
    assert title(RETURNS, canvas) == "“calls” brings most for what it takes: 5 times its budget"


def test_the_share_of_a_customer_is_that_of_the_register():
    """C28: 300 of 1,200 are 25%; what is said by the month and by the year is one."""
    canvas = canvas_of("segment a { spend 25 EUR per month; category-spend 1_200 EUR per year }")
    (found,) = budget_bars.shares_of(subject(canvas))
    assert (found.here, found.whole, found.share) == (pytest.approx(300), 1200, pytest.approx(0.25))
    assert title(SHARES, example("clinic")).endswith("43.8% of what they spend on such things comes here")


# ---- Surveys, metrics, assumptions ----------------------------------------------------------


def test_the_answers_make_the_scores():
    """C10: 120, 60 and 20 of 200 are 60%, 30% and 10%, so that the score is +50; 5.4 lies on a scale to 7."""
    recommend, satisfied, effort = surveys.surveys_in(subject(example("clinic")))
    assert [(each.key, each.share) for each in recommend.answers] == [
        ("detractors", 0.1), ("passives", 0.3), ("promoters", 0.6)]  # fmt: skip
    assert recommend.figure.value == 50
    assert [each.count for each in satisfied.answers] == [25, 185]
    assert effort.mean == (5.4, 7) and effort.asked == 160
    assert title(surveys.VIEW, example("clinic")) == "Would recommend us: +50, and 55 is the aim"


def test_few_answers_are_said():
    canvas = canvas_of("metric m { type csat; answers 20; top-answers 16 }")
    (drawing,) = drawings(surveys.VIEW, canvas)
    assert any("fewer than 30 answers" in note for note in drawing.notes)


def test_an_aim_has_its_time_also_where_the_plan_has_no_start():
    """From the date of the model, January 2027, to that of the aim, January 2028."""
    (tile,) = dashboard.tiles_of(subject(example("telecom")))
    assert tile.months == 12


def test_the_dashboard_says_which_metric_is_furthest():
    found = dashboard.tiles_of(subject(example("clinic")))
    last = min(found, key=lambda each: each.progress)
    assert (last.metric.id, last.progress) == ("won-back", pytest.approx(0.6))
    assert {each.metric.id: each.months for each in found}["renewals"] == 24 - 2
    (drawing,) = drawings(dashboard.VIEW, example("clinic"))
    assert drawing.title == "9 metrics; “Came back” is furthest from its aim, at 60% of it"
    assert [word for word in words_of(drawing) if word.endswith("of the aim")] == ["at 60% of the aim"]


@pytest.mark.parametrize(("text", "said"), [
    ("metric m", "Nobody answers for “m”"), ("metric m { owner \"x\" }", "“m” has no aim"),
    ("metric m { owner \"x\"; aim 3 }", "One metric, and nothing says how far it is from its aim"),
    ("metric m { owner \"x\"; baseline 5; aim 4 }", "“m” is at 80% of its aim"),
])  # fmt: skip
def test_the_dashboard_says_what_is_missing(text, said):
    assert title(dashboard.VIEW, canvas_of(text)) == said


def test_assumptions_of_which_nothing_is_said_are_not_praised():
    """That nothing lacks evidence would be true, and wrong."""
    assert title(assumption_map.VIEW, canvas_of('assumption a "They pay"')) == (
        "How much depends on the assumptions is not said yet")  # fmt: skip


def test_the_riskiest_assumption_stands_at_the_upper_right():
    clinic = example("clinic")
    found = assumption_map.beliefs_of(subject(clinic))
    assert [each.assumption.id for each in found if each.is_riskiest] == ["sick-days-fall"]
    assert {each.assumption.id: each.matters for each in found} == {"sick-days-fall": 0.8, "pain-to-strength": 1.0}
    assert title(assumption_map.VIEW, clinic) == "To be tested first: Sick days fall by a fifth"


def test_what_is_given_up_is_left_out_and_ideas_come_last():
    canvas = canvas_of("assumption a { importance 5; decision drop }\nassumption b { importance 2; status idea }\n"
                       "assumption c { importance 1 }")  # fmt: skip
    assert [each.assumption.id for each in assumption_map.beliefs_of(subject(canvas))] == ["c", "b"]


# ---- Of many things -------------------------------------------------------------------------


def model_with(text: str, times: int) -> str:
    """A model of which each view has something to draw, with one text as all names, and everything so many times."""
    name = '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    lines = ["canvas { budget 500 EUR per month; discount 10% per year; start 2027-01-01; date 2027-02-01 }"]
    for n in range(times):
        lines.append(f"""
segment s{n} {name} {{
  customers {n + 1}0 .. {n + 2}0; unhappy 10%; unhappy-leave 30%; spend {n + 3} EUR per month
  category-spend 99 EUR per month; cost-to-serve {n % 7} EUR per month per customer
}}
relationship r{n} {name} {{
  with s{n}; retention 80 .. 90% per month; margin {(n * 5) % 13} EUR per month per customer; acquisition-cost 4 EUR
  what-if {name} {{ retention 95% per month; budget {n + 1}00 EUR }}
  programme c{n} {name} {{ for s{n}; earns 1; point-value 0.01 EUR; margin 30%; uplift {n}%; cost 9 EUR per month }}
}}
revenue v{n} {name} {{
  from s{n}; price 20 EUR per piece
  change {name} {{ price {10 + n} EUR; unit-cost 8 EUR; extra-cost 1 EUR; volume-change 20% }}
}}
tactic t{n} {name} {{ budget {n * 9}0 EUR per month }}
metric m{n} {name} {{ type nps; owner {name}; baseline {n} ; aim 30 by month {n + 1}; answers 20; promoters 12
  passives 6; detractors 2 }}
metric o{n} {name} {{ type ces; version 1; mean 2.2; answers 40 }}
assumption a{n} {name} {{ importance {n % 5 + 1}; risk viability; test {name} }}""")
    return "\n".join(lines)


@cache
def strange(number: int, times: int):
    return canvas_of(model_with(THING_NAMES[number], times))


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
@pytest.mark.parametrize("times", [1, 12])
@pytest.mark.parametrize("number", range(len(THING_NAMES)))
def test_it_is_sound_for_long_and_strange_names_and_many_things(view, times, number):
    found = drawings(view, strange(number, times))
    assert found or (view is whale.VIEW and times == 1) or (view is timing.VIEW and times == 1)
    for drawing in found:
        sound(drawing)


@pytest.mark.parametrize("more", ["", "; volume-change 20%"])
def test_every_word_of_a_change_of_a_price_comes_from_the_catalogue(more):
    """Whether or not somebody says how much more is expected."""
    text = CHANGE % more
    (drawing,) = drawings(PRICE_CHANGE, canvas_of(text), MARKED)
    assert unmarked_words(drawing, text) == []


# ---- In a brief -----------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "drawn"), [("saas", True), ("clinic", False)])
def test_a_brief_maps_assumptions_where_there_are_three(name, drawn):
    say = Phrasing(WORDS, example(name))
    section = illustrated(beliefs_section(say), say)
    views = [piece.drawing.view for part in section.parts for piece in part.pieces if isinstance(piece, Picture)]
    assert ("assumptions" in views) == drawn
