"""With what customer relationships are managed (D28): what it is for, what people do, and below the tools by category.

Software comes last on purpose: layers of which nothing is said stay there in grey, since a tool without a strategy or a
practice is only a database. Ways lead from the tools to the channels that feed them.
"""

from typing import Any

import attrs

from canvasdsl.model.canvas import Canvas
from canvasdsl.model.crm import Crm, Tool
from canvasdsl.model.types import Choice
from canvasdsl.model.vocabulary import table_of
from canvasdsl.views.drawing import SMALL, Datasheet, Drawing
from canvasdsl.views.graph import Edge, Graph, Node, Placed, finished, plan_of
from canvasdsl.views.kit.graph_cards import Card, node_of, put_card, put_way
from canvasdsl.views.kit.paper import DASHED, Paper, Said, bold, capital, field_of, stack
from canvasdsl.views.layered import settled
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.views.typeset import SEMIBOLD

__all__ = ["VIEW", "Stack", "tool_stack"]

_LABEL, _TOOL, _CHANNEL, _GAP = 92.0, 206.0, 106.0, 6.0


@attrs.frozen(kw_only=True)
class Stack:
    """The layers from above: types of CRM with whether each is there; what it is for; what people do; the tools by
    category; and the channels, with the tools that each feeds."""

    types: tuple[tuple[str, bool], ...]
    tools: tuple[Any, ...]
    channels: tuple[Any, ...]
    links: tuple[tuple[int, int], ...]


def _options(entity: type, attribute: str) -> tuple[str, ...]:
    """The words of a choice, in the order of the vocabulary."""
    field = next(field for field in table_of(entity).fields if field.attribute == attribute)
    assert isinstance(field.type, Choice)
    return tuple(option.word for option in field.type.options)


def tool_stack(canvas: Canvas) -> Stack:
    """The tools in the order of their categories, and in each in that of the file."""
    categories = (*_options(Tool, "type"), None)
    tools = tuple(sorted(canvas.tools, key=lambda tool: categories.index(tool.type)))
    types = canvas.crm.types if canvas.crm is not None else ()
    channels = canvas.channels
    number = {id(channel): at for at, channel in enumerate(channels)}
    links = [(at, number[id(canvas.index.blocks[each.key])]) for at, tool in enumerate(tools)
             for each in tool.integrates if id(canvas.index.blocks.get(each.key)) in number]  # fmt: skip
    return Stack(types=tuple((word, word in types) for word in _options(Crm, "types")), tools=tools,
                 channels=channels, links=tuple(dict.fromkeys(links)))  # fmt: skip


def _make(subject: Subject) -> Drawing:
    found = tool_stack(subject.canvas)
    if not found.tools:
        raise Undrawn(subject.words("tools.needs"))
    paper = Paper()
    y = _types(subject, paper, found) if any(there for _, there in found.types) else 0.0
    y = _layer(paper, y, subject.words("tools.strategy"), _strategy(subject))
    y = _layer(paper, y, subject.words("tools.people"), _people(subject))
    y, graph = _tools(subject, paper, y, found)
    return subject.drawing(
        "tools", paper, title=_title(subject, found), table=_table(subject, found), height=y + 1,
        description=_description(subject, found), texts=paper.authors, graph=graph,
    )  # fmt: skip


# ---- The layers above the tools -----------------------------------------------------------------------------------


def _types(subject: Subject, paper: Paper, found: Stack) -> float:
    """The four types of CRM side by side; those that the model does not name are grey."""
    step = (paper.width - _LABEL + 6) / len(found.types)
    words = [capital(subject.say.choice("CRM type", word)) for word, _ in found.types]
    made = []
    for word in words:
        inside = Paper(step - 18)
        made.append((inside, inside.text(inside.width / 2, 0, word, width=inside.width, size=SMALL, weight=SEMIBOLD,
                                         align="middle").height))  # fmt: skip
    label = paper.text(0, 4, subject.words("tools.types"), width=_LABEL - 8, size=SMALL, weight=SEMIBOLD, tone="soft")
    tall = max(label.height, *(height for _, height in made)) + 8
    for number, ((_, there), word, (_, height)) in enumerate(zip(found.types, words, made, strict=True)):
        x = _LABEL + number * step
        paper.box(x, 0, step - 6, tall, fill="wash" if there else "paper", line="" if there else "line", radius=3,
                  dash=() if there else DASHED)  # fmt: skip
        paper.text(x + (step - 6) / 2, (tall - height) / 2, word, width=step - 18, size=SMALL, align="middle",
                   weight=SEMIBOLD, tone="ink" if there else "soft")  # fmt: skip
    return tall + _GAP


