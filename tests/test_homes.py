"""Every line of the register has a home: what is to be written, checked, computed and drawn is so, or says why not."""

import pytest

from canvasdsl import theory
from canvasdsl.classroom.homes import DERIVED, PAGES, all_homes
from canvasdsl.figures.compute import KINDS, kind_called
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.types import Choice, RefOr
from canvasdsl.model.vocabulary import classes
from canvasdsl.rules import RULES
from canvasdsl.views.registry import VIEWS

ENTRIES = theory.entries()
CHECKS = [pytest.param(entry, check, id=f"{entry.id} {number}") for entry in ENTRIES
          for number, check in enumerate(entry.checks, 1)]  # fmt: skip
BY_CODE = {rule.code: rule for rule in RULES}
LANGUAGE = ("SYN", "REF", "TYP")


@pytest.mark.parametrize(("entry", "check"), CHECKS)
def test_each_check_is_made_by_a_rule_or_says_why_not(entry, check):
    """A rule that makes a check names the entry among its theory."""
    assert bool(check.by) != bool(check.unbuilt)
    for code in check.by:
        if not code.startswith(LANGUAGE):
            assert entry.id in BY_CODE[code].theory, code


def test_at_most_one_check_in_ten_is_not_built():
    checks = [check for entry in ENTRIES for check in entry.checks]
    assert sum(bool(check.unbuilt) for check in checks) <= len(checks) / 10


def test_each_consistency_rule_of_the_register_is_built():
    built = {register for rule in RULES for register in rule.register}
    assert [rule.id for rule in theory.register_rules() if rule.id not in built] == []


def test_each_rule_makes_a_check_of_the_register_or_belongs_to_the_written_form_or_the_audit():
    """The audit (ECO6) compares an author with their own numbers: that is arithmetic, and no line of the theory."""
    made = {code for entry in ENTRIES for check in entry.checks for code in check.by}
    others = [rule.code for rule in RULES if rule.code not in made]
    assert sorted(code for code in others if not code.startswith(("STY", "ECO6"))) == []


def _cited():
    """The ids that the vocabulary cites: classes, fields, words of choices."""
    for cls in classes(Canvas):
        yield from cls.theory
        for field in cls.fields:
            yield from field.theory
            choice = field.type.other if isinstance(field.type, RefOr) else field.type
            if isinstance(choice, Choice):
                for option in choice.options:
                    yield from option.theory


def test_the_vocabulary_cites_entries_that_exist():
    assert sorted({id for id in _cited() if theory.entry(id) is None}) == []


def test_each_construct_is_in_the_vocabulary():
    cited = set(_cited())
    assert [entry.id for entry in ENTRIES if entry.id not in cited and entry.id not in DERIVED] == []


@pytest.mark.parametrize(("entry", "homes"), [pytest.param(*pair, id=pair[0].id) for pair in all_homes()])
def test_each_home_is_a_real_thing(entry, homes):
    """Words stand in the vocabulary, rules are rules; what is not built has an id of the register."""
    kinds = {home.kind for home in homes}
    assert "vocabulary" in kinds or entry.id in DERIVED
    assert ("figure" in kinds) == bool(entry.compute)
    assert ("view" in kinds) == bool(entry.draw)
    for home in homes:
        if home.kind == "rule":
            assert home.name in BY_CODE or home.name.startswith(LANGUAGE)
        elif home.kind == "vocabulary":
            assert home.name in WORDS, home.name
        elif home.kind == "view":
            drawn = {view.name for view in VIEWS} | set(PAGES.values())
            assert home.name in drawn if home.built else theory.drawing(home.name) or home.name == entry.id
        elif home.kind == "figure":
            if home.built:
                assert kind_called(home.name) is not None, home.name
            else:
                assert theory.computation(home.name) or home.name == entry.id


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_each_figure_cites_what_exists_and_is_of_words_that_exist(kind):
    """An entry that a figure cites asks for something to be computed, or the figure has an id of the register."""
    assert all(theory.computation(id) for id in kind.register)
    assert kind.theory and all(theory.entry(id) for id in kind.theory)
    assert kind.register or any(theory.entry(id).compute for id in kind.theory)
    assert set(kind.of) <= {cls.word for cls in classes(Canvas)}


def _names():
    for cls in classes(Canvas):
        yield cls.word
        for field in cls.fields:
            name = field.name if not cls.word else cls.word if field.place == "slot" else f"{cls.word}.{field.name}"
            yield name
            choice = getattr(field.type, "other", field.type)
            for option in getattr(choice, "options", ()):
                yield f"{name} {option.word}"


WORDS = set(_names())
