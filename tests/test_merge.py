"""Three versions of a model merged by what they mean: what joins, what clashes, and that nothing gets lost."""

from collections import Counter
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from canvasdsl.change.difference import changes_between
from canvasdsl.change.merging.merge import Marks, Merged, Unmerged, doubts_about, merged
from canvasdsl.change.merging.ordering import merged_order
from canvasdsl.load import load
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.vocabulary import block_words
from canvasdsl.outside.merging import merge_files
from canvasdsl.source import Source
from canvasdsl.syntax.conflicts import conflicts_in
from canvasdsl.syntax.format import format_document
from canvasdsl.syntax.parser import parse
from canvasdsl.syntax.tokens import tokenise
from tests.random_models import extreme_model, random_model
from tests.test_change import SHORT, somehow_edited

TEXTS = st.one_of(
    st.sampled_from([path.read_text(encoding="utf-8") for path in SHORT]),
    st.integers(0, 60).map(random_model), st.integers(0, 60).map(extreme_model),
)  # fmt: skip
SEEDS = st.integers(0, 1_000_000)
SOME = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.filter_too_much,
                                                                       HealthCheck.too_slow])  # fmt: skip

BASE = """# A kiosk.

canvas "Kiosk" { currency EUR }

# Who they are
segment regulars "Regulars" {
  pain queue "Queues"    # the worst
  gain known "Known by name" { importance 4 }
  size 12_000 people
}
proposition coffee "Coffee" { for regulars; relieves queue; creates known }
relationship club "Club" {
  with regulars
  type dedicated "a barista who knows them"
  retention 92% per month
}
revenue cups "Cups" {
  from regulars
  price 3.50 EUR
}
activity bake "Baking" { supports coffee }
assumption come "They come daily" {
  about regulars
  evidence 2026-01-31 interview weak "Nine of ten say so"
}
"""


def canvas(text):
    return load(Source("model.bmc", text), rules=()).canvas


def is_well(text):
    return not load(Source("model.bmc", text), rules=()).has_errors


def edited(text, random):
    """The text with a few items changed, and no mistakes; as it was, where chance finds none."""
    for _ in range(20):
        found = somehow_edited(text, random) if parse(Source("model.bmc", text)).items else text
        if found != text and is_well(found):
            return found
    return text


def words(text):
    """All words, texts, numbers and comments."""
    tokens = tokenise(text)
    return Counter([value.text for value in tokens.values if value.text.strip("\n;{},")]
                   + [comment.text.strip() for comment in tokens.comments])  # fmt: skip


def both(ours, theirs, base=BASE):
    """The merged text, in which there are no conflicts."""
    made = merged(base, ours, theirs)
    assert isinstance(made, Merged), made
    assert made.conflicts == ()
    return made.text


def conflict(ours, theirs, base=BASE, marks=None):
    """The merged text and what is said of its conflicts."""
    made = merged(base, ours, theirs, marks or Marks())
    assert isinstance(made, Merged), made
    assert conflicts_in(made.text)
    return made.text, list(made.conflicts)


def change(*pairs, text=BASE):
    """The text with parts of it written in another way."""
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    return text


# ---- What joins ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ([("12_000", "13_000")], [('pain queue "Queues"', 'pain waiting "Waiting"\n  pain queue "Queues"')]),
        ([("92%", "93%")], [("with regulars\n", "with regulars\n  health \"good\"\n")]),
        ([("importance 4", "importance 5")], [("12_000", "14_000")]),
        ([("supports coffee", "supports coffee; type production")], [('"Baking"', '"Baking bread"')]),
        ([("for regulars;", "for regulars; note \"a\";")], [("creates known }", "creates known; note \"b\" }")]),
        ([('"Cups"', '"Cups of coffee"')], [("3.50", "3.80")]),
        ([("revenue cups", "# asked in May\nrevenue cups")], [("3.50 EUR", "3.50 EUR  # per cup")]),
        ([("weak", "strong")], [('so"\n}', 'so"\n  evidence 2026-03-01 survey strong "All of them"\n}')]),
    ],
)  # fmt: skip
def test_edits_apart_join_as_if_made_one_after_the_other(ours, theirs):
    """Of one block, one line or one list; comments too."""
    together = both(change(*ours), change(*theirs))
    assert changes_between(canvas(together), canvas(change(*ours, *theirs))) == ()
    assert words(together) == words(change(*ours, *theirs))
    again = both(change(*theirs), change(*ours))
    assert changes_between(canvas(together), canvas(again)) == ()


