"""Typical mistakes of people who have never seen the language, each with what they read then (`__snapshots__`).

After a change that is meant: `pytest tests/test_mistakes.py --snapshot-update`, then read the difference.
"""

import pytest

from canvasdsl.load import load
from canvasdsl.render.terminal import render_diagnostics
from canvasdsl.source import Source

MISTAKES = [
    ("a bullet list", 'canvas "Bar" {\n  - a bullet\n  * another\n}\n'),
    ("University students", 'segment University students\n'),
    ("several words with a block", 'segment University students {\n  size 500 people\n}\n'),
    ("yaml", 'segment:\n  commuters:\n    size: 500 people\n    primary: true\n'),
    ("yaml list", 'segments:\n  - name: Commuters\n    size: 500\n'),
    ("equals", 'segment commuters\nName = Coffee Bar\n'),
    ("equals known", 'canvas "Bar" {\n  purpose = "Coffee"\n}\n'),
    ("markdown headings", '## Customer segments\n- Commuters\n- Students\n'),
    ("mixed quotes", 'segment commuters “Morning commuters"\n'),
    ("mixed quotes 2", 'segment commuters "Morning commuters”\nsegment b “B”\n'),
    ("german quotes", "segment commuters ,,Pendler''\n"),
    ("single quotes", "segment commuters 'Morning commuters'\n"),
    ("typographic single", "segment commuters ‘Morning commuters’\n"),
    ("json", '{\n  "segment": "commuters",\n  "size": 500\n}\n'),
    ("capital keyword", 'Segment commuters "C"\nCHANNEL app { Reaches commuters }\n'),
    ("plural keyword", 'segments commuters "C"\n'),
    ("spaces in keyword", 'customer segment commuters "C"\n'),
    ("value proposition", 'value proposition fast "Fast" { for everybody }\n'),
    ("text without quotes", 'canvas "Bar" {\n  purpose Coffee for commuters in a hurry\n}\n'),
    ("no comma", 'segment a\nsegment b\nchannel app { reaches a b }\n'),
    ("and", 'segment a\nsegment b\nchannel app { reaches a and b }\n'),
    ("no semicolon", 'segment a\nproposition p { for a offers convenience }\n'),
    ("unclosed quote", 'segment commuters "Morning commuters\n'),
    ("unclosed quote and brace", 'segment commuters "Morning commuters {\n  size 500 people\n}\n'),
    ("unclosed block", 'segment commuters {\n  size 500 people\n\nsegment students {\n  size 900 people\n}\n'),
    ("unopened block", 'segment commuters\n  size 500 people\n}\n'),
    ("unopened line", 'segment commuters "C" size 500 people; primary }\n'),
    ("brace too many", 'segment commuters {\n  size 500 people\n}\n}\n'),
    ("round brackets", 'segment commuters (primary)\n'),
    ("square brackets", 'segment a\nchannel app { reaches [a] }\n'),
    ("trailing comma", 'segment a\nchannel app { reaches a, }\n'),
    ("double comma", 'segment a\nsegment b\nchannel app { reaches a,, b }\n'),
    ("at sign", 'segment commuters @home\n'),
    ("arrow", 'segment commuters -> coffee\n'),
    ("emoji", 'segment coffee☕lovers\n'),
    ("ampersand", 'partner R&D\n'),
    ("slash comment", '// who\nsegment commuters\n'),
    ("number first", '1. segment commuters\n'),
    ("text first", 'segment commuters {\n  "They hurry"\n}\n'),
    ("two blocks in a line", 'segment a { primary } channel app { reaches a }\n'),
    ("misspelt keyword", 'segmnet commuters\n'),
    ("misspelt property", 'segment commuters { sise 500 people }\n'),
    ("misspelt choice", 'segment commuters { type nich }\n'),
    ("unknown choice", 'segment commuters { type narrow }\n'),
    ("wrong block", 'segment commuters { retention 92% per month }\n'),
    ("said twice", 'segment commuters { size 500 people; size 600 people }\n'),
    ("unknown name", 'segment commuters\nchannel app { reaches students }\n'),
    ("near name", 'segment commuters\nchannel app { reaches comuters }\n'),
    ("no id", 'segment "Fresh graduates"\nchannel app { reaches graduates }\n'),
    ("name by title without quotes", 'segment "Fresh graduates"\nchannel app { reaches Fresh graduates }\n'),
    ("wrong kind", 'channel app\nproposition fast { for app }\n'),
    ("name taken", 'segment commuters\nsegment commuters\n'),
    ("ambiguous", 'activity marketing\nresource marketing\ncost ads { for marketing }\n'),
    ("id behind title", 'segment "Commuters" commuters\n'),
    ("keyword twice", 'segment segment commuters\n'),
    ("decimal comma", 'cost rent { fixed 3,80 EUR per month }\n'),
    ("number word", 'segment commuters { size many }\n'),
    ("thousand dot", 'segment commuters { size 12.000.000 people }\n'),
    ("no currency", 'cost rent { fixed 300 per month }\n'),
    ("euro", 'cost rent { fixed 300 euros per month }\n'),
    ("percent word", 'segment a\nrelationship r { with a; retention 92 percent per month }\n'),
    ("rate without period", 'segment a\nrelationship r { with a; retention 92% }\n'),
    ("million m", 'segment a { size 3m people }\n'),
    ("score too high", 'segment a { pain queue { severity 9 } }\n'),
    ("range down", 'segment a { size 500 .. 300 people }\n'),
    ("to range", 'segment a { size 300 to 500 people }\n'),
    ("date german", 'canvas "Bar" { date 31.12.2026 }\n'),
    ("date american", 'canvas "Bar" { date 12/31/2026 }\n'),
    ("date impossible", 'canvas "Bar" { date 2026-02-30 }\n'),
    ("yes", 'segment a { primary yes }\nresource r { type human yes }\n'),
    ("nothing said", 'segment a { size }\n'),
    ("long text", 'segment a {\n  note """\n  It never ends.\n}\nsegment b\n'),
    ("long head", 'segment a { pain queue "q" severity 4 importance 2 status tested }\n'),
    ("block on property", 'segment a { size 500 people { status tested } }\n'),
    ("digits of another script", 'segment a { size ٥٠٠ people }\n'),
    ("zero width", 'segment comm\u200buters\n'),
    ("nbsp is fine", 'segment\u00a0commuters\n'),
]  # fmt: skip


@pytest.mark.parametrize("text", [text for _, text in MISTAKES], ids=[name for name, _ in MISTAKES])
def test_what_is_said(text, snapshot):
    """The source, then the frames as a terminal shows them."""
    loaded = load(Source("mine.bmc", text))
    found = [each for each in loaded.diagnostics if each.code[:3] in ("SYN", "REF", "TYP")]
    frames = render_diagnostics(found, loaded.sources, files=1, colour=False, unicode=True, width=100)
    assert f"{text}\n{'=' * 20}\n{frames}" == snapshot
