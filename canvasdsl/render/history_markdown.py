"""The story of a model over its versions, as Markdown: a table of the figures over time, then each commit."""

from collections.abc import Iterable, Iterator

from canvasdsl.brief.history_told import ToldHistory, ToldStep
from canvasdsl.render.change_markdown import change_in_markdown
from canvasdsl.render.escape import markdown_line

__all__ = ["history_markdown"]

_FIGURES = 3


def history_markdown(history: ToldHistory) -> str:
    """Headings, a table with a row for each version in which a figure moved, and the changes of each commit."""
    words = history.wording
    lines = [f"# {_line(history.title)}", "", _line(history.facts), ""]
    for note in history.notes:
        lines += [_line(note), ""]
    if history.courses:
        lines += [f"## {_line(words('history.figures'))}", "", *_table(history), ""]
    lines += [f"## {_line(words('history.versions_label'))}", ""]
    for step in history.steps:
        lines += _step(step, history)
    return "\n".join(lines).rstrip() + "\n"


def _table(history: ToldHistory) -> Iterator[str]:
    yield _row([history.wording("history.column_version"), *(course.name for course in history.courses)])
    yield "|---|" + "---:|" * len(history.courses)
    before: tuple[str, ...] = ()
    for step, *said in zip(history.steps, *(course.words for course in history.courses), strict=True):
        if tuple(said) != before:
            before = tuple(said)
            yield _row([f"{step.date} · {step.id}", *said])


def _step(step: ToldStep, history: ToldHistory) -> Iterator[str]:
    yield from (f"### {_line(step.subject)}", "", _line(step.heading), "")
    if not step.lines or step.kind != "changed":
        yield from (_line(step.said), "")
    lines = [*(_line(fault) for fault in step.faults), *(change_in_markdown(change) for change in step.lines)]
    for figure in step.figures[:_FIGURES]:
        more = f" ({_line(figure.difference)})" if figure.difference else ""
        lines.append(f"{_line(figure.name)}: {_line(figure.before)} → **{_line(figure.after)}**{more}")
    if len(step.figures) > _FIGURES:
        lines.append(_line(history.wording.count("history.more_figures", len(step.figures) - _FIGURES)))
    lines += [_line(text) for text in step.assumptions]
    yield from (f"- {line}" for line in lines)
    if lines:
        yield ""


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(_line(cell) for cell in cells)} |"


def _line(text: str) -> str:
    return markdown_line(" ".join(text.split()))
