"""What a section of the brief says on slides: paragraphs, tables and drawings, and what goes into the speaker's notes.

A slide says what is so; formulas, lines of the file, reasons and theory stand in the notes below it.
"""

from collections.abc import Iterable, Iterator, Sequence

import attrs

from canvasdsl.brief.brief import (
    Brief,
    Cell,
    Fact,
    Facts,
    FigureLine,
    FigureSheet,
    FindingGroup,
    Findings,
    Item,
    Items,
    Passage,
    Picture,
    Piece,
    Table,
    Works,
)
from canvasdsl.render.slide_text import BODY, SMALL, Paragraph, prose, said, sentence, stretch

__all__ = ["Grid", "Noted", "pieces_of", "spoken"]

_TABLE = 11.0
_SIGNS = {"yes": "✓", "no": "–"}


@attrs.frozen(kw_only=True)
class Grid:
    """A table: a cell is some paragraphs; `shares` are how wide its columns want to be, `narrow` ones hold a mark."""

    caption: str
    head: tuple[tuple[Paragraph, ...], ...]
    rows: tuple[tuple[tuple[Paragraph, ...], ...], ...]
    shares: tuple[float, ...]
    narrow: bool = False


@attrs.frozen
class Noted:
    """Something to show, and what the speaker may want to know about it, a line each."""

    shown: tuple[Paragraph, ...] | Grid | Picture
    notes: tuple[str, ...] = ()
    in_columns: bool = False
    """Whether paragraphs may stand in two columns."""


def pieces_of(piece: Piece, brief: Brief, *, summary: bool = False) -> Iterator[Noted]:
    """A piece of the brief as what stands on slides."""
    match piece:
        case Passage():
            size = 20.0 if summary else SMALL if piece.aside else BODY
            yield Noted(tuple(Paragraph(sentence(one), size=size, before=size * 0.5) for one in piece.sentences))
        case Facts():
            size = SMALL if piece.small else BODY
            shown = (*_facts(piece.facts, brief, size=size), *(each for note in piece.notes for each in prose(note)))
            yield Noted(shown, in_columns=True)
        case Items():
            yield Noted(tuple(each for item in piece.items for each in _item(item, brief, 0)), in_columns=True)
        case Table():
            yield Noted(_grid(piece))
        case FigureSheet():
            yield from _figures(piece, brief)
        case Picture():
            yield Noted(piece, (piece.drawing.description, *_data(piece)))
        case Findings():
            yield Noted(tuple(each for group in piece.groups for each in _finding(group, brief)), in_columns=True)
        case Works():
            yield Noted(tuple(_works(piece, brief)), in_columns=True)


def _label(text: str, brief: Brief) -> str:
    return brief.words.label.format(label=text)


def _facts(facts: Iterable[Fact], brief: Brief, *, size: float = BODY, indent: float = 0.0) -> Iterator[Paragraph]:
    for fact in facts:
        label = stretch(f"{_label(fact.label, brief)} ", tone="faint")
        yield Paragraph((label, stretch("\n".join(fact.values))), size=size, indent=indent, before=3)


def _item(item: Item, brief: Brief, depth: int) -> Iterator[Paragraph]:
    indent, size = 18.0 * min(depth, 6), BODY if depth == 0 else 12.5
    tags = stretch(f"  {' · '.join(item.tags)}", tone="faint")
    more = bool(item.facts or item.notes or item.items)
    yield Paragraph((stretch(item.title or "–", strong=True), tags), size=size, indent=indent, before=8 - min(depth, 3),
                    stays=more)  # fmt: skip
    yield from _facts(item.facts, brief, size=12.5, indent=indent + 12)
    for note in item.notes:
        yield from prose(note, size=12.5, indent=indent + 12)
    for inner in item.items:
        yield from _item(inner, brief, depth + 1)


def _grid(table: Table) -> Grid:
    head = tuple((said(name, size=_TABLE, tone="soft", centred=table.marks and at > 0),)
                 for at, name in enumerate(table.columns))  # fmt: skip
    rows = []
    for row in table.rows:
        tags = stretch(f"  {' · '.join(row.tags)}" if row.tags else "", tone="faint")
        name = Paragraph((stretch(row.head, strong=True), tags), size=_TABLE)
        rows.append(((name,), *(_cell(cell, marks=table.marks) for cell in row.cells)))
    shares = (3.0, *(1.0 for _ in table.columns[1:])) if table.marks else _shares(
        [(name, *(line for row in table.rows for line in ((row.head,) if at == 0 else row.cells[at - 1].lines)))
         for at, name in enumerate(table.columns)])  # fmt: skip
    return Grid(caption=table.caption, head=head, rows=tuple(rows), shares=shares, narrow=table.marks)


