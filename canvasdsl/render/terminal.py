"""Diagnostics for people, in the manner of rustc: what was found, where, why it matters, how to mend it.

    error[REF201]: no segment is called `comuters`
      --> shop.bmc:12:8
       |
    12 | for     comuters
       |         ^^^^^^^^ not declared
       |
       = help: Did you mean `commuters`?

Nothing of the author's text reaches the terminal but through `terminal_text`.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from canvasdsl.diagnostics import Diagnostic, Related, Severity
from canvasdsl.limits import MESSAGES_SHOWN
from canvasdsl.render.cells import wrap
from canvasdsl.render.escape_terminal import terminal_text
from canvasdsl.render.frame import Mark, draw_line
from canvasdsl.render.places import by_place, count, listing, plural, summary
from canvasdsl.source import Source, Span

__all__ = ["ADVICE_SHOWN", "PROSE_WIDTH", "Look", "render_diagnostic", "render_diagnostics"]

ADVICE_SHOWN = 10
"""How many warnings and hints are shown when the caller says nothing else; all are counted."""
PROSE_WIDTH = 100
"""The widest that sentences run, however wide the terminal."""
_NARROWEST = 40
_RELATED_SHOWN = 5


class Look(NamedTuple):
    """How the terminal is written to: with ANSI colours or without, with frames of Unicode or of ASCII, how wide, and
    in which encoding (what it cannot encode is spelt `\\u{1F600}`)."""

    colour: bool = False
    unicode: bool = False
    width: int = PROSE_WIDTH
    encoding: str = "utf-8"


class _Style(NamedTuple):
    """The escape sequences of each part (empty without colour), and the signs of the frame."""

    severity: dict[Severity, str]
    bold: str
    frame: str
    reset: str
    bar: str
    ellipsis: str


def render_diagnostics(
    diagnostics: Iterable[Diagnostic],
    sources: Mapping[str, Source],
    *,
    files: int,
    colour: bool = False,
    unicode: bool = False,
    width: int = PROSE_WIDTH,
    encoding: str = "utf-8",
    advice: int | None = ADVICE_SHOWN,
    all_seen_with: str = "--format json",
) -> str:
    """All diagnostics and a last line that counts them, ending in a line end.

    Errors come first, in the order of the files and lines; then warnings, then hints, each in the order given, which is
    the caller's ranking of their use. At most `advice` warnings and hints are shown (`None`: no such bound) and at most
    `MESSAGES_SHOWN` in all; `all_seen_with` is the option that shows the rest. A file whose text is empty or
    not among `sources` is named without a frame.
    """
    look = Look(colour, unicode, width, encoding)
    all_of_them = list(diagnostics)
    errors = by_place((one for one in all_of_them if one.severity is Severity.ERROR), sources)
    rest = sorted((one for one in all_of_them if one.severity is not Severity.ERROR), key=lambda one: -one.severity)
    shown = [*errors, *rest[:advice]][:MESSAGES_SHOWN]
    left = count(all_of_them)
    parts = []
    for one in shown:
        left[one.severity] -= 1
        parts.append(render_diagnostic(one, sources, look) + "\n")
    ending = summary(all_of_them, files=files)
    hidden = [plural(number, severity.word) for severity, number in left.items() if number]
    if hidden:
        verb = "is" if sum(left.values()) == 1 else "are"
        ending += f" ({listing(hidden)} {verb} not shown: `{all_seen_with}` lists all)"
    return "".join([*parts, ending, "\n"])


def render_diagnostic(diagnostic: Diagnostic, sources: Mapping[str, Source], look: Look) -> str:
    """One diagnostic with its frames and notes, ending in a line end."""
    style = _style(look)
    tint = style.severity[diagnostic.severity]
    message = terminal_text(diagnostic.told, encoding=look.encoding)
    title = f"{tint}{diagnostic.severity.word}[{diagnostic.code}]{style.reset}{style.bold}: {message}{style.reset}"
    groups = _by_file(diagnostic, sources)
    numbers = [sources[name].position(mark_span.start).line for name, spans in groups for mark_span, _ in spans]
    gutter = len(str(max(numbers, default=1)))
    lines = [title]
    for index, (name, spans) in enumerate(groups):
        lines += _frame(spans, diagnostic.label, sources[name], index > 0, gutter, style, tint, look)
    if not groups:
        where = terminal_text(diagnostic.span.source, encoding=look.encoding)
        lines.append(f"{' ' * gutter}{style.frame}-->{style.reset} {where}")
    elsewhere = [other for other in diagnostic.related if not _has_text(other.span, sources)]
    notes = _notes(diagnostic, elsewhere, gutter, style, look)
    if notes and groups:
        lines.append(f"{' ' * gutter} {style.frame}{style.bar}{style.reset}")
    return "\n".join([*lines, *notes, ""])


def _style(look: Look) -> _Style:
    bar, ellipsis = ("│", "…") if look.unicode else ("|", "...")
    if not look.colour:
        return _Style(dict.fromkeys(Severity, ""), "", "", "", bar, ellipsis)
    tints = {Severity.ERROR: "\x1b[1;31m", Severity.WARNING: "\x1b[1;33m", Severity.HINT: "\x1b[1;36m"}
    return _Style(tints, "\x1b[1m", "\x1b[1;34m", "\x1b[0m", bar, ellipsis)


_Place = tuple[Span, Related | None]


def _by_file(diagnostic: Diagnostic, sources: Mapping[str, Source]) -> list[tuple[str, list[_Place]]]:
    """The places to show, the diagnostic's own first, gathered by file; those of files without text are left out."""
    places: list[_Place] = [(diagnostic.span, None)]
    places += [(other.span, other) for other in diagnostic.related[:_RELATED_SHOWN]]
    groups: dict[str, list[_Place]] = {}
    for span, other in places:
        if _has_text(span, sources):
            length = len(sources[span.source].text)
            start = min(max(span.start, 0), length)
            inside = Span(span.source, start, min(max(span.end, start), length))
            groups.setdefault(span.source, []).append((inside, other))
    return list(groups.items()) if diagnostic.span.source in groups else []


