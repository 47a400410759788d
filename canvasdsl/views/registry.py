"""The views that can be drawn, with the drawings of the register (annex F) that they are."""

import attrs

__all__ = ["VIEWS", "View"]


@attrs.frozen
class View:
    """A view: its name in `draw --view`, its ids in the register, its title and the blocks that it needs."""

    name: str
    register: tuple[str, ...]
    title: str
    needs: tuple[str, ...]


VIEWS = (View("canvas", ("D01",), "The nine-block poster", ("segment",)),)
