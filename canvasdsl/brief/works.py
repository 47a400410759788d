"""How the business works behind its customers, and what it rests on."""

from collections.abc import Iterator
from typing import Any

from canvasdsl.brief.brief import Fact, Facts, Item, Items, Part, Passage, Piece, Section
from canvasdsl.brief.facts import facts_of, item_of, notes_of, whole_line_of
from canvasdsl.brief.figure_lines import figure_title
from canvasdsl.brief.tables import table_of_blocks
from canvasdsl.model.beliefs import Assertion, Target
from canvasdsl.model.exchange import Exchange
from canvasdsl.views.phrasing import Phrasing

__all__ = ["beliefs_section", "class_section", "works_section"]

def works_section(say: Phrasing, *, for_class: bool) -> Section | None:
    """Partners, activities, resources, costs, other parties, competitors, and what no segment is tied to."""
    canvas = say.canvas
    lists: tuple[tuple[str, tuple[Any, ...], tuple[str, ...]], ...] = (
        ("activities", canvas.activities, ("type",)), ("resources", canvas.resources, ("type", "asset")),
        ("partners", canvas.partners, ("type",)), ("costs", canvas.costs, ()), ("parties", canvas.parties, ("role",)),
        ("competitors", canvas.competitors, ()),
    )  # fmt: skip
    parts = [
        Part(title=say.wording(f"brief.works.{key}"),
             pieces=(Items(items=tuple(item_of(block, say, tags=tags) for block in blocks)),))
        for key, blocks, tags in lists if blocks
    ]  # fmt: skip
    if canvas.exchanges:
        rates = tuple(item_of(each, say, title=_rate(each, say)) for each in canvas.exchanges)
        parts.append(Part(title=say.wording("brief.works.exchanges"), pieces=(Items(items=rates),)))
    loose = tuple(_loose(say))
    if loose:
        parts.append(Part(title=say.wording("brief.works.rest"), pieces=(Items(items=loose),)))
    parts += _frame(say, for_class)
    return Section(id="works", title=say.wording("brief.works.title"), parts=tuple(parts)) if parts else None


def _rate(exchange: Exchange, say: Phrasing) -> str:
    return say.wording("brief.works.exchange", currency=exchange.currency, rate=say.quantity(exchange.rate))


def _loose(say: Phrasing) -> Iterator[Item]:
    """Offers, channels, relationships, revenue and journeys that stand on no segment's page."""
    canvas = say.canvas
    shown = {segment.key for segment in canvas.segments}
    for offer in canvas.propositions:
        if shown.isdisjoint(reference.key for reference in offer.segments):
            yield _of_kind(offer, say)
    for reaching in canvas.channels:
        if shown.isdisjoint(one.segment.key for one in reaching.reaches):
            yield _of_kind(reaching, say)
    for relating in canvas.relationships:
        if shown.isdisjoint(one.segment.key for one in relating.segments):
            yield _of_kind(relating, say)
    others: tuple[Any, ...] = (*canvas.revenues, *canvas.journeys)
    for block in others:
        if shown.isdisjoint(reference.key for reference in block.segments):
            yield _of_kind(block, say)


def _of_kind(block: Any, say: Phrasing) -> Item:
    kind = say.label(block.word, block.word)
    item = item_of(block, say)
    return Item(title=item.title, tags=(kind, *item.tags), idea=item.idea, facts=item.facts, notes=item.notes,
                items=item.items)  # fmt: skip


def _frame(say: Phrasing, for_class: bool) -> Iterator[Part]:
    """What the heading says about the whole, beyond what stands on the first page."""
    heading = say.canvas.heading
    elsewhere = ("purpose", "author", "date", "stage", "logo", "accent", "customer-centricity", "thresholds",
                 "learning-goal")  # fmt: skip
    pieces: list[Piece] = []
    if heading is not None:
        facts, notes = facts_of(heading, say, skip=elsewhere), notes_of(heading, say)
        if heading.thresholds is not None:
            facts = (*facts, Fact(say.wording("brief.works.limits"), (whole_line_of(heading.thresholds, say),)))
        if facts or notes:
            pieces.append(Facts(facts=facts, notes=notes))
    left_out = None if for_class else _class_sentence(say)
    if left_out is not None:
        pieces.append(left_out)
    if pieces:
        yield Part(title=say.wording("brief.works.frame"), pieces=tuple(pieces))


def beliefs_section(say: Phrasing) -> Section | None:
    """Assumptions with their evidence, targets, and what must hold."""
    canvas = say.canvas
    parts = []
    if canvas.assumptions:
        items = tuple(item_of(one, say, tags=("risk",)) for one in canvas.assumptions)
        parts.append(Part(title=say.wording("brief.beliefs.assumptions"), pieces=(Items(items=items),)))
    if canvas.targets:
        lines = tuple(
            Item(title=_figure(target, say), tags=(say.wording("brief.beliefs.by", when=say.when(target.by)),))
            for target in canvas.targets
        )
        parts.append(Part(title=say.wording("brief.beliefs.targets"), pieces=(Items(items=lines),)))
    if canvas.assessments:
        caption = say.wording("brief.beliefs.assessments")
        table = table_of_blocks(canvas.assessments, say, caption=caption, head=say.label("assess", "question"))
        parts.append(Part(title=say.label("canvas", "assess"), pieces=(table,)))
    if canvas.assertions:
        held = tuple(Item(title=_figure(one, say), notes=(say.prose(one.because),)) for one in canvas.assertions)
        parts.append(Part(title=say.wording("brief.beliefs.assertions"), pieces=(Items(items=held),)))
    title = say.wording("brief.beliefs.title")
    return Section(id="beliefs", title=title, parts=tuple(parts)) if parts else None


def _figure(claim: Target | Assertion, say: Phrasing) -> str:
    comparison, figure = say.comparison(claim.comparison), figure_title(claim.figure, say)
    if claim.of is None:
        return say.wording("brief.beliefs.figure", figure=figure, comparison=comparison)
    return say.wording("brief.beliefs.figure_of", figure=figure, block=say.named(claim.of), comparison=comparison)


def class_section(say: Phrasing) -> Section | None:
    """What a class shall learn from the model, and its questions with their answers."""
    parts = []
    goals = say.canvas.heading.learning_goals if say.canvas.heading is not None else ()
    if goals:
        facts = (Fact(say.label("canvas", "learning-goal", len(goals)), goals),)
        parts.append(Part(title="", pieces=(Facts(facts=facts),)))
    if say.canvas.quizzes:
        items = tuple(item_of(quiz, say) for quiz in say.canvas.quizzes)
        parts.append(Part(title=say.label("canvas", "quiz", len(items)), pieces=(Items(items=items),)))
    return Section(id="class", title=say.wording("brief.class.title"), parts=tuple(parts)) if parts else None


def _class_sentence(say: Phrasing) -> Passage | None:
    """What a brief says of all that is for a class, where it is left out."""
    goals = len(say.canvas.heading.learning_goals) if say.canvas.heading is not None else 0
    numbers = {"goals": goals, "questions": len(say.canvas.quizzes)}
    counts = [say.counted(f"class.{key}", number) for key, number in numbers.items() if number]
    return Passage(sentences=(say.sentence("class.elsewhere", things=say.join(counts)),)) if counts else None
