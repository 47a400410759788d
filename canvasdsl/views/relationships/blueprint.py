"""The blueprint of the services (D29): what customers see, what works behind the line of visibility, what fails."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from canvasdsl.model.canvas import Canvas
from canvasdsl.model.service import Service
from canvasdsl.rules.places import served
from canvasdsl.rules.together import named
from canvasdsl.views.drawing import Datasheet, Drawing
from canvasdsl.views.kit.grids import Cell, Row, table
from canvasdsl.views.kit.paper import DASHED, Paper, Said, bold, capital, field_of, say_all
from canvasdsl.views.subject import Subject, Undrawn, View

__all__ = ["LANES", "VIEW", "backing", "helpers", "services_in"]

LANES = ("when", "met_at", "done", "fails", "line", "behind", "support")
"""From what customers see, over the line of visibility, to what works behind it (Shostack 1984)."""
_STAGES = ("before", "during", "after")
_SIDE, _MOST = 82.0, 4


def services_in(canvas: Canvas) -> tuple[Service, ...]:
    """All services, those inside relationships among them."""
    return tuple(service for service, _ in served(canvas))


def backing(canvas: Canvas, service: Service) -> tuple[Any, ...]:
    """The activities and resources behind a service: those that it names, and those that support it."""
    found = [*named(canvas, service.backed_by), *canvas.index.named_by(service, "activity", "resource")]
    return tuple({id(each): each for each in found}.values())


def helpers(canvas: Canvas, service: Service) -> tuple[Any, ...]:
    """The partners and tools behind a service or behind what works for it."""
    found = [each for block in (service, *backing(canvas, service))
             for each in canvas.index.named_by(block, "partner", "tool")]  # fmt: skip
    return tuple({id(each): each for each in found}.values())


# ---- Drawing ------------------------------------------------------------------------


def _make(subject: Subject) -> Drawing:
    services = services_in(subject.canvas)
    if not any(each.at or each.backed_by or each.tasks or each.stages for each in services):
        raise Undrawn(subject.words("blueprint.needs"))
    paper = Paper()
    y = 0.0
    for first in range(0, len(services), _MOST):
        some = services[first : first + _MOST]
        heads = [Cell(), *(_head(subject, each) for each in some)]
        wide = (paper.width - _SIDE) / len(some)
        rows = [_row(subject, lane, some) for lane in LANES if lane == "line" or _says(subject, lane, some)]
        y = table(paper, y, heads, rows, widths=(_SIDE, *[wide] * len(some))) + 18
    lanes = [lane for lane in LANES if lane != "line" and _says(subject, lane, services)]
    columns = (subject.words("blueprint.service"), *(subject.words(f"blueprint.{lane}") for lane in lanes))
    sheet = tuple((each.name, *(_plain(subject, lane, each) for lane in lanes)) for each in services)
    return subject.drawing("blueprint", paper, title=_title(subject, services), texts=paper.authors,
                           description=_description(subject, services),
                           table=Datasheet(columns=columns, rows=sheet))  # fmt: skip


def _head(subject: Subject, service: Service) -> Cell:
    parts = [bold(service.name, field_of(service))]
    if service.initiative:
        parts.append(Said(subject.say.choice("initiative", service.initiative), tone="soft"))
    return Cell(tuple(parts), line="soft" if service.is_idea else "", dash=DASHED if service.is_idea else ())


def _row(subject: Subject, lane: str, services: Sequence[Service]) -> Row:
    if lane == "line":
        return Row(strip=_line_of_visibility(subject), height=18)
    label = Cell((Said(subject.words(f"blueprint.{lane}"), tone="soft"),))
    return Row(cells=(label, *(Cell(tuple(_LANES[lane](subject, each))) for each in services)))


def _says(subject: Subject, lane: str, services: Sequence[Service]) -> bool:
    return any(_plain(subject, lane, each) for each in services)


def _line_of_visibility(subject: Subject) -> Callable[[Paper, Sequence[float], float], None]:
    def draw(paper: Paper, edges: Sequence[float], y: float) -> None:
        words = subject.words("blueprint.line")
        label = paper.text(edges[0] + 4, y + 9, words, size=8, weight=600, middle=True)
        paper.line((edges[0] + label.width + 12, y + 9), (edges[-1], y + 9), tone="ink", width=1.1, dash=(5, 3))

    return draw


def _when(subject: Subject, service: Service) -> Iterator[Said]:
    for stage in _STAGES:
        there = stage in service.stages
        if service.stages:
            yield Said(subject.say.choice("stage of service", stage), sign="yes" if there else "no",
                       tone="ink" if there else "faint")  # fmt: skip


def _met(subject: Subject, service: Service) -> Iterator[Said]:
    yield from say_all(named(subject.canvas, service.at))


def _done(subject: Subject, service: Service) -> Iterator[Said]:
    """The tasks, each with how it is done and how fast."""
    say = subject.say
    for task in service.tasks:
        yield Said(capital(say.choice("support task", task.type)), above=2)
        if task.text:
            yield Said(task.text, field_of(service), tone="soft")
        if task.within is not None:
            yield Said(subject.words("blueprint.within", time=say.quantity(task.within)), tone="soft")


def _fails(subject: Subject, service: Service) -> Iterator[Said]:
    """What goes wrong and what is done about it; a recovery of the service holds for all that have none."""
    general = service.recovery
    for failure in service.failures:
        yield Said(failure.name, field_of(failure), above=2)
        cure = failure.recovery or general
        texts = [] if cure is None else [cure.text, cure.outcome, cure.process, cure.treatment]
        if not any(texts):
            yield Said(subject.words("blueprint.no_remedy"), tone="alarm", sign="gap")
        for text in filter(None, texts):
            yield Said(text, field_of(service), tone="soft")
    if general is not None and not service.failures:
        yield from (Said(text, field_of(service), tone="soft")
                    for text in (general.text, general.outcome, general.process, general.treatment) if text)


def _behind(subject: Subject, service: Service) -> Iterator[Said]:
    found = backing(subject.canvas, service)
    yield from say_all(found)
    if not found:
        yield Said(subject.words("blueprint.nothing"), tone="alarm", sign="gap")


def _support(subject: Subject, service: Service) -> Iterator[Said]:
    yield from say_all(helpers(subject.canvas, service))


_LANES: dict[str, Callable[[Subject, Service], Iterable[Said]]] = {
    "when": _when, "met_at": _met, "done": _done, "fails": _fails, "behind": _behind, "support": _support,
}  # fmt: skip


def _plain(subject: Subject, lane: str, service: Service) -> str:
    said = [part.text for part in _LANES[lane](subject, service) if part.sign != "no"]
    return subject.wording("brief.list.inside").join(said)


def _title(subject: Subject, services: tuple[Service, ...]) -> str:
    bare = [each for each in services if not each.is_idea and not backing(subject.canvas, each)]
    if bare:
        return subject.counted("blueprint.title_bare", len(bare), total=subject.say.whole(len(services)),
                               name=bare[0].name)  # fmt: skip
    return subject.counted("blueprint.title", len(services), name=services[0].name)


def _description(subject: Subject, services: tuple[Service, ...]) -> str:
    say = subject.say
    parts = [subject.words("blueprint.description", names=say.join(say.shortened([each.name for each in services])))]
    for each in services[:3]:
        behind = [block.name for block in backing(subject.canvas, each)]
        if behind:
            parts.append(subject.words("blueprint.says", name=each.name, list=say.join(say.shortened(behind))))
    return " ".join(parts)


VIEW = View(name="blueprint", register=("D29",), title="The services, before and behind the line of visibility",
            needs=("service",), make=_make)  # fmt: skip
