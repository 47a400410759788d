"""`numbers`: figures for people and programs, the list of them, simulation, another case, and what can't be done."""

import csv
import json
from io import StringIO

import pytest

from canvasdsl.cli import run
from canvasdsl.figures.compute import KINDS

MODEL = '''canvas "Shop" { currency EUR; discount 10% per year }
segment a "A"
relationship regulars "Regulars" {
  with        a
  retention   80 .. 85 .. 90% per year
  margin      90 .. 110 EUR per year per customer
  acquisition-cost 20 EUR
}
relationship others "Others" { with a; retention 70% per year; acquisition-cost 5 EUR }
'''


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "shop.bmc").write_text(MODEL, encoding="utf-8")
    return tmp_path


def figures(capfd, *arguments):
    assert run(["numbers", "shop.bmc", "--format", "json", *arguments]) == 0
    found = json.loads(capfd.readouterr().out)["figures"]
    return {(each["name"], each["of"]): each for each in found}


def test_json_keeps_its_contract(here, capfd):
    found = figures(capfd)
    value = found["lifetime-value", "regulars"]
    assert {"name", "register", "of", "value", "low", "high", "unit", "formula", "inputs", "absent"} <= set(value)
    assert (value["value"], value["low"], value["high"], value["unit"]) == ("320", "220", "475", "EUR")
    assert value["register"] == ["C16", "C17"] and value["absent"] is None
    assert {"name": "margin", "sign": "m", "value": "90 .. 110 EUR per year per customer", "file": "shop.bmc",
            "line": 6} in value["inputs"]  # fmt: skip
    absent = found["ltv-to-cac", "others"]
    assert absent["value"] is None and "margin" in absent["absent"]
    assert found["retention", "others"]["value"] == "70"


def test_people_see_formulas_and_lines(here, capfd):
    assert run(["numbers", "shop.bmc"]) == 0
    text = capfd.readouterr()
    assert "m · r / (1 + i − r) − AC" in text.out
    assert "m = margin: 90 .. 110 EUR per year per customer (line 6)" in text.out
    assert "absent: `others` says nothing of `margin` (line 9)" in text.out
    assert "absent" in text.err
    assert run(["numbers", "shop.bmc", "--short"]) == 0
    assert "m · r" not in capfd.readouterr().out


def test_csv_has_a_row_for_each_figure(here, capfd):
    assert run(["numbers", "shop.bmc", "--format", "csv"]) == 0
    rows = list(csv.DictReader(StringIO(capfd.readouterr().out)))
    assert {"name": "payback", "of": "regulars", "value": "2.4", "unit": "months"}.items() <= next(
        row for row in rows if row["name"] == "payback").items()  # fmt: skip


def test_the_list_names_every_figure_with_its_formula(capfd):
    assert run(["numbers", "--list", "--format", "json"]) == 0
    listed = json.loads(capfd.readouterr().out)["figures"]
    assert [each["name"] for each in listed] == [kind.name for kind in KINDS]
    assert all({"name", "register", "formula", "unit", "theory"} <= set(each) for each in listed)
    assert run(["numbers", "--list"]) == 0
    assert "lifetime-value (clv, ltv)" in capfd.readouterr().out


def test_a_simulation_is_the_same_for_the_same_seed(here, capfd):
    one = figures(capfd, "--simulate", "300", "--seed", "7")
    assert one == figures(capfd, "--simulate", "300", "--seed", "7")
    assert one != figures(capfd, "--simulate", "300", "--seed", "8")
    spread = one["lifetime-value", "regulars"]["simulated"]
    assert list(spread["percentiles"]) == ["5", "25", "50", "75", "95"]
    assert max(spread["influence"], key=lambda name: float(spread["influence"][name])) == "retention"
    assert run(["numbers", "shop.bmc", "--simulate", "300"]) == 0
    assert "moved by: retention" in capfd.readouterr().out


def test_another_case_is_compared_with_the_file(here, capfd):
    assert run(["numbers", "shop.bmc", "--set", "regulars.retention=95%", "--set", "others.margin=9 EUR per year"]) == 0
    text = capfd.readouterr().out
    assert "retention of regulars" in text and "→  95% per year" in text
    assert "lifetime-value of others" in text and "absent  →" in text
    assert "retention of others" not in text
    assert (here / "shop.bmc").read_text(encoding="utf-8") == MODEL


def test_two_models_are_compared(here, capfd):
    (here / "base.bmc").write_text(MODEL.replace("70%", "75%"), encoding="utf-8")
    assert run(["numbers", "shop.bmc", "--against", "base.bmc", "--format", "json"]) == 0
    changed = json.loads(capfd.readouterr().out)["figures"]
    assert {(each["name"], each["of"]) for each in changed} >= {("retention", "others"), ("churn", "others")}
    assert next(each for each in changed if each["name"] == "retention") == {
        "name": "retention", "of": "others", "before": "75", "after": "70", "unit": "% per year",
    }  # fmt: skip
    assert run(["numbers", "shop.bmc", "--against", "shop.bmc"]) == 0
    assert capfd.readouterr().out == "no figure changes\n"


@pytest.mark.parametrize(("arguments", "said"), [
    ([], "FILE"), (["nowhere.bmc"], "nowhere.bmc"), 
    (["shop.bmc", "--figure", "lifetime-valu"], "Did you mean `lifetime-value`"),
    (["shop.bmc", "--set", "regulars"], "form ID.PROPERTY=VALUE"), (["shop.bmc", "--set", "x.y=1"], "no block is"),
    (["shop.bmc", "--set", "regulars.retention=lots"], "can't be understood"),
    (["shop.bmc", "--set", "regulars.retentoin=95%"], "can't be understood"),
    (["shop.bmc", "--simulate", "1"], "--simulate"), (["shop.bmc", "--simulate", "1000000000"], "--simulate"),
])  # fmt: skip
def test_what_can_not_be_done_is_said(here, arguments, said, capfd):
    assert run(["numbers", *arguments]) == 2
    told = capfd.readouterr()
    assert said in told.err and told.out == ""


def test_nothing_is_computed_of_a_model_with_errors(here, capfd):
    (here / "shop.bmc").write_text(MODEL + "segment x { sise 3 }\n", encoding="utf-8")
    assert run(["numbers", "shop.bmc"]) == 1
    assert capfd.readouterr().out == ""
    assert run(["numbers", "shop.bmc", "--anyway", "--figure", "cac"]) == 0
    assert "acquisition-cost" in capfd.readouterr().out


def test_a_model_without_numbers_says_so(here, capfd):
    (here / "shop.bmc").write_text('segment a "A"\n', encoding="utf-8")
    assert run(["numbers", "shop.bmc"]) == 0
    assert capfd.readouterr().out
