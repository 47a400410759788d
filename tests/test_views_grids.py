"""Matrices, maps and cards: what they show of shipped examples, and that they hold one thing and forty."""

from fractions import Fraction

import pytest
from drawings import words_of
from drawn_views import LONG, VIEWS, block_of, canvas_of, drawings, drawn, example, sound, subject

from canvasdsl import theory
from canvasdsl.views.crm.bow_tie import invitations_in, tasks_in
from canvasdsl.views.crm.idic_ring import memory_of, steps_in
from canvasdsl.views.crm.value_chain_arrow import chain_of
from canvasdsl.views.customers.loyalty_ladder import standings_of
from canvasdsl.views.drawing import Label
from canvasdsl.views.kit.grids import Cell, Row, table
from canvasdsl.views.kit.paper import Paper, Said, badge_of, stack
from canvasdsl.views.measuring.printed_cards import cards_in, lights_of
from canvasdsl.views.measuring.scorecards import scorecards_in
from canvasdsl.views.measuring.theory_map import coverage_in
from canvasdsl.views.relationships.bond_stairs import placed_in
from canvasdsl.views.relationships.channel_matrix import reached_in
from canvasdsl.views.relationships.journey_map import overall_of, panels_of
from canvasdsl.views.relationships.journey_map import steps_in as journey_steps
from canvasdsl.views.relationships.marketing_process import process_in
from canvasdsl.views.relationships.relationship_matrix import expected_in
from canvasdsl.views.relationships.skill_map import skills_in
from canvasdsl.views.typeset import SEMIBOLD, measure

# ---- One thing and forty ----------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 2, 9, 40])
def test_drawings_hold_one_thing_and_forty(count):
    """Segments, channels, relationships, services, stages, tactics, teams."""
    lines = []
    for n in range(count):
        lines.append(f'segment s{n} "Segment number {n}" {{ expects community, dedicated; customers {n + 1}; '
                     f'margin-class high; prefers chat; job j "A job {n}"; rung prospect {{ count 90 }}; '
                     'rung client { count 4 } }')
        lines.append(f'channel c{n} "Channel {n}" {{ reaches s{n}; phases purchase; type chat }}')
        lines.append(f'relationship r{n} "Relationship {n}" {{ with s{n}; type custom "kind {n}" like community; level '
                     f'basic; bond social "ties {n}"; identify "card {n}"; mechanism loyalty "way {n}" }}')
        lines.append(f'service v{n} "Service {n}" {{ at c{n}; task complaint "{LONG[:60]}"; skill patience {n % 4} }}')
        lines.append(f'tactic t{n} "Tactic {n}" {{ objective acquire, keep; budget {n + 1} EUR per month }}')
    stages = " ".join(f'stage g{n} "Stage {n}" {{ touchpoint p{n} "Touchpoint {n}" {{ feels {n % 5 + 1} }} }};'
                      for n in range(count))  # fmt: skip
    canvas = canvas_of("\n".join([*lines, f"journey walk {{ {stages} }}"]) + "\n")
    made = [drawing for view in VIEWS for drawing in drawings(view, canvas)]
    for drawing in made:
        sound(drawing)
    matrix = next(drawing for drawing in made if drawing.view == "relationships")
    said = " ".join(words_of(matrix))
    assert all(f"Segment number {n}" in said and f"kind {n}" in said for n in range(count))


# ---- Tables ----------------------------------------------------------------------------


def test_a_column_of_long_words_gets_their_room():
    paper = Paper()
    heads = [Cell((Said(text),)) for text in ("a", "transformational", "b")]
    table(paper, 0, heads, [])
    assert all(len(shape.lines) == 1 for shape in paper.shapes if isinstance(shape, Label))


