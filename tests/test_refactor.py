"""Refactorings: another id, a segment split, segments merged; the business stays the same, and so do the comments."""

import json
import os
import re
from collections import Counter
from itertools import pairwise, permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from canvasdsl.change.difference import changes_between
from canvasdsl.change.refactoring.rename import renamed, renamed_in_all
from canvasdsl.change.refactoring.results import Refactored, Refused
from canvasdsl.change.refactoring.split import split_segment
from canvasdsl.change.refactoring.unite import merge_segments
from canvasdsl.change.refactoring.whole_numbers import OF_ALL, OF_ONE
from canvasdsl.cli import run
from canvasdsl.figures.compute import KINDS, figures_of
from canvasdsl.load import load
from canvasdsl.model.customers import Segment
from canvasdsl.model.entities import Reference
from canvasdsl.model.quantities import Quantity
from canvasdsl.model.types import Number
from canvasdsl.model.vocabulary import classes, table_of
from canvasdsl.model.walking import entities_in, texts_in
from canvasdsl.source import Source
from canvasdsl.syntax.parser import parse
from canvasdsl.syntax.written import encode
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


# ---- A segment split ------------------------------------------------------------

SEGMENTS = [
    pytest.param(path, key, id=f"{path.stem}-{key[1]}") for path in EXAMPLES
    for key in load(Source(path.stem, path.read_text(encoding="utf-8")), rules=()).canvas.index.blocks
    if key[0] == "segment"
]  # fmt: skip


def numbers_in(canvas):
    """All numbers that are written in a model."""
    return {part.written for entity, _ in entities_in(canvas) for value in vars(entity).values()
            for part in (value if isinstance(value, tuple) else (value,)) if isinstance(part, Quantity)}  # fmt: skip


def who_names(canvas, key):
    """What names a block: the id or the word of who does, and in which property; what stands in it names itself."""
    return Counter(
        (link.holder.key if link.holder is not None else link.entity.word, link.word)
        for link in canvas.index.links_to.get(key, ()) if link.holder is None or link.holder.key[0] != "segment"
    )  # fmt: skip


@pytest.mark.parametrize(("path", "key"), SEGMENTS)
def test_every_segment_of_the_examples_can_be_split(path, key):
    """Comments and texts stay, no number is new, and whatever named it names both, but for what is told."""
    text = path.read_text(encoding="utf-8")
    old = model(text)
    made = split_segment(old, key[1], ["part-one", "part-two"])
    assert isinstance(made, Refactored), made
    new, result = made.models[0].canvas, made.texts["model.bmc"]
    assert not comments(text) - comments(result)
    for left in made.left:
        assert left.text.partition(": ")[2] in result
    assert {each for _, each in texts_in(old.canvas)} <= {each for _, each in texts_in(new)} | {
        old.canvas.index.blocks[key].title, *(unit for _, unit in texts_in(old.canvas) if unit in result)
    }
    assert numbers_in(new) <= numbers_in(old.canvas)
    named = [who_names(new, ("segment", part)) for part in ("part-one", "part-two")]
    assert named[0] == named[1]
    assert named[0] <= who_names(old.canvas, key)
    assert (who_names(old.canvas, key) - named[0]).total() <= len(made.left)
    one, two = ({(kind, id[9:]) for kind, id in new.index.blocks if id[:9] == f"{part}."}
                for part in ("part-one", "part-two"))  # fmt: skip
    assert one == two


@pytest.mark.parametrize(("path", "key"), SEGMENTS)
def test_what_was_split_can_be_merged_again(path, key):
    """All that is another model then is what speaks of all in it, and a target."""
    old = model(path.read_text(encoding="utf-8"))
    apart = split_segment(old, key[1], ["part-one", "part-two"]).models[0]
    made = merge_segments(apart, ["part-one", "part-two"], key[1], keep="part-one")
    assert isinstance(made, Refactored), made
    for change in changes_between(old.canvas, made.models[0].canvas):
        if change.kind == "altered":
            words = (*OF_ALL["segment"], *OF_ALL["rung"], *OF_ALL["engagement"], *OF_ONE["segment"], "title",
                     "cost-to-serve", "lookalike-of")  # fmt: skip
            assert change.property_word in words, change
        else:
            assert (change.kind, change.block) in {("removed", "target"), ("removed", "assert")}


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10_000))
def test_segments_of_any_model_are_split_and_merged_or_it_is_said_why_not(seed):
    """Whatever they say: no number is new, and what is refused would be a mistake that the author has to settle."""
    old = model(random_model(seed, blocks=40))
    keys = [key for key in old.canvas.index.blocks if key[0] == "segment"]
    for key in keys:
        made = split_segment(old, key[1], ["part-one", "part-two"])
        if isinstance(made, Refused):
            assert made.reason == "the result would have errors that the model has not", made
        else:
            assert numbers_in(made.models[0].canvas) <= numbers_in(old.canvas)
            assert {("segment", "part-one"), ("segment", "part-two")} <= set(made.models[0].canvas.index.blocks)
    for one, other in pairwise(keys):
        made = merge_segments(old, [one[1], other[1]], "zz-all", keep=other[1])
        if isinstance(made, Refused):
            assert made.reason == "the result would have errors that the model has not", made
        else:
            assert not {one, other} & set(made.models[0].canvas.index.blocks)


