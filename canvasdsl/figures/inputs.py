"""What figures are computed from: numbers that the author wrote, or the reason why one can't be had."""

from fractions import Fraction

import attrs

from canvasdsl.source import Span

__all__ = ["Absent", "Input"]


@attrs.frozen
class Absent(Exception):
    """A figure can't be computed: `reason` stands behind "absent: "; `place` is where something is missing or wrong."""

    reason: str
    place: Span | None = None


@attrs.frozen
class Input:
    """A number that the author wrote and a figure uses: in the file's own words, and as it is computed with."""

    name: str
    sign: str
    low: Fraction
    likely: Fraction
    high: Fraction
    written: str
    span: Span

    @property
    def is_range(self) -> bool:
        """Whether the author wrote a range."""
        return self.low < self.high
