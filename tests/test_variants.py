"""Variants: what they say of their model, what comes of it, and what is wrong with how they say it."""

from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from canvasdsl.change.difference import changes_between
from canvasdsl.change.patching import Patched, Unpatched, patched
from canvasdsl.limits import VARIANTS
from canvasdsl.load import Loaded, Varied, load
from canvasdsl.load import variants as making
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.vocabulary import block_words
from canvasdsl.source import Source, Span, Woven
from canvasdsl.syntax.format import proved_format
from tests.random_models import random_model

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.bmc"))
BASE = """canvas "Bar" { currency EUR }  # the bar
import "people.bmc"
proposition coffee "Good coffee" { for commuters, walk-ins; relieves queue }
revenue cups "Cups" { from commuters; price 3.80 EUR; states revenue 9 EUR per month }  # as of May
channel shop { reaches commuters, walk-ins }
activity roasting
resource roasting "The roaster"
cost beans { for roasting; fixed 400 EUR per month }
relationship regulars "Regulars" {
  with        commuters
  # they come back
  retention   92% per month
  bond social "We know their names" { note "old" }
}
assert profit >= 0 because "we live on it"
assert revenue >= 0 because "we sell"
"""
PEOPLE = """segment commuters "Morning commuters" {
  size        12_000 people
  job wake "Wake up"
  pain queue "Long queues" severity 4
}
segment walk-ins "Walk-ins"
"""
FILES = {"base.bmc": BASE.replace("for roasting", "for activity.roasting"), "people.bmc": PEOPLE}


@attrs.frozen
class Given:
    """A text that `read` gives."""

    source: Source
    readable: bool
    diagnostics: tuple = ()


def loaded(text: str, **files: str) -> Loaded:
    """A file with this text, beside the base and `files`, without the rules."""
    texts = {**FILES, **{f"{name}.bmc": each for name, each in files.items()}, "v.bmc": text}

    def read(path: str, span: Span) -> Given:
        return Given(Source(path, texts.get(path, "")), path in texts)

    return load(Source("v.bmc", text), read, rules=())


def varied(body: str, **files: str) -> Varied:
    """The one variant with this body; what is wrong with it is told."""
    found = loaded(f'variant "X" of "base.bmc" {{\n{body}\n}}\n', **files)
    assert [each.told for each in found.diagnostics] == []
    return found.variants[0]


def changes(each: Varied) -> list[str]:
    """What differs from the model: the kind of change, the block, the property and what it says now."""
    found = []
    for one in changes_between(each.base.canvas, each.loaded.canvas):
        after = one.after if one.kind != "added" else ""
        found.append(" ".join(filter(None, (one.kind, one.block, one.id, one.property_word, after))))
    return found


def wrong(text: str, **files: str) -> list[tuple[str, str, str]]:
    """The code, message and words of each mistake."""
    found = loaded(text, **files)
    return [(each.code, each.told, found.sources[each.span.source].text[each.span.start : each.span.end])
            for each in found.diagnostics]  # fmt: skip