def test_a_table_that_is_too_wide_goes_on_below_with_its_first_column():
    paper = Paper()
    heads = [Cell(), *(Cell((Said(f"Head{n}xxxxxxxxxx"),)) for n in range(20))]
    rows = [Row(cells=(Cell((Said("First"),)), *(Cell((Said(f"v{n}"),)) for n in range(20))))]
    table(paper, 0, heads, rows)
    said = [line for shape in paper.shapes if isinstance(shape, Label) for line in shape.lines]
    assert said.count("First") > 1
    assert [f"v{n}" for n in range(20)] == [line for line in said if line.startswith("v")]


def test_a_table_that_is_longer_than_a_page_says_its_heads_again():
    paper = Paper()
    rows = [Row(cells=(Cell((Said(f"r{n}"),)), Cell((Said("x"),)))) for n in range(90)]
    table(paper, 0, [Cell((Said("Name"),)), Cell((Said("Value"),))], rows)
    said = [line for shape in paper.shapes if isinstance(shape, Label) for line in shape.lines]
    assert said.count("Name") == said.count("Value") == 3


def test_a_row_is_as_high_as_its_highest_cell():
    paper = Paper(100)
    down = table(paper, 0, [Cell(), Cell()], [Row(cells=(Cell((Said("one"),)), Cell((Said("a b c d e"),))))],
                 widths=(50, 16))  # fmt: skip
    labels = [shape for shape in paper.shapes if isinstance(shape, Label)]
    assert len(labels[1].lines) > 1 and down >= labels[1].y + labels[1].height


def test_a_stack_leaves_room_for_signs_and_badges():
    paper = Paper(100)
    stack(paper, 0, 0, 100, [Said("x", sign="gap"), Said("y", badges=(badge_of(9),)), Said("z"), Said("  ")])
    labels = {shape.lines[0]: shape.x for shape in paper.shapes if isinstance(shape, Label)}
    assert labels["x"] > labels["z"] == 0 and labels["y"] > labels["x"]
    assert set(labels) == {"x", "y", "z", "A"}
    assert measure("A", 8) < labels["y"]


# ---- Relationships and channels ---------------------------------------------------------


def test_what_is_expected_is_held_against_what_is_there():
    found = expected_in(example("clinic"))
    assert [kind.word for kind in found.kinds] == ["long-term", "personal-assistance", "dedicated", "self-service",
                                                   "automated", "community", "co-creation"]  # fmt: skip
    members = {segment.id: row for segment, row in found.rows}["members"]
    assert [each.kind.word for each in members if each.expected] == ["long-term", "automated", "community"]
    assert [each.by[0].id for each in members if each.by] == ["membership"] * 5
    assert found.missing == () and found.asked == 6


def test_a_missing_relationship_is_told_by_name():
    canvas = canvas_of('segment a "Regulars" { expects dedicated, community }\n'
                       'relationship r { with a; type community; established no }\n')  # fmt: skip
    found = expected_in(canvas)
    assert [(segment.id, kind.word) for segment, kind in found.missing] == [("a", "dedicated")]
    assert [each.planned for each in found.rows[0][1]] == [False, True]
    drawing = drawn("relationships", canvas)
    assert drawing.title == "One expected relationship is missing: dedicated personal assistance for Regulars"
    assert "Missing" in words_of(drawing) and "Planned" in words_of(drawing)


def test_an_idea_lacks_nothing():
    canvas = canvas_of("segment a { status idea; expects dedicated }\nrelationship r { with a; type community }\n")
    assert expected_in(canvas).missing == ()


def test_a_type_of_its_own_has_a_column():
    found = expected_in(example("nonprofit"))
    assert found.kinds[-1].text and found.kinds[-1].word == "custom"
    assert [each.expected for segment, row in found.rows for each in row if each.kind.text] == [False, True, False]