SPLIT = """canvas "Kiosk" { currency EUR }
segment regulars "Regulars" {  # who come daily
  size 500 people
  needs "to be known, {clv of regulars}"
  pain queue "Queues" { severity 4 }
}
segment others "Others" { resells-to regulars; attracts regulars positive }
proposition coffee "Coffee" { for regulars; relieves regulars.queue "fast" }
relationship club "Club" { with regulars on gold; note "of {customers of regulars}" }
revenue plans "Plans" { from regulars; plan gold "Gold" { price 5 EUR per month } }
tactic more "More" { for regulars; lookalike-of regulars }
target customers of regulars >= 700 by month 6
assert churn of regulars <= 5% per month because "they like it"
accept BMC101 on regulars because "We know"
"""


def test_doubles_of_the_author_are_left_alone():
    """Only what names the new segment is said once."""
    text = 'segment a\nsegment b { note "x"; note "x" }\nproposition p { for a; note "y", "y" }\n'
    made = split_segment(model(text), "a", ["c", "d"]).texts["model.bmc"]
    assert made == text.replace("for a", "for c, d").replace("segment a", "segment c").replace(
        "\nproposition", "\nsegment d\nproposition")  # fmt: skip


def test_references_become_lists_where_lists_are_possible():
    made = split_segment(model(SPLIT), "regulars", ["early", "late"])
    assert made.texts["model.bmc"] == """canvas "Kiosk" { currency EUR }
# Split from regulars, which said of all of them, to be said anew of early:
#   size 500 people
# and others said of it:
#   tactic more: lookalike-of regulars
#   target customers of regulars >= 700 by month 6
segment early "Regulars (early)" {  # who come daily
  needs "to be known, {clv of early}"
  pain queue "Queues" { severity 4 }
}
segment others "Others" { resells-to early, late; attracts early positive, late positive }

# Split from regulars, which said of all of them, to be said anew of late:
#   size 500 people
segment late "Regulars (late)" {
  needs       "to be known, {clv of late}"
  pain queue "Queues" { severity 4 }
}
proposition coffee "Coffee" { for early, late; relieves early.queue "fast"; relieves late.queue "fast" }
relationship club "Club" { with early on gold, late on gold; note "of {customers of regulars}" }
revenue plans "Plans" { from early, late; plan gold "Gold" { price 5 EUR per month } }
tactic more "More" { for early, late }
assert churn of early <= 5% per month because "they like it"
assert churn of late <= 5% per month because "they like it"
accept BMC101 on early because "We know"
accept BMC101 on late because "We know"
"""
    assert [left.text for left in made.left] == [
        "say anew of each: size 500 people",
        "say anew of each: lookalike-of regulars",
        "say anew of each: target customers of regulars >= 700 by month 6",
        "a text names `regulars` in braces, which is split: name one of the new segments",
    ]


def test_one_of_the_parts_may_have_the_old_id():
    text = split_segment(model(SPLIT), "regulars", ["late", "regulars"]).texts["model.bmc"]
    assert 'segment regulars "Regulars" {  # who come daily' in text
    assert 'segment late "Regulars (late)"' in text


def test_every_number_of_a_segment_is_known_to_speak_of_all_or_of_each():
    """A new one has to be added here, or to `OF_ALL`."""
    of_each = {
        "segment": "importance deal-size contract-term market-size grace buys-every cost-to-serve growth population "
                   "stays contacts contact-limit spend category-spend unhappy unhappy-leave",
        "states": "value", "buying-centre": "importance", "active": "within", "narrowed-by": "portion",
        "range": "value",
        "persona": "importance", "job": "importance", "pain": "importance severity", "gain": "importance",
        "weighs": "value", "evidence": "importance sample", "negotiation": "importance floor-price",
        "rung": "importance conversion", "expectation": "importance tolerance", "loyalty": "importance attitude repeat",
        "engagement": "importance purchase referral influence feedback", "expected": "value of",
        "perceived": "value of",
    }  # fmt: skip
    for cls in classes(Segment):
        numbers = [field.name for field in table_of(cls).fields if isinstance(field.type, Number)]
        each = [*of_each.get(cls.word, "").split(), *OF_ALL.get(cls.word, ())]
        assert set(numbers) <= set(each), cls


