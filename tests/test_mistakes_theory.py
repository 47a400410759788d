"""Mistakes that people make with the words of the theory: goals, metrics, services, journeys, editions, shares.

Each is a name, a text and the codes of what is said of it; what a terminal shows is in `__snapshots__`. After a change
that is meant: `pytest tests/test_mistakes_theory.py --snapshot-update`, then read the difference.
"""

import pytest

from canvasdsl.load import load
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.vocabulary import block_words
from canvasdsl.render.terminal import render_diagnostics
from canvasdsl.source import Source
from canvasdsl.syntax.format import proved_format

MISTAKES = [
    ("nps of a segment", 'segment a "A" { nps 40 }\n', "REF101"),
    ("csat", 'segment a "A"\nrelationship r "R" { with a; csat 80% }\n', "REF101"),
    ("baseline in a goal", 'goal g "G" { type retention; baseline 80% }\n', "REF102"),
    ("aim in a goal", 'goal g "G" { aim 90% by month 12 }\n', "REF102"),
    ("tactic block inside a segment", 'segment a {\n  tactic mailing "Mailing" { objective acquire }\n}\n', "REF102"),
    ("tactic inside a strategy", 'strategy s "S" { tactic ads }\n', "REF102"),
    ("strategy block in a relationship",
     'segment a "A"\n'
     'relationship r "R" { with a; strategy hold "Hold" { type retention } }\n',
     "TYP114"),
    ("service in canvas", 'canvas "C" {\n  service desk "Desk" { stage after }\n}\n', "REF102"),
    ("segment in canvas", 'canvas "C" {\n  segment a "A"\n}\n', "REF102"),
    ("edition at the top", "edition classic\n", "REF102"),
    ("edition in crm", "crm { edition classic }\n", "REF102"),
    ("skill in a segment", 'segment a "A" { skill patience 2 }\n', "REF102"),
    ("touchpoint at the top", 'touchpoint call "Call" { type follow-up }\n', "REF102"),
    ("stage at the top", 'stage booking "Booking"\n', "REF102"),
    ("tier at the top", 'tier gold "Gold"\n', "REF102"),
    ("persona at the top", 'persona ann "Ann" { traits "busy" }\n', "REF102"),
    ("rung in relationship", 'segment a "A"\nrelationship r "R" { with a; rung prospect { count 100 } }\n', "REF102"),
    ("ladder", 'segment a "A" { ladder { prospect 100 } }\n', "REF101 TYP110"),
    ("loyalty programme in a segment", 'segment a "A" { programme club "Club" }\n', "REF102"),
    ("persona in proposition", 'segment a\nproposition p { for a; persona ann "Ann" }\n', "REF102"),
    ("retention in segment", 'segment a "A" { retention 92% per month }\n', "REF102"),
    ("churn in revenue", "segment a\nrevenue v { from a; churn 3% per month }\n", "REF102"),
    ("lifetime value written", 'segment a "A" { lifetime-value 400 EUR }\n', "REF101"),
    ("ltv", 'segment a "A" { ltv 400 EUR }\n', "REF101"),
    ("clv", 'segment a "A"\nrelationship r "R" { with a; clv 400 EUR }\n', "REF101"),
    ("cac", 'segment a "A" { cac 40 EUR }\n', "REF101"),
    ("quality in a relationship",
     'segment a "A"\n'
     'relationship r "R" { with a; quality reliability { expected 6 } }\n',
     "REF102"),
    ("complaint", 'segment a\nservice d { complaint "late" }\n', "REF101"),
    ("lag in a metric", "metric m { lag 3 months }\n", "REF102"),
    ("weight outside", 'segment a "A" { weight 30% }\n', "REF102"),
    ("score in a competitor", "segment a\ncompetitor c { for a; score quality 4 }\n", "REF101"),
    ("severity in a gain", 'segment a "A" { gain "Calm" { severity 3 } }\n', "REF102"),
    ("drives in goal", "metric m\ngoal g { drives m }\n", "REF102"),
    ("edition year", "value-chain { edition 2004 }\n", "TYP101"),
    ("edition new", "value-chain { edition new }\n", "TYP101"),
    ("edition second", "value-chain { edition 2nd }\n", "TYP101"),
    ("edition text", 'value-chain { edition "classic" }\n', "TYP101"),
    ("two editions", "value-chain { edition classic }\nvalue-chain { edition updated }\n", "REF103"),
    ("edition twice", "value-chain { edition classic; edition updated }\n", "REF103"),
    ("primary stage unknown", 'value-chain { primary-stage logistics "x" }\n', "TYP101"),
    ("stage in the chain", 'value-chain { stage network "n" }\n', "REF102"),
    ("within in EUR", 'service d { task complaint "c" { within 4 EUR } }\n', "TYP104"),
    ("share of 1", "revenue v { share 3 }\n", "TYP104"),
    ("retention as a fraction", 'segment a "A"\nrelationship r "R" { with a; retention 0.92 }\n', "TYP104"),
    ("severity as a word", 'segment a "A" { pain "Queue" { severity high } }\n', "TYP103"),
    ("score over", 'value-chain { primary-stage network "n" { score 7 } }\n', "TYP109"),
    ("skill level 9", "service d { skill patience 9 }\n", "TYP109"),
    ("nps with percent", "metric n { type nps; baseline 40% }\n", "MEA111"),
    ("scale as a fraction", "service d { quality reliability { expected 6/7 } }\n", "TYP108"),
    ("mark out of", 'segment a "A" { expectation timely { expected 5 out of 7 } }\n', "TYP108"),
    ("mark without scale", 'segment a "A" { expectation timely { expected 5 / 7 } }\n', "TYP108"),
    ("attitude beyond", 'segment a "A" { loyalty { attitude 12 } }\n', "TYP109"),
    ("steps with a unit", "journey j { effort { steps 30 minutes } }\n", "REF104 TYP110"),
    ("takes", "journey j { effort { takes 30 minutes } }\n", "REF101"),
    ("cadence words", 'metric m { cadence "every month" }\n', "TYP101"),
    ("cadence two words", "metric m { cadence every month }\n", "TYP101"),
    ("cadence month", "metric m { cadence month }\n", "TYP101"),
    ("trend word", "force f { trend up }\n", "TYP101"),
    ("review date", "force f { review next year }\n", "TYP112"),
    ("aim by year", "metric m { aim 40 by 2028 }\n", "TYP112"),
    ("aim by end", "metric m { aim 40 until month 12 }\n", "TYP113"),
    ("aim without number", "metric m { aim high }\n", "TYP103"),
    ("number words", 'segment a "A" { size five hundred people }\n', "TYP103"),
    ("dozen", "journey j { effort { steps twelve } }\n", "TYP103"),
    ("authority flag", 'service d { task complaint "c" { authority yes } }\n', "TYP103"),
    ("flag true", 'segment a "A" { exclusive true }\n', "TYP101"),
    ("plan flag text", 'journey j { plan "yes" }\n', "REF201"),
    ("visitors above", "segment a\nchannel c { reaches a; visitors looker 70%; visitors buyer 60% }\n", "SEG321"),
    ("weights", "service d { quality reliability { weight 80% }; quality empathy { weight 40% } }\n", "SVC411"),
    ("weighs", 'segment a "A" { weighs price 80%; weighs service 40% }\n', "VAL112"),
    ("plans", 'segment a\nrevenue v { from a; plan s "S" { share 80% }; plan t "T" { share 50% } }\n', "BMC302"),
    ("share over", 'revenue v { plan s "S" { share 130% } }\n', "TYP109"),
    ("survivors up", 'segment a "A"\nrelationship r "R" { with a; cohort { survivors 100, 120 } }\n', "ECO221"),
    ("win back", "strategy s { type win back }\n", "TYP101"),
    ("true friends", 'segment a "A" { loyalty-group true friends }\n', "TYP101"),
    ("customise", 'segment a "A"\nrelationship r "R" { with a; customise offer }\n', "TYP101"),
    ("personalise", 'segment a "A"\nrelationship r "R" { with a; personalise offer }\n', "TYP102"),
    ("metric type words", "metric m { type customer lifetime value }\n", "TYP101"),
    ("goal type growth", "goal g { type grow }\n", "TYP101"),
    ("tool type", "tool t { type CRM system }\n", "TYP111"),
    ("tool type software", "tool t { type software }\n", "TYP101"),
    ("force type", "force f { type political }\n", "TYP101"),
    ("crm type", "crm { type collaboration }\n", "TYP101"),
    ("skill", "service d { skill empathetic }\n", "TYP101"),
    ("quality", "service d { quality responsive { weight 3% } }\n", "TYP101"),
    ("bond", 'segment a "A"\nrelationship r "R" { with a; bond emotional "x" }\n', "TYP101"),
    ("metrics", "metrics {\n  nps 40\n}\n", "REF101"),
    ("goals list", 'goals "Grow", "Keep customers"\n', "REF101"),
    ("tools", 'tools "Hub", "Mailing"\n', "REF101"),
    ("forces", 'forces {\n  technology "AI"\n}\n', "REF101"),
    ("strategies", "strategies:\n  - Retention\n  - Upselling\n", "REF101 SYN107"),
    ("personas", 'segment a {\n  personas "Ann", "Bob"\n}\n', "REF101"),
    ("journeys", 'journeys "Booking"\n', "REF101"),
    ("touchpoints", 'journey j { stage s { touchpoints "Call", "Mail" } }\n', "REF101"),
    ("services", 'services "Desk"\n', "REF101"),
    ("insights", 'insights "They wait"\n', "REF101"),
    ("tactics", "tactics ads, mail\n", "REF101"),
    ("yaml metric", "metric:\n  name: NPS\n  type: nps\n  target: 40\n", "REF101 REF102 SYN105"),
    ("yaml journey", "journey booking:\n  stages:\n    - search\n    - pay\n", "REF101 SYN106 SYN107"),
    ("kpi", 'kpi nps "NPS" { type nps }\n', "REF101"),
    ("KPIs", 'KPIs "NPS", "Churn"\n', "REF101"),
    ("measure at top", 'measure nps "NPS"\n', "REF102"),
    ("objective", 'objective grow "Grow by half"\n', "REF102"),
    ("target title", 'target grow "Grow by half"\n', "TYP103"),
    ("okr", 'okr "Grow"\n', "REF101"),
    ("trend", 'trend ai "Artificial intelligence"\n', "REF102"),
    ("driver", 'driver ai "AI"\n', "REF101"),
    ("threat", 'threat ai "AI"\n', "REF101"),
    ("opportunity", 'opportunity ai "AI"\n', "REF101"),
    ("software", 'software hub "Hub"\n', "REF101"),
    ("system", 'system hub "Hub"\n', "REF101"),
    ("campaign", 'campaign spring "Spring offer"\n', "REF101"),
    ("customer journey", 'customer journey "Booking"\n', "REF101"),
    ("customer-journey", 'customer-journey booking "Booking"\n', "REF101"),
    ("touch point", 'journey j { stage s { touch-point call "Call" } }\n', "REF101"),
    ("phase in a journey", 'journey j { phase search "Search" }\n', "REF102"),
    ("step in a journey", 'journey j { step search "Search" }\n', "REF102"),
    ("level in programme",
     'segment a "A"\n'
     'relationship r "R" { with a; programme club { level gold "Gold" } }\n',
     "REF102"),
    ("points", 'segment a "A"\nrelationship r "R" { with a; programme club { points 10 } }\n', "REF101"),
    ("loyalty card", 'segment a "A"\nrelationship r "R" { with a; loyalty-card "Card" }\n', "REF101"),
    ("market", 'market "Bikes"\n', "REF102"),
    ("hypothesis", 'hypothesis h "They wait"\n', "REF101"),
    ("risk", 'risk r "Nobody comes"\n', "REF102"),
    ("experiment", 'experiment e "Landing page"\n', "REF101"),
    ("definition", 'definition churn "Whoever leaves"\n', "REF101"),
    ("glossary", 'glossary {\n  churn "Whoever leaves"\n}\n', "REF101 REF102"),
    ("vision", 'vision "Everybody rides"\n', "REF101"),
    ("customer strategy", 'customer strategy "Keep"\n', "REF101"),
    ("value chain", "value chain { edition classic }\n", "REF101"),
    ("crm title", 'crm "Our CRM" { type strategic }\n', "TYP113"),
    ("note of value", 'segment a "A" { expectations timely, friendly }\n', "REF101"),
    ("jtbd", 'segment a "A" { jtbd "Get to work" }\n', "REF101"),
    ("target of metric", "metric m { target 40 }\n", "REF102"),
    ("current of metric", "metric m { current 30 }\n", "REF101"),
    ("value of metric", "metric m { value 30 }\n", "REF101"),
    ("frequency of metric", "metric m { frequency monthly }\n", "REF102"),
    ("deadline of goal", "goal g { deadline 2027-01-31 }\n", "REF101"),
    ("kpi of goal", "metric m\ngoal g { kpi m }\n", "REF101"),
    ("metric of goal", "metric m\ngoal g { metric m }\n", "REF102"),
    ("price of competitor", "competitor c { cost 5 EUR }\n", "REF102"),
    ("strengths of competitor", 'competitor c { strengths "cheap" }\n', "REF101"),
    ("weaknesses of competitor", 'competitor c { weakness "slow" }\n', "REF101"),
    ("probability", "assumption x { probability 30% }\n", "REF101"),
    ("emotion in touchpoint", "journey j { stage s { touchpoint t { emotion good } } }\n", "REF101"),
    ("channel in touchpoint", "channel mail\njourney j { stage s { touchpoint t { channel mail } } }\n", "REF102"),
    ("feels", "journey j { stage s { touchpoint t { feels happy } } }\n", "TYP103"),
    ("goal of stage", 'journey j { stage s { goal "find" } }\n', "REF102"),
    ("two states", 'segment a "A" { state active, lapsed }\n', "SEG102"),
    ("retention and churn",
     'segment a "A"\n'
     'relationship r "R" { with a; retention 92% per month; churn 20% per month }\n',
     "ECO102"),
    ("term twice",
     'term churn "Churn" { means "who leaves" }\n'
     'term churn "Churn" { means "who pays less" }\n',
     "REF202"),
    ("term in two senses",
     'term lead "Lead" { means "who asks" }\n'
     'term prospect "Lead" { means "who buys" }\n',
     "STY202"),
    ("plan of itself", "segment a\njourney j { for a; plan j }\n", "REF206"),
    ("version", "segment a\njourney j { for a; version planned; plan j }\n", "REF206"),
    ("metric drives itself", 'metric m "M" { drives m up }\n', "REF206"),
    ("resells to itself", 'segment a "A" { position intermediate; resells-to a }\n', "REF206"),
    ("loyalty group against numbers",
     "segment a { customers 10; profit 5 EUR per month; stays 6 months; loyalty-group true-friends }\n"
     "segment b { customers 9; profit 50 EUR per month; stays 5 years; loyalty-group strangers }\n",
     "SEG417"),
    ("tactic like itself", "tactic t { lookalike-of t }\n", "REF204"),
    ("force replaces itself", "tool t\nforce f { replaces t; tool t }\n", "REF204"),
]  # fmt: skip
SPELLINGS = [
    ('rung lead { count 3 }', "segment a {{ {} }}", "rung prospect"),
    ('buying-center decision-maker "Head"', "segment a {{ {} }}", 'buying-centre decider "Head"'),
    ("loyalty-group true-friends", "segment a {{ {} }}", "loyalty-group true-friend"),
    ("stage post-purchase", "service d {{ {} }}", "after"),
    ("stage pre-purchase", "service d {{ {} }}", "before"),
    ("bases behavioral", "strategy s {{ {} }}", "behavioural"),
    ("type personalisation", "strategy s {{ {} }}", "personalization"),
    ('program club "Club"', "segment a\nrelationship r {{ with a; {} }}", "programme club"),
    ('loyalty-program "Club"', "segment a\nrelationship r {{ with a; {} }}", "programme"),
    ("customise product", "segment a\nrelationship r {{ with a; {} }}", "customize"),
    ('feedback { analyzes "x" }', "segment a\nrelationship r {{ with a; {} }}", "analyses"),
    ("type net-promoter-score", "metric m {{ {} }}", "nps"),
    ("type customer-lifetime-value", "metric m {{ {} }}", "lifetime-value"),
    ("type NPS", "metric m {{ {} }}", "nps"),
    ("visitors window-shopper 30%", "channel c {{ {} }}", "looker"),
    ("answer-within 4 hours", "channel c {{ {} }}", "4 hours"),
    ("answer-within 30 minutes", "channel c {{ {} }}", "30 minutes"),
]
"""Other spellings that are understood in silence, and the word that the canonical form has."""


