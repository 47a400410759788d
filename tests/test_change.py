"""What moved between two models: the writer, the changes, the patch and what follows from them."""

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from canvasdsl.change.changes import mirrored
from canvasdsl.change.difference import changes_between
from canvasdsl.change.meaning import meaning_of
from canvasdsl.change.patching import Patched, Unpatched, patched
from canvasdsl.change.written_values import Writer, in_body
from canvasdsl.load import load
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.vocabulary import block_words, classes, table_of
from canvasdsl.source import Source
from canvasdsl.syntax.format import format_document
from canvasdsl.syntax.parser import parse
from tests.random_models import extreme_model, random_model

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.bmc"))
SHORT = [path for path in EXAMPLES if path.stat().st_size < 20_000]
SEEDS = range(12)


def model(text):
    """The model of a text that has no mistakes of the language."""
    loaded = load(Source("model.bmc", text), rules=())
    assert not loaded.has_errors, [found.message for found in loaded.diagnostics if found.of_language]
    return loaded


def canvas(text):
    return model(text).canvas


def told(old, new):
    """The changes between two texts, one line each."""
    return [
        " ".join(filter(None, [
            change.kind, change.block, change.id, change.property_word,
            f"{change.before} -> {change.after}" if change.kind not in ("added", "removed") else "",
        ]))
        for change in changes_between(canvas(old), canvas(new))
    ]  # fmt: skip


TEXTS = [
    *(pytest.param(path.read_text(encoding="utf-8"), id=path.stem) for path in EXAMPLES),
    *(pytest.param(random_model(seed), id=f"random-{seed}") for seed in SEEDS),
    *(pytest.param(extreme_model(seed), id=f"extreme-{seed}") for seed in SEEDS),
]
"""The examples, and models drawn from the vocabulary."""


# ---- The writer -------------------------------------------------------------


@pytest.mark.parametrize("text", TEXTS)
def test_all_that_is_meant_can_be_written_anew(text):
    """What is written means the same when it is read, and the formatter leaves it as it is."""
    meant = canvas(text)
    writer = Writer(meant)
    lines = [line for field in in_body(Canvas) for line in writer.property(meant, field, ())]
    again = "\n".join(lines) + "\n" if lines else ""
    written = canvas(again)
    assert changes_between(meant, written) == ()
    imports = frozenset({"imports"})
    assert meaning_of(written, without=imports) == meaning_of(meant, without=imports)
    assert format_document(parse(Source("model.bmc", again)), blocks=block_words(Canvas)) == again


# ---- What is the same -------------------------------------------------------

BASE = """canvas "Kiosk" { currency EUR }
segment regulars "Regulars" {
  pain queue "Queues"
  gain known "Known by name" { importance 4 }
  size 12_000 people
}
proposition coffee "Coffee" { for regulars; relieves queue; creates known }
relationship club "Club" {
  with regulars
  type dedicated "a barista who knows them"
  retention 92% per month
}
activity bake "Baking" { supports coffee }
assumption come "They come daily" {
  about regulars
  evidence 2026-01-31 interview weak "Nine of ten say so"
}
"""


@pytest.mark.parametrize("text", TEXTS)
def test_nothing_moves_between_a_model_and_itself(text):
    assert changes_between(canvas(text), canvas(text)) == ()


def test_spacing_comments_order_and_spelling_never_count():
    """Nor how often numbers are grouped, nor in which order names stand."""
    head, _, rest = BASE.partition("segment")
    other = f"# another comment\n{head}{rest.partition('activity')[0].join(['segment', ''])}"
    other = other.replace("12_000 people", "12,000  people").replace("with regulars", "with  regulars  # all of them")
    other += f"assumption{BASE.partition('assumption')[2]}\n\nactivity bake 'Baking' {{ supports coffee }}"
    other = other.replace("'Baking'", '"Baking"')
    assert "relieves queue; creates known" in other
    other = other.replace("relieves queue; creates known", "creates known\nrelieves queue")
    assert told(BASE, other) == []


def test_numbers_in_a_list_have_an_order_and_names_have_none():
    cohorts = 'segment a\nrelationship r { with a; cohort "x" { survivors 100, 80, 70 } }\n'
    swapped = cohorts.replace("80, 70", "70, 80")
    assert told(cohorts, swapped) == ["altered cohort x survivors 100, 80, 70 -> 100, 70, 80"]
    names = "segment a\nsegment b\nproposition p { for a, b }\n"
    assert told(names, names.replace("a, b", "b, a")) == []


