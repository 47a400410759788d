"""All texts of a poster, each with the field that it comes from."""

from collections.abc import Iterator

from canvasdsl.views.poster import Poster
from canvasdsl.views.typeset import uncovered

__all__ = ["poster_texts", "unsupported"]


def poster_texts(poster: Poster) -> Iterator[tuple[str, str]]:
    """Each text that the poster shows, after the name of its field."""
    yield from (("title", poster.title), ("purpose", poster.purpose), ("date", poster.date), ("banner", poster.banner))
    yield "attribution", poster.attribution
    for segment in poster.segments:
        yield f"segment {segment.name}", segment.name
    for block in poster.blocks:
        yield block.key, block.title
        yield from ((block.key, question) for question in block.questions)
        for note in block.notes:
            field = note.field or f"{block.key} {note.title}"
            yield from ((field, text) for text in (note.title, note.detail, note.status) if text)


def unsupported(poster: Poster) -> tuple[tuple[str, str], ...]:
    """What our fonts cannot draw: field and character, each character once, where it stands first."""
    found: dict[str, str] = {}
    for field, text in poster_texts(poster):
        for cluster in uncovered(text):
            found.setdefault(cluster, field)
    return tuple((field, cluster) for cluster, field in found.items())
