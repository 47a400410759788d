"""The story of a model over its versions, in words: each step on its own, so that no model need be kept for it."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

import attrs

from canvasdsl.brief.change_story import ChangeLine, FigureMove, figure_name, told_story
from canvasdsl.change.history import Fault, FigureName, Step, StepKind
from canvasdsl.load import load
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.quantities import Date
from canvasdsl.source import Source
from canvasdsl.views.economics.figures_over_time import FigureLine
from canvasdsl.views.figure_values import figure_number
from canvasdsl.views.phrasing import Phrasing
from canvasdsl.wording import Wording

__all__ = ["Amount", "Course", "ToldHistory", "ToldStep", "told_history", "told_step"]

_CHOSEN = (
    "lifetime-value", "ltv-to-cac", "profit", "break-even-volume", "break-even-month", "monthly-recurring-revenue",
    "revenue", "costs", "customer-equity", "retention", "payback",
)  # fmt: skip
"""The figures of the chart where nobody chooses others, the first ones first."""
_MOST, _MOST_STILL, _MOST_ALIKE = 4, 2, 2


@attrs.frozen
class Amount:
    """The value of a figure in one version."""

    value: Fraction
    unit: str


@attrs.frozen(kw_only=True)
class ToldStep:
    """One commit in words. `said` is what became of the file or what moved, in one sentence; a base has no date."""

    kind: StepKind
    id: str
    iso_date: str
    date: str
    author: str
    subject: str
    said: str
    lines: tuple[ChangeLine, ...] = ()
    figures: tuple[FigureMove, ...] = ()
    assumptions: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    amounts: dict[FigureName, Amount] = attrs.field(factory=dict)
    names: dict[FigureName, str] = attrs.field(factory=dict)
    """What readers call the figures, as the blocks are titled in this version."""
    title: str = ""
    """That of the model."""

    @property
    def heading(self) -> str:
        """When, by whom, and which commit."""
        return " · ".join(part for part in (self.date, self.author, self.id) if part)


@attrs.frozen(kw_only=True)
class Course(FigureLine):
    """A figure over all versions, in words for readers, with what programs call it."""

    figure: FigureName


@attrs.frozen(kw_only=True)
class ToldHistory:
    """All steps that are told, the oldest first; `notes` say what is left out."""

    title: str
    facts: str
    notes: tuple[str, ...]
    steps: tuple[ToldStep, ...]
    courses: tuple[Course, ...]
    wording: Wording


def told_step(step: Step, wording: Wording, *, for_readers: bool = False) -> ToldStep:
    """One step in the words of a catalogue; properties are called as authors know them, or as documents do."""
    commit, loaded, story = step.commit, step.version.loaded, step.story
    canvas = loaded.canvas if loaded is not None else _nothing()
    say = Phrasing(wording, canvas)
    told = ToldStep(
        kind=step.kind, id=commit.short, iso_date=commit.date, date=_day(commit.date, say), author=commit.author,
        subject=commit.subject or wording("history.without_subject"), title=canvas.title or "",
        said="" if step.kind == "changed" else wording(f"history.{step.kind}"), faults=tuple(_faults(step, wording)),
        amounts={name: Amount(each.value, each.unit) for name, each in step.figures if each.value is not None},
        names={name: figure_name(figure, say) for name, figure in step.figures},
    )  # fmt: skip
    if story is None:
        return told
    moved = told_story(story, wording, names=("", ""), for_readers=for_readers)
    return attrs.evolve(
        told, said=f"{told.said} {moved.summary}".strip(), lines=tuple(attrs.evolve(each, place="") for each in
        moved.lines), figures=moved.figures, assumptions=moved.assumptions,
    )  # fmt: skip


def told_history(
    newest_first: Sequence[ToldStep], wording: Wording, *, same: int, is_shallow: bool = False, is_cut: bool = False,
    chosen: Iterable[FigureName] = (),
) -> ToldHistory:  # fmt: skip
    """The whole story of some steps; `same` is how many commits moved nothing, and `is_cut` says that older ones are
    left out. Figures `chosen` by whoever asks, by their name alone or with their block, stand in the chart; else the
    most telling ones of those that moved."""
    steps = tuple(reversed(newest_first))
    title = next((step.title for step in newest_first if step.title), "") or wording("poster.untitled")
    notes = []
    if all(step.kind == "base" for step in steps):
        notes.append(wording("history.nothing"))
    if is_cut:
        notes.append(wording.count("history.latest", len(steps) - 1))
    if same:
        notes.append(wording.count("history.same", same))
    if is_shallow:
        notes.append(wording("history.shallow"))
    return ToldHistory(
        title=wording("history.title", title=title), facts=_facts(steps, wording), notes=tuple(notes), steps=steps,
        courses=tuple(_courses(steps, wording, tuple(chosen))), wording=wording,
    )  # fmt: skip


def _facts(steps: Sequence[ToldStep], wording: Wording) -> str:
    versions = wording.count("history.count", len(steps))
    dates = list(dict.fromkeys(step.date for step in (steps[0], steps[-1])))
    between = wording("history.between", first=dates[0], last=dates[1]) if len(dates) > 1 else dates[0]
    return wording("history.facts", versions=versions, between=between)


def _nothing() -> Canvas:
    """A model that says nothing, for words that need none."""
    return load(Source("", ""), rules=()).canvas


def _day(date: str, say: Phrasing) -> str:
    """The day of a date as ISO 8601 says it, in words."""
    year, month, day = (int(part) for part in date[:10].split("-"))
    return say.date(Date(year, month, day))


def _faults(step: Step, wording: Wording) -> Iterator[str]:
    found: tuple[Fault, ...] = step.version.faults
    for each in found:
        yield wording("history.fault", file=each.file, line=each.line, message=each.message)
    more = step.version.fault_count - len(found)
    if more > 0:
        yield wording.count("history.more_faults", more)


# ---- Figures over time ----------------------------------------------------------------------


def _courses(steps: Sequence[ToldStep], wording: Wording, chosen: Sequence[FigureName]) -> Iterator[Course]:
    names: dict[FigureName, str] = {}
    for step in reversed(steps):
        names = step.names | names
    say = Phrasing(wording, _nothing())
    if chosen:
        wanted = [name for asked in chosen for name in names if name.kind == asked.kind and asked.of in ("", name.of)]
        yield from (_course(name, names[name], steps, say) for name in dict.fromkeys(wanted))
        return
    found = [_course(name, names[name], steps, say) for name in _usual(steps, names)]
    moved = [course for course in found if not course.is_still]
    yield from moved[:_MOST] or found[:_MOST_STILL]


def _usual(steps: Sequence[ToldStep], names: Iterable[FigureName]) -> Iterator[FigureName]:
    """The telling figures of the newest version that has any, of the whole model before those of its blocks."""
    now = next((step.amounts for step in reversed(steps) if step.amounts), {})
    for kind in _CHOSEN:
        alike = sorted((name for name in names if name.kind == kind and name in now), key=lambda name: name.of != "")
        whole = [name for name in alike if not name.of]
        yield from whole or alike[:_MOST_ALIKE]


def _course(figure: FigureName, name: str, steps: Sequence[ToldStep], say: Phrasing) -> Course:
    """A figure in the unit that it has in the newest version; values in other units are words alone."""
    found = [step.amounts.get(figure) for step in steps]
    unit = next((each.unit for each in reversed(found) if each is not None), "")
    return Course(
        figure=figure, name=name, unit=unit,
        amounts=tuple(each.value if each is not None and each.unit == unit else None for each in found),
        words=tuple("" if each is None else figure_number(each.value, each.unit, say) for each in found),
    )  # fmt: skip