def _layer(paper: Paper, y: float, name: str, said: tuple[Said, ...]) -> float:
    """A layer across the page with its name at the left; in grey where nothing is said of it."""
    inside = Paper(paper.width - _LABEL - 12)
    height = stack(inside, 0, 0, inside.width, said)
    label = paper.text(0, y + 5, name, width=_LABEL - 8, size=SMALL, weight=SEMIBOLD, tone="soft")
    tall = max(height, label.height) + 10
    missing = all(not part.field for part in said) and all(part.tone == "soft" for part in said)
    paper.box(_LABEL, y, paper.width - _LABEL, tall, fill="paper" if missing else "wash", radius=3,
              line="line" if missing else "", dash=DASHED if missing else ())  # fmt: skip
    paper.put(inside, _LABEL + 6, y + 5)
    return y + tall + _GAP


def _strategy(subject: Subject) -> tuple[Said, ...]:
    """The goals of the management of relationships and the strategies that it follows."""
    say, crm = subject.say, subject.canvas.crm
    said = []
    if crm is not None and crm.goals:
        said.append(Said(capital(say.join([say.choice("goal of CRM", goal) for goal in crm.goals]))))
    if crm is not None and crm.strategies:
        said += [Said(say.named(each), f"crm strategy {each.id}") for each in crm.strategies]
    return tuple(said) or (Said(subject.words("tools.no_strategy"), tone="soft"),)


def _people(subject: Subject) -> tuple[Said, ...]:
    """What people do, and who they are."""
    crm = subject.canvas.crm
    said = (*crm.practices, *crm.people) if crm is not None else ()
    return tuple(Said(text, "crm") for text in said) or (Said(subject.words("tools.no_people"), tone="soft"),)


# ---- The tools and the channels -----------------------------------------------------------------------------------


def _tools(subject: Subject, paper: Paper, y: float, found: Stack) -> tuple[float, Graph]:
    """Tools one below the other, beside them the channels that feed them."""
    fed = [at for at in range(len(found.channels)) if any(link[1] == at for link in found.links)]
    dry = [at for at in range(len(found.channels)) if at not in fed]
    cards = [_tool(subject, tool) for tool in found.tools]
    wide = _TOOL if fed else paper.width - _LABEL
    channels = [Card(parts=(Said(found.channels[at].name, field_of(found.channels[at])),), fill="", line="soft",
                     idea=found.channels[at].is_idea) for at in fed]  # fmt: skip
    nodes = (*(node_of(f"t{at}", card, wide, rank=0) for at, card in enumerate(cards)),
             *(node_of(f"c{at}", card, _CHANNEL, rank=1) for at, card in zip(fed, channels, strict=True)))  # fmt: skip
    graph = Graph(nodes=nodes, width=paper.width - _LABEL, gap=_GAP,
                  edges=tuple(Edge(start=f"t{tool}", end=f"c{channel}", dashed=found.tools[tool].is_idea)
                              for tool, channel in found.links))  # fmt: skip
    placed = _placed(graph, len(cards))
    if fed:
        y += 4
        y += 3 + paper.text(paper.width - _CHANNEL, y, subject.words("tools.channels"), width=_CHANNEL, size=SMALL,
                            weight=SEMIBOLD, tone="soft").height  # fmt: skip
    drawn = Paper()
    for edge, route in zip(graph.edges, placed.routes, strict=True):
        put_way(drawn, route.points[::-1], dashed=edge.dashed)
    for card, node, middle in zip((*cards, *channels), nodes, placed.nodes, strict=True):
        put_card(drawn, card, middle, node.width)
    paper.put(drawn, _LABEL, y)
    _categories(subject, paper, y, found, nodes, placed)
    y += placed.height
    if dry:
        names = subject.say.join([found.channels[at].name for at in dry])
        y += 8
        y += paper.text(_LABEL, y, subject.counted("tools.dry", len(dry), names=names), width=paper.width - _LABEL,
                        size=SMALL, tone="soft").height  # fmt: skip
    return y, graph


