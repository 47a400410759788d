"""Drawings of single ideas about people, offers and relationships: what they show, and that they hold many things."""


import pytest
from drawn_views import VIEWS, block_of, canvas_of, drawings, drawn, example, sound, subject

from canvasdsl import theory
from canvasdsl.model.canvas import Heading
from canvasdsl.model.vocabulary import table_of
from canvasdsl.views.connections.channel_owners import channels_by_owner
from canvasdsl.views.connections.partner_graph import partnerships
from canvasdsl.views.connections.pattern_parts import PARTS, patterns_of
from canvasdsl.views.connections.record_hub import hub_of
from canvasdsl.views.crm.crm_layers import layers_of
from canvasdsl.views.crm.predictions import foresights_of
from canvasdsl.views.customers.centricity_list import evidence_of
from canvasdsl.views.customers.engagement import engaged_in
from canvasdsl.views.customers.fairness import failures_in
from canvasdsl.views.customers.satisfaction_loyalty import curve, standings_of
from canvasdsl.views.customers.success_chain import claims_of
from canvasdsl.views.customers.touch_and_mood import touches_of
from canvasdsl.views.registry import view_called
from canvasdsl.views.relationships.continuum import stances_of
from canvasdsl.views.relationships.relationship_phases import phases_of
from canvasdsl.views.relationships.support_tasks import tasks_of
from canvasdsl.views.relationships.win_wins import sides_of
from canvasdsl.views.segments.benefit_map import benefit_map
from canvasdsl.views.segments.buying_centre import parts_of
from canvasdsl.views.segments.differences import pairs_of
from canvasdsl.views.segments.employee_chain import employee_chain
from canvasdsl.views.segments.fit import fit_of
from canvasdsl.views.segments.insight_table import learnt_in
from canvasdsl.views.segments.market_kinds import markets_of
from canvasdsl.views.segments.reach_chain import reaches_in
from canvasdsl.views.segments.segmentation import branches_of
from canvasdsl.views.segments.value_and_needs import groups_of, tiered_in

NAMES = (
    "fit", "differences", "segmentation", "markets", "buying-centre", "reach", "benefits", "employees", "hub",
    "partners", "channel-owners", "pattern", "continuum", "phases", "tasks", "crm-layers", "predictions", "insights",
    "value-and-needs", "satisfaction-loyalty", "touch-and-mood", "success-chain", "fairness", "engagement",
    "customer-centricity", "win-wins",
)  # fmt: skip


# ---- One thing and forty ----------------------------------------------------------------


def test_clinic_has_something_for_every_view_but_the_patterns():
    assert {name for name in NAMES if drawings(view_called(name), example("clinic"))} == {*NAMES} - {"pattern"}


