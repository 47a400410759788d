"""Texts as data: generated sentences with the names in them, and what the author wrote at length."""

import attrs

__all__ = ["Prose", "Run", "Sentence"]


@attrs.frozen
class Run:
    """A stretch of a sentence: generated words, or a name out of the model (`strong`), or a quotation (`code`)."""

    text: str
    strong: bool = False
    code: bool = False


Sentence = tuple[Run, ...]


@attrs.frozen
class Prose:
    """A text of the author's, perhaps of several paragraphs; a `\"\"\"long text\"\"\"` is Markdown."""

    text: str
    markdown: bool = False
