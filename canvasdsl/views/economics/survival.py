"""How long customers stay and when winning one is paid back (D25): survival, and the margin that comes together."""

from math import ceil, log
from typing import Any

import attrs

from canvasdsl.figures import lifetime, worth
from canvasdsl.figures.expression import Undefined
from canvasdsl.figures.inputs import Absent
from canvasdsl.figures.periods import times
from canvasdsl.figures.sheet import Sheet
from canvasdsl.figures.survivors import counts_of, period_of
from canvasdsl.model.canvas import Canvas
from canvasdsl.views.accents import accent_of
from canvasdsl.views.drawing import BODY, SMALL, WIDTH, Board, Datasheet, Drawing, bold_width
from canvasdsl.views.kit.charts import Plot, apart, every_so_often, round_steps
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.views.typeset import REGULAR, SEMIBOLD, measure

__all__ = ["VIEW", "Counted", "Survival", "survival_of"]

_FEWEST, _MOST = 6, 120
_LEFT = 0.05
"""The curve ends when so few are left."""
_ROWS = 24
_ROOM, _EDGE = 118.0, 46.0
_LINE = BODY * 1.32


@attrs.frozen
class Counted:
    """What a group that began together shows: after how many periods which share was left."""

    name: str
    points: tuple[tuple[float, float], ...]


@attrs.frozen(kw_only=True)
class Survival:
    """The share of customers left after each period, and what one has brought by then less what winning one cost.

    `whole` is what one is worth in the end, `paid` what winning one costs where that is said.
    """

    per: str
    currency: str
    stays: float
    left: tuple[float, ...]
    net: tuple[float, ...]
    whole: float | None
    paid: float | None
    counted: tuple[Counted, ...] = ()

    @property
    def periods(self) -> int:
        """How far it is drawn."""
        return len(self.left) - 1

    @property
    def half(self) -> int:
        """After how many periods no more than half are left."""
        return max(1, ceil(log(0.5) / log(self.stays) - 1e-9))

    @property
    def back(self) -> int | None:
        """After how many periods winning one is paid back; `None` where it is not within what is drawn."""
        return next((number for number, amount in enumerate(self.net) if amount >= 0), None) if self.paid else None


def survival_of(canvas: Canvas, relationship: Any) -> Survival:
    """The two curves of a relationship, as is likely; raises `Absent` or `Undefined` where something is missing."""
    sheet = Sheet(canvas)
    per = worth.period(sheet, relationship)
    rates = (worth.retention(sheet, relationship, per), worth.discount(sheet, per),
             worth.growth(sheet, relationship, per), worth.margin(sheet, relationship, per))  # fmt: skip
    cost = worth.acquisition_cost(sheet, relationship) if worth.says_cost(relationship) else None
    likely = {name: each.likely for name, each in sheet.inputs.items()}
    stays, rate, grows, margin = (each.value(likely) for each in rates)
    paid = None if cost is None else float(cost.value(likely))
    if not 0 < stays < 1 or rate <= -1:
        raise Absent("nobody stays, or everybody does, so that there is no curve", relationship.place("retention"))
    convention = worth.convention(relationship)
    whole = None
    if lifetime.has_value(stays, rate, grows):
        whole = float(lifetime.lifetime_value(margin, stays, rate, convention, growth=grows)) - (paid or 0.0)
    periods = min(_MOST, max(_FEWEST, ceil(log(_LEFT) / log(stays))))
    together = _together(convention, float(margin), float(stays), float(rate), float(grows), periods)
    return Survival(
        per=per, currency=sheet.currency, stays=float(stays), whole=whole, paid=paid,
        left=tuple(float(stays) ** number for number in range(periods + 1)),
        net=tuple(amount - (paid or 0.0) for amount in together),
        counted=tuple(_counted(relationship, per, periods)),
    )  # fmt: skip


def _together(
    convention: str, margin: float, stays: float, rate: float, grows: float, periods: int
) -> list[float]:
    """What one customer has brought by the end of each period, at its present value; first what comes at once."""
    each = stays * (1 + grows) / (1 + rate)
    first = {lifetime.AFTER_RETENTION: stays / (1 + rate), lifetime.IMMEDIATE: 1.0,
             lifetime.END_OF_FIRST: 1 / (1 + rate)}[convention]  # fmt: skip
    at_once = convention == lifetime.IMMEDIATE
    found = [margin if at_once else 0.0]
    for number in range(periods):
        found.append(found[-1] + margin * first * each ** (number + at_once))
    return found


