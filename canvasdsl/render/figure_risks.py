"""What to find out first, for a terminal and as JSON."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from canvasdsl.figures.evidence import HALF_LIVES, Weighed
from canvasdsl.figures.figure import Figure
from canvasdsl.figures.riskiest import Moved, Risk, Riskiest
from canvasdsl.render.cells import wrap
from canvasdsl.render.escape_terminal import terminal_text
from canvasdsl.render.figure_words import shown
from canvasdsl.render.places import file_of, line_of
from canvasdsl.source import Source, Span

__all__ = ["risks_json", "risks_text"]

_WIDTH = 100
_LEAST = 0.005
"""Risks below this are counted, not shown."""
_WELL_KNOWN = 0.4
_ASK = {
    "desirability": "offer it to ten customers and count who pays, signs or comes back; what they do proves more than "
    "what they say",
    "feasibility": "build the smallest piece that could fail, and see whether it holds",
    "viability": "sell a few at the real price, and write down what they bring and cost",
}
_MEASURE = {
    "segment": "count them for a month, or ask for the numbers of somebody who serves them",
    "relationship": "follow the customers of one month, and write down who is still there and what they bring",
    "revenue": "offer it at two prices to a few customers, and count who pays",
    "plan": "offer it at two prices to a few customers, and count who pays",
    "cost": "ask for an offer in writing, or look at the last bills",
}
_WINNING = ("acquisition-cost", "advertising", "sales", "incentive", "setup", "new-customers")
_COUNT_WHO_COMES = "spend a little on one way of winning customers for a month, and count who comes"
_OTHERWISE = "measure it once, or ask somebody who has done it"


def risks_text(found: Riskiest, sources: Mapping[str, Source]) -> str:
    """A paragraph for each risk: how far it moves the result, how weak its evidence is, and what would help."""
    named = ", ".join(_named(each) for each in found.results)
    lines = [f"What to find out first: what moves {named} most and is known least" if named
             else "What to find out first, by the importance that is said; no result can be computed"]  # fmt: skip
    lines += [f"{_named(each)} is absent: {each.absent}" for each in found.missing]
    shown_risks = [each for each in found.risks if each.size >= _LEAST]
    for number, risk in enumerate(shown_risks, 1):
        lines += ["", f"{number:3}  {_name_of(risk)} ({line_of(risk.place, sources)})",
                  *(f"       {line}" for line in _about(risk))]  # fmt: skip
    lines += ["" if shown_risks else "  nothing: no assumption and no input is uncertain"]
    lines += _notes(found, len(shown_risks))
    return "".join(f"{part}\n" for line in lines for part in wrap(terminal_text(line), _WIDTH))


def _notes(found: Riskiest, count: int) -> Iterator[str]:
    if len(found.risks) > count:
        yield f"{len(found.risks) - count} more hardly matter."
    if found.given_up:
        yield f"Left out, since given up: {', '.join(each.name for each in found.given_up)}."
    if any(risk.weakness.pieces for risk in found.risks):
        if found.date is None:
            yield "Evidence does not age here: `canvas` says no `date`."
        else:
            yield (f"Evidence ages up to {found.date}, the date of the model: it counts half after {_half_lives()}.")
    yield ("Influence: 1 moves the result furthest, over its range or a tenth either way; `importance 5` counts as 1. "
           "Weakness: 1 is without evidence.")  # fmt: skip
    yield "The idea is from Bland & Osterwalder, Testing Business Ideas, 2020; the weights are this program's own."


def _half_lives() -> str:
    """`12 months (interview, survey), 18 months (…)`."""
    by_months: dict[int, list[str]] = {}
    for kind, months in HALF_LIVES.items():
        by_months.setdefault(months, []).append(kind)
    return ", ".join(f"{months} months ({', '.join(kinds)})" for months, kinds in sorted(by_months.items()))


def _about(risk: Risk) -> Iterator[str]:
    yield f"risk {risk.size:.2f} = influence {risk.influence:.2f} × weakness {risk.weakness.size:.2f}"
    if risk.by_importance:
        yield f"influence: its importance is {risk.influence * 5:g} of 5" + (
            ", which is more than the numbers show" if risk.moves else "; no input of the result hangs on it"
        )
    for each in risk.moves[:3]:
        yield f"influence: {_moved(each)}"
    if len(risk.moves) > 3:
        yield f"influence: and {len(risk.moves) - 3} more inputs"
    yield f"weakness: {'; '.join(_reasons(risk))}"
    yield f"test: {_test(risk)[0]}"


def _moved(moved: Moved) -> str:
    figure = moved.figure
    ends = [None if each is None else shown(figure, each) for each in (moved.low, moved.high)]
    way = "over its range" if moved.given.is_range else "a tenth down and up"
    if None in ends:
        return f"{moved.given.name} ({moved.given.written}), {way}: {_named(figure)} has no value at one end"
    return f"{moved.given.name} ({moved.given.written}), {way}: {_named(figure)} from {ends[0]} to {ends[1]}"


def _reasons(risk: Risk) -> list[str]:
    weakness = risk.weakness
    if weakness.pieces:
        return [_piece(each) for each in weakness.pieces]
    reasons = [f"`status {weakness.status}`, and no evidence is written"] if weakness.status else []
    if weakness.source:
        reasons.append(f"a source is given: {weakness.source}")
    if reasons:
        return reasons
    return ["no evidence" if risk.assumption is not None else "no assumption is about it, and no evidence is written"]


def _piece(weighed: Weighed) -> str:
    each = weighed.evidence
    age = "" if weighed.age is None else f", {_months(weighed.age)} old"
    return f"{each.strength} {each.type} of {each.date}{age}, takes away {weighed.weight:.0%} of the doubt"


def _months(age: float) -> str:
    whole = round(age)
    return "1 month" if whole == 1 else f"{whole} months"


def _test(risk: Risk) -> tuple[str, bool]:
    """What would help, and whether the author says it."""
    assumption = risk.assumption
    if assumption is not None:
        if assumption.test:
            return assumption.test, True
        if risk.weakness.pieces and risk.weakness.size < _WELL_KNOWN:
            return "look at it again before its evidence is too old", False
        return _ASK.get(assumption.risk or "", _ASK["desirability"]), False
    if risk.moves and risk.moves[0].given.name.partition(" of ")[0] in _WINNING:
        return _COUNT_WHO_COMES, False
    return _MEASURE.get(risk.holder.word, _OTHERWISE), False


def _name_of(risk: Risk) -> str:
    """The assumption's own words, or the input with its block and what is written."""
    if risk.assumption is not None:
        return risk.assumption.name
    given = risk.moves[0].given
    whose = getattr(risk.holder, "id", None) or getattr(risk.holder, "name", risk.holder.word)
    of = "" if f" of {whose}" in given.name or given.name.endswith(f".{whose}") else f" of {whose}"
    return f"{given.name}{of}: {given.written}"


