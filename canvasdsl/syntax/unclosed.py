"""Mistakes inside tokens, settled before parsing: texts without their closing quote, and words with strange signs."""

import unicodedata

from canvasdsl.syntax import messages
from canvasdsl.syntax.nodes import Value
from canvasdsl.syntax.recovery import Recovery
from canvasdsl.syntax.tables import CLOSE, COMMA, END, LONG, OPEN, OPENLONG, OPENTEXT, TEXT, WORD
from canvasdsl.syntax.tokens import Tokens, tokenise

__all__ = ["settle_texts", "settle_words"]


def settle_texts(tokens: Tokens, recovery: Recovery) -> Tokens:
    """The tokens with every unclosed text cut where it most likely ends: a text in one line, at the line."""
    settled = Tokens()
    values = settled.values
    settled.comments = tokens.comments
    item = 0
    begins = True
    queue = tokens.values
    place = 0
    while place < len(queue):
        value = queue[place]
        place += 1
        kind = value.kind
        if kind in (END, OPEN, CLOSE):
            if not (kind == END and values and values[-1].kind in (END, OPEN, COMMA)):
                values.append(value)
            begins = kind != CLOSE or begins
            begins = True
            continue
        if begins:
            item = value.start
            begins = False
        if kind == OPENTEXT:
            text, tail = _cut_at_line(value, recovery.source.text)
            recovery.report_in(item, messages.unclosed_text(value.text[0]), value.start, text.end)
            if len(text.text) > 1 or item == value.start:
                values.append(text)
            if tail and tail[0].kind == OPEN and queue[place].kind == END:
                place += 1
            values += tail
            begins = bool(tail)
        elif kind == OPENLONG:
            end = _dedent(value.start, recovery)
            recovery.report_in(item, messages.unclosed_long_text(), value.start, value.start + 3)
            values.append(Value(LONG, recovery.source.text[value.start : end].rstrip(), value.start))
            rest = tokenise(recovery.source.text, end)
            settled.comments += rest.comments
            queue, place = rest.values, 0
            if queue[0].kind not in (END, 0):
                values.append(Value(END, "\n", end))
                begins = True
        else:
            values.append(value)
    _count(settled)
    return settled


def settle_words(tokens: Tokens, recovery: Recovery) -> None:
    """Reports words that hold anything but letters, marks, digits and hyphens of some script."""
    item = 0
    begins = True
    for value in tokens.values:
        if value.kind in (END, OPEN, CLOSE):
            begins = True
            continue
        if begins:
            item = value.start
            begins = False
        if value.kind == WORD and not value.text.isascii():
            for place, character in enumerate(value.text):
                category = unicodedata.category(character)
                if not (
                    category[0] in "LM" or category in ("Pc", "Nd") and place or character in "-.\u200c\u200d" and place
                ):
                    recovery.report_in(item, messages.strange_word(value.text, character), value.start, value.end)
                    break


def _cut_at_line(token: Value, source: str) -> tuple[Value, list[Value]]:
    """The text, and the braces at the end of the line that most likely do not belong to it."""
    text = token.text.rstrip()
    tail: list[Value] = []
    line = source[source.rfind("\n", 0, token.start) + 1 : token.start]
    inside = line.count("{") - line.count("}")
    while len(text) > 1:
        last = text[-1]
        if last == "{" and not tail:
            kind = OPEN
        elif last == "}" and inside > 0:
            kind = CLOSE
            inside -= 1
        else:
            break
        text = text[:-1]
        tail.insert(0, Value(kind, last, token.start + len(text)))
        text = text.rstrip()
    return Value(TEXT, text, token.start), tail


def _dedent(start: int, recovery: Recovery) -> int:
    """Where an unclosed long text most likely ends: before the first line that stands no deeper than its own."""
    source = recovery.source
    first = source.position(start).line
    depth = _indent(source.line(first))
    for number in range(first + 1, len(source.line_starts) + 1):
        line = source.line(number)
        if line.strip() and _indent(line) <= depth:
            return source.line_starts[number - 1] - 1
    return len(source.text)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _count(tokens: Tokens) -> None:
    depth = 0
    for value in tokens.values:
        if value.kind == OPEN:
            depth += 1
            tokens.deepest = max(tokens.deepest, depth)
        elif value.kind == CLOSE:
            depth -= 1
            tokens.least = min(tokens.least, depth)
    tokens.open = depth
