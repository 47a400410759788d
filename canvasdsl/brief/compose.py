"""From everything known about a model to its brief: what is said, in which order, in which words."""

from collections.abc import Iterator, Sequence

import attrs

from canvasdsl.brief.advice import advice_section, findings_in
from canvasdsl.brief.audiences import AUDIENCES, for_audience
from canvasdsl.brief.brief import Brief, BriefWords, Fact, Part, Passage, Section
from canvasdsl.brief.changes import changes_section
from canvasdsl.brief.economics import economics_section
from canvasdsl.brief.figures_in_text import figures_told, told, with_figures
from canvasdsl.brief.glossary import field_terms, glossary_section
from canvasdsl.brief.illustrations import drawn_sections, illustrated
from canvasdsl.brief.lesson import categories_section, concept_section
from canvasdsl.brief.management import (
    doing_section,
    forces_section,
    management_section,
    measures_section,
    service_section,
)
from canvasdsl.brief.pictures import numbered
from canvasdsl.brief.references import References
from canvasdsl.brief.segment import segment_section
from canvasdsl.brief.sentences import five_sentences
from canvasdsl.brief.sources import sources_section
from canvasdsl.brief.works import beliefs_section, class_section, works_section
from canvasdsl.change.story import Story
from canvasdsl.figures.figure import Figure
from canvasdsl.load import Loaded
from canvasdsl.model.quantities import Date
from canvasdsl.model.walking import texts_in, theory_in
from canvasdsl.syntax.nodes import Item
from canvasdsl.syntax.tables import LONG
from canvasdsl.syntax.written import decode
from canvasdsl.views.graph import Layout
from canvasdsl.views.layered import layered
from canvasdsl.views.phrasing import Phrasing
from canvasdsl.views.poster.canvas_poster import build
from canvasdsl.wording import Wording

__all__ = ["compose"]


def compose(
    loaded: Loaded, wording: Wording, *, date: Date | None = None, for_class: bool = False, with_source: bool = True,
    audience: str | None = None, since: Story | None = None, layout: Layout = layered,
) -> Brief:  # fmt: skip
    """The brief of a model. `date` stands for the one that the file gives; `with_source` its files travel in the PDF;
    `since` is what moved since an earlier version; `layout` places the graphs in its drawings.

    All that the authors wrote stands in it, but for the questions for a class with their answers and its learning
    goals, of which it says how many there are unless it is `for_class`; an `audience` gets what is for it. A model with
    errors gets a banner; what was not understood is not in it.
    """
    quantity = Phrasing(wording, loaded.canvas).quantity
    long = frozenset(told(loaded.canvas, text, quantity) for text in _long_texts(loaded))
    figures = figures_told(loaded.canvas, quantity)
    canvas = with_figures(loaded.canvas, quantity)
    loaded = attrs.evolve(loaded, canvas=canvas)
    say = Phrasing(wording, canvas, long, layout, figures.links)
    heading = canvas.heading
    title = canvas.title or wording("brief.untitled")
    date = date or (heading.date if heading is not None else None)
    banner = wording("brief.banner") if loaded.has_errors else ""
    warning = wording("poster.banner") if loaded.has_errors else ""
    poster = build(canvas, wording, value=say.value, banner=warning)
    # What stands on the first page need not stand on the poster again.
    poster = attrs.evolve(poster, title=wording("brief.poster"), purpose="", date="")
    chosen = for_audience(_sections(loaded, say, figures.figures, for_class, since, audience), audience)
    sections = numbered(chosen, say)
    references = References(sections, say)
    purpose = say.prose(heading.purpose) if heading is not None and heading.purpose else None
    return Brief(
        title=title, purpose=references.settled(purpose),
        facts=tuple(_front(say, date)), author=(heading.author if heading is not None else None) or "", date=date,
        logo=canvas.data.get((heading.file, heading.item.start)) if heading is not None else None,
        accent=(heading.accent if heading is not None else None) or "", banner=banner,
        sections=references.settled(sections), poster=poster, words=_words(wording, title), language=wording.language,
        direction=wording.direction,
        texts=tuple(texts_in(canvas)), sources=tuple(_sources(loaded)) if with_source else (),
    )  # fmt: skip


def _sections(
    loaded: Loaded, say: Phrasing, figures: Sequence[Figure], for_class: bool, since: Story | None, audience: str | None
) -> Iterator[Section]:
    for_class = for_class or audience == "class"
    yield Section(
        id="summary", title=say.wording("brief.summary.title"),
        parts=(Part(title="", pieces=(Passage(sentences=five_sentences(say)),)),),
    )  # fmt: skip
    if since is not None:
        yield changes_section(since, say)
    if audience == "class":
        yield from (section for section in (concept_section(say), categories_section(say)) if section is not None)
    yield Section(id="poster", title=say.wording("brief.poster"), poster=True)
    for number, segment in enumerate(say.canvas.segments):
        yield segment_section(segment, number, say)
    made = (
        *drawn_sections(say), doing_section(say), service_section(say),
        measures_section(say), management_section(say), economics_section(loaded, say, figures),
        works_section(say, for_class=for_class), forces_section(say), beliefs_section(say), advice_section(loaded, say),
    )  # fmt: skip
    told = [illustrated(section, say) for section in made if section is not None]
    yield from told
    terms = field_terms(for_audience(told, audience), say, audience)
    found = [*findings_in(loaded), *(accepted.diagnostic for accepted in loaded.accepted)]
    ids = [*theory_in(say.canvas), *(id for one in found for id in one.theory), *(term.work for term in terms)]
    with_works = audience is None or "sources" in AUDIENCES[audience]
    last = (glossary_section(terms, say, with_works=with_works), class_section(say) if for_class else None,
            sources_section(ids, say))  # fmt: skip
    yield from (illustrated(section, say) for section in last if section is not None)


def _sources(loaded: Loaded) -> Iterator[tuple[str, str]]:
    """The files of the model, each by its last name; one that is taken has a number before it."""
    taken: set[str] = set()
    for source in loaded.files:
        name = source.name.rpartition("/")[2].strip("<>") or "model.bmc"
        if name in taken:
            name = f"{len(taken)}-{name}"
        taken.add(name)
        yield name, source.text


def _front(say: Phrasing, date: Date | None) -> Iterator[Fact]:
    """Who wrote it, when, and how far the business has come."""
    heading = say.canvas.heading
    if heading is not None and heading.author:
        yield Fact(say.label("canvas", "author"), (heading.author,))
    if date is not None:
        yield Fact(say.label("canvas", "date"), (say.date(date),))
    if heading is not None and heading.stage:
        yield Fact(say.label("canvas", "stage"), (say.choice("stage", heading.stage),))


def _words(wording: Wording, title: str) -> BriefWords:
    keys = ("kind", "contents", "skip", "help", "why", "theory", "reason", "poster", "tables", "source", "made")
    return BriefWords(
        **{key: wording(f"brief.{key}") for key in keys}, idea=wording("choice.status.idea"),
        separator=wording("brief.list.separator"), description=wording("brief.description", title=title),
        label=wording.pattern("brief.label"), page=wording.pattern("brief.page"),
    )  # fmt: skip


def _long_texts(loaded: Loaded) -> Iterator[str]:
    """The texts that were written as Markdown, between three quotes."""
    for document in loaded.documents:
        yield from _long_in(document.items)


def _long_in(items: Sequence[Item]) -> Iterator[str]:
    for item in items:
        for phrase in item.phrases:
            yield from (decode(value) for value in phrase if value.kind == LONG)
        yield from _long_in(item.items or ())
