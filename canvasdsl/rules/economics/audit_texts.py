"""Figures named in texts, `{clv of regulars}`: a drawing or a brief shows the value; other braces stay as they are.

A number that is typed behind, `{clv of regulars = 1_858 EUR}`, is shown as it is typed, and held against the figure.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import attrs

from canvasdsl.diagnostics import Edit, Fix, Related, Severity
from canvasdsl.figures.asked import PLACE, known_in_model
from canvasdsl.figures.comparing import Known, meets, written_as
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.entities import Entity
from canvasdsl.model.exchange import Exchanging
from canvasdsl.model.names import Names
from canvasdsl.model.numbers import Number, read_quantity
from canvasdsl.model.quantities import CURRENCIES, Quantity
from canvasdsl.model.reading import Misread, Reader
from canvasdsl.model.vocabulary import table_of
from canvasdsl.rules.parts import once
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.source import Span
from canvasdsl.syntax.nodes import Item, Value
from canvasdsl.syntax.tables import LONG, TEXT
from canvasdsl.syntax.tokens import tokenise

__all__ = ["RULES", "TYPED", "blocks_in_texts", "figure_in", "typed_number"]

TYPED = re.compile(PLACE.pattern.removesuffix(r"\}") + r"\s*=\s*([^{}=\n]*[^{}=\s])\s*\}")
"""The same with the number that the author types: `{clv of regulars = 1_858 EUR}`."""
_ANY = Number("any", "may")
_MOST_LINES = 5


def figure_in(canvas: Canvas, figure: str, id: str) -> Known | None:
    """What the model gives for a figure that a text names; `None` where there is no such block, or no number."""
    block = blocks_in_texts(canvas).get(id)
    given = [] if block is None else known_in_model(canvas, figure, block)
    return given[0] if given and not given[0].absent else None


@once
def blocks_in_texts(canvas: Canvas) -> dict[str, Any]:
    """The blocks as texts name them: by their ids in full; of those alike, the last."""
    return {id: block for (_, id), block in canvas.index.blocks.items()}


@attrs.frozen(eq=False)
class _Named:
    """A figure that a text names: the entity, where the braces or what is inside them stands, what is named, and the
    number that is typed, if one is."""

    entity: Any
    span: Span
    figure: str
    id: str
    typed: str = ""

    @property
    def name(self) -> str:
        return f"{self.figure} of {self.id}"


# ---- ECO621: a figure without a number -----------------------------------------


def _unresolved(canvas: Canvas) -> Iterator[Finding]:
    """A name that is no figure is taken for a text that happens to have braces."""
    for named in _named(canvas):
        from canvasdsl.figures.compute import kind_called

        given = _given(canvas, named)
        if kind_called(named.figure) is None or any(not each.absent for each in given):
            continue
        why = (
            f"there is no `{named.id}`" if named.id not in blocks_in_texts(canvas)
            else given[0].absent if given else f"`{named.id}` has no such figure"
        )  # fmt: skip
        yield Finding(
            about=named.entity,
            message=f"the text names `{{{named.name}}}`, and no number can stand there: {why}" if not named.typed
            else f"the text says `{named.typed}` for `{named.name}`, and nothing shows it: {why}",
            help="write the id of a block that has this figure, and the lines that it is computed from",
            span=named.span,
        )


# ---- ECO622: a number that is typed ---------------------------------------------


def _typed(canvas: Canvas) -> Iterator[Finding]:
    for named in _named(canvas):
        given = [each for each in _given(canvas, named) if not each.absent]
        if not named.typed or not given:
            continue
        quantity = typed_number(canvas, named.typed, given[0])
        if quantity is None:
            yield Finding(
                about=named.entity,
                message=f"`{named.typed}` behind `=` is no number",
                help=f"write a number with its unit, such as `{{{named.name} = {_shown(given[0])}}}`",
                span=named.span,
            )
            continue
        met = [meets(each, quantity) for each in given]
        if any(met):
            continue
        right = written_as(given[0], quantity)
        yield Finding(
            about=named.entity,
            message=f"the text says `{named.typed}` for `{named.name}`, and what the model says gives {right}",
            help=f"write `{right}`, or correct the lines that it is computed from" if False in met
            else f"write it in the unit of the figure: `{_shown(given[0])}`",
            span=named.span,
            label=f"computed: {right}",
            related=tuple(Related(span, text) for text, span in given[0].lines[:_MOST_LINES]),
            fix=Fix(f"write `{right}`, which is computed", (Edit(named.span, right),))
            if len(given) == 1 and met == [False] else None,
        )  # fmt: skip


def _shown(known: Known) -> str:
    """What the model gives, with its own unit, to three digits at least."""
    per = (known.period,) if known.period else ()
    one = Decimal(1)
    return written_as(known, Quantity(low=one, likely=one, high=one, unit=known.unit, per=per, span=Span("", 0, 0)))


def typed_number(canvas: Canvas, text: str, known: Known) -> Quantity | None:
    """The number that is typed for a figure, read as the language reads numbers; `None` where it is none."""
    values = tokenise(text).values[:-1]
    money = known.unit in CURRENCIES
    reader = Reader("", Names(), {}, known.unit if money else "")
    reader.exchanging = Exchanging(canvas.exchanges, known.unit) if money and canvas.exchanges else None
    reader.begin(values, values)
    try:
        quantity = read_quantity(reader, _ANY)
    except Misread:
        return None
    return quantity if reader.token is None else None


# ---- What texts name -------------------------------------------------------------


@once
def _named(canvas: Canvas) -> tuple[_Named, ...]:
    """Every figure that a text names; none where something of the model was not understood."""
    return () if canvas.lost else tuple(
        named for entity, value in _texts(canvas) for named in _named_in(entity, value)
    )  # fmt: skip


def _named_in(entity: Any, value: Value) -> Iterator[_Named]:
    def span(start: int, end: int) -> Span:
        return Span(entity.file, value.start + start, value.start + end)

    for found in PLACE.finditer(value.text):
        yield _Named(entity, span(*found.span()), *found.groups())
    for found in TYPED.finditer(value.text):
        yield _Named(entity, span(*found.span(3)), *found.groups())


def _texts(entity: Any) -> Iterator[tuple[Any, Value]]:
    """The texts with braces as they are written, each with the entity whose property it is."""
    table = table_of(type(entity))
    own = [item for item in entity.item.items or () if (field := table.words.get(item.name)) and field.entity is None]
    for item in (entity.item, *own) if entity.word else ():
        for phrase in item.phrases:
            yield from ((entity, value) for value in phrase if value.kind in (TEXT, LONG) and "{" in value.text)
    for attribute, inside in vars(entity).items():
        for part in inside if type(inside) is tuple else (inside,):
            if isinstance(part, Entity) and attribute in table.by_attribute and _has_braces(part.item):
                yield from _texts(part)


def _has_braces(item: Item) -> bool:
    """Whether a text with a brace stands anywhere in an item: most have none, and need not be walked."""
    for phrase in item.phrases:
        for value in phrase:
            if (value.kind == TEXT or value.kind == LONG) and "{" in value.text:
                return True
    return any(_has_braces(inside) for inside in item.items or ())


def _given(canvas: Canvas, named: _Named) -> list[Known]:
    block = blocks_in_texts(canvas).get(named.id)
    return [] if block is None else known_in_model(canvas, named.figure, block)


RULES = (
    Rule(
        code="ECO621",
        name="text-without-its-figure",
        severity=Severity.WARNING,
        summary="A text names a figure that can't be shown there",
        why="What stands in braces is replaced by the number of the model, so that a text never tells an old one. "
        "Where there is none, readers would see the braces.",
        theory=("T-ECO-14",),
        register=(),
        check=_unresolved,
    ),
    Rule(
        code="ECO622",
        name="typed-number-differs",
        severity=Severity.ERROR,
        summary="A number that is typed into a text is not the one that the model gives",
        why="A number in a sentence grows old without anybody noticing. One that is tied to its figure is computed "
        "anew each time, to the digits that are typed.",
        theory=("T-ECO-14",),
        register=(),
        check=_typed,
    ),
)
