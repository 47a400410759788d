"""Figures of what customers perceive and say, how well they are served, who is reached and known."""

from fractions import Fraction

import pytest

from canvasdsl.figures.compute import figures_of
from canvasdsl.load import load
from canvasdsl.source import Source

HEAD = 'canvas "A" { currency EUR }\n'


def figures(text):
    found = load(Source("a.bmc", HEAD + text))
    assert not [each for each in found.diagnostics if each.of_language], found.diagnostics
    return [figure for figure in figures_of(found.canvas) if figure.kind.name != "completeness"]


def one(text, name):
    found = [figure for figure in figures(text) if figure.kind.name == name]
    assert len(found) == 1, found
    return found[0]


OFFER = (
    'segment a "A" {{ {weighs} }}\nproposition p "P" {{ for a; benefit product 60; benefit service 30; benefit '
    "personnel 15; benefit image 15; customer-cost money 70; customer-cost time 8; customer-cost energy 5; "
    "customer-cost psychological 7; {own} }}\n"
    'competitor r "R" {{ for a; benefit product 110; customer-cost money 85; {rival} }}\n'
)
PLAIN = OFFER.format(weighs="", own="", rival="")
MARKED = OFFER.format(
    weighs="weighs taste 40%, place 35%, speed 25%", own="scores taste 8, place 7, speed 9",
    rival="scores taste 7, place 8, speed 8; price 20 EUR per cup",
) + "revenue cups { from a; for p; price 21 EUR per cup }\n"  # fmt: skip
METRIC = 'metric m "M" {{ type {} }}\n'
SERVICE = 'service desk "D" {{ {} }}\n'
RELATIONSHIP = 'segment a "A" {{ {} }}\nrelationship r "R" {{ with a; {} }}\n'
QUALITIES = " ".join(
    f"quality {dimension} {{ expected 5; perceived {perceived}; weight {weight}% }};"
    for dimension, perceived, weight in (("reliability", 4.6, 32), ("responsiveness", 4.8, 22), ("assurance", 5.1, 19),
                                         ("empathy", 4.7, 16), ("tangibles", 5.2, 11))
)  # fmt: skip


