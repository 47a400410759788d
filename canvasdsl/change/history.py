"""The story of a model over its versions: what each commit moved, told from the newest version back to the oldest.

Two models are held at a time. A version with mistakes is told and not compared: the version after it is compared with
the last one before it that can be read.
"""

from collections.abc import Iterable, Iterator
from typing import Literal

import attrs

from canvasdsl.change.consequences import Consequences, assumption_news, figures_that_moved
from canvasdsl.change.difference import changes_of
from canvasdsl.change.matching import Pairing, paired
from canvasdsl.change.story import Story
from canvasdsl.figures.compute import figures_of
from canvasdsl.figures.figure import Figure, Kind
from canvasdsl.load import Loaded

__all__ = ["Commit", "Fault", "FigureName", "Step", "StepKind", "Version", "steps_of"]

StepKind = Literal["began", "base", "changed", "mended", "returned", "deleted", "broken", "same"]
"""What a commit did: `began` the model; `base` is only compared with; `changed` it; `mended` a text with mistakes that
then means what it meant before; brought the file back (`returned`) or `deleted` it; left it `broken`; or moved nothing
in its meaning (`same`)."""
_Key = tuple[str, str]


@attrs.frozen(kw_only=True)
class Commit:
    """A commit: its name in full, its date as ISO 8601 says it, who made it, and its first line."""

    id: str
    date: str
    author: str
    subject: str

    @property
    def short(self) -> str:
        """Its name as people write it."""
        return self.id[:7]


@attrs.frozen
class Fault:
    """A mistake in an old version, in short."""

    file: str
    line: int
    code: str
    message: str


@attrs.frozen(kw_only=True)
class Version:
    """What a commit left: the model; or `faults`, the first of its mistakes, and how many there are; or no file.

    Where a commit did not touch the model, `loaded` is the very one of the version after it.
    """

    commit: Commit
    path: str
    loaded: Loaded | None = None
    faults: tuple[Fault, ...] = ()
    fault_count: int = 0
    is_base: bool = False
    """Whether it is only compared with: it was there before the commits that are told."""

    @property
    def is_gone(self) -> bool:
        """Whether there was no file."""
        return self.loaded is None and not self.faults


@attrs.frozen(kw_only=True)
class FigureName:
    """Which figure of which block: by the id that the block has in the newest version in which it stands."""

    kind: str
    of: str


@attrs.frozen(kw_only=True)
class Step:
    """One commit and what it did. `loaded` is the model after it, where that can be read; `story` what moved."""

    kind: StepKind
    version: Version
    story: Story | None = None
    figures: tuple[tuple[FigureName, Figure], ...] = ()
    """The figures of the model after it that have a value."""

    @property
    def commit(self) -> Commit:
        """Which commit."""
        return self.version.commit

    @property
    def is_told(self) -> bool:
        """Whether the story speaks of it."""
        return self.kind not in ("base", "same")


def steps_of(versions: Iterable[Version], kinds: Iterable[Kind], *, most: int | None = None) -> Iterator[Step]:
    """What each version did to the one before it, the newest first, as the versions come; with figures of `kinds`.

    After `most` steps that are told, the last version is the `base`.
    """
    telling = _Telling(tuple(kinds))
    told = 0
    for version in versions:
        for step in [*telling.met(version)]:
            if told != most or not step.is_told:
                told += step.is_told
                yield step
        if told == most:
            break
    yield from telling.end(cut=told == most)


class _Telling:
    """`after` is the version that still waits for the one before it; `between` are those told behind it."""

    def __init__(self, kinds: tuple[Kind, ...]) -> None:
        self.kinds = kinds
        self.after: Version | None = None
        self.figures: tuple[Figure, ...] = ()
        self.between: list[Step] = []
        self.gone: Version | None = None
        self.is_base_broken = False
        self.today: dict[_Key, _Key] = {}
        """What the blocks of `after` are called today."""

    def met(self, version: Version) -> Iterator[Step]:
        """The steps that are known now that the version before them is."""
        if version.is_gone:
            self.gone = version
        elif version.loaded is None:
            self._was_deleted()
            self.is_base_broken = version.is_base
            if not version.is_base:
                self.between.append(Step(kind="broken", version=version))
        else:
            yield from self._read(version)

    def end(self, *, cut: bool) -> Iterator[Step]:
        """The last steps: nothing is known of what was before."""
        if self.after is not None:
            kind: StepKind = "base" if cut or self.after.is_base else "mended" if self.is_base_broken else "began"
            yield self._step(kind, self.after)
        if not cut:
            yield from self.between

    def _was_deleted(self) -> None:
        if self.gone is not None:
            self.between.append(Step(kind="deleted", version=self.gone))
            self.gone = None

    def _read(self, version: Version) -> Iterator[Step]:
        """A version that can be read: what stands after it can be told."""
        assert version.loaded is not None
        self._was_deleted()
        after = self.after
        if after is None:
            self.figures = figures_of(version.loaded.canvas, self.kinds)
        elif after.loaded is version.loaded:
            yield from self._told(after, None)
        else:
            assert after.loaded is not None
            pairing = paired(version.loaded.canvas, after.loaded.canvas)
            changes = changes_of(pairing, version.loaded.canvas, after.loaded.canvas)
            figures = figures_of(version.loaded.canvas, self.kinds)
            following = Consequences(figures_that_moved(pairing, figures, self.figures),
                                     assumptions=assumption_news(pairing))  # fmt: skip
            yield from self._told(after, Story(version.loaded, after.loaded, changes, following))
            self._name_as_today(pairing)
            self.figures = figures
        yield from self.between
        self.between = []
        self.after = version

    def _told(self, after: Version, story: Story | None) -> Iterator[Step]:
        kinds = [step.kind for step in self.between]
        moved = story is not None and bool(story.changes)
        kind: StepKind = "changed" if moved else "mended" if kinds else "same"
        if kinds and kinds[0] == "deleted":
            kind = "returned"
        yield self._step(kind, after, story if moved else None)

    def _step(self, kind: StepKind, version: Version, story: Story | None = None) -> Step:
        named = () if kind == "same" else tuple(
            (FigureName(kind=figure.kind.name, of=self._of_today(figure)), figure) for figure in self.figures
            if figure.value is not None
        )  # fmt: skip
        return Step(kind=kind, version=version, story=story, figures=named)

    def _of_today(self, figure: Figure) -> str:
        """What the block of a figure is called today; that of several blocks, each by its id."""
        if figure.key is not None and "," not in figure.of:
            return self.today.get(figure.key, figure.key)[1] or figure.of
        ids = {before[1]: now[1] for before, now in self.today.items()}
        return ", ".join(ids.get(each, each) for each in figure.of.split(", "))

    def _name_as_today(self, pairing: Pairing) -> None:
        """Goes back to the names of the old model."""
        self.today = {
            before: now for before, after in pairing.called.items() if (now := self.today.get(after, after)) != before
        }
