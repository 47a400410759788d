"""The page of variants: what it shows, that it asks nothing of anyone, and what the judges say of it."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hostility import HOSTILE
from stress import ARABIC

from canvasdsl.brief.variants import variants_told
from canvasdsl.cli import run
from canvasdsl.load import load
from canvasdsl.render.variants_html import variants_page
from canvasdsl.source import Source
from canvasdsl.syntax.written import encode
from canvasdsl.wording import LANGUAGES, Wording, load_wording, pseudo

ENGLISH = load_wording()
DOCS = Path(__file__).parent.parent / "docs" / "variants"
WILD = "<b>&\"'</b> \u05e9\u05dc\u05d5\u05dd"
TEXT = """canvas "Bar" { currency EUR }
segment a "A" { customers 100 }
segment b "B"
revenue r { from a; price 3 EUR; volume 9 per month }
cost c { fixed 5 EUR per month }
"""


def page(text: str, wording: Wording = ENGLISH) -> str:
    loaded = load(Source("m.bmc", text))
    return variants_page(variants_told(loaded, loaded.variants, wording))


def elements(text: str) -> set[tuple[str, ...]]:
    """The elements of a page with the names of their attributes."""
    found: set[tuple[str, ...]] = set()

    class Reader(HTMLParser):
        def handle_starttag(self, tag, attrs):
            found.add((tag, *(name for name, _ in attrs)))

    Reader().feed(text)
    return found


def of_the_documents(wording: Wording = ENGLISH) -> str:
    """That of the bakery, with three variants."""
    text = (DOCS / "bakery.bmc").read_text(encoding="utf-8")
    variants = (DOCS / "variants.bmc").read_text(encoding="utf-8").replace(' of "bakery.bmc"', "")
    return page(f"{text}\n{variants}", wording)


def test_it_shows_figures_posters_and_what_is_otherwise():
    """Signs stand beside colours; what is the same is not marked."""
    made = page(TEXT + 'variant "X" { revenue r { price 6 EUR }; without b }\nvariant "Y" of "X"\n')
    assert made.count('class="poster-grid"') == 3 and made.count('<section class="column"') == 3
    assert '<th scope="row"><bdi>Profit</bdi></th><td><bdi>22 EUR per month</bdi></td>' in made
    assert '<td class="differs"><bdi>49 EUR per month</bdi> <small>+122.7%</small></td>' in made
    assert "− B" in made and "~ r" in made and made.count("A variant of X") == 1
    assert "<del><bdi>3 EUR</bdi></del> → <ins><bdi>6 EUR</bdi></ins>" in made
    assert "Retention" not in made


def test_nothing_otherwise_and_mistakes_are_said():
    made = page(TEXT + 'variant "X"\nvariant "Y" { without a }\n')
    assert "Nothing is otherwise." in made and "This variant has mistakes." in made


def test_user_text_is_escaped_and_ids_are_unique():
    text = TEXT.replace('"Bar"', f'"{WILD}"'.replace('"\'', "'")).replace('"A"', '"<i>"')
    made = page(text + "variant \"<script>alert(1)</script>\" { segment s \"</main>\" }\n")
    assert "<script" not in made and "<b>" not in made and "<i>" not in made and made.count("</main>") == 1
    ids = re.findall(r'\sid="([^"]+)"', made)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', made)) <= set(ids)


@pytest.mark.parametrize("number", range(0, len(HOSTILE), 7))
def test_no_text_of_a_model_or_of_a_variant_makes_an_element(number):
    """Names, values before and after, titles of variants: a page of wild texts has the elements of a harmless one."""

    def made(*texts: str) -> set[tuple[str, ...]]:
        one, two, three = (encode(text) for text in texts)
        return elements(page(
            f"canvas {one}\nsegment a {two} {{ note {three}; type niche }}\n"
            f"revenue r {three} {{ from a; price 3 EUR }}\n"
            f"variant {three} {{ segment a {one} {{ note {two} }}; revenue r {{ price 4 EUR }}; party p {two} }}\n"
        ))  # fmt: skip

    hostile = [HOSTILE[(number + at) % len(HOSTILE)] for at in range(3)]
    assert made(*hostile) <= made("one", "two", "three")


def test_it_asks_nothing_and_is_the_same_each_time():
    made = of_the_documents()
    assert made == of_the_documents()
    assert "<script" not in made and not re.search(r'(?:src|href)="(?!#|data:)', made)
    assert "default-src 'none'" in made


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_speaks_other_languages(language):
    made = of_the_documents(load_wording(language))
    assert f'<html lang="{language}"' in made and load_wording(language)("variants.figures") in made


def test_no_word_is_left_in_english():
    """Each word that is ours comes from the catalogue."""
    made = of_the_documents(pseudo(ENGLISH))
    for key in ENGLISH.keys("variants"):
        text = ENGLISH.texts[key]
        if isinstance(text, str) and "{" not in text and key not in ("variants.none", "variants.nothing",
                                                                     "variants.broken"):  # fmt: skip
            assert f"⟦{text}⟧" in made or f"⟦{text}" in made, key


def test_too_many_variants_are_named(tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)
    Path("m.bmc").write_text(TEXT + "".join(f'variant "V{at}"\n' for at in range(4)), encoding="utf-8")
    assert run(["variant", "m.bmc", "-o", "x.html"]) == 2
    assert "4 variants do not fit beside each other; name up to 3 with --variant" in capfd.readouterr().err
    assert run(["variant", "m.bmc", "-o", "x.html", "--variant", "V0", "--variant", "V2", "--lang", "de"]) == 0
    made = Path("x.html").read_text(encoding="utf-8")
    assert made.count('<section class="column"') == 3 and "Das Modell" in made
    assert run(["variant", "m.bmc", "-o", "m.bmc"]) == 2


# ---- Before the judges ----------------------------------------------------


@pytest.mark.outside
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing(dark, open_page, axe):
    for made in (of_the_documents(), of_the_documents(ARABIC)):
        assert axe(open_page(made, dark=dark)) == []


@pytest.mark.outside
def test_the_validator_finds_nothing(nu_validator_of_pages):
    found = nu_validator_of_pages({"page": of_the_documents(), "arabic": of_the_documents(ARABIC),
                                   "bad": "<!DOCTYPE html><title></title></b>"})  # fmt: skip
    assert found and [each for each in found if not each.startswith("bad,")] == []


@pytest.mark.outside
def test_blocks_stand_in_rows_where_there_is_room_and_below_each_other_where_not(open_page):
    """At no width anything is cut off; without JavaScript; the table is reached by the keyboard."""
    rows = "[...document.querySelectorAll('.poster-block.revenue')].map(one => one.getBoundingClientRect().top)"
    wide = open_page(of_the_documents(), width=1400)
    assert len(set(wide.evaluate(rows))) == 1
    for width in (1400, 990, 320):
        shown = open_page(of_the_documents(), width=width)
        assert shown.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert len(set(shown.evaluate(rows))) == 4
    for _ in range(5):
        shown.keyboard.press("Tab")
    assert shown.evaluate("document.activeElement.className") == "wide"