@pytest.mark.parametrize(
    ("name", "news", "reason"),
    [
        ("coffee", ["a", "b"], "`coffee` is a proposition"),
        ("nobody", ["a", "b"], "there is no segment `nobody` in model.bmc"),
        ("regulars", ["a"], "a segment is split into two or more"),
        ("regulars", ["a", "a"], "`a` is named twice"),
        ("regulars", ["a", "others"], "there is a `segment others` already"),
        ("regulars", ["a", "b.c"], "a new id has no dot: `b.c`"),
        ("regulars", ["regular5", "regular-s", "regular_s"], "`regular_s` looks like `regular-s`"),
    ],
)
def test_what_can_not_be_split_is_refused(name, news, reason):
    made = split_segment(model(SPLIT), name, news)
    assert isinstance(made, Refused)
    assert made.reason == reason


# ---- Segments merged ------------------------------------------------------------


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_segments_of_the_examples_are_merged_or_it_is_said_why_not(path):
    """Each pair in both orders: comments stay, and texts that are not overruled; references have no doubles."""
    text = path.read_text(encoding="utf-8")
    old = model(text)
    ids = [key[1] for key in old.canvas.index.blocks if key[0] == "segment"]
    for one, other in permutations(ids, 2):
        assert merge_segments(old, [one, other], "zz-all").reason == "they contradict each other"
        made = merge_segments(old, [one, other], "zz-all", keep=other)
        if isinstance(made, Refused):  # an assertion that fails then, or spending beyond all that they spend
            assert all(each.startswith(("ECO604", "SAT231")) for each in made.more), made
            continue
        new, result = made.models[0].canvas, made.texts["model.bmc"]
        assert not comments(text) - comments(result)
        told = "\n".join(left.text for left in made.left) + result
        lost = {each for _, each in texts_in(old.canvas) if each not in told and encode(each)[1:-1] not in told}
        assert lost == set()
        for entity, _ in entities_in(new):
            for value in vars(entity).values():
                if isinstance(value, tuple) and value and isinstance(value[0], Reference):
                    assert len(set(value)) == len(value)


MERGED = """# two kinds of people
segment early "Early birds" { primary; size 5 people; needs "to be awake"; buyer price  # they look at every cent
  pain queue "Queues" { severity 4 }; weighs quality 40%, price 60% }
segment late "Late birds" {
  # after nine
  size 7 people  # counted in May
  needs "to be awake", "to sit"
  market b2c
  pain queue "Queues" { note "they leave" }
  pain noise "Noise"
  attracts early positive "more of them"
}
proposition coffee "Coffee" { for early, late; relieves early.queue, late.noise; relieves late.queue }
channel bar "Bar" { reaches late; note "for {customers of late}" }
"""


def test_segments_say_together_what_each_of_them_said():
    made = merge_segments(model(MERGED), ["early", "late"], "birds", keep="late")
    assert made.texts["model.bmc"] == """# two kinds of people
# they look at every cent
# Merged into birds; what was said of all in one of them is to be said anew:
#   segment late: size 7 people
#   segment early: size 5 people
# what one of them said of another one:
#   segment late: attracts early positive "more of them"
segment birds "Late birds" {
  # after nine
  # counted in May
  needs "to be awake", "to sit"
  market b2c
  primary
  weighs      quality 40%, price 60%
  buyer       price
  pain queue "Queues" { note "they leave"; severity 4 }
  pain noise "Noise"
}
proposition coffee "Coffee" { for birds; relieves noise, queue }
channel bar "Bar" { reaches birds; note "for {customers of birds}" }
"""
    assert [left.text for left in made.left] == [
        "say anew of all of them: size 7 people",
        "say anew of all of them: size 5 people",
        'no longer said, for both are one now: attracts early positive "more of them"',
        'no longer said, for `late` has the word: title "Early birds"',
    ]


def test_what_contradicts_is_shown_and_refused():
    refused = merge_segments(model(MERGED), ["early", "late"], "birds")
    assert refused.reason == "they contradict each other"
    assert refused.more == ('title: `early` says `title "Early birds"`, `late` says `title "Late birds"`',)
    pain = MERGED.replace('"Queues" { note', '"Waiting" { note').replace("Late birds", "Early birds")
    assert merge_segments(model(pain), ["early", "late"], "birds").more == (
        'title: `early.queue` says `title "Queues"`, `late.queue` says `title "Waiting"`',
    )


@pytest.mark.parametrize(
    ("names", "into", "keep", "reason"),
    [
        (["early"], "x", None, "two segments or more are merged"),
        (["early", "early"], "x", None, "`segment early` is named twice"),
        (["early", "nobody"], "x", None, "there is no segment `nobody` in model.bmc"),
        (["early", "late"], "x y", None, "`x y` is no id: an id is one word that begins with a letter"),
        (["early", "late"], "third", "third", "there is a `segment third` already"),
        (["early", "late"], "x", "third", "`segment third` is none of the segments to be merged"),
    ],
)
def test_what_can_not_be_merged_is_refused(names, into, keep, reason):
    assert merge_segments(model(MERGED + "segment third\n"), names, into, keep=keep).reason == reason


