"""Maps with two axes, sets and bars: what they show, as data, on shipped examples and of many things."""

from decimal import Decimal
from functools import cache
from itertools import pairwise

import pytest
from drawings import words_of
from drawn_views import THING_NAMES, WORDS, block_of, canvas_of, drawings, drawn, example, sound, subject

from canvasdsl.views.customers.buyer_types import buyers_in
from canvasdsl.views.customers.closeness_map import closeness_of
from canvasdsl.views.customers.customer_base import base_of
from canvasdsl.views.customers.design_radar import questions_of
from canvasdsl.views.customers.loyalty_maps import groups_of, loyal_in
from canvasdsl.views.customers.positioning import market_of
from canvasdsl.views.customers.satisfaction_gaps import gaps_of
from canvasdsl.views.customers.value_bars import panels_of
from canvasdsl.views.customers.visitor_types import bands_of
from canvasdsl.views.drawing import Box, Disc, Label
from canvasdsl.views.kit.label_places import Wanted, places, spread
from canvasdsl.views.kit.paper import Paper, bold
from canvasdsl.views.kit.quadrants import MOST, Axis, Point, map_of, radii
from canvasdsl.views.registry import view_called

NAMES = ("closeness", "customer-base", "visitors", "buyers", "loyalty-profit", "loyalty", "satisfaction",
         "perceived-value", "positioning", "design")  # fmt: skip
VIEWS = [view_called(name) for name in NAMES]


# ---- Maps: points and their labels -----------------------------------------------------


def test_labels_stand_beside_their_points_and_on_nothing_else():
    wanted = [Wanted(x=100, y=100, radius=5, width=40, height=20), Wanted(x=112, y=100, radius=5, width=40, height=20)]
    one_place, other = places(wanted, (0, 0, 300, 200))
    assert one_place.x + 40 < 95 and other.x > 117 and not one_place.leader and not other.leader


def test_a_label_does_not_stand_beyond_a_line_that_divides():
    point = Wanted(x=290, y=60, radius=10, width=150, height=20, narrower=((100, 40),))
    (place,) = places([point], (0, 0, 300, 200), across=(150,), up=(90,))
    assert place.column == 1 and place.x > 150


def test_a_label_without_room_has_no_place():
    assert places([Wanted(x=10, y=10, radius=5, width=80, height=20)], (0, 0, 50, 50)) == [None]


def test_circles_that_lie_on_each_other_part():
    found = spread([(50, 50, 6), (50, 50, 6), (52, 50, 6)], (0, 0, 100, 100))
    for (x, y), (x1, y1) in [(found[0], found[1]), (found[1], found[2]), (found[0], found[2])]:
        assert (x - x1) ** 2 + (y - y1) ** 2 >= 12.9**2


def test_areas_are_as_the_numbers():
    large, quarter, none = radii([400, 100, None])
    assert large == 2 * quarter and none == 0


def test_names_that_are_too_long_for_a_map_stand_below_it_behind_a_number():
    paper = Paper()
    points = [Point(across=0.5, up=0.5, parts=(bold(THING_NAMES[0] * 2),)),
              Point(across=0.1, up=0.5, parts=(bold("short"),))]  # fmt: skip
    map_of(paper, 0, points, across=Axis(name="across"), up=Axis(name="up"))
    labels = {" ".join(shape.lines): shape for shape in paper.shapes if isinstance(shape, Label)}
    assert "1" in labels
    long = next(shape for text, shape in labels.items() if text.startswith("A very long"))
    assert long.y > labels["across"].y > labels["short"].y


# ---- Relationships and the base ----------------------------------------------------------


def test_relationships_stand_by_their_types():
    found = {each.relationship.name: each for each in closeness_of(example("clinic"))}
    care, members, dedicated = (found[name] for name in ("One therapist until it holds", "A membership that asks after "
                                                         "you", "One person for each firm"))  # fmt: skip
    assert dedicated.lasting > members.lasting > care.lasting
    assert dedicated.personal > care.personal > 0.5 > members.personal
    assert members.customers == 420 and care.customers == 310