def test_a_phase_that_no_channel_serves_is_a_gap():
    canvas = canvas_of('segment a "Regulars" { prefers chat, mobile }\nsegment b "Firms"\nsegment c { status idea }\n'
                       'channel shop "The shop" { reaches a, b; phases awareness, purchase }\n'
                       'channel post { reaches b; phases evaluation, delivery }\n'
                       'channel mobile { phases after-sales }\n')  # fmt: skip
    regulars, firms, idea = reached_in(canvas)
    assert regulars.gaps == ("evaluation", "delivery", "after-sales")
    assert firms.gaps == ("after-sales",) and idea.gaps == ()
    assert [(way.type or way.channel.id, way.offered) for way in regulars.ways] == [
        ("shop", True), ("chat", False), ("mobile", False)]  # fmt: skip
    drawing = drawn("channels", canvas)
    assert drawing.title == "None of the 2 segments has a channel for this phase: after-sales"
    assert "Channels that reach no segment yet" in words_of(drawing)


def test_all_phases_of_the_coffee_bar_are_served():
    (commuters,) = reached_in(example("coffee"))
    assert [way.channel.id for way in commuters.ways] == ["app", "counter", "newsstand"]
    assert [way.preferred for way in commuters.ways] == [True, True, False]
    assert drawn("channels", example("coffee")).title == "Every segment is served in all five phases of a purchase"


# ---- Journeys --------------------------------------------------------------------------


def test_a_journey_has_a_column_for_each_touchpoint():
    canvas = example("clinic")
    journey = block_of(canvas, "journey", "first-visit")
    steps = journey_steps(journey)
    assert [step.feels for step in steps] == [3, 4, 4, 3, 4, 5]
    assert overall_of(canvas, journey)[1:] == (6.2, 7)
    drawing = drawn("journey", canvas, journey)
    assert drawing.title == "The first visit, as planned: the lowest point is “Asks the doctor”, 3 of 5"
    said = " ".join(words_of(drawing))
    assert "The aim: Steps: 7, Minutes: 20, Repeats: 0" in said and "Remedy: the lift of the neighbour" in said
    assert "A session is cancelled (severity 2, 3%)" in said and "85% go on" in said


def test_a_long_journey_goes_on_below_and_breaks_between_stages():
    stages = "\n".join(f"stage s{n} {{ touchpoint a{n}; touchpoint b{n}; touchpoint c{n}; touchpoint d{n} }}"
                       for n in range(3))  # fmt: skip
    (journey,) = canvas_of(f"journey j {{ {stages} }}\n").journeys
    assert [len(panel) for panel in panels_of(journey_steps(journey))] == [4, 4, 4]
    touchpoints = "; ".join(f"touchpoint t{n}" for n in range(14))
    (journey,) = canvas_of(f"journey j {{ stage s {{ {touchpoints} }} }}\n").journeys
    assert [len(panel) for panel in panels_of(journey_steps(journey))] == [6, 6, 2]


def test_a_barrier_without_remedy_is_shown():
    canvas = canvas_of('journey j { stage s { touchpoint t { feels 2 }\n'
                       'barrier b "The door is shut" { severity 4 } } }\n')  # fmt: skip
    said = words_of(drawn("journey", canvas, canvas.journeys[0]))
    assert "The door is shut (severity 4)" in said and "no remedy" in said


# ---- Bonds and the ladder ----------------------------------------------------------------


def test_relationships_stand_on_the_grid():
    placed = {each.relationship.id: each for each in placed_in(subject(example("clinic")))}
    assert {id: (each.size, each.margin, each.fits, each.off) for id, each in placed.items()} == {
        "one-therapist": ("medium", "medium", ("accountable",), 0),
        "membership": ("medium", "high", ("proactive",), 0),
        "workplace": ("few", "high", ("partnership",), 0),
    }  # fmt: skip
    assert drawn("bonds", example("clinic")).title == "The highest bond is structural: One person for each firm"


def test_a_level_far_off_the_grid_is_the_finding():
    canvas = canvas_of('segment a { customers 5_000; margin-class low }\n'
                       'relationship r "Everybody" { with a; level partnership; '
                       'bond financial "a card" }\n')  # fmt: skip
    (placed,) = placed_in(subject(canvas))
    assert placed.fits == ("basic", "reactive") and placed.off == 3
    drawing = drawn("bonds", canvas)
    assert drawing.title == "Everybody is partnership, where basic or reactive would fit"
    assert "is partnership, 3 steps above" in words_of(drawing)


