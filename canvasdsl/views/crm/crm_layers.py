"""What is meant, done and used in each part of a customer's life: strategy, practice and technology as three layers
over winning, keeping, growing and winning back (T-CRM-1)."""

from collections.abc import Iterator
from typing import Any

import attrs

from canvasdsl.model.canvas import Canvas
from canvasdsl.rules.together import named
from canvasdsl.views.drawing import Datasheet, Drawing
from canvasdsl.views.kit.grids import Cell, Row, table
from canvasdsl.views.kit.paper import Paper, Said, bold, capital, field_of
from canvasdsl.views.subject import Subject, Undrawn, View

__all__ = ["LAYERS", "STAGES", "VIEW", "Layers", "layers_of"]

STAGES = ("acquire", "keep", "grow", "win-back")
LAYERS = ("strategy", "practice", "technology")
_PURPOSES = {"acquire": "acquire", "retain": "keep", "upsell": "grow"}
_LABELS = 76.0


@attrs.frozen(kw_only=True)
class Layers:
    """By layer and stage what there is: blocks, or texts of the author's; what holds for all stages stands apart."""

    cells: dict[tuple[str, str], tuple[Any, ...]]
    always: dict[str, tuple[Any, ...]]

    @property
    def empty(self) -> tuple[tuple[str, str], ...]:
        """The fields in which nothing stands, layer by layer; a layer that holds for all stages has none."""
        return tuple((layer, stage) for layer in LAYERS if not self.always.get(layer)
                     for stage in STAGES if not self.cells[layer, stage])  # fmt: skip


def layers_of(canvas: Canvas) -> Layers:
    """Strategies, what is done, and tools by the stages that they serve; a tool serves those of what it supports."""
    crm = canvas.crm
    cells: dict[tuple[str, str], list[Any]] = {(layer, stage): [] for layer in LAYERS for stage in STAGES}
    always: dict[str, list[Any]] = {layer: [] for layer in LAYERS}
    for strategy in canvas.strategies:
        for stage in strategy.objectives:
            cells["strategy", stage].append(strategy)
        if not strategy.objectives:
            always["strategy"].append(strategy)
    if crm is not None:
        for each in crm.lifecycle:
            if each.text and each.stage is not None:
                cells["practice", each.stage].append(each.text)
        always["practice"] += crm.practices
    for tactic in canvas.tactics:
        for stage in tactic.objectives:
            cells["practice", stage].append(tactic)
    for tool in canvas.tools:
        stages = dict.fromkeys(stage for block in named(canvas, tool.supports) for stage in _stages(block))
        for stage in stages:
            cells["technology", stage].append(tool)
        if not stages:
            always["technology"].append(tool)
    return Layers(cells={key: tuple(each) for key, each in cells.items()},
                  always={key: tuple(each) for key, each in always.items()})  # fmt: skip


def _stages(block: Any) -> Iterator[str]:
    """The stages of a customer's life that a block serves."""
    if block.word == "relationship":
        yield from (_PURPOSES[purpose] for purpose in block.purposes)
    else:
        yield from getattr(block, "objectives", ())


# ---- Drawing ------------------------------------------------------------------------


def _make(subject: Subject) -> Drawing:
    found = layers_of(subject.canvas)
    if sum(bool(cell) for cell in found.cells.values()) < 2:
        raise Undrawn(subject.words("crm-layers.needs"))
    paper, words = Paper(), subject.words
    heads = [Cell(), *(Cell((bold(capital(subject.say.choice("objective", stage)), tone="soft"),)) for stage in STAGES)]
    rows: list[Row] = []
    for layer in LAYERS:
        label = Cell((bold(words(f"crm-layers.layer.{layer}")),))
        rows.append(Row(cells=(label, *(_cell(subject, found, layer, stage) for stage in STAGES)), strong=bool(rows)))
        if found.always[layer]:
            said = (Said(words("crm-layers.always"), tone="soft"),)
            rows.append(Row(cells=(Cell(said), Cell(tuple(_told(found.always[layer])), span=len(STAGES)))))
    each = (paper.width - _LABELS) / len(STAGES)
    table(paper, 0, heads, rows, widths=(_LABELS, *(each for _ in STAGES)))
    return subject.drawing("crm-layers", paper, title=_title(subject, found), texts=paper.authors,
                           description=_description(subject, found), table=_table(subject, found))  # fmt: skip


def _cell(subject: Subject, found: Layers, layer: str, stage: str) -> Cell:
    if found.cells[layer, stage]:
        return Cell(tuple(_told(found.cells[layer, stage])), fill="wash")
    if found.always[layer]:
        return Cell()
    return Cell((Said(subject.words("crm-layers.nothing"), tone="soft", sign="gap"),))


def _told(things: tuple[Any, ...]) -> Iterator[Said]:
    for number, each in enumerate(things):
        above = 2.5 if number else 0.0
        if isinstance(each, str):
            yield Said(each, "crm", above=above)
        else:
            yield Said(each.name, field_of(each), tone="soft" if each.is_idea else "ink", above=above)


def _name(thing: Any) -> str:
    return thing if isinstance(thing, str) else str(thing.name)


def _title(subject: Subject, found: Layers) -> str:
    for layer in LAYERS:
        if not found.always[layer] and not any(found.cells[layer, stage] for stage in STAGES):
            return subject.words(f"crm-layers.title_no.{layer}")
    if found.empty:
        layer, stage = found.empty[0]
        return subject.counted("crm-layers.title_empty", len(found.empty),
                               total=subject.say.whole(len(LAYERS) * len(STAGES)),
                               layer=subject.words(f"crm-layers.in_text.{layer}"),
                               stage=subject.say.choice("objective", stage))  # fmt: skip
    return subject.words("crm-layers.title")


def _description(subject: Subject, found: Layers) -> str:
    say, parts = subject.say, [subject.words("crm-layers.description")]
    for layer in LAYERS:
        things = [_name(each) for stage in STAGES for each in found.cells[layer, stage]]
        names = list(dict.fromkeys([*things, *map(_name, found.always[layer])]))
        if names:
            parts.append(subject.words(f"crm-layers.list.{layer}", list=say.groups(say.shortened(names))))
    return " ".join(parts)


def _table(subject: Subject, found: Layers) -> Datasheet:
    say, words = subject.say, subject.words
    columns = (words("crm-layers.column"), *(capital(say.choice("objective", stage)) for stage in STAGES),
               words("crm-layers.always"))  # fmt: skip
    rows = tuple((words(f"crm-layers.layer.{layer}"),
                  *(say.groups([*map(_name, found.cells[layer, stage])]) or words("graph.none") for stage in STAGES),
                  say.groups([*map(_name, found.always[layer])])) for layer in LAYERS)  # fmt: skip
    return Datasheet(columns=columns, rows=rows)


VIEW = View(name="crm-layers", register=(), theory=("T-CRM-1",), title="Strategy, practice and technology over the "
            "customer's life", needs=("strategy", "tactic", "tool"), make=_make)  # fmt: skip
