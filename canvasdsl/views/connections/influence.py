"""What changes the relationship with customers, what that does, and what is done about it (D23).

Market trends stand in a band of their own above the other forces.
"""

from collections.abc import Sequence
from typing import Any

import attrs

from canvasdsl.model.canvas import Canvas
from canvasdsl.model.entities import Reference
from canvasdsl.views.drawing import SMALL, Datasheet, Drawing
from canvasdsl.views.graph import Graph, Placed
from canvasdsl.views.kit.graph_cards import Card, edge_of, node_of, put_card, put_way
from canvasdsl.views.kit.paper import Paper, Said, bold, capital, field_of
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.views.typeset import SEMIBOLD

__all__ = ["VIEW", "Influence", "influences"]

_WIDE, _INSET = 128.0, 8.0
_TREND = "market-trend"


@attrs.frozen(kw_only=True)
class Influence:
    """A force with what it changes: each a text, the measure in which one sees it, and whether it is only an idea."""

    force: Any
    impacts: tuple[tuple[str, Reference | str | None, bool], ...]

    @property
    def is_answered(self) -> bool:
        """Whether the model says what is done about it."""
        return bool(self.force.response)


def influences(canvas: Canvas) -> tuple[Influence, ...]:
    """The forces in the order of the file, market trends first; what a technology does counts as what it changes."""
    found = []
    for force in canvas.forces:
        impacts = [(each.text or "", each.measure, each.is_idea) for each in force.impacts]
        if force.effect:
            impacts.append((force.effect, None, False))
        found.append(Influence(force=force, impacts=tuple(each for each in impacts if each[0] or each[1])))
    return tuple(sorted(found, key=lambda each: each.force.type != _TREND))


def _make(subject: Subject) -> Drawing:
    found = influences(subject.canvas)
    if not found:
        raise Undrawn(subject.words("influence.needs"))
    trends = [each for each in found if each.force.type == _TREND]
    others = [each for each in found if each.force.type != _TREND]
    paper = Paper()
    # What stands in a band keeps clear of its edges, and the rest below it stands in line with it.
    edge = _INSET if trends else 0.0
    y = _heads(subject, paper, edge)
    graphs, all_placed = [], []
    for number, group in enumerate((trends, others)):
        if not group:
            continue
        graph, cards = _graph(subject, group, f"g{number}", edge)
        placed = subject.placed(graph)
        graphs.append(graph)
        all_placed.append(placed)
        band = Paper()
        inset = 0.0
        if group is trends:
            inset = 5 + band.text(_INSET, 4, subject.counted("influence.trends", len(trends)), size=SMALL,
                                  weight=SEMIBOLD, tone="soft").height  # fmt: skip
            paper.box(0, y, paper.width, inset + placed.height + 2 * _INSET, fill="wash", radius=3)
        band.put(_drawn(graph, cards, placed, on_wash=group is trends), edge, inset + _INSET)
        paper.put(band, 0, y)
        y += inset + placed.height + 2 * _INSET + 4
    return subject.drawing(
        "influence", paper, title=_title(subject, found), table=_table(subject, found), height=y,
        description=_description(subject, found), notes=subject.layout_notes(*all_placed), texts=paper.authors,
        graph=Graph(nodes=tuple(node for graph in graphs for node in graph.nodes),
                    edges=tuple(edge for graph in graphs for edge in graph.edges), width=paper.width),
    )  # fmt: skip


def _heads(subject: Subject, paper: Paper, edge: float) -> float:
    step = (paper.width - 2 * edge - _WIDE) / 2
    bottom = max(paper.text(edge + number * step, 0, subject.words(f"influence.{key}"), width=_WIDE, size=SMALL,
                            weight=SEMIBOLD, tone="soft").height
                 for number, key in enumerate(("force", "impact", "response")))  # fmt: skip
    paper.line((0, bottom + 3), (paper.width, bottom + 3), tone="line", width=0.7)
    return bottom + 7


def _graph(subject: Subject, found: Sequence[Influence], name: str, edge: float) -> tuple[Graph, list[Card]]:
    """Forces, impacts and responses in three ranks; the cards are those of the nodes."""
    nodes, edges, cards = [], [], []

    def add(id: str, card: Card, rank: int) -> str:
        nodes.append(node_of(id, card, _WIDE, rank=rank))
        cards.append(card)
        return id

    for number, each in enumerate(found):
        force = add(f"{name}f{number}", _force(subject, each.force), 0)
        response = add(f"{name}r{number}", _response(subject, each.force), 2)
        for at, (text, measure, idea) in enumerate(each.impacts):
            card = _impact(subject, each.force, text, measure, idea=idea or each.force.is_idea)
            impact = add(f"{name}i{number}-{at}", card, 1)
            edges += [edge_of(force, impact, dashed=card.idea), edge_of(impact, response, dashed=card.idea)]
        if not each.impacts:
            edges.append(edge_of(force, response, dashed=each.force.is_idea))
    return Graph(nodes=tuple(nodes), edges=tuple(edges), width=Paper().width - 2 * edge, gap=10), cards


