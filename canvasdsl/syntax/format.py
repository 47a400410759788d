"""The formatter: a Document in its one canonical form, and the proof that nothing was lost on the way.

The form: two blanks a level; the values of properties begin at one column, which no other line moves; a body stays in
one line where it was written so and fits; comments, order and single blank lines stay.
"""

from collections.abc import Mapping
from types import MappingProxyType

import attrs

from canvasdsl.limits import FILE_BYTES, LINE_CHARACTERS
from canvasdsl.source import Source
from canvasdsl.syntax.document import Document
from canvasdsl.syntax.layout import Layout
from canvasdsl.syntax.parser import parse
from canvasdsl.syntax.written import canonical_item

__all__ = ["Refusal", "format_document", "proved_format"]

_NOTHING: Mapping[int, str] = MappingProxyType({})
_OUR_MISTAKE = "; this is a mistake of ours, please report it with the file"


@attrs.frozen
class Refusal:
    """Why a Document is left as it is; `reason` goes on from "not formatted:"."""

    reason: str


def format_document(
    document: Document, *, blocks: Mapping[str, frozenset[str]], respelled: Mapping[int, str] = _NOTHING
) -> str:
    """The canonical text of a Document without mistakes of syntax.

    `blocks` says by the word of a parent which words in it declare blocks, so that one blank follows them (see
    `model.vocabulary.block_words`); all others are properties, but at the top, where nothing is aligned. `respelled`
    gives words, by their offset, that the vocabulary spells in another way.
    """
    return Layout(document, blocks, respelled).write()


def proved_format(
    document: Document, *, blocks: Mapping[str, frozenset[str]], respelled: Mapping[int, str] = _NOTHING
) -> str | Refusal:
    """The canonical text, if it says the same with the same comments and is its own canonical text; else why not."""
    if document.diagnostics:
        return Refusal("it has mistakes of syntax")
    text = format_document(document, blocks=blocks, respelled=respelled)
    if text == document.source.text:
        return text
    if len(text) > FILE_BYTES or (not text.isascii() and len(text.encode()) > FILE_BYTES):
        return Refusal(f"it would have more than {FILE_BYTES:_} bytes")
    again = parse(Source(document.source.name, text))
    if again.diagnostics:
        if any(found.code == "SYN110" for found in again.diagnostics):
            return Refusal(f"one of its lines would have more than {LINE_CHARACTERS:_} characters")
        return Refusal(f"it would have mistakes of syntax{_OUR_MISTAKE}")
    if [canonical_item(item, respelled) for item in document.items] != [canonical_item(item) for item in again.items]:
        return Refusal(f"it would not say the same{_OUR_MISTAKE}")
    if [each.text.rstrip() for each in document.comments] != [each.text.rstrip() for each in again.comments]:
        return Refusal(f"its comments would change{_OUR_MISTAKE}")
    if format_document(again, blocks=blocks) != text:
        return Refusal(f"formatting it again would change it{_OUR_MISTAKE}")
    return text
