"""A table of purchases in the economics of a brief: sentences, figures with their formulas, in every language."""

import re

import pytest
from briefs import MINIMAL, brief_of
from tables import FOLDER
from test_transactions import model

from canvasdsl.brief.brief import FigureSheet
from canvasdsl.brief.compose import compose
from canvasdsl.figures.purchases import KINDS
from canvasdsl.load import load
from canvasdsl.outside.resolver import Resolver
from canvasdsl.outside.tables import FileTables
from canvasdsl.render.brief_html import brief_html
from canvasdsl.source import Source
from canvasdsl.wording import LANGUAGES, load_wording

SHOP = FOLDER / "shop.bmc"


def shop(replaced=("", ""), **more):
    text = SHOP.read_text(encoding="utf-8")
    assert replaced[0] in text
    source = Source(str(SHOP), text.replace(*replaced) if replaced[0] else text)
    resolver = Resolver(source)
    return compose(load(source, resolver.read, tables=FileTables(resolver), rules=()), load_wording(), **more)


def economics(brief):
    return next((section for section in brief.sections if section.id == "economics"), None)


def said(section):
    return ["".join(run.text for run in one) for part in section.parts for piece in part.pieces
            for one in getattr(piece, "sentences", ())]  # fmt: skip


def sheets(section):
    return [piece for part in section.parts for piece in part.pieces if isinstance(piece, FigureSheet)]


def test_purchases_are_told_in_sentences_and_figures():
    section = economics(shop())
    assert section.title == "What customers buy"
    assert said(section)[:3] == [
        "160 customers of Letters with each parcel bought, each on 4.5 days on average and for 42.87 EUR each time.",
        "83 of them still count as active, 77 have lapsed; the churn is 13.1% per month.",
        "The best tenth of the customers brought 38% of the sales.",
    ]
    (sheet,) = sheets(section)
    assert [line.anchor for group in sheet.groups for line in group.lines] == [
        f"figure-{kind.name}-regulars" for kind in KINDS]  # fmt: skip
    for origin in sheet.groups[0].origins:
        assert origin.label.endswith("in orders.csv") and origin.place == "shop.bmc, line 23"


def test_beside_other_figures_they_are_a_part_of_the_page():
    section = economics(shop((
        "  churn       13% per month",
        "  churn 13% per month\n  margin 9 EUR per month per customer\n  acquisition-cost 12 EUR",
    )))  # fmt: skip
    assert section.title == "What a customer is worth"
    assert "What the purchases show" in [part.title for part in section.parts]


def test_without_amounts_and_without_a_window_less_is_said(tmp_path):
    loaded = model(tmp_path, "customer,date\nA,2026-01-01\nA,2026-01-09\nB,2026-01-03\n")
    first = said(economics(compose(loaded, load_wording())))[0]
    assert first == "2 customers of R bought, each on 1.5 days on average."
    timeless = said(economics(shop(("  active      within 90 days\n", ""))))
    assert not any("active" in sentence for sentence in timeless) and len(timeless) == 3


def test_models_without_a_table_have_no_such_page():
    assert economics(brief_of(MINIMAL)) is None


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_numbers_of_the_table_have_names_in_every_language(language):
    source = Source(str(SHOP), SHOP.read_text(encoding="utf-8"))
    resolver = Resolver(source)
    page = brief_html(compose(load(source, resolver.read, tables=FileTables(resolver), rules=()),
                              load_wording(language)))  # fmt: skip
    labels = re.findall(r"<bdi>([^<]*orders\.csv[^<]*)</bdi>", page)
    assert len(labels) > 15 and not [one for one in labels if " in orders.csv" in one and language != "de"]
    assert not any(word in one for one in labels for word in ("customers", "purchases", "days", "paid"))