def test_untouched_lines_stay_as_they_are():
    """To the byte, comments, blank lines and blanks included."""
    ours = [("12_000", "13_000")]
    theirs = [("retention 92%", "retention 93%"), ("# A kiosk.\n", "# A kiosk.\n# Open daily.\n")]
    assert both(change(*ours), change(*theirs)) == change(*ours, *theirs)
    assert both(change(*theirs), change(*ours)) == change(*ours, *theirs)


def test_a_list_takes_what_each_side_adds_and_loses_what_each_takes_out():
    ours = change(("for regulars;", "for regulars, students;"), ('# Who they', 'segment students\n# Who they'))
    theirs = change(("for regulars;", "for regulars, nurses;"), ("revenue cups", "segment nurses\nrevenue cups"))
    assert "{ for regulars, students, nurses; relieves" in both(ours, theirs)
    base = both(ours, theirs)
    assert "{ for nurses; relieves" in both(change(("for regulars, ", "for "), text=base),
                                             change(("students, nurses", "nurses"), text=base), base)  # fmt: skip


def test_what_both_did_alike_is_there_once():
    """With what each did beside it."""
    same = ("12_000", "13_000"), ("revenue cups", 'channel shop "Shop"\nrevenue cups')
    ours, theirs = change(*same, ("92%", "93%")), change(*same, ("3.50", "3.80"))
    assert both(ours, theirs) == change(*same, ("92%", "93%"), ("3.50", "3.80"))


def test_a_block_that_both_added_is_one_block():
    new = 'channel shop "Shop" {\n  reaches regulars\n}\n'
    ours, theirs = BASE + new.replace("}", "  note \"a\"\n}"), BASE + new.replace("}", "  phases awareness\n}")
    together = both(ours, theirs)
    assert together.count("channel shop") == 1
    assert "note \"a\"" in together
    assert "phases awareness" in together


def test_a_new_id_is_followed_by_what_the_other_side_adds():
    """So that nothing that is named is missing."""
    together = both(change(("regulars", "members")), BASE + "channel shop { reaches regulars }\n")
    assert together == change(("regulars", "members")) + "channel shop { reaches members }\n"
    assert together == both(BASE + "channel shop { reaches regulars }\n", change(("regulars", "members")))


def test_one_new_id_from_both_sides_is_one_block():
    """Also where one side has changed more of it."""
    ours = change(("regulars", "members"))
    theirs = change(("regulars", "members"), ("  size 12_000 people\n", ""), ('"Known by name"', '"Known by all"'))
    assert both(ours, theirs) == theirs
    assert both(theirs, change(("regulars", "members"), ("3.50", "3.80"))) == theirs.replace("3.50", "3.80")


def test_what_one_side_moves_and_the_other_changes_is_both():
    """It stands in its new place with its new words."""
    base = 'segment a {\n  pain queue "Queues"\n}\nsegment b { size 5 }\n'
    moved = 'segment a\nsegment b {\n  size 5\n  pain queue "Queues"\n}\n'
    together = both(moved, base.replace('"Queues"', '"Queues" { intensity 4 }'), base)
    assert "intensity 4" in together.partition("segment b")[2]
    assert together.count("pain queue") == 1
    again = both(base.replace('"Queues"', '"Queues" { intensity 4 }'), moved, base)
    assert changes_between(canvas(together), canvas(again)) == ()


def test_a_new_order_of_one_side_holds():
    lines = BASE.partition("activity")
    theirs = lines[1] + lines[2] + lines[0]
    together = both(change(("3.50", "3.80")), theirs)
    assert together.startswith("activity bake")
    assert "3.80 EUR" in together


