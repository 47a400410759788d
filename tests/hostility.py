"""A model that says everything: each field of the vocabulary once, and a text of the caller's in each that takes one.

It is read off the vocabulary, so that no field is forgotten. `texts` are what an author may write; they come marked, so
that they can be found again in what was made of them.
"""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from canvasdsl.model import types
from canvasdsl.model.canvas import Canvas, Heading
from canvasdsl.model.exchange import EXCHANGED
from canvasdsl.model.look import COLOUR, PICTURE
from canvasdsl.model.types import ID, LABEL, TEXT_VALUE, Choice, Compared, Number, Ref, RefOr
from canvasdsl.model.vocabulary import Field, classes, table_of
from canvasdsl.syntax.written import encode

__all__ = ["HOSTILE", "everything", "mark", "marked_texts", "text_fields"]

HOSTILE = (
    "<script>alert(1)</script>", '#eval("1")', "{{ 7*7 }}", "{% raw %}", '=HYPERLINK("http://e.org";"x")',
    "]]>", "<!--", "-->", "&amp;", "a\u202eb", "$x$", "*a* **b** _c_ ~~d~~", "`x`", "[x](javascript:alert(1))",
    '"><img src=x onerror=alert(1)>', "%0A::error::x", "::set-output name=a::b", "\x1b[31mred\x1b]0;t\x07",
    "' onload='x", "</style><style>*{display:none}</style>", "</title></svg></section>", "url(http://e.org/x)",
    "\\u{41} \\n \\", "{mrr}", "@import x", "javascript:alert(1)", "<a href=http://e.org>", "#let x = 1",
    "@label <label>", "http://e.org", "| a | b |", "- a", "1. a", "# a", "```", "    code", "> a", "&lt;b&gt;",
    "%PDF-1.7", "<?xml?>", "<![CDATA[", "﷽",
)  # fmt: skip
"""What has a meaning to one of the formats that texts are written in, or to a shell, a console, a spreadsheet."""
_OTHERS = {
    types.DATE_VALUE: "2027-01-31", types.WHEN: "2027-01-31", types.FLAG: "", types.CURRENCY: "EUR", EXCHANGED: "USD",
    types.CODE: "BMC101", types.NAME: "mrr", PICTURE: '"logo.png"', COLOUR: '"#0a7a5c"',
}  # fmt: skip
_OTHER = "x"
"""With the kind, the id of a block that those name which can't name themselves."""
_DECLARED = "z"
"""With the kind, the id of the block that references name; blocks of two kinds must not have the same one inside."""


def mark(number: int, text: str) -> str:
    """The text between two signs that say where it begins and ends."""
    return f"q{number}q{text}p{number}p"


def marked_texts(texts: tuple[str, ...], *, shift: int = 0) -> Callable[[], str]:
    """The texts by turns, each time with another mark."""
    made = 0

    def text() -> str:
        nonlocal made
        made += 1
        return mark(made, texts[(made + shift) % len(texts)])

    return text


def text_fields() -> list[str]:
    """The fields that take a text, as `block.field`; those of variants, which are no part of a model, apart."""
    return [
        f"{cls.word}.{field.name or field.attribute}"
        for cls in classes(Canvas) if not cls.holds_model for field in table_of(cls).fields
        if field.entity is None and any(one in (TEXT_VALUE, LABEL) for one in _types(field.type))
    ]  # fmt: skip


def _types(type: Any) -> Iterator[Any]:
    yield type
    if isinstance(type, RefOr):
        yield type.other


def everything(text: Callable[[], str]) -> str:
    """A model without mistakes of the language in which every field is said, `text()` giving each text."""
    lines = []
    for field in table_of(Canvas).fields:
        if field.entity is not None and field.name not in ("import", "variant"):
            again = 2 if field.many and field.entity is not Heading else 1
            for number in range(again):
                lines += _written(field, text, _DECLARED if number == 0 else f"y{number}", "")
    return "\n".join([*lines, *(f"{kind} {_OTHER}-{kind}" for kind in _apart())]) + "\n"


def _written(field: Field, text: Callable[[], str], id: str, indent: str) -> list[str]:
    """A block or phrase of the field's class with all that it may say."""
    cls = field.entity
    assert cls is not None
    head = [field.name]
    body: list[str] = []
    for inner in table_of(cls).fields:
        if inner.entity is not None:
            body += _written(inner, text, _DECLARED, indent + "  ")
            continue
        values = _values(inner, text, cls.word, id)
        if inner.place == "property":
            body += [f"{indent}  {inner.name} {value}".rstrip() for value in values]
        elif inner.place == "attribute":
            head.append(f"{inner.name} {values[0]}")
        else:
            head.append(values[0])
    if cls.word == "type":  # a custom type is the one that is like another
        head[1] = "custom"
    return [f"{indent}{' '.join(head)}" + (" {" if body else ""), *body, *([f"{indent}}}"] if body else [])]


def _values(field: Field, text: Callable[[], str], kind: str, id: str) -> list[str]:
    """Values of the field: two texts, or all words of a choice, where it takes several; else one."""
    type = field.type
    several = 2 if field.many else 1
    if type is ID:
        return [f"{id}-{kind}"]
    if isinstance(type, RefOr):
        type = type.other
    if type is TEXT_VALUE or type is LABEL:
        return [encode(text()) for _ in range(several)]
    if isinstance(type, Ref):
        if type.apart_from:
            return [f"{type.apart_from}.{_OTHER}-{type.apart_from}"]
        return [_reference(type.kinds[0] if type.kinds else "segment")]
    if isinstance(type, Choice):
        return [option.word for option in type.options] if field.many else [type.options[0].word]
    if isinstance(type, Number):
        return [type.example]
    if isinstance(type, Compared):
        return [f">= {type.number.example}"]
    return [_OTHERS[type]]


def _reference(kind: str) -> str:
    """The declared block of a kind; one that stands inside others is named through them."""
    return f"{kind}.{_paths()[kind]}"


@cache
def _apart() -> tuple[str, ...]:
    """The kinds of blocks that can't name themselves somewhere."""
    kinds = {field.type.apart_from: None for cls in classes(Canvas) for field in table_of(cls).fields
             if isinstance(field.type, Ref) and field.type.apart_from}  # fmt: skip
    return tuple(kinds)


@cache
def _paths() -> dict[str, str]:
    """For each kind of blocks that have a name: the id in full of the one that stands nearest to the top."""
    found: dict[str, str] = {}
    queue: list[tuple[Any, str]] = [(Canvas, "")]
    for cls, path in queue:
        for field in table_of(cls).fields:
            inner = field.entity
            if inner is not None and inner.word not in found:
                named = table_of(inner).has_id
                below = f"{path}.{_DECLARED}-{inner.word}".removeprefix(".") if named else path
                if named:
                    found[inner.word] = below
                queue.append((inner, below))
    return found
