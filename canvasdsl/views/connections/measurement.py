"""How one sees that goals are reached (D24): goal, metric, source, target, action; and which metric moves which.

What customers feel (satisfaction, effort, recommendation, time to an answer) is told apart from what the business gets,
since the one is measured for the sake of the other (Gupta & Zeithaml 2006).
"""

from collections.abc import Sequence
from typing import Any

import attrs

from canvasdsl.model.canvas import Canvas
from canvasdsl.model.entities import Reference
from canvasdsl.views.drawing import SMALL, Datasheet, Drawing
from canvasdsl.views.graph import Edge, Graph, Node, Placed, ranked
from canvasdsl.views.kit.graph_cards import Card, edge_of, node_of, put_card, put_label, put_way
from canvasdsl.views.kit.paper import DASHED, Paper, Said, bold, capital, field_of, stack
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.views.typeset import SEMIBOLD

__all__ = ["EXPERIENCE", "VIEW", "Measurement", "measurement"]

EXPERIENCE = frozenset(("csat", "ces", "nps", "response-time", "resolution-rate", "engagement"))
"""The types of metrics that tell what customers go through."""
_GOAL, _ROW = 104.0, 346.0
_COLUMNS = (("metric", 0.3), ("source", 0.225), ("target", 0.225), ("action", 0.25))
"""The columns of a metric, with the share of its row that each takes."""
_DEEPEST = 4
"""A chain of more metrics than so many goes down the page, not across."""
_ACROSS = 3
_SIGN = 40.0
"""The width of the words on a way."""


@attrs.frozen(kw_only=True)
class Measurement:
    """Goals and metrics, as numbers of both: which goal is seen in which metric, and which metric moves which. A
    measure that is said in words alone is a text among the metrics."""

    goals: tuple[Any, ...]
    metrics: tuple[Any, ...]
    seen: tuple[tuple[int, int], ...]
    drives: tuple[tuple[int, int, Any], ...]


def measurement(canvas: Canvas) -> Measurement:
    """What the model says of goals and metrics, in the order of the file."""
    metrics: list[Any] = list(canvas.metrics)
    number = {id(metric): at for at, metric in enumerate(metrics)}
    seen = []
    for at, goal in enumerate(canvas.goals):
        for measure in goal.measures:
            if not isinstance(measure, Reference):
                seen.append((at, len(metrics)))
                metrics.append(measure)
            elif id(canvas.index.blocks.get(measure.key)) in number:
                seen.append((at, number[id(canvas.index.blocks[measure.key])]))
    drives = []
    for at, metric in enumerate(canvas.metrics):
        for each in metric.drives:
            other = number.get(id(canvas.index.blocks.get(each.metric.key)))
            if other is not None and other != at:
                drives.append((at, other, each))
    return Measurement(goals=canvas.goals, metrics=tuple(metrics), seen=tuple(dict.fromkeys(seen)),
                       drives=tuple(drives))  # fmt: skip


def _make(subject: Subject) -> Drawing:
    found = measurement(subject.canvas)
    if not found.metrics:
        raise Undrawn(subject.words("measurement.needs"))
    paper = Paper()
    tree, rows = _tree(subject, found)
    placed = [subject.placed(tree)]
    y = _heads(subject, paper, found)
    paper.put(_tree_drawn(subject, found, tree, rows, placed[0]), 0, y)
    y += placed[0].height
    graphs = [tree]
    if found.drives:
        chain, cards = _chain(subject, found)
        placed.append(subject.placed(chain))
        y += 16
        y += paper.text(0, y, subject.words("measurement.moves"), size=SMALL, weight=SEMIBOLD, tone="soft").height + 6
        drawn = _chain_drawn(chain, cards, placed[1])
        paper.put(drawn, max(0.0, (paper.width - placed[1].width) / 2), y)
        y += placed[1].height
        graphs.append(chain)
    return subject.drawing(
        "measurement", paper, title=_title(subject, found), table=_table(subject, found), height=y + 1,
        description=_description(subject, found), notes=subject.layout_notes(*placed), texts=paper.authors,
        graph=_whole(graphs),
    )  # fmt: skip


