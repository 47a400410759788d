"""What follows from changes: figures that moved, findings that came or went, assumptions that were settled."""

from bisect import bisect_right
from collections.abc import Iterable
from typing import Any, Literal

import attrs

from canvasdsl.change.matching import Pairing
from canvasdsl.diagnostics import Diagnostic
from canvasdsl.figures.compute import KINDS, figures_of, kind_called
from canvasdsl.figures.figure import Figure, Kind
from canvasdsl.load import Loaded
from canvasdsl.source import Woven

__all__ = [
    "TELLING", "AssumptionNews", "Consequences", "FigureChange", "assumption_news", "consequences_of",
    "figures_that_moved", "telling_kinds",
]  # fmt: skip

TELLING = (
    "lifetime-value", "ltv-to-cac", "payback", "break-even-volume", "break-even-month", "profit", "profit-margin",
    "margin-of-safety", "revenue", "monthly-recurring-revenue", "costs", "retention", "churn", "acquisition-cost",
    "customer-equity", "cash-low-point",
)  # fmt: skip
"""The figures that tell most, the first ones first."""
_Key = tuple[str, str]


@attrs.frozen
class FigureChange:
    """A figure before and after; one of the two may be absent or not there."""

    before: Figure | None
    after: Figure | None

    @property
    def figure(self) -> Figure:
        """The figure as it is now, or as it was."""
        found = self.after or self.before
        assert found is not None
        return found


@attrs.frozen
class AssumptionNews:
    """An assumption that was confirmed (`validated`, or kept), dropped (or taken out), or got evidence.

    `evidence` counts the pieces that came. `block` is the assumption, as it is now or as it was.
    """

    kind: Literal["confirmed", "dropped", "evidence"]
    block: Any
    evidence: int


@attrs.frozen
class Consequences:
    """All that followed. Findings are those of rules; the same finding at the same block is no news."""

    figures: tuple[FigureChange, ...] = ()
    appeared: tuple[Diagnostic, ...] = ()
    gone: tuple[Diagnostic, ...] = ()
    assumptions: tuple[AssumptionNews, ...] = ()


def consequences_of(
    pairing: Pairing, old: Loaded, new: Loaded, kinds: Iterable[Kind] | None = None
) -> Consequences:
    """What followed between two models whose blocks have found their partners; figures of `kinds`, or the telling ones.

    Of a model with mistakes no figure is computed, and nothing is said about findings: what they would tell is that
    something could not be understood.
    """
    assumptions = assumption_news(pairing)
    if old.has_errors or new.has_errors:
        return Consequences(assumptions=assumptions)
    kinds = telling_kinds() if kinds is None else tuple(kinds)
    appeared, gone = _findings(pairing, old, new)
    figures = figures_that_moved(pairing, figures_of(old.canvas, kinds), figures_of(new.canvas, kinds))
    return Consequences(figures, appeared, gone, assumptions)


def telling_kinds() -> tuple[Kind, ...]:
    """The figures that tell most."""
    found = (kind_called(name) for name in TELLING)
    return tuple(kind for kind in found if kind is not None)


def figures_that_moved(
    pairing: Pairing, old: Iterable[Figure], new: Iterable[Figure]
) -> tuple[FigureChange, ...]:  # fmt: skip
    """The figures of two models that differ, the telling ones first, then in the order in which they are computed."""
    ids = {before[1]: after[1] for before, after in pairing.called.items()}
    before = {_name(figure, pairing.called, ids): figure for figure in old}
    after = {_name(figure, {}, {}): figure for figure in new}
    order = {kind.name: (TELLING.index(kind.name) if kind.name in TELLING else len(TELLING), place)
             for place, kind in enumerate(KINDS)}  # fmt: skip
    found = [FigureChange(before.get(name), after.get(name)) for name in dict.fromkeys((*after, *before))]
    return tuple(sorted((each for each in found if _said(each.before) != _said(each.after)),
                        key=lambda each: order[each.figure.kind.name]))  # fmt: skip


def _name(figure: Figure, called: Any, ids: dict[str, str]) -> tuple[str, _Key | None, str]:
    """Whose figure it is, as the new model calls it."""
    of = ", ".join(ids.get(each, each) for each in figure.of.split(", "))
    return figure.kind.name, called.get(figure.key, figure.key), of


