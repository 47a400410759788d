"""Several mistakes, one run: each is told once, at its place, and nothing else of the file is lost."""

import pytest

from benchmarks.recovery import measure
from canvasdsl.diagnostics import Severity
from canvasdsl.load import load
from canvasdsl.source import Source
from canvasdsl.syntax.parser import parse


def test_recovery_reaches_its_figures():
    """On a part of the files of `python -m benchmarks.recovery`: located, spurious, kept."""
    result = measure(4_242, 20)
    assert result.share_located >= 0.95
    assert result.spurious / result.files <= 1
    assert result.share_kept >= 0.97


def test_twenty_unclosed_quotes_in_600_blocks_are_20_messages():
    """And no other, and no block is lost."""
    blocks = []
    for number in range(600):
        quote = "" if number % 30 == 7 else '"'
        body = f'{{\n  note "a, b; {{c}}"\n  size {number} people\n}}\n'
        blocks.append(f'segment s{number} "Segment {number}{quote} {body}')
    document = parse(Source("x", "".join(blocks)))
    assert [found.code for found in document.diagnostics] == ["SYN101"] * 20
    assert [document.source.position(found.span.start).line % 120 for found in document.diagnostics] == [29] * 20
    assert len(document.items) == 600 and all(len(item.items) == 2 for item in document.items)


def test_twenty_unclosed_quotes_in_properties_are_20_messages():
    """In the middle of bodies, too."""
    blocks = []
    for number in range(600):
        quote = "" if number % 30 == 7 else '"'
        blocks.append(f'segment s{number} "Segment {number}" {{\n  note "a, b{quote}\n  size {number} people\n}}\n')
    document = parse(Source("x", "".join(blocks)))
    assert [found.code for found in document.diagnostics] == ["SYN101"] * 20
    assert len(document.items) == 600 and all(len(item.items) == 2 for item in document.items)


CLEAN = """\
canvas "Bar" {
  purpose "Coffee"
}
segment commuters "Commuters" {
  size 12_000 people
  pain queue "queues" { severity 4 }
  note "one"
}
proposition ahead "Ahead" {
  for commuters
  relieves queue "no queue"
}
"""


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('purpose "Coffee"', 'purpose "Coffee', 2),
        ("size 12_000 people", "size 12_000 @ people", 5),
        ("severity 4 }", "severity 4", 6),
        ("severity 4 }", "severity ) 4 }", 6),
        ('queue "queues" {', 'queue "queues"', 6),
        ('note "one"', '- note "one"', 7),
        ('note "one"', 'note "one",', 7),
        ('"Ahead" {', '"Ahead"', 9),
        ("for commuters\n", "for commuters,, queue\n", 10),
        ("segment commuters", "]segment commuters", 4),
        ("segment commuters", "segm^ent commuters", 4),
        ("segment commuters", "segmnet commuters", 4),
        ("segment commuters", "segment segment commuters", 4),
        ('commuters "Commuters"', '"Commuters" commuters', 4),
        ('commuters "Commuters"', '"Commuters"', 4),
        ("pain queue", "pain pain queue", 6),
        ("  for commuters\n", "  for commuters relieves queue\n", 10),
        ("  size 12_000 people\n", '  note ""\n    Many words, of course.\n  """\n', 5),
        ("  size 12_000 people\n", '  note """\n    Many words, of course.\n  ""\n', 5),
        ("  size 12_000 people\n", '  note """\n    Many words, of course.\n', 5),
    ],
)
def test_one_broken_item_costs_one_message_and_loses_only_itself(old, new, line):
    """One error, on its line or the next; the other blocks and properties are there."""
    assert CLEAN.count(old) == 1
    loaded = load(Source("x", CLEAN.replace(old, new)))
    errors = [found for found in loaded.diagnostics if found.severity is Severity.ERROR]
    assert len(errors) == 1, errors
    assert loaded.source.position(errors[0].span.start).line in (line, line + 1)
    assert len(loaded.canvas.segments) == len(loaded.canvas.propositions) == 1
    assert loaded.canvas.segments[0].pains and loaded.canvas.heading.title == "Bar"
    assert loaded.canvas.propositions[0].relieves


def test_braces_that_pair_but_are_wrong_are_found_by_the_indentation():
    """A `}` deleted here and a `{` deleted there: two messages, and every block stays where it was."""
    text = CLEAN.replace("  purpose \"Coffee\"\n}\n", "  purpose \"Coffee\"\n").replace('"Ahead" {', '"Ahead"')
    loaded = load(Source("x", text))
    errors = [found for found in loaded.diagnostics if found.severity is Severity.ERROR]
    assert [found.code for found in errors] == ["SYN103", "SYN105"]
    assert len(loaded.canvas.segments) == len(loaded.canvas.propositions) == 1


def test_indentation_is_free_where_the_braces_are_right():
    """No layout of a correct text is a mistake."""
    flat = "\n".join(line.strip() for line in CLEAN.splitlines())
    stairs = "\n".join("\t" * (number % 5) + line.strip() for number, line in enumerate(CLEAN.splitlines()))
    for text in (flat, stairs, CLEAN.replace("\n", ";").replace("{;", "{")):
        assert not load(Source("x", text)).has_errors


def test_two_properties_without_a_semicolon_are_both_kept():
    """The mend is evident, so both count, and one message says it."""
    text = "segment commuters\nproposition ahead { for commuters offers convenience }\n"
    loaded = load(Source("x", text))
    assert [found.code for found in loaded.diagnostics if found.severity is Severity.ERROR] == ["REF104"]
    ahead = loaded.canvas.propositions[0]
    assert ahead.segments[0].id == "commuters" and ahead.offers[0].element == "convenience"


def test_a_name_that_nothing_has_is_reported_once():
    """With the other places beside it."""
    text = "segment commuters\n" + "".join(f"channel c{n} {{ reaches students }}\n" for n in range(3))
    errors = [found for found in load(Source("x", text)).diagnostics if found.code == "REF201"]
    assert len(errors) == 1 and [each.message for each in errors[0].related] == ["named here too"] * 2
