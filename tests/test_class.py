"""What classes use: the register with its homes, the map of a model, study cards; in files, in browsers, in Anki."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from hostility import HOSTILE

from canvasdsl import theory
from canvasdsl.classroom.cards import Card, cards_of, register_cards
from canvasdsl.classroom.coverage import coverage_of
from canvasdsl.cli import run
from canvasdsl.load import load
from canvasdsl.model.vocabulary import classes
from canvasdsl.render.cards_csv import cards_csv
from canvasdsl.render.class_html import cards_html, map_html
from canvasdsl.source import Source

EXAMPLES = Path(__file__).parent.parent / "examples"
COFFEE = (EXAMPLES / "coffee.bmc").read_text(encoding="utf-8")
ASKED = '''canvas "School"
segment pupils "Pupils"
term drift "Drift" { means "how pupils slowly stop coming" }
quiz "Who pays?" { answer "The parents."; about pupils }
quiz "Who learns?"
'''


def loaded(text: str):
    return load(Source("a.bmc", text))


# ---- The command ---------------------------------------------------------------


def test_json_names_each_entry_with_its_homes(capfd):
    assert run(["theory", "--format", "json"]) == 0
    entries = json.loads(capfd.readouterr().out)["entries"]
    assert [entry["id"] for entry in entries] == [entry.id for entry in theory.entries()]
    assert all(entry["title"] and entry["homes"] for entry in entries)
    kinds = {home["kind"] for entry in entries for home in entry["homes"]}
    assert kinds == {"vocabulary", "rule", "figure", "view", "text"}
    canvas = next(entry for entry in entries if entry["id"] == "T-BMC-0")
    assert {"kind": "view", "name": "canvas", "built": True} in canvas["homes"]


def test_people_see_every_entry(capfd):
    assert run(["theory"]) == 0
    text = capfd.readouterr().out
    assert all(entry.id in text for entry in theory.entries())
    assert max(map(len, text.splitlines())) <= 100


@pytest.mark.parametrize(("arguments", "said"), [
    (["--cards"], "cards.html"), (["-o", "map.html"], "--model"), (["--cards", "-o", "cards.pdf"], ".csv"),
    (["--model", "nowhere.bmc"], "nowhere.bmc"),
])  # fmt: skip
def test_what_can_not_be_done_is_said(arguments, said, tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)
    assert run(["theory", *arguments]) == 2
    assert said in capfd.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_map_never_takes_the_place_of_the_model(tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.html").write_text('segment a "A"\n')
    assert run(["theory", "--model", "a.html", "-o", "a.html"]) == 2
    assert (tmp_path / "a.html").read_text() == 'segment a "A"\n'


def test_a_model_with_errors_gets_no_map(tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.bmc").write_text("segment a { sise 3 }\n")
    assert run(["theory", "--model", "a.bmc"]) == 1
    assert run(["theory", "--model", "a.bmc", "--anyway"]) == 0


# ---- The map -------------------------------------------------------------------


def test_the_map_shows_what_is_used_where_and_what_is_left_out():
    model = loaded('canvas "A"\nsegment one "One" {\n  buyer price\n  jobs\n}\n'.replace("  jobs\n", ""))
    ideas = {idea.id: idea for idea in coverage_of(model).ideas}
    assert len(ideas) == 180
    assert [(place.word, place.line) for place in ideas["T-TYP-2"].uses] == [("buyer", 3), ("price", 3)]
    assert not ideas["T-JRN-1"].used
    assert "REL122" in ideas["T-TYP-2"].checks


def test_a_finding_marks_the_ideas_behind_it():
    model = loaded('segment one "One"\nsegment two "Two"\nproposition p "P" { for one }\n')
    ideas = {idea.id: idea for idea in coverage_of(model).ideas}
    assert "BMC101" in ideas["T-BMC-2"].findings


def test_a_larger_model_never_uses_less():
    """Every part of a model uses what it uses, whatever stands beside it."""
    small = {idea.id for idea in coverage_of(loaded('segment a "A" { buyer price }\n')).ideas if idea.used}
    large = {idea.id for idea in coverage_of(loaded(COFFEE + '\nsegment zz "Z" { buyer price }\n')).ideas if idea.used}
    assert small <= large


# ---- Cards ---------------------------------------------------------------------


def test_each_entry_has_a_card_whose_answer_is_in_the_register():
    cards = register_cards()
    assert [card.id for card in cards] == [entry.id for entry in theory.entries()]
    for card, entry in zip(cards, theory.entries(), strict=True):
        assert card.question == entry.question and card.answer[0] == entry.definition
        assert len(card.sources) == len(entry.sources)
        assert sum("not verified" in source for source in card.sources) == sum(not e.verified for e in entry.sources)


def test_a_model_adds_its_own_questions_and_terms():
    cards = cards_of(loaded(ASKED).canvas)
    assert [card.id for card in cards[:2]] == ["quiz-1", "term-drift"]
    assert cards[0] == Card("quiz-1", "School", "Who pays?", ("The parents.",), ("Pupils",))
    assert "quiz-2" not in {card.id for card in cards}
    assert {card.id for card in cards[2:]} < {entry.id for entry in theory.entries()}


def test_anki_reads_the_cards():
    """Its settings stand in lines that begin with `#`; then each row has as many cells as there are columns."""
    lines = cards_csv(register_cards()).split("\n")
    settings = dict(line[1:].split(":", 1) for line in lines if line.startswith("#"))
    assert settings["separator"] == "comma" and settings["guid column"] == "1" and settings["tags column"] == "5"
    columns = settings["columns"].split(",")
    rows = list(csv.reader(StringIO("\n".join(line for line in lines if not line.startswith("#")))))
    assert len([row for row in rows if row]) == 180
    assert {len(row) for row in rows if row} == {len(columns)}
    assert len({row[0] for row in rows if row}) == 180
    assert all(" " not in row[4] for row in rows if row)


@pytest.mark.parametrize("text", ['=1+1', "+A1", "-2", "@sum(a)", "\t=1"])
def test_no_cell_is_a_formula(text):
    row = next(csv.reader(StringIO(cards_csv([Card("a", text, text, (text,))]).split("\n", 5)[5])))
    assert row[1].startswith("'") and row[2].startswith("'")


def test_pages_are_the_same_bytes_twice():
    model = loaded(COFFEE)
    assert map_html(coverage_of(model)) == map_html(coverage_of(loaded(COFFEE)))
    assert cards_html(register_cards(), title="T") == cards_html(register_cards(), title="T")


def hostile_cards():
    return [Card(f"c{number}", text, text, (text, text), (text,)) for number, text in enumerate(HOSTILE)]


@pytest.mark.outside
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("name", ["cards", "map", "hostile"])
def test_axe_and_the_validator_find_nothing(name, dark, open_page, axe, nu_validator):
    page = {
        "cards": lambda: cards_html(register_cards(frozenset(("T-CUS-1", "T-IDIC-0"))), title="Cards"),
        "map": lambda: map_html(coverage_of(loaded(COFFEE))),
        "hostile": lambda: cards_html(hostile_cards(), title=HOSTILE[0]),
    }[name]()
    assert axe(open_page(page, dark=dark)) == []
    assert nu_validator(page) == []


@pytest.mark.outside
@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_is_wider_than_the_window(width, open_page):
    page = open_page(map_html(coverage_of(loaded(COFFEE))), width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_vocabulary_that_cards_and_maps_read_is_whole():
    """Every class is met from the Canvas, or its words would be on no map."""
    from canvasdsl.model.canvas import Canvas

    assert {"metric", "force", "service", "primary-stage", "quiz"} <= {cls.word for cls in classes(Canvas)}
