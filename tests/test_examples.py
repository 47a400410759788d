"""Every shipped example is clean, canonical and says what it shows; together they show the whole vocabulary."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from canvasdsl import theory
from canvasdsl.load import Loaded, load
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.common import BLOCKS, RELATIONSHIP_TYPES
from canvasdsl.model.customers import CHANNEL_TYPES
from canvasdsl.model.entities import Entity
from canvasdsl.model.types import Choice, RefOr
from canvasdsl.model.vocabulary import block_words, classes, table_of
from canvasdsl.source import Source
from canvasdsl.syntax.format import proved_format

FOLDER = Path(__file__).parent.parent / "examples"
EXAMPLES = sorted(path.stem for path in FOLDER.glob("*.bmc"))
STARTERS = {
    "blank", "minimal", "coffee", "bookstore", "telecom", "loyalty", "renewals", "kiosk", "marketplace", "saas",
    "nonprofit", "clinic", "subscription",
}  # fmt: skip
SMALL = {"blank", "minimal"}
"""The two starters that are no complete models."""

ALLOWED_HINTS: dict[str, set[str]] = {}
"""Codes of hints that an example earns on purpose, by example; every other finding fails the test."""

LEFT_OUT = {"import", "accept", "transactions", "variant"}
"""Block words that no example needs: a starter is one file and one model, and has nothing to accept; `docs/purchases`
has a table, `docs/variants` has variants."""


def text_of(name: str) -> str:
    return (FOLDER / f"{name}.bmc").read_text(encoding="utf-8")


def loaded(name: str) -> Loaded:
    return load(Source(f"{name}.bmc", text_of(name)))


def opening_comment(name: str) -> str:
    lines = []
    for line in text_of(name).splitlines():
        if not line.startswith("#"):
            break
        lines.append(line.lstrip("# "))
    return " ".join(lines)


# ---- Each example ----------------------------------------------------------


def test_the_examples_are_the_starters():
    assert set(EXAMPLES) == STARTERS


@pytest.mark.parametrize("name", EXAMPLES)
def test_nothing_is_found_in_an_example_but_the_hints_that_are_named(name):
    found = [each for each in loaded(name).diagnostics if each.code not in ALLOWED_HINTS.get(name, ())]
    assert [(each.code, each.message) for each in found] == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_in_canonical_form(name):
    model = loaded(name)
    assert proved_format(model.documents[0], blocks=block_words(Canvas)) == text_of(name)


@pytest.mark.parametrize("name", sorted(STARTERS - {"minimal"}))
def test_the_opening_comment_names_theory_that_exists(name):
    ids = re.findall(r"T-[A-Z]+-\w+", opening_comment(name))
    assert ids
    assert [each for each in ids if theory.entry(each) is None] == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_first_sentence_is_short_enough_for_the_list_of_starters(name):
    first = opening_comment(name).partition(". ")[0]
    assert 20 < len(first) <= 110


@pytest.mark.parametrize("name", sorted(STARTERS - SMALL))
def test_a_complete_example_has_all_nine_blocks(name):
    canvas = loaded(name).canvas
    assert [word for word in BLOCKS if not canvas.blocks(word)] == []


@pytest.mark.parametrize("name", sorted(STARTERS - SMALL))
def test_no_block_is_so_full_that_it_is_no_sketch_any_more(name):
    canvas = loaded(name).canvas
    assert all(len(canvas.blocks(word)) <= 8 for word in BLOCKS)


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_line_of_an_example_fits_on_a_screen(name):
    assert max(len(line) for line in text_of(name).splitlines()) <= 120


def test_the_blank_canvas_asks_the_questions_of_the_register():
    asked = " ".join(line.lstrip("# ") for line in text_of("blank").splitlines())
    assert [(word, each) for word in BLOCKS for each in theory.questions(word) if each not in asked] == []


def test_the_comments_of_the_blank_canvas_are_a_model():
    """Who takes the `#` away before each example line has a valid canvas."""
    lines = [line[9:] for line in text_of("blank").splitlines() if line.startswith("#        ")]
    model = load(Source("blank.bmc", "\n".join(['canvas "Your business"', *lines])))
    assert [(each.code, each.message) for each in model.diagnostics] == []
    assert len(lines) == len(BLOCKS)


def test_examples_are_written_in_several_scripts():
    text = "".join(text_of(name) for name in EXAMPLES)
    for first, last in (("α", "ω"), ("ء", "ي"), ("à", "ü")):
        assert any(first <= sign <= last for sign in text)


# ---- Together: the vocabulary ----------------------------------------------


def choices_of(cls: type[Entity]) -> Iterator[tuple[str, Choice]]:
    """The choices of a class, with the name of the property that takes them."""
    for field in table_of(cls).fields:
        kind = field.type.other if isinstance(field.type, RefOr) else field.type
        if isinstance(kind, Choice):
            yield field.attribute, kind


def entities(entity: Any) -> Iterator[Any]:
    """An entity and all that are inside it."""
    yield entity
    for field in table_of(type(entity)).fields:
        value = getattr(entity, field.attribute)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, Entity):
                yield from entities(part)


@pytest.fixture(scope="module")
def said() -> list[Any]:
    """Every entity of every example."""
    return [entity for name in EXAMPLES for entity in entities(loaded(name).canvas)]


def values(said: list[Any], cls_word: str, attribute: str) -> set[Any]:
    found: set[Any] = set()
    for entity in said:
        if entity.word == cls_word:
            found |= texts(getattr(entity, attribute))
    return found


def texts(value: Any) -> set[str]:
    """The words among the values of a property."""
    return {part for part in (value if isinstance(value, tuple) else (value,)) if isinstance(part, str)}


COMMON = ("note", "status", "owner", "importance", "source", "states")
"""What every block may say; once is enough."""


def test_together_the_examples_use_every_kind_of_block(said):
    used = {type(entity) for entity in said}
    missing = {cls.word for cls in classes(Canvas) if cls.word and cls not in used}
    assert sorted(missing - LEFT_OUT) == []


def test_together_the_examples_use_nearly_all_properties(said):
    """At least nine in ten; what is missing is printed."""
    missing, count = [], 0
    for cls in classes(Canvas):
        if cls is Canvas or not cls.word:
            continue
        used = [entity for entity in said if type(entity) is cls]
        for field in table_of(cls).fields:
            if field.name in COMMON:
                continue
            count += 1
            if all(getattr(entity, field.attribute) in (None, ()) for entity in used):
                missing.append(f"{cls.word}.{field.name}")
    print(f"{len(missing)} of {count} properties are in no example:", ", ".join(missing))
    assert len(missing) <= count / 10


def test_together_the_examples_use_nearly_all_words_of_choices(said):
    """At least seven in eight, wherever a choice is used; what is missing is printed."""
    offered: dict[str, set[str]] = {}
    met: dict[str, set[str]] = {}
    for cls in classes(Canvas):
        used = [entity for entity in said if type(entity) is cls]
        for attribute, choice in choices_of(cls):
            offered.setdefault(choice.name, set()).update(words_of(choice))
            for entity in used:
                met.setdefault(choice.name, set()).update(texts(getattr(entity, attribute)))
    missing = sorted(f"{name}: {word}" for name in offered for word in offered[name] - met.get(name, set()))
    count = sum(len(words) for words in offered.values())
    print(f"{len(missing)} of {count} words are in no example:", ", ".join(missing))
    assert len(missing) <= count / 8


def words_of(choice: Choice) -> set[str]:
    return {each.word for each in choice.options}


@pytest.mark.parametrize(
    ("block", "attribute"),
    [
        ("revenue", "type"), ("revenue", "pricing"), ("proposition offers", "element"),
        ("partner", "type"), ("partner", "motive"), ("resource", "type"), ("activity", "type"), ("bond", "type"),
        ("practice", "type"), ("canvas", "patterns"), ("canvas", "orientation"), ("relationship", "level"),
        ("relationship", "purposes"), ("differentiate", "by"), ("customize", "what"), ("evidence", "type"),
        ("channel", "phases"),
    ],
)  # fmt: skip
def test_together_the_examples_use_every_word_of_the_main_choices(said, block, attribute):
    word = block.rpartition(" ")[2]
    cls = next(each for each in classes(Canvas) if each.word == word)
    choice = dict(choices_of(cls))[attribute]
    assert words_of(choice) - values(said, word, attribute) == set()


def test_together_the_examples_use_every_relationship_type(said):
    assert words_of(RELATIONSHIP_TYPES) - values(said, "type", "type") == set()


def test_together_the_examples_use_every_type_of_channel(said):
    assert words_of(CHANNEL_TYPES) - values(said, "channel", "type") == set()


def test_one_relationship_shows_all_four_steps_of_idic():
    assert any(
        each.identify and {step.by for step in each.differentiate} == {"by-value", "by-needs"}
        and any(step.two_way and step.memory for step in each.interact) and len(each.customize) >= 3
        for each in loaded("telecom").canvas.relationships
    )  # fmt: skip
