"""The brief as Markdown that reads well on a repository's web page (GitHub's flavour): the poster is a table."""

from collections.abc import Container, Iterator, Sequence
from typing import Any

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
    Origin,
    Passage,
    Picture,
    Piece,
    Prose,
    Row,
    Section,
    Sentence,
    Table,
    Works,
)
from canvasdsl.brief.references import led_to
from canvasdsl.render.escape import html_attribute, markdown_line
from canvasdsl.render.markdown_text import Block, to_markdown, to_plain
from canvasdsl.render.own_template import own_template
from canvasdsl.render.prose_tree import prose_tree, value_spans
from canvasdsl.render.template_data import plain_brief
from canvasdsl.views.drawing import Datasheet
from canvasdsl.views.poster.poster import READING_ORDER, Poster, PosterNote
from canvasdsl.views.poster.text import segments_in_words
from canvasdsl.views.texts import Link

__all__ = ["brief_markdown", "markdown_data"]

_MARKS = {"yes": "✓", "no": "–"}


def brief_markdown(brief: Brief) -> str:
    """The whole brief."""
    made: str = own_template("brief.md.jinja", html=False).render(markdown_data(brief))
    return made.rstrip() + "\n"


def markdown_data(brief: Brief) -> dict[str, Any]:
    """What the template sees, ours or a user's: plain data whose texts are Markdown that means them literally, and
    `chunks`, the pieces of each part made already."""

    def picture(piece: Picture) -> str:
        return _line(piece.drawing.description)

    wanted = frozenset(led_to(brief))
    sections = [
        {"title": _line(section.title), "small": _small(section), "poster": section.poster, "id": section.id,
         "anchor": _anchor(section.id) if section.id in wanted else "",
         "parts": [{"title": _line(part.title), "chunks": [chunk for piece in part.pieces
                                                           for chunk in _piece(piece, brief, wanted)]}
                   for part in section.parts]}
        for section in brief.sections
    ]  # fmt: skip
    return {
        "brief": plain_brief(brief, text=_line, prose=_prose, picture=picture), "sections": sections,
        "purpose": _indent(_prose(brief.purpose), "> ") if brief.purpose is not None else "",
        "facts": " · ".join(_fact(fact, brief) for fact in brief.facts), "poster": _poster(brief.poster),
        "attribution": _line(brief.poster.attribution),
    }  # fmt: skip


def _small(section: Section) -> str:
    """What the section is about, in a line."""
    return _line(" · ".join(word for word in (section.kicker, *section.tags) if word))


def _anchor(name: str) -> str:
    """A place that links of the page lead to; what hosts make of titles is not for us to know."""
    return f'<a id="{html_attribute(name)}"></a>'


def _piece(piece: Piece, brief: Brief, wanted: Container[str]) -> Iterator[str]:
    """What stands below each other; the places that are `wanted` have an anchor."""
    match piece:
        case Passage():
            yield from (_sentence(sentence) for sentence in piece.sentences)
        case Facts():
            if piece.facts:
                yield "\n".join(f"- {_anchor(fact.anchor) if fact.anchor in wanted else ''}{_fact(fact, brief)}"
                                for fact in piece.facts)  # fmt: skip
            yield from (_prose(note) for note in piece.notes)
        case Items():
            yield "\n".join(_item(item, brief) for item in piece.items)
        case Table():
            yield f"_{_line(piece.caption)}_"
            yield _table(piece)
        case Findings():
            yield from (_finding(group, brief) for group in piece.groups)
        case FigureSheet():
            yield from _figure_sheet(piece, wanted)
        case Picture():
            name = f"figure-{piece.number}"
            before = _anchor(name) if name in wanted else ""
            yield f"{before}**{_line(piece.caption)}** {_line(piece.drawing.title)}"
            yield _line(piece.drawing.description)
            yield from (f"_{_line(note)}_" for note in piece.drawing.notes)
            if piece.drawing.table is not None:
                yield _datasheet(piece.drawing.table)
        case Works():
            yield "\n".join(
                f"- {_line(work.citation)}{f' _({_line(work.remark)})_' if work.remark else ''}"
                f" – {_line(brief.words.separator.join(work.concepts))}"
                for work in piece.works
            )  # fmt: skip


def _sentence(sentence: Sentence) -> str:
    parts = []
    for run in sentence:
        before, bare, after = _edges(run.text)
        mark = "**" if run.strong else "_" if run.code else ""
        text = f"{mark}{_line(bare)}{mark}"
        text = f"[{text}](<#{run.to}>)" if run.to else text
        parts.append(f"{before}{text}{after}" if bare else run.text)
    return "".join(parts)


def _edges(text: str) -> tuple[str, str, str]:
    """The blanks before a text, the text, the blanks behind it: no mark may touch a blank."""
    bare = text.strip()
    at = text.find(bare)
    return text[:at], bare, text[at + len(bare) :]


def _fact(fact: Fact, brief: Brief) -> str:
    label = _line(brief.words.label.format(label=fact.label))
    values = [_line(value) for value in fact.values]
    if fact.links:
        values = [_linked(value, links) for value, links in zip(fact.values, fact.links)]
    if len(values) == 1:
        return f"**{label}** {values[0]}"
    return f"**{label}**" + "".join(f"\n  - {value}" for value in values)