def _force(subject: Subject, force: Any) -> Card:
    """A force: its sort and trend, its name, upon what it acts."""
    say = subject.say
    kind = capital(say.choice("force", force.type)) if force.type else ""
    if force.trend:
        trend = say.choice("trend", force.trend)
        kind = subject.wording("brief.list.attribute", head=kind, detail=trend) if kind else capital(trend)
    parts = [Said(kind, tone="soft"), bold(force.name, field_of(force))]
    if force.affects:
        names = say.shortened([say.named(each) for each in force.affects])
        parts.append(Said(subject.words("influence.acts_upon", list=say.join(names)), tone="soft"))
    if force.horizon is not None:
        parts.append(Said(subject.words("influence.horizon", time=say.quantity(force.horizon)), tone="soft"))
    return Card(parts=tuple(parts), idea=force.is_idea, fill="", line="soft")


def _impact(subject: Subject, force: Any, text: str, measure: Reference | str | None, *, idea: bool) -> Card:
    """What changes, and in which metric one sees it."""
    say = subject.say
    parts = [Said(text, field_of(force))]
    if measure is not None:
        name = say.named(measure) if isinstance(measure, Reference) else measure
        parts.append(Said(subject.words("influence.seen_in", measure=name), tone="soft"))
    if text == force.effect and force.before is not None and force.after is not None:
        parts.append(Said(subject.words("influence.contacts", before=say.quantity(force.before),
                                        after=say.quantity(force.after)), tone="soft"))  # fmt: skip
    return Card(parts=tuple(parts), idea=idea)


def _response(subject: Subject, force: Any) -> Card:
    """What is done, and when one looks again; a force without one stands out."""
    if not force.response:
        return Card(parts=(Said(subject.words("influence.unanswered"), tone="alarm"),), fill="", line="alarm")
    parts = [Said(force.response, field_of(force))]
    if force.review is not None:
        parts.append(Said(subject.words("influence.review", date=subject.say.date(force.review)), tone="soft"))
    return Card(parts=tuple(parts), idea=force.is_idea)


def _drawn(graph: Graph, cards: Sequence[Card], placed: Placed, *, on_wash: bool) -> Paper:
    paper = Paper()
    for edge, route in zip(graph.edges, placed.routes, strict=True):
        put_way(paper, route.points, dashed=edge.dashed)
    for card, middle in zip(cards, placed.nodes, strict=True):
        put_card(paper, attrs.evolve(card, fill="paper") if on_wash else card, middle, _WIDE)
    return paper


def _title(subject: Subject, found: Sequence[Influence]) -> str:
    decided = [each for each in found if not each.force.is_idea] or list(found)
    silent = [each for each in decided if not each.is_answered]
    if silent and len(decided) == 1:
        return subject.words("influence.title_only", name=silent[0].force.name)
    if silent:
        return subject.counted("influence.title_silent", len(silent), total=subject.say.whole(len(decided)),
                               name=silent[0].force.name)  # fmt: skip
    reviews = [each.force.review for each in decided if each.force.review is not None]
    if not reviews:
        return subject.counted("influence.title", len(decided))
    first = min(reviews, key=lambda date: (date.year, date.month, date.day or 0))
    return subject.counted("influence.title_review", len(decided), date=subject.say.date(first))


def _description(subject: Subject, found: Sequence[Influence]) -> str:
    say = subject.say
    told = [subject.words("influence.description", list=say.join(say.shortened([each.force.name for each in found])))]
    hit: dict[str, int] = {}
    for each in found:
        for reference in each.force.affects:
            hit[say.named(reference)] = hit.get(say.named(reference), 0) + 1
    most = [name for name, count in hit.items() if count == max(hit.values()) and count > 1]
    if most:
        told.append(subject.words("influence.most", list=say.join(say.shortened(most))))
    return subject.words("graph.join").join(told)


def _table(subject: Subject, found: Sequence[Influence]) -> Datasheet:
    say, none = subject.say, subject.words("graph.none")
    rows = []
    for each in found:
        force = each.force
        changes = [text or subject.words("influence.seen_in", measure=say.named(measure)
                                         if isinstance(measure, Reference) else measure)
                   for text, measure, _ in each.impacts]  # fmt: skip
        rows.append((
            force.name, capital(say.choice("force", force.type)) if force.type else "",
            capital(say.choice("trend", force.trend)) if force.trend else "",
            say.join([say.named(reference) for reference in force.affects]) or none, say.join(changes) or none,
            force.response or none, say.date(force.review) if force.review is not None else none,
        ))  # fmt: skip
    heads = (subject.words("influence.force"), *(say.label("force", key) for key in ("type", "trend", "affects")),
             subject.words("influence.impact"), subject.words("influence.response"),
             say.label("force", "review"))  # fmt: skip
    return Datasheet(columns=heads, rows=tuple(rows))


VIEW = View(name="influence", register=("D23",), title="What changes, what that does, and what is done about it",
            needs=("force",), make=_make)  # fmt: skip