def test_customers_on_a_plan_are_those_of_a_relationship_that_is_limited_to_it():
    canvas = canvas_of("segment a { customers 50 }\n"
                       "revenue v { from a; plan big { price 2 EUR per month; customers 8 } }\n"
                       "relationship r { with a on big; type long-term }\nrelationship s { with a; type automated }\n"
                       "relationship t { with a; note \"nothing said\" }\n")  # fmt: skip
    assert [(each.relationship.id, each.customers) for each in closeness_of(canvas)] == [("r", 8), ("s", 50)]
    assert "Without a place on the map" in " ".join(drawn("closeness", canvas).notes)


def test_a_horizon_says_how_long_a_relationship_lasts():
    """Without a type that says it: a year or more is meant to last, less is between."""
    (long, short, silent) = closeness_of(canvas_of(
        "segment a\n" + "".join(f"relationship {name} {{ with a; type self-service{more} }}\n" for name, more in
                                (("r", "; horizon 3 years"), ("s", "; horizon 2 months"), ("t", ""))))
    )  # fmt: skip
    assert long.says_lasting and long.lasting > 0.8 and short.says_lasting and short.lasting == 0.5
    assert not silent.says_lasting


@pytest.mark.parametrize(("name", "title"), [
    ("clinic", "2 of 3 relationships are meant to last; people serve in 2"),
    ("saas", "1 of 2 relationships is meant to last; people serve in one"),
    ("marketplace", "None of the relationships is said to last; people serve in one"),
    ("minimal", "Every regular by name: served by people; how long it lasts is not said"),
])  # fmt: skip
def test_relationships_that_last_are_counted_in_words(name: str, title: str):
    """None, one, some: each has its own form."""
    assert drawn("closeness", example(name)).title == title


def test_a_map_of_few_points_is_low():
    """One point in a large field would be lost."""
    assert drawn("closeness", example("minimal")).height < 240 < drawn("closeness", example("clinic")).height


def test_a_community_has_a_second_ring():
    canvas = canvas_of("segment a\nrelationship r { with a; type long-term, community }\n")
    rings = [shape for shape in drawn("closeness", canvas).shapes if isinstance(shape, Disc)]
    assert len(rings) == 1 and "A double ring: customers also meet each other." in words_of(drawn("closeness", canvas))


def test_an_idea_has_a_dashed_circle_and_does_not_count():
    canvas = canvas_of("segment a\nrelationship r { with a; type long-term; status idea }\n"
                       "relationship s { with a; type transactional }\n")  # fmt: skip
    drawing = drawn("closeness", canvas)
    assert any(isinstance(shape, Disc) and shape.dash for shape in drawing.shapes)
    assert drawing.title.startswith("s: deal by deal")


def test_people_are_active_lapsed_elsewhere_or_in_no_market():
    base = base_of(example("loyalty"))
    assert [(each.segment.id, each.state, each.count, each.is_rest) for each in base.parts] == [
        ("families", "active", 1150, False), ("families", "competitors", 4250, True),
        ("strayed", "lapsed", 380, False),
    ]  # fmt: skip
    drawing = drawn("customer-base", example("loyalty"))
    assert drawing.title == "1,150 of 5,780 in the market are customers: 19.9%"
    said = " ".join(words_of(drawing))
    assert "active within 14 days" in said and "Bread for years: 3% per month, today 34" in said


def test_people_and_firms_are_not_added():
    assert base_of(example("clinic")).total("active", "competitors") is None
    assert "310 of 14,400 are customers" in drawn("customer-base", example("clinic")).title


def test_non_customers_and_what_is_done_to_win_them():
    canvas = canvas_of("segment a { customers 10; size 40 people }\nsegment b { state non; size 90 people }\n"
                       'tactic t "An open day" { objective acquire; for b }\n')  # fmt: skip
    drawing = drawn("customer-base", canvas)
    assert base_of(canvas).total("non") == 90
    assert ("Convert", "An open day", "", "") in drawing.table.rows
    assert drawing.title.startswith("10 of 40")


# ---- Visitors and buyers ------------------------------------------------------------------