@pytest.mark.parametrize("count", [1, 2, 9, 40])
def test_drawings_hold_one_thing_and_forty(count):
    lines = []
    for n in range(count):
        lines.append(
            f'segment s{n} "Segment number {n}" {{ market {"b2b" if n % 2 else "b2c"}; customers {n + 1}; value-tier '
            f'most-valuable; behavioural "a habit {n}"; job j{n} "A job {n}" {{ importance {n % 5 + 1} }}; '
            f'satisfaction satisfied; competition {"high" if n % 3 else "low"}; '
            f'engagement {{ purchase {n}; referral 50 }}; buying-centre decider "a decider {n}" }}')  # fmt: skip
        lines.append(f'proposition o{n} "Offer {n}" {{ for s0; solves s0.j0 }}')
        lines.append(f'channel c{n} "Channel {n}" {{ reaches s{n}; owner own; record files }}')
        lines.append(
            f'relationship r{n} "Relationship {n}" {{ with s{n}; phase commitment; strategy relational; contacts {n} '
            f'per month; sentiment 0.{n % 9}; predict churn "a sign {n}"; differentiate by-needs "need {n}"; chain '
            f'satisfaction to loyalty measured "link {n}"; failure f{n} "Failure {n}" }}')  # fmt: skip
        lines.append(f'tool t{n} "Tool {n}" {{ integrates c{n}; records customer }}')
        lines.append(f'partner p{n} "Partner {n}" {{ provides a{n}; dependency high }}')
        lines.append(f'activity a{n} "Activity {n}" {{ supports o{n} }}')
        lines.append(f'insight i{n} "Insight {n}" {{ decision "decided {n}" }}')
        lines.append(f'tactic x{n} "Tactic {n}" {{ objective acquire; via c{n}; message "say {n}"; rests-on i{n} }}')
        lines.append(f'strategy g{n} "Strategy {n}" {{ objective keep; expects retention {{ measure "part {n}" }} }}')
        lines.append(f'service v{n} "Service {n}" {{ at c{n}; task complaint "kind {n}" }}')
        lines.append(f'party e{n} "Staff {n}" {{ role employee; enabled-by files }}')
        lines.append(f'win-win w{n} "Win {n}" {{ customer "ease {n}"; steps-before 9; steps-after {n % 9} }}')
    lines.append('resource files "Files"')
    canvas = canvas_of("\n".join(lines) + "\n")
    made = [drawing for view in VIEWS for drawing in drawings(view, canvas)]
    for drawing in made:
        sound(drawing)
    expected = {*NAMES} - {"pattern", "customer-centricity"} - ({"differences", "markets"} if count == 1 else set())
    assert {drawing.view for drawing in made} >= expected - {"employees"}


@pytest.mark.parametrize("name", NAMES)
def test_each_view_draws_a_line_of_the_register(name):
    entries = [theory.entry(id) for id in view_called(name).theory]
    assert entries and all(entry.draw is not None and not entry.draw.ids for entry in entries)


# ---- People and offers -----------------------------------------------------------------


def test_fit_joins_what_is_wanted_with_what_takes_it_up():
    canvas = example("clinic")
    found = fit_of(canvas, block_of(canvas, "segment", "patients"))
    assert [need.name for need in found.needs][:2] == ["Work again without tablets", "Trust one's own body"]
    pairs = {(answer.way, answer.text, found.needs[number].id) for answer in found.answers for number in answer.needs}
    assert ("relieves", "two working days", "wait") in pairs and ("solves", "", "work-again") in pairs
    assert [need.id for need in found.open] == ["trust-body", "not-a-burden", "find-place"]


def test_an_idea_takes_up_no_need_yet_and_is_dashed():
    canvas = canvas_of('segment a "A" { job j "A job" }\nproposition o "O" { for a; solves a.j; status idea }\n')
    (answer,) = fit_of(canvas, block_of(canvas, "segment", "a")).answers
    assert answer.is_idea
    drawing = drawn("fit", canvas, block_of(canvas, "segment", "a"))
    assert drawing.title == "Nothing takes up what A want yet"
    assert any(getattr(shape, "dash", ()) for shape in drawing.shapes)


def test_segments_differ_test_by_test():
    canvas = canvas_of('segment a\nsegment b\nproposition o { for a, b }\nchannel c { reaches a, b }\n'
                       'channel d { reaches b }\n')  # fmt: skip
    (pair,) = pairs_of(canvas)
    assert pair.tests == (False, True, None, None, None) and pair.count == 1
    assert drawn("differences", canvas).title == "a and b differ in one of 5 tests"
    assert [pair.count for pair in pairs_of(example("clinic"))] == [5, 5, 5]


def test_a_strategy_that_goes_by_what_is_not_described_is_a_gap():
    canvas = canvas_of('segment a "A" { demographic "old" }\n'
                       'strategy s "By habit" { type segmentation; for a; bases behavioural }\n')  # fmt: skip
    (branch,) = branches_of(canvas)
    assert [(word, strategy.id) for word, strategy in branch.lacking] == [("behavioural", "s")]
    assert drawn("segmentation", canvas).title == "By habit goes by behaviour, and nothing is said of that for A"
    assert not any(branch.lacking for branch in branches_of(example("clinic")))


