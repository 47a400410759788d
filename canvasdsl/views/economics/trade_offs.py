"""Where more is worth it: what spending on prospects wins (T-ECO-11), and what more retention may cost (T-ECO-9)."""

from fractions import Fraction
from math import exp
from typing import Any

from canvasdsl.figures import lifetime, worth
from canvasdsl.figures.blocks import holders_of
from canvasdsl.figures.expression import Undefined
from canvasdsl.figures.inputs import Absent
from canvasdsl.figures.sheet import Sheet
from canvasdsl.views.accents import accent_of
from canvasdsl.views.drawing import SMALL, Board, Datasheet, Drawing
from canvasdsl.views.kit.charts import Plot, round_steps
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.views.typeset import SEMIBOLD, measure

__all__ = ["VIEWS"]

_EDGE, _ROOM = 46.0, 92.0
_POINTS = 60


# ---- The response to spending -----------------------------------------------------------


def _response(subject: Subject) -> Drawing:
    """The share who are won by the spend on each, today and where the last unit just returns itself."""
    relationship, say, words = subject.block, subject.say, subject.words
    speed, best, won = (subject.figure(name, relationship) for name in
                        ("response-speed", "best-spend", "best-response"))  # fmt: skip
    said = relationship.response
    if None in (speed, best, won) or said is None or said.ceiling is None or said.spend is None:
        raise Undrawn(words("response-curve.needs"))
    assert speed is not None and best is not None and won is not None
    ceiling, k = float(said.ceiling.value) / 100, float(speed.value or 0)
    now, optimum = float(said.spend.value), float(best.value or 0)
    if k <= 0 or ceiling <= 0:
        raise Undrawn(words("response-curve.needs"))
    reach = max(now, optimum) * 1.6
    board = Board()
    plot = Plot.on(board, across=(0, reach), up=round_steps(0, ceiling * 1.02, about=5), height=170, left=_EDGE,
                   right=_ROOM, top=14, say=lambda value: say.amount(value, "%"),
                   title=words("response-curve.axis"))  # fmt: skip

    def rate(spend: float) -> float:
        return ceiling * (1 - exp(-k * spend))

    tone = accent_of(subject.canvas, relationship).tone
    y = plot.up(ceiling)
    board.line((plot.left, y), (plot.right, y), tone="faint", width=0.8, dash=(3, 2))
    board.text(plot.right + 8, y, words("response-curve.ceiling", share=say.amount(ceiling, "%")), size=SMALL,
               tone="soft", middle=True, width=_ROOM - 8)  # fmt: skip
    steps = [reach * number / _POINTS for number in range(_POINTS + 1)]
    board.line(*((plot.across(each), plot.up(rate(each))) for each in steps), tone=tone, width=1.8)
    for spend, key, ink in ((now, "now", "ink"), (optimum, "best", "good")):
        x, high = plot.across(spend), plot.up(rate(spend))
        board.line((x, high), (x, plot.bottom), tone=ink, width=0.8, dash=(2, 2))
        board.disc(x, high, 3.2, fill=ink)
        below = (key == "now") == (now <= optimum)
        board.text(x + 7, plot.bottom - (30 if below else 17), words(f"response-curve.{key}", spend=say.amount(
            spend, best.unit)), size=SMALL, tone=ink, weight=SEMIBOLD, width=board.width - x - 8)  # fmt: skip
    ticks = [(step, say.amount(step)) for step in round_steps(0, reach, about=6) if step <= reach]
    down = plot.name_across(board, ticks, title=words("response-curve.spend", currency=best.unit))
    values = {"name": relationship.name, "now": say.amount(now, best.unit), "best": say.amount(optimum, best.unit),
              "rate": say.amount(rate(now), "%"), "best_rate": say.amount(won.value or 0, "%"),
              "ceiling": say.amount(ceiling, "%")}  # fmt: skip
    outcome = "more" if optimum > now * 1.02 else "less" if optimum < now * 0.98 else "right"
    rows = tuple((say.amount(spend, best.unit), say.amount(rate(spend), "%"))
                 for spend in sorted({*steps[::5], now, optimum}))  # fmt: skip
    return subject.drawing(
        "response-curve", board, title=words(f"response-curve.title.{outcome}", **values), height=down,
        description=words("response-curve.description", **values),
        table=Datasheet(columns=(words("response-curve.spend", currency=best.unit), words("response-curve.axis")),
                        rows=rows),
        texts=((f"relationship {relationship.name}", relationship.name),),
    )  # fmt: skip


# ---- Another case ---------------------------------------------------------------------------