def _placed(graph: Graph, tools: int) -> Placed:
    """Tools stay in the order of their layers; channels stand near the tools that they feed."""
    middles, y = [], 0.0
    for node in graph.nodes[:tools]:
        middles.append(y + node.height / 2)
        y += node.height + graph.gap
    plan = plan_of(graph)
    feeds: dict[int, list[float]] = {}
    for tool, channel in plan.pairs:
        feeds.setdefault(channel, []).append(middles[tool])
    order = sorted(range(tools, len(graph.nodes)), key=lambda at: sum(feeds[at]) / len(feeds[at]))
    wanted = [sum(feeds[at]) / len(feeds[at]) for at in order]
    places = dict(zip(order, settled(wanted, [graph.nodes[at].height for at in order], graph.gap), strict=True))
    top = min((places[at] - graph.nodes[at].height / 2 for at in order), default=0.0)
    all_middles = [*middles, *(places[at] for at in range(tools, len(graph.nodes)))]
    return finished(graph, plan, [each - min(0.0, top) for each in all_middles], dict.fromkeys(plan.pairs, ()))


def _categories(
    subject: Subject, paper: Paper, y: float, found: Stack, nodes: tuple[Node, ...], placed: Placed
) -> None:
    """The name of each category beside its first tool."""
    before: object = ""
    for tool, node, (_, middle) in zip(found.tools, nodes, placed.nodes, strict=False):
        if tool.type != before:
            word = subject.say.choice("tool category", tool.type) if tool.type else subject.words("tools.untold")
            paper.text(0, y + middle - node.height / 2 + 4, capital(word), width=_LABEL - 8, size=SMALL,
                       weight=SEMIBOLD, tone="soft")  # fmt: skip
        before = tool.type


def _tool(subject: Subject, tool: Any) -> Card:
    """A tool: its name, what it does and knows, who keeps its data right."""
    say = subject.say
    parts = [bold(tool.name, field_of(tool))]
    if tool.functions:
        does = say.join([say.choice("function of a CRM tool", word) for word in tool.functions])
        parts.append(Said(capital(does)))
    if tool.records:
        known = say.join([say.choice("record", word) for word in tool.records])
        parts.append(Said(subject.words("tools.records", list=known), tone="soft"))
    if tool.data_owner:
        parts.append(Said(subject.words("tools.owner", name=tool.data_owner), field_of(tool), tone="soft"))
    else:
        parts.append(Said(subject.words("tools.no_owner"), tone="warn"))
    return Card(parts=tuple(parts), idea=tool.is_idea)


# ---- Words --------------------------------------------------------------------------------------------------------


def _title(subject: Subject, found: Stack) -> str:
    say = subject.say
    crm = subject.canvas.crm
    if crm is None or not (crm.strategies or crm.practices or crm.people):
        return subject.counted("tools.title_bare", len(found.tools))
    fed = {channel for _, channel in found.links}
    if not found.channels or not fed:
        return subject.counted("tools.title_apart", len(found.tools))
    lacking = [channel.name for at, channel in enumerate(found.channels) if at not in fed]
    if lacking:
        return subject.counted("tools.title_some", len(lacking), total=say.whole(len(found.channels)),
                               name=lacking[0])  # fmt: skip
    return subject.counted("tools.title", len(found.channels))


def _description(subject: Subject, found: Stack) -> str:
    say = subject.say
    told = [subject.words("tools.description", list=say.join(say.shortened([tool.name for tool in found.tools])))]
    fed = [found.channels[at].name for at in dict.fromkeys(channel for _, channel in found.links)]
    if fed:
        told.append(subject.words("tools.fed", list=say.join(say.shortened(fed))))
    return subject.words("graph.join").join(told)


def _table(subject: Subject, found: Stack) -> Datasheet:
    say, none = subject.say, subject.words("graph.none")
    rows = tuple(
        (tool.name, capital(say.choice("tool category", tool.type)) if tool.type else none,
         say.join([say.choice("function of a CRM tool", word) for word in tool.functions]) or none,
         say.join([say.named(each) for each in tool.supports]) or none,
         say.join([found.channels[channel].name for one, channel in found.links if one == at]) or none,
         tool.data_owner or none, say.phrase(tool.cost) if tool.cost is not None else none)
        for at, tool in enumerate(found.tools)
    )  # fmt: skip
    heads = (say.label("canvas", "tool"), *(say.label("tool", key) for key in ("type", "function", "supports",
             "integrates", "data-owner", "cost")))  # fmt: skip
    return Datasheet(columns=heads, rows=rows)


VIEW = View(name="tools", register=("D28",), title="With what customer relationships are managed, in layers",
            needs=("tool", "crm"), make=_make)  # fmt: skip