def test_markets_are_told_apart_and_counted():
    organisations, people = markets_of(example("clinic"))
    assert [segment.id for _, segment in organisations.segments] == ["firms"]
    assert (organisations.buyers, people.buyers) == (14, 730)
    assert drawn("markets", example("clinic")).title == "14 customers are organisations, 730 are people"


def test_those_who_settle_a_purchase_stand_apart_and_the_unreached_are_told():
    canvas = example("clinic")
    firms = block_of(canvas, "segment", "firms")
    roles = [part.role for part in parts_of(subject(canvas), firms)]
    assert roles == ["initiator", "user", "influencer", "gatekeeper", "decider", "approver", "buyer"]
    poor = canvas_of('segment a "A" { buying-centre decider "the head" }\n')
    drawing = drawn("buying-centre", poor, block_of(poor, "segment", "a"))
    assert "no channel reaches one" in drawing.title and "Nobody is named as" in drawing.notes[0]


def test_reach_leads_from_an_insight_to_an_offer():
    lacks = {reach.tactic.id: reach.lacks for reach in reaches_in(example("clinic"))}
    assert lacks == {"open-evening": (), "first-month": ("offer",), "keep-going": ("offer",)}


def test_an_expected_benefit_without_a_metric_is_told():
    assert benefit_map(example("clinic")).unmeasured == ()
    canvas = canvas_of('strategy s "Feedback" { expects loyalty; expects insight { measure "answers" } }\n')
    assert drawn("benefits", canvas).title == "No metric will show one expected benefit: loyalty, from Feedback"
    assert "growth" in benefit_map(canvas).idle and "loyalty" not in benefit_map(canvas).idle


def test_the_chain_to_profit_begins_with_employees():
    found = employee_chain(example("clinic"))
    assert [each.id for each in found.employees] == ["therapists", "desk-team"] and found.unserved == ()
    assert found.measured == (True, True, True, True)
    canvas = canvas_of('party a "Cooks" { role employee; enabled-by k }\n'
                       'party b "Waiters" { role employee }\nresource k\n')  # fmt: skip
    assert drawn("employees", canvas).title == "Nothing is said to help Waiters, and the chain to profit begins there"


# ---- Channels, tools, partners, patterns -----------------------------------------------


def test_channels_are_direct_as_they_say_or_as_their_type_is():
    canvas = canvas_of('channel a { owner own; type sales-force }\nchannel b { owner partner; type wholesaler }\n'
                       'channel c { owner own; type own-store; directness direct }\n'
                       'channel d { type mail }\n')  # fmt: skip
    found = {each.channel.id: (each.owner, each.way) for each in channels_by_owner(canvas)}
    assert found == {"a": ("own", "direct"), "b": ("partner", "indirect"), "c": ("own", "direct"), "d": ("", "")}


def test_the_hub_tells_the_channels_that_feed_no_record():
    assert [channel.id for channel in hub_of(example("clinic")).apart] == ["surgery"]
    canvas = canvas_of('channel a { record files }\nchannel b "By phone"\nresource files\n')
    assert drawn("hub", canvas).title == "One channel of 2 feeds no record: By phone"


def test_a_partner_whom_nobody_replaces_is_the_finding():
    (only,) = partnerships(example("clinic"))
    assert [given.id for given, _ in only.provides] == ["running-app"] and not only.is_risk
    canvas = canvas_of('partner p "The mill" { provides flour; dependency high }\n'
                       'resource flour "Flour" { supports o }\n'
                       'proposition o "Bread"\n')  # fmt: skip
    drawing = drawn("partners", canvas)
    assert drawing.title == "Much depends on The mill, and nobody else could do it"
    assert {(edge.start, edge.end) for edge in drawing.graph.edges} == {("n0", "n1"), ("n1", "n2")}


