"""What people who are new to the language read: each row is a source, a code, and what its message and its help say.

`FIXED` holds what `check --fix` makes of a source. What whole messages look like is seen in `test_mistakes.py`.
"""

import pytest

from canvasdsl.cli.fixing import fixed_text
from canvasdsl.diagnostics import Severity
from canvasdsl.limits import MISTAKES
from canvasdsl.load import load
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.everyday_words import EITHER, WORDS
from canvasdsl.model.vocabulary import classes, table_of
from canvasdsl.source import Source
from canvasdsl.syntax.headings import INSIDE, NAMES, block_of

ROWS = [
    # Lists from documents
    ("Customer Segments:\n- Students\n", "SYN106", "a heading has no meaning here", 'one line for each: `segment "…"`'),
    ("Customer Segments:\n- Students\n", "SYN107", "the bullet `-`", '`segment "Students"`'),
    ("## **Key Activities**\n* Baking bread\n", "SYN107", "the bullet `*`", '`activity "Baking bread"`'),
    ("Revenue streams\n1. Coffee sales\n2. Courses\n", "SYN107", "the number `1.`", '`revenue "Coffee sales"`'),
    ('canvas "Bar" {\n  - a remark\n}\n', "SYN107", "the bullet `-`", '`note "a remark"`'),
    ('canvas "Bar" {\n  - note "a remark"\n}\n', "SYN107", "the bullet `-`", 'take it out: `note "a remark"`'),
    ("Channels:\n- Shop\n", "REF101", "`Channels`", 'write one line for each: `channel "…"`'),
    ("Channels:\n- Shop\n", "SYN107", "the bullet", '`channel "Shop"`'),
    ("key activities: packing, delivery\n", "SYN106", "a colon", '`activity "packing"`'),
    ('partners "Farmers", "Co-op"\n', "REF101", "`partners`", '`partner "Farmers"`'),
    ("costs: rent 500, diesel 300\n", "REF101", "`costs`", "write one line for each"),
    ("segments:\n  - id: owners\n    size: 5000\n", "SYN107", "the bullet", "write `segment owners { … }`"),
    ('segments:\n  - name: Dog owners\n', "SYN107", "the bullet", 'write `segment "Dog owners" { … }`'),
    # Other languages
    ('{\n  "segments": [ { "id": "a" } ]\n}\n', "SYN107", "this is JSON", "one line for each thing"),
    ("// who\nsegment a\n", "SYN106", "not with `//`", "write `#`"),
    ("segment a // who\n", "SYN106", "not with `//`", "write `#`"),
    ("/* who\n   and why */\nsegment a\n", "SYN106", "not with `/*`", "write `#`"),
    ("segment a\nchannel c { reaches [a] }\n", "SYN106", "without brackets", "commas: `reaches a`"),
    ("segment a { primary: true }\n", "TYP101", "`true` is no answer", "write `primary` alone"),
    ("segment a { primary }, \nsegment b\n", "SYN109", "no comma stands behind `}`", "take it out"),
    # Braces
    ('segment firms "Firms"\n  market b2b\n', "SYN105", "belong to `segment firms`", "write `{`"),
    ("segment families {\n  size 5 people\n", "SYN103", "`segment families`, opened in line 1", "insert `}`"),
    ("cost staff { 1_000 EUR per month }\n", "SYN107", "a word here, and found a number", "what the number is"),
    # Everyday words
    ('segment owners { title "Busy" }\n', "REF101", "`title`", 'behind the word: `segment owners "Busy"`'),
    ('segment { id owners; size 5 people }\n', "REF101", "`id`", "behind the word: `segment owners`"),
    ('name "Dog walkers"\n', "REF101", "`name`", '`canvas "Dog walkers"`'),
    ('customers families "Families"\n', "REF102", "`customers`", "did you mean `segment`?"),
    ('offer box "Box"\n', "REF102", "`offer`", "did you mean `proposition`?"),
    ('offer "Box"\n', "REF102", "`offer`", 'did you mean `proposition "Box"`? `offer` belongs in `tactic`'),
    ('services desk "Help"\n', "REF101", "`services`", "did you mean `service`?"),
    ('strategies "Win"\n', "REF101", "`strategies`", "did you mean `strategy`?"),
    ('segments { primary }\n', "REF101", "`segments`", "did you mean `segment`?"),
    ('targets "Families"\n', "REF101", "`targets`", "did you mean `segment`?"),
    ("segment a { competitors x }\n", "REF101", "`competitors`", "`competitor` belongs at the top level"),
    ('segment a { value-tier "most-valuable" }\n', "TYP101", "without quotes", "write `most-valuable`"),
    ("segment a\nrelationship r { with a; tool advertisin }\n", "TYP101", "`advertisin`", "`advertising`"),
    ('team drivers "Drivers"\n', "REF101", "`team`", "did you mean `resource` or `party`?"),
    ('proposition p { features "chat" }\n', "REF101", "`features`", '`product "chat"`'),
    ('proposition p { benefits "time" }\n', "REF102", "`benefits`", "element of value"),
    ('proposition p { benefit "time" }\n', "TYP101", "a component of benefit", "write one of these words first"),
    ('proposition p { customer-jobs "x" }\n', "REF101", "`customer-jobs`", "known here are"),
    ("segment a { age 25-40 }\n", "REF101", "`age`", '`demographic "age 25-40"`'),
    ('segment a { location "Lyon" }\n', "REF101", "`location`", '`geographic "Lyon"`'),
    ('segment a { description "busy" }\n', "REF101", "`description`", '`note "busy"`'),
    ('segment a { velocity 5% }\n', "REF101", "`velocity`", "known here are `primary`, `role`"),
    ("segment a\nrelationship r { with a; channel c }\n", "REF102", "`channel`", "at the top level; to name one here"),
    ("segment a { retention 92% per month }\n", "REF102", "`retention`", "`retention` belongs in `relationship`"),
    # Names and their order
    ('segment shops "Shops"\nchannel c { reaches Shops }\n', "REF201", "no segment `Shops`", "did you mean `shops`?"),
    ("segment a\nproposition p { for a; creates calm }\n", "REF201", "no gain `calm`", "in `segment`: `gain calm`"),
    ('assumption "x" { evidence 2027-01-05 weak interview }\n', "TYP101", "`interview` stands before `weak`",
     "`evidence DATE TYPE STRENGTH"),
    ('segment a\nrelationship r { with a; customize "hair" }\n', "TYP101", "I was expecting a thing to customize", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code", "message", "help"), ROWS, ids=[f"{n} {row[1]}" for n, row in enumerate(ROWS)])
def test_what_is_said(text, code, message, help):
    """One message with this code says both."""
    found = [each for each in load(Source("x", text)).diagnostics if each.code == code]
    assert [each for each in found if message in each.message and help in each.help], found


ONE = [
    '{\n  "segments": [ { "id": "a", "b": [1, 2] } ],\n  "c": []\n}\n',
    "segments:\n  - id: owners\n    title: Owners\n    size: 5000\n",
    "segment a { primary } ]\n",
    'segment a {\n  gains "looks good", "smells good"\n}\n',
    "segment a // who\nchannel c { reaches a } // how\n",
    "segment a {\n  primary\n},\nsegment b\n",
    "segment a\nrelationship r { with a; identify by phone }\nproposition p { creates calm }",
]


@pytest.mark.parametrize("text", ONE)
def test_one_mistake_is_one_message(text):
    """No two messages stand in one line."""
    loaded = load(Source("x", text))
    errors = [each for each in loaded.diagnostics if each.severity is Severity.ERROR]
    lines = [loaded.source.position(each.span.start).line for each in errors]
    assert errors and len(set(lines)) == len(lines), errors


FIXED = [
    ("Customer Segments:\n- Students\n- Office workers\n",
     '# Customer Segments:\nsegment "Students"\nsegment "Office workers"\n'),
    ('key activities: packing, "Daily delivery"\n', 'activity "packing"\nactivity "Daily delivery"\n'),
    ('segment a { gains "looks good", "smells good" }\n', 'segment a { gain "looks good"; gain "smells good" }\n'),
    ("// who\nsegment a\n", "# who\nsegment a\n"),
    ("/* who\n   and why */\nsegment a\n", "# who\n   # and why \nsegment a\n"),
    ("segment a\nchannel c { reaches: [a] }\n", "segment a\nchannel c { reaches: a }\n"),
    ("segment a { primary: true }\n", "segment a { primary }\n"),
    ('segment a { age 25-40 }\n', 'segment a { demographic "age 25-40" }\n'),
    ('segment owners {\n  title "Busy"\n  primary\n}\n', 'segment owners "Busy" {\n  \n  primary\n}\n'),
    ('canvas:\n  title: "Dog Walkers"\n  currency: EUR\n', 'canvas: "Dog Walkers" {\n  \n  currency: EUR\n}\n'),
    ("Segment: students\n  For: x\nProposition: night\n  For: students\n", None),
    ('proposition night\n  for students\nsegment students\n  primary\n',
     "proposition night {\n  for students\n}\nsegment students {\n  primary\n}\n"),
    ('assumption "x" { evidence 2027-01-05 weak interview }\n',
     'assumption "x" { evidence 2027-01-05 interview weak }\n'),
    ('team drivers "Drivers"\n', None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "mended"), FIXED)
def test_what_is_mended(text, mended):
    """`None`: there is no mend that is surely what was meant. Else the result has no mistake and, but for added ids, is
    this text."""
    found, _ = fixed_text(Source("x", text))
    if mended is None:
        assert any(each.severity is Severity.ERROR for each in load(Source("x", found)).diagnostics)
        return
    assert found == fixed_text(Source("x", mended))[0]
    assert not load(Source("x", mended)).has_errors


@pytest.mark.parametrize(
    "text",
    [
        "segment University students\nsegment b\nproposition p { for b }",
        "segment a\nsegment a\nproposition p { for a }",
        'segment a\nproposition bed "A bed { for a }\n',
        "segment a\nproposition p { for a }\nrevenue r { from a; price 20 groats per hour }",
    ],
    ids=["a broken head", "a duplicate", "an open quote", "a wrong unit"],
)
def test_no_advice_about_a_block_with_a_mistake(text):
    """It may only follow from the mistake; how many findings wait is counted."""
    loaded = load(Source("x", text))
    assert [each.code for each in loaded.diagnostics if each.code[:3] not in ("SYN", "REF", "TYP", "STY")] == []
    assert loaded.withheld


def test_advice_about_other_blocks_does_not_wait():
    """Nor does advice about a block in which a block inside has the mistake."""
    text = (
        "segment a { pain x { severity 9 } }\nsegment b\nproposition p { for b }\n"
        'cost c "C"\ncost d { fixed 3 groats }'
    )
    codes = [each.code for each in load(Source("x", text)).diagnostics]
    assert codes.count("BMC351") == 1 and codes.count("BMC101") == 1


def test_headings_mean_words_of_the_language():
    """What is suggested can be written there."""
    top, segment = table_of(Canvas).words, table_of(table_of(Canvas).words["segment"].entity).words
    assert all(word in (segment if word in INSIDE else top) for word in NAMES)
    plurals = [(f"{name}s:".title(), word) for word, names in NAMES.items() for name in names if name[-1] != "y"]
    assert [(plural, block_of(plural)) for plural, _ in plurals] == plurals


def test_everyday_words_mean_words_of_the_language():
    """And none of them is a word of the block where it is explained."""
    known = {word for cls in classes(Canvas) for word in table_of(cls).words} | set(table_of(Canvas).words)
    assert set(WORDS) <= known
    assert all(word in known for words in EITHER.values() for word in words)


@pytest.mark.parametrize("line", ["x\n", "segment a { type nich }\n", "segment a\n", "@\n", "- x\n"])
def test_so_many_mistakes_are_told_and_no_more(line):
    """The rest is counted, and one message before all others says so; then no rule is asked."""
    known = 1 if line.startswith("segment a\n") else 0  # the first of a name is no mistake
    at_most = load(Source("x", line * (MISTAKES + known))).diagnostics
    assert "SYN113" not in {each.code for each in at_most}
    beyond = load(Source("x", line * (MISTAKES + known + 5))).diagnostics
    assert beyond[0].code == "SYN113" and " are not told" in beyond[0].message
    assert all(each.of_language for each in beyond)
    assert len(beyond) <= 2 * MISTAKES + 1
    if line == "x\n":
        assert beyond[0].message == "there are 10,005 mistakes, and 5 of them are not told"
