"""What was written: a `Document` is items in order, with comments beside them; nothing here knows the vocabulary.

Two Documents are equal when they say the same in the same order, wherever it stands;
comments count, spacing does not.
"""

import attrs

from canvasdsl.diagnostics import Diagnostic
from canvasdsl.source import Source
from canvasdsl.syntax.nodes import Comment, Item
from canvasdsl.syntax.written import canonical_item

__all__ = ["Document"]


@attrs.frozen(eq=False)
class Document:
    """One file as it was written, with what is wrong with its syntax; `more` mistakes are beyond the limit."""

    source: Source
    items: tuple[Item, ...]
    comments: tuple[Comment, ...]
    diagnostics: tuple[Diagnostic, ...]
    more: int = 0

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Document):
            return NotImplemented
        return (
            [canonical_item(item) for item in self.items] == [canonical_item(item) for item in other.items]
            and [comment.text.rstrip() for comment in self.comments]
            == [comment.text.rstrip() for comment in other.comments]
        )  # fmt: skip

    __hash__ = None  # type: ignore[assignment]