# ---- What a variant says --------------------------------------------------


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("", []),
        ("revenue cups { price 4.20 EUR }", ["altered revenue cups price 4.20 EUR"]),
        ("segment commuters { size 300 people }", ["altered segment commuters size 300 people"]),
        ("segment commuters { pain queue severity 5 }", ["altered pain commuters.queue severity 5"]),
        ("segment commuters { pain queue { severity 5 } }", ["altered pain commuters.queue severity 5"]),
        ('segment commuters "Rail commuters"', ['altered segment commuters title "Rail commuters"']),
        ('segment "Walk-ins" { size 10 people }', ["altered segment walk-ins size 10 people"]),
        ("customer-segment commuters { size 300 people }", ["altered segment commuters size 300 people"]),
        ("channel shop { reaches commuters }", ["altered channel shop reaches commuters"]),
        ("channel shop { reaches commuters; note \"new\" }",
         ['altered channel shop note "new"', "altered channel shop reaches commuters"]),
        ("activity roasting { note \"a\" }", ['altered activity roasting note "a"']),
        ("resource roasting { note \"a\" }", ['altered resource roasting note "a"']),
        ('canvas { purpose "To wake people" }', ['altered canvas purpose "To wake people"']),
        ('canvas "Bar 2"', ['altered canvas title "Bar 2"']),
        ('relationship regulars { bond social { note "new" } }', ['altered bond social note "new"']),
        ('relationship regulars { bond social "Free cup" }', ['altered bond social text "Free cup"']),
        ('relationship regulars { bond financial "Free cup" }', ["added bond financial"]),
        ("relationship regulars { without bond }", ["removed bond social"]),
        ("relationship regulars { without bond social }", ["removed bond social"]),
        ("relationship regulars { without retention }", ["altered relationship regulars retention"]),
        ("segment commuters { without wake }", ["removed job commuters.wake"]),
        ("without commuters.wake", ["removed job commuters.wake"]),
        ("without job.wake", ["removed job commuters.wake"]),
        ('without "Wake up"', ["removed job commuters.wake"]),
        ("segment commuters { pain queue { without severity } }", ["altered pain commuters.queue severity"]),
        ("without beans", ["removed cost beans"]),
        ("without cost beans, assert", ["removed cost beans", "removed assert profit", "removed assert revenue"]),
        ("without assert profit", ["removed assert profit"]),
        ('assert profit >= 9 EUR because "more"',
         ["altered assert profit comparison >= 9 EUR", 'altered assert profit because "more"']),
        ('segment students "Students" { size 20 people }', ["added segment students"]),
        ("without activity.roasting; cost beans { without for }",
         ["removed activity roasting", "altered cost beans for"]),
        ("without beans; cost beans { for activity.roasting; fixed 500 EUR per month }",
         ["altered cost beans fixed 500 EUR per month"]),
        ('relationship regulars { note """\n  two\n  lines\n""" }',
         [r'altered relationship regulars note "two\nlines"']),
    ],
)  # fmt: skip
def test_what_a_variant_says_is_what_differs(body, expected):
    """And nothing else does."""
    assert changes(varied(body)) == expected


def test_comments_of_the_model_stay_and_what_is_not_touched_is_the_same():
    each = varied("revenue cups { price 4 EUR }")
    text = each.loaded.documents[0].source.text
    assert "# the bar" in text and "# as of May" in text and "# they come back" in text
    assert each.loaded.documents[1].source is each.base.documents[1].source


def test_places_are_those_where_words_were_written():
    """A number of the variant in its file, one of the model in its own."""
    each = varied("revenue cups { price 4.20 EUR }")
    sources = each.loaded.sources
    price, size = each.loaded.canvas.revenues[0].price.value, each.loaded.canvas.segments[0].size
    for span, file, line in ((price.span, "v.bmc", 2), (size.span, "people.bmc", 2)):
        assert (sources[span.source].file(span.start), sources[span.source].position(span.start).line) == (file, line)
        written = sources[span.source].written(span)
        assert sources[written.source].text[written.start : written.end] == sources[span.source].text[
            span.start : span.end]  # fmt: skip


def test_each_character_of_a_variant_knows_where_it_was_written():
    """Over several variants that build on each other; what nobody wrote is blanks, line ends and braces."""
    found = loaded('variant "X" of "base.bmc" { revenue cups { price 4 EUR }; segment new "New" { note "n" } }\n'
                   'variant "Y" of "X" { segment new { note "m" }; relationship regulars { bond social "Free" }\n'
                   '  without segment.walk-ins; channel shop { reaches new }; proposition coffee { for new } }\n'
                   'variant "Z" of "Y" { activity roasting { note "z" }; without channel }\n')  # fmt: skip
    assert [each.told for each in found.diagnostics] == []
    for varied in found.variants:
        for source in (document.source for document in varied.loaded.documents):
            if not isinstance(source, Woven):
                continue
            ours = list(source.text)
            for here, file, start, end in source.stretches:
                written = found.sources[file].text[start:end]
                assert source.text[here : here + end - start] == written
                assert source.written(Span(source.name, here, here + end - start)) == Span(file, start, end)
                assert (source.file(here), source.position(here)) == (file, found.sources[file].position(start))
                ours[here : here + end - start] = " " * (end - start)
            assert set(ours) <= set(" \n{}")


def test_variants_build_on_each_other_and_on_models_with_variants():
    """By title in the same file, by title and file, by the file of the only one; beside their model."""
    text = (
        'segment a\nvariant "One" { segment a { size 1 people } }\n'
        'variant "Two" of "One" { segment a { note "x" } }\n'
    )
    found = loaded(text)
    assert found.canvas.segments[0].size is None
    assert [each.loaded.canvas.segments[0].size.low for each in found.variants] == [1, 1]
    assert found.variants[1].base is found.variants[0].loaded
    assert found.variants[1].loaded.canvas.variants == ()
    over = loaded('variant "Three" of "Two" in "w.bmc" { segment a { size 3 people } }', w=text)
    assert over.diagnostics == () and over.variants[0].loaded.canvas.segments[0].notes == ("x",)
    assert over.canvas == loaded("segment a").canvas or over.canvas.segments == found.canvas.segments
    only = loaded('variant "Four" of "o.bmc" { without beans }', o='variant "Only" of "base.bmc" { without shop }')
    assert only.diagnostics == ()
    assert only.variants[0].loaded.canvas.channels == only.variants[0].loaded.canvas.costs == ()


