"""Refactorings: another id, a segment split, segments merged; the business stays the same, and so do the comments."""

import json
import os
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from canvasdsl.change.difference import changes_between
from canvasdsl.change.refactoring.rename import renamed, renamed_in_all
from canvasdsl.change.refactoring.results import Refactored, Refused
from canvasdsl.cli import run
from canvasdsl.figures.compute import KINDS, figures_of
from canvasdsl.load import load
from canvasdsl.source import Source
from canvasdsl.syntax.parser import parse
from tests.random_models import random_model

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.bmc"))
SHORT = [path.read_text(encoding="utf-8") for path in EXAMPLES if 500 < path.stat().st_size < 20_000
         and path.stem != "blank"]  # fmt: skip


def model(text, name="model.bmc", files=None):
    """The model of a text that has no mistakes of the language."""
    loaded = load(Source(name, text), reading(files or {}), rules=())
    assert not loaded.has_errors, [found.message for found in loaded.diagnostics if found.of_language]
    return loaded


def reading(files):
    class Read:
        diagnostics = ()
        readable = True

        def __init__(self, source):
            self.source = source

    return lambda path, span: Read(Source(path, files[path]))


def comments(text):
    return Counter(comment.text for comment in parse(Source("model.bmc", text)).comments)


def rename(text, name, new):
    """The text with another id, proved; `text` where it is refused is an error."""
    made = renamed(model(text), name, new)
    assert isinstance(made, Refactored), made
    return made.texts["model.bmc"]


def refusal(text, name, new):
    made = renamed(model(text), name, new)
    assert isinstance(made, Refused), made
    return made


def called(key):
    return f"{key[0]}.{key[1]}"


# ---- Another id ---------------------------------------------------------------


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_id_of_the_examples_can_be_another_one_and_back(path):
    """It is the one thing that changes, comments stay, and the way back gives the same bytes."""
    text = path.read_text(encoding="utf-8")
    old = model(text)
    for number, (key, block) in enumerate(old.canvas.index.blocks.items()):
        made = renamed(old, called(key) if block.id else key[1], "zz-new")
        assert isinstance(made, Refactored), (key, made)
        (change,) = changes_between(old.canvas, made.models[0].canvas)
        assert (change.kind, change.id) == ("renamed", key[1])
        assert comments(made.texts["model.bmc"]) == comments(text)
        if block.id and (len(text) < 40_000 or number % 5 == 0):
            around, _, own = key[1].rpartition(".")
            back = renamed(made.models[0], called((key[0], f"{around}.zz-new".lstrip("."))), own)
            assert back.texts == {"model.bmc": text}, key


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.data())
def test_any_id_of_any_model_can_be_another_one_and_back(seed, data):
    text = random_model(seed)
    old = model(text)
    keys = sorted(key for key, block in old.canvas.index.blocks.items() if block.id)
    if not keys:
        return
    key = data.draw(st.sampled_from(keys))
    made = renamed(old, called(key), "zz-new")
    assert isinstance(made, Refactored), (key, made)
    around, _, own = key[1].rpartition(".")
    back = renamed(made.models[0], called((key[0], f"{around}.zz-new".lstrip("."))), own)
    assert back.texts == {"model.bmc": text}
    (change,) = changes_between(old.canvas, made.models[0].canvas)
    assert change.kind == "renamed"


def figures(canvas):
    """All figures but for what they are of; texts that name blocks are left out."""
    return Counter((each.kind.name, str(each.value), each.word is None) for each in figures_of(canvas, KINDS))


@settings(max_examples=12, deadline=None)
@given(st.sampled_from(SHORT), st.data())
def test_another_id_changes_no_figure(text, data):
    old = model(text)
    key = data.draw(st.sampled_from(sorted(key for key, block in old.canvas.index.blocks.items() if block.id)))
    new = renamed(old, called(key), "zz-new").models[0]
    assert figures(new.canvas) == figures(old.canvas)


