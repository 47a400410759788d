"""The posters of all versions of a model in one page: each block once for each way in which it ever looked.

Which version is shown is chosen by a group of radio buttons. A piece of a poster belongs to a set of versions; its
classes name runs of 1, 2, 4, 8, … versions, so that neither a piece nor a rule gets longer with the number of versions.
"""

from collections.abc import Iterable, Iterator

from canvasdsl.brief.change_poster import marked_poster, plain_poster
from canvasdsl.brief.history_told import ToldStep
from canvasdsl.change.history import Step
from canvasdsl.load import Loaded
from canvasdsl.render.escape import html_attribute, html_text
from canvasdsl.render.poster_html import PIECE_CLASSES, PIECE_ID, poster_pieces
from canvasdsl.views.poster.poster import Poster
from canvasdsl.wording import Wording

__all__ = ["Posters"]

_RUNS = "abcdefghijklmnop"
"""The letters of runs of versions: `a5` is version 5, `b2` the versions 4 and 5, `c1` those from 4 to 7."""
_LEVEL = 3


class Posters:
    """Takes the versions as they are met, the newest first, and keeps their pieces, no model for longer than the next
    version needs it."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording
        self._met = 0
        self._slots: list[dict[str, list[int]]] = []
        """Of the head and of each block, the ways in which it looks, each with the versions that show it."""
        self._shown: list[int] = []
        self._old: tuple[Loaded, Poster] | None = None
        self._attribution = ""

    def add(self, step: Step, told: ToldStep) -> None:
        """The poster of one more version, with marks of what changed in it; none where it can't be read."""
        number = self._met
        self._met += 1
        if step.version.loaded is None:
            return
        new = self._plain(step.version.loaded)
        if step.story is not None:
            old = plain_poster(step.story.old, self._wording)
            new = marked_poster(step.story, told.lines, old, new, self._wording)
            self._old = step.story.old, old
        self._shown.append(number)
        self._attribution = new.attribution
        pieces = poster_pieces(new, level=_LEVEL)
        self._slots = self._slots or [{} for _ in pieces]
        for slot, piece in zip(self._slots, pieces, strict=True):
            slot.setdefault(piece, []).append(number)

    def _plain(self, loaded: Loaded) -> Poster:
        if self._old is not None and self._old[0] is loaded:
            return self._old[1]
        return plain_poster(loaded, self._wording)

    @property
    def hidden(self) -> frozenset[int]:
        """The versions without a poster, the oldest being 0."""
        return frozenset(range(self._met)) - {self._met - 1 - number for number in self._shown}

    def page_part(self) -> str:
        """All posters as one `section` that follows the radio buttons; empty where no version has one."""
        if not self._slots:
            return ""
        words = self._wording
        head, *blocks = (list(self._pieces(slot, place)) for place, slot in enumerate(self._slots))
        return "".join([
            f'<section class="poster shown{self._classes(self._shown)}" lang="{html_attribute(words.language)}" '
            f'dir="{words.direction}" aria-label="{html_attribute(words("history.poster"))}">\n', *head,
            '<div class="poster-grid">\n', *(piece for block in blocks for piece in block), "</div>\n",
            f'<p class="poster-attribution">{html_text(self._attribution)}</p>\n</section>\n',
        ])  # fmt: skip

    def _pieces(self, slot: dict[str, list[int]], place: int) -> Iterator[str]:
        for number, (piece, versions) in enumerate(slot.items()):
            yield piece.replace(PIECE_ID, f"p{place}-{number}").replace(PIECE_CLASSES, self._classes(versions))

    def _classes(self, versions: Iterable[int]) -> str:
        """The classes of what belongs to some versions; none of what belongs to all."""
        own = {self._met - 1 - number for number in versions}
        if len(own) == self._met:
            return ""
        return " p " + " ".join(_runs(own, self._met))

    def style(self) -> str:
        """The rules that show what belongs to the chosen version, and nothing else."""
        levels = _levels(self._met)
        rules = []
        for number in range(self._met):
            runs = ",".join(f".{_RUNS[level]}{number >> level}" for level in range(levels))
            chosen = f".track:has(#v{number}:checked)~.shown"
            rules.append(f"{chosen}.p:not({runs}),{chosen} .p:not({runs}){{display:none}}")
            rules.append(f"@media screen{{{chosen}.steps>:not(#c{number}){{display:none}}}}")
        return "".join(rules)


def _runs(versions: set[int], count: int) -> Iterator[str]:
    """The fewest runs of versions that hold these and no others; versions that do not exist are in any."""
    levels = _levels(count)
    left = versions | set(range(count, 1 << (levels - 1)))
    for level in range(levels):
        whole = {number >> 1 for number in left if number ^ 1 in left}
        for number in sorted(left):
            if number >> 1 not in whole or level == levels - 1:
                yield f"{_RUNS[level]}{number}"
        left = whole


def _levels(count: int) -> int:
    """How many lengths of runs there are: up to one that holds all."""
    return max(1, (count - 1).bit_length() + 1)