def _linked(value: str, links: Sequence[Link]) -> str:
    spans = value_spans(" ".join(value.split("\n")), links)
    return to_markdown((Block(kind="paragraph", spans=spans),))


def _item(item: Item, brief: Brief) -> str:
    head = f"**{_line(item.title)}**" if item.title.strip() else "–"
    if item.tags:
        head += f" ({_line(brief.words.separator.join(item.tags))})"
    lines = [f"- {head}"]
    lines += [_indent(f"- {_fact(fact, brief)}", "  ") for fact in item.facts]
    lines += [_indent(_item(inner, brief), "  ") for inner in item.items]
    lines += [f"\n{_indent(_prose(note), '  ')}" for note in item.notes]
    return "\n".join(lines)


def _table(table: Table) -> str:
    rule = ":-:" if table.marks else "---"
    rows = [[*map(_cell_line, table.columns)], ["---", *[rule] * (len(table.columns) - 1)]]
    rows += [_row(row, table) for row in table.rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _datasheet(sheet: Datasheet) -> str:
    rows = [sheet.columns, ("---",) * len(sheet.columns), *sheet.rows]
    lines = (" | ".join(cell if number == 1 else _cell_line(cell) for cell in row) for number, row in enumerate(rows))
    return "\n".join(f"| {line} |" for line in lines)


def _row(row: Row, table: Table) -> list[str]:
    tags = f" ({_cell_line(', '.join(row.tags))})" if row.tags else ""
    cells = (_MARKS[cell.mark] if table.marks else _cell(cell) for cell in row.cells)
    return [f"**{_cell_line(row.head)}**{tags}", *cells]


def _cell(cell: Cell) -> str:
    lines = [_cell_line(line) for line in cell.lines]
    lines += [_cell_line(to_plain(prose_tree(note))) for note in cell.notes]
    text = "<br>".join(lines)
    return f"_{text}_" if cell.mark == "no" and text else text


def _figure_sheet(sheet: FigureSheet, wanted: Container[str]) -> Iterator[str]:
    """A table for each group, and below it the numbers of its formulas."""
    for group in sheet.groups:
        if group.title:
            yield f"**{_line(group.title)}**"
        rows = [[*map(_cell_line, sheet.columns)], ["---"] * len(sheet.columns)]
        rows += [_figure(line, _anchor(line.anchor) if line.anchor in wanted else "") for line in group.lines]
        yield "\n".join(f"| {' | '.join(row)} |" for row in rows)
        if group.origins:
            yield f"_{_line(sheet.numbers_label)}_ {'; '.join(map(_origin, group.origins))}"


def _figure(line: FigureLine, anchor: str) -> list[str]:
    value = f"**{_cell_line(line.value)}**" + (f"<br>{_cell_line(line.range)}" if line.range else "")
    how = [_cell_line(each) for each in (*line.formula, line.says) if each]
    how += [] if line.shared else [_origin(each) for each in line.origins]
    return [anchor + _cell_line(line.title), value, "<br>".join(how)]


def _origin(origin: Origin) -> str:
    sign, label, written, place = map(_cell_line, (origin.sign, origin.label, origin.written, origin.place))
    return f"{sign} {label} {written} ({place})"


def _finding(group: FindingGroup, brief: Brief) -> str:
    words = brief.words
    lines = [f"- **{_line(group.word)}** `{group.code}`"]
    for line in group.lines:
        lines.append(f"  - {_sentence(line.message)} ({_line(line.place)})")
        if line.help and not line.reason:
            lines.append(f"    **{_line(words.help)}** {_sentence(line.help)}")
        if line.reason:
            lines.append(f"    **{_line(words.reason)}** {_line(line.reason)}")
    if group.why:
        lines.append(f"  - **{_line(words.why)}** {_line(group.why)}")
    if group.theory:
        named = "; ".join(f"{_line(title)} ({id})" for id, title in group.theory)
        lines.append(f"  - **{_line(words.theory)}** {named}")
    return "\n".join(lines)


def _poster(poster: Poster) -> str:
    rows = []
    for key in READING_ORDER:
        block = poster.block(key)
        notes = "<br>".join(_note(note, poster, named=key == "segment") for note in block.notes)
        questions = "<br>".join(f"_{_cell_line(question)}_" for question in block.questions)
        rows.append(f"| **{_cell_line(block.title)}** | {notes or questions} |")
    return "\n".join(["| | |", "| --- | --- |", *rows])


def _note(note: PosterNote, poster: Poster, *, named: bool) -> str:
    said = [part for part in (note.detail, note.status) if part]
    said += [poster.words.is_idea] if note.idea else []
    said += [poster.words.is_orphan] if note.orphan else []
    if 0 < len(note.segments) < len(poster.segments) and not named:
        said.append(segments_in_words(note.segments, poster))
    title = f"**{_cell_line(note.title)}**" if note.title.strip() else ""
    return f"{title} ({_cell_line(' · '.join(said))})" if said else title


def _prose(prose: Prose) -> str:
    return to_markdown(prose_tree(prose))


def _line(text: str) -> str:
    """User text inside one line."""
    return markdown_line(" ".join(text.split("\n")))


def _cell_line(text: str) -> str:
    return "<br>".join(markdown_line(line) for line in text.split("\n"))


def _indent(text: str, by: str) -> str:
    return "\n".join(by + line if line else by.rstrip() for line in text.split("\n"))
