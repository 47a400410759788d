"""What an author says of figures, and what the lines of the model give for them."""

from collections.abc import Iterator
from typing import Any

import attrs

from canvasdsl.figures.asked import known_in_model, property_called
from canvasdsl.figures.comparing import Known
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.quantities import Quantity
from canvasdsl.rules.parts import once
from canvasdsl.source import Span

__all__ = ["Said", "claims_in", "is_figure", "known_of", "said_in", "wishes_in"]


@attrs.frozen(eq=False)
class Said:
    """What is said of a figure: the claim, assertion or target, the block that it is of (`None`: the whole model)."""

    about: Any
    """The block that an author would accept a finding on."""
    entity: Any
    block: Any
    figure: str
    quantity: Quantity

    @property
    def name(self) -> str:
        """The figure with what it is of: `churn of regulars`."""
        return self.figure if self.block is None or not self.block.key else f"{self.figure} of {self.block.key[1]}"

    @property
    def figure_at(self) -> Span:
        """Where the name of the figure is written."""
        value = self.entity.item.phrases[0][0]
        return Span(self.entity.file, value.start, value.end)


# ---- What is said ------------------------------------------------------------------


@once
def claims_in(canvas: Canvas) -> tuple[Said, ...]:
    """The claims of all blocks that are more than an idea; none where something of the model was not understood, since
    it would be recomputed from less than was written."""
    return () if canvas.lost else tuple(
        Said(block, claim, None if block.word == "canvas" else block, claim.figure, claim.value)
        for block in _blocks(canvas) for claim in block.claims
    )  # fmt: skip


@once
def _blocks(canvas: Canvas) -> tuple[Any, ...]:
    """The blocks that claim something, in one walk."""
    from canvasdsl.figures.blocks import blocks_by_word

    return tuple(
        block for placed in blocks_by_word(canvas).values() for block, _ in placed if getattr(block, "claims", ())
    )  # fmt: skip


def wishes_in(canvas: Canvas, entities: tuple[Any, ...]) -> Iterator[Said]:
    """Assertions or targets, as claims; one whose block has an unknown name, or is an idea, is left out."""
    for each in () if canvas.lost else entities:
        block = None if each.of is None else canvas.index.blocks.get(each.of.key)
        if (each.of is None or block is not None) and not getattr(block, "is_idea", False):
            yield Said(each, each, block, each.figure, each.comparison.quantity)


def said_in(canvas: Canvas) -> Iterator[Said]:
    """Everything that is said of a figure."""
    yield from claims_in(canvas)
    yield from wishes_in(canvas, canvas.assertions)
    yield from wishes_in(canvas, canvas.targets)


# ---- What the model gives ------------------------------------------------------------


def is_figure(canvas: Canvas, said: Said) -> bool:
    """Whether the language or the model knows a figure of this name: a kind, a property of the block, a metric."""
    from canvasdsl.figures.compute import kind_called

    return (
        kind_called(said.figure) is not None or property_called(said.figure, said.block) is not None
        or ("metric", said.figure) in canvas.index.blocks
    )  # fmt: skip


def known_of(canvas: Canvas, said: Said) -> list[Known]:
    """What the lines of the model give for it: mostly one number, several where a segment has several relationships."""
    return known_in_model(canvas, said.figure, said.block)
