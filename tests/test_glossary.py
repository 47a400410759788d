"""A brief explains the terms of the field that stand in it and no others, a sentence each, in the reader's language."""

import re
from functools import cache

import pytest
from briefs import MINIMAL, brief_of, markdown_text
from test_brief import section

from canvasdsl import resources, theory
from canvasdsl.brief.audiences import AUDIENCES
from canvasdsl.brief.brief import Brief, Fact, Facts, Items, Works
from canvasdsl.brief.field_terms import OF_FIGURES, OF_IDEAS, FieldTerm
from canvasdsl.figures.compute import KINDS
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.types import Choice, RefOr
from canvasdsl.model.vocabulary import classes, table_of
from canvasdsl.render.brief_html import brief_html
from canvasdsl.render.brief_markdown import brief_markdown
from canvasdsl.views.registry import VIEWS
from canvasdsl.wording import LANGUAGES, load_wording

TERMS = (*OF_FIGURES, *OF_IDEAS)
COFFEE, CLINIC = (resources.read_text(f"examples/{name}.bmc") for name in ("coffee", "clinic"))
EVERY_TERM = pytest.mark.parametrize("term", TERMS, ids=lambda term: term.key)
SEGMENT = 'segment s "Students" { job j "study" functional; pain p "noise"; gain g "quiet" }\n'
RELATIONSHIP = 'relationship r "Regulars" { with s; type dedicated, self-service }\n'

SELF_EXPLAINING = {
    "figures": """
        revenue revenue-per-customer revenue-share costs fixed-costs variable-costs profit profit-margin average-price
        plan-share patrons-share cumulative-profit cash-low-point cash-low-month serving-budget-left serving-cut-off
        loss-from-dissatisfaction profit-at-risk effort-steps effort-minutes steps-too-many minutes-too-many
        relationship-depth completeness link-coverage trace-closure segment-difference design-score weakest-design-mark
        mean-life next-base survivors-later further-life further-half-life buyers purchases-per-buyer average-purchase
        purchase-interval share-of-best-tenth buyers-still-there purchases-to-come average-purchase-to-come
        sales-to-come programme-cost break-even-uplift keeping-share cost-per-response what-if-return prediction-value
        contact-cost customising-gain quality-ratio price-ratio margin-after-change volume-needed expectation-gap
        satisfaction-level moment-gap referral-rate gap-to-aim progress renewal-rate effort-saved loyalty-index
        good-contacts sla-attainment first-contact-resolution skill-coverage support-coverage service-consistency
        rating-variance answer-time deflection-rate active-members peer-answers recognised-contacts within-standard
        told-before contact-frequency response-rate closing-time handling-gain addressable-size fit phase-coverage
        preference-match cross-side-ratio price-buyers expected-orders known-customers data-age channel-integration
        cost-per-function founded-tactics""",
    "the nine blocks": """
        T-BMC-0 T-BMC-1 T-BMC-2 T-BMC-2a T-BMC-3 T-BMC-3a T-BMC-3b T-BMC-4 T-BMC-5 T-BMC-6 T-BMC-7 T-BMC-11""",
    "customers in everyday words": """
        T-CUS-1 T-CUS-2 T-CUS-3 T-CUS-4 T-CUS-5 T-CUS-6 T-CUS-7 T-CUS-9 T-CUS-10 T-CUS-11 T-TYP-1 T-TYP-2 T-TYP-3
        T-TYP-5 T-SEG-1 T-SEG-2 T-SEG-3 T-SEG-4 T-SEG-5 T-SEG-6 T-SEG-7""",
    "value and satisfaction in everyday words": """
        T-VAL-1 T-VAL-2 T-VAL-3 T-VAL-4 T-VAL-5 T-VAL-6 T-VAL-7 T-VAL-8 T-SAT-1 T-SAT-2 T-SAT-3 T-SAT-4 T-SAT-5 T-SAT-6
        T-SAT-7 T-SAT-8 T-LOY-1 T-LOY-2 T-LOY-3 T-CX-1 T-CX-2 T-CEN-2""",
    "relationships and service in everyday words": """
        T-REL-0 T-REL-10 T-REL-11 T-REL-12 T-REL-13 T-REL-15 T-REL-16 T-REL-18 T-RM-1 T-SVC-1 T-SVC-2 T-SVC-3 T-SVC-4
        T-SVC-5 T-SVC-6 T-SVC-7 T-SVC-8 T-SVC-9 T-SVC-10 T-SVC-11 T-JRN-2 T-JRN-3""",
    "strategies and benefits in everyday words": """
        T-STR-0 T-STR-1 T-STR-2 T-STR-3 T-STR-4 T-STR-5 T-STR-6 T-LT-0 T-LT-1 T-LT-2 T-LT-3 T-LT-4 T-LT-5 T-BEN-1
        T-BEN-2 T-BEN-3 T-BEN-4 T-BEN-5""",
    "management, change and metrics in everyday words": """
        T-CRM-2 T-CRM-3 T-CRM-4 T-CRM-5 T-CRM-6 T-CRM-11 T-VC-P1 T-VC-P2 T-VC-P3 T-VC-P4 T-VC-P5 T-VC-S1 T-VC-S2 T-VC-S3
        T-VC-S4 T-DYN-0 T-DYN-1 T-DYN-2 T-DYN-3 T-DYN-5 T-DYN-6 T-MEA-1 T-MEA-3 T-EDU-1""",
    "ideas whose figures have a term": "T-ECO-1 T-ECO-2 T-ECO-3 T-ECO-9 T-ECO-10 T-ECO-13 T-ECO-14",
}
"""What the pages say in words that everybody knows: it needs no line in a glossary."""


