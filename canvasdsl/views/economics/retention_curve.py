"""How a counted group goes on (D25): a curve whose churn falls with time, and the constant churn of the same counts."""

from fractions import Fraction
from typing import Any

import attrs

from canvasdsl.figures.blocks import holders_of
from canvasdsl.figures.inputs import Absent
from canvasdsl.figures.retention_curve import constant_churn, slopes_surely
from canvasdsl.figures.survivors import counts_of, curve_of, period_of
from canvasdsl.model.canvas import Canvas
from canvasdsl.views.accents import accent_of
from canvasdsl.views.drawing import SMALL, Board, Datasheet, Drawing
from canvasdsl.views.kit.charts import Plot, apart, round_steps
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.views.typeset import REGULAR, SEMIBOLD, wrap

__all__ = ["VIEW", "Staying", "staying_of"]

_MOST = 40
_ROOM, _EDGE = 116.0, 40.0
_ROWS = 24


@attrs.frozen(kw_only=True)
class Staying:
    """Shares of those who began: `counted` as far as they were, `curve` and `constant` as far again."""

    began: int
    counted: tuple[float, ...]
    curve: tuple[float, ...]
    constant: tuple[float, ...]
    surely: bool
    """Whether chance alone would hardly make churn fall so."""

    @property
    def periods(self) -> int:
        """How far they reach."""
        return len(self.curve) - 1


def staying_of(canvas: Canvas, cohort: Any) -> Staying:
    """The curves of a group; raises `Absent` where there is none."""
    counts, curve = counts_of(cohort), curve_of(canvas, cohort)
    seen = len(counts) - 1
    periods = max(seen, min(_MOST, max(2 * seen, 6)))
    stays = 1 - float(constant_churn(counts))
    return Staying(
        began=int(counts[0]), counted=tuple(float(each / counts[0]) for each in counts),
        curve=tuple(float(curve.survival(number)) for number in range(periods + 1)),
        constant=tuple(stays**number for number in range(periods + 1)), surely=slopes_surely(counts, curve),
    )  # fmt: skip


def _make(subject: Subject) -> Drawing:
    cohort, say, words = subject.block, subject.say, subject.words
    relationship = holders_of(subject.canvas, cohort)[-1]
    try:
        found = staying_of(subject.canvas, cohort)
        length, number = period_of(cohort)
    except Absent as absent:
        raise Undrawn(words("retention-curve.needs")) from absent

    def when(at: int) -> str:
        whole = at * number
        return say.time(int(whole), length) if whole.denominator == 1 else say.whole(at)

    board = Board()
    top = board.text(0, 0, cohort.text, tone="soft").height + 4 if cohort.text else 0.0
    plot = Plot.on(board, across=(0, found.periods), up=round_steps(0, 1, about=4), height=170, left=_EDGE,
                   right=_ROOM, top=top + 12, title=words("retention-curve.axis"),
                   say=lambda value: say.amount(value, "%"))  # fmt: skip
    seen = len(found.counted) - 1
    x = plot.across(seen)
    board.line((x, plot.top), (x, plot.bottom), tone="faint", width=0.6, dash=(2, 2))
    board.text(x + 4, plot.top - 1, words("retention-curve.seen"), size=SMALL, tone="faint",
               width=max(60.0, plot.right - x - 4))  # fmt: skip
    tone = accent_of(subject.canvas, relationship).tone
    board.line(*_places(plot, found.constant), tone="soft", width=1.2, dash=(4, 3))
    board.line(*_places(plot, found.curve), tone=tone, width=1.8)
    for at, share in enumerate(found.counted):
        board.disc(plot.across(at), plot.up(share), 2.8, fill="paper", line="ink", stroke=1.1)
    last, churned = (say.amount(each[-1], "%") for each in (found.curve, found.constant))
    labels = [(plot.up(found.curve[-1]), words("retention-curve.curve", share=last), "ink"),
              (plot.up(found.constant[-1]), words("retention-curve.constant", share=churned), "soft")]  # fmt: skip
    heights = [len(wrap(said, _ROOM - 8, SMALL, weight=SEMIBOLD)) * SMALL * 1.32 + 3 for _, said, _ in labels]
    for (_, said, ink), middle in zip(labels, apart([each[0] for each in labels], heights, plot.top, plot.bottom),
                                      strict=True):  # fmt: skip
        board.text(plot.right + 8, middle, said, size=SMALL, tone=ink, middle=True, width=_ROOM - 8,
                   weight=SEMIBOLD if ink == "ink" else REGULAR)  # fmt: skip
    every = max(1, -(-found.periods // 6))
    # Whole periods are told as numbers, with their unit once below them.
    even = Fraction(number).denominator == 1
    ticks = [(float(at), say.whole(int(at * number)) if even else when(at))
             for at in range(0, found.periods + 1, every)]  # fmt: skip
    down = plot.name_across(board, ticks, title=words(f"survival.periods.{length}") if even else "")
    low, high = sorted((found.curve[-1], found.constant[-1]))
    values = {"name": relationship.name, "group": cohort.text or relationship.name, "curve": last,
              "constant": churned, "time": when(found.periods), "began": say.whole(found.began),
              "left": say.amount(found.counted[-1], "%"), "low": say.amount(low, "%"), "high": say.amount(high, "%")}
    title = "title" if found.surely else "title_near" if last == churned else "title_between"
    return subject.drawing(
        "retention-curve", board, title=words(f"retention-curve.{title}", **values),
        description=words("retention-curve.description", **values), notes=(words("retention-curve.note"),),
        table=_table(subject, found, when), height=down,
        texts=((f"relationship {relationship.name}", relationship.name), ("cohort", cohort.text or "")),
    )  # fmt: skip


def _places(plot: Plot, values: tuple[float, ...]) -> list[tuple[float, float]]:
    return [(plot.across(number), plot.up(value)) for number, value in enumerate(values)]


def _table(subject: Subject, found: Staying, when: Any) -> Datasheet:
    say, words = subject.say, subject.words
    step, none = max(1, -(-found.periods // _ROWS)), words("retention-curve.none")
    rows = []
    for at in range(0, found.periods + 1, step):
        counted = say.amount(found.counted[at], "%") if at < len(found.counted) else none
        rows.append((when(at), counted, say.amount(found.curve[at], "%"), say.amount(found.constant[at], "%")))
    columns = tuple(words(f"retention-curve.columns.{key}") for key in ("when", "counted", "curve", "constant"))
    return Datasheet(columns=columns, rows=tuple(rows))


VIEW = View(name="retention-curve", register=("D25",), title="How a group that was counted goes on",
            needs=("cohort", "survivors"), make=_make, of=("cohort",))  # fmt: skip
