"""From what is known of customers to new ones: insight, medium, message and offer of each tactic, one behind the other.

What a tactic does not say stands in its place in a dashed outline: reach without a message, or a message without
knowledge behind it, is paid for all the same.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import attrs

from canvasdsl.model.canvas import Canvas
from canvasdsl.rules.together import named
from canvasdsl.views.drawing import Datasheet, Drawing
from canvasdsl.views.kit.graph_cards import Card
from canvasdsl.views.kit.paper import Paper, Said, badge_of, bold, field_of, stack
from canvasdsl.views.kit.strips import column_heads, missing, strip
from canvasdsl.views.subject import Subject, Undrawn, View

__all__ = ["STEPS", "VIEW", "Reach", "reaches_in"]

STEPS = ("insight", "medium", "message", "offer")
_MOST = 8
"""So many tactics are drawn; the others stand in the table."""


@attrs.frozen(kw_only=True)
class Reach:
    """A tactic that looks for customers: what it rests on, whom it looks for, through what, with which words and which
    offer and incentive."""

    tactic: Any
    insights: tuple[Any, ...]
    like: Any
    media: tuple[Any, ...]

    @property
    def lacks(self) -> tuple[str, ...]:
        """The steps of which it says nothing."""
        there = (self.insights or self.like, self.media, self.tactic.message,
                 self.tactic.offer or self.tactic.incentive)  # fmt: skip
        return tuple(step for step, said in zip(STEPS, there, strict=True) if not said)


def reaches_in(canvas: Canvas) -> tuple[Reach, ...]:
    """The tactics that win customers, look for others like them, or rest on an insight, in the order of the file."""
    found = []
    for tactic in canvas.tactics:
        if not ("acquire" in tactic.objectives or tactic.lookalike_of or tactic.rests_on):
            continue
        changed = [each for each in canvas.insights if tactic.key is not None
                   and any(block is tactic for block in named(canvas, each.changes))]  # fmt: skip
        rests = [*named(canvas, tactic.rests_on), *changed]
        like = next(iter(named(canvas, [tactic.lookalike_of])), None) if tactic.lookalike_of else None
        found.append(Reach(tactic=tactic, insights=tuple(dict.fromkeys(rests)), like=like,
                           media=tuple(named(canvas, tactic.via))))  # fmt: skip
    return tuple(found)


# ---- Drawing ------------------------------------------------------------------------


def _make(subject: Subject) -> Drawing:
    found = reaches_in(subject.canvas)
    if not any(len(reach.lacks) < len(STEPS) - 1 for reach in found):
        raise Undrawn(subject.words("reach.needs"))
    paper = Paper()
    y = column_heads(paper, 0, [subject.words(f"reach.step.{step}") for step in STEPS])
    for reach in found[:_MOST]:
        y = stack(paper, 0, y + 5, paper.width, _head(subject, reach)) + 3
        cards = [_card(subject, reach, step) for step in STEPS]
        lacking = [step in reach.lacks for step in STEPS]
        y = strip(paper, y, cards, dashed=[one or other for one, other in pairwise(lacking)]) + 5
    notes = (subject.counted("quadrants.more", len(found) - _MOST),) if len(found) > _MOST else ()
    return subject.drawing("reach", paper, title=_title(subject, found), notes=notes, texts=paper.authors,
                           description=_description(subject, found), table=_table(subject, found))  # fmt: skip


def _head(subject: Subject, reach: Reach) -> Iterator[Said]:
    """The tactic with what it costs and how many answer."""
    tactic, say = reach.tactic, subject.say
    yield bold(tactic.name, field_of(tactic))
    facts = []
    if tactic.budget is not None:
        facts.append(say.quantity(tactic.budget))
    if tactic.response is not None:
        facts.append(subject.words("reach.response", share=say.quantity(tactic.response)))
    cost = subject.figure("cost-per-response", tactic)
    if cost is not None and cost.value is not None:
        facts.append(subject.words("reach.cost", amount=say.amount(cost.value, cost.unit)))
    if facts:
        yield Said(subject.wording("brief.list.separator").join(facts), tone="soft")


def _card(subject: Subject, reach: Reach, step: str) -> Card:
    if step in reach.lacks:
        said = Said(subject.words(f"reach.lacks.{step}"), tone="soft", sign="gap")
        return missing(Card(parts=(said,)))
    return Card(parts=tuple(_said(subject, reach, step)), idea=reach.tactic.is_idea)


def _said(subject: Subject, reach: Reach, step: str) -> Iterator[Said]:
    tactic, field = reach.tactic, field_of(reach.tactic)
    if step == "insight":
        yield from (Said(each.name, field_of(each)) for each in reach.insights)
        if reach.like is not None:
            yield Said(subject.words("reach.like", name=reach.like.name), field_of(reach.like), tone="soft",
                       badges=_badges(subject, reach.like))  # fmt: skip
    elif step == "medium":
        yield from (Said(each.name, field_of(each)) for each in reach.media)
    elif step == "message":
        yield Said(tactic.message, field)
    else:
        yield from (Said(text, field, tone=tone) for text, tone in ((tactic.offer, "ink"), (tactic.incentive, "soft"))
                    if text)  # fmt: skip


def _badges(subject: Subject, block: Any) -> tuple[Any, ...]:
    return tuple(badge_of(number) for number, each in enumerate(subject.canvas.segments) if each is block)


def _title(subject: Subject, found: tuple[Reach, ...]) -> str:
    decided = [reach for reach in found if not reach.tactic.is_idea] or list(found)
    broken = [reach for reach in decided if reach.lacks]
    if not broken:
        return subject.counted("reach.title", len(decided), name=decided[0].tactic.name)
    missing_ = subject.say.join([subject.words(f"reach.word.{step}") for step in broken[0].lacks])
    return subject.counted("reach.title_lacks", len(broken), total=subject.say.whole(len(decided)),
                           name=broken[0].tactic.name, list=missing_)  # fmt: skip


def _description(subject: Subject, found: tuple[Reach, ...]) -> str:
    say = subject.say
    names = [reach.tactic.name for reach in found]
    return subject.words("reach.description", list=say.join(say.shortened(names)))


def _table(subject: Subject, found: tuple[Reach, ...]) -> Datasheet:
    columns = (subject.say.label("canvas", "tactic"), *(subject.words(f"reach.step.{step}") for step in STEPS))
    rows = tuple((reach.tactic.name, *(subject.words("graph.none") if step in reach.lacks else
                  subject.say.join([part.text for part in _said(subject, reach, step)]) for step in STEPS))
                 for reach in found)  # fmt: skip
    return Datasheet(columns=columns, rows=rows)


VIEW = View(name="reach", register=(), theory=("T-SEG-5",), title="From an insight to medium, message and offer",
            needs=("tactic", "insight"), make=_make)  # fmt: skip
