"""Figures for people on a terminal, as JSON and as CSV."""

import json
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from canvasdsl.figures.expression import Symbol
from canvasdsl.figures.figure import Figure, Kind
from canvasdsl.figures.simulation import Simulated
from canvasdsl.render.csv_text import csv_text
from canvasdsl.render.escape import csv_cell
from canvasdsl.render.escape_terminal import terminal_text
from canvasdsl.render.figure_words import decimal_text, formula_lines, in_unit, shown
from canvasdsl.source import Source, Span

__all__ = ["figures_csv", "figures_json", "figures_text", "kinds_json", "kinds_text"]

_NAME = 26


def figures_text(
    figures: Iterable[Figure], sources: Mapping[str, Source], simulated: Mapping[int, Simulated], *,
    details: bool = True,
) -> str:  # fmt: skip
    """The figures by what they tell, block by block; with `details` their formulas and where their inputs stand."""
    groups: dict[str, dict[str, list[Figure]]] = {}
    for figure in figures:
        groups.setdefault(figure.kind.group, {}).setdefault(figure.of, []).append(figure)
    lines: list[str] = []
    for group, blocks in groups.items():
        lines += ["", group, ""]
        for of, inside in blocks.items():
            lines += [f"  {terminal_text(of)}"] if of else []
            for figure in inside:
                lines += _figure(figure, sources, simulated.get(id(figure)), details=details)
    return "\n".join(lines[1:]) + "\n" if lines else "this model has no numbers to compute with\n"


def _figure(
    figure: Figure, sources: Mapping[str, Source], simulated: Simulated | None, *, details: bool
) -> list[str]:  # fmt: skip
    name = f"    {figure.kind.name:{_NAME}}"
    if figure.absent:
        place = f" (line {_line(figure.missing, sources)})" if figure.missing is not None else ""
        return [f"{name}absent: {terminal_text(figure.absent)}{place}"]
    if figure.value is None:
        return [name + figure.word]
    text = shown(figure, figure.value)
    if figure.low is not None and figure.high is not None and figure.low < figure.high:
        text += f"   ({shown(figure, figure.low)} to {shown(figure, figure.high)})"
    lines = [name + text]
    lines += [f"        {terminal_text(figure.note)}"] if figure.note else []
    if simulated is not None:
        results = (f"{share}%: {shown(figure, Fraction(result))}" for share, result in simulated.percentiles.items())
        lines.append(f"        simulated: {', '.join(results)}")
        moved = [f"{each.name} {share:.0%}" for each, share in simulated.ranking if share >= 0.005]
        lines += [f"        moved by: {terminal_text(', '.join(moved))}"] if moved else []
    if details:
        plain = isinstance(figure.expression, Symbol)
        lines += [] if plain else [f"        {line}" for line in formula_lines(figure)]
        for each in figure.inputs:
            sign = "" if plain else f"{each.sign} = "
            said = f"        {sign}{each.name}: {each.written} (line {_line(each.span, sources)})"
            lines.append(terminal_text(said))
    return lines


def _line(span: Span, sources: Mapping[str, Source]) -> int:
    return sources[span.source].position(span.start).line


def figures_json(
    figures: Iterable[Figure], sources: Mapping[str, Source], simulated: Mapping[int, Simulated]
) -> str:
    """By the contract of the command line: name, register, of, value, low, high, unit, formula, inputs, absent."""
    records = [_record(figure, sources, simulated.get(id(figure))) for figure in figures]
    return json.dumps({"figures": records}, indent=2) + "\n"


def _record(figure: Figure, sources: Mapping[str, Source], simulated: Simulated | None) -> dict[str, Any]:
    def number(value: Fraction | None) -> str | None:
        return None if value is None else decimal_text(in_unit(figure, value))

    record: dict[str, Any] = {
        "name": figure.kind.name, "register": list(figure.kind.register), "theory": list(figure.kind.theory),
        "of": figure.of, "value": figure.word or number(figure.value), "low": number(figure.low),
        "high": number(figure.high), "unit": figure.unit, "formula": "; ".join(formula_lines(figure)),
        "inputs": [
            {"name": each.name, "sign": each.sign, "value": each.written, "file": each.span.source,
             "line": _line(each.span, sources)}
            for each in figure.inputs
        ],
        "absent": figure.absent or None, "note": figure.note or None,
    }  # fmt: skip
    if simulated is not None:
        record["simulated"] = {
            "percentiles": {
                str(share): decimal_text(in_unit(figure, Fraction(f"{result:.12g}")))
                for share, result in simulated.percentiles.items()
            },
            "influence": {each.name: f"{share:.6f}" for each, share in simulated.ranking},
        }
    return record


def figures_csv(figures: Iterable[Figure]) -> str:
    """One row a figure: name, of, value, low, high, unit, why absent."""
    rows: list[tuple[str, ...]] = [("name", "of", "value", "low", "high", "unit", "absent")]
    for figure in figures:
        numbers = [
            "" if value is None else decimal_text(in_unit(figure, value))
            for value in (figure.value, figure.low, figure.high)
        ]
        numbers[0] = figure.word or numbers[0]
        rows.append((figure.kind.name, csv_cell(figure.of), *numbers, csv_cell(figure.unit), csv_cell(figure.absent)))
    return csv_text(rows)


# ---- Without a model -------------------------------------------------------------


def kinds_json(kinds: Iterable[Kind]) -> str:
    """`{"figures": [{"name", "synonyms", "register", "formula", "unit", "theory", …}]}`."""
    return json.dumps({"figures": [
        {"name": kind.name, "synonyms": list(kind.synonyms), "title": kind.title, "of": list(kind.of),
         "register": list(kind.register), "formula": _formula(kind), "unit": kind.unit, "theory": list(kind.theory)}
        for kind in kinds
    ]}, indent=2) + "\n"  # fmt: skip


def kinds_text(kinds: Iterable[Kind]) -> str:
    """Every figure that can be computed, by what it tells."""
    lines: list[str] = []
    group = ""
    for kind in sorted(kinds, key=lambda each: each.group):
        if kind.group != group:
            group = kind.group
            lines += ["", group, ""]
        also = f" ({', '.join(kind.synonyms)})" if kind.synonyms else ""
        lines.append(f"  {kind.name + also:34}{kind.title}")
    return "\n".join(lines[1:]) + "\n"


def _formula(kind: Kind) -> str:
    from canvasdsl import theory

    found = (theory.computation(id) for id in kind.register)
    return "; ".join(computation.formula for computation in found if computation is not None)
