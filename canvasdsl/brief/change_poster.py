"""The nine-block poster with what came, what went and what changed: each with a sign and a colour of its own."""

from collections.abc import Iterable

import attrs

from canvasdsl.brief.change_story import ChangeLine, ChangeStory
from canvasdsl.change.changes import Address, Change
from canvasdsl.change.matching import Node
from canvasdsl.change.story import Story
from canvasdsl.load import Loaded
from canvasdsl.views.phrasing import Phrasing
from canvasdsl.views.poster.canvas_poster import build
from canvasdsl.views.poster.poster import BlockKey, Mark, Poster, PosterBlock, PosterNote
from canvasdsl.wording import Wording

__all__ = ["change_poster", "marked_poster", "plain_poster"]


def change_poster(story: Story, told: ChangeStory) -> Poster:
    """The poster of the new model; what is no more stands below what is, and what changed says so.

    `told` is the same story in words. A block counts as changed with all that stands in it.
    """
    marked = marked_poster(story, told.lines, plain_poster(story.old, told.wording),
                           plain_poster(story.new, told.wording), told.wording)  # fmt: skip
    return attrs.evolve(marked, purpose=told.wording("change.signs"), date=told.between,
                        banner=" ".join(told.warnings))  # fmt: skip


def plain_poster(loaded: Loaded, wording: Wording) -> Poster:
    """The poster of a model without marks."""
    return build(loaded.canvas, wording, value=Phrasing(wording, loaded.canvas).value)


def marked_poster(
    story: Story, lines: tuple[ChangeLine, ...], old: Poster, new: Poster, wording: Wording
) -> Poster:  # fmt: skip
    """The poster of the new model with its marks, for those who have both posters; `lines` are the changes in words."""
    marking = _Marking(story, lines, wording)
    return attrs.evolve(new, blocks=tuple(marking.block(block, old.block(block.key)) for block in new.blocks))


class _Marking:
    def __init__(self, story: Story, lines: tuple[ChangeLine, ...], wording: Wording) -> None:
        self.story = story
        self.words = wording
        self.old, self.new = Node(story.old.canvas, "", None), Node(story.new.canvas, "", None)
        self.came: set[Address] = set()
        self.went: set[Address] = set()
        self.said: dict[Address, list[str]] = {}
        """By the address of a block in the new model: what changed in it."""
        for change, line in zip(story.changes, lines):
            if len(change.address) == 1 and change.kind == "added":
                self.came.add(change.address_after)
            elif len(change.address) == 1 and change.kind == "removed":
                self.went.add(change.address)
            else:
                self.said.setdefault(change.address_after[:1], []).append(self._inside(change, line.sign, line.text))
        self.segments = self._segments()

    def block(self, now: PosterBlock, was: PosterBlock) -> PosterBlock:
        """A block with its notes marked, and those that are no more below."""
        key = now.key
        notes = [self._now(note, address) for note, address in zip(now.notes, self._addresses(key, new=True))]
        gone = [self._gone(note) for note, address in zip(was.notes, self._addresses(key, new=False))
                if address in self.went]  # fmt: skip
        return attrs.evolve(now, notes=(*notes, *gone))

    def _now(self, note: PosterNote, address: Address) -> PosterNote:
        if address in self.came:
            return self._marked(note, "added")
        said = self.said.get(address)
        if not said:
            return note
        return attrs.evolve(self._marked(note, "altered"), detail=self.words("change.separator").join(said), status="")

    def _gone(self, note: PosterNote) -> PosterNote:
        segments = tuple(self.segments[index] for index in note.segments if index in self.segments)
        marked = self._marked(note, "removed")
        return attrs.evolve(marked, segments=segments, orphan=not segments, field=f"{note.field} (old)")

    def _marked(self, note: PosterNote, mark: Mark) -> PosterNote:
        return attrs.evolve(note, title=self.words(f"change.sign_{mark}", name=note.title), mark=mark,
                            mark_word=self.words(f"change.mark_{mark}"))  # fmt: skip

    def _inside(self, change: Change, sign: str, text: str) -> str:
        """A change without the name of the block on whose note it stands."""
        name = change.names[0] if change.names else ""
        nested = self.words("change.named", outer=name, name="")
        for start in (self.words("brief.list.detail", head=name, detail=""), nested, f"{name} "):
            if name and text.startswith(start):
                return text.removeprefix(start) if sign == "~" else f"{sign} {text.removeprefix(start)}"
        return text

    def _addresses(self, key: BlockKey, *, new: bool) -> Iterable[Address]:
        """The addresses of the blocks of a kind, in the order of their notes."""
        return (node.address for node in (self.new if new else self.old).children.get(key, ()))

    def _segments(self) -> dict[int, int]:
        """The place of the old segments among those of today."""
        today = {address: place for place, address in enumerate(self._addresses("segment", new=True))}
        called = {change.address: change.address_after for change in self.story.changes}
        found = {}
        for place, address in enumerate(self._addresses("segment", new=False)):
            now = called.get(address, address)
            if address not in self.went and now in today:
                found[place] = today[now]
        return found
