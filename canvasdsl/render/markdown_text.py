"""Markdown that an author wrote: read once into a small tree, which becomes HTML, data for Typst, Markdown again.

There is no raw HTML and no image in the tree (an image leaves its text), and a link leads to http, https or mailto or
is no link; its address then stands behind it as text. What is nested too deeply to be meant is one literal paragraph.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import repeat
from typing import Any

import attrs

from canvasdsl.render.escape import html_attribute, html_text, markdown_line, safe_link, storable

__all__ = ["Block", "Span", "literal", "read_markdown", "to_html", "to_markdown", "to_plain", "to_typst", "typst_spans"]

_DEEPEST = 60
_BAR = re.compile(r"(?<!\\)\|")


@attrs.frozen(kw_only=True)
class Span:
    """A stretch of text in one style. A line break is a newline."""

    text: str
    strong: bool = False
    emphasis: bool = False
    struck: bool = False
    code: bool = False
    link: str = ""


@attrs.frozen(kw_only=True)
class Block:
    """A paragraph, heading, quote, code, bullets, numbers, table or rule.

    `items` are the entries of a list, or the one content of a quote; `rows` are the rows of a table, the head first.
    """

    kind: str
    spans: tuple[Span, ...] = ()
    items: tuple[tuple["Block", ...], ...] = ()
    rows: tuple[tuple[tuple[Span, ...], ...], ...] = ()
    start: int = 1


def read_markdown(text: str) -> tuple[Block, ...]:
    """The tree of a Markdown text (CommonMark with tables and strikethrough)."""
    tokens = _parser().parse(storable(text))
    if any(token.level >= _DEEPEST for token in tokens):
        return literal(text)
    blocks, _ = _blocks(tokens, 0, "")
    return blocks


def literal(text: str) -> tuple[Block, ...]:
    """A text that is not Markdown, as paragraphs; its line ends stay."""
    return tuple(
        Block(kind="paragraph", spans=(Span(text=part.strip("\n")),))
        for part in storable(text).split("\n\n") if part.strip()
    ) or (Block(kind="paragraph", spans=(Span(text=storable(text)),)),)  # fmt: skip


@cache
def _parser() -> Any:
    from markdown_it import MarkdownIt

    options = {"html": False, "maxNesting": 2 * _DEEPEST}
    return MarkdownIt("commonmark", options).enable(["table", "strikethrough"])


# ---- Tokens to tree ----


def _blocks(tokens: Sequence[Any], at: int, end: str) -> tuple[tuple[Block, ...], int]:
    """The blocks from a token up to the closing token `end`, and the place behind it."""
    found: list[Block] = []
    while at < len(tokens) and tokens[at].type != end:
        block, at = _block(tokens, at)
        if block is not None:
            found.append(block)
    return tuple(found), at + 1


def _block(tokens: Sequence[Any], at: int) -> tuple[Block | None, int]:
    token = tokens[at]
    match token.type:
        case "paragraph_open" | "heading_open":
            kind = token.type.removesuffix("_open")
            return Block(kind=kind, spans=_spans(tokens[at + 1].children)), at + 3
        case "bullet_list_open" | "ordered_list_open":
            items, at_end = _items(tokens, at + 1)
            kind = "bullets" if token.type == "bullet_list_open" else "numbers"
            return Block(kind=kind, items=items, start=int(token.attrGet("start") or 1)), at_end
        case "blockquote_open":
            inside, at_end = _blocks(tokens, at + 1, "blockquote_close")
            return Block(kind="quote", items=(inside,)), at_end
        case "fence" | "code_block":
            return Block(kind="code", spans=(Span(text=token.content.removesuffix("\n"), code=True),)), at + 1
        case "hr":
            return Block(kind="rule"), at + 1
        case "table_open":
            return _table(tokens, at + 1)
    return None, at + 1


def _items(tokens: Sequence[Any], at: int) -> tuple[tuple[tuple[Block, ...], ...], int]:
    items = []
    while tokens[at].type == "list_item_open":
        inside, at = _blocks(tokens, at + 1, "list_item_close")
        items.append(inside)
    return tuple(items), at + 1


def _table(tokens: Sequence[Any], at: int) -> tuple[Block, int]:
    rows: list[tuple[tuple[Span, ...], ...]] = []
    cells: list[tuple[Span, ...]] = []
    while tokens[at].type != "table_close":
        if tokens[at].type == "inline":
            cells.append(_spans(tokens[at].children))
        elif tokens[at].type == "tr_close":
            rows.append(tuple(cells))
            cells = []
        at += 1
    return Block(kind="table", rows=tuple(rows)), at + 1


def _spans(tokens: Sequence[Any]) -> tuple[Span, ...]:
    spans: list[Span] = []
    styles: dict[str, int] = {"strong": 0, "em": 0, "s": 0}
    links: list[str] = []
    for token in tokens:
        kind, _, way = token.type.rpartition("_")
        if kind in styles:
            styles[kind] += 1 if way == "open" else -1
        elif token.type == "link_open":
            links.append(str(token.attrGet("href") or ""))
        elif token.type == "link_close":
            address = links.pop()
            if address and not safe_link(address):
                spans.append(Span(text=f" ({address})"))
        else:
            text = "\n" if token.type in ("softbreak", "hardbreak") else token.content
            spans.append(
                Span(
                    text=" " if token.type == "softbreak" else text, strong=styles["strong"] > 0,
                    emphasis=styles["em"] > 0, struck=styles["s"] > 0, code=token.type == "code_inline",
                    link=(safe_link(links[-1]) or "") if links else "",
                )
            )  # fmt: skip
    return tuple(_joined(span for span in spans if span.text))


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    """The spans, with those of one style that touch made one: `*a _b_*` is all one emphasis."""
    before: Span | None = None
    for span in spans:
        if before is not None and not span.code and attrs.evolve(before, text="") == attrs.evolve(span, text=""):
            before = attrs.evolve(before, text=before.text + span.text)
            continue
        if before is not None:
            yield before
        before = span
    if before is not None:
        yield before


# ---- Tree to formats ----


def to_plain(blocks: Sequence[Block]) -> str:
    """The text alone, a line for each paragraph, entry or row."""
    lines = []
    for block in blocks:
        if block.spans:
            lines.append("".join(span.text for span in block.spans))
        lines += [to_plain(item) for item in block.items]
        lines += [" | ".join("".join(span.text for span in cell) for cell in row) for row in block.rows]
    return "\n".join(lines)


def to_html(blocks: Sequence[Block]) -> str:
    """The tree as HTML; headings are strong paragraphs, since the page has headings of its own."""
    return "".join(map(_html_block, blocks))


def _html_block(block: Block) -> str:
    match block.kind:
        case "heading":
            return f'<p dir="auto"><strong>{_html_spans(block.spans)}</strong></p>\n'
        case "quote":
            return f"<blockquote>\n{''.join(to_html(item) for item in block.items)}</blockquote>\n"
        case "code":
            return f'<pre tabindex="0"><code>{_html_spans(block.spans, bare=True)}</code></pre>\n'
        case "bullets" | "numbers":
            items = "".join(f'<li dir="auto">{_html_item(item)}</li>\n' for item in block.items)
            if block.kind == "bullets":
                return f"<ul>\n{items}</ul>\n"
            start = f' start="{block.start}"' if block.start != 1 else ""
            return f"<ol{start}>\n{items}</ol>\n"
        case "table":
            return _html_table(block)
        case "rule":
            return "<hr>\n"
    return f'<p dir="auto">{_html_spans(block.spans)}</p>\n'


def _html_item(blocks: Sequence[Block]) -> str:
    """A list entry: of a single paragraph without the paragraph."""
    if len(blocks) == 1 and blocks[0].kind == "paragraph":
        return _html_spans(blocks[0].spans)
    return to_html(blocks)


def _html_table(block: Block) -> str:
    head, *rows = block.rows
    cells = "".join(f'<th scope="col" dir="auto">{_html_spans(cell)}</th>' for cell in head)
    body = "".join(f"<tr>{_html_row(row)}</tr>\n" for row in rows)
    table = f"<table>\n<thead><tr>{cells}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>"
    return f'<div class="wide" tabindex="0">{table}</div>\n'


def _html_row(row: Sequence[Sequence[Span]]) -> str:
    return "".join(f'<td dir="auto">{_html_spans(cell)}</td>' for cell in row)


def _html_spans(spans: Sequence[Span], *, bare: bool = False) -> str:
    parts = []
    for span in spans:
        text = html_text(span.text) if bare or span.code else html_text(span.text).replace("\n", "<br>\n")
        if span.code and not bare:
            text = f"<code>{text}</code>"
        for wanted, tag in ((span.struck, "s"), (span.emphasis, "em"), (span.strong, "strong")):
            text = f"<{tag}>{text}</{tag}>" if wanted else text
        if span.link:
            text = f'<a href="{html_attribute(span.link)}">{text}</a>'
        parts.append(text)
    return "".join(parts)


def to_typst(blocks: Sequence[Block]) -> list[dict[str, Any]]:
    """The tree as data for the templates of Typst, which never take text for markup."""
    return [
        {
            "kind": block.kind, "start": block.start, "spans": typst_spans(block.spans),
            "items": [to_typst(item) for item in block.items],
            "rows": [[typst_spans(cell) for cell in row] for row in block.rows],
        }
        for block in blocks
    ]  # fmt: skip


def typst_spans(spans: Sequence[Span]) -> list[dict[str, Any]]:
    """A line of text as data for Typst."""
    return [attrs.asdict(span) for span in spans]


def to_markdown(blocks: Sequence[Block]) -> str:
    """The tree as Markdown that means the same and nothing else."""
    return "\n\n".join(map(_markdown_block, blocks))


def _markdown_block(block: Block) -> str:
    match block.kind:
        case "heading":
            return f"**{_markdown_spans(block.spans)}**"
        case "quote":
            return _indented("\n\n".join(map(to_markdown, block.items)), "> ", "> ")
        case "code":
            text = block.spans[0].text if block.spans else ""
            fence = "`" * (_longest_run(text) + 3)
            return f"{fence}\n{text}\n{fence}"
        case "bullets":
            return "\n".join(_indented(to_markdown(item), "- ", "  ") for item in block.items)
        case "numbers":
            return "\n".join(
                _indented(to_markdown(item), f"{number}. ", " " * (len(str(number)) + 2))
                for number, item in enumerate(block.items, start=block.start)
            )
        case "table":
            head, *rows = ([_BAR.sub(r"\\|", _markdown_spans(cell).replace("\n", " ")) for cell in row]
                           for row in block.rows)  # fmt: skip
            lines = [head, ["---"] * len(head), *rows]
            return "\n".join(f"| {' | '.join(line)} |" for line in lines)
        case "rule":
            return "---"
    return _markdown_spans(block.spans)


def _markdown_spans(spans: Sequence[Span]) -> str:
    parts = []
    for span in spans:
        if span.code:
            fence = "`" * (_longest_run(span.text) + 1)
            text = f"{fence} {span.text} {fence}" if "`" in span.text else f"`{span.text}`"
        else:
            text = "\\\n".join(map(_marked, span.text.split("\n"), repeat(span)))
        if span.link:
            text = f"[{text}](<{span.link.replace('>', '%3E').replace('<', '%3C')}>)"
        parts.append(text)
    return "".join(parts)


def _marked(line: str, span: Span) -> str:
    """A line in the style of its span: no mark may touch a blank."""
    bare = line.strip()
    if not bare:
        return line
    at = line.find(bare)
    marks = ("**" if span.strong else "") + ("*" if span.emphasis else "") + ("~~" if span.struck else "")
    return f"{line[:at]}{marks}{markdown_line(bare)}{marks[::-1]}{line[at + len(bare):]}"


def _longest_run(text: str) -> int:
    """The length of the longest run of backticks."""
    longest = run = 0
    for character in text:
        run = run + 1 if character == "`" else 0
        longest = max(longest, run)
    return longest


def _indented(text: str, first: str, rest: str) -> str:
    lines = text.split("\n")
    head, *others = lines
    return "\n".join([first + head, *(rest + line if line else rest.rstrip() for line in others)])