NAMED = """# regulars, first
canvas "Kiosk" { currency EUR }
segment regulars "Regulars" {  # the regulars
  pain queue "Queues"
  gain known "Known by name {customers of club}"
}
segment others "Others" { resells-to regulars }
proposition coffee "Coffee" { for segment.regulars, "Others"; relieves queue, regulars.queue, pain.queue }
relationship club "Club" {
  with regulars on gold, others
  retention 92% per month
  note "{clv of club} or {customers of club = 100}, never { clv of club }"
}
revenue plans "Plans" { from regulars; plan gold "Gold" { price 5 EUR per month } }
activity marketing "Marketing" { supports coffee }
resource marketing "Leaflets" { supports activity.marketing }
assert ltv-to-cac of club >= 3 because "{clv of club}"
accept BMC101 on regulars because "We know"
"""


@pytest.mark.parametrize(
    ("name", "new", "replaced"),
    [
        ("regulars", "members", [
            (f"{before} regulars".replace(". ", "."), f"{before} members".replace(". ", "."))
            for before in ("segment", "to", "with", "segment.", "relieves queue,", "from", "on")
        ]),
        ("queue", "waiting", [("pain queue", "pain waiting"), ("queue, regulars.queue, pain.queue",
                                                               "waiting, regulars.waiting, pain.waiting")]),
        ("regulars.queue", "waiting", [("pain queue", "pain waiting"), ("queue, regulars.queue, pain.queue",
                                                                        "waiting, regulars.waiting, pain.waiting")]),
        ("club", "card", [("relationship club", "relationship card"), ("of club", "of card"),
                          ("{ clv of card }", "{ clv of club }")]),
        ("activity.marketing", "selling", [("activity marketing", "activity selling"),
                                           ("activity.marketing", "activity.selling")]),
        ("gold", "silver", [("plan gold", "plan silver"), ("on gold", "on silver")]),
        ("coffee", "Kaffee-ü", [("on coffee", "on Kaffee-ü"), ("supports coffee", "supports Kaffee-ü")]),
    ],
)  # fmt: skip
def test_each_form_of_a_name_stays_what_it_was(name, new, replaced):
    """Bare words, `parent.child`, `kind.id`, braces in texts; titles, comments and other braces are left alone."""
    expected = NAMED
    for before, after in replaced:
        expected = expected.replace(before, after)
    assert rename(NAMED, name, new) == expected


def test_a_block_without_an_id_gets_one():
    text = 'segment "Commuters" { size 5 }\nproposition p { for "Commuters" }\n'
    assert rename(text, "Commuters", "riders") == text.replace('segment "', 'segment riders "')
    assert rename(text, '"Commuters"', "riders") == text.replace('segment "', 'segment riders "')


def test_a_name_says_its_kind_where_it_would_mean_two_things():
    text = "activity a\nresource b\ncost c { for a; for b }\n"
    assert rename(text, "a", "b") == "activity b\nresource b\ncost c { for activity.b; for resource.b }\n"


@pytest.mark.parametrize(
    ("name", "new", "reason"),
    [
        ("nobody", "x", "there is no block `nobody` in model.bmc"),
        ("regular", "x", "there is no block `regular` in model.bmc"),
        ("marketing", "x", "`marketing` may mean `activity.marketing` or `resource.marketing`"),
        ("regulars", "regulars", "`segment regulars` has this id already"),
        ("regulars", "others", "there is a `segment others` already"),
        ("regulars", "0thers", "`0thers` is no id: an id is one word that begins with a letter"),
        ("regulars", "a b", "`a b` is no id: an id is one word that begins with a letter"),
        ("regulars", "a.b", "a new id has no dot: `a.b`"),
        ("regulars", "Others", "`others` looks like `Others`"),
        ("regulars", "", "`` is no id: an id is one word that begins with a letter"),
        ("regulars", "x {", "`x {` is no id: an id is one word that begins with a letter"),
    ],
)
def test_what_is_no_free_id_is_refused_with_the_reason(name, new, reason):
    assert refusal(NAMED, name, new).reason == reason


def test_a_text_that_would_mean_another_block_is_refused():
    text = 'relationship r { with s; note "{clv of s}" }\nsegment s\nrevenue x { from s }\n'
    refused = refusal(text, "revenue.x", "s")
    assert refused.reason == "a text names `s` in braces, and would mean `revenue s` then"
    assert refused.place is not None


def test_a_word_of_a_choice_that_would_become_a_name_is_refused():
    """`prefers app` is a type of channel until a channel is called so."""
    text = "segment s { prefers app }\nchannel shop { reaches s }\n"
    assert "other things would change with it" in refusal(text, "shop", "app").reason


