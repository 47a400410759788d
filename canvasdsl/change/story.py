"""The whole of what moved between two models: the changes, and what follows from them."""

from collections.abc import Iterable

import attrs

from canvasdsl.change.changes import Change
from canvasdsl.change.consequences import Consequences, consequences_of
from canvasdsl.change.difference import changes_of
from canvasdsl.change.matching import paired
from canvasdsl.figures.figure import Kind
from canvasdsl.load import Loaded

__all__ = ["Story", "story_between"]


@attrs.frozen
class Story:
    """What moved from `old` to `new`; empty where both mean the same."""

    old: Loaded
    new: Loaded
    changes: tuple[Change, ...]
    consequences: Consequences

    @property
    def is_broken(self) -> bool:
        """Whether one of the models has mistakes, so that what they hide is not compared."""
        return self.old.has_errors or self.new.has_errors


def story_between(old: Loaded, new: Loaded, kinds: Iterable[Kind] | None = None) -> Story:
    """The changes and what follows; figures of `kinds`, or the most telling ones."""
    pairing = paired(old.canvas, new.canvas)
    changes = changes_of(pairing, old.canvas, new.canvas)
    return Story(old, new, changes, consequences_of(pairing, old, new, kinds))
