"""Sentences, facts, notes and Markdown as paragraphs of a Word document."""

import re
from collections.abc import Iterable, Iterator, Sequence

import attrs

from canvasdsl.brief.brief import Brief, Fact, Prose, Run, Sentence
from canvasdsl.render.docx_markup import (
    Linking,
    bookmarked,
    border,
    cell,
    field,
    lead,
    link,
    paragraph,
    row,
    run,
    table,
)
from canvasdsl.render.markdown_text import Block, Span
from canvasdsl.render.office_text import TONES
from canvasdsl.render.prose_tree import prose_tree, value_spans
from canvasdsl.views.typeset import direction

__all__ = ["Writing", "fact", "notes", "plain", "sentence", "tags", "user"]

_MOST_LEVELS = 4
_DRAWING = re.compile(r"figure-([0-9]+)")
_LONGEST_PLACE = 30
"""Word takes names of bookmarks of up to 40 letters."""


@attrs.define
class Writing:
    """The document that is being written: whose words, where links lead, how many lists are counted so far."""

    brief: Brief
    linking: Linking
    lists: list[int] = attrs.field(factory=list)
    """The numbers with which the numbered lists begin, in order; Word counts each as a list of its own."""
    marks: int = 0
    """How many bookmarks and pictures have a number."""
    places: dict[str, str] = attrs.field(factory=dict)
    """The bookmarks that anchors became so far."""
    language: str = ""
    """That of what is written at length, where it is not the document's."""

    def next_mark(self) -> int:
        """A number that nothing else in the document has."""
        self.marks += 1
        return self.marks

    def place(self, anchor: str) -> str:
        """The bookmark of an anchor: letters and numbers, and no other anchor's."""
        if anchor not in self.places:
            name = f"_{re.sub('[^A-Za-z0-9]', '_', anchor)}"[:_LONGEST_PLACE]
            self.places[anchor] = name if name not in self.places.values() else f"{name}_{len(self.places)}"
        return self.places[anchor]

    def way(self, text: str) -> str:
        """The direction of a paragraph that holds this text."""
        return direction(text, fallback=self.brief.direction)


def user(text: str, writing: Writing, style: str, *, centred: bool = False) -> str:
    """A paragraph with one text in its own direction."""
    return paragraph(style, run(text, base=writing.brief.direction), way=writing.way(text), centred=centred)


def plain(
    text: str, writing: Writing, *, style: str = "", colour: str = "", bold: bool = False, language: str = ""
) -> str:
    """A stretch of a paragraph of ours."""
    return run(text, style=style, colour=colour, bold=bold, base=writing.brief.direction, language=language)


def sentence(runs: Sentence, writing: Writing, *, bold: bool = False, language: str = "") -> str:
    """Generated words with names out of the model, all of it in a `language` or each run in its own; what is quoted
    stands in quotes."""
    return "".join(
        _leading(one, writing) if one.to else
        plain(f"“{one.text}”" if one.code else one.text, writing, style="Strong" if one.strong or bold else "",
              language=language or one.language)
        for one in runs
    )


def _leading(one: Run, writing: Writing) -> str:
    """Words that lead to a place of the document; the number of a drawing is a field, which Word counts again."""
    place, number = writing.place(one.to), _DRAWING.fullmatch(one.to)
    style = "Strong" if one.strong else "Hyperlink"
    if number is None or not one.text.endswith(number[1]):
        return lead(place, plain(one.text, writing, style=style))
    before = one.text.removesuffix(number[1])
    words = lead(place, plain(before, writing, style=style)) if before else ""
    return words + field(f"REF {place} \\h", number[1], style=style)


def tags(words: Iterable[str], writing: Writing) -> str:
    """What a thing is, in a word or two, behind its name."""
    return "".join(plain(f"  {word}", writing, style="Tag") for word in words)


def fact(one: Fact, writing: Writing, *, style: str = "Fact") -> str:
    """A label, and what is known under it at the side, a line each."""
    values = plain("\n".join(one.values), writing)
    if one.links:
        lines = [_spans(value_spans(text, found), writing) for text, found in zip(one.values, one.links)]
        values = "<w:r><w:br/></w:r>".join(lines)
    label = plain(one.label, writing, style="Label")
    if one.anchor:
        label = bookmarked(writing.place(one.anchor), writing.next_mark(), label)
    return paragraph(style, label, "<w:r><w:tab/></w:r>", values, way=writing.brief.direction)


def notes(list_: Iterable[Prose], writing: Writing, *, style: str = "Normal", indent: int = 0) -> Iterator[str]:
    """What the author wrote at length."""
    for note in list_:
        said = attrs.evolve(writing, language=note.language) if note.language else writing
        yield from _blocks(prose_tree(note), said, style, indent, 0)


def _blocks(blocks: Sequence[Block], writing: Writing, style: str, indent: int, level: int) -> Iterator[str]:
    for block in blocks:
        match block.kind:
            case "bullets" | "numbers":
                yield from _list(block, writing, style, indent, level)
            case "quote":
                for item in block.items:
                    yield from _blocks(item, writing, "Quote", indent, level)
            case "table":
                yield _table(block, writing)
            case "rule":
                yield paragraph(style, border=border("bottom", TONES["line"], 4, 1))
            case "code":
                yield paragraph("Code", _spans(block.spans, writing))
            case _:
                yield _spoken(block, writing, style, indent)


def _spoken(block: Block, writing: Writing, style: str, indent: int, number: int = 0, level: int = 0) -> str:
    text = "".join(span.text for span in block.spans)
    spans = block.spans if block.kind != "heading" else [attrs.evolve(span, strong=True) for span in block.spans]
    return paragraph(style, _spans(spans, writing), way=writing.way(text), indent=0 if number else indent,
                     number=number, level=level)  # fmt: skip


def _list(block: Block, writing: Writing, style: str, indent: int, level: int) -> Iterator[str]:
    """The entries: the first paragraph of each bears the mark, what follows stands below it."""
    if block.kind == "numbers":
        writing.lists.append(block.start)
        number = 2 + len(writing.lists)
    else:
        number = 1
    level = min(level, _MOST_LEVELS)
    inside = indent + 284 * (level + 1)
    for item in block.items:
        first, *others = item or (Block(kind="paragraph"),)
        if first.kind in ("paragraph", "heading"):
            yield _spoken(first, writing, style, indent, number, level)
        else:
            others = [first, *others]
        yield from _blocks(others, writing, style, inside, level + 1)


def _table(block: Block, writing: Writing) -> str:
    head, *rows = block.rows
    width = 9638 // len(head)

    def line(cells: Sequence[Sequence[Span]], style: str) -> list[str]:
        return [cell(width, paragraph(style, _spans(one, writing))) for one in cells]

    widths = [width] * len(head)
    return table([row(line(head, "TableHead"), head=True), *(row(line(each, "TableText")) for each in rows)], widths,
                 way=writing.brief.direction) + paragraph("Note")  # fmt: skip


def _spans(spans: Iterable[Span], writing: Writing) -> str:
    parts = []
    for span in spans:
        style = "Hyperlink" if span.link else "CodeText" if span.code else "Strong" if span.strong else (
            "Emphasis" if span.emphasis else "")  # fmt: skip
        text = run(span.text, style=style, bold=span.strong, struck=span.struck, base=writing.brief.direction,
                   language=writing.language)  # fmt: skip
        if span.link.startswith("#"):
            text = lead(writing.place(span.link[1:]), text)
        parts.append(link(span.link, text, writing.linking) if span.link and span.link[0] != "#" else text)
    return "".join(parts)
