"""`canvasdsl patch`: changes that were told of one model, made in another one or undone; or refused with the reason."""

import json
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from canvasdsl.change.changes import mirrored
from canvasdsl.change.difference import changes_between
from canvasdsl.change.patching import Patched, Unpatched
from canvasdsl.change.told_changes import Untold, as_told, patched_as_told, told
from canvasdsl.cli import run
from canvasdsl.load import load
from canvasdsl.source import Source
from tests.random_models import random_model

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.bmc"))
COFFEE = (EXAMPLES[0].parent / "coffee.bmc").read_text(encoding="utf-8")


def model(text):
    loaded = load(Source("model.bmc", text), rules=())
    assert not loaded.has_errors
    return loaded


def through_json(old, new):
    """The changes between two models as they come out of a file, and how many of each kind they are."""
    changes = changes_between(old.canvas, new.canvas)
    data = {"changes": [
        {"kind": each.kind, "id": each.id, "id_after": each.id_after, "property": each.property_word or None,
         "before": each.before, "after": each.after, "patch": told(each)} for each in changes
    ]}  # fmt: skip
    return as_told(json.loads(json.dumps(data)))


@pytest.mark.parametrize(
    ("old", "new"),
    [*(pytest.param(one.read_text("utf-8"), two.read_text("utf-8"), id=one.stem) for one, two in pairwise(EXAMPLES)),
     *(pytest.param(random_model(seed), random_model(seed + 1), id=f"random-{seed}") for seed in range(20))],
)  # fmt: skip
def test_changes_that_were_told_lead_from_one_model_to_the_other_and_back(old, new):
    one, other = model(old), model(new)
    changes = through_json(one, other)
    made = patched_as_told(one, changes)
    assert isinstance(made, Patched), made
    assert changes_between(made.loaded.canvas, other.canvas) == ()
    back = patched_as_told(made.loaded, [mirrored(each) for each in changes])
    assert isinstance(back, Patched), back
    assert changes_between(back.loaded.canvas, one.canvas) == ()


@settings(max_examples=100, deadline=None)
@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=3), lambda inner: st.lists(
    inner, max_size=3) | st.dictionaries(st.sampled_from(["changes", "patch", "address", "kind", "before"]), inner),
    max_leaves=10))  # fmt: skip
def test_any_other_data_is_refused_in_words(data):
    try:
        changes = as_told({"changes": [data]} if not isinstance(data, dict) else data)
    except Untold as wrong:
        assert wrong.reason
    else:
        assert changes == ()


def spoiled(data, random):
    """The same data with some of it left out or said otherwise."""
    if isinstance(data, dict):
        return {key: spoiled(value, random) for key, value in data.items()}
    if isinstance(data, list):
        return [spoiled(each, random) for each in data if random.random() > 0.02]
    odd = ["", "x", "segment", None, 0, [], "}", "canvas", [["segment", "b1", 0]], "note", "with b1"]
    return random.choice(odd) if random.random() < 0.02 else data


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000))
def test_whatever_the_changes_are_they_are_made_or_refused(seed):
    """Spoiled ones, some of many, and those of another model: nothing raises, and what is made is what they say."""
    random = Random(seed)
    one, other, third = (model(random_model(random.randrange(500), blocks=15)) for _ in range(3))
    changes = [{"kind": each.kind, "id": each.id, "id_after": each.id_after, "property": each.property_word or None,
                "before": each.before, "after": each.after, "patch": told(each)}
               for each in changes_between(one.canvas, other.canvas)]  # fmt: skip
    for target, some in ((one, spoiled(changes, random)), (one, changes[::2]), (third, changes)):
        try:
            made = patched_as_told(target, as_told({"changes": some}))
        except Untold as wrong:
            assert wrong.reason
        else:
            assert made.reason if isinstance(made, Unpatched) else not made.loaded.has_errors


OLD = """canvas "Kiosk" { currency EUR }
segment regulars "Regulars" { pain queue "Queues" }
proposition coffee "Coffee" { for regulars; relieves queue }
relationship club "Club" { with regulars; retention 92% per month }
"""
NEW = OLD.replace("92%", "94%").replace("regulars", "members").replace('"Club" {', '"Club" { note "{x}"; ') + (
    'partner mill "Mill" { provides coffee }\n'.replace("provides coffee", "type supplier"))
ELSEWHERE = "# Another kiosk\n" + OLD.replace("Kiosk", "Stand") + 'segment others "Others"  # new\n'


