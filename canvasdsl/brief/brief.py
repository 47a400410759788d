"""What a strategy brief says, in order, as data: every word is chosen, nothing is laid out.

A brief has sections, a section has parts, a part has pieces: sentences, facts, items, a table, findings, works. `Prose`
is what the author wrote at length and may be Markdown; every other text is literal.
"""

import attrs

from canvasdsl.model.look import Logo
from canvasdsl.model.quantities import Date
from canvasdsl.views.drawing import Drawing
from canvasdsl.views.poster.poster import Poster
from canvasdsl.views.texts import Link, Prose, Run, Sentence

__all__ = [
    "Brief", "BriefWords", "Cell", "Fact", "Facts", "FigureGroup", "FigureLine", "FigureSheet", "FindingGroup",
    "FindingLine", "Findings", "Item", "Items", "Origin", "Part", "Passage", "Picture", "Piece", "Prose", "Row",
    "Run", "Section", "SegmentMark", "Sentence", "Table", "Work", "Works",
]  # fmt: skip


@attrs.frozen
class Fact:
    """A label and what is known under it, a line each."""

    label: str
    values: tuple[str, ...]
    anchor: str = ""
    """Where links to it lead; empty where none can."""
    links: tuple[tuple[Link, ...], ...] = ()
    """The computed figures in each value; empty where none has any."""


@attrs.frozen(kw_only=True)
class Item:
    """A thing with a name, what it is in a word or two (`tags`), and what is said about it."""

    title: str
    tags: tuple[str, ...] = ()
    idea: bool = False
    facts: tuple[Fact, ...] = ()
    notes: tuple[Prose, ...] = ()
    items: tuple["Item", ...] = ()


@attrs.frozen(kw_only=True)
class Cell:
    """A cell of a table: lines of text, or a mark (`yes`, `no`) whose words stand in `lines`."""

    lines: tuple[str, ...] = ()
    mark: str = ""
    notes: tuple[Prose, ...] = ()


@attrs.frozen(kw_only=True)
class Row:
    """A row with its head and, in small letters, what the head is."""

    head: str
    tags: tuple[str, ...] = ()
    idea: bool = False
    cells: tuple[Cell, ...]


@attrs.frozen(kw_only=True)
class Passage:
    """Sentences, one after the other."""

    sentences: tuple[Sentence, ...]
    aside: bool = False
    """Whether they only say where to look."""


@attrs.frozen(kw_only=True)
class Facts:
    """A list of labels with their values, and notes below."""

    facts: tuple[Fact, ...]
    notes: tuple[Prose, ...] = ()
    small: bool = False
    """Whether they stand in small letters, in columns where there is room: words with what they mean."""


@attrs.frozen(kw_only=True)
class Items:
    """A list of things."""

    items: tuple[Item, ...]


@attrs.frozen(kw_only=True)
class Table:
    """A table with a caption; `columns` name all of them, the heads of rows included. `marks`: its cells are marks."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    marks: bool = False


@attrs.frozen(kw_only=True)
class FindingLine:
    """One finding: what was found, how to mend it or why it is accepted, and where it stands."""

    message: Sentence
    help: Sentence
    place: str
    reason: str = ""


@attrs.frozen(kw_only=True)
class FindingGroup:
    """All findings of one rule: its code, how serious it is (a name and a word), why it matters, and its theory.

    `language` is that of messages, help, reasons and titles where it is not the reader's.
    """

    code: str
    severity: str
    word: str
    why: str
    theory: tuple[tuple[str, str], ...]
    """Ids of the register and titles."""
    lines: tuple[FindingLine, ...]
    language: str = ""


@attrs.frozen(kw_only=True)
class Findings:
    """Findings as advice, the gravest first."""

    groups: tuple[FindingGroup, ...]


@attrs.frozen(kw_only=True)
class Work:
    """A source with the concepts that it stands for. An unverified one says so in `remark`."""

    citation: str
    concepts: tuple[str, ...]
    remark: str = ""


@attrs.frozen(kw_only=True)
class Works:
    """The sources, by author. `language` is that of the concepts where it is not the reader's."""

    works: tuple[Work, ...]
    language: str = ""