def test_the_ladder_knows_who_stands_where_and_who_climbs():
    canvas = example("clinic")
    found = standings_of(subject(canvas), block_of(canvas, "segment", "members"))
    assert [(each.rung.type, each.count) for each in found] == [
        ("suspect", 9000), ("prospect", 1800), ("purchaser", 540), ("client", 420), ("supporter", 180),
        ("advocate", 60), ("partner", 8), ("lapsed", 130),
    ]  # fmt: skip
    assert found[0].climbing == pytest.approx(0.2)
    drawing = drawn("ladder", canvas, block_of(canvas, "segment", "members"))
    assert drawing.title == "Members of the gym: the steepest step is from advocates to partners, 13% take it"
    assert "a card for a friend after each half-year check" in words_of(drawing)
    strong = [each.lines[0] for each in drawing.shapes if isinstance(each, Label) and each.weight == SEMIBOLD]
    assert [each for each in strong if "climb" in each] == ["13% climb"]


def test_a_rung_without_count_has_that_of_those_who_climb():
    canvas = canvas_of("segment a { rung prospect { count 1000; conversion 40% }; rung purchaser { conversion 30% }; "
                       "rung client }\n")  # fmt: skip
    found = standings_of(subject(canvas), canvas.segments[0])
    assert [(each.count, each.computed) for each in found] == [(1000, False), (400, True), (120, True)]


# ---- IDIC, the value chain, the marketing process ------------------------------------------


def test_the_ring_knows_what_each_step_lacks():
    canvas = canvas_of('relationship r { identify { data name }; differentiate by-value "sales"; '
                       'interact "a question" }\n')  # fmt: skip
    steps = steps_in(canvas.relationships[0])
    assert [(step.word, step.is_taken, step.lacks) for step in steps] == [
        ("identify", True, ("key", "consent")), ("differentiate", True, ("by_needs",)),
        ("interact", True, ("via", "two_way", "memory")), ("customize", False, ("step",)),
    ]  # fmt: skip
    drawing = drawn("idic", canvas, canvas.relationships[0])
    assert drawing.title == "r: 3 of four steps are taken; open: Customize"
    assert "Answers are kept nowhere" in words_of(drawing)


def test_answers_of_regulars_come_back():
    canvas = example("coffee")
    regulars = block_of(canvas, "relationship", "regulars")
    assert memory_of(subject(canvas, regulars), regulars) == "Order history"
    assert all(step.is_taken and not step.lacks for step in steps_in(regulars))


def test_the_value_chain_has_the_parts_of_its_edition():
    chain = chain_of(example("clinic").value_chain)
    assert (len(chain.above), len(chain.below), chain.missing) == (4, 5, ())
    assert [link.word for link in chain.weakest] == ["processes", "network", "lifecycle"]
    updated = chain_of(example("saas").value_chain)
    assert (len(updated.above), len(updated.below)) == (5, 3)


def test_a_missing_part_of_the_chain_is_the_finding():
    canvas = canvas_of('value-chain { primary-stage intimacy "files" { score 4 } }\n')
    assert len(chain_of(canvas.value_chain).missing) == 8
    assert drawn("value-chain", canvas).title == "8 of 9 parts of the value chain are missing"


def test_the_marketing_process_counts_what_is_said():
    steps = {step.key: step for step in process_in(subject(example("minimal")))}
    assert [point.sign for point in steps["understand"].points] == ["no", "no", "no"]
    assert steps["relate"].share == pytest.approx(2 / 3)
    clinic = {step.key: step.share for step in process_in(subject(example("clinic")))}
    assert min(clinic, key=clinic.get) == "choose" and clinic["capture"] == 1