def test_a_file_of_variants_alone_has_the_model_of_the_first():
    found = loaded('variant "X" of "base.bmc"\nvariant "Y" of "X"\n')
    base = loaded(FILES["base.bmc"])
    assert found.canvas == base.canvas and not found.has_errors
    assert [each.title for each in found.variants] == ["X", "Y"]
    assert set(found.sources) == {"v.bmc", "base.bmc", "people.bmc"}


# ---- Mistakes -------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('variant "X" of "base.bmc" { without walkins }',
         ("REF201", "in the variant `X`: the model has nothing called `walkins` here", "walkins")),
        ('variant "X" of "base.bmc" { without "Walk-in" }',
         ("REF201", 'in the variant `X`: the model has nothing called `"Walk-in"` here', '"Walk-in"')),
        ('variant "X" of "base.bmc" { segment commuters { without retention } }',
         ("REF201", "in the variant `X`: the model has nothing called `retention` here", "retention")),
        ('variant "X" of "base.bmc" { segment commuters { without type } }',
         ("REF201", "in the variant `X`: the model says no `type` here", "type")),
        ('variant "X" of "base.bmc" { without roasting }',
         ("REF203", "in the variant `X`: `roasting` may mean `activity.roasting` or `resource.roasting`", "roasting")),
        ('variant "X" of "base.bmc" { without cost.shop }',
         ("REF204", "in the variant `X`: `shop` is a channel, and here stands a cost", "cost.shop")),
        ('variant "X" of "base.bmc" { without cost shop }',
         ("REF204", "in the variant `X`: `shop` is a channel, and here stands a cost", "cost shop")),
        ('variant "X" of "base.bmc" { without foo bar }',
         ("TYP113", "in the variant `X`: `foo bar` names nothing", "foo bar")),
        ('variant "X" of "base.bmc" { without }',
         ("TYP110", "in the variant `X`: `without` says nothing", "without")),
        ('variant "X" of "base.bmc" { without beans { note "x" } }',
         ("TYP110", "in the variant `X`: `without` has no block of its own", "without")),
        ('variant "X" of "base.bmc" { without beans, beans }',
         ("REF103", "in the variant `X`: `beans` is taken out twice", "beans")),
        ('variant "X" of "base.bmc" { segment comuters { size 3 people } }',
         ("REF306", "in the variant `X`: the model has no segment `comuters`, so this one is new", "comuters")),
        ('variant "X" of "base.bmc" { revenue shop { from commuters; price 3 EUR } }',
         ("REF306", "in the variant `X`: in the model `shop` is a channel, so this revenue is new", "shop")),
        ('variant "X" of "base.bmc" { channel shop; channel shop }',
         ("REF103", "in the variant `X`: `channel` is opened twice in this variant", "channel")),
        ('variant "X" of "base.bmc" { import "people.bmc" }',
         ("REF102", "in the variant `X`: `import` can't stand in `variant`", "import")),
        ('variant "X" of "base.bmc" { variant "Y" { } }',
         ("REF102", "in the variant `X`: `variant` can't stand in `variant`", "variant")),
        ('variant "X" of "base.bmc" { sgment y }',
         ("REF101", "in the variant `X`: the word `sgment` is not known here", "sgment")),
        ('variant "X" of "base.bmc" { segment y { without z } }',
         ("REF102", "in the variant `X`: `without` can't stand in `segment`", "without")),
        ('variant "X" of "base.bmc" { revenue cups { price many } }',
         ("TYP103", "in the variant `X`: I was expecting an amount such as `2_400 EUR per month`, and found the word "
          "`many`", "many")),
        ('variant "X" of "base.bmc" { assert profit >= 9 EUR }',
         ("TYP110", "in the variant `X`: `assert` lacks `because …`, a text in quotes", "profit >= 9 EUR")),
        ('variant "A" of "B"\nvariant "B" of "A"', ("REF303", "this variant builds on itself: A → B → A", '"A"')),
        ('segment a\nvariant "A" of "A"', ("REF303", "this variant builds on itself: A → A", '"A"')),
        ('segment a\nvariant "A"\nvariant "A"', ("REF202", "a variant with the title `A` is already declared", '"A"')),
        ('segment a\nvariant "A"\nvariant "B" of "C"', ("REF304", 'no variant here is called "C"', '"C"')),
        ('variant "A"', ("REF304", 'nothing says what "A" is a variant of', '"A"')),
        ('segment a\nvariant ""', ("TYP110", "a variant has no title", '""')),
        ('segment a\nvariant "X", "Y"', ("TYP113", "one `variant` stands on a line", '"Y"')),
        ('segment a "T"\nsegment b "T"\nvariant "X" { segment "T" { note "x" } }',
         ("REF203", 'in the variant `X`: `"T"` may mean 2 blocks of the model', '"T"')),
        ('segment a "T"\nsegment b "T"\nvariant "X" { without "T" }',
         ("REF203", 'in the variant `X`: `"T"` may mean `segment.a` or `segment.b`', '"T"')),
        ('segment a\nvariant A', ("TYP102", "a text stands in quotes", "A")),
        ('segment a\nwithout b', ("REF102", "`without` can't stand at the top of a file", "without")),
    ],
)  # fmt: skip
def test_mistakes_are_told_where_they_stand(text, expected):
    """Each once, in words."""
    found = wrong(text)
    assert found == [expected]


