"""What the sentences of a brief refer to: drawings by their numbers, sections by their titles, figures by their lines.

A `Wish` stands in a sentence until all sections are chosen and their drawings numbered. Then it becomes words that lead
to what it names, or nothing: nobody is sent to what is not in this brief.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from operator import is_
from typing import Any

import attrs

from canvasdsl.brief.brief import FigureLine, Part, Passage, Picture, Piece, Section
from canvasdsl.model.entities import Entity
from canvasdsl.views.drawing import Drawing
from canvasdsl.views.phrasing import Phrasing
from canvasdsl.views.poster.poster import Poster
from canvasdsl.views.texts import Link, Run, Sentence

__all__ = ["References", "Wish", "aside", "led_to", "name_of", "pointing", "seen"]

_WISH = "\x04"
_NUMBER = re.compile("\x02([0-9]+)\x03")
_END = re.compile(r"[.!?]$")


@attrs.frozen(kw_only=True)
class Wish(Run):
    """Words that will name the drawings of the first of `views` that has any, of a block or of all, else a section.

    `around` is the key of the words before and behind; a sentence that is `needless` without stands only with them.
    """

    text: str = ""
    views: tuple[str, ...] = ()
    of: str = ""
    section: str = ""
    around: str = ""
    needless: bool = False


def name_of(block: Entity | None) -> str:
    """What the drawings of a block are told apart by; empty for the whole model."""
    return " ".join(block.key) if block is not None and block.key is not None else ""


def seen(sentence: Sentence, *views: str, of: Entity | None = None) -> Sentence:
    """The sentence with the numbers of the drawings that show what it says, before its full stop."""
    *first, last = sentence
    end = _END.search(last.text)
    wish = Wish(views=views, of=name_of(of), around="behind")
    if end is None:
        return (*sentence, wish)
    return (*first, attrs.evolve(last, text=last.text[: end.start()]), wish, Run(end.group()))


def pointing(
    key: str, say: Phrasing, *views: str, of: Entity | None = None, section: str = "", **values: str
) -> Sentence:  # fmt: skip
    """The sentence of a key below `brief.see`, which says where to look and is left out where there is nothing."""
    wish = Wish(views=views, of=name_of(of), section=section, needless=True)
    before, _, behind = say.wording(f"brief.see.{key}", see=_WISH, **values).partition(_WISH)
    return (*say.runs(before), wish, *say.runs(behind))


def aside(*sentences: Sentence) -> Passage:
    """Sentences that say where to look, in small letters."""
    return Passage(sentences=sentences, aside=True)


class References:
    """The anchors of some sections whose drawings are numbered, and the words that lead there."""

    def __init__(self, sections: Iterable[Section], say: Phrasing) -> None:
        self._say = say
        self._titles = {section.id: section.title for section in sections}
        self._numbers: dict[tuple[str, str], list[int]] = {}
        self.anchors = set(self._titles)
        """All that can be led to."""
        for piece in _pieces_in(sections):
            if isinstance(piece, Picture):
                self.anchors.add(f"figure-{piece.number}")
                for of in {piece.of, ""}:
                    self._numbers.setdefault((piece.drawing.view, of), []).append(piece.number)
            self.anchors.update(line.anchor for line in _lines_in(piece))
            self.anchors.update(fact.anchor for fact in getattr(piece, "facts", ()) if fact.anchor)

    def settled(self, value: Any) -> Any:
        """A part of the brief with every wish made words, and no link to what is not there."""
        if isinstance(value, str):
            return value
        if type(value) is tuple:
            if value and isinstance(value[0], Run):
                return self._sentence(value)
            if value and isinstance(value[0], Link):
                links = tuple(link for link in value if link.to in self.anchors)
                return value if links == value else links
            parts = tuple(self._kept(value))
            return value if len(parts) == len(value) and all(map(is_, parts, value)) else parts
        new = {}
        for name in _parts_of(value):
            old = getattr(value, name)
            if (part := self.settled(old)) is not old:
                new[name] = part
        return attrs.evolve(value, **new) if new else value

    def _kept(self, values: tuple[Any, ...]) -> Iterator[Any]:
        """All but sentences, passages and parts that said nothing but where to look."""
        for value in values:
            settled = self.settled(value)
            if settled is value or not _is_empty(settled, value):
                yield settled

    def _sentence(self, sentence: Sentence) -> Sentence:
        runs: list[Run] = []
        for run in sentence:
            if not isinstance(run, Wish):
                runs.append(attrs.evolve(run, to="") if run.to and run.to not in self.anchors else run)
                continue
            words = self._words(run)
            if not words and run.needless:
                return ()
            runs += words
        return tuple(runs) if tuple(runs) != sentence else sentence

    def _words(self, wish: Wish) -> list[Run]:
        numbers = next((found for view in wish.views if (found := self._numbers.get((view, wish.of)))), [])
        if numbers:
            words = self._drawings(numbers)
        elif wish.section in self._titles:
            title = self._say.wording("brief.see.section", title=self._titles[wish.section])
            words = [Run(title, to=wish.section)]
        else:
            return []
        if wish.around:
            before, _, behind = self._say.wording(f"brief.see.{wish.around}", see=_WISH).partition(_WISH)
            words = [Run(before), *words, Run(behind)]
        return words

    def _drawings(self, numbers: list[int]) -> list[Run]:
        """`figure 4`, all of it a link; `figures 4 and 5`, a link each."""
        listed = self._say.join([f"\x02{number}\x03" for number in numbers])
        text = self._say.counted("see.figure", len(numbers), numbers=listed)
        if len(numbers) == 1:
            return [Run(_NUMBER.sub(r"\1", text), to=f"figure-{numbers[0]}")]
        parts = _NUMBER.split(text)
        return [Run(part, to=f"figure-{part}" if at % 2 else "") for at, part in enumerate(parts) if part]


def led_to(value: Any) -> Iterator[str]:
    """The anchors that a part of a brief leads to."""
    if type(value) is tuple:
        for part in value:
            yield from led_to(part)
    elif isinstance(value, Run):
        yield from (value.to,) if value.to else ()
    elif isinstance(value, Link):
        yield value.to
    else:
        for name in _parts_of(value):
            yield from led_to(getattr(value, name))


def _parts_of(value: Any) -> tuple[str, ...]:
    """What a part of a brief is made of; a drawing is looked at as a whole."""
    kind: Any = type(value)
    return _fields(kind)


@cache
def _fields(kind: Any) -> tuple[str, ...]:
    is_part = attrs.has(kind) and not issubclass(kind, Drawing | Poster)
    return tuple(field.name for field in attrs.fields(kind)) if is_part else ()


def _is_empty(settled: Any, before: Any) -> bool:
    """Whether nothing is left of something; values that lost their links stay as values."""
    match settled:
        case Passage():
            return not settled.sentences
        case Part():
            return not settled.pieces
    return settled == () and isinstance(before[0], Run)


def _pieces_in(sections: Iterable[Section]) -> Iterator[Piece]:
    return (piece for section in sections for part in section.parts for piece in part.pieces)


def _lines_in(piece: Piece) -> Iterator[FigureLine]:
    return (line for group in getattr(piece, "groups", ()) for line in group.lines if isinstance(line, FigureLine))