def _counted(relationship: Any, per: str, periods: int) -> list[Counted]:
    """The groups that were counted, as far as the curve reaches; those that do not say how often are left out."""
    found = []
    for cohort in relationship.cohorts:
        if cohort.is_idea or cohort.every is None:
            continue
        try:
            counts, (length, number) = counts_of(cohort), period_of(cohort)
        except Absent:
            continue
        one = float(number * times(per, length))
        points = [(at * one, float(count / counts[0])) for at, count in enumerate(counts) if at] if counts[0] else []
        points = [(at, share) for at, share in points if at <= periods]
        if points:
            found.append(Counted(cohort.text or "", tuple(points)))
    return found


# ---- The drawing ------------------------------------------------------------------------


def _make(subject: Subject) -> Drawing:
    """Who is left after each period, and below it what one customer has brought by then."""
    relationship, say, words = subject.block, subject.say, subject.words
    try:
        found = survival_of(subject.canvas, relationship)
    except (Absent, Undefined) as absent:
        raise Undrawn(words("survival.needs")) from absent
    name, half = relationship.name, say.time(found.half, found.per)
    brought = words("survival.together" if found.paid else "survival.gross", currency=found.currency)
    board = Board()
    ticks = [(float(number), say.whole(number)) for number in every_so_often(found.periods, found.per)]
    shares = _shares(subject, board, found)
    lower = Board()
    money = _money(subject, lower, found, brought)
    down = money.name_across(lower, ticks, title=words(f"survival.periods.{found.per}"))
    # Both fields begin at the same place, so that one month stands above itself.
    offset = shares.bottom + 22
    board.add(*lower.moved(0, offset))
    columns = (words(f"survival.periods.{found.per}"), words("survival.left"), brought)
    step = max(1, ceil(found.periods / _ROWS))
    rows = tuple((say.whole(number), say.amount(found.left[number], "%"),
                  say.amount(found.net[number], found.currency))
                 for number in range(0, found.periods + 1, step))  # fmt: skip
    values = {"name": name, "half": half, "back": say.time(found.back or 0, found.per),
              "periods": say.time(found.periods, found.per), "last": say.amount(found.left[-1], "%"),
              "amount": say.amount(found.net[-1], found.currency)}  # fmt: skip
    outcome = _outcome(found)
    return subject.drawing(
        "survival", board, title=words(f"survival.title.{outcome}", **values), height=offset + down,
        description=words(f"survival.description.{outcome}", **values), table=Datasheet(columns=columns, rows=rows),
        notes=(words("survival.note"),) if found.paid else (),
        texts=((f"relationship {name}", name), *(("cohort", each.name) for each in found.counted)),
    )  # fmt: skip


def _outcome(found: Survival) -> str:
    """What there is to say of paying back."""
    if not found.paid:
        return "unpaid"
    if found.back is None:
        return "never" if found.whole is not None and found.whole < 0 else "later"
    return "back" if found.back else "at_once"


def _shares(subject: Subject, board: Board, found: Survival) -> Plot:
    say, words, accent = subject.say, subject.words, accent_of(subject.canvas, subject.block)
    top = board.text(0, 0, words("survival.left"), size=SMALL, tone="faint").height
    for each in found.counted:
        said = words("survival.counted_group", name=each.name) if each.name else words("survival.counted")
        board.disc(4, top + 7, 2.4, fill="paper", line="ink", stroke=1)
        top += board.text(12, top + 1, said, size=SMALL, tone="soft", width=WIDTH - 12).height + 1
    plot = Plot.on(board, across=(0, found.periods), up=[0, 0.25, 0.5, 0.75, 1], height=104, left=_EDGE, right=_ROOM,
                   top=top + 8, say=lambda value: say.amount(value, "%"))  # fmt: skip
    steps = _staircase(plot, found.left)
    board.area([(plot.left, plot.bottom), *steps, (steps[-1][0], plot.bottom)], accent.tone, opacity=0.14)
    board.line(*steps, tone=accent.tone, width=1.6)
    if found.half < found.periods * 0.75:
        x, y = plot.across(found.half), plot.up(0.5)
        board.disc(x, y, 2.6, fill=accent.tone)
        board.text(x + 6, y - 12, words("survival.half", time=say.time(found.half, found.per)), size=SMALL,
                   tone="soft", width=plot.right - x - 6)  # fmt: skip
    for each in found.counted:
        for at, share in each.points:
            board.disc(plot.across(at), plot.up(share), 2.4, fill="paper", line="ink", stroke=1)
    said = words("survival.after", share=say.amount(found.left[-1], "%"), time=say.time(found.periods, found.per))
    _at_end(board, plot, [(steps[-1][1], said, "ink")])
    return plot