def test_the_bow_tie_adds_budgets_by_task():
    tasks = {task.word: task for task in tasks_in(example("clinic"))}
    assert [effort.name for effort in tasks["win-back"].efforts] == ["A letter from the coach"]
    assert tasks["win-back"].budget == 200 and tasks["win-back"].people == (("lapsed", 130),)
    assert tasks["acquire"].budget == 1500 + Fraction(300, 2)
    assert tasks["keep"].people == (("customers", 310 + 420 + 14),)
    assert invitations_in(example("clinic"))[0] == ("a card for a friend after each half-year check", "segment members")
    assert drawn("bow-tie", example("clinic")).title == "46% of the budget goes to keeping and growing customers"


def test_nothing_done_for_a_task_is_the_finding():
    assert drawn("bow-tie", example("telecom")).title == "Nothing is done for this: Win customers"


# ---- Service, skills, theory, cards --------------------------------------------------------


def test_scorecards_count_who_says_and_who_measures():
    cards = {card.key: card for card in scorecards_in(example("clinic"))}
    assert list(cards) == ["aspects", "long_term", "pillars", "principles", "habits"]
    points = {point.word: (len(point.said), point.measured) for point in cards["long_term"].points}
    assert points == {"personal-engagement": (2, 2), "consistency": (1, 1), "transparency": (2, 2), "response": (2, 2),
                      "community": (1, 1)}  # fmt: skip
    assert [point.own for point in cards["pillars"].points] == ["", "", "nobody waits standing"]


def test_an_open_point_is_the_finding():
    canvas = canvas_of('relationship r { mechanism loyalty "a"; mechanism communication "b"; '
                       'mechanism feedback "c" }\n')  # fmt: skip
    assert drawn("scorecards", canvas).title == "One point of the scorecards is open: Personalization"


def test_the_blueprint_tells_what_has_nothing_behind_it():
    canvas = canvas_of('channel phone\nservice desk "The desk" { at phone }\n'
                       'service line { at phone; backed-by files }\n'
                       'resource files "Files"\npartner p "A partner" { provides files }\n')  # fmt: skip
    drawing = drawn("blueprint", canvas)
    assert drawing.title == "Nothing is said to work behind The desk"
    said = words_of(drawing)
    assert "Line of visibility" in said and "A partner" in said and "nothing said" in said


def test_skills_that_the_work_asks_for_and_nobody_has():
    canvas = example("clinic")
    assert skills_in(canvas).gaps(canvas) == []
    poor = canvas_of('segment a\nchannel c "Chat" { reaches a; type chat; owner own }\n'
                     'party p { role employee; skill positive-language 1 }\n')  # fmt: skip
    assert [skill for _, skill in skills_in(poor).gaps(poor)] == ["clear-communication", "positive-language"]
    said = words_of(drawn("skills", poor))
    assert "Nobody" in said and "Too little" in said


def test_ideas_that_are_not_used_are_named_where_they_are_few():
    (note,) = drawn("theory", example("clinic")).notes
    assert note.startswith("Not used: When groups are separate segments · ") and "Customer equity" in note
    assert drawn("theory", example("minimal")).notes == ()


def test_the_map_of_the_theory_knows_what_is_used_checked_and_computed():
    ideas = {idea.id: idea for idea in coverage_in(example("coffee")).ideas}
    assert len(ideas) == len(theory.entries())
    assert ideas["T-CUS-12"].step == "computed" and ideas["T-CUS-12"].uses > 1
    assert ideas["T-REL-7"].step == "checked" and ideas["T-VC-0"].step == ""


def test_cards_are_of_people_words_and_questions():
    canvas = example("clinic")
    assert [card.kind for card in cards_in(canvas)] == ["persona", "segment", "segment", "term", "term", "quiz", "quiz"]
    assert all(there for _, there in lights_of(canvas, block_of(canvas, "segment", "patients")))
    assert [word for word, there in lights_of(canvas, block_of(canvas, "segment", "members")) if there] == [
        "measurable", "accessible"]  # fmt: skip