def test_a_pattern_without_its_part_is_told():
    (free,) = patterns_of(example("saas"))
    assert free.word == "freemium" and free.lacks == ()
    canvas = canvas_of('canvas "A" { pattern freemium }\n'
                       'revenue r "Fee" { price 5 EUR per month; for o }\nproposition o\n')  # fmt: skip
    assert patterns_of(canvas)[0].lacks == ("free",)
    assert drawn("pattern", canvas).title == "Freemium is the pattern, and nothing in the model is free"


def test_the_parts_of_each_pattern_are_known():
    field = next(field for field in table_of(Heading).fields if field.attribute == "patterns")
    assert set(PARTS) == {option.word for option in field.type.options}


# ---- Relationships ---------------------------------------------------------------------


def test_signals_of_both_sides_are_the_finding():
    canvas = canvas_of('segment a\nrelationship r "Club" { with a; type long-term; strategy relational }\n'
                       'tactic d "Ten per cent" { type discount; for a; objective keep }\n')  # fmt: skip
    (stance,) = stances_of(subject(canvas))
    assert (stance.shows, stance.says, stance.is_torn) == (0.5, 1.0, True)
    assert drawn("continuum", canvas).title == "One relationship sends signals that do not agree: Club"
    assert not any(each.is_torn for each in stances_of(subject(example("clinic"))))


def test_a_discount_that_only_wins_customers_is_no_signal():
    canvas = canvas_of('segment a\nrelationship r { with a; type long-term }\n'
                       'tactic d { type discount; for a; objective acquire }\n')  # fmt: skip
    assert stances_of(subject(canvas))[0].shows == 1.0


def test_relationships_stand_below_their_phase():
    found = {phase.word: [each.id for each in phase.relationships] for phase in phases_of(example("clinic"))}
    assert found["exploration"] == ["one-therapist"] and found["commitment"] == ["membership", "workplace"]
    assert drawn("phases", example("clinic")).title.startswith("Nothing says when one of 3 relationships ends")


def test_support_tasks_know_their_channels_and_what_they_lack():
    found = {row.task.type: row for row in tasks_of(example("clinic"))}
    assert [each.id for each in found["complaint"].channels] == ["phone", "rooms"] and found["complaint"].lacks == ()
    canvas = canvas_of('service s { task refund "money back"; task information { within 1 day; owner "desk" } }\n')
    assert [row.lacks for row in tasks_of(canvas)] == [("owner", "authority", "within"), ()]


def test_layers_tell_the_field_in_which_nothing_stands():
    found = layers_of(example("clinic"))
    assert found.empty == (("strategy", "win-back"),)
    assert [tool.id for tool in found.cells["technology", "win-back"]] == ["letters-tool"]
    assert drawn("crm-layers", example("clinic")).title == "One of 12 fields is empty: a strategy to win them back"


def test_a_prediction_without_an_action_is_told():
    assert [each.lacks for each in foresights_of(example("clinic"))] == [(), ()]
    canvas = canvas_of('relationship r { predict churn "fewer visits" { data visits; consent yes } }\n')
    assert drawn("predictions", canvas).title == "The one prediction leads to nothing: who will leave"


def test_value_and_needs_are_both_asked_for():
    assert [(each.segment.id, each.tier) for each in tiered_in(example("clinic"))] == [
        ("members", "most-valuable"), ("firms", "most-growable"), ("patients", "low-maintenance")]  # fmt: skip
    (groups,) = groups_of(example("telecom"))
    assert groups.by_value == ("most-valuable", "most-growable", "below-zero") and len(groups.by_needs) == 3
    canvas = canvas_of('relationship r "Club" { differentiate by-value "spend" }\n')
    title = drawn("value-and-needs", canvas).title
    assert title == "Club tells customers apart by what they are worth, and not by what they need"


def test_an_insight_from_which_nothing_follows_is_told():
    (learnt,) = learnt_in(example("clinic"))
    assert [each.id for each in learnt.changed] == ["first-month", "strong", "open-evening", "keep-going"]
    canvas = canvas_of('insight i "They sing"\ninsight j "They dance" { decision "music" }\n')
    assert drawn("insights", canvas).title == "Nothing follows from one insight of 2: They sing"


