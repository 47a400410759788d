"""No rule compares all pairs of blocks: where a model doubles, the steps of each rule hardly more than double.

Steps are executed lines, counted by the interpreter, so that the result is the same on every machine. The models are
the shapes in which pairs would be compared: many of one kind around one of another, and many inside one.
"""

import sys

import pytest

from canvasdsl.load import load
from canvasdsl.rules import RULES
from canvasdsl.source import Source

SMALL = 60
MOST = 2.7
"""Twice the blocks, twice the steps, and some more for those that sort."""


def many(line, count):
    return "\n".join(line.replace("#", str(number)) for number in range(count))


def ids(stem, count):
    return ", ".join(f"{stem}{number}" for number in range(count))


def star_of_segments(count):
    """Many segments around one proposition, channel, relationship, revenue."""
    segments = many('segment s# "S#" { type niche; size 10 people; market b2b; pain p# "P" { severity 5 }; job j# "J"; '
                    'expects dedicated; prefers c; buyer price; loyalty-group stranger; invest 3 EUR per month; '
                    'customers 10; cost-to-serve 4 EUR per year per customer; geographic "x" }', count)  # fmt: skip
    around = ids("s", count)
    return f'''canvas "A" {{ currency EUR; budget 10 EUR per year; type segmented; orientation cost-driven }}
{segments}
proposition p "P" {{ for {around}; offers customization, price; relieves {ids("p", count)} }}
channel c "C" {{ reaches {around}; phases purchase; owner own; type email }}
relationship r "R" {{
  with {around}; type dedicated; type long-term; purpose retain, acquire; level partnership; via c
  retention 90% per month; bond financial "x"; feedback {{ collects "x" }}
  margin 3 EUR per month per customer; acquisition-cost 9 EUR
  programme club {{ for {around}; reward points }}
}}
revenue v "V" {{ from {around}; for p; type subscription; price 4 EUR per month; pricing segment }}
tactic t "T" {{ for {around}; objective acquire; via c; budget 4 EUR per month }}
strategy g "G" {{ type segmentation; for {around}; bases needs }}
journey y "Y" {{ for {around}; stage a {{ touchpoint d "D" {{ at c }}; barrier b "B" {{ severity 5 }} }} }}
goal o "O" {{ type retention; for {around} }}
customer-strategy cs {{ for {around}; knows needs "x" }}
competitor k "K" {{ for {around}; price 3 EUR; benefit product 5 }}
'''


def star_of_others(count):
    """Many of all the rest around one segment, and around one of each kind."""
    return f'''canvas "A" {{ currency EUR }}
segment s "S" {{ type mass; customers 10; prefers {ids("c", count)}; role buyer; primary; state active
  spend 3 EUR per month }}
{many('proposition p# "P#" { for s; offers performance, customization; product "x"; against k#; '
      'benefit product 3 }', count)}
{many('competitor k# "K#" { for s; scores quality 3; benefit product 4; customer-cost money 3 }', count)}
{many('channel c# "C#" { reaches s; carries p#; phases purchase; owner partner; visitors looker 30% }', count)}
{many('relationship r# "R#" { with s; type self-service; purpose retain; via c#; identify "k" { by card }; customize '
      'product "x"; promise m# "M" { measure n0 }; level proactive; service e# "E" { at c#; task complaint } }', count)}
{many('revenue v# "V#" { from s; for p#; share 1%; price 3 EUR; type usage-fee; fee "x" 3 EUR { told never } }', count)}
{many('resource z# "Z#" { type human; supports r#, p0; skill patience 2 }', count)}
{many('activity a# "A#" { supports r#, p0, z# }', count)}
{many('partner q# "Q#" { provides a#, z0; dependency high }', count)}
{many('cost x# "X#" { for a#, z0; fixed 3 EUR per month }', count)}
{many('tool h# "H#" { type crm; supports r#, n#; integrates c# }', count)}
metric all "All" {{ of s }}
{many('metric n# "N#" { type nps; of s; answers 3; drives all up }', count)}
{many('goal o# "O#" { type retention; measure n0, n#; for s }', count)}
{many('journey y# "Y#" { for s; stage a { touchpoint d "D" { at c0; says price "#" }; '
      'barrier b "B" { severity 5 } } }', count)}
{many('tactic t# "T#" { for s; objective keep; via c0; rests-on i# }', count)}
{many('insight i# "I#" { about s, r# }', count)}
{many('strategy g# "G#" { type feedback; for s, r#; expects retention { measure n0 } }', count)}
{many('force f# "F#" { type technology; replaces c#; affects s }', count)}
{many('party w# "W#" { role employee; served-by p0; enabled-by z0 }', count)}
{many('assumption u# "U#" { about s, p0; importance 5 }', count)}
{many('target customers of s >= 3 by month 3', count)}
'''