def _named(figure: Figure) -> str:
    return f"{figure.kind.name} of {figure.of}" if figure.of else figure.kind.name


def _line(span: Span, sources: Mapping[str, Source]) -> int:
    return sources[span.source].position(span.start).line


def risks_json(found: Riskiest, sources: Mapping[str, Source]) -> str:
    """`{"results", "date", "risks": [{"name", "kind", "file", "line", "risk", "influence", "weakness", "by_importance",
    "inputs", "evidence", "status", "source", "test", "test_is_planned"}], "given_up", "missing"}`."""
    return json.dumps({
        "results": [{"name": each.kind.name, "of": each.of} for each in found.results],
        "missing": [{"name": each.kind.name, "of": each.of, "absent": each.absent} for each in found.missing],
        "date": None if found.date is None else str(found.date),
        "half_lives": HALF_LIVES,
        "risks": [_record(each, sources) for each in found.risks],
        "given_up": [each.name for each in found.given_up],
    }, indent=2) + "\n"  # fmt: skip


def _record(risk: Risk, sources: Mapping[str, Source]) -> dict[str, Any]:
    test, planned = _test(risk)
    return {
        "name": _name_of(risk), "kind": "input" if risk.assumption is None else "assumption",
        "file": file_of(risk.place, sources), "line": _line(risk.place, sources), "risk": f"{risk.size:.4f}",
        "influence": f"{risk.influence:.4f}", "weakness": f"{risk.weakness.size:.4f}",
        "by_importance": risk.by_importance, "inputs": list(_inputs(risk.moves)),
        "evidence": [
            {"date": str(each.evidence.date), "type": each.evidence.type, "strength": each.evidence.strength,
             "age_months": None if each.age is None else f"{each.age:.1f}", "weight": f"{each.weight:.4f}"}
            for each in risk.weakness.pieces
        ],
        "status": risk.weakness.status or None, "source": risk.weakness.source or None,
        "test": test, "test_is_planned": planned,
    }  # fmt: skip


def _inputs(moves: Iterable[Moved]) -> Iterator[dict[str, Any]]:
    for each in moves:
        low, high = (None if end is None else shown(each.figure, end) for end in (each.low, each.high))
        yield {"name": each.given.name, "written": each.given.written, "moves": each.figure.kind.name,
               "of": each.figure.of, "from": low, "to": high, "influence": f"{each.influence:.4f}"}  # fmt: skip
