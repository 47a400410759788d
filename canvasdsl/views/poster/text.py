"""The poster in words: all its texts with their fields, what its marks say, and a description of the whole."""

from collections.abc import Iterable, Iterator

import attrs

from canvasdsl.views.poster.poster import READING_ORDER, Poster, PosterNote, PosterWords
from canvasdsl.views.typeset import uncovered
from canvasdsl.wording import Wording

__all__ = ["note_in_words", "poster_description", "poster_texts", "poster_words", "segments_in_words", "unsupported"]


def poster_texts(poster: Poster) -> Iterator[tuple[str, str]]:
    """Each text that the poster shows, after the name of its field."""
    yield from (("title", poster.title), ("purpose", poster.purpose), ("date", poster.date), ("banner", poster.banner))
    yield from (("attribution", poster.attribution), ("words", "".join(attrs.astuple(poster.words))))
    for segment in poster.segments:
        yield f"segment {segment.name}", segment.name
    for block in poster.blocks:
        yield block.key, block.title
        yield from ((block.key, question) for question in block.questions)
        for note in block.notes:
            field = note.field or f"{block.key} {note.title}"
            yield from ((field, text) for text in (note.title, note.detail, note.status) if text)


def poster_words(wording: Wording) -> PosterWords:
    """The catalogue's words around the blocks, their places still open."""
    keys = {"block": "brief.list.detail", "note_separator": "brief.list.inside"}
    return PosterWords(**{
        field.name: wording.pattern(keys.get(field.name, f"poster.{field.name}")) for field in attrs.fields(PosterWords)
    })


def unsupported(poster: Poster) -> tuple[tuple[str, str], ...]:
    """What our fonts cannot draw: field and character, each character once, where it stands first."""
    found: dict[str, str] = {}
    for field, text in poster_texts(poster):
        for cluster in uncovered(text):
            found.setdefault(cluster, field)
    return tuple((field, cluster) for cluster, field in found.items())


def poster_description(poster: Poster) -> str:
    """Each block with its notes, in reading order, a line each."""
    lines = [poster.words.description.format(title=poster.title)]
    for key in READING_ORDER:
        block = poster.block(key)
        names = [f"{note.title} ({poster.words.is_idea})" if note.idea else note.title for note in block.notes]
        if names:
            notes = poster.words.note_separator.join(names)
            lines.append(f"{poster.words.block.format(head=block.title, detail=notes)}.")
    return "\n".join(lines)


def note_in_words(note: PosterNote, poster: Poster) -> str:
    """What the marks and the outline of a note say: what became of it, whether it is an idea, and for whom it is."""
    parts = [note.mark_word] if note.mark_word else []
    parts += [poster.words.is_idea] if note.idea else []
    parts += [poster.words.is_orphan] if note.orphan else []
    parts += [segments_in_words(note.segments, poster)] if note.segments else []
    return ". ".join(parts)


def segments_in_words(indexes: Iterable[int], poster: Poster) -> str:
    """For which segments something is."""
    names = poster.words.list_separator.join(poster.segments[index].name for index in indexes)
    return poster.words.for_segments.format(segments=names)