@cache
def uses() -> frozenset[tuple[str, str]]:
    """Every id of the register that the vocabulary can bring into a model, with the word that does."""
    found = set()
    for cls in classes(Canvas):
        found |= {(id, cls.word) for id in cls.theory}
        for field in table_of(cls).fields:
            word = cls.word if field.place == "slot" else field.name
            found |= {(id, word) for id in field.theory if field.entity is None}
            kind = field.type.other if isinstance(field.type, RefOr) else field.type
            if isinstance(kind, Choice):
                found |= {(id, option.word) for option in kind.options for id in option.theory}
    return frozenset(found)


def plain(*parts: str) -> set[str]:
    return {word for part in parts or SELF_EXPLAINING for word in SELF_EXPLAINING[part].split()}


def glossary(brief: Brief) -> list[Fact]:
    """The terms of the field in a brief."""
    pieces = [piece for one in brief.sections if one.id == "terms" for part in one.parts for piece in part.pieces]
    return [fact for piece in pieces if isinstance(piece, Facts) for fact in piece.facts]


def keys(text: str, **more) -> set[str]:
    return {fact.anchor.removeprefix("term-") for fact in glossary(brief_of(text, **more))}


# ---- Every term ------------------------------------------------------------------------


def test_every_figure_has_a_term_or_a_name_that_everybody_understands():
    explained = {name for term in TERMS for name in term.figures}
    known = {kind.name for kind in KINDS}
    assert explained <= known
    assert known - explained == plain("figures") & known
    assert not explained & plain("figures")


def test_every_idea_of_the_vocabulary_has_a_term_or_is_said_in_everyday_words():
    used = {id for id, _ in uses()}
    explained = {use.partition(" ")[0] for term in TERMS for use in term.uses}
    plain_ideas = plain() - plain("figures")
    assert used - explained == plain_ideas


@EVERY_TERM
def test_what_brings_a_term_in_exists(term: FieldTerm):
    """A word that no model can have would never bring a term in."""
    assert term.uses or term.figures or term.views
    for use in term.uses:
        id, _, word = use.partition(" ")
        assert any(known == id and word in ("", said) for known, said in uses()), use
    assert set(term.views) <= {view.name for view in VIEWS}
    if term.work:
        assert any(work.verified and re.match("[0-9]{4}", work.year) for work in theory.entry(term.work).sources)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_has_one_sentence_and_a_title_of_its_own(language):
    """A title is given where the catalogue has no name for the term yet, and nowhere else."""
    wording = load_wording(language)
    assert len({term.key for term in TERMS}) == len(TERMS)
    wanted = {f"glossary.{term.key}.means" for term in TERMS}
    wanted |= {term.title for term in TERMS if not term.called}
    assert set(wording.keys("glossary")) == wanted
    titles = [str(wording.texts[term.title]).casefold() for term in TERMS]
    assert len(set(titles)) == len(titles)
    for term in TERMS:
        means = wording(f"glossary.{term.key}.means")
        assert re.fullmatch(r"\w[^.]*\.", means) and len(means) <= 200, means


# ---- In a brief ----------------------------------------------------------------------


