"""Figures for people on a terminal, as JSON and as CSV."""

import json
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from canvasdsl.figures.chances import Chance
from canvasdsl.figures.expression import Symbol
from canvasdsl.figures.figure import Figure, Kind
from canvasdsl.figures.simulation import Simulated
from canvasdsl.render.csv_text import csv_text
from canvasdsl.render.escape import csv_cell
from canvasdsl.render.escape_terminal import terminal_text
from canvasdsl.render.figure_chances import chance_record
from canvasdsl.render.figure_words import decimal_text, formula_lines, in_unit, shown, shown_range
from canvasdsl.render.places import file_of, line_of
from canvasdsl.source import Source, Span

__all__ = ["figures_csv", "figures_json", "figures_text", "kinds_json", "kinds_text"]

_NAME = 26
_LONG = 160
"""A formula with more characters is abbreviated for people; programs get the whole."""


def figures_text(
    figures: Iterable[Figure], sources: Mapping[str, Source], simulated: Mapping[int, Simulated], *,
    details: bool = True,
) -> str:  # fmt: skip
    """The figures by what they tell, block by block; with `details` what each is, its formula, and where its inputs
    stand. What stands above in the same group is named by its sign alone."""
    groups: dict[str, dict[str, list[Figure]]] = {}
    for figure in figures:
        groups.setdefault(figure.kind.group, {}).setdefault(_heading(figure), []).append(figure)
    lines: list[str] = []
    for group, blocks in groups.items():
        lines += ["", group, ""]
        above: dict[str, str] = {}
        for heading, inside in blocks.items():
            lines += [f"  {terminal_text(heading)}"] if heading else []
            for figure in inside:
                lines += _figure(figure, sources, simulated.get(id(figure)))
                told = _details(figure, sources, above) if details else ()
                lines += [f"        {terminal_text(line)}" for line in told]
    return "\n".join(lines[1:]) + "\n" if lines else "this model has no numbers to compute with\n"


def _heading(figure: Figure) -> str:
    """The block with its kind, such as `relationship regulars`."""
    return f"{figure.key[0]} {figure.of}" if figure.key is not None and figure.key[1] == figure.of else figure.of


def _figure(figure: Figure, sources: Mapping[str, Source], simulated: Simulated | None) -> list[str]:
    name = f"    {figure.kind.name:{_NAME}}"
    if figure.absent:
        place = f" ({terminal_text(line_of(figure.missing, sources))})" if figure.missing is not None else ""
        lines = [f"{name}absent: {terminal_text(figure.absent)}{place}"]
    elif figure.value is None:
        lines = [name + figure.word]
    else:
        text = shown(figure, figure.value)
        if figure.low is not None and figure.high is not None and figure.low < figure.high:
            text += f"   ({shown_range(figure, figure.low, figure.high)})"
        lines = [name + text]
    if simulated is not None and simulated.varies and any((*simulated.results, simulated.without)):
        lines += [f"        {line}" for line in _simulated(simulated)]
    return lines


def _simulated(simulated: Simulated) -> Iterator[str]:
    figure, runs = simulated.figure, f"{simulated.runs:_}"
    if not simulated.results:
        yield f"simulated: it has a value in none of {runs} runs"
        return
    at = {share: Fraction(f"{result:.4g}") for share, result in simulated.percentiles.items()}
    without = f"; it has no value in {simulated.without:_} of {runs} runs" if simulated.without else ""
    if simulated.results[0] == simulated.results[-1]:
        yield f"simulated: {shown(figure, at[50])} in every run that has one{without}"
        return
    yield (f"simulated: middle {shown(figure, at[50])}, half of the runs {shown_range(figure, at[25], at[75])}, "
           f"nine in ten {shown_range(figure, at[5], at[95])}{without}")  # fmt: skip
    moved = [f"{each.name} {share:.0%}" for each, share in simulated.ranking if share >= 0.005]
    if moved:
        yield terminal_text(f"moved by: {', '.join(moved)}")


def _details(figure: Figure, sources: Mapping[str, Source], above: dict[str, str]) -> Iterator[str]:
    """What it is, its formula, and its inputs, those that stand `above` by their signs; what is new is noted there."""
    yield figure.kind.title
    if figure.absent:
        return
    plain = isinstance(figure.expression, Symbol)
    formulas = formula_lines(figure)
    if sum(map(len, formulas)) > _LONG:
        formulas = formula_lines(figure, most=3)
    told: dict[str, str] = {}
    for line in () if plain else formulas[1:]:
        sign, _, made = line.partition(" = ")
        told[sign] = made
    for each in figure.inputs:
        told[each.sign] = f"{each.name}: {each.written} ({line_of(each.span, sources)})"
    yield from () if plain else formulas[:1]
    if plain:
        yield from told.values()
        return
    known = [sign for sign, text in told.items() if above.get(sign) == text]
    yield from (f"{sign} = {text}" for sign, text in told.items() if sign not in known)
    if known:
        yield f"as above: {', '.join(known)}"
    above.update(told)


def _line(span: Span, sources: Mapping[str, Source]) -> int:
    return sources[span.source].position(span.start).line


def figures_json(
    figures: Iterable[Figure], sources: Mapping[str, Source], simulated: Mapping[int, Simulated],
    chances: Iterable[Chance] | None = None,
) -> str:  # fmt: skip
    """By the contract of the command line: name, register, of, value, low, high, unit, formula, inputs, absent; of a
    simulation also the chances."""
    found: dict[str, Any] = {"figures": [_record(figure, sources, simulated.get(id(figure))) for figure in figures]}
    if chances is not None:
        found["chances"] = [chance_record(each) for each in chances]
    return json.dumps(found, indent=2) + "\n"


def _record(figure: Figure, sources: Mapping[str, Source], simulated: Simulated | None) -> dict[str, Any]:
    def number(value: Fraction | None) -> str | None:
        return None if value is None else decimal_text(in_unit(figure, value))

    record: dict[str, Any] = {
        "name": figure.kind.name, "register": list(figure.kind.register), "theory": list(figure.kind.theory),
        "of": figure.of, "value": figure.word or number(figure.value), "low": number(figure.low),
        "high": number(figure.high), "unit": figure.unit, "formula": "; ".join(formula_lines(figure)),
        "inputs": [
            {"name": each.name, "sign": each.sign, "value": each.written, "file": file_of(each.span, sources),
             "line": _line(each.span, sources)}
            for each in figure.inputs
        ],
        "absent": figure.absent or None,
    }  # fmt: skip
    if simulated is not None:
        record["simulated"] = {
            "percentiles": {
                str(share): decimal_text(in_unit(simulated.figure, Fraction(f"{result:.12g}")))
                for share, result in simulated.percentiles.items()
            },
            "influence": {each.name: f"{share:.6f}" for each, share in simulated.ranking},
            "unit": simulated.figure.unit, "runs": simulated.runs, "without": simulated.without,
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
