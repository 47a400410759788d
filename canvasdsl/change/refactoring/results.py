"""What comes of a refactoring: texts that were proved, or the reason why nothing was changed."""

import attrs

from canvasdsl.load import Loaded
from canvasdsl.source import Span

__all__ = ["Left", "Refactored", "Refused"]


@attrs.frozen
class Left:
    """What only the author can say: `text` stands in the file at `span`, as it was before."""

    span: Span
    text: str


@attrs.frozen
class Refactored:
    """The texts that changed, by file, the models that they are, and what is left for the author to say."""

    texts: dict[str, str]
    models: tuple[Loaded, ...]
    left: tuple[Left, ...] = ()


@attrs.frozen
class Refused:
    """Why nothing was changed: a fact, what to do instead, and the place in the file that shows it."""

    reason: str
    help: str = ""
    place: Span | None = None
    more: tuple[str, ...] = ()
    """Each of several things that speak against it."""
