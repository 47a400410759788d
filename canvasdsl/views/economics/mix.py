"""What comes in and what goes out in a period (D34): streams and costs as bars on one scale, with their shares."""

from collections.abc import Sequence
from typing import Any

import attrs

from canvasdsl.figures.blocks import decided
from canvasdsl.figures.months import holds_now
from canvasdsl.views.accents import NOBODYS, Accent, accent_of
from canvasdsl.views.drawing import SMALL, Board, Datasheet, Drawing
from canvasdsl.views.kit.charts import Scale
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.views.typeset import SEMIBOLD

__all__ = ["VIEW", "Mix", "Part", "mix_of"]

_MOST = 12
_NAMES, _AMOUNTS = 168.0, 92.0


@attrs.frozen(kw_only=True)
class Part:
    """A stream or a cost: what it comes to in the period, with its range and its share of all."""

    name: str
    amount: float
    low: float
    high: float
    share: float
    kind: str = ""
    """Of a cost `fixed`, `variable` or `both`."""
    accent: Accent = NOBODYS
    field: str = ""


@attrs.frozen(kw_only=True)
class Mix:
    """The streams and the costs, the greatest first; `without` are those of which nothing can be computed."""

    unit: str
    revenues: tuple[Part, ...]
    costs: tuple[Part, ...]
    without: tuple[str, ...]

    @property
    def profit(self) -> float:
        """What is left."""
        return sum(each.amount for each in self.revenues) - sum(each.amount for each in self.costs)


def mix_of(subject: Subject) -> Mix:
    """The mix of a model; with no parts where it says no amounts."""
    canvas = subject.canvas
    sides: dict[str, list[Part]] = {"revenue": [], "cost": []}
    without, units = [], []
    for word, figure, blocks in (("revenue", "revenue", canvas.revenues), ("cost", "costs", canvas.costs)):
        for block in decided(blocks):
            found = subject.figure(figure, block)
            if found is None or found.value is None:
                without.append(block.name)
                continue
            units.append(found.unit)
            low, high = (found.value if end is None else end for end in (found.low, found.high))
            sides[word].append(Part(
                name=block.name, amount=float(found.value), low=float(low), high=float(high), share=0.0,
                kind=_kind(subject, block) if word == "cost" else "", accent=accent_of(canvas, block),
                field=f"{word} {block.id or block.title or ''}",
            ))  # fmt: skip
    return Mix(unit=units[0] if units else "", revenues=_shared(sides["revenue"]), costs=_shared(sides["cost"]),
               without=tuple(without))  # fmt: skip


def _shared(parts: list[Part]) -> tuple[Part, ...]:
    whole = sum(each.amount for each in parts)
    found = [attrs.evolve(each, share=each.amount / whole if whole > 0 else 0.0) for each in parts]
    return tuple(sorted(found, key=lambda each: -each.amount))


def _kind(subject: Subject, cost: Any) -> str:
    kinds = {each.word for each in (*cost.fixed, *cost.variable) if holds_now(subject.canvas, each)}
    return "both" if len(kinds) > 1 else next(iter(kinds), "")


# ---- The drawing ------------------------------------------------------------------------


def _make(subject: Subject) -> Drawing:
    say, words, found = subject.say, subject.words, mix_of(subject)
    if not found.revenues and not found.costs:
        raise Undrawn(words("mix.needs"))
    board, down = Board(), 0.0
    most = max(each.high for each in (*found.revenues, *found.costs))
    across = Scale(0.0, max(most, 1e-9), _NAMES + 12, board.width - _AMOUNTS)
    for side, parts in (("revenue", found.revenues), ("cost", found.costs)):
        if parts:
            whole = say.amount(sum(each.amount for each in parts), found.unit)
            down = _group(subject, board, down, words(f"mix.{side}", amount=whole), parts, across)
    if found.revenues and found.costs:
        board.line((0, down), (board.width, down), tone="ink", width=0.8)
        said = say.amount(abs(found.profit), found.unit)
        board.text(0, down + 6, words("mix.profit" if found.profit >= 0 else "mix.loss", amount=said), weight=SEMIBOLD)
    notes = []
    if found.without:
        names = subject.say.join([name.strip() for name in found.without[:4]])
        notes.append(subject.counted("mix.without", len(found.without), names=names))
    columns = tuple(words(f"mix.columns.{key}") for key in ("name", "kind", "amount", "low", "high", "share"))
    rows = tuple(_line(subject, found, side, part) for side, parts in
                 (("revenue", found.revenues), ("cost", found.costs)) for part in parts)  # fmt: skip
    title, description = _said(subject, found)
    return subject.drawing(
        "mix", board, title=title, description=description, notes=tuple(notes),
        table=Datasheet(columns=columns, rows=rows),
        texts=tuple((part.field, part.name) for part in (*found.revenues, *found.costs)),
    )  # fmt: skip