@attrs.frozen(kw_only=True)
class Origin:
    """A number that a figure is computed from: its sign in the formula, what it is called, what the author wrote, and
    where that stands."""

    sign: str
    label: str
    written: str
    place: str


@attrs.frozen(kw_only=True)
class FigureLine:
    """A computed figure: its value and range, what it is in words, its formula with its steps, and its numbers."""

    anchor: str
    title: str
    value: str
    range: str = ""
    says: str = ""
    formula: tuple[str, ...] = ()
    origins: tuple[Origin, ...] = ()
    shared: bool = False
    """Whether all its numbers stand among those of its group."""


@attrs.frozen(kw_only=True)
class FigureGroup:
    """Figures of one block, or of the whole under an empty title. `origins` are the numbers of those figures in whose
    formulas one sign means the same: a page that has little room shows them once."""

    title: str
    lines: tuple[FigureLine, ...]
    origins: tuple[Origin, ...] = ()


@attrs.frozen(kw_only=True)
class FigureSheet:
    """Computed figures with how they came about; `computed` and `numbers` stand before formulas and numbers, the latter
    as `numbers_label` where they go on in the same line; `columns` name what a table of them has."""

    groups: tuple[FigureGroup, ...]
    columns: tuple[str, ...]
    computed: str
    numbers: str
    numbers_label: str


@attrs.frozen(kw_only=True)
class Picture:
    """A drawing with its number; its title is the caption, its table stands near it or at the end."""

    number: int
    caption: str
    drawing: Drawing
    of: str = ""
    """The kind and the id of the block that it is a drawing of; empty for the whole model."""


Piece = Passage | Facts | Items | Table | Findings | Works | FigureSheet | Picture


@attrs.frozen(kw_only=True)
class Part:
    """Some pieces under a heading, which may be empty."""

    title: str
    pieces: tuple[Piece, ...]


@attrs.frozen(kw_only=True)
class SegmentMark:
    """How a segment looks wherever it appears: an index of `ACCENTS`, the name of a mark, a letter beyond eight."""

    accent: int
    mark: str
    letter: str = ""


@attrs.frozen(kw_only=True)
class Section:
    """A chapter. `id` is an anchor of ours, never the author's word; `kicker` says above the title what it is."""

    id: str
    title: str
    kicker: str = ""
    tags: tuple[str, ...] = ()
    idea: bool = False
    segment: SegmentMark | None = None
    parts: tuple[Part, ...] = ()
    poster: bool = False
    """Whether the poster stands here."""
    wide: bool = False
    """Whether its parts take the whole width, their titles above them."""

    @property
    def kind(self) -> str:
        """What the section is about: its anchor without a number."""
        return self.id.partition("-")[0]


@attrs.frozen(kw_only=True)
class BriefWords:
    """The words around the content, in the brief's language; `{…}` marks the place of a value."""

    kind: str
    contents: str
    skip: str
    page: str
    idea: str
    help: str
    why: str
    theory: str
    reason: str
    label: str
    separator: str
    description: str
    poster: str
    tables: str
    source: str
    made: str


@attrs.frozen(kw_only=True)
class Brief:
    """A whole brief. The first section holds the five sentences.

    `texts` are all texts of the model after the names of their fields; `sources` are its files with their names, which
    travel inside a PDF.
    """

    title: str
    purpose: Prose | None = None
    facts: tuple[Fact, ...] = ()
    author: str = ""
    date: Date | None = None
    banner: str = ""
    logo: Logo | None = None
    accent: str = ""
    """The colour of lines and links, `#rrggbb`; whoever uses it makes it legible (`render.accent`)."""
    sections: tuple[Section, ...] = ()
    poster: Poster
    words: BriefWords
    language: str = "en"
    direction: str = "ltr"
    texts: tuple[tuple[str, str], ...] = ()
    sources: tuple[tuple[str, str], ...] = ()
