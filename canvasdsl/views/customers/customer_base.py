"""The base of customers (D06): who is active, who lapsed, who buys elsewhere, who is in no market of yours, and how
people pass from one to the other."""

from collections.abc import Iterable, Sequence
from typing import Any

import attrs

from canvasdsl.figures.activity import windows_of
from canvasdsl.figures.blocks import decided, named
from canvasdsl.figures.crowds import crowds_of_segment, once
from canvasdsl.figures.inputs import Absent
from canvasdsl.model.canvas import Canvas
from canvasdsl.views.drawing import BODY, SMALL, Datasheet, Drawing
from canvasdsl.views.kit.paper import DASHED, Paper, Said, badge_of, bold, field_of, room_of, stack
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.views.typeset import SEMIBOLD

__all__ = ["VIEW", "Base", "Part", "base_of"]

_STATES = ("active", "lapsed", "competitors", "non")
_LEFT, _MIDDLE, _INSET, _PAD = 152.0, 140.0, 9.0, 9.0
_MOST = 10
"""So many segments a set names."""


@attrs.frozen(kw_only=True)
class Part:
    """People of a segment in one of the four states; `number` is that of the segment in the model. `is_rest` are those
    of its people who are no customers."""

    segment: Any
    number: int
    state: str
    count: float | None
    is_rest: bool = False


@attrs.frozen(kw_only=True)
class Base:
    """The four sets, and what moves people between them."""

    parts: tuple[Part, ...]

    def of(self, state: str) -> tuple[Part, ...]:
        """The people in one state."""
        return tuple(each for each in self.parts if each.state == state)

    def total(self, *states: str) -> float | None:
        """How many are in some states; `None` where it is not said of all, or where some count people and others
        firms. Ideas are left out."""
        told = [each for each in self.parts if each.state in states and not each.segment.is_idea]
        counts = [each.count for each in told if each.count is not None]
        units = {each.segment.size.unit for each in told if each.segment.size is not None}
        return sum(counts) if counts and len(counts) == len(told) and len(units) < 2 else None


def base_of(canvas: Canvas) -> Base:
    """The people of all segments by state; without a word about it the customers of a segment are active."""
    return Base(parts=tuple(part for number, segment in enumerate(canvas.segments)
                            for part in _parts(canvas, segment, number)))  # fmt: skip


def _parts(canvas: Canvas, segment: Any, number: int) -> Iterable[Part]:
    state = segment.activity_states[0] if segment.activity_states else "active"
    size = _float(segment.size)
    if state != "active":
        others = size if size is not None else _float(segment.customers)
        yield Part(segment=segment, number=number, state=state, count=others)
        return
    count = _customers(canvas, segment)
    yield Part(segment=segment, number=number, state="active", count=count)
    lapsed = next((_float(rung.number) for rung in decided(segment.rungs) if rung.type == "lapsed"), None)
    if lapsed is not None:
        yield Part(segment=segment, number=number, state="lapsed", count=lapsed)
    if size is not None and count is not None and size > count + (lapsed or 0.0):
        yield Part(segment=segment, number=number, state="competitors", count=size - count - (lapsed or 0.0),
                   is_rest=True)  # fmt: skip


def _customers(canvas: Canvas, segment: Any) -> float | None:
    try:
        crowds = once(crowds_of_segment(canvas, segment))
    except Absent:
        return None
    return float(sum(crowd.number.value for crowd in crowds))


def _float(quantity: Any) -> float | None:
    return None if quantity is None else float(quantity.value)


# ---- What moves people ----------------------------------------------------------------


def _won(subject: Subject) -> list[str]:
    """How many are won in a period, of each relationship that says it."""
    say = subject.say
    return [subject.words("customer-base.won", count=say.quantity(each.acquisition.new_customers), name=each.name)
            for each in decided(subject.canvas.relationships) if each.acquisition is not None
            and not each.acquisition.is_idea and each.acquisition.new_customers is not None]  # fmt: skip


def _lost(subject: Subject) -> list[str]:
    """Which share leaves in a period, and how many that are where the customers are counted."""
    found = []
    for relationship in decided(subject.canvas.relationships):
        churn = subject.figure("churn", relationship)
        if churn is None or churn.value is None:
            continue
        rate = subject.say.amount(churn.value, churn.unit)
        counts = [_customers(subject.canvas, each)
                  for each in named(subject.canvas, (one.segment for one in relationship.segments))]  # fmt: skip
        number = float(churn.value) * sum(count or 0.0 for count in counts)
        if number >= 1 and None not in counts and all(each.plan is None for each in relationship.segments):
            number = float(round(number)) if number >= 10 else number
            found.append(subject.words("customer-base.lost_count", rate=rate, name=relationship.name,
                                       count=subject.say.amount(number)))  # fmt: skip
        else:
            found.append(subject.words("customer-base.lost", rate=rate, name=relationship.name))
    return found


