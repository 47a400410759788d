"""How customers are managed: what is done for them, service, goals and metrics, tools, forces of change."""

from collections.abc import Sequence
from typing import Any

from canvasdsl.brief.brief import Cell, Items, Part, Piece, Row, Section, Table
from canvasdsl.brief.facts import item_of, tags_of
from canvasdsl.brief.tables import pieces_of, table_of_blocks
from canvasdsl.model.measures import Metric
from canvasdsl.views.phrasing import Phrasing

__all__ = ["doing_section", "forces_section", "management_section", "measures_section", "service_section"]

_IN_THE_TABLE = ("type", "baseline", "aim", "source", "owner")


def doing_section(say: Phrasing) -> Section | None:
    """What was learned about customers, and what is done to win, keep and grow them."""
    canvas = say.canvas
    return _section("doing", [
        *_list("doing.insights", canvas.insights, say),
        *_list("doing.strategies", canvas.strategies, say, tags=("type",)),
        *_list("doing.tactics", canvas.tactics, say, tags=("type",)),
        *_list("doing.customer_strategies", canvas.customer_strategies, say),
    ], say)  # fmt: skip


def service_section(say: Phrasing) -> Section | None:
    """Each service that stands on its own; those inside a relationship stand with it."""
    return _section("service", [
        Part(title=service.name, pieces=pieces_of(service, say)) for service in say.canvas.services
    ], say)  # fmt: skip


def measures_section(say: Phrasing) -> Section | None:
    """Goals, the metrics that show them, and the measures from which both sides win."""
    canvas = say.canvas
    parts = _list("measures.goals", canvas.goals, say, tags=("type",))
    if canvas.metrics:
        more = tuple(item for metric in canvas.metrics if _says_more(item := item_of(metric, say, skip=_IN_THE_TABLE)))
        pieces: tuple[Piece, ...] = (_metrics(canvas.metrics, say), *([Items(items=more)] if more else []))
        parts.append(Part(title=say.wording("brief.measures.metrics"), pieces=pieces))
    parts += _list("measures.win_wins", canvas.win_wins, say)
    return _section("measures", parts, say)


def _metrics(metrics: Sequence[Metric], say: Phrasing) -> Table:
    """What each metric shows now, what it shall show and by when, from what it is taken, and who answers for it."""
    rows = []
    for metric in metrics:
        now = say.quantity(metric.baseline) if metric.baseline is not None else ""
        aim = say.quantity(metric.aim.value) if metric.aim is not None else ""
        by = say.when(metric.aim.by) if metric.aim is not None and metric.aim.by is not None else ""
        owner = metric.owner if isinstance(metric.owner, str) else say.named(metric.owner) if metric.owner else ""
        rows.append((metric, (now, aim, by, metric.source or "", owner)))
    labels = [say.wording(f"brief.measures.{key}") for key in ("now", "aim", "by", "source", "owner")]
    columns = [at for at in range(len(labels)) if any(said[at] for _, said in rows)]
    return Table(
        caption=say.wording("brief.measures.caption"),
        columns=(say.wording("brief.measures.metric"), *(labels[at] for at in columns)),
        rows=tuple(
            Row(head=metric.name, tags=tags_of(metric, say, ("type",)), idea=metric.is_idea,
                cells=tuple(Cell(lines=(said[at],) if said[at] else ()) for at in columns))
            for metric, said in rows
        ),
    )  # fmt: skip


def _says_more(item: Any) -> bool:
    return bool(item.facts or item.notes or item.items)


def management_section(say: Phrasing) -> Section | None:
    """Customer management as a whole, how central customers are, the tools, and the value chain."""
    canvas = say.canvas
    parts = []
    if canvas.crm is not None:
        parts.append(Part(title=say.wording("brief.management.crm"), pieces=pieces_of(canvas.crm, say)))
    centricity = canvas.heading.customer_centricity if canvas.heading is not None else None
    if centricity is not None:
        parts.append(Part(title=say.wording("brief.management.centricity"), pieces=pieces_of(centricity, say)))
    parts += _list("management.tools", canvas.tools, say, tags=("type",))
    chain = canvas.value_chain
    if chain is not None:
        links = (*chain.stages, *chain.conditions, *chain.processes, *chain.enablers)
        skip = ("primary-stage", "condition", "core-process", "enabler")
        pieces = [*pieces_of(chain, say, skip=skip)]
        if links:
            caption, head = say.wording("brief.management.chain_caption"), say.label("primary-stage", "part")
            pieces.append(table_of_blocks(links, say, caption=caption, head=head, columns=("score", "text"),
                                          kinds=lambda link: say.label("value-chain", link.word)))  # fmt: skip
        parts.append(Part(title=say.wording("brief.management.chain"), pieces=tuple(pieces)))
    return _section("management", [part for part in parts if part.pieces], say)


def forces_section(say: Phrasing) -> Section | None:
    """What changes the relationship with customers, and what is done about it."""
    return _section("forces", _list("", say.canvas.forces, say, tags=("type", "trend")), say)


def _list(key: str, blocks: Sequence[Any], say: Phrasing, *, tags: tuple[str, ...] = ()) -> list[Part]:
    """A part with some blocks, unless there are none; without a key it needs no title of its own."""
    if not blocks:
        return []
    title = say.wording(f"brief.{key}") if key else ""
    return [Part(title=title, pieces=(Items(items=tuple(item_of(block, say, tags=tags) for block in blocks)),))]


def _section(id: str, parts: list[Part], say: Phrasing) -> Section | None:
    return Section(id=id, title=say.wording(f"brief.{id}.title"), parts=tuple(parts)) if parts else None
