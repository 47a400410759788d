"""Computed figures for readers: what each is called and means, its value and range, its formula, and its numbers with
the author's own words and the lines where they stand."""

import re
from collections.abc import Iterable, Mapping

import attrs

from canvasdsl.brief.brief import FigureGroup, FigureLine, FigureSheet, Origin
from canvasdsl.figures.figure import Figure
from canvasdsl.figures.inputs import Input
from canvasdsl.figures.printing import formula, steps_of
from canvasdsl.source import Source, Span
from canvasdsl.views.figure_values import figure_range, figure_value
from canvasdsl.views.phrasing import Phrasing
from canvasdsl.views.written_numbers import written

__all__ = ["figure_anchor", "figure_group", "figure_sheet", "figure_title", "place_of"]

_PLAIN = re.compile(r"[\w.-]*")
"""What an anchor may hold."""
_MOST = 5
"""Of longer sums a formula shows the first parts and the last."""
_LONGEST = 240
"""A formula that is still longer is told in words alone."""


def figure_sheet(groups: Iterable[FigureGroup], say: Phrasing) -> FigureSheet:
    """Groups of figures with the words around them."""
    words = say.wording
    columns = tuple(words(f"brief.figures.{key}") for key in ("figure", "value", "how"))
    return FigureSheet(groups=tuple(groups), columns=columns, computed=words("brief.figures.computed"),
                       numbers=words("brief.figures.numbers"),
                       numbers_label=words("brief.label", label=words("brief.figures.numbers")))  # fmt: skip


def figure_group(
    title: str, figures: Iterable[Figure], say: Phrasing, sources: Mapping[str, Source]
) -> FigureGroup:  # fmt: skip
    """The figures of one block, or of the whole."""
    lines, origins = _together([_line(each, say, sources, title) for each in figures])
    return FigureGroup(title=title, lines=tuple(lines), origins=tuple(origins))


def figure_title(name: str, say: Phrasing) -> str:
    """What readers call a figure; one that the catalogue does not know, by its name."""
    return say.figure(name)


def figure_anchor(figure: Figure) -> str:
    """The anchor of a figure's line: by the id of its block, by its place in the file where that has none."""
    of = figure.of if _PLAIN.fullmatch(figure.of) else f"at-{figure.place.start}" if figure.place is not None else "all"
    return f"figure-{figure.kind.name}" + (f"-{of}" if of else "")


def place_of(span: Span, say: Phrasing, sources: Mapping[str, Source]) -> str:
    """Where something stands: `coffee.bmc, line 124`."""
    source = sources.get(span.source)
    line = source.position(span.start)[0] if source is not None else 1
    file = source.file(span.start) if source is not None else span.source
    return say.wording("brief.place", file=file.replace("\\", "/").rpartition("/")[2], line=line)


def _line(figure: Figure, say: Phrasing, sources: Mapping[str, Source], around: str) -> FigureLine:
    says = f"figure.{figure.kind.name}.says"
    lines: tuple[str, ...] = ()
    if figure.expression is not None:
        steps = (f"{each.sign} = {formula(each.made_of, signs=True, most=_MOST)}" for each in
                 steps_of(figure.expression))  # fmt: skip
        lines = (formula(figure.expression, signs=True, most=_MOST), *steps)
    if sum(map(len, lines)) > _LONGEST:
        lines = ()
    return FigureLine(
        anchor=figure_anchor(figure), title=figure_title(figure.kind.name, say), value=figure_value(figure, say),
        range=figure_range(figure, say), says=say.wording(says) if says in say.wording.texts else "", formula=lines,
        origins=tuple(_origin(each, say, sources, around) for each in figure.inputs),
    )  # fmt: skip


def _origin(given: Input, say: Phrasing, sources: Mapping[str, Source], around: str) -> Origin:
    found = written(given, say)
    label = found.label
    if found.block and found.block != around:
        label = say.wording("brief.list.detail", head=found.label, detail=found.block)
    said = say.quantity(found.quantity) if found.quantity is not None else given.written
    return Origin(sign=given.sign, label=label, written=said, place=place_of(given.span, say, sources))


def _together(lines: Iterable[FigureLine]) -> tuple[list[FigureLine], list[Origin]]:
    """The lines, and the numbers of those that fit with the first: a sign means one number, a number has one sign."""
    by_sign: dict[str, Origin] = {}
    signs: dict[tuple[str, str], str] = {}
    found = []
    for line in lines:
        fits = bool(line.origins) and all(
            by_sign.get(each.sign, each) == each and signs.get((each.place, each.label), each.sign) == each.sign
            for each in line.origins
        )
        if fits:
            by_sign.update({each.sign: each for each in line.origins})
            signs.update({(each.place, each.label): each.sign for each in line.origins})
        found.append(attrs.evolve(line, shared=fits))
    return found, list(by_sign.values())
