"""Who gives what to whom (D08): offers, money, data and work between the business, its customers and its partners.

B2C and B2B flows run to the right and their money back; what customers contribute (C2B, co-creation), what patrons
give and get, and how the sides of a platform draw each other in stand in the same picture.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import attrs

from canvasdsl.model.canvas import Canvas
from canvasdsl.model.entities import Reference
from canvasdsl.views.drawing import SMALL, Datasheet, Drawing
from canvasdsl.views.graph import Graph, Route
from canvasdsl.views.kit.graph_cards import Card, card_height, edge_of, node_of, put_card, put_label
from canvasdsl.views.kit.paper import Badge, Paper, Said, badge_of, bold, capital, field_of
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.views.typeset import SEMIBOLD

__all__ = ["BUSINESS", "VIEW", "Exchanges", "Flow", "exchanges"]

BUSINESS = -1
"""The business itself, among the numbers of parties."""
_GIVEN = {"money": "money", "data": "data", "review": "data"}
"""What a contribution is: money, data, else work or goods."""
_WIDTHS, _NARROW = (88.0, 64.0, 80.0), (78.0, 62.0, 58.0)
"""Of the cards, the business and the words on ways; narrower where words also stand behind the last cards."""
_GAP = 6.0
_MOST_NAMES = 3
_STROKES = {"money": (1.5, ()), "offer": (0.9, ()), "work": (0.9, ()), "data": (0.9, (1.2, 1.8)),
            "draws": (0.9, (1.2, 1.8))}  # fmt: skip


@attrs.frozen(kw_only=True)
class Flow:
    """Something that goes from one party to another: `kind` is money, offer, data, work or draws (one side of a
    platform draws in another); `what` are words of the author's; else `choice` is a word
    of a choice."""

    start: int
    end: int
    kind: str
    what: str = ""
    field: str = ""
    choice: tuple[str, str] | None = None
    idea: bool = False


@attrs.frozen(kw_only=True)
class Exchanges:
    """The parties, segments first, with the side of the business on which each stands, and what flows."""

    parties: tuple[Any, ...]
    right: tuple[bool, ...]
    flows: tuple[Flow, ...]


def exchanges(canvas: Canvas) -> Exchanges:
    """What flows, as the model says it; parties that neither give nor get are left out."""
    everybody: list[Any] = [*canvas.segments, *canvas.parties, *canvas.partners]
    number = {id(block): at for at, block in enumerate(everybody)}
    flows = list(_flows(canvas, everybody, number))
    taking = {each for flow in flows for each in (flow.start, flow.end)}
    kept = [at for at in range(len(everybody)) if at in taking]
    new = {BUSINESS: BUSINESS, **{old: at for at, old in enumerate(kept)}}
    offered = {flow.end for flow in flows if flow.kind == "offer" and flow.start == BUSINESS and flow.choice is None}
    return Exchanges(
        parties=tuple(everybody[at] for at in kept),
        right=tuple(everybody[at].word == "segment" or (everybody[at].word == "party" and at in offered
                                                        and "patron" not in everybody[at].roles) for at in kept),
        flows=tuple(attrs.evolve(flow, start=new[flow.start], end=new[flow.end]) for flow in flows),
    )  # fmt: skip


def _flows(canvas: Canvas, everybody: Sequence[Any], number: dict[int, int]) -> Iterator[Flow]:
    def at(*references: Reference) -> list[int]:
        named = (id(canvas.index.blocks.get(reference.key)) for reference in references)
        return [number[each] for each in named if each in number]

    for proposition in canvas.propositions:
        for one in at(*proposition.segments):
            yield Flow(start=BUSINESS, end=one, kind="offer", what=proposition.name, field=field_of(proposition),
                       idea=_idea(proposition, everybody[one]))  # fmt: skip
    for revenue in canvas.revenues:
        for one in at(*revenue.segments):
            yield Flow(start=one, end=BUSINESS, kind="money", what=revenue.name, field=field_of(revenue),
                       idea=_idea(revenue, everybody[one]))  # fmt: skip
    for one, block in enumerate(everybody):
        if block.word == "partner":
            provided = [canvas.index.blocks[each.key] for each in block.provides if each.key in canvas.index.blocks]
            for each in provided:
                yield Flow(start=one, end=BUSINESS, kind="work", what=each.name, field=field_of(each),
                           idea=_idea(block, each))  # fmt: skip
            continue
        for kind in ("money", "work", "data"):
            for word in block.gives:
                if _GIVEN.get(word, "work") == kind:
                    yield Flow(start=one, end=BUSINESS, kind=kind, choice=("contribution", word), idea=block.is_idea)
        for word in block.in_return:
            if word != "nothing":
                yield Flow(start=BUSINESS, end=one, kind="money" if word == "money" else "offer",
                           choice=("return", word), idea=block.is_idea)  # fmt: skip
    yield from _between_customers(canvas, everybody, number)
    for relationship in canvas.relationships:
        for with_ in relationship.segments:
            for one in at(with_.segment):
                yield from _of_relationship(relationship, one, _idea(relationship, everybody[one]))


def _between_customers(canvas: Canvas, everybody: Sequence[Any], number: dict[int, int]) -> Iterator[Flow]:
    """What segments sell on, buy for others, and whom they draw in."""
    for one, segment in enumerate(canvas.segments):
        for reference, kind, word in (
            *((each, "offer", "resells") for each in segment.resells_to),
            *((each.segment, "draws", "drives_away" if each.effect == "negative" else "draws")
              for each in segment.attracts),
        ):
            other = number.get(id(canvas.index.blocks.get(reference.key)))
            if other is not None and other != one:
                yield Flow(start=one, end=other, kind=kind, choice=("word", word),
                           idea=_idea(segment, everybody[other]))  # fmt: skip
        for reference in segment.bought_by:
            other = number.get(id(canvas.index.blocks.get(reference.key)))
            if other is not None and other != one:
                yield Flow(start=other, end=one, kind="offer", choice=("word", "buys"),
                           idea=_idea(segment, everybody[other]))  # fmt: skip


def _of_relationship(relationship: Any, one: int, idea: bool) -> Iterator[Flow]:
    """What customers tell and contribute in a relationship, and what they get for it."""
    identify = relationship.identify
    for data in identify.data if identify is not None else ():
        yield Flow(start=one, end=BUSINESS, kind="data", what=data, field=field_of(relationship),
                   idea=idea or identify.is_idea)  # fmt: skip
    made = relationship.co_creation
    if made is not None and made.contribution:
        yield Flow(start=one, end=BUSINESS, kind="work", what=made.contribution, field=field_of(relationship),
                   idea=idea or made.is_idea)  # fmt: skip
        if made.reward:
            yield Flow(start=BUSINESS, end=one, kind="offer", what=made.reward, field=field_of(relationship),
                       idea=idea or made.is_idea)  # fmt: skip


def _idea(*blocks: Any) -> bool:
    return any(getattr(block, "is_idea", False) for block in blocks)


# ---- The drawing --------------------------------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class _Bundle:
    """Flows of one kind the same way: one arrow with all that it carries."""

    start: int
    end: int
    kind: str
    words: str
    idea: bool
    fields: tuple[tuple[str, str], ...]


def _make(subject: Subject) -> Drawing:
    found = exchanges(subject.canvas)
    if not found.flows:
        raise Undrawn(subject.words("exchange.needs"))
    bundles = _bundled(subject, found)
    wide, inner, room = _NARROW if any(BUSINESS not in (each.start, each.end) for each in bundles) else _WIDTHS
    cards = [_card(subject, block) for block in found.parties]
    business = Card(parts=(bold(subject.canvas.title or subject.words("exchange.business"), "canvas"),), fill="",
                    line="ink", align="middle")  # fmt: skip
    joined = [sum(one == side for bundle in bundles for one in (bundle.start, bundle.end) if one != BUSINESS)
              for side in range(len(cards))]  # fmt: skip
    edges = tuple(edge_of(_node(bundle.start), _node(bundle.end), label=bundle.words, width=room - 6,
                          dashed=bundle.idea) for bundle in bundles)  # fmt: skip
    # The business is as tall as what comes and goes on its longer side, so that ways run level.
    sides = [sum(edge.height + _GAP for bundle, edge in zip(bundles, edges, strict=True)
                 if BUSINESS in (bundle.start, bundle.end)
                 and found.right[max(bundle.start, bundle.end)] == side) for side in (False, True)]  # fmt: skip
    tall = max(card_height(business, inner), *sides)
    nodes = [node_of(f"p{at}", card, wide, rank=2 if found.right[at] else 0) for at, card in enumerate(cards)]
    nodes = [attrs.evolve(node, height=max(node.height, joined[at] * 11.0)) for at, node in enumerate(nodes)]
    middle = attrs.evolve(node_of("business", business, inner, rank=1), height=tall)
    graph = Graph(
        nodes=(*nodes, middle), edges=edges, width=Paper().width, gap=_GAP,
    )  # fmt: skip
    placed = subject.placed(graph)
    paper, drawn = Paper(), Paper()
    top = _heads(subject, paper, found, placed.nodes, wide)
    for bundle, route in zip(bundles, placed.routes, strict=True):
        _arrow(subject, drawn, found, bundle, route)
    for card, point, node in zip((*cards, business), placed.nodes, graph.nodes, strict=True):
        put_card(drawn, card, point, node.width, height=node.height)
    for bundle, route in zip(bundles, placed.routes, strict=True):
        assert route.label is not None
        put_label(drawn, bundle.words, route.label, room - 6, tone="ink" if bundle.kind == "money" else "soft")
        drawn.texts += bundle.fields
    paper.put(drawn, 0, top)
    return subject.drawing(
        "exchange", paper, title=_title(subject, found), table=_table(subject, found), height=top + placed.height + 1,
        description=_description(subject, found), notes=subject.layout_notes(placed), texts=paper.authors, graph=graph,
    )  # fmt: skip


def _node(party: int) -> str:
    return "business" if party == BUSINESS else f"p{party}"


def _said(subject: Subject, flow: Flow) -> str:
    """What flows, in the reader's words."""
    if flow.choice is None:
        return flow.what
    name, word = flow.choice
    return subject.words(f"exchange.{word}") if name == "word" else subject.say.choice(name, word)


