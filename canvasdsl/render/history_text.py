"""The story of a model over its versions, for people at a terminal: the oldest first, then the figures over time."""

from collections.abc import Iterator
from fractions import Fraction

from canvasdsl.brief.history_told import Course, ToldHistory, ToldStep
from canvasdsl.render.cells import cells
from canvasdsl.render.change_text import marked_lines, wrapped_lines
from canvasdsl.render.escape_terminal import terminal_text
from canvasdsl.render.terminal import Look

__all__ = ["history_text"]

_BOLD, _SOFT, _RESET = "\x1b[1m", "\x1b[2m", "\x1b[0m"
_BARS = "▁▂▃▄▅▆▇█"
_FIGURES, _WIDEST = 3, 32
"""So many figures are told of one commit; so many signs a course has at most."""
_STATES = {"broken": "−", "deleted": "−", "returned": "+", "began": "+"}


def history_text(history: ToldHistory, look: Look = Look()) -> str:  # noqa: B008 - a frozen value
    """The story in lines."""
    lines = [_bold(history.title, look), *wrapped_lines(history.facts, "", look)]
    for step in history.steps:
        lines += ["", *_step(step, history, look)]
    if history.courses:
        lines += ["", _bold(history.wording("history.figures"), look), *_courses(history, look)]
    if history.notes:
        lines.append("")
        lines += [line for note in history.notes for line in wrapped_lines(note, "", look)]
    return "\n".join(lines) + "\n"


def _step(step: ToldStep, history: ToldHistory, look: Look) -> Iterator[str]:
    words = history.wording
    yield from (_bold(line, look, safe=True) for line in wrapped_lines(step.subject, "", look))
    for line in wrapped_lines(step.heading, "", look):
        yield f"{_SOFT}{line}{_RESET}" if look.colour else line
    if step.kind in _STATES and not step.lines:
        yield from ("  " + line for line in marked_lines(_STATES[step.kind], step.said, look))
    elif len(step.lines) != 1 or step.kind != "changed":
        yield from wrapped_lines(step.said, "  ", look)
    for fault in step.faults:
        yield from wrapped_lines(fault, "    ", look)
    for change in step.lines:
        yield from ("  " + line for line in marked_lines(change.sign, change.text, look))
    for figure in step.figures[:_FIGURES]:
        more = f"  ({figure.difference})" if figure.difference else ""
        yield from wrapped_lines(f"{figure.name}: {figure.before} → {figure.after}{more}", "    ", look)
    if len(step.figures) > _FIGURES:
        yield from wrapped_lines(words.count("history.more_figures", len(step.figures) - _FIGURES), "    ", look)
    for text in step.assumptions:
        yield from wrapped_lines(text, "    ", look)


# ---- Figures over time ----------------------------------------------------------------------


def _courses(history: ToldHistory, look: Look) -> Iterator[str]:
    """Each figure: its course where signs can draw it, at first and now, the lowest and the highest."""
    words = history.wording
    for course in history.courses:
        yield from wrapped_lines(course.name, "  ", look)
        known = course.known
        if not known:
            yield from wrapped_lines(words("change.absent"), "    ", look)
            continue
        text = known[-1][1]
        if not course.is_still:
            ends = words("history.ends", first=known[0][1], last=text)
            reach = words("history.reach", least=min(known)[1], most=max(known)[1])
            is_reached = {min(known)[0], max(known)[0]} == {known[0][0], known[-1][0]}
            text = ends if is_reached else words("history.ends_and_reach", ends=ends, reach=reach)
        signs = _signs(course, _WIDEST) + "  " if look.unicode and not course.is_still else ""
        if cells(signs) + cells(text) + 4 > look.width:
            yield f"    {signs}".rstrip()
            signs = ""
        first, *rest = wrapped_lines(text, "    ", look)
        yield f"    {signs}{first[4:]}"
        yield from rest


def _signs(course: Course, most: int) -> str:
    """The course as bars of eight heights, from the lowest to the highest; blanks where there is no value."""
    amounts = course.amounts
    count = min(len(amounts), most)
    shown = [amounts[(number + 1) * len(amounts) // count - 1] for number in range(count)]
    known = [each for each in shown if each is not None]
    low, high = (min(known), max(known)) if known else (Fraction(0), Fraction(0))
    return "".join(" " if each is None else _BARS[3] if low == high else _BARS[int((each - low) / (high - low) * 7)]
                   for each in shown)  # fmt: skip


def _bold(text: str, look: Look, *, safe: bool = False) -> str:
    text = text if safe else terminal_text(text, encoding=look.encoding)
    return f"{_BOLD}{text}{_RESET}" if look.colour else text
