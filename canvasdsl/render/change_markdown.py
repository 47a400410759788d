"""What moved between two models, as Markdown for a comment on a pull request."""

from collections.abc import Iterable, Iterator

from canvasdsl.brief.change_story import ChangeLine, ChangeStory, FindingLine
from canvasdsl.render.escape import markdown_line

__all__ = ["change_in_markdown", "change_markdown"]


def change_markdown(story: ChangeStory) -> str:
    """Headings, a list of the changes with what went struck through, and a table of the figures."""
    words = story.wording
    lines = [f"## {_line(story.title)}", "", _line(story.between), "", *(_warning(each) for each in story.warnings),
             f"**{_line(story.summary)}**", ""]  # fmt: skip
    lines += [f"- {change_in_markdown(change)}" for change in story.lines]
    if story.figures:
        lines += ["", f"### {_line(words('change.figures'))}", ""]
        heads = [words(f"change.column_{name}") for name in ("figure", "before", "after", "difference")]
        lines += [_row(heads), "|---|---:|---:|---:|"]
        lines += [_row((each.name, each.before, each.after, each.difference)) for each in story.figures]
    lines += _findings(words("change.appeared"), "+", story.appeared)
    lines += _findings(words("change.gone"), "−", story.gone)
    if story.assumptions:
        lines += ["", f"### {_line(words('change.assumptions'))}", ""]
        lines += [f"- {_line(each)}" for each in story.assumptions]
    return "\n".join(lines).rstrip() + "\n"


def change_in_markdown(change: ChangeLine) -> str:
    """A change with its sign; the author's words are never taken for marks."""
    text = _line(change.text)
    if change.kind == "removed":
        text = f"~~{text}~~"
    elif change.kind == "altered":
        name, what, before, after = (_line(part) for part in (change.name, change.what, change.before, change.after))
        said = " → ".join([*([f"~~{before}~~"] if before else []), *([f"**{after}**"] if after else [])])
        text = f"**{name}**: {what} {said}"
    place = f" ({_line(change.place)})" if change.place else ""
    return f"{_line(change.sign)} {text}{place}"


def _findings(title: str, sign: str, findings: Iterable[FindingLine]) -> Iterator[str]:
    for number, each in enumerate(findings):
        if not number:
            yield from ("", f"### {_line(title)}", "")
        place = f" ({_line(each.place)})" if each.place else ""
        yield f"- {_line(sign)} `{each.code}` {_line(each.message)}{place}"


def _warning(text: str) -> str:
    return f"> {_line(text)}\n"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(_line(cell) for cell in cells)} |"


def _line(text: str) -> str:
    """The author's and our words in one line."""
    return markdown_line(" ".join(text.split()))
