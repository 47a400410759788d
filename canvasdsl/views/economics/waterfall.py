"""From revenue to profit (D34): what comes in, what varies with it, the fixed costs, and what is left."""

import attrs

from canvasdsl.figures.blocks import decided
from canvasdsl.figures.expression import Expression, Undefined
from canvasdsl.figures.inputs import Absent
from canvasdsl.figures.money import fixed_costs, has_both, per_period, revenue_of, variable_costs
from canvasdsl.figures.sheet import Sheet
from canvasdsl.figures.streams import parts_of
from canvasdsl.views.accents import NOBODYS, Accent, accent_of
from canvasdsl.views.drawing import Board, Datasheet, Drawing
from canvasdsl.views.kit.charts import Scale
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.views.typeset import REGULAR, SEMIBOLD, measure

__all__ = ["VIEW", "Step", "Steps", "steps_of"]

_MOST = 8
"""So many streams, variable and fixed costs each are drawn one by one."""
_NAMES = 168.0


@attrs.frozen(kw_only=True)
class Step:
    """An amount that is added or taken away."""

    name: str
    amount: float
    accent: Accent = NOBODYS
    field: str = ""


@attrs.frozen(kw_only=True)
class Steps:
    """Streams, then variable costs, then fixed ones, each side with the greatest first."""

    currency: str
    period: str
    revenues: tuple[Step, ...]
    variable: tuple[Step, ...]
    fixed: tuple[Step, ...]

    @property
    def revenue(self) -> float:
        """What comes in."""
        return sum(each.amount for each in self.revenues)

    @property
    def contribution(self) -> float:
        """What that leaves towards the fixed costs."""
        return self.revenue - sum(each.amount for each in self.variable)

    @property
    def profit(self) -> float:
        """What is left in the end."""
        return self.contribution - sum(each.amount for each in self.fixed)


def steps_of(subject: Subject) -> Steps:
    """The steps of a model, as is likely; raises `Absent` or `Undefined` where something is missing."""
    canvas = subject.canvas
    sheet = Sheet(canvas)
    if not has_both(sheet):
        raise Absent("the model says no prices or no costs")
    per = per_period(sheet)
    found: dict[str, list[tuple[object, Expression]]] = {"revenue": [], "variable": [], "fixed": []}
    found["revenue"] = [(each, revenue_of(sheet, parts_of(each), per)) for each in decided(canvas.revenues)]
    for cost in decided(canvas.costs):
        found["variable"].append((cost, variable_costs(sheet, [cost], per)))
        found["fixed"].append((cost, fixed_costs(sheet, [cost], per)))
    likely = {name: each.likely for name, each in sheet.inputs.items()}

    def steps(key: str) -> tuple[Step, ...]:
        amounts = ((block, float(made.value(likely))) for block, made in found[key])
        listed = [Step(name=block.name, amount=amount, accent=accent_of(canvas, block),  # type: ignore[attr-defined]
                       field=f"{block.word} {block.name}")  # type: ignore[attr-defined]
                  for block, amount in amounts if amount]  # fmt: skip
        return tuple(sorted(listed, key=lambda step: -step.amount))

    return Steps(currency=sheet.currency, period=per, revenues=steps("revenue"), variable=steps("variable"),
                 fixed=steps("fixed"))  # fmt: skip


# ---- The drawing ------------------------------------------------------------------------


