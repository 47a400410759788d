"""Paragraphs on slides, measured before they are placed: no text may leave its frame.

Sizes are points. The fonts that texts are measured in are wider than the one that slides name, and lines have a height
that does not depend on the font.
"""

from collections.abc import Iterable, Iterator, Sequence

import attrs

from canvasdsl.brief.brief import Prose, Sentence
from canvasdsl.render.escape import storable
from canvasdsl.render.markdown_text import Block, Span
from canvasdsl.render.prose_tree import prose_tree
from canvasdsl.views.typeset import REGULAR, SEMIBOLD, wrap

__all__ = [
    "BODY", "LEADING", "SMALL", "Paragraph", "Stretch", "height_of", "lines_in", "prose", "said", "sentence", "split",
    "stretch", "take",
]  # fmt: skip

BODY, SMALL = 14.0, 11.0
LEADING = 1.2


@attrs.frozen
class Stretch:
    """Some text in one style; `tone` is one of `office_text.TONES`, or a colour without `#`."""

    text: str
    strong: bool = attrs.field(default=False, kw_only=True)
    emphasis: bool = attrs.field(default=False, kw_only=True)
    struck: bool = attrs.field(default=False, kw_only=True)
    tone: str = attrs.field(default="ink", kw_only=True)
    link: str = attrs.field(default="", kw_only=True)
    language: str = attrs.field(default="", kw_only=True)
    """Where it is not that of the slides."""


@attrs.frozen
class Paragraph:
    """A paragraph: `indent` from the side, `before` above it; one that `stays` is followed on the same slide by more.

    `sign` hangs before its first line; `notes` are for the speaker where it stands."""

    stretches: tuple[Stretch, ...]
    size: float = attrs.field(default=BODY, kw_only=True)
    indent: float = attrs.field(default=0.0, kw_only=True)
    before: float = attrs.field(default=0.0, kw_only=True)
    sign: str = attrs.field(default="", kw_only=True)
    stays: bool = attrs.field(default=False, kw_only=True)
    centred: bool = attrs.field(default=False, kw_only=True)
    notes: tuple[str, ...] = attrs.field(default=(), kw_only=True)

    @property
    def text(self) -> str:
        """The text alone."""
        return "".join(each.text for each in self.stretches)


def stretch(
    text: str, *, strong: bool = False, emphasis: bool = False, struck: bool = False, tone: str = "ink", link: str = ""
) -> Stretch:
    """Some text with every character that a document cannot hold replaced."""
    return Stretch(storable(text), strong=strong, emphasis=emphasis, struck=struck, tone=tone, link=link)


def said(
    text: str, *, size: float = BODY, strong: bool = False, tone: str = "ink", before: float = 0.0,
    indent: float = 0.0, stays: bool = False, centred: bool = False,
) -> Paragraph:  # fmt: skip
    """A paragraph in one style."""
    return Paragraph((stretch(text, strong=strong, tone=tone),), size=size, before=before, indent=indent, stays=stays,
                     centred=centred)  # fmt: skip


def sentence(runs: Sentence, *, strong: bool = False, language: str = "") -> tuple[Stretch, ...]:
    """Generated words with names out of the model, all of it in a `language` or each run in its own; what is quoted
    stands in quotes."""
    return tuple(
        attrs.evolve(stretch(f"“{run.text}”" if run.code else run.text, strong=run.strong or strong),
                     language=language or run.language)
        for run in runs
    )  # fmt: skip


def lines_in(paragraph: Paragraph, width: float) -> tuple[str, ...]:
    """The lines that the paragraph takes at most in a column of `width`."""
    weight = SEMIBOLD if any(each.strong for each in paragraph.stretches) else REGULAR
    return wrap(paragraph.text, width - paragraph.indent, paragraph.size, weight=weight)


def height_of(paragraphs: Iterable[Paragraph], width: float) -> float:
    """The height of paragraphs one below the other."""
    return sum(each.before + len(lines_in(each, width)) * each.size * LEADING for each in paragraphs)


def take(paragraphs: Sequence[Paragraph], width: float, room: float, *, fresh: bool) -> int:
    """How many of the paragraphs stand in `room` whole; none of the last of them is one that stays with the next.

    On a `fresh` slide at least what must stay together is tried no further: then the count may be 0.
    """
    used, count = 0.0, 0
    for paragraph in paragraphs:
        used += height_of((paragraph,), width)
        if used > room + 1e-6:
            break
        count += 1
    while 0 < count < len(paragraphs) and paragraphs[count - 1].stays and not (fresh and count == 1):
        count -= 1
    return count


def split(paragraph: Paragraph, width: float, room: float) -> tuple[Paragraph, Paragraph] | None:
    """The lines of a paragraph that stand in `room`, and the rest; `None` where not one line does, or all do."""
    lines = lines_in(paragraph, width)
    count = int((room - paragraph.before + 1e-6) // (paragraph.size * LEADING))
    if not 0 < count < len(lines):
        return None
    letters = sum(len("".join(line.split())) for line in lines[:count])
    first, rest = _cut(paragraph.stretches, letters)
    return (attrs.evolve(paragraph, stretches=first, stays=False),
            attrs.evolve(paragraph, stretches=rest, before=0.0, sign="", notes=()))  # fmt: skip


def _cut(stretches: Sequence[Stretch], letters: int) -> tuple[tuple[Stretch, ...], tuple[Stretch, ...]]:
    """The stretches up to so many letters, blanks aside, and those behind."""
    first: list[Stretch] = []
    rest: list[Stretch] = []
    for each in stretches:
        if letters <= 0:
            rest.append(each)
            continue
        at = 0
        while at < len(each.text) and letters > 0:
            letters -= not each.text[at].isspace()
            at += 1
        first.append(attrs.evolve(each, text=each.text[:at]))
        if each.text[at:].strip():
            rest.append(attrs.evolve(each, text=each.text[at:].lstrip()))
    return tuple(first), tuple(rest)


# ---- What the author wrote at length ----


def prose(
    text: Prose, *, size: float = BODY, indent: float = 0.0, tone: str = "soft", before: float = 4.0
) -> tuple[Paragraph, ...]:
    """The paragraphs of a text, with signs before the entries of its lists."""
    return tuple(attrs.evolve(each, size=size, before=before) for each in _blocks(prose_tree(text), indent, tone))


def _blocks(blocks: Iterable[Block], indent: float, tone: str) -> Iterator[Paragraph]:
    for block in blocks:
        match block.kind:
            case "bullets" | "numbers":
                for number, item in enumerate(block.items, block.start):
                    sign = "•" if block.kind == "bullets" else f"{number}."
                    first, *others = _blocks(item, indent + 20, tone) if item else (Paragraph(()),)
                    yield attrs.evolve(first, sign=sign)
                    yield from others
            case "quote":
                yield from (each for item in block.items for each in _blocks(item, indent + 20, tone))
            case "table":
                for row in block.rows:
                    cells = [_spans(cell, tone) for cell in row]
                    parted = [part for cell in cells for part in (*cell, stretch(" | ", tone=tone))][:-1]
                    yield Paragraph(tuple(parted), indent=indent)
            case "rule":
                pass
            case _:
                heading = block.kind == "heading"
                yield Paragraph(_spans(block.spans, tone, strong=heading), indent=indent, stays=heading)


def _spans(spans: Iterable[Span], tone: str, *, strong: bool = False) -> tuple[Stretch, ...]:
    return tuple(stretch(span.text, strong=span.strong or strong, emphasis=span.emphasis, struck=span.struck, tone=tone,
                         link="" if span.link.startswith("#") else span.link) for span in spans)  # fmt: skip