def heap(count):
    """Many of everything inside one segment and one relationship."""
    return f'''canvas "A" {{ currency EUR }}
segment s "S" {{
{many('pain p# "P" { severity 5 }', count)}
{many('gain g# "G"', count)}
{many('expectation timely { expected 5 of 7; perceived 4 of 7 }', count)}
{many('rung prospect { count 3; conversion 30% }', count)}
{many('buying-centre decider "D#"', count)}
{many('persona o# "O" { traits "x" }', count)}
{many('range age #-#9', count)}
}}
proposition q "Q" {{ for s; relieves {ids("p", count)}; creates {ids("g", count)} }}
relationship r "R" {{ with s; type long-term
{many('bond financial "x"', count)}
{many('practice consistency "x"', count)}
{many('promise m# "M"', count)}
{many('failure f# "F" { type core }', count)}
{many('service e# "E" { quality reliability { weight 30%; expected 5; perceived 4 }; task refund; '
      'principle fast-answers }', count)}
{many('touchpoint t# "T" { type contact; says price "#"; promise m0 }', count)}
{many('customize price "x"', count)}
{many('feedback "x" { type survey }', count)}
{many('programme l# "L" { reward discount; tier a# { spend #EUR per year } }'.replace("#EUR", "# EUR"), count)}
}}
journey j "J" {{ for s
{many('stage a# "A" { touchpoint b "B"; barrier c "C" { severity 4 } }', count)}
}}
{many('term w# "W#" { means "#" }', count)}
{many('quiz "#"', count)}
'''


def crossed(count):
    """Many segments that share the programmes, claims, plans, strategies and tactics of one relationship."""
    around = ids("s", count)
    return f'''canvas "A" {{ currency EUR }}
{many('segment s# "S#" { customers 10; size 10 people }', count)}
proposition p "P" {{ for {around}; against k; message best-value
{many('benefit product 3 EUR for s#', count)}
{many('customer-cost money 2 EUR for s#', count)}
}}
competitor k "K" {{ for {around}; benefit product 5 EUR; customer-cost money 3 EUR }}
relationship r "R" {{ with {around}; type long-term; margin 3 EUR per month per customer; retention 90% per month
{many('programme l# "L#" { for s#; reward discount }', count)}
{many('states retention 90% per month', count)}
}}
revenue v "V" {{ from {around}; type subscription
{many('plan q# "Q#" { price # EUR per month }', count)}
}}
{many('strategy g# "G#" { type feedback; for s#, r; cost 4 EUR per month; expects retention; expects profit }', count)}
{many('tactic t# "T#" { for s#, r; objective keep; budget 4 EUR per month }', count)}
{many('goal o# "O#" { type retention; measure n#; for s#, r }', count)}
{many('metric n# "N#" { type nps; of r }', count)}
'''


SHAPES = {"star of segments": star_of_segments, "star of others": star_of_others, "heap": heap, "crossed": crossed}


def steps(rule, canvas):
    """How many lines the rule executes."""
    count = 0

    def trace(frame, event, _):
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        for _ in rule.check(canvas):
            pass
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("shape", SHAPES)
def test_steps_grow_with_the_model(shape):
    small, large = (load(Source("a.bmc", SHAPES[shape](size)), rules=()) for size in (SMALL, 2 * SMALL))
    assert not small.has_errors, small.diagnostics[:3]
    _ = small.canvas.index, large.canvas.index
    grown = {}
    for rule in RULES:
        before, after = steps(rule, small.canvas), steps(rule, large.canvas)
        if after > MOST * before + 2_000:
            grown[rule.code] = f"{before} steps became {after}"
    assert grown == {}
