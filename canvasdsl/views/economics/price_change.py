"""What a change of price or service does to a sale, before and after, and how much more must be sold (T-VAL-8); what
a loyalty programme takes of a sale and from which extra sales on it pays (T-STR-5)."""

from typing import Any

import attrs

from canvasdsl.figures import programmes
from canvasdsl.figures.blocks import holders_of
from canvasdsl.figures.inputs import Absent
from canvasdsl.figures.sheet import Sheet, plain
from canvasdsl.views.drawing import BODY, SMALL, Datasheet, Drawing
from canvasdsl.views.kit.bar_rows import Bar, BarRow, Mark, bar_rows
from canvasdsl.views.kit.paper import Paper, Said, bold, field_of
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.views.typeset import SEMIBOLD

__all__ = ["VIEWS", "Change", "Programme", "change_of", "programme_of"]


# ---- A new price or another service (T-VAL-8) -----------------------------------------


@attrs.frozen(kw_only=True)
class Change:
    """A sale before and after a change: price, what one costs, what is left. `needed` is the share by which more must
    be sold, `None` where no volume makes up for it; `expected` what the author expects."""

    unit: str
    price: tuple[float, float]
    cost: tuple[float, float]
    needed: float | None
    expected: float | None

    @property
    def left(self) -> tuple[float, float]:
        """What a sale leaves before and after."""
        return self.price[0] - self.cost[0], self.price[1] - self.cost[1]


def change_of(subject: Subject, change: Any) -> Change | None:
    """What a change says with the revenue that it stands in; `None` where one of both says too little."""
    after, needed = (subject.figure(name, change) for name in ("margin-after-change", "volume-needed"))
    if after is None or after.value is None:
        return None
    revenue = holders_of(subject.canvas, change)[-1]
    sheet = Sheet(subject.canvas)
    price, cost = sheet.money(revenue.price.value, "price", "p"), sheet.money(change.unit_cost, "unit-cost", "v")
    new = price if change.price is None else sheet.money(change.price, "new price", "p")
    likely = {name: each.likely for name, each in sheet.inputs.items()}
    before, one, then = (float(each.value(likely)) for each in (price, cost, new))
    said = change.volume_change
    return Change(
        unit=after.unit, price=(before, then), cost=(one, then - float(after.value)),
        needed=float(needed.value) if needed is not None and needed.value is not None else None,
        expected=float(said.value) / 100 if said is not None else None,
    )  # fmt: skip


def _changed(subject: Subject) -> Drawing:
    change, say, words = subject.block, subject.say, subject.words
    found = change_of(subject, change)
    if found is None:
        raise Undrawn(words("price-change.needs"))
    revenue = holders_of(subject.canvas, change)[-1]
    paper = Paper()
    rows = []
    for at, key in enumerate(("before", "after")):
        left = found.left[at]
        said = (Said(words(f"price-change.{part}", amount=say.amount(pair[at], found.unit)), tone="soft")
                for part, pair in (("price", found.price), ("cost", found.cost)))  # fmt: skip
        bar = Bar(start=found.cost[at], end=found.price[at], before="line", strong=True,
                  tone="good" if left > 0 else "alarm", said=words(
                      "price-change.left" if left >= 0 else "price-change.lost",
                      amount=say.amount(abs(left), found.unit)))  # fmt: skip
        rows.append(BarRow(parts=(bold(words(f"price-change.{key}")), *said), bars=(bar,)))
    y = bar_rows(paper, 0, rows)
    y = _volumes(subject, paper, y + 16, found.needed, found.expected, "price-change")
    name = change.text or say.wording("brief.list.detail", head=revenue.name, detail=words("price-change.unnamed"))
    values = {"name": name, "revenue": revenue.name,
              **{f"{key}_{at}": say.amount(pair[number], found.unit) for key, pair in
                 (("price", found.price), ("cost", found.cost), ("left", found.left))
                 for number, at in enumerate(("before", "after"))},
              **_shares(subject, found.needed, found.expected)}  # fmt: skip
    columns = (words("price-change.what"), words("price-change.before"), words("price-change.after"))
    table = [(words(f"price-change.row.{key}"), *(say.amount(each, found.unit) for each in pair)) for key, pair in
             (("price", found.price), ("cost", found.cost), ("left", found.left))]  # fmt: skip
    table.append((words("price-change.row.needed"), "", values["needed"]))
    if found.expected is not None:
        table.append((words("price-change.row.expected"), "", values["expected"]))
    outcome = _outcome(found.needed, found.expected)
    return subject.drawing(
        "price-change", paper, height=y, title=words(f"price-change.title.{outcome}", **values),
        description=words(f"price-change.description.{'never' if found.needed is None else 'needed'}", **values),
        table=Datasheet(columns=columns, rows=tuple(table)),
        texts=((field_of(revenue), revenue.name), *([("change", change.text)] if change.text else [])),
    )  # fmt: skip


def _outcome(needed: float | None, expected: float | None) -> str:
    """What there is to say of the sales that are needed."""
    if needed is None:
        return "never"
    if needed <= 0:
        return "better"
    return "unsaid" if expected is None else "enough" if expected >= needed else "short"


def _shares(subject: Subject, needed: float | None, expected: float | None) -> dict[str, str]:
    none = subject.words("price-change.none")
    return {key: none if share is None else subject.say.amount(share, "%") for key, share in
            (("needed", needed), ("expected", expected))}  # fmt: skip


