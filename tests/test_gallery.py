"""The page of all views: each view of the registry stands on it once, drawn or with what to write for it."""

import re

import pytest
from stress import ARABIC, EXAMPLES, example, loaded

from canvasdsl.brief.gallery import gallery_of
from canvasdsl.cli import run
from canvasdsl.outside.layout import layout_by
from canvasdsl.render.gallery_html import gallery_html
from canvasdsl.views.registry import VIEWS
from canvasdsl.wording import LANGUAGES, load_wording

ENGLISH = load_wording()


def gallery(text, wording=ENGLISH):
    return gallery_of(loaded(text).canvas, wording, layout=layout_by("graphviz"))


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_view_is_shown_or_says_what_to_write(name):
    found = gallery(example(name))
    shown, waiting = [one.view for one in found.shown], [one.view for one in found.waiting]
    assert sorted(shown + waiting) == sorted(view.name for view in VIEWS)
    assert all(one.title and one.description for one in found.shown) and all(one.needs for one in found.waiting)
    assert "canvas" in shown


def test_an_empty_model_waits_for_nearly_all():
    found = gallery("")
    assert len(found.waiting) > 70 and found.title == "The business"
    page = gallery_html(found)
    assert page.count("<li class=\"card\"") == len(found.shown)
    assert "write <code" in page and "into the model" in page  # of views of blocks where not one block is there


def test_further_blocks_are_counted():
    """A view of journeys draws the first and counts the others."""
    found = {one.view: one for one in gallery(example("clinic")).shown}
    assert found["journey"].more == "and one more like it" and found["waterfall"].more == ""


def test_each_drawing_stands_once_and_every_link_has_its_place():
    page = gallery_html(gallery(example("clinic")))
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)
    drawn = len(re.findall(r'<svg class="drawing"', page))
    assert drawn == page.count('<li class="card"') - 1  # the poster is a picture
    assert "<script" not in page and not re.search(r'(?:src|href)="(?!#|data:)', page)
    assert len(page) < 1_500_000


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_titles_of_views_that_wait_are_marked_as_english(language):
    page = gallery_html(gallery(example("coffee"), load_wording(language)))
    waiting = page[page.index('id="waiting"') :]
    titles = re.findall(r"<h3><code[^>]*>[^<]*</code> <span([^>]*)>", waiting)
    assert titles and set(titles) == {' lang="en" dir="ltr"'}
    assert "write " not in re.sub(r"<h3>.*?</h3>|<code.*?</code>", "", waiting)


def test_the_same_page_each_time():
    assert gallery_html(gallery(example("coffee"))) == gallery_html(gallery(example("coffee")))


# ---- The command ----------------------------------------------------------------------------


def test_the_command_writes_the_page(tmp_path, capfd):
    model, page = tmp_path / "shop.bmc", tmp_path / "views.html"
    model.write_text(example("minimal"), encoding="utf-8")
    assert run(["gallery", str(model), "-o", str(page), "--lang", "de"]) == 0
    assert "Alle Ansichten des Modells" in page.read_text(encoding="utf-8")
    assert capfd.readouterr().err == f"wrote {page}\n"


@pytest.mark.parametrize(("text", "more", "code", "words"), [
    (None, (), 2, "there is no such file"),
    ('segment "A', (), 1, "nothing is drawn"),
    ('segment "A', ("--anyway",), 0, "wrote"),
    ('canvas "A"', ("-o", "x.pdf"), 2, "does not end in .html"),
    ('canvas "A"', ("-o", "nowhere/x.html"), 2, "nowhere"),
])  # fmt: skip
def test_what_cannot_be_shown_is_explained(tmp_path, monkeypatch, capfd, text, more, code, words):
    monkeypatch.chdir(tmp_path)
    if text is not None:
        (tmp_path / "a.bmc").write_text(text, encoding="utf-8")
    assert run(["gallery", "a.bmc", *(more if "-o" in more else (*more, "-o", "x.html"))]) == code
    assert words in capfd.readouterr().err
    if "--anyway" in more:
        assert 'role="note"' in (tmp_path / "x.html").read_text(encoding="utf-8")


# ---- Before the judges ----------------------------------------------------------------------


@pytest.mark.outside
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("name", "wording"), [("clinic", ENGLISH), ("coffee", ARABIC)], ids=["clinic", "arabic"])
def test_axe_finds_nothing(name, wording, dark, open_page, axe):
    page = open_page(gallery_html(gallery(example(name), wording)), dark=dark)
    assert axe(page) == []
    page.evaluate("location.hash = '#view-relationships'")
    assert axe(page) == []


@pytest.mark.outside
def test_a_drawing_grows_when_its_link_is_followed_with_the_keyboard(open_page):
    page = open_page(gallery_html(gallery(example("coffee"))))
    link = page.locator("#view-journey h3 a")
    small = page.locator("#view-journey svg").bounding_box()["width"]
    link.focus()
    page.keyboard.press("Enter")
    assert page.locator("#view-journey svg").bounding_box()["width"] > 1.5 * small
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#views"


@pytest.mark.outside
def test_the_validator_finds_nothing(nu_validator_of_pages):
    pages = {name: gallery_html(gallery(example(name), wording)) for name, wording in
             (("clinic", ENGLISH), ("coffee", load_wording("fr")), ("minimal", ARABIC))}  # fmt: skip
    assert nu_validator_of_pages(pages) == []
