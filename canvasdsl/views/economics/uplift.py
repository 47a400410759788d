"""What a few points more retention bring, whatever it was before (D26), beside the claim that it is a fixed share."""

from fractions import Fraction
from typing import Any

import attrs

from canvasdsl.figures import lifetime, worth
from canvasdsl.figures.expression import Undefined
from canvasdsl.figures.inputs import Absent
from canvasdsl.figures.periods import retention_in
from canvasdsl.figures.sheet import Sheet
from canvasdsl.model.canvas import Canvas
from canvasdsl.views.accents import accent_of
from canvasdsl.views.drawing import BODY, SMALL, Board, Datasheet, Drawing
from canvasdsl.views.kit.charts import Plot, apart, round_steps
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.views.typeset import SEMIBOLD, measure, wrap

__all__ = ["CLAIM", "VIEW", "Uplift", "uplift_of"]

CLAIM = (0.25, 0.95)
"""Five points more retention, 25 to 95 per cent more profit (Reichheld & Schefter 2000)."""
_ROOM, _EDGE = 112.0, 40.0
_MOST = 1.5
"""The field ends at so much more at most, or a little above this firm."""


@attrs.frozen(kw_only=True)
class Uplift:
    """The share by which the worth of a customer rises, by yearly retention before; and where this firm stands.

    `points` are the points more a year. `gross` is before what winning a customer costs, `net` after it; points of the
    net curve are left out where a customer is worth nothing.
    """

    points: float
    now: float
    here: float
    here_net: float | None
    gross: tuple[tuple[float, float], ...]
    net: tuple[tuple[float, float], ...]


def uplift_of(canvas: Canvas, relationship: Any) -> Uplift:
    """The curves of a relationship; raises `Absent` or `Undefined` where something is missing."""
    sheet = Sheet(canvas)
    points = Fraction(canvas.threshold("retention-points")) / 100
    per, convention = worth.period(sheet, relationship), worth.convention(relationship)
    stays, rate, grows = (worth.retention(sheet, relationship, "year"), worth.discount(sheet, per),
                          worth.growth(sheet, relationship, per))  # fmt: skip
    costs = relationship.margin is not None and worth.says_cost(relationship)
    margin = worth.margin(sheet, relationship, per) if costs else None
    paid = worth.acquisition_cost(sheet, relationship) if costs else None
    likely = {name: each.likely for name, each in sheet.inputs.items()}
    now, discount, growth = (each.value(likely) for each in (stays, rate, grows))
    in_margins = Fraction(0)
    if margin is not None and paid is not None and margin.value(likely) > 0:
        in_margins = paid.value(likely) / margin.value(likely)

    def rises(base: Fraction, less: Fraction) -> float | None:
        """The rise from a yearly retention; what winning costs is counted in margins of a period."""
        if not 0 < base < base + points < 1:
            return None
        both = [retention_in(each, "year", per) for each in (base, base + points)]
        if not all(lifetime.has_value(each, discount, growth) for each in both):
            return None
        before, after = (lifetime.multiple(each, discount, convention, growth) - less for each in both)
        return float(after / before - 1) if before > 0 else None

    here = rises(now, Fraction(0))
    if here is None or now < points:
        raise Absent("there is no room for so many points more", relationship.place("retention"))
    bases = [Fraction(number, 100) for number in range(1, 97)]
    return Uplift(
        points=float(points), now=float(now), here=here, here_net=rises(now, in_margins) if in_margins else None,
        gross=_curve(rises, bases, Fraction(0)), net=_curve(rises, bases, in_margins) if in_margins else (),
    )  # fmt: skip


def _curve(rises: Any, bases: list[Fraction], less: Fraction) -> tuple[tuple[float, float], ...]:
    found = ((float(base), rises(base, less)) for base in bases)
    return tuple((base, rise) for base, rise in found if rise is not None)


# ---- The drawing ------------------------------------------------------------------------

_DASH = (4.0, 2.5)
_PIECE = 19.0
_End = tuple[float, str, tuple[float, ...] | None]
"""Where a label is wanted, its words, and how the line that it is of is dashed."""


