"""What all reports share: the order of diagnostics, their counts, and where a span begins and ends."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from canvasdsl.diagnostics import Diagnostic, Severity
from canvasdsl.source import Source, Span

__all__ = ["NOWHERE", "Place", "by_place", "count", "file_of", "line_of", "listing", "place", "plural", "summary"]


class Place(NamedTuple):
    """Where a span begins and ends, as people count from 1; the end column is one past the last character."""

    line: int
    column: int
    end_line: int
    end_column: int


NOWHERE = Place(1, 1, 1, 1)
"""Where reports for machines put what is said about a file whose text could not be read."""


def place(span: Span, sources: Mapping[str, Source]) -> Place | None:
    """The place of `span`; `None` where its source could not be read. Offsets beyond the text mean its end."""
    source = sources.get(span.source)
    if source is None:
        return None
    start = min(max(span.start, 0), len(source.text))
    end = min(max(span.end, start), len(source.text))
    return Place(*source.position(start), *source.position(end))


def file_of(span: Span, sources: Mapping[str, Source]) -> str:
    """The name of the file in which the text of `span` was written."""
    source = sources.get(span.source)
    return span.source if source is None else source.file(min(max(span.start, 0), len(source.text)))


def line_of(span: Span, sources: Mapping[str, Source]) -> str:
    """For people: `line 12`, or `line 12 of shared.bmc` where that is not the first file of `sources`."""
    line = f"line {sources[span.source].position(span.start).line}"
    file, first = file_of(span, sources), next(iter(sources.values())).file(0)
    return line if file == first else f"{line} of {file}"


def by_place(diagnostics: Iterable[Diagnostic], sources: Mapping[str, Source]) -> list[Diagnostic]:
    """The diagnostics file by file in the order of `sources` (files without text last), each from top to bottom."""
    rank = {name: number for number, name in enumerate(sources)}
    return sorted(
        diagnostics,
        key=lambda one: (
            rank.get(one.span.source, len(rank)), one.span.source, one.span.start, -one.severity, one.code, one.message,
        ),
    )


def count(diagnostics: Iterable[Diagnostic]) -> dict[Severity, int]:
    """How many there are of each severity, the most serious first."""
    counts = {Severity.ERROR: 0, Severity.WARNING: 0, Severity.HINT: 0}
    for one in diagnostics:
        counts[one.severity] += 1
    return counts


def summary(diagnostics: Iterable[Diagnostic], *, files: int) -> str:
    """One line for people: "2 errors, 1 warning and 3 hints in 1 file"."""
    found = [plural(number, severity.word) for severity, number in count(diagnostics).items() if number]
    return f"{listing(found) or 'nothing to report'} in {plural(files, 'file')}"


def plural(number: int, noun: str) -> str:
    """The number and its noun: "1 file", "2,000 files"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def listing(parts: list[str]) -> str:
    """The parts as people list them: "a, b and c"."""
    return " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))
