"""Diagnostics for people: frames that sit right, nothing invisible, nothing that raises."""

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from canvasdsl.diagnostics import Diagnostic, Edit, Fix, Related, Severity
from canvasdsl.limits import MESSAGES_SHOWN
from canvasdsl.render.cells import cells, wrap
from canvasdsl.render.escape_terminal import terminal_text
from canvasdsl.render.terminal import render_diagnostics
from canvasdsl.source import Source, Span

TEXT = """\
segment commuters "Morning commuters"
proposition order-ahead {
  for     comuters
}
"""


def span_of(source: Source, part: str) -> Span:
    start = source.text.index(part)
    return Span(source.name, start, start + len(part))


def one(source: Source, part: str, **more) -> Diagnostic:
    given = {"code": "REF201", "severity": Severity.ERROR, "message": "no segment is called `comuters`"}
    return Diagnostic(span=span_of(source, part), **(given | more))


def shown(*diagnostics: Diagnostic, sources=(), files=1, **options) -> str:
    return render_diagnostics(diagnostics, {each.name: each for each in sources}, files=files, **options)


SHOP = Source("shop.bmc", TEXT)


def test_all_parts_stand_in_their_places():
    """Title, place, both lines in one frame, why, help, theory and fix, and the count."""
    found = one(
        SHOP, "comuters", label="not declared", help="Did you mean `commuters`?", why="A name must refer to something.",
        theory=("T-BMC-4", "T-REL-1"), related=(Related(span_of(SHOP, "commuters"), "declared here"),),
        fix=Fix("write `commuters`", (Edit(span_of(SHOP, "comuters"), "commuters"),)),
    )  # fmt: skip
    assert shown(found, sources=[SHOP]) == """\
error[REF201]: no segment is called `comuters`
 --> shop.bmc:3:11
  |
1 | segment commuters "Morning commuters"
  |         --------- declared here
...
3 |   for     comuters
  |           ^^^^^^^^ not declared
  |
  = why: A name must refer to something.
  = help: Did you mean `commuters`?
  = theory: T-BMC-4, T-REL-1
  = fix: write `commuters` (`canvasdsl check --fix` does this)

1 error in 1 file
"""


def test_a_place_in_another_file_has_its_own_frame():
    """The second file is named below the first, with `:::`."""
    other = Source("other.bmc", "segment a\nsegment commuters\n")
    found = one(SHOP, "comuters", related=(Related(span_of(other, "commuters"), "declared here"),))
    assert shown(found, sources=[SHOP, other], files=2, unicode=True) == """\
error[REF201]: no segment is called `comuters`
 --> shop.bmc:3:11
  │
3 │   for     comuters
  │           ^^^^^^^^
  │
 ::: other.bmc:2:9
  │
2 │ segment commuters
  │         --------- declared here

1 error in 2 files
"""


def test_a_file_without_text_is_named_without_a_frame():
    """There is nothing to show of a file that could not be read."""
    found = Diagnostic("SYN001", Severity.ERROR, "there is no such file", Span("x.bmc", 0, 0), help="Look again.")
    assert shown(found) == (
        "error[SYN001]: there is no such file\n --> x.bmc\n  = help: Look again.\n\n1 error in 1 file\n"
    )


def test_a_span_of_several_lines_is_marked_on_its_first():
    """The underline runs to the end of the first line."""
    found = one(SHOP, "order-ahead {\n  for     comuters\n}", label="this block")
    assert "2 | proposition order-ahead {\n  |             ^^^^^^^^^^^^^ this block\n\n" in shown(found, sources=[SHOP])


@pytest.mark.parametrize("span", [(0, 0), (81, 81), (82, 90), (10_000, 20_000), (-5, -1), (40, 3)])
def test_spans_at_and_beyond_the_ends_are_marked_by_one_sign(span):
    """Also an empty span, also past the last line."""
    found = Diagnostic("SYN020", Severity.ERROR, "m", Span("shop.bmc", *span))
    assert re.search(r"\n  \| *\^\n", shown(found, sources=[SHOP]))


@pytest.mark.parametrize(
    ("before", "cells_before"),
    [("x", 1), ("\t", 4), ("通勤", 4), ("e\u0301", 1), ("👩", 2), ("👩\u200d👧", 2), ("👍🏽", 2), ("\u202e", 8),
     ("\u2764\ufe0f", 2), ("ｱ", 1), ("Ａ", 2), ("\x1b", 6), ("한글", 4), ("שלום", 4)],
)  # fmt: skip
def test_underlines_sit_below_their_text(before, cells_before):
    """Tabs take four cells, wide characters two, combining marks none, hidden ones as many as their spelling."""
    source = Source("a", f"{before}HERE")
    line, marks = shown(one(source, "HERE"), sources=[source]).split("\n")[3:5]
    assert cells(line.removeprefix("1 | ").split("HERE")[0]) == cells_before
    assert marks == "  | " + " " * cells_before + "^^^^"


