"""Texts as data: generated sentences with the names in them, and what the author wrote at length."""

import attrs

__all__ = ["Link", "Prose", "Run", "Sentence"]


@attrs.frozen
class Run:
    """A stretch of a sentence: generated words, or a name out of the model (`strong`), or a quotation (`code`).

    `to` is the anchor of what it leads to; `language` is that of a text which is not in the reader's.
    """

    text: str
    strong: bool = False
    code: bool = False
    to: str = attrs.field(default="", kw_only=True)
    language: str = attrs.field(default="", kw_only=True)


Sentence = tuple[Run, ...]


@attrs.frozen
class Link:
    """The characters of a text from `start` to before `end`, which lead to an anchor."""

    start: int
    end: int
    to: str


@attrs.frozen
class Prose:
    """A text of the author's, perhaps of several paragraphs; a `\"\"\"long text\"\"\"` is Markdown."""

    text: str
    markdown: bool = False
    links: tuple[Link, ...] = attrs.field(default=(), kw_only=True)
    """The computed figures in it, in their order."""
    language: str = attrs.field(default="", kw_only=True)
    """That of a text which is neither the author's nor in the reader's."""