def test_orders_are_those_of_visitors_who_buy():
    channel = next(each for each in example("clinic").channels if each.visitors)
    bands = {each.visitors.type: each for each in bands_of(channel)}
    assert bands["buyer"].orders == pytest.approx(0.17 * 0.30 / sum(each.share * each.buys for each in bands.values()))
    assert sum(each.orders for each in bands.values()) == pytest.approx(1)
    assert drawn("visitors", example("clinic")).title == "Buyers are 17% of the visitors and bring 63.2% of the orders"


def test_visitors_for_whom_nothing_is_done_are_the_finding_where_orders_are_not_known():
    canvas = canvas_of("channel c { visitors looker 60%; visitors loyal 40% { tactic recognition } }\n")
    drawing = drawn("visitors", canvas)
    assert drawing.title == "Nothing is done for these visitors: lookers"
    assert all(each.orders is None for each in bands_of(canvas.channels[0]))


def test_buyers_stand_in_their_corners():
    found = {each.type: [segment.id for _, segment in each.segments] for each in buyers_in(example("clinic"))}
    bargains = [each.id for each in example("clinic").segments if each.buyer == "poker"]
    assert found == {"relationship": ["members"], "value": [], "convenience": ["patients"], "price": [],
                     "poker": bargains}  # fmt: skip
    assert drawn("buyers", example("renewals")).title.startswith("92.1% of the customers")


# ---- Loyalty --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("attitude", "repeat", "state"),
    [(6, 80, "true"), (6, 20, "latent"), (3, 80, "spurious"), (3, 20, "none"), (5, 50, "true")],
)
def test_loyalty_is_attitude_and_repeat(attitude, repeat, state):
    canvas = canvas_of(f"segment a {{ loyalty {{ attitude {attitude}; repeat {repeat}% }} }}\n")
    assert [each.state for each in loyal_in(canvas)] == [state]


def test_the_limits_of_loyalty_are_those_of_the_model():
    canvas = canvas_of("canvas { thresholds { high-attitude 6 } }\nsegment a { loyalty { attitude 5; repeat 80% } }\n")
    assert [each.state for each in loyal_in(canvas)] == ["spurious"]
    assert drawn("loyalty", canvas).title == "They buy again without liking you better: a"


def test_groups_are_by_numbers_where_segments_can_be_compared_else_as_said():
    text = "".join(f"segment {id} {{ profit {profit} EUR per month; stays {stays} months }}\n"
                   for id, profit, stays in (("a", 900, 40), ("b", 800, 2), ("c", 10, 3), ("d", -50, 60)))  # fmt: skip
    canvas = canvas_of(text + "segment e { loyalty-group butterfly }\n")
    found = groups_of(subject(canvas))
    assert [(each.segment.id, each.group) for each in found] == [
        ("a", "true-friend"), ("b", "butterfly"), ("c", "stranger"), ("d", "barnacle"), ("e", "butterfly"),
    ]  # fmt: skip
    assert [each.is_counted for each in found] == [True, True, True, True, False]
    assert drawn("loyalty-profit", canvas).title == "They stay long and bring little: d"


def test_why_a_segment_matters_is_said_on_the_map():
    canvas = canvas_of("segment a { loyalty-group barnacle; significance door-opener, cost-magnet }\n")
    choices = [WORDS(f"choice.strategic-significance.{word}") for word in ("door-opener", "cost-magnet")]
    said = " ".join(words_of(drawn("loyalty-profit", canvas)))
    assert all(choice in said for choice in choices)


def test_the_size_of_a_group_is_what_it_alone_pays():
    canvas = canvas_of("canvas { period month }\n"
                       "segment a { loyalty-group stranger }\nsegment b { loyalty-group barnacle }\n"
                       "revenue v { from a; price 2 EUR; volume 30 per month }\n"
                       "revenue w { from a, b; price 2 EUR; volume 30 per month }\n")  # fmt: skip
    assert [each.revenue for each in groups_of(subject(canvas))] == [None, None]
    alone = canvas_of("canvas { period month }\nsegment a { loyalty-group stranger }\n"
                      "revenue v { from a; price 2 EUR; volume 30 per month }\n")  # fmt: skip
    assert [each.revenue for each in groups_of(subject(alone))] == [60]


# ---- Satisfaction and value -------------------------------------------------------------------


