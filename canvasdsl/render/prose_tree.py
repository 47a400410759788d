"""What the author wrote at length as a tree, with links from the figures in it to where they are computed."""

from collections.abc import Iterator, Sequence
from urllib.parse import quote

import attrs

from canvasdsl.render.escape import storable
from canvasdsl.render.markdown_text import Block, Span, literal, read_markdown
from canvasdsl.views.texts import Link, Prose

__all__ = ["prose_tree", "value_spans"]

_FIRST_PRIVATE = 0xE000


def prose_tree(prose: Prose) -> tuple[Block, ...]:
    """The blocks of a text. What leads to a place of the same document has a link that begins with `#`.

    A figure inside an address stays as it is, and so do all of a text that has one there.
    """
    read = read_markdown if prose.markdown else literal
    if not prose.links:
        return read(prose.text)
    begin, end = _unused(prose.text)
    parts, at = [], 0
    for link in prose.links:
        parts += [prose.text[at : link.start], begin, prose.text[link.start : link.end], end]
        at = link.end
    marked = read("".join((*parts, prose.text[at:])))
    addresses = iter([f"#{link.to}" for link in prose.links])
    linked = tuple(_linked(block, begin, end, addresses) for block in marked)
    marks = (begin, end, quote(begin), quote(end))
    is_whole = not any(mark in span.text or mark in span.link for span in _spans_in(linked) for mark in marks)
    return linked if is_whole else read(prose.text)


def value_spans(value: str, links: Sequence[Link]) -> tuple[Span, ...]:
    """A value of one line or more, which is no Markdown, cut at its links."""
    spans, at = [], 0
    for link in links:
        spans += [Span(text=value[at : link.start]), Span(text=value[link.start : link.end], link=f"#{link.to}")]
        at = link.end
    return tuple(attrs.evolve(span, text=storable(span.text)) for span in (*spans, Span(text=value[at:])) if span.text)


def _unused(text: str) -> tuple[str, str]:
    """Two characters for private use that the text does not have."""
    free = (chr(number) for number in range(_FIRST_PRIVATE, _FIRST_PRIVATE + len(text) + 2))
    first, second, *_ = (mark for mark in free if mark not in text)
    return first, second


def _linked(block: Block, begin: str, end: str, addresses: Iterator[str]) -> Block:
    def spans(found: Sequence[Span]) -> tuple[Span, ...]:
        return tuple(part for span in found for part in _parted(span, begin, end, addresses))

    return attrs.evolve(
        block, spans=spans(block.spans),
        items=tuple(tuple(_linked(one, begin, end, addresses) for one in item) for item in block.items),
        rows=tuple(tuple(spans(cell) for cell in row) for row in block.rows),
    )  # fmt: skip


def _parted(span: Span, begin: str, end: str, addresses: Iterator[str]) -> Iterator[Span]:
    """The span cut at its marks; what is a link of the author's already stays one."""
    before, *marked = span.text.split(begin)
    if before or not marked:
        yield attrs.evolve(span, text=before)
    for part in marked:
        inside, closing, behind = part.partition(end)
        address = next(addresses, "")
        yield attrs.evolve(span, text=inside if closing else begin + inside, link=span.link or address)
        if behind:
            yield attrs.evolve(span, text=behind)


def _spans_in(blocks: Sequence[Block]) -> Iterator[Span]:
    for block in blocks:
        yield from block.spans
        for item in block.items:
            yield from _spans_in(item)
        yield from (span for row in block.rows for cell in row for span in cell)