def test_what_still_refers_to_a_block_that_is_taken_out_is_told_with_both_places():
    found = loaded('variant "X" of "base.bmc" { without walk-ins }').diagnostics
    assert [each.told for each in found] == [
        "in the variant `X`: there is no segment or party `walk-ins`: the variant takes it out"]  # fmt: skip
    related = found[0].related
    assert (found[0].span.source, related[0].span.source, related[0].message) == (
        "base.bmc", "v.bmc", "the variant takes it out here")  # fmt: skip
    nested = loaded('variant "X" of "base.bmc" { segment commuters { without queue } }').diagnostics
    assert "the variant takes it out" in nested[0].message
    later = loaded('variant "X" of "base.bmc" { without walk-ins }\nvariant "Y" of "X" { note "x" }').diagnostics
    assert [(each.code, each.variant) for each in later] == [("REF102", "Y"), ("REF201", "X")]


def test_nameless_blocks_that_are_alike_are_ambiguous():
    two = 'relationship r { bond social "a"; bond social "b" }\nvariant "X" { relationship r { bond social "c" } }'
    found = loaded(two).diagnostics
    assert [each.message for each in found] == ["`bond social` may mean 2 blocks of the model"]
    assert len(found[0].related) == 2


def test_circles_over_files_and_files_without_models():
    found = loaded('variant "A" of "B" in "w.bmc"', w='variant "B" of "v.bmc"')
    assert [(each.code, each.message) for each in found.diagnostics] == [
        ("REF303", "this variant builds on itself: A (v.bmc) → B (w.bmc) → A (v.bmc)")]  # fmt: skip
    several = loaded('variant "A" of "w.bmc"', w='variant "B" of "base.bmc"\nvariant "C" of "base.bmc"')
    assert several.diagnostics[0].code == "REF304" and 'of "B" in "w.bmc"' in several.diagnostics[0].help
    unknown = loaded('variant "A" of "D" in "w.bmc"', w='variant "Dd" of "base.bmc"\nvariant "C" of "base.bmc"')
    assert unknown.diagnostics[0].message == 'no variant in w.bmc is called "D"'


def test_a_variant_is_not_made_of_what_was_misread():
    """A mistake of syntax is told once, and nothing is made of half a file."""
    found = loaded('segment a { size 3 people\n\nvariant "X" { segment a { size 4 people } }\nsegment "b\n')
    assert found.has_errors and found.variants == ()


def test_findings_of_the_model_are_told_once_and_those_of_variants_with_their_title():
    text = 'segment a\nvariant "X" { segment b "Tourists" }\nvariant "Y"\n'
    found = load(Source("v.bmc", text)).diagnostics
    told = [(each.code, each.variant) for each in found]
    assert ("BMC101", "") in told and ("BMC101", "X") in told
    assert not [each for each in told if each[1] == "Y"]
    assert len([each for each in told if each[0] == "BMC101"]) == 2


# ---- Limits ---------------------------------------------------------------