def test_a_long_line_is_shown_in_a_window():
    """Ten thousand characters: the marked part, some of what stands around it, and signs of what is left out."""
    source = Source("a", "x" * 5_000 + "HERE" + "y" * 4_996)
    text = shown(one(source, "HERE", label="look"), sources=[source], unicode=True, width=60)
    line, marks = text.split("\n")[3:5]
    assert line.removeprefix("1 │ ") == "…" + "x" * 20 + "HERE" + "y" * 29 + "…"
    assert marks == "  │ " + " " * 21 + "^^^^ look"
    assert max(map(len, text.split("\n"))) <= 60


def test_two_far_places_in_one_long_line_are_shown_one_by_one():
    """Each has its own window."""
    source = Source("a", "FIRST" + " word" * 1_000 + "HERE")
    found = one(source, "HERE", related=(Related(span_of(source, "FIRST"), "declared here"),))
    text = shown(found, sources=[source])
    assert "FIRST" in text and "HERE" in text and "----- declared here" in text


def test_long_labels_move_below_and_wrap():
    """No row is wider than asked for."""
    source = Source("a", " " * 40 + "HERE")
    text = shown(one(source, "HERE", label="some words " * 12, message="m"), sources=[source], width=60)
    assert max(map(len, text.split("\n"))) <= 60
    assert text.count("some") == 12


def test_help_wraps_and_keeps_the_shape_of_examples():
    """Sentences wrap under each other; a line of its own keeps its indentation."""
    found = one(SHOP, "comuters", help="Write the block like this:\n  segment x {\n  }\n" + "and so on " * 15)
    text = shown(found, sources=[SHOP], width=60)
    assert "  = help: Write the block like this:\n            segment x {\n            }\n" in text
    assert max(map(len, text.split("\n"))) <= 60


def test_nothing_of_the_authors_text_stays_invisible():
    """Escape sequences and directions are spelt in the file's name, the message, the source, labels and notes."""
    nasty = "\x1b[2Jx\u202e\u2066\x07\x9b\u200e\x00\x7f"
    source = Source(f"f{nasty}.bmc", f"abc {nasty} HERE")
    found = one(
        source, "HERE", message=nasty, label=nasty, help=nasty, why=nasty, theory=(nasty,),
        related=(Related(span_of(source, "abc"), nasty), Related(Span(nasty, 0, 1), nasty)), fix=Fix(nasty, ()),
    )  # fmt: skip
    text = shown(found, sources=[source])
    assert [character for character in text if character != "\n" and unicodedata.category(character)[0] == "C"] == []
    assert "\\u{1B}[2Jx\\u{202E}\\u{2066}\\u{7}\\u{9B}\\u{200E}\\u{0}\\u{7F}" in text
    coloured = shown(found, sources=[source], colour=True)
    assert re.sub("\x1b\\[[0-9;]*m", "", coloured) == text


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp437", "cp932", "utf-8", "latin-1"])
def test_every_console_can_show_it(encoding):
    """What an encoding lacks is spelt, and the underline takes the spelling's width."""
    source = Source("größe.bmc", 'segment "通勤者 🚲" HERE')
    text = shown(one(source, "HERE", message="nö 🚲"), sources=[source], encoding=encoding)
    text.encode(encoding)
    line, marks = text.split("\n")[3:5]
    assert cells(line.split("HERE")[0]) == len(marks) - 4


def test_colours_are_absent_unless_asked_for():
    """Errors are red, warnings yellow, hints cyan."""
    finds = [one(SHOP, "comuters", severity=severity) for severity in Severity]
    assert "\x1b" not in shown(*finds, sources=[SHOP])
    text = shown(*finds, sources=[SHOP], colour=True)
    assert all(f"\x1b[1;{colour}m{word}[" in text for colour, word in ((31, "error"), (33, "warning"), (36, "hint")))


@pytest.mark.parametrize(
    ("errors", "warnings", "hints", "files", "words"),
    [(0, 0, 0, 1, "nothing to report in 1 file"), (1, 0, 0, 1, "1 error in 1 file"),
     (2, 1, 3, 1, "2 errors, 1 warning and 3 hints in 1 file"), (0, 2, 1, 2, "2 warnings and 1 hint in 2 files")],
)  # fmt: skip
def test_the_last_line_counts(errors, warnings, hints, files, words):
    """With the right plurals, and without what there is none of."""
    finds = [
        one(SHOP, "comuters", severity=severity)
        for severity, number in zip(Severity, (hints, warnings, errors), strict=True)
        for _ in range(number)
    ]
    assert shown(*finds, sources=[SHOP], files=files).split("\n")[-2] == words