# ---- Goal, metric, source, target, action -------------------------------------------------------------------------


def _tree(subject: Subject, found: Measurement) -> tuple[Graph, list[Paper]]:
    """Goals and the rows of their metrics in two ranks."""
    goals = [node_of(f"g{at}", _goal(subject, goal), _GOAL, rank=0) for at, goal in enumerate(found.goals)]
    wide = _wide(found)
    rows = [_row(subject, metric, wide) for metric in found.metrics]
    metrics = [Node(name=f"m{at}", width=wide, height=row.height + 9, rank=1, label=_name(metric))
               for at, (row, metric) in enumerate(zip(rows, found.metrics, strict=True))]  # fmt: skip
    edges = tuple(Edge(start=f"g{goal}", end=f"m{metric}", dashed=found.goals[goal].is_idea)
                  for goal, metric in found.seen)  # fmt: skip
    return Graph(nodes=(*goals, *metrics), edges=edges, width=Paper().width, gap=5), rows


def _wide(found: Measurement) -> float:
    """The width of a row: all of the page where no goal stands beside it."""
    return _ROW if found.goals else Paper().width


def _name(metric: Any) -> str:
    return metric if isinstance(metric, str) else str(metric.name)


def _goal(subject: Subject, goal: Any) -> Card:
    parts = [bold(goal.name, field_of(goal))]
    if goal.because:
        parts.append(Said(goal.because, field_of(goal), tone="soft"))
    return Card(parts=tuple(parts), idea=goal.is_idea, fill="", line="soft")


def _row(subject: Subject, metric: Any, wide: float) -> Paper:
    """A metric with where it comes from, what it shows and is to show, what is done if it does not."""
    row, x = Paper(wide), 0.0
    for key, share in _COLUMNS:
        stack(row, x + 5, 0, share * wide - 9, _cell(subject, metric, key))
        x += share * wide
    return row


def _cell(subject: Subject, metric: Any, key: str) -> tuple[Said, ...]:
    if isinstance(metric, str):
        return (bold(metric, "measure"),) if key == "metric" else ()
    say, field = subject.say, field_of(metric)
    tone = "soft" if metric.is_idea else "alarm"
    missing = (Said(subject.words(f"measurement.no_{key}"), tone=tone),) if key != "metric" else ()
    match key:
        case "metric":
            kind = Said(capital(say.choice("metric type", metric.type)), tone="soft") if metric.type else Said("")
            return (bold(metric.name, field), kind)
        case "source":
            often = Said(say.choice("cadence", metric.cadence), tone="soft") if metric.cadence else Said("")
            return (Said(metric.source, field), often) if metric.source else missing
        case "target":
            now = say.quantity(metric.baseline) if metric.baseline is not None else ""
            if metric.aim is None:
                return (Said(subject.words("measurement.now", now=now)), *missing) if now else missing
            said = say.quantity(metric.aim.value)
            if metric.baseline is not None:
                said = subject.words("measurement.from_to", now=say.before(metric.baseline, metric.aim.value),
                                     goal=said)  # fmt: skip
            if metric.aim.by is None:
                return (Said(said),)
            return (Said(said), Said(subject.words("measurement.by", when=say.when(metric.aim.by)), tone="soft"))
        case _:
            return (Said(metric.if_missed, field),) if metric.if_missed else missing