def test_a_model_with_mistakes_is_left_as_it_is():
    loaded = load(Source("model.bmc", "segment a\nproposition p { for b }\n"), rules=())
    assert "has mistakes" in renamed(loaded, "a", "c").reason


FILES = {"a.bmc": 'import "s.bmc"\nproposition p { for regulars }\n', "s.bmc": 'segment regulars "R"  # all\n',
         "b.bmc": 'import "s.bmc"\nchannel c { reaches segment.regulars }\n'}  # fmt: skip


def test_models_that_share_a_file_are_renamed_together():
    models = [model(FILES[name], name, FILES) for name in ("a.bmc", "b.bmc")]
    made = renamed_in_all(models, "regulars", "members")
    assert made.texts == {name: text.replace("regulars", "members") for name, text in FILES.items()}


def test_one_of_them_in_which_it_can_not_be_done_stops_all():
    files = {**FILES, "b.bmc": FILES["b.bmc"] + "segment members\n"}
    models = [model(files[name], name, files) for name in ("a.bmc", "b.bmc")]
    assert renamed_in_all(models, "regulars", "members").reason == "there is a `segment members` already"


# ---- The command ----------------------------------------------------------------


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(files):
    for name, text in files.items():
        Path(name).write_bytes(text if isinstance(text, bytes) else text.encode())


def test_files_that_others_read_are_not_changed_without_them(here, capfd):
    write(FILES)
    assert run(["rename", "regulars", "members", "a.bmc"]) == 1
    assert "b.bmc reads these files too, and names `regulars`" in capfd.readouterr().err
    assert Path("s.bmc").read_text() == FILES["s.bmc"]
    assert run(["rename", "regulars", "members", "s.bmc"]) == 1
    assert run(["rename", "regulars", "members", "a.bmc", "b.bmc"]) == 0
    assert "members" in Path("b.bmc").read_text()
    assert run(["rename", "members", "regulars", "."]) == 0
    assert {name: Path(name).read_text() for name in FILES} == FILES


def test_diff_and_json_tell_what_would_be_done(here, capfd):
    write(FILES)
    assert run(["rename", "regulars", "members", ".", "--diff"]) == 0
    out = capfd.readouterr().out
    assert "-segment regulars" in out
    assert "+segment members" in out
    assert run(["rename", "regulars", "members", ".", "--diff", "--format", "json"]) == 0
    told = json.loads(capfd.readouterr().out)
    assert (told["written"], told["refused"], told["left"]) == (False, None, [])
    assert {"file", "edits", "text"} == set(told["files"][0])
    assert {name: Path(name).read_text() for name in FILES} == FILES
    assert run(["rename", "nobody", "members", ".", "--format", "json"]) == 1
    refused = json.loads(capfd.readouterr().out)["refused"]
    assert refused["reason"] == "there is no block `nobody` in any of these models"


def test_line_ends_and_the_byte_order_mark_stay(here):
    before = b"\xef\xbb\xbfsegment a \"\xc3\xbc\" {\r\n size 5\r\n}\r\n"
    write({"a.bmc": before})
    assert run(["rename", "a", "b", "a.bmc"]) == 0
    assert Path("a.bmc").read_bytes() == before.replace(b"segment a", b"segment b")


@pytest.mark.skipif(os.name == "nt" or not hasattr(os, "geteuid"), reason="folders can't be closed so")
def test_all_files_are_written_or_none(here, monkeypatch, capfd):
    """The second of them can't be written: the first one is put back."""
    from canvasdsl.outside import rewriting

    write(FILES)
    done = []

    def writing(path, data):
        if path == "s.bmc" and done:
            raise PermissionError(13, "Permission denied", path)
        done.append(path)
        Path(path).write_bytes(data)

    monkeypatch.setattr(rewriting, "write_bytes", writing)
    assert run(["rename", "regulars", "members", "a.bmc", "b.bmc"]) == 2
    assert "nothing was changed" in capfd.readouterr().err
    assert {name: Path(name).read_text() for name in FILES} == FILES
    assert "a.bmc" in done


def test_files_that_can_not_be_read_or_written_mean_two(here, capfd):
    assert run(["rename", "a", "b", "missing.bmc"]) == 2
    assert run(["rename", "a", "b", "-"]) == 2
    assert run(["rename", "a", "b"]) == 2
    assert "Traceback" not in capfd.readouterr().err