def test_errors_come_first_then_the_advice_in_the_order_given():
    """Errors by file and line; advice is ranked by the caller within its severity."""
    other = Source("a-later-file.bmc", "x\ny\n")
    finds = [
        one(SHOP, "for", severity=Severity.HINT, message="h1"),
        one(SHOP, "Morning", severity=Severity.HINT, message="h2"),
        one(SHOP, "order", severity=Severity.WARNING, message="w1"),
        one(other, "y", message="e3"), one(other, "x", message="e2"), one(SHOP, "comuters", message="e1"),
    ]  # fmt: skip
    text = shown(*finds, sources=[SHOP, other], files=2)
    assert re.findall(r"\]: (\w\d)", text) == ["e1", "e2", "e3", "w1", "h1", "h2"]


def test_advice_beyond_the_number_asked_for_is_counted():
    """All errors are shown, then ten pieces of advice; the rest is counted, with the way to see it."""
    finds = [one(SHOP, "comuters") for _ in range(12)]
    finds += [one(SHOP, "comuters", severity=Severity.WARNING) for _ in range(9)]
    finds += [one(SHOP, "comuters", severity=Severity.HINT) for _ in range(9)]
    text = shown(*finds, sources=[SHOP])
    assert (text.count("error["), text.count("warning["), text.count("hint[")) == (12, 9, 1)
    ending = "12 errors, 9 warnings and 9 hints in 1 file (8 hints are not shown: `--format json` lists all)\n"
    assert text.endswith(ending)
    everything = shown(*finds, sources=[SHOP], advice=None)
    assert everything.count("hint[") == 9


@pytest.mark.parametrize("number", [MESSAGES_SHOWN, MESSAGES_SHOWN + 1])
def test_at_most_a_hundred_are_shown_and_all_are_counted(number):
    """The limit holds for errors too."""
    text = shown(*[one(SHOP, "comuters")] * number, sources=[SHOP])
    assert text.count("error[") == MESSAGES_SHOWN
    assert f"{number} errors in 1 file" in text
    assert ("1 error is not shown" in text) == (number > MESSAGES_SHOWN)


def test_many_second_places_are_counted():
    """Five are shown."""
    related = tuple(Related(span_of(SHOP, "commuters"), f"place {number}") for number in range(300))
    text = shown(one(SHOP, "comuters", related=related), sources=[SHOP])
    assert "place 4" in text and "place 5" not in text and "note: and 295 more places" in text


ANY_TEXT = st.text(st.characters() | st.sampled_from("\t\n\r\x1b\u202e\u200d\ufe0f👩通é\ud800"), max_size=60)


@settings(max_examples=300)
@given(data=st.data())
def test_rendering_never_raises_and_never_leaks(data):
    """Any text, any spans, any width, any encoding: only visible characters, all of them encodable."""
    sources = {name: Source(name, data.draw(ANY_TEXT)) for name in data.draw(st.sets(ANY_TEXT, max_size=2))}
    names = st.sampled_from(sorted(sources)) if sources else ANY_TEXT
    spans = st.builds(Span, names, st.integers(-9, 99), st.integers(-9, 99))
    related = st.lists(st.builds(Related, spans, ANY_TEXT), max_size=3).map(tuple)
    made = st.builds(
        Diagnostic, code=st.just("SYN020"), severity=st.sampled_from(Severity), message=ANY_TEXT, span=spans,
        help=ANY_TEXT, why=ANY_TEXT, label=ANY_TEXT, theory=st.just(("T-BMC-1",)), related=related,
        fix=st.none() | st.builds(Fix, ANY_TEXT, st.just(())),
    )  # fmt: skip
    finds = data.draw(st.lists(made, max_size=3))
    encoding, width = data.draw(st.sampled_from(["utf-8", "cp1252", "ascii"])), data.draw(st.integers(0, 120))
    text = render_diagnostics(
        finds, sources, files=1, encoding=encoding, width=width, unicode=encoding == "utf-8"
    )
    text.encode(encoding)
    assert [one for one in text if one != "\n" and unicodedata.category(one) in ("Cc", "Cs")] == []


@given(ANY_TEXT, st.integers(1, 50))
def test_wrapping_keeps_every_word(text, width):
    """Nothing but spaces is lost, and no line with two words is wider than asked for."""
    line = terminal_text(text)
    parts = wrap(line, width)
    assert "".join(parts).replace(" ", "") == line.replace(" ", "")
    assert all(cells(part) <= width or " " not in part.strip(" ") for part in parts)


@given(ANY_TEXT)
def test_safe_text_is_one_line(text):
    """Whatever comes in."""
    assert not set(terminal_text(text)) & set("\n\r\t\x1b\u2028\u2029\x85\u202e")