@pytest.mark.parametrize("text", ["", "# nothing\n", "segment a", "segment a\n\n\n"])
def test_a_file_that_both_began_is_merged_too(text):
    """Without a base, and with any end."""
    together = both(text + "\nsegment b\n", text + "\nsegment c\n", "")
    assert changes_between(canvas(together), canvas(text + "\nsegment b\nsegment c\n")) == ()


def test_what_is_imported_is_not_read():
    """Names that stand in other files are names like others."""
    base = 'import "shared.bmc"\nproposition p { for shared }\nchannel c { reaches other }\n'
    together = both(base.replace("for shared", "for shared, mine"), base.replace("reaches other", "reaches them"), base)
    assert together == base.replace("for shared", "for shared, mine").replace("reaches other", "reaches them")


# ---- What clashes ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("ours", "theirs", "said"),
    [
        ([("3.50", "3.80")], [("3.50", "4.20")],
         "both changed the price of revenue `Cups`: `3.80 EUR` here, `4.20 EUR` there"),
        ([("  price 3.50 EUR\n", "")], [("3.50", "4.20")],
         "the price of revenue `Cups` was taken out here and changed to `4.20 EUR` there"),
        ([("3.50", "4.20")], [("  price 3.50 EUR\n", "")],
         "the price of revenue `Cups` was taken out there and changed to `4.20 EUR` here"),
        ([("3.50 EUR", "3.50 EUR\n  volume 3 cups per month")], [("3.50 EUR", "3.50 EUR\n  volume 4 cups per month")],
         "both wrote the volume of revenue `Cups`: `3 cups per month` here, `4 cups per month` there"),
        ([('"Club"', '"The club"')], [('"Club"', '"A club"')],
         "both changed the title of relationship `Club`: `The club` here, `A club` there"),
        ([("segment regulars", "segment members"), ("or regulars", "or members"), ("h regulars", "h members"),
          ("m regulars", "m members"), ("t regulars", "t members")],
         [("segment regulars", "segment guests"), ("or regulars", "or guests"), ("h regulars", "h guests"),
          ("m regulars", "m guests"), ("t regulars", "t guests")],
         "both changed the id of segment `Regulars`: `members` here, `guests` there"),
        ([('activity bake "Baking" { supports coffee }\n', "")],
         [("supports coffee", "supports coffee; type production")],
         "activity `Baking` was taken out here and changed there"),
        ([('activity bake "Baking" { supports coffee }\n', "")],
         [("revenue cups", "partner p { provides bake }\nrevenue cups")],
         "activity `Baking` was taken out here and is named there"),
        ([("weak", "strong")], [("Nine", "Ten")],
         "both changed evidence `2026-01-31` in assumption `They come daily`: `evidence 2026-01-31 interview strong "
         "\"Nine of ten say so\"` here, `evidence 2026-01-31 interview weak \"Ten of ten say so\"` there"),
        ([("for regulars;", "for a;")], [("for regulars;", "for b;")],
         "both changed `for` in proposition `Coffee`: `a` here, `b` there"),
    ],
)  # fmt: skip
def test_what_both_changed_is_said_in_words(ours, theirs, said):
    """Each version stands between the marks, and either of them makes a text that can be read."""
    text, sentences = conflict(change(*ours), change(*theirs))
    assert said in sentences
    for taken in ("ours", "theirs"):
        decided = _decided(text, taken)
        assert parse(Source("model.bmc", decided)).diagnostics == ()


def _decided(text, taken):
    """The text with all its conflicts decided for one side."""
    lines, side = [], ""
    for line in text.split("\n"):
        if line.startswith("<<<<<<<"):
            side = "ours"
        elif line.startswith("======="):
            side = "theirs"
        elif line.startswith(">>>>>>>"):
            side = ""
        elif side in ("", taken):
            lines.append(line)
    return "\n".join(lines)


