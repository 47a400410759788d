"""Two sets of figures side by side: what changed, and by how much."""

import json
from collections.abc import Iterable
from fractions import Fraction

from canvasdsl.figures.figure import Figure
from canvasdsl.render.escape_terminal import terminal_text
from canvasdsl.render.figure_words import decimal_text, in_unit, shown

__all__ = ["changes_json", "changes_text"]

_Pair = tuple[Figure | None, Figure | None]


def changes_text(before: Iterable[Figure], after: Iterable[Figure]) -> str:
    """One line for each figure that differs: before, after, and the change in per cent of what it was."""
    lines = []
    for old, new in _pairs(before, after):
        figure = new or old
        assert figure is not None
        name = terminal_text(f"{figure.kind.name} of {figure.of}" if figure.of else figure.kind.name)
        lines.append(f"  {name:40}{_said(old):>20}  →  {_said(new):20}  {_moved(old, new)}".rstrip())
    return "\n".join(lines) + "\n" if lines else "no figure changes\n"


def changes_json(before: Iterable[Figure], after: Iterable[Figure]) -> str:
    """`{"figures": [{"name", "of", "before", "after", "unit"}]}`, values as decimal strings."""
    records = []
    for old, new in _pairs(before, after):
        figure = new or old
        assert figure is not None
        records.append({"name": figure.kind.name, "of": figure.of, "before": _plain(old), "after": _plain(new),
                        "unit": figure.unit})  # fmt: skip
    return json.dumps({"figures": records}, indent=2) + "\n"


def _pairs(before: Iterable[Figure], after: Iterable[Figure]) -> list[_Pair]:
    """The figures that differ, in the order of those after, then what is gone."""
    old = {(figure.kind.name, figure.key, figure.of): figure for figure in before}
    new = {(figure.kind.name, figure.key, figure.of): figure for figure in after}
    pairs: list[_Pair] = [(old.get(key), figure) for key, figure in new.items()]
    pairs += [(figure, None) for key, figure in old.items() if key not in new]
    return [pair for pair in pairs if _plain(pair[0]) != _plain(pair[1])]


def _plain(figure: Figure | None) -> str | None:
    if figure is None or (figure.value is None and not figure.word):
        return None
    return figure.word or decimal_text(in_unit(figure, figure.value or Fraction(0)))


def _said(figure: Figure | None) -> str:
    if figure is None or (figure.value is None and not figure.word):
        return "absent"
    return figure.word or shown(figure, figure.value or Fraction(0))


def _moved(old: Figure | None, new: Figure | None) -> str:
    if old is None or new is None or not old.value or new.value is None:
        return ""
    return f"{float((new.value - old.value) / abs(old.value) * 100):+.1f}%"
