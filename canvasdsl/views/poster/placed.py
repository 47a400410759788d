"""A drawing with everything in its place: points from the top left corner, lines broken, sizes chosen.

SVG and PDF draw the same values; neither measures nor chooses.
"""

import attrs

from canvasdsl.views.poster.poster import BlockKey, PosterNote

__all__ = ["Bead", "LegendEntry", "Page", "Paper", "PlacedBlock", "PlacedNote", "Sheet", "Strand", "Text"]


@attrs.frozen(kw_only=True)
class Paper:
    """A paper size in points, lying. `scale` is 1 on A4; no text is smaller than `floor`."""

    name: str
    width: float
    height: float
    margin: float
    scale: float
    floor: float
    sizes: tuple[float, ...]
    """Sizes for notes, the largest first, down to `floor`."""
    comfort: float
    """All notes share one size as long as it is not below this."""


@attrs.frozen(kw_only=True)
class Text:
    """One paragraph: a box with its lines, the first at the top. Right-to-left text ends at the left of its box."""

    role: str
    x: float
    y: float
    width: float
    size: float
    leading: float
    weight: int
    tone: str
    direction: str
    lines: tuple[str, ...]
    align: str = "start"

    @property
    def height(self) -> float:
        """The height of all lines."""
        return self.leading * len(self.lines)

    def baseline(self, line: int) -> float:
        """Where line number `line` (from 0) stands: x-height and capitals are centred between the leading."""
        return self.y + self.leading * (line + 0.5) + self.size * 0.35

    @property
    def at_right(self) -> bool:
        """Whether the lines are flush right."""
        return (self.direction == "rtl") != (self.align == "end")


@attrs.frozen(kw_only=True)
class Bead:
    """A segment's mark, by its centre; without an accent it is grey."""

    x: float
    y: float
    radius: float
    accent: int | None
    mark: str
    letter: Text | None = None


@attrs.frozen(kw_only=True)
class Strand:
    """The vertical bar in a segment's accent beside a note of several lines; without an accent it is grey."""

    x: float
    top: float
    bottom: float
    width: float
    accent: int | None


@attrs.frozen(kw_only=True)
class PlacedNote:
    """A note, or the part of it that stands in one place. `outline` is the padding of an idea's dashed outline."""

    note: PosterNote
    x: float
    y: float
    width: float
    height: float
    beads: tuple[Bead, ...]
    strands: tuple[Strand, ...]
    texts: tuple[Text, ...]
    continued: bool
    outline: float | None


@attrs.frozen(kw_only=True)
class PlacedBlock:
    """One of the nine blocks, or what continues of it; `writing` are the heights of lines to write on."""

    key: BlockKey | None
    x: float
    y: float
    width: float
    height: float
    heading: Text | None
    number: Text | None
    notes: tuple[PlacedNote, ...]
    prompts: tuple[Text, ...] = ()
    writing: tuple[float, ...] = ()
    pad: float = 0.0
    pointer: Text | None = None
    continued: bool = False


@attrs.frozen(kw_only=True)
class LegendEntry:
    """What a mark means; without a bead it is the dashed outline."""

    bead: Bead | None
    text: Text


@attrs.frozen(kw_only=True)
class Page:
    """One page. `rule` is the height of the line below the head."""

    number: int
    width: float
    height: float
    margin: float
    head: tuple[Text, ...]
    legend: tuple[LegendEntry, ...]
    rule: float
    blocks: tuple[PlacedBlock, ...]
    foot: tuple[Text, ...]


@attrs.frozen(kw_only=True)
class Sheet:
    """The pages of a drawing and the scale of its lines."""

    scale: float
    pages: tuple[Page, ...]
