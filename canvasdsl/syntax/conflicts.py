"""Lines between the marks of a merge that nobody has decided yet: `<<<<<<<`, `=======`, `>>>>>>>`.

The lines of the first version are read, so that the rest of the text is checked; each conflict is one mistake.
"""

import re
from typing import TYPE_CHECKING, NamedTuple

from canvasdsl.diagnostics import Edit, Fix, Related
from canvasdsl.source import Source, Span
from canvasdsl.syntax.messages import Message, why_of

if TYPE_CHECKING:
    from canvasdsl.syntax.recovery import Recovery

__all__ = ["Conflict", "conflicts_in", "left_over", "with_first_versions"]

_MARK = re.compile(r"^(<{7,}|\|{7,}|={7,}|>{7,})(?:$|[ ](.*)$)", re.MULTILINE)
_NOT_A_BREAK = re.compile(r"[^\n]")


class Conflict(NamedTuple):
    """Two versions of some lines: each mark is the start and the end of its line. `base` marks what both come from,
    where git wrote that too."""

    ours: tuple[int, int]
    base: tuple[int, int] | None
    theirs: tuple[int, int]
    end: tuple[int, int]


def conflicts_in(text: str) -> tuple[Conflict, ...]:
    """The conflicts of a text in order; marks that are not whole are passed over."""
    found: list[Conflict] = []
    size = 0
    ours = base = theirs = None
    for match in _MARK.finditer(text):
        mark, here = match[1], match.span()
        if mark[0] == "<" and theirs is None:
            size, ours, base = len(mark), here, None
        elif ours is None or len(mark) != size:
            continue
        elif mark[0] == "|" and theirs is None:
            base = base or here
        elif mark[0] == "=" and match[2] is None:
            theirs = theirs or here
        elif mark[0] == ">" and theirs is not None:
            found.append(Conflict(ours, base, theirs, here))
            ours = base = theirs = None
    return tuple(found)


def with_first_versions(source: Source, recovery: "Recovery") -> str:
    """The text with blanks in the place of marks and second versions; each conflict is reported."""
    text = source.text
    parts = []
    done = 0
    for conflict in conflicts_in(text):
        _report(source, conflict, recovery)
        after = (conflict.base or conflict.theirs)[0]
        for start, end in (conflict.ours, (after, conflict.end[1])):
            parts += [text[done:start], _NOT_A_BREAK.sub(" ", text[start:end])]
            done = end
    return "".join(parts) + text[done:]


def left_over(source: Source, start: int) -> tuple[Message, Fix] | None:
    """What to say of a mark at the start of a line that belongs to no whole conflict any more; `None` of others."""
    match = _MARK.match(source.text, start)
    if match is None or (match[1][0] == "=" and match[2] is not None):
        return None
    message = Message("SYN114", f"the line `{match[1]}` is left of a merge in git",
                      "take it out, if what stands around it is what you want", why_of("SYN114"))  # fmt: skip
    end = min(match.end() + 1, len(source.text))
    return message, Fix("take the line out", (Edit(Span(source.name, start, end), ""),))


def _report(source: Source, conflict: Conflict, recovery: "Recovery") -> None:
    related = [(conflict.theirs, "the other version begins here"), (conflict.end, "the other version ends here")]
    if conflict.base is not None:
        related.insert(0, (conflict.base, "what both come from begins here"))
    message = Message(
        "SYN114", "git has left two versions of some lines here, which nobody has decided between",
        "keep the lines that are right, and take the lines `<<<<<<<`, `=======` and `>>>>>>>` out", why_of("SYN114"),
        "one version begins here",
    )  # fmt: skip
    recovery.report(message, *conflict.ours, related=tuple(Related(Span(source.name, *place), words)
                                                           for place, words in related))  # fmt: skip
