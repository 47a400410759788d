"""The JSON of `check`: a contract whose keys may be added to, never removed.

Lines and columns count from 1, columns count characters, an end column is one past the last character. Only ASCII is
written (`\\u00e9`), so that no console and no redirection can damage it.
"""

import json
from collections.abc import Iterable, Mapping

from canvasdsl.diagnostics import Diagnostic, Related
from canvasdsl.render.places import NOWHERE, by_place, count, place
from canvasdsl.source import Source

__all__ = ["check_json"]


def check_json(
    diagnostics: Iterable[Diagnostic], sources: Mapping[str, Source], *, files: int, withheld: int = 0
) -> str:
    """The report of `check --format json`, file by file from top to bottom, ending in a line end.

    A file whose text is not among `sources` is reported at line 1, column 1. `withheld` counts the findings that
    a mistake may explain.
    """
    ordered = by_place(diagnostics, sources)
    report = {
        "version": 1,
        "files": files,
        "withheld": withheld,
        "summary": {severity.word: number for severity, number in count(ordered).items()},
        "diagnostics": [_record(one, sources) for one in ordered],
    }
    return json.dumps(report, indent=2) + "\n"


def _record(one: Diagnostic, sources: Mapping[str, Source]) -> dict[str, object]:
    at = place(one.span, sources) or NOWHERE
    return {
        "file": one.span.source,
        "line": at.line,
        "column": at.column,
        "end_line": at.end_line,
        "end_column": at.end_column,
        "code": one.code,
        "severity": one.severity.word,
        "message": one.message,
        "variant": one.variant or None,
        "label": one.label,
        "why": one.why,
        "help": one.help,
        "theory": list(one.theory),
        "related": [_related(other, sources) for other in one.related],
        "fixable": one.fix is not None,
    }


def _related(other: Related, sources: Mapping[str, Source]) -> dict[str, object]:
    at = place(other.span, sources) or NOWHERE
    return {"file": other.span.source, "line": at.line, "column": at.column, "message": other.message}
