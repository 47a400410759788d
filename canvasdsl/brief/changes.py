"""What moved since an earlier version of the model: a page of a brief."""

from collections.abc import Iterator

from canvasdsl.brief.brief import Cell, Item, Items, Part, Passage, Piece, Row, Section, Table
from canvasdsl.brief.change_story import ChangeLine, FindingLine, told_story
from canvasdsl.change.story import Story
from canvasdsl.views.phrasing import Phrasing
from canvasdsl.views.texts import Run

__all__ = ["changes_section"]


def changes_section(story: Story, say: Phrasing) -> Section:
    """The changes from an old model to the new one, and what follows from them."""
    names = story.old.source.name, story.new.source.name
    told = told_story(story, say.wording, names=names, for_readers=True)
    sentences = (*told.warnings, told.summary)
    parts = [Part(title="", pieces=(Passage(sentences=tuple((Run(text),) for text in sentences)),))]
    if told.lines:
        parts.append(Part(title=say.wording("change.changes"), pieces=tuple(_lines(told.lines))))
    if told.figures:
        columns = tuple(say.wording(f"change.column_{name}") for name in ("figure", "before", "after", "difference"))
        rows = tuple(
            Row(head=each.name, cells=tuple(Cell(lines=(text,)) for text in (each.before, each.after, each.difference)))
            for each in told.figures
        )
        title = say.wording("change.figures")
        parts.append(Part(title="", pieces=(Table(caption=title, columns=columns, rows=rows),)))
    for key, sign, findings in (("appeared", "+", told.appeared), ("gone", "−", told.gone)):
        if findings:
            parts.append(Part(title=say.wording(f"change.{key}"), pieces=(_findings(findings, sign, say),)))
    if told.assumptions:
        items = tuple(Item(title=text) for text in told.assumptions)
        parts.append(Part(title=say.wording("change.assumptions"), pieces=(Items(items=items),)))
    return Section(id="changes", title=told.title, parts=tuple(parts), wide=True)


def _lines(lines: tuple[ChangeLine, ...]) -> Iterator[Piece]:
    yield Passage(sentences=tuple(
        (Run(f"{line.sign} "), Run(line.name, strong=True), Run(f" {line.text.removeprefix(line.name).lstrip(': ')}"))
        if line.text.startswith(line.name) else (Run(f"{line.sign} {line.text}"),)
        for line in lines
    ))  # fmt: skip


def _findings(findings: tuple[FindingLine, ...], sign: str, say: Phrasing) -> Passage:
    return Passage(sentences=tuple(
        (Run(f"{sign} {each.code} "), Run(each.message, language=say.in_english)) for each in findings
    ))  # fmt: skip
