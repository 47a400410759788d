"""Ranges found quickly are those found slowly: floats tell where a formula is least, fractions what it comes to."""

from fractions import Fraction
from pathlib import Path

import pytest
from random_models import extreme_model, random_model

from canvasdsl.figures.bounds import Flat, around
from canvasdsl.figures.compute import figures_of
from canvasdsl.figures.expression import Symbol, Undefined
from canvasdsl.figures.ranges import exact_range_of, range_of
from canvasdsl.figures.sheet import Sheet
from canvasdsl.load import load
from canvasdsl.render.figure_words import formula_lines
from canvasdsl.source import Source

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.bmc"))


def figures(text):
    return [figure for figure in figures_of(load(Source("a.bmc", text), rules=()).canvas) if figure.expression]


def same(figure):
    """Whether a figure is what is found by fractions alone, without floats."""
    ranges = {each.name: (each.low, each.high) for each in figure.inputs}
    value = figure.expression.value({each.name: each.likely for each in figure.inputs})
    return (figure.value, figure.low, figure.high) == (value, *exact_range_of(figure.expression, ranges))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_ranges_of_an_example_are_those_that_are_found_slowly(path):
    few = [figure for figure in figures(path.read_text(encoding="utf-8")) if len(figure.inputs) < 20]
    assert [figure.kind.name for figure in few if not same(figure)] == []


@pytest.mark.parametrize("seed", range(40))
def test_the_ranges_of_any_model_are_those_that_are_found_slowly(seed):
    for text in (random_model(seed), extreme_model(seed)):
        assert [figure.kind.name for figure in figures(text) if not same(figure)] == []


def test_a_slope_that_is_nothing_at_one_end_keeps_its_side():
    """1 − r is never below 0 where at most all stay, so that nothing needs to be searched."""
    flat = Flat(Symbol("a") * (1 - Symbol("r")))
    box = {"a": around(Fraction(1, 3), Fraction(2, 3)), "r": around(Fraction(1, 2), Fraction(1))}
    assert flat.slopes(flat.bounds(box), {"a", "r"})["a"][0] == 0


def test_a_part_of_a_whole_rises_with_itself_also_where_both_are_written_twice():
    price, volume, other = Symbol("p"), Symbol("q"), Symbol("o")
    flat = Flat(price * volume / (price * volume + other))
    box = dict.fromkeys(("p", "q", "o"), around(Fraction(1), Fraction(9)))
    slopes = flat.slopes(flat.bounds(box), {"p", "q", "o"})
    assert slopes["p"][0] > 0 and slopes["q"][0] > 0 and slopes["o"][1] < 0


def test_numbers_that_are_too_large_for_floats_have_ranges_too():
    a = Symbol("a")
    low, high = range_of(a**40, {"a": (Fraction(10**15), Fraction(10**16))})
    assert (low, high) == (10**600, 10**640)


def test_costs_of_several_ends_are_summed_up_in_the_order_of_the_file():
    """The same text each time, whatever order Python's sets have."""
    text = """canvas "A" { currency EUR }
segment a "A" { customers 9 }
segment b "B" { customers 8 }
segment c "C" { customers 7 }
revenue one "1" { from a; price 2 EUR per book; volume 2 books per month per customer }
revenue two "2" { from b; price 2 EUR per book; volume 3 books per month per customer }
revenue six "6" { from c; price 2 EUR per book; volume 4 books per month per customer }
cost stock "S" { variable 1 EUR per book; for one, two, six }
"""
    found = next(each for each in figures(text) if each.kind.name == "variable-costs")
    assert [each.name for each in found.inputs if each.sign.startswith("N")] == [
        "customers of a", "customers of b", "customers of c",
    ]  # fmt: skip


def test_what_is_larger_than_anybody_can_count_is_told_and_no_crash():
    a = Symbol("a")
    with pytest.raises(Undefined, match="larger than anybody can count"):
        range_of(a ** Fraction(10**6), {"a": (Fraction(10**15), Fraction(10**16))})
    with pytest.raises(Undefined, match="larger than anybody can count"):
        (a * 10**9).exp().value({"a": Fraction(1)})


def test_what_figures_share_changes_none_of_them(monkeypatch):
    """Formula, signs, inputs and ranges are those of a figure that is made alone."""
    texts = [path.read_text(encoding="utf-8") for path in EXAMPLES if path.stem != "clinic"]
    texts += [random_model(seed, blocks=50) for seed in range(60)]
    together = [rows(text) for text in texts]
    monkeypatch.setattr(Sheet, "shared", lambda sheet, _, make: make(sheet))
    monkeypatch.setattr(Sheet, "begun", lambda sheet, _, make: make(sheet))
    assert sum(map(len, together)) > 1_000
    for text, found in zip(texts, together, strict=True):
        assert rows(text) == found


def rows(text):
    """All that figures say, with their formulas as they are printed."""
    return [
        (each.kind.name, each.of, each.value, each.low, each.high, each.unit, formula_lines(each), each.inputs,
         each.absent)
        for each in figures_of(load(Source("a.bmc", text), rules=()).canvas)
    ]  # fmt: skip