def _what_if(subject: Subject) -> Drawing:
    """What a customer would be worth in another case by the retention that it brings, beside today's worth."""
    case, say, words = subject.block, subject.say, subject.words
    relationship = holders_of(subject.canvas, case)[-1]
    names = ("what-if-value", "what-if-difference", "break-even-retention")
    value, more, even = (subject.figure(name, case) for name in names)
    if value is None or more is None or even is None or case.retention is None:
        raise Undrawn(words("what-if.needs"))
    assert value.value is not None and more.value is not None and even.value is not None
    sheet = Sheet(subject.canvas, holders_of(subject.canvas, case))
    try:
        curve = _by_retention(sheet, relationship, case)
        per = worth.period(sheet, relationship)
        then = float(worth.retention(sheet, relationship, per, case).value(_likely(sheet)))
    except (Absent, Undefined) as absent:
        raise Undrawn(words("what-if.needs")) from absent
    today, needed = float(value.value - more.value), float(even.value)
    ends = sorted((then, needed))
    gap = max(ends[1] - ends[0], (1 - ends[1]) * 0.4, 0.004)
    low, high = max(0.01, ends[0] - gap * 0.8), min(1 - (1 - ends[1]) * 0.35, ends[1] + gap * 0.8)
    points = [(stays, curve(stays)) for number in range(_POINTS + 1)
              for stays in [low + (high - low) * number / _POINTS]]  # fmt: skip
    drawn = [(stays, amount) for stays, amount in points if amount is not None]
    if len(drawn) < 2:
        raise Undrawn(words("what-if.needs"))
    board = Board()
    amounts = [amount for _, amount in drawn]
    plot = Plot.on(board, across=(low, high), up=round_steps(min(today, *amounts), max(today, *amounts), about=5),
                   height=170, left=_EDGE, right=_ROOM, top=14, say=say.amount,
                   title=words("what-if.axis", currency=value.unit))  # fmt: skip
    y = plot.up(today)
    board.line((plot.left, y), (plot.right, y), tone="soft", width=1, dash=(3, 2))
    board.text(plot.right + 8, y, words("what-if.today", amount=say.amount(today, value.unit)), size=SMALL, tone="soft",
               middle=True, width=_ROOM - 8)  # fmt: skip
    board.line(*((plot.across(stays), plot.up(amount)) for stays, amount in drawn), width=1.8,
               tone=accent_of(subject.canvas, relationship).tone)  # fmt: skip
    for stays, key, ink in ((needed, "even", "ink"), (then, "then", "good" if more.value >= 0 else "alarm")):
        x, amount = plot.across(stays), curve(stays)
        if amount is None:
            continue
        board.line((x, plot.up(amount)), (x, plot.bottom), tone=ink, width=0.8, dash=(2, 2))
        board.disc(x, plot.up(amount), 3.2, fill=ink)
        said = words(f"what-if.{key}", share=say.amount(stays, "%"))
        wide = measure(said, SMALL, weight=SEMIBOLD)
        left = x + 7 + wide > plot.right
        board.text(x - 6 if left else x + 7, plot.bottom - (30 if key == "then" else 17), said, size=SMALL, tone=ink,
                   weight=SEMIBOLD, align="end" if left else "start", width=wide + 2)  # fmt: skip
    ticks = [(step, say.amount(step, "%")) for step in round_steps(low, high, about=5) if low <= step <= high]
    down = plot.name_across(board, ticks, title=words(f"sensitivity.retention.{per}"))
    values = {"name": case.text or relationship.name, "more": say.amount(abs(more.value), value.unit),
              "then": say.amount(then, "%"), "even": say.amount(needed, "%"),
              "value": say.amount(value.value, value.unit), "today": say.amount(today, value.unit)}  # fmt: skip
    outcome = "more" if more.value >= 0 else "less"
    rows = tuple((say.amount(stays, "%"), say.amount(amount, value.unit)) for stays, amount in drawn[::5])
    return subject.drawing(
        "what-if", board, title=words(f"what-if.title.{outcome}", **values), height=down,
        description=words("what-if.description", **values),
        table=Datasheet(columns=(words(f"sensitivity.retention.{per}"), words("what-if.axis", currency=value.unit)),
                        rows=rows),
        texts=((f"relationship {relationship.name}", relationship.name), ("what-if", case.text or "")),
    )  # fmt: skip


def _likely(sheet: Sheet) -> Any:
    return {name: each.likely for name, each in sheet.inputs.items()}


def _by_retention(sheet: Sheet, relationship: Any, case: Any) -> Any:
    """The worth of a customer in another case as a function of the share who stay, after what winning one costs."""
    per = worth.period(sheet, relationship)
    parts = (worth.margin(sheet, relationship, per, case), worth.discount(sheet, per),
             worth.growth(sheet, relationship, per))  # fmt: skip
    costs = worth.says_cost(relationship) or case.acquisition_cost is not None
    paid = worth.acquisition_cost(sheet, relationship, case) if costs else sheet.number(0)
    margin, rate, grows, cost = (float(each.value(_likely(sheet))) for each in (*parts, paid))
    convention = worth.convention(relationship)

    def value(stays: float) -> float | None:
        share, discount, growth, leaves = (Fraction(each) for each in (stays, rate, grows, margin))
        if not lifetime.has_value(share, discount, growth):
            return None
        return float(lifetime.lifetime_value(leaves, share, discount, convention, growth=growth)) - cost

    return value


VIEWS: tuple[View, ...] = (
    View(name="response-curve", theory=("T-ECO-11",), title="What spending on prospects wins, and where it is best",
         needs=("relationship", "response"), make=_response, of=("relationship",)),
    View(name="what-if", theory=("T-ECO-9",), title="From which retention on another case is worth it",
         needs=("what-if", "retention", "margin"), make=_what_if, of=("what-if",)),
)  # fmt: skip
