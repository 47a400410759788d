"""Where a word of the vocabulary may stand: looked up for messages alone."""

from functools import cache

from canvasdsl.model.canvas import Canvas
from canvasdsl.model.thresholds import Thresholds
from canvasdsl.model.types import Choice, RefOr
from canvasdsl.model.vocabulary import Table, classes, table_of

__all__ = [
    "declaring", "first_home", "homes_of", "is_at_home", "is_headless", "is_named", "line_of_option", "singular_of",
    "singulars",
]

_MOST_HOMES = 3


def homes_of(word: str) -> str:
    """Where a word may stand, for a message, such as "in `revenue` or `plan`"; empty if there is no such place."""
    homes = _homes().get(word, ())
    *before, last = [f"`{home}`" for home in homes if home][:_MOST_HOMES] or [""]
    inside = f"{', '.join(before)} or {last}" if before else last
    return " or ".join(part for part in (inside and f"in {inside}", "at the top level" if "" in homes else "") if part)


def first_home(word: str, *, named: bool = False) -> str:
    """The block in which a word may stand before all others; empty if it may stand at the top level, or nowhere.

    `named` asks for one in which it is a block with a name, if there is such a one.
    """
    homes = _homes().get(word, ("",))
    if "" in homes:
        return ""
    return next((each for each in homes if named and is_named(word, each)), homes[0])


def line_of_option(word: str, table: Table) -> tuple[str, str, str]:
    """Of a word of a choice: what it is one of, how it is written, and in which block if not in that of `table`.

    Such as `("metric type", "type nps", "metric")`; all empty where no choice has the word, or more than two do.
    """
    found = _options().get(word, ())
    for kind, line, called in found:
        if line.split()[0] in table.words and (not kind or table is _tables()[kind]):
            return called, line, ""
    kinds = {kind for kind, _, _ in found}
    if not found or len(kinds) > 2:
        return "", "", ""
    kind, line, called = found[0]
    return called, line, kind


def is_headless(kind: str) -> bool:
    """Whether nothing stands between the word of a block and its brace, as in `value-chain {`."""
    return kind in _tables() and not _tables()[kind].slots


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


def is_named(word: str, home: str) -> bool:
    """Whether a word is a block with a name in the blocks of a kind, as `persona` is in `segment`."""
    if home not in _tables():
        return False
    field = _tables()[home].words.get(word)
    return field is not None and field.entity is not None and table_of(field.entity).has_id


@cache
def _tables() -> dict[str, Table]:
    return {cls.word: table_of(cls) for cls in classes(Canvas) if cls.word}


@cache
def _options() -> dict[str, list[tuple[str, str, str]]]:
    """For each word of a choice: the blocks where it may stand, its line there and what the choice is called."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for cls in classes(Canvas):
        for field in table_of(cls).fields if cls.word else ():
            choice = field.type.other if isinstance(field.type, RefOr) else field.type
            if isinstance(choice, Choice) and field.place != "attribute":
                for word, option in choice.words.items():
                    is_slot = field.place == "slot"
                    line = f"{cls.word} {option}" if is_slot else f"{field.name} {option}"
                    home = first_home(cls.word) if is_slot else cls.word
                    found.setdefault(word, []).append((home, line, choice.name))
    return found
