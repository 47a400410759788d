"""Where things stand in drawings: beside what they belong to, level with what they lead to, said once."""

import re
from functools import cache
from math import dist

import pytest
from drawings import words_of

from canvasdsl import resources
from canvasdsl.load import load
from canvasdsl.model.canvas import Canvas
from canvasdsl.source import Source
from canvasdsl.views.drawing import Disc, Drawing, Label, Mark, Stroke
from canvasdsl.views.phrasing import Phrasing
from canvasdsl.views.registry import view_called
from canvasdsl.views.subject import Subject
from canvasdsl.wording import LANGUAGES, load_wording

ENGLISH = load_wording()


@cache
def example(name: str) -> Canvas:
    return model(resources.read_text(f"examples/{name}.bmc"))


def model(text: str) -> Canvas:
    return load(Source("model.bmc", text), rules=()).canvas


def drawn(name: str, canvas: Canvas, language: str = "en") -> Drawing:
    view = view_called(name)
    assert view is not None
    found = view.make(Subject(canvas, load_wording(language), next(iter(view.blocks(canvas)))))
    assert isinstance(found, Drawing)
    return found


def labels(drawing: Drawing, text: str) -> list[Label]:
    return [shape for shape in drawing.shapes if isinstance(shape, Label) and " ".join(shape.lines) == text]


# ---- Cards and tables -------------------------------------------------------------------------------------------


def test_marks_of_segments_stand_on_the_first_line_of_a_card():
    drawing = drawn("value-map", example("coffee"))
    heads = [label.y + label.size * 0.66 for label in labels(drawing, "Cost")]
    marks = [shape.y for shape in drawing.shapes if isinstance(shape, Mark)]
    assert heads and all(any(abs(mark - head) < 0.1 for mark in marks) for head in heads)


def test_columns_that_fit_to_the_point_stand_in_one_table():
    """Each kind of relationship has one column, though their widths and the first one's sum up to the whole page."""
    drawing = drawn("relationships", example("clinic"))
    assert [len(labels(drawing, kind)) for kind in ("long-term", "self-service", "co-creation")] == [1, 1, 1]


def test_metrics_without_a_goal_stand_below_their_heads():
    drawing = drawn("measurement", example("telecom"))
    (head,), (name,) = labels(drawing, "Metric"), labels(drawing, "Households that leave")
    assert head.x == name.x and not labels(drawing, "Goal")


def test_what_asks_for_a_skill_stands_beside_who_has_it():
    drawing = drawn("skills", example("clinic"))
    (skill,) = labels(drawing, "Product knowledge")
    (asks,) = labels(drawing, "Help with the app and the exercises: technical help")
    assert asks.x > skill.x + 300 and abs(asks.y - skill.y) < 2
    # Two that share a name are told apart by what they are.
    assert labels(drawing, "Employee") and labels(drawing, "Service")


def test_the_shorter_list_stands_across():
    drawing = drawn("benefits", example("clinic"))
    strategies = [labels(drawing, name)[0] for name in ("Make it fit each member", "Ask, act, tell")]
    assert strategies[0].x < strategies[1].x
    assert labels(drawing, "Customers stay")[0].x == labels(drawing, "Convenience")[0].x


# ---- Ways -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["clinic", "coffee", "saas", "subscription"])
def test_what_takes_up_one_need_stands_level_with_it(name):
    """In these models each answer takes up one need, so that all arrows run level."""
    drawing = drawn("fit", example(name))
    arrows = [shape for shape in drawing.shapes if isinstance(shape, Stroke) and shape.head]
    assert arrows and all(abs(arrow.points[0][1] - arrow.points[-1][1]) < 0.1 for arrow in arrows)


def test_offers_that_say_nothing_of_any_need_stand_where_answers_would():
    canvas = model('segment s "Folk" { job "Eat" }\nproposition bread "Bread" { for s }\n')
    drawing = drawn("fit", canvas)
    assert labels(drawing, "Bread")[0].x < labels(drawing, "Eat")[0].x
    assert labels(drawing, "says nothing of these needs")


def test_several_loops_of_feedback_are_rows_with_a_way_back():
    drawing = drawn("feedback-loop", example("clinic"))
    steps = [[label.y for label in labels(drawing, f"{number} {step}")]
             for number, step in enumerate(("Collect", "Analyse", "Act", "Inform"), 1)]  # fmt: skip
    assert len(steps[0]) == 3 and all(each == steps[0] for each in steps)
    assert drawing.height < 2 * drawn("feedback-loop", example("coffee")).height


