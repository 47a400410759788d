"""Mistakes inside tokens, settled before parsing: texts without their closing quote, and words with strange signs."""

import re
import unicodedata

from canvasdsl.diagnostics import Edit, Fix
from canvasdsl.source import Span
from canvasdsl.syntax import messages
from canvasdsl.syntax.nodes import Value
from canvasdsl.syntax.recovery import Recovery
from canvasdsl.syntax.tables import CLOSE, COMMA, END, LONG, OPEN, OPENLONG, OPENTEXT, TEXT, WORD
from canvasdsl.syntax.tokens import Tokens, tokenise

__all__ = ["settle_texts", "settle_words"]


def settle_texts(tokens: Tokens, recovery: Recovery) -> Tokens:
    """The tokens with every unclosed text cut where it most likely ends: a text in one line, at the line.

    Where the triple quotes of a text do not pair, each long text is looked at: all behind the mistake are inside out.
    """
    if not any(value.kind == OPENLONG for value in tokens.values):
        return _Settling(recovery).settled(tokens)
    text = recovery.source.text
    settling = _Settling(recovery)
    at = 0
    while True:
        part = tokenise(text, at, stop=_LONG_TEXTS)
        last = part.values[-2] if len(part.values) > 1 else None
        if last and last.kind in _LONG_TEXTS:
            del part.values[-2:]
            settling.take(part)
            at = settling.long_text(last)
        else:
            return settling.settled(part)


class _Settling:
    """One walk over the tokens of a text; `tokens` are those that are settled."""

    def __init__(self, recovery: Recovery) -> None:
        self.recovery = recovery
        self.source = recovery.source
        self.tokens = Tokens()
        self.item = 0
        """Where the item starts that is being read."""
        self.begins = True
        """Whether the next token begins an item."""

    def settled(self, tokens: Tokens) -> Tokens:
        """Takes in the last tokens; returns all."""
        self.take(tokens)
        _count(self.tokens)
        return self.tokens

    def take(self, tokens: Tokens) -> None:
        """Takes in some more tokens."""
        values = self.tokens.values
        self.tokens.comments += tokens.comments
        skip = False
        for value in tokens.values:
            kind = value.kind
            if kind in (END, OPEN, CLOSE):
                if skip or (kind == END and values and values[-1].kind in (END, OPEN, COMMA)):
                    skip = False
                    continue
                values.append(value)
                self.begins = True
            elif kind == OPENTEXT:
                self._begin(value)
                end = _mixed_end(value.text)
                if end:
                    self._mixed(value, end)
                    continue
                text, tail = _cut_at_line(value, self.source.text)
                self.recovery.report_in(self.item, messages.unclosed_text(value.text[0]), value.start, text.end)
                if len(text.text) > 1 or self.item == value.start:
                    values.append(text)
                values += tail
                self.begins = bool(tail)
                skip = bool(tail) and tail[0].kind == OPEN  # the line break behind `{`
                continue
            else:
                self._begin(value)
                values.append(value)
            skip = False

    def _mixed(self, value: Value, end: int) -> None:
        """A text whose closing quote is of another kind, and what stands behind it in its line."""
        recovery = self.recovery
        at = value.start + end
        inner = value.text[1 : end - 1]
        fix = None
        if '"' not in inner:
            fix = Fix("write the same quotes", (Edit(Span(self.source.name, value.start, at), f'"{inner}"'),))
        message = messages.mixed_quotes(value.text[0], value.text[end - 1])
        recovery.report_in(self.item, message, value.start, at, fix=fix)
        self.tokens.values.append(Value(TEXT, value.text[:end], value.start))
        rest = tokenise(self.source.text, at, end=value.end)
        rest.values.pop()
        self.take(rest)

    def _begin(self, value: Value) -> None:
        if self.begins:
            self.item = value.start
            self.begins = False

    def long_text(self, value: Value) -> int:
        """Takes in a long text, and returns where the text goes on behind it."""
        text = self.source.text
        values = self.tokens.values
        opener = self._broken_opener(value)
        if opener is not None:
            while values[-1].start > opener.start:
                values.pop()
            self.item = _item_start(values)
            end = value.start + 3
            self.recovery.report_in(self.item, messages.unopened_long_text(), opener.start, opener.end)
            values[-1] = Value(LONG, text[opener.start : end], opener.start)
            self.begins = False
            return end
        self._begin(value)
        if value.kind == LONG and not self._is_inside_out(value):
            values.append(value)
            return value.end
        end = _dedent(value.start, self.recovery)
        self.recovery.report_in(self.item, messages.unclosed_long_text(), value.start, value.start + 3)
        values.append(Value(LONG, text[value.start : end].rstrip(), value.start))
        if text[end - 2 : end] != '""':
            self.begins = True
        return end

    def _broken_opener(self, value: Value) -> Value | None:
        """The `""` that should have opened the long text which `value` closes, standing first on its line."""
        start = self.source.text.rfind("\n", 0, value.start) + 1
        if self.source.text[start : value.start].strip():
            return None
        for before in reversed(self.tokens.values[-_FARTHEST:]):
            if before.kind == TEXT and before.text == '""' and before.end < start:
                return before
            if before.kind == LONG:
                break
        return None

    def _is_inside_out(self, value: Value) -> bool:
        """Whether a long text runs over lines of its block and ends at what opens another one."""
        end = value.text.rfind("\n") + 1
        last = value.text[end:-3]
        return bool(end and _OPENS.fullmatch(last)) and _dedent(value.start, self.recovery) < value.start + end - 1


_LONG_TEXTS = frozenset((LONG, OPENLONG))
_FARTHEST = 200
"""How many tokens before a long text's end its broken opener is looked for."""
_OPENS = re.compile(r"[ \t]*[^\W\d][\w-]*:?(?:[ \t]+[\w.-]+)*[ \t]+")


def _item_start(values: list[Value]) -> int:
    """Where the item starts that is being read."""
    start = values[-1].start
    for value in reversed(values):
        if value.kind in (END, OPEN, CLOSE):
            break
        start = value.start
    return start


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
                inside = place and (category in ("Pc", "Nd") or character in "-.\u200c\u200d")
                if not (category[0] in "LM" or inside):
                    recovery.report_in(item, messages.strange_word(value.text, character), value.start, value.end)
                    break


def _mixed_end(text: str) -> int:
    """Behind the quote of another kind that ends an unclosed text, if there is one that opens nothing itself; or 0."""
    opener = text[0]
    if opener != '"':
        return text.index('"') + 1 if text.count('"') == 1 else 0
    inside = 0
    for at, sign in enumerate(text):
        inside += (sign in "“„«") - (sign in "”»")
        if inside < 0:
            return at + 1
    return 0


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
    """Where an unclosed long text most likely ends: before the first line that stands no deeper than its own.

    A `""` at the start of that line is what is left of its closing quotes.
    """
    source = recovery.source
    first = source.position(start).line
    depth = _indent(source.line(first))
    for number in range(first + 1, len(source.line_starts) + 1):
        line = source.line(number)
        if line.lstrip().startswith('""') and not line.lstrip().startswith('"""'):
            return source.line_starts[number - 1] + _indent(line) + 2
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