@pytest.mark.parametrize(("text", "codes"), [row[1:] for row in MISTAKES], ids=[row[0] for row in MISTAKES])
def test_what_is_said(text, codes, snapshot):
    """The source, then the frames as a terminal shows them; each says what is wrong, where, and what to do."""
    loaded = load(Source("mine.bmc", text))
    found = [each for each in loaded.diagnostics if each.of_language or each.code in codes]
    assert {each.code for each in found} == set(codes.split())
    for each in found:
        assert each.message and (each.help or "I was expecting" in each.message)
        assert 0 <= each.span.start < each.span.end <= len(text)
    frames = render_diagnostics(found, loaded.sources, files=1, colour=False, unicode=True, width=100)
    assert f"{text}\n{'=' * 20}\n{frames}" == snapshot


@pytest.mark.parametrize(("line", "frame", "word"), SPELLINGS, ids=[row[0] for row in SPELLINGS])
def test_another_spelling_is_understood(line, frame, word):
    """Nothing is said of it, and the canonical form has the word of the language."""
    loaded = load(Source("m.bmc", frame.format(line) + "\n"))
    assert [each.message for each in loaded.diagnostics if each.of_language] == []
    formatted = proved_format(loaded.documents[0], blocks=block_words(Canvas), respelled=loaded.respelled["m.bmc"])
    assert isinstance(formatted, str) and word in formatted