@pytest.mark.parametrize(("text", "name", "value", "unit"), [
    (PLAIN, "perceived-value", "30", "points"), (PLAIN, "value-advantage", "5", "points"),
    (PLAIN, "value-ratio", "1.33333333", ""), (MARKED, "quality-ratio", "1.04464286", ""),
    (MARKED, "price-ratio", "1.05", ""),
    ('proposition p "P" { benefit product 60 { measured 55 } }', "perception-gap", "5", "points"),
    ('segment a "A" { spend 300 EUR per year; category-spend 100 EUR per month }', "share-of-customer", "0.25", "%"),
    ('revenue r "R" { price 20 EUR; change "c" { price 18 EUR; unit-cost 8 EUR; extra-cost 1 EUR } }',
     "margin-after-change", "9", "EUR"),
    ('revenue r "R" { price 20 EUR; change "c" { price 18 EUR; unit-cost 8 EUR; extra-cost 1 EUR } }',
     "volume-needed", "0.33333333", "%"),
    ('segment a "A" { expectation timely { expected 5 of 7; perceived 6.2 of 7 } }', "expectation-gap", "1.2", ""),
    (METRIC.format("csat; top-answers 160; answers 200"), "csat", "0.8", "%"),
    (METRIC.format("nps; promoters 50; passives 30; detractors 20"), "nps", "30", ""),
    (METRIC.format("nps; promoters 50; detractors 20; answers 100"), "nps", "30", ""),
    (METRIC.format("ces; version 2; mean 5.4"), "effort-score", "5.4", "of 7, high is good"),
    (METRIC.format("ces; version 1; mean 2.1"), "effort-score", "2.1", "of 5, low is good"),
    (METRIC.format("ces; version 2; top-answers 150; answers 200"), "easy-share", "0.75", "%"),
    (METRIC.format("referral; baseline 12%"), "referral-rate", "0.12", "%"),
    (METRIC.format("churn; baseline 5%; aim 4%"), "gap-to-aim", "-1", "points"),
    (METRIC.format("churn; baseline 5%; aim 4%"), "progress", "0.8", "%"),
    ("win-win w { renewed 170; due 200 }", "renewal-rate", "0.85", "%"),
    ("win-win w { steps-before 12; steps-after 5 }", "effort-saved", "0.58333333", "%"),
    ('segment a "A" { loyalty { attitude 7; repeat 60% } }', "loyalty-index", "0.8", "%"),
    ('segment a "A" { engagement { purchase 50; referral 20 } }', "engagement-score", "35", ""),
    (RELATIONSHIP.format("", "contacts 24 per year; sentiment 0.5"), "good-contacts", "1", "per month"),
    (SERVICE.format(QUALITIES), "service-gap", "-0.179", ""),
    (SERVICE.format(QUALITIES), "plain-service-gap", "-0.12", ""),
    (SERVICE.format('task complaint "c" { attained 92% }'), "sla-attainment", "0.92", "%"),
    (SERVICE.format('task complaint "c" { solved-first 75% }'), "first-contact-resolution", "0.75", "%"),
    (SERVICE.format("skill patience 2, empathy 1"), "skill-coverage", "0.5", "%"),
    (SERVICE.format("consistency 95%"), "service-consistency", "0.95", "%"),
    (SERVICE.format("deviation 0.8"), "rating-variance", "0.64", ""),
    (SERVICE.format('habit responsive "x" { within 4 hours }'), "answer-time", "4", "hours"),
    (RELATIONSHIP.format("", "self-service { issues 900 per month; solved 8_400 per year }"), "deflection-rate",
     "0.77777778", "%"),
    (RELATIONSHIP.format("", "community { active-members 20%; answered-by-members 60% }"), "peer-answers", "0.6", "%"),
    (RELATIONSHIP.format("", "discloses price before; discloses delay after"), "told-before", "0.5", "%"),
    (RELATIONSHIP.format("", 'feedback "f" { asked 500; answered 120; closed 90; acts-within 7 days }'),
     "response-rate", "0.24", "%"),
    (RELATIONSHIP.format("", 'feedback "f" { asked 500; answered 120; closed 90; acts-within 7 days }'),
     "closed-loop-rate", "0.75", "%"),
    (RELATIONSHIP.format("", 'feedback "f" { acts-within 7 days }'), "closing-time", "7", "days"),
    (RELATIONSHIP.format("customers 1_000", 'identify "card" { known 900 }'), "known-customers", "0.9", "%"),
    (RELATIONSHIP.format("", 'identify "card" { by card }; customize price'), "steps-taken", "2", ""),
    ("force f { before 6 contacts per hour; after 9 contacts per hour }", "handling-gain", "0.5", "%"),
    ('segment a "A" { population 90_000; narrowed-by age 30%, income 20% }', "addressable-size", "5400", ""),
    ('channel c "C" { visits 3_000 per month; visitors looker 50% { conversion 2% }; visitors buyer 10% { conversion '
     "40% } }", "expected-orders", "150", "per month"),
    ('segment a "A" { customers 30; buyer price }\nsegment b "B" { customers 90; buyer value }', "price-buyers",
     "0.25", "%"),
    ('segment a "A" { customers 30; prefers web-sales }\nsegment b "B" { customers 90; prefers phone }\nchannel c "C" '
     "{ type web-sales; reaches a, b; phases awareness }", "preference-match", "0.25", "%"),
    ('segment a "A"\nsegment b "B"\nchannel c "C" { reaches a; phases awareness, purchase }', "phase-coverage", "0.2",
     "%"),
    ('segment a "A" { customers 30; attracts b }\nsegment b "B" { customers 90 }', "cross-side-ratio", "0.33333333",
     ""),
    ('segment a "A" { pain wait { severity 4 }; gain calm { importance 1 } }\nproposition p { for a; relieves wait }',
     "fit", "0.8", "%"),
    ('segment a "A" { pain wait; gain calm }\nproposition p { for a; relieves wait }', "fit", "0.5", "%"),
    ("value-chain { edition classic; primary-stage network { score 3 }; condition people { score 2 } }",
     "value-chain-score", "2.5", ""),
    ('channel c "C"\nchannel d "D" { record "book" }', "channel-integration", "0.5", "%"),
    ('tool t "T" { cost 60 EUR per month; function service, marketing }', "cost-per-function", "30", "EUR per month"),
    ('insight i "I"\ntactic t { rests-on i }\ntactic u', "founded-tactics", "0.5", "%"),
])  # fmt: skip
def test_a_figure(text, name, value, unit):
    """V19 to V21, V28, V29, the numbers of the register and examples of our own."""
    figure = one(text, name)
    assert figure.absent == ""
    assert float(figure.value) == pytest.approx(float(value), rel=1e-6)
    assert figure.unit == unit


@pytest.mark.parametrize(("perceived", "tolerance", "word"), [
    ("6.2", "", "delighted"), ("5.2", "", "satisfied"), ("4", "", "dissatisfied"),
    ("5.8", "tolerance 1", "satisfied"), ("4.8 .. 6", "", "satisfied to delighted"),
])  # fmt: skip
def test_a_level_is_a_word(perceived, tolerance, word):
    text = f'segment a "A" {{ expectation timely {{ expected 5 of 7; perceived {perceived} of 7; {tolerance} }} }}'
    assert one(text, "satisfaction-level").word == word


def test_the_weakest_links_are_named():
    parts = "primary-stage network { score 2 }; condition people { score 2 }; condition processes { score 4 }"
    text = f"value-chain {{ edition classic; {parts} }}"
    assert one(text, "weakest-link").word == "network, people"


