"""Text on paper: how wide it is in the fonts that travel with the program, and where its lines end.

Widths are upper bounds: the sum of the advance widths, each of the widest form that a character can take (kerning in
our fonts only narrows). What our fonts lack counts as an em or more, so that the reader's fonts have room. Lines keep
the logical order of their characters; whoever draws them orders and shapes them.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

import attrs

from canvasdsl import resources

__all__ = [
    "REGULAR", "SEMIBOLD", "FontPiece", "clusters", "direction", "font_families", "font_pieces", "measure",
    "paragraphs", "uncovered", "visible", "wrap",
]

REGULAR, SEMIBOLD = 400, 600

_BLANK = re.compile("[ \t\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]+")
_LINE_END = re.compile("\r\n|[\n\r\u2028\u2029]")
_IGNORABLE = (
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\U000e0000-\U000e0fff"
)
_INVISIBLE = re.compile(f"[{_IGNORABLE}]")
_SIMPLE = re.compile("[\x20-\u02ff\u0370-\u0482\u048a-\u052f\u1e00-\u1fff\u2010-\u2027\u2030-\u205e\u20a0-\u20cf]*")
_WIDE = re.compile("[\u1100-\u11ff\u2e80-\ua4cf\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
                   "\U0001f000-\U0003ffff\u200b]")
_BEFORE_PLAIN = re.compile("[ \t\r\n]+(?=[\x21-\u02ff])")
"""Blanks at which no character goes on."""
_AFTER_SIGN = re.compile(r"(?<=[^\W_][-‐–—/|])(?=\w)")
_NEVER_FIRST = frozenset("、。，．・：；？！）］｝」』】〕〉》〙〗々ゝゞヽヾー…‥%％°!),.:;?]}»”’›"
                         "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ")
_NEVER_LAST = frozenset("（［｛「『【〔〈《〘〖([{«“‘‹$£€¥￥＄")
_EMOJI, _CJK, _OTHER, _BROAD_SCRIPT, _REGIONAL, _BOXED_MARK = 1400, 1000, 1300, 2000, 1000, 400


@attrs.frozen
class FontPiece:
    """One web font file: the weights and the characters that it is for, and the family that it belongs to."""

    file: str
    family: str
    weight: int
    only_weight: bool
    ranges: tuple[tuple[int, int], ...]


def measure(text: str, size: float, *, weight: int = REGULAR) -> float:
    """The width in points that one line of `text` takes at most."""
    advances = _advances(weight)
    if _SIMPLE.fullmatch(text):
        total = sum([advances.get(character, _OTHER) for character in text])
    else:
        total = sum([_cluster_advance(cluster, weight) for cluster in clusters(text)])
    return total * size / 1000


def paragraphs(text: str) -> tuple[str, ...]:
    """The lines that the author meant, blanks collapsed; at least one, which may be empty."""
    lines = [_BLANK.sub(" ", line).strip(" ") for line in _LINE_END.split(text)]
    return tuple(line for line in lines if line) or ("",)


def wrap(text: str, width: float, size: float, *, weight: int = REGULAR) -> tuple[str, ...]:
    """The lines of `text`, none wider than `width`, each without a blank at its ends.

    A line ends at a blank, after a hyphen or slash inside a word, between CJK characters, and inside a word that is
    longer than a line; never inside a cluster. A cluster wider than `width` stands alone.
    """
    return tuple(line for paragraph in paragraphs(text) for line in _fill(paragraph, width, size, weight))


def direction(text: str, *, fallback: str = "ltr") -> str:
    """`ltr` or `rtl`: the direction of the first letter that has one (Unicode UAX #9, rule P2)."""
    if text.isascii():
        return "ltr" if any(map(str.isalpha, text)) else fallback
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind == "L":
            return "ltr"
        if kind in ("R", "AL"):
            return "rtl"
    return fallback


def clusters(text: str) -> Iterator[str]:
    """The characters as readers see them: letters with their marks, joined emoji, flags, Hangul syllables."""
    start, regional = 0, 0
    for at in range(1, len(text) + 1):
        if at < len(text) and _continues(text, at, regional + 1):
            regional += 1
            continue
        yield text[start:at]
        start, regional = at, 0


def uncovered(text: str) -> tuple[str, ...]:
    """The clusters of `text` that none of our fonts can draw, each once, in order of appearance."""
    if all(character in _advances(REGULAR) for character in text):
        return ()
    lacking = (one for part in _split(text) for one in clusters(part) if _family(one, REGULAR) is None)
    return tuple(dict.fromkeys(one for one in lacking if visible(one)))


def visible(text: str) -> str:
    """The text without the characters that are never drawn themselves: joiners, selectors, controls of direction."""
    return _INVISIBLE.sub("", text)


def font_families() -> tuple[str, ...]:
    """The names of our families, in the order in which a character looks for its font."""
    return tuple(family["name"] for family in _fonts()["families"])


def font_pieces(texts: Iterable[tuple[str, int]]) -> tuple[FontPiece, ...]:
    """The web font files that the texts (each with its weight) need, in the order of `fonts.json`."""
    needed: set[tuple[int, int, str]] = set()
    for weight in (REGULAR, SEMIBOLD):
        together = "".join({character for text, one in texts if one == weight for character in text})
        needed.update((_family(one, weight) or 0, weight, one) for one in together)
        words = {word for text, one in texts if one == weight and not _SIMPLE.fullmatch(text)
                 for word in _BEFORE_PLAIN.split(text)}  # fmt: skip
        for word in words:
            if _SIMPLE.fullmatch(word):
                continue
            needed.update((family, weight, character) for one in clusters(word)
                          if len(one) > 1 and (family := _family(one, weight)) is not None for character in one)
    return tuple(_pieces(needed))


def _pieces(needed: set[tuple[int, int, str]]) -> Iterator[FontPiece]:
    families = _fonts()["families"]
    served: set[tuple[int, int, str]] = set()
    for piece in _fonts()["pieces"]:
        ranges = tuple((first, last) for first, last in piece["characters"])
        only = len(families[piece["family"]]["widths"]) == 1
        mine = {one for one in needed - served if one[0] == piece["family"] and (only or one[1] == piece["weight"])
                and any(first <= ord(one[2]) <= last for first, last in ranges)}
        if mine:
            served |= mine
            yield FontPiece(piece["file"], families[piece["family"]]["name"], piece["weight"], only, ranges)


def _split(text: str) -> Iterator[str]:
    return (part for line in paragraphs(text) for part in line.split(" "))


def _fill(text: str, width: float, size: float, weight: int) -> Iterator[str]:
    """Greedy lines."""
    line, used = "", 0.0
    blank = measure(" ", size, weight=weight)
    for unit, spaced in _units(text):
        wide = measure(unit, size, weight=weight)
        gap = blank if spaced and line else 0.0
        if used + gap + wide <= width:
            line, used = (f"{line} {unit}" if gap else line + unit), used + gap + wide
            continue
        if line:
            yield line
        line, used = unit, wide
        if wide > width:
            *full, line = _chop(unit, width, size, weight)
            yield from full
            used = measure(line, size, weight=weight)
    yield line


def _units(text: str) -> Iterator[tuple[str, bool]]:
    """The stretches of `text` that stay together, each with whether a blank stands before it."""
    for at, word in enumerate(text.split(" ")):
        parts = _wide_parts(word) if _WIDE.search(word) else _AFTER_SIGN.split(word)
        for number, part in enumerate(parts):
            yield part, at > 0 and number == 0


def _wide_parts(word: str) -> list[str]:
    """The word cut between CJK characters and emoji, with no closing sign first and no opening sign last."""
    parts: list[str] = []
    for cluster in clusters(word):
        if parts and (
            cluster[0] in _NEVER_FIRST or parts[-1][-1] in _NEVER_LAST
            or not (_WIDE.search(cluster) or _WIDE.search(parts[-1][-1]))
        ):
            parts[-1] += cluster
        else:
            parts.append(cluster)
    return parts


def _chop(word: str, width: float, size: float, weight: int) -> list[str]:
    """A word that is longer than a line, cut between clusters."""
    lines, used = [""], 0.0
    for cluster in clusters(word):
        wide = measure(cluster, size, weight=weight)
        if lines[-1] and used + wide > width:
            lines.append("")
            used = 0.0
        lines[-1] += cluster
        used += wide
    return lines


def _continues(text: str, at: int, run: int) -> bool:
    """Whether the character at `at` belongs to the cluster before it; `run` counts regional indicators so far."""
    character, before = text[at], text[at - 1]
    if character.isascii():
        return False
    if before == "\u200d":
        return True
    point = ord(character)
    if unicodedata.category(character)[0] == "M" or character in "\u200c\u200d" or 0x1F3FB <= point <= 0x1F3FF:
        return True
    if 0x1F1E6 <= point <= 0x1F1FF:
        return 0x1F1E6 <= ord(before) <= 0x1F1FF and run % 2 == 1
    if 0x1160 <= point <= 0x11FF:
        return 0x1100 <= ord(before) <= 0x11FF or 0xAC00 <= ord(before) <= 0xD7A3
    return 0xE0020 <= point <= 0xE007F or 0xFF9E <= point <= 0xFF9F


@cache
def _cluster_advance(cluster: str, weight: int) -> int:
    if len(cluster) == 1:
        return _character_advance(cluster, weight)
    forms = {cluster, unicodedata.normalize("NFC", cluster), unicodedata.normalize("NFD", cluster)}
    widest = max(sum(_character_advance(character, weight) for character in form) for form in forms)
    family = _family(cluster, weight)
    if family is not None:
        table = _family_advances(family, weight)
        widest = max(widest, *(sum(table.get(character, 0) for character in form) for form in forms))
    else:  # where the reader has no font either, marks are drawn beside their letter, each in a box
        marks = sum(unicodedata.category(character) == "Mn" for character in visible(cluster))
        widest += _BOXED_MARK * max(0, marks - 1)
    return max(widest, _EMOJI) if "\ufe0f" in cluster or "\u20e3" in cluster else widest


def _character_advance(character: str, weight: int) -> int:
    known = _advances(weight).get(character)
    if known is not None:
        return known
    point = ord(character)
    if _INVISIBLE.match(character) or unicodedata.category(character) in ("Mn", "Me"):
        return 0
    if 0x1F1E6 <= point <= 0x1F1FF:
        return _REGIONAL
    if 0x1F000 <= point <= 0x1FBFF or (0x2300 <= point <= 0x2BFF and unicodedata.east_asian_width(character) == "W"):
        return _EMOJI
    if unicodedata.east_asian_width(character) in ("W", "F"):
        return _CJK
    return _BROAD_SCRIPT if 0x0900 <= point <= 0x0DFF or 0x12000 <= point <= 0x1254F else _OTHER


@cache
def _family(cluster: str, weight: int) -> int | None:
    """The first of our families that can draw all of the cluster."""
    drawn = visible(cluster)
    composed = unicodedata.normalize("NFC", drawn) if len(drawn) > 1 else drawn
    for number in range(len(_fonts()["families"])):
        table = _family_advances(number, weight)
        if all(character in table for character in drawn) or all(character in table for character in composed):
            return number
    return None


@cache
def _advances(weight: int) -> dict[str, int]:
    """The advance of each character in the first family that has it."""
    merged: dict[str, int] = {}
    for number in reversed(range(len(_fonts()["families"]))):
        merged.update(_family_advances(number, weight))
    return merged


@cache
def _family_advances(number: int, weight: int) -> dict[str, int]:
    widths = _fonts()["families"][number]["widths"]
    runs = widths.get(str(weight)) or widths[str(REGULAR)]
    return {chr(first + at): advance for first, *run in runs for at, advance in enumerate(run)}


@cache
def _fonts():  # type: ignore[no-untyped-def]  # the file is ours, made by templates/fonts/make_fonts.py
    return json.loads(resources.read_text("templates/fonts/fonts.json"))
