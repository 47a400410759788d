"""Comments of other languages, `// …` and `/* … */`: each is reported with its mend, and the text read without them.

Imported when a text has one.
"""

import re
from itertools import pairwise

from canvasdsl.diagnostics import Edit, Fix
from canvasdsl.source import Source, Span
from canvasdsl.syntax.messages import Message, why_of
from canvasdsl.syntax.recovery import Recovery
from canvasdsl.syntax.tokens import Tokens, tokenise

__all__ = ["without_foreign_comments"]

_ROUNDS = 3
"""How often a text is looked through: what stands in a comment may hide the next one."""


def without_foreign_comments(recovery: Recovery, tokens: Tokens) -> Tokens:
    """The tokens without `// …` and `/* … */`; each is reported. The source of `recovery` has none any more."""
    name = recovery.source.name
    for _ in range(_ROUNDS):
        text = recovery.source.text
        parts = []
        done = 0
        last = text.rfind("*/")
        for first, second in pairwise(tokens.values):
            if first.start < done or first.text != "/" or second.start != first.end or second.text not in ("/", "*"):
                continue
            end = _report_comment(recovery, text, first.start, second.text, last)
            comment = text[first.start : end]
            to_end = "\n" not in comment and not text[end : _line_end(text, end)].strip()
            parts.append(text[done : first.start])
            parts.append("# " + comment[2:] if to_end else re.sub(r"[^\n]", " ", comment))
            done = end
        if not parts:
            break
        recovery.source = Source(name, "".join(parts) + text[done:])
        tokens = tokenise(recovery.source.text)
    return tokens


def _report_comment(recovery: Recovery, text: str, start: int, sign: str, last: int) -> int:
    """Says how a comment begins here; returns where this one ends. `last` is the last `*/` of the text."""
    name = recovery.source.name
    end = _line_end(text, start)
    edits = [Edit(Span(name, start, start + 2), "#")]
    closed = text.find("*/", start + 2) if sign == "*" and start + 2 <= last else -1
    if closed >= 0:
        at = text.find("\n", start, closed)
        while at >= 0:
            line = text[at + 1 : min(closed, _line_end(text, at + 1))]
            if line.strip():
                inner = at + 1 + len(line) - len(line.lstrip())
                edits.append(Edit(Span(name, inner, inner), "# "))
            at = text.find("\n", at + 1, closed)
        end = closed + 2
        edits.append(Edit(Span(name, closed, end), ""))
    behind = text[end : _line_end(text, end)].strip()
    message = Message("SYN106", f"a comment begins with `#`, not with `/{sign}`", f"write `#` in place of `/{sign}`",
                      why_of("SYN106"))  # fmt: skip
    fix = None if behind or (sign == "*" and closed < 0) else Fix("make it a comment", tuple(edits))
    recovery.report(message, start, start + 2, fix=fix)
    return end


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end