# ---- What moved -------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("92% per month", "94% per month", ["altered relationship club retention 92% per month -> 94% per month"]),
        ('"Club"', '"The club"', ['altered relationship club title "Club" -> "The club"']),
        ('"Kiosk"', '"Stand"', ['altered canvas title "Kiosk" -> "Stand"']),
        ("regulars", "members", ["renamed segment regulars regulars -> members"]),
        ("activity bake", "resource bake", ["moved activity bake activity bake -> resource bake"]),
        ("  size 12_000 people\n", "", ["altered segment regulars size 12_000 people -> None"]),
        ("weak", "strong", ["altered evidence 2026-01-31 strength weak -> strong"]),
        ("dedicated", "community", ['altered relationship club type dedicated "a barista who knows them" -> '
                                    'community "a barista who knows them"']),
    ],
)  # fmt: skip
def test_one_change_in_the_text_is_one_change_in_the_meaning(old, new, expected):
    assert told(BASE, BASE.replace(old, new)) == expected


def test_what_was_added_and_removed_is_told_whole():
    """And what stands in it is not told again."""
    more = BASE + 'partner roaster "Roaster" {\n  provides bake\n  note "twice a week"\n}\n'
    (added,) = changes_between(canvas(BASE), canvas(more.replace("provides bake", "")))
    assert (added.kind, added.after) == ("added", 'partner roaster "Roaster"')
    assert added.text_after == 'partner roaster "Roaster" {\n  note        "twice a week"\n}'
    (removed,) = changes_between(canvas(more.replace("provides bake", "")), canvas(BASE))
    assert removed == mirrored(added)
    assert told(BASE, BASE.replace('  pain queue "Queues"\n', "").replace("relieves queue; ", "")) == [
        "removed pain regulars.queue", "altered proposition coffee relieves queue -> None",
    ]  # fmt: skip


def test_a_block_without_an_id_is_known_by_its_title():
    old = 'segment "Commuters" { size 100 }\n'
    assert told(old, 'segment "Commuters" { size 200 }\n') == ["altered segment Commuters size 100 -> 200"]
    assert told(old, 'segment riders "Commuters" { size 200 }\n') == [
        "renamed segment Commuters Commuters -> riders", "altered segment Commuters size 100 -> 200",
    ]  # fmt: skip
    assert told(old, 'segment "Riders" { size 100 }\n') == ["renamed segment Commuters Commuters -> Riders"]


def test_a_name_is_another_one_only_where_nothing_else_could_be_meant():
    """Two that say the same, or one that says more: they went, and others came."""
    old = 'segment a "X" { size 5 }\nsegment b "Y" { size 5 }\n'
    assert told(old, 'segment c "X" { size 6 }\nsegment b "Y" { size 5 }\n') == ["added segment c", "removed segment a"]
    twins = "segment a { size 5 }\nsegment b { size 5 }\n"
    assert told(twins, "segment c { size 5 }\nsegment d { size 5 }\n") == [
        "added segment c", "added segment d", "removed segment a", "removed segment b",
    ]  # fmt: skip


def test_what_stands_in_another_block_was_moved():
    old = 'segment a { pain queue "Queues" }\nsegment b { size 5 }\n'
    new = 'segment a\nsegment b { size 5; pain queue "Long queues" }\n'
    assert told(old, new) == [
        "moved pain a.queue pain a.queue -> pain b.queue", 'altered pain a.queue title "Queues" -> "Long queues"',
    ]  # fmt: skip


def test_blocks_alike_are_told_apart_by_what_they_say():
    """Not by where they stand: the one in the middle went, and no other changed."""
    lines = [f'  evidence 2026-01-31 interview weak "{number}"\n' for number in range(5)]
    old = f"assumption x {{\n{''.join(lines)}}}\n"
    assert told(old, f"assumption x {{\n{''.join(lines[:2] + lines[3:])}}}\n") == ["removed evidence 2026-01-31"]
    assert told(old, f"assumption x {{\n{''.join(reversed(lines))}}}\n") == []


def test_an_amount_counts_as_it_was_typed():
    """A rate of exchange that moved moves nothing else."""
    old = 'canvas "K" { currency EUR }\nexchange USD 0.9 EUR\nsegment a\nrevenue r { from a; price 5 USD }\n'
    assert told(old, old.replace("0.9", "0.8")) == ["altered exchange USD rate 0.9 EUR -> 0.8 EUR"]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_changes_back_mirror_the_changes_there(seed):
    one, other = canvas(random_model(seed)), canvas(random_model(seed + 1))
    there, back = changes_between(one, other), changes_between(other, one)
    assert len(there) == len(back)
    assert set(map(mirrored, there)) == set(back)


def test_blocks_without_names_hold_no_named_ones():
    """Else a block inside would be taken for moved before its own block is found again (see `matching`)."""
    for cls in classes(Canvas):
        table = table_of(cls)
        if not table.has_id and not cls.singular and cls is not Canvas and not cls.by_phrase:
            inside = [field.entity for field in table.fields if field.entity is not None]
            assert not any(table_of(inner).has_id for inner in inside), cls


