"""The JSON of `log`: a contract whose keys may be added to, never removed."""

import json
from collections.abc import Sequence
from typing import Any

from canvasdsl.change.history import FigureName, Step
from canvasdsl.figures.figure import Figure
from canvasdsl.render.change_json import change_data, figure_change_data
from canvasdsl.render.figure_words import decimal_text, in_unit

__all__ = ["StepData", "history_json", "step_data"]

StepData = tuple[dict[str, Any], list[tuple[FigureName, dict[str, str]]]]
"""One step for programs, and the values of its figures."""


def step_data(step: Step) -> StepData:
    """One commit: what it did, the changes and the figures that moved as `diff` says them, the first mistakes."""
    commit, story = step.commit, step.story
    data = {
        "commit": commit.id,
        "date": commit.date,
        "author": commit.author,
        "subject": commit.subject,
        "kind": step.kind,
        "path": step.version.path,
        "changes": [change_data(each, story) for each in story.changes] if story is not None else [],
        "figures": [figure_change_data(each) for each in story.consequences.figures] if story is not None else [],
        "assumptions": [
            {"kind": each.kind, "id": each.block.key[1] if each.block.key else "", "evidence": each.evidence}
            for each in (story.consequences.assumptions if story is not None else ())
        ],
        "errors": [
            {"code": each.code, "message": each.message, "file": each.file, "line": each.line}
            for each in step.version.faults
        ],
        "error_count": step.version.fault_count,
    }
    return data, [(name, _value(figure)) for name, figure in step.figures]


def history_json(
    newest_first: Sequence[StepData], chosen: Sequence[FigureName], *, file: str, same: int, is_shallow: bool
) -> str:
    """`versions`, the oldest first, and `figures` over them: the `chosen` ones, or all that are compared. Values are
    decimal strings, `null` where a version has none; lines count from 1. Only ASCII is written."""
    steps = newest_first[::-1]
    values = [dict(found) for _, found in steps]
    names = dict.fromkeys(name for found in reversed(values) for name in found)
    if chosen:
        names = dict.fromkeys(name for each in chosen for name in names
                              if name.kind == each.kind and each.of in ("", name.of))  # fmt: skip
    report = {
        "version": 1,
        "file": file,
        "unchanged": same,
        "shallow": is_shallow,
        "versions": [data for data, _ in steps],
        "figures": [
            {"name": name.kind, "of": name.of, "values": [found.get(name) for found in values]} for name in names
        ],
    }
    return json.dumps(report, indent=2) + "\n"


def _value(figure: Figure) -> dict[str, str]:
    assert figure.value is not None
    return {"value": decimal_text(in_unit(figure, figure.value)), "unit": figure.unit}
