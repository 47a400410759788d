"""Variants beside their model: what is otherwise in each, and the figures that differ between them."""

from collections.abc import Iterable, Sequence
from typing import Literal

import attrs

from canvasdsl.change.consequences import TELLING, telling_kinds
from canvasdsl.change.story import Story, story_between
from canvasdsl.figures.compute import KINDS, figures_of
from canvasdsl.figures.figure import Figure, Kind
from canvasdsl.load import Loaded, Varied

__all__ = [
    "FigureRow", "VariantMove", "figures_beside", "is_known", "model_below", "stories_of", "title_of", "variant_moves",
]  # fmt: skip


@attrs.frozen
class FigureRow:
    """One figure of several models: its own in each, where they have it."""

    figures: tuple[Figure | None, ...]

    @property
    def figure(self) -> Figure:
        """The figure in the first of the models that has it."""
        return next(each for each in self.figures if each is not None)

    @property
    def differs(self) -> bool:
        """Whether the models do not all say the same."""
        return len({_said(figure) for figure in self.figures}) > 1


def stories_of(variants: Iterable[Varied], kinds: Iterable[Kind] | None = None) -> tuple[Story, ...]:
    """What is otherwise in each variant than in what it builds on, and what follows for `kinds` of figures, or for the
    telling ones."""
    kinds = None if kinds is None else tuple(kinds)
    return tuple(story_between(each.base, each.loaded, kinds) for each in variants)


@attrs.frozen
class VariantMove:
    """A variant of two versions of a file that came, went, or says something else; then `story` tells what."""

    kind: Literal["added", "removed", "altered"]
    title: str
    story: Story | None = None


def variant_moves(story: Story, kinds: Iterable[Kind] | None = None) -> tuple[VariantMove, ...]:
    """What moved in the variants of two versions of a model, apart from what moved in what they build on."""
    kinds = None if kinds is None else tuple(kinds)
    told = {"": frozenset(story.changes)}
    found = []
    for title in dict.fromkeys(each.title for each in (*story.new.variants, *story.old.variants)):
        old, new = story.old.variant(title), story.new.variant(title)
        if old is None or new is None:
            found.append(VariantMove("added" if old is None else "removed", title))
            continue
        moved = story_between(old.loaded, new.loaded, kinds)
        told[title] = told[""].union(moved.changes)
        below = told.get(new.base.title, told[""])
        changes = tuple(change for change in moved.changes if change not in below)
        if changes:
            found.append(VariantMove("altered", title, attrs.evolve(moved, changes=changes)))
    return tuple(found)


def figures_beside(models: Sequence[Loaded], kinds: Iterable[Kind] | None = None) -> tuple[FigureRow, ...]:
    """The figures of several models, a row for each; those of `kinds`, or the telling ones, which come first. Of a
    model with mistakes there are none."""
    kinds = telling_kinds() if kinds is None else tuple(kinds)
    columns = [
        {(each.kind.name, each.key, each.of): each for each in figures_of(model.canvas, kinds)}
        if not model.has_errors else {} for model in models
    ]  # fmt: skip
    names = dict.fromkeys(name for column in columns for name in column)
    rows = [FigureRow(tuple(column.get(name) for column in columns)) for name in names]
    order = {kind.name: (TELLING.index(kind.name) if kind.name in TELLING else len(TELLING), place)
             for place, kind in enumerate(KINDS)}  # fmt: skip
    return tuple(sorted(rows, key=lambda row: order[row.figure.kind.name]))


def model_below(loaded: Loaded, varied: Varied) -> Loaded:
    """The model at the bottom of a variant; where that variant builds on one of another file, that one."""
    base = varied.base
    while base.title:
        below = next((each for each in loaded.variants if each.loaded is base), None)
        if below is None:
            break
        base = below.base
    return base


def title_of(loaded: Loaded) -> str:
    """What a model is called beside its variants: the title of a variant, else the name of its file."""
    return loaded.title or loaded.source.file(0).rpartition("/")[2]


def is_known(figure: Figure | None) -> bool:
    """Whether a figure could be computed."""
    return figure is not None and (figure.value is not None or bool(figure.word))


def _said(figure: Figure | None) -> object:
    if figure is None or not is_known(figure):
        return None
    return figure.word or (figure.value, figure.low, figure.high, figure.unit)
