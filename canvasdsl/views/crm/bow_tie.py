"""Winning, keeping and growing customers as a bow tie (D31): what is done, what it may cost, how many there are."""

from collections.abc import Iterator
from fractions import Fraction

import attrs

from canvasdsl.figures.blocks import decided
from canvasdsl.figures.expression import Undefined
from canvasdsl.figures.inputs import Absent
from canvasdsl.figures.sheet import Sheet
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.quantities import Quantity
from canvasdsl.views.drawing import BODY, SMALL, Datasheet, Drawing
from canvasdsl.views.kit.paper import Paper, Said, bold, capital, field_of, stack
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.views.told import whole_percent

__all__ = ["TASKS", "VIEW", "Effort", "Task", "invitations_in", "tasks_in"]

TASKS = ("acquire", "keep", "grow", "win-back")
_FLARE = 40.0
"""So much higher the ends are than the middle."""
_RUNGS = {"acquire": ("suspect", "prospect"), "keep": (), "grow": ("supporter", "advocate", "partner"),
          "win-back": ("lapsed",)}  # fmt: skip
"""Whom a task is about."""
_HELPED = {"acquire": ("suspect", "prospect"), "keep": ("purchaser", "client"),
           "grow": ("supporter", "advocate", "partner"), "win-back": ("lapsed",)}  # fmt: skip
"""Whom what a rung says helps to climb."""
_OF_PURPOSE = {"acquire": "acquire", "retain": "keep", "upsell": "grow"}


@attrs.frozen(kw_only=True)
class Effort:
    """Something that is done: a tactic, a strategy, a relationship by its purpose, or what a rung of the ladder says;
    `tasks` are those that it serves."""

    name: str
    field: str
    tasks: tuple[str, ...]
    idea: bool = False
    budget: Quantity | None = None


@attrs.frozen(kw_only=True)
class Task:
    """What is done for one of the tasks, what it may cost together in a month (`None` where amounts can't be added),
    and how many people it is about, by rung."""

    word: str
    efforts: tuple[Effort, ...]
    budget: Fraction | None
    currency: str
    people: tuple[tuple[str, int], ...]


def tasks_in(canvas: Canvas) -> tuple[Task, ...]:
    """The four tasks. What serves several counts in equal parts, as in the figure `keeping-share`."""
    efforts = tuple(_efforts_in(canvas))
    months = {effort: _monthly(canvas, effort) for effort in efforts if effort.budget is not None and not effort.idea}
    found = []
    for word in TASKS:
        own = tuple(each for each in efforts if word in each.tasks)
        parts = [(each, months[each]) for each in own if each in months]
        known = [(amount[0] / len(each.tasks), amount[1]) for each, amount in parts if amount is not None]
        alike = known and len(known) == len(parts) and len({currency for _, currency in known}) == 1
        whole = sum((amount for amount, _ in known), Fraction(0)) if alike else None
        found.append(Task(word=word, efforts=own, budget=whole, currency=known[0][1] if known else "",
                          people=tuple(_people(canvas, word))))  # fmt: skip
    return tuple(found)


def _efforts_in(canvas: Canvas) -> Iterator[Effort]:
    """Everything that a model says is done for one of the tasks, in the order of the file."""
    for tactic in canvas.tactics:
        yield Effort(name=tactic.name, field=field_of(tactic), tasks=tactic.objectives, idea=tactic.is_idea,
                     budget=tactic.budget)  # fmt: skip
    for strategy in canvas.strategies:
        yield Effort(name=strategy.name, field=field_of(strategy), tasks=strategy.objectives, idea=strategy.is_idea,
                     budget=strategy.cost.value if strategy.cost else None)  # fmt: skip
    for each in canvas.relationships:
        yield Effort(name=each.name, field=field_of(each), tasks=tuple(_OF_PURPOSE[word] for word in each.purposes),
                     idea=each.is_idea)  # fmt: skip
    for segment in canvas.segments:
        for rung in segment.rungs:
            tasks = tuple(task for task, rungs in _HELPED.items() if rung.type in rungs)
            for text in rung.tactics:
                if isinstance(text, str):
                    yield Effort(name=text, field=field_of(segment), tasks=tasks, idea=segment.is_idea or rung.is_idea)


def _monthly(canvas: Canvas, effort: Effort) -> tuple[Fraction, str] | None:
    """A budget for a month with its currency; `None` where it is for no period."""
    sheet = Sheet(canvas)
    if effort.budget is None or effort.budget.period is None:
        return None
    try:
        found = sheet.money(effort.budget, "budget", "B", per="month")
        return Fraction(found.value({name: each.likely for name, each in sheet.inputs.items()})), sheet.currency
    except (Absent, Undefined):
        return None


def _people(canvas: Canvas, word: str) -> Iterator[tuple[str, int]]:
    """How many there are on the rungs that a task is about; those who are customers, for keeping them."""
    segments = decided(canvas.segments)
    if word == "keep":
        counted = [each.customers for each in segments if each.customers is not None]
        if counted:
            yield "customers", sum(int(each.value) for each in counted)
    for type in _RUNGS[word]:
        numbers = [rung.number for each in segments for rung in decided(each.rungs)
                   if rung.type == type and rung.number is not None]  # fmt: skip
        if numbers:
            yield type, sum(int(each.value) for each in numbers)