# ---- Satisfaction, loyalty, engagement -------------------------------------------------


def test_the_curve_is_steep_at_the_top_where_competition_is_strong():
    assert curve(0.5, "low") > 0.8 and curve(0.5, "high") < 0.25
    assert abs(curve(1.0, "low") - curve(1.0, "high")) < 0.01
    rising = [curve(share / 10, word) for word in ("low", "high") for share in range(11)]
    assert rising[:11] == sorted(rising[:11]) and rising[11:] == sorted(rising[11:])


def test_a_segment_stands_where_it_says_or_on_its_curve():
    found = {each.segment.id: each for each in standings_of(example("clinic"))}
    assert found["members"].place == 0.92 and found["members"].is_at_risk
    assert found["patients"].place == curve(1.0, "high") and not found["patients"].is_at_risk


def test_often_and_unpleasant_is_the_finding():
    (touch,) = touches_of(example("clinic"))
    assert (touch.contacts, touch.mood) == (6.0, 0.6)
    canvas = canvas_of('relationship r "Letters" { contacts 3 per week; sentiment -0.4 }\n')
    assert touches_of(canvas)[0].contacts == pytest.approx(13.0, rel=0.01)
    assert drawn("touch-and-mood", canvas).title == "Often in touch, and customers do not like it: Letters"


def test_a_map_of_contacts_stands_that_nobody_is_in_touch():
    canvas = canvas_of('canvas "A" { thresholds { frequent-contacts 0 } }\n'
                       'relationship r "Letters" { contacts 0 per month; sentiment 0 }\n')  # fmt: skip
    sound(drawn("touch-and-mood", canvas))


def test_a_link_is_measured_when_one_statement_is():
    found = {(claim.start, claim.end): claim.is_measured for claim in claims_of(example("clinic"))}
    assert found == {(0, 1): True, (0, 2): True, (2, 3): False, (2, 4): True}
    assert drawn("success-chain", example("clinic")).title == (
        "One link of 4 is only assumed: Loyalty to a larger share")  # fmt: skip


def test_what_is_open_in_a_failure_is_told():
    assert [each.settled for each in failures_in(example("clinic"))] == [(True, True, True)] * 5
    canvas = canvas_of('relationship r { failure f "Too late" { '
                       'recovery { outcome "money back"; process "at once" } } }\n')  # fmt: skip
    assert [each.settled for each in failures_in(canvas)] == [(True, True, False)]
    assert drawn("fairness", canvas).title == "How customers are met is open for one failure of 1: Too late"


def test_clicks_alone_are_told():
    (found,) = engaged_in(example("clinic"))
    assert found.marks == (70, 55, 30, 45) and not found.only_clicks
    canvas = canvas_of('segment a "A" { engagement { clicks 900 per month } }\n')
    assert drawn("engagement", canvas).title == "Only clicks are counted for one segment: A"


def test_evidence_that_customers_come_first():
    assert [(each.kind, len(each.given)) for each in evidence_of(example("clinic"))] == [
        ("policy", 1), ("after-sale", 2), ("measure", 1), ("incentive", 1)]  # fmt: skip
    canvas = canvas_of('canvas "A" { customer-centricity { policy "they come first" } }\n')
    assert drawn("customer-centricity", canvas).title == (
        "That customers come first shows, and not yet in what happens after the sale, a measure and what people are "
        "rewarded for")  # fmt: skip


def test_both_sides_of_a_win_are_measured():
    canvas = example("clinic")
    sides = {side.kind: (side.is_said, side.falls) for side in sides_of(canvas, canvas.win_wins[0])}
    assert sides == {"customer": (True, True), "business": (True, False), "effort": (True, True)}
    poor = canvas_of('win-win w "One page" { business "renewals" }\n')
    assert drawn("win-wins", poor).title == "What customers win is not measured: One page"