@pytest.fixture
def kiosk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("kiosk.bmc").write_text(MERGED, encoding="utf-8")
    return tmp_path / "kiosk.bmc"


def test_the_commands_write_and_tell_what_is_left(kiosk, capfd):
    assert run(["merge-segments", "early", "late", "--into", "birds", "kiosk.bmc"]) == 1
    err = capfd.readouterr().err
    assert "they contradict each other" in err
    assert "--keep" in err
    assert kiosk.read_text() == MERGED
    assert run(["merge-segments", "early", "late", "--into", "birds", "--keep", "late", "--diff", "kiosk.bmc"]) == 0
    assert "+segment birds" in capfd.readouterr().out
    assert kiosk.read_text() == MERGED
    assert run(["merge-segments", "early", "late", "--into", "birds", "--keep", "late", "kiosk.bmc"]) == 0
    assert "say anew of all of them: size 7 people (it stood at kiosk.bmc:6)" in capfd.readouterr().err
    assert run(["split-segment", "birds", "am", "pm", "kiosk.bmc", "--format", "json"]) == 0
    told = json.loads(capfd.readouterr().out)
    assert told["written"]
    assert {each["text"] for each in told["left"]} == {
        "say anew of the one of which it holds: primary",
        "a text names `birds` in braces, which is split: name one of the new segments",
    }
    assert 'segment am "Late birds (am)"' in kiosk.read_text()
    assert run(["split-segment", "am", "a", "kiosk.bmc"]) == 1
    assert run(["split-segment", "am", "kiosk.bmc"]) == 2
    assert run(["merge-segments", "am", "pm", "kiosk.bmc"]) == 2


def test_a_segment_that_another_model_needs_is_not_split(here, capfd):
    write(FILES)
    assert run(["split-segment", "regulars", "x", "y", "a.bmc"]) == 1
    assert "b.bmc reads these files too, and would have a mistake then" in capfd.readouterr().err
    assert Path("s.bmc").read_text() == FILES["s.bmc"]


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


# ---- Variants -------------------------------------------------------------------

VARIED = """canvas "Kiosk"
segment regulars "Regulars" { needs "x"; pain queue "Q"; pain noise "N" }
segment others "Others"
proposition coffee "Coffee" { for regulars; relieves queue }
relationship club "Club" { with regulars; retention 90% per month }
"""
VARIANTS = """variant "Dear"{} {{
  segment regulars {{ needs "y {{churn of club}}"; without queue, noise }}
  proposition coffee {{ without relieves }}
  segment firms "Firms"  # new
  channel bar "Bar" {{ reaches regulars, firms }}
}}
variant "Alone"{} {{ without others; proposition coffee {{ for segment.regulars }} }}
"""


@pytest.mark.parametrize("apart", [False, True])
@pytest.mark.parametrize(
    ("name", "new"), [("regulars", "members"), ("queue", "waiting"), ("noise", "loudness"), ("others", "rest"),
                      ("firms", "companies"), ("coffee", "kaffee"), ("bar", "inn"), ("club", "card")],
)  # fmt: skip
def test_variants_are_renamed_with_their_model(here, apart, name, new):
    """What they open, go without, name and add, wherever they stand; on the way back everything is as it was."""
    of = ' of "shop.bmc"' if apart else ""
    files = {"shop.bmc": VARIED + ("" if apart else VARIANTS.format(of, of))}
    if apart:
        files["variants.bmc"] = VARIANTS.format(of, of)
    write(files)
    if apart:
        assert run(["rename", name, new, "shop.bmc"]) == 1
    assert run(["rename", name, new, *files]) == 0
    for file, text in files.items():
        assert Path(file).read_text() == re.sub(rf"\b{name}\b", new, text)
    assert run(["rename", new, name, "."]) == 0
    assert {file: Path(file).read_text() for file in files} == files


def test_a_segment_that_a_variant_opens_is_neither_split_nor_merged(here, capfd):
    write({"shop.bmc": VARIED, "variants.bmc": VARIANTS.format(' of "shop.bmc"', ' of "shop.bmc"')})
    for command in (["split-segment", "regulars", "a", "b"], ["merge-segments", "regulars", "others", "--into", "x",
                    "--keep", "others"]):  # fmt: skip
        assert run([*command, "shop.bmc"]) == 1
        assert "a variant speaks of `regulars`, which would be no more" in capfd.readouterr().err
    assert Path("shop.bmc").read_text() == VARIED
