"""Every language says what English says: the same keys in the same order, the same places for values, the plural forms
that it needs; and nothing that is drawn or written in it is left in English."""

import re
import tomllib
from fractions import Fraction
from functools import cache

import attrs
import pytest
from briefs import brief_of, markdown_text
from drawings import words_of

from canvasdsl import resources
from canvasdsl.load import load
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.quantities import Date
from canvasdsl.render.brief_markdown import brief_markdown
from canvasdsl.source import Source
from canvasdsl.views.phrasing import Phrasing, counted_as
from canvasdsl.views.poster.poster import Poster
from canvasdsl.views.registry import VIEWS
from canvasdsl.views.subject import Subject, Undrawn
from canvasdsl.wording import LANGUAGES, load_wording, plural_form

ENGLISH = load_wording()
OTHERS = [language for language in LANGUAGES if language != "en"]
EVERY = pytest.mark.parametrize("language", OTHERS)
CLINIC = resources.read_text("examples/clinic.bmc")
PLURAL_FORMS = {language: {plural_form(language, number) for number in (*range(200), 10**6)} for language in LANGUAGES}
ALL_FORMS = {"zero", "one", "two", "few", "many", "other"}
WITHOUT_NEED = {"many"}
"""Forms that a text may leave to `other`, where no number stands before its noun."""


def files(language: str) -> dict[str, dict]:
    """The files of a catalogue as they are written, by the names that they have in all languages."""
    folder = resources.path(f"templates/wording/{language}")
    paths = {"all": folder.with_name(f"{language}.toml")} | {path.name: path for path in folder.glob("*.toml")}
    return {name: tomllib.loads(path.read_text(encoding="utf-8")) for name, path in sorted(paths.items())}


def keys_of(table: dict, *, before: str = "") -> list[str]:
    """The keys of a table in their order, plural forms as one."""
    found = []
    for name, value in table.items():
        one_text = isinstance(value, str) or ("other" in value and set(value) <= ALL_FORMS)
        found += [f"{before}{name}"] if one_text else keys_of(value, before=f"{before}{name}.")
    return found


def forms_of(text) -> dict[str, str]:
    return {"": text} if isinstance(text, str) else dict(text)


def places_of(text: str) -> set[str]:
    return set(re.findall(r"\{([a-z_]+)\}", text))


# ---- Catalogues --------------------------------------------------------------------------


@EVERY
def test_each_file_has_the_keys_of_english_in_their_order(language):
    english, other = files("en"), files(language)
    assert english.keys() == other.keys()
    for name, table in english.items():
        assert keys_of(other[name]) == keys_of(table), name


@EVERY
def test_every_text_has_the_places_of_english(language):
    """A form for a single number may leave the number out; nothing may ask for a value that English does not get."""
    for key, text in load_wording(language).texts.items():
        english = forms_of(ENGLISH.texts[key])
        wanted = places_of(english.get("other", english.get("")))
        for form, one in forms_of(text).items():
            known = wanted | places_of(english.get(form, "")) | ({"count"} if form else set())
            assert places_of(one) <= known, key
            if form != "one":
                assert places_of(one) >= wanted, key


@EVERY
def test_every_text_that_counts_has_the_plural_forms_of_the_language(language):
    """`many` (whole millions in French, Portuguese and Spanish) is written where a noun follows the number."""
    wanted = PLURAL_FORMS[language]
    for key, text in load_wording(language).texts.items():
        assert isinstance(text, str) is isinstance(ENGLISH.texts[key], str), key
        if not isinstance(text, str):
            assert wanted - WITHOUT_NEED <= set(text) <= wanted, key


@EVERY
def test_no_sentence_is_left_in_english(language):
    """A text of four words or more is never the English one."""
    for key, text in load_wording(language).texts.items():
        for form, one in forms_of(text).items():
            if len(re.findall(r"[^\W\d_]{2,}", re.sub(r"\{[a-z_]+\}|`[^`]*`", "", one))) >= 4:
                assert one != forms_of(ENGLISH.texts[key]).get(form), key