def invitations_in(canvas: Canvas) -> tuple[tuple[str, str], ...]:
    """What asks customers to tell others, each with the field that says it."""
    found = [(rung.invites, field_of(segment)) for segment in decided(canvas.segments) for rung in segment.rungs
             if rung.invites]  # fmt: skip
    found += [(each.invites, field_of(strategy)) for strategy in decided(canvas.strategies)
              for each in strategy.expects if each.invites]  # fmt: skip
    found += [(each.name, field_of(each)) for each in decided(canvas.tactics) if each.type == "referral"]
    return tuple(dict.fromkeys(found))


# ---- Drawing ------------------------------------------------------------------------


def _make(subject: Subject) -> Drawing:
    tasks = tasks_in(subject.canvas)
    if not any(task.efforts for task in tasks):
        raise Undrawn(subject.words("bow-tie.needs"))
    paper = Paper()
    third = paper.width / 3
    heads = [_head(subject, task, third - 24) for task in tasks[:3]]
    narrow = max(each.height for each in heads) + 16
    wide = narrow + _FLARE
    middle = wide / 2
    low, high = middle - narrow / 2, middle + narrow / 2
    paper.area([(0, 0), (third, low), (third, high), (0, wide)], "heat1")
    paper.box(third, low, third, narrow, fill="heat2")
    paper.area([(2 * third, low), (paper.width, 0), (paper.width, wide), (2 * third, high)], "heat1")
    for number, head in enumerate(heads):
        paper.put(head, number * third + 12, middle - head.height / 2)
    y = _referrals(paper, subject, wide)
    bottom = y
    for number, task in enumerate(tasks[:3]):
        bottom = max(bottom, stack(paper, number * third + 2, y, third - 14, _efforts(subject, task)))
    back = tasks[3]
    if back.efforts or back.people:
        paper.line((0, bottom + 8), (paper.width, bottom + 8), tone="line", width=0.6)
        about = [Said(text, tone="soft") for text in _counts(subject, back)]
        stack(paper, 2, bottom + 12, third - 14, [bold(_name(subject, back)), *about])
        stack(paper, third + 2, bottom + 12, 2 * third - 4, _efforts(subject, back))
    return subject.drawing("bow-tie", paper, title=_title(subject, tasks), description=_description(subject, tasks),
                           table=_table(subject, tasks), texts=paper.authors)  # fmt: skip


def _head(subject: Subject, task: Task, width: float) -> Paper:
    """The task, what it may cost, and how many people it is about."""
    head = Paper(width)
    parts = [Said(_name(subject, task), size=BODY, weight=600)]
    if task.budget is not None:
        parts.append(Said(subject.say.amount(task.budget, f"{task.currency} per month")))
    parts += [Said(text) for text in _counts(subject, task)]
    stack(head, 0, 0, width, parts, align="middle")
    return head


def _referrals(paper: Paper, subject: Subject, y: float) -> float:
    """An arrow back from those who tell others to those who may be won."""
    asked = invitations_in(subject.canvas)
    if not asked:
        return y + 10
    paper.line((paper.width - 40, y + 4), (paper.width - 40, y + 14), (40, y + 14), (40, y + 4), tone="good", width=1.3,
               head=5)  # fmt: skip
    paper.texts += [(field, text) for text, field in asked]
    words = subject.words("bow-tie.invites", list=subject.wording("brief.list.inside").join(text for text, _ in asked))
    label = paper.text(paper.width / 2, y + 18, words, size=SMALL, tone="soft", align="middle", width=paper.width - 60)
    return y + 18 + label.height + 8


def _efforts(subject: Subject, task: Task) -> Iterator[Said]:
    if not task.efforts:
        yield Said(subject.words("bow-tie.nothing"), tone="alarm", sign="gap", above=3)
    for effort in task.efforts:
        text = subject.words("bow-tie.idea", name=effort.name) if effort.idea else effort.name
        yield Said(text, effort.field, above=3)
        if effort.budget is not None:
            yield Said(subject.say.quantity(effort.budget), tone="soft")


def _name(subject: Subject, task: Task) -> str:
    return capital(subject.say.choice("objective", task.word))


def _counts(subject: Subject, task: Task) -> list[str]:
    return [subject.words("bow-tie.people", count=subject.say.whole(count),
                          who=subject.words("bow-tie.customers") if rung == "customers" else
                          subject.say.choice("rung", rung)) for rung, count in task.people]  # fmt: skip


def _title(subject: Subject, tasks: tuple[Task, ...]) -> str:
    empty = [_name(subject, task) for task in tasks[:3] if all(each.idea for each in task.efforts)]
    if empty:
        return subject.words("bow-tie.title_empty", tasks=subject.say.join(empty))
    share = subject.figure("keeping-share")
    if share is None or share.value is None:
        return subject.words("bow-tie.title")
    return subject.words("bow-tie.title_share", share=whole_percent(subject.say, share.value))


def _description(subject: Subject, tasks: tuple[Task, ...]) -> str:
    parts = [subject.words("bow-tie.description")]
    for task in tasks:
        if task.efforts:
            names = subject.say.join(subject.say.shortened([each.name for each in task.efforts]))
            parts.append(subject.words("bow-tie.says", task=_name(subject, task), list=names))
    return " ".join(parts)


def _table(subject: Subject, tasks: tuple[Task, ...]) -> Datasheet:
    columns = tuple(subject.words(f"bow-tie.{key}") for key in ("task", "effort", "budget"))
    rows = []
    for task in tasks:
        for effort in task.efforts:
            budget = "" if effort.budget is None else subject.say.quantity(effort.budget)
            rows.append((_name(subject, task), effort.name, budget))
    return Datasheet(columns=columns, rows=tuple(rows))


VIEW = View(name="bow-tie", register=("D31",), title="What is done to win, keep and grow customers",
            needs=("tactic", "objective"), make=_make)  # fmt: skip
