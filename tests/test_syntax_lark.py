"""What drives lark's tables, and the one expression that cuts all tokens, say what plain lark says of the grammar."""

import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from lark import Tree
from lark.exceptions import LarkError
from strategies import bmc_texts, broken_texts

from canvasdsl import resources
from canvasdsl.source import Source
from canvasdsl.syntax.generate import generate, plain_lark
from canvasdsl.syntax.parser import parse
from canvasdsl.syntax.tables import KINDS, PATTERN

ROOT = Path(__file__).parent.parent
MODELS = [path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("examples/*.bmc"))]
STRICTER = {"SYN110", "SYN111", "SYN112"}
"""Ours alone: long lines, deep nesting, words of strange characters."""
SIGNS = [
    "segment", "a", "pain-x", "für", "a.b", '"t"', '"a, b"', "“x”", '"""l"""', '"""\n l\n"""', '""', "12", "3.80",
    "12,000", "2027-01-02", "10-20", "..", "%", "€", "$", "/", ">=", "<", "=", ",", ";", "\n", "\n\n", "{", "}", ":",
    "# c\n", "#", " ", "\t", "\u00a0", "\u2003", "@", "(", "'", '"', '"""', "-", "–", ".", "\\", "“", "«", "»", "„",
    "\x0c", "\r", "\x85", "\x00", "1e9", "10k", "€3.80", "month", "per", "\u2028", "\ufeff", "😀",
]  # fmt: skip

LARK = plain_lark()


def test_the_tables_are_fresh():
    """`tables.py` is what the grammar gives now; run `python -m canvasdsl.syntax.generate`."""
    assert resources.read_text("syntax/tables.py") == generate()


def test_the_one_expression_holds_the_terminals_of_the_grammar():
    """Each terminal stands in it as the grammar has it, but for the folded line breaks."""
    folded = {"END", "COMMA", "OPEN"}
    for terminal in LARK.terminals:
        if terminal.name not in folded | {"BLANK"}:
            assert f"({terminal.pattern.to_regexp()})" in PATTERN
    assert re.compile(PATTERN).groups == len(KINDS)


def test_the_one_expression_never_fails():
    """Any character but a blank is a token, whatever stands beside it."""
    total = re.compile(PATTERN)
    blank = re.compile(next(each.pattern.to_regexp() for each in LARK.terminals if each.name == "BLANK"))
    for code in range(0x11000):
        character = chr(code)
        assert total.fullmatch(character) or blank.fullmatch(character), hex(code)


@settings(deadline=None, max_examples=150)
@given(bmc_texts())
def test_correct_texts_are_read_alike(text):
    """The same items, phrases and values."""
    assert _theirs(text) == _ours(text)


@pytest.mark.parametrize("text", MODELS)
def test_the_examples_are_read_alike(text):
    """Whole models too."""
    assert _theirs(text) == _ours(text)


@settings(deadline=None, max_examples=300)
@given(broken_texts())
def test_lark_and_ours_refuse_the_same_texts(text):
    """Ours reports something where lark raises, and nowhere else."""
    _hold_against_lark(text)


@pytest.mark.parametrize("seed", range(8))
def test_soups_and_damaged_models_are_refused_alike(seed):
    """Signs in any order, and models with some characters changed."""
    chance = random.Random(seed)
    for number in range(250):
        if number % 2:
            text = "".join(
                chance.choice(SIGNS) + chance.choice(["", "", " "]) for _ in range(chance.randint(0, 14))
            )  # fmt: skip
        else:
            lines = chance.choice(MODELS).split("\n")
            first = chance.randrange(len(lines))
            text = "\n".join(lines[first : first + chance.randint(1, 8)])
            for _ in range(chance.randint(0, 2)):
                at = chance.randint(0, len(text))
                text = text[:at] + chance.choice(SIGNS) + text[at + chance.choice([0, 0, 1, 3]) :]
        _hold_against_lark(text)


def _hold_against_lark(text):
    document = parse(Source("x", text))
    codes = {found.code for found in document.diagnostics}
    try:
        expected = _theirs(text)
    except LarkError:
        assert codes, text
        return
    assert codes <= STRICTER, text
    if not codes:
        assert _items(document.items) == expected, text


# ---- Both as plain lists --------------------------------------------------


def _ours(text):
    document = parse(Source("x", text))
    assert {found.code for found in document.diagnostics} <= STRICTER
    return _items(document.items)


def _items(items):
    return [
        (
            item.name,
            [[(KINDS[value.kind - 1], value.text) for value in phrase] for phrase in item.phrases],
            None if item.items is None else _items(item.items),
        )
        for item in items
    ]


def _theirs(text):
    return [_item(tree) for tree in _listed(_first_tree(LARK.parse(text)))]


def _first_tree(tree):
    return next((child for child in tree.children if isinstance(child, Tree)), None)


def _listed(tree):
    """The parts of a left-recursive list."""
    parts = []
    while tree is not None:
        inner = [child for child in tree.children if isinstance(child, Tree)]
        parts.append(inner[-1])
        tree = inner[0] if len(inner) == 2 else None
    return parts[::-1]


def _item(tree):
    phrases, body = [], None
    for child in tree.children[1:]:
        if isinstance(child, Tree) and child.data == "phrases":
            phrases = [_phrase(phrase) for phrase in _listed(child)]
        elif isinstance(child, Tree):
            body = [_item(inner) for inner in _listed(_first_tree(child))]
    return (str(tree.children[0]), phrases, body)


def _phrase(tree):
    values = []
    while True:
        values.append((tree.children[-1].type, str(tree.children[-1])))
        if len(tree.children) == 1:
            return values[::-1]
        tree = tree.children[0]