def test_a_term_stands_in_a_brief_that_uses_it_and_in_no_other():
    text = SEGMENT + RELATIONSHIP
    assert keys(text) == {"job", "pain", "gain", "dedicated", "self-service"}
    assert keys(text.replace("dedicated, ", "")) == {"job", "pain", "gain", "self-service"}


def test_a_small_model_gets_no_glossary():
    """Three terms are no glossary; two good pages stay two."""
    assert keys(SEGMENT) == set()
    assert [one.id for one in brief_of(MINIMAL).sections if one.id == "terms"] == []


def test_the_terms_of_the_author_stand_first():
    first, second = section(brief_of(CLINIC), "terms").parts
    assert isinstance(first.pieces[0], Items) and first.title == ""
    assert isinstance(second.pieces[0], Facts) and second.title == "Words of the field"
    (alone,) = section(brief_of('term check "Check" { means "A visit." }'), "terms").parts
    assert isinstance(alone.pieces[0], Items)


def test_figures_bring_their_terms():
    """What the tables of figures name, what is aimed at, what must hold and what drawings show."""
    found = keys(COFFEE)
    assert {"lifetime-value", "acquisition-cost", "ltv-to-cac", "payback", "retention", "margin-of-safety",
            "break-even", "customer-equity", "sensitivity", "simulation"} <= found  # fmt: skip
    assert "net-present-value" not in found and "churn" not in found
    text = SEGMENT + RELATIONSHIP
    assert "concentration" in keys(text + 'assert concentration <= 0.5 because "all in one"\n') - keys(text)


def test_a_figure_in_a_text_brings_its_term():
    names = '"Each is worth {clv of regulars}, with an elasticity of {retention-elasticity of regulars}"'
    told = COFFEE.replace("canvas ", f"term worth \"Worth\" {{ means {names} }}\ncanvas ", 1)
    assert "elasticity" in keys(told) - keys(COFFEE)


@pytest.mark.parametrize("audience", ("investor", "team"))
def test_investors_and_teams_are_told_the_terms_of_figures(audience):
    ideas = {term.key for term in OF_IDEAS}
    assert {"lifetime-value", "churn", "cohort"} <= keys(CLINIC, audience=audience)
    assert not ideas & keys(CLINIC, audience=audience)
    assert ideas & keys(CLINIC) == ideas & keys(CLINIC, audience="class")


@pytest.mark.parametrize("audience", (None, *AUDIENCES))
def test_the_works_of_terms_stand_among_the_sources(audience):
    """A brief that has no sources sends nobody there."""
    brief = brief_of(CLINIC, audience=audience)
    works = [piece for one in brief.sections for part in one.parts for piece in part.pieces if isinstance(piece, Works)]
    named = [found[1] for fact in glossary(brief) if (found := re.search(r"\. See (.+)\.$", fact.values[0]))]
    assert bool(named) is bool(works)
    for name in named:
        assert any(work.citation.startswith(name) for piece in works for work in piece.works), name


@pytest.mark.parametrize(("language", "first", "later"), [
    ("en", "Identify", "IDIC"), ("de", "Gewinnschwelle", "Hürde"), ("fr", "Économies d’échelle", "Expérience"),
    ("es", "Inversión", "Línea de visibilidad"), ("pt", "Açúcar", "Agora"),
])  # fmt: skip
def test_titles_are_sorted_without_capitals_and_marks(language, first, later):
    from canvasdsl.brief.glossary import _sorted_as

    assert _sorted_as(first) < _sorted_as(later)
    titles = [fact.label for fact in glossary(brief_of(CLINIC, wording=load_wording(language)))]
    assert titles == sorted(titles, key=_sorted_as) and len(titles) > 50
    assert all(title[:1] == title[:1].upper() for title in titles)


# ---- On pages ------------------------------------------------------------------------


def test_a_page_has_a_place_for_each_term():
    """A list of definitions; a link to `#term-bond` leads to what a bond is."""
    brief = brief_of(COFFEE)
    page = brief_html(brief)
    for fact in glossary(brief):
        assert page.count(f'<div id="{fact.anchor}"><dt>{fact.label}</dt>') == 1, fact.label


def test_every_output_has_every_term():
    brief = brief_of(COFFEE, wording=load_wording("de"))
    markdown = markdown_text(brief_markdown(brief))
    for fact in glossary(brief):
        assert fact.label in markdown and " ".join(fact.values[0].split()) in " ".join(markdown.split())
