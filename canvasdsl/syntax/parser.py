"""Drives lark's LALR tables over the tokens: text in, `Document` out; it never raises on text.

On an unexpected token the parser asks `recovery` what to do. Recovery changes the tokens that are still to come, never
the parser's stack: it says one message, takes tokens away or puts one in, and parsing goes on.
"""

from itertools import pairwise
from typing import Any

from canvasdsl.limits import LINE_CHARACTERS, NESTING
from canvasdsl.source import Source
from canvasdsl.syntax import messages
from canvasdsl.syntax.braces import follow_indentation, repair_braces
from canvasdsl.syntax.document import Document
from canvasdsl.syntax.nodes import Item, Value
from canvasdsl.syntax.recovery import Recovery
from canvasdsl.syntax.tables import ACTIONS, GOTOS, RULES, START
from canvasdsl.syntax.tokens import Tokens, tokenise
from canvasdsl.syntax.unclosed import settle_texts, settle_words

__all__ = ["parse", "parse_by_indentation"]

_FIRST_VALUE = 1001
_FURTHER_VALUE = 1002
_BODY, _ITEM, _ITEMS, _PHRASE, _PHRASES = (
    next(number for number, _, text in RULES if text.startswith(name + " "))
    for name in ("body", "item", "items", "phrase", "phrases")
)


def parse(source: Source) -> Document:
    """The Document of a source, with a diagnostic for each mistake of syntax.

    Linear in the length of the text. A line over the limit refuses the whole text: its Document is empty.
    """
    recovery = Recovery(source)
    tokens = _settled(source, recovery)
    if tokens.open or tokens.least < 0 or tokens.deepest > NESTING:
        tokens = repair_braces(source, tokens, recovery)
    return _document(source, tokens, recovery)


def parse_by_indentation(document: Document) -> Document:
    """The same text read anew, where its braces pair and its indentation says that two of them are wrong.

    For a text that makes no sense as its braces stand: somebody has to compare. Without such a doubt, `document`.
    """
    source = document.source
    recovery = Recovery(source)
    tokens = _settled(source, recovery)
    before = len(recovery.diagnostics)
    if tokens.open or tokens.least < 0 or tokens.deepest > NESTING:
        return document
    tokens = follow_indentation(source, tokens, recovery)
    return _document(source, tokens, recovery) if len(recovery.diagnostics) > before else document


def _settled(source: Source, recovery: Recovery) -> Tokens:
    """The tokens, with the mistakes inside them settled."""
    text = source.text
    if len(text) > LINE_CHARACTERS and (at := _too_long(text)) >= 0:
        recovery.report(messages.long_line(LINE_CHARACTERS), at, at + 1)
        return tokenise("")
    if text.lstrip()[:1] in ("{", "["):
        from canvasdsl.syntax import pasted

        if pasted.is_json(text):
            at = len(text) - len(text.lstrip())
            recovery.report(pasted.json(), at, at + 1)
            return tokenise("")
    if "<<<<<<<" in text:
        from canvasdsl.syntax.conflicts import with_first_versions

        text = with_first_versions(source, recovery)
        recovery.source = Source(source.name, text)
    tokens = tokenise(text)
    if _has_foreign_comments(text, tokens):
        from canvasdsl.syntax.foreign_comments import without_foreign_comments

        tokens = without_foreign_comments(recovery, tokens)
        text = recovery.source.text
    if tokens.unclosed:
        tokens = settle_texts(tokens, recovery)
    if not text.isascii():
        settle_words(tokens, recovery)
    return tokens


def _has_foreign_comments(text: str, tokens: Tokens) -> bool:
    """Whether `//` or `/*` stands outside texts and comments."""
    if "//" not in text and "/*" not in text:
        return False
    return any(
        first.text == "/" and second.text in ("/", "*") and second.start == first.end
        for first, second in pairwise(tokens.values)
    )


def _document(source: Source, tokens: Tokens, recovery: Recovery) -> Document:
    coming = tokens.values
    coming.reverse()
    items = _drive(coming, recovery)
    diagnostics = tuple(sorted(recovery.diagnostics, key=lambda found: found.span.start))
    return Document(source, items, tuple(tokens.comments), diagnostics, recovery.more)


def _too_long(text: str) -> int:
    """Where the first line over the limit starts, or -1."""
    start = 0
    for line in text.split("\n"):
        if len(line) > LINE_CHARACTERS:
            return start
        start += len(line) + 1
    return -1


def _drive(coming: list[Value], recovery: Recovery) -> tuple[Item, ...]:
    """The loop: shift, reduce, or ask recovery. `coming` is the rest of the tokens, the next one last.

    `states` is the parser's stack and `made` what has been made of its symbols: a token, a list of values, a list of
    phrases, an item, a list of items, or a body as the pair of its braces and the items between them.
    """
    states = [START]
    made: list[Any] = []
    token = coming.pop()
    last = token
    while True:
        action = ACTIONS[states[-1]].get(token.kind)
        if action == _FURTHER_VALUE:
            made[-1].append(token)
            last = token
            token = coming.pop()
        elif action == _FIRST_VALUE:
            made.append([token])
            states.append(GOTOS[states[-1]][_PHRASE])
            last = token
            token = coming.pop()
        elif action is None:
            token = recovery.mend(token, last, coming, ACTIONS[states[-1]], made)
        elif action >= 0:
            states.append(action)
            made.append(token)
            last = token
            token = coming.pop()
        else:
            head, length, _ = RULES[-1 - action]
            if length == 1:
                if head == _ITEM:
                    made[-1] = _item(made[-1:], recovery.broken)
                elif head == _PHRASES:
                    made[-1] = [tuple(made[-1])]
                elif head == _ITEMS:
                    made[-1] = [made[-1]]
                else:
                    return _items_among(made)
                states[-1] = GOTOS[states[-2]][head]
                continue
            if head == _ITEM:
                made[-length:] = (_item(made[-length:], recovery.broken),)
            elif head == _PHRASES or head == _ITEMS:  # noqa: SIM109 - measured: a tuple costs more
                part = made.pop()
                made.pop()
                made[-1].append(tuple(part) if head == _PHRASES else part)
            elif head == _BODY:
                made[-length:] = ((made[-length], made[-1], _items_among(made[1 - length :])),)
            else:
                return _items_among(made)
            del states[-length:]
            states.append(GOTOS[states[-1]][head])


def _items_among(parts: list[Any]) -> tuple[Item, ...]:
    return tuple(next((part for part in parts if type(part) is list), ()))


def _item(parts: list[Any], broken: set[int]) -> Item:
    name = parts[0]
    end = name.end
    phrases: tuple[tuple[Value, ...], ...] = ()
    items = None
    head_end = 0
    for part in parts[1:]:
        if type(part) is list:
            phrases = tuple(part)
            end = phrases[-1][-1].end
        elif type(part) is tuple:
            head_end = end
            items = part[2]
            end = part[1].end
        else:
            end = part.end
    return Item(name.text, name.start, phrases, items, head_end or end, end, name.start in broken)
