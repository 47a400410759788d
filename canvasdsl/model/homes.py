"""Where a word of the vocabulary may stand: looked up for messages alone."""

from functools import cache

from canvasdsl.model.canvas import Canvas
from canvasdsl.model.vocabulary import classes, table_of

__all__ = ["declaring", "homes_of"]


def homes_of(word: str) -> str:
    """Where a word may stand, for a message, such as "in `revenue` or `plan`"; empty if there is no such place."""
    homes = _homes().get(word, ())
    inside = " or ".join(f"`{home}`" for home in homes[:4] if home)
    return " or ".join(part for part in (inside and f"in {inside}", "at the top level" if "" in homes else "") if part)


def declaring(kind: str, name: str) -> str:
    """How to declare a block that is named and does not exist."""
    where = "" if "" in _homes().get(kind, ()) else f" {homes_of(kind)}"
    return f"declare it{where}: `{kind} {name}`"


@cache
def _homes() -> dict[str, list[str]]:
    homes: dict[str, list[str]] = {}
    for cls in classes(Canvas):
        for word in table_of(cls).words if cls.word else ():
            homes.setdefault(word, []).append(cls.word)
    for word in table_of(Canvas).words:
        homes.setdefault(word, []).append("")
    return homes
