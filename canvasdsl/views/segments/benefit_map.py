"""Which strategy is expected to bring which benefit, and on what one will see it: an expectation without a metric
can't fail visibly (T-SEG-7, T-STR-6)."""

from collections.abc import Iterator
from typing import Any

import attrs

from canvasdsl.model.canvas import Canvas
from canvasdsl.model.strategies import ExpectedBenefit
from canvasdsl.model.types import Choice
from canvasdsl.model.vocabulary import table_of
from canvasdsl.views.drawing import Datasheet, Drawing
from canvasdsl.views.kit.grids import Cell, Row, table
from canvasdsl.views.kit.paper import DASHED, Paper, Said, bold, capital, field_of
from canvasdsl.views.subject import Subject, Undrawn, View

__all__ = ["VIEW", "BenefitMap", "benefit_map"]


@attrs.frozen(kw_only=True)
class BenefitMap:
    """The strategies, the benefits that any of them is expected to bring, those that nobody works for, and for each
    strategy its expectations by their benefit."""

    strategies: tuple[Any, ...]
    benefits: tuple[str, ...]
    idle: tuple[str, ...]
    expected: tuple[dict[str, tuple[Any, ...]], ...]

    @property
    def unmeasured(self) -> tuple[tuple[Any, Any], ...]:
        """The expectations of decided strategies that no metric will show."""
        return tuple((strategy, each) for strategy, row in zip(self.strategies, self.expected, strict=True)
                     if not strategy.is_idea for found in row.values() for each in found
                     if each.measure is None)  # fmt: skip


def benefit_map(canvas: Canvas) -> BenefitMap:
    """The strategies in the order of the file, the benefits in that of the vocabulary."""
    field = table_of(ExpectedBenefit).slots[0]
    assert isinstance(field.type, Choice)
    words = [option.word for option in field.type.options]
    expected: list[dict[str, tuple[Any, ...]]] = []
    for strategy in canvas.strategies:
        row: dict[str, tuple[Any, ...]] = {}
        for each in (one for one in strategy.expects if one.benefit is not None):
            row[each.benefit] = (*row.get(each.benefit, ()), each)
        expected.append(row)
    used = {word for row in expected for word in row}
    return BenefitMap(strategies=canvas.strategies, benefits=tuple(word for word in words if word in used),
                      idle=tuple(word for word in words if word not in used), expected=tuple(expected))  # fmt: skip


# ---- Drawing ------------------------------------------------------------------------


def _make(subject: Subject) -> Drawing:
    found = benefit_map(subject.canvas)
    if not found.benefits:
        raise Undrawn(subject.words("benefits.needs"))
    paper = Paper()
    strategies = [_strategy(subject, strategy) for strategy in found.strategies]
    benefits = [Cell((bold(_benefit(subject, word), tone="soft"),)) for word in found.benefits]
    cells = [[_cell(subject, row.get(word, ())) for word in found.benefits] for row in found.expected]
    # The shorter list stands across the page, so that there is room for the names of metrics.
    if len(strategies) < len(benefits):
        heads, sides, cells = strategies, benefits, [*map(list, zip(*cells, strict=True))]
    else:
        heads, sides = benefits, strategies
    rows = [Row(cells=(side, *line)) for side, line in zip(sides, cells, strict=True)]
    table(paper, 0, [Cell(), *heads], rows, even=True)
    idle = subject.say.join([subject.say.choice("benefit", word) for word in found.idle])
    notes = (subject.words("benefits.idle", list=idle),) if idle else ()
    return subject.drawing("benefits", paper, title=_title(subject, found), notes=notes, texts=paper.authors,
                           description=_description(subject, found), table=_table(subject, found))  # fmt: skip


def _benefit(subject: Subject, word: str) -> str:
    return capital(subject.say.choice("benefit", word))


def _strategy(subject: Subject, strategy: Any) -> Cell:
    kind = capital(subject.say.choice("strategy type", strategy.type)) if strategy.type else ""
    idea = strategy.is_idea
    return Cell((bold(strategy.name, field_of(strategy)), Said(kind, tone="soft")), line="soft" if idea else "",
                dash=DASHED if idea else ())  # fmt: skip


def _cell(subject: Subject, expectations: tuple[Any, ...]) -> Cell:
    """On which metric the benefit will be seen, and from where to where."""
    if not expectations:
        return Cell()
    return Cell(tuple(part for each in expectations for part in _expected(subject, each)), fill="wash")


def _expected(subject: Subject, each: Any) -> Iterator[Said]:
    say, field = subject.say, "expects"
    if each.measure is None:
        yield Said(subject.words("benefits.unmeasured"), tone="soft", sign="gap")
    else:
        yield Said(each.measure if isinstance(each.measure, str) else say.named(each.measure), field)
    if each.aim is not None:
        aim = say.quantity(each.aim)
        if each.baseline is not None:
            aim = subject.words("benefits.from_to", now=say.before(each.baseline, each.aim), aim=aim)
        yield Said(aim, tone="soft")


def _title(subject: Subject, found: BenefitMap) -> str:
    say = subject.say
    silent = [strategy.name for strategy, row in zip(found.strategies, found.expected, strict=True)
              if not row and not strategy.is_idea]  # fmt: skip
    if silent:
        return subject.counted("benefits.title_silent", len(silent), name=silent[0])
    if found.unmeasured:
        strategy, each = found.unmeasured[0]
        return subject.counted("benefits.title_unmeasured", len(found.unmeasured), strategy=strategy.name,
                               benefit=say.choice("benefit", each.benefit))  # fmt: skip
    return subject.counted("benefits.title", sum(len(each) for row in found.expected for each in row.values()))


def _description(subject: Subject, found: BenefitMap) -> str:
    say = subject.say
    said = []
    for strategy, row in zip(found.strategies, found.expected, strict=True):
        if row:
            names = say.join([say.choice("benefit", word) for word in row])
            said.append(subject.words("benefits.one", name=strategy.name, list=names))
    return " ".join((subject.words("benefits.description"), *said[:5]))


def _table(subject: Subject, found: BenefitMap) -> Datasheet:
    say = subject.say
    columns = tuple(subject.words(f"benefits.column.{key}") for key in ("strategy", "benefit", "measure", "change"))
    rows = []
    for strategy, row in zip(found.strategies, found.expected, strict=True):
        for word, expectations in row.items():
            for each in expectations:
                measure, *change = _expected(subject, each)
                rows.append((strategy.name, say.choice("benefit", word), measure.text,
                             change[0].text if change else ""))  # fmt: skip
        if not row:
            rows.append((strategy.name, subject.words("benefits.nothing"), "", ""))
    return Datasheet(columns=columns, rows=tuple(rows))


VIEW = View(name="benefits", register=(), theory=("T-SEG-7", "T-STR-0", "T-STR-6"), make=_make,
            title="Which strategy is to bring which benefit, and how one will see it",
            needs=("strategy", "expects"))  # fmt: skip