def test_the_limit_of_variants_on_both_sides():
    """So many are made; one more is refused, once, and a thousand cost no more."""
    for count, codes in ((VARIANTS, []), (VARIANTS + 1, ["REF305"]), (1_000, ["REF305"])):
        variants = [f'variant "V{at}" {{ segment a {{ size {at} people }} }}\n' for at in range(count)]
        found = loaded("segment a\n" + "".join(variants))
        assert [each.code for each in found.diagnostics] == codes
        assert len(found.variants) == min(count, VARIANTS)


def test_a_deep_chain_is_bounded():
    """Each builds on the next one; beyond the limit nothing is made."""
    for count, codes in ((VARIANTS - 1, []), (1_000, ["REF305"])):
        chain = "".join(f'variant "V{at}" of "V{at + 1}" {{ segment a {{ note "{at}" }} }}\n' for at in range(count))
        found = loaded(f'segment a\n{chain}variant "V{count}"\n')
        assert [each.code for each in found.diagnostics] == codes


def test_texts_of_variants_count(monkeypatch):
    text = 'segment a { note "' + "x" * 500 + '" }\n' + "".join(
        f'variant "V{at}" {{ segment b{at} }}\n' for at in range(3))  # fmt: skip
    monkeypatch.setattr(making, "MODEL_BYTES", 3_000)
    assert loaded(text).diagnostics == ()
    monkeypatch.setattr(making, "MODEL_BYTES", 1_000)
    assert [each.code for each in loaded(text).diagnostics] == ["REF305"]


# ---- Properties -----------------------------------------------------------


def in_one_file(text: str, body: str) -> Varied:
    found = load(Source("m.bmc", f'{text}\nvariant "Other" {{\n{body}\n}}\n'), rules=())
    assert not [each.told for each in found.diagnostics if each.variant]
    return found.variants[0]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_empty_variant_of_an_example_equals_it(path):
    text = path.read_text(encoding="utf-8")
    each = in_one_file(text, "")
    assert each.loaded.canvas == load(Source("m.bmc", text), rules=()).canvas


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_variant_that_says_all_again_equals_its_model(path):
    """Everything is restated, nothing is added."""
    text = path.read_text(encoding="utf-8")
    found = load(Source("m.bmc", f'{text}\nvariant "Other" {{\n{text}\n}}\n'), rules=())
    assert changes_between(found.canvas, found.variants[0].loaded.canvas) == ()


@given(st.integers(0, 10_000), st.integers(0, 10_000))
@settings(max_examples=40, deadline=None)
def test_the_changes_of_a_variant_make_it_of_its_model(one, other):
    """`diff` of a model and its variant, applied to the model, gives the variant."""
    base, more = random_model(one, blocks=10), random_model(other, blocks=4).replace(" b", " c")
    found = load(Source("m.bmc", f'{base}\nvariant "Other" {{\n{more}\n}}\n'), rules=())
    if found.has_errors or not found.variants or found.variants[0].loaded.has_errors:
        return
    each = found.variants[0]
    moved = changes_between(found.canvas, each.loaded.canvas)
    done = patched(load(Source("m.bmc", base), rules=()), moved)
    assert isinstance(done, Patched)
    assert changes_between(done.loaded.canvas, each.loaded.canvas) == ()


def test_changes_are_not_made_in_the_texts_of_a_variant():
    each = varied("revenue cups { price 4 EUR }")
    found = patched(each.loaded, changes_between(each.loaded.canvas, each.base.canvas))
    assert found == Unpatched("it is a variant, which is changed in its own text")


@given(st.text(alphabet='{}";\n#abwithout segment variant of "x" , ', max_size=200))
@settings(max_examples=150, deadline=None)
def test_no_text_makes_it_raise(body):
    loaded('segment a { size 3 people; job b "c" }\nvariant "X" {\n' + body + "\n}\nvariant \"Y\" of \"X\" { " + body)


# ---- In their form --------------------------------------------------------


def test_the_formatter_keeps_variants_and_spells_what_stands_in_them():
    """Without reading their models; words in the one spelling, `without` among properties."""
    text = (
        'variant "X" of "base.bmc" {\n  Customer_Segment a { size 12,000 people;  without  wake }\n'
        "  without b , c # why\n}\n"
    )
    found = load(Source("v.bmc", text), rules=())
    result = proved_format(found.documents[0], blocks=block_words(Canvas), respelled=found.respelled["v.bmc"])
    assert result == (
        'variant "X" of "base.bmc" {\n  segment a { size 12_000 people; without wake }\n  without     b, c  # why\n}\n'
    )
    assert found.diagnostics == ()