def _bundled(subject: Subject, found: Exchanges) -> list[_Bundle]:
    gathered: dict[tuple[int, int, str, bool], list[Flow]] = {}
    for flow in found.flows:
        gathered.setdefault((flow.start, flow.end, flow.kind, flow.idea), []).append(flow)
    bundles = []
    for (start, end, kind, idea), flows in gathered.items():
        said = subject.say.shortened(list(dict.fromkeys(_said(subject, flow) for flow in flows)))
        short = subject.words(f"exchange.short.{kind}")
        # "Money: money" would say it twice.
        words = subject.words(f"exchange.kind.{kind}", what=subject.say.join(said))
        words = capital(short) if said == [short] else words
        fields = tuple((flow.field, flow.what) for flow in flows if flow.field)
        bundles.append(_Bundle(start=start, end=end, kind=kind, words=words, idea=idea, fields=fields))
    return bundles


def _card(subject: Subject, block: Any) -> Card:
    """A party: its mark, its name, and what it is."""
    say = subject.say
    if block.word == "segment":
        market = say.choice("direction of exchange", block.market) if block.market else ""
        name = bold(block.name, field_of(block), badges=(_badge(subject, block),))
        return Card(parts=(name, Said(capital(market), tone="soft")), fill="", line="soft", idea=block.is_idea)
    name = bold(block.name, field_of(block))
    if block.word == "partner":
        kind = say.choice("partner type", block.type) if block.type else say.label("canvas", "partner")
    else:
        kind = say.join([say.choice("role", role) for role in block.roles]) or say.label("canvas", "party")
    return Card(parts=(name, Said(capital(kind), tone="soft")), idea=block.is_idea)


