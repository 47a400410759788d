"""Every page that examples give before the judges: axe by day and by night, the Nu validator; and the same bytes each
time, whatever order Python gives to its sets."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from stress import ARABIC, EXAMPLES, example, loaded

from canvasdsl.brief.compose import compose
from canvasdsl.load import load
from canvasdsl.outside.layout import layout_by
from canvasdsl.render.brief_html import brief_html
from canvasdsl.render.drawing_html import drawing_page
from canvasdsl.render.poster_html import poster_page
from canvasdsl.source import Source
from canvasdsl.views.poster.poster import Poster
from canvasdsl.views.registry import VIEWS
from canvasdsl.views.subject import Subject, Undrawn
from canvasdsl.wording import Wording, load_wording

ENGLISH = load_wording()
DAY_AND_NIGHT = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])


def brief_page(name: str, wording: Wording = ENGLISH) -> str:
    """With its findings and everything for a class."""
    known = load(Source(f"{name}.bmc", example(name)))
    return brief_html(compose(known, wording, for_class=True, layout=layout_by("graphviz")))


def pages_of_views(name: str, wording: Wording = ENGLISH) -> dict[str, str]:
    """A page of each view that the model has something for."""
    canvas, pages = loaded(example(name)).canvas, {}
    for view in VIEWS:
        for block in view.blocks(canvas):
            try:
                picture = view.make(Subject(canvas, wording, block, layout=layout_by("graphviz")))
            except Undrawn:
                continue
            pages[view.name] = poster_page(picture) if isinstance(picture, Poster) else drawing_page(picture)
            break
    return pages


@pytest.mark.outside
@DAY_AND_NIGHT
@pytest.mark.parametrize("name", EXAMPLES)
def test_axe_finds_nothing_in_briefs(name: str, dark: bool, open_page, axe) -> None:
    """With everything unfolded; and the page asks for nothing, as for all pages that `open_page` opens."""
    page = open_page(brief_page(name), dark=dark)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    assert axe(page) == []


@pytest.mark.outside
@DAY_AND_NIGHT
def test_axe_finds_nothing_in_views(dark: bool, open_page, axe) -> None:
    """Some of the largest example: they share a template, and the validator below reads all."""
    pages = pages_of_views("clinic")
    assert len(pages) > 50
    some = {name: pages[name] for name in ("canvas", *Random(int(dark)).sample(sorted(pages), 7))}
    assert {name: found for name, page in some.items() if (found := axe(open_page(page, dark=dark)))} == {}


@pytest.mark.outside
def test_axe_finds_nothing_from_right_to_left(open_page, axe) -> None:
    for page in (brief_page("coffee", ARABIC), *list(pages_of_views("coffee", ARABIC).values())[:2]):
        assert axe(open_page(page)) == []


@pytest.mark.outside
def test_the_validator_finds_nothing(nu_validator_of_pages) -> None:
    """In any brief, in any page of a view, and in pages from right to left; a bad page among them is found."""
    pages = {**{f"brief-{name}": brief_page(name) for name in EXAMPLES},
             **{f"view-{name}": page for name, page in pages_of_views("clinic").items()},
             **{f"arabic-{name}": page for name, page in pages_of_views("coffee", ARABIC).items()},
             "arabic": brief_page("coffee", ARABIC), "bad": "<!DOCTYPE html><title></title></b>"}  # fmt: skip
    found = nu_validator_of_pages(pages)
    assert [one for one in found if not one.startswith("bad,")] == [] and found


# ---- The same bytes -----------------------------------------------------------------------------------------------

MAKE = """
import hashlib, json, sys
from canvasdsl.brief.compose import compose
from canvasdsl.load import load
from canvasdsl.outside.brief import write_brief
from canvasdsl.outside.drawing import draw
from canvasdsl.outside.layout import layout_by
from canvasdsl.outside.poster import draw_poster
from canvasdsl.source import Source
from canvasdsl.views.poster.poster import Poster
from canvasdsl.views.registry import VIEWS
from canvasdsl.views.subject import Subject, Undrawn
from canvasdsl.wording import load_wording

name, text = sys.argv[1], open(sys.argv[2], encoding="utf-8").read()
known, wording, layout = load(Source(name, text)), load_wording(), layout_by("graphviz")
made = {}
brief = compose(known, wording, layout=layout)
for form in ("html", "pdf", "md"):
    made["brief." + form] = write_brief(brief, form)
for number, view in enumerate(VIEWS):
    for block in view.blocks(known.canvas):
        try:
            picture = view.make(Subject(known.canvas, wording, block, layout=layout))
        except Undrawn:
            continue
        as_file = draw_poster if isinstance(picture, Poster) else draw
        for form in ("svg", "png") if number % 8 == 0 else ("svg",):
            made[f"{view.name}.{form}"] = as_file(picture, form)
        break
json.dump({name: hashlib.sha256(data).hexdigest() for name, data in made.items()}, sys.stdout)
"""


def digests(name: str, seed: str) -> dict[str, str]:
    """What a process of its own makes of an example."""
    root = Path(__file__).parent.parent
    command = [sys.executable, "-c", MAKE, f"{name}.bmc", str(root / "examples" / f"{name}.bmc")]
    done = subprocess.run(command, capture_output=True, text=True, cwd=root, check=True,
                          env={**os.environ, "PYTHONHASHSEED": seed})  # fmt: skip
    assert done.stderr == ""
    return json.loads(done.stdout)


@pytest.mark.parametrize("name", ["clinic", "coffee"])
def test_the_same_bytes_each_time(name: str) -> None:
    """Briefs and views in two processes whose sets and hashes have other orders."""
    first, second = digests(name, "1"), digests(name, "4242")
    assert len(first) > 25 and first == second
    assert len(set(first.values())) == len(first) and hashlib.sha256(b"").hexdigest() not in first.values()