def _volumes(
    subject: Subject, paper: Paper, y: float, needed: float | None, expected: float | None, view: str
) -> float:  # fmt: skip
    """How much more must be sold, and how much more is expected; returns how far down that reaches."""
    if needed is None or (needed <= 0 and expected is None):
        return y - 16
    say, words = subject.say, subject.words
    y += paper.text(0, y, words(f"{view}.volumes"), size=BODY, weight=SEMIBOLD).height + 4
    enough = expected is not None and expected >= needed
    rows = [BarRow(parts=(Said(words("price-change.row.needed")),),
                   bars=(Bar(end=needed, said=say.amount(needed, "%"), tone="ink"),))]  # fmt: skip
    if expected is not None:
        rows.append(BarRow(
            parts=(Said(words("price-change.row.expected")),),
            bars=(Bar(end=expected, said=words("price-change.enough" if enough else "price-change.short",
                                               share=say.amount(expected, "%")),
                      tone="good" if enough else "alarm"),),
        ))  # fmt: skip
    marks = [Mark(value=needed, said="")] if expected is not None else []
    return bar_rows(paper, y, rows, marks=marks)


# ---- Loyalty programmes (T-STR-5) -------------------------------------------------------


@attrs.frozen(kw_only=True)
class Programme:
    """What a programme takes of sales, as shares of them: rewards, and running it; `margin` is what a sale leaves
    before it. `needed` and `expected` are the shares by which members buy more."""

    rewards: float
    running: float
    margin: float | None
    needed: float | None
    expected: float | None

    @property
    def cost(self) -> float:
        """All that it takes."""
        return self.rewards + self.running


def programme_of(subject: Subject, programme: Any) -> Programme | None:
    """What a programme says; `None` where nothing tells what it takes."""
    cost, needed = (subject.figure(name, programme) for name in ("programme-cost", "break-even-uplift"))
    if cost is None or cost.value is None:
        return None
    margin, expected = (None if each is None else float(each.value) / 100
                        for each in (programme.margin, programme.uplift))  # fmt: skip
    rewards = _rewards(subject, programme)
    return Programme(rewards=rewards, running=float(cost.value) - rewards, margin=margin, expected=expected,
                     needed=float(needed.value) if needed is not None and needed.value is not None else None)


def _rewards(subject: Subject, programme: Any) -> float:
    """The share of sales that goes into rewards, as the figure counts it."""
    if programme.earns is None or programme.point_value is None:
        return 0.0
    sheet = Sheet(subject.canvas)
    try:
        points, worth = sheet.take(programme.earns, "earns", "e"), sheet.money(programme.point_value, "worth", "p")
        used: Any = 1 if programme.redemption is None else plain(sheet.share(programme.redemption, "used", "u"))
        share: Any = programmes.reward_share(plain(points), plain(worth), used)
        return float(share.value({name: each.likely for name, each in sheet.inputs.items()}))
    except Absent:
        return 0.0


def _programme(subject: Subject) -> Drawing:
    programme, say, words = subject.block, subject.say, subject.words
    found = programme_of(subject, programme)
    if found is None:
        raise Undrawn(words("programme.needs"))
    paper = Paper()
    y = paper.text(0, 0, words("programme.of_sales"), weight=SEMIBOLD).height + 4
    rows, at = [], found.margin if found.margin is not None else found.cost
    if found.margin is not None:
        rows.append(_share_row(subject, "margin", 0.0, found.margin, "grey"))
    for key, share in (("rewards", found.rewards), ("running", found.running)):
        if share > 0:
            rows.append(_share_row(subject, key, at - share, at, "heat4" if key == "rewards" else "heat3"))
            at -= share
    if found.margin is not None:
        left = found.margin - found.cost
        rows.append(_share_row(subject, "left" if left >= 0 else "lost", 0.0, left, "good" if left > 0 else "alarm",
                               strong=True))  # fmt: skip
    y = bar_rows(paper, y, rows)
    y = _volumes(subject, paper, y + 16, found.needed, found.expected, "programme")
    none = words("price-change.none")
    values = {"name": programme.name, "cost": say.amount(found.cost, "%"), "rewards": say.amount(found.rewards, "%"),
              "running": say.amount(found.running, "%"),
              "margin": none if found.margin is None else say.amount(found.margin, "%"),
              **_shares(subject, found.needed, found.expected)}  # fmt: skip
    outcome = "costs" if found.margin is None else _outcome(found.needed, found.expected)
    table = [(words(f"programme.row.{key}"), values[key]) for key in ("margin", "rewards", "running", "cost", "needed",
                                                                     "expected") if values[key] != none]  # fmt: skip
    known = "known" if found.margin is not None and found.needed is not None else "costs"
    return subject.drawing(
        "programme", paper, height=y, title=words(f"programme.title.{outcome}", **values),
        description=words(f"programme.description.{known}", **values),
        table=Datasheet(columns=(words("price-change.what"), words("programme.share")), rows=tuple(table)),
        texts=((field_of(programme), programme.name),),
    )  # fmt: skip


def _share_row(subject: Subject, key: str, start: float, end: float, tone: str, *, strong: bool = False) -> BarRow:
    said = subject.say.amount(abs(end - start), "%")
    name = subject.words(f"programme.bar.{key}")
    return BarRow(parts=(bold(name) if strong else Said(name, size=SMALL),), strong=strong,
                  bars=(Bar(start=start, end=end, said=said, tone=tone, strong=strong),))  # fmt: skip


VIEWS: tuple[View, ...] = (
    View(name="price-change", register=(), theory=("T-VAL-8",), title="A sale before and after a change of price or "
         "service", needs=("revenue", "change", "unit-cost"), make=_changed, of=("change",)),
    View(name="programme", register=(), theory=("T-STR-5",), title="What a loyalty programme takes of a sale, and "
         "from when on it pays", needs=("programme", "earns", "point-value"), make=_programme, of=("programme",)),
)  # fmt: skip