@pytest.fixture
def files(tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)
    Path("old.bmc").write_text(OLD, encoding="utf-8")
    Path("new.bmc").write_text(NEW, encoding="utf-8")
    Path("elsewhere.bmc").write_text(ELSEWHERE, encoding="utf-8")
    assert run(["diff", "old.bmc", "new.bmc", "--format", "json"]) == 1
    Path("changes.json").write_text(capfd.readouterr().out, encoding="utf-8")
    return tmp_path


def test_changes_of_one_model_are_made_in_another_one_and_undone(files, capfd):
    assert run(["patch", "elsewhere.bmc", "changes.json", "--diff"]) == 0
    assert "+relationship club" in capfd.readouterr().out
    assert (files / "elsewhere.bmc").read_text() == ELSEWHERE
    assert run(["patch", "elsewhere.bmc", "changes.json"]) == 0
    assert "4 changes made: elsewhere.bmc" in capfd.readouterr().err
    text = (files / "elsewhere.bmc").read_text()
    assert text.startswith("# Another kiosk\n")
    assert 'segment members "Regulars"' in text
    assert "retention 94% per month" in text
    assert 'segment others "Others"  # new' in text
    assert run(["patch", "elsewhere.bmc", "changes.json", "--reverse"]) == 0
    assert changes_between(model(ELSEWHERE).canvas, model((files / "elsewhere.bmc").read_text()).canvas) == ()


@pytest.mark.parametrize(
    ("was", "instead", "reason"),
    [
        ("92%", "90%", "`retention` of `relationship club` is `90% per month` here, and was `92% per month`"),
        ("92%", "94%", "`retention` of `relationship club` is `94% per month` already"),
        ("; retention 92% per month", "", "`retention` of `relationship club` is not said here, and was `92%"),
        ("relationship club", "relationship card", "there is no `relationship club`"),
        ("canvas ", "partner mill\ncanvas ", "there is `partner mill` already"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_and_nothing_is_written(files, capfd, was, instead, reason):
    text = OLD.replace(was, instead)
    (files / "elsewhere.bmc").write_text(text)
    assert run(["patch", "elsewhere.bmc", "changes.json"]) == 1
    assert reason in " ".join(capfd.readouterr().err.split())
    assert (files / "elsewhere.bmc").read_text() == text


def test_a_removed_block_that_says_something_else_here_is_not_removed():
    changes = through_json(model(OLD + 'partner mill { note "a" }\n'), model(OLD))
    refused = patched_as_told(model(OLD + 'partner mill { note "b" }\n'), changes)
    assert isinstance(refused, Unpatched)
    assert refused.reason == "`partner mill` says something else here"


@pytest.mark.parametrize(
    "smuggled", ['partner x\n}\nsegment evil "E" {', 'partner x "X" }\nsegment evil', "partner x # {", "segment evil\n"]
)
def test_nothing_is_smuggled_in_with_a_change(smuggled):
    """A text that closes its block and opens another comes to more than the change says."""
    (change,) = through_json(model(OLD), model(OLD + "partner x\n"))
    data = told(change) | {"text_after": smuggled}
    forged = as_told({"changes": [{"kind": "added", "id": "x", "id_after": "x", "after": smuggled, "patch": data}]})
    made = patched_as_told(model(OLD), forged)
    assert isinstance(made, Unpatched)


def test_control_characters_in_changes_are_not_written(files, capfd):
    text = (files / "changes.json").read_text().replace("Mill", "Mi\\u0007ll")
    (files / "changes.json").write_text(text)
    assert run(["patch", "elsewhere.bmc", "changes.json"]) in (1, 2)
    assert (files / "elsewhere.bmc").read_text() == ELSEWHERE
    assert "nothing was changed" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is no JSON"), (b"[" * 100_000, "is no JSON"), (b"\xff", "is no JSON"), (b"[]", "no list of `changes`"),
        (b'{"changes": [{}]}', "change 1 has no `patch`"), (b"9" * 5_000, "JSON"),
        (b'{"changes": [{"kind": "altered", "patch": {"address": [["a", "b", -1]]}, "id": "", "id_after": ""}]}',
         "`address` is no list of blocks"),
    ],
)  # fmt: skip
def test_files_that_hold_no_changes_mean_two(files, capfd, content, said):
    (files / "changes.json").write_bytes(content)
    assert run(["patch", "elsewhere.bmc", "changes.json"]) == 2
    assert said in capfd.readouterr().err
    assert run(["patch", "elsewhere.bmc", "missing.json"]) == 2
    assert run(["patch", "missing.bmc", "changes.json"]) == 2
