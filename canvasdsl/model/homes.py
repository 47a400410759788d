"""Where a word of the vocabulary may stand: looked up for messages alone."""

from functools import cache

from canvasdsl.model.canvas import Canvas
from canvasdsl.model.vocabulary import classes, table_of

__all__ = ["homes_of"]


def homes_of(word: str) -> str:
    """The blocks in which a word may stand, for a message; empty if there are none."""
    homes = _homes().get(word, ())
    named = [home if " " in home else f"`{home}`" for home in homes[:4]]
    return " or ".join(named)


@cache
def _homes() -> dict[str, list[str]]:
    homes: dict[str, list[str]] = {}
    for cls in classes(Canvas):
        for word in table_of(cls).words if cls.word else ():
            homes.setdefault(word, []).append(cls.word)
    for word in table_of(Canvas).words:
        homes.setdefault(word, []).append("the top of the file")
    return homes