# ---- The patch --------------------------------------------------------------


def patch(old, new):
    """The old text with the changes made that lead to the new one."""
    one, other = model(old), model(new)
    made = patched(one, changes_between(one.canvas, other.canvas))
    assert isinstance(made, Patched), made
    assert changes_between(made.loaded.canvas, other.canvas) == ()
    return made.texts.get("model.bmc", old)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_changes_made_in_the_old_model_give_the_new_one(seed):
    """Models that have nothing in common are the hardest: everything goes, moves and comes."""
    patch(random_model(seed), random_model(seed + 1))
    patch(extreme_model(seed), extreme_model(seed + 1))


@pytest.mark.parametrize(("old", "new"), list(pairwise(EXAMPLES)), ids=lambda path: path.stem)
def test_examples_become_one_another(old, new):
    patch(old.read_text(encoding="utf-8"), new.read_text(encoding="utf-8"))


def _items(items):
    for item in items:
        yield item
        yield from _items(item.items or ())


def somehow_edited(text, random):
    """The text with some items taken out, written twice, or with other numbers; it may have mistakes."""
    items = list(_items(parse(Source("model.bmc", text)).items))
    edits = []
    for _ in range(random.choice((1, 1, 2, 4))):
        item, other = random.choice(items), random.choice(items)
        written = text[item.start : item.end]
        changed = re.sub(r"\d+", lambda number: str(int(number[0]) + 1), written)
        edits.append(random.choice((
            (item.start, item.end, ""), (item.start, item.end, changed),
            (item.end, item.end, f"\n{text[other.start : other.end]}\n"),
        )))  # fmt: skip
    parts, at = [], 0
    for start, end, written in sorted(edits):
        if start >= at:
            parts += [text[at:start], written]
            at = end
    return "".join(parts) + text[at:]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(st.sampled_from(SHORT), st.integers(0, 1_000_000))
def test_small_changes_are_small_edits(path, seed):
    """The result means what the new text means, has all comments that both have, and not more lines are others."""
    old = path.read_text(encoding="utf-8")
    new = somehow_edited(old, Random(seed))
    assume(not load(Source("model.bmc", new), rules=()).has_errors)
    made = patch(old, new)
    for comment in parse(Source("model.bmc", old)).comments:
        assert comment.text in made or comment.text not in new
    lines, others, written = (Counter(text.splitlines()) for text in (old, new, made))
    assert (lines - written).total() <= ((lines - others) + (others - lines)).total() + 1


@pytest.mark.parametrize(
    ("old", "new", "line", "instead"),
    [
        ("92%", "94%", "  retention 92% per month", "  retention 94% per month"),
        ('"Club"', '"The club"', 'relationship club "Club" {', 'relationship club "The club" {'),
        ("weak", "strong", '  evidence 2026-01-31 interview weak "Nine of ten say so"',
         '  evidence 2026-01-31 interview strong "Nine of ten say so"'),
        ("  size 12_000 people\n", "", "  size 12_000 people", None),
        ("importance 4", "importance 5", '  gain known "Known by name" { importance 4 }',
         '  gain known "Known by name" { importance 5 }'),
        ("; creates known", "", 'proposition coffee "Coffee" { for regulars; relieves queue; creates known }',
         'proposition coffee "Coffee" { for regulars; relieves queue }'),
        ("for regulars; ", "", 'proposition coffee "Coffee" { for regulars; relieves queue; creates known }',
         'proposition coffee "Coffee" { relieves queue; creates known }'),
        ('  pain queue "Queues"', '  pain queue "Queues"\n  pain noise "Noise"', '  pain queue "Queues"',
         '  pain queue "Queues"\n  pain noise "Noise"'),
        ("{ supports coffee }", "{ supports coffee; type production }",
         'activity bake "Baking" { supports coffee }', 'activity bake "Baking" { supports coffee; type production }'),
        ("segment regulars", "segment regulars", None, None),
    ],
)  # fmt: skip
def test_what_did_not_change_stays_as_it_was_written(old, new, line, instead):
    """Whatever the author's layout: one property, one line."""
    expected = BASE
    if line is not None:
        expected = BASE.replace(line + "\n", f"{instead}\n" if instead is not None else "")
    assert patch(BASE, BASE.replace(old, new)) == expected


def test_a_new_name_is_written_wherever_the_old_one_stood():
    commented = BASE.replace("  with regulars", "  with regulars  # those of the station")
    assert patch(commented, BASE.replace("regulars", "members")) == commented.replace("regulars", "members")
    nested = BASE.replace("pain queue", "pain waiting").replace("relieves queue", "relieves waiting")
    assert patch(BASE, nested) == nested
    assert patch(BASE, BASE.replace("segment regulars ", "segment ").replace("regulars", '"Regulars"')) == (
        BASE.replace("segment regulars ", "segment ").replace("regulars", '"Regulars"')
    )


