"""What a figure is: a number computed from a model, with its formula and the lines of its inputs, or why not."""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Any

import attrs

from canvasdsl.figures.expression import Expression, signed
from canvasdsl.figures.inputs import Input
from canvasdsl.figures.sheet import Sheet
from canvasdsl.model.canvas import Canvas
from canvasdsl.source import Span

__all__ = ["Figure", "Found", "Kind", "Search"]


@attrs.frozen(eq=False)
class Search:
    """How a result is found among the values of several formulas, such as those of the months; `find` gives `None`
    where there is none."""

    over: tuple[Expression, ...]
    find: Callable[[Sequence[Any]], int | None]


@attrs.frozen
class Found:
    """A result that is found by search, such as the first month in which something holds, and by no single formula."""

    value: Fraction
    low: Fraction
    high: Fraction
    search: Search | None = None


@attrs.frozen(kw_only=True)
class Kind:
    """A figure as the language knows it: its name, what it is a figure of, and how it is computed.

    `of` are the words of blocks; without any, and by an empty word, it is a figure of the whole model. `unit` is
    `money`, `share`, `points`, `count`, `ratio`, a period in the plural, or empty for a word.
    """

    name: str
    title: str
    group: str
    register: tuple[str, ...]
    theory: tuple[str, ...]
    of: tuple[str, ...]
    unit: str
    make: Callable[[Sheet, Any], Expression | Found | str | None]
    """The formula for a block, on a sheet that notes the inputs; a word where the figure is one; `None` where the block
    has nothing to do with it. Raises `Absent` where something is missing."""
    synonyms: tuple[str, ...] = ()
    pairs: Callable[[Canvas], Iterable[tuple[Any, ...]]] | None = None
    """Of a figure of several blocks, these; `make` gets them, and the figure has the key of the first. Where a
    figure needs none of the others, `None` stands in their place."""


@attrs.frozen(kw_only=True)
class Figure:
    """A figure of one model: its value with the least and the greatest over the ranges, or why it is absent."""

    kind: Kind
    of: str
    """The id of its block in full, its title where it has none; empty for the whole model."""
    key: tuple[str, str] | None
    place: Span | None
    value: Fraction | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    word: str = ""
    """The value of a figure that is a word."""
    unit: str = ""
    """The unit as it is shown: `EUR per month`, `%`, `months`."""
    computed: Expression | None = attrs.field(default=None, repr=False)
    """The formula as it is computed; what it shares with other figures may have their signs."""
    is_signed: bool = attrs.field(default=True, repr=False)
    search: Search | None = None
    inputs: tuple[Input, ...] = ()
    absent: str = ""
    missing: Span | None = None
    """Where to write what is missing."""
    note: str = ""
    """Of a figure that does not take in all that its name promises: what it leaves out."""
    conditions: tuple[Expression, ...] = ()
    """Of a figure whose ranges were left out of account: where one of these is below zero, it has no value."""
    attempt: "Callable[[], Figure | None] | None" = attrs.field(default=None, eq=False, repr=False)
    """Of an absent figure: makes it for the likely case, with its conditions."""

    @cached_property
    def expression(self) -> Expression | None:
        """The formula, with the signs of the inputs."""
        if self.is_signed or self.computed is None:
            return self.computed
        return signed(self.computed, {each.name: each.sign for each in self.inputs}, {})