def _heads(subject: Subject, paper: Paper, found: Measurement) -> float:
    wide = _wide(found)
    heads = [(0.0, _GOAL, "goal")] if found.goals else []
    x = paper.width - wide
    for key, share in _COLUMNS:
        heads.append((x + 5, share * wide - 9, key))
        x += share * wide
    bottom = max(paper.text(left, 0, subject.words(f"measurement.head.{key}"), width=width, size=SMALL,
                            weight=SEMIBOLD, tone="soft").height for left, width, key in heads)  # fmt: skip
    paper.line((0, bottom + 3), (paper.width, bottom + 3), tone="line", width=0.7)
    return bottom + 9


def _tree_drawn(
    subject: Subject, found: Measurement, graph: Graph, rows: Sequence[Paper], placed: Placed
) -> Paper:
    paper = Paper()
    for edge, route in zip(graph.edges, placed.routes, strict=True):
        put_way(paper, route.points, dashed=edge.dashed)
    for goal, middle in zip(found.goals, placed.nodes, strict=False):
        put_card(paper, _goal(subject, goal), middle, _GOAL)
    for row, metric, node, (x, y) in zip(rows, found.metrics, graph.nodes[len(found.goals) :],
                                         placed.nodes[len(found.goals) :], strict=True):  # fmt: skip
        idea = getattr(metric, "is_idea", False)
        paper.box(x - node.width / 2, y - node.height / 2, node.width, node.height, radius=3,
                  fill="paper" if idea else "wash", line="grey" if idea else "", dash=DASHED if idea else ())
        paper.put(row, x - node.width / 2, y - node.height / 2 + 4.5)
    return paper


# ---- Which metric moves which -------------------------------------------------------------------------------------


def _chain(subject: Subject, found: Measurement) -> tuple[Graph, list[Card]]:
    """Metrics that move others or are moved, with the sign and the delay on the way."""
    used = sorted({at for start, end, _ in found.drives for at in (start, end)})
    cards = []
    for at in used:
        metric = found.metrics[at]
        feels = metric.type in EXPERIENCE
        kind = subject.words(f"measurement.{'experience' if feels else 'business'}")
        cards.append(Card(parts=(bold(metric.name, field_of(metric)), Said(kind, tone="soft")), idea=metric.is_idea,
                          fill="" if feels else "wash", line="soft" if feels else ""))  # fmt: skip
    bare = Graph(nodes=tuple(Node(name=f"d{at}", width=1, height=1) for at in used), width=Paper().width,
                 edges=tuple(Edge(start=f"d{start}", end=f"d{end}") for start, end, _ in found.drives))  # fmt: skip
    ranks = [node.rank or 0 for node in ranked(bare).nodes]
    deep = max(ranks) + 1
    across = deep <= _DEEPEST
    width = min(118.0, (bare.width - 9 - (deep - 1) * (_SIGN + 22)) / deep) if across else 118.0
    if not across:
        ranks = _spread(ranks)
    nodes = tuple(node_of(f"d{at}", card, width, rank=rank) for at, card, rank in zip(used, cards, ranks, strict=True))
    room = _SIGN if across else 90.0
    edges = tuple(edge_of(f"d{start}", f"d{end}", label=_sign(subject, drive), width=room, dashed=_unproved(drive))
                  for start, end, drive in found.drives)  # fmt: skip
    return Graph(nodes=nodes, edges=edges, width=bare.width, gap=8, step=9,
                 direction="right" if across else "down"), cards  # fmt: skip


def _spread(ranks: Sequence[int]) -> list[int]:
    """No more metrics in a row than fit across the page; the rows below move down."""
    found = [0] * len(ranks)
    down = 0
    for rank in sorted(set(ranks)):
        here = [at for at, each in enumerate(ranks) if each == rank]
        for number, at in enumerate(here):
            found[at] = down + number // _ACROSS
        down += (len(here) - 1) // _ACROSS + 1
    return found


def _sign(subject: Subject, drive: Any) -> str:
    sign = {"up": "+", "down": "−", None: ""}[drive.direction]
    lag = subject.words("measurement.after", time=subject.say.quantity(drive.lag)) if drive.lag is not None else ""
    return subject.words("measurement.signed", sign=sign, lag=lag).strip() if sign and lag else sign or lag