def _cell(cell: Cell, *, marks: bool) -> tuple[Paragraph, ...]:
    if marks:
        return (said(_SIGNS[cell.mark], size=_TABLE, centred=True),)
    lines = tuple(said(line, size=_TABLE, tone="faint" if cell.mark else "ink") for line in cell.lines)
    return (*lines, *(each for note in cell.notes for each in prose(note, size=_TABLE, before=0)))


def _shares(columns: Sequence[Sequence[str]]) -> tuple[float, ...]:
    """How wide columns want to be, by what stands in them."""
    return tuple(min(max([7, *map(len, texts)]), 60) ** 0.5 for texts in columns)


def _figures(sheet: FigureSheet, brief: Brief) -> Iterator[Noted]:
    """A table for each group: what it is, what it comes to, what that is in words."""
    for group in sheet.groups:
        title = group.title or sheet.columns[0]
        head = tuple((said(name, size=_TABLE, tone="soft"),) for name in (*sheet.columns[:2], ""))
        rows: tuple[tuple[tuple[Paragraph, ...], ...], ...] = tuple(
            ((said(line.title, size=_TABLE, strong=True),),
             (said(line.value, size=_TABLE, strong=True),
              *((said(line.range, size=_TABLE, tone="faint"),) if line.range else ())),
             (said(line.says, size=_TABLE, tone="soft"),) if line.says else ())
            for line in group.lines
        )  # fmt: skip
        if not any(line.says for line in group.lines):
            head, rows = head[:2], tuple(row[:2] for row in rows)
        notes = [note for line in group.lines for note in _computed(line, sheet)]
        if group.origins:
            notes.append(f"{sheet.numbers_label} " + "; ".join(
                f"{one.sign} {one.label} {one.written} ({one.place})" for one in group.origins))  # fmt: skip
        yield Noted(Grid(caption=title, head=head, rows=rows, shares=(1.4, 1.2, 1.6)[: len(head)]), tuple(notes))


def _computed(line: FigureLine, sheet: FigureSheet) -> Iterator[str]:
    if line.formula:
        yield f"{line.title}: {sheet.computed} {' '.join(line.formula)}"
    if line.origins and not line.shared:
        yield f"{line.title}: {sheet.numbers} " + "; ".join(
            f"{one.sign} {one.label} {one.written} ({one.place})" for one in line.origins
        )


def _finding(group: FindingGroup, brief: Brief) -> tuple[Paragraph, ...]:
    """What was found and what to do; why, and after whom, stands in the notes."""
    words = brief.words
    shown: list[Paragraph] = []
    notes: list[str] = []
    tone = {"error": "alarm", "warning": "warn"}.get(group.severity, "hint")
    shown.append(Paragraph((stretch(group.word, strong=True, tone=tone), stretch(f" {group.code}", tone="faint")),
                           size=SMALL, before=10, stays=True))  # fmt: skip
    for line in group.lines:
        behind = line.reason or line.help
        message = sentence(line.message, strong=True, language=group.language)
        shown.append(Paragraph(message, size=13, before=1, stays=bool(behind)))
        if line.reason:
            label = stretch(f"{words.reason} ", tone="faint")
            shown.append(Paragraph((label, stretch(line.reason)), size=12.5, before=1))
        elif line.help:
            label = stretch(f"{words.help} ", tone="faint")
            shown.append(Paragraph((label, *sentence(line.help, language=group.language)), size=12.5, before=1))
        notes.append(f"{group.code}: {spoken(line.message)} ({line.place})")
    notes += [f"{words.why} {group.why}"] if group.why else []
    notes += [f"{words.theory} " + words.separator.join(f"{title} {id}" for id, title in group.theory)
              ] if group.theory else []  # fmt: skip
    return (attrs.evolve(shown[0], notes=tuple(notes)), *shown[1:])


def spoken(runs: Iterable[object]) -> str:
    """A sentence as text alone."""
    return "".join(str(getattr(run, "text", "")) for run in runs)


def _works(piece: Works, brief: Brief) -> Iterator[Paragraph]:
    for work in piece.works:
        remark = (stretch(f" ({work.remark})", tone="warn"),) if work.remark else ()
        concepts = attrs.evolve(stretch(f"  {brief.words.separator.join(work.concepts)}", tone="faint"),
                                language=piece.language)  # fmt: skip
        yield Paragraph((stretch(work.citation), *remark, concepts), size=SMALL, before=4)


def _data(piece: Picture) -> Iterator[str]:
    """The numbers behind a drawing, a line for each row."""
    sheet = piece.drawing.table
    if sheet is not None:
        yield from (" | ".join(line) for line in (sheet.columns, *sheet.rows))
