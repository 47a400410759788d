"""When the first margin of a customer falls, and what that changes (T-ECO-4): the three conventions on one time line.

The outline is what a customer pays who is still there; the filled part what that is worth today, with those who leave
and the discount taken off.
"""

from typing import Any

import attrs

from canvasdsl.figures import lifetime, worth
from canvasdsl.figures.expression import Undefined
from canvasdsl.figures.inputs import Absent
from canvasdsl.figures.sheet import Sheet
from canvasdsl.model.canvas import Canvas
from canvasdsl.views.accents import accent_of
from canvasdsl.views.drawing import SMALL, Datasheet, Drawing
from canvasdsl.views.kit.charts import Scale
from canvasdsl.views.kit.paper import Paper, Said, bold, field_of, stack
from canvasdsl.views.rounding import readable
from canvasdsl.views.subject import Subject, Undrawn, View

__all__ = ["VIEW", "Falls", "Timing", "timing_of"]

_PERIODS = 8
_NAMES, _ROOM, _HEIGHT, _BAR = 150.0, 92.0, 46.0, 11.0


@attrs.frozen(kw_only=True)
class Falls:
    """A convention: what falls at the beginning (0) and after each period, what that is worth today, and the worth of
    all margins together, before what winning the customer costs."""

    convention: str
    paid: tuple[float, ...]
    today: tuple[float, ...]
    value: float


@attrs.frozen(kw_only=True)
class Timing:
    """The three conventions for a relationship; `used` is its own, which it may not have said."""

    per: str
    currency: str
    used: str
    is_said: bool
    falls: tuple[Falls, ...]

    @property
    def own(self) -> Falls:
        """The convention that its figures use."""
        return next(each for each in self.falls if each.convention == self.used)


def timing_of(canvas: Canvas, relationship: Any) -> Timing:
    """What a relationship says, as is likely; raises `Absent` or `Undefined` where something is missing."""
    sheet = Sheet(canvas)
    per = worth.period(sheet, relationship)
    rates = (worth.margin(sheet, relationship, per), worth.retention(sheet, relationship, per),
             worth.discount(sheet, per), worth.growth(sheet, relationship, per))  # fmt: skip
    likely = {name: each.likely for name, each in sheet.inputs.items()}
    margin, stays, rate, grows = (each.value(likely) for each in rates)
    if not 0 < stays < 1 or margin <= 0 or rate <= -1 or not lifetime.has_value(stays, rate, grows):
        raise Absent("nobody stays, everybody does, or nothing is left", relationship.place("retention"))
    m, r, i, g = (float(each) for each in (margin, stays, rate, grows))
    falls = []
    for convention in lifetime.CONVENTIONS:
        at_once = convention == lifetime.IMMEDIATE
        left = 0 if convention == lifetime.AFTER_RETENTION else 1
        times = range(_PERIODS + 1)
        # The margin number 0 falls at once, or at the end of the first period.
        paid = [m * (1 + g) ** (at if at_once else at - 1) if at or at_once else 0.0 for at in times]
        there = [r ** (at if at_once or not left else at - 1) if at or at_once else 0.0 for at in times]
        falls.append(Falls(
            convention=convention, paid=tuple(paid),
            today=tuple(amount * share / (1 + i) ** at
                        for at, (amount, share) in enumerate(zip(paid, there, strict=True))),
            value=float(lifetime.lifetime_value(margin, stays, rate, convention, growth=grows)),
        ))  # fmt: skip
    return Timing(per=per, currency=sheet.currency, used=worth.convention(relationship), falls=tuple(falls),
                  is_said=relationship.convention is not None)  # fmt: skip