def _make(subject: Subject) -> Drawing:
    relationship, say, words = subject.block, subject.say, subject.words
    try:
        found = uplift_of(subject.canvas, relationship)
    except (Absent, Undefined) as absent:
        raise Undrawn(words("uplift.needs")) from absent
    points = say.amount(found.points * 100)
    board = Board()
    start = max(0.0, min(0.3, (found.now - 0.15) // 0.1 * 0.1))
    reached = max(rise for base, rise in (*found.gross, *found.net) if base >= start - 1e-9)
    most = max(CLAIM[1], min(_MOST, reached), found.here * 1.15, (found.here_net or 0.0) * 1.15)
    plot = Plot.on(board, across=(start, 1.0), up=round_steps(0, most, about=6), height=190, left=_EDGE, right=_ROOM,
                   say=lambda value: say.amount(value, "%"), top=14,
                   title=words("uplift.axis", points=points))  # fmt: skip
    top, bottom = plot.up(CLAIM[1]), plot.up(CLAIM[0])
    board.box(plot.left, top, plot.right - plot.left, bottom - top, fill="wash")
    for line in CLAIM:
        board.line((plot.left, plot.up(line)), (plot.right, plot.up(line)), tone="faint", width=0.6, dash=(2, 2))
    accent = accent_of(subject.canvas, relationship)
    gross = _line(board, plot, found.gross, accent.tone, ())
    net = _line(board, plot, found.net, accent.tone, _DASH)
    labels: list[_End] = [((top + bottom) / 2, words("uplift.claim"), None)]
    if gross is not None and net is not None:
        labels += [(net, words("uplift.net"), _DASH), (gross, words("uplift.gross"), ())]
    _beside(board, plot, labels, accent.tone)
    _firm(subject, board, plot, found)
    ticks = [(step, say.amount(step, "%")) for step in round_steps(start, 1.0, about=7) if step >= start - 1e-9]
    down = plot.name_across(board, ticks, title=words("uplift.base"))
    values = {"name": relationship.name, "points": points, "uplift": say.amount(found.here, "%"),
              "net": say.amount(found.here_net or 0.0, "%"), "now": say.amount(found.now, "%"),
              "then": say.amount(found.now + found.points, "%")}  # fmt: skip
    outcome = "gross" if found.here_net is None else "both"
    return subject.drawing(
        "uplift", board, title=words(f"uplift.title.{outcome}", **values), height=down,
        description=words(f"uplift.description.{outcome}", **values), table=_table(subject, found),
        texts=((f"relationship {relationship.name}", relationship.name),),
    )  # fmt: skip


def _line(
    board: Board, plot: Plot, curve: tuple[tuple[float, float], ...], tone: str, dash: tuple[float, ...]
) -> float | None:  # fmt: skip
    """The curve as far as the field reaches; returns the height of its end."""
    within = [(base, rise) for base, rise in curve if rise <= plot.up.high and base >= plot.across.low - 1e-9]
    places = [(plot.across(base), plot.up(rise)) for base, rise in within]
    if len(places) < 2:
        return None
    board.line(*places, tone=tone, width=1.8, dash=dash)
    return places[-1][1]


def _beside(board: Board, plot: Plot, labels: list[_End], tone: str) -> None:
    """Words at the right, those of a curve behind a piece of it."""
    rooms = [_ROOM - 8 - (0 if dash is None else _PIECE) for *_, dash in labels]
    heights = [len(wrap(said, room, SMALL)) * SMALL * 1.32 + 3
               for (_, said, _), room in zip(labels, rooms, strict=True)]  # fmt: skip
    middles = apart([each[0] for each in labels], heights, plot.top - 4, plot.bottom)
    for (_, said, dash), room, height, middle in zip(labels, rooms, heights, middles, strict=True):
        if dash is not None:
            y = middle - height / 2 + SMALL * 0.66 + 1.5
            board.line((plot.right + 8, y), (plot.right + _PIECE + 3, y), tone=tone, width=1.8, dash=dash)
        board.text(plot.right + _ROOM - room, middle, said, size=SMALL, tone="soft", middle=True, width=room)


def _firm(subject: Subject, board: Board, plot: Plot, found: Uplift) -> None:
    """What this firm's own numbers say, on the curves."""
    say, x = subject.say, plot.across(found.now)
    board.line((x, plot.up(max(found.here, found.here_net or 0))), (x, plot.bottom), tone="ink", width=0.7)
    shown = [(plot.up(found.here), say.amount(found.here, "%"))]
    if found.here_net is not None:
        shown.append((plot.up(found.here_net), say.amount(found.here_net, "%")))
    for y, _ in shown:
        board.disc(x, y, 3.2, fill="ink")
    # The lower curve rises to the right, so that there is room below it; the upper one may fall or rise.
    left = _rises_at(found.net, found.now)
    if len(shown) > 1:
        board.text(x - 5 if left else x + 5, shown[1][0] - 9, shown[1][1], weight=SEMIBOLD, size=BODY, middle=True,
                   align="end" if left else "start", width=80)  # fmt: skip
    y, said = shown[0]
    below = len(shown) > 1 and y + 16 < plot.bottom
    to_right = below or x - measure(said, BODY, weight=SEMIBOLD) - 8 < plot.left
    if len(shown) > 1 and not below:
        to_right = left  # both stand above, so each takes a side of its own
    board.text(x + 7 if to_right else x - 5, y + (9 if below else -9), said, weight=SEMIBOLD, size=BODY, middle=True,
               align="start" if to_right else "end", width=80)  # fmt: skip


def _rises_at(curve: tuple[tuple[float, float], ...], base: float) -> bool:
    """Whether a curve rises where a point of it stands, or the point has no room at its left."""
    before = [rise for at, rise in curve if at <= base]
    after = [rise for at, rise in curve if at >= base]
    return bool(before and after) and after[0] >= before[-1] and base > 0.4


def _table(subject: Subject, found: Uplift) -> Datasheet:
    say, words, net = subject.say, subject.words, dict(found.net)
    rows = [(base, rise, net.get(base)) for number, (base, rise) in enumerate(found.gross) if number % 5 == 0]
    rows.append((found.now, found.here, found.here_net))
    none = words("uplift.none")
    columns = (words("uplift.base"), words("uplift.gross"), *((words("uplift.net"),) if found.net else ()))
    lines = [(say.amount(base, "%"), say.amount(rise, "%"), none if after is None else say.amount(after, "%"))
             for base, rise, after in sorted(rows, key=lambda row: row[0])]  # fmt: skip
    return Datasheet(columns=columns, rows=tuple(line[: len(columns)] for line in lines))


VIEW = View(name="uplift", register=("D26",), title="What a few points more retention bring, by retention before",
            needs=("relationship", "retention"), make=_make, of=("relationship",))  # fmt: skip