def test_two_new_titles_of_what_has_no_id_clash():
    """Else both would stand there, and neither side has said so."""
    base = 'segment a "A" {\n  pain "Queues"\n  pain "Noise"\n}\n'
    ours, theirs = base.replace("Queues", "Long queues"), base.replace("Queues", "Waiting")
    text, said = conflict(ours, theirs, base)
    assert said == ["both changed the title of pain `Queues`: `Long queues` here, `Waiting` there"]
    assert _decided(text, "ours") == ours
    assert both(ours, base.replace('  pain "Noise"\n', '  pain "Noise"\n  pain "Smells"\n'), base).count("pain") == 3
    assert both(ours, ours.replace("Noise", "Noises"), base) == ours.replace("Noise", "Noises")


def test_only_the_line_that_clashes_stands_between_marks():
    """All else is merged, also what stands in the same block or line."""
    text, _ = conflict(change(("3.50", "3.80"), ("12_000", "13_000")), change(("3.50", "4.20"), ('"Cups"', '"Coffee"')))
    marked = "<<<<<<< ours\n  price 3.80 EUR\n=======\n  price 4.20 EUR\n>>>>>>> theirs"
    assert text == change(("12_000", "13_000"), ('"Cups"', '"Coffee"'), ("  price 3.50 EUR", marked))
    one_line = 'proposition coffee "Coffee" {\n  for regulars\n<<<<<<< ours\n  promise "x"\n=======\n  promise "y"\n'
    ours, theirs = (change(("relieves queue", f'promise "{each}"; relieves queue')) for each in "xy")
    assert one_line in conflict(ours, theirs)[0]


def test_marks_are_as_git_wants_them():
    """As long as it says, with the base where the user asks for it, and with names."""
    text, _ = conflict(change(("3.50", "3.80")), change(("3.50", "4.20")), marks=Marks(9, "HEAD", "v1", "idea", True))
    marked = (f"{'<' * 9} HEAD\n  price 3.80 EUR\n{'|' * 9} v1\n  price 3.50 EUR\n{'=' * 9}\n  price 4.20 EUR\n"
              f"{'>' * 9} idea")  # fmt: skip
    assert text == change(("  price 3.50 EUR", marked))


def test_comments_that_stand_alone_are_merged_line_by_line():
    """Also in a block that holds nothing else, and at their own depth."""
    base = "# one\n# two\n\n  # deeper\n\nsegment a {\n    # inside\n}\n\n# last\n"
    ours = base.replace("# one\n", "# one\n# and a half\n").replace("# inside", "# inside\n    # ours")
    theirs = base.replace("# two\n", "").replace("# last\n", "# last\n# but one\n").replace("a {", 'a "A" {')
    assert both(ours, theirs, base) == (
        "# one\n# and a half\n\n  # deeper\n\nsegment a \"A\" {\n    # inside\n    # ours\n}\n\n# last\n# but one\n"
    )


def test_variants_are_merged_too():
    """They are no blocks of the model; each is known by its title, and its blocks by their words."""
    first = 'variant "A" of "b.bmc" {\n  revenue cups {\n    price 3 EUR\n    pricing list\n  }\n}\n'
    base = first + 'variant "B" { without x }\n'
    ours, theirs = base.replace("3 EUR", "4 EUR"), base.replace("list", "auction").replace("without x", "without y")
    assert both(ours, theirs, base) == theirs.replace("3 EUR", "4 EUR")
    assert conflict(ours, base.replace("3 EUR", "5 EUR"), base)[1] == [
        "both changed the price of revenue `cups`: `4 EUR` here, `5 EUR` there",
    ]  # fmt: skip


def test_comments_never_clash():
    """Both stay; one that both wrote anew stands there twice."""
    text = both(change(("# the worst", "# bad")), change(("# the worst", "# very bad"), ("# Who they are", "# Who")))
    assert "# bad" in text
    assert "# very bad" in text
    assert "# Who\n" in text


