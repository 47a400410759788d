"""`canvasdsl verify`: every published number is recomputed; one that differs is told and ends with 1."""

import json
from decimal import Decimal
from fractions import Fraction

import attrs
import pytest

from canvasdsl.cli import run, verify
from canvasdsl.figures.published import CASES, STATUSES, Case, Number, agrees

NUMBERS = [pytest.param(number, id=f"{case.id} {number.what}") for case in CASES for number in case.numbers]


@pytest.mark.parametrize("number", NUMBERS)
def test_each_number_agrees(number):
    assert agrees(number, number.compute())


def test_every_vector_of_the_register_is_there_once_and_then_the_fitted_curves():
    assert [case.id for case in CASES] == [f"V{number:02}" for number in range(1, 33)]
    assert {case.status for case in CASES} == set(STATUSES)
    assert all(case.source and case.numbers for case in CASES)


@pytest.mark.parametrize(("expected", "tolerance"), [("2.67", "0.005"), ("1209", "0.5"), ("5.0", "0.05")])
def test_the_tolerance_is_half_a_unit_of_the_last_digit(expected, tolerance):
    assert Number("it", expected, lambda: Fraction(0)).tolerance == Fraction(tolerance)


def test_a_tolerance_is_never_wider_than_one_and_a_half_units_of_the_last_digit():
    """Where a book cut off or rounded its rows first, the case says so."""
    for number in (number for case in CASES for number in case.numbers):
        unit = Fraction(Decimal(1).scaleb(Decimal(number.expected).as_tuple().exponent))
        assert number.tolerance <= unit * Fraction(3, 2)


def test_all_agree(capsys):
    assert run(["verify"]) == 0
    told = capsys.readouterr()
    assert "all of them agree" in told.err
    assert "V10 A cohort of 100 over ten years" in told.out
    assert "agrees: 13286.52 expected, 13286.5083 computed, tolerance 0.015" in told.out
    assert "published: the answer stands in print" in told.out


def test_as_json(capsys):
    assert run(["verify", "--format", "json"]) == 0
    tables = json.loads(capsys.readouterr().out)["tables"]
    assert len(tables) == len(CASES)
    assert all(number["agrees"] for table in tables for number in table["numbers"])
    assert tables[0]["numbers"][0] == {
        "what": "retention 80%, discount 10%", "expected": "2.67", "computed": "2.6667", "tolerance": "0.005",
        "agrees": True,
    }  # fmt: skip


def test_one_that_differs_is_told_and_ends_with_1(capsys, monkeypatch):
    wrong = Case("V00", "A wrong table", "nobody", "made up", (Number("two", "2", lambda: Fraction(3)),))
    monkeypatch.setattr(verify, "CASES", (*CASES, attrs.evolve(wrong)))
    assert run(["verify"]) == 1
    told = capsys.readouterr()
    assert "differs: 2 expected, 3.00 computed" in told.out
    assert "1 of them differ" in told.err
