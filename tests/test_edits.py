"""Fixes are applied whole or not at all, and the later of two that touch one place is left."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canvasdsl.diagnostics import Edit, Fix
from canvasdsl.source import Span
from canvasdsl.syntax.edits import apply_edits, apply_fixes


def edit(start, end, text, source="a"):
    """An edit of one source."""
    return Edit(Span(source, start, end), text)


def fix(*edits):
    """A fix of these edits."""
    return Fix("mend it", edits)


def test_edits_speak_of_the_text_before():
    """In any order; offsets are those of the text that was given."""
    assert apply_edits("segmnt a b", [edit(8, 8, ";"), edit(0, 6, "segment"), edit(9, 10, "")]) == "segment a; "


def test_insertions_at_one_place_go_in_as_they_come():
    """And before a replacement that begins there."""
    assert apply_edits("abc", [edit(1, 2, "B"), edit(1, 1, "<"), edit(1, 1, "|"), edit(2, 2, ">")]) == "a<|B>c"


@pytest.mark.parametrize(
    "edits", [[edit(0, 2, ""), edit(1, 3, "")], [edit(2, 4, "")], [edit(2, 1, "")], [edit(-1, 1, "")]]
)
def test_edits_that_cannot_be_are_refused(edits):
    """Overlapping, beyond the end, backwards."""
    with pytest.raises(ValueError, match="overlaps another one or reaches beyond"):
        apply_edits("abc", edits)


@pytest.mark.parametrize(
    ("first", "second", "both"),
    [((0, 2), (2, 4), True), ((2, 4), (0, 2), True), ((0, 3), (2, 4), False), ((2, 4), (0, 3), False),
     ((0, 4), (1, 2), False), ((1, 2), (0, 4), False), ((1, 3), (1, 3), False), ((2, 2), (2, 2), False),
     ((2, 2), (2, 4), True), ((2, 4), (2, 2), True), ((0, 2), (2, 2), True), ((2, 2), (0, 2), True),
     ((0, 4), (2, 2), False), ((2, 2), (0, 4), False)],
)  # fmt: skip
def test_the_later_of_two_fixes_that_touch_is_left(first, second, both):
    """Neighbours are fine; an overlap is not, nor are two insertions at one place."""
    fixes = [fix(edit(*first, "x")), fix(edit(*second, "y"))]
    fixed = apply_fixes({"a": "abcdef"}, fixes)
    assert fixed.applied == tuple(fixes if both else fixes[:1])
    assert fixed.left == tuple([] if both else fixes[1:])
    assert fixed.texts == {"a": apply_edits("abcdef", [each for one in fixed.applied for each in one.edits])}


def test_a_fix_is_applied_whole_or_not_at_all():
    """One edit that is in the way keeps all others of its fix out, in other files too."""
    clash = fix(edit(0, 1, "Y", "b"), edit(1, 2, "Y"))
    later = fix(edit(0, 1, "Z", "b"))
    fixed = apply_fixes({"a": "abc", "b": "abc", "c": "abc"}, [fix(edit(1, 2, "X")), clash, later])
    assert fixed.texts == {"a": "aXc", "b": "Zbc"}
    assert fixed.left == (clash,)


def test_a_fix_of_an_unknown_source_is_left():
    """Such as one of a file that may not be written."""
    elsewhere = fix(edit(0, 1, "x"), edit(0, 1, "x", "elsewhere"))
    assert apply_fixes({"a": "abc"}, [elsewhere]).left == (elsewhere,)
    assert apply_fixes({"a": "abc"}, [elsewhere]).texts == {}


def test_a_fix_that_changes_nothing_changes_no_text():
    """It is applied, but no file has to be written."""
    same = fix(edit(0, 1, "a"))
    fixed = apply_fixes({"a": "abc"}, [same])
    assert (fixed.texts, fixed.applied) == ({}, (same,))


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 3), st.sampled_from(["", "x", "yy"])), max_size=12))
def test_what_is_applied_never_overlaps(spans):
    """`apply_edits` accepts what `apply_fixes` lets through, and nothing goes missing."""
    fixes = [fix(edit(start, min(8, start + length), text)) for start, length, text in spans]
    fixed = apply_fixes({"a": "abcdefgh"}, fixes)
    assert sorted(map(id, fixed.applied + fixed.left)) == sorted(map(id, fixes))
    assert not fixes or fixed.applied
