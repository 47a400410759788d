"""How many cells of a terminal a text takes, and wrapping by that measure.

Wide characters take two cells, combining marks none; an emoji sequence takes as many as its first character. Terminals
differ about such sequences; this is what the newer ones do.
"""

from functools import cache

__all__ = ["cells", "character_cells", "wrap"]

_JOINER = "\u200d"
_EMOJI_STYLE = "\ufe0f"


def cells(text: str) -> int:
    """The number of cells that `text` takes; control characters are the caller's to remove."""
    if text.isascii():
        return len(text)
    return sum(character_cells(text))


def character_cells(text: str) -> list[int]:
    """The cells of each character of `text`, as they stand one after the other."""
    if text.isascii():
        return [1] * len(text)
    widths: list[int] = []
    before = ""
    for character in text:
        width = 0 if before == _JOINER else _alone(character)
        if character == _EMOJI_STYLE and widths and widths[-1] == 1 and not before.isascii():
            width = 1
        elif "\U0001f3fb" <= character <= "\U0001f3ff" and widths and widths[-1] == 2:
            width = 0
        widths.append(width)
        before = character
    return widths


@cache
def _alone(character: str) -> int:
    if " " <= character <= "~":
        return 1
    import unicodedata

    if unicodedata.category(character) in ("Mn", "Me", "Cf") or "\u1160" <= character <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def wrap(text: str, width: int) -> list[str]:
    """`text` in lines of at most `width` cells, broken at spaces; a longer word keeps a line of its own.

    Spaces at the beginning stay and indent the lines that follow.
    """
    if cells(text) <= width:
        return [text]
    bare = text.lstrip(" ")
    indent = text[: len(text) - len(bare)]
    lines: list[str] = []
    line, taken = indent, len(indent)
    for word in bare.split(" "):
        size = cells(word)
        if taken > len(indent) and taken + 1 + size > width:
            lines.append(line)
            line, taken = indent, len(indent)
        if taken > len(indent):
            line, taken = f"{line} {word}", taken + 1 + size
        else:
            line, taken = line + word, taken + size
    return [*lines, line]