@pytest.mark.parametrize(
    ("ours", "theirs", "reason"),
    [
        (BASE + "}\n", BASE + "segment z\n", "our version has mistakes of syntax, the first in line 26"),
        (BASE + "segment z\n", BASE + '"\n', "their version has mistakes of syntax, the first in line 26"),
        (change(("activity bake", "resource bake")), change(("supports coffee", "supports coffee; type production")),
         "the result would have a mistake that neither side has"),
    ],
)  # fmt: skip
def test_whatever_leaves_a_doubt_is_not_merged(ours, theirs, reason):
    made = merged(BASE, ours, theirs)
    assert isinstance(made, Unmerged), made
    assert reason in made.reason


def test_what_somebody_else_merged_is_looked_through():
    """Mistakes and names that neither side has are told."""
    theirs = BASE + "partner p { provides bake }\n"
    ours = change(('activity bake "Baking" { supports coffee }\n', ""))
    assert doubts_about(ours + "partner p { provides bake }\n", ours, theirs) == (
        "`bake` is named, and is not there any more",
    )
    assert doubts_about(BASE + "segment z\nsegment z\n", BASE + "segment z\n", "segment z\n" + BASE)[0].startswith(
        "line 27: a segment with the id `z` is already declared"
    )
    assert doubts_about(theirs, BASE, theirs) == ()


# ---- Properties ------------------------------------------------------------------


@SOME
@given(TEXTS, SEEDS)
def test_a_side_that_changed_nothing_leaves_the_other_one(text, seed):
    """Nor does one that changed spacing alone."""
    other = edited(text, Random(seed))
    assert merged(text, text, other) == Merged(other)
    assert merged(text, other, text) == Merged(other)
    assert merged(text, other, other) == Merged(other)
    formatted = format_document(parse(Source("model.bmc", text)), blocks=block_words(Canvas))
    for made in (merged(text, formatted, other), merged(text, other, formatted)):
        assert isinstance(made, Merged), made
        assert made.conflicts == ()
        assert changes_between(canvas(made.text), canvas(other)) == ()


@SOME
@given(TEXTS, SEEDS)
def test_edits_in_different_blocks_are_both_made(text, seed):
    """To the byte, as if they were made one after the other."""
    random = Random(seed)
    items = [item for item in parse(Source("model.bmc", text)).items if item.items]
    assume(len(items) > 1)
    first, second = sorted(random.sample(items, 2), key=lambda item: item.start)
    changed = [_changed_inside(text, item, random) for item in (first, second)]
    assume(all(changed))
    ours = text[: first.start] + changed[0] + text[first.end :]
    theirs = text[: second.start] + changed[1] + text[second.end :]
    whole = text[: first.start] + changed[0] + text[first.end : second.start] + changed[1] + text[second.end :]
    assume(is_well(ours) and is_well(theirs) and is_well(whole))
    for made in (merged(text, ours, theirs), merged(text, theirs, ours)):
        assert isinstance(made, Merged), made
        assert made.text == whole


def _changed_inside(text, item, random):
    """The text of a block with another number or without one of its lines."""
    inner = random.choice(item.items)
    written = text[inner.start : inner.end]
    numbers = [at for at, sign in enumerate(written) if sign in "1234567"]
    if numbers and random.random() < 0.7:
        at = random.choice(numbers)
        new = written[:at] + str(int(written[at]) + 1) + written[at + 1 :]
    else:
        new = f'{written}\nnote "{random.random()}"\n'
    return text[item.start : inner.start] + new + text[inner.end : item.end]


@SOME
@given(TEXTS, SEEDS)
def test_both_ways_round_it_means_the_same(text, seed):
    """And where there is a conflict, there is one both ways round; a doubt is one both ways round."""
    random = Random(seed)
    ours, theirs = edited(text, random), edited(text, random)
    there, back = merged(text, ours, theirs), merged(text, theirs, ours)
    assert type(there) is type(back)
    if isinstance(there, Merged) and isinstance(back, Merged):
        assert len(there.conflicts) == len(back.conflicts)
        if not there.conflicts:
            assert changes_between(canvas(there.text), canvas(back.text)) == ()