def test_an_offer_is_held_against_its_best_rival_for_each_segment():
    more = 'competitor s "S" { benefit product 40; customer-cost money 9 }\n'
    figure = one(PLAIN + more, "value-advantage")
    assert figure.value == -1 and figure.of == "p, a" and figure.key == ("proposition", "p")
    ranged = one(PLAIN.replace("product 110", "product 100 .. 125") + more, "value-advantage")
    assert (ranged.low, ranged.high) == (-10, -1)


def test_what_is_worth_something_else_to_each_is_told_for_each():
    text = ('segment a "A"\nsegment b "B"\nproposition p { for a, b; benefit product 60; benefit service 9 { for b }; '
            "customer-cost money 40 }")  # fmt: skip
    values = {each.of: each.value for each in figures(text) if each.kind.name == "perceived-value"}
    assert values == {"p, a": 20, "p, b": 29}


@pytest.mark.parametrize(("text", "name", "reason"), [
    (PLAIN.replace("money 70", "money 70 EUR"), "perceived-value", "not all in one unit"),
    (MARKED.replace("scores taste 7, ", "scores "), "quality-ratio", "no mark for `taste`"),
    (MARKED.replace("speed 25%", "speed 20%"), "quality-ratio", "make 95%"),
    (MARKED.replace("price 20 EUR per cup", "price 20 EUR per month"), "price-ratio", "one price is per cup"),
    (MARKED.replace("price 20 EUR", "price 20 USD"), "price-ratio", "in USD"),
    (METRIC.format("csat; top-answers 160"), "csat", "nothing of `answers`"),
    (METRIC.format("nps; promoters 50; passives 5"), "nps", "nothing of `detractors`"),
    (METRIC.format("nps; promoters 0; passives 0; detractors 0"), "nps", "divide by zero"),
    (METRIC.format("ces; mean 5.4"), "effort-score", "nothing of `version`"),
    (METRIC.format("ces; version 1; mean 6"), "effort-score", "between 1 and 5"),
    ('segment a "A" { expectation timely { expected 5 of 7; perceived 6 of 10 } }', "expectation-gap", "scales"),
    (SERVICE.format("quality empathy { expected 5; perceived 6; weight 9% }; quality assurance { expected 5; perceived "
                    "6 }"), "service-gap", "nothing of `weight`"),
    ('revenue r "R" { price 20 EUR; change "c" { price 8 EUR; unit-cost 8 EUR } }', "volume-needed",
     "may leave nothing"),
    (RELATIONSHIP.format("", 'identify "card" { known 900 }'), "known-customers", "nothing of `customers`"),
    ('segment a "A" { pain wait { severity 4 }; gain calm }', "fit", "nothing of `importance`"),
    ('channel c "C" { visits 9; visitors looker 50% { conversion 2% }; visitors buyer 10% }', "expected-orders",
     "nothing of `conversion`"),
])  # fmt: skip
def test_a_figure_that_is_absent_says_why(text, name, reason):
    figure = one(text, name)
    assert figure.value is None and reason in figure.absent


def test_ideas_have_no_figures():
    text = 'service desk { status idea; task complaint "c" { attained 92% } }'
    assert "sla-attainment" not in {each.kind.name for each in figures(text)}


def test_single_moments_are_held_against_the_whole():
    text = (
        'segment a "A" { expectation timely { perceived 6 of 7; scope transaction }; expectation quality { '
        "perceived 5 of 7; scope transaction }; expectation easy { perceived 4 of 7; scope overall } }"
    )
    assert one(text, "moment-gap").value == Fraction(3, 2)


PLANS = (
    'segment a "A"\nrevenue r "R" {{ from a; plan one {{ price 10 EUR per month; customers 30 }}; '
    "plan two {{ price {} per year; customers 90 }} }}\n"
)


def test_the_average_price_counts_each_plan_as_often_as_it_is_paid():
    figure = one(PLANS.format("240 EUR"), "average-price")
    assert figure.value == Fraction(35, 2) and figure.unit == "EUR per month"
    shares = {each.of: each.value for each in figures(PLANS.format("240 EUR")) if each.kind.name == "plan-share"}
    assert shares == {"r.one": Fraction(1, 4), "r.two": Fraction(3, 4)}
    assert "in USD" in one(PLANS.format("240 USD"), "average-price").absent


def test_what_patrons_give_is_a_share_of_all_revenue():
    text = (
        'segment a "A" { customers 10 }\nparty p "P" { role patron }\nrevenue r { from a; price 9 EUR per month }\n'
        "revenue gifts { from p; price 30 EUR per month }\n"
    )
    figure = one(text, "patrons-share")
    assert figure.value == Fraction(1, 4) and figure.unit == "%"