def _badge(subject: Subject, segment: Any) -> Badge:
    return badge_of(next(at for at, each in enumerate(subject.canvas.segments) if each is segment))


def _heads(
    subject: Subject, paper: Paper, found: Exchanges, points: Sequence[tuple[float, float]], wide: float
) -> float:
    """What stands on each side."""
    bottom = 0.0
    for side, key in ((False, "left"), (True, "right")):
        x = next((points[at][0] for at, right in enumerate(found.right) if right == side), None)
        if x is not None:
            bottom = max(bottom, paper.text(x - wide / 2, 0, subject.words(f"exchange.{key}"), width=wide + 40,
                                            size=SMALL, weight=SEMIBOLD, tone="soft").height)  # fmt: skip
    return bottom + 6


def _arrow(subject: Subject, paper: Paper, found: Exchanges, bundle: _Bundle, route: Route) -> None:
    party = found.parties[bundle.start if bundle.start != BUSINESS else bundle.end]
    tone = f"a{_badge(subject, party).accent}" if party.word == "segment" else "soft"
    width, dash = _STROKES[bundle.kind]
    paper.line(*route.points, tone=tone, width=width, dash=(3.4, 2.4) if bundle.idea else dash, head=5.5)


def _title(subject: Subject, found: Exchanges) -> str:
    """Who pays nothing for what they get, who is paid or gives without pay, else who pays."""
    paying = {flow.start for flow in found.flows if flow.kind == "money" and flow.end == BUSINESS}
    getting = [at for at in range(len(found.parties)) if found.parties[at].word == "segment"
               and any(flow.end == at and flow.kind == "offer" for flow in found.flows)]  # fmt: skip
    free = [found.parties[at].name for at in getting if at not in paying]
    if free and len(free) < len(getting):
        return subject.counted("exchange.title_free", len(free), names=subject.say.join(subject.say.shortened(free)))
    if not paying:
        return subject.words("exchange.title_unpaid")
    names = [found.parties[at].name for at in sorted(paying)]
    if len(names) > _MOST_NAMES:
        return subject.words("exchange.title_many", count=subject.say.whole(len(names)))
    return subject.words("exchange.title", names=subject.say.join(names))