@SOME
@given(TEXTS, SEEDS, st.booleans())
def test_no_words_of_either_side_get_lost(text, seed, crowded):
    """Whatever came of it: what a side added is there as often as that side has it. `crowded` edits clash a lot."""
    random = Random(seed)
    if crowded:
        items = parse(Source("model.bmc", text)).items
        assume(items)
        item = random.choice(items)
        text = text[item.start : item.end] + "\n"
    ours, theirs = (somehow_edited(text, random) if parse(Source("model.bmc", text)).items else text for _ in range(2))
    made = merged(text, ours, theirs)
    if isinstance(made, Merged):
        base, here, there, now = map(words, (text, ours, theirs, made.text))
        for word in here | there:
            least = max(here[word] if here[word] > base[word] else 0, there[word] if there[word] > base[word] else 0)
            if here[word] >= base[word] and there[word] >= base[word]:
                assert now[word] >= least, word


@SOME
@given(st.sampled_from([path.read_text(encoding="utf-8") for path in SHORT]), SEEDS)
def test_no_comment_gets_lost_or_doubled(text, seed):
    """Wherever it is written, edited or taken out, beside edits of what it is about."""
    random = Random(seed)
    ours, theirs = (_commented(edited(text, random), random, whose) for whose in ("ours", "theirs"))
    assume(is_well(ours) and is_well(theirs))
    made = merged(text, ours, theirs)
    if isinstance(made, Merged) and not made.conflicts:
        base, here, there, now = (Counter(comment.text.strip() for comment in parse(Source("x", each)).comments)
                                  for each in (text, ours, theirs, made.text))  # fmt: skip
        for comment in here | there:
            assert now[comment] <= max(here[comment], there[comment]), comment
            if here[comment] >= base[comment] and there[comment] >= base[comment]:
                assert now[comment] == max(here[comment], there[comment]), comment


def _commented(text, random, whose):
    """The text with a few comments above lines, behind them, alone, written anew or taken out."""
    lines, is_long = text.split("\n"), False
    places = []
    for place, line in enumerate(lines):
        is_long ^= line.count('"""') % 2 == 1
        if not is_long and '"""' not in line:
            places.append(place)
    for place in random.sample(places, min(3, len(places))):
        line, new = lines[place], f"# {whose} {random.random()}"
        is_comment = line.strip().startswith("#")
        lines[place] = random.choice((
            f"{new}\n{line}", f"\n{new}\n\n{line}", line if "#" in line else f"{line}  {new}",
            new if is_comment else line, "" if is_comment else line,
        ))  # fmt: skip
    return "\n".join(lines)


@SOME
@given(TEXTS, SEEDS)
def test_a_merged_text_has_no_mistakes_of_its_own(text, seed):
    random = Random(seed)
    made = merged(text, edited(text, random), edited(text, random))
    if isinstance(made, Merged) and not made.conflicts:
        assert is_well(made.text)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from("abcdef"), unique=True), st.lists(st.sampled_from("abcdefghi"), unique=True),
       st.lists(st.sampled_from("abcdefghi"), unique=True))  # fmt: skip
def test_an_order_has_all_names_once(base, ours, theirs):
    """Each list whose order holds stands in the result as it was."""
    order = merged_order(base, ours, theirs)
    assert sorted(order) == sorted({*ours, *theirs})
    held = [[name for name in order if name in side] == list(side) for side in (ours, theirs)]
    assert any(held)


@pytest.mark.parametrize("path", sorted((Path(__file__).parent / "crashers").glob("*")), ids=lambda path: path.name)
def test_no_text_breaks_a_merge(path):
    """Texts that broke something once, as each of the three versions."""
    text = path.read_bytes().decode("utf-8", "replace")[:20_000]
    for versions in ((text, BASE, ""), (BASE, text, BASE + "segment z\n"), (BASE, BASE + "segment z\n", text)):
        assert isinstance(merged(*versions), Merged | Unmerged)


