"""The JSON of `diff`: a contract whose keys may be added to, never removed."""

import json
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from canvasdsl.change.changes import Change
from canvasdsl.change.consequences import FigureChange
from canvasdsl.change.story import Story
from canvasdsl.change.told_changes import told
from canvasdsl.diagnostics import Diagnostic
from canvasdsl.figures.figure import Figure
from canvasdsl.load import Loaded
from canvasdsl.render.figure_words import decimal_text, in_unit
from canvasdsl.render.places import NOWHERE, file_of, place
from canvasdsl.source import Source, Span

__all__ = ["change_data", "change_json", "figure_change_data"]


def change_json(story: Story) -> str:
    """`changes`, `figures`, `findings` and `assumptions`; values of properties are texts of the language, numbers
    decimal strings, lines count from 1. `patch` is what `canvasdsl patch` needs. Only ASCII is written."""
    following = story.consequences
    report = {
        "version": 1,
        "changes": [{**change_data(each, story), "patch": told(each)} for each in story.changes],
        "figures": [figure_change_data(each) for each in following.figures],
        "findings": {
            "appeared": list(_findings(following.appeared, story.new)),
            "gone": list(_findings(following.gone, story.old)),
        },
        "assumptions": [
            {"kind": each.kind, "id": each.block.key[1] if each.block.key else "", "evidence": each.evidence}
            for each in following.assumptions
        ],
        "errors": {"old": story.old.has_errors, "new": story.new.has_errors},
    }
    return json.dumps(report, indent=2) + "\n"


def change_data(change: Change, story: Story) -> dict[str, Any]:
    """One change."""
    moved = change.kind == "moved"
    return {
        "kind": change.kind,
        "block": change.block,
        "id": change.id,
        "property": change.property_word or None,
        "before": change.text_before if change.kind == "removed" else change.before,
        "after": change.text_after if change.kind == "added" else change.after,
        "line_before": _line(change.place_before, story.old.sources),
        "line_after": _line(change.place_after, story.new.sources),
        "block_after": change.block_after,
        "id_after": change.id_after,
        "names": list(change.names),
        "file_before": file_of(change.place_before, story.old.sources) if change.place_before else None,
        "file_after": file_of(change.place_after, story.new.sources) if change.place_after else None,
        **({"text_before": change.text_before, "text_after": change.text_after} if moved else {}),
    }


def _line(span: Span | None, sources: Mapping[str, Source]) -> int | None:
    at = place(span, sources) if span is not None else None
    return at.line if at is not None else None


def figure_change_data(change: FigureChange) -> dict[str, Any]:
    """A figure before and after; its values are absent where it has none."""
    figure = change.figure
    return {"name": figure.kind.name, "of": figure.of, "before": _value(change.before), "after": _value(change.after),
            "unit": figure.unit}  # fmt: skip


def _value(figure: Figure | None) -> str | None:
    if figure is None or (figure.value is None and not figure.word):
        return None
    return figure.word or decimal_text(in_unit(figure, figure.value or Fraction(0)))


def _findings(findings: Iterable[Diagnostic], loaded: Loaded) -> Iterable[dict[str, Any]]:
    for each in findings:
        at = place(each.span, loaded.sources) or NOWHERE
        yield {"code": each.code, "severity": each.severity.word, "message": each.message, "file": each.span.source,
               "line": at.line}  # fmt: skip