def _description(subject: Subject, found: Exchanges) -> str:
    say = subject.say
    told = [subject.words("exchange.description", parties=say.whole(len(found.parties)),
                          flows=say.whole(len(found.flows)))]  # fmt: skip
    giving = [found.parties[at].name for at in dict.fromkeys(
        flow.start for flow in found.flows if flow.end == BUSINESS and flow.kind in ("data", "work")
        and flow.start != BUSINESS and found.parties[flow.start].word != "partner")]  # fmt: skip
    if giving:
        told.append(subject.words("exchange.giving", list=say.join(say.shortened(giving))))
    return subject.words("graph.join").join(told)


def _table(subject: Subject, found: Exchanges) -> Datasheet:
    business = subject.canvas.title or subject.words("exchange.business")
    rows = tuple(
        (business if flow.start == BUSINESS else found.parties[flow.start].name,
         subject.words(f"exchange.short.{flow.kind}"), _said(subject, flow),
         business if flow.end == BUSINESS else found.parties[flow.end].name)
        for flow in found.flows
    )  # fmt: skip
    heads = tuple(subject.words(f"exchange.head.{key}") for key in ("from", "kind", "what", "to"))
    return Datasheet(columns=heads, rows=rows)


VIEW = View(name="exchange", register=("D08",), title="Who gives what to whom", needs=("segment", "proposition"),
            make=_make)  # fmt: skip
