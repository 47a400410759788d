"""What moved between two models, for people at a terminal: a sign and a sentence for each change, then what follows."""

from collections.abc import Iterable, Iterator

from canvasdsl.brief.change_story import ChangeStory, FindingLine
from canvasdsl.render.cells import wrap
from canvasdsl.render.escape_terminal import terminal_text
from canvasdsl.render.terminal import PROSE_WIDTH, Look

__all__ = ["change_text", "marked_lines", "wrapped_lines"]

_COLOURS = {"+": "\x1b[32m", "−": "\x1b[31m", "~": "\x1b[33m"}
_BOLD, _RESET = "\x1b[1m", "\x1b[0m"
_PLAIN = {"−": "-"}


def change_text(story: ChangeStory, look: Look = Look()) -> str:  # noqa: B008 - a frozen value
    """The story in lines; signs and sentences alone where there is no colour."""
    words = story.wording
    lines = [story.between, *story.warnings, story.summary, ""]
    lines = [line for each in lines for line in wrapped_lines(each, "", look)]
    for change in story.lines:
        place = f"  ({change.place})" if change.place else ""
        lines += marked_lines(change.sign, f"{change.text}{place}", look)
    if story.figures:
        lines += ["", _bold(words("change.figures"), look)]
        for figure in story.figures:
            more = f"  ({figure.difference})" if figure.difference else ""
            lines += wrapped_lines(f"{figure.name}: {figure.before} → {figure.after}{more}", "  ", look)
    lines += _section(words("change.appeared"), "+", story.appeared, look)
    lines += _section(words("change.gone"), "−", story.gone, look)
    if story.assumptions:
        lines += ["", _bold(words("change.assumptions"), look)]
        lines += [line for each in story.assumptions for line in wrapped_lines(each, "  ", look)]
    while lines and not lines[-1]:
        lines.pop()
    return "\n".join(lines) + "\n"


def _section(title: str, sign: str, findings: Iterable[FindingLine], look: Look) -> Iterator[str]:
    for number, each in enumerate(findings):
        if not number:
            yield ""
            yield _bold(title, look)
        place = f"  ({each.place})" if each.place else ""
        yield from marked_lines(sign, f"{each.code}: {each.message}{place}", look)


def marked_lines(sign: str, text: str, look: Look) -> Iterator[str]:
    """A sentence behind its sign; further lines stand below the first."""
    shown = sign if look.unicode else _PLAIN.get(sign, sign)
    for number, line in enumerate(wrapped_lines(text, "  ", look)):
        first = f"{_COLOURS[sign]}{shown}{_RESET}" if look.colour else shown
        yield line if number else f"{first} {line[2:]}"


def wrapped_lines(text: str, indent: str, look: Look) -> list[str]:
    """A text in lines of the terminal's width, behind an indent."""
    if not text:
        return [""]
    if not look.unicode:
        text = text.replace("→", "->").replace("›", ">").replace("−", "-")
    safe = terminal_text(text, encoding=look.encoding)
    width = max(40, min(look.width, PROSE_WIDTH)) - len(indent)
    return [indent + line for line in wrap(safe, width)]


def _bold(text: str, look: Look) -> str:
    return f"{_BOLD}{terminal_text(text)}{_RESET}" if look.colour else terminal_text(text)
