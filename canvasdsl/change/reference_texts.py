"""How a block is named where another one refers to it: the shortest name that leads there and nowhere else."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from canvasdsl.model.canvas import Canvas
from canvasdsl.model.entities import Reference
from canvasdsl.syntax.tables import WORD
from canvasdsl.syntax.tokens import tokenise
from canvasdsl.syntax.written import encode

__all__ = ["ReferenceTexts", "is_word", "reference_texts"]

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?:[-.][A-Za-z0-9_]+)*\Z")
_Key = tuple[str, str]


def reference_texts(canvas: Canvas) -> "ReferenceTexts":
    """The names of the blocks of a model."""
    return ReferenceTexts({key: getattr(block, "title", None) for key, block in canvas.index.blocks.items()})


class ReferenceTexts:
    """How references write the names of blocks."""

    def __init__(self, blocks: Mapping[_Key, str | None]) -> None:
        """`blocks` are the titles of all blocks that have a name, by kind and id in full."""
        self.blocks = blocks
        self.kinds = tuple(dict.fromkeys(kind for kind, _ in blocks))
        self._titles: dict[str, list[_Key]] = {}
        self._ends: dict[str, list[_Key]] = {}
        for key, title in blocks.items():
            if title is not None:
                self._titles.setdefault(title, []).append(key)
            _, *ends = key[1].split(".")
            for at in range(len(ends)):
                self._ends.setdefault(".".join(ends[at:]), []).append(key)

    def text(
        self, reference: Reference, kinds: tuple[str, ...], scope: tuple[str, ...] = (), *, like: str = ""
    ) -> str:
        """What to write for a reference that takes one of `kinds`, any where there are none, inside the blocks whose
        ids in full are `scope`, the innermost first; a reference that led nowhere stays as it was written.

        `like` is what stood there before another name was given: as much of the name is written, if that is enough.
        """
        if not reference.kind:
            return reference.id
        title = self.blocks.get(reference.key)
        by_title = like[:1] == '"' or (title is not None and f".{reference.id}".endswith(f".{title}"))
        words = [] if by_title else list(self._words(reference.key))
        if like:
            words.sort(key=lambda word: word.count(".") != like.count("."))
        for word in words:
            if self.called(word, kinds, scope) == [reference.key]:
                return word
        if title is not None and self.titled(title, kinds) == [reference.key]:
            return encode(title)
        for word in self._words(reference.key):
            if self.called(word, kinds, scope) == [reference.key]:
                return word
        return reference.id if is_word(reference.id) else encode(reference.id)

    def _words(self, key: _Key) -> Iterator[str]:
        """The words that may name a block, the shortest first, and those with its kind last."""
        kind, path = key
        parts = path.split(".")
        ends = [".".join(parts[at:]) for at in reversed(range(len(parts)))]
        words = [end for end in ends if is_word(end)]
        yield from words
        yield from (f"{kind}.{word}" for word in words)

    def titled(self, title: str, kinds: tuple[str, ...] = ()) -> list[_Key]:
        """The blocks of these kinds, or of any where there are none, that have a title."""
        return [key for key in self._titles.get(title, ()) if not kinds or key[0] in kinds]

    def called(self, name: str, kinds: tuple[str, ...] = (), scope: tuple[str, ...] = ()) -> list[_Key]:
        """The blocks that a word may name, as `model.names` finds them."""
        kinds = kinds or self.kinds
        for parent in scope:
            for kind in kinds:
                if (kind, f"{parent}.{name}") in self.blocks:
                    return [(kind, f"{parent}.{name}")]
        exact = [(kind, name) for kind in kinds if (kind, name) in self.blocks]
        if exact:
            return exact
        head, dot, rest = name.partition(".")
        if dot and head in kinds:
            some = [(head, rest)] if (head, rest) in self.blocks else self._ending(rest, (head,))
            if some:
                return some
        return self._ending(name, kinds)

    def _ending(self, name: str, kinds: tuple[str, ...]) -> list[_Key]:
        return [key for key in self._ends.get(name, ()) if key[0] in kinds]


@lru_cache(maxsize=4096)
def is_word(text: str) -> bool:
    """Whether a text is one word of the language."""
    if text.isascii():
        return _PLAIN.match(text) is not None
    values = tokenise(text).values
    return len(values) > 0 and values[0].kind == WORD and values[0].text == text
