"""What improves something for customers and for the business at once: three arrows, for the customer's measure, the
business's and the effort of both (T-CEN-2). A side without a measure is a gap."""

from collections.abc import Iterator, Sequence
from typing import Any

import attrs

from canvasdsl.model.canvas import Canvas
from canvasdsl.model.entities import Reference
from canvasdsl.model.quantities import Quantity
from canvasdsl.views.drawing import SMALL, Datasheet, Drawing
from canvasdsl.views.kit.paper import Paper, Said, bold, field_of, stack
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.views.told import whole_percent
from canvasdsl.views.typeset import SEMIBOLD

__all__ = ["SIDES", "VIEW", "Side", "sides_of"]

SIDES = ("customer", "business", "effort")
_LABEL, _NAME, _ARROW = 84.0, 166.0, 64.0


@attrs.frozen(kw_only=True)
class Side:
    """One of the three sides: what is measured, from where to where (either may be unknown), and whether it falls."""

    kind: str
    measure: Any
    before: Any
    after: Any

    @property
    def falls(self) -> bool | None:
        """Whether the number gets smaller; `None` where it is not known."""
        if not (isinstance(self.before, Quantity) and isinstance(self.after, Quantity)):
            return True if self.kind == "effort" and self.after is not None else None
        return bool(self.after.value < self.before.value)

    @property
    def is_said(self) -> bool:
        """Whether anything is measured on this side."""
        return self.measure is not None or self.after is not None


def sides_of(canvas: Canvas, win_win: Any) -> tuple[Side, ...]:
    """The three sides of a measure: metrics from their value now to their aim, effort by its steps."""
    return (*(Side(kind=kind, measure=getattr(win_win, kind), **_change(canvas, getattr(win_win, kind)))
              for kind in SIDES[:2]),
            Side(kind="effort", measure=None, before=win_win.steps_before, after=win_win.steps_after))  # fmt: skip


def _change(canvas: Canvas, measure: Any) -> dict[str, Any]:
    metric = canvas.index.blocks.get(measure.key) if isinstance(measure, Reference) else None
    if metric is None or metric.word != "metric":
        return {"before": None, "after": None}
    return {"before": metric.baseline, "after": metric.aim.value if metric.aim is not None else None}


# ---- Drawing ------------------------------------------------------------------------


def _make(subject: Subject) -> Drawing:
    found = [(each, sides_of(subject.canvas, each)) for each in subject.canvas.win_wins]
    if not any(side.is_said for _, sides in found for side in sides):
        raise Undrawn(subject.words("win-wins.needs"))
    paper, y = Paper(), 0.0
    for each, sides in found:
        y = stack(paper, 0, y, paper.width, [bold(each.name, field_of(each))]) + 2
        paper.line((0, y), (paper.width, y), tone="line", width=0.7)
        y += 5
        for side in sides:
            y = _row(subject, paper, each, side, y) + 6
        y = _results(subject, paper, each, y) + 12
    return subject.drawing("win-wins", paper, title=_title(subject, found), texts=paper.authors,
                           description=_description(subject, found), table=_table(subject, found))  # fmt: skip


def _row(subject: Subject, paper: Paper, each: Any, side: Side, y: float) -> float:
    """Whose side it is, what is measured, an arrow up or down, and from where to where."""
    label = paper.text(0, y, subject.words(f"win-wins.side.{side.kind}"), width=_LABEL - 6, size=SMALL, tone="soft")
    x = _LABEL
    if not side.is_said:
        stack(paper, x, y, paper.width - x, [Said(subject.words("win-wins.unmeasured"), tone="soft", sign="gap")])
        return max(y + label.height, y + SMALL * 1.4)
    name = subject.words("win-wins.steps") if side.kind == "effort" else _named(subject, side.measure)
    end = stack(paper, x, y, _NAME - 10, [Said(name, "" if side.kind == "effort" else field_of(each))])
    change = _said_change(subject, side)
    at = x + _NAME
    if side.falls is not None:
        rise = 6.0 if side.falls else -6.0
        middle = y + 7
        paper.line((at, middle - rise), (at + _ARROW - 16, middle + rise), tone="ink", width=2.0, head=8,
                   dash=(4, 3) if each.is_idea else ())  # fmt: skip
    elif change:
        paper.line((at, y + 7), (at + _ARROW - 16, y + 7), tone="ink", width=2.0, head=8)
    text = paper.text(at + _ARROW, y, change or subject.words("win-wins.no_change"), width=paper.width - at - _ARROW,
                      size=SMALL, weight=SEMIBOLD if change else 400, tone="ink" if change else "soft")  # fmt: skip
    return max(y + label.height, end, text.y + text.height, y + 16)


