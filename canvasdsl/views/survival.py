"""How long customers stay and when winning one is paid back (D25): survival, and the margin that comes together."""

from typing import Any

from canvasdsl.figures import lifetime, worth
from canvasdsl.figures.expression import Undefined
from canvasdsl.figures.figure import Absent
from canvasdsl.figures.sheet import Sheet
from canvasdsl.views.charts import Plot, apart, round_steps
from canvasdsl.views.drawing import BODY, Board, Datasheet, Drawing
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.views.typeset import SEMIBOLD, measure

__all__ = ["VIEW"]

_FEWEST, _MOST = 6, 60
_LEFT = 0.02
"""The curve ends when so few are left."""


def _make(subject: Subject) -> Drawing:
    """Who is left after each period, and what one customer has brought by then, less what winning one cost."""
    relationship = subject.block
    sheet = Sheet(subject.canvas)
    try:
        per = worth.period(sheet, relationship)
        rates = (worth.retention(sheet, relationship, per), worth.discount(sheet, per),
                 worth.growth(sheet, relationship, per), worth.margin(sheet, relationship, per))  # fmt: skip
        cost = worth.acquisition_cost(sheet, relationship) if worth.says_cost(relationship) else None
        likely = {name: each.likely for name, each in sheet.inputs.items()}
        stays, rate, grows, margin = (float(each.value(likely)) for each in rates)
        paid = None if cost is None else float(cost.value(likely))
    except (Absent, Undefined) as absent:
        raise Undrawn(subject.words("survival.needs")) from absent
    if not 0 < stays < 1:
        raise Undrawn(subject.words("survival.needs"))
    periods = min(_MOST, max(_FEWEST, next((n for n in range(1, _MOST + 1) if stays**n < _LEFT), _MOST)))
    left = [stays**number for number in range(periods + 1)]
    together = _together(worth.convention(relationship), margin, stays, rate, grows, periods)
    net = [amount - (paid or 0) for amount in together]
    return _drawn(subject, relationship, per, left, net, paid, sheet.currency)


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


def _drawn(
    subject: Subject, relationship: Any, per: str, left: list[float], net: list[float], paid: float | None,
    currency: str,
) -> Drawing:  # fmt: skip
    say, name = subject.say, relationship.name
    periods = len(left) - 1
    half = next((number for number, share in enumerate(left) if share <= 0.5), None)
    back = next((number for number, amount in enumerate(net) if amount >= 0), None) if paid else None
    board = Board()
    room, left_edge = 96.0, 46.0
    shares = Plot.on(
        board, across=(0, periods), up=[0, 0.25, 0.5, 0.75, 1], height=110, left=left_edge, right=room,
        say=lambda value: say.amount(value, "%"), title=subject.words("survival.left"),
    )  # fmt: skip
    steps = _staircase(shares, left)
    board.area([(shares.left, shares.bottom), *steps, (steps[-1][0], shares.bottom)], "a0", opacity=0.14)
    board.line(*steps, tone="a0", width=1.6)
    board.text(shares.right + 6, steps[-1][1],
               subject.words("survival.after", share=say.amount(left[-1], "%"),
                             time=say.time(periods, per)),
               width=room - 6, tone="a0", weight=SEMIBOLD, middle=True)  # fmt: skip
    lower = Board()
    brought = subject.words("survival.together" if paid else "survival.gross")
    money = Plot.on(
        lower, across=(0, periods), up=round_steps(min(0.0, *net), max(0.0, *net), about=4), height=130,
        left=left_edge, right=room, say=lambda value: say.amount(value, currency), title=brought,
    )  # fmt: skip
    points = [(money.across(number), money.up(amount)) for number, amount in enumerate(net)]
    lower.line(*points, tone="a2", width=1.8)
    labels = [(points[-1][1], say.amount(net[-1], currency), "a2")]
    if paid:
        labels.append((points[0][1], subject.words("survival.cost", amount=say.amount(paid, currency)), "soft"))
        lower.disc(*points[0], 2.6, fill="soft")
    if back is not None:
        x = money.across(back)
        lower.line((x, money.top), (x, money.bottom), tone="good", width=0.8, dash=(2, 2))
        lower.disc(x, money.up(net[back]), 3, fill="good")
        words = subject.words("survival.back", time=say.time(back, per))
        to_left = x + measure(words, BODY, weight=SEMIBOLD) + 6 > money.right
        lower.text(x - 5 if to_left else x + 5, money.top - 1, words, tone="good", weight=SEMIBOLD,
                   align="end" if to_left else "start", width=money.right - money.left)  # fmt: skip
    middles = apart([each[0] for each in labels], [24.0] * len(labels), money.top, money.bottom)
    for (_, words, tone), middle in zip(labels, middles, strict=True):
        lower.text(money.right + 6, middle, words, width=room - 6, tone=tone, weight=SEMIBOLD, middle=True)
    ends = [(float(number), say.whole(number)) for number in range(0, periods + 1, max(1, periods // 6))]
    down = money.name_across(lower, ends, title=subject.words(f"survival.periods.{per}"))
    offset = shares.bottom + 18
    # Both fields begin at the same place, so that one month stands above itself.
    board.add(*lower.moved(0, offset))
    title = subject.words("survival.title" if back is not None else "survival.title_unpaid", name=name,
                          half=say.time(half, per) if half is not None else subject.words("survival.never"),
                          back=say.time(back or 0, per), periods=say.time(periods, per))  # fmt: skip
    columns = (subject.words(f"survival.periods.{per}"), subject.words("survival.left"), brought)
    rows = tuple((say.whole(number), say.amount(share, "%"), say.amount(amount, currency))
                 for number, (share, amount) in enumerate(zip(left, net, strict=True)))  # fmt: skip
    return subject.drawing("survival", board, title=title, table=Datasheet(columns=columns, rows=rows),
                           description=subject.words("survival.description", name=name), height=offset + down,
                           texts=((f"relationship {name}", name),))  # fmt: skip


def _staircase(plot: Plot, values: list[float]) -> list[tuple[float, float]]:
    """Who is left stays so until the period ends."""
    points = [(plot.across(0), plot.up(values[0]))]
    for number, value in enumerate(values[1:], 1):
        points += [(plot.across(number), points[-1][1]), (plot.across(number), plot.up(value))]
    return points


VIEW = View(name="survival", register=("D25",), title="Who is left, and when winning a customer is paid back",
            needs=("relationship", "retention", "margin"), make=_make, of=("relationship",))  # fmt: skip