@EVERY
def test_no_text_begins_or_ends_differently(language):
    """Blanks at the ends and full stops are those of English, so that texts that are put together fit. French has a
    narrow blank of its own before `;`."""
    for key, text in load_wording(language).texts.items():
        for form, one in forms_of(text).items():
            english = forms_of(ENGLISH.texts[key])
            said = english.get(form, english.get("other", english.get("")))
            assert (one[:1] == " ", one[-1:] == " ") == (said[:1] == " ", said[-1:] == " "), key
            if re.search(r"[^\W\d_] ", said):
                assert one.endswith(".") is said.endswith("."), key


# ---- Numbers, dates, lists ------------------------------------------------------------------


def say(language: str) -> Phrasing:
    return Phrasing(load_wording(language), CANVAS)


CANVAS: Canvas = load(Source("model.bmc", 'canvas "T"\n'), rules=()).canvas


@pytest.mark.parametrize(("language", "thousand", "hundred_thousand", "decimal"), [
    ("en", "1,860", "186,000", "0.5%"),
    ("de", "1.860", "186.000", "0,5\u00a0%"),
    ("es", "1860", "186.000", "0,5\u00a0%"),
    ("fr", "1\u202f860", "186\u202f000", "0,5\u202f%"),
    ("pt", "1.860", "186.000", "0,5%"),
])
def test_numbers_are_written_as_readers_write_them(language, thousand, hundred_thousand, decimal):
    """Spanish leaves numbers of four digits alone (Unicode CLDR)."""
    words = say(language)
    assert words.amount(Fraction(1860)) == thousand
    assert words.amount(Fraction(186_000)) == hundred_thousand
    assert words.amount(Fraction(1, 200), "%") == decimal


@pytest.mark.parametrize(("language", "date"), [
    ("en", "31 January 2027"), ("de", "31. Januar 2027"), ("es", "31 de enero de 2027"), ("fr", "31 janvier 2027"),
    ("pt", "31 de janeiro de 2027"),
])
def test_dates_are_written_as_readers_write_them(language, date):
    assert say(language).date(Date(2027, 1, 31)) == date


def test_the_first_of_a_month_has_an_ordinal_in_french():
    assert say("fr").date(Date(2027, 1, 1)) == "1er janvier 2027"
    assert say("pt").date(Date(2027, 1, 1)) == "1 de janeiro de 2027"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_count_in_a_period_names_the_period(language):
    """`420 per month` has no unit but its period."""
    words = say(language)
    month = words.wording("brief.number.period.month")
    assert words.amount(Fraction(420), "per month") == words.wording("brief.number.per", amount="420", unit=month)


_BEFORE = re.compile(r"[^ \u00a0\u202f][;?!%»]|[^\u00a0]:(?= |$)|«(?!\u00a0)|\d (?=\d{3})|'")
"""A sign of two parts without its blank, or a straight apostrophe."""


def test_french_signs_have_the_blanks_that_do_not_break():
    """Imprimerie nationale, Lexique des règles typographiques: a thin blank before `; ? ! %`, a full one before `:` and
    inside `« »`."""
    for key, text in load_wording("fr").texts.items():
        for one in forms_of(text).values():
            plain = re.sub(r"`[^`]*`", "", one)
            assert not _BEFORE.search(plain) and not re.search(r" [;:?!%»]", plain), key


@pytest.mark.parametrize(("language", "amount"), [
    ("en", "1,860 EUR per month per customer"), ("de", "1.860 EUR pro Monat pro Kunde"),
    ("es", "1860 EUR por mes por cliente"), ("fr", "1\u202f860 EUR par mois par client"),
    ("pt", "1.860 EUR por mês por cliente"),
])
def test_amounts_name_periods_and_customers(language, amount):
    assert say(language).amount(Fraction(1860), "EUR per month per customer") == amount


@pytest.mark.parametrize(("last", "joined"), [
    ("Ana", "Luis y Ana"), ("Inés", "Luis e Inés"), ("hijos", "Luis e hijos"), ("hierro", "Luis y hierro"),
    ("\x02Íñigo\x03", "Luis e \x02Íñigo\x03"), ("Yolanda", "Luis y Yolanda"),
])
def test_spanish_and_is_e_before_the_sound_of_i(last, joined):
    """Real Academia Española, Ortografía: `padres e hijos`, `agua y hierro`."""
    assert say("es").join(["Luis", last]) == joined
    assert say("es").join(["Eva", "Luis", last]) == f"Eva, {joined}"


