"""What `explain` shows of mistakes is true: each bad example raises its code and nothing else, its good one nothing."""

import pytest

from canvasdsl.limits import DIGITS, EXPONENT, LINE_CHARACTERS, NESTING
from canvasdsl.load import load
from canvasdsl.model.codes import CODES
from canvasdsl.source import Source
from canvasdsl.syntax.messages import SYNTAX

LANGUAGE = ("SYN", "REF", "TYP")
MISTAKES = {mistake.code: mistake for mistake in (*SYNTAX, *CODES)}
WITHOUT = {"SYN110", "SYN111", "SYN113", "REF302", "REF305"}
"""Their examples are large or take several files; tested below and with the files."""


def codes(text):
    """The codes of what is wrong with the language of a text."""
    return [found.code for found in load(Source("x", text)).diagnostics if found.code[:3] in LANGUAGE]


@pytest.mark.parametrize("code", sorted(set(MISTAKES) - WITHOUT))
def test_bad_raises_the_code_and_good_does_not(code):
    """And they differ."""
    mistake = MISTAKES[code]
    assert set(codes(mistake.bad)) == {code}
    assert codes(mistake.good) == []


def test_codes_are_unique_and_complete():
    """Each has a name, a summary and a reason."""
    assert len(MISTAKES) == len(SYNTAX) + len(CODES)
    assert {mistake.code for mistake in MISTAKES.values() if not mistake.bad} == WITHOUT
    assert all(mistake.name and mistake.summary and mistake.why for mistake in MISTAKES.values())


@pytest.mark.parametrize(
    ("least", "most", "code"),
    [
        ("#" + "x" * (LINE_CHARACTERS - 1), "#" + "x" * LINE_CHARACTERS, "SYN110"),
        ("a {\n" * NESTING + "}\n" * NESTING, "a {\n" * (NESTING + 1) + "}\n" * (NESTING + 1), "SYN111"),
        (f"segment a {{ size {'9' * DIGITS} }}", f"segment a {{ size {'9' * (DIGITS + 1)} }}", "TYP106"),
        (f"segment a {{ size 1e{EXPONENT} }}", f"segment a {{ size 1e{EXPONENT + 1} }}", "TYP106"),
    ],
    ids=["line", "nesting", "digits", "exponent"],
)
def test_limits_hold_on_both_sides(least, most, code):
    """What just fits is read; one more is refused, by name."""
    assert code not in codes(least)
    assert code in codes(most)


@pytest.mark.parametrize(
    "text",
    [
        "{" * 10_000, "a {" * 10_000, "a {\n" * 10_000, "}" * 10_000, "w" * 1_000_000,
        "w" * 1_000_000 + "\n" + "x" * 9_000, "segment a { size 1e999999 }",
        "segment a { size " + "9" * 9_000 + " }", "segment a { size " + "9_" * 4_000 + " }",
        'segment "' + "x" * 9_000 + '"', "a." * 4_000, "segment " + "a." * 4_000 + "b",
    ],
    ids=range(12),
)  # fmt: skip
def test_monsters_are_refused_with_few_words(text):
    """No crash, and no flood."""
    found = [each for each in load(Source("x", text)).diagnostics if each.code[:3] in LANGUAGE]
    assert all(len(each.message) < 400 and len(each.help) < 400 for each in found)
    assert len(found) < 10_100