def _tactics(subject: Subject, objective: str, state: str = "") -> list[tuple[str, str]]:
    """What is done to win people back, or to win those who are in some state."""
    canvas = subject.canvas
    keys = {each.key for each in canvas.segments if state in each.activity_states}
    found = [each for each in (*decided(canvas.tactics), *decided(canvas.strategies)) if objective in each.objectives]
    return [(each.name, field_of(each)) for each in found
            if not state or any(target.key in keys for target in each.targets)]  # fmt: skip


# ---- Drawing ------------------------------------------------------------------------


def _make(subject: Subject) -> Drawing:
    found = base_of(subject.canvas)
    if not any(each.count is not None or each.segment.activity_states for each in found.parts):
        raise Undrawn(subject.words("customer-base.needs"))
    paper = Paper()
    market = Paper(paper.width - 2 * _INSET)
    bottom = _market(subject, market, found)
    paper.put(market, _INSET, _INSET)
    others = found.of("non")
    y = bottom + 2 * _INSET
    right = market.width - _LEFT - 12
    set_ = Paper(right)
    end = _set(subject, set_, 0, found, "non", right)
    paper.put(set_, _INSET + _PAD, y)
    if others:
        x = _INSET + _LEFT + _MIDDLE + 2 * _PAD + 14
        label = _flow(subject, Paper(), 0, "convert", _tactics(subject, "acquire", "non"), 120)
        paper.line((x, y + 16), (x, bottom - _PAD + _INSET), tone="soft", width=1.0, head=6)
        paper.put(label, x + 8, y + 4)
        end = max(end, label.height + 4)
    bottom = y + end + _INSET
    paper.shapes.insert(0, _outline(paper.width, bottom))
    return subject.drawing(
        "customer-base", paper, title=_title(subject, found), description=_description(subject, found),
        table=_table(subject, found), texts=paper.authors, notes=_notes(subject, found), height=bottom + 0.5,
    )  # fmt: skip


def _outline(width: float, height: float) -> Any:
    made = Paper(width)
    made.box(0.5, 0.5, width - 1, height - 1, line="line", radius=12)
    return made.shapes[0]


def _market(subject: Subject, paper: Paper, found: Base) -> float:
    """The market: not-customers at the left, active customers at the right, and the ways between them."""
    words = subject.words
    y = _PAD + paper.text(_PAD, _PAD - 2, words("customer-base.market"), size=SMALL, weight=SEMIBOLD, tone="soft",
                          width=paper.width - 2 * _PAD).height + 4  # fmt: skip
    active_left = _PAD + _LEFT + _MIDDLE
    active_width = paper.width - active_left - _PAD
    rows = []
    for state in ("lapsed", "competitors"):
        made = Paper(_LEFT)
        rows.append((made, _set(subject, made, 0, found, state, _LEFT)))
    back = _flow(subject, Paper(), 0, "win_back", _tactics(subject, "win-back"), _MIDDLE - 26)
    lapse = _flow(subject, Paper(), 0, "lapse", [(text, "relationship") for text in _lost(subject)], _MIDDLE - 26)
    win = _flow(subject, Paper(), 0, "win", [(text, "relationship") for text in _won(subject)], _MIDDLE - 26)
    heights = [max(rows[0][1], back.height + lapse.height + 34), max(rows[1][1], win.height + 20)]
    active = Paper(active_width - 2 * _PAD)
    inside = _set(subject, active, 0, found, "active", active.width)
    tall = max(sum(heights) + 14, inside + 2 * _PAD)
    paper.box(active_left, y, active_width, tall, fill="wash", radius=10)
    paper.put(active, active_left + _PAD, y + _PAD)
    paper.put(rows[0][0], _PAD, y)
    start, end = _PAD + _LEFT + 2, active_left - 3
    _arrow(paper, back, start, end, y + 4, to_right=True)
    _arrow(paper, lapse, start, end, y + 4 + back.height + 16, to_right=False)
    y2 = y + heights[0] + 14
    paper.line((_PAD, y2 - 7), (_PAD + _LEFT, y2 - 7), tone="line", width=0.6)
    paper.put(rows[1][0], _PAD, y2)
    _arrow(paper, win, start, end, y2 + 4, to_right=True)
    bottom = y + tall + _PAD
    outline = Paper(paper.width)
    outline.box(0, 0, paper.width, bottom, line="soft", radius=11)
    paper.shapes.insert(0, outline.shapes[0])
    return bottom


def _arrow(paper: Paper, label: Paper, start: float, end: float, y: float, *, to_right: bool) -> None:
    """A flow between two sets with what is known of it below."""
    ends = [(start, y + 3), (end, y + 3)]
    paper.line(*(ends if to_right else ends[::-1]), tone="soft", width=1.0, head=6)
    paper.put(label, start + 12, y + 7)


