"""How sound a model is, how close its relationships are, how far customers climb and what stands in their way."""

from fractions import Fraction

import pytest

from canvasdsl.figures.compute import figures_of
from canvasdsl.load import load
from canvasdsl.source import Source

WHOLE = """segment a "A" { size 9 people }
segment b "B" { size 9 people }
proposition p "P" { for a }
channel c "C" { reaches a; carries p }
relationship r "R" { with a, b; type long-term }
revenue money "M" { from a; for p }
resource things "T" { supports p }
activity work "W"
cost rent "Rent" { for things }
"""


def figures(text):
    found = load(Source("a.bmc", f'canvas "A"\n{text}'))
    assert not found.has_errors, found.diagnostics
    return {(figure.kind.name, figure.of): figure for figure in figures_of(found.canvas)}


def value(text, name, of=""):
    figure = figures(text)[name, of]
    assert not figure.absent, figure.absent
    return figure.value


@pytest.mark.parametrize(("name", "expected"), [
    ("completeness", Fraction(8, 9)),
    ("link-coverage", Fraction(8, 9)),
    ("trace-closure", Fraction(5, 9)),
])
def test_what_is_filled_linked_and_hangs_together(name, expected):
    """No partner is there, the activity stands alone; rent pays for things, they make the offer, it is paid for."""
    assert value(WHOLE, name) == expected


def test_ideas_fill_nothing():
    text = WHOLE.replace('activity work "W"', 'activity work "W" { status idea }')
    assert value(text, "completeness") == Fraction(7, 9)


def test_segments_differ_in_up_to_five_ways():
    assert value(WHOLE, "segment-difference", "a, b") == 3
    assert value(WHOLE.replace("with a, b", "with a").replace('segment b "B" {', 'segment b "B" { margin-class high;'),
                 "segment-difference", "a, b") == 5  # fmt: skip


def test_the_marks_of_the_design():
    questions = ("switching-costs", "recurring-revenue", "earning-before-spending", "cost-structure", "work-by-others",
                 "scalability", "protection")  # fmt: skip
    text = "".join(f'assess {question} {mark} because "x"\n' for mark, question in enumerate(questions, 3))
    assert value(text, "design-score") == 6 and value(text, "weakest-design-mark") == 3
    some = figures(text.replace('assess protection 9 because "x"\n', ""))["design-score", ""]
    assert some.value == Fraction(33, 6) and some.note == "of 6 of the 7 marks: none is given for `protection`"
    alone = figures('assess protection 9 because "x"\n')["weakest-design-mark", ""]
    assert alone.value == 9 and alone.note.startswith("of 1 of the 7 marks")


def test_pairs_that_are_left_out_are_told():
    """The first pair says how many are not compared; a model with few segments says nothing."""
    text = "".join(f'segment s{number} "S{number}"\n' for number in range(33))
    found = [each for (name, _), each in figures(text).items() if name == "segment-difference"]
    assert len(found) == 500 and found[0].note == "of the 528 pairs of segments only the first 500 are compared"
    assert not any(each.note for each in found[1:])
    assert not figures(text.replace('segment s32 "S32"\n', ""))["segment-difference", "s0, s1"].note


@pytest.mark.parametrize(("types", "depth"), [
    ("type transactional", 0), ("type long-term", Fraction(1, 4)),
    ("type self-service; type automated", Fraction(1, 8)),
    ("type dedicated; type community", 1), ("type dedicated; type community; type co-creation", 1),
    ("type personal-assistance; type community", Fraction(3, 4)),
])  # fmt: skip
def test_depth(types, depth):
    assert value(f'segment a "A"\nrelationship r "R" {{ with a; {types} }}\n', "relationship-depth", "r") == depth


def test_only_bonds_that_say_how_they_are_made_count():
    text = 'segment a "A"\nrelationship r "R" { with a; bond social "names"; bond structural }\n'
    assert value(text, "bond-level", "r") == 2
    assert "how it is made" in figures(text.replace(' "names"', ""))["bond-level", "r"].absent


