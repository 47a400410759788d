"""The nine-block poster as data: what stands on it, before any place or format.

A note is threaded to the customer segments that it serves, directly or through others; each segment has an accent and a
mark, so that colour never speaks alone.
"""

from typing import Literal, cast, get_args

import attrs

from canvasdsl.model import common

__all__ = [
    "ACCENTS", "BLOCKS", "MARKS", "READING_ORDER", "BlockKey", "Mark", "Poster", "PosterBlock", "PosterNote",
    "PosterSegment", "PosterWords", "segment_accent", "segment_letter", "segment_mark",
]

BlockKey = Literal[
    "partner", "activity", "resource", "proposition", "relationship", "channel", "segment", "cost", "revenue"
]

Mark = Literal["", "added", "removed", "altered"]

BLOCKS: tuple[BlockKey, ...] = get_args(BlockKey)
"""The nine blocks as they stand on the poster, from the left."""

READING_ORDER = cast("tuple[BlockKey, ...]", common.BLOCKS)
"""The nine blocks in the order in which a canvas is told (Osterwalder & Pigneur 2010)."""

MARKS = ("disc", "square", "triangle", "diamond", "cross", "ring", "wedge", "star")
"""The shapes that tell segments apart without colour."""

ACCENTS = (
    ("#2a55c8", "#86adff"), ("#c94f12", "#ea6d1c"), ("#2a8f74", "#5fc79a"), ("#5d1a62", "#a557b5"),
    ("#a98719", "#efd56a"), ("#298fe2", "#6fe6ff"), ("#da5aab", "#ff9ccb"), ("#43220f", "#8c6c50"),
)
"""The accents on light and on dark ground: at least 3 : 1 against it, and apart for colour-blind eyes."""


@attrs.frozen(kw_only=True)
class PosterSegment:
    """A customer segment in the legend: its accent (an index of `ACCENTS`), its mark, and a letter beyond eight."""

    name: str
    accent: int
    mark: str
    letter: str = ""


@attrs.frozen(kw_only=True)
class PosterNote:
    """One item of a block. `segments` are indexes of the poster's segments; `status` is a word ready to print.

    Where two versions are compared, `mark` says what became of it (its title has the sign), and `mark_word` in words.
    """

    title: str
    detail: str = ""
    segments: tuple[int, ...] = ()
    idea: bool = False
    orphan: bool = False
    status: str = ""
    mark: Mark = ""
    mark_word: str = ""
    field: str = ""
    """Where the text comes from, for messages ("`segment commuters`")."""


@attrs.frozen(kw_only=True)
class PosterBlock:
    """One of the nine blocks; its questions are printed when it has no notes."""

    key: BlockKey
    title: str
    questions: tuple[str, ...] = ()
    notes: tuple[PosterNote, ...] = ()


@attrs.frozen(kw_only=True)
class PosterWords:
    """The words around the blocks, in the poster's language; `{…}` marks the place of a value."""

    description: str
    legend: str
    idea: str
    orphan: str
    is_idea: str
    is_orphan: str
    for_segments: str
    list_separator: str
    continued: str
    continues: str
    page: str
    block: str
    note_separator: str


@attrs.frozen(kw_only=True)
class Poster:
    """The whole poster. `blocks` are the nine, in the order of `BLOCKS`; `banner` warns that the model has errors."""

    title: str
    blocks: tuple[PosterBlock, ...]
    words: PosterWords
    attribution: str
    purpose: str = ""
    date: str = ""
    banner: str = ""
    segments: tuple[PosterSegment, ...] = ()
    language: str = "en"
    direction: str = "ltr"

    def block(self, key: BlockKey) -> PosterBlock:
        """The block called `key`."""
        return self.blocks[BLOCKS.index(key)]

    @property
    def has_ideas(self) -> bool:
        """Whether any note is an idea."""
        return any(note.idea for block in self.blocks for note in block.notes)

    @property
    def has_orphans(self) -> bool:
        """Whether any note reaches no segment."""
        return any(note.orphan for block in self.blocks for note in block.notes)


def segment_accent(index: int) -> int:
    """The accent of the segment at `index`; they repeat after the last."""
    return index % len(ACCENTS)


def segment_mark(index: int) -> str:
    """The mark of the segment at `index`; they repeat after the last, then with a letter."""
    return MARKS[index % len(MARKS)]


def segment_letter(index: int) -> str:
    """The letter that tells repeated marks apart: none for the first eight segments, then `A`, `B`, …, `Z`, `AA`, …"""
    number = index // len(MARKS)
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
