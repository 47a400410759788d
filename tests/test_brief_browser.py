"""The brief's page in a real browser, before axe and before the Nu validator."""

import pytest
from briefs import MINIMAL, SEVERAL, STUDIO, hostile_model, page_of

from canvasdsl import resources

pytestmark = pytest.mark.outside
PAGES = {"minimal": MINIMAL, "studio": STUDIO, "several": SEVERAL, "blank": "", "hostile": hostile_model()[0],
         "coffee": resources.read_text("examples/coffee.bmc")}  # fmt: skip
EVERY = pytest.mark.parametrize("name", PAGES)


@EVERY
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing(name, dark, open_page, axe):
    """WCAG 2.2 AA and good practice."""
    assert axe(open_page(page_of(PAGES[name]), dark=dark)) == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_where_all_is_unfolded(dark, open_page, axe):
    page = open_page(page_of(PAGES["coffee"]), dark=dark)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    assert axe(page) == []


@pytest.mark.parametrize("name", ["studio", "hostile"])
def test_axe_finds_nothing_on_a_phone(name, open_page, axe):
    assert axe(open_page(page_of(PAGES[name]), width=360, height=700)) == []


@EVERY
def test_the_validator_finds_nothing(name, nu_validator):
    assert nu_validator(page_of(PAGES[name])) == []


@EVERY
@pytest.mark.parametrize("width", [320, 640, 1280])
def test_nothing_is_wider_than_the_window(name, width, open_page):
    """At 320 px, and at 200 % zoom (half the pixels of a laptop)."""
    page = open_page(page_of(PAGES[name]), width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    beyond = page.evaluate(
        """width => [...document.body.querySelectorAll("*")].filter(element => {
            const box = element.getBoundingClientRect();
            return box.right > width + 1 && !element.closest(".wide, pre, .heard, .skip, .poster");
        }).map(element => element.outerHTML.slice(0, 120))""", width,
    )  # fmt: skip
    assert beyond == []


def test_no_text_overflows_its_box(open_page):
    """In no paragraph, heading or entry is the text wider than its place."""
    for width in (320, 1280):
        page = open_page(page_of(STUDIO), width=width)
        assert page.evaluate(
            """() => [...document.querySelectorAll("p, h1, h2, h3, dd, dt, li, caption")]
                .filter(one => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflow === "visible"
                    && getComputedStyle(one).display !== "inline" && !one.closest(".heard, .poster"))
                .map(one => one.outerHTML.slice(0, 120))"""
        ) == []  # fmt: skip


def test_it_prints(open_page):
    """On A4, the poster across; no contents and no skip link on paper."""
    page = open_page(page_of(STUDIO))
    pdf = page.pdf(prefer_css_page_size=True)
    pikepdf = pytest.importorskip("pikepdf")
    import io

    with pikepdf.open(io.BytesIO(pdf)) as printed:
        across = [float(one.mediabox[2]) > float(one.mediabox[3]) for one in printed.pages]
    assert sum(across) == 1 and across[0] is False
    page.emulate_media(media="print")
    assert not page.is_visible("nav.contents")


def test_the_skip_link_shows_when_focused(open_page):
    page = open_page(page_of(STUDIO))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("document.activeElement.getBoundingClientRect().width") > 50