def test_the_way_to_a_step_of_which_nothing_is_said_is_crossed_out():
    loop = 'feedback "a" { collects "b"; acts "d"; answers "e" }'
    drawing = drawn("feedback-loop", model(f'relationship r "R" {{ {loop}\n{loop}\n{loop} }}\n'))
    broken = [shape for shape in drawing.shapes if isinstance(shape, Stroke) and shape.tone == "alarm" and shape.head]
    crosses = [shape for shape in drawing.shapes if isinstance(shape, Stroke) and shape.tone == "alarm"
               and not shape.head]  # fmt: skip
    assert len(broken) == 6 and len(crosses) == 12
    assert len(labels(drawing, "Nothing is said of it")) == 3


@pytest.mark.parametrize("name", ["clinic", "renewals", "nonprofit"])
def test_a_way_to_a_name_runs_through_no_other_place(name):
    drawing = drawn("constituencies", example(name))
    places = [(shape.x, shape.y) for shape in drawing.shapes
              if isinstance(shape, Disc) and shape.fill == "paper" and shape.radius < 10]  # fmt: skip
    ways = [shape.points for shape in drawing.shapes if isinstance(shape, Stroke) and len(shape.points) == 3]
    assert len(ways) == len(places) > 4
    for (x, y), (x1, y1), _ in ways:
        along = [(x + (x1 - x) * step / 40, y + (y1 - y) * step / 40) for step in range(41)]
        assert all(dist(point, place) > 7 for place in places if dist(place, (x, y)) > 1 for point in along)


# ---- Words ------------------------------------------------------------------------------------------------------


def test_two_amounts_say_once_what_they_have_in_common():
    said = words_of(drawn("measurement", example("clinic")))
    assert {"44 → 46 CHF per month", "96.5% → 97.4% per month", "2.4 → 2 days"} <= {*said}
    say = Phrasing(ENGLISH, Canvas())
    (one, other) = (model(f"metric m {{ baseline {amount} }}").metrics[0].baseline
                    for amount in ("40 EUR per month", "500 EUR per year"))  # fmt: skip
    assert say.before(one, other) == "40 EUR per month"


def test_worth_and_needs_are_lists_where_nothing_is_done_for_a_group():
    said = words_of(drawn("value-and-needs", example("telecom")))
    assert "What is done differently" in said and "worth, by what they need" not in said
    grouped = model('relationship r "Club" { differentiate by-value "spend" { groups big, small }\n'
                    'differentiate by-needs "speed" { groups hasty }\n'
                    'customize service "a lane" { for "hasty" } }\n')  # fmt: skip
    assert "worth, by what they need" in words_of(drawn("value-and-needs", grouped))


@pytest.mark.parametrize(("view", "text", "title"), [
    ("measurement", 'metric m "M"\nmetric n "N"', "None of the 2 metrics has a target"),
    ("phases", 'relationship r "R" { phase commitment }\nrelationship s "S" { phase expansion }',
     "Nothing says when any of the 2 relationships ends"),
    ("measurement", 'metric m "M"', "The one metric has no target: M"),
    ("phases", 'relationship r "R" { phase commitment }', "R: nothing says when it ends"),
    ("insights", 'insight i "They sing"', "Nothing follows from the one insight: They sing"),
    ("channels", 'segment s "Folk"\nchannel c { reaches s; phases purchase, delivery, after-sales }',
     "Folk have no channel for 2 of five phases: awareness and evaluation"),
    ("channels", 'segment s "Folk"\nsegment t { status idea }\nchannel c { reaches t; phases purchase }',
     "Folk have no channel in any of the five phases"),
    ("segmentation", 'segment s "Folk"\nsegment t "Others" { behavioural "sing"; status idea }',
     "2 groups, told apart by behaviour"),
    ("phases", 'relationship r "R" { phase commitment; ends-when "never" }',
     "R: now in commitment, and it is said when it ends"),
    ("phases", 'relationship r "R" { phase commitment; status idea }', "Only an idea so far: R, in commitment"),
])  # fmt: skip
def test_one_of_one_and_all_of_some_are_said_in_words(view, text, title):
    assert drawn(view, model(text)).title == title


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_title_says_one_of_one(language):
    """Each text that may say `one of 1` has another that does not."""
    texts = load_wording(language).texts
    sole = [key for key in texts if key.endswith("_sole")]
    assert len(sole) > 10
    for key in sole:
        assert "{total}" in str(texts[key.removesuffix("_sole")]) and "{total}" not in str(texts[key])


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_of_all_has_the_places_of_what_is_said_of_some(language):
    texts = load_wording(language).texts
    for key in [key for key in texts if key.endswith("_all") and key.removesuffix("_all") in texts]:
        some, whole = texts[key.removesuffix("_all")], texts[key]
        if isinstance(whole, str) and not isinstance(some, str):
            assert {*re.findall(r"{\w+}", whole)} <= {*re.findall(r"{\w+}", " ".join(some.values()))}
