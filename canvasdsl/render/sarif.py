"""Diagnostics as SARIF 2.1.0, the format of code scanning services.

Columns count characters (`unicodeCodePoints`); relative file names stay relative, percent-encoded; the order is that of
the files and lines, so that the same input gives the same bytes.
"""

import json
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from urllib.parse import quote

from canvasdsl.diagnostics import Diagnostic, Edit, Fix, Severity
from canvasdsl.render.places import NOWHERE, by_place, place
from canvasdsl.source import Source, Span

__all__ = ["RuleText", "check_sarif"]

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}
_Json = dict[str, object]


class RuleText(NamedTuple):
    """What a report says about a code: its name (`kebab-case`), one line, and how to mend what it finds."""

    name: str
    summary: str
    help: str = ""


def check_sarif(
    diagnostics: Iterable[Diagnostic],
    sources: Mapping[str, Source],
    *,
    version: str,
    rules: Mapping[str, RuleText] | None = None,
) -> str:
    """The report of `check --format sarif`, ending in a line end.

    `version` is the program's; `rules` tells about codes (of those, only the ones that were found are described; an
    unknown one is described by its code).
    """
    ordered = by_place(diagnostics, sources)
    codes = sorted({one.code for one in ordered})
    index = {code: number for number, code in enumerate(codes)}
    levels = {one.code: one.severity for one in sorted(ordered, key=lambda one: one.severity)}
    driver: _Json = {
        "name": "canvasdsl",
        "version": version,
        "rules": [_rule(code, (rules or {}).get(code), levels[code]) for code in codes],
    }
    run: _Json = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(one, sources, index[one.code]) for one in ordered],
    }
    log: _Json = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }
    return json.dumps(log, indent=2) + "\n"


def _rule(code: str, about: RuleText | None, severity: Severity) -> _Json:
    about = about or RuleText("", code)
    rule: _Json = {"id": code}
    if about.name:
        rule["name"] = "".join([word.capitalize() for word in about.name.replace("_", "-").split("-")])
    rule["shortDescription"] = _message(about.summary)
    rule["fullDescription"] = _message(about.summary)
    rule["help"] = _message(about.help or f"Run `canvasdsl explain {code}`.")
    rule["defaultConfiguration"] = {"level": _LEVELS[severity]}
    return rule


def _result(one: Diagnostic, sources: Mapping[str, Source], index: int) -> _Json:
    text = "\n".join([part for part in (one.told, one.why, one.help) if part])
    result: _Json = {
        "ruleId": one.code,
        "ruleIndex": index,
        "level": _LEVELS[one.severity],
        "message": _message(text),
        "locations": [{"physicalLocation": _location(one.span, sources)}],
    }
    if one.related:
        result["relatedLocations"] = [
            {"id": number, "message": _message(other.message), "physicalLocation": _location(other.span, sources)}
            for number, other in enumerate(one.related, 1)
        ]
    if one.fix is not None and all(edit.span.source in sources for edit in one.fix.edits) and one.fix.edits:
        result["fixes"] = [_fix(one.fix, sources)]
    if one.theory:
        result["properties"] = {"tags": list(one.theory)}
    return result


def _fix(fix: Fix, sources: Mapping[str, Source]) -> _Json:
    files: dict[str, list[Edit]] = {}
    for edit in fix.edits:
        files.setdefault(edit.span.source, []).append(edit)
    changes = [
        {
            "artifactLocation": {"uri": _uri(name)},
            "replacements": [
                {"deletedRegion": _region(edit.span, sources), "insertedContent": {"text": _whole(edit.text)}}
                for edit in edits
            ],
        }
        for name, edits in files.items()
    ]
    return {"description": _message(fix.title), "artifactChanges": changes}


def _location(span: Span, sources: Mapping[str, Source]) -> _Json:
    return {"artifactLocation": {"uri": _uri(span.source)}, "region": _region(span, sources)}


def _region(span: Span, sources: Mapping[str, Source]) -> _Json:
    at = place(span, sources) or NOWHERE
    return {"startLine": at.line, "startColumn": at.column, "endLine": at.end_line, "endColumn": at.end_column}


def _uri(name: str) -> str:
    """The file's name as a URI reference: relative as it is, an absolute one with the scheme `file`."""
    name = name.replace("\\", "/") if name[1:3] == ":\\" else name
    try:
        path = quote(name, safe="/", errors="surrogateescape")
    except UnicodeEncodeError:
        path = quote(_whole(name), safe="/")
    if name[1:3] == ":/":
        return f"file:///{name[0]}:{path[4:]}"
    return f"file://{path}" if name.startswith("/") else path


def _message(text: str) -> _Json:
    return {"text": _whole(text) or "(no text)"}


def _whole(text: str) -> str:
    """`text` without halves of surrogate pairs, which JSON readers refuse."""
    return text.encode("utf-8", "replace").decode("utf-8")