def _money(subject: Subject, board: Board, found: Survival, brought: str) -> Plot:
    say, words, accent = subject.say, subject.words, accent_of(subject.canvas, subject.block)
    reach = [0.0, *found.net] if found.whole is None else [0.0, *found.net, found.whole]
    plot = Plot.on(board, across=(0, found.periods), up=round_steps(min(reach), max(reach), about=4), height=130,
                   left=_EDGE, right=_ROOM, top=14, say=say.amount, title=brought)  # fmt: skip
    points = [(plot.across(number), plot.up(amount)) for number, amount in enumerate(found.net)]
    end = words("survival.after", share=say.amount(found.net[-1], found.currency),
                time=say.time(found.periods, found.per))  # fmt: skip
    labels = [(points[-1][1], end, "ink")]
    if found.whole is not None:
        y = plot.up(found.whole)
        board.line((plot.left, y), (plot.right, y), tone=accent.tone, width=0.9, dash=(3, 2))
        labels.append((y, words("survival.whole", amount=say.amount(found.whole, found.currency)), "soft"))
    board.line(*points, tone=accent.tone, width=1.8)
    if found.paid:
        labels += _paid(subject, board, plot, found, points)
    _at_end(board, plot, labels)
    return plot


def _paid(
    subject: Subject, board: Board, plot: Plot, found: Survival, points: list[tuple[float, float]]
) -> list[tuple[float, str, str]]:  # fmt: skip
    """What winning one cost, and when it is back, in the room below the curve; what finds none there is returned, to
    stand at the end."""
    say, words, zero = subject.say, subject.words, plot.up(0)
    board.disc(*points[0], 2.6, fill="soft")
    cost = words("survival.cost", amount=say.amount(found.paid or 0.0, found.currency))
    y, left = min(points[0][1] - 6, plot.bottom - _LINE), 0.0
    if found.back is not None:
        x = plot.across(found.back)
        board.line((x, plot.top), (x, min(plot.up(found.net[found.back]), plot.bottom)), tone="good", width=0.8,
                   dash=(2, 2))  # fmt: skip
        board.disc(x, plot.up(found.net[found.back]), 3, fill="good")
        said = words("survival.back", time=say.time(found.back, found.per)) if found.back else words("survival.at_once")
        wide = bold_width(said)
        if found.back > found.periods / 2:
            board.text(x - 6, zero - _LINE - 2, said, tone="good", weight=SEMIBOLD, align="end", width=wide + 1)
        else:
            level = zero + 2 if zero + 2 + _LINE <= plot.bottom + 2 else plot.bottom - _LINE - 2
            start = max(x, _rises_over(points, level) or x) + 6
            board.text(start, level, said, tone="good", weight=SEMIBOLD, width=wide + 1)
            y = max(y, level + _LINE)
            if y + _LINE > plot.bottom + 2:
                y, left = level, start + wide + 8
    start = max(left, (_rises_over(points, y) or plot.right) + 6)
    if start + measure(cost, BODY) > plot.right:
        return [(points[0][1], cost, "soft")]
    board.text(start, y, cost, tone="soft", width=plot.right - start)
    return []


def _rises_over(points: list[tuple[float, float]], height: float) -> float | None:
    """From where on a curve is above a height; `None` where it never is."""
    return next((x for x, y in points if y < height - 2), None)


def _at_end(board: Board, plot: Plot, labels: list[tuple[float, str, str]]) -> None:
    """Labels at the right end of a field, each near its height."""
    heights = [Board().text(0, 0, said, width=_ROOM - 8, weight=SEMIBOLD).height + 2 for _, said, _ in labels]
    middles = apart([each[0] for each in labels], heights, plot.top - 6, plot.bottom + 8)
    for (_, said, tone), middle in zip(labels, middles, strict=True):
        board.text(plot.right + 8, middle, said, width=_ROOM - 8, tone=tone, middle=True,
                   weight=SEMIBOLD if tone == "ink" else REGULAR)  # fmt: skip


def _staircase(plot: Plot, values: tuple[float, ...]) -> list[tuple[float, float]]:
    """Who is left stays so until the period ends."""
    points = [(plot.across(0), plot.up(values[0]))]
    for number, value in enumerate(values[1:], 1):
        points += [(plot.across(number), points[-1][1]), (plot.across(number), plot.up(value))]
    return points


VIEW = View(name="survival", register=("D25",), title="Who is left, and when winning a customer is paid back",
            needs=("relationship", "retention", "margin"), make=_make, of=("relationship",))  # fmt: skip
