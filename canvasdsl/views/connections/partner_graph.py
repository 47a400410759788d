"""What would stop without a partner: partners, what they provide, and what that supports, from left to right.

The line to what a partner provides is the heavier, the more the business depends on it; a partner without whom there is
no other way is told.
"""

from collections.abc import Iterator
from typing import Any

import attrs

from canvasdsl.model.canvas import Canvas
from canvasdsl.rules.together import named
from canvasdsl.views.drawing import SMALL, Datasheet, Drawing
from canvasdsl.views.graph import Edge, Graph
from canvasdsl.views.kit.graph_cards import HEAD, Card, node_of, put_card, put_way
from canvasdsl.views.kit.paper import Paper, Said, bold, capital, field_of
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.views.typeset import SEMIBOLD

__all__ = ["VIEW", "Partnership", "partnerships"]

_WIDTHS = (164.0, 118.0, 118.0)
_WEIGHTS = {"low": 0.8, "medium": 1.6, "high": 3.0, None: 0.8}


@attrs.frozen(kw_only=True)
class Partnership:
    """A partner with what it provides, and what each of these supports."""

    partner: Any
    provides: tuple[tuple[Any, tuple[Any, ...]], ...]

    @property
    def is_risk(self) -> bool:
        """Whether much depends on it and nobody could take its place."""
        return self.partner.dependency == "high" and self.partner.alternative is None and not self.partner.is_idea


def partnerships(canvas: Canvas) -> tuple[Partnership, ...]:
    """The partners in the order of the file."""
    found = []
    for partner in canvas.partners:
        given = [(each, tuple(dict.fromkeys(named(canvas, getattr(each, "supports", ())))))
                 for each in dict.fromkeys(named(canvas, partner.provides))]  # fmt: skip
        found.append(Partnership(partner=partner, provides=tuple(given)))
    return tuple(found)


# ---- Drawing ------------------------------------------------------------------------


def _make(subject: Subject) -> Drawing:
    found = partnerships(subject.canvas)
    if not any(each.provides or each.partner.dependency for each in found):
        raise Undrawn(subject.words("partners.needs"))
    blocks: dict[int, tuple[int, Any, int]] = {}
    ways: dict[tuple[int, int], Any] = {}
    for each in found:
        start = blocks.setdefault(id(each.partner), (len(blocks), each.partner, 0))[0]
        for given, supported in each.provides:
            middle = blocks.setdefault(id(given), (len(blocks), given, 1))[0]
            ways.setdefault((start, middle), each.partner)
            for one in supported:
                end = blocks.setdefault(id(one), (len(blocks), one, 2))[0]
                if end != middle and blocks[id(one)][2] > blocks[id(given)][2]:
                    ways.setdefault((middle, end), given)
    cards = [_card(subject, block) for _, block, _ in blocks.values()]
    nodes = tuple(node_of(f"n{number}", card, _WIDTHS[rank], rank=rank)
                  for card, (number, _, rank) in zip(cards, blocks.values(), strict=True))  # fmt: skip
    graph = Graph(nodes=nodes, width=Paper().width, gap=7,
                  edges=tuple(Edge(start=f"n{start}", end=f"n{end}", dashed=owner.is_idea)
                              for (start, end), owner in ways.items()))  # fmt: skip
    placed = subject.placed(graph)
    paper = Paper()
    ranks = {rank for _, _, rank in blocks.values()}
    top = _heads(subject, paper, ranks, graph, placed.nodes)
    drawn = Paper()
    for edge, route, owner in zip(graph.edges, placed.routes, ways.values(), strict=True):
        weight = _WEIGHTS[getattr(owner, "dependency", None)] if owner.word == "partner" else 0.8
        put_way(drawn, route.points, dashed=edge.dashed, width=weight, head=HEAD + weight)
    for card, node, place in zip(cards, nodes, placed.nodes, strict=True):
        put_card(drawn, card, place, node.width)
    paper.put(drawn, 0, top)
    return subject.drawing(
        "partners", paper, title=_title(subject, found), description=_description(subject, found), graph=graph,
        table=_table(subject, found), notes=(*_notes(subject, found), *subject.layout_notes(placed)),
        texts=paper.authors, height=top + placed.height + 1,
    )  # fmt: skip