def _line(subject: Subject, found: Mix, side: str, part: Part) -> tuple[str, ...]:
    say, words = subject.say, subject.words
    amounts = (say.amount(each, found.unit) for each in (part.amount, part.low, part.high))
    return (part.name, words(f"mix.kind.{part.kind or side}"), *amounts, say.amount(part.share, "%"))


def _said(subject: Subject, found: Mix) -> tuple[str, str]:
    """The title and the description: what weighs most on each side."""
    say, words = subject.say, subject.words
    values = {"profit": say.amount(abs(found.profit), found.unit)}
    for side, parts in (("in", found.revenues), ("out", found.costs)):
        values[f"all_{side}"] = say.amount(sum(each.amount for each in parts), found.unit)
        values[f"first_{side}"] = parts[0].name if parts else ""
        values[f"share_{side}"] = say.amount(parts[0].share, "%") if parts else ""
    if not found.revenues or not found.costs:
        key = "revenue" if found.revenues else "cost"
        only = "_only" if len(found.revenues) + len(found.costs) == 1 else ""
        return words(f"mix.title.{key}{only}", **values), words(f"mix.description.{key}", **values)
    outcome = "profit" if found.profit >= 0 else "loss"
    single = "only" if len(found.revenues) == 1 else "several"
    return words(f"mix.title.{single}", **values), words(f"mix.description.{outcome}", **values)


def _group(
    subject: Subject, board: Board, down: float, head: str, parts: Sequence[Part], across: Scale
) -> float:  # fmt: skip
    """A heading and its bars; those beyond the greatest together in one."""
    say, words = subject.say, subject.words
    down += board.text(0, down, head, weight=SEMIBOLD).height + 3
    shown = list(parts if len(parts) <= _MOST else parts[: _MOST - 1])
    rest = parts[len(shown):]
    if rest:
        amount = sum(each.amount for each in rest)
        shown.append(Part(name=subject.counted("mix.more", len(rest)), amount=amount, low=amount, high=amount,
                          share=sum(each.share for each in rest)))  # fmt: skip
    for part in shown:
        room = max(part.accent.put(board, 0, down + 6.5), 10.5)
        height = board.text(room, down, part.name, width=_NAMES - room).height
        if part.kind in ("variable", "both"):
            height += board.text(10.5, down + height, words(f"mix.kind.{part.kind}"), size=SMALL, tone="faint",
                                 width=_NAMES - 10.5).height  # fmt: skip
        middle = down + 6.5
        fill = part.accent.tone
        board.box(across(0), middle - 5, max(across(part.amount) - across(0), 0.6), 10, fill=fill,
                  opacity=0.55 if part.kind == "variable" else 1.0)  # fmt: skip
        end = across(part.amount)
        if part.high > part.low:
            end = max(end, across(part.high))
            board.line((across(part.low), middle), (across(part.high), middle), tone="ink", width=0.9)
            for value in (part.low, part.high):
                board.line((across(value), middle - 3), (across(value), middle + 3), tone="ink", width=0.9)
        said = words("mix.amount", amount=say.amount(part.amount), share=say.amount(part.share, "%"))
        label = board.text(end + 6, middle, said, width=board.width - end - 6, middle=True)
        down = max(down + height, label.y + label.height) + 5
    return down + 8


VIEW = View(name="mix", register=("D34",), title="What comes in and what goes out", needs=("revenue", "cost"),
            make=_make)  # fmt: skip
