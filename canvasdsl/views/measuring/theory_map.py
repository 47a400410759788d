"""Which ideas of the register a model uses, which rules watch over, and which figures compute (D33): a heat map."""

import attrs

from canvasdsl import theory
from canvasdsl.figures.blocks import Placed, blocks_by_word
from canvasdsl.figures.compute import KINDS, figure_of
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.walking import uses_in
from canvasdsl.rules import RULES
from canvasdsl.views.drawing import SMALL, Datasheet, Drawing
from canvasdsl.views.kit.paper import Paper, Said, stack
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.views.typeset import REGULAR, SEMIBOLD

__all__ = ["VIEW", "Coverage", "Idea", "coverage_in"]

_PART, _WIDE, _HIGH, _GAP = 128.0, 49.0, 16.0, 1.0
_FEW = 20
"""So many ideas that are not used are named below the map."""
_STEPS = {"": "", "used": "heat0", "checked": "heat1", "computed": "heat3"}


@attrs.frozen(kw_only=True)
class Idea:
    """An entry of the register: how often the model uses it, how many rules watch over it, whether one of its figures
    has a value in this model."""

    id: str
    title: str
    uses: int
    rules: int
    computed: bool

    @property
    def step(self) -> str:
        """How far it goes: not used, used, used and checked, used and computed."""
        if not self.uses:
            return ""
        return "computed" if self.computed else "checked" if self.rules else "used"


@attrs.frozen(kw_only=True)
class Coverage:
    """The ideas by part, in the order of the register."""

    parts: tuple[tuple[str, tuple[Idea, ...]], ...]

    @property
    def ideas(self) -> tuple[Idea, ...]:
        """All of them."""
        return tuple(idea for _, ideas in self.parts for idea in ideas)


def coverage_in(canvas: Canvas) -> Coverage:
    """What a model uses of the theory."""
    uses: dict[str, int] = {}
    for id, _, _ in uses_in(canvas):
        uses[id] = uses.get(id, 0) + 1
    rules: dict[str, int] = {}
    for rule in RULES:
        for id in rule.theory:
            rules[id] = rules.get(id, 0) + 1
    computed = _computed(canvas, frozenset(uses))
    parts: dict[str, list[Idea]] = {}
    for entry in theory.entries():
        parts.setdefault(entry.part, []).append(
            Idea(id=entry.id, title=entry.title, uses=uses.get(entry.id, 0), rules=rules.get(entry.id, 0),
                 computed=entry.id in computed)
        )  # fmt: skip
    return Coverage(parts=tuple((part, tuple(ideas)) for part, ideas in parts.items()))


def _computed(canvas: Canvas, used: frozenset[str]) -> set[str]:
    """The ideas in use of which a figure has a value. One figure is enough, so that no more are computed."""
    found: set[str] = set()
    blocks: dict[str, list[Placed]] = {**blocks_by_word(canvas), "": [(None, ())]}
    for kind in KINDS:
        if used.intersection(kind.theory) <= found:
            continue
        placed: list[Placed] = [each for word in kind.of or ("",) for each in blocks.get(word, ())]
        if kind.pairs is not None:
            placed = [(pair, ()) for pair in kind.pairs(canvas)]
        for block, holders in placed:
            figure = figure_of(canvas, kind, block, holders=holders)
            if figure is not None and (figure.value is not None or figure.word):
                found.update(kind.theory)
                break
    return found


# ---- Drawing ------------------------------------------------------------------------


def _make(subject: Subject) -> Drawing:
    found = coverage_in(subject.canvas)
    used = [idea for idea in found.ideas if idea.uses]
    if not used:
        raise Undrawn(subject.words("theory.needs"))
    paper = Paper()
    y = _legend(paper, subject, {idea.step for idea in found.ideas}) + 8
    for part, ideas in found.parts:
        y = _part(paper, subject, part, ideas, y)
    say = subject.say
    counts = {key: say.whole(sum(idea.step == key for idea in found.ideas)) for key in ("checked", "computed")}
    best = max(found.parts, key=lambda pair: sum(bool(idea.uses) for idea in pair[1]) / len(pair[1]))
    unused = [part for part, ideas in found.parts if not any(idea.uses for idea in ideas)]
    totals = {"used": say.whole(len(used)), "total": say.whole(len(found.ideas))}
    description = [subject.words("theory.description", parts=say.whole(len(found.parts)), **totals, **counts),
                   subject.words("theory.most", part=best[0])]  # fmt: skip
    if unused:
        description.append(subject.words("theory.unused", parts=say.join(say.shortened(unused))))
    columns = tuple(subject.words(f"theory.{key}") for key in ("id", "idea", "uses", "rules", "figures"))
    rows = tuple((idea.id, idea.title, say.whole(idea.uses), say.whole(idea.rules),
                  say.choice("answer", "yes" if idea.computed else "no")) for idea in found.ideas)  # fmt: skip
    return subject.drawing(
        "theory", paper, title=subject.words("theory.title", **totals),
        description=" ".join(description), table=Datasheet(columns=columns, rows=rows), texts=paper.authors,
        notes=_left_out(subject, [idea.title for idea in found.ideas if not idea.uses]),
    )  # fmt: skip


def _left_out(subject: Subject, titles: list[str]) -> tuple[str, ...]:
    """The ideas that are not used, by their titles, where they are few."""
    if not 0 < len(titles) <= _FEW:
        return ()
    return (subject.words("theory.left_out", names=" · ".join(titles)),)


def _legend(paper: Paper, subject: Subject, steps: set[str]) -> float:
    """What the steps that occur mean: a cell of each with its words beside it."""
    wide = paper.width / len(steps)
    ends = []
    for number, key in enumerate(key for key in _STEPS if key in steps):
        x, fill = number * wide, _STEPS[key]
        paper.box(x, 0.5, 14, 9, fill=fill, line="" if fill else "line")
        words = Said(subject.words(f"theory.step_{key or 'unused'}"), tone="soft")
        ends.append(stack(paper, x + 19, 0, wide - 24, [words]))
    return max(ends)


def _part(paper: Paper, subject: Subject, part: str, ideas: tuple[Idea, ...], y: float) -> float:
    """The title of a part and its cells, as many in a line as fit."""
    paper.line((0, y), (paper.width, y), tone="line", width=0.6)
    y += 4
    used = subject.words("theory.of", used=subject.say.whole(sum(bool(idea.uses) for idea in ideas)),
                         total=subject.say.whole(len(ideas)))  # fmt: skip
    end = stack(paper, 0, y, _PART - 8, [Said(part, weight=SEMIBOLD), Said(used, tone="soft")])
    across = int((paper.width - _PART) // _WIDE)
    for number, idea in enumerate(ideas):
        x, top = _PART + number % across * _WIDE, y + number // across * _HIGH
        fill, weight = _STEPS[idea.step], SEMIBOLD if idea.step == "computed" else REGULAR
        paper.box(x + _GAP, top + _GAP, _WIDE - 2 * _GAP, _HIGH - 2 * _GAP, fill=fill, line="" if fill else "line")
        paper.text(x + _WIDE / 2, top + _HIGH / 2, idea.id, size=SMALL, align="middle", middle=True,
                   weight=weight, tone="ink" if idea.uses else "faint")  # fmt: skip
    rows = -(-len(ideas) // across)
    return max(end, y + rows * _HIGH) + 4


VIEW = View(name="theory", register=("D33",), title="Which ideas of the theory a model uses",
            needs=("segment",), make=_make)  # fmt: skip