def test_ten_times_the_blocks_take_ten_times_the_steps(monkeypatch):
    """Names are looked up, and neighbours are found once."""
    sizes = []
    for number in (50, 500):
        lines = [f'segment s{each} "S" {{ size {each} people }}\n# c{each % 3}\n\n' for each in range(number)]
        ours = "".join(line + f"segment o{at}\n" for at, line in enumerate(lines))
        theirs = "".join(line + f"segment t{at}\n" for at, line in enumerate(lines))
        steps = 0

        def counted(frame, event, _):
            nonlocal steps
            steps += 1

        import sys

        before = sys.getprofile()
        sys.setprofile(counted)
        try:
            made = merged("".join(lines), ours, theirs)
        finally:
            sys.setprofile(before)
        assert isinstance(made, Merged)
        sizes.append(steps)
    assert sizes[1] < sizes[0] * 13


# ---- Files -----------------------------------------------------------------------


def files(tmp_path, *versions):
    """What comes of three versions as files."""
    read = tuple(each if isinstance(each, bytes) else each.encode("utf-8") for each in versions)
    paths = tuple(str(tmp_path / name) for name in ("base", "ours", "theirs"))
    for path, data in zip(paths, read):
        Path(path).write_bytes(data)
    return merge_files(paths, read, Marks())


def test_line_ends_and_byte_order_marks_are_those_that_hold(tmp_path):
    """Ours, unless theirs alone changed them."""
    base, ours, theirs = (text.encode() for text in (BASE, change(("92%", "93%")), change(("3.50", "3.80"))))
    merged_text = change(("92%", "93%"), ("3.50", "3.80")).encode()
    windows = b"\xef\xbb\xbf" + ours.replace(b"\n", b"\r\n")
    assert files(tmp_path, base, windows, theirs).data == b"\xef\xbb\xbf" + merged_text.replace(b"\n", b"\r\n")
    assert files(tmp_path, base, theirs, windows).data == b"\xef\xbb\xbf" + merged_text.replace(b"\n", b"\r\n")
    all_windows = [each.replace(b"\n", b"\r\n") for each in (base, ours, theirs)]
    assert files(tmp_path, *all_windows).data == merged_text.replace(b"\n", b"\r\n")
    assert files(tmp_path, all_windows[0], ours, all_windows[2]).data == merged_text


@pytest.mark.parametrize(
    ("ours", "reason"),
    [
        (BASE.replace("3.50", "3.80") + "}\n", "our version has mistakes of syntax, the first in line 26"),
        (BASE.replace("3.50", "3.80").encode() + b"# \xff\n", "a version is no plain text"),
        (BASE.replace("3.50", "3.80") + "# \x07\n", "a version is no plain text"),
        (BASE.replace("3.50", "3.80") + "# x\n" * 100_000, "a version has more than 400,000 bytes"),
    ],
)  # fmt: skip
def test_a_doubt_leaves_it_to_git(tmp_path, ours, reason):
    """Which merges lines that are apart, and marks others."""
    made = files(tmp_path, BASE, ours, change(('"Regulars"', '"Guests"')))
    assert made.said == (f"merged line by line, since {reason}",)
    assert not made.has_conflicts
    assert b'"Guests"' in made.data
    assert b"3.80" in made.data
    made = files(tmp_path, BASE, ours, change(("3.50", "4.20")))
    assert made.has_conflicts
    assert b"<<<<<<< ours\n  price 3.80 EUR\n=======\n  price 4.20 EUR\n>>>>>>> theirs\n" in made.data


def test_a_file_just_at_the_limit_is_merged_by_meaning(tmp_path):
    base = BASE + "# x\n" * ((399_990 - len(BASE)) // 4)
    base += "#" * (399_999 - len(base)) + "\n"
    made = files(tmp_path, base, base.replace("3.50", "3.80"), base.replace("92%", "93%"))
    assert made.said == ()
    assert made.data.decode() == base.replace("3.50", "3.80").replace("92%", "93%")


def test_without_git_both_versions_stand_there_whole(tmp_path, monkeypatch):
    monkeypatch.setattr("canvasdsl.outside.git_command.git_program", lambda: None)
    made = files(tmp_path, BASE, "}\n", "segment z\n")
    assert made.data == b"<<<<<<< ours\n}\n=======\nsegment z\n>>>>>>> theirs\n"
    assert made.has_conflicts
    assert "there is no `git` on this machine: both versions stand whole in it" in made.said[0]
