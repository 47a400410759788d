"""Whatever the vocabulary allows can be written: random models load, are judged, formatted, mapped and told.

`CANVASDSL_SEEDS=5000 pytest tests/test_random_models.py` tries more of them.
"""

import os

import pytest
from random_models import extreme_model, random_model

from canvasdsl.brief.compose import compose
from canvasdsl.classroom.cards import cards_of
from canvasdsl.classroom.coverage import coverage_of
from canvasdsl.load import load
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.vocabulary import block_words
from canvasdsl.rules import RULES
from canvasdsl.source import Source
from canvasdsl.syntax.format import proved_format
from canvasdsl.wording import load_wording

SEEDS = range(int(os.environ.get("CANVASDSL_SEEDS", "120")))
WORDS = block_words(Canvas)
WORDING = load_wording("en")


def loaded(text):
    return load(Source("m.bmc", text), rules=RULES)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_random_model_is_understood_and_judged(seed):
    """No rule stumbles over a value that the vocabulary allows, and the language finds no mistake."""
    found = loaded(random_model(seed))
    assert [each.message for each in found.diagnostics if each.of_language] == []


@pytest.mark.parametrize("seed", SEEDS)
def test_extreme_numbers_are_judged(seed):
    """No rule divides by zero, runs out of digits or takes long."""
    found = loaded(extreme_model(seed))
    assert [each.message for each in found.diagnostics if each.of_language] == []
    assert all(len(each.message) < 1_000 for each in found.diagnostics)


@pytest.mark.parametrize("seed", SEEDS[::4])
def test_its_canonical_form_means_the_same(seed):
    found = loaded(random_model(seed))
    formatted = proved_format(found.documents[0], blocks=WORDS, respelled=found.respelled["m.bmc"])
    assert isinstance(formatted, str)
    again = loaded(formatted)
    assert again.canvas == found.canvas
    assert sorted(each.code for each in again.diagnostics) == sorted(each.code for each in found.diagnostics)


@pytest.mark.parametrize("seed", SEEDS[::4])
def test_it_becomes_a_brief_a_map_and_cards(seed):
    found = loaded(random_model(seed))
    assert compose(found, WORDING).sections
    assert len(coverage_of(found).ideas) == 180
    assert cards_of(found.canvas) is not None


def test_the_order_of_blocks_changes_no_finding():
    """Two models that differ in the order of their blocks earn the same advice."""
    for seed in SEEDS[:30]:
        text = random_model(seed)
        document = loaded(text).documents[0]
        pieces = [text[item.start : item.end] for item in document.items]
        turned = "\n".join(reversed(pieces)) + "\n"
        assert sorted(each.code for each in loaded(turned).diagnostics) == sorted(
            each.code for each in loaded(text).diagnostics
        ), seed