def test_signs_of_trust():
    text = """segment a "A"
relationship r "R" {{ with a; commitment-trust {{ trust {}; opportunism {}; commitment 6 }} }}
"""
    assert value(text.format(6, 2), "trust-as-expected", "r") == 1
    assert value(text.format(6, 7), "trust-as-expected", "r") == Fraction(1, 2)
    assert "above or below the middle" in figures(text.format(4, 4))["trust-as-expected", "r"].absent


def test_the_level_that_fits():
    text = 'segment a "A" {{ customers {}; margin-class {} }}\nrelationship r "R" {{ with a }}\n'
    assert figures(text.format(10, "high"))["fitting-level", "r"].word == "partnership"
    assert figures(text.format("5_000", "low"))["fitting-level", "r"].word == "basic or reactive"
    assert ("fitting-level", "r") not in figures('segment a "A"\nrelationship r "R" { with a }\n')


def test_groups_by_loyalty_and_profit():
    text = """segment a "A" { profit 900 EUR per month; stays 4 years }
segment b "B" { profit 100 EUR per month; stays 2 years }
segment c "C" { profit 800 EUR per month; stays 3 months }
segment d "D" { profit -9 EUR per month; stays 1 month }
"""
    found = figures(text)
    assert [found["loyalty-group", of].word for of in "abcd"] == ["true-friend", "barnacle", "butterfly", "stranger"]
    alone = figures('segment a "A" { profit 900 EUR per month; stays 4 years }\n')["loyalty-group", "a"]
    assert "no median" in alone.absent


@pytest.mark.parametrize(("attitude", "repeat", "word"), [
    (6, 80, "true loyalty"), (6, 20, "latent loyalty"), (2, 80, "spurious loyalty"), (2, 20, "no loyalty"),
])  # fmt: skip
def test_attitude_by_repeat_purchase(attitude, repeat, word):
    text = f'segment a "A" {{ loyalty {{ attitude {attitude}; repeat {repeat}% }} }}\n'
    assert figures(text)["loyalty-state", "a"].word == word


LADDER = """segment a "A" {
  rung prospect { count 1_000 people; conversion 40% }
  rung purchaser { conversion 30% }
  rung client { conversion 50% }
  rung supporter "friends" { inflow 5 people }
}
"""


def test_the_ladder():
    """1,000 prospects × 0.40 × 0.30 × 0.50 = 60 (6.0%), and 5 who come from elsewhere."""
    assert value(LADDER, "ladder-conversion", "a") == Fraction(6, 100)
    assert value(LADDER, "expected-count", "a, friends") == 65
    assert value(LADDER, "expected-count", "a, rung client") == 120
    figure = figures(LADDER.replace("; conversion 40%", ""))["expected-count", "a, rung client"]
    assert figure.absent == "the rung `prospect` says nothing of `conversion`"


JOURNEY = """segment a "A"
competitor rival "R" { for a; effort { steps 3 } }
journey j "J" {
  for a
  effort { steps 4; minutes 6 }
  effort { wanted; minutes 5 }
  stage one "One" {
    conversion 70%
    barrier x "X" { severity 4; frequency 30% }
    barrier y "Y" { severity 5; frequency 10% }
  }
  stage two "Two" { conversion 50%; barrier z "Z" { severity 2; frequency 60% } }
}
"""


@pytest.mark.parametrize(("name", "expected"), [
    ("barrier-score", Fraction(29, 10)), ("journey-conversion", Fraction(35, 100)), ("effort-steps", 4),
    ("effort-minutes", 6), ("steps-too-many", 1), ("minutes-too-many", 1),
])  # fmt: skip
def test_what_stands_in_the_way(name, expected):
    """C32: 4 × .3 + 5 × .1 + 2 × .6 = 2.9 points."""
    assert value(JOURNEY, name, "j") == expected


def test_a_barrier_without_frequency():
    figure = figures(JOURNEY.replace("; frequency 10%", ""))["barrier-score", "j"]
    assert "nothing of `frequency`" in figure.absent
    assert ("barrier-score", "j") not in figures('journey j "J" { stage s "S" { barrier x "X" { severity 3 } } }\n')