def _unproved(drive: Any) -> bool:
    """Whether nothing shows that the one moves the other."""
    return not drive.shown_by or drive.is_idea


def _chain_drawn(graph: Graph, cards: Sequence[Card], placed: Placed) -> Paper:
    paper = Paper()
    for edge, route in zip(graph.edges, placed.routes, strict=True):
        put_way(paper, route.points, dashed=edge.dashed)
    for card, node, middle in zip(cards, graph.nodes, placed.nodes, strict=True):
        put_card(paper, card, middle, node.width)
    for edge, route in zip(graph.edges, placed.routes, strict=True):
        if route.label is not None:
            put_label(paper, edge.label, route.label, edge.width, tone="ink")
    return paper


def _whole(graphs: Sequence[Graph]) -> Graph:
    """Goals, metrics and both kinds of links in one graph, for `.dot` files."""
    nodes = {node.name: attrs.evolve(node, rank=None) for node in graphs[0].nodes}
    edges = [*graphs[0].edges]
    for graph in graphs[1:]:
        edges += [attrs.evolve(edge, start=f"m{edge.start[1:]}", end=f"m{edge.end[1:]}") for edge in graph.edges]
    return Graph(nodes=tuple(nodes.values()), edges=tuple(edges), width=graphs[0].width)


# ---- Words --------------------------------------------------------------------------------------------------------


def _title(subject: Subject, found: Measurement) -> str:
    say = subject.say
    blind = [goal.name for at, goal in enumerate(found.goals)
             if not goal.is_idea and all(one != at for one, _ in found.seen)]  # fmt: skip
    if blind:
        return subject.counted("measurement.title_blind", len(blind), names=say.join(say.shortened(blind)))
    real = [metric for metric in found.metrics if not isinstance(metric, str) and not metric.is_idea]
    aimless = [metric.name for metric in real if metric.aim is None]
    if aimless:
        return subject.counted("measurement.title_aimless", len(aimless), total=say.whole(len(real)),
                               name=aimless[0])  # fmt: skip
    if not found.goals:
        return subject.counted("measurement.title_goalless", len(found.metrics))
    return subject.counted("measurement.title", len(found.goals))


def _description(subject: Subject, found: Measurement) -> str:
    say = subject.say
    told = [subject.words("measurement.description")]
    for at, goal in list(enumerate(found.goals))[:4]:
        names = [_name(found.metrics[metric]) for one, metric in found.seen if one == at]
        if names:
            told.append(subject.words("measurement.seen", goal=goal.name, list=say.join(say.shortened(names))))
    if found.drives:
        start, end, _ = found.drives[0]
        told.append(subject.counted("measurement.driven", len(found.drives), start=found.metrics[start].name,
                                    end=found.metrics[end].name))  # fmt: skip
    return subject.words("graph.join").join(told)


def _table(subject: Subject, found: Measurement) -> Datasheet:
    say, none = subject.say, subject.words("graph.none")
    rows = []
    for at, metric in enumerate(found.metrics):
        goals = say.join([found.goals[goal].name for goal, one in found.seen if one == at])
        cells = [say.join([part.text for part in _cell(subject, metric, key) if part.text]) or none
                 for key in ("source", "target", "action")]  # fmt: skip
        moved = say.join([found.metrics[end].name for start, end, _ in found.drives if start == at])
        rows.append((_name(metric), goals or none, *cells, moved or none))
    heads = tuple(subject.words(f"measurement.head.{key}")
                  for key in ("metric", "goal", "source", "target", "action", "moves"))  # fmt: skip
    return Datasheet(columns=heads, rows=tuple(rows))


VIEW = View(name="measurement", register=("D24",), theory=("T-CX-1",), needs=("metric",), make=_make,
            title="Goals, the metrics that show them, and which metric moves which")  # fmt: skip