def _named(subject: Subject, measure: Any) -> str:
    return measure if isinstance(measure, str) else subject.say.named(measure)


def _said_change(subject: Subject, side: Side) -> str:
    """From where to where, as far as it is said."""
    say = subject.say
    if side.before is not None and side.after is not None:
        return subject.words("win-wins.from_to", before=say.before(side.before, side.after),
                             after=say.quantity(side.after))  # fmt: skip
    known = side.before if side.after is None else side.after
    return "" if known is None else say.quantity(known)


def _results(subject: Subject, paper: Paper, each: Any, y: float) -> float:
    """What came of it so far: contracts renewed, effort saved."""
    text = " ".join(_outcomes(subject, each))
    return y + paper.text(_LABEL, y, text, width=paper.width - _LABEL, size=SMALL, tone="soft").height if text else y


def _outcomes(subject: Subject, each: Any) -> Iterator[str]:
    renewed, saved = (None if each.is_idea else subject.figure(name, each) for name in ("renewal-rate", "effort-saved"))
    if renewed is not None and renewed.value is not None:
        yield subject.words("win-wins.renewed", share=whole_percent(subject.say, renewed.value))
    if saved is not None and saved.value is not None:
        yield subject.words("win-wins.saved", share=whole_percent(subject.say, saved.value))


def _title(subject: Subject, found: Sequence[tuple[Any, tuple[Side, ...]]]) -> str:
    decided = [(each, sides) for each, sides in found if not each.is_idea] or list(found)
    for kind in SIDES[:2]:
        lacking = [each for each, sides in decided if any(side.kind == kind and not side.is_said for side in sides)]
        if lacking:
            return subject.counted(f"win-wins.title_no_{kind}", len(lacking), name=lacking[0].name)
    return subject.counted("win-wins.title", len(decided), name=decided[0][0].name)


def _description(subject: Subject, found: Sequence[tuple[Any, tuple[Side, ...]]]) -> str:
    parts = [subject.words("win-wins.description")]
    for each, sides in found[:3]:
        said = [subject.wording("brief.list.word", word=subject.words(f"win-wins.side.{side.kind}"),
                                value=_said_change(subject, side) or _named(subject, side.measure))
                for side in sides if side.is_said]  # fmt: skip
        if said:
            parts.append(subject.words("win-wins.one", name=each.name, list=subject.say.groups(said)))
        parts += _outcomes(subject, each)
    return " ".join(parts)


def _table(subject: Subject, found: Sequence[tuple[Any, tuple[Side, ...]]]) -> Datasheet:
    words = subject.words
    columns = tuple(words(f"win-wins.column.{key}") for key in ("name", "side", "measure", "change"))
    rows = []
    for each, sides in found:
        for side in sides:
            measure = words("win-wins.steps") if side.kind == "effort" else ""
            if side.measure is not None:
                measure = _named(subject, side.measure)
            rows.append((each.name, words(f"win-wins.side.{side.kind}"),
                         measure if side.is_said else words("graph.none"), _said_change(subject, side)))  # fmt: skip
    return Datasheet(columns=columns, rows=tuple(rows))


VIEW = View(name="win-wins", register=(), theory=("T-CEN-2",), title="What is won by customers and by the business at "
            "once", needs=("win-win",), make=_make)  # fmt: skip
