"""The catalogue of generated words."""

import pytest

from canvasdsl.wording import LANGUAGES, Wording, load_wording, parse_wording, plural_form, pseudo

CATALOGUE = parse_wording('''
[greeting]
hello = "Hello, {name}"
[greeting.notes]
one = "{count} note"
other = "{count} notes of {name}"
''', language="en")


def test_values_go_into_their_places() -> None:
    assert CATALOGUE("greeting.hello", name="Ada {name} {other}") == "Hello, Ada {name} {other}"


def test_plural_forms() -> None:
    assert CATALOGUE.count("greeting.notes", 1, name="Ada") == "1 note"
    assert CATALOGUE.count("greeting.notes", 0, name="Ada") == "0 notes of Ada"
    assert CATALOGUE.count("greeting.notes", 12_000, name="Ada", count="12,000") == "12,000 notes of Ada"


@pytest.mark.parametrize(
    ("language", "number", "form"), [("en", 0, "other"), ("de", 1, "one"), ("fr", 0, "one"), ("es", 2, "other")]
)
def test_plural_categories(language: str, number: int, form: str) -> None:
    assert plural_form(language, number) == form


@pytest.mark.parametrize("call", [
    lambda: CATALOGUE("greeting.absent"),
    lambda: CATALOGUE("greeting.hello"),
    lambda: CATALOGUE("greeting.notes"),
    lambda: CATALOGUE.count("greeting.hello", 1),
    lambda: load_wording("xx"),
])
def test_a_key_or_value_that_is_missing_is_our_bug(call: object) -> None:
    assert callable(call)
    with pytest.raises(KeyError):
        call()


def test_the_pseudo_language_marks_every_text() -> None:
    marked = pseudo(CATALOGUE)
    assert marked("greeting.hello", name="Ada") == "⟦Hello, Ada⟧"
    assert marked.count("greeting.notes", 2, name="Ada") == "⟦2 notes of Ada⟧"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_keys_of_english(language: str) -> None:
    english = load_wording()
    assert isinstance(english, Wording)
    assert load_wording(language).texts.keys() == english.texts.keys()
    assert english.direction == "ltr"
    assert next(iter(english.keys("poster.block"))) == "poster.block.partner"
