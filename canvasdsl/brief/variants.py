"""A model and its variants side by side, in words: posters with what differs, figures in a table, changes in lists."""

import attrs

from canvasdsl.brief.change_poster import marked_poster, plain_poster
from canvasdsl.brief.change_story import ChangeLine, figure_name, told_story
from canvasdsl.change.consequences import FigureChange
from canvasdsl.change.story import story_between
from canvasdsl.change.variants import FigureRow, figures_beside, is_known, model_below, title_of
from canvasdsl.figures.figure import Figure
from canvasdsl.load import Loaded, Varied
from canvasdsl.views.figure_values import figure_value
from canvasdsl.views.phrasing import Phrasing
from canvasdsl.views.poster.poster import Poster
from canvasdsl.wording import Wording

__all__ = ["FigureCell", "ShownVariant", "VariantsTold", "variants_told"]


@attrs.frozen(kw_only=True)
class ShownVariant:
    """The model, or a variant of it: what it is called, its poster, and what is otherwise in it. The model itself has
    no changes, and `summary` is empty."""

    title: str
    poster: Poster
    summary: str
    lines: tuple[ChangeLine, ...]
    warnings: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class FigureCell:
    """A figure in one of the models: its value in words, and how far that is from the model's."""

    value: str
    difference: str = ""
    differs: bool = False


@attrs.frozen(kw_only=True)
class VariantsTold:
    """All that a page shows; `rows` are the figures that differ, each with a cell for each of `shown`."""

    title: str
    marks: str
    """What the signs of changes mean, and from what the models differ."""
    shown: tuple[ShownVariant, ...]
    rows: tuple[tuple[str, tuple[FigureCell, ...]], ...]
    wording: Wording


def variants_told(loaded: Loaded, variants: tuple[Varied, ...], wording: Wording) -> VariantsTold:
    """The variants beside the model at the bottom of the first one; what differs is what differs from that model."""
    model = model_below(loaded, variants[0])
    business = model.canvas.title or title_of(model)
    first = plain_poster(model, wording)
    shown = [ShownVariant(title=wording("variants.model"), summary="", lines=(),
                          poster=_called(first, wording("variants.model"), title_of(model)))]  # fmt: skip
    differences: list[dict[object, str]] = [{}]
    for varied in variants:
        story = story_between(model, varied.loaded)
        told = told_story(story, wording, names=(title_of(model), varied.title), for_readers=True)
        poster = marked_poster(story, told.lines, first, plain_poster(varied.loaded, wording), wording)
        warnings = (wording("variants.broken"),) if varied.loaded.has_errors else ()
        purpose = wording("variants.of_base", base=title_of(varied.base))
        shown.append(ShownVariant(
            title=varied.title, poster=_called(poster, varied.title, purpose),
            summary=told.summary if story.changes else wording("variants.nothing"), lines=told.lines,
            warnings=warnings,
        ))  # fmt: skip
        differences.append({_name(change): move.difference
                            for change, move in zip(story.consequences.figures, told.figures)})  # fmt: skip
    models = [model, *(each.loaded for each in variants)]
    says = [Phrasing(wording, each.canvas) for each in models]
    rows = [
        (_row_name(row, says), tuple(_cell(figure, row, number, say, differences[number])
                                     for number, (figure, say) in enumerate(zip(row.figures, says))))
        for row in figures_beside(models) if row.differs
    ]  # fmt: skip
    return VariantsTold(
        title=wording("variants.title", title=business), marks=wording("variants.marks", base=title_of(model)),
        shown=tuple(shown), rows=tuple(rows), wording=wording,
    )  # fmt: skip


def _called(poster: Poster, title: str, purpose: str) -> Poster:
    return attrs.evolve(poster, title=title, purpose=purpose, date="")


def _row_name(row: FigureRow, says: list[Phrasing]) -> str:
    """A figure as the first of the models calls it that has it."""
    number = next(number for number, figure in enumerate(row.figures) if figure is not None)
    return figure_name(row.figure, says[number])


def _cell(figure: Figure | None, row: FigureRow, number: int, say: Phrasing, moved: dict[object, str]) -> FigureCell:
    if figure is None:
        return FigureCell(value="–", differs=number > 0 and is_known(row.figures[0]))
    value = figure.word or figure_value(figure, say) if is_known(figure) else say.wording("change.absent")
    key = (figure.kind.name, figure.key, figure.of)
    return FigureCell(value=value, difference=moved.get(key, ""), differs=key in moved)


def _name(change: FigureChange) -> object:
    figure = change.figure
    return figure.kind.name, figure.key, figure.of