def _make(subject: Subject) -> Drawing:
    say, words = subject.say, subject.words
    try:
        found = steps_of(subject)
    except (Absent, Undefined) as absent:
        raise Undrawn(words("waterfall.needs")) from absent
    if found.revenue <= 0 or not (found.variable or found.fixed):
        raise Undrawn(words("waterfall.needs"))
    lines = [
        *_lines(subject, found.revenues, 1), (words("waterfall.revenue"), found.revenue, None, NOBODYS),
        *_lines(subject, found.variable, -1), (words("waterfall.contribution"), found.contribution, None, NOBODYS),
        *_lines(subject, found.fixed, -1),
        (words("waterfall.profit" if found.profit >= 0 else "waterfall.loss"), found.profit, None, NOBODYS),
    ]  # fmt: skip
    if not found.variable:
        del lines[len(_lines(subject, found.revenues, 1)) + 1]
    board = Board()
    _drawn(subject, board, lines)
    unit = f"{found.currency} per {found.period}"
    plain = found.currency
    values = {
        "revenue": say.amount(found.revenue, unit), "contribution": say.amount(found.contribution, plain),
        "profit": say.amount(abs(found.profit), plain), "fixed": say.amount(found.contribution - found.profit, plain),
        "share": say.amount(found.contribution / found.revenue, "%"),
        "margin": say.amount(abs(found.profit) / found.revenue, "%"),
    }  # fmt: skip
    outcome = "profit" if found.profit >= 0 else "loss"
    steps = (*found.revenues, *found.variable, *found.fixed)
    rows = [(name, say.amount(amount if change is None else change, unit)) for name, amount, change, _ in
            _whole(subject, found)]  # fmt: skip
    return subject.drawing(
        "waterfall", board, title=words(f"waterfall.title.{outcome}", **values),
        description=words(f"waterfall.description.{outcome}", **values),
        table=Datasheet(columns=(words("waterfall.what"), words("waterfall.amount")), rows=tuple(rows)),
        texts=tuple((each.field, each.name) for each in steps),
    )  # fmt: skip


_Line = tuple[str, float, float | None, Accent]
"""A name, an amount, by how much it changes what was (`None`: it is a sum), and an accent."""


def _lines(subject: Subject, steps: tuple[Step, ...], sign: int, *, most: int = _MOST) -> list[_Line]:
    shown = list(steps if len(steps) <= most else steps[: most - 1])
    lines: list[_Line] = [(each.name, each.amount, sign * each.amount, each.accent) for each in shown]
    rest = steps[len(shown):]
    if rest:
        amount = sum(each.amount for each in rest)
        lines.append((subject.counted("waterfall.more", len(rest)), amount, sign * amount, NOBODYS))
    return lines


def _whole(subject: Subject, found: Steps) -> list[_Line]:
    """All steps one by one, with the sums."""
    words = subject.words
    return [
        *_lines(subject, found.revenues, 1, most=1_000), (words("waterfall.revenue"), found.revenue, None, NOBODYS),
        *_lines(subject, found.variable, -1, most=1_000),
        (words("waterfall.contribution"), found.contribution, None, NOBODYS),
        *_lines(subject, found.fixed, -1, most=1_000),
        (words("waterfall.profit" if found.profit >= 0 else "waterfall.loss"), found.profit, None, NOBODYS),
    ]  # fmt: skip


def _drawn(subject: Subject, board: Board, lines: list[_Line]) -> None:
    """A bar for each line, that of a change from where the one above it ended."""
    say = subject.say
    together, before = [0.0], 0.0
    for _, amount, change, _ in lines:
        before = amount if change is None else before + change
        together.append(before)
    said = [say.amount(amount if change is None else change) for _, amount, change, _ in lines]
    room = min(110.0, max(measure(each, 9.0, weight=SEMIBOLD) for each in said) + 10)
    across = Scale(min(0.0, *together), max(together), _NAMES + 12 + room, board.width - 2)
    down, before = 0.0, 0.0
    for line, ((name, amount, change, accent), number) in enumerate(zip(lines, said, strict=True)):
        whole = change is None
        if whole:
            board.line((0, down), (board.width, down), tone="line", width=0.8)
            down += 3
        left = 0.0 if whole else max(accent.put(board, 0, down + 6), 10.5)
        weight = SEMIBOLD if whole else REGULAR
        label = board.text(left, down, name, width=_NAMES - left, weight=weight)
        told = board.text(_NAMES + room + 2, down, number, align="end", weight=weight, width=room - 6,
                          tone="alarm" if whole and amount < 0 else "ink")  # fmt: skip
        start, end = (0.0, amount) if change is None else (before, before + change)
        fill = ("ink" if amount >= 0 else "alarm") if change is None else accent.tone if change > 0 else "grey"
        board.box(across(start), down + 1.5, across(end) - across(start), 9.5, fill=fill)
        following = down + max(label.height, told.height) + 5
        if line < len(lines) - 1:
            board.line((across(end), down + 1.5), (across(end), following + 1.5), tone="faint", width=0.5)
        before, down = end, following
    board.line((across(0), 0), (across(0), down), tone="soft", width=0.7)


VIEW = View(name="waterfall", register=("D34",), title="From revenue to profit, step by step",
            needs=("revenue", "price", "cost"), make=_make)  # fmt: skip