def test_gaps_are_those_of_the_figures():
    patients = block_of(example("clinic"), "segment", "patients")
    found = gaps_of(example("clinic"), patients)
    assert [(each.gap, each.level, each.most) for each in found] == [
        (Decimal("1.2"), "delighted", 7), (Decimal("1.4"), "delighted", 7)]  # fmt: skip


def test_what_falls_short_is_the_finding_and_a_mark_alone_is_drawn_too():
    canvas = canvas_of('segment a "Guests" { expectation timely { expected 6 of 7; perceived 4 of 7 }\n'
                       "  expectation price { expected 3 of 5 } }\n")  # fmt: skip
    drawing = drawn("satisfaction", canvas)
    assert drawing.title == "Guests: less than expected in in time"
    assert "how they found it is not said" in " ".join(words_of(drawing))
    assert [each.most for each in gaps_of(canvas, canvas.segments[0])] == [7, 5]


def test_value_is_benefits_less_costs_beside_rivals():
    offer = next(each for each in example("clinic").propositions if each.benefits)
    (panel,) = panels_of(subject(example("clinic"), offer), offer)
    assert (panel.own.gives, panel.own.takes, panel.own.value) == (110, 48, 62)
    assert [(each.block.id, each.value) for each in panel.rivals] == [("hospital", 15)]
    assert panel.advantage == 47


def test_segments_to_whom_an_offer_is_worth_something_else_have_bars_of_their_own():
    canvas = canvas_of("segment a\nsegment b\n"
                       "proposition p { for a, b; benefit product 9; benefit service 4 { for b }\n"
                       "  customer-cost money 5 }\n")  # fmt: skip
    found = panels_of(subject(canvas, canvas.propositions[0]), canvas.propositions[0])
    assert [([each.id for each in panel.segments], panel.own.value) for panel in found] == [(["a"], 4), (["b"], 8)]


def test_those_of_the_title_are_the_darkest_visitors():
    """Their share of visitors and of orders, and no other, stands in the strongest tone."""
    boxes = [each for each in drawn("visitors", example("clinic")).shapes if isinstance(each, Box)]
    assert len([each for each in boxes if each.fill == "heat4"]) == 2


def test_one_mark_makes_no_web():
    """A web with one dot says less than seven rows."""
    few, many = drawn("design", example("kiosk")), drawn("design", example("saas"))
    assert few.height < 160 < many.height
    assert [isinstance(each, Box) for each in few.shapes].count(True) == 1
    assert words_of(few).count("no mark yet") >= 6


# ---- Positions and the design -------------------------------------------------------------------


def test_fair_value_goes_through_the_mean_and_rises_by_what_the_price_counts():
    homes = block_of(example("saas"), "segment", "homes")
    market = market_of(subject(example("saas"), homes), homes)
    assert not market.in_money and market.slope == 0.25
    assert [(each.block.id, each.quality, each.price) for each in market.offers][1:] == [
        ("spreadsheets", 1.5, 5), ("suite", 3.5, 1)]  # fmt: skip
    assert sum(map(market.surplus, market.offers)) == pytest.approx(0)
    assert market.fair(2) - market.fair(3) == pytest.approx(0.25)


def test_prices_are_in_money_where_all_are_in_one_unit():
    patients = block_of(example("clinic"), "segment", "patients")
    market = market_of(subject(example("clinic"), patients), patients)
    assert market.in_money and [each.price for each in market.offers] == [50, 96]
    members = block_of(example("clinic"), "segment", "members")
    assert not market_of(subject(example("clinic"), members), members).in_money


def test_the_word_for_the_price_may_be_of_another_language():
    travellers = example("kiosk").segments[0]
    market = market_of(subject(example("kiosk"), travellers), travellers)
    assert market.price_weight == Decimal("0.25") and "precio" in market.offers[0].marks
    assert [each.price for each in market.offers] == [4, 2]


def test_the_seven_questions_have_their_first_marks():
    found = questions_of(example("saas"))
    assert len(found) == 7
    assert {each.word: each.mark for each in found if each.mark is not None} == {
        "recurring-revenue": 9, "switching-costs": 5, "earning-before-spending": 4, "protection": 3, "scalability": 7,
    }  # fmt: skip
    drawing = drawn("design", example("saas"))
    assert drawing.title.startswith("The design is strongest in recurring revenue (9 of 10)")
    said = words_of(drawing)
    assert said.count("no mark yet") == 2 and "9 of 10" in said


