"""Diagnostics as workflow commands: GitHub shows them beside the lines of a change.

GitHub shows ten annotations of each kind a step, so the most serious come first. No text of the author's can begin a
command of its own: line ends are escaped.
"""

from collections.abc import Iterable, Mapping

from canvasdsl.diagnostics import Diagnostic, Severity
from canvasdsl.render.escape_terminal import terminal_text
from canvasdsl.render.places import by_place, place
from canvasdsl.source import Source

__all__ = ["check_github"]

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}


def check_github(diagnostics: Iterable[Diagnostic], sources: Mapping[str, Source]) -> str:
    """One `::error file=…,line=…::message` a line, errors first; nothing at all when there is nothing to say."""
    ordered = sorted(by_place(diagnostics, sources), key=lambda one: -one.severity)
    return "".join([_command(one, sources) + "\n" for one in ordered])


def _command(one: Diagnostic, sources: Mapping[str, Source]) -> str:
    properties = {"file": one.span.source}
    at = place(one.span, sources)
    if at is not None:
        properties["line"] = str(at.line)
        if at.end_line == at.line:  # GitHub takes columns only within one line.
            properties |= {"col": str(at.column), "endColumn": str(max(at.end_column, at.column))}
        else:
            properties["endLine"] = str(at.end_line)
    properties["title"] = one.code
    notes = [("why", one.why), ("help", one.help), ("theory", ", ".join(one.theory))]
    message = "\n".join([one.told, *[f"{word}: {text}" for word, text in notes if text]])
    written = ",".join([f"{name}={_property(value)}" for name, value in properties.items()])
    return f"::{_COMMANDS[one.severity]} {written}::{_data(message)}"


def _data(text: str) -> str:
    """`text` as the message of a workflow command; the log is read on terminals, so nothing in it stays invisible."""
    return "%0A".join([terminal_text(line).replace("%", "%25") for line in text.split("\n")])


def _property(text: str) -> str:
    """`text` as a property of a workflow command."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