def _has_text(span: Span, sources: Mapping[str, Source]) -> bool:
    return span.source in sources and sources[span.source].text != ""


def _frame(
    places: Sequence[_Place],
    label: str,
    source: Source,
    second: bool,
    gutter: int,
    style: _Style,
    tint: str,
    look: Look,
) -> list[str]:
    """The frame of one file: where, then each line that holds a place, from top to bottom."""
    at = source.position(places[0][0].start)
    margin = f"{' ' * gutter} {style.frame}{style.bar}{style.reset}"
    arrow = ":::" if second else "-->"
    where = f"{terminal_text(places[0][0].source, encoding=look.encoding)}:{at.line}:{at.column}"
    rows = [*([margin] if second else []), f"{' ' * gutter}{style.frame}{arrow}{style.reset} {where}", margin]
    room = max(look.width, _NARROWEST) - gutter - 3
    before = 0
    for number, marks in sorted(_marks_by_line(places, label, source).items()):
        if before and number > before + 1:
            rows.append(f"{style.frame}{style.ellipsis}{style.reset}")
        before = number
        text = source.line(number)
        for row in draw_line(text, marks, width=room, encoding=look.encoding, ellipsis=style.ellipsis):
            if row.mark is None:
                rows.append(f"{style.frame}{number:>{gutter}} {style.bar}{style.reset} {row.text}".rstrip(" "))
            else:
                paint = tint if row.mark.sign == "^" else style.frame
                rows.append(f"{margin} {paint}{row.text}{style.reset}")
    return rows


def _marks_by_line(places: Iterable[_Place], label: str, source: Source) -> dict[int, list[Mark]]:
    """The marks of each line. A span of several lines is marked on its first one, to the end of that line."""
    marks: dict[int, list[Mark]] = {}
    for span, other in places:
        line, column = source.position(span.start)
        start, end = column - 1, column - 1 + span.end - span.start
        sign, words = ("^", label) if other is None else ("-", other.message)
        marks.setdefault(line, []).append(Mark(start, end, sign, words))
    return marks


def _notes(diagnostic: Diagnostic, elsewhere: list[Related], gutter: int, style: _Style, look: Look) -> list[str]:
    """The notes below the frames: other files, why, help, theory, fix."""
    notes = [("note", f"{other.span.source}: {other.message}") for other in elsewhere[:_RELATED_SHOWN]]
    hidden = len(diagnostic.related) - _RELATED_SHOWN
    if hidden > 0:
        notes.append(("note", f"and {plural(hidden, 'more place')}"))
    notes += [("why", diagnostic.why), ("help", diagnostic.help), ("theory", ", ".join(diagnostic.theory))]
    if diagnostic.fix is not None:
        notes.append(("fix", f"{diagnostic.fix.title} (`canvasdsl check --fix` does this)"))
    rows = []
    for word, text in notes:
        if not text:
            continue
        indent = " " * (gutter + 3 + len(word) + 2)
        room = max(min(look.width, PROSE_WIDTH), _NARROWEST) - len(indent)
        lead = f"{' ' * gutter} {style.frame}={style.reset} {style.bold}{word}:{style.reset} "
        for line in text.split("\n"):
            for part in wrap(terminal_text(line.expandtabs(4), encoding=look.encoding), room):
                rows.append((lead + part).rstrip(" "))
                lead = indent
    return rows