# ---- Of many things -----------------------------------------------------------------------------


def many(text: str, times: int) -> str:
    """A model with all that these drawings show, so many times, everything called by one text."""
    said = text.replace('"', "")
    parts = ['canvas { purpose "x"; period month; currency EUR }']
    types = ("transactional", "long-term", "personal-assistance", "dedicated", "self-service", "automated, community")
    buyers = ("price", "value", "relationship", "poker", "convenience")
    states = ("active", "lapsed", "competitors", "non")
    visitors = ("looker", "bargain-hunter", "buyer", "researcher", "new-customer", "dissatisfied", "loyal")
    for n in range(times):
        parts.append(
            f'segment s{n} "{said}" {{ size {900 + n} people; customers {n + 1}\n'
            f"  state {states[n % 4]}; active within 9 days; buyer {buyers[n % 5]}\n"
            f"  loyalty {{ attitude {1 + n % 7}; repeat {n * 7 % 101}% }}\n"
            f"  profit {n * 31 - 90} EUR per month; stays {1 + n * 5 % 30} months\n"
            f'  expectation timely "{said}" {{ expected {1 + n % 7} of 7; perceived {1 + n * 3 % 7} of 7 }}\n'
            f"  weighs quality 70%, price 30%; value-meaning wants }}\n"
            f'relationship r{n} "{said}" {{ with s{n}; type {types[n % 6]}; churn 3% per month\n'
            f"  acquisition {{ new-customers 4 per month }} }}\n"
            f'proposition p{n} "{said}" {{ for s{n}; scores quality {1 + n % 5}, price {1 + n * 2 % 5}\n'
            f'  benefit product {40 + n} {{ basis perceived }}; benefit service 3 "{said}"\n'
            f'  customer-cost money {n * 3}; customer-cost time 9; offers design "{said}" }}\n'
            f'competitor k{n} "{said}" {{ scores quality {1 + n * 3 % 5}, price {1 + n % 5}; benefit product 30\n'
            f"  customer-cost money {20 + n} }}\n"
            f'tactic t{n} "{said}" {{ objective win-back, acquire; for s{n} }}\n'
        )
    rows = "; ".join(f'visitors {each} {100 // 7}% {{ need "{said}"; path "{said}"; conversion {n}% }}'
                     for n, each in enumerate(visitors))  # fmt: skip
    parts.append(f'channel c "{said}" {{ {rows} }}')
    parts += [f'assess {question} {n} because "{said}"' for n, question in enumerate(
        ("switching-costs", "recurring-revenue", "cost-structure", "work-by-others", "protection"))]  # fmt: skip
    return "\n".join(parts) + "\n"


@cache
def strange(number: int, times: int):
    return canvas_of(many(THING_NAMES[number], times))


@pytest.mark.parametrize("view", VIEWS, ids=NAMES)
@pytest.mark.parametrize("times", [1, 2, 7, 40])
@pytest.mark.parametrize("number", range(len(THING_NAMES)))
def test_it_is_sound_for_long_and_strange_names_and_many_things(view, times, number):
    found = drawings(view, strange(number, times), most=4)
    for drawing in found:
        sound(drawing)
    # One segment alone is neither more nor less loyal than others.
    assert found or (view.name == "loyalty-profit" and times == 1)


def test_a_map_of_more_than_it_shows_says_how_many_stand_in_the_table():
    drawing = drawn("closeness", strange(THING_NAMES.index("x"), 40))
    assert f"{40 - MOST} more stand in the table." in drawing.notes
    assert len(drawing.table.rows) == 40


def test_upright_steps_do_not_lie_on_each_other():
    for name in ("clinic", "telecom"):
        labels = [shape for shape in drawn("loyalty", example(name)).shapes if isinstance(shape, Label)]
        steps = sorted((shape for shape in labels if shape.align == "end" and shape.lines[0].isdigit()),
                       key=lambda shape: shape.y)  # fmt: skip
        assert len(steps) == 7 and all(low.y + low.height <= high.y for low, high in pairwise(steps))