def _said(figure: Figure | None) -> Any:
    if figure is None or (figure.value is None and not figure.word):
        return None
    return figure.word or (figure.value, figure.low, figure.high, figure.unit)


def _findings(
    pairing: Pairing, old: Loaded, new: Loaded
) -> tuple[tuple[Diagnostic, ...], tuple[Diagnostic, ...]]:
    """The findings of rules that came, and those that went; of several alike at one block, those with other words."""
    before = _by_block(old, pairing.called)
    after = _by_block(new, {})
    appeared: list[Diagnostic] = []
    gone: list[Diagnostic] = []
    for name in dict.fromkeys((*after, *before)):
        was, now = before.get(name, []), after.get(name, [])
        same = {each.message for each in was} & {each.message for each in now}
        was = sorted(was, key=lambda each: each.message not in same)
        now = sorted(now, key=lambda each: each.message not in same)
        appeared += now[len(was) :]
        gone += was[len(now) :]
    return tuple(appeared), tuple(gone)


def _by_block(loaded: Loaded, called: Any) -> dict[tuple[str, _Key | None], list[Diagnostic]]:
    """The findings by their code and the named block where they stand, as the new model calls it."""
    places = _places(loaded)
    found: dict[tuple[str, _Key | None], list[Diagnostic]] = {}
    for each in loaded.diagnostics:
        if not each.of_language:
            key = _block_at(places.get(each.span.source, []), each.span.start)
            found.setdefault((each.code, called.get(key, key)), []).append(each)
    return found


_Borders = list[tuple[int, _Key | None]]
"""Where in a file another named block is the innermost one, and which."""


def _places(loaded: Loaded) -> dict[str, _Borders]:
    """The borders of the named blocks of each file, from top to bottom; of a text made of others, in those."""
    blocks: dict[str, list[tuple[int, int, _Key]]] = {}
    for key, block in loaded.canvas.index.blocks.items():
        blocks.setdefault(block.file, []).append((block.item.start, -block.item.end, key))
    found: dict[str, _Borders] = {}
    for file, each in blocks.items():
        borders, source = _borders(sorted(each)), loaded.sources[file]
        if not isinstance(source, Woven):
            found.setdefault(file, []).extend(borders)
            continue
        for here, written, start, end in source.stretches:
            last = bisect_right(borders, here, key=lambda border: border[0])
            inside = found.setdefault(written, [])
            inside.append((start, borders[last - 1][1] if last else None))
            while last < len(borders) and borders[last][0] < here + end - start:
                inside.append((borders[last][0] - here + start, borders[last][1]))
                last += 1
            inside.append((end, None))
    return {file: sorted(borders, key=lambda border: (border[0], border[1] is not None))
            if file not in blocks else borders for file, borders in found.items()}  # fmt: skip


def _borders(blocks: list[tuple[int, int, _Key]]) -> _Borders:
    borders: _Borders = []
    around: list[tuple[int, _Key]] = []
    for start, end, key in blocks:
        while around and around[-1][0] <= start:
            borders.append((around.pop()[0], around[-1][1] if around else None))
        borders.append((start, key))
        around.append((-end, key))
    while around:
        borders.append((around.pop()[0], around[-1][1] if around else None))
    return borders


def _block_at(borders: _Borders, at: int) -> _Key | None:
    """The innermost named block around a place."""
    last = bisect_right(borders, at, key=lambda border: border[0]) - 1
    return borders[last][1] if last >= 0 else None


def assumption_news(pairing: Pairing) -> tuple[AssumptionNews, ...]:
    """What became of the assumptions."""
    return tuple(_news(pairing))


def _news(pairing: Pairing) -> Iterable[AssumptionNews]:
    for node in pairing.new.children.get("assumption", ()):
        if node.partner is None:
            continue
        was, now = node.partner.entity, node.entity
        evidence = sum(each.partner is None for each in node.children.get("evidence", ()))
        if now.decision == "drop" != was.decision:
            yield AssumptionNews("dropped", now, evidence)
        elif "validated" == now.status != was.status or "keep" == now.decision != was.decision:
            yield AssumptionNews("confirmed", now, evidence)
        elif evidence:
            yield AssumptionNews("evidence", now, evidence)
    for node in pairing.old.children.get("assumption", ()):
        if node.partner is None:
            yield AssumptionNews("dropped", node.entity, 0)