def _flow(subject: Subject, paper: Paper, y: float, name: str, said: Sequence[tuple[str, str]], width: float) -> Paper:
    texts = [Said(text, field, tone="soft", above=2) for text, field in said[:4]]
    if len(said) > 4:
        texts.append(Said(subject.counted("quadrants.further", len(said) - 4), tone="soft"))
    if not texts:
        texts = [Said(subject.words(f"customer-base.unsaid.{name}"), tone="faint")]
    stack(paper, 0, y, width, [bold(subject.words(f"customer-base.flow.{name}")), *texts])
    return paper


def _set(subject: Subject, paper: Paper, y: float, found: Base, state: str, width: float) -> float:
    """A set: what it is, how many are in it, and of which segments they are; returns how far down it reaches."""
    words, say = subject.words, subject.say
    parts = found.of(state)
    total = found.total(state)
    heads = [Said(words(f"customer-base.state.{state}"), size=BODY, weight=SEMIBOLD)]
    if total is not None and len(parts) > 1:
        heads.append(bold(say.amount(total), tone="soft"))
    heads.append(Said(words(f"customer-base.means.{state}"), tone="faint"))
    y = stack(paper, 0, y, width, heads) + 5
    for each in parts[:_MOST]:
        top = y
        name = words("customer-base.rest", name=each.segment.name) if each.is_rest else each.segment.name
        head = Said(name, field_of(each.segment), badges=(badge_of(each.number),), weight=SEMIBOLD)
        count = words("customer-base.uncounted") if each.count is None else say.amount(each.count)
        lines = [Said(count, tone="faint" if each.count is None else "ink")]
        window = windows_of(subject.canvas, each.segment) if state == "active" else []
        lines += [Said(words("customer-base.window", window=say.quantity(one)), tone="soft") for one in window]
        indent = room_of(head)
        y = stack(paper, indent, stack(paper, 0, y, width, [head]), width - indent, lines) + 5
        if each.segment.is_idea:
            paper.box(-3, top - 2, width + 4, y - top - 1, line="soft", dash=DASHED)
            y += 3
    if len(parts) > _MOST:
        y = stack(paper, 0, y, width, [Said(subject.counted("quadrants.more", len(parts) - _MOST), tone="soft")]) + 5
    return y


def _title(subject: Subject, found: Base) -> str:
    words, say = subject.words, subject.say
    active, market = found.total("active"), found.total("active", "lapsed", "competitors")
    if active is not None and market and market > active:
        return words("customer-base.title_share", active=say.amount(active), market=say.amount(market),
                     share=say.amount(active / market, "%"))  # fmt: skip
    for each in found.of("active"):
        size = _float(each.segment.size)
        if each.count is not None and size and not each.segment.is_idea and size > each.count:
            return words("customer-base.title_segment", name=each.segment.name, active=say.amount(each.count),
                         market=say.amount(size), share=say.amount(each.count / size, "%"))  # fmt: skip
    return words("customer-base.title_uncounted") if active is None else words("customer-base.title",
                                                                               active=say.amount(active))  # fmt: skip


def _description(subject: Subject, found: Base) -> str:
    words, say = subject.words, subject.say
    parts = [words("customer-base.description")]
    for state in _STATES:
        names = [each.segment.name for each in found.of(state)]
        if names:
            total = found.total(state)
            parts.append(words(
                "customer-base.in_state" if total is not None else "customer-base.in_state_uncounted",
                state=words(f"customer-base.state.{state}"), names=say.join(say.shortened(names)),
                count="" if total is None else say.amount(total),
            ))  # fmt: skip
    return " ".join(parts)


def _notes(subject: Subject, found: Base) -> tuple[str, ...]:
    return (subject.words("customer-base.rest_note"),) if any(each.is_rest for each in found.parts) else ()


def _table(subject: Subject, found: Base) -> Datasheet:
    words, say = subject.words, subject.say
    columns = tuple(words(f"customer-base.column.{key}") for key in ("state", "segment", "count", "window"))
    rows = tuple(
        (words(f"customer-base.state.{state}"),
         words("customer-base.rest", name=each.segment.name) if each.is_rest else each.segment.name,
         "" if each.count is None else say.amount(each.count),
         say.join([say.quantity(one) for one in windows_of(subject.canvas, each.segment)]) if state == "active" else "")
        for state in _STATES for each in found.of(state)
    )  # fmt: skip
    moves = tuple(
        (words(f"customer-base.flow.{name}"), text, "", "")
        for name, texts in (("win", _won(subject)), ("lapse", _lost(subject)),
                            ("win_back", [text for text, _ in _tactics(subject, "win-back")]),
                            ("convert", [text for text, _ in _tactics(subject, "acquire", "non")])) for text in texts
    )  # fmt: skip
    return Datasheet(columns=columns, rows=rows + moves)


VIEW = View(name="customer-base", register=("D06",), title="Active customers, those who lapsed or buy elsewhere, and "
            "how people come and go", needs=("segment", "customers"), make=_make)  # fmt: skip