def test_comments_stay_where_a_list_is_written_anew():
    old = "segment a\nsegment b\nsegment c\nproposition p {\n  for a,  # the first\n      b\n}  # the end\n"
    assert patch(old, "segment a\nsegment b\nsegment c\nproposition p { for a, c }\n") == (
        "segment a\nsegment b\nsegment c\nproposition p {\n  # the first\n  for a, c\n}  # the end\n"
    )


def test_a_block_gets_its_braces_before_what_stands_behind_it():
    old = "segment a {\n  pain x\n}\n"
    new = 'segment a {\n  size 5\n  pain x { severity 4 }\n  pain y "Y"\n}\n'
    assert patch(old, new) == 'segment a {\n  size        5\n  pain x {\n    severity    4\n  }\n  pain y "Y"\n}\n'


def test_what_comes_unasked_is_undone():
    """Another currency of the model is not to change amounts that name none."""
    old = 'canvas "K" { currency EUR }\nsegment a\nrevenue r { from a; price 5 }\n'
    new = 'canvas "K" { currency USD }\nsegment a\nrevenue r { from a; price 5 EUR }\n'
    assert patch(old, new) == new


def test_a_long_text_is_written_in_lines():
    old = 'canvas "K" {\n  note "one"\n}\n'
    new = 'canvas "K" {\n  note """\n    first\n\n      second\n    """\n}\n'
    assert patch(old, new) == 'canvas "K" {\n  note """\n    first\n\n      second\n  """\n}\n'


def test_files_of_one_model_are_edited_where_the_blocks_stand():
    files = {"main.bmc": 'import "more.bmc"\nsegment a "A"\n', "more.bmc": 'segment b "B" { size 5 }\n'}

    def read(path, span):
        return Read(Source(path, files[path]))

    old = load(Source("main.bmc", files["main.bmc"]), read, rules=())
    new = canvas('segment a "A"\nsegment b "B" { size 6 }\nsegment c "C"\n')
    made = patched(old, changes_between(old.canvas, new))
    assert made.texts == {"more.bmc": 'segment b "B" { size 6 }\nsegment c "C"\n'}


class Read:
    diagnostics = ()
    readable = True

    def __init__(self, source):
        self.source = source


def test_what_can_not_be_made_is_refused():
    one, other = model(BASE), model(BASE.replace("92%", "94%"))
    changes = changes_between(one.canvas, other.canvas)
    refused = patched(model("segment a\n"), changes)
    assert isinstance(refused, Unpatched)
    assert refused.reason == "there is no `relationship club`"
    broken = load(Source("model.bmc", BASE.replace("92%", "")), rules=())
    assert "mistakes" in patched(broken, changes).reason


# ---- Broken and large models ------------------------------------------------------


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(SHORT), st.integers(0, 1_000_000))
def test_broken_models_are_compared_too(path, seed):
    """Whatever is left of them: nothing raises, nothing moves between a model and itself, changes mirror."""
    random = Random(seed)
    text = path.read_text(encoding="utf-8")
    broken = text
    for _ in range(random.choice((1, 3, 10))):
        at = random.randrange(len(broken) + 1)
        written = random.choice(("", "{", "}", '"', ";", ",", "segment a ", broken[:60]))
        broken = broken[:at] + written + broken[at + 3 :]
    one, other = (load(Source("model.bmc", each), rules=()) for each in (text, broken))
    assert changes_between(other.canvas, other.canvas) == ()
    there, back = changes_between(one.canvas, other.canvas), changes_between(other.canvas, one.canvas)
    assert len(there) == len(back)
    assert set(map(mirrored, there)) == set(back)
    assert isinstance(patched(one, there), Patched | Unpatched)


def test_an_id_that_is_taken_twice_is_no_change():
    """It is a mistake of its own, told by `check`."""
    twice = load(Source("model.bmc", 'segment a "A"\nsegment a "B"\n'), rules=()).canvas
    assert changes_between(twice, twice) == ()


def test_many_blocks_nearly_alike_are_compared_by_looking_up(monkeypatch):
    """Each is looked at a few times, however many there are."""
    counted = 0

    def counting(*arguments, **more):
        nonlocal counted
        counted += 1
        return meaning_of(*arguments, **more)

    monkeypatch.setattr("canvasdsl.change.matching.meaning_of", counting)
    looks = []
    for number in (200, 800):
        lines = [f'  evidence 2026-01-31 interview weak "{each}"\n' for each in range(number)]
        others = [line.replace('"\n', ' again"\n') for line in lines]
        counted = 0
        one, other = (canvas(f"assumption a {{\n{''.join(each)}}}\n") for each in (lines, others))
        assert len(changes_between(one, other)) == number
        looks.append(counted / number)
    assert looks[1] <= looks[0] * 1.1