def _heads(
    subject: Subject, paper: Paper, ranks: set[int], graph: Graph, middles: tuple[tuple[float, float], ...]
) -> float:  # fmt: skip
    bottom = 0.0
    for rank in sorted(ranks):
        x = min(middle[0] - node.width / 2 for node, middle in zip(graph.nodes, middles, strict=True)
                if node.rank == rank)  # fmt: skip
        bottom = max(bottom, paper.text(x, 0, subject.words(f"partners.rank.{rank}"), width=_WIDTHS[rank], size=SMALL,
                                        weight=SEMIBOLD, tone="soft").height)  # fmt: skip
    return bottom + 5


def _card(subject: Subject, block: Any) -> Card:
    if block.word != "partner":
        kind = capital(subject.say.label("canvas", block.word))
        return Card(parts=(Said(kind, tone="faint"), Said(block.name, field_of(block))), idea=block.is_idea)
    return Card(parts=tuple(_partner(subject, block)), idea=block.is_idea, fill="", line="soft")


def _partner(subject: Subject, partner: Any) -> Iterator[Said]:
    """A partner: its type and motive, how much depends on it, who could take its place."""
    say, words = subject.say, subject.words
    yield bold(partner.name, field_of(partner))
    kind = [say.choice("partner type", partner.type)] if partner.type else []
    kind += [say.choice("motive", partner.motive)] if partner.motive else []
    if kind:
        yield Said(capital(subject.wording("brief.list.separator").join(kind)), tone="soft")
    if partner.dependency:
        yield Said(words(f"partners.dependency.{partner.dependency}"), tone="soft")
    if partner.alternative is not None:
        other = partner.alternative if isinstance(partner.alternative, str) else say.named(partner.alternative)
        yield Said(words("partners.alternative", text=other), field_of(partner), tone="faint")
    elif partner.dependency == "high":
        yield Said(words("partners.no_alternative"), tone="soft", sign="gap")


def _title(subject: Subject, found: tuple[Partnership, ...]) -> str:
    risks = [each.partner.name for each in found if each.is_risk]
    if risks:
        return subject.counted("partners.title_risk", len(risks), names=subject.say.join(subject.say.shortened(risks)))
    heavy = [each.partner.name for each in found if each.partner.dependency == "high" and not each.partner.is_idea]
    if heavy:
        return subject.counted("partners.title_heavy", len(heavy), names=subject.say.join(subject.say.shortened(heavy)))
    return subject.counted("partners.title", len(found))


def _notes(subject: Subject, found: tuple[Partnership, ...]) -> Iterator[str]:
    if any(each.partner.dependency for each in found):
        yield subject.words("partners.weight")
    idle = [each.partner.name for each in found if not each.provides]
    if idle:
        yield subject.counted("partners.idle", len(idle), names=subject.say.join(subject.say.shortened(idle)))


def _description(subject: Subject, found: tuple[Partnership, ...]) -> str:
    say, parts = subject.say, [subject.words("partners.description")]
    for each in [each for each in found if each.provides][:4]:
        names = say.join(say.shortened([given.name for given, _ in each.provides]))
        parts.append(subject.words("partners.one", name=each.partner.name, list=names))
    return " ".join(parts)


def _table(subject: Subject, found: tuple[Partnership, ...]) -> Datasheet:
    say, words = subject.say, subject.words
    columns = tuple(words(f"partners.column.{key}") for key in ("partner", "dependency", "provides", "supports",
                                                                "alternative"))  # fmt: skip
    rows = []
    for each in found:
        partner = each.partner
        supported = dict.fromkeys(one.name for _, ends in each.provides for one in ends)
        other = partner.alternative
        rows.append((
            partner.name, say.choice("dependency", partner.dependency) if partner.dependency else "",
            say.join([given.name for given, _ in each.provides]) or words("graph.none"), say.join([*supported]),
            "" if other is None else other if isinstance(other, str) else say.named(other),
        ))  # fmt: skip
    return Datasheet(columns=columns, rows=tuple(rows))


VIEW = View(name="partners", register=(), theory=("T-BMC-8",), title="What partners provide, and what depends on it",
            needs=("partner", "provides"), make=_make)  # fmt: skip
