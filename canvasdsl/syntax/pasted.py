"""What to say of lines from elsewhere: lists with bullets under headings, lists in brackets, JSON.

Read only when such a line is met. Where it is plain what was meant, a fix writes it.
"""

import re
from collections.abc import Sequence

from canvasdsl.diagnostics import Edit, Fix
from canvasdsl.source import Source, Span
from canvasdsl.syntax.headings import INSIDE, block_of, heading_above
from canvasdsl.syntax.messages import Message, why_of
from canvasdsl.syntax.nodes import Value
from canvasdsl.syntax.tables import COLON, COMMA, NUMBER, TEXT, WORD
from canvasdsl.syntax.written import encode

__all__ = ["bullet", "heading", "in_brackets", "is_json", "json"]

_SHOWN = 60
_LONGEST = 500
"""So long a line is taken over by a fix."""


# ---- Lists -------------------------------------------------------------------


def bullet(source: Source, token: Value, line: Sequence[Value], enclosing: str) -> tuple[Message, Fix | None]:
    """A line that begins with a bullet or a number; `line` is what follows, `enclosing` the name of its block."""
    sign = token.text
    if token.kind == NUMBER:
        sign += line[0].text
        line = line[1:]
    what = "number" if token.kind == NUMBER else "bullet"
    message = f"a line cannot begin with the {what} `{sign}`"
    if not line:
        return Message("SYN107", message, "take it out", why_of("SYN107")), None
    start, end = line[0].start, line[-1].end
    rest = source.text[start:end]
    kind = _kind(source.text, token.start, enclosing)
    if _is_pair(line):
        return Message("SYN107", message, _pair(line, rest, kind), why_of("SYN107")), None
    if _is_item(line):
        help = f"take it out: `{_short(rest)}`"
        out = Edit(Span(source.name, token.start, start), "")
        return Message("SYN107", message, help, why_of("SYN107")), Fix(f"take the {what} out", (out,))
    text = _quoted(line, rest)
    fix = None
    if not kind:
        help = f"a list is one line each, with the word first, such as `{'note' if enclosing else 'segment'} {text}`"
    else:
        help = f"write one line for each, with the word first: `{kind} {text}`"
        if kind in INSIDE and not enclosing:
            help += ", in the block of its segment"
        elif end - start <= _LONGEST:
            written = _quoted(line, rest, most=_LONGEST)
            fix = Fix(f"write `{kind}`", (Edit(Span(source.name, token.start, end), f"{kind} {written}"),))
    return Message("SYN107", message, help, why_of("SYN107")), fix


def heading(
    source: Source, start: int, colon: Value, line: Sequence[Value], *, opens: bool
) -> tuple[Message, Fix | None] | None:
    """What to say of a colon behind a heading of several words, such as `Key activities: packing, delivery`.

    `line` is what follows and `opens` whether a `{` ends it.
    """
    kind = block_of(source.text[start : colon.start])
    if not kind:
        return None
    end = line[-1].end if line else colon.end
    parts: list[list[Value]] = [[]]
    for value in line:
        if value.kind == COMMA:
            parts.append([])
        else:
            parts[-1].append(value)
    written = [f"{kind} {_quoted(part, source.text[part[0].start:part[-1].end])}" for part in parts if part]
    example = written[0] if written else f'{kind} "…"'
    help = f"write one line for each: `{example}`"
    begin = source.text.rfind("\n", 0, start) + 1
    fix = None
    plain = all(value.kind in (WORD, TEXT, COMMA) for value in line) and end - start <= _LONGEST
    if not source.text[begin:start].strip() and not opens and kind not in INSIDE:
        if not line:
            fix = Fix("make the heading a comment", (Edit(Span(source.name, start, start), "# "),))
        elif plain:
            indent = source.text[begin:start]
            fix = Fix("write one line for each", (Edit(Span(source.name, start, end), f"\n{indent}".join(written)),))
    message = "a colon has no meaning here" if line else "a heading has no meaning here"
    return Message("SYN106", message, help, why_of("SYN106")), fix


def in_brackets(
    source: Source, name: str, opening: Value, line: Sequence[Value]
) -> tuple[Message, Fix, Value] | None:
    """What to say of a list in square brackets, `for [workers]`, and the bracket that closes it; `line` follows."""
    closing = next((value for value in line if value.text == "]"), None)
    if closing is None or any(value.text == "[" for value in line):
        return None
    inside = source.text[opening.end : closing.start].strip()
    edits = (Edit(Span(source.name, opening.start, opening.end), ""),
             Edit(Span(source.name, closing.start, closing.end), ""))  # fmt: skip
    help = f"a list is separated by commas: `{name} {_short(inside)}`"
    message = Message("SYN106", "a list stands without brackets", help, why_of("SYN106"))
    return message, Fix("take the brackets out", edits), closing


def _kind(text: str, at: int, enclosing: str) -> str:
    """What each line of a list should begin with: by the name of the block around it, or by the heading above."""
    if enclosing:
        kind = block_of(enclosing)
        if kind and kind != enclosing.lower():
            return kind
    kind = block_of(heading_above(text, at))
    return kind if not enclosing or kind in INSIDE else ""


def _is_pair(line: Sequence[Value]) -> bool:
    """Whether it is `name: …` of YAML."""
    return len(line) > 1 and line[0].kind == WORD and line[0].text.islower() and line[1].kind == COLON


def _pair(line: Sequence[Value], rest: str, kind: str) -> str:
    """What to write in place of a bullet and `name: …`."""
    if line[0].text not in ("id", "name", "title") or len(line) < 3:
        return f"take it out: `{_short(rest)}`"
    values = line[2:]
    text = rest[values[0].start - line[0].start :]
    is_id = line[0].text == "id" and len(values) == 1 and values[0].kind == WORD
    named = text if is_id else _quoted(values, text)
    return f"write `{kind or 'segment'} {named} {{ … }}`, with all that belongs to it in the braces"


def _is_item(line: Sequence[Value]) -> bool:
    """Whether a line of the language stands behind the bullet: `- note "…"`."""
    first = line[0]
    if first.kind != WORD:
        return False
    return block_of(first.text) == first.text or (first.text.islower() and any(each.kind == TEXT for each in line[1:]))


def _quoted(line: Sequence[Value], text: str, *, most: int = _SHOWN) -> str:
    return text if len(line) == 1 and line[0].kind == TEXT else encode(_short(text.rstrip(" ,"), most))


def _short(text: str, most: int = _SHOWN) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


# ---- Other languages -----------------------------------------------------------


_JSON = re.compile(r'\s*(?:\{|\[\s*\{)\s*"[^"\n]*"\s*:')


def is_json(text: str) -> bool:
    """Whether a text begins as JSON does."""
    return bool(_JSON.match(text))


def json() -> Message:
    """A file that holds JSON; nothing of it is read."""
    return Message("SYN107", "this is JSON", "write one line for each thing, its word first, without quotes around the "
                   'word and without commas behind: `segment shoppers "Shoppers"`', why_of("SYN107"))  # fmt: skip
