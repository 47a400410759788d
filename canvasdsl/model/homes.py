"""Where a word of the vocabulary may stand: looked up for messages alone."""

from functools import cache

from canvasdsl.model.canvas import Canvas
from canvasdsl.model.thresholds import Thresholds
from canvasdsl.model.vocabulary import classes, table_of

__all__ = ["declaring", "homes_of", "is_at_home", "singular_of", "singulars"]

_MOST_HOMES = 3


def homes_of(word: str) -> str:
    """Where a word may stand, for a message, such as "in `revenue` or `plan`"; empty if there is no such place."""
    homes = _homes().get(word, ())
    *before, last = [f"`{home}`" for home in homes if home][:_MOST_HOMES] or [""]
    inside = f"{', '.join(before)} or {last}" if before else last
    return " or ".join(part for part in (inside and f"in {inside}", "at the top level" if "" in homes else "") if part)


def singular_of(word: str) -> str:
    """The word of the vocabulary of which this one is the plural; empty if it is none."""
    if word in _homes():
        return ""
    return next((each for each in singulars(word) if each in _homes()), "")


def singulars(word: str) -> tuple[str, ...]:
    """What a word may be the plural of."""
    return word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("ies") + "y"


def is_at_home(word: str, kind: str) -> bool:
    """Whether a word may stand in the blocks of a kind."""
    return kind in _homes().get(word, ())


def declaring(kind: str, name: str) -> str:
    """How to declare a block that is named and does not exist."""
    where = "" if "" in _homes().get(kind, ()) else f" {homes_of(kind)}"
    return f"declare it{where}: `{kind} {name}`"


@cache
def _homes() -> dict[str, list[str]]:
    homes: dict[str, list[str]] = {}
    for cls in sorted(classes(Canvas), key=lambda cls: cls is Thresholds):
        for word in table_of(cls).words if cls.word else ():
            if cls is not Thresholds or word not in homes:  # nobody means the limit of a check who has the thing itself
                homes.setdefault(word, []).append(cls.word)
    for word in table_of(Canvas).words:
        homes.setdefault(word, []).append("")
    return homes