def _make(subject: Subject) -> Drawing:
    relationship, say, words = subject.block, subject.say, subject.words
    try:
        found = timing_of(subject.canvas, relationship)
    except (Absent, Undefined) as absent:
        raise Undrawn(words("timing.needs")) from absent
    paper = Paper()
    most = max(amount for falls in found.falls for amount in falls.paid)
    across = Scale(0, _PERIODS, _NAMES + 20, paper.width - _ROOM - 14)
    y = paper.text(_NAMES + 10, 0, words("timing.axis", currency=found.currency), size=SMALL, tone="faint",
                   width=paper.width - _NAMES - 10).height + 4  # fmt: skip
    for falls in found.falls:
        y = _row(subject, paper, y, found, falls, across, most) + 12
    y -= 8
    for at in range(_PERIODS + 1):
        paper.text(across(at), y, say.whole(at), size=SMALL, tone="soft", align="middle")
    y += 11
    paper.text((across(0) + across(_PERIODS)) / 2, y, words(f"survival.periods.{found.per}"), size=SMALL, tone="faint",
               align="middle", width=across(_PERIODS) - across(0))  # fmt: skip
    least, greatest = (chosen(found.falls, key=lambda each: each.value) for chosen in (min, max))
    values = {
        "name": relationship.name, "low": say.amount(least.value, found.currency),
        "high": say.amount(greatest.value, found.currency), "value": say.amount(found.own.value, found.currency),
        "own": _called(subject, found.used), "range": _range(subject, least.value, greatest.value, found.currency),
    }  # fmt: skip
    columns = (words(f"survival.periods.{found.per}"), *(_called(subject, each.convention) for each in found.falls))
    rows = [(say.whole(at), *(say.amount(each.today[at], found.currency) for each in found.falls))
            for at in range(_PERIODS + 1)]  # fmt: skip
    rows.append((words("timing.all"), *(say.amount(each.value, found.currency) for each in found.falls)))
    return subject.drawing(
        "timing", paper, title=words("timing.title", **values),
        description=words("timing.description.said" if found.is_said else "timing.description.assumed", **values),
        table=Datasheet(columns=columns, rows=tuple(rows)), notes=(words("timing.note"),),
        texts=(*paper.authors, (field_of(relationship), relationship.name)),
    )  # fmt: skip


def _row(
    subject: Subject, paper: Paper, y: float, found: Timing, falls: Falls, across: Scale, most: float
) -> float:  # fmt: skip
    """A convention: its name and what it means, its margins, what they come to."""
    say, words = subject.say, subject.words
    is_own = falls.convention == found.used
    name = _called(subject, falls.convention)
    parts = [bold(name) if is_own else Said(name), Said(words(f"timing.means.{falls.convention}"), tone="soft")]
    if is_own:
        parts.append(Said(words("timing.said" if found.is_said else "timing.assumed"), tone="faint"))
    bottom = max(stack(paper, 0, y, _NAMES, parts), y + _HEIGHT)
    tone = accent_of(subject.canvas, subject.block).tone if is_own else "grey"
    for at, (paid, today) in enumerate(zip(falls.paid, falls.today, strict=True)):
        x = across(at) - _BAR / 2
        if paid:
            paper.box(x, bottom, _BAR, -_HEIGHT * today / most, fill=tone)
            paper.box(x, bottom, _BAR, -_HEIGHT * paid / most, line="faint", stroke=0.6)
    paper.line((across(0) - 10, bottom), (across(_PERIODS) + 10, bottom), tone="soft", width=0.8)
    total = [(bold if is_own else Said)(say.amount(falls.value, found.currency)),
             Said(words("timing.together"), tone="faint")]  # fmt: skip
    stack(paper, paper.width - _ROOM + 8, bottom - _HEIGHT, _ROOM - 8, total)
    return bottom


def _called(subject: Subject, convention: str) -> str:
    return subject.words(f"timing.called.{convention}")


def _range(subject: Subject, low: float, high: float, currency: str) -> str:
    """Two amounts as one range: `882 to 919 CHF`."""
    return subject.say.quantity(attrs.evolve(readable(low, currency), likely=None, high=readable(high, currency).high))


VIEW = View(name="timing", register=(), theory=("T-ECO-4",), title="When margins fall, and what that changes",
            needs=("relationship", "retention", "margin"), make=_make, of=("relationship",))  # fmt: skip
