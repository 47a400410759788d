"""Reading never raises, whatever the text; spans lie in the text; nothing grows faster than the text."""

import random
import sys
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from strategies import bmc_texts, broken_texts

from benchmarks.models import grown, sources
from canvasdsl.limits import MISTAKES
from canvasdsl.load import load
from canvasdsl.render.terminal import render_diagnostics
from canvasdsl.rules import RULES
from canvasdsl.source import Source
from canvasdsl.syntax.parser import parse, parse_by_indentation

HERE = Path(__file__).parent
CRASHERS = sorted((HERE / "crashers").glob("*.bmc"))
MODELS = [path.read_text(encoding="utf-8") for path in sorted((HERE.parent / "examples").glob("*.bmc"))]
MODEL_TO_GROW = sources()["language_school"]
SIGNS = [
    *'"“”„«»{}{};;,,:.-–/%€$<>=#@()[]\\\n\n\t \x00\r\x0b\x85\u2028\ufeff\u200b٣', '"""', '""', "12",
    "segment", "1e999999",
]  # fmt: skip


def read_whole(text):
    """Everything that reads a text, and what must hold of all it says."""
    source = Source("x", text)
    loaded = load(source)
    for document in (loaded.documents[0], parse_by_indentation(parse(source))):
        for found in document.diagnostics:
            _within(found.span, text)
        _nested(document.items, 0, len(text), text)
    for found in loaded.diagnostics:
        _within(found.span, text)
        for each in found.related:
            _within(each.span, text)
        for edit in found.fix.edits if found.fix else ():
            _within(edit.span, text)
        assert found.message and found.code
    return loaded


def _within(span, text):
    assert 0 <= span.start <= span.end <= len(text)


def _nested(items, start, end, text):
    for item in items:
        assert start <= item.start <= item.head_end <= item.end <= end
        for phrase in item.phrases:
            for value in phrase:
                assert not value.text or text.startswith(value.text, value.start)
        _nested(item.items or (), item.start, item.end, text)


@settings(deadline=None, max_examples=300)
@given(st.one_of(st.text(max_size=60), broken_texts(), bmc_texts()))
@example("")
@example("\ufeff")
@example("{" * 40)
def test_reading_never_raises(text):
    """Any text at all."""
    read_whole(text)


@settings(deadline=None, max_examples=200)
@given(st.data())
def test_damaged_models_never_raise(data):
    """A real model with stretches taken out, doubled, put elsewhere, or replaced by signs."""
    text = data.draw(st.sampled_from(MODELS))
    for _ in range(data.draw(st.integers(1, 6))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 40)))
        put = data.draw(st.one_of(st.sampled_from(SIGNS), st.just(text[start:end] * 2), st.just("")))
        text = text[:start] + put + text[end:]
    read_whole(text)


@pytest.mark.parametrize("seed", range(4))
def test_soups_of_the_vocabulary_never_raise(seed):
    """The words of real models in any order."""
    chance = random.Random(seed)
    words = [word for text in MODELS for word in text.split()] + SIGNS
    for _ in range(60):
        text = "".join(chance.choice(words) + chance.choice(" \n  ") for _ in range(chance.randint(1, 120)))
        loaded = read_whole(text)
        render_diagnostics(loaded.diagnostics, loaded.sources, files=1, colour=False, unicode=True, width=100)


@pytest.mark.parametrize("path", CRASHERS, ids=lambda path: path.stem)
def test_what_once_crashed_is_read(path):
    """Each file of `tests/crashers/` broke something once."""
    read_whole(path.read_bytes().decode("utf-8", "replace"))


@pytest.mark.parametrize(
    "piece",
    [
        '"', '"""', "'", ",", "{", "}", ".", "-", "a.", "a-", ";", ":", "\\", "“", "@", "#", "9", "9,", "9_", "\u00a0",
        "w", "é", "a {", "a }\n", 'a "x\n', 'a """\n', 'a ""\n x\n"""\n', "a b,\n", "\n", "- a\n", "a: b: c\n",
        "segmnet x\n", "segment a\n", "{\n}\n", "retention 92% per month\n", "segment a { pain q }\n",
    ],
)  # fmt: skip
def test_many_of_anything_are_read(piece):
    """In one line and in many; a step that is not linear would not end here."""
    read_whole(piece * (9_000 // len(piece)))
    read_whole((piece + "\n") * 2_000)


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"segment seg-{n}x\nchannel c{n} {{ reaches seg-{n} }}\n" for n in range(4_000)),
        "".join(f'segment "seg-{n}x"\nchannel c{n} {{ reaches "seg-{n}" }}\n' for n in range(4_000)),
        "".join(f"segment s{n} {{ pain queue }}\n" for n in range(4_000))
        + "proposition p {\n" + "relieves queue\n" * 4_000 + "}\n",
        "".join(f"sgment{n} a\n" for n in range(8_000)),
        "segment a {\n" + "".join(f"role nich{n}\n" for n in range(8_000)) + "}\n",
        'segmnet "x"\n' * 8_000,
    ],
    ids=["names", "titles", "ambiguous", "words", "choices", "blocks"],
)  # fmt: skip
def test_many_unknown_names_are_looked_for_in_bounded_time(text):
    """Something near is looked for a limited number of times."""
    assert len(read_whole(text).diagnostics) > 1_000 or "queue" in text


def test_of_50_000_mistakes_the_first_are_told_and_all_are_counted():
    """Each once; one message says how many are left."""
    text = "a @\n" * 50_000
    assert len(parse(Source("x", text)).diagnostics) == MISTAKES
    found = load(Source("x", text)).diagnostics
    assert [each.message for each in found if each.code == "SYN113"] == [
        "there are 50,000 mistakes, and 40,000 of them are not told"
    ]


def test_no_rule_walks_over_the_model_for_each_of_its_blocks():
    """Ten times the model asks the parts of a Canvas for ten times as much, not a hundred: counted, not timed."""
    work = []
    for copies in (4, 40):
        source = Source("x", grown(MODEL_TO_GROW, copies * (MODEL_TO_GROW.count("\n") + 1)))
        canvas = load(source).canvas
        calls = 0

        def count(frame, event, argument):
            nonlocal calls
            calls += 1

        sys.setprofile(count)
        try:
            for rule in RULES:
                list(rule.check(canvas))
        finally:
            sys.setprofile(None)
        work.append(calls)
    assert work[1] < 14 * work[0]