@pytest.mark.parametrize(("number", "form"), [
    (0, "other"), (1, "one"), (2, "other"), (10**6, "many"), (1_500_000, "other"),
])
def test_spanish_millions_are_followed_by_of(number, form):
    assert plural_form("es", number) == form
    assert load_wording("es").count("view.number.customers", 10**6, value="1.000.000") == "1.000.000 de clientes"


@pytest.mark.parametrize("language", LANGUAGES)
def test_none_is_never_said_to_be_one(language):
    """French counts `0 client` as one thing; a text that says `one` in words is for one alone."""
    words = load_wording(language)
    assert re.search(r"\b0\b", words.count("view.constituencies.title", 0, name="Ada"))
    assert not re.search(r"\d", words.count("view.constituencies.title", 1, name="Ada"))


@pytest.mark.parametrize(("low", "high", "counted"), [(1, 1, 1), (1, 2, 2), (1.5, 1.5, 2), (7, 7, 7)])
def test_ranges_and_decimals_are_said_as_several(low, high, counted):
    assert counted_as(low, high) == counted


# ---- Briefs and drawings ------------------------------------------------------------------


def fragments(text: str) -> list[str]:
    """The parts of a text around its places that say something: three words or more."""
    parts = re.split(r"\{[a-z_]+\}|`[^`]*`", text)
    return [part.strip(" .,:;()") for part in parts if len(re.findall(r"[^\W\d_]{2,}", part)) >= 3]


@cache
def english_fragments() -> frozenset[str]:
    """What only the catalogue says: neither the example nor the register."""
    register = [path.read_text(encoding="utf-8") for path in resources.path("theory").glob("*.toml")]
    said = " ".join((CLINIC, *register, *known_in_english()))
    parts = {part for text in ENGLISH.texts.values() for one in forms_of(text).values() for part in fragments(one)}
    return frozenset(part for part in parts if part not in said)


@cache
def known_in_english() -> tuple[str, ...]:
    """What a brief says in English in every language: advice, and works with the ideas that they stand behind."""
    brief = brief_of(CLINIC)
    return tuple(str(piece) for section in brief.sections for part in section.parts for piece in part.pieces
                 if type(piece).__name__ in ("Findings", "Works"))  # fmt: skip


def left_in_english(output: str, language: str) -> set[str]:
    own = " ".join(one for text in load_wording(language).texts.values() for one in forms_of(text).values())
    plain = re.sub(r"\s+", " ", output)
    return {part for part in english_fragments() if part in plain and part not in own}


def test_english_is_found_where_it_is_left():
    """The test of the tests below."""
    assert len(left_in_english(markdown_text(brief_markdown(brief_of(CLINIC))), "de")) > 100


@EVERY
def test_a_brief_holds_no_english_sentence(language):
    written = markdown_text(brief_markdown(brief_of(CLINIC, wording=load_wording(language))))
    assert left_in_english(written, language) == set()


def said_in(drawing) -> str:
    """Everything that a drawing or a poster says."""
    if isinstance(drawing, Poster):
        return " ".join(texts_in(attrs.asdict(drawing)))
    return " ".join(words_of(drawing))


def texts_in(value) -> list[str]:
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    return [text for part in parts for text in texts_in(part)]


@EVERY
def test_no_drawing_holds_an_english_sentence(language):
    canvas = load(Source("clinic.bmc", CLINIC), rules=()).canvas
    words, drawn = load_wording(language), 0
    for view in VIEWS:
        for block in view.blocks(canvas):
            try:
                drawing = view.make(Subject(canvas, words, block))
            except Undrawn as undrawn:
                assert left_in_english(undrawn.needs, language) == set(), view.name
                continue
            drawn += 1
            assert left_in_english(said_in(drawing), language) == set(), view.name
    assert drawn > 60
